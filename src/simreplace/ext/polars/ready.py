"""A column of days of submission: a year has few of them, so the scalar is asked for each and the rows look it up."""

from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Final

import polars as pl

from simreplace import BusinessCalendar, ReviewPolicy, estimate_ready_date
from simreplace.calendar import FIRST_YEAR, LAST_YEAR
from simreplace.errors import CalendarRangeError

_EPOCH: Final = date(1970, 1, 1).toordinal()
_NAMES: Final = ("earliest", "latest")


def ready_outputs(
    days: pl.Series, wanted: frozenset[str], policy: ReviewPolicy, calendar: BusinessCalendar | None
) -> list[pl.Series]:
    """What is wanted of earliest and latest for these days: null where there is none, or none that is covered."""
    first = (date(FIRST_YEAR, 1, 1) if calendar is None else calendar.first).toordinal() - _EPOCH
    last = (date(LAST_YEAR, 12, 31) if calendar is None else calendar.last).toordinal() - _EPOCH
    rows = days.to_physical().alias("day").to_frame()
    known = rows.filter(pl.col("day").is_between(first, last))["day"]
    asked = set(known.cast(pl.Date).dt.year().unique().to_list())
    years = range(min(asked, default=FIRST_YEAR), max(asked, default=FIRST_YEAR) + 1)
    # A year that nobody asks for is left empty: to build it would cost more than a thousand rows.
    table = pl.concat([_windows(year, policy, calendar) if year in asked else _nothing(year) for year in years])
    place = pl.col("day") - (date(years[0], 1, 1).toordinal() - _EPOCH)
    places = rows.select(pl.when(pl.col("day").is_between(first, last)).then(place))["day"]
    return [table[name].gather(places) for name in _NAMES if name in wanted]


@cache
def _nothing(year: int) -> pl.DataFrame:
    days = date(year, 12, 31).toordinal() - date(year, 1, 1).toordinal() + 1
    return pl.DataFrame([pl.Series(name, [None] * days, dtype=pl.Date) for name in _NAMES])


# The same few years come with every batch; a calendar and a policy can be compared.
@lru_cache(maxsize=512)
def _windows(year: int, policy: ReviewPolicy, calendar: BusinessCalendar | None) -> pl.DataFrame:
    """The window of every day of a year."""
    windows = list(_windows_of(year, policy, calendar))
    return pl.DataFrame(windows, schema=[(name, pl.Date) for name in _NAMES], orient="row")


def _windows_of(
    year: int, policy: ReviewPolicy, calendar: BusinessCalendar | None
) -> Iterator[tuple[date | None, date | None]]:
    for day in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
        try:
            estimate = estimate_ready_date(date.fromordinal(day), policy=policy, calendar=calendar)
        except CalendarRangeError:
            yield None, None
        else:
            yield estimate.earliest, estimate.latest
