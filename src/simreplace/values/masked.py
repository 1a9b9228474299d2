"""What every masked value shares: slots, parse, check, reveal, and a pickle that goes through parse."""

from collections.abc import Iterator
from typing import ClassVar, Final, NoReturn, Self, cast

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode, Severity
from simreplace.report import Report

DIGITS: Final = "0123456789"
NUMBER_CAP: Final = 64
_OUTER: Final = " \t\r\n\v\f"

Reading = tuple[str | None, tuple[Issue, ...]]
"""The canonical text, or None where an ERROR forbids one, and everything that was found on the way."""


class Masked:
    """A text that does not show itself.

    A subclass says in `_read` how a text becomes canonical and in `_mask` what may be seen of it.
    These are plain classes with slots: an attrs class would hand its content to `attrs.asdict` and to its own `repr`.
    """

    __slots__ = ("_issues", "_text")
    _text: str
    _issues: tuple[Issue, ...]
    _CAP: ClassVar[int] = NUMBER_CAP

    def __init__(self, *_: object, **__: object) -> None:
        raise TypeError(f"use {type(self).__name__}.parse(text)")

    @classmethod
    def _read(cls, text: str) -> Reading:
        raise NotImplementedError

    def _mask(self) -> str:
        raise NotImplementedError

    @classmethod
    def read(cls, typed: object) -> Report[Self]:
        """Read whatever was typed: the value, if there is no ERROR, and everything that was found; never raises.

        This is the one reading, of which `parse` and `check` are the two halves.

        Args:
            typed: What was typed, a value that was read already, or anything else.
        """
        # The type is asked, not the object: an object may raise when asked for its class or its length.
        kind = type(typed)
        kept: tuple[Issue, ...] | None = getattr(typed, "_issues", None) if kind is cls else None
        if kept is not None:
            return Report(cast("Self", typed), kept)
        if not issubclass(kind, str):
            return Report(None, (Issue(IssueCode.TEXT_TYPE, params=(("found", kind_of_type(kind)),)),))
        if str.__len__(cast("str", typed)) > cls._CAP:
            return Report(None, (Issue(IssueCode.TEXT_TOO_LONG, params=(("limit", cls._CAP),)),))
        canonical, issues = cls._read(str.__str__(cast("str", typed)))
        if canonical is None or any(issue.severity is Severity.ERROR for issue in issues):
            return Report(None, issues)
        return Report(cls._of(canonical, issues), issues)

    @classmethod
    def _of(cls, canonical: str, issues: tuple[Issue, ...]) -> Self:
        value = object.__new__(cls)
        object.__setattr__(value, "_text", canonical)
        object.__setattr__(value, "_issues", issues)
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
        """The FLAGs and NOTEs that the value alone shows, kept from its reading."""
        return self._issues

    def reveal(self) -> str:
        """The plain canonical text: the only way to it."""
        return self._text

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._mask()})"

    def __str__(self) -> str:
        return self._mask()

    def __format__(self, spec: str) -> str:
        return format(self._mask(), spec)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._text == other._text

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._text))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return type(self).parse, (self._text,)


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


def without(text: str, separators: str) -> str:
    return "".join(character for character in text if character not in separators)


def odd_characters(text: str, allowed: str) -> Iterator[Issue]:
    """The first character that is not ASCII, or not among those allowed, with its position from 1."""
    for at, character in enumerate(text, start=1):
        if not character.isascii():
            yield Issue(IssueCode.TEXT_NON_ASCII, params=(("at", at), ("character", character_name(character))))
            return
        if character not in allowed:
            yield Issue(IssueCode.TEXT_CHARACTER, params=(("at", at),))
            return


def character_name(character: str) -> str:
    """The code point, such as U+00A0: a name for a character that says nothing of the text it stood in."""
    return f"U+{ord(character):04X}"
