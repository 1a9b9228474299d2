"""How a choice and a day are read: by everything that a form, a card or our own words call them."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, cast

import attrs

from simreplace._data.choices import FOR_LIFE, SAID
from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode
from simreplace.shown import printable
from simreplace.values import PartialDate, a_day, outer_trimmed

Reading = tuple[Any, Iterable[Issue]]
"""What a field says, as far as it could be read, or None where nothing could; and everything found in it."""

Reader = Callable[[Any, str], Reading]
"""Reads what was typed in the place to which a JSON pointer leads."""


@printable
@attrs.frozen(kw_only=True)
class Shape:
    """What something must look like to be read at all, whatever is then found in it.

    A text has at most so many characters, and is one of the words or fits the pattern, where there are any; a mapping
    has these parts, and may be left bare where it may be left out; a list has at most so many items.
    """

    kind: Any
    longest: int | None = None
    words: frozenset[str] = frozenset()
    pattern: str | None = None
    parts: "Mapping[str, Field] | None" = None
    may_be_bare: bool = False
    item: "Shape | None" = None
    most: int = 0


@printable
@attrs.frozen
class Way:
    """How something is read, and the shape that it must have for it."""

    read: Reader
    shape: Shape


@printable
@attrs.frozen
class Field:
    """One row of a form: how a field is read, and whether it may be left out."""

    way: Way
    required: bool = False
    read: Reader = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "read", self.way.read)


WORD_CAP: Final = 64
FOREVER: Final = "for life"
"""What a document says that has no last day, where one is asked for."""

_ASCII_BETWEEN: Final = " -._():\t\n\v\f\r\x1c\x1d\x1e\x1f"
_SMALL: Final = MappingProxyType(
    str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", _ASCII_BETWEEN)
)
_BRACKETED: Final = re.compile(r"(.+)[(（](.+)[)）]")
_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PART: Final = re.compile(r"(?!0000)[0-9]{4}-(?:00-[0-9]{2}|[0-9]{2}-00)")
# Day and month may also stand the other way round: that is what the words for it ask about.
_DAY_FIRST: Final = re.compile(r"[0-9]{1,2} ?[-/. ] ?[0-9]{1,2} ?[-/. ] ?[0-9]{4}")


def text_in(typed: Any) -> str | None:
    """The text, if it is one. The type is asked, not the thing itself, which may lie about its content and length."""
    if type(typed) is str:
        return typed
    return str.__str__(typed) if issubclass(cast("type[object]", type(typed)), str) else None


def word_key(text: str) -> str:
    """A word for a choice whatever its case, spaces, dashes and brackets; letters that only look alike stay apart."""
    small = text.translate(_SMALL)
    return small if small.isascii() else "".join([sign for sign in small if not is_between(sign)])


def is_between(sign: str) -> bool:
    return sign in " ._()（）:：" or sign.isspace() or unicodedata.category(sign) == "Pd"


def words_for(group: str, member: str) -> Iterator[str]:
    """Everything that a member of a closed list is called; of a label with brackets also either half."""
    yield member
    for label in (label for name, labels in SAID if name == f"{group}.{member}" for label in labels):
        yield label
        halves = _BRACKETED.fullmatch(label)
        if halves is not None:
            yield from halves.groups()


_FOR_LIFE: Final = frozenset(map(word_key, FOR_LIFE))


def choice(kind: type[StrEnum], group: str) -> Way:
    """Reads a member of a closed list by its value, or by whatever it is called under this group of the words."""
    by_word = {word_key(word): member for member in kind for word in words_for(group, member.value)}
    by_value = {member.value: member for member in kind}  # as a program sends it: no key needs to be made
    choices = (("choices", ", ".join(kind)),)

    def read(typed: object, at: str) -> Reading:
        text = typed if type(typed) is str else text_in(typed)
        member = None
        if text is not None and len(text) <= WORD_CAP:
            member = by_value.get(text) or by_word.get(word_key(text))
        return (member, ()) if member is not None else (None, (Issue(IssueCode.FORM_CHOICE, at, choices),))

    return Way(read, Shape(kind=kind, longest=WORD_CAP, words=frozenset(by_word)))


def _day(typed: Any, at: str) -> Reading:
    """A day, as a date or as ISO 8601 writes it; what else it may be is said, and not guessed."""
    text = text_in(typed)
    if text is None:
        if issubclass(type(typed), date) and not issubclass(type(typed), datetime):
            return a_day(typed), ()
    elif len(text) <= WORD_CAP:
        trimmed = outer_trimmed(text)
        if _ISO_DAY.fullmatch(trimmed):
            try:
                return date.fromisoformat(trimmed), ()
            except ValueError:
                return None, (Issue(IssueCode.FORM_NO_SUCH_DAY, at),)
        if _DAY_FIRST.fullmatch(trimmed):
            return None, (Issue(IssueCode.FORM_DAY_ORDER, at),)
    return None, (Issue(IssueCode.FORM_DATE, at),)


def _birth_day(typed: Any, at: str) -> Reading:
    """A day of birth: also one that is known in part, with 00 for the rest."""
    if type(typed) is PartialDate:
        return typed, ()
    text = text_in(typed)
    if text and "-00" in text and len(text) <= WORD_CAP and _PART.fullmatch(trimmed := outer_trimmed(text)):
        try:
            return PartialDate.parse(trimmed), ()
        except InvalidValueError:
            return None, (Issue(IssueCode.FORM_NO_SUCH_DAY, at),)
    return _day(typed, at)


def _last_day(typed: Any, at: str) -> Reading:
    """The last day of a document, or that there is none, in the words of a KTP."""
    text = text_in(typed)
    # A day begins with a digit, and no word for that does.
    if text is not None and len(text) <= WORD_CAP and not text[:1].isdigit() and word_key(text) in _FOR_LIFE:
        return FOREVER, ()
    return _day(typed, at)


_LIKE_A_DAY: Final = Shape(kind=date, longest=WORD_CAP, pattern=rf"^[\t-\r ]*{_ISO_DAY.pattern}[\t-\r ]*$")
day: Final = Way(_day, _LIKE_A_DAY)
# A day that is known in part looks like a whole one.
birth_day: Final = Way(_birth_day, attrs.evolve(_LIKE_A_DAY, kind=PartialDate))
last_day: Final = Way(_last_day, attrs.evolve(_LIKE_A_DAY, words=_FOR_LIFE))
