"""How far is it, what do I do now, and what stays barred: an answer for everybody, everywhere."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import KTP, LANGUAGES, MONDAY, applicant
from journey import POLICIES, WAY_TO, draft, in_state, next_moment, sample, tell, walk
from simreplace import (
    ARTICLE,
    BRTI_2020,
    WIB,
    BusinessCalendar,
    CollectionMethod,
    Contact,
    Issue,
    IssueCode,
    Policy,
    ReplacementRequest,
    Role,
    Severity,
    State,
    events,
    explain,
    lifecycle,
    next_steps,
    progress,
    safeguards,
)
from simreplace.errors import CalendarRangeError, InvalidValueError
from simreplace.guidance.steps import Step
from simreplace.issues import errors_of
from simreplace.rules.policy import SafeguardRule

LATER = MONDAY + timedelta(days=400)
CUSTOMER = (Role.APPLICANT, Role.PROXY, Role.REGISTERED_OWNER)
STATES = pytest.mark.parametrize("state", State, ids=lambda state: state.value)
RULES = pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)


def codes(steps: tuple[Step, ...]) -> list[str]:
    return [step.code for step in steps]


@pytest.mark.uncounted
@RULES
@STATES
@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_everybody_has_an_answer_everywhere(state: State, role: Role, policy: Policy) -> None:
    request = in_state(state, policy)
    for now in (MONDAY - timedelta(days=30), MONDAY, LATER):
        steps = next_steps(request, now=now, role=role, policy=policy)
        offered = lifecycle.available_events(request, role=role, now=now, policy=policy)
        assert [step.event for step in steps if step.event is not None] == list(offered)
        assert all(step.who is role for step in steps)
        assert role not in CUSTOMER or steps
        for language in LANGUAGES:
            assert all(explain(step, language) for step in steps)


@RULES
@STATES
def test_progress_says_where_a_request_stands_and_who_is_awaited(state: State, policy: Policy) -> None:
    request = in_state(state, policy)
    for now in (MONDAY - timedelta(days=30), MONDAY, LATER):
        seen = progress(request, now=now, policy=policy)
        assert seen.state is state
        assert 1 <= seen.step <= seen.of == 6
        # Whoever is awaited can do something, and nobody is awaited at the end.
        assert bool(seen.waiting_for) is not state.is_final
        for role in seen.waiting_for:
            assert any(step.event is not None for step in seen.steps if step.who is role)
        assert {step.who for step in seen.steps} == set(seen.waiting_for)


@pytest.mark.parametrize(
    ("state", "then", "step"),
    [
        (State.DRAFT, (), 2),
        (State.IN_REVIEW, (), 3),
        (State.INFORMATION_REQUESTED, (), 3),
        (State.IN_REVIEW, (events.Hold,), 3),
        (State.REJECTED, (), 3),
        (State.APPROVED, (), 4),
        (State.READY_FOR_COLLECTION, (), 4),
        (State.READY_FOR_COLLECTION, (events.Hold,), 4),
        (State.READY_FOR_COLLECTION, (events.Hold, events.ConfirmFraud), 4),
        (State.INSPECTING, (), 5),
        (State.EXCHANGING, (), 5),
        (State.ACCEPTED, (), 6),
        (State.ACTIVATING, (), 6),
        (State.ACTIVATING, (events.FailActivation,), 4),
        (State.ACTIVATING, (events.RaiseObjection,), 6),
        (State.CANCELLED, (), 2),
    ],
    ids=str,
)
def test_the_step_is_that_of_the_procedure_and_a_hold_or_an_ending_keeps_it(
    state: State, then: tuple[type[events.Event], ...], step: int
) -> None:
    request = walk(in_state(state), *then)
    assert progress(request, now=next_moment(request)).step == step


def test_whoever_holds_no_paper_yet_is_at_the_first_step() -> None:
    assert progress(draft(applicant=applicant(documents=())), now=MONDAY).step == 1


def test_a_draft_begins_with_a_call_and_says_what_is_lacking_doubtful_and_in_the_way() -> None:
    bare = draft(
        applicant=applicant(documents=(), contact=Contact(phone="081234567890")), collection=CollectionMethod.BY_POST
    )
    steps = {step.code: step for step in next_steps(bare, now=MONDAY, role=Role.APPLICANT)}
    assert list(steps) == ["contact_customer_service", "gather_papers", "check_once_more", "submit", "cancel"]
    assert [(issue.code, dict(issue.params)["paper"]) for issue in steps["gather_papers"].issues] == [
        (IssueCode.PAPERS_MISSING, "identity_document"),
        (IssueCode.PAPERS_SUPPORTING_MISSING, "purchase_record"),
        (IssueCode.PAPERS_SUPPORTING_MISSING, "service_agreement"),
    ]
    assert {issue.code for issue in steps["submit"].issues} == {
        IssueCode.PAPERS_MISSING,
        IssueCode.PHONE_IS_LOST_NUMBER,
        IssueCode.SUBMIT_METHOD_NOT_OFFERED,
    }
    assert steps["submit"].issues == gate_of(bare, ARTICLE)
    doubtful = draft(applicant=applicant(born_on=date(1995, 8, 16)))
    checked = {step.code: step.issues for step in next_steps(doubtful, now=MONDAY, role=Role.APPLICANT)}
    assert [issue.code for issue in checked["check_once_more"]] == [IssueCode.NIK_BIRTH_DATE_DIFFERS]
    # A FLAG is no obstacle: whoever has seen it may send.
    assert checked["submit"] == ()


def test_what_the_review_must_see_is_told_beforehand_and_keeps_nobody_from_sending() -> None:
    steps = {step.code: step for step in next_steps(draft(), now=MONDAY, role=Role.APPLICANT, policy=BRTI_2020)}
    before_approval = [
        dict(issue.params)["paper"]
        for issue in steps["gather_papers"].issues
        if issue.code is IssueCode.APPROVE_EVIDENCE_MISSING
    ]
    assert before_approval == ["security_answers", "photo_with_document", "call_to_lost_number"]
    assert steps["submit"].issues == ()


def gate_of(request: ReplacementRequest, policy: Policy) -> tuple[Issue, ...]:
    sent = attrs.evolve(sample(events.Submit, request), acknowledged=[code for code in IssueCode if "nik" in code])  # type: ignore[call-arg]
    return errors_of(lifecycle.decide(request, sent, now=MONDAY, policy=policy).issues)


@RULES
def test_what_a_draft_is_told_is_what_the_gate_says(policy: Policy) -> None:
    variants = (
        draft(),
        draft(applicant=applicant(born_on=date(1995, 8, 16))),
        draft(applicant=applicant(documents=())),
        draft(collection=CollectionMethod.BY_PROXY),
        draft(applicant=applicant(contact=Contact())),
    )
    for request in variants:
        told = {step.code: step for step in next_steps(request, now=MONDAY, role=Role.APPLICANT, policy=policy)}
        assert told["submit"].issues == gate_of(request, policy)


def test_a_form_of_many_doubts_is_told_of_them_all() -> None:
    """However many codes there are, to have seen them is not what keeps somebody from sending."""
    odd = applicant(full_name="Siti 3 Aminah", born_on=date(1995, 8, 16), sex="unspecified")
    told = {step.code: step for step in next_steps(draft(applicant=odd), now=MONDAY, role=Role.APPLICANT)}
    assert len(told["check_once_more"].issues) >= 3
    assert IssueCode.SUBMIT_FLAG_NOT_ACKNOWLEDGED not in {it.code for step in told.values() for it in step.issues}


# Who is awaited


def test_at_the_counter_it_depends_on_who_goes_there() -> None:
    alone, sending = (in_state(State.READY_FOR_COLLECTION, collection=method) for method in ("in_person", "by_proxy"))
    assert codes(next_steps(alone, now=MONDAY, role=Role.APPLICANT)) == [
        "go_to_outlet",
        "bring_originals",
        "change_collection",
        "cancel",
    ]
    assert codes(next_steps(sending, now=MONDAY, role=Role.APPLICANT)) == ["give_letter", "change_collection", "cancel"]
    assert codes(next_steps(sending, now=MONDAY, role=Role.PROXY)) == ["go_to_outlet", "bring_letter"]
    assert progress(alone, now=MONDAY).waiting_for == (Role.APPLICANT,)
    assert progress(sending, now=MONDAY).waiting_for == (Role.APPLICANT, Role.PROXY)
    changed = tell(alone, attrs.evolve(sample(events.ChangeCollection, alone), method="by_proxy"))  # type: ignore[call-arg]
    assert progress(changed, now=MONDAY).waiting_for == (Role.APPLICANT, Role.PROXY)


def test_whoever_sends_somebody_for_an_esim_gives_them_the_phone_as_well() -> None:
    sending = in_state(State.READY_FOR_COLLECTION, collection="by_proxy", card_form="esim")
    first = next_steps(sending, now=MONDAY, role=Role.APPLICANT)[0]
    assert first.code == "give_letter_and_phone" and first.by == progress(sending, now=MONDAY).deadline
    assert "phone" in explain(first, "en")


def test_while_the_owner_is_not_told_nobody_is_sent_to_the_counter() -> None:
    unaware = walk(draft(), events.Submit, events.CompareRecord, events.Approve, events.MakeReady)
    seen = progress(unaware, now=MONDAY)
    assert seen.waiting_for == (Role.SYSTEM,)
    assert "tell_owner" in codes(seen.steps)
    assert codes(next_steps(unaware, now=MONDAY, role=Role.APPLICANT))[0] == "wait_for_card"
    told = walk(unaware, events.TellOwner)
    assert progress(told, now=MONDAY).waiting_for == (Role.APPLICANT,)
    held = walk(told, events.Hold, events.Release)
    assert progress(held, now=MONDAY).waiting_for == (Role.SYSTEM,), "and after a hold they are told again"


def test_an_objection_waits_for_a_supervisor_as_well() -> None:
    ready = in_state(State.READY_FOR_COLLECTION)
    assert progress(walk(ready, events.Hold), now=MONDAY).waiting_for == (Role.FRAUD_ANALYST,)
    objected = progress(walk(ready, events.RaiseObjection), now=MONDAY)
    assert objected.waiting_for == (Role.FRAUD_ANALYST, Role.SUPERVISOR)
    assert {step.code for step in objected.steps if step.who is Role.SUPERVISOR} >= {"release", "close_unresolved"}


def test_the_end_of_a_visit_is_its_deadline_and_then_the_card_goes_back() -> None:
    open_card = in_state(State.INSPECTING)
    ends = open_card.history[-1].at + ARTICLE.visit_length
    assert progress(open_card, now=MONDAY).deadline == ends
    before = progress(open_card, now=ends - timedelta(seconds=1))
    assert before.waiting_for == (Role.APPLICANT,)
    steps = {step.code: step.by for step in next_steps(open_card, now=MONDAY, role=Role.COUNTER_CLERK)}
    assert (steps["report_fault"], steps["return_card"], steps["hold"]) == (ends, None, None)
    over = progress(open_card, now=ends)
    assert over.waiting_for == (Role.SYSTEM,)
    assert "return_card" in codes(over.steps)
    assert codes(next_steps(open_card, now=ends, role=Role.APPLICANT))[0] == "wait_for_card"
    assert progress(in_state(State.EXCHANGING), now=ends).waiting_for == (Role.SYSTEM,)
    taken = in_state(State.ACCEPTED)
    assert progress(taken, now=ends + timedelta(days=9)).waiting_for == (Role.SYSTEM,)
    assert progress(taken, now=ends).deadline is None


def test_what_has_run_out_waits_for_the_system_alone() -> None:
    for state in (State.DRAFT, State.INFORMATION_REQUESTED, State.READY_FOR_COLLECTION):
        request = in_state(state)
        over = progress(request, now=LATER)
        assert over.waiting_for == (Role.SYSTEM,)
        assert "expire" in codes(over.steps)
        assert codes(next_steps(request, now=LATER, role=Role.APPLICANT)) == ["start_again", "cancel"]


def test_when_no_visit_is_left_the_request_is_over() -> None:
    once = attrs.evolve(ARTICLE, name="once", max_visits=1)
    back = walk(in_state(State.EXCHANGING, once), events.ReturnCard)
    assert back.state is State.APPROVED
    assert progress(back, now=next_moment(back)).waiting_for == (Role.SYSTEM,)
    assert "expire" in codes(progress(back, now=next_moment(back)).steps)


def test_a_deadline_is_on_what_carries_a_request_on_and_lapsing_is_offered_when_it_is_due() -> None:
    asked = in_state(State.INFORMATION_REQUESTED)
    until = asked.history[-1].at + ARTICLE.information_deadline
    assert progress(asked, now=MONDAY).deadline == until
    by = {step.code: step.by for step in next_steps(asked, now=MONDAY, role=Role.APPLICANT)}
    assert by == {"answer_questions": until, "provide_information": until, "cancel": None}
    for now, lapsing in ((until - timedelta(seconds=1), []), (until, ["expire"])):
        assert [code for code in codes(next_steps(asked, now=now, role=Role.SYSTEM)) if code == "expire"] == lapsing


def test_days_off_of_ones_own_are_taken() -> None:
    closed = BusinessCalendar.from_days(
        date(2026, 1, 1), date(2026, 12, 31), extra_closed=[date(2026, 9, day) for day in range(8, 12)]
    )
    seen = progress(in_state(State.IN_REVIEW), now=MONDAY, calendar=closed)
    assert seen.clock is not None
    assert seen.clock.earliest == date(2026, 9, 14)


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 9, 7, 10)
    with pytest.raises(InvalidValueError, match=r"review\.naive_time"):
        progress(draft(), now=naive)
    with pytest.raises(InvalidValueError, match=r"review\.naive_time"):
        next_steps(in_state(State.COMPLETED), now=naive, role=Role.APPLICANT)


@pytest.mark.parametrize(
    "now",
    [
        datetime.max.replace(tzinfo=UTC),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=23))),
        datetime(8001, 1, 1, tzinfo=WIB),
        datetime(1, 1, 1, tzinfo=ZoneInfo("Europe/Berlin")),
        MONDAY.date(),
        None,
        "2026-09-07T10:00:00+07:00",
    ],
    ids=str,
)
@STATES
def test_a_moment_that_is_none_or_leaves_no_room_is_refused(state: State, now: datetime) -> None:
    with pytest.raises(InvalidValueError):
        progress(in_state(state), now=now)
    with pytest.raises(InvalidValueError):
        next_steps(in_state(state), now=now, role=Role.APPLICANT)


@given(st.datetimes(timezones=st.sampled_from([UTC, WIB, ZoneInfo("Europe/Berlin"), ZoneInfo("America/St_Johns")])))
def test_law_at_any_moment_there_is_an_answer_or_a_refusal_that_is_documented(now: datetime) -> None:
    for state in (State.DRAFT, State.IN_REVIEW, State.READY_FOR_COLLECTION, State.INSPECTING):
        request = in_state(state)
        try:
            next_steps(request, now=now, role=Role.APPLICANT)
            progress(request, now=now)
        except (InvalidValueError, CalendarRangeError):
            assert not 2020 <= now.year <= 2030


@pytest.mark.parametrize("now", [datetime(2060, 1, 1, tzinfo=WIB), datetime(8000, 12, 31, tzinfo=WIB)])
def test_a_moment_beyond_the_known_years_is_said_to_be_so(now: datetime) -> None:
    with pytest.raises(CalendarRangeError):
        progress(in_state(State.IN_REVIEW), now=now)


def test_the_default_bars_nothing_and_a_policy_bars_from_activation_on() -> None:
    assert safeguards(in_state(State.COMPLETED)) == ()
    rules = (
        SafeguardRule("sms_codes", timedelta(hours=24), "a made-up rule"),
        SafeguardRule("port_out", timedelta(days=7), "a made-up rule"),
    )
    strict = attrs.evolve(ARTICLE, name="bars", safeguards=rules)
    done = in_state(State.COMPLETED, strict)
    active = done.history[-1].at
    barred = [(it.service, it.barred_until, it.source) for it in safeguards(done)]
    assert barred == [
        ("sms_codes", active + timedelta(hours=24), "a made-up rule"),
        ("port_out", active + timedelta(days=7), "a made-up rule"),
    ]
    assert safeguards(done, policy=ARTICLE) == safeguards(done), "the policy that was stored counts"
    assert safeguards(in_state(State.COMPLETED), policy=strict) == ()
    for state in WAY_TO:
        if state is not State.COMPLETED:
            assert safeguards(in_state(state, strict)) == ()


def test_a_card_that_went_on_without_an_order_is_barred_as_well() -> None:
    rules = (SafeguardRule("sms_codes", timedelta(hours=24), "a made-up rule"),)
    ready = in_state(State.READY_FOR_COLLECTION, attrs.evolve(ARTICLE, name="bars", safeguards=rules))
    stolen = walk(ready, events.Activate)
    assert stolen.state is State.ON_HOLD
    assert [it.service for it in safeguards(stolen)] == ["sms_codes"]


def test_the_severities_told_in_a_draft_are_those_of_the_step() -> None:
    flagged = draft(applicant=applicant(documents=(attrs.evolve(KTP, holder_name="Rina Wati"),)))
    steps = {step.code: step for step in next_steps(flagged, now=MONDAY, role=Role.INTAKE_CLERK)}
    assert list(steps) == ["submit", "cancel"]
    seen = {step.code: step for step in next_steps(flagged, now=MONDAY, role=Role.APPLICANT)}["check_once_more"]
    assert {issue.severity for issue in seen.issues} == {Severity.FLAG}
