"""The days that are out of the ordinary: what one can be, and how a host writes them down."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from operator import itemgetter
from types import MappingProxyType
from typing import Final, TypedDict, cast

import attrs

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode
from simreplace.shown import printable
from simreplace.values import one_of

Days = Mapping[date, str] | Iterable[date]
"""Days with their names, or days alone."""

WIB: Final = timezone(timedelta(hours=7), "WIB")
WITA: Final = timezone(timedelta(hours=8), "WITA")
WIT: Final = timezone(timedelta(hours=9), "WIT")

MOST_DAYS: Final = 366
SATURDAY_AND_SUNDAY: Final = frozenset({5, 6})


class DayKind(StrEnum):
    """Why a day is not like the others. COLLECTIVE_LEAVE is cuti bersama.

    Example:
        >>> DayKind("collective_leave")
        <DayKind.COLLECTIVE_LEAVE: 'collective_leave'>
    """

    WEEKEND = "weekend"
    PUBLIC_HOLIDAY = "public_holiday"
    COLLECTIVE_LEAVE = "collective_leave"
    EXTRA_CLOSED = "extra_closed"
    EXTRA_OPEN = "extra_open"


KINDS: Final = tuple(DayKind)


class CollectiveLeave(StrEnum):
    """How cuti bersama is read: nobody works, everybody works, or nobody can say.

    The tax rules count it as closed (PMK 81/2024 art. 100(2)); for private employers it is optional, and the decree
    itself has telecom services staffed. EITHER reads the earliest day as if open and the latest as if closed.

    Example:
        >>> CollectiveLeave("either")
        <CollectiveLeave.EITHER: 'either'>
    """

    CLOSED = "closed"
    OPEN = "open"
    EITHER = "either"


def a_leave(value: object) -> CollectiveLeave:
    return one_of(CollectiveLeave, value)


def plain_day(day: object, pointer: str = "") -> date:
    """The day itself; a datetime is refused, since whose day it is depends on the zone.

    Raises:
        InvalidValueError: It is not a date, or a moment instead of a day.
    """
    if isinstance(day, date) and not isinstance(day, datetime):
        return day
    raise InvalidValueError((Issue(IssueCode.REVIEW_TYPE, pointer, (("expected", "date"),)),))


def whole_number(number: object, pointer: str) -> int:
    """The number itself; True and 1.0 are refused.

    Raises:
        InvalidValueError: It is not an int.
    """
    if isinstance(number, int) and not isinstance(number, bool):
        return number
    raise InvalidValueError((Issue(IssueCode.REVIEW_TYPE, pointer, (("expected", "integer"),)),))


def frozen_years(years: Iterable[int]) -> frozenset[int]:
    """Years as a frozenset."""
    return frozenset(years)


def frozen_weekdays(weekdays: Iterable[int]) -> frozenset[int]:
    """Weekdays as a frozenset, with nothing checked but that they can be one."""
    try:
        return frozenset(weekdays)
    except TypeError:
        raise InvalidValueError((Issue(IssueCode.REVIEW_TYPE, "/weekend", (("expected", "weekdays"),)),)) from None


def _is_weekday(weekday: object) -> bool:
    return type(weekday) is int and 0 <= weekday <= 6  # noqa: PLR2004 - Sunday


def weekend_issues(weekend: frozenset[int]) -> tuple[Issue, ...]:
    """What is wrong with a set of weekdays on which nobody works; Monday is 0."""
    if not all(map(_is_weekday, weekend)):
        return (Issue(IssueCode.REVIEW_WEEKDAY, "/weekend"),)
    if len(weekend) == len(range(7)):
        return (Issue(IssueCode.REVIEW_NO_WORKING_DAY, "/weekend"),)
    return ()


def frozen_days(days: Iterable[date]) -> frozenset[date]:
    """Days as a frozenset, with nothing checked but that they can be one: `are_days` tells."""
    try:
        return frozenset(days)
    except TypeError:
        return cast("frozenset[date]", days)  # refused with the rest, under its own pointer


def are_days(days: object) -> bool:
    """Whether this is a frozenset of days, and of no moments."""
    items = cast("frozenset[object]", days) if isinstance(days, frozenset) else [None]
    return all(isinstance(item, date) and not isinstance(item, datetime) for item in items)


def days_shown(days: Iterable[date]) -> str:
    # A frozenset has no order of its own, and what is printed may not depend on the hash seed.
    return "{" + ", ".join(day.isoformat() for day in sorted(days)) + "}"


Cutoffs = tuple[tuple[int, time | None], ...]
"""Weekdays with their cut-offs, in order; Monday is 0."""


def frozen_cutoffs(given: Mapping[int, time | None] | Iterable[tuple[int, time | None]] | None) -> Cutoffs | None:
    """Cut-offs by weekday, from a mapping or from pairs; none of them is the same as nothing said.

    Raises:
        InvalidValueError: It is neither.
    """
    if given is None:
        return None
    pairs = cast("Mapping[int, time | None]", given).items() if isinstance(given, Mapping) else given
    try:
        rows = tuple((weekday, cutoff) for weekday, cutoff in pairs)
        return tuple(sorted(rows, key=itemgetter(0))) or None
    except (TypeError, ValueError):
        raise InvalidValueError((Issue(IssueCode.REVIEW_TYPE, "/cutoff_on", (("expected", "weekdays"),)),)) from None


def cutoff_issues(cutoff: object, by_weekday: Cutoffs | None) -> tuple[Issue, ...]:
    """What is wrong with a cut-off for all days, and with those for single weekdays."""
    issues = () if _is_local_time(cutoff) else (Issue(IssueCode.REVIEW_CUTOFF, "/cutoff"),)
    weekdays = [weekday for weekday, _ in by_weekday or ()]
    if not all(map(_is_weekday, weekdays)) or len(set(weekdays)) != len(weekdays):
        issues = (*issues, Issue(IssueCode.REVIEW_WEEKDAY, "/cutoff_on"))
    if not all(_is_local_time(known) for _, known in by_weekday or ()):
        issues = (*issues, Issue(IssueCode.REVIEW_CUTOFF, "/cutoff_on"))
    return issues


def _is_local_time(cutoff: object) -> bool:
    return cutoff is None or (isinstance(cutoff, time) and cutoff.tzinfo is None)


def cutoffs_shown(cutoffs: Cutoffs | None) -> str:
    return repr(cutoffs if cutoffs is None else dict(cutoffs))


def _kind(value: object) -> DayKind:
    return one_of(DayKind, value)


@printable
@attrs.frozen
class CalendarDay:
    """One reason why one day is out of the ordinary; a day can have several.

    Args:
        day: The day.
        kind: What it is; a weekend is a matter of the calendar, not of the day.
        name: The decree's name for it, in Indonesian.
        estimated: Whether the day rests on a lunar estimate that may still move by a day.
        decree: The decree that says so, by its numbers, where they are known.

    Example:
        >>> CalendarDay(date(2026, 8, 17), DayKind.PUBLIC_HOLIDAY, name="Hari Kemerdekaan Republik Indonesia").kind
        <DayKind.PUBLIC_HOLIDAY: 'public_holiday'>
    """

    day: date = attrs.field(converter=plain_day)
    kind: DayKind = attrs.field(converter=_kind)
    name: str | None = attrs.field(default=None, kw_only=True)
    estimated: bool = attrs.field(default=False, kw_only=True)
    decree: str | None = attrs.field(default=None, kw_only=True)


class DayGroups(TypedDict, total=False):
    """Days by what they are: each group a mapping from day to name, or days alone.

    public_holidays are libur nasional, estimated_holidays those whose day may still move by one, collective_leave is
    cuti bersama; extra_closed and extra_open are your own, and an extra open day wins over everything.
    """

    public_holidays: Days
    estimated_holidays: Days
    collective_leave: Days
    extra_closed: Days
    extra_open: Days


_GROUPS: Final = MappingProxyType(
    {
        "public_holidays": (DayKind.PUBLIC_HOLIDAY, False),
        "estimated_holidays": (DayKind.PUBLIC_HOLIDAY, True),
        "collective_leave": (DayKind.COLLECTIVE_LEAVE, False),
        "extra_closed": (DayKind.EXTRA_CLOSED, False),
        "extra_open": (DayKind.EXTRA_OPEN, False),
    }
)
OPPOSITE: Final = MappingProxyType({DayKind.EXTRA_CLOSED: DayKind.EXTRA_OPEN, DayKind.EXTRA_OPEN: DayKind.EXTRA_CLOSED})


def rows_of(groups: Mapping[str, object]) -> Iterator[CalendarDay]:
    """One row for each day of each group.

    Raises:
        TypeError: There is no such group.
        InvalidValueError: A day is not a date, or has a time.
    """
    for group, given in groups.items():
        if group not in _GROUPS:
            raise TypeError(f"days come as {', '.join(_GROUPS)}")
        kind, estimated = _GROUPS[group]
        if isinstance(given, Mapping):
            named = cast("Mapping[date, str | None]", given)
        else:
            named = dict.fromkeys(cast("Iterable[date]", given))
        for day, name in named.items():
            yield CalendarDay(day, kind, name=name, estimated=estimated)


def joined(*sources: str) -> str:
    """Sources in one line."""
    return ", ".join(filter(None, sources))


def in_order(days: Iterable[CalendarDay]) -> tuple[CalendarDay, ...]:
    """Rows by day, then by kind, each once."""
    return tuple(sorted(set(days), key=_place))


def _place(row: CalendarDay) -> tuple[object, ...]:
    return row.day, KINDS.index(row.kind), row.name or "", row.estimated, row.decree or ""
