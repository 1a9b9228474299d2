"""The bounded state space of the lifecycle, walked once for each policy."""

from collections import defaultdict
from functools import cache

import attrs

from builders import draft, in_state, sample, walk
from simreplace import (
    ARTICLE,
    Policy,
    ReplacementRequest,
    State,
    events,
    lifecycle,
)
from simreplace.errors import NoSuchStepError
from simreplace.lifecycle import history
from simreplace.lifecycle.events import Event
from simreplace.lifecycle.table import node_of

COUNTED = (
    events.RequestInformation,
    events.FailIdentity,
    events.Collect,
    events.ExchangeCard,
    events.Release,
)


Node = tuple[object, ...]


def node(request: ReplacementRequest, policy: Policy) -> Node:
    """What the future of a request depends on."""
    limits = (
        policy.max_information_rounds,
        policy.max_identity_failures,
        policy.max_visits,
        policy.max_exchanges,
        policy.max_releases,
    )
    counters = (min(history.count(request, kind), most) for kind, most in zip(COUNTED, limits, strict=True))
    return (*(node_of(request) or ()), *counters, history.card_at_hand(request) is not None)


@attrs.frozen
class Space:
    """The state space of a policy: a request for each node, and the edges between nodes."""

    found: dict[Node, ReplacementRequest]
    edges: dict[Node, dict[tuple[type[Event], Node], None]]


@cache
def space(policy: Policy) -> Space:
    """Every node that can be reached, by trying every event everywhere."""
    start = draft()
    found = {node(start, policy): start}
    edges: dict[Node, dict[tuple[type[Event], Node], None]] = defaultdict(dict)
    waiting = [start]
    while waiting:
        request = waiting.pop()
        here = node(request, policy)
        for kind in events.EVENTS:
            try:
                event = sample(kind, request, policy)
            except (StopIteration, ValueError):
                continue  # no card to accept, nothing to activate: there is no such row either
            try:
                decision = lifecycle.decide(request, event, policy=policy)
            except NoSuchStepError:
                continue
            if decision.request is None:
                continue
            there = node(decision.request, policy)
            edges[here][kind, there] = None
            if there not in found:
                found[there] = decision.request
                waiting.append(decision.request)
    return Space(found, dict(edges))


def state_of(place: Node) -> State:
    state = place[0]
    assert isinstance(state, State)
    return state


def reachable(edges: dict[Node, dict[tuple[type[Event], Node], None]], start: Node, *without: type[Event]) -> set[Node]:
    """Every node that can be reached if some events never happen."""
    seen, waiting = {start}, [start]
    while waiting:
        for kind, there in edges.get(waiting.pop(), {}):
            if kind not in without and there not in seen:
                seen.add(there)
                waiting.append(there)
    return seen


def before(row: lifecycle.Transition, policy: Policy = ARTICLE) -> ReplacementRequest:
    """A request from which this row leads on."""
    if row.origin is not None:
        return walk(in_state(row.origin, policy), events.Hold, policy=policy)
    request = in_state(row.source, policy)
    if row.event is events.FailIdentity and row.target is State.ON_HOLD:
        return walk(request, *[events.FailIdentity] * (policy.max_identity_failures - 1), policy=policy)
    return request
