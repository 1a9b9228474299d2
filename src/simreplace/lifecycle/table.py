"""The table of the lifecycle, and the walks that it alone allows.

Rule 1. `TRANSITIONS` is everything. Who may do what, from where, to where, under which gates: a row says it, and no
other line of the library does. The diagram, the reference page and the tests are made from the same rows.

Rule 2. A gate is a function that returns issues. "May I?", "what is missing?" and "why was it refused?" are one
question, asked by `lifecycle.decide`.

Rule 3. A counter bounds every cycle. It sits on the row that resumes, never on the row that protects: a hold, an
objection, a fault report and a cancellation are never used up.

Rule 4. Nothing fires by itself. A deadline is data (`lifecycle.due_events`), and the host tells what happened.
"""

from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import Final, TypeVar, cast

import attrs

from simreplace.issues import Issue, IssueCode
from simreplace.lifecycle import events, gates, history
from simreplace.lifecycle.case import Case
from simreplace.lifecycle.events import Event
from simreplace.lifecycle.request import ReplacementRequest
from simreplace.lifecycle.states import State
from simreplace.people import Role
from simreplace.rules import Policy

E = TypeVar("E", bound=Event)

Gate = Callable[[Case[Event]], tuple[Issue, ...]]
"""A gate: every reason why the event may not happen yet, or none."""

_S, _R = State, Role


@attrs.frozen
class Limit:
    """How often a row may be used.

    Args:
        counted: The event that is counted in the history.
        field: The field of the policy that holds the limit.
        code: The issue when it is used up.

    Example:
        >>> from simreplace import lifecycle
        >>> lifecycle.Limit(events.ExchangeCard, "max_exchanges", IssueCode.EXCHANGES_USED_UP).field
        'max_exchanges'
    """

    counted: type[Event]
    field: str
    code: IssueCode

    def issues(self, request: ReplacementRequest, policy: Policy) -> tuple[Issue, ...]:
        """The issue, once the limit is reached."""
        most: int = getattr(policy, self.field)
        if history.count(request, self.counted) < most:
            return ()
        return (Issue(self.code, params=(("limit", most),)),)


@attrs.frozen(kw_only=True)
class Transition:
    """One row of the table.

    Args:
        source: Where the request is.
        event: What happens.
        target: Where it goes.
        roles: Who may do it.
        gates: What must hold.
        limit: How often, where the row closes a cycle.
        origin: For the way out of a hold: where the hold came from.
        when: Picks among rows that share source and event; exactly one of them answers True.

    Example:
        >>> from simreplace import events, lifecycle
        >>> row = next(row for row in lifecycle.TRANSITIONS if row.event is events.Reject)
        >>> row.source.value, row.target.value, [role.value for role in sorted(row.roles)]
        ('in_review', 'rejected', ['reviewer'])
    """

    source: State
    event: type[Event]
    target: State
    roles: frozenset[Role]
    gates: tuple[Gate, ...] = ()
    limit: Limit | None = None
    origin: State | None = None
    when: Callable[[ReplacementRequest, Policy], bool] | None = None


def _row(
    source: State,
    event: type[E],
    target: State,
    roles: frozenset[Role],
    *gates: Callable[[Case[E]], tuple[Issue, ...]],
    limit: Limit | None = None,
    origin: State | None = None,
    when: Callable[[ReplacementRequest, Policy], bool] | None = None,
) -> Transition:
    """A row whose gates may name their own event type: the table is where the two are joined."""
    return Transition(
        source=source,
        event=event,
        target=target,
        roles=roles,
        gates=cast("tuple[Gate, ...]", gates),
        limit=limit,
        origin=origin,
        when=when,
    )


def _another_look_is_left(request: ReplacementRequest, policy: Policy) -> bool:
    return history.count(request, events.FailIdentity) + 1 < policy.max_identity_failures


def _no_look_is_left(request: ReplacementRequest, policy: Policy) -> bool:
    return not _another_look_is_left(request, policy)


_ROUNDS = Limit(events.RequestInformation, "max_information_rounds", IssueCode.INFORMATION_ROUNDS_USED_UP)
_VISITS = Limit(events.Collect, "max_visits", IssueCode.COLLECT_VISITS_USED_UP)
_EXCHANGES = Limit(events.ExchangeCard, "max_exchanges", IssueCode.EXCHANGES_USED_UP)
_RELEASES = Limit(events.Release, "max_releases", IssueCode.RELEASES_USED_UP)

_APPLICANT_SIDE = frozenset({_R.APPLICANT, _R.INTAKE_CLERK})
_REVIEWER = frozenset({_R.REVIEWER})
_COUNTER = frozenset({_R.COUNTER_CLERK})
_STOCK = frozenset({_R.COUNTER_CLERK, _R.SYSTEM})
_TAKER = frozenset({_R.APPLICANT, _R.PROXY})
_NETWORK = frozenset({_R.NETWORK})
_ANALYST = frozenset({_R.FRAUD_ANALYST})
_HOLDERS = frozenset({_R.FRAUD_ANALYST, _R.REVIEWER, _R.INTAKE_CLERK, _R.COUNTER_CLERK, _R.SYSTEM})
_OWNER_SIDE = frozenset({_R.REGISTERED_OWNER, _R.INTAKE_CLERK})

_HOLDABLE = (
    _S.IN_REVIEW,
    _S.INFORMATION_REQUESTED,
    _S.APPROVED,
    _S.READY_FOR_COLLECTION,
    _S.INSPECTING,
    _S.EXCHANGING,
    _S.ACTIVATING,
)
# A card that lay open on the counter when the hold came goes back behind it.
_BACK_TO: Final = MappingProxyType(
    {origin: _S.READY_FOR_COLLECTION if origin is _S.INSPECTING else origin for origin in _HOLDABLE}
)
_CANCELLABLE = (_S.DRAFT, *(state for state in _HOLDABLE if state is not _S.ACTIVATING))
_EXPIRING = (_S.DRAFT, _S.INFORMATION_REQUESTED, _S.READY_FOR_COLLECTION, _S.EXCHANGING)

TRANSITIONS: Final[tuple[Transition, ...]] = (
    _row(
        _S.DRAFT,
        events.Submit,
        _S.IN_REVIEW,
        _APPLICANT_SIDE,
        gates.form_is_complete,
        gates.form_has_no_error,
        gates.flags_are_acknowledged,
        gates.method_is_offered,
        gates.no_other_request_is_open,
    ),
    _row(
        _S.IN_REVIEW,
        events.RequestInformation,
        _S.INFORMATION_REQUESTED,
        _REVIEWER,
        gates.something_is_asked,
        limit=_ROUNDS,
    ),
    _row(
        _S.INFORMATION_REQUESTED,
        events.ProvideInformation,
        _S.IN_REVIEW,
        _APPLICANT_SIDE,
        gates.everything_is_answered,
    ),
    _row(
        _S.IN_REVIEW,
        events.Approve,
        _S.APPROVED,
        _REVIEWER,
        gates.form_still_holds,
        gates.evidence_is_there,
        gates.record_was_compared,
        gates.flags_are_decided,
        gates.reviewer_did_not_take_it_in,
    ),
    _row(_S.IN_REVIEW, events.Reject, _S.REJECTED, _REVIEWER, gates.reasons_are_given),
    _row(
        _S.APPROVED,
        events.MakeReady,
        _S.READY_FOR_COLLECTION,
        _STOCK,
        gates.card_is_fresh,
        gates.outlet_is_named,
        gates.notices_are_recorded,
    ),
    _row(
        _S.READY_FOR_COLLECTION,
        events.Collect,
        _S.INSPECTING,
        _COUNTER,
        gates.outlet_is_the_designated_one,
        gates.original_is_the_reviewed_one,
        gates.papers_are_brought,
        gates.a_look_is_left,
        gates.proxy_is_authorized,
        gates.clerk_did_not_review,
        limit=_VISITS,
    ),
    _row(
        _S.READY_FOR_COLLECTION,
        events.FailIdentity,
        _S.READY_FOR_COLLECTION,
        _COUNTER,
        when=_another_look_is_left,
    ),
    _row(_S.READY_FOR_COLLECTION, events.FailIdentity, _S.ON_HOLD, _COUNTER, when=_no_look_is_left),
    _row(
        _S.INSPECTING,
        events.AcceptCard,
        _S.ACTIVATING,
        _TAKER,
        gates.card_is_inspected,
        gates.taker_came_to_the_counter,
    ),
    _row(_S.INSPECTING, events.ReportFault, _S.EXCHANGING, _TAKER | _COUNTER, gates.a_defect_is_named),
    _row(_S.INSPECTING, events.ReturnCard, _S.READY_FOR_COLLECTION, _COUNTER),
    _row(
        _S.EXCHANGING,
        events.ExchangeCard,
        _S.INSPECTING,
        _COUNTER,
        gates.card_is_fresh,
        gates.clerk_did_not_review,
        limit=_EXCHANGES,
    ),
    _row(_S.EXCHANGING, events.ReturnCard, _S.APPROVED, _COUNTER),
    _row(
        _S.ACTIVATING,
        events.Activate,
        _S.COMPLETED,
        _NETWORK,
        gates.old_card_is_off,
        gates.objection_window_is_over,
    ),
    _row(_S.ACTIVATING, events.FailActivation, _S.EXCHANGING, _NETWORK),
    *(_row(source, events.Hold, _S.ON_HOLD, _HOLDERS) for source in _HOLDABLE),
    *(_row(source, events.RaiseObjection, _S.ON_HOLD, _OWNER_SIDE) for source in _HOLDABLE),
    *(
        _row(
            _S.ON_HOLD,
            events.Release,
            target,
            _ANALYST,
            gates.a_finding_is_given,
            gates.analyst_is_a_third_person,
            limit=_RELEASES,
            origin=origin,
        )
        for origin, target in _BACK_TO.items()
    ),
    _row(_S.ON_HOLD, events.ConfirmFraud, _S.FAILED, _ANALYST, gates.a_finding_is_given),
    _row(_S.ON_HOLD, events.CloseUnresolved, _S.REJECTED, frozenset({_R.SUPERVISOR}), gates.a_finding_is_given),
    *(_row(source, events.Cancel, _S.CANCELLED, _APPLICANT_SIDE) for source in _CANCELLABLE),
    *(
        _row(source, events.Expire, _S.EXPIRED, frozenset({_R.SYSTEM}), gates.deadline_has_passed)
        for source in _EXPIRING
    ),
)
"""Every way a request can move."""


_ROWS: Final = MappingProxyType(
    {
        (source, event): tuple(row for row in TRANSITIONS if (row.source, row.event) == (source, event))
        for source, event in {(row.source, row.event) for row in TRANSITIONS}
    }
)


def rows_for(source: State, event: type[Event], origin: State | None) -> tuple[Transition, ...]:
    """The rows from a state by an event; out of a hold, those for where it came from."""
    return tuple(row for row in _ROWS.get((source, event), ()) if row.origin in {None, origin})


Node = tuple[State, State | None]
"""A state, and where the hold came from if it is one."""


def _steps(node: Node, event: Event) -> Iterator[Node]:
    """Where an event can lead by the rows alone, gates and limits aside."""
    state, origin = node
    for row in rows_for(state, type(event), origin):
        yield row.target, state if row.target is State.ON_HOLD else None


def _walks(request: ReplacementRequest) -> list[dict[Node, Node]]:
    """For each event the nodes it can have led to, each with the node it came from."""
    layers: list[dict[Node, Node]] = []
    nodes: set[Node] = {(State.DRAFT, None)}
    for event in request.history:
        layer = {after: before for before in sorted(nodes, key=str) for after in _steps(before, event)}
        layers.append(layer)
        nodes = set(layer)
    return layers


def node_of(request: ReplacementRequest) -> Node | None:
    """Where the history has led; None if it cannot have led to the state that the request claims."""
    if not request.history:
        return (State.DRAFT, None) if request.state is State.DRAFT else None
    ends = _walks(request)[-1]
    return next((node for node in ends if node[0] is request.state), None)


def trail(request: ReplacementRequest) -> tuple[State, ...]:
    """The state after each event of the history, in order; empty where the history cannot have led here.

    Args:
        request: Whose history.

    Example:
        >>> from datetime import date
        >>> from simreplace import Applicant, ReplacementForm, ReplacementRequest, lifecycle
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> lifecycle.trail(ReplacementRequest(id="r-1", form=form))
        ()
    """
    node = node_of(request)
    states: list[State] = []
    if node is not None:
        for layer in reversed(_walks(request)):
            states.append(node[0])
            node = layer[node]
    return tuple(reversed(states))
