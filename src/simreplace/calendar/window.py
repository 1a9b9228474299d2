"""What surrounds a window: the days it skips, what to bear in mind, and how far an estimated holiday can move it."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import islice, product
from typing import Final

import attrs

from simreplace.calendar.business import BusinessCalendar
from simreplace.calendar.days import CalendarDay, DayKind
from simreplace.shown import printable

# A lunar holiday can move by one day either way (the estimate against the sighting).
_SHIFTS: Final = (-1, 0, 1)
# Computed like the others, and never called an estimate by the package.
_COMPUTED_UNMARKED: Final = "nyepi"


class EffectiveReason(StrEnum):
    """Why the count starts on the day it does.

    Example:
        >>> EffectiveReason("after_cutoff")
        <EffectiveReason.AFTER_CUTOFF: 'after_cutoff'>
    """

    SAME_DAY = "same_day"
    AFTER_CUTOFF = "after_cutoff"
    CLOSED_DAY = "closed_day"


class CaveatCode(StrEnum):
    """Why a window may not hold.

    LUNAR_PENDING_DECISION: decreed, but the day awaits the Minister of Religious Affairs. COMPUTED_HOLIDAY: computed,
    not decreed. YEAR_WITHOUT_DECREE: cuti bersama of that year is unknown. COLLECTIVE_LEAVE_MATTERS: the window differs
    with the reading of cuti bersama. WEEKENDS_MAY_BE_WORKED: an operator that works at the weekend is sooner.

    Example:
        >>> CaveatCode("computed_holiday")
        <CaveatCode.COMPUTED_HOLIDAY: 'computed_holiday'>
    """

    LUNAR_PENDING_DECISION = "lunar_pending_decision"
    COMPUTED_HOLIDAY = "computed_holiday"
    YEAR_WITHOUT_DECREE = "year_without_decree"
    COLLECTIVE_LEAVE_MATTERS = "collective_leave_matters"
    WEEKENDS_MAY_BE_WORKED = "weekends_may_be_worked"


@printable
@attrs.frozen
class Caveat:
    """One reason why a window may not hold.

    Args:
        code: What it is.
        day: The first day that it concerns; for a year without a decree the first day of the window in that year.

    Example:
        >>> Caveat(CaveatCode.COMPUTED_HOLIDAY, date(2028, 2, 28)).day.year
        2028
    """

    code: CaveatCode
    day: date | None = None


@printable
@attrs.frozen(kw_only=True)
class SkippedDay:
    """A day between submission and the latest day that does not count, or may not.

    Args:
        day: The day.
        kinds: Every reason why it is closed.
        name: The decree's name for it, in Indonesian; None for a mere weekend. `explain` knows it in three languages.
        estimated: Whether it is closed by a lunar estimate that may still move.
        before_clock_start: Whether it lies before the effective day.
        decree: The decree that closes it, by its numbers, where they are known.

    Example:
        >>> SkippedDay(day=date(2026, 9, 5), kinds=(DayKind.WEEKEND,)).name is None
        True
    """

    day: date
    kinds: tuple[DayKind, ...]
    name: str | None = None
    estimated: bool = False
    before_clock_start: bool = False
    decree: str | None = None


def skipped_days(
    near: BusinessCalendar, far: BusinessCalendar, since: date, effective_on: date, latest: date, *, certainly: bool
) -> Iterator[SkippedDay]:
    """Every day from `since` to `latest` that is closed as the latest is read, with all its reasons.

    Certainly closed are those that are so as the earliest is read as well; the others are open there.
    """
    for ordinal in range(far.require(since), far.require(latest) + 1):
        if far.is_open(ordinal) or near.is_open(ordinal) is certainly:
            continue
        day = date.fromordinal(ordinal)
        rows = _closing(far, day)
        yield SkippedDay(
            day=day,
            kinds=tuple(filter(far.is_closing, far.kinds_on(day))) if rows else (DayKind.WEEKEND,),
            name=_joined(row.name for row in rows),
            estimated=any(row.estimated for row in rows),
            before_clock_start=day < effective_on,
            decree=_joined(row.decree for row in rows),
        )


def _closing(reading: BusinessCalendar, day: date) -> list[CalendarDay]:
    """What closes a day; of a mere weekend nothing does."""
    return [row for row in reading.days_on(day) if reading.is_closing(row.kind)]


def _joined(texts: Iterable[str | None]) -> str | None:
    return "; ".join(dict.fromkeys(filter(None, texts))) or None


def estimate_caveats(calendar: BusinessCalendar, first: date, last: date) -> Iterator[Caveat]:
    """What may still change between the first day that can count and the latest that the window can reach."""
    lower = bisect_left(calendar.days, first.toordinal() - 1, key=_ordinal)
    upper = bisect_right(calendar.days, last.toordinal() + 1, key=_ordinal)
    found: dict[Caveat, None] = {}
    for row in calendar.days[lower:upper]:
        decreed = row.day.year in calendar.decreed_years
        if row.estimated:
            code = CaveatCode.LUNAR_PENDING_DECISION if decreed else CaveatCode.COMPUTED_HOLIDAY
            found[Caveat(code, row.day)] = None
        elif not decreed and _COMPUTED_UNMARKED in (row.name or "").casefold() and first <= row.day <= last:
            found[Caveat(CaveatCode.COMPUTED_HOLIDAY, row.day)] = None
    yield from found
    for year in undecreed_years(calendar, first, last):
        yield Caveat(CaveatCode.YEAR_WITHOUT_DECREE, max(first, date(year, 1, 1)))


def reading_caveats(
    opened: BusinessCalendar, closed: BusinessCalendar, far: BusinessCalendar, first: date, latest: date
) -> Iterator[Caveat]:
    """What depends on how the days are read: cuti bersama, and weekends.

    A day on which the two readings of cuti bersama differ moves the window exactly when it lies in it; so does a
    weekend that is worked.
    """
    days = range(far.require(first), far.require(latest) + 1)
    differing = (day for day in days if opened.is_open(day) is not closed.is_open(day))
    closed_days = (date.fromordinal(day) for day in days if not far.is_open(day))
    resting = (day for day in closed_days if not _closing(far, day))
    yield from (Caveat(CaveatCode.COLLECTIVE_LEAVE_MATTERS, date.fromordinal(day)) for day in islice(differing, 1))
    yield from (Caveat(CaveatCode.WEEKENDS_MAY_BE_WORKED, day) for day in islice(resting, 1))


def undecreed_years(calendar: BusinessCalendar, first: date, last: date) -> list[int]:
    """The years from one day to another whose decree is not known."""
    return [year for year in range(first.year, last.year + 1) if year not in calendar.decreed_years]


def _ordinal(row: CalendarDay) -> int:
    return row.day.toordinal()


def extremes(reading: BusinessCalendar, start: int, steps: int) -> tuple[date, date]:
    """The first and the last day that the answer can be when each estimated holiday moves by a day or stays.

    Every holiday moves by itself, and its days move together; decreed days stay. The answer is not monotone in the
    shift, so all combinations are looked at. Holidays too far apart to meet are counted apart: what they close adds up.

    Args:
        reading: The calendar as it is read.
        start: The ordinal of the first day that can count.
        steps: The answer is the day after so many further business days.

    Raises:
        CalendarRangeError: The answer, or the last day it can be, is not covered.
    """
    plain = reading.day_at(reading.rank_of(start) + steps)
    settled, clusters = _settled(reading)
    lower = upper = plain.toordinal()
    if not any(cluster.first <= upper and cluster.last >= start for cluster in clusters):
        return plain, plain

    def counted(until: int, choose: Callable[[Iterable[int]], int]) -> int:
        """Business days from the start, under the combination that closes the fewest or the most of them."""
        near = (cluster for cluster in clusters if cluster.first <= until and cluster.last >= start)
        closed = sum(choose(cluster.closed(start, until)) for cluster in near)
        return settled.rank_of(until + 1) - settled.rank_of(start) - closed

    while counted(lower - 1, min) > steps:
        lower -= 1
    while counted(upper, max) <= steps:
        upper = settled.day_on(upper + 1).toordinal()
    return date.fromordinal(lower), date.fromordinal(upper)


@printable
@attrs.frozen
class _Cluster:
    """Estimated holidays that can get in each other's way, and which days each combination of shifts closes."""

    first: int
    last: int
    scenarios: frozenset[tuple[int, ...]]

    def closed(self, start: int, until: int) -> Iterator[int]:
        """For each combination, how many of its days lie between two days, both included."""
        return (bisect_right(days, until) - bisect_left(days, start) for days in self.scenarios)


_Block = tuple[int, ...]
# Three to the sixth combinations. What lies beyond is counted apart, which can only widen the answer.
_MOST_BLOCKS: Final = 6


@lru_cache(maxsize=256)
def _settled(reading: BusinessCalendar) -> tuple[BusinessCalendar, tuple[_Cluster, ...]]:
    """The calendar without what is estimated, and what is estimated."""
    settled = attrs.evolve(reading, days=tuple(row for row in reading.days if not row.estimated))
    groups: list[list[_Block]] = []
    for block in _blocks(row for row in reading.days if row.estimated):
        meets = groups and max(map(max, groups[-1])) + 1 >= block[0] - 1
        if meets and len(groups[-1]) < _MOST_BLOCKS:
            groups[-1].append(block)
        else:
            groups.append([block])
    return settled, tuple(_cluster(settled, group) for group in groups)


def _blocks(rows: Iterable[CalendarDay]) -> list[_Block]:
    """Estimated days as holidays: neighbors of one name, such as Idul Fitri and its second day, move together."""
    holidays: list[tuple[_Block, str]] = []
    for row in rows:
        name, ordinal = row.name or "", row.day.toordinal()
        for at, (days, known) in enumerate(holidays):
            if days[-1] == ordinal - 1 and (name == known or (name and known and (known in name or name in known))):
                holidays[at] = ((*days, ordinal), known)
                break
        else:
            holidays.append(((ordinal,), name))
    return [days for days, _ in holidays]


def _cluster(settled: BusinessCalendar, blocks: list[_Block]) -> _Cluster:
    days = {day + shift for block in blocks for day in block for shift in _SHIFTS}
    closable = {day for day in days if _can_be_closed(settled, day)}
    scenarios = frozenset(
        tuple(sorted({day + shift for block, shift in zip(blocks, shifts, strict=True) for day in block} & closable))
        for shifts in product(_SHIFTS, repeat=len(blocks))
    )
    return _Cluster(min(days), max(days), scenarios)


def _can_be_closed(settled: BusinessCalendar, ordinal: int) -> bool:
    """Whether a holiday on this day would cost a business day: an extra open day stays open whatever moves onto it."""
    if not settled.first.toordinal() <= ordinal <= settled.last.toordinal():
        return False
    day = date.fromordinal(ordinal)
    return settled.is_business_day(day) and DayKind.EXTRA_OPEN not in settled.kinds_on(day)
