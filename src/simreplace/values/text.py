"""Free texts and identifiers, and the characters that nobody can see in them."""

import re
import unicodedata
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final, NewType

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode
from simreplace.report import Report
from simreplace.values.masked import character_name, odd_characters, text_within
from simreplace.values.plain import instance_of

Text = NewType("Text", str)
"""Free text that can be stored, printed and logged: nothing in it is hidden, and it has an end."""
Identifier = NewType("Identifier", str)
"""The host's own name for a request, an event or a person, in small letters: visible ASCII without a space."""

TEXT_CAP: Final = 2000
LIST_CAP: Final = 50
_IDENTIFIER_LIMIT: Final = 128
_VISIBLE: Final = "".join(map(chr, range(0x21, 0x7F)))
_PLAIN_TEXT: Final = re.compile(r"[\t\n\r -~]*")

# Marks that take no room and show nothing, though Unicode counts them as combining: the joiner, the selectors.
ZERO_WIDTH_MARKS: Final = frozenset(
    map(chr, (0x034F, 0x17B4, 0x17B5, *range(0x180B, 0x180E), 0x180F, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)
# Letters that show nothing: the fillers for a missing part of a Korean syllable.
_BLANK_LETTERS: Final = frozenset("\u115f\u1160\u3164\uffa0")
_SHOW_NOTHING: Final = ZERO_WIDTH_MARKS | _BLANK_LETTERS
# What free text needs all the same: Persian and the scripts of India join and part letters with the first two, and a
# keyboard on a phone makes a picture of a sign, or one picture of several, with the last two of the four.
_LETTER_JOINERS: Final = frozenset("\u200c\u200d")
_PICTURE_SELECTORS: Final = frozenset("\ufe0e\ufe0f")
# The scripts whose letters join or part by them, by the first word of their characters' names (The Unicode Standard,
# chapter 23, "Layout Controls": cursive joining, and the conjuncts of the scripts that came from Brahmi).
_JOINED_SCRIPTS: Final = frozenset({
    "ADLAM", "ARABIC", "BALINESE", "BENGALI", "CHAKMA", "DEVANAGARI", "GRANTHA", "GUJARATI", "GURMUKHI", "JAVANESE",
    "KANNADA", "KHMER", "MALAYALAM", "MANDAIC", "MEETEI", "MONGOLIAN", "MYANMAR", "NEWA", "NKO", "ORIYA", "SINHALA",
    "SUNDANESE", "SYRIAC", "TAMIL", "TELUGU", "TIBETAN",
})  # fmt: skip
_NO_JOINERS: Final = MappingProxyType(dict.fromkeys(map(ord, _LETTER_JOINERS), None))
_JOIN: Final = "\u200d"
_VIRAMA: Final = 9  # the combining class of every sign that takes the vowel from a letter

# ---- Free text and identifiers


def read_text(typed: object) -> Report[Text]:
    r"""Read free text, such as a remark or a reason: up to 2,000 characters, or none. Never raises.

    Line breaks and tabs are part of a text. What nobody can see is not, for two texts that look alike would differ.

    Args:
        typed: What was typed, or anything else.

    Example:
        >>> read_text("Kartu patah").value
        'Kartu patah'
        >>> [issue.code.value for issue in read_text("Kartu\x00patah").issues]
        ['text.control']
    """
    return Report(*text_taken(typed))


def text_taken(typed: object) -> tuple[Text | None, tuple[Issue, ...]]:
    """What `read_text` reports, for whoever reads many fields."""
    text = typed if type(typed) is str and len(typed) <= TEXT_CAP else text_within(typed, TEXT_CAP)
    if isinstance(text, Issue):
        return None, (text,)
    if _PLAIN_TEXT.fullmatch(text):
        return Text(text), ()
    found = tuple(_issues_of([_hidden_in_prose(text, at) for at in range(len(text))], text))
    return None if found else Text(text), found


def read_identifier(typed: object) -> Report[Identifier]:
    """Read an identifier: 1 to 128 visible ASCII characters, made small, for `Staff-1` is nobody else than `staff-1`.

    Args:
        typed: What was typed, or anything else. Never raises.

    Example:
        >>> read_identifier("Staff-17").value
        'staff-17'
        >>> [issue.code.value for issue in read_identifier("staff 17").issues]
        ['text.character']
    """
    text = text_within(typed, _IDENTIFIER_LIMIT)
    if isinstance(text, Issue):
        return Report(None, (text,))
    if not text.strip():
        return Report(None, (Issue(IssueCode.TEXT_EMPTY),))
    odd = tuple(odd_characters(text, _VISIBLE))
    return Report(None if odd else Identifier(text.lower()), odd)


def to_text(value: str) -> Text:
    """Free text, or a refusal."""
    report = read_text(value)
    if report.value is None:
        raise InvalidValueError(report.issues)
    return report.value


def to_text_or_none(value: str | None) -> Text | None:
    """Free text, where there is any."""
    return None if value is None else to_text(value)


def to_some_text(value: str) -> Text:
    """Free text that says something."""
    text = to_text(value)
    if not text.strip():
        raise InvalidValueError((Issue(IssueCode.TEXT_EMPTY),))
    return text


def to_identifier(value: str) -> Identifier:
    """An identifier by which something can be told apart, or a refusal."""
    report = read_identifier(value)
    if report.value is None:
        raise InvalidValueError(report.issues)
    return report.value


def _hidden_in_prose(text: str, at: int) -> IssueCode | None:
    return None if text[at] in "\t\n\r" or _is_needed(text, at) else _hidden(text[at])


def _is_needed(text: str, at: int) -> bool:
    """Whether a character without a width of its own stands where a script or a picture needs it."""
    character, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if character in _PICTURE_SELECTORS:
        return _category(before) in {"N", "P", "S"}
    if character in _LETTER_JOINERS:
        # ASCII needs none: there it only makes two words that look alike differ.
        return not before.isascii() and not after.isascii() and {_category(before), _category(after)} <= {"L", "M", "S"}
    return False


def _spells(text: str, at: int) -> bool:
    """Whether a joiner stands at this place where its script needs it: ordinary spelling, as in a name.

    It stands between two characters of one script that joins its letters. At the end of a word it stands behind a
    letter without its vowel, or joins an Arabic initial to nothing.
    """
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    script = _joined_script(before)
    if script is None:
        return False
    if _category(after) in {"L", "M"}:
        return _joined_script(after) == script
    at_an_end = unicodedata.combining(before) == _VIRAMA or (script == "ARABIC" and text[at] == _JOIN)
    return at_an_end and unseen(after or " ") is None


def _joined_script(character: str) -> str | None:
    if _category(character) not in {"L", "M"}:
        return None
    script = unicodedata.name(character, "UNNAMED").split()[0]
    return script if script in _JOINED_SCRIPTS else None


def without_joiners(text: str) -> str:
    """The text as it is compared: with or without them a name is the same."""
    return text.translate(_NO_JOINERS)


def _category(character: str) -> str:
    return unicodedata.category(character)[0] if character else ""


# ---- Any text


def _all_is_seen(text: str) -> bool:
    """Whether nothing is hidden in a text, as in nearly every one: asked of the whole, which takes no time."""
    return text.isprintable() and _SHOW_NOTHING.isdisjoint(text)


def unseen_in(text: str) -> Iterator[Issue]:
    """The first control character and the first other one that nobody can see."""
    if _all_is_seen(text):
        return iter(())
    return _issues_of([_hidden(character) for character in text], text)


def unseen_in_name(text: str) -> Iterator[Issue]:
    """The same, where a joiner that a script needs is ordinary spelling."""
    if _all_is_seen(text):
        return iter(())
    joins = {at for at, character in enumerate(text) if character in _LETTER_JOINERS and _spells(text, at)}
    return _issues_of([None if at in joins else _hidden(character) for at, character in enumerate(text)], text)


def _issues_of(found: list[IssueCode | None], text: str) -> Iterator[Issue]:
    if IssueCode.TEXT_CONTROL in found:
        yield Issue(IssueCode.TEXT_CONTROL, params=(("at", found.index(IssueCode.TEXT_CONTROL) + 1),))
    if IssueCode.TEXT_INVISIBLE in found:
        at = found.index(IssueCode.TEXT_INVISIBLE)
        yield Issue(IssueCode.TEXT_INVISIBLE, params=(("at", at + 1), ("character", character_name(text[at]))))


def _hidden(character: str) -> IssueCode | None:
    if character in _SHOW_NOTHING:
        return IssueCode.TEXT_INVISIBLE
    return unseen(character)


def first_hit(code: IssueCode, hits: Iterator[bool]) -> Iterator[Issue]:
    at = next((position for position, hit in enumerate(hits, start=1) if hit), None)
    if at is not None:
        yield Issue(code, params=(("at", at),))


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
