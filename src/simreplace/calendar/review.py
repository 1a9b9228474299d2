"""How long the review takes: the policy, the rule, and the window it gives."""

from collections.abc import Iterator
from datetime import date, datetime, time, tzinfo
from functools import lru_cache
from typing import Final, Self, cast

import attrs

from simreplace.calendar.business import BusinessCalendar
from simreplace.calendar.days import (
    MOST_DAYS,
    SATURDAY_AND_SUNDAY,
    WIB,
    CollectiveLeave,
    Cutoffs,
    a_leave,
    are_days,
    cutoff_issues,
    cutoffs_shown,
    days_shown,
    frozen_cutoffs,
    frozen_days,
    frozen_weekdays,
    plain_day,
    weekend_issues,
)
from simreplace.calendar.indonesia import LAST_YEAR, calendar_around, outside
from simreplace.calendar.window import (
    Caveat,
    EffectiveReason,
    SkippedDay,
    estimate_caveats,
    extremes,
    reading_caveats,
    skipped_days,
    undecreed_years,
)
from simreplace.errors import CalendarRangeError, InvalidValueError
from simreplace.issues import Issue, IssueCode
from simreplace.shown import printable
from simreplace.values import aware, changed_fields, in_its_place, refusing_at

_submission: Final = refusing_at("/submitted_at", aware)


@printable
@attrs.frozen(kw_only=True)
class ReviewPolicy:
    """How an operator counts its review: everything that no source settles is a choice here.

    Args:
        min_days: The business day on which the card is ready at the earliest; day 0 is the effective day.
        max_days: The business day on which it is ready at the latest, 366 at most.
        cutoff: The local time from which on a submission counts as of the next business day; None for no cut-off.
        zone: Whose local time that is.
        weekend: The weekdays on which nobody works; Monday is 0.
        collective_leave: How cuti bersama is read.
        extra_closed: Days on which the operator is closed all the same.
        extra_open: Days on which it works all the same; they win over everything.
        cutoff_on: The cut-offs of single weekdays, which win over `cutoff`: an outlet may close at noon on Saturdays. A
            mapping from weekday to time, or to None for no cut-off, is accepted and frozen.

    Raises:
        InvalidValueError: Something makes no sense; every reason is given.

    Example:
        >>> ReviewPolicy(weekend={6}, cutoff=time(15)).with_backlog(2).max_days
        5
        >>> ReviewPolicy(max_days=5)
        ReviewPolicy(max_days=5)
        >>> ReviewPolicy(weekend={6}, cutoff=time(15), cutoff_on={5: time(12)}).cutoff_of(date(2026, 9, 5))
        datetime.time(12, 0)
    """

    min_days: int = 1
    max_days: int = 3
    cutoff: time | None = None
    # Some time zones cannot be hashed; they are still compared.
    zone: tzinfo = attrs.field(default=WIB, hash=False)
    weekend: frozenset[int] = attrs.field(default=SATURDAY_AND_SUNDAY, converter=frozen_weekdays)
    collective_leave: CollectiveLeave = attrs.field(default=CollectiveLeave.EITHER, converter=a_leave)
    extra_closed: frozenset[date] = attrs.field(default=frozenset(), converter=frozen_days, repr=days_shown)
    extra_open: frozenset[date] = attrs.field(default=frozenset(), converter=frozen_days, repr=days_shown)
    cutoff_on: Cutoffs | None = attrs.field(default=None, converter=frozen_cutoffs, repr=cutoffs_shown)

    def __attrs_post_init__(self) -> None:
        limit = (("limit", MOST_DAYS),)
        days = {"/min_days": self.min_days, "/max_days": self.max_days}
        wrong = [name for name, count in days.items() if type(count) is not int or not 0 <= count <= MOST_DAYS]
        issues = [Issue(IssueCode.REVIEW_DAYS, name, limit) for name in wrong]
        if not wrong and self.min_days > self.max_days:
            issues.append(Issue(IssueCode.REVIEW_DAYS, "/min_days", limit))
        issues += cutoff_issues(self.cutoff, self.cutoff_on)
        if not isinstance(cast("object", self.zone), tzinfo):
            issues.append(Issue(IssueCode.REVIEW_TYPE, "/zone", (("expected", "tzinfo"),)))
        issues += weekend_issues(self.weekend)
        extra = {"/extra_closed": self.extra_closed, "/extra_open": self.extra_open}
        odd = [
            Issue(IssueCode.REVIEW_TYPE, at, (("expected", "dates"),)) for at, it in extra.items() if not are_days(it)
        ]
        issues += odd or [
            Issue(IssueCode.REVIEW_EXTRA_CONFLICT, "/extra_open", (("day", day),))
            for day in sorted(self.extra_closed & self.extra_open)
        ]
        if issues:
            raise InvalidValueError(tuple(issues))

    def __repr__(self) -> str:
        return changed_fields(self)

    def with_backlog(self, days: int) -> Self:
        """The same policy with a far end that lies later: the review takes longer when much is waiting.

        Args:
            days: How many business days more.

        Raises:
            InvalidValueError: Not a whole number, negative, or beyond 366 in all.

        Example:
            >>> ReviewPolicy().with_backlog(2).max_days
            5
        """
        if type(days) is not int or days < 0:
            raise InvalidValueError((Issue(IssueCode.REVIEW_DAYS, "/days", (("limit", MOST_DAYS),)),))
        return attrs.evolve(self, max_days=self.max_days + days)

    def readings(self, calendar: BusinessCalendar) -> tuple[BusinessCalendar, BusinessCalendar]:
        """The calendar as the earliest day is read from it, and as the latest is."""
        return _readings(calendar, self.weekend, self.collective_leave, self.extra_closed, self.extra_open)

    def local_day(self, submitted_at: datetime | date) -> tuple[date, bool]:
        """The local date of a submission, and whether it came at or after the cut-off; a bare date never does.

        Args:
            submitted_at: An aware datetime, or a date.

        Raises:
            InvalidValueError: A datetime without a zone, or something else altogether.
            OverflowError: The local date lies outside the years that a date can have.
        """
        if not isinstance(submitted_at, datetime):
            return plain_day(submitted_at, "/submitted_at"), False
        local = _submission(submitted_at).astimezone(self.zone)
        cutoff = self.cutoff_of(local.date())
        return local.date(), cutoff is not None and local.time() >= cutoff

    def cutoff_of(self, day: date) -> time | None:
        """The cut-off of a day: that of its weekday, or else the one for all days; None for no cut-off."""
        return self.cutoff if self.cutoff_on is None else dict(self.cutoff_on).get(day.weekday(), self.cutoff)


@lru_cache(maxsize=256)
def _readings(
    calendar: BusinessCalendar,
    weekend: frozenset[int],
    leave: CollectiveLeave,
    extra_closed: frozenset[date],
    extra_open: frozenset[date],
) -> tuple[BusinessCalendar, BusinessCalendar]:
    far = calendar.reading(
        weekend=weekend,
        collective_leave_closes=leave is not CollectiveLeave.OPEN,
        extra_closed=extra_closed,
        extra_open=extra_open,
    )
    return attrs.evolve(far, collective_leave_closes=False) if leave is CollectiveLeave.EITHER else far, far


def _as_instant(submitted_at: datetime | date) -> datetime | date:
    # In an hour that is repeated a moment of a named zone is equal to no moment of any other, not even to itself as stored.
    return aware(submitted_at) if isinstance(submitted_at, datetime) else submitted_at


@printable
@attrs.frozen(kw_only=True, eq=False)
class ReadyEstimate:
    """When the card can be ready, and everything that was looked at to say so.

    Made by `estimate_ready_date`. The four dates are there from the start; the rest is worked out each time it is
    asked for, from the same frozen values. Where collective leave is read EITHER way, `effective_on`,
    `effective_reason` and `business_days` are those of the latest day, `skipped` lists what is closed in both readings,
    and `uncertain` what is closed in one. Two estimates are equal when everything they show is equal.

    Args:
        submitted_at: What was given; a moment carries the offset that its zone had.
        effective_on: The day from which the count starts, day 0.
        earliest: The day on which the card is ready at the earliest.
        latest: The day on which it is ready at the latest.
        policy: How it was counted.
        calendar: The days off that it was counted with.

    Example:
        >>> estimate = estimate_ready_date(datetime(2026, 3, 16, 10, tzinfo=WIB))
        >>> [day.isoformat() for day in estimate.business_days]
        ['2026-03-17', '2026-03-25', '2026-03-26']
        >>> estimate.skipped[0].name
        'Hari Suci Nyepi'
        >>> [skipped.day.day for skipped in estimate.uncertain]
        [18, 20, 23, 24]
    """

    submitted_at: datetime | date = attrs.field(converter=_as_instant)
    effective_on: date
    earliest: date
    latest: date
    policy: ReviewPolicy
    calendar: BusinessCalendar = attrs.field(repr=False)

    @property
    def calendar_source(self) -> str:
        """Where the days off are from, with the version."""
        return self.calendar.source

    @property
    def submitted_on(self) -> date:
        """The local date of the submission."""
        return self.policy.local_day(self.submitted_at)[0]

    @property
    def effective_earliest(self) -> date:
        """The day from which the count of the earliest day starts: before `effective_on` where that day is uncertain."""
        near = self.policy.readings(self.calendar)[0]
        return near.day_at(near.rank_of(self._start()))

    @property
    def effective_reason(self) -> EffectiveReason:
        """Why the count starts on the day it does; on a closed day the hour does not matter."""
        if self.effective_on == self.submitted_on:
            return EffectiveReason.SAME_DAY
        is_open = self.policy.readings(self.calendar)[1].is_business_day(self.submitted_on)
        return EffectiveReason.AFTER_CUTOFF if is_open else EffectiveReason.CLOSED_DAY

    @property
    def business_days(self) -> tuple[date, ...]:
        """Day 1 to the latest day, as they are counted for the latest."""
        far = self.policy.readings(self.calendar)[1]
        return tuple(far.add_business_days(self.effective_on, n) for n in range(1, self.policy.max_days + 1))

    @property
    def skipped(self) -> tuple[SkippedDay, ...]:
        """Every day from the submission to the latest day that certainly does not count."""
        return tuple(self._closed(certainly=True))

    @property
    def uncertain(self) -> tuple[SkippedDay, ...]:
        """Every day from the submission to the latest day that counts for the earliest and not for the latest.

        There are some only where collective leave is read EITHER way.
        """
        return tuple(self._closed(certainly=False))

    @property
    def best_case(self) -> tuple[date, date]:
        """The earliest that each end can be, if estimated holidays move by a day.

        Every estimated holiday is moved back by a day, left, and moved on by a day, with its days together and
        independently of the others; decreed cuti bersama stays where it is. A government that moves a holiday may move
        its cuti bersama as well: that is not covered.

        Raises:
            CalendarRangeError: The calendar ends too early to tell.
        """
        near, far = self._extremes()
        return near[0], far[0]

    @property
    def worst_case(self) -> tuple[date, date]:
        """The latest that each end can be, if estimated holidays move by a day, as for `best_case`.

        Raises:
            CalendarRangeError: The calendar ends too early to tell.
        """
        near, far = self._extremes()
        return near[1], far[1]

    @property
    def tentative(self) -> bool:
        """Whether an estimated holiday can move the window, or it touches a year without a decree.

        Raises:
            CalendarRangeError: The calendar ends too early to tell.
        """
        near, far = self._extremes()
        moves = near[0] != near[1] or far[0] != far[1]
        return moves or bool(undecreed_years(self.calendar, date.fromordinal(self._start()), far[1]))

    @property
    def caveats(self) -> tuple[Caveat, ...]:
        """What may change this window, and nothing that cannot: by day, then by year, then as a whole.

        Raises:
            CalendarRangeError: The calendar ends too early to tell.
        """
        first, policy = date.fromordinal(self._start()), self.policy
        opened, closed = _readings(
            self.calendar, policy.weekend, CollectiveLeave.EITHER, policy.extra_closed, policy.extra_open
        )
        far = policy.readings(self.calendar)[1]
        return (
            *estimate_caveats(self.calendar, first, self.worst_case[1]),
            *reading_caveats(opened, closed, far, first, self.latest),
        )

    def _closed(self, *, certainly: bool) -> Iterator[SkippedDay]:
        near, far = self.policy.readings(self.calendar)
        return skipped_days(near, far, self.submitted_on, self.effective_on, self.latest, certainly=certainly)

    def _start(self) -> int:
        """The first day that can count, as an ordinal: a submission past the cut-off cannot count on its own day."""
        day, late = self.policy.local_day(self.submitted_at)
        return day.toordinal() + late

    def _extremes(self) -> tuple[tuple[date, date], tuple[date, date]]:
        near, far = self.policy.readings(self.calendar)
        start = self._start()
        return extremes(near, start, self.policy.min_days), extremes(far, start, self.policy.max_days)

    def _answer(self) -> tuple[object, ...]:
        return self.submitted_at, self.effective_on, self.earliest, self.latest, self.policy, self.calendar_source

    def _reasons(self) -> tuple[object, ...]:
        listed = self.business_days, self.skipped, self.uncertain, self.caveats
        return self.effective_reason, *listed, self.best_case, self.worst_case

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ReadyEstimate):
            return NotImplemented
        if self._answer() != other._answer():
            return False
        return self.calendar == other.calendar or self._reasons() == other._reasons()

    def __hash__(self) -> int:
        return hash(self._answer())


_DEFAULT: Final = ReviewPolicy()


def estimate_ready_date(
    submitted_at: datetime | date, *, policy: ReviewPolicy = _DEFAULT, calendar: BusinessCalendar | None = None
) -> ReadyEstimate:
    """When the card can be ready, in business days.

    The effective day is the local date of the submission if that is a business day and the local time is before the
    cut-off, otherwise the next business day. Day k is the k-th business day strictly after it. The cut-off itself
    counts as after; a bare date counts as before.

    Args:
        submitted_at: An aware datetime, or the local date.
        policy: How to count; one to three business days unless told otherwise.
        calendar: The days off; Indonesia's, from the installed `holidays`, unless told otherwise.

    Raises:
        InvalidValueError: A datetime without a zone, or neither a datetime nor a date.
        CalendarRangeError: A day that the calendar does not cover.
        TypeError: `policy` is no ReviewPolicy, such as a Policy, of which it is a part.

    Example:
        >>> estimate = estimate_ready_date(datetime(2026, 3, 16, 10, tzinfo=WIB))
        >>> estimate.earliest, estimate.latest
        (datetime.date(2026, 3, 17), datetime.date(2026, 3, 26))
    """
    in_its_place(ReviewPolicy, policy, "policy is a ReviewPolicy: of a Policy, such as ARTICLE, it is the `review`")
    try:
        day, late = policy.local_day(submitted_at)
    except OverflowError:
        raise (outside(None) if calendar is None else CalendarRangeError(None, calendar.first, calendar.last)) from None
    if calendar is not None:
        return _window(submitted_at, day, late=late, policy=policy, calendar=calendar)
    reach = day
    while True:
        known = calendar_around(day, reach)
        try:
            estimate = _window(submitted_at, day, late=late, policy=policy, calendar=known)
        except CalendarRangeError as error:
            if known.last.year == LAST_YEAR:
                raise outside(error.day) from None
            reach = known.last
        else:
            if estimate.latest.year <= reach.year or known.last.year == LAST_YEAR:
                return estimate
            reach = estimate.latest


def _window(
    submitted_at: datetime | date, day: date, *, late: bool, policy: ReviewPolicy, calendar: BusinessCalendar
) -> ReadyEstimate:
    near, far = policy.readings(calendar)
    start = far.require(day) + late
    rank = far.rank_of(start)
    return ReadyEstimate(
        submitted_at=submitted_at,
        effective_on=far.day_at(rank),
        earliest=near.day_at(near.rank_of(start) + policy.min_days),
        latest=far.day_at(rank + policy.max_days),
        policy=policy,
        calendar=calendar,
    )
