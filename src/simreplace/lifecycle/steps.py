"""The questions that are asked of the table: may it happen, what comes of it, what can happen next."""

from datetime import UTC, datetime
from functools import cached_property
from typing import Literal

import attrs

from simreplace.errors import InvalidValueError, NoSuchStepError, RefusedError, StaleRequestError
from simreplace.issues import Issue, IssueCode, errors_of
from simreplace.lifecycle import events, gates
from simreplace.lifecycle.case import Case, deadline, told_since
from simreplace.lifecycle.events import Event
from simreplace.lifecycle.history import Standing
from simreplace.lifecycle.request import ReplacementRequest, after_step, first_seal, next_step, standing
from simreplace.lifecycle.states import State
from simreplace.lifecycle.table import TRANSITIONS, Transition, row_for, rows_from
from simreplace.people import Actor, Role
from simreplace.rules import ARTICLE, Policy, the_policy
from simreplace.shown import printable
from simreplace.values import to_moment

_GENERAL = (gates.history_has_room, gates.nobody_poses_as_a_machine, gates.duties_are_apart, gates.nothing_has_run_out)
_ALWAYS = (gates.history_has_room,)


@printable
@attrs.frozen(kw_only=True)
class Decision:
    """What would come of an event.

    Args:
        event: What was tried.
        source: Where the request is.
        target: Where it would go.
        issues: Everything that speaks against it, is doubtful, or worth knowing; with pointers from
            `{"request": ..., "event": ...}`.
        request: The next value, where the event is allowed.
        grew_from: The value that was looked at.

    Example:
        >>> Decision(
        ...     event=events.Expire, source=State.DRAFT, target=State.EXPIRED, issues=(), request=None
        ... ).allowed
        False
    """

    event: type[Event]
    source: State
    target: State
    issues: tuple[Issue, ...]
    request: ReplacementRequest | None
    grew_from: ReplacementRequest | None = attrs.field(default=None, repr=False)

    @cached_property
    def before(self) -> str:
        """The revision that it grew from: the host saves only where the stored revision equals it."""
        return "" if self.grew_from is None else self.grew_from.revision

    @property
    def allowed(self) -> bool:
        """Whether `apply` would do it."""
        return self.request is not None

    @property
    def errors(self) -> tuple[Issue, ...]:
        """The issues that keep the gate closed."""
        return errors_of(self.issues)


def decide(
    request: ReplacementRequest,
    event: Event,
    *,
    now: datetime,
    policy: Policy = ARTICLE,
    expected: str | None = None,
) -> Decision:
    """What would come of this event, with every reason at once.

    An event that was told before, under the same id and with the same content, changes nothing and is no mistake. A
    wrong role is said alone: nobody learns the gates of a step that is not theirs.

    Args:
        request: Where things stand.
        event: What is tried.
        now: The present moment by the host's own clock, in a stated zone.
        policy: How strict. It counts for `Submit`, which stores it; every later step is judged by the stored one.
        expected: The revision that a person has looked at, where somebody did.

    Raises:
        NoSuchStepError: No row leads from this state by this event.
        StaleRequestError: The request was moved since it was looked at.
        InvalidValueError: The moment has no zone, or the event is none of `events`.

    Example:
        >>> from datetime import date, datetime
        >>> from simreplace import Actor, Applicant, ReplacementForm, WIB, open_request
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> now = datetime(2026, 3, 16, 10, 0, tzinfo=WIB)
        >>> request = open_request(form, id="r-1", now=now, salt=bytes(16))
        >>> sent = events.Submit(id="e1", by=Actor(Role.APPLICANT, "siti"), form=form, other_open_request=False)
        >>> decision = decide(request, sent, now=now)
        >>> decision.allowed, [issue.code.value for issue in decision.errors]
        (False, ['papers.missing', 'submit.not_reachable'])
    """
    the_policy(policy)
    if type(event) not in events.EVENTS:
        raise InvalidValueError((Issue(IssueCode.FORM_TYPE, "/event"),))
    moment, stands = to_moment(now), standing(request)
    told = stands.told.get(event.id)
    if told is not None:
        return _told_again(request, told, event)
    if expected is not None and expected != request.revision:
        raise StaleRequestError(expected, request.revision)
    case = Case(standing=stands, event=event, now=moment, policy=stands.policy or policy)
    row, issues = judge(case)
    broken = () if request.state is stands.state else (Issue(IssueCode.HISTORY_BROKEN, "/request/state"),)
    issues = (*broken, *issues)
    stored = policy if isinstance(event, events.Submit) else None
    after = None if errors_of(issues) else _after(request, event, moment, row.target, stored)
    return Decision(
        event=type(event),
        source=row.source,
        target=row.target,
        issues=issues,
        request=after,
        grew_from=request,
    )


def _told_again(request: ReplacementRequest, told: Event, event: Event) -> Decision:
    same = told == event
    return Decision(
        event=type(event),
        source=request.state,
        target=request.state,
        issues=() if same else (Issue(IssueCode.EVENT_ID_REUSED, "/event/id"),),
        request=request if same else None,
        grew_from=request,
    )


def judge(case: Case[Event]) -> tuple[Transition, tuple[Issue, ...]]:
    """The row by which an event leads on, and everything that is found on the way."""
    row = row_for(case)
    if row is None:
        names = tuple(events.event_name(kind) for kind in _available(case.standing, None, None, case.policy))
        raise NoSuchStepError(case.standing.state.value, events.event_name(type(case.event)), names)
    if case.event.by.role not in row.roles:
        return row, (Issue(IssueCode.EVENT_ROLE, "/event/by/role", (("role", case.event.by.role.value),)),)
    spared = type(case.event) in events.PROTECTIVE | events.NETWORK_FACTS
    found: list[Issue] = []
    for gate in (*(_ALWAYS if spared else _GENERAL), *row.gates):
        found += gate(case)
    if row.limit is not None:
        found += row.limit.issues(case.standing, case.policy)
    return row, tuple(found)


def _after(
    request: ReplacementRequest, event: Event, now: datetime, state: State, policy: Policy | None
) -> ReplacementRequest:
    sent = isinstance(event, events.Submit)
    before = request.history[-1].seal if request.history else first_seal(request, sent=sent)
    step = next_step(before, request.salt, event, now=now, state=state, policy=policy)
    return after_step(request, step, draft=None if sent else request.draft)


def apply(
    request: ReplacementRequest,
    event: Event,
    *,
    now: datetime,
    policy: Policy = ARTICLE,
    expected: str | None = None,
) -> ReplacementRequest:
    """The request after the event: only its state and its history differ.

    Args:
        request: Where things stand.
        event: What happens.
        now: The present moment by the host's own clock, in a stated zone.
        policy: How strict. It counts for `Submit`, which stores it.
        expected: The revision that a person has looked at, where somebody did.

    Raises:
        NoSuchStepError: No row leads from this state by this event.
        RefusedError: A gate is closed; it carries every issue.
        StaleRequestError: The request was moved since it was looked at.

    Example:
        >>> from datetime import date, datetime
        >>> from simreplace import Actor, Applicant, ReplacementForm, WIB, open_request
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> now = datetime(2026, 3, 16, 10, 0, tzinfo=WIB)
        >>> request = open_request(form, id="r-1", now=now, salt=bytes(16))
        >>> found = events.Cancel(id="e1", by=Actor(Role.APPLICANT, "siti"), reason="old_card_found")
        >>> apply(request, found, now=now).state
        <State.CANCELLED: 'cancelled'>
    """
    decision = decide(request, event, now=now, policy=policy, expected=expected)
    if decision.request is None:
        raise RefusedError(decision.source.value, events.event_name(type(event)), decision.issues)
    return decision.request


def available_events(
    request: ReplacementRequest,
    *,
    role: Role | None = None,
    now: datetime | None = None,
    policy: Policy = ARTICLE,
) -> tuple[type[Event], ...]:
    """What can happen next: the rows from here whose limit is not used up.

    Args:
        request: Where things stand.
        role: Only what this role may do.
        now: The present moment: then only what is due already, and what has not run out.
        policy: How strict, while the form is not sent.

    Example:
        >>> from datetime import date, datetime
        >>> from simreplace import Applicant, ReplacementForm, WIB, open_request
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> request = open_request(form, id="r-1", now=datetime(2026, 3, 16, 10, 0, tzinfo=WIB), salt=bytes(16))
        >>> [event.__name__ for event in available_events(request, role=Role.APPLICANT)]
        ['Submit', 'Cancel']
    """
    return _available(standing(request), role, None if now is None else to_moment(now), policy)


def _available(stands: Standing, role: Role | None, now: datetime | None, policy: Policy) -> tuple[type[Event], ...]:
    the_policy(policy)
    used = stands.policy or policy
    found: dict[type[Event], None] = {}
    for kind in events.EVENTS:
        for row in rows_from(stands, kind, used):
            allowed = role is None or role in row.roles
            left = row.limit is None or not row.limit.issues(stands, used)
            if allowed and left and (now is None or _is_due(stands, kind, role, now.astimezone(UTC), used)):
                found[kind] = None
    return tuple(found)


def _is_due(stands: Standing, kind: type[Event], role: Role | None, now: datetime, policy: Policy) -> bool:
    until = deadline(stands, policy)
    over = until is not None and now >= until
    if kind is events.Expire:
        return over
    if kind is events.ReturnCard and role is Role.SYSTEM:
        return stands.visit_began is not None and now >= stands.visit_began + policy.visit_length
    if kind is events.OrderActivation:
        # While the owner may object, or was not told, there is nothing to order.
        since = told_since(stands, policy)
        return since is not None and now >= since + policy.objection_window
    if kind in _IN_A_VISIT:
        return stands.visit_began is not None and now < stands.visit_began + policy.visit_length
    return not over or kind in events.PROTECTIVE | events.NETWORK_FACTS


_IN_A_VISIT = (events.AcceptCard, events.ExchangeCard)


def due_events(request: ReplacementRequest, *, now: datetime, policy: Policy = ARTICLE) -> tuple[Event, ...]:
    """The events that something that ran out asks for: data, for nothing fires by itself.

    Args:
        request: Where things stand.
        now: The present moment, in a stated zone.
        policy: How strict, while the form is not sent.

    Example:
        >>> from datetime import date, datetime
        >>> from simreplace import Applicant, ReplacementForm, WIB, open_request
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> request = open_request(form, id="r-1", now=datetime(2026, 1, 1, 9, 0, tzinfo=WIB), salt=bytes(16))
        >>> [type(due).__name__ for due in due_events(request, now=datetime(2026, 3, 1, 9, 0, tzinfo=WIB))]
        ['Expire']
    """
    stands = standing(request)
    can = _available(stands, Role.SYSTEM, to_moment(now), policy)
    # The same event whenever it is asked for, so that two workers who tell it tell it once.
    return tuple(
        kind(id=f"{events.event_name(kind)}:{request.state.value}:{len(request.history)}", by=_machine(stands, policy))
        for kind in (events.Expire, events.ReturnCard)
        if kind in can
    )


def _machine(stands: Standing, policy: Policy) -> Actor:
    """Who tells of a deadline: by preference the machine of that name, else the first one that the policy knows."""
    known = [name for name in (stands.policy or policy).machines if name not in stands.people]
    return Actor(Role.SYSTEM, _DEADLINE if _DEADLINE in known else next(iter(known), _DEADLINE))


_DEADLINE = "deadline"


def _edges() -> dict[tuple[State, State], list[str]]:
    edges: dict[tuple[State, State], list[str]] = {}
    for row in TRANSITIONS:
        names = edges.setdefault((row.source, row.target), [])
        if row.event.__name__ not in names:
            names.append(row.event.__name__)
    return edges


def diagram(style: Literal["mermaid", "dot"] = "mermaid") -> str:
    """The lifecycle as a picture, made from the table; what a final state only records is left out.

    Args:
        style: "mermaid" for a stateDiagram-v2, "dot" for Graphviz.

    Example:
        >>> print(diagram().splitlines()[0])
        stateDiagram-v2
        >>> print(diagram("dot").splitlines()[0])
        digraph lifecycle {
    """
    edges = [(pair, names) for pair, names in _edges().items() if not pair[0].is_final]
    final = [state for state in State if state.is_final]
    if style == "dot":
        lines = [f'    {source} -> {target} [label="{", ".join(names)}"]' for (source, target), names in edges]
        lines += [f"    {state} [peripheries=2]" for state in final]
        start = ["    start [shape=point]", f"    start -> {State.DRAFT}"]
        return "\n".join(["digraph lifecycle {", *start, *lines, "}"])
    lines = [f"    {source} --> {target}: {', '.join(names)}" for (source, target), names in edges]
    ends = [f"    {state} --> [*]" for state in final]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {State.DRAFT}", *lines, *ends])
