"""The NIK of a person and the number of a Kartu Keluarga: region, date, serial.

Neither has a check digit: whoever knows where and when somebody was registered can build one. So nothing here is ever
called valid or verified.
"""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import ClassVar, Final, final

import attrs

from simreplace._data.provinces import NIT_PREFIX, PROVINCES
from simreplace._data.regencies import FORMER_REGENCIES, REGENCIES
from simreplace.issues import Issue, IssueCode
from simreplace.shown import printable
from simreplace.values.masked import Masked, Reading, Taken, digits_of, stars

_LENGTHS: Final = range(16, 17)
_WOMAN: Final = 40  # PP 37/2007 art. 37: a woman's day of birth stands 40 higher
_DAYS: Final = frozenset(range(1, 32)) | frozenset(range(1 + _WOMAN, 32 + _WOMAN))
_MONTHS: Final = range(1, 13)
_CENTURIES: Final = (1900, 2000)
_NO_SERIAL: Final = "0000"
_SIXTEEN_DIGITS: Final = re.compile(r"[0-9]{16}")
# A NIK of which nothing need be said, but for its region: no filler, a day that its month has in every year, a serial.
_PLAIN_NIK: Final = re.compile(
    r"""(?!(.)\1{15}) [0-9]{6}
    (?: (?: 0[1-9] | [15][0-9] | 2[0-8] | 4[1-9] | 6[0-8] ) (?: 0[1-9] | 1[0-2] )
      | (?: 29 | 30 | 69 | 70 ) (?: 0[13-9] | 1[0-2] )
      | (?: 31 | 71 ) (?: 0[13578] | 1[02] )
    )
    [0-9]{2} (?!0000) [0-9]{4}""",
    re.VERBOSE,
)


class Sex(StrEnum):
    """The sex that a document states; UNSPECIFIED is a passport's X.

    Example:
        >>> Sex("female")
        <Sex.FEMALE: 'female'>
    """

    FEMALE = "female"
    MALE = "male"
    UNSPECIFIED = "unspecified"


class RegionStatus(StrEnum):
    """What is known of a regency code: that it is in use, that it was retired and what followed it, or nothing.

    Example:
        >>> RegionStatus("former")
        <RegionStatus.FORMER: 'former'>
    """

    CURRENT = "current"
    FORMER = "former"
    UNKNOWN = "unknown"


@printable
@final
@attrs.frozen(kw_only=True)
class Region:
    """Where a NIK was first registered: the regency or city of its code; where that is, is personal: `repr` hides it.

    The code is that of the day of issue (Kepmendagri 300.2.2-2430/2025 and earlier lists). A retired one is as good as
    one in use, and an unknown one may be newer than the list.

    Args:
        status: Whether the code is in use, was retired, or is on no list.
        code: The first four digits of the NIK.
        successor: The code that the same regency bears since a retired one. Whatever was cut out of a regency, earlier
            or later, has a code of its own.
        name: The regency's present name; a city's begins with Kota.

    Example:
        >>> region = Region(status=RegionStatus.FORMER, code="9101", successor="9301", name="Merauke")
        >>> region
        Region(status=<RegionStatus.FORMER: 'former'>)
        >>> region.province, region.present_province
        ('Papua', 'Papua Selatan')
    """

    status: RegionStatus
    code: str = attrs.field(repr=False)
    successor: str | None = attrs.field(default=None, repr=False)
    name: str | None = attrs.field(default=None, repr=False)

    @property
    def province(self) -> str | None:
        """The province of the code, as `Nik.province` gives it; None where the code is not a province's."""
        return PROVINCES.get(self.code[:2])

    @property
    def present_province(self) -> str | None:
        """The province that the regency belongs to now: another one where its code was retired."""
        return PROVINCES.get((self.successor or self.code)[:2])


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def both_centuries(year: int, month: int, day: int) -> tuple[date, ...]:
    """The days of the 1900s and the 2000s that a two-digit year can mean, the earliest first."""
    earlier, later = (calendar_day(century + year, month, day) for century in _CENTURIES)
    # Of the two centuries the later one has every day that the earlier one has.
    if later is None:
        return ()
    return (later,) if earlier is None else (earlier, later)


def _all_equal(digits: str) -> bool:
    return len(set(digits)) == 1


def _date_parts(digits: str) -> tuple[int, int, int]:
    """Year, month and day as they stand after the region: DDMMYY."""
    return int(digits[10:12]), int(digits[8:10]), int(digits[6:8])


@final
class Nik(Masked):
    """The population number (NIK) of a person, as on a KTP: region, day of birth, serial (PP 37/2007 art. 37).

    It has no check digit, keeps the region of first registration through every move and split, and keeps its date and
    sex even when those on the KTP are corrected (Permendagri 108/2019 art. 15(3)).

    Example:
        >>> nik = Nik.parse("3174 0755 0895 0001")  # made up
        >>> nik
        Nik(31**************)
        >>> nik.province, nik.sex.value, nik.birth_dates[0].isoformat()
        ('Jakarta', 'female', '1995-08-15')
        >>> [issue.code.value for issue in Nik.check("3174071513950001")]
        ['nik.month']
    """

    __slots__ = ()
    _SHAPE: ClassVar[re.Pattern[str]] = _SIXTEEN_DIGITS

    @classmethod
    def _plain(cls, text: str) -> Taken | None:
        usual = _PLAIN_NIK.fullmatch(text) and text[:2] in PROVINCES and text[:4] not in FORMER_REGENCIES
        return (text, ()) if usual else None

    @classmethod
    def _read(cls, text: str) -> Reading:
        digits, issues = digits_of(text, _LENGTHS, IssueCode.NIK_LENGTH)
        return digits, issues if digits is None else tuple(_nik_issues(digits))

    def _mask(self) -> str:
        return stars(self._text, 2, 0)

    @property
    def province(self) -> str | None:
        """The province of first registration, under its present name; None where the code is not a province's."""
        return PROVINCES.get(self._text[:2])

    @property
    def registered_abroad(self) -> bool:
        """Whether it is a NIT, given to a citizen registered abroad (PP 40/2019 art. 32(2))."""
        return self._text.startswith(NIT_PREFIX)

    @property
    def region(self) -> Region:
        """The regency or city of first registration: current, former with its successor, or unknown."""
        code = self._text[:4]
        successor = FORMER_REGENCIES.get(code)
        name = REGENCIES.get(successor or code)
        if name is None:
            return Region(status=RegionStatus.UNKNOWN, code=code)
        status = RegionStatus.FORMER if successor else RegionStatus.CURRENT
        return Region(status=status, code=code, successor=successor, name=name)

    @property
    def sex(self) -> Sex:
        """The sex at registration."""
        return Sex.FEMALE if _date_parts(self._text)[2] > _WOMAN else Sex.MALE

    @property
    def birth_dates(self) -> tuple[date, ...]:
        """The days of birth that it can mean, the earliest first: it has no century, and nobody asks the clock."""
        return _birth_dates(self._text)


def _birth_dates(digits: str) -> tuple[date, ...]:
    year, month, day = _date_parts(digits)
    return both_centuries(year, month, day - _WOMAN if day > _WOMAN else day)


def _nik_issues(digits: str) -> Iterator[Issue]:
    _, month, day = _date_parts(digits)
    if _all_equal(digits):
        yield Issue(IssueCode.NIK_PLACEHOLDER)
    if day not in _DAYS:
        yield Issue(IssueCode.NIK_DAY)
    if month not in _MONTHS:
        yield Issue(IssueCode.NIK_MONTH)
    if day in _DAYS and month in _MONTHS and not _birth_dates(digits):
        yield Issue(IssueCode.NIK_IMPOSSIBLE_DATE)
    if digits.startswith(NIT_PREFIX):
        yield Issue(IssueCode.NIK_NIT_ABROAD)
    elif digits[:2] not in PROVINCES:
        yield Issue(IssueCode.NIK_PROVINCE_UNKNOWN)
    if digits.endswith(_NO_SERIAL):
        yield Issue(IssueCode.NIK_SERIAL_0000)
    if digits[:4] in FORMER_REGENCIES:
        # Which region it is, is personal: `Nik.region` says it to whoever asks for it.
        yield Issue(IssueCode.NIK_REGION_FORMER)


@final
class FamilyCardNumber(Masked):
    """The number of a Kartu Keluarga (KK): region of issue, day of recording, serial of the family.

    The order DDMMYY of the date is not confirmed by an official text, so a date can only raise a FLAG.

    Example:
        >>> card = FamilyCardNumber.parse("3174071508150001")  # made up
        >>> card
        FamilyCardNumber(31**************)
        >>> [day.isoformat() for day in card.recorded_on]
        ['1915-08-15', '2015-08-15']
    """

    __slots__ = ()
    _SHAPE: ClassVar[re.Pattern[str]] = _SIXTEEN_DIGITS

    @classmethod
    def _plain(cls, text: str) -> Taken | None:
        return (text, ()) if _SIXTEEN_DIGITS.fullmatch(text) and not any(_family_card_issues(text)) else None

    @classmethod
    def _read(cls, text: str) -> Reading:
        digits, issues = digits_of(text, _LENGTHS, IssueCode.KK_LENGTH)
        return digits, issues if digits is None else tuple(_family_card_issues(digits))

    def _mask(self) -> str:
        return stars(self._text, 2, 0)

    @property
    def recorded_on(self) -> tuple[date, ...]:
        """The days of recording that it can mean, the earliest first; empty where the calendar has none."""
        return both_centuries(*_date_parts(self._text))


def _family_card_issues(digits: str) -> Iterator[Issue]:
    if _all_equal(digits):
        yield Issue(IssueCode.KK_PLACEHOLDER)
    year, month, day = _date_parts(digits)
    # Of the two centuries the later one has every day that the earlier one has.
    if calendar_day(_CENTURIES[-1] + year, month, day) is None:
        yield Issue(IssueCode.KK_IMPOSSIBLE_DATE)
    if digits[:2] not in PROVINCES:
        yield Issue(IssueCode.KK_PROVINCE_UNKNOWN)
