"""Free texts and identifiers, and the characters that nobody can see in them."""

import unicodedata
from collections.abc import Iterator
from typing import Final

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode
from simreplace.values.masked import character_name
from simreplace.values.plain import instance_of

# Marks that take no room and show nothing, though Unicode counts them as combining: the joiner, the selectors.
ZERO_WIDTH_MARKS: Final = frozenset(
    map(chr, (0x034F, 0x17B4, 0x17B5, *range(0x180B, 0x180E), 0x180F, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)
# Letters that show nothing: the fillers for a missing part of a Korean syllable.
_BLANK_LETTERS: Final = frozenset("\u115f\u1160\u3164\uffa0")

# ---- Any text


def unseen_in(text: str) -> Iterator[Issue]:
    """The first control character and the first other one that nobody can see."""
    found = [_hidden(character) for character in text]
    if IssueCode.TEXT_CONTROL in found:
        yield Issue(IssueCode.TEXT_CONTROL, params=(("at", found.index(IssueCode.TEXT_CONTROL) + 1),))
    if IssueCode.TEXT_INVISIBLE in found:
        at = found.index(IssueCode.TEXT_INVISIBLE)
        yield Issue(IssueCode.TEXT_INVISIBLE, params=(("at", at + 1), ("character", character_name(text[at]))))


def _hidden(character: str) -> IssueCode | None:
    if character in ZERO_WIDTH_MARKS or character in _BLANK_LETTERS:
        return IssueCode.TEXT_INVISIBLE
    return unseen(character)


def first_hit(code: IssueCode, hits: Iterator[bool]) -> Iterator[Issue]:
    at = next((position for position, hit in enumerate(hits, start=1) if hit), None)
    if at is not None:
        yield Issue(code, params=(("at", at),))


def to_id(value: str) -> str:
    """An identifier by which something can be told apart."""
    if not plain_text(value).strip():
        raise InvalidValueError((Issue(IssueCode.TEXT_EMPTY),))
    return value


def plain_text(value: str) -> str:
    """A text that is really a text."""
    return str.__str__(instance_of(str, value, IssueCode.TEXT_TYPE))


def plain_text_or_none(value: str | None) -> str | None:
    """A text, where there is one."""
    return None if value is None else plain_text(value)


def unseen(character: str) -> IssueCode | None:
    """The code for a character that nobody can see in print: control, format, private use, or half a pair."""
    category = unicodedata.category(character)
    if category == "Cc":
        return IssueCode.TEXT_CONTROL
    # What this Python does not know yet may be a letter of somebody's name; only what can never be one is refused.
    never = category == "Cn" and (ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF)  # noqa: PLR2004 - Unicode's noncharacters
    return IssueCode.TEXT_INVISIBLE if never or category in {"Cf", "Co", "Cs", "Zl", "Zp"} else None
