"""The running clock of a review: business time stops while the customer is awaited, and goes on after."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final

import attrs

from simreplace.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    BusinessCalendar,
    ReadyEstimate,
    estimate_ready_date,
    indonesian_calendar,
)
from simreplace.lifecycle import ReplacementRequest, State, events, last_of
from simreplace.rules import Policy
from simreplace.shown import printable
from simreplace.values import to_moment

_UNDER_REVIEW: Final = frozenset({State.IN_REVIEW, State.INFORMATION_REQUESTED, State.ON_HOLD, State.APPROVED})
YEARS_TO_SPARE: Final = 3
_PAUSING: Final = frozenset({State.INFORMATION_REQUESTED, State.ON_HOLD})


@printable
@attrs.frozen(kw_only=True)
class Pause:
    """A span in which the review's clock stood still.

    Args:
        state: Why: the state the request was in.
        since: When it began.
        until: When it ended; None while it lasts.

    Example:
        >>> from datetime import datetime
        >>> from simreplace import WIB
        >>> Pause(state=State.INFORMATION_REQUESTED, since=datetime(2026, 3, 17, 9, 0, tzinfo=WIB)).until is None
        True
    """

    state: State
    since: datetime
    until: datetime | None = None


@printable
@attrs.frozen(kw_only=True)
class ReviewClock:
    """Where the review stands against its window.

    Args:
        estimate: The window as it was when the form was sent.
        pauses: When the clock stood still, and why.
        is_running: Whether it runs now.
        moved_by: By how many business days the pauses have moved the latest day.
        earliest: The earliest day now.
        latest: The latest day now; while the clock stands still, as if it went on this moment.
        days_left: Business days after today up to and with the latest day; none is used up while the clock stands still.
        overdue_by: Business days after the latest day up to and with today.

    Example:
        >>> from datetime import datetime
        >>> from simreplace import WIB
        >>> sent = estimate_ready_date(datetime(2026, 9, 7, 10, tzinfo=WIB))
        >>> clock = ReviewClock(
        ...     estimate=sent, pauses=(), is_running=True, moved_by=0,
        ...     earliest=sent.earliest, latest=sent.latest, days_left=3, overdue_by=0,
        ... )
        >>> clock.latest
        datetime.date(2026, 9, 10)
    """

    estimate: ReadyEstimate
    pauses: tuple[Pause, ...]
    is_running: bool
    moved_by: int
    earliest: date
    latest: date
    days_left: int
    overdue_by: int


def review_clock(
    request: ReplacementRequest, *, now: datetime, policy: Policy, calendar: BusinessCalendar | None
) -> ReviewClock | None:
    """The clock of the present review; None where nothing is under review.

    It starts when the form is sent and ends when a card is made ready: a card that comes back later is no new review.

    A pause costs the business days between the effective days of its two ends, by the same rule that finds the
    effective day of a submission. So a pause between two moments of the same effective day costs nothing, and cutting
    a pause in two changes nothing.

    Raises:
        InvalidValueError: The present moment has no zone, or no year that leaves room for a deadline.
        CalendarRangeError: A day that the calendar does not cover.
    """
    now = to_moment(now)
    policy = request.policy or policy
    sent = last_of(request.history, events.Submit)
    is_over = last_of(request.history, events.MakeReady) is not None
    if sent is None or is_over or request.state not in _UNDER_REVIEW:
        return None
    known = days_off_around(now, sent.at, policy) if calendar is None else calendar
    estimate = estimate_ready_date(sent.at, policy=policy.review, calendar=known)
    near, far = policy.review.readings(known)
    pauses = tuple(_pauses(request))
    earliest, latest = estimate.earliest, estimate.latest
    left, overdue, moved_by = policy.review.max_days, 0, 0
    for span in _stretches(pauses, now):
        # What was left when the clock stopped is left when it goes on, whatever weekend lies between.
        left, overdue = _stand(far, policy.review.local_day(span[0])[0], latest, left, overdue)
        cost = _cost(far, span, policy)
        moved_by += cost
        earliest = near.add_business_days(earliest, _cost(near, span, policy))
        latest = far.add_business_days(latest, cost)
    is_running = request.state not in _PAUSING
    if is_running:
        left, overdue = _stand(far, policy.review.local_day(now)[0], latest, left, overdue)
    return ReviewClock(
        estimate=estimate,
        pauses=pauses,
        is_running=is_running,
        moved_by=moved_by,
        earliest=earliest,
        latest=latest,
        days_left=left,
        overdue_by=overdue,
    )


def days_off_around(now: datetime, sent: datetime, policy: Policy) -> BusinessCalendar:
    """Indonesia's calendar, with a year to spare on either side of whatever lies between two moments, or comes of a review."""
    start, today = (policy.review.local_day(moment)[0].year for moment in (sent, now))
    return indonesian_calendar(max(start - 1, FIRST_YEAR), min(max(start, today) + YEARS_TO_SPARE, LAST_YEAR))


def _stand(reading: BusinessCalendar, today: date, latest: date, left: int, overdue: int) -> tuple[int, int]:
    """Business days left and overdue on a day, which never grow and never shrink: time does not run backwards."""
    if today > latest:
        passed = reading.rank_of(reading.require(today) + 1) - reading.rank_of(latest.toordinal() + 1)
        return 0, max(overdue, passed)
    ahead = reading.rank_of(latest.toordinal() + 1) - reading.rank_of(today.toordinal() + 1)
    return min(left, ahead), overdue


def _stretches(pauses: Iterable[Pause], now: datetime) -> list[tuple[datetime, datetime]]:
    """From when to when the clock stood still: pauses that touch each other are one."""
    spans: list[tuple[datetime, datetime]] = []
    for pause in pauses:
        since, until = pause.since, max(pause.until or now, pause.since)
        if spans and since <= spans[-1][1]:
            since, before = spans.pop()
            until = max(until, before)
        spans.append((since, until))
    return spans


def _cost(reading: BusinessCalendar, span: tuple[datetime, datetime], policy: Policy) -> int:
    """The business days that lie between the effective days of two moments."""
    ranks: list[int] = []
    for moment in span:
        day, late = policy.review.local_day(moment)
        ranks.append(reading.rank_of(reading.require(day) + late))
    return ranks[1] - ranks[0]


def _pauses(request: ReplacementRequest) -> Iterator[Pause]:
    """The spans in which the customer, or a fraud analyst, was awaited; in order."""
    open_pause: Pause | None = None
    for step in request.history:
        if open_pause is not None and step.state is not open_pause.state:
            yield attrs.evolve(open_pause, until=step.at)
            open_pause = None
        if step.state in _PAUSING and open_pause is None:
            open_pause = Pause(state=step.state, since=step.at)
    if open_pause is not None:
        yield open_pause
