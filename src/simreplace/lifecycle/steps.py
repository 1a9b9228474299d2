"""The questions that are asked of the table: may it happen, what comes of it, what can happen next."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal

import attrs

from simreplace.errors import NoSuchStepError, RefusedError
from simreplace.issues import Issue, IssueCode, errors_of
from simreplace.lifecycle import events, history
from simreplace.lifecycle.case import Case
from simreplace.lifecycle.events import Event
from simreplace.lifecycle.request import ReplacementRequest
from simreplace.lifecycle.states import State
from simreplace.lifecycle.table import TRANSITIONS, Transition, node_of, rows_for, trail
from simreplace.people import Actor, Role
from simreplace.rules import ARTICLE, Policy
from simreplace.values import aware


@attrs.frozen(kw_only=True)
class Decision:
    """What would come of an event.

    Args:
        event: What was tried.
        source: Where the request is.
        target: Where it would go.
        issues: Everything that speaks against it, is doubtful, or worth knowing.
        request: The next value, where the event is allowed.

    Example:
        >>> Decision(event=events.Expire, source=State.DRAFT, target=State.EXPIRED, issues=(), request=None).allowed
        False
    """

    event: type[Event]
    source: State
    target: State
    issues: tuple[Issue, ...]
    request: ReplacementRequest | None

    @property
    def allowed(self) -> bool:
        """Whether `apply` would do it."""
        return self.request is not None

    @property
    def errors(self) -> tuple[Issue, ...]:
        """The issues that keep the gate closed."""
        return errors_of(self.issues)


def _row_for(request: ReplacementRequest, event: type[Event], policy: Policy) -> Transition | None:
    node = node_of(request)
    for row in rows_for(request.state, event, None if node is None else node[1]):
        if row.when is None or row.when(request, policy):
            return row
    return None


def decide(request: ReplacementRequest, event: Event, *, policy: Policy = ARTICLE) -> Decision:
    """What would come of this event, with every reason at once.

    Args:
        request: Where things stand.
        event: What is tried.
        policy: How strict.

    Raises:
        NoSuchStepError: No row leads from this state by this event.

    Example:
        >>> from datetime import date, datetime
        >>> from simreplace import Actor, Applicant, WIB
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> request = ReplacementRequest(id="r-1", form=form)
        >>> sent = events.Submit(id="e1", at=datetime(2026, 3, 16, 10, 0, tzinfo=WIB),
        ...                      by=Actor(Role.APPLICANT, "siti"), other_open_request=False)
        >>> decision = decide(request, sent)
        >>> decision.allowed, [issue.code.value for issue in decision.issues if issue.severity == "error"]
        (False, ['papers.missing'])
    """
    told = next((past for past in request.history if past.id == event.id), None)
    if told is not None:
        return _told_again(request, told, event)
    row = _row_for(request, type(event), policy)
    if row is None:
        can = tuple(events.event_name(kind) for kind in available_events(request, policy=policy))
        raise NoSuchStepError(request.state.value, events.event_name(type(event)), can)
    issues = (*_general(request, row, event), *(row.limit.issues(request, policy) if row.limit else ()))
    case = Case(request=request, event=event, now=event.at, policy=policy)
    for gate in row.gates:
        issues += gate(case)
    after = attrs.evolve(request, state=row.target, history=(*request.history, event))
    return Decision(
        event=type(event),
        source=row.source,
        target=row.target,
        issues=issues,
        request=None if errors_of(issues) else after,
    )


def _told_again(request: ReplacementRequest, told: Event, event: Event) -> Decision:
    same = told == event
    return Decision(
        event=type(event),
        source=request.state,
        target=request.state,
        issues=() if same else (Issue(IssueCode.EVENT_ID_REUSED, "/id"),),
        request=request if same else None,
    )


def _general(request: ReplacementRequest, row: Transition, event: Event) -> Iterator[Issue]:
    """What holds for every row."""
    if event.by.role not in row.roles:
        yield Issue(IssueCode.EVENT_ROLE, "/by", (("role", event.by.role.value),))
    since = request.history[-1].at if request.history else request.opened_at
    if since is not None and event.at < since:
        yield Issue(IssueCode.EVENT_TIME_BACKWARDS, "/at")
    if node_of(request) is None:
        yield Issue(IssueCode.HISTORY_BROKEN)


def apply(request: ReplacementRequest, event: Event, *, policy: Policy = ARTICLE) -> ReplacementRequest:
    """The request after the event: only its state and its history differ.

    Args:
        request: Where things stand.
        event: What happens.
        policy: How strict.

    Raises:
        NoSuchStepError: No row leads from this state by this event.
        RefusedError: A gate is closed; it carries every issue.

    Example:
        >>> from datetime import date, datetime
        >>> from simreplace import Actor, Applicant, WIB
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> request = ReplacementRequest(id="r-1", form=form)
        >>> found = events.Cancel(id="e1", at=datetime(2026, 3, 16, 10, 0, tzinfo=WIB),
        ...                       by=Actor(Role.APPLICANT, "siti"), reason="old_card_found")
        >>> apply(request, found).state
        <State.CANCELLED: 'cancelled'>
    """
    decision = decide(request, event, policy=policy)
    if decision.request is None:
        raise RefusedError(request.state.value, events.event_name(type(event)), decision.issues)
    return decision.request


def replay(
    request: ReplacementRequest, *, until: datetime | None = None, policy: Policy = ARTICLE
) -> ReplacementRequest:
    """The request as its history makes it, judged again event by event.

    Args:
        request: Whose history.
        until: Only what happened up to this moment, itself included.
        policy: How strict.

    Raises:
        NoSuchStepError: An event had no row.
        RefusedError: An event would have been refused.

    Example:
        >>> from datetime import date
        >>> from simreplace import Applicant
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> request = ReplacementRequest(id="r-1", form=form)
        >>> replay(request) == request
        True
    """
    state = attrs.evolve(request, state=State.DRAFT, history=())
    if until is not None:
        aware(until)
    for event in request.history:
        if until is None or event.at <= until:
            state = apply(state, event, policy=policy)
    return state


def available_events(
    request: ReplacementRequest, *, role: Role | None = None, policy: Policy = ARTICLE
) -> tuple[type[Event], ...]:
    """What can happen next: the rows from here whose limit is not used up.

    Args:
        request: Where things stand.
        role: Only what this role may do.
        policy: How strict.

    Example:
        >>> from datetime import date
        >>> from simreplace import Applicant
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> request = ReplacementRequest(id="r-1", form=form)
        >>> [event.__name__ for event in available_events(request, role=Role.APPLICANT)]
        ['Submit', 'Cancel']
    """
    found: dict[type[Event], None] = {}
    for row in TRANSITIONS:
        if row.source is not request.state or (role is not None and role not in row.roles):
            continue
        if row.limit is None or not row.limit.issues(request, policy):
            found[row.event] = None
    return tuple(found)


def due_events(request: ReplacementRequest, *, now: datetime, policy: Policy = ARTICLE) -> tuple[Event, ...]:
    """The events that a passed deadline asks for: data, for nothing fires by itself.

    Args:
        request: Where things stand.
        now: The present moment, in a stated zone.
        policy: How strict.

    Example:
        >>> from datetime import date, datetime
        >>> from simreplace import Applicant, WIB
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> request = ReplacementRequest(id="r-1", form=form, opened_at=datetime(2026, 1, 1, 9, 0, tzinfo=WIB))
        >>> [type(due).__name__ for due in due_events(request, now=datetime(2026, 3, 1, 9, 0, tzinfo=WIB))]
        ['Expire']
    """
    aware(now)
    until = history.deadline(request, policy)
    if until is None or now < until or node_of(request) is None:
        return ()
    # The same event whenever it is asked for, so that two workers who tell it tell it once.
    at = max([until, *(event.at for event in request.history[-1:])])
    name = f"expire:{request.state.value}:{len(request.history)}"
    return (events.Expire(id=name, at=at, by=Actor(Role.SYSTEM, "deadline")),)


@attrs.frozen(kw_only=True)
class Difference:
    """A past request that another policy would have treated differently.

    Args:
        position: Which of the requests, counted from 0.
        event_id: The first event at which they part; empty where the history cannot have led to the state at all.
        state: Where the request was then.
        issues: Why it would have been refused there; empty where only the way would have been another.

    Example:
        >>> Difference(position=0, event_id="e7", state=State.IN_REVIEW, issues=()).event_id
        'e7'
    """

    position: int
    event_id: str
    state: State
    issues: tuple[Issue, ...]


def what_if(requests: Iterable[ReplacementRequest], *, policy: Policy) -> tuple[Difference, ...]:
    """Which past requests another policy would have treated differently, and at which event.

    Args:
        requests: What happened.
        policy: The other policy.

    Example:
        >>> from simreplace import BRTI_2020
        >>> what_if((), policy=BRTI_2020)
        ()
    """
    found = (_first_difference(position, request, policy) for position, request in enumerate(requests))
    return tuple(difference for difference in found if difference is not None)


def _first_difference(position: int, request: ReplacementRequest, policy: Policy) -> Difference | None:
    if node_of(request) is None:
        broken = (Issue(IssueCode.HISTORY_BROKEN),)
        return Difference(position=position, event_id="", state=request.state, issues=broken)
    state = attrs.evolve(request, state=State.DRAFT, history=())
    for event, was in zip(request.history, trail(request), strict=False):
        try:
            after = apply(state, event, policy=policy)
        except RefusedError as refused:
            return Difference(position=position, event_id=event.id, state=state.state, issues=refused.issues)
        if after.state is not was:
            return Difference(position=position, event_id=event.id, state=state.state, issues=())
        state = after
    return None


def _edges() -> dict[tuple[State, State], list[str]]:
    edges: dict[tuple[State, State], list[str]] = {}
    for row in TRANSITIONS:
        names = edges.setdefault((row.source, row.target), [])
        if row.event.__name__ not in names:
            names.append(row.event.__name__)
    return edges


def diagram(style: Literal["mermaid", "dot"] = "mermaid") -> str:
    """The lifecycle as a picture, made from the table.

    Args:
        style: "mermaid" for a stateDiagram-v2, "dot" for Graphviz.

    Example:
        >>> print(diagram().splitlines()[0])
        stateDiagram-v2
        >>> print(diagram("dot").splitlines()[0])
        digraph lifecycle {
    """
    edges = _edges().items()
    final = [state for state in State if state.is_final]
    if style == "dot":
        lines = [f'    {source} -> {target} [label="{", ".join(names)}"]' for (source, target), names in edges]
        lines += [f"    {state} [peripheries=2]" for state in final]
        return "\n".join(["digraph lifecycle {", *lines, "}"])
    lines = [f"    {source} --> {target}: {', '.join(names)}" for (source, target), names in edges]
    ends = [f"    {state} --> [*]" for state in final]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {State.DRAFT}", *lines, *ends])
