"""What the outside world is told: TM Forum's status changes, CAMARA's SIM swap answers, and a grade of trust."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest

from builders import MONDAY, PROXY_KTP, letter
from journey import (
    ANALYST,
    CARDS,
    COUNTER,
    POLICIES,
    REVIEWER,
    SUPERVISOR,
    WAY_TO,
    draft,
    flagged,
    in_state,
    next_moment,
    sample,
    tell,
    walk,
)
from simreplace import (
    ARTICLE,
    STRICT,
    Actor,
    Paper,
    Policy,
    ReplacementRequest,
    Role,
    State,
    events,
    lifecycle,
    status_changes,
)
from simreplace.errors import InvalidValueError
from simreplace.records.standards import SimChangeSignal, StatusChange, Trust, TrustReason, sim_change_signal

R = TrustReason
E = events
LATER = timedelta(hours=2)
A_DAY = timedelta(hours=25)
SOUND = {R.LOST_CARD_FULLY_EVIDENCED, R.RECORD_AGREES, R.OWNER_TOLD, R.COLLECTED_IN_PERSON}

Way = Callable[[ReplacementRequest], ReplacementRequest]


def by(kind: type[E.Event], policy: Policy = ARTICLE, after: timedelta = timedelta(0), **changes: Any) -> Way:
    """One event, with some of what it says changed."""

    def go(request: ReplacementRequest) -> ReplacementRequest:
        return tell(request, attrs.evolve(sample(kind, request), **changes), policy, after=after)

    return go


def told(*ways: type[E.Event] | Way, policy: Policy = ARTICLE, **changes: Any) -> ReplacementRequest:
    """A request that went this way."""
    request = draft(**changes)
    for way in ways:
        request = walk(request, way, policy=policy) if isinstance(way, type) else way(request)
    return request


CALL, MAIL = E.TellOwner, E.TellOwner
REVIEWED = (E.Submit, E.CompareRecord, CALL, MAIL, E.Approve)
TAKEN = (E.Collect, E.AcceptCard)
IN_TIME = by(E.OrderActivation, after=A_DAY)
ON = (IN_TIME, E.Activate)


def signal(request: ReplacementRequest) -> SimChangeSignal:
    return sim_change_signal(request, now=request.history[-1].at + LATER)


def evidence(*papers: Paper) -> Way:
    return by(E.Approve, evidence=papers)


def test_what_the_owner_wanted_and_could_have_stopped_is_high() -> None:
    answer = signal(told(*REVIEWED, E.MakeReady, *TAKEN, *ON))
    assert (answer.trust, set(answer.reasons)) == (Trust.HIGH, SOUND)
    shown = told(
        *REVIEWED[:-1],
        evidence(Paper.OLD_SIM_CARD, Paper.IDENTITY_DOCUMENT),
        E.MakeReady,
        *TAKEN,
        *ON,
        reason="damaged",
    )
    assert (signal(shown).trust, set(signal(shown).reasons)) == (
        Trust.HIGH,
        SOUND - {R.LOST_CARD_FULLY_EVIDENCED} | {R.OLD_CARD_SHOWN},
    )


def test_under_the_strictest_policy_whoever_gets_a_card_in_the_ordinary_way_is_trusted() -> None:
    answer = signal(in_state(State.COMPLETED, STRICT))
    assert (answer.trust, R.LITTLE_TIME_TO_OBJECT in answer.reasons) == (Trust.HIGH, False)


LESS: dict[str, tuple[Callable[[], ReplacementRequest], TrustReason | None, TrustReason | None]] = {
    "document alone": (
        partial(told, *REVIEWED[:-1], evidence(Paper.IDENTITY_DOCUMENT), E.MakeReady, *TAKEN, *ON),
        None,
        R.LOST_CARD_FULLY_EVIDENCED,
    ),
    "no call to the lost number": (
        partial(told, E.Submit, E.CompareRecord, by(CALL, means="sms", outcome="delivered"), E.Approve, E.MakeReady, *TAKEN, *ON),
        None,
        R.LOST_CARD_FULLY_EVIDENCED,
    ),
    "a lost card that is shown": (
        partial(told, *REVIEWED[:-1], evidence(Paper.OLD_SIM_CARD, Paper.IDENTITY_DOCUMENT), E.MakeReady, *TAKEN, *ON),
        None,
        R.OLD_CARD_SHOWN,
    ),
    "not compared": (
        partial(told,
            E.Submit,
            CALL,
            MAIL,
            by(E.DecideFlag, code="approve.record_unknown", pointer="/record/identity_number"),
            E.Approve,
            E.MakeReady,
            *TAKEN,
            *ON,
        ),
        R.FLAG_DECIDED,
        R.RECORD_AGREES,
    ),
    "differs, and a supervisor waved it through": (
        partial(told,
            E.Submit,
            by(E.CompareRecord, matches=[E.RecordMatch("identity_number", "true"), E.RecordMatch("name", "false")]),
            CALL,
            MAIL,
            by(E.DecideFlag, by=SUPERVISOR, code="approve.record_differs", pointer="/record/name"),
            E.Approve,
            E.MakeReady,
            *TAKEN,
            *ON,
        ),
        R.FLAG_DECIDED,
        R.RECORD_AGREES,
    ),
    "a flag was decided": (
        partial(told,
            *REVIEWED[:-1],
            E.DecideFlag,
            E.Approve,
            E.MakeReady,
            *TAKEN,
            *ON,
            applicant=flagged().applicant,
        ),
        R.FLAG_DECIDED,
        None,
    ),
    "nobody was reached": (
        partial(told, E.Submit, E.CompareRecord, by(CALL, outcome="unreachable"), E.Approve, E.MakeReady, *TAKEN, *ON),
        R.LITTLE_TIME_TO_OBJECT,
        R.OWNER_TOLD,
    ),
    "told a moment before": (
        partial(told, *REVIEWED, E.MakeReady, *TAKEN, E.OrderActivation, E.Activate),
        R.LITTLE_TIME_TO_OBJECT,
        None,
    ),
    "an answer just before, and long before that nobody": (
        partial(told,
            E.Submit,
            E.CompareRecord,
            by(CALL, outcome="unreachable"),
            E.Approve,
            E.MakeReady,
            by(CALL, outcome="answered", after=A_DAY),
            *TAKEN,
            E.OrderActivation,
            E.Activate,
        ),
        R.LITTLE_TIME_TO_OBJECT,
        None,
    ),
    "a proxy came": (
        partial(told,
            *REVIEWED,
            E.MakeReady,
            by(E.Collect, visitor=Actor(Role.PROXY, "customer-2"), letter=letter(), proxy_id_seen=PROXY_KTP),
            by(E.AcceptCard, by=Actor(Role.PROXY, "customer-2")),
            *ON,
            collection="by_proxy",
        ),
        R.COLLECTED_BY_PROXY,
        R.COLLECTED_IN_PERSON,
    ),
    "exchanged": (
        partial(told, *REVIEWED, E.MakeReady, E.Collect, E.ReportFault, E.ExchangeCard, E.AcceptCard, *ON),
        R.CARD_EXCHANGED,
        None,
    ),
    "brought back, and another one taken": (
        partial(told, *REVIEWED, E.MakeReady, *TAKEN, E.ReturnCard, E.MakeReady, *TAKEN, *ON),
        R.CARD_EXCHANGED,
        None,
    ),
    "turned on at the second attempt": (
        partial(told,
            *REVIEWED,
            E.MakeReady,
            *TAKEN,
            E.OrderActivation,
            E.FailActivation,
            by(CALL, outcome="answered"),
            E.MakeReady,
            *TAKEN,
            *ON,
        ),
        R.CARD_EXCHANGED,
        None,
    ),
    "another card failed, told before ours was on": (
        partial(told, *REVIEWED, E.MakeReady, *TAKEN, IN_TIME, by(E.FailActivation, iccid=CARDS[9]), E.Activate),
        R.CARD_EXCHANGED,
        None,
    ),
    "another card failed, told afterwards": (
        partial(told, *REVIEWED, E.MakeReady, *TAKEN, *ON, by(E.FailActivation, iccid=CARDS[9])),
        R.CARD_EXCHANGED,
        None,
    ),
    "a person compared": (
        partial(told, E.Submit, by(E.CompareRecord, by=Actor(Role.REVIEWER, "staff-8")), CALL, MAIL, E.Approve, E.MakeReady, *TAKEN, *ON),
        R.ONE_PERSON_ALONE,
        None,
    ),
    "a person told": (
        partial(told, E.Submit, E.CompareRecord, CALL, by(MAIL, by=ANALYST), E.Approve, E.MakeReady, *TAKEN, *ON),
        R.ONE_PERSON_ALONE,
        None,
    ),
    "one took the form in and handed the card out": (
        partial(told, by(E.Submit, by=Actor(Role.INTAKE_CLERK, COUNTER.id)), *REVIEWED[1:], E.MakeReady, *TAKEN, *ON),
        R.ONE_PERSON_ALONE,
        None,
    ),
    "a card with a doubtful number": (
        partial(told,
            *REVIEWED,
            by(E.MakeReady, iccid=CARDS[0][:-1] + str((int(CARDS[0][-1]) + 1) % 10)),
            *TAKEN,
            *ON,
            policy=attrs.evolve(ARTICLE, name="takes misprints", accepted_card_flags=("iccid.luhn",)),
        ),
        R.CARD_NUMBER_DOUBTFUL,
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LESS)
def test_whatever_weakens_it_makes_it_medium(case: str) -> None:
    make, there, lacking = LESS[case]
    request = make()
    answer = signal(request)
    assert request.state is State.COMPLETED
    assert answer.trust is Trust.MEDIUM
    assert there is None or there in answer.reasons
    assert lacking not in answer.reasons
    assert len(set(answer.reasons)) == len(answer.reasons)


def after_completion(*facts: type[E.Event] | Way) -> ReplacementRequest:
    return told(*REVIEWED, E.MakeReady, *TAKEN, *ON, *facts)


DOUBTFUL: dict[str, tuple[Callable[[], ReplacementRequest], TrustReason]] = {
    "held": (partial(told, *REVIEWED, E.MakeReady, E.Hold, E.Release, CALL, MAIL, *TAKEN, *ON), R.HELD_OR_OBJECTED),
    "objected": (
        partial(told, *REVIEWED, E.MakeReady, E.RaiseObjection, E.Release, CALL, MAIL, *TAKEN, *ON),
        R.HELD_OR_OBJECTED,
    ),
    "looked wrong at the counter": (
        partial(told, *REVIEWED, E.MakeReady, E.FailIdentity, *TAKEN, *ON),
        R.IDENTITY_FAILED_AT_COUNTER,
    ),
    "turned on while it was held": (
        partial(told, *REVIEWED, E.MakeReady, *TAKEN, IN_TIME, E.RaiseObjection, E.Activate, E.Release),
        R.HELD_OR_OBJECTED,
    ),
    "turned on unordered": (partial(told, *REVIEWED, E.MakeReady, *TAKEN, E.Activate), R.HELD_OR_OBJECTED),
    "turned on before anybody came": (partial(told, *REVIEWED, E.MakeReady, E.Activate), R.NOT_AS_ORDERED),
    "turned on unordered, and fraud": (
        partial(told, *REVIEWED, E.MakeReady, *TAKEN, E.Activate, E.ConfirmFraud),
        R.NOT_AS_ORDERED,
    ),
    "turned on while the old one is on": (
        partial(told, *REVIEWED, E.MakeReady, *TAKEN, IN_TIME, by(E.Activate, old_card_deactivated=False)),
        R.NOT_AS_ORDERED,
    ),
    "another card was turned on afterwards": (partial(after_completion, by(E.Activate, iccid=CARDS[9])), R.NOT_AS_ORDERED),
    "another card was on for a while": (
        partial(after_completion, by(E.Activate, iccid=CARDS[9]), by(E.FailActivation, iccid=CARDS[9], old_card_deactivated=True)),
        R.NOT_AS_ORDERED,
    ),
    "turned off again": (partial(after_completion, E.FailActivation), R.NOT_AS_ORDERED),
    "the old card came on again": (partial(after_completion, by(E.Activate, old_card_deactivated=False)), R.NOT_AS_ORDERED),
}  # fmt: skip


@pytest.mark.parametrize("case", DOUBTFUL)
def test_a_doubt_on_the_way_makes_it_low(case: str) -> None:
    make, there = DOUBTFUL[case]
    answer = signal(make())
    assert answer.trust is Trust.LOW
    assert there in answer.reasons


def test_every_reason_is_given_by_one_of_these() -> None:
    made = [case[0]() for case in LESS.values()] + [case[0]() for case in DOUBTFUL.values()]
    given = {reason for request in made for reason in signal(request).reasons}
    assert given | {R.OLD_CARD_SHOWN} == set(TrustReason)


def test_a_network_that_tells_the_same_again_changes_nothing() -> None:
    again = after_completion(E.Activate)
    assert signal(again).trust is Trust.HIGH


def test_a_print_without_its_check_digit_is_no_other_card_and_the_next_of_the_row_is_one() -> None:
    card, neighbor = CARDS[0], CARDS[1]
    assert card[:17] == neighbor[:17], "they differ in the last digit before the one that checks"
    assert signal(after_completion(by(E.Activate, iccid=card[:18]))).trust is Trust.HIGH
    off = by(E.FailActivation, iccid=neighbor, old_card_deactivated=True)
    for_a_while = signal(after_completion(by(E.Activate, iccid=neighbor), off))
    assert (for_a_while.trust, R.NOT_AS_ORDERED in for_a_while.reasons) == (Trust.LOW, True)


def test_answers_and_a_photo_are_all_that_there_is_to_show_of_a_lost_card() -> None:
    policy = attrs.evolve(ARTICLE, name="shows nothing", evidence=(("lost", ()), ("damaged", ())))
    for papers, proven in (
        ((Paper.SECURITY_ANSWERS, Paper.PHOTO_WITH_DOCUMENT), True),
        ((Paper.SECURITY_ANSWERS, Paper.IDENTITY_DOCUMENT), False),
        ((Paper.PHOTO_WITH_DOCUMENT, Paper.IDENTITY_DOCUMENT), False),
    ):
        request = told(*REVIEWED[:-1], by(E.Approve, policy, evidence=papers), E.MakeReady, *TAKEN, *ON, policy=policy)
        assert (R.LOST_CARD_FULLY_EVIDENCED in signal(request).reasons) is proven


def test_whoever_took_over_an_exchange_is_not_trusted() -> None:
    """The attack of an insider at the counter: a fault that nobody saw, and another card for a stranger's hands."""
    request = told(*REVIEWED, E.MakeReady, E.Collect, by(E.ReportFault, by=COUNTER), E.ExchangeCard)
    stranger = attrs.evolve(sample(E.AcceptCard, request), by=Actor(Role.APPLICANT, "customer-9"))
    assert not lifecycle.decide(request, stranger, now=next_moment(request)).allowed
    done = walk(request, E.AcceptCard, E.OrderActivation, E.Activate)
    assert signal(done).trust is Trust.MEDIUM


def test_one_clerk_who_tells_and_hands_out_is_refused_and_would_not_be_trusted() -> None:
    alone = Actor(Role.REVIEWER, REVIEWER.id)
    request = told(
        E.Submit, by(E.CompareRecord, by=alone), by(CALL, by=alone, outcome="answered"), E.Approve, E.MakeReady
    )
    seen = attrs.evolve(sample(E.Collect, request), by=Actor(Role.COUNTER_CLERK, REVIEWER.id))
    assert not lifecycle.decide(request, seen, now=next_moment(request)).allowed
    done = walk(request, *TAKEN, E.OrderActivation, E.Activate)
    assert {R.ONE_PERSON_ALONE, R.LITTLE_TIME_TO_OBJECT} <= set(signal(done).reasons)


# When


def test_the_hours_are_counted_from_activation_and_both_ends_belong() -> None:
    request = in_state(State.COMPLETED)
    active = request.history[-1].at
    swapped = {
        hours: sim_change_signal(request, now=active + timedelta(hours=hours), max_age=24).swapped
        for hours in (-1, 0, 24, 25)
    }
    assert swapped == {-1: False, 0: True, 24: True, 25: False}
    assert signal(request).as_camara() == {"swapped": True}
    assert signal(request).as_camara_date() == {"latestSimChange": active.isoformat()}


def test_of_two_changes_the_last_one_before_the_moment_counts() -> None:
    request = told(*REVIEWED, E.MakeReady, *TAKEN, IN_TIME, E.Activate, by(E.Activate, after=A_DAY, iccid=CARDS[3]))
    first, second = (step.at for step in request.history if isinstance(step.event, E.Activate))
    ask = partial(sim_change_signal, request)
    assert ask(now=second - timedelta(hours=1)).latest_change == first
    assert ask(now=second).latest_change == second


def test_a_network_that_says_the_same_again_has_changed_nothing() -> None:
    """A swap pairs the number with another card; a message that is sent twice under new names pairs nothing."""
    request = told(*REVIEWED, E.MakeReady, *TAKEN, IN_TIME, E.Activate, by(E.Activate, after=A_DAY))
    first, second = (step.at for step in request.history if isinstance(step.event, E.Activate))
    answer = sim_change_signal(request, now=second)
    assert (answer.latest_change, answer.trust) == (first, Trust.HIGH)


def test_a_card_that_was_turned_off_and_on_again_was_changed() -> None:
    request = told(*REVIEWED, E.MakeReady, *TAKEN, IN_TIME, E.Activate, by(E.FailActivation, after=A_DAY), E.Activate)
    assert signal(request).latest_change == request.history[-1].at


def test_a_word_before_the_order_does_not_date_the_change_back() -> None:
    """Else somebody who only says to be the network would hide a swap from the banks behind an old date."""
    said = by(E.Activate, iccid=CARDS[0], by=Actor(Role.NETWORK, "staff-99"))
    request = told(*REVIEWED, E.MakeReady, *TAKEN, IN_TIME, said, E.FailActivation, E.Activate)
    assert signal(request).latest_change == request.history[-1].at


def test_hours_are_hours_where_clocks_are_set_back() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    sent = in_state(State.ACTIVATING)
    at = datetime(2026, 10, 25, 1, 30, tzinfo=berlin)  # the hour from two to three comes twice
    done = tell(sent, sample(E.Activate, sent), now=at)
    for hours, swapped in ((1, True), (2, False)):
        now = (at + timedelta(hours=hours)).replace(fold=hours - 1)
        assert sim_change_signal(done, now=now, max_age=1).swapped is swapped


@pytest.mark.parametrize("year", [1, 9999])
def test_a_year_at_the_edge_is_a_year(year: int) -> None:
    request = in_state(State.COMPLETED)
    answer = sim_change_signal(request, now=datetime(year, 1, 1, tzinfo=ZoneInfo("Asia/Jayapura")))
    assert answer.swapped is False
    assert (answer.latest_change is None) is (year == 1)


@pytest.mark.parametrize(
    "state", [state for state in WAY_TO if state is not State.COMPLETED], ids=lambda state: state.value
)
def test_nothing_was_changed_before_activation(state: State) -> None:
    request = in_state(state)
    answer = sim_change_signal(request, now=next_moment(request))
    assert (answer.latest_change, answer.swapped, answer.trust, answer.reasons) == (None, False, None, ())
    assert answer.as_camara_date() == {"latestSimChange": None}


def test_hours_are_taken_from_one_to_a_hundred_days_and_are_ten_days_unless_told_otherwise() -> None:
    request = in_state(State.COMPLETED)
    active = request.history[-1].at
    for hours in (1, 2400):
        assert sim_change_signal(request, now=active + timedelta(hours=hours), max_age=hours).swapped
    assert sim_change_signal(request, now=active + timedelta(days=10)).max_age == 240
    assert sim_change_signal(request, now=active + timedelta(days=10)).swapped
    assert not sim_change_signal(request, now=active + timedelta(days=10, microseconds=1)).swapped


@pytest.mark.parametrize("hours", [0, -1, 2401, True, 1.5])
def test_hours_that_camara_does_not_know_are_refused(hours: int) -> None:
    with pytest.raises(InvalidValueError):
        sim_change_signal(draft(), now=MONDAY, max_age=hours)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(InvalidValueError):
        sim_change_signal(draft(), now=MONDAY.replace(tzinfo=None))


def test_the_status_history_has_an_entry_for_each_new_word() -> None:
    request = told(*REVIEWED, E.Hold, E.Release, CALL, E.MakeReady, *TAKEN, *ON)
    entries = [(change.status, change.change_reason) for change in status_changes(request)]
    assert entries == [
        ("inProgress", "submit"),
        ("inProgress.accepted", "approve"),
        ("held", "hold"),
        ("inProgress.accepted", "release"),
        ("completed", "activate"),
    ]
    first = status_changes(request)[0]
    assert first.as_tmf() == {
        "status": "inProgress",
        "statusChangeDate": request.history[0].at.isoformat(),
        "statusChangeReason": "submit",
    }
    assert isinstance(first, StatusChange)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
@pytest.mark.parametrize("state", WAY_TO, ids=lambda state: state.value)
def test_the_last_status_is_the_word_of_the_state(state: State, policy: Policy) -> None:
    changes = status_changes(in_state(state, policy))
    assert (changes[-1].status if changes else "draft") == state.order_word
