"""Triage: every combination of answers is asked, and what must hold for all of them is looked up in each."""

import pickle
from collections import Counter
from itertools import product

import attrs
import pytest

from simreplace.errors import InvalidValueError
from simreplace.guidance.triage import (
    TRIAGE_ROWS,
    Circumstances,
    NumberStatus,
    Outcome,
    Triage,
    TriageReason,
    TriageStep,
    triage,
)
from simreplace.issues import IssueCode
from simreplace.people.kinds import Reason

YES_NO = (True, False)
YES_NO_UNKNOWN = (True, False, None)

EVERYTHING = [
    Circumstances(
        seen=seen,
        searched=searched,
        visible_damage=damage,
        works_in_another_phone=works,
        pin_or_puk_blocked=locked,
        number_status=status,
    )
    for seen, searched, damage, works, locked, status in product(
        YES_NO, YES_NO, YES_NO_UNKNOWN, YES_NO_UNKNOWN, YES_NO, NumberStatus
    )
]
ANSWERS = [(told, triage(told)) for told in EVERYTHING]

Expected = tuple[Outcome, TriageReason, Reason | None, tuple[str, ...]]


def test_every_combination_there_is_was_asked() -> None:
    assert len(EVERYTHING) == len(set(EVERYTHING)) == 2 * 2 * 3 * 3 * 2 * 6


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            Circumstances(seen=False, searched=True),
            (Outcome.APPLY, TriageReason.LOST_AND_SEARCHED, Reason.LOST, ("suspend_line", "warn_bank", "apply")),
        ),
        (
            Circumstances(seen=False, searched=True, number_status=NumberStatus.BLOCKED),
            (Outcome.APPLY, TriageReason.LOST_AND_SEARCHED, Reason.LOST, ("warn_bank", "apply")),
        ),
        (
            Circumstances(seen=False, searched=True, number_status=NumberStatus.GRACE),
            (
                Outcome.APPLY,
                TriageReason.LOST_AND_SEARCHED,
                Reason.LOST,
                ("suspend_line", "warn_bank", "ask_about_grace", "apply"),
            ),
        ),
        (
            Circumstances(seen=False),
            (
                Outcome.SEARCH_FIRST,
                TriageReason.NOT_SEARCHED,
                Reason.LOST,
                ("suspend_line", "warn_bank", "search_again", "apply_if_nothing_helps"),
            ),
        ),
        (
            # Whoever says "damaged" and has no card to show is treated as one who lost it.
            Circumstances(seen=False, searched=True, visible_damage=True),
            (Outcome.APPLY, TriageReason.LOST_AND_SEARCHED, Reason.LOST, ("suspend_line", "warn_bank", "apply")),
        ),
        (
            Circumstances(seen=True, visible_damage=True),
            (Outcome.APPLY, TriageReason.DAMAGED, Reason.DAMAGED, ("apply",)),
        ),
        (
            # It may fail tomorrow: that it still works is no reason to send somebody with a cracked card home.
            Circumstances(seen=True, visible_damage=True, works_in_another_phone=True),
            (Outcome.APPLY, TriageReason.DAMAGED, Reason.DAMAGED, ("apply",)),
        ),
        (
            Circumstances(seen=True, visible_damage=True, number_status=NumberStatus.GRACE),
            (Outcome.APPLY, TriageReason.DAMAGED, Reason.DAMAGED, ("ask_about_grace", "apply")),
        ),
        (
            Circumstances(seen=True, pin_or_puk_blocked=True),
            (
                Outcome.TROUBLESHOOT,
                TriageReason.PIN_OR_PUK,
                Reason.FAULTY,
                ("ask_for_puk", "apply_if_nothing_helps"),
            ),
        ),
        (
            Circumstances(seen=True, works_in_another_phone=False, number_status=NumberStatus.BLOCKED),
            (
                Outcome.TROUBLESHOOT,
                TriageReason.LINE_BLOCKED,
                Reason.FAULTY,
                ("ask_to_unblock", "apply_if_nothing_helps"),
            ),
        ),
        (
            Circumstances(seen=True, works_in_another_phone=True),
            (Outcome.TROUBLESHOOT, TriageReason.WORKS_ELSEWHERE, None, ("check_phone",)),
        ),
        (
            Circumstances(seen=True, visible_damage=False),
            (
                Outcome.TROUBLESHOOT,
                TriageReason.NOT_TRIED_ELSEWHERE,
                Reason.FAULTY,
                ("try_another_phone", "apply_if_nothing_helps"),
            ),
        ),
        (
            Circumstances(seen=True, visible_damage=False, works_in_another_phone=False),
            (Outcome.APPLY, TriageReason.NOT_WORKING_ANYWHERE, Reason.FAULTY, ("apply",)),
        ),
        (
            Circumstances(seen=False, searched=True, number_status=NumberStatus.EXPIRED),
            (
                Outcome.NOT_REPLACEABLE,
                TriageReason.NUMBER_EXPIRED,
                None,
                ("warn_bank", "ask_about_reactivation", "reactivate_first"),
            ),
        ),
        (
            Circumstances(seen=True, visible_damage=True, number_status=NumberStatus.RETURNED),
            (Outcome.NOT_REPLACEABLE, TriageReason.NUMBER_RETURNED, None, ("warn_bank", "ask_for_new_number")),
        ),
        (
            Circumstances(seen=False, searched=True, number_status=NumberStatus.RECYCLED),
            (Outcome.NOT_REPLACEABLE, TriageReason.NUMBER_RECYCLED, None, ("warn_bank", "ask_for_new_number")),
        ),
    ],
)
def test_a_situation_gets_the_answer_worked_out_by_hand(told: Circumstances, expected: Expected) -> None:
    found = triage(told)
    assert (found.outcome, found.reason, found.request_reason, found.steps) == expected


def test_the_table_is_total_and_its_last_row_takes_whatever_is_left() -> None:
    assert all(any(row.applies(told) for row in TRIAGE_ROWS) for told in EVERYTHING)
    assert all(TRIAGE_ROWS[-1].applies(told) for told in EVERYTHING)


def test_every_row_every_outcome_and_every_step_is_reached() -> None:
    assert Counter(found.reason for _, found in ANSWERS).keys() == {row.reason for row in TRIAGE_ROWS}
    assert {found.outcome for _, found in ANSWERS} == set(Outcome)
    assert {step for _, found in ANSWERS for step in found.steps} == set(TriageStep)
    assert [row.reason for row in TRIAGE_ROWS] == list(TriageReason)


def test_a_number_that_may_be_somebody_elses_is_never_replaced_or_blocked() -> None:
    for told, found in ANSWERS:
        if told.number_status is NumberStatus.RECYCLED:
            assert found.outcome is Outcome.NOT_REPLACEABLE
            assert found.request_reason is None
            assert found.steps == (TriageStep.WARN_BANK, TriageStep.ASK_FOR_NEW_NUMBER)


@pytest.mark.parametrize("status", [NumberStatus.RETURNED, NumberStatus.EXPIRED])
def test_a_number_that_is_not_in_use_is_not_replaced_as_it_is(status: NumberStatus) -> None:
    for told, found in ANSWERS:
        if told.number_status is status:
            assert found.outcome is Outcome.NOT_REPLACEABLE
            assert found.request_reason is None
            reactivates = TriageStep.REACTIVATE_FIRST in found.steps
            assert reactivates is (status is NumberStatus.EXPIRED)


def test_only_the_status_of_a_number_makes_it_irreplaceable() -> None:
    for told, found in ANSWERS:
        ended = {NumberStatus.RECYCLED, NumberStatus.RETURNED, NumberStatus.EXPIRED}
        assert (found.outcome is Outcome.NOT_REPLACEABLE) is (told.number_status in ended)


def test_where_the_card_is_gone_and_the_number_rings_the_line_is_stopped_before_anything_else() -> None:
    for told, found in ANSWERS:
        rings = told.number_status in {NumberStatus.ACTIVE, NumberStatus.GRACE}
        assert (found.steps[0] is TriageStep.SUSPEND_LINE) is (not told.seen and rings)
        assert TriageStep.SUSPEND_LINE not in found.steps[1:]


def test_where_the_card_is_gone_the_bank_is_warned_before_any_form() -> None:
    for told, found in ANSWERS:
        if not told.seen:
            assert TriageStep.WARN_BANK in found.steps[:2]


def test_the_grace_period_changes_nothing_but_that_the_operator_is_asked() -> None:
    for told, found in ANSWERS:
        if told.number_status is NumberStatus.GRACE:
            active = triage(attrs.evolve(told, number_status=NumberStatus.ACTIVE))
            asked = tuple(step for step in found.steps if step is not TriageStep.ASK_ABOUT_GRACE)
            assert attrs.evolve(found, steps=asked) == active
            assert len(found.steps) == len(active.steps) + 1


def test_a_line_that_its_owner_had_stopped_takes_the_usual_path() -> None:
    for told, found in ANSWERS:
        if told.number_status is NumberStatus.BLOCKED and (not told.seen or told.visible_damage):
            active = triage(attrs.evolve(told, number_status=NumberStatus.ACTIVE))
            unstopped = tuple(step for step in active.steps if step is not TriageStep.SUSPEND_LINE)
            assert found == attrs.evolve(active, steps=unstopped)


def test_a_form_has_a_reason_exactly_where_the_steps_lead_to_a_form() -> None:
    for _, found in ANSWERS:
        last = found.steps[-1]
        assert (last is TriageStep.APPLY) is (found.outcome is Outcome.APPLY)
        leads = last in {TriageStep.APPLY, TriageStep.APPLY_IF_NOTHING_HELPS}
        assert (found.request_reason is not None) is leads
        assert found.request_reason in {Reason.LOST, Reason.DAMAGED, Reason.FAULTY, None}


def test_the_reason_for_the_form_fits_what_can_be_shown() -> None:
    for told, found in ANSWERS:
        if found.request_reason is not None:
            assert (found.request_reason is Reason.LOST) is (not told.seen)
            assert (found.request_reason is Reason.DAMAGED) is (told.seen and told.visible_damage is True)


def test_what_a_card_looked_like_does_not_matter_once_it_is_gone() -> None:
    for told, found in ANSWERS:
        if not told.seen:
            unseen = attrs.evolve(told, visible_damage=None, works_in_another_phone=None, pin_or_puk_blocked=False)
            assert found == triage(unseen)


def test_no_step_is_said_twice_and_every_answer_names_its_rule() -> None:
    for _, found in ANSWERS:
        assert len(set(found.steps)) == len(found.steps) >= 1
        assert found.source


@pytest.mark.parametrize(
    "field", ["seen", "searched", "visible_damage", "works_in_another_phone", "pin_or_puk_blocked"]
)
@pytest.mark.parametrize("answer", [1, 0, "yes", "", object()], ids=["one", "zero", "text", "empty", "object"])
def test_an_answer_is_yes_or_no_and_nothing_that_merely_looks_like_it(field: str, answer: object) -> None:
    with pytest.raises(InvalidValueError) as refused:
        Circumstances(**{"seen": True, field: answer})  # type: ignore[arg-type]
    assert [(issue.code, issue.pointer) for issue in refused.value.issues] == [(IssueCode.FORM_TYPE, "/" + field)]


@pytest.mark.parametrize("field", ["seen", "searched", "pin_or_puk_blocked"])
def test_no_answer_is_not_a_no(field: str) -> None:
    with pytest.raises(InvalidValueError):
        Circumstances(**{"seen": True, field: None})  # type: ignore[arg-type]


def test_a_status_may_be_named_and_an_unknown_one_is_refused() -> None:
    assert Circumstances(seen=True, number_status="blocked") == Circumstances(
        seen=True, number_status=NumberStatus.BLOCKED
    )
    with pytest.raises(InvalidValueError) as refused:
        Circumstances(seen=True, number_status="suspended")
    assert [(issue.code, issue.pointer) for issue in refused.value.issues] == [
        (IssueCode.FORM_CHOICE, "/number_status")
    ]


def test_both_values_survive_a_pickle() -> None:
    for told, found in ANSWERS:
        again: tuple[Circumstances, Triage] = pickle.loads(pickle.dumps((told, found)))
        assert again == (told, found)
