"""Numbers on identity documents: well formed or not, which is all that a number alone can show.

None of the Indonesian ones has a check digit: whoever knows where and when somebody was registered can build a NIK.
So nothing here is ever called valid or verified.
"""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from itertools import cycle
from typing import ClassVar, Final, final

import attrs

from simreplace._data.provinces import FORMER_REGENCIES, NIT_PREFIX, PROVINCES
from simreplace._issues import Issue, IssueCode
from simreplace._private import (
    Masked,
    Reading,
    character_name,
    odd_characters,
    outer_trimmed,
    stars,
    unseen,
)
from simreplace.errors import InvalidValueError

_DIGITS: Final = "0123456789"
_UPPER: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LETTERS: Final = _UPPER + _UPPER.lower()

_ID_DIGITS: Final = 16
_WOMAN: Final = 40  # PP 37/2007 art. 37: a woman's day of birth stands 40 higher
_DAYS: Final = frozenset(range(1, 32)) | frozenset(range(1 + _WOMAN, 32 + _WOMAN))
_MONTHS: Final = range(1, 13)
_CENTURIES: Final = (1900, 2000)
_NO_SERIAL: Final = "0000"

_PASSPORT_LENGTHS: Final = range(5, 13)
_USUAL_PASSPORT_LENGTHS: Final = range(6, 10)
_MRZ_NUMBER: Final = 9
_INDONESIAN_PASSPORT: Final = re.compile(r"[A-Z][0-9]{6,7}")
_PERMIT_LENGTHS: Final = range(6, 21)
_DOCUMENT_NUMBER_LIMIT: Final = 60
_SHORTEST_SHOWN: Final = 6


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
    """What is known of a regency code: that it was retired and what followed it, or nothing.

    Example:
        >>> RegionStatus("former")
        <RegionStatus.FORMER: 'former'>
    """

    FORMER = "former"
    UNKNOWN = "unknown"


@final
@attrs.frozen(kw_only=True)
class Region:
    """Where a NIK was first registered, below the province; where that is, is personal, so `repr` does not tell.

    Args:
        status: Whether the code is one that was retired.
        code: The first four digits of the NIK.
        successor: The code that replaced a retired one.
        name: The name of the regency that now bears the successor.

    Example:
        >>> Region(status=RegionStatus.FORMER, code="9101", successor="9301", name="Merauke")
        Region(status=<RegionStatus.FORMER: 'former'>)
    """

    status: RegionStatus
    code: str = attrs.field(repr=False)
    successor: str | None = attrs.field(default=None, repr=False)
    name: str | None = attrs.field(default=None, repr=False)


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def both_centuries(year: int, month: int, day: int) -> tuple[date, ...]:
    """The days of the 1900s and the 2000s that a two-digit year can mean, the earliest first."""
    candidates = (calendar_day(century + year, month, day) for century in _CENTURIES)
    return tuple(found for found in candidates if found is not None)


def icao_check_digit(text: str) -> int:
    """The check digit of a field in a machine-readable zone: weights 7, 3, 1, modulo 10 (ICAO Doc 9303-3).

    Args:
        text: The field, of capital letters, digits and the filler `<`.

    Raises:
        InvalidValueError: It holds another character.

    Example:
        >>> icao_check_digit("L898902C3")  # ICAO's printed specimen
        6
    """
    odd = tuple(odd_characters(text, _DIGITS + _UPPER + "<"))
    if odd:
        raise InvalidValueError(odd)
    worth = (0 if character == "<" else (_DIGITS + _UPPER).index(character) for character in text)
    return sum(value * weight for value, weight in zip(worth, cycle((7, 3, 1)), strict=False)) % 10


def _without(text: str, separators: str) -> str:
    return "".join(character for character in text if character not in separators)


def _sixteen_digits(text: str, length: IssueCode) -> Reading:
    """What the NIK and the number of the Kartu Keluarga share: 16 ASCII digits, however grouped."""
    trimmed = outer_trimmed(text)
    odd = tuple(odd_characters(trimmed, _DIGITS + " .-"))
    if odd:
        return None, odd
    digits = _without(trimmed, " .-")
    if len(digits) != _ID_DIGITS:
        return None, (Issue(length, params=(("digits", len(digits)),)),)
    return digits, ()


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

    @classmethod
    def _read(cls, text: str) -> Reading:
        digits, issues = _sixteen_digits(text, IssueCode.NIK_LENGTH)
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
        """What is known below the province: the successor of a retired code, and nothing of any other."""
        code = self._text[:4]
        if code not in FORMER_REGENCIES:
            return Region(status=RegionStatus.UNKNOWN, code=code)
        successor, name = FORMER_REGENCIES[code]
        return Region(status=RegionStatus.FORMER, code=code, successor=successor, name=name)

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

    @classmethod
    def _read(cls, text: str) -> Reading:
        digits, issues = _sixteen_digits(text, IssueCode.KK_LENGTH)
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
    if not both_centuries(*_date_parts(digits)):
        yield Issue(IssueCode.KK_IMPOSSIBLE_DATE)
    if digits[:2] not in PROVINCES:
        yield Issue(IssueCode.KK_PROVINCE_UNKNOWN)


def _has_digit(text: str) -> bool:
    return any(character in _DIGITS for character in text)


@final
class PassportNumber(Masked):
    """The number of a passport of any country, in capitals and without spaces, dots and hyphens.

    No pattern per country is applied: such tables go stale and refuse genuine passports.

    Example:
        >>> PassportNumber.parse("x 123-4567")  # made up
        PassportNumber(X******7)
        >>> [issue.code.value for issue in PassportNumber.check("L898902C36")]  # the specimen with its check digit
        ['passport.unusual_length', 'passport.mrz_copied']
    """

    __slots__ = ()

    @classmethod
    def _read(cls, text: str) -> Reading:
        trimmed = outer_trimmed(text)
        odd = tuple(odd_characters(trimmed, _DIGITS + _LETTERS + " .-"))
        if odd:
            return None, odd
        number = _without(trimmed, " .-").upper()
        return number, tuple(_passport_issues(number))

    def _mask(self) -> str:
        return stars(self._text, 1, 1)


def _passport_issues(number: str) -> Iterator[Issue]:
    if len(number) not in _PASSPORT_LENGTHS:
        yield Issue(IssueCode.PASSPORT_LENGTH, params=(("count", len(number)),))
    elif len(number) not in _USUAL_PASSPORT_LENGTHS:
        yield Issue(IssueCode.PASSPORT_UNUSUAL_LENGTH)
    if not _has_digit(number):
        yield Issue(IssueCode.PASSPORT_NO_DIGIT)
    # Somebody read the number off the machine-readable zone and took its check digit along.
    if len(number) == _MRZ_NUMBER + 1 and number[_MRZ_NUMBER] == str(icao_check_digit(number[:_MRZ_NUMBER])):
        yield Issue(IssueCode.PASSPORT_MRZ_COPIED)


def indonesian_passport_form(number: PassportNumber) -> bool:
    """Whether a number looks like those seen on Indonesian passports: a letter and six or seven digits.

    No official text was found, so another form is a doubt and not a fault.

    Args:
        number: The number of a passport that states Indonesia as its issuer.

    Example:
        >>> indonesian_passport_form(PassportNumber.parse("X1234567"))  # made up
        True
    """
    return _INDONESIAN_PASSPORT.fullmatch(number.reveal()) is not None


@final
class PermitNumber(Masked):
    """The number of a stay permit (KITAS or KITAP), in capitals; no official format was found.

    Example:
        >>> PermitNumber.parse("2c21je0001-a")  # made up
        PermitNumber(2**********A)
    """

    __slots__ = ()

    @classmethod
    def _read(cls, text: str) -> Reading:
        trimmed = outer_trimmed(text)
        odd = tuple(odd_characters(trimmed, _DIGITS + _LETTERS + " .-"))
        if odd:
            return None, odd
        number = _without(trimmed, " .").upper()
        return number, tuple(_permit_issues(number))

    def _mask(self) -> str:
        return stars(self._text, 1, 1)


def _permit_issues(number: str) -> Iterator[Issue]:
    if len(number) not in _PERMIT_LENGTHS:
        yield Issue(IssueCode.PERMIT_LENGTH, params=(("count", len(number)),))
    if not _has_digit(number):
        yield Issue(IssueCode.PERMIT_NO_DIGIT)


@final
class DocumentNumber(Masked):
    """The number of any other paper, as its office wrote it: up to 60 visible characters of any script.

    Example:
        >>> DocumentNumber.parse("470/123/SKT/2026")  # made up
        DocumentNumber(4**************6)
        >>> [issue.code.value for issue in DocumentNumber.check("  ")]
        ['text.empty']
    """

    __slots__ = ()
    _CAP: ClassVar[int] = 200

    @classmethod
    def _read(cls, text: str) -> Reading:
        number = outer_trimmed(text)
        if not number or number.isspace():
            return None, (Issue(IssueCode.TEXT_EMPTY),)
        return number, tuple(_document_number_issues(number))

    def _mask(self) -> str:
        return stars(self._text, 1, 1) if len(self._text) >= _SHORTEST_SHOWN else "*" * len(self._text)


def _document_number_issues(number: str) -> Iterator[Issue]:
    if len(number) > _DOCUMENT_NUMBER_LIMIT:
        yield Issue(IssueCode.NUMBER_LENGTH, params=(("count", len(number)), ("limit", _DOCUMENT_NUMBER_LIMIT)))
    for at, character in enumerate(number, start=1):
        code = unseen(character)
        if code is not None:
            yield Issue(code, params=(("at", at), ("character", character_name(character))))
            return
