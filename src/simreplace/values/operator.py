"""What a phone number points to: the kind of line, the operator, the brand, and how far that can be trusted."""

from datetime import date
from enum import StrEnum
from typing import Final, final

import attrs

from simreplace._data.prefixes import Confidence, PrefixStatus
from simreplace.shown import printable


class Operator(StrEnum):
    """The operators that a mobile prefix can point to, as they are since the merger of April 2025.

    Example:
        >>> Operator("xlsmart")
        <Operator.XLSMART: 'xlsmart'>
    """

    TELKOMSEL = "telkomsel"
    IOH = "ioh"
    XLSMART = "xlsmart"


class Brand(StrEnum):
    """The brands under which the operators sell; outlet, hotline and app follow the brand.

    Example:
        >>> Brand("tri")
        <Brand.TRI: 'tri'>
    """

    TELKOMSEL = "telkomsel"
    BYU = "byu"
    IM3 = "im3"
    TRI = "tri"
    XL = "xl"
    AXIS = "axis"
    SMARTFREN = "smartfren"


class PhoneKind(StrEnum):
    """What a phone number is for, in the kinds that libphonenumber tells apart.

    Example:
        >>> PhoneKind("premium_rate")
        <PhoneKind.PREMIUM_RATE: 'premium_rate'>
    """

    MOBILE = "mobile"
    FIXED_LINE = "fixed_line"
    FIXED_LINE_OR_MOBILE = "fixed_line_or_mobile"
    TOLL_FREE = "toll_free"
    PREMIUM_RATE = "premium_rate"
    SHARED_COST = "shared_cost"
    VOIP = "voip"
    PERSONAL = "personal"
    PAGER = "pager"
    UAN = "uan"
    VOICEMAIL = "voicemail"
    UNKNOWN = "unknown"


# Whoever calls these pays more than for a call, or reaches no person but a company or a machine.
UNUSUAL_KINDS: Final = frozenset(
    {
        PhoneKind.PREMIUM_RATE,
        PhoneKind.SHARED_COST,
        PhoneKind.PERSONAL,
        PhoneKind.PAGER,
        PhoneKind.UAN,
        PhoneKind.VOICEMAIL,
    }
)


@printable
@final
@attrs.frozen(kw_only=True)
class PrefixHint:
    """How far the operators and brands of a prefix can be trusted: a hint, never a proof.

    Args:
        status: Whether the sources name one brand, several, or contradict each other on whether it is in use.
        confidence: How sure it is; the weakest of what is said counts.
        as_of: The day of the newest source that says all of it.
        source: Where it stands.

    Example:
        >>> hint = Msisdn.parse("0812 0000 0000").hint  # made up
        >>> hint.status, hint.confidence, hint.as_of.isoformat()
        ('allocated', 'medium', '2026-07-17')
    """

    status: PrefixStatus
    confidence: Confidence
    as_of: date
    source: str
