"""Repair that is asked for and owned up to: a text without what nobody meant to type, and a list of what was changed.

`parse` never does this by itself, so that a log shows the very text that was read. Here a person sees what would change
and decides. Only what has one meaning is touched: digits of other scripts, superscripts and circled digits stay as they
are, and stay refused. A date that begins with the day has two meanings in the world and one on a KTP: it is turned
round as the KTP means it, and says so.
"""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import attrs

from simreplace.shown import printable
from simreplace.values.masked import outer_trimmed
from simreplace.values.text import ZERO_WIDTH_MARKS

_CAP: Final = 254  # no field that is read here takes more


class ChangeKind(StrEnum):
    """What was changed: what takes no room is taken out, the rest is replaced by its plain twin.

    Example:
        >>> ChangeKind("no_break_space")
        <ChangeKind.NO_BREAK_SPACE: 'no_break_space'>
    """

    BYTE_ORDER_MARK = "byte_order_mark"
    BIDI_MARK = "bidi_mark"
    ZERO_WIDTH = "zero_width"
    SOFT_HYPHEN = "soft_hyphen"
    NO_BREAK_SPACE = "no_break_space"
    UNUSUAL_SPACE = "unusual_space"
    FULL_WIDTH_DIGIT = "full_width_digit"
    UNUSUAL_DASH = "unusual_dash"
    OUTER_SPACE = "outer_space"
    DAY_FIRST = "day_first"


def _rows() -> Iterator[tuple[ChangeKind, str, tuple[int, ...]]]:
    """Which characters are which kind, and what takes their place; the sign or digit is the same throughout a row."""
    yield ChangeKind.BYTE_ORDER_MARK, "", (0xFEFF,)
    yield ChangeKind.BIDI_MARK, "", (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    yield ChangeKind.ZERO_WIDTH, "", (0x180E, *range(0x200B, 0x200E), *range(0x2060, 0x2065), *range(0x206A, 0x2070))
    yield ChangeKind.ZERO_WIDTH, "", (0xE0001, *range(0xE0020, 0xE0080))  # tags, which can spell a hidden text
    yield ChangeKind.ZERO_WIDTH, "", tuple(map(ord, ZERO_WIDTH_MARKS))
    yield ChangeKind.SOFT_HYPHEN, "", (0x00AD,)
    yield ChangeKind.NO_BREAK_SPACE, " ", (0x00A0, 0x2007, 0x202F)
    # A long number is often printed in several lines, so the end of a line counts as a space.
    yield ChangeKind.UNUSUAL_SPACE, " ", (*range(0x09, 0x0E), 0x85, 0x1680, *range(0x2000, 0x2007))
    yield ChangeKind.UNUSUAL_SPACE, " ", (*range(0x2008, 0x200B), 0x2028, 0x2029, 0x205F, 0x3000)
    for digit in range(10):
        yield ChangeKind.FULL_WIDTH_DIGIT, str(digit), (0xFF10 + digit,)
    yield ChangeKind.FULL_WIDTH_DIGIT, "+", (0xFF0B,)
    yield ChangeKind.FULL_WIDTH_DIGIT, "-", (0xFF0D,)
    yield ChangeKind.UNUSUAL_DASH, "-", (*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63)


# As the KTP prints it; to somebody from elsewhere it may say the month first, and so it is never read like that.
_DAY_FIRST: Final = re.compile(r"([0-9]{1,2}) ?[-/. ] ?([0-9]{1,2}) ?[-/. ] ?([0-9]{4})")
_REPAIRS: Final = MappingProxyType({chr(code): (kind, new) for kind, new, codes in _rows() for code in codes})


@printable
@attrs.frozen(kw_only=True)
class Change:
    r"""One kind of change, however often it was made.

    Args:
        kind: What it was.
        count: How many characters it took.
        at: The first position in the text as typed, from 1.

    Example:
        >>> suggest("0812\N{NO-BREAK SPACE}3456\N{NO-BREAK SPACE}7890").changes  # made up
        (Change(kind=<ChangeKind.NO_BREAK_SPACE: 'no_break_space'>, count=2, at=5),)
    """

    kind: ChangeKind
    count: int
    at: int


@printable
@attrs.frozen
class Suggestion:
    """A text that somebody may accept instead of the one they typed.

    Args:
        text: The repaired text, personal data in plain: it is kept out of the `repr`.
        changes: What was changed, by first position; empty where the text is as it was.

    Example:
        >>> suggest("Siti Aminah ")  # made up
        Suggestion(changes=(Change(kind=<ChangeKind.OUTER_SPACE: 'outer_space'>, count=1, at=12),))
    """

    text: str = attrs.field(repr=False)
    changes: tuple[Change, ...]


def suggest(text: str) -> Suggestion:
    r"""What a text would be without the marks, spaces, dashes and digits that come from pasting, a date year first.

    The result may still be refused: it is a proposal, not a reading. A text of more than 254 characters comes back as
    it is. Asking again changes nothing more.

    Args:
        text: What was typed, whatever it holds.

    Example:
        >>> suggest("\N{ZERO WIDTH NO-BREAK SPACE}0812\N{EN DASH}3456\N{EN DASH}7890").text  # made up
        '0812-3456-7890'
        >>> suggest("15/08/1995").text  # made up
        '1995-08-15'
    """
    plain = str.__str__(text)
    if len(plain) > _CAP:
        return Suggestion(plain, ())
    made = [_REPAIRS.get(character) for character in plain]
    spelled = [character if repair is None else repair[1] for character, repair in zip(plain, made, strict=True)]
    first, last = _inner(spelled)
    found: dict[ChangeKind, list[int]] = {}
    for at, (character, repair) in enumerate(zip(plain, made, strict=True)):
        outer = not first <= at <= last and not outer_trimmed(character)
        if outer:
            found.setdefault(ChangeKind.OUTER_SPACE, []).append(at + 1)
        elif repair is not None:
            found.setdefault(repair[0], []).append(at + 1)
    changes = tuple(Change(kind=kind, count=len(places), at=places[0]) for kind, places in found.items())
    repaired = outer_trimmed("".join(spelled))
    turned = _year_first(repaired)
    if turned is None:
        return Suggestion(repaired, changes)
    change = Change(kind=ChangeKind.DAY_FIRST, count=len(repaired), at=first + 1)
    return Suggestion(turned, tuple(sorted((*changes, change), key=lambda made: made.at)))


def _year_first(text: str) -> str | None:
    """A date that begins with the day as ISO 8601 writes it; None where the text is none, or there is no such day."""
    parts = _DAY_FIRST.fullmatch(text)
    if parts is None:
        return None
    day, month, year = map(int, parts.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _inner(spelled: list[str]) -> tuple[int, int]:
    """Where the repaired text begins and ends; an empty range where nothing of it is left."""
    kept = [at for at, character in enumerate(spelled) if character and character != " "]
    return (kept[0], kept[-1]) if kept else (len(spelled), -1)
