"""The shortest way to a working card: what is left, before which day it cannot happen, and why not."""

from datetime import date, datetime, timedelta

import attrs
import pytest

from builders import MONDAY, POLICIES, WAY_TO, applicant, draft, in_state, sample, walk
from simreplace import ARTICLE, WIB, IssueCode, Policy, Role, State, events, lifecycle
from simreplace.errors import CalendarRangeError, InvalidValueError
from simreplace.guidance.plan import plan

FRIDAY = date(2026, 9, 11)
COUNTER_WAY = ["MakeReady", "Collect", "AcceptCard", "Activate"]


@pytest.mark.parametrize(
    ("state", "left"),
    [
        (State.DRAFT, ["Submit", "Approve", *COUNTER_WAY]),
        (State.IN_REVIEW, ["Approve", *COUNTER_WAY]),
        (State.INFORMATION_REQUESTED, ["ProvideInformation", "Approve", *COUNTER_WAY]),
        (State.ON_HOLD, ["Release", "Approve", *COUNTER_WAY]),
        (State.APPROVED, COUNTER_WAY),
        (State.READY_FOR_COLLECTION, COUNTER_WAY[1:]),
        (State.INSPECTING, COUNTER_WAY[2:]),
        (State.EXCHANGING, ["ExchangeCard", "AcceptCard", "Activate"]),
        (State.ACTIVATING, ["Activate"]),
        (State.COMPLETED, []),
    ],
    ids=lambda value: value.value if isinstance(value, State) else "",
)
def test_the_shortest_way_is_what_is_left(state: State, left: list[str]) -> None:
    found = plan(in_state(state), now=MONDAY + timedelta(days=1), by=date(2026, 12, 31))
    assert [step.event.__name__ for step in found.steps] == left
    assert found.feasible


@pytest.mark.parametrize("state", [state for state in State if state.is_final and state is not State.COMPLETED])
def test_from_an_ending_no_way_leads_on(state: State) -> None:
    found = plan(in_state(state), now=MONDAY, by=FRIDAY)
    assert (found.steps, [issue.code for issue in found.issues]) == ((), [IssueCode.PLAN_NO_WAY])
    assert not found.feasible


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
@pytest.mark.parametrize("state", WAY_TO, ids=lambda state: state.value)
def test_the_plan_can_be_walked(state: State, policy: Policy) -> None:
    request = in_state(state, policy)
    for step in plan(request, now=MONDAY, by=FRIDAY, policy=policy).steps:
        event = sample(step.event, request, policy)
        assert event.by.role in step.who
        request = lifecycle.apply(request, event, policy=policy)
        assert request.state is State.COMPLETED or step.event is not events.Activate


def test_only_the_review_takes_days_and_weekends_do_not_count() -> None:
    thursday = datetime(2026, 9, 10, 10, 0, tzinfo=WIB)
    days = {step.event.__name__: step.not_before for step in plan(draft(), now=thursday, by=FRIDAY).steps}
    assert days["Submit"] == date(2026, 9, 10)
    assert {days[name] for name in ("Approve", *COUNTER_WAY)} == {FRIDAY}
    friday = thursday + timedelta(days=1)
    (issue,) = plan(draft(), now=friday, by=FRIDAY).issues
    assert (issue.code, issue.params) == (IssueCode.PLAN_TOO_SOON, (("until", date(2026, 9, 14)),))


def test_the_day_itself_is_soon_enough_and_the_day_before_is_not() -> None:
    soonest = plan(draft(), now=MONDAY, by=FRIDAY).steps[-1].not_before
    assert plan(draft(), now=MONDAY, by=soonest).feasible
    assert not plan(draft(), now=MONDAY, by=soonest - timedelta(days=1)).feasible


def test_a_review_that_has_begun_counts_from_when_it_began() -> None:
    sent = in_state(State.IN_REVIEW)
    days = [step.not_before for step in plan(sent, now=MONDAY + timedelta(hours=2), by=FRIDAY).steps]
    assert set(days) == {date(2026, 9, 8)}
    later = [step.not_before for step in plan(sent, now=MONDAY + timedelta(days=9), by=FRIDAY).steps]
    assert set(later) == {date(2026, 9, 16)}


def test_the_objection_window_makes_the_last_step_wait() -> None:
    window = attrs.evolve(ARTICLE, objection_window=timedelta(hours=48))
    fresh = plan(in_state(State.APPROVED), now=MONDAY, by=FRIDAY, policy=window).steps
    assert [step.not_before for step in fresh] == [date(2026, 9, 7)] * 3 + [date(2026, 9, 9)]
    told = plan(in_state(State.ACTIVATING), now=MONDAY, by=FRIDAY, policy=window).steps
    assert [step.not_before for step in told] == [date(2026, 9, 9)]


def test_a_way_whose_limit_is_used_up_is_not_taken() -> None:
    once = attrs.evolve(ARTICLE, max_exchanges=1)
    exchanged = walk(in_state(State.EXCHANGING), events.ExchangeCard, events.ReportFault, policy=once)
    assert [issue.code for issue in plan(exchanged, now=MONDAY, by=FRIDAY, policy=once).issues] == [
        IssueCode.PLAN_NO_WAY
    ]
    released = attrs.evolve(ARTICLE, max_releases=1)
    held = walk(in_state(State.ON_HOLD), events.Release, events.Hold, policy=released)
    assert plan(held, now=MONDAY, by=FRIDAY, policy=released).issues[0].code is IssueCode.PLAN_NO_WAY


def test_a_forged_request_has_no_plan() -> None:
    forged = attrs.evolve(draft(), state=State.ACTIVATING)
    assert plan(forged, now=MONDAY, by=FRIDAY).issues[0].code is IssueCode.PLAN_NO_WAY


def test_what_is_missing_blocks_the_first_step() -> None:
    bare = draft(applicant=applicant(documents=()))
    first = plan(bare, now=MONDAY, by=FRIDAY).steps[0]
    assert first.event is events.Submit
    assert [issue.code for issue in first.issues] == [IssueCode.PAPERS_MISSING]
    assert Role.APPLICANT in first.who


def test_moments_and_days_that_are_none_are_refused() -> None:
    with pytest.raises(InvalidValueError):
        plan(draft(), now=MONDAY.replace(tzinfo=None), by=FRIDAY)
    with pytest.raises(InvalidValueError):
        plan(draft(), now=MONDAY, by=MONDAY)
    with pytest.raises(CalendarRangeError):
        plan(draft(), now=MONDAY.replace(year=2300), by=FRIDAY)
