"""Indonesia's days off as a calendar: the one door to `holidays`.

The package's own objects grow while they are read and are not safe among threads. So each year is built apart, once,
with its language named (it would follow the machine's otherwise), and copied into frozen values.
"""

from datetime import MAXYEAR, MINYEAR, date
from functools import cache, lru_cache
from typing import Final

from simreplace._data.decrees import decree_of
from simreplace.calendar.business import BusinessCalendar
from simreplace.calendar.days import CalendarDay, DayKind, whole_number
from simreplace.errors import CalendarRangeError, InvalidValueError
from simreplace.issues import Issue, IssueCode

# Cuti bersama is known from 2002 on, and after 2050 the package has no Nyepi: elsewhere "no holiday" would be a guess.
FIRST_YEAR: Final = 2002
LAST_YEAR: Final = 2050


def indonesian_calendar(first_year: int, last_year: int) -> BusinessCalendar:
    """Indonesia's libur nasional and cuti bersama, as the installed `holidays` knows them.

    Names are the Indonesian ones, and a day whose decree is known carries its numbers. A holiday that the package calls an estimate is marked as one. A year in which it
    knows no cuti bersama has no decree yet: its holidays are computed, and it is not among the `decreed_years`.
    The source names the version, since decrees come late and a newer release may answer differently. Regional days
    are not known.

    Args:
        first_year: The first year covered, 2002 at the earliest.
        last_year: The last year covered, 2050 at the latest.

    Raises:
        CalendarRangeError: A year for which the data is not sound: it is unknown, not free of holidays.
        InvalidValueError: A year is not a whole number, or the last lies before the first.

    Example:
        >>> calendar = indonesian_calendar(2026, 2027)
        >>> calendar.is_business_day(date(2026, 3, 18))
        False
        >>> calendar.days_on(date(2026, 3, 18))[0].kind
        <DayKind.COLLECTIVE_LEAVE: 'collective_leave'>
    """
    years = whole_number(first_year, "/first_year"), whole_number(last_year, "/last_year")
    for year in years:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise outside(date(year, 1, 1) if MINYEAR <= year <= MAXYEAR else None)
    if last_year < first_year:
        raise InvalidValueError((Issue(IssueCode.CALENDAR_RANGE, "", (("first", first_year), ("last", last_year))),))
    return _calendar(*years)


def calendar_around(first: date, last: date) -> BusinessCalendar:
    """Indonesia's days off for these days, with a year on either side: an estimated holiday may move across New Year.

    Args:
        first: The first day that is needed.
        last: The last day that is needed.

    Raises:
        CalendarRangeError: A year for which the data is not sound.
    """
    for day in (first, last):
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise outside(day)
    return _calendar(max(first.year - 1, FIRST_YEAR), min(last.year + 1, LAST_YEAR))


def outside(day: date | None) -> CalendarRangeError:
    """The refusal of a day on which Indonesia's days off are not known."""
    return CalendarRangeError(day, date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


# One calendar for the same years, so that what is later derived from it is derived once.
@lru_cache(maxsize=128)
def _calendar(first_year: int, last_year: int) -> BusinessCalendar:
    days = {year: _year(year) for year in range(first_year, last_year + 1)}
    decreed = (year for year, rows in days.items() if any(row.kind is DayKind.COLLECTIVE_LEAVE for row in rows))
    return BusinessCalendar(
        first=date(first_year, 1, 1),
        last=date(last_year, 12, 31),
        days=(row for rows in days.values() for row in rows),
        decreed_years=decreed,
        source=_source(),
    )


@cache
def _year(year: int) -> tuple[CalendarDay, ...]:
    from holidays.countries.indonesia import Indonesia

    label = str(Indonesia.estimated_label).split("%s")[1]
    rows: list[CalendarDay] = []
    for category, kind in (("public", DayKind.PUBLIC_HOLIDAY), ("government", DayKind.COLLECTIVE_LEAVE)):
        known = Indonesia(years=year, language="id", categories=category, expand=False)
        for day in sorted(known):
            for name in known.get_list(day):
                shown = name.removesuffix(label)
                decree = decree_of(day, is_leave=kind is DayKind.COLLECTIVE_LEAVE)
                rows.append(CalendarDay(day, kind, name=shown, estimated=shown != name, decree=decree))
    return tuple(rows)


@cache
def _source() -> str:
    from holidays.version import __version__

    return f"holidays {__version__}"
