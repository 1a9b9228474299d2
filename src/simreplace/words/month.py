"""A small text calendar in which a person sees the window at a glance."""

import unicodedata
from datetime import date, timedelta
from typing import Final

from simreplace.calendar import ReadyEstimate
from simreplace.words.dates import Language, words

_CELL: Final = 7


def month_view(estimate: ReadyEstimate, language: Language = "en") -> str:
    r"""The months of a window as a text calendar, for a font of fixed width.

    In brackets the day from which the count starts, in parentheses the days that do not count, with a question mark those
    that may count, with a star those on which the card may be ready. Where the count may start on an uncertain day, that
    day has the first bracket and its question mark.

    Args:
        estimate: The window.
        language: English, Indonesian or Chinese.

    Example:
        >>> from simreplace import ReviewPolicy, estimate_ready_date
        >>> estimate = estimate_ready_date(date(2026, 9, 4), policy=ReviewPolicy(min_days=1, max_days=2))
        >>> print("\n".join(line.rstrip() for line in month_view(estimate).splitlines()[:4]))
        September 2026
          Mon    Tue    Wed    Thu    Fri    Sat    Sun
                  1      2      3    [ 4]   ( 5)   ( 6)
           7 *    8 *    9     10     11     12     13
    """
    table = words(language)
    marks = _marks(estimate)
    days = (estimate.submitted_on, estimate.effective_on, estimate.latest)
    first, last = min(days).replace(day=1), max(days)
    pages: list[str] = []
    while first <= last:
        after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
        title = table["month_view.title"].format(month=table[f"month.{first.month}"], year=first.year)
        names = "".join(_padded("  " + table[f"weekday_short.{weekday}"]) for weekday in range(7))
        pages.append("\n".join([title, names.rstrip(), *_weeks(first, after, marks)]))
        first = after
    return "\n\n".join([*pages, table["month_view.legend"]])


def _marks(estimate: ReadyEstimate) -> dict[date, tuple[str, str, str]]:
    """What stands before, behind and beside a day."""
    shut = {skipped.day for skipped in estimate.skipped}
    unsure = {skipped.day for skipped in estimate.uncertain}
    starts = {estimate.effective_earliest, estimate.effective_on}
    since, days = estimate.earliest, (estimate.latest - estimate.earliest).days
    ready = {since + timedelta(days=n) for n in range(days + 1)} - shut
    return {
        day: (
            "[" if day in starts else "(" if day in shut else " ",
            "?" if day in unsure else "]" if day in starts else ")" if day in shut else " ",
            "*" if day in ready else " ",
        )
        for day in ready | shut | unsure | starts
    }


def _weeks(first: date, after: date, marks: dict[date, tuple[str, str, str]]) -> list[str]:
    weeks: list[str] = []
    row = " " * _CELL * first.weekday()
    day = first
    while day < after:
        before, behind, beside = marks.get(day, (" ", " ", " "))
        row += f" {before}{day.day:>2}{behind}{beside} "
        day += timedelta(days=1)
        if day.weekday() == 0 or day == after:
            weeks.append(row.rstrip())
            row = ""
    return weeks


def _padded(text: str) -> str:
    """The text in a cell; a Chinese character is two columns wide."""
    width = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
    return text + " " * (_CELL - width)
