"""One bit for each code that a column of numbers can show, for a place where a list of codes has no room.

The bits are fixed for ever: files that were written years ago are read with them. CONTRIBUTING.md says how one is added.
"""

from collections.abc import Iterable
from enum import IntFlag
from typing import Self

from simreplace import Issue, IssueCode


class IssueBits(IntFlag):
    """What was found in one row, each code as one bit of a whole number; a bit is called like its code.

    Example:
        >>> found = IssueBits(32 | 128)
        >>> [code.value for code in found.codes]
        ['nik.serial_0000', 'nik.nit_abroad']
        >>> IssueBits.of([IssueCode.MSISDN_TOO_SHORT]) is IssueBits.MSISDN_TOO_SHORT
        True
    """

    # A NIK, and what it shows to a day of birth, a sex and a day. The bits below 16 stand in small tables.
    NIK_LENGTH = 1 << 0
    NIK_PLACEHOLDER = 1 << 1
    NIK_DAY = 1 << 2
    NIK_MONTH = 1 << 3
    NIK_IMPOSSIBLE_DATE = 1 << 4
    NIK_SERIAL_0000 = 1 << 5
    NIK_PROVINCE_UNKNOWN = 1 << 6
    NIK_NIT_ABROAD = 1 << 7
    NIK_REGION_FORMER = 1 << 8
    NIK_BIRTH_DATE_DIFFERS = 1 << 9
    NIK_SEX_DIFFERS = 1 << 10
    NIK_DATE_IN_FUTURE = 1 << 11
    BIRTH_IN_FUTURE = 1 << 12
    BIRTH_TOO_LONG_AGO = 1 << 13
    FORM_CHOICE = 1 << 14
    # Any text
    TEXT_TYPE = 1 << 16
    TEXT_EMPTY = 1 << 17
    TEXT_TOO_LONG = 1 << 18
    TEXT_NON_ASCII = 1 << 19
    TEXT_CHARACTER = 1 << 20
    TEXT_SPREADSHEET = 1 << 21
    # A mobile number
    MSISDN_LETTERS = 1 << 24
    MSISDN_EXTENSION = 1 << 25
    MSISDN_SEVERAL = 1 << 26
    MSISDN_SERVICE_CODE = 1 << 27
    MSISDN_LANDLINE = 1 << 28
    MSISDN_FOREIGN = 1 << 29
    MSISDN_COUNTRY_CODE_TWICE = 1 << 30
    MSISDN_TOO_SHORT = 1 << 31
    MSISDN_TOO_LONG = 1 << 32
    MSISDN_NOT_MOBILE = 1 << 33
    MSISDN_PREFIX_UNALLOCATED = 1 << 34
    MSISDN_PREFIX_DISPUTED = 1 << 35
    MSISDN_PREFIX_AMBIGUOUS = 1 << 36

    @classmethod
    def of(cls, found: Iterable[Issue | IssueCode]) -> Self:
        """The bits of some issues or codes.

        Args:
            found: What a value shows by itself, or to the rest of the row.

        Raises:
            KeyError: A code that no column of numbers can show.
        """
        bits = cls(0)
        for it in found:
            bits |= cls[(it.code if isinstance(it, Issue) else it).name]
        return bits

    @property
    def codes(self) -> tuple[IssueCode, ...]:
        """The codes of the bits that are set, in the order of the bits."""
        return tuple(IssueCode[str(bit.name)] for bit in self)
