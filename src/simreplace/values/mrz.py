"""The machine-readable zone of a passport or card: ICAO Doc 9303 formats TD1, TD2 and TD3.

A zone that does not read is a zone to scan again, never a reason to refuse its holder. The line with the name, the
nationality and the sex are covered by no check digit.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Final, cast, final

import attrs

from simreplace.issues import Issue, IssueCode, errors_of
from simreplace.shown import printable
from simreplace.values.masked import Masked, Reading, outer_trimmed
from simreplace.values.names import PersonName
from simreplace.values.nik import Sex, both_centuries, calendar_day
from simreplace.values.papers import DocumentNumber, PassportNumber, icao_check_digit
from simreplace.values.plain import parsed

Span = tuple[int, int, int]
"""Line, first and last position, all counted from 1 as Doc 9303 does."""

_FILLER: Final = "<"
_ANY: Final = re.compile(r"[A-Z0-9<]*")
_CODE: Final = re.compile(r"(?:[A-UW-Z][A-Z0-9<])?")  # V is a visa, which is laid out otherwise and identifies nobody
_STATE: Final = re.compile(r"(?:[A-Z]{1,3}<*)?")
_NUMBER: Final = re.compile(r"(?:[A-Z0-9][A-Z0-9<]*)?")
_DATE: Final = re.compile(r"[0-9<]*")
_SEX: Final = re.compile(r"[MFX<]?")
_NAMES: Final = re.compile(r"[A-Z<]*")

# A zone of one of the three formats in which every field holds what it can hold, whatever its check digits say.
_ZONE: Final = re.compile(
    r"""
    # TD3 and TD2: code, issuer, names; number, nationality, birth, sex, expiry, with check digits between; the rest
    [A-UW-Z][A-Z0-9<] (?:[A-Z]{3}|[A-Z]{2}<|[A-Z]<<) (?: [A-Z<]{39} (?=\n.{44}\Z) | [A-Z<]{31} (?=\n.{36}\Z) ) \n
    [A-Z0-9][A-Z0-9<]{9} (?:[A-Z]{3}|[A-Z]{2}<|[A-Z]<<) [0-9<]{6}[A-Z0-9<] [MFX<] [0-9<]{6}[A-Z0-9<]+
    |
    # TD1: code, issuer, number; birth, sex, expiry, nationality; names
    [A-UW-Z][A-Z0-9<] (?:[A-Z]{3}|[A-Z]{2}<|[A-Z]<<) [A-Z0-9][A-Z0-9<]{24} \n
    [0-9<]{6}[A-Z0-9<] [MFX<] [0-9<]{6}[A-Z0-9<] (?:[A-Z]{3}|[A-Z]{2}<|[A-Z]<<) [A-Z0-9<]{12} \n
    [A-Z<]{30}
    """,
    re.VERBOSE,
)

_DOCUMENT_CODE: Final[Span] = (1, 1, 2)
_ISSUING_COUNTRY: Final[Span] = (1, 3, 5)
_SEXES: Final = MappingProxyType({"F": Sex.FEMALE, "M": Sex.MALE})


@printable
@attrs.frozen(kw_only=True)
class _Layout:
    """Where the fields stand; the check digit of a field follows it, the composite one ends the second line."""

    lines: int
    width: int
    number: Span
    nationality: Span
    birth_date: Span
    sex: Span
    expiry: Span
    names: Span
    overflow: Span | None
    personal_number: Span | None
    composite: tuple[Span, ...]


_TD1: Final = _Layout(
    lines=3,
    width=30,
    number=(1, 6, 14),
    nationality=(2, 16, 18),
    birth_date=(2, 1, 6),
    sex=(2, 8, 8),
    expiry=(2, 9, 14),
    names=(3, 1, 30),
    overflow=(1, 16, 30),
    personal_number=None,
    composite=((1, 6, 30), (2, 1, 7), (2, 9, 15), (2, 19, 29)),
)
_TD2: Final = _Layout(
    lines=2,
    width=36,
    number=(2, 1, 9),
    nationality=(2, 11, 13),
    birth_date=(2, 14, 19),
    sex=(2, 21, 21),
    expiry=(2, 22, 27),
    names=(1, 6, 36),
    overflow=(2, 29, 35),
    personal_number=None,
    composite=((2, 1, 10), (2, 14, 20), (2, 22, 35)),
)
_TD3: Final = _Layout(
    lines=2,
    width=44,
    number=(2, 1, 9),
    nationality=(2, 11, 13),
    birth_date=(2, 14, 19),
    sex=(2, 21, 21),
    expiry=(2, 22, 27),
    names=(1, 6, 44),
    overflow=None,
    personal_number=(2, 29, 42),
    composite=((2, 1, 10), (2, 14, 20), (2, 22, 43)),
)


def _layout_of(lines: tuple[str, ...]) -> _Layout:
    """The format that the first line's length names, else the one that the number of lines names."""
    by_width = {layout.width: layout for layout in (_TD1, _TD2, _TD3)}
    width = len(lines[0]) if lines else 0
    return by_width.get(width, _TD1 if len(lines) == _TD1.lines else _TD3)


def _cut(lines: tuple[str, ...], span: Span) -> str:
    line, first, last = span
    return lines[line - 1][first - 1 : last]


def _digit_after(lines: tuple[str, ...], span: Span) -> str:
    line, _, last = span
    return lines[line - 1][last]


def _lines_of(text: str) -> tuple[str, ...]:
    trimmed = (outer_trimmed(line) for line in text.replace("\r", "\n").split("\n"))
    return tuple(line for line in trimmed if line)


def _numbered(lines: tuple[str, ...], layout: _Layout) -> tuple[str, str]:
    """The document number without fillers, and its check digit.

    A number longer than its field goes on in the optional data: a filler stands in place of the check digit, and the
    rest of the number, with the check digit at its end, begins the optional data (Doc 9303-5, 4.2.4).
    """
    number, digit = _cut(lines, layout.number), _digit_after(lines, layout.number)
    if layout.overflow is not None and digit == _FILLER:
        rest = _cut(lines, layout.overflow).split(_FILLER, 1)[0]
        if rest:
            return number + rest[:-1], rest[-1]
    return number, digit


def _misread(line: int, at: int) -> Issue:
    return Issue(IssueCode.MRZ_FORMAT, params=(("line", line), ("at", at)))


def _shape_issues(lines: tuple[str, ...], layout: _Layout) -> Iterator[Issue]:
    """The first thing out of place in each line; a line too few or too many is out of place at its beginning."""
    for number in range(1, layout.lines + 1):
        line = lines[number - 1] if number <= len(lines) else ""
        good = cast("re.Match[str]", _ANY.match(line)).end()
        if good < len(line) or good != layout.width:
            yield _misread(number, min(good, layout.width) + 1)
    if len(lines) > layout.lines:
        yield _misread(layout.lines + 1, 1)


def _field_issues(lines: tuple[str, ...], layout: _Layout) -> Iterator[Issue]:
    """Letters among digits and digits among letters, as a scanner that takes O for 0 leaves them."""
    fields = (
        (_DOCUMENT_CODE, _CODE),
        (_ISSUING_COUNTRY, _STATE),
        (layout.number, _NUMBER),
        (layout.nationality, _STATE),
        (layout.birth_date, _DATE),
        (layout.sex, _SEX),
        (layout.expiry, _DATE),
        (layout.names, _NAMES),
    )
    for span, pattern in fields:
        field = _cut(lines, span)
        good = cast("re.Match[str]", pattern.match(field)).end()
        if good < len(field):
            yield _misread(span[0], span[1] + good)


def _check_digit_issues(lines: tuple[str, ...], layout: _Layout) -> Iterator[Issue]:
    checked = [("number", *_numbered(lines, layout))]
    for name, span in (
        ("birth_date", layout.birth_date),
        ("expiry", layout.expiry),
        ("personal_number", layout.personal_number),
    ):
        if span is not None:
            checked.append((name, _cut(lines, span), _digit_after(lines, span)))
    checked.append(("composite", "".join(_cut(lines, span) for span in layout.composite), lines[1][-1]))
    for name, field, digit in checked:
        # An empty field needs no check digit: 0 and the filler both stand there in genuine documents.
        empty = digit == _FILLER and not field.strip(_FILLER)
        if not empty and digit != str(icao_check_digit(field)):
            yield Issue(IssueCode.MRZ_CHECK_DIGIT, params=(("field", name),))


@final
class _Zone(Masked):
    """The lines as one text, with newlines between."""

    __slots__ = ()
    _CAP: ClassVar[int] = 200
    _SHAPE: ClassVar[re.Pattern[str]] = _ZONE

    @classmethod
    def _read(cls, text: str) -> Reading:
        lines = _lines_of(text)
        layout = _layout_of(lines)
        for look in (_shape_issues, _field_issues, _check_digit_issues):
            issues = tuple(look(lines, layout))
            if issues:
                return None, issues
        return "\n".join(lines), ()

    def _mask(self) -> str:
        return "***"


def _zone_of(text: _Zone | str) -> _Zone:
    return parsed(_Zone, text)


@final
@attrs.frozen(repr=False)
class Mrz:
    """What a machine-readable zone says, every check digit being right.

    Make one with `parse_mrz`. Equality and hash are by the lines; `repr` shows only what kind of document it is.

    Args:
        zone: The lines, with newlines between.

    Raises:
        InvalidValueError: They do not read, or a check digit is wrong: scan again.

    Example:
        >>> lines = (  # ICAO's printed specimen
        ...     "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        ...     "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
        ... )
        >>> mrz = parse_mrz(lines)
        >>> mrz
        Mrz(document_code='P', issuing_country='UTO', number=PassportNumber(L*******3))
        >>> mrz.expires_on.isoformat(), mrz.sex.value, mrz.reveal() == lines
        ('2012-04-15', 'female', True)
    """

    _zone: _Zone = attrs.field(converter=_zone_of)

    @classmethod
    def _restore(cls, stored: object) -> "Mrz":
        """The zone that was stored as these lines, by its shape alone; for records and pickles."""
        return cls(_Zone._restore(cast("str", _joined(stored))))

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Whether the present rules would still take a zone that was stored."""
        return self._zone.issues

    def _field(self, span: Span) -> str:
        return _cut(self.reveal(), span)

    @property
    def _layout(self) -> _Layout:
        return _layout_of(self.reveal())

    @property
    def document_code(self) -> str:
        """The one or two letters of the kind of document, such as `P` for a passport."""
        return self._field(_DOCUMENT_CODE).rstrip(_FILLER)

    @property
    def issuing_country(self) -> str:
        """The ICAO code of the issuer: ISO 3166-1 alpha-3, or one of ICAO's own such as `D`."""
        return self._field(_ISSUING_COUNTRY).rstrip(_FILLER)

    @property
    def number(self) -> PassportNumber | DocumentNumber:
        """The number of the document, without the fillers that stand for spaces and hyphens."""
        number = _numbered(self.reveal(), self._layout)[0].replace(_FILLER, "")
        is_passport = self._layout is _TD3 and self.document_code.startswith("P")
        if is_passport and not errors_of(PassportNumber.check(number)):
            return PassportNumber.parse(number)
        return DocumentNumber.parse(number)

    @property
    def nationality(self) -> str:
        """The ICAO code of the holder's nationality."""
        return self._field(self._layout.nationality).rstrip(_FILLER)

    @property
    def birth_dates(self) -> tuple[date, ...]:
        """The days of birth that it can mean, the earliest first; empty where a part is unknown or no such day is."""
        field = self._field(self._layout.birth_date)
        if _FILLER in field:
            return ()
        return both_centuries(int(field[:2]), int(field[2:4]), int(field[4:]))

    @property
    def sex(self) -> Sex:
        """The sex; UNSPECIFIED where the zone has a filler."""
        return _SEXES.get(self._field(self._layout.sex), Sex.UNSPECIFIED)

    @property
    def expires_on(self) -> date | None:
        """The last day of validity, always read as 20YY: what ended before 2000 is not shown at a counter.

        None where a part is unknown or the calendar has no such day.
        """
        field = self._field(self._layout.expiry)
        if _FILLER in field:
            return None
        return calendar_day(2000 + int(field[:2]), int(field[2:4]), int(field[4:]))

    @property
    def names(self) -> tuple[str, ...]:
        """The words of the name, the primary identifier first; they are cut off where the zone was too narrow."""
        return tuple(self._field(self._layout.names).replace(_FILLER, " ").split())

    @property
    def name(self) -> PersonName | None:
        """The same words as one name; None where the zone has none."""
        words = self.names
        return PersonName.parse(" ".join(words)) if words else None

    def reveal(self) -> tuple[str, ...]:
        """The plain lines."""
        return tuple(self._zone.reveal().split("\n"))

    def __repr__(self) -> str:
        if not hasattr(self, "_zone"):
            return "Mrz(***)"
        shown = (("document_code", self.document_code), ("issuing_country", self.issuing_country))
        parts = [f"{name}={value!r}" for name, value in (*shown, ("number", self.number))]
        return f"Mrz({', '.join(parts)})"

    def __reduce__(self) -> tuple[object, tuple[tuple[str, ...]]]:
        return Mrz._restore, (self.reveal(),)


def _joined(lines: object) -> object:
    """The lines as one text; of anything else, the thing whose type is at fault."""
    kind = type(lines)
    if kind is Mrz:
        return cast("Mrz", lines)._zone
    # Only the built-in types themselves: a subclass may raise when it is iterated.
    if kind is not list and kind is not tuple:
        return lines
    parts = tuple(cast("Iterable[object]", lines))
    for part in parts:
        if not issubclass(type(part), str):
            return part
    return "\n".join(str.__str__(cast("str", part)) for part in parts)


def check_mrz(lines: object) -> tuple[Issue, ...]:
    """Everything that keeps a machine-readable zone from being read, for any object whatever; never raises.

    Args:
        lines: Two lines of 44 or 36 characters or three of 30, as a list, a tuple, or one text with newlines.

    Example:
        >>> [issue.params for issue in check_mrz(["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"])]
        [(('line', 2), ('at', 1))]
    """
    return _Zone.check(_joined(lines))


def parse_mrz(lines: Sequence[str]) -> Mrz:
    r"""Read a machine-readable zone (ICAO Doc 9303-4 to 9303-6).

    Args:
        lines: Two lines of 44 or 36 characters or three of 30, as a list, a tuple, or one text with newlines.

    Raises:
        InvalidValueError: The lines do not read, or a check digit is wrong: scan again.

    Example:
        >>> card = parse_mrz(  # ICAO's printed specimen
        ...     "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
        ... )
        >>> card.number
        DocumentNumber(D*******0)
    """
    return Mrz(cast("str", _joined(lines)))
