"""The laws of the lifecycle, proven by walking the whole bounded state space under each shipped policy.

A node is what the future depends on: the state, where a hold came from, the counters, and whether a card lies at hand.
For each node one request that got there is kept, and from it every event there is is tried.
"""

from collections.abc import Iterable
from datetime import timedelta

import attrs
import pytest

from builders import ACTORS, MONDAY, POLICIES, WAY_TO, draft, in_state, sample, walk
from simreplace import (
    ARTICLE,
    BRTI_2020,
    Actor,
    IssueCode,
    Policy,
    Role,
    Severity,
    State,
    events,
    lifecycle,
)
from simreplace.errors import NoSuchStepError, RefusedError
from simreplace.lifecycle import history
from simreplace.lifecycle.events import Event
from space import Node, before, node, reachable, space, state_of


@pytest.fixture(params=POLICIES, ids=lambda policy: policy.name)
def policy(request: pytest.FixtureRequest) -> Policy:
    given = request.param
    assert isinstance(given, Policy)
    return given


def test_the_enumeration_says_how_far_it_went(policy: Policy, capsys: pytest.CaptureFixture[str]) -> None:
    walked = space(policy)
    count = sum(map(len, walked.edges.values()))
    with capsys.disabled():
        print(f"\n{policy.name}: walked {len(walked.found)} nodes and {count} edges")
    assert len(walked.found) > 1000


def test_every_state_is_reachable(policy: Policy) -> None:
    assert {state_of(place) for place in space(policy).found} == set(State)


def test_every_row_is_used(policy: Policy) -> None:
    walked = space(policy)
    used = {(state_of(here), kind, state_of(there)) for here, next_ in walked.edges.items() for kind, there in next_}
    assert used == {(row.source, row.event, row.target) for row in lifecycle.TRANSITIONS}


def test_final_is_final(policy: Policy) -> None:
    for place, request in space(policy).found.items():
        has_next = place in space(policy).edges
        assert has_next is not request.state.is_final


BY_THE_APPLICANT = (events.Submit, events.ProvideInformation, events.AcceptCard, events.ReportFault, events.Cancel)


def test_every_state_can_be_left_even_if_the_applicant_falls_silent(policy: Policy) -> None:
    walked = space(policy)
    ends = {place for place in walked.found if state_of(place).is_final}
    for place in walked.found:
        if state_of(place) is State.DRAFT:
            continue
        silent = reachable(walked.edges, place, *BY_THE_APPLICANT)
        assert silent & ends, place
    assert events.Expire in {kind for kind, _ in walked.edges[node(draft(), policy)]}


def test_every_run_ends(policy: Policy) -> None:
    """The graph has no cycle but the one that a counter's own limit leaves standing still: none."""
    walked = space(policy)
    inside: set[Node] = set()
    done: set[Node] = set()

    def visit(start: Node) -> None:
        stack: list[tuple[Node, Iterable[Node]]] = [(start, iter([there for _, there in walked.edges.get(start, {})]))]
        inside.add(start)
        while stack:
            place, rest = stack[-1]
            there = next(iter(rest), None)
            if there is None:
                inside.discard(place)
                done.add(place)
                stack.pop()
            elif there in inside:
                raise AssertionError(f"a cycle through {there}")
            elif there not in done:
                inside.add(there)
                stack.append((there, iter([after for _, after in walked.edges.get(there, {})])))

    visit(node(draft(), policy))
    assert done == set(walked.found)


NEEDED = (
    events.Submit,
    events.Approve,
    events.MakeReady,
    events.Collect,
    events.AcceptCard,
    events.Activate,
)


@pytest.mark.parametrize("kind", NEEDED, ids=lambda kind: kind.__name__)
def test_nothing_is_completed_without(kind: type[Event], policy: Policy) -> None:
    walked = space(policy)
    start = node(draft(), policy)
    assert State.COMPLETED in {state_of(place) for place in reachable(walked.edges, start)}
    assert State.COMPLETED not in {state_of(place) for place in reachable(walked.edges, start, kind)}


def rows_from(state: State, *kinds: type[Event]) -> set[type[Event]]:
    return {row.event for row in lifecycle.TRANSITIONS if row.source is state and row.event in kinds}


def test_no_counter_ever_disables_what_protects(policy: Policy) -> None:
    protective = (events.Hold, events.RaiseObjection, events.ReportFault, events.Cancel)
    walked = space(policy)
    for place in walked.found:
        state = state_of(place)
        open_here = {kind for kind, _ in walked.edges.get(place, {})}
        assert rows_from(state, *protective) <= open_here, place


@pytest.mark.parametrize("state", [state for state in State if not state.is_final], ids=lambda state: state.value)
def test_the_owner_can_object_until_activation(state: State) -> None:
    expected = set() if state in {State.DRAFT, State.ON_HOLD} else {events.RaiseObjection, events.Hold}
    assert rows_from(state, events.RaiseObjection, events.Hold) == expected


def test_deciding_and_applying_agree_and_change_nothing(policy: Policy) -> None:
    for request in list(space(policy).found.values())[::7]:
        before = attrs.evolve(request)
        for kind in events.EVENTS:
            try:
                event = sample(kind, request, policy)
            except (StopIteration, ValueError):
                continue
            try:
                decision = lifecycle.decide(request, event, policy=policy)
            except NoSuchStepError:
                with pytest.raises(NoSuchStepError):
                    lifecycle.apply(request, event, policy=policy)
                continue
            if decision.allowed:
                after = lifecycle.apply(request, event, policy=policy)
                assert after == decision.request
                assert attrs.evolve(after, state=request.state, history=request.history) == request
            else:
                with pytest.raises(RefusedError) as refused:
                    lifecycle.apply(request, event, policy=policy)
                assert refused.value.issues == decision.issues
        assert request == before


def test_at_most_one_card_is_live(policy: Policy) -> None:
    for request in space(policy).found.values():
        cards = list(history.cards(request))
        assert len(cards) == len(set(cards))
        if request.state is State.COMPLETED:
            assert history.card_at_hand(request) == cards[-1]


def test_replaying_the_history_gives_the_same_request(policy: Policy) -> None:
    for request in list(space(policy).found.values())[::5]:
        assert lifecycle.replay(request, policy=policy) == request


TOWARDS_ACTIVATION = {*NEEDED, events.ProvideInformation, events.ExchangeCard, events.Release}


def test_the_stricter_policy_never_allows_what_the_laxer_one_refuses() -> None:
    for request in list(space(ARTICLE).found.values())[::3]:
        for kind in TOWARDS_ACTIVATION:
            try:
                event = sample(kind, request)
                lax = lifecycle.decide(request, event, policy=ARTICLE)
                strict = lifecycle.decide(request, event, policy=BRTI_2020)
            except (NoSuchStepError, StopIteration, ValueError):
                continue
            assert lax.allowed or not strict.allowed


# The table


def test_the_whens_are_disjoint_and_exhaustive(policy: Policy) -> None:
    for request in space(policy).found.values():
        for kind in {row.event for row in lifecycle.TRANSITIONS if row.when is not None}:
            rows = [row for row in lifecycle.TRANSITIONS if row.source is request.state and row.event is kind]
            if rows:
                assert sum(row.when is not None and row.when(request, policy) for row in rows) == 1


def test_there_is_one_row_for_each_source_event_and_target() -> None:
    keys = [(row.source, row.event, row.target, row.origin) for row in lifecycle.TRANSITIONS]
    assert len(keys) == len(set(keys))


def test_every_event_stands_in_the_table() -> None:
    assert {row.event for row in lifecycle.TRANSITIONS} == set(events.EVENTS)


@pytest.mark.parametrize(
    "row", lifecycle.TRANSITIONS, ids=lambda row: f"{row.source}-{row.event.__name__}-{row.target}"
)
def test_a_row_lets_its_roles_pass_and_no_other(row: lifecycle.Transition) -> None:
    request = before(row)
    event = sample(row.event, request)
    for role, actor in ACTORS.items():
        decision = lifecycle.decide(request, attrs.evolve(event, by=attrs.evolve(actor, id=event.by.id)))
        refused = IssueCode.EVENT_ROLE in {issue.code for issue in decision.issues}
        assert refused is (role not in row.roles)
        # A proxy takes the card only where a proxy came for it, which has an example of its own.
        if role in row.roles and (role, row.event) != (Role.PROXY, events.AcceptCard):
            assert decision.allowed
            assert decision.target is row.target


# Idempotence and time


@pytest.mark.parametrize("state", WAY_TO, ids=lambda state: state.value)
def test_the_same_event_twice_equals_once(state: State) -> None:
    request = in_state(state)
    for event in request.history:
        decision = lifecycle.decide(request, event)
        assert decision.allowed
        assert lifecycle.apply(request, event) == request


def test_an_id_used_again_for_something_else_is_refused() -> None:
    request = in_state(State.IN_REVIEW)
    told = request.history[0]
    other = attrs.evolve(told, note="another")
    decision = lifecycle.decide(request, other)
    assert [issue.code for issue in decision.issues] == [IssueCode.EVENT_ID_REUSED]
    assert not decision.allowed


def test_time_never_goes_back() -> None:
    request = in_state(State.IN_REVIEW)
    early = attrs.evolve(sample(events.Approve, request), at=request.history[-1].at - timedelta(microseconds=1))
    assert [issue.code for issue in lifecycle.decide(request, early).errors] == [IssueCode.EVENT_TIME_BACKWARDS]
    same = attrs.evolve(early, at=request.history[-1].at)
    assert lifecycle.decide(request, same).allowed


def test_a_request_whose_state_was_made_up_goes_nowhere() -> None:
    forged = attrs.evolve(in_state(State.IN_REVIEW), state=State.ACTIVATING)
    decision = lifecycle.decide(forged, sample(events.Activate, forged))
    assert IssueCode.HISTORY_BROKEN in {issue.code for issue in decision.errors}
    assert lifecycle.trail(forged) == ()
    bare = draft(state=State.APPROVED)
    assert IssueCode.HISTORY_BROKEN in {
        issue.code for issue in lifecycle.decide(bare, sample(events.MakeReady, bare)).errors
    }


def test_a_step_that_does_not_exist_says_what_does() -> None:
    with pytest.raises(NoSuchStepError) as missing:
        lifecycle.apply(draft(), sample(events.Approve, draft()))
    assert missing.value.state == "draft"
    assert missing.value.event == "approve"
    assert missing.value.available == ("submit", "cancel", "expire")


def test_the_state_at_any_past_moment_can_be_asked() -> None:
    request = in_state(State.COMPLETED)
    told = [lifecycle.replay(request, until=event.at).state for event in request.history]
    assert told == list(lifecycle.trail(request))
    assert lifecycle.replay(request, until=MONDAY - timedelta(days=1)).state is State.DRAFT


def test_due_events_are_what_apply_takes() -> None:
    for state in (State.DRAFT, State.INFORMATION_REQUESTED, State.READY_FOR_COLLECTION, State.EXCHANGING):
        request = in_state(state)
        until = history.deadline(request, ARTICLE)
        assert until is not None
        assert lifecycle.due_events(request, now=until - timedelta(seconds=1)) == ()
        (due,) = lifecycle.due_events(request, now=until)
        assert lifecycle.apply(request, due).state is State.EXPIRED
        assert lifecycle.due_events(request, now=until) == (due,)
    assert lifecycle.due_events(in_state(State.IN_REVIEW), now=MONDAY + timedelta(days=999)) == ()


def test_a_failed_look_does_not_give_the_card_more_time() -> None:
    request = in_state(State.READY_FOR_COLLECTION)
    assert history.deadline(walk(request, events.FailIdentity), ARTICLE) == history.deadline(request, ARTICLE)


def test_available_events_leaves_out_what_is_used_up() -> None:
    request = in_state(State.IN_REVIEW)
    assert events.RequestInformation in lifecycle.available_events(request)
    once = attrs.evolve(ARTICLE, max_information_rounds=1)
    asked = walk(request, events.RequestInformation, events.ProvideInformation, policy=once)
    assert events.RequestInformation not in lifecycle.available_events(asked, policy=once)
    assert lifecycle.available_events(asked, role=Role.NETWORK) == ()


def test_what_another_policy_would_have_refused_is_named_with_its_event() -> None:
    done = in_state(State.COMPLETED)
    assert lifecycle.what_if([done], policy=ARTICLE) == ()
    approval = sample(events.Approve, in_state(State.IN_REVIEW))
    assert isinstance(approval, events.Approve)
    bare = attrs.evolve(approval, evidence=["identity_document"])
    lax = lifecycle.apply(in_state(State.IN_REVIEW), bare)
    (difference,) = lifecycle.what_if([done, lax], policy=BRTI_2020)
    assert (difference.position, difference.event_id, difference.state) == (1, bare.id, State.IN_REVIEW)
    assert {issue.code for issue in difference.issues if issue.severity is Severity.ERROR} == {
        IssueCode.APPROVE_EVIDENCE_MISSING
    }


def test_a_way_that_would_have_been_another_is_a_difference_too() -> None:
    failed = walk(in_state(State.READY_FOR_COLLECTION), events.FailIdentity, events.Collect)
    once = attrs.evolve(ARTICLE, max_identity_failures=1)
    (difference,) = lifecycle.what_if([failed], policy=once)
    assert (difference.event_id, difference.issues) == (failed.history[-2].id, ())


def test_who_applied_does_not_approve() -> None:
    request = lifecycle.apply(draft(), attrs.evolve(sample(events.Submit, draft()), by=Actor(Role.INTAKE_CLERK, "x")))
    own = attrs.evolve(sample(events.Approve, request), by=Actor(Role.REVIEWER, "x"))
    assert [issue.code for issue in lifecycle.decide(request, own).errors] == [IssueCode.APPROVE_REVIEWER_WAS_INTAKE]


# The picture


def test_the_diagram_shows_every_edge_once() -> None:
    wanted = {(row.source.value, row.target.value, row.event.__name__) for row in lifecycle.TRANSITIONS}
    drawn = set()
    for line in lifecycle.diagram().splitlines():
        if "-->" in line and "[*]" not in line:
            edge, names = line.strip().split(": ")
            source, target = edge.split(" --> ")
            drawn |= {(source, target, name) for name in names.split(", ")}
    assert drawn == wanted
    dotted = lifecycle.diagram("dot")
    assert all(f"{source} -> {target} " in dotted for source, target, _ in wanted)
