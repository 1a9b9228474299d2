"""The questions that are asked of the table: what is due, what is left, what was, and what would have been."""

from datetime import timedelta
from typing import Any

import attrs
import pytest

from journey import COUNTER, POLICIES, WAY_TO, draft, in_state, next_moment, sample, tell, walk
from simreplace import ARTICLE, BRTI_2020, Actor, IssueCode, Policy, Role, State, events, lifecycle
from simreplace.errors import NoSuchStepError, StaleRequestError
from simreplace.lifecycle import deadline, standing

A_MICROSECOND = timedelta(microseconds=1)


def _changed(event: events.Event, **changes: Any) -> events.Event:
    return attrs.evolve(event, **changes)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
@pytest.mark.parametrize("state", [State.DRAFT, State.INFORMATION_REQUESTED, State.READY_FOR_COLLECTION])
def test_what_has_run_out_is_due_and_can_neither_go_on_nor_end_before(state: State, policy: Policy) -> None:
    request = in_state(state, policy)
    until = deadline(standing(request), policy)
    assert until is not None
    onward = {
        State.DRAFT: events.Submit,
        State.INFORMATION_REQUESTED: events.ProvideInformation,
        State.READY_FOR_COLLECTION: events.Collect,
    }[state]
    just_before = until - A_MICROSECOND
    assert lifecycle.due_events(request, now=just_before, policy=policy) == ()
    (due,) = lifecycle.due_events(request, now=until, policy=policy)
    early = lifecycle.decide(request, due, now=just_before, policy=policy)
    assert [(issue.code, dict(issue.params)) for issue in early.errors] == [
        (IssueCode.EXPIRE_NOT_DUE, {"until": until})
    ]
    assert lifecycle.apply(request, due, now=until, policy=policy).state is State.EXPIRED
    assert lifecycle.due_events(request, now=until, policy=policy) == (due,)
    step = sample(onward, request)
    assert lifecycle.decide(request, step, now=just_before, policy=policy).allowed
    late = lifecycle.decide(request, step, now=until, policy=policy)
    assert IssueCode.DEADLINE_PASSED in {issue.code for issue in late.errors}
    assert onward in lifecycle.available_events(request, now=just_before, policy=policy)
    assert onward not in lifecycle.available_events(request, now=until, policy=policy)


@pytest.mark.parametrize("state", [State.INSPECTING, State.EXCHANGING], ids=lambda state: state.value)
def test_a_visit_that_is_over_is_ended_by_a_machine(state: State) -> None:
    request = in_state(state)
    began = standing(request).visit_began
    assert began is not None
    over = began + ARTICLE.visit_length
    assert lifecycle.due_events(request, now=over - A_MICROSECOND) == ()
    (due,) = lifecycle.due_events(request, now=over)
    assert isinstance(due, events.ReturnCard)
    back = lifecycle.apply(request, due, now=over)
    assert back.state is (State.READY_FOR_COLLECTION if state is State.INSPECTING else State.APPROVED)


def test_what_has_no_deadline_is_never_due() -> None:
    for state in (State.IN_REVIEW, State.APPROVED, State.ON_HOLD, State.ACCEPTED, State.ACTIVATING, State.COMPLETED):
        request = in_state(state)
        assert lifecycle.due_events(request, now=next_moment(request) + timedelta(days=999)) == ()


def test_a_failed_look_does_not_give_the_card_more_time_and_a_release_does() -> None:
    request = in_state(State.READY_FOR_COLLECTION)
    looked = walk(request, events.FailIdentity)
    assert deadline(standing(looked), ARTICLE) == deadline(standing(request), ARTICLE)
    later = walk(looked, events.Hold, events.Release)
    assert later.state is State.READY_FOR_COLLECTION
    assert deadline(standing(later), ARTICLE) == later.updated_at + ARTICLE.collection_deadline


def test_what_is_available_leaves_out_what_is_used_up_and_what_is_another_roles() -> None:
    once = attrs.evolve(ARTICLE, max_information_rounds=1)
    request = walk(draft(), events.Submit, policy=once)
    assert events.RequestInformation in lifecycle.available_events(request)
    asked = walk(request, events.RequestInformation, events.ProvideInformation, policy=once)
    assert events.RequestInformation not in lifecycle.available_events(asked)
    assert lifecycle.available_events(asked, role=Role.COUNTER_CLERK) == (events.Hold,)
    assert lifecycle.available_events(draft(), role=Role.NETWORK) == ()


# Told twice, and by whom


@pytest.mark.parametrize("state", WAY_TO, ids=lambda state: state.value)
def test_the_same_event_twice_equals_once_whatever_was_looked_at(state: State) -> None:
    request = in_state(state)
    for step in request.history:
        decision = lifecycle.decide(request, step.event, now=next_moment(request), expected="another revision")
        assert decision.request is request
        assert decision.issues == ()


def test_an_id_used_again_for_something_else_is_refused_and_is_the_only_issue() -> None:
    request = in_state(State.IN_REVIEW)
    other = attrs.evolve(request.history[0].event, note="another")
    decision = lifecycle.decide(request, other, now=next_moment(request))
    assert [(issue.code, issue.pointer) for issue in decision.issues] == [(IssueCode.EVENT_ID_REUSED, "/event/id")]
    assert not decision.allowed


def test_who_looked_at_an_older_page_is_told_so() -> None:
    old = in_state(State.IN_REVIEW)
    moved = walk(old, events.Hold)
    lift = sample(events.Release, moved)
    with pytest.raises(StaleRequestError) as stale:
        lifecycle.decide(moved, lift, now=next_moment(moved), expected=old.revision)
    assert (stale.value.expected, stale.value.actual) == (old.revision, moved.revision)
    decision = lifecycle.decide(moved, lift, now=next_moment(moved), expected=moved.revision)
    assert decision.allowed
    assert decision.before == moved.revision


def test_whoever_is_named_as_the_visitor_does_nothing_else_even_before_they_take_the_card() -> None:
    ready = in_state(State.READY_FOR_COLLECTION)
    visitor = Actor(Role.APPLICANT, "staff-9")
    shown = tell(ready, _changed(sample(events.Collect, ready), visitor=visitor))
    back = attrs.evolve(sample(events.ReturnCard, shown), by=Actor(Role.COUNTER_CLERK, "staff-9"))
    found = lifecycle.decide(shown, back, now=next_moment(shown)).errors
    assert [(issue.code, dict(issue.params)) for issue in found] == [
        (IssueCode.DUTY_SAME_PERSON, {"duty": "counter", "other": "customer"})
    ]
    assert lifecycle.decide(shown, attrs.evolve(back, by=COUNTER), now=next_moment(shown)).allowed


# What was, and what would have been


def test_a_request_whose_state_was_made_up_goes_nowhere() -> None:
    forged = attrs.evolve(in_state(State.IN_REVIEW), state=State.ACTIVATING)
    decision = lifecycle.decide(forged, sample(events.Reject, forged), now=next_moment(forged))
    assert IssueCode.HISTORY_BROKEN in {issue.code for issue in decision.errors}
    assert [(issue.code, issue.pointer) for issue in lifecycle.verify(forged)] == [
        (IssueCode.HISTORY_ALTERED, "/state")
    ]
    with pytest.raises(NoSuchStepError):
        lifecycle.decide(forged, sample(events.Activate, forged), now=next_moment(forged))


def test_a_step_that_does_not_exist_says_what_does() -> None:
    with pytest.raises(NoSuchStepError) as missing:
        lifecycle.apply(draft(), sample(events.Approve, draft()), now=next_moment(draft()))
    assert (missing.value.state, missing.value.event) == ("draft", "approve")
    assert missing.value.available == ("submit", "cancel", "expire")


def test_the_state_at_any_past_moment_can_be_asked() -> None:
    request = in_state(State.COMPLETED)
    told = [lifecycle.replay(request, until=step.at).state for step in request.history]
    assert told == [step.state for step in request.history]
    before = lifecycle.replay(request, until=request.opened_at)
    assert (before.state, before.history, before.form) == (State.DRAFT, (), request.form)


def test_what_another_policy_would_have_refused_is_named_with_its_event() -> None:
    done = in_state(State.COMPLETED)
    assert lifecycle.what_if([done], policy=ARTICLE) == ()
    review = in_state(State.IN_REVIEW)
    bare = _changed(sample(events.Approve, review), evidence=["identity_document"])
    (difference,) = lifecycle.what_if([done, tell(review, bare)], policy=BRTI_2020)
    assert (difference.position, difference.event_id, difference.state) == (1, bare.id, State.IN_REVIEW)
    assert {issue.code for issue in difference.issues} == {IssueCode.APPROVE_EVIDENCE_MISSING}


def test_a_way_that_would_have_been_another_is_a_difference_too() -> None:
    failed = walk(in_state(State.READY_FOR_COLLECTION), events.FailIdentity, events.Collect)
    once = attrs.evolve(ARTICLE, max_identity_failures=1)
    (difference,) = lifecycle.what_if([failed], policy=once)
    assert (difference.event_id, difference.issues) == (failed.history[-2].event.id, ())


def test_the_policy_of_the_step_that_sent_the_form_is_the_one_that_counts() -> None:
    review = in_state(State.IN_REVIEW, BRTI_2020)
    bare = _changed(sample(events.Approve, review), evidence=["identity_document"])
    decision = lifecycle.decide(review, bare, now=next_moment(review), policy=ARTICLE)
    assert IssueCode.APPROVE_EVIDENCE_MISSING in {issue.code for issue in decision.errors}
