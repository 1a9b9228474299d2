"""The bounded state space of the lifecycle under a policy, walked once.

A node is what the future of a request depends on, seen from the table: the state, where a hold came from, whether an
objection is in it, the counters, what was compared and decided, whether the owner is told, which card lies at hand,
which are live, whether the visit runs. For each node one request that got there is kept, and from it every event is
tried, in several variants. Tellings and decisions count as sets. Left out is what the future has forgotten: what
happened before the approval, once the request is approved, for no way leads back; and on hold the tellings and the
failed looks, for both count from the release.

Everybody who acts does so under an identifier of the deed, so that the matrix of duties, which has tests of its own,
closes no way here. The limits of the shipped policies are turned down to one, or to two where the last time differs
from the one before: a greater number makes more copies of the same structure, and takes longer.
"""

from collections import deque
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any, Final

import attrs

from custody import live_cards, same_print
from journey import (
    CARDS,
    COUNTER,
    INTAKE,
    OUTLET,
    POLICIES,
    SYSTEM,
    draft,
    moment_for,
    sample,
)
from simreplace import BRTI_2020, Actor, CardForm, IssueCode, Policy, ReplacementRequest, Role, State, events, lifecycle
from simreplace.errors import NoSuchStepError
from simreplace.lifecycle import Standing, standing
from simreplace.lifecycle.events import Event
from simreplace.values.cards import Iccid

Node = tuple[object, ...]

SMALL: Final = tuple(
    attrs.evolve(
        policy,
        max_information_rounds=1,
        max_identity_failures=2,
        max_visits=2 if policy is BRTI_2020 else 1,
        max_exchanges=1,
        max_releases=1,
        max_collection_changes=1,
    )
    for policy in POLICIES
)
"""The shipped policies with their limits turned down."""

ELSEWHERE: Final = "Outlet Bandung"
STRAY: Final = CARDS[-1]
"""A card that no request has used."""

KINDS_FROM: Final = MappingProxyType(
    {
        state: tuple(
            kind
            for kind in events.EVENTS
            if any((row.source, row.event) == (state, kind) for row in lifecycle.TRANSITIONS)
        )
        for state in State
    }
)
"""The kinds of event for which a state has a row."""

_OTHER_FORM: Final[dict[str, Any]] = {
    "eid": None, "activation_code": "LPA:1$smdp.example.com$MADE-UP-0", "eid_unknown": None
}  # fmt: skip
"""What no card can be: one in the hand that has a code, or an eSIM of which nobody says anything."""
_MACHINES: Final = frozenset({Role.SYSTEM, Role.NETWORK})
_CUSTOMERS: Final = frozenset({Role.APPLICANT, Role.PROXY, Role.REGISTERED_OWNER})
_BEFORE_APPROVAL: Final = frozenset({State.DRAFT, State.IN_REVIEW, State.INFORMATION_REQUESTED})


def node(request: ReplacementRequest, policy: Policy) -> Node:
    """What the future of a request depends on."""
    stands = standing(request)
    if stands.state.is_final:
        return (stands.state, bool(stands.live), bool(stands.cards))
    held = stands.state is State.ON_HOLD
    origin = stands.origin if held else None
    told = () if held else _told(stands, policy)
    common = (stands.state, origin, held and stands.objected, stands.releases, *told)
    if (origin or stands.state) in _BEFORE_APPROVAL:
        return (*common, stands.rounds, *_of_the_record(stands, policy), stands.lost_number_called)
    counters = (stands.visits, stands.exchanges, stands.changes, 0 if held else stands.looks)
    return (*common, *counters, *_of_the_cards(request, stands), _visit_runs(stands, policy, request.updated_at))


def _told(stands: Standing, policy: Policy) -> Node:
    if lifecycle.told_since(stands, policy) is not None:
        return (True,)
    return (
        False,
        frozenset((told.to, told.outcome is events.TellOutcome.NONE_ON_RECORD) for told in stands.told_owner),
    )


def _of_the_record(stands: Standing, policy: Policy) -> Node:
    made = {detail: stands.comparisons.get(detail) for detail in policy.required_record_matches}
    outcomes = tuple(None if it is None else it.outcome for it in made.values())
    decided = frozenset({it.code: it.accepted for it in stands.decisions}.items())  # the last word on each
    return (outcomes, bool(stands.differences), decided)


def _of_the_cards(request: ReplacementRequest, stands: Standing) -> Node:
    live = live_cards(request)
    on = frozenset("ordered" if _is(stands.ordered, card) else "another" for card in live)
    ordered = stands.card is not None and _is(stands.ordered, stands.card.reveal())
    return (bool(stands.cards), stands.card is not None, ordered, on, bool(on) and stands.old_card_off)


def _is(card: Iccid | None, told: str) -> bool:
    return card is not None and same_print(card.reveal(), told)


def _visit_runs(stands: Standing, policy: Policy, latest: datetime) -> bool:
    if stands.state not in {State.INSPECTING, State.EXCHANGING} or stands.visit_began is None:
        return False
    return latest + timedelta(minutes=5) < stands.visit_began + policy.visit_length


@attrs.frozen
class Edge:
    """One event that was let through."""

    source: Node
    kind: type[Event]
    target: Node
    told: Event


@attrs.frozen
class Space:
    """The state space of a policy: a request for each node, and the edges between nodes."""

    policy: Policy
    start: Node
    found: dict[Node, ReplacementRequest]
    edges: dict[Node, list[Edge]]
    leaves: list[ReplacementRequest]
    """The requests from which no other was found: the others are the beginnings of these."""
    refused: int
    """How many events were tried, and not let through."""

    @property
    def every_edge(self) -> Iterator[Edge]:
        """All edges."""
        return (edge for edges in self.edges.values() for edge in edges)


@cache
def space(policy: Policy, card_form: CardForm = CardForm.PHYSICAL) -> Space:
    """Every node that can be reached, by trying every event everywhere."""
    start = draft(card_form=card_form)
    origin = node(start, policy)
    found, edges, refused = {origin: start}, dict[Node, list[Edge]](), 0
    inner: set[Node] = set()
    waiting = deque([origin])
    while waiting:
        here = waiting.popleft()
        seen: set[tuple[type[Event], Node]] = set()
        edges[here] = []
        for event, now in tries(found[here], policy):
            try:
                decision = lifecycle.decide(found[here], event, now=now, policy=policy)
            except NoSuchStepError:
                continue
            if decision.request is None:
                refused += 1
                continue
            there = node(decision.request, policy)
            if (type(event), there) not in seen:
                seen.add((type(event), there))
                edges[here].append(Edge(here, type(event), there, event))
            if there not in found:
                found[there] = decision.request
                inner.add(here)
                waiting.append(there)
    leaves = [request for place, request in found.items() if place not in inner]
    return Space(policy, origin, found, edges, leaves, refused)


def by_deed(event: Event) -> Event:
    """The event as told by somebody who does nothing else."""
    by = event.by
    if by.role in _MACHINES | _CUSTOMERS:
        return event
    return attrs.evolve(event, by=Actor(by.role, f"{events.event_name(type(event))}-{by.role.value}"))


def tries(request: ReplacementRequest, policy: Policy) -> Iterator[tuple[Event, datetime]]:
    """Every kind of event from here, in its variants, each with the moment at which it is told."""
    for kind in KINDS_FROM[request.state]:
        plain, now = by_deed(sample(kind, request)), moment_for(kind, request, policy)
        for place, (changes, later) in enumerate(_variants(kind, request, policy)):
            told = by_deed(attrs.evolve(plain, id=f"{plain.id}.{place}", **changes))
            yield told, now + later


def _variants(
    kind: type[Event], request: ReplacementRequest, policy: Policy
) -> Iterator[tuple[dict[str, Any], timedelta]]:
    stands, at_once = standing(request), timedelta(0)
    match kind:
        case events.CompareRecord:
            for outcome in events.Match:
                matches = [events.RecordMatch(detail, outcome) for detail in policy.required_record_matches]
                yield {"matches": matches}, at_once
        case events.DecideFlag:
            for code in (IssueCode.APPROVE_RECORD_DIFFERS, IssueCode.APPROVE_RECORD_UNKNOWN):
                for role, accepted in ((Role.FRAUD_ANALYST, True), (Role.REVIEWER, False), (Role.SUPERVISOR, True)):
                    where = f"/record/{policy.required_record_matches[0]}"
                    yield {"code": code, "pointer": where, "accepted": accepted, "by": Actor(role, "x")}, at_once
        case events.TellOwner:
            yield {"to": "old_number", "means": "call", "outcome": "unreachable"}, at_once
            yield {"to": "registered_contact", "means": "sms", "outcome": "delivered"}, at_once
            yield {"to": "registered_contact", "means": "sms", "outcome": "none_on_record"}, at_once
            yield {"to": "old_number", "means": "sms", "outcome": "delivered"}, policy.tellings_apart
        case events.MakeReady:
            yield {"outlet": stands.outlet or OUTLET}, at_once
            yield {"outlet": stands.outlet or OUTLET, **_OTHER_FORM}, at_once
        case events.ExchangeCard:
            yield {}, at_once
            yield _OTHER_FORM, at_once
        case events.Collect:
            yield {"outlet": stands.card_outlet}, at_once
        case events.ChangeCollection:
            yield {}, at_once
            yield {"outlet": stands.card_outlet or OUTLET, "by": INTAKE}, at_once
            yield {"outlet": ELSEWHERE}, at_once
        case events.ReportFault:
            yield {}, at_once
            yield {"by": COUNTER}, at_once
        case events.ReturnCard:
            yield {}, at_once
            yield {"by": SYSTEM}, policy.visit_length
        case events.Activate | events.FailActivation:
            for card in _cards(request, stands):
                for off in (True, False):
                    yield {"iccid": card, "old_card_deactivated": off}, at_once
            yield {"by": Actor(Role.NETWORK, "somebody-else")}, at_once
        case events.Release:
            for role in (Role.FRAUD_ANALYST, Role.SUPERVISOR):
                yield {"by": Actor(role, "x")}, at_once
        case _:
            yield {}, at_once


def _cards(request: ReplacementRequest, stands: Standing) -> list[str]:
    """The card at hand, the live ones, the first that is void, and a stray one."""
    void = [card.reveal() for card in stands.cards if not _is(stands.card, card.reveal())]
    known = [*([stands.card.reveal()] if stands.card else []), *live_cards(request), *void[:1]]
    return [*dict.fromkeys(known), STRAY]


def state_of(place: Node) -> State:
    """The state of a node."""
    state = place[0]
    assert isinstance(state, State)
    return state


def reachable(walked: Space, *without: type[Event], start: Node | None = None) -> set[Node]:
    """Every node that can be reached if some events never happen."""
    first = walked.start if start is None else start
    seen, waiting = {first}, [first]
    while waiting:
        for edge in walked.edges[waiting.pop()]:
            if edge.kind not in without and edge.target not in seen:
                seen.add(edge.target)
                waiting.append(edge.target)
    return seen
