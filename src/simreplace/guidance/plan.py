"""What must happen to have the card by Friday? The shortest way through what is left."""

from collections import deque
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

import attrs

from simreplace.calendar import BusinessCalendar, estimate_ready_date, plain_day
from simreplace.guidance.clock import review_clock
from simreplace.guidance.progress import next_steps
from simreplace.issues import Issue, IssueCode
from simreplace.lifecycle import (
    TRANSITIONS,
    Event,
    ReplacementRequest,
    Standing,
    State,
    Transition,
    events,
    rows_from,
    standing,
    told_since,
)
from simreplace.people import Role
from simreplace.rules import ARTICLE, Policy
from simreplace.values import aware

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
    same day, so each step says before which day it cannot happen, and no more.

    Args:
        request: Whose.
        now: The present moment, in a stated zone.
        by: The day by which the card should work.
        policy: How strict.
        calendar: The days off; Indonesia's unless told otherwise.

    Raises:
        InvalidValueError: A moment without a zone, or a day that is none.
        CalendarRangeError: The review would leave the calendar.

    Example:
        >>> from simreplace import WIB, Applicant, ReplacementForm, open_request
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> request = open_request(form, id="r-1", now=datetime(2026, 3, 16, 9, 0, tzinfo=WIB), salt=bytes(16))
        >>> found = plan(request, now=datetime(2026, 9, 7, 10, 0, tzinfo=WIB), by=date(2026, 9, 11))
        >>> [step.event.__name__ for step in found.steps]
        ['Submit', 'CompareRecord', 'Approve', 'MakeReady', 'TellOwner', 'Collect', 'AcceptCard', 'OrderActivation', 'Activate']
    """
    aware(now)
    plain_day(by, "/by")
    if request.state is State.COMPLETED:
        return Plan(by=by, steps=(), issues=())
    policy = request.policy or policy
    rows = _shortest_way(standing(request), policy)
    if rows is None:
        return Plan(by=by, steps=(), issues=(Issue(IssueCode.PLAN_NO_WAY),))
    steps = tuple(_steps(request, rows, now, policy, calendar))
    latest = steps[-1].not_before
    late = (Issue(IssueCode.PLAN_TOO_SOON, "/by", (("until", latest),)),) if latest > by else ()
    return Plan(by=by, steps=steps, issues=late)


def _shortest_way(stands: Standing, policy: Policy) -> tuple[Transition, ...] | None:
    """The fewest rows that lead to a live card, without those whose limit is used up."""
    waiting: deque[tuple[Transition, ...]] = deque(
        [(row,) for kind in _LEADING_ON for row in rows_from(stands, kind, policy)]
    )
    while waiting:
        way = waiting.popleft()
        row = way[-1]
        if not _leads_on(row, stands, policy):
            continue
        if row.target is State.COMPLETED:
            return way
        # No way that leads on leads back, so the search ends by itself.
        waiting.extend((*way, after) for after in TRANSITIONS if after.source is row.target and after.origin is None)
    return None


def _leads_on(row: Transition, stands: Standing, policy: Policy) -> bool:
    left = row.limit is None or not row.limit.issues(stands, policy)
    return left and row.event in _LEADING_ON and row.target not in {row.source, State.ON_HOLD}


def _steps(
    request: ReplacementRequest,
    rows: tuple[Transition, ...],
    now: datetime,
    policy: Policy,
    calendar: BusinessCalendar | None,
) -> Iterator[PlannedStep]:
    stands = standing(request)
    day = policy.review.local_day(now)[0]
    told = told_since(stands, policy)
    for row in rows:
        if row.event is events.Approve:
            if any(detail not in stands.comparisons for detail in policy.required_record_matches):
                yield _beside(events.CompareRecord, row.source, day)
            day = max(day, _reviewed(request, now, policy, calendar))
        if row.event is events.Collect and told is None:
            yield _beside(events.TellOwner, row.source, day)
        if row.event is events.OrderActivation:
            window = policy.objection_window
            day = max(day, day + window if told is None else policy.review.local_day(told + window)[0])
        issues = _in_the_way(request, now, policy) if row.event is events.Submit else ()
        yield PlannedStep(event=row.event, who=tuple(sorted(row.roles)), not_before=day, issues=issues)


def _beside(kind: type[Event], state: State, day: date) -> PlannedStep:
    """A step that leads nowhere by itself, and without which the next one is refused."""
    roles = next(row.roles for row in TRANSITIONS if (row.source, row.event) == (state, kind))
    return PlannedStep(event=kind, who=tuple(sorted(roles)), not_before=day)


def _reviewed(request: ReplacementRequest, now: datetime, policy: Policy, calendar: BusinessCalendar | None) -> date:
    """The first day on which the review can be over, if whoever is awaited answers now."""
    clock = review_clock(request, now=now, policy=policy, calendar=calendar)
    if clock is None:
        return estimate_ready_date(now, policy=policy.review, calendar=calendar).earliest
    return clock.earliest


def _in_the_way(request: ReplacementRequest, now: datetime, policy: Policy) -> tuple[Issue, ...]:
    """What would keep the form from being sent now."""
    asked = next_steps(request, now=now, role=Role.APPLICANT, policy=policy)
    return next((step.issues for step in asked if step.event is events.Submit), ())
