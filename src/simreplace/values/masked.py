"""What every masked value shares: slots, read, parse, check, reveal, and a way back from where it was stored."""

import re
from collections.abc import Iterator
from typing import ClassVar, Final, NoReturn, Self, cast

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode, Severity
from simreplace.report import Report

DIGITS: Final = "0123456789"
SEPARATORS: Final = " .-"
NUMBER_CAP: Final = 64
_OUTER: Final = " \t\r\n\v\f"

# What a spreadsheet or a program makes of a number: a decimal part of zeros, commas between the thousands, a power of ten.
# With another dot in front a dot is a separator, unless seven digits stand together before it; three zeros and more
# behind the only dot may be a group of digits.
_DECIMALS: Final = re.compile(
    r"(?:(?P<whole>[^.,]*[0-9]) ?\. ?(?P<zeros>0+)|.*[0-9]{7}\.0{1,2}|.*[0-9] ?, ?0+|[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.0*)?)[ .()-]*"
)
_POWER_OF_TEN: Final = re.compile(
    r"[+-]?(?:[0-9]+(?:[.,][0-9]*)? ?E\+[0-9]{1,3}|[0-9][.,][0-9]+E[0-9]{1,2})[ .()-]*", re.IGNORECASE
)
_SHORTEST_GROUP: Final = 3

Reading = tuple[str | None, tuple[Issue, ...]]
"""The canonical text, or None where an ERROR forbids one, and everything that was found on the way."""
Taken = tuple[str, tuple[Issue, ...]]
"""The same where there is no ERROR."""


def pydantic_schema(cls: type[object], _source: object, _handler: object) -> object:
    """What pydantic asks one of our types for; only then is our side of it loaded."""
    from simreplace.ext.pydantic import core_schema_of

    return core_schema_of(cls)


def pydantic_json_schema(cls: type[object], _schema: object, handler: object) -> dict[str, object]:
    """The same for its JSON Schema."""
    from simreplace.ext.pydantic import json_schema_of

    return json_schema_of(cls, mode=str(getattr(handler, "mode", "validation")))


class Masked:
    """A text that does not show itself.

    A subclass says in `_read` how a text becomes canonical, in `_mask` what may be seen of it, and in `_SHAPE` what the
    canonical text looks like. Where most people type the same plain form, `_plain` reads that form alone, at once.
    These are plain classes with slots: an attrs class would hand its content to `attrs.asdict` and to its own `repr`.
    """

    __slots__ = ("_issues", "_text")
    _text: str
    _issues: tuple[Issue, ...]
    _CAP: ClassVar[int] = NUMBER_CAP
    _SHAPE: ClassVar[re.Pattern[str]]

    def __init__(self, *_: object, **__: object) -> None:
        raise TypeError(f"use {type(self).__name__}.parse(text)")

    @classmethod
    def _read(cls, text: str) -> Reading:
        raise NotImplementedError

    @classmethod
    def _plain(cls, _text: str) -> Taken | None:
        """The very answer of `_read` for the form that most people type; None for any other, and where it is an ERROR."""
        return None

    def _mask(self) -> str:
        raise NotImplementedError

    @classmethod
    def read(cls, typed: object) -> Report[Self]:
        """Read whatever was typed: the value, if there is no ERROR, and everything that was found; never raises.

        This is the one reading, of which `parse` and `check` are the two halves.

        Args:
            typed: What was typed, a value that was read already, or anything else.
        """
        return Report(*cls._taken(typed))

    @classmethod
    def _taken(cls, typed: object) -> tuple[Self | None, tuple[Issue, ...]]:
        """What `read` reports, for whoever reads many fields."""
        if type(typed) is cls and hasattr(typed, "_text"):
            return typed, typed.issues
        # Nearly everything typed is a short text: that much is seen without a further call.
        text = typed if type(typed) is str and len(typed) <= cls._CAP else text_within(typed, cls._CAP)
        if isinstance(text, Issue):
            return None, (text,)
        plain = cls._plain(text)
        if plain is not None:
            return cls._of(*plain), plain[1]
        canonical, issues = cls._read(text)
        if canonical is None or any(issue.severity is Severity.ERROR for issue in issues):
            return None, issues
        return cls._of(canonical, issues), issues

    @classmethod
    def _of(cls, canonical: str, issues: tuple[Issue, ...]) -> Self:
        value = object.__new__(cls)
        put = object.__setattr__
        put(value, "_text", canonical)
        put(value, "_issues", issues)
        return value

    __get_pydantic_core_schema__: ClassVar[object] = classmethod(pydantic_schema)
    __get_pydantic_json_schema__: ClassVar[object] = classmethod(pydantic_json_schema)

    @classmethod
    def _restore(cls, stored: str) -> Self:
        """The value that was stored as this canonical text, by its shape alone; for records and pickles.

        Rules change: what one release of `phonenumbers` took, the next may refuse. A stored value was read when it was
        typed, so it comes back, and what the present rules say of it stands in `issues`.

        Raises:
            InvalidValueError: It is no text of that shape, so no release can have stored it.
        """
        text = text_within(stored, cls._CAP)
        if isinstance(text, Issue):
            raise InvalidValueError((text,))
        if cls._SHAPE.fullmatch(text) is None:
            raise InvalidValueError((Issue(IssueCode.RECORD_VALUE),))
        value = object.__new__(cls)
        object.__setattr__(value, "_text", text)
        return value

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read a text, or refuse it with every reason.

        Args:
            typed: What was typed.

        Raises:
            InvalidValueError: There is at least one ERROR.
        """
        report = cls.read(typed)
        if report.value is None:
            raise InvalidValueError(report.issues)
        return report.value

    @classmethod
    def check(cls, typed: object) -> tuple[Issue, ...]:
        """Everything that the value alone shows, for any object whatever; never raises.

        Args:
            typed: What was typed, or anything else.
        """
        return cls.read(typed).issues

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The FLAGs and NOTEs that the value alone shows: kept from its reading, or found on first asking if stored."""
        if not hasattr(self, "_issues"):
            object.__setattr__(self, "_issues", self._judged_anew())
        return self._issues

    def _judged_anew(self) -> tuple[Issue, ...]:
        """What the present rules say of a stored value; that they would not take it as it is, is one FLAG."""
        report = type(self).read(self._text)
        same = report.value is not None and report.value._text == self._text
        return report.issues if same else (Issue(IssueCode.VALUE_RULE_CHANGED),)

    def reveal(self) -> str:
        """The plain canonical text: the only way to it."""
        return self._text

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self})"

    def __str__(self) -> str:
        # A debugger or a failing test may print a value that is only half made.
        return self._mask() if hasattr(self, "_text") else "***"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._key() == other._key()

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._key()))

    def _key(self) -> str:
        """What tells it from others of its kind: less than its text, where that may be written in several ways."""
        return self._text

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _: object) -> Self:
        return self

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return type(self)._restore, (self._text,)


def text_within(typed: object, limit: int) -> str | Issue:
    """The very text of whatever was typed, or why it is none; one past the limit is not looked at."""
    # The type is asked, not the object: an object may raise when asked for its class or its length.
    kind = type(typed)
    if not issubclass(kind, str):
        return Issue(IssueCode.TEXT_TYPE, params={"found": kind_of_type(kind)})
    if str.__len__(cast("str", typed)) > limit:
        return Issue(IssueCode.TEXT_TOO_LONG, params={"limit": limit})
    return str.__str__(cast("str", typed))


def kind_of_type(kind: type) -> str:
    """A word for the wrong type, of a closed set: a type's own name could carry anything."""
    if issubclass(kind, float | int):
        return "number"
    if issubclass(kind, bytes | bytearray):
        return "bytes"
    return "nothing" if kind is type(None) else "other"


def stars(text: str, head: int, tail: int) -> str:
    """The first and last characters with stars between; all stars where little would be hidden."""
    hidden = len(text) - head - tail
    if hidden < 3:  # noqa: PLR2004 - fewer than three hidden characters hide nothing
        return "*" * len(text)
    return text[:head] + "*" * hidden + text[len(text) - tail :]


def outer_trimmed(text: str) -> str:
    """The text without ASCII whitespace around it; `str.strip` would take a no-break space too."""
    return text.strip(_OUTER)


def as_compared(value: Masked) -> str:
    """What tells a number from others of whichever kind: the same one under another kind of paper is still the same."""
    return value._key().casefold()


def from_a_spreadsheet(text: str, shortest: int) -> bool:
    """Whether a trimmed text is how a spreadsheet or a program writes a number, so that digits were lost or added.

    Args:
        text: What was typed.
        shortest: As many digits as the shortest number of its kind has.
    """
    decimals = _DECIMALS.fullmatch(text) if "." in text or "," in text else None
    if decimals is None:
        return "e" in text.lower() and _POWER_OF_TEN.fullmatch(text) is not None
    whole, zeros = decimals["whole"], decimals["zeros"]
    # A group of digits is set apart from others; from what could be the whole number it is not.
    return zeros is None or len(zeros) < _SHORTEST_GROUP or (whole.isdecimal() and len(whole) >= shortest)


def ungrouped(text: str, alphabet: str, shortest: int, separators: str = SEPARATORS) -> Reading:
    """What is left of a number without the signs that group it, or why it is none."""
    trimmed = outer_trimmed(text)
    if from_a_spreadsheet(trimmed, shortest):
        return None, (Issue(IssueCode.TEXT_SPREADSHEET),)
    odd = tuple(odd_characters(trimmed, alphabet + separators))
    return (None, odd) if odd else (without(trimmed, separators), ())


def digits_of(text: str, lengths: range, wrong_length: IssueCode) -> Reading:
    """The ASCII digits of a number that has so many of them, however they are grouped."""
    digits, issues = ungrouped(text, DIGITS, lengths[0])
    if digits is not None and len(digits) not in lengths:
        return None, (Issue(wrong_length, params=(("digits", len(digits)),)),)
    return digits, issues


def without(text: str, separators: str) -> str:
    for separator in separators:
        text = text.replace(separator, "")
    return text


def odd_characters(text: str, allowed: str) -> Iterator[Issue]:
    """The first character that is not ASCII, or not among those allowed, with its position from 1."""
    if text.isascii() and not text.strip(allowed):
        return
    at = next(at for at, character in enumerate(text) if character not in allowed)
    if text[at].isascii():
        yield Issue(IssueCode.TEXT_CHARACTER, params=(("at", at + 1),))
    else:
        yield Issue(IssueCode.TEXT_NON_ASCII, params=(("at", at + 1), ("character", character_name(text[at]))))


def character_name(character: str) -> str:
    """The code point, such as U+00A0: a name for a character that says nothing of the text it stood in."""
    return f"U+{ord(character):04X}"
