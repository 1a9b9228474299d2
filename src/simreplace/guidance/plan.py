"""What must happen to have the card by Friday? The shortest way through what is left."""

from collections import deque
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Final

import attrs

from simreplace.calendar import BusinessCalendar, plain_day
from simreplace.guidance.planned import PlannedStep, steps_on
from simreplace.issues import Issue, IssueCode, errors_of
from simreplace.lifecycle import (
    TRANSITIONS,
    Event,
    ReplacementRequest,
    Standing,
    State,
    Transition,
    deadline,
    events,
    rows_from,
    standing,
)
from simreplace.people import DocumentKind
from simreplace.rules import ARTICLE, Policy, the_policy
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


class PlanAnswer(StrEnum):
    """Whether there will be a card that works by a day.

    CERTAIN: even if the review takes all its time, as long as what is missing is brought and everybody does their part
    on the day. POSSIBLE: if the review is quick, or nobody can know how long it takes. NO: not even then.

    Example:
        >>> PlanAnswer("possible")
        <PlanAnswer.POSSIBLE: 'possible'>
    """

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NO = "no"


@printable
@attrs.frozen(kw_only=True)
class Plan:
    """The way to a card that works by a day, or why there is none.

    Args:
        by: The day.
        steps: What is left, in order; empty where no way leads on, or nothing is left.
        issues: Why it cannot be done by that day, and what nobody knows yet.

    Example:
        >>> Plan(by=date(2026, 3, 20), steps=(), issues=()).answer
        <PlanAnswer.CERTAIN: 'certain'>
    """

    by: date
    steps: tuple[PlannedStep, ...]
    issues: tuple[Issue, ...]

    @property
    def feasible(self) -> bool:
        """Whether it can still be done."""
        return not errors_of(self.issues)

    @property
    def earliest(self) -> date | None:
        """The first day on which the card can work; None where no way leads there, or it works already."""
        return self.steps[-1].not_before if self.steps else None

    @property
    def latest(self) -> date | None:
        """The day on which the card works if the review takes all its time; None where nobody can know."""
        return self.steps[-1].at_latest if self.steps else None

    @property
    def answer(self) -> PlanAnswer:
        """Whether there will be a card that works by the day: by both ends of the window."""
        if not self.feasible:
            return PlanAnswer.NO
        in_time = not self.steps or (self.latest is not None and self.latest <= self.by)
        is_registered = not any(it.code is IssueCode.PLAN_REGISTRATION_SHORT for it in self.issues)
        return PlanAnswer.CERTAIN if in_time and is_registered else PlanAnswer.POSSIBLE


def plan(
    request: ReplacementRequest,
    *,
    now: datetime,
    by: date,
    policy: Policy = ARTICLE,
    calendar: BusinessCalendar | None = None,
    registration_ends: date | None = None,
) -> Plan:
    """What must happen to have a working card by a day.

    Only the review has a duration, and only the objection window makes a step wait; everything else can happen on the
    same day, so each step says before which day it cannot happen, and when it happens if the review takes all its
    time. The owner is told as early as can be.

    Whoever leaves the country asks for the day before. How long a number stays registered to a passport alone no source
    says: without that day the plan of a traveller tells to ask for it.

    Args:
        request: Whose.
        now: The present moment, in a stated zone.
        by: The day by which the card should work.
        policy: How strict.
        calendar: The days off; Indonesia's unless told otherwise.
        registration_ends: The last day on which the number is registered, where the operator has told.

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
        >>> found.answer, found.earliest.day, found.latest.day
        (<PlanAnswer.CERTAIN: 'certain'>, 8, 10)
        >>> [issue.code.value for issue in found.steps[0].issues]  # what is missing blocks the first step
        ['papers.missing', 'submit.not_reachable']
    """
    now = to_moment(now)
    plain_day(by, "/by")
    if registration_ends is not None:
        plain_day(registration_ends, "/registration_ends")
    the_policy(policy)
    if request.state is State.COMPLETED:
        return Plan(by=by, steps=(), issues=())
    policy = request.policy or policy
    stands = standing(request)
    rows = _way(stands, now, policy)
    if rows is None:
        return Plan(by=by, steps=(), issues=(Issue(IssueCode.PLAN_NO_WAY),))
    steps = tuple(steps_on(request, rows, now=now, policy=policy, calendar=calendar))
    return Plan(by=by, steps=steps, issues=tuple(_of_the_days(request, steps[-1], by, registration_ends)))


def _of_the_days(
    request: ReplacementRequest, last: PlannedStep, by: date, registration_ends: date | None
) -> Iterator[Issue]:
    """What speaks against the day: the review, and the end of a registration, as far as it is known."""
    if last.not_before > by:
        yield Issue(IssueCode.PLAN_TOO_SOON, "/by", (("until", last.not_before),))
    if registration_ends is not None:
        if last.not_before > registration_ends:
            yield Issue(IssueCode.PLAN_REGISTRATION_ENDS, "/registration_ends", (("until", registration_ends),))
        elif last.at_latest is None or last.at_latest > registration_ends:
            yield Issue(IssueCode.PLAN_REGISTRATION_SHORT, "/registration_ends", (("until", registration_ends),))
    elif _travels(request):
        yield Issue(IssueCode.PLAN_REGISTRATION_UNKNOWN, "/registration_ends")


def _travels(request: ReplacementRequest) -> bool:
    """Whether somebody shows a passport of another country and no permit to stay."""
    person = request.applicant
    permits = (DocumentKind.KITAS, DocumentKind.KITAP)
    return not person.is_citizen and not any(person.document(kind) for kind in permits)


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
