"""Which day it is, how old somebody is on it, and what a birth date shows by itself; also where only a part of it is known."""

from calendar import isleap
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

import attrs

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode
from simreplace.rules.policy import Policy
from simreplace.shown import printable
from simreplace.values import BirthDate, PartialDate, a_day, first_of, last_of

ADULT_AGE: Final = 17  # UU 24/2013 art. 63: a KTP from 17 on, or on marriage
OLDEST_KTP_HOLDER: Final = 105  # our rule: older holders exist; somebody should look
OLDEST_PERSON: Final = 125  # our rule: nobody has lived that long, but 1870-12-31 stands on genuine cards
_LEAP_DAY: Final = (2, 29)
_DAY_BEFORE: Final = (2, 28)


def the_day(on: date) -> date:
    """The day for which something is judged.

    Raises:
        TypeError: It is no date, or a datetime, whose day depends on a zone that nobody stated.
    """
    try:
        return a_day(on)
    except InvalidValueError:
        # The form may be in order: this is the caller's mistake, and no answer to whoever filled the form in.
        raise TypeError("on is a date, and no datetime: say which day it is where the applicant is") from None


def day_of(moment: datetime, policy: Policy) -> date:
    """The local day of a moment, in the zone of the policy's review."""
    return moment.astimezone(policy.review.zone).date()


def age_on(born_on: BirthDate, on: date) -> int:
    """Full years of life on a day; negative before birth. Born on 29 February, one is a year older on the 28th.

    Of somebody whose birth date is known in part, the years that they have lived at least.
    """
    return _years(last_of(born_on), on)


def _years(born_on: date, on: date) -> int:
    birthday = born_on.month, born_on.day
    if birthday == _LEAP_DAY and not isleap(on.year):
        birthday = _DAY_BEFORE
    return on.year - born_on.year - ((on.month, on.day) < birthday)


@printable
@attrs.frozen
class Age:
    """The years that somebody has lived at least and at most: the same, unless their birth date is known in part."""

    least: int
    most: int


def age_between(born_on: BirthDate | None, on: date) -> Age | None:
    """How old somebody is; None where nobody knows, also of a birth that has not come: that is a mistake by itself."""
    if born_on is None or is_to_come(born_on, on):
        return None
    least = age_on(born_on, on)
    return Age(least, _years(first_of(born_on), on) if isinstance(born_on, PartialDate) else least)


def is_to_come(born_on: BirthDate, on: date) -> bool:
    """Whether somebody would be born later, on whichever day."""
    return first_of(born_on) > on


def birth_issues(born_on: BirthDate | None, on: date) -> Iterator[Issue]:
    """What a birth date shows to a day."""
    if isinstance(born_on, PartialDate):
        yield Issue(IssueCode.BIRTH_PARTLY_KNOWN, "/born_on")
    if born_on is not None and is_to_come(born_on, on):
        yield Issue(IssueCode.BIRTH_IN_FUTURE, "/born_on")
    elif born_on is not None and age_on(born_on, on) > OLDEST_PERSON:
        yield Issue(IssueCode.BIRTH_TOO_LONG_AGO, "/born_on")
