"""The shortest way to a working card: what is left, before which day it cannot happen, and why not."""

from datetime import UTC, date, datetime, timedelta, timezone

import attrs
import pytest

from builders import MONDAY, applicant
from journey import (
    ANALYST,
    POLICIES,
    SUPERVISOR,
    WAY_TO,
    draft,
    flagged,
    in_state,
    moment_for,
    next_moment,
    sample,
    tell,
    walk,
)
from simreplace import (
    ARTICLE,
    BRTI_2020,
    STRICT,
    WIB,
    IssueCode,
    Policy,
    ReplacementRequest,
    Role,
    State,
    events,
    lifecycle,
    open_request,
)
from simreplace.errors import CalendarRangeError, InvalidValueError
from simreplace.guidance.plan import Plan, plan

FRIDAY = date(2026, 9, 11)
THE_END = date(2026, 12, 31)
COUNTER_WAY = ["MakeReady", "Collect", "AcceptCard", "OrderActivation", "Activate"]
REVIEW = ["CompareRecord", "TellOwner", "Approve"]


def planned(request: ReplacementRequest, policy: Policy = ARTICLE, by: date = THE_END) -> Plan:
    return plan(request, now=next_moment(request), by=by, policy=policy)


def names(found: Plan) -> list[str]:
    return [step.event.__name__ for step in found.steps]


def days(found: Plan) -> dict[str, date]:
    return {step.event.__name__: step.not_before for step in found.steps}


@pytest.mark.parametrize(
    ("state", "left"),
    [
        (State.DRAFT, ["Submit", *REVIEW, *COUNTER_WAY]),
        (State.IN_REVIEW, ["Approve", *COUNTER_WAY]),
        (State.INFORMATION_REQUESTED, ["ProvideInformation", "CompareRecord", "Approve", *COUNTER_WAY]),
        (State.ON_HOLD, ["Release", "TellOwner", "Approve", *COUNTER_WAY]),
        (State.APPROVED, COUNTER_WAY),
        (State.READY_FOR_COLLECTION, COUNTER_WAY[1:]),
        (State.INSPECTING, COUNTER_WAY[2:]),
        (State.EXCHANGING, ["ExchangeCard", *COUNTER_WAY[2:]]),
        (State.ACCEPTED, COUNTER_WAY[3:]),
        (State.ACTIVATING, ["Activate"]),
        (State.COMPLETED, []),
    ],
    ids=lambda value: value.value if isinstance(value, State) else "",
)
def test_the_shortest_way_is_what_is_left(state: State, left: list[str]) -> None:
    found = planned(in_state(state))
    assert names(found) == left
    assert found.feasible


@pytest.mark.parametrize("state", [state for state in State if state.is_final and state is not State.COMPLETED])
def test_from_an_ending_no_way_leads_on(state: State) -> None:
    found = planned(in_state(state))
    assert (found.steps, [issue.code for issue in found.issues]) == ((), [IssueCode.PLAN_NO_WAY])
    assert not found.feasible


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
@pytest.mark.parametrize("state", WAY_TO, ids=lambda state: state.value)
def test_the_plan_can_be_walked(state: State, policy: Policy) -> None:
    """Every step is let through, by one of those who are said to do it, and no step that is needed is missing."""
    request = in_state(state, policy)
    found = planned(request, policy)
    for step in found.steps:
        # Where both contacts are to be told, one step stands for the two.
        for _ in range(2 if step.event is events.TellOwner and policy is STRICT else 1):
            event = sample(step.event, request)
            assert event.by.role in step.who
            request = tell(request, event, policy)
    assert request.state is (State.COMPLETED if found.feasible else state)


def test_only_the_review_takes_days_and_weekends_do_not_count() -> None:
    thursday = datetime(2026, 9, 10, 10, 0, tzinfo=WIB)
    there = days(plan(draft(), now=thursday, by=FRIDAY))
    assert {there[name] for name in ("Submit", "CompareRecord", "TellOwner")} == {date(2026, 9, 10)}
    assert {there[name] for name in ("Approve", *COUNTER_WAY)} == {FRIDAY}
    (issue,) = plan(draft(), now=thursday + timedelta(days=1), by=FRIDAY).issues
    assert (issue.code, issue.params) == (IssueCode.PLAN_TOO_SOON, (("until", date(2026, 9, 14)),))


def test_where_one_waits_at_the_counter_it_can_be_done_on_the_day_itself() -> None:
    found = plan(draft(), now=MONDAY, by=MONDAY.date(), policy=BRTI_2020)
    assert found.feasible
    assert set(days(found).values()) == {MONDAY.date()}


def test_the_day_itself_is_soon_enough_and_the_day_before_is_not() -> None:
    soonest = plan(draft(), now=MONDAY, by=FRIDAY).steps[-1].not_before
    assert plan(draft(), now=MONDAY, by=soonest).feasible
    assert not plan(draft(), now=MONDAY, by=soonest - timedelta(days=1)).feasible


def test_a_review_that_has_begun_counts_from_when_it_began() -> None:
    sent = in_state(State.IN_REVIEW)
    there = [step.not_before for step in plan(sent, now=MONDAY + timedelta(hours=2), by=FRIDAY).steps]
    assert set(there) == {date(2026, 9, 8)}
    later = [step.not_before for step in plan(sent, now=MONDAY + timedelta(days=9), by=FRIDAY).steps]
    assert set(later) == {date(2026, 9, 16)}


# The owner, and the time they have to object

TWO_DAYS = attrs.evolve(ARTICLE, name="two days to object", objection_window=timedelta(hours=48))


def test_the_objection_window_runs_from_when_the_owner_is_told() -> None:
    sent = in_state(State.APPROVED, TWO_DAYS)
    assert days(planned(sent))["OrderActivation"] == date(2026, 9, 9)
    late = plan(sent, now=MONDAY + timedelta(days=3), by=FRIDAY)
    assert days(late)["OrderActivation"] == date(2026, 9, 10), "it was over before"


def test_whoever_is_told_on_the_day_the_form_is_sent_may_object_while_it_is_reviewed() -> None:
    there = days(plan(draft(), now=MONDAY, by=FRIDAY, policy=TWO_DAYS))
    assert there == {
        **dict.fromkeys(("Submit", "CompareRecord", "TellOwner"), MONDAY.date()),
        **dict.fromkeys(("Approve", "MakeReady", "Collect", "AcceptCard"), date(2026, 9, 8)),
        **dict.fromkeys(("OrderActivation", "Activate"), date(2026, 9, 9)),
    }


def test_the_hour_counts_as_well() -> None:
    evening = MONDAY.replace(hour=20)
    half = attrs.evolve(ARTICLE, name="half a day", objection_window=timedelta(hours=12))
    review = attrs.evolve(half, review=BRTI_2020.review)
    assert days(plan(draft(), now=MONDAY, by=FRIDAY, policy=review))["Activate"] == date(2026, 9, 7)
    assert days(plan(draft(), now=evening, by=FRIDAY, policy=review))["Activate"] == date(2026, 9, 8)


def test_after_a_hold_the_owner_is_told_anew() -> None:
    held = walk(in_state(State.READY_FOR_COLLECTION, TWO_DAYS), events.Hold)
    found = plan(held, now=MONDAY + timedelta(days=7), by=THE_END)
    assert names(found) == ["Release", "TellOwner", *COUNTER_WAY[1:]]
    assert found.steps[-1].not_before == date(2026, 9, 16)


def test_a_call_that_the_review_wants_is_part_of_the_plan() -> None:
    told_by_text = attrs.evolve(sample(events.TellOwner, in_state(State.IN_REVIEW)), means="sms", id="t-1")  # type: ignore[call-arg]
    sent = walk(draft(), events.Submit, events.CompareRecord, policy=BRTI_2020)
    assert names(planned(sent)) == ["TellOwner", "Approve", *COUNTER_WAY]
    told = tell(sent, told_by_text)
    assert names(planned(told)) == ["TellOwner", "Approve", *COUNTER_WAY], "a text is no call"
    assert names(planned(walk(sent, events.TellOwner))) == ["Approve", *COUNTER_WAY]


def test_what_only_machines_do_is_planned_for_machines_alone() -> None:
    who = {step.event: step.who for step in plan(draft(), now=MONDAY, by=FRIDAY, policy=STRICT).steps}
    assert who[events.CompareRecord] == (Role.SYSTEM,)
    assert who[events.TellOwner] == (Role.NETWORK, Role.SYSTEM)
    laxer = {step.event: step.who for step in plan(draft(), now=MONDAY, by=FRIDAY).steps}
    assert Role.REVIEWER in laxer[events.CompareRecord]


# What is doubtful


def test_a_doubt_that_nobody_has_decided_is_decided_before_approval() -> None:
    doubtful = open_request(flagged(), id="request-1", now=MONDAY, salt=bytes(16))
    assert names(planned(doubtful))[:5] == ["Submit", "CompareRecord", "DecideFlag", "TellOwner", "Approve"]
    sent = walk(doubtful, events.Submit, events.CompareRecord, events.TellOwner)
    assert names(planned(sent))[:2] == ["DecideFlag", "Approve"]
    assert names(planned(walk(sent, events.DecideFlag)))[0] == "Approve"
    refused = tell(sent, attrs.evolve(sample(events.DecideFlag, sent), accepted=False))  # type: ignore[call-arg]
    assert names(planned(refused))[:2] == ["DecideFlag", "Approve"], "a supervisor may still overrule"


def test_what_the_record_could_not_answer_is_decided_or_compared_again() -> None:
    sent = walk(draft(), events.Submit, events.TellOwner)
    nothing = attrs.evolve(
        sample(events.CompareRecord, sent), matches=[events.RecordMatch("identity_number", "not_available")]
    )  # type: ignore[call-arg]
    assert names(planned(tell(sent, nothing)))[:2] == ["DecideFlag", "Approve"]
    strict = walk(draft(), events.Submit, events.TellOwner, policy=BRTI_2020)
    assert names(planned(tell(strict, nothing)))[:2] == ["CompareRecord", "Approve"]
    decided = attrs.evolve(
        sample(events.DecideFlag, sent), by=ANALYST, code="approve.record_unknown", pointer="/record/identity_number"
    )  # type: ignore[call-arg]
    assert names(planned(tell(tell(sent, nothing), decided)))[0] == "Approve"


def test_a_difference_is_decided_by_somebody() -> None:
    sent = walk(draft(), events.Submit, events.TellOwner)
    differs = attrs.evolve(sample(events.CompareRecord, sent), matches=[events.RecordMatch("identity_number", "false")])  # type: ignore[call-arg]
    compared = tell(sent, differs)
    assert names(planned(compared))[:2] == ["DecideFlag", "Approve"]
    waved = attrs.evolve(
        sample(events.DecideFlag, sent), by=SUPERVISOR, code="approve.record_differs", pointer="/record/identity_number"
    )  # type: ignore[call-arg]
    assert names(planned(tell(compared, waved)))[0] == "Approve"


# What is used up, or over


def test_a_way_whose_limit_is_used_up_is_not_taken() -> None:
    once = attrs.evolve(ARTICLE, name="once", max_exchanges=1, max_releases=1)
    exchanged = walk(in_state(State.EXCHANGING, once), events.ExchangeCard, events.ReportFault)
    assert names(planned(exchanged)) == ["ReturnCard", *COUNTER_WAY], "another card another day"
    held = walk(in_state(State.ON_HOLD, once), events.Release, events.Hold)
    assert planned(held).issues[0].code is IssueCode.PLAN_NO_WAY
    visits = attrs.evolve(once, max_visits=1)
    worn = walk(in_state(State.EXCHANGING, visits), events.ExchangeCard, events.ReportFault)
    assert planned(worn).issues[0].code is IssueCode.PLAN_NO_WAY


@pytest.mark.parametrize(
    ("state", "left"),
    [(State.INSPECTING, COUNTER_WAY[1:]), (State.EXCHANGING, COUNTER_WAY), (State.ACCEPTED, None)],
    ids=lambda value: value.value if isinstance(value, State) else "",
)
def test_when_the_visit_is_over_somebody_comes_again(state: State, left: list[str] | None) -> None:
    request = in_state(state)
    over = plan(request, now=next_moment(request) + ARTICLE.visit_length, by=THE_END)
    assert names(over) == (COUNTER_WAY[3:] if left is None else ["ReturnCard", *left])


@pytest.mark.parametrize("state", [State.INSPECTING, State.EXCHANGING])
def test_a_visit_is_over_at_the_very_moment_at_which_it_ends(state: State) -> None:
    request = in_state(state)
    began = next(step.at for step in request.history if isinstance(step.event, events.Collect))
    ends = began + ARTICLE.visit_length
    before, then = (plan(request, now=now, by=THE_END) for now in (ends - timedelta(seconds=1), ends))
    assert "ReturnCard" not in names(before)
    assert names(then)[0] == "ReturnCard"


def test_what_has_run_out_has_no_plan() -> None:
    ready = in_state(State.READY_FOR_COLLECTION)
    until = ready.history[-1].at + ARTICLE.collection_deadline
    assert plan(ready, now=until - timedelta(seconds=1), by=THE_END).feasible
    assert plan(ready, now=until, by=THE_END).issues[0].code is IssueCode.PLAN_NO_WAY


def test_while_a_wrong_card_is_live_nothing_leads_on() -> None:
    stolen = walk(in_state(State.READY_FOR_COLLECTION), events.Activate)
    assert stolen.state is State.ON_HOLD
    assert planned(stolen).issues[0].code is IssueCode.PLAN_NO_WAY
    undone = tell(stolen, sample(events.FailActivation, stolen))
    assert names(planned(undone)) == ["Release", "TellOwner", *COUNTER_WAY]


def test_a_card_that_went_on_as_ordered_while_all_was_held_needs_a_release_alone() -> None:
    held = walk(in_state(State.ACTIVATING), events.Hold, events.Activate)
    found = planned(held)
    assert names(found) == ["Release"]
    assert walk(held, events.Release).state is State.COMPLETED


def test_what_is_missing_blocks_the_first_step() -> None:
    bare = draft(applicant=applicant(documents=()))
    first = plan(bare, now=MONDAY, by=FRIDAY).steps[0]
    assert first.event is events.Submit
    assert [issue.code for issue in first.issues] == [IssueCode.PAPERS_MISSING]
    assert Role.APPLICANT in first.who


def test_the_policy_that_was_stored_counts_and_no_other() -> None:
    sent = in_state(State.APPROVED, TWO_DAYS)
    assert plan(sent, now=MONDAY, by=FRIDAY, policy=BRTI_2020) == plan(sent, now=MONDAY, by=FRIDAY, policy=TWO_DAYS)
    order = sample(events.OrderActivation, in_state(State.ACCEPTED, TWO_DAYS))
    assert moment_for(type(order), in_state(State.ACCEPTED, TWO_DAYS), ARTICLE).date() == date(2026, 9, 9)
    early = lifecycle.decide(in_state(State.ACCEPTED, TWO_DAYS), order, now=MONDAY + timedelta(hours=3))
    assert IssueCode.ORDER_OBJECTION_WINDOW in {issue.code for issue in early.errors}


@pytest.mark.parametrize(
    "now",
    [
        MONDAY.replace(tzinfo=None),
        datetime.max.replace(tzinfo=UTC),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=23))),
        MONDAY.replace(year=8001),
        FRIDAY,
        None,
    ],
    ids=str,
)
@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.ACCEPTED, State.COMPLETED])
def test_a_moment_that_is_none_is_refused(now: datetime, state: State) -> None:
    with pytest.raises(InvalidValueError):
        plan(in_state(state), now=now, by=FRIDAY)


@pytest.mark.parametrize("by", [MONDAY, None, "2026-09-11", 11])
def test_a_day_that_is_none_is_refused(by: date) -> None:
    with pytest.raises(InvalidValueError):
        plan(draft(), now=MONDAY, by=by)


@pytest.mark.parametrize("by", [date.min, date.max])
def test_any_day_may_be_asked_for(by: date) -> None:
    assert plan(draft(), now=MONDAY, by=by).feasible is (by == date.max)


def test_a_review_beyond_the_known_years_is_said_to_be_so() -> None:
    late = open_request(draft().form, id="request-1", now=MONDAY.replace(year=2300), salt=bytes(16))
    with pytest.raises(CalendarRangeError):
        plan(late, now=MONDAY.replace(year=2300), by=FRIDAY)
