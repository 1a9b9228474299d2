"""The laws of the lifecycle, proven by walking the whole bounded state space under each shipped policy."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import product
from typing import Any, Final

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import MONDAY
from custody import broken, same_print
from journey import ACTORS, HOLDER, NETWORK, POLICIES, SALT, draft, next_moment, sample
from simreplace import (
    Actor,
    CardForm,
    Duty,
    Paper,
    Policy,
    ReplacementRequest,
    Role,
    SafeguardRule,
    State,
    events,
    lifecycle,
    policy_diff,
)
from simreplace.errors import NoSuchStepError, RefusedError
from simreplace.issues import IssueCode
from simreplace.lifecycle import Decision, standing
from simreplace.lifecycle.events import Event
from simreplace.people import OwnerTold
from simreplace.rules.policy import Direction
from space import KINDS_FROM, SMALL, STRAY, Edge, Node, Space, reachable, space, state_of, tries

pytestmark: Final = pytest.mark.uncounted


@pytest.fixture(params=SMALL, ids=lambda policy: policy.name, scope="module")
def walked(request: pytest.FixtureRequest) -> Space:
    """The space of a shipped policy, walked once for all laws."""
    return space(request.param)


def test_the_enumeration_says_how_far_it_went(walked: Space, capsys: pytest.CaptureFixture[str]) -> None:
    edges = sum(map(len, walked.edges.values()))
    with capsys.disabled():
        print(f"\n{walked.policy.name}: {len(walked.found)} nodes, {edges} edges, {walked.refused} events refused")
    assert len(walked.found) > 1000
    assert walked.refused > 1000


def test_an_esim_goes_the_ways_of_a_card_and_no_others() -> None:
    """Gates and words differ, the table does not: the same places, and between them the same edges."""
    card, esim = space(SMALL[0]), space(SMALL[0], CardForm.ESIM)
    assert esim.found.keys() == card.found.keys()
    assert {(it.source, it.kind, it.target) for it in esim.every_edge} == {
        (it.source, it.kind, it.target) for it in card.every_edge
    }
    assert esim.refused == card.refused
    assert [told for request in esim.leaves for told in broken(request)] == []


# What can be reached


def test_every_state_is_reachable(walked: Space) -> None:
    assert {state_of(place) for place in walked.found} == set(State)


def test_every_row_is_used(walked: Space) -> None:
    used = {
        (state_of(edge.source), edge.kind, state_of(edge.target), edge.told.by.role, edge.source[1])
        for edge in walked.every_edge
        if edge.kind is events.Release
    }
    ways = {(state_of(edge.source), edge.kind, state_of(edge.target)) for edge in walked.every_edge}
    for row in lifecycle.TRANSITIONS:
        assert (row.source, row.event, row.target) in ways
        if row.event is events.Release:
            (role,) = row.roles
            assert any(
                (source, target, by) == (row.source, row.target, role) and row.origin in {None, origin}
                for source, _, target, by, origin in used
            ), row
    assert ways == {(row.source, row.event, row.target) for row in lifecycle.TRANSITIONS}


BY_THE_APPLICANT: Final = (
    events.Submit,
    events.ProvideInformation,
    events.ChangeCollection,
    events.AcceptCard,
    events.ReportFault,
    events.Cancel,
    events.RaiseObjection,
)


def test_every_state_can_be_left_even_if_the_applicant_falls_silent(walked: Space) -> None:
    """From each node an end is reached by what staff, systems and the network do, walking the edges backwards."""
    back: dict[Node, list[Node]] = {}
    for edge in walked.every_edge:
        if edge.kind not in BY_THE_APPLICANT:
            back.setdefault(edge.target, []).append(edge.source)
    escapes = {place for place in walked.found if state_of(place).is_final}
    waiting = list(escapes)
    while waiting:
        for source in back.get(waiting.pop(), ()):
            if source not in escapes:
                escapes.add(source)
                waiting.append(source)
    assert set(walked.found) == escapes


REPEATABLE: Final = (events.TellOwner, events.Hold, events.RaiseObjection, *events.NETWORK_FACTS)
"""What may be told again and again; the histories are bounded besides."""


def test_every_run_ends_in_which_what_may_be_repeated_is_not(walked: Space) -> None:
    """Without tellings, holds, objections and facts the space has no circle, not even one that leads back at once."""
    onward = {
        place: [edge.target for edge in edges if edge.kind not in REPEATABLE] for place, edges in walked.edges.items()
    }
    assert list(_on_a_circle(onward)) == []


def test_a_hold_that_is_lifted_is_counted_so_that_holding_on_and_on_ends_as_well(walked: Space) -> None:
    """What repeats may bring a request on hold; out of it leads only what a counter bounds, or an end."""
    for edge in walked.every_edge:
        if state_of(edge.source) is State.ON_HOLD and state_of(edge.target) is not State.ON_HOLD:
            assert edge.kind in {events.Release, events.ConfirmFraud, events.CloseUnresolved}


def _on_a_circle(onward: dict[Node, list[Node]]) -> Iterator[Node]:
    """The nodes that remain when those without a way on are taken away, one after the other."""
    into: dict[Node, list[Node]] = {}
    for place, targets in onward.items():
        for target in targets:
            into.setdefault(target, []).append(place)
    left = {place: len(targets) for place, targets in onward.items()}
    waiting = [place for place, count in left.items() if not count]
    while waiting:
        for before in into.get(waiting.pop(), ()):
            left[before] -= 1
            if not left[before]:
                waiting.append(before)
    yield from (place for place, count in left.items() if count)


# What it takes to complete


NEEDED: Final = (
    (events.Submit,),
    (events.TellOwner,),
    (events.CompareRecord, events.DecideFlag),
    (events.Approve,),
    (events.MakeReady,),
    (events.Collect,),
    (events.AcceptCard,),
    (events.OrderActivation,),
    (events.Activate,),
)


@pytest.mark.parametrize("kinds", NEEDED, ids=lambda kinds: " and ".join(kind.__name__ for kind in kinds))
def test_nothing_is_completed_without(kinds: tuple[type[Event], ...], walked: Space) -> None:
    completed = {place for place in walked.found if state_of(place) is State.COMPLETED}
    assert completed <= reachable(walked)
    assert not completed & reachable(walked, *kinds)


def test_nothing_is_completed_without_a_comparison_unless_the_doubt_was_decided(walked: Space) -> None:
    without = {state_of(place) for place in reachable(walked, events.CompareRecord)}
    assert (State.COMPLETED in without) is walked.policy.uncompared_is_flag


def test_an_auditor_from_outside_finds_every_request_in_order(walked: Space) -> None:
    """The chain of custody of whatever was completed, and all that holds on the way: see `custody`."""
    found = {state_of(place): fault for place, request in walked.found.items() for fault in broken(request)}
    assert found == {}
    # A node keeps one request, but each edge is another way to it: the completing ones are audited one by one.
    for edge in walked.every_edge:
        if state_of(edge.target) is State.COMPLETED and not state_of(edge.source).is_final:
            before = walked.found[edge.source]
            after = lifecycle.apply(before, edge.told, now=next_moment(before))
            assert after.state is State.COMPLETED
            assert broken(after) == []


# The cards


def test_only_a_told_fact_makes_a_card_live_and_a_wrong_one_holds_or_finds_the_end(walked: Space) -> None:
    for edge in walked.every_edge:
        before = standing(walked.found[edge.source])
        if not isinstance(edge.told, events.Activate | events.FailActivation):
            now = state_of(edge.target)
            assert _is_live(walked, edge.target) is (
                bool(before.live) and (before.state is State.ON_HOLD or now.is_final)
            )
            continue
        card, ordered = edge.told.iccid.reveal(), before.ordered
        in_order = (
            isinstance(edge.told, events.Activate)
            and edge.told.old_card_deactivated
            and before.state is State.ACTIVATING
            and ordered is not None
            and same_print(card, ordered.reveal())
            and edge.told.by == NETWORK
        )
        if isinstance(edge.told, events.Activate):
            wanted = before.state if before.state.is_final else State.ON_HOLD
            assert state_of(edge.target) is (State.COMPLETED if in_order else wanted)
            assert _is_live(walked, edge.target)


def _is_live(walked: Space, place: Node) -> bool:
    """Whether a card is live at a node: it says so of all its requests alike."""
    return walked.found[place].card_is_live


def test_a_request_ends_with_a_live_card_only_as_completed_or_out_of_a_hold(walked: Space) -> None:
    for edge in walked.every_edge:
        source, target = state_of(edge.source), state_of(edge.target)
        if target.is_final and not source.is_final and _is_live(walked, edge.target):
            out_of_hold = source is State.ON_HOLD and target in {State.FAILED, State.REJECTED}
            assert target is State.COMPLETED or out_of_hold


def test_while_a_card_is_live_the_request_is_on_hold_or_ended(walked: Space) -> None:
    for request in walked.found.values():
        if request.card_is_live:
            assert request.state is State.ON_HOLD or request.state.is_final
        if request.state is State.COMPLETED and not request.history[-2].state.is_final:
            assert request.card is not None and request.card_is_live


def test_no_card_is_made_ready_twice(walked: Space) -> None:
    for request in walked.found.values():
        used = [
            step.event.iccid.reveal()
            for step in request.history
            if isinstance(step.event, events.MakeReady | events.ExchangeCard)
        ]
        assert not any(same_print(one, other) for place, one in enumerate(used) for other in used[:place])


def test_what_the_network_tells_is_recorded_and_never_refused(walked: Space) -> None:
    """Of any card, by anybody who says to be the network, once a card was used."""
    stranger = Actor(Role.NETWORK, "somebody-else")
    for request in _one_of_each(walked):
        stands = standing(request)
        facts = product(
            (events.Activate, events.FailActivation), (STRAY, *stands.cards), (NETWORK, stranger), (True, False)
        )
        for kind, card, by, off in facts:
            changes: dict[str, Any] = {"iccid": card, "by": by, "old_card_deactivated": off}
            told = attrs.evolve(sample(kind, request), **changes)
            if not stands.cards:
                with pytest.raises(NoSuchStepError):
                    lifecycle.decide(request, told, now=next_moment(request))
                continue
            after = lifecycle.apply(request, told, now=next_moment(request))
            assert broken(after) == []
            assert after.state in {request.state, State.ON_HOLD} or (
                by is NETWORK and request.state is State.ACTIVATING
            )
            if by is stranger and kind is events.FailActivation:
                assert after.card_is_live is request.card_is_live


def _one_of_each(walked: Space) -> Iterable[ReplacementRequest]:
    """One request for each state, origin and cards: what the network's word depends on."""
    kept: dict[Node, ReplacementRequest] = {}
    for place, request in walked.found.items():
        stands = standing(request)
        kept.setdefault((*place[:2], len(stands.cards), stands.card is None, len(stands.live)), request)
    return kept.values()


# What protects


def test_the_owner_can_object_in_every_state_from_submit_to_activate(walked: Space) -> None:
    for place, edges in walked.edges.items():
        targets = {state_of(edge.target) for edge in edges if edge.kind is events.RaiseObjection}
        goes_on = not state_of(place).is_final and state_of(place) is not State.DRAFT
        assert targets == ({State.ON_HOLD} if goes_on else set()), place


PAST_AND_FUTURE: Final = (timedelta(days=-3000), timedelta(days=3000))
PROTECTIVE: Final = (
    events.Hold, events.RaiseObjection, events.ConfirmFraud, events.CloseUnresolved, events.Reject, events.Cancel,
)  # fmt: skip


def test_what_protects_is_never_refused_for_a_clock_a_counter_a_duty_or_a_deadline(walked: Space) -> None:
    """By everybody who has the role, under an identifier that has done everything else, by clocks years off."""
    for number, (place, request) in enumerate(walked.found.items()):
        done = {step.event.by.id for step in request.history} | {"staff-9"}
        who = sorted(done)[number % len(done)]
        for kind in set(PROTECTIVE) & set(KINDS_FROM[state_of(place)]):
            roles = {
                role
                for row in lifecycle.TRANSITIONS
                if (row.source, row.event) == (request.state, kind)
                for role in row.roles
            }
            role = sorted(roles)[number % len(roles)]
            told = attrs.evolve(sample(kind, request), by=Actor(role, who))
            now = MONDAY + PAST_AND_FUTURE[number % 2]
            decision = lifecycle.decide(request, told, now=now, policy=walked.policy)
            assert decision.allowed, (kind, decision.errors)


def test_what_ends_by_itself_does_so_by_any_clock_that_says_that_it_is_due(walked: Space) -> None:
    for request in walked.found.values():
        (*due,) = lifecycle.due_events(request, now=MONDAY + timedelta(days=9000))
        for event in due:
            after = lifecycle.apply(request, event, now=MONDAY + timedelta(days=9000), policy=walked.policy)
            assert after.state is (State.EXPIRED if isinstance(event, events.Expire) else after.state)
        expiring = {events.Expire} & set(lifecycle.available_events(request, now=MONDAY + timedelta(days=9000)))
        assert {type(event) for event in due} & {events.Expire} == expiring


def test_a_limit_stands_on_no_row_that_protects() -> None:
    limited = {row.event for row in lifecycle.TRANSITIONS if row.limit is not None}
    assert not limited & (events.PROTECTIVE | events.NETWORK_FACTS)
    assert events.ReportFault not in limited and events.FailIdentity not in limited


# The end, and the questions


def test_final_is_final(walked: Space) -> None:
    for edge in walked.every_edge:
        if state_of(edge.source).is_final:
            assert edge.kind in events.NETWORK_FACTS
            assert state_of(edge.target) is state_of(edge.source)
    for place, request in walked.found.items():
        if state_of(place).is_final:
            told_of = events.NETWORK_FACTS if standing(request).cards else set[type[Event]]()
            assert set(lifecycle.available_events(request)) == told_of


def test_what_is_available_is_what_has_a_row_and_is_not_used_up(walked: Space) -> None:
    for place, request in walked.found.items():
        available = set(lifecycle.available_events(request, policy=walked.policy))
        allowed = {edge.kind for edge in walked.edges[place]}
        assert allowed <= available
        for kind in available - allowed:
            # It has a row: whatever speaks against it is said by a gate.
            tried = lifecycle.decide(request, sample(kind, request), now=next_moment(request), policy=walked.policy)
            assert tried.errors
        for kind in set(KINDS_FROM[request.state]) - available:
            decision = _decided(request, sample(kind, request), next_moment(request), walked.policy)
            assert decision is None or {issue.code for issue in decision.errors} & USED_UP


USED_UP: Final = frozenset(row.limit.code for row in lifecycle.TRANSITIONS if row.limit is not None)


def test_where_there_is_no_row_there_is_no_step(walked: Space) -> None:
    kept: dict[State, ReplacementRequest] = {}
    for request in walked.found.values():
        kept.setdefault(request.state, request)
    for state, request in kept.items():
        for kind in set(events.EVENTS) - set(KINDS_FROM[state]):
            with pytest.raises(NoSuchStepError):
                lifecycle.decide(request, sample(kind, request), now=next_moment(request), policy=walked.policy)


def test_judged_again_every_request_is_the_same_and_nothing_was_altered(walked: Space) -> None:
    """Each request of the space is one of these, or the beginning of one, and is judged with it step by step."""
    for request in walked.leaves:
        assert lifecycle.verify(request) == ()
        assert lifecycle.replay(request, policy=walked.policy) == request
    assert lifecycle.what_if(walked.leaves[::5], policy=walked.policy) == ()


def test_any_step_taken_out_shows(walked: Space) -> None:
    for number, request in enumerate(walked.leaves[::7]):
        if len(request.history) < 2:
            continue
        gone = 1 + number % (len(request.history) - 1)
        short = attrs.evolve(request, history=request.history[:gone] + request.history[gone + 1 :])
        cut = gone == len(request.history) - 1
        found = lifecycle.verify(short, last_seal=request.revision)
        assert IssueCode.HISTORY_ALTERED in {issue.code for issue in found}
        # Cut off at the end it shows only to who keeps the last seal, unless the state gives it away.
        assert bool(lifecycle.verify(short)) is (not cut or request.history[gone - 1].state is not request.state)


def test_deciding_and_applying_agree_and_change_nothing(walked: Space) -> None:
    for request in list(walked.found.values())[::23]:
        kept = attrs.evolve(request)
        for event, now in tries(request, walked.policy):
            try:
                decision = lifecycle.decide(request, event, now=now, policy=walked.policy)
            except NoSuchStepError:
                with pytest.raises(NoSuchStepError):
                    lifecycle.apply(request, event, now=now, policy=walked.policy)
                continue
            if decision.allowed:
                after = lifecycle.apply(request, event, now=now, policy=walked.policy)
                assert after == decision.request
                assert after.history[:-1] == request.history
                assert (after.id, after.opened_at, after.salt) == (request.id, request.opened_at, SALT)
                again = lifecycle.decide(after, event, now=now, policy=walked.policy, expected="another")
                assert again.request == after
            else:
                with pytest.raises(RefusedError) as refused:
                    lifecycle.apply(request, event, now=now, policy=walked.policy)
                assert refused.value.issues == decision.issues
        assert request == kept


def test_a_wrong_role_learns_nothing_else(walked: Space) -> None:
    for number, (place, request) in enumerate(walked.found.items()):
        edges: list[Edge] = walked.edges[place]
        if number % 11 or not edges:
            continue
        told = edges[number % len(edges)].told
        for role, actor in ACTORS.items():
            wrong = attrs.evolve(told, by=actor)
            decision = lifecycle.decide(request, wrong, now=next_moment(request), policy=walked.policy)
            rows = [row for row in lifecycle.TRANSITIONS if (row.source, row.event) == (request.state, type(told))]
            if all(role not in row.roles for row in rows):
                assert [issue.code for issue in decision.issues] == [IssueCode.EVENT_ROLE]


# A stricter policy


TOWARDS_ACTIVATION: Final = (
    frozenset(
        {kind for kinds in NEEDED for kind in kinds}
        | {events.ProvideInformation, events.ExchangeCard, events.Release, events.ChangeCollection}
    )
    - events.NETWORK_FACTS
)

_FEWER: Final = (
    "max_information_rounds", "max_identity_failures", "max_visits", "max_exchanges", "max_releases", "max_tellings",
    "max_collection_changes",
)  # fmt: skip
_SHORTER: Final = ("draft_deadline", "information_deadline", "collection_deadline", "visit_length", "letter_max_age")
_LONGER: Final = ("objection_window", "tellings_apart")
_STRICTER_SWITCHES: Final = (
    ("foreigner_needs_all", True),
    ("proxy_when_flagged", False),
    ("uncompared_is_flag", False),
)


@st.composite
def stricter(draw: st.DrawFn) -> tuple[Policy, Policy]:
    """A policy, and one that differs from it only in what `policy_diff` calls stricter."""
    lax = draw(st.sampled_from(POLICIES))
    changes: dict[str, Any] = {}
    for name in draw(st.sets(st.sampled_from(_FEWER))):
        changes[name] = draw(st.integers(1, getattr(lax, name)))
    for name in draw(st.sets(st.sampled_from(_SHORTER))):
        changes[name] = draw(st.timedeltas(timedelta(0), getattr(lax, name)))
    for name in draw(st.sets(st.sampled_from(_LONGER))):
        changes[name] = getattr(lax, name) + draw(st.timedeltas(timedelta(0), timedelta(days=30)))
    changes |= dict(draw(st.sets(st.sampled_from(_STRICTER_SWITCHES))))
    if draw(st.booleans()):
        changes["owner_told"] = OwnerTold.BOTH
    if draw(st.booleans()):
        changes["machines_only"] = (*lax.machines_only, draw(st.sampled_from(Duty)))
    if draw(st.booleans()):
        pair = draw(st.tuples(st.sampled_from(Duty), st.sampled_from(Duty)))
        changes["duties_apart"] = (*lax.duties_apart, *((pair,) if pair[0] is not pair[1] else ()))
    if draw(st.booleans()):
        more = draw(st.sampled_from(Paper))
        changes["evidence"] = tuple((reason, (*papers, more)) for reason, papers in lax.evidence)
    if draw(st.booleans()):
        changes["supporting"] = (*lax.supporting, Paper.POLICE_REPORT)
    if draw(st.booleans()):
        changes["required_record_matches"] = (*lax.required_record_matches, "birth_date")
    if draw(st.booleans()):
        changes["collection_methods"] = lax.collection_methods[:1]
    if draw(st.booleans()):
        changes["safeguards"] = (*lax.safeguards, SafeguardRule("high_value_otp", timedelta(days=9), "made up"))
    strict = attrs.evolve(lax, **changes)
    return lax, strict


_PRECIOUS: Final = (*sorted(TOWARDS_ACTIVATION, key=lambda kind: kind.__name__), events.Hold, events.ReportFault,
                    events.ReturnCard, events.FailIdentity, events.RequestInformation, events.FailActivation)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    policies=stricter(),
    choices=st.lists(
        st.tuples(st.sampled_from(_PRECIOUS), st.integers(0, 11), st.sampled_from((0, 1, 7, 50))), max_size=60
    ),
)
def test_a_stricter_policy_never_allows_what_a_laxer_one_refuses(
    policies: tuple[Policy, Policy], choices: list[tuple[type[Event], int, int]]
) -> None:
    """The same request under both; where the stricter one has refused, the two ways have parted and nothing is left.

    Told along the way that the laxer one allows, as long as the stricter one allows it too; for every event that leads
    towards the activation, what the laxer one refuses the stricter one refuses as well.
    """
    lax, strict = policies
    assert {direction for _, direction in policy_diff(lax, strict)} <= {Direction.STRICTER}
    loose, tight = draft(), draft()
    for number, (kind, which, hours) in enumerate(choices):
        if loose.state.is_final:
            return
        kinds = KINDS_FROM[loose.state]
        wanted = kind if kind in kinds else kinds[which % len(kinds)]
        told = attrs.evolve(sample(wanted, loose), id=f"e{number}")
        now = next_moment(loose) + timedelta(hours=hours)
        first, second = _after(loose, told, now, lax), _after(tight, told, now, strict)
        if wanted in TOWARDS_ACTIVATION:
            assert first is not None or second is None, (wanted, first, second)
        if first is None:
            continue
        if second is None or second.state is not first.state:
            return
        loose, tight = first, second


def _after(request: ReplacementRequest, event: Event, now: datetime, policy: Policy) -> ReplacementRequest | None:
    decision = _decided(request, event, now, policy)
    return None if decision is None else decision.request


def _decided(request: ReplacementRequest, event: Event, now: datetime, policy: Policy) -> Decision | None:
    try:
        return lifecycle.decide(request, event, now=now, policy=policy)
    except NoSuchStepError:
        return None


def test_who_holds_does_not_release_even_if_nobody_else_is_there() -> None:
    request = draft()
    for kind in (events.Submit, events.Hold):
        request = lifecycle.apply(request, sample(kind, request), now=next_moment(request))
    lift = attrs.evolve(sample(events.Release, request), by=HOLDER)
    found = lifecycle.decide(request, lift, now=next_moment(request))
    assert [issue.code for issue in found.errors] == [IssueCode.DUTY_SAME_PERSON]
