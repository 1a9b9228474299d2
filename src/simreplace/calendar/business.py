"""Business days as arithmetic on a frozen value.

A calendar knows which days are out of the ordinary, and between which days it knows them. Counting is a formula for the
week and one search among the days that break its pattern: a call costs the same whatever the distance.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Self, Unpack

import attrs

from simreplace.calendar.days import (
    KINDS,
    OPPOSITE,
    SATURDAY_AND_SUNDAY,
    CalendarDay,
    DayGroups,
    DayKind,
    frozen_weekdays,
    frozen_years,
    in_order,
    joined,
    plain_day,
    rows_of,
    weekend_issues,
    whole_number,
)
from simreplace.errors import CalendarRangeError, InvalidValueError
from simreplace.issues import Issue, IssueCode
from simreplace.shown import printable


@printable
@attrs.frozen
class _Index:
    """Gives every business day its rank, counted from the beginning of the year 1, and every rank its day.

    `broken` holds the days (as ordinals) on which the pattern of the week is wrong, `ranks` the business days before
    each of them, and `shifts` by how much the pattern is off before each of them and after the last.
    """

    working: tuple[int, ...]
    before: tuple[int, ...]
    broken: tuple[int, ...]
    ranks: tuple[int, ...]
    shifts: tuple[int, ...]
    odd: frozenset[int]

    @classmethod
    def of(cls, weekend: frozenset[int], broken: Iterable[int]) -> Self:
        working = tuple(weekday for weekday in range(7) if weekday not in weekend)
        before = tuple(sum(other < weekday for other in working) for weekday in range(7))
        ordinals, shifts = tuple(broken), [0]
        ranks: list[int] = []
        for ordinal in ordinals:
            weeks, weekday = divmod(ordinal - 1, 7)
            ranks.append(weeks * len(working) + before[weekday] + shifts[-1])
            shifts.append(shifts[-1] + (-1 if weekday in working else 1))
        return cls(working, before, ordinals, tuple(ranks), tuple(shifts), frozenset(ordinals))

    def rank(self, ordinal: int) -> int:
        """How many business days lie before this day: its own rank, or that of the next one."""
        weeks, weekday = divmod(ordinal - 1, 7)
        return weeks * len(self.working) + self.before[weekday] + self.shifts[bisect_left(self.broken, ordinal)]

    def ordinal(self, rank: int) -> int:
        """The business day that has this rank."""
        after = bisect_right(self.ranks, rank)
        if after and self.ranks[after - 1] == rank and self.shifts[after] > self.shifts[after - 1]:
            return self.broken[after - 1]
        weeks, position = divmod(rank - self.shifts[after], len(self.working))
        return weeks * 7 + self.working[position] + 1


@printable
@attrs.frozen(kw_only=True, cache_hash=True)
class BusinessCalendar:
    """Which days are business days, between two days within which that is known.

    Outside them nothing is known, and asking raises `CalendarRangeError`. A review window is read by its own policy;
    weekend and collective leave, as they are read here, serve the methods of the calendar itself.

    Args:
        first: The first day covered.
        last: The last day covered.
        days: What is out of the ordinary; `from_days` makes it from plain mappings.
        weekend: The weekdays on which nobody works; Monday is 0.
        collective_leave_closes: Whether cuti bersama is no business day.
        decreed_years: The years whose days off are known from a decree; the others are computed.
        source: Where the days are from.

    Raises:
        InvalidValueError: The last day before the first, no weekday left to work on, or a day both closed and open.
        CalendarRangeError: One of the days lies outside.

    Example:
        >>> year = BusinessCalendar.from_days(
        ...     date(2028, 1, 1),
        ...     date(2028, 12, 31),
        ...     public_holidays={date(2028, 8, 17): "Hari Kemerdekaan Republik Indonesia"},
        ...     source="the decree for 2028",
        ... )
        >>> year.add_business_days(date(2028, 8, 16), 1)
        datetime.date(2028, 8, 18)
    """

    first: date = attrs.field(converter=plain_day)
    last: date = attrs.field(converter=plain_day)
    days: tuple[CalendarDay, ...] = attrs.field(default=(), converter=in_order, repr=False)
    weekend: frozenset[int] = attrs.field(default=SATURDAY_AND_SUNDAY, converter=frozen_weekdays)
    collective_leave_closes: bool = True
    decreed_years: frozenset[int] = attrs.field(default=frozenset(), converter=frozen_years, repr=False)
    source: str = "own days"
    _index: _Index = attrs.field(init=False, eq=False, repr=False)
    _by_day: Mapping[date, tuple[CalendarDay, ...]] = attrs.field(init=False, eq=False, repr=False)
    _bounds: tuple[int, int] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        issues = list(weekend_issues(self.weekend))
        if self.last < self.first:
            issues.append(Issue(IssueCode.CALENDAR_RANGE, "", (("first", self.first), ("last", self.last))))
        broken: list[int] = []
        by_day = {day: tuple(rows) for day, rows in groupby(self.days, attrgetter("day"))}
        for day, rows in by_day.items():
            kinds = {row.kind for row in rows}
            if kinds >= {DayKind.EXTRA_CLOSED, DayKind.EXTRA_OPEN}:
                issues.append(Issue(IssueCode.REVIEW_EXTRA_CONFLICT, "", (("day", day),)))
            opened, closed = DayKind.EXTRA_OPEN in kinds, any(map(self.is_closing, kinds))
            if opened if day.weekday() in self.weekend else closed and not opened:
                broken.append(day.toordinal())
        if issues:
            raise InvalidValueError(tuple(issues))
        for row in self.days:
            self.require(row.day)
        object.__setattr__(self, "_by_day", by_day)
        object.__setattr__(self, "_index", _Index.of(self.weekend, broken))
        bounds = self.rank_of(self.first.toordinal()), self.rank_of(self.last.toordinal() + 1)
        object.__setattr__(self, "_bounds", bounds)

    @classmethod
    def from_days(
        cls,
        first: date,
        last: date,
        *,
        weekend: Iterable[int] = SATURDAY_AND_SUNDAY,
        decreed_years: Iterable[int] | None = None,
        source: str = "own days",
        **days: Unpack[DayGroups],
    ) -> Self:
        """A calendar of your own, for example from a decree that no package has yet.

        Args:
            first: The first day covered.
            last: The last day covered.
            weekend: The weekdays on which nobody works; Monday is 0.
            decreed_years: The years whose days off are decreed; all that are covered unless told otherwise.
            source: Where the days are from.
            **days: public_holidays, estimated_holidays, collective_leave, extra_closed, extra_open: each a mapping from
                day to name, or days alone.

        Raises:
            InvalidValueError: As for the calendar itself.
            CalendarRangeError: One of the days lies outside.

        Example:
            >>> BusinessCalendar.from_days(
            ...     date(2026, 1, 1), date(2026, 12, 31), extra_open=[date(2026, 1, 3)]
            ... ).is_business_day(date(2026, 1, 3))
            True
        """
        covered = range(plain_day(first).year, plain_day(last).year + 1) if decreed_years is None else decreed_years
        bare = cls(first=first, last=last, weekend=weekend, decreed_years=covered, source=source)
        return bare.with_days(source="", **days)

    def with_days(
        self, *, decreed_years: Iterable[int] = (), source: str = "own days", **days: Unpack[DayGroups]
    ) -> Self:
        """The same calendar with these days laid over it.

        A day given here takes the place of what had been known of it under the same kind: the holiday whose estimate
        was confirmed is given again under `public_holidays`, and an extra open day undoes an extra closed one.

        Args:
            decreed_years: Years whose days off are now known from a decree.
            source: Where these days are from; added to the source.
            **days: The same groups as in `from_days`.

        Raises:
            InvalidValueError: A day is both closed and open, or is not a day.
            CalendarRangeError: One of the days lies outside.

        Example:
            >>> known = BusinessCalendar.from_days(date(2026, 1, 1), date(2026, 12, 31), source="decree")
            >>> known.with_days(extra_closed=[date(2026, 1, 5)], source="stocktaking").source
            'decree, stocktaking'
        """
        rows = tuple(rows_of(days))
        gone = {(row.day, kind) for row in rows for kind in (row.kind, OPPOSITE.get(row.kind))}
        return attrs.evolve(
            self,
            days=(*(row for row in self.days if (row.day, row.kind) not in gone), *rows),
            decreed_years=self.decreed_years.union(decreed_years),
            source=joined(self.source, source),
        )

    def without_days(self, *days: date, source: str = "own days") -> Self:
        """The same calendar with these days as ordinary as their weekday.

        Args:
            days: The days to forget.
            source: Who says so; added to the source.

        Raises:
            CalendarRangeError: One of the days lies outside.

        Example:
            >>> leave = BusinessCalendar.from_days(
            ...     date(2026, 1, 1), date(2026, 12, 31), collective_leave=[date(2026, 2, 16)]
            ... )
            >>> leave.without_days(date(2026, 2, 16)).is_business_day(date(2026, 2, 16))
            True
        """
        for day in days:
            self.require(day)
        kept = tuple(row for row in self.days if row.day not in days)
        return attrs.evolve(self, days=kept, source=joined(self.source, source))

    def with_calendar(self, other: "BusinessCalendar") -> Self:
        """This calendar, and the other one where the other one knows: a decree of your own over computed years.

        Weekend and reading of collective leave stay those of this calendar.

        Args:
            other: A calendar that overlaps this one, or begins or ends next to it.

        Raises:
            InvalidValueError: Days between the two are known to neither.

        Example:
            >>> ours = BusinessCalendar.from_days(date(2027, 1, 1), date(2027, 12, 31), source="ours")
            >>> both = ours.with_calendar(BusinessCalendar.from_days(date(2028, 1, 1), date(2028, 12, 31)))
            >>> both.last, both.source
            (datetime.date(2028, 12, 31), 'ours, own days')
        """
        if max(self.first, other.first).toordinal() - min(self.last, other.last).toordinal() > 1:
            gap = (("first", min(self.last, other.last)), ("last", max(self.first, other.first)))
            raise InvalidValueError((Issue(IssueCode.CALENDAR_RANGE, "", gap),))
        replaced = range(other.first.year, other.last.year + 1)
        return attrs.evolve(
            self,
            first=min(self.first, other.first),
            last=max(self.last, other.last),
            days=(*(row for row in self.days if not other.first <= row.day <= other.last), *other.days),
            decreed_years=self.decreed_years.difference(replaced).union(other.decreed_years),
            source=joined(self.source, other.source),
        )

    def reading(
        self,
        *,
        weekend: frozenset[int],
        collective_leave_closes: bool,
        extra_closed: frozenset[date] = frozenset(),
        extra_open: frozenset[date] = frozenset(),
    ) -> "BusinessCalendar":
        """The same days read by another rule; extra days outside the calendar cannot matter and are left out."""
        read = attrs.evolve(self, weekend=weekend, collective_leave_closes=collective_leave_closes)
        closed, opened = (
            [day for day in days if self.first <= day <= self.last] for days in (extra_closed, extra_open)
        )
        return read.with_days(extra_closed=closed, extra_open=opened, source="")

    def require(self, day: date) -> int:
        """The ordinal of a day that is covered.

        Raises:
            CalendarRangeError: It is not.
        """
        if self.first <= plain_day(day) <= self.last:
            return day.toordinal()
        raise CalendarRangeError(day, self.first, self.last)

    def is_closing(self, kind: DayKind) -> bool:
        """Whether a day of this kind is no business day, unless it is an extra open one."""
        return kind is not DayKind.EXTRA_OPEN and (kind is not DayKind.COLLECTIVE_LEAVE or self.collective_leave_closes)

    def is_business_day(self, day: date) -> bool:
        """Whether the day is a business day.

        Args:
            day: A date without a time.

        Raises:
            CalendarRangeError: The day is not covered.
            InvalidValueError: It is not a date, or has a time.
        """
        return self.is_open(self.require(day))

    def is_open(self, ordinal: int) -> bool:
        """Whether the day with this ordinal, which is covered, is a business day."""
        return ((ordinal - 1) % 7 in self._index.working) is not (ordinal in self._index.odd)

    def add_business_days(self, day: date, n: int) -> date:
        """The day itself, or the next business day if it is none, and from there n business days on (or back).

        So `add(add(day, a), b)` is `add(day, a + b)`. The same as `numpy.busday_offset(day, n, roll="forward")`.

        Args:
            day: A date without a time.
            n: How many business days; 0 only rolls forward, negative numbers go back.

        Raises:
            CalendarRangeError: The day or the answer is not covered.
            InvalidValueError: The day is not a date, or n is not a whole number.

        Example:
            >>> year = BusinessCalendar.from_days(date(2026, 1, 1), date(2026, 12, 31))
            >>> [year.add_business_days(date(2026, 9, 5), n).day for n in (-1, 0, 1)]
            [4, 7, 8]
        """
        return self.day_at(self.rank_of(self.require(day)) + whole_number(n, "/n"))

    def business_days_between(self, a: date, b: date) -> int:
        """How many business days lie in the half-open interval from a (counted) to b (not counted).

        With b before a it is the negative of the count from b to a. Either may be the day after the last one covered,
        since that day is never looked at.

        Args:
            a: The first day that counts.
            b: The first day that no longer counts.

        Raises:
            CalendarRangeError: A day is not covered.
            InvalidValueError: A day is not a date, or has a time.

        Example:
            >>> year = BusinessCalendar.from_days(date(2026, 1, 1), date(2026, 12, 31))
            >>> year.business_days_between(date(2026, 9, 4), date(2026, 9, 7))
            1
        """
        return self.rank_of(self._require_end(b)) - self.rank_of(self._require_end(a))

    def kinds_on(self, day: date) -> tuple[DayKind, ...]:
        """Everything that the day is; nothing for an ordinary one.

        Args:
            day: A date without a time.

        Raises:
            CalendarRangeError: The day is not covered.
        """
        weekend = {DayKind.WEEKEND} if day.weekday() in self.weekend else set[DayKind]()
        return tuple(sorted(weekend.union(row.kind for row in self.days_on(day)), key=KINDS.index))

    def days_on(self, day: date) -> tuple[CalendarDay, ...]:
        """What is out of the ordinary on this day, with names; a weekend alone is not.

        Args:
            day: A date without a time.

        Raises:
            CalendarRangeError: It is not covered.
        """
        return self._by_day.get(date.fromordinal(self.require(day)), ())

    def rank_of(self, ordinal: int) -> int:
        """How many business days lie before the day with this ordinal: a number to subtract from another."""
        return self._index.rank(ordinal)

    def day_at(self, rank: int) -> date:
        """The business day that so many others precede.

        Raises:
            CalendarRangeError: It is not covered.
        """
        low, high = self._bounds
        if low <= rank < high:
            return date.fromordinal(self._index.ordinal(rank))
        return self.day_on(self.first.toordinal() - 1 if rank < low else self.last.toordinal() + 1)

    def day_on(self, ordinal: int) -> date:
        """The day with this ordinal.

        Raises:
            CalendarRangeError: It is not covered.
        """
        if self.first.toordinal() <= ordinal <= self.last.toordinal():
            return date.fromordinal(ordinal)
        day = date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None
        raise CalendarRangeError(day, self.first, self.last)

    def _require_end(self, day: date) -> int:
        ordinal = plain_day(day).toordinal()
        return ordinal if ordinal == self.last.toordinal() + 1 else self.require(day)
