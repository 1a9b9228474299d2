"""The table of the lifecycle: every way a request can move.

Rule 1. `TRANSITIONS` is everything. Who may do what, from where, to where, under which gates: a row says it, and no
other line of the library does, but for the four gates that hold for every row, which `steps` names. The diagram, the reference page and the tests are made from the same rows.

Rule 2. A gate is a function that returns issues. "May I?", "what is missing?" and "why was it refused?" are one
question, asked by `lifecycle.decide`.

Rule 3. A counter bounds every cycle. It sits on the row that resumes, never on the row that protects: a hold, an
objection, a fault report and a cancellation are never used up.

Rule 4. Nothing fires by itself. A deadline is data (`lifecycle.due_events`), and the host tells what happened.

Rule 5. What the network has done is a fact. It is recorded wherever a card has been used, and never refused.
"""

from collections.abc import Callable, Iterable, Iterator
from types import MappingProxyType
from typing import Final, TypeVar, cast

import attrs

from simreplace.issues import Issue, IssueCode, pointer
from simreplace.lifecycle import counter, events, gates
from simreplace.lifecycle.case import Case
from simreplace.lifecycle.events import Event
from simreplace.lifecycle.history import Standing, Step
from simreplace.lifecycle.sameness import is_card, same_card, same_place
from simreplace.lifecycle.states import State
from simreplace.people import Role
from simreplace.rules import Policy
from simreplace.shown import printable

E = TypeVar("E", bound=Event)

Gate = Callable[[Case[Event]], tuple[Issue, ...]]
"""A gate: every reason why the event may not happen yet, or none."""

_S, _R = State, Role


@printable
@attrs.frozen
class Limit:
    """How often a row may be used.

    Args:
        counted: What is counted of the history.
        field: The field of the policy that holds the limit.
        code: The issue when it is used up.

    Example:
        >>> from simreplace import lifecycle
        >>> lifecycle.Limit("exchanges", "max_exchanges", IssueCode.EXCHANGES_USED_UP).field
        'max_exchanges'
    """

    counted: str
    field: str
    code: IssueCode

    def issues(self, standing: Standing, policy: Policy) -> tuple[Issue, ...]:
        """The issue, once the limit is reached."""
        most: int = getattr(policy, self.field)
        used: int = getattr(standing, self.counted)
        return () if used < most else (Issue(self.code, "/request", (("limit", most),)),)


@printable
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
        when: Picks among rows that share source and event, by where things stand.
        fits: The same, by what the event says.

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
    when: Callable[[Standing, Policy], bool] | None = None
    fits: Callable[[Case[Event]], bool] | None = None

    def is_open(self, standing: Standing, policy: Policy) -> bool:
        """Whether the row is the one for where things stand, whatever the event says."""
        comes_from = self.origin is None or self.origin is standing.origin
        return comes_from and (self.when is None or self.when(standing, policy))


def _row(
    source: State,
    event: type[E],
    target: State,
    roles: frozenset[Role],
    *gates: Callable[[Case[E]], tuple[Issue, ...]],
    limit: Limit | None = None,
    origin: State | None = None,
    when: Callable[[Standing, Policy], bool] | None = None,
    fits: Callable[[Case[Event]], bool] | None = None,
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
        fits=fits,
    )


# Which of several rows


def another_look_is_left(standing: Standing, policy: Policy) -> bool:
    return standing.looks + 1 < policy.max_identity_failures


def no_look_is_left(standing: Standing, policy: Policy) -> bool:
    return not another_look_is_left(standing, policy)


def no_visit_is_left(standing: Standing, policy: Policy) -> bool:
    return standing.visits >= policy.max_visits


def a_card_was_used(standing: Standing, _: Policy) -> bool:
    return bool(standing.cards)


def the_ordered_card_is_live(standing: Standing, _: Policy) -> bool:
    """Nothing but the ordered card at hand is live, and the old one is off."""
    if len(standing.live) != 1 or not standing.old_card_off:
        return False
    (live,) = standing.live.values()
    return is_card(live, standing.ordered) and is_card(live, standing.card)


def analyst_lifts_it(standing: Standing, policy: Policy) -> bool:
    return not standing.objected and not the_ordered_card_is_live(standing, policy)


def supervisor_lifts_it(standing: Standing, policy: Policy) -> bool:
    return standing.objected and not the_ordered_card_is_live(standing, policy)


def analyst_finds_it_activated(standing: Standing, policy: Policy) -> bool:
    return not standing.objected and the_ordered_card_is_live(standing, policy)


def supervisor_finds_it_activated(standing: Standing, policy: Policy) -> bool:
    return standing.objected and the_ordered_card_is_live(standing, policy)


def outlet_stays(case: Case[Event]) -> bool:
    return not outlet_moves(case)


def outlet_moves(case: Case[Event]) -> bool:
    event = case.event
    named = event.outlet if isinstance(event, events.ChangeCollection) else None
    return named is not None and not same_place(named, case.standing.card_outlet)


def activated_as_ordered(case: Case[Event]) -> bool:
    event = case.event
    off = isinstance(event, events.Activate) and event.old_card_deactivated
    awaited = off and case.standing.state is State.ACTIVATING
    return (
        awaited and counter.is_the_ordered_card(case) and case.standing.is_machine(event.by) and not _others_live(case)
    )


def activated_otherwise(case: Case[Event]) -> bool:
    """On hold, what was ordered before may be told as well: it is recorded, and the release says what comes of it."""
    return case.standing.state is not State.ACTIVATING or not activated_as_ordered(case)


def failed_as_ordered(case: Case[Event]) -> bool:
    return counter.is_the_ordered_card(case) and case.standing.is_machine(case.event.by) and not _others_live(case)


def failed_at_hand(case: Case[Event]) -> bool:
    event = case.event
    at_hand = isinstance(event, events.FailActivation) and same_card(event.iccid, case.standing.card)
    return at_hand and not (case.standing.state is State.ACTIVATING and failed_as_ordered(case))


def failed_elsewhere(case: Case[Event]) -> bool:
    event = case.event
    return isinstance(event, events.FailActivation) and not same_card(event.iccid, case.standing.card)


def _others_live(case: Case[Event]) -> bool:
    return any(not is_card(card, case.standing.card) for card in case.standing.live.values())


_ROUNDS = Limit("rounds", "max_information_rounds", IssueCode.INFORMATION_ROUNDS_USED_UP)
_VISITS = Limit("visits", "max_visits", IssueCode.COLLECT_VISITS_USED_UP)
_EXCHANGES = Limit("exchanges", "max_exchanges", IssueCode.EXCHANGES_USED_UP)
_RELEASES = Limit("releases", "max_releases", IssueCode.RELEASES_USED_UP)
_TELLINGS = Limit("tellings", "max_tellings", IssueCode.TELLINGS_USED_UP)
_CHANGES = Limit("changes", "max_collection_changes", IssueCode.COLLECTION_CHANGES_USED_UP)

_APPLICANT_SIDE = frozenset({_R.APPLICANT, _R.INTAKE_CLERK})
_REVIEWER = frozenset({_R.REVIEWER})
_COMPARERS = frozenset({_R.SYSTEM, _R.REVIEWER})
_DECIDERS = frozenset({_R.REVIEWER, _R.FRAUD_ANALYST, _R.SUPERVISOR})
_TELLERS = frozenset({_R.SYSTEM, _R.NETWORK, _R.REVIEWER, _R.FRAUD_ANALYST})
_COUNTER = frozenset({_R.COUNTER_CLERK})
_STOCK = frozenset({_R.COUNTER_CLERK, _R.SYSTEM})
_TAKER = frozenset({_R.APPLICANT, _R.PROXY})
_MACHINES = frozenset({_R.SYSTEM, _R.NETWORK})
_NETWORK = frozenset({_R.NETWORK})
_ANALYST = frozenset({_R.FRAUD_ANALYST})
_SUPERVISOR = frozenset({_R.SUPERVISOR})
_HOLDERS = frozenset({_R.FRAUD_ANALYST, _R.REVIEWER, _R.INTAKE_CLERK, _R.COUNTER_CLERK, _R.SUPERVISOR, _R.SYSTEM})
_OWNER_SIDE = frozenset({_R.REGISTERED_OWNER, _R.INTAKE_CLERK, _R.REVIEWER})

_UNDER_WAY = tuple(state for state in State if not state.is_final and state is not _S.DRAFT)
_TELLABLE = tuple(state for state in _UNDER_WAY if state is not _S.ACTIVATING)
_CANCELLABLE = (_S.DRAFT, *(state for state in _UNDER_WAY if state not in {_S.ON_HOLD, _S.ACTIVATING}))
_EXPIRING = (_S.DRAFT, _S.INFORMATION_REQUESTED, _S.READY_FOR_COLLECTION)
_WITH_CARD = (
    _S.APPROVED,
    _S.READY_FOR_COLLECTION,
    _S.INSPECTING,
    _S.EXCHANGING,
    _S.ACCEPTED,
    _S.ACTIVATING,
    _S.ON_HOLD,
)
_WITH_CARD_AT_HAND = tuple(state for state in _WITH_CARD if state not in {_S.APPROVED, _S.EXCHANGING})
_FINAL = tuple(state for state in State if state.is_final)

# Where a hold leads back to; a card that lay open or was in somebody's hands is void, and another one is made ready.
_BACK_TO: Final = MappingProxyType(
    {
        _S.IN_REVIEW: _S.IN_REVIEW,
        _S.INFORMATION_REQUESTED: _S.INFORMATION_REQUESTED,
        _S.APPROVED: _S.APPROVED,
        _S.INSPECTING: _S.APPROVED,
        _S.EXCHANGING: _S.APPROVED,
        _S.ACCEPTED: _S.APPROVED,
        _S.ACTIVATING: _S.APPROVED,
    }
)


def _a_card_waits(standing: Standing) -> bool:
    return standing.card is not None


def analyst_and_card_waits(standing: Standing, policy: Policy) -> bool:
    return analyst_lifts_it(standing, policy) and _a_card_waits(standing)


def analyst_and_card_is_void(standing: Standing, policy: Policy) -> bool:
    return analyst_lifts_it(standing, policy) and not _a_card_waits(standing)


def supervisor_and_card_waits(standing: Standing, policy: Policy) -> bool:
    return supervisor_lifts_it(standing, policy) and _a_card_waits(standing)


def supervisor_and_card_is_void(standing: Standing, policy: Policy) -> bool:
    return supervisor_lifts_it(standing, policy) and not _a_card_waits(standing)


def _release(
    target: State, roles: frozenset[Role], when: Callable[[Standing, Policy], bool], origin: State | None = None
) -> Transition:
    alive = target is _S.COMPLETED
    gate = (gates.a_finding_is_given,) if alive else (gates.a_finding_is_given, gates.no_card_is_live)
    return _row(_S.ON_HOLD, events.Release, target, roles, *gate, limit=_RELEASES, origin=origin, when=when)


_FORM_GATES = (
    gates.form_is_complete,
    gates.form_has_no_error,
    gates.number_is_that_of_the_request,
    gates.somebody_can_be_reached,
    gates.flags_are_acknowledged,
    gates.method_is_offered,
)

TRANSITIONS: Final[tuple[Transition, ...]] = (
    _row(_S.DRAFT, events.Submit, _S.IN_REVIEW, _APPLICANT_SIDE, *_FORM_GATES, gates.no_other_request_is_open),
    _row(
        _S.IN_REVIEW,
        events.CompareRecord,
        _S.IN_REVIEW,
        _COMPARERS,
        gates.something_is_compared,
        gates.number_is_one_of_a_person,
        gates.compared_once,
    ),
    _row(
        _S.IN_REVIEW,
        events.DecideFlag,
        _S.IN_REVIEW,
        _DECIDERS,
        gates.flag_stands_undecided,
        gates.decision_has_a_reason,
    ),
    *(
        _row(state, events.TellOwner, state, _TELLERS, gates.telling_makes_sense, limit=_TELLINGS)
        for state in _TELLABLE
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
        *_FORM_GATES,
    ),
    _row(
        _S.IN_REVIEW,
        events.Approve,
        _S.APPROVED,
        _REVIEWER,
        gates.form_still_holds,
        gates.evidence_is_there,
        gates.record_was_compared,
        gates.flags_are_accepted,
    ),
    _row(_S.IN_REVIEW, events.Reject, _S.REJECTED, _REVIEWER, gates.reasons_are_given),
    _row(_S.APPROVED, events.Reject, _S.REJECTED, _SUPERVISOR, gates.reasons_are_given),
    _row(_S.READY_FOR_COLLECTION, events.Reject, _S.REJECTED, _SUPERVISOR, gates.reasons_are_given),
    _row(
        _S.APPROVED,
        events.MakeReady,
        _S.READY_FOR_COLLECTION,
        _STOCK,
        counter.card_is_fresh,
        counter.card_is_of_its_form,
        counter.outlet_is_the_chosen_one,
        counter.a_visit_is_left,
    ),
    _row(
        _S.APPROVED,
        events.ChangeCollection,
        _S.APPROVED,
        _APPLICANT_SIDE,
        counter.new_method_is_offered,
        limit=_CHANGES,
    ),
    _row(
        _S.READY_FOR_COLLECTION,
        events.ChangeCollection,
        _S.READY_FOR_COLLECTION,
        _APPLICANT_SIDE,
        counter.new_method_is_offered,
        limit=_CHANGES,
        fits=outlet_stays,
    ),
    _row(
        _S.READY_FOR_COLLECTION,
        events.ChangeCollection,
        _S.APPROVED,
        _APPLICANT_SIDE,
        counter.new_method_is_offered,
        limit=_CHANGES,
        fits=outlet_moves,
    ),
    _row(
        _S.READY_FOR_COLLECTION,
        events.Collect,
        _S.INSPECTING,
        _COUNTER,
        counter.owner_is_told,
        counter.outlet_is_the_designated_one,
        counter.original_is_the_reviewed_one,
        counter.papers_are_brought,
        counter.a_look_is_left,
        counter.proxy_is_authorized,
        limit=_VISITS,
    ),
    _row(
        _S.READY_FOR_COLLECTION,
        events.FailIdentity,
        _S.READY_FOR_COLLECTION,
        _COUNTER,
        when=another_look_is_left,
    ),
    _row(_S.READY_FOR_COLLECTION, events.FailIdentity, _S.ON_HOLD, _COUNTER, when=no_look_is_left),
    _row(
        _S.INSPECTING,
        events.AcceptCard,
        _S.ACCEPTED,
        _TAKER,
        counter.it_is_the_visitor,
        counter.visit_is_not_over,
        counter.card_is_inspected,
    ),
    _row(
        _S.INSPECTING,
        events.ReportFault,
        _S.EXCHANGING,
        _TAKER | _COUNTER,
        counter.it_is_the_visitor,
        counter.a_defect_is_named,
    ),
    _row(
        _S.EXCHANGING,
        events.ExchangeCard,
        _S.INSPECTING,
        _COUNTER,
        counter.visit_is_not_over,
        counter.card_is_fresh,
        counter.card_is_of_its_form,
        limit=_EXCHANGES,
    ),
    _row(
        _S.INSPECTING,
        events.ReturnCard,
        _S.READY_FOR_COLLECTION,
        _STOCK,
        counter.visit_is_over_for_a_machine,
    ),
    _row(_S.EXCHANGING, events.ReturnCard, _S.APPROVED, _STOCK, counter.visit_is_over_for_a_machine),
    _row(_S.ACCEPTED, events.ReturnCard, _S.APPROVED, _COUNTER),
    _row(
        _S.ACCEPTED,
        events.OrderActivation,
        _S.ACTIVATING,
        _MACHINES,
        counter.it_is_the_card_at_hand,
        counter.objection_window_is_over,
    ),
    _row(_S.ACTIVATING, events.Activate, _S.COMPLETED, _NETWORK, fits=activated_as_ordered),
    _row(_S.ACTIVATING, events.FailActivation, _S.APPROVED, _NETWORK, fits=failed_as_ordered),
    *(
        _row(state, events.Activate, _S.ON_HOLD, _NETWORK, when=a_card_was_used, fits=activated_otherwise)
        for state in _WITH_CARD
    ),
    *(
        _row(state, events.FailActivation, _S.ON_HOLD, _NETWORK, when=a_card_was_used, fits=failed_at_hand)
        for state in _WITH_CARD_AT_HAND
    ),
    *(
        _row(state, events.FailActivation, state, _NETWORK, when=a_card_was_used, fits=failed_elsewhere)
        for state in _WITH_CARD
    ),
    *(
        _row(state, fact, state, _NETWORK, when=a_card_was_used)
        for state in _FINAL
        for fact in (events.Activate, events.FailActivation)
    ),
    *(_row(source, events.Hold, _S.ON_HOLD, _HOLDERS) for source in _UNDER_WAY),
    *(_row(source, events.RaiseObjection, _S.ON_HOLD, _OWNER_SIDE) for source in _UNDER_WAY),
    *(_release(target, _ANALYST, analyst_lifts_it, origin) for origin, target in _BACK_TO.items()),
    *(_release(target, _SUPERVISOR, supervisor_lifts_it, origin) for origin, target in _BACK_TO.items()),
    _release(_S.READY_FOR_COLLECTION, _ANALYST, analyst_and_card_waits, _S.READY_FOR_COLLECTION),
    _release(_S.APPROVED, _ANALYST, analyst_and_card_is_void, _S.READY_FOR_COLLECTION),
    _release(_S.READY_FOR_COLLECTION, _SUPERVISOR, supervisor_and_card_waits, _S.READY_FOR_COLLECTION),
    _release(_S.APPROVED, _SUPERVISOR, supervisor_and_card_is_void, _S.READY_FOR_COLLECTION),
    _release(_S.COMPLETED, _ANALYST, analyst_finds_it_activated),
    _release(_S.COMPLETED, _SUPERVISOR, supervisor_finds_it_activated),
    _row(_S.ON_HOLD, events.ConfirmFraud, _S.FAILED, _ANALYST, gates.a_finding_is_given),
    _row(_S.ON_HOLD, events.CloseUnresolved, _S.REJECTED, _SUPERVISOR, gates.a_finding_is_given),
    *(_row(source, events.Cancel, _S.CANCELLED, _APPLICANT_SIDE) for source in _CANCELLABLE),
    *(
        _row(source, events.Expire, _S.EXPIRED, frozenset({_R.SYSTEM}), gates.deadline_has_passed)
        for source in _EXPIRING
    ),
    _row(
        _S.APPROVED,
        events.Expire,
        _S.EXPIRED,
        frozenset({_R.SYSTEM}),
        gates.deadline_has_passed,
        when=no_visit_is_left,
    ),
)
"""Every way a request can move."""


_ROWS: Final = MappingProxyType(
    {
        (source, event): tuple(row for row in TRANSITIONS if (row.source, row.event) == (source, event))
        for source, event in {(row.source, row.event) for row in TRANSITIONS}
    }
)


_WAYS: Final = frozenset((row.source, row.event, row.target) for row in TRANSITIONS)


def broken_ways(steps: Iterable[Step]) -> Iterator[Issue]:
    """The steps that no row has led to, whatever its gates; whether they would be let through, `replay` says."""
    before = State.DRAFT
    for place, step in enumerate(steps):
        if (before, type(step.event), step.state) not in _WAYS:
            yield Issue(IssueCode.HISTORY_BROKEN, pointer("history", place, "state"))
        before = step.state


def rows_from(standing: Standing, event: type[Event], policy: Policy) -> tuple[Transition, ...]:
    """The rows for where things stand by an event, whatever the event says."""
    return tuple(row for row in _ROWS.get((standing.state, event), ()) if row.is_open(standing, policy))


def row_for(case: Case[Event]) -> Transition | None:
    """The one row by which an event leads on; None where there is none."""
    open_rows = rows_from(case.standing, type(case.event), case.policy)
    return next((row for row in open_rows if row.fits is None or row.fits(case)), None)
