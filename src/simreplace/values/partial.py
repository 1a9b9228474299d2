"""A day of birth of which only a part is known, as on papers that print 00 or fillers for the rest."""

import re
from calendar import monthrange
from datetime import MAXYEAR, date
from typing import Final, Self, final

import attrs

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode
from simreplace.values.plain import a_day, instance_of

_FORM: Final = re.compile(r"[0-9]{4}-(?:00-[0-9]{2}|[0-9]{2}-00)")
_MONTHS: Final = 12
_LONGEST_MONTH: Final = 31


def _is_within(value: object, most: int) -> bool:
    return type(value) is int and 1 <= value <= most


@final
@attrs.frozen(repr=False)
class PartialDate:
    """A day of birth of which the year is known, and the month or the day is not (ICAO Doc 9303-3).

    No rule concludes anything from what is missing: an age is at least and at most so many years.

    Args:
        year: The year.
        month: The month, if it is known and the day is not.
        day: The day of the month, if it is known and the month is not.

    Raises:
        InvalidValueError: There is no such year, month or day, or both month and day are known.

    Example:
        >>> PartialDate.parse("1995-08-00").last
        datetime.date(1995, 8, 31)
        >>> PartialDate(1995).may_be(date(1995, 7, 1))
        True
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __attrs_post_init__(self) -> None:
        parts = ((self.month, _MONTHS), (self.day, _LONGEST_MONTH))
        known = [_is_within(part, most) for part, most in parts if part is not None]
        if not _is_within(self.year, MAXYEAR) or not all(known) or len(known) == len(parts):
            raise InvalidValueError((Issue(IssueCode.FORM_NO_SUCH_DAY),))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the form that ISO 8601 gives a date, with 00 for what is not known.

        Args:
            text: Such as 1995-00-00 or 1995-08-00.

        Raises:
            InvalidValueError: It is not of that form, or there is no such year, month or day.
        """
        if _FORM.fullmatch(instance_of(str, text, IssueCode.FORM_DATE)) is None:
            raise InvalidValueError((Issue(IssueCode.FORM_DATE),))
        year, month, day = map(int, text.split("-"))
        return cls(year, month or None, day or None)

    @property
    def first(self) -> date:
        """The first day that it may be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that it may be."""
        month = self.month or _MONTHS
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def may_be(self, day: date) -> bool:
        """Whether this may be that day.

        Args:
            day: A day that is known whole.
        """
        return self.year == day.year and self.month in {None, day.month} and self.day in {None, day.day}

    def isoformat(self) -> str:
        """The text that `parse` reads, personal data in plain."""
        return f"{self.year:04}-{self.month or 0:02}-{self.day or 0:02}"

    def __repr__(self) -> str:
        return "PartialDate(***)"


BirthDate = date | PartialDate
"""A day of birth, known whole or in part."""


def a_birth_date(value: BirthDate) -> BirthDate:
    """A day of birth: a datetime is refused, for its day depends on a zone that nobody stated."""
    return value if type(value) is PartialDate else a_day(value)


def may_be(born_on: BirthDate, day: date) -> bool:
    """Whether somebody may be born on a day."""
    return born_on.may_be(day) if isinstance(born_on, PartialDate) else born_on == day


def first_of(born_on: BirthDate) -> date:
    """The first day on which somebody may be born."""
    return born_on.first if isinstance(born_on, PartialDate) else born_on


def last_of(born_on: BirthDate) -> date:
    """The last day on which somebody may be born."""
    return born_on.last if isinstance(born_on, PartialDate) else born_on
