"""The card itself: the numbers printed on it, and the one inside it.

All three lead to a person, so they are masked like the phone number.
"""

import re
from collections.abc import Iterator
from typing import ClassVar, Final, final

from simreplace.issues import Issue, IssueCode
from simreplace.values.masked import DIGITS, Masked, Reading, digits_of, outer_trimmed, stars, ungrouped

__all__ = ["ActivationCode", "Eid", "Iccid", "Imsi"]

# A card stores its number in ten bytes of two digits each, and fills up with F what the digits leave over.
_FILLERS: Final = re.compile(r"(?:[ .-]*[Ff]){1,2}\Z")

_ICCID_LENGTHS: Final = range(18, 21)
_WITHOUT_CHECK_DIGIT: Final = 18
_TELECOM: Final = "89"
_INDONESIAN: Final = "8962"

_EID_LENGTHS: Final = range(32, 33)
_EID_MODULUS: Final = 97

_IMSI_LENGTHS: Final = range(14, 16)
_INDONESIA: Final = "510"


def luhn_digit(digits: str) -> str:
    """The Luhn check digit that belongs behind these digits."""
    doubled = (int(digit) * 2 for digit in digits[::-2])
    total = sum(map(int, digits[-2::-2])) + sum(value // 10 + value % 10 for value in doubled)
    return str(-total % 10)


@final
class Iccid(Masked):
    """The number of a SIM card, printed on it: 89, the country, the issuer, the card (ITU-T E.118).

    Operators number and print as they like, so only 89 and 18 to 20 digits are required. Issuers are not looked up:
    the list of the ITU lacks most of Indonesia's operators.

    Example:
        >>> card = Iccid.parse("8962 0000 0000 0000 003F")  # made up
        >>> card
        Iccid(8962***********0003)
        >>> [issue.code.value for issue in Iccid.check("8962 0000 0000 0000 004")]
        ['iccid.luhn']
    """

    __slots__ = ()
    _SHAPE: ClassVar[re.Pattern[str]] = re.compile(r"[0-9]{18,20}")

    @classmethod
    def _read(cls, text: str) -> Reading:
        digits, issues = ungrouped(_FILLERS.sub("", outer_trimmed(text)), DIGITS, _ICCID_LENGTHS[0])
        return digits, issues if digits is None else tuple(_iccid_issues(digits))

    def _mask(self) -> str:
        return stars(self._text, 4, 4)


def _iccid_issues(digits: str) -> Iterator[Issue]:
    if len(digits) not in _ICCID_LENGTHS:
        yield Issue(IssueCode.ICCID_LENGTH, params=(("digits", len(digits)),))
        return
    if not digits.startswith(_TELECOM):
        yield Issue(IssueCode.ICCID_NOT_TELECOM)
        return
    if not digits.startswith(_INDONESIAN):
        yield Issue(IssueCode.ICCID_NOT_INDONESIAN)
    # Eighteen digits are the print of a nineteen-digit number without its check digit: the last of them checks nothing.
    # Nor does everybody print a check digit on longer ones, so a wrong one is a doubt and not an error.
    if len(digits) > _WITHOUT_CHECK_DIGIT and luhn_digit(digits[:-1]) != digits[-1]:
        yield Issue(IssueCode.ICCID_LUHN)


@final
class Eid(Masked):
    """The number of an eSIM chip: 32 digits that leave 1 when divided by 97 (GSMA SGP.02 annex J).

    It need not begin with 89: SGP.29 allows others.

    Example:
        >>> Eid.parse("8900 0000 0000 0000 0000 0000 0000 0002")  # made up
        Eid(89**************************0002)
        >>> [issue.code.value for issue in Eid.check("8900 0000 0000 0000 0000 0000 0000 0003")]
        ['eid.checksum']
    """

    __slots__ = ()
    _SHAPE: ClassVar[re.Pattern[str]] = re.compile(r"[0-9]{32}")

    @classmethod
    def _read(cls, text: str) -> Reading:
        digits, issues = digits_of(text, _EID_LENGTHS, IssueCode.EID_LENGTH)
        if digits is not None and int(digits) % _EID_MODULUS != 1:
            return None, (Issue(IssueCode.EID_CHECKSUM),)
        return digits, issues

    def _mask(self) -> str:
        return stars(self._text, 2, 4)


@final
class Imsi(Masked):
    """The number by which a network knows a subscription: country (510 for Indonesia), network, subscriber (ITU E.212).

    Networks are not looked up: public lists still show companies that have merged.

    Example:
        >>> Imsi.parse("510 00 0000000000")  # made up
        Imsi(51000**********)
        >>> [issue.code.value for issue in Imsi.check("999 99 0000000000")]
        ['imsi.not_indonesian']
    """

    __slots__ = ()
    _SHAPE: ClassVar[re.Pattern[str]] = re.compile(r"[0-9]{14,15}")

    @classmethod
    def _read(cls, text: str) -> Reading:
        digits, issues = digits_of(text, _IMSI_LENGTHS, IssueCode.IMSI_LENGTH)
        if digits is not None and not digits.startswith(_INDONESIA):
            return digits, (Issue(IssueCode.IMSI_NOT_INDONESIAN),)
        return digits, issues

    def _mask(self) -> str:
        return stars(self._text, 5, 0)


@final
class ActivationCode(Masked):
    """The code by which a phone fetches the profile of an eSIM (GSMA SGP.22, 4.1): `LPA:1$`, a server, a matching id.

    Whoever has it can install the number, so it is hidden like a password.

    Example:
        >>> ActivationCode.parse("LPA:1$smdp.example.com$04386-AGYFT-A74Y8-3F815")  # made up
        ActivationCode(LPA:1$***)
        >>> [issue.code.value for issue in ActivationCode.check("1$smdp.example.com")]
        ['activation_code.form']
    """

    __slots__ = ()
    _CAP: ClassVar[int] = 255
    _SHAPE = re.compile(r"LPA:1\$[A-Za-z0-9.-]{1,253}\$[A-Z0-9-]*(?:\$[0-9.]*(?:\$1)?)?")

    @classmethod
    def _read(cls, text: str) -> Reading:
        trimmed = outer_trimmed(text)
        if cls._SHAPE.fullmatch(trimmed) is None:
            return None, (Issue(IssueCode.ACTIVATION_CODE_FORM),)
        return trimmed, ()

    def _mask(self) -> str:
        return "LPA:1$***"


def to_iccid(value: Iccid | str) -> Iccid:
    return value if isinstance(value, Iccid) else Iccid.parse(value)


def iccid_or_none(value: Iccid | str | None) -> Iccid | None:
    """The card's number, where there is one, parsed if it is still a text."""
    return None if value is None else to_iccid(value)
