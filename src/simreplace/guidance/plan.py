"""What must happen to have the card by Friday? The shortest way through what is left."""

from collections import deque
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

import attrs

from simreplace.calendar import BusinessCalendar, estimate_ready_date, plain_day
from simreplace.guidance.clock import review_clock
from simreplace.guidance.progress import if_sent
from simreplace.issues import Issue, IssueCode, errors_of
from simreplace.lifecycle import (
    TRANSITIONS,
    Case,
    Event,
    ReplacementRequest,
    Standing,
    State,
    Transition,
    deadline,
    events,
    rows_from,
    standing,
    told_since,
)
from simreplace.people import Actor, Duty, Paper, Role
from simreplace.rules import ARTICLE, Policy, day_of, the_policy
from simreplace.shown import printable
from simreplace.values import to_moment

# What leads on; whatever stops, ends, or goes back is not part of a plan.
_LEADING_ON: Final[tuple[type[Event], ...]] = (
    events.Submit,
    events.ProvideInformation,
    events.Approve,
    events.MakeReady,
    events.Collect,
    events.ExchangeCard,
    events.AcceptCard,
    events.OrderActivation,
    events.Activate,
    events.Release,
)


@printable
@attrs.frozen(kw_only=True)
class PlannedStep:
    """One step of a plan.

    Args:
        event: What happens.
        who: Who may do it.
        not_before: The first day on which it can happen.
        issues: What stands in its way now, as far as the request alone shows it.

    Example:
        >>> PlannedStep(event=events.Activate, who=(Role.NETWORK,), not_before=date(2026, 3, 20)).issues
        ()
    """

    event: type[Event]
    who: tuple[Role, ...]
    not_before: date
    issues: tuple[Issue, ...] = ()


@printable
@attrs.frozen(kw_only=True)
class Plan:
    """The way to a card that works by a day, or why there is none.

    Args:
        by: The day.
        steps: What is left, in order; empty where no way leads on, or nothing is left.
        issues: Why it cannot be done by that day.

    Example:
        >>> Plan(by=date(2026, 3, 20), steps=(), issues=()).feasible
        True
    """

    by: date
    steps: tuple[PlannedStep, ...]
    issues: tuple[Issue, ...]

    @property
    def feasible(self) -> bool:
        """Whether it can still be done."""
        return not self.issues


def plan(
    request: ReplacementRequest,
    *,
    now: datetime,
    by: date,
    policy: Policy = ARTICLE,
    calendar: BusinessCalendar | None = None,
) -> Plan:
    """What must happen to have a working card by a day.

    Only the review has a duration, and only the objection window makes a step wait; everything else can happen on the
    same day, so each step says before which day it cannot happen, and no more. The owner is told as early as can be.

    Args:
        request: Whose.
        now: The present moment, in a stated zone.
        by: The day by which the card should work.
        policy: How strict.
        calendar: The days off; Indonesia's unless told otherwise.

    Raises:
        InvalidValueError: A moment without a zone or of a year that leaves no room for a deadline, or a day that is none.
        CalendarRangeError: The review would leave the calendar.

    Example:
        >>> from simreplace import WIB, Applicant, ReplacementForm, open_request
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> request = open_request(form, id="r-1", now=datetime(2026, 9, 7, 9, 0, tzinfo=WIB), salt=bytes(16))
        >>> found = plan(request, now=datetime(2026, 9, 7, 10, 0, tzinfo=WIB), by=date(2026, 9, 11))
        >>> [step.event.__name__ for step in found.steps]
        ['Submit', 'CompareRecord', 'TellOwner', 'Approve', 'MakeReady', 'Collect', 'AcceptCard', 'OrderActivation', 'Activate']
    """
    now = to_moment(now)
    plain_day(by, "/by")
    the_policy(policy)
    if request.state is State.COMPLETED:
        return Plan(by=by, steps=(), issues=())
    policy = request.policy or policy
    stands = standing(request)
    rows = _way(stands, now, policy)
    if rows is None:
        return Plan(by=by, steps=(), issues=(Issue(IssueCode.PLAN_NO_WAY),))
    steps = tuple(_steps(request, rows, now, policy, calendar))
    latest = steps[-1].not_before
    late = (Issue(IssueCode.PLAN_TOO_SOON, "/by", (("until", latest),)),) if latest > by else ()
    return Plan(by=by, steps=steps, issues=late)


def _way(stands: Standing, now: datetime, policy: Policy) -> tuple[Transition, ...] | None:
    """The shortest way that is left; where the visit leads no further, the card goes back first."""
    until = deadline(stands, policy)
    if until is not None and now >= until:
        return None
    began = stands.visit_began if stands.state in {State.INSPECTING, State.EXCHANGING} else None
    if began is None or now < began + policy.visit_length:
        way = _shortest_way(stands, policy, _LEADING_ON)
        if way is not None:
            return way
    return None if began is None else _shortest_way(stands, policy, (events.ReturnCard,))


def _shortest_way(stands: Standing, policy: Policy, first: tuple[type[Event], ...]) -> tuple[Transition, ...] | None:
    """The fewest rows that begin with one of these events and lead to a live card, none of whose limits is used up."""
    waiting: deque[tuple[Transition, ...]] = deque(
        [(row,) for kind in first for row in rows_from(stands, kind, policy)]
    )
    while waiting:
        way = waiting.popleft()
        row = way[-1]
        if not _leads_on(row, stands, policy):
            continue
        if row.target is State.COMPLETED:
            return way
        # No way that leads on leads back, so the search ends by itself.
        waiting.extend(
            (*way, after)
            for after in TRANSITIONS
            if after.source is row.target and after.origin is None and after.event in _LEADING_ON
        )
    return None


def _leads_on(row: Transition, stands: Standing, policy: Policy) -> bool:
    left = row.limit is None or not row.limit.issues(stands, policy)
    # While a card is live that was not turned on as ordered, nothing goes on: the swap is undone first.
    alive = row.event is events.Release and row.target is not State.COMPLETED and bool(stands.live)
    return left and not alive and row.target not in {row.source, State.ON_HOLD}


def _steps(
    request: ReplacementRequest,
    rows: tuple[Transition, ...],
    now: datetime,
    policy: Policy,
    calendar: BusinessCalendar | None,
) -> Iterator[PlannedStep]:
    stands = standing(request)
    day = day_of(now, policy)
    told, is_anew = told_since(stands, policy), False
    for row in rows:
        for kind in _besides(request, row, now, policy, is_anew=is_anew, is_told=told is not None):
            yield _beside(kind, row.source, day, policy)
            told = (told or now) if kind is events.TellOwner else told
        if row.event is events.Approve:
            day = max(day, _reviewed(request, now, policy, calendar))
        if row.event is events.OrderActivation and told is not None:
            day = max(day, day_of(told + policy.objection_window, policy))
        issues = errors_of(if_sent(request, now, policy)) if row.event is events.Submit else ()
        yield PlannedStep(event=row.event, who=tuple(sorted(row.roles)), not_before=day, issues=issues)
        is_anew = is_anew or row.event in {events.Submit, events.ProvideInformation}
        told = None if row.event is events.Release else told


# The first of these that is left: told later, the owner could only object for longer.
_WITH_THE_OWNER_TOLD: Final = frozenset({events.Approve, events.MakeReady, events.Collect, events.OrderActivation})
_BY_MACHINES: Final[Mapping[type[Event], Duty]] = MappingProxyType(
    {events.CompareRecord: Duty.COMPARE, events.TellOwner: Duty.TELL}
)


def _besides(
    request: ReplacementRequest, row: Transition, now: datetime, policy: Policy, *, is_anew: bool, is_told: bool
) -> Iterator[type[Event]]:
    """What leads nowhere by itself, and without which this row is refused: as far as it is left."""
    stands, is_called = standing(request), True
    if row.event is events.Approve:
        yield from _of_the_review(stands, now, policy, is_anew=is_anew)
        wants_call = Paper.CALL_TO_LOST_NUMBER in policy.evidence_for(request.reason)
        is_called = stands.lost_number_called or not wants_call
    if row.event in _WITH_THE_OWNER_TOLD and not (is_told and is_called):
        yield events.TellOwner


def _of_the_review(stands: Standing, now: datetime, policy: Policy, *, is_anew: bool) -> Iterator[type[Event]]:
    """Comparing with the operator's record, and deciding what is doubtful; a form told anew is compared anew."""
    compared = {} if is_anew else stands.comparisons
    case = Case(standing=stands, event=_APPROVAL, now=now, policy=policy)
    uncompared = (detail for detail in compared if case.is_uncompared(detail) and not policy.uncompared_is_flag)
    if any(detail not in compared for detail in case.wanted) or any(uncompared):
        yield events.CompareRecord
    doubtful = (
        flag
        for flag in case.flags
        if flag.code is not IssueCode.APPROVE_RECORD_UNKNOWN or dict(flag.params)["detail"] in compared
    )
    if any(not past or not past[-1].accepted for past in (stands.decided(it.code, it.pointer) for it in doubtful)):
        yield events.DecideFlag


_APPROVAL: Final = events.Approve(id="as-if-approved", by=Actor(Role.REVIEWER, "reviewer"))


def _beside(kind: type[Event], state: State, day: date, policy: Policy) -> PlannedStep:
    """A step that leads nowhere by itself, and without which the next one is refused."""
    roles = next(row.roles for row in TRANSITIONS if (row.source, row.event) == (state, kind))
    if _BY_MACHINES.get(kind) in policy.machines_only:
        roles &= {Role.SYSTEM, Role.NETWORK}
    return PlannedStep(event=kind, who=tuple(sorted(roles)), not_before=day)


def _reviewed(request: ReplacementRequest, now: datetime, policy: Policy, calendar: BusinessCalendar | None) -> date:
    """The first day on which the review can be over, if whoever is awaited answers now."""
    clock = review_clock(request, now=now, policy=policy, calendar=calendar)
    if clock is None:
        return estimate_ready_date(now, policy=policy.review, calendar=calendar).earliest
    return clock.earliest
