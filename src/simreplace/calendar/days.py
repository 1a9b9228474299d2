"""The days that are out of the ordinary: what one can be, and how a host writes them down."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypedDict, cast

import attrs

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode
from simreplace.shown import printable
from simreplace.values import one_of

Days = Mapping[date, str] | Iterable[date]
"""Days with their names, or days alone."""

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


def weekend_issues(weekend: frozenset[int]) -> tuple[Issue, ...]:
    """What is wrong with a set of weekdays on which nobody works; Monday is 0."""
    if any(type(weekday) is not int or not 0 <= weekday <= 6 for weekday in weekend):  # noqa: PLR2004 - Sunday
        return (Issue(IssueCode.REVIEW_WEEKDAY, "/weekend"),)
    if len(weekend) == len(range(7)):
        return (Issue(IssueCode.REVIEW_NO_WORKING_DAY, "/weekend"),)
    return ()


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

    Example:
        >>> CalendarDay(date(2026, 8, 17), DayKind.PUBLIC_HOLIDAY, name="Hari Kemerdekaan Republik Indonesia").kind
        <DayKind.PUBLIC_HOLIDAY: 'public_holiday'>
    """

    day: date = attrs.field(converter=plain_day)
    kind: DayKind = attrs.field(converter=_kind)
    name: str | None = attrs.field(default=None, kw_only=True)
    estimated: bool = attrs.field(default=False, kw_only=True)


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
    return tuple(sorted(set(days), key=lambda it: (it.day, KINDS.index(it.kind), it.name or "", it.estimated)))
