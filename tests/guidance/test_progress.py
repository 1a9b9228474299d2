"""How far is it, what do I do now, and what stays barred: an answer for everybody, everywhere."""

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest

from builders import FLAGGED, KTP, LANGUAGES, MONDAY, POLICIES, SITI, applicant, draft, in_state, walk
from simreplace import (
    ARTICLE,
    BRTI_2020,
    WIB,
    BusinessCalendar,
    CollectionMethod,
    Contact,
    IssueCode,
    Policy,
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
from simreplace.guidance.progress import Step, blocking_issues
from simreplace.rules.policy import SafeguardRule

LATER = MONDAY + timedelta(days=400)
CUSTOMER = (Role.APPLICANT, Role.PROXY, Role.REGISTERED_OWNER)
STATES = pytest.mark.parametrize("state", State, ids=lambda state: state.value)
RULES = pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)


def codes(steps: tuple[Step, ...]) -> list[str]:
    return [step.code for step in steps]


@RULES
@STATES
@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_everybody_has_an_answer_everywhere(state: State, role: Role, policy: Policy) -> None:
    request = in_state(state, policy)
    for now in (MONDAY - timedelta(days=30), MONDAY, LATER):
        steps = next_steps(request, now=now, role=role, policy=policy)
        offered = lifecycle.available_events(request, role=role, policy=policy)
        assert [step.event for step in steps if step.event is not None] == [
            event for event in offered if event is not events.Expire or now == LATER
        ]
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
    ("kinds", "step"),
    [
        ((), 2),
        ((events.Submit,), 3),
        ((events.Submit, events.RequestInformation), 3),
        ((events.Submit, events.Hold), 3),
        ((events.Submit, events.Reject), 3),
        ((events.Submit, events.Approve), 4),
        ((events.Submit, events.Approve, events.MakeReady), 4),
        ((events.Submit, events.Approve, events.MakeReady, events.Hold), 4),
        ((events.Submit, events.Approve, events.MakeReady, events.Hold, events.ConfirmFraud), 4),
        ((events.Submit, events.Approve, events.MakeReady, events.Collect), 5),
        ((events.Submit, events.Approve, events.MakeReady, events.Collect, events.ReportFault), 5),
        ((events.Submit, events.Approve, events.MakeReady, events.Collect, events.AcceptCard), 6),
        ((events.Cancel,), 2),
    ],
)
def test_the_step_is_that_of_the_procedure_and_a_hold_or_an_ending_keeps_it(
    kinds: tuple[type[events.Event], ...], step: int
) -> None:
    assert progress(walk(draft(), *kinds), now=LATER).step == step


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
    assert steps["submit"].issues == blocking_issues(bare, MONDAY, ARTICLE)
    doubtful = draft(applicant=FLAGGED)
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


@RULES
def test_what_a_draft_is_told_is_what_the_gate_says(policy: Policy) -> None:
    variants = (draft(), draft(applicant=applicant(documents=())), draft(collection=CollectionMethod.BY_PROXY))
    for request in variants:
        sent = events.Submit(id="x", at=MONDAY, by=SITI, acknowledged=tuple(IssueCode), other_open_request=False)
        allowed = lifecycle.decide(request, sent, policy=policy).allowed
        assert allowed is not bool(blocking_issues(request, MONDAY, policy))


def test_at_the_counter_it_depends_on_who_goes_there() -> None:
    way = (events.Submit, events.Approve, events.MakeReady)
    alone, sending = (walk(draft(collection=method), *way) for method in ("in_person", "by_proxy"))
    assert codes(next_steps(alone, now=MONDAY, role=Role.APPLICANT)) == ["go_to_outlet", "bring_originals", "cancel"]
    assert codes(next_steps(sending, now=MONDAY, role=Role.APPLICANT)) == ["give_letter", "cancel"]
    assert codes(next_steps(sending, now=MONDAY, role=Role.PROXY)) == ["go_to_outlet", "bring_letter"]
    assert progress(alone, now=MONDAY).waiting_for == (Role.APPLICANT,)
    assert progress(sending, now=MONDAY).waiting_for == (Role.APPLICANT, Role.PROXY)


def test_a_deadline_is_on_what_carries_a_request_on_and_lapsing_is_offered_when_it_is_due() -> None:
    asked = in_state(State.INFORMATION_REQUESTED)
    until = asked.history[-1].at + ARTICLE.information_deadline
    assert progress(asked, now=MONDAY).deadline == until
    by = {step.code: step.by for step in next_steps(asked, now=MONDAY, role=Role.APPLICANT)}
    assert by == {"answer_questions": until, "provide_information": until, "cancel": None}
    for now, lapsing in ((until - timedelta(seconds=1), []), (until, ["expire"])):
        assert [code for code in codes(next_steps(asked, now=now, role=Role.SYSTEM)) if code == "expire"] == lapsing


def test_a_draft_of_unknown_age_never_lapses() -> None:
    assert "expire" not in codes(next_steps(draft(opened_at=None), now=LATER, role=Role.SYSTEM))


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


@pytest.mark.parametrize("now", [datetime.max.replace(tzinfo=UTC), datetime(2060, 1, 1, tzinfo=WIB)])
def test_a_moment_beyond_the_known_years_is_said_to_be_so(now: datetime) -> None:
    with pytest.raises(CalendarRangeError):
        progress(in_state(State.IN_REVIEW), now=now)


def test_a_moment_that_has_no_local_day_is_said_to_have_none() -> None:
    with pytest.raises(CalendarRangeError):
        next_steps(draft(), now=datetime.max.replace(tzinfo=UTC), role=Role.APPLICANT)


def test_the_default_bars_nothing_and_a_policy_bars_from_activation_on() -> None:
    done = in_state(State.COMPLETED)
    assert safeguards(done) == ()
    rules = (
        SafeguardRule("sms_codes", timedelta(hours=24), "a made-up rule"),
        SafeguardRule("port_out", timedelta(days=7), "a made-up rule"),
    )
    strict = attrs.evolve(ARTICLE, safeguards=rules)
    active = done.history[-1].at
    barred = [(it.service, it.barred_until, it.source) for it in safeguards(done, policy=strict)]
    assert barred == [
        ("sms_codes", active + timedelta(hours=24), "a made-up rule"),
        ("port_out", active + timedelta(days=7), "a made-up rule"),
    ]
    for state in State:
        if state is not State.COMPLETED:
            assert safeguards(in_state(state), policy=strict) == ()


def test_the_severities_told_in_a_draft_are_those_of_the_step() -> None:
    flagged = draft(applicant=applicant(documents=(attrs.evolve(KTP, holder_name="Rina Wati"),)))
    steps = {step.code: step for step in next_steps(flagged, now=MONDAY, role=Role.INTAKE_CLERK)}
    assert list(steps) == ["submit", "cancel"]
    seen = {step.code: step for step in next_steps(flagged, now=MONDAY, role=Role.APPLICANT)}["check_once_more"]
    assert {issue.severity for issue in seen.issues} == {Severity.FLAG}
