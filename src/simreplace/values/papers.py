"""The numbers of passports, stay permits and other papers: well formed or not, which is all that a number can show."""

import re
from collections.abc import Iterator
from itertools import cycle
from typing import ClassVar, Final, final

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode
from simreplace.values.masked import (
    DIGITS,
    Masked,
    Reading,
    Taken,
    character_name,
    odd_characters,
    outer_trimmed,
    stars,
    ungrouped,
)
from simreplace.values.text import unseen

_UPPER: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LETTERS: Final = _UPPER + _UPPER.lower()

# Words that stand in front of a number on a form or a paper, set apart from it by a dot, a colon or a space.
_LABEL: Final = re.compile(
    r"(?:[A-Z-]{2,}[ .:]+)*"
    r"(?:N[OR]|NUM|NUMBER|NUMERO|NOM[OE]R|DOC|DOCUMENT|DOKUMEN|(?:E-?)?(?:PASS|PASSPORT|PASPORT?|K?ITAS|K?ITAP)|PERMIT|NIORA)"
    r"[ .:]+.*[A-Z0-9].*",
    re.ASCII | re.IGNORECASE,
)
# A number as a program writes it that takes it for a quantity; a shorter one may be the number of an office's own.
_QUANTITY: Final = re.compile(r"[0-9]{7,}[.,]0+|[0-9][.,][0-9]{4,}E\+?[0-9]{1,3}", re.ASCII | re.IGNORECASE)

_PASSPORT_LENGTHS: Final = range(1, 13)
_SHORTEST_BY_PROGRAM: Final = 5
_USUAL_PASSPORT_LENGTHS: Final = range(6, 10)
_MRZ_NUMBER: Final = 9
_INDONESIAN_PASSPORT: Final = re.compile(r"[A-Z][0-9]{6,7}")
_PERMIT_LENGTHS: Final = range(6, 21)
_DOCUMENT_NUMBER_LIMIT: Final = 60
_PLAIN_DOCUMENT_NUMBER: Final = re.compile(r"[0-9A-Za-z/-]{1,60}")  # without a dot or comma no program made it
_SHORTEST_SHOWN: Final = 6


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
    odd = tuple(odd_characters(text, DIGITS + _UPPER + "<"))
    if odd:
        raise InvalidValueError(odd)
    worth = (0 if character == "<" else (DIGITS + _UPPER).index(character) for character in text)
    return sum(value * weight for value, weight in zip(worth, cycle((7, 3, 1)), strict=False)) % 10


def _has_digit(text: str) -> bool:
    return any(character in DIGITS for character in text)


def _lettered(text: str, separators: str) -> Reading:
    """What passports and permits share: capitals, digits and hyphens, in groups, and no label in front of them."""
    if _LABEL.fullmatch(outer_trimmed(text)):
        return None, (Issue(IssueCode.NUMBER_LABEL),)
    number, issues = ungrouped(text, DIGITS + _LETTERS + "-", _SHORTEST_BY_PROGRAM, separators)
    return None if number is None else number.upper(), issues


@final
class PassportNumber(Masked):
    """The number of a passport of any country, in capitals and without spaces, dots and hyphens.

    No pattern per country is applied: such tables go stale and refuse genuine passports. Whatever stands in the number
    field of a machine-readable zone is taken, one letter or nine.

    Example:
        >>> PassportNumber.parse("x 123-4567")  # made up
        PassportNumber(X******7)
        >>> [issue.code.value for issue in PassportNumber.check("L898902C36")]  # the specimen with its check digit
        ['passport.unusual_length', 'passport.mrz_copied']
    """

    __slots__ = ()
    _SHAPE: ClassVar[re.Pattern[str]] = re.compile(r"[A-Z0-9]{1,12}")

    @classmethod
    def _read(cls, text: str) -> Reading:
        number, issues = _lettered(text, " .-")
        return number, issues if number is None else tuple(_passport_issues(number))

    def _mask(self) -> str:
        return stars(self._text, 1, 1)


def _passport_issues(number: str) -> Iterator[Issue]:
    if len(number) not in _PASSPORT_LENGTHS:
        yield Issue(IssueCode.PASSPORT_LENGTH, params=(("count", len(number)),))
        return
    if len(number) not in _USUAL_PASSPORT_LENGTHS:
        yield Issue(IssueCode.PASSPORT_UNUSUAL_LENGTH)
    # Germany draws numbers from letters and digits alike, so some have no digit; mostly it is a word in the wrong field.
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

    It is shown with the hyphens with which it was typed, and is the same number without them.

    Example:
        >>> PermitNumber.parse("2c21je0001-a")  # made up
        PermitNumber(2**********A)
    """

    __slots__ = ()
    _SHAPE: ClassVar[re.Pattern[str]] = re.compile(r"[A-Z0-9-]{6,20}")

    @classmethod
    def _read(cls, text: str) -> Reading:
        number, issues = _lettered(text, " .")
        return number, issues if number is None else tuple(_permit_issues(number))

    def _mask(self) -> str:
        return stars(self._text, 1, 1)

    def _key(self) -> str:
        return self._text.replace("-", "")


def _permit_issues(number: str) -> Iterator[Issue]:
    if len(number) not in _PERMIT_LENGTHS:
        yield Issue(IssueCode.PERMIT_LENGTH, params=(("count", len(number)),))
    if not _has_digit(number):
        yield Issue(IssueCode.PERMIT_NO_DIGIT)


@final
class DocumentNumber(Masked):
    """The number of any other paper, as its office wrote it: up to 60 visible characters of any script.

    With other spaces or capitals it is the same number.

    Example:
        >>> DocumentNumber.parse("470/123/SKT/2026")  # made up
        DocumentNumber(4**************6)
        >>> [issue.code.value for issue in DocumentNumber.check("  ")]
        ['text.empty']
    """

    __slots__ = ()
    _CAP: ClassVar[int] = 200
    _SHAPE: ClassVar[re.Pattern[str]] = re.compile(r"(?=.*\S)[^\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,60}")

    @classmethod
    def _plain(cls, text: str) -> Taken | None:
        return (text, ()) if _PLAIN_DOCUMENT_NUMBER.fullmatch(text) else None

    @classmethod
    def _read(cls, text: str) -> Reading:
        number = outer_trimmed(text)
        if not number or number.isspace():
            return None, (Issue(IssueCode.TEXT_EMPTY),)
        return number, tuple(_document_number_issues(number))

    def _mask(self) -> str:
        return stars(self._text, 1, 1) if len(self._text) >= _SHORTEST_SHOWN else "*" * len(self._text)

    def _key(self) -> str:
        return "".join(self._text.casefold().split())


def _document_number_issues(number: str) -> Iterator[Issue]:
    if len(number) > _DOCUMENT_NUMBER_LIMIT:
        yield Issue(IssueCode.NUMBER_LENGTH, params=(("count", len(number)), ("limit", _DOCUMENT_NUMBER_LIMIT)))
    if _QUANTITY.fullmatch(number):
        yield Issue(IssueCode.NUMBER_SPREADSHEET)
    if number.isascii() and number.isprintable():
        return
    for at, character in enumerate(number, start=1):
        code = unseen(character)
        if code is not None:
            yield Issue(code, params=(("at", at), ("character", character_name(character))))
            return
