"""The lines of a machine-readable zone: where its fields stand, and what keeps them from being read."""

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final, cast

import attrs

from simreplace.issues import Issue, IssueCode
from simreplace.shown import printable
from simreplace.values.masked import outer_trimmed
from simreplace.values.papers import icao_check_digit

Span = tuple[int, int, int]
"""Line, first and last position, all counted from 1 as Doc 9303 does."""

FILLER: Final = "<"
_ANY: Final = re.compile(r"[A-Z0-9<]*")
_CODE: Final = re.compile(r"(?:[A-UW-Z][A-Z0-9<])?")  # V is a visa, which is laid out otherwise and identifies nobody
_STATE: Final = re.compile(r"(?:[A-Z]{1,3}<*)?")
_NUMBER: Final = re.compile(r"(?:[A-Z0-9][A-Z0-9<]*)?")
_DATE: Final = re.compile(r"[0-9<]*")
_SEX: Final = re.compile(r"[MFX<]?")
_NAMES: Final = re.compile(r"[A-Z<]*")

# A zone of one of the three formats in which every field holds what it can hold, whatever its check digits say.
ZONE: Final = re.compile(
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

_LOOKS_LIKE: Final = MappingProxyType({"O": "0", "I": "1", "Z": "2", "S": "5", "G": "6", "B": "8"})

DOCUMENT_CODE: Final[Span] = (1, 1, 2)
ISSUING_COUNTRY: Final[Span] = (1, 3, 5)


@printable
@attrs.frozen(kw_only=True)
class Layout:
    """Where the fields stand; the check digit of a field follows it, the composite one ends the second line."""

    lines: int
    width: int
    number: Span
    nationality: Span
    birth_date: Span
    sex: Span
    expiry: Span
    names: Span
    long_numbers: bool
    optional: tuple[Span, ...]
    personal_number: Span | None
    composite: tuple[Span, ...]


TD1: Final = Layout(
    lines=3,
    width=30,
    number=(1, 6, 14),
    nationality=(2, 16, 18),
    birth_date=(2, 1, 6),
    sex=(2, 8, 8),
    expiry=(2, 9, 14),
    names=(3, 1, 30),
    long_numbers=True,
    optional=((1, 16, 30), (2, 19, 29)),
    personal_number=None,
    composite=((1, 6, 30), (2, 1, 7), (2, 9, 15), (2, 19, 29)),
)
TD2: Final = Layout(
    lines=2,
    width=36,
    number=(2, 1, 9),
    nationality=(2, 11, 13),
    birth_date=(2, 14, 19),
    sex=(2, 21, 21),
    expiry=(2, 22, 27),
    names=(1, 6, 36),
    long_numbers=True,
    optional=((2, 29, 35),),
    personal_number=None,
    composite=((2, 1, 10), (2, 14, 20), (2, 22, 35)),
)
TD3: Final = Layout(
    lines=2,
    width=44,
    number=(2, 1, 9),
    nationality=(2, 11, 13),
    birth_date=(2, 14, 19),
    sex=(2, 21, 21),
    expiry=(2, 22, 27),
    names=(1, 6, 44),
    long_numbers=False,
    optional=((2, 29, 42),),
    personal_number=(2, 29, 42),
    composite=((2, 1, 10), (2, 14, 20), (2, 22, 43)),
)


def layout_of(lines: tuple[str, ...]) -> Layout:
    """The format that the first line's length names, else the one that the number of lines names."""
    by_width = {layout.width: layout for layout in (TD1, TD2, TD3)}
    width = len(lines[0]) if lines else 0
    return by_width.get(width, TD1 if len(lines) == TD1.lines else TD3)


def cut(lines: tuple[str, ...], span: Span) -> str:
    line, first, last = span
    return lines[line - 1][first - 1 : last]


def _digit_after(lines: tuple[str, ...], span: Span) -> str:
    line, _, last = span
    return lines[line - 1][last]


def lines_of(text: str) -> tuple[str, ...]:
    trimmed = (outer_trimmed(line) for line in text.replace("\r", "\n").split("\n"))
    return tuple(line for line in trimmed if line)


def _rest_of_number(lines: tuple[str, ...], layout: Layout) -> str:
    """The end of a number that is longer than its field, and its check digit; empty where the field holds all of it.

    A filler stands in place of the check digit, and the rest of the number, with the check digit at its end, begins the
    optional data (Doc 9303-5, 4.2.2.1, note j, and 9303-6).
    """
    if layout.long_numbers and _digit_after(lines, layout.number) == FILLER:
        return cut(lines, layout.optional[0]).split(FILLER, 1)[0]
    return ""


def number_of(lines: tuple[str, ...], layout: Layout) -> str:
    """The document number without the fillers that stand for spaces and hyphens."""
    return (cut(lines, layout.number) + _rest_of_number(lines, layout)[:-1]).replace(FILLER, "")


def optional_data_of(lines: tuple[str, ...], layout: Layout) -> tuple[str, ...]:
    """What the issuer added, a space for each filler within; what a long number takes of it is no part of it."""
    first, *others = (cut(lines, span) for span in layout.optional)
    left = (first[len(_rest_of_number(lines, layout)) :], *others)
    stripped = (field.strip(FILLER).replace(FILLER, " ") for field in left)
    return tuple(field for field in stripped if field)


def _misread(line: int, at: int) -> Issue:
    return Issue(IssueCode.MRZ_FORMAT, params=(("line", line), ("at", at)))


def shape_issues(lines: tuple[str, ...], layout: Layout) -> Iterator[Issue]:
    """The first thing out of place in each line; a line too few or too many is out of place at its beginning."""
    for number in range(1, layout.lines + 1):
        line = lines[number - 1] if number <= len(lines) else ""
        good = cast("re.Match[str]", _ANY.match(line)).end()
        if good < len(line) or good != layout.width:
            yield _misread(number, min(good, layout.width) + 1)
    if len(lines) > layout.lines:
        yield _misread(layout.lines + 1, 1)


def field_issues(lines: tuple[str, ...], layout: Layout) -> Iterator[Issue]:
    """Letters among digits and digits among letters, as a scanner that takes O for 0 leaves them."""
    fields = (
        (DOCUMENT_CODE, _CODE),
        (ISSUING_COUNTRY, _STATE),
        (layout.number, _NUMBER),
        (layout.nationality, _STATE),
        (layout.birth_date, _DATE),
        (layout.sex, _SEX),
        (layout.expiry, _DATE),
        (layout.names, _NAMES),
    )
    for span, pattern in fields:
        field = cut(lines, span)
        good = cast("re.Match[str]", pattern.match(field)).end()
        if good < len(field):
            yield _misread(span[0], span[1] + good)


def check_digit_issues(lines: tuple[str, ...], layout: Layout) -> Iterator[Issue]:
    """The check digits that fit no reading of their fields."""
    composite = "".join(cut(lines, span) for span in layout.composite)
    number, rest = cut(lines, layout.number), _rest_of_number(lines, layout)
    # The filler in a long number's check digit position: some issuers count it as a character, others leave it out.
    readings = (number + FILLER + rest[:-1], number + rest[:-1]) if rest else (number,)
    composites = (composite, composite.replace(number + FILLER, number, 1)) if rest else (composite,)
    checked = [("number", readings, rest[-1:] or _digit_after(lines, layout.number))]
    for name, span in (
        ("birth_date", layout.birth_date),
        ("expiry", layout.expiry),
        ("personal_number", layout.personal_number),
    ):
        if span is not None:
            checked.append((name, (cut(lines, span),), _digit_after(lines, span)))
    checked.append(("composite", composites, lines[1][-1]))
    for name, ways, digit in checked:
        # An empty field needs no check digit: 0 and the filler both stand there in genuine documents.
        empty = digit == FILLER and not ways[0].strip(FILLER)
        if not empty and digit not in {str(icao_check_digit(way)) for way in ways}:
            yield Issue(IssueCode.MRZ_CHECK_DIGIT, params=(("field", name),))


def with_digits(lines: tuple[str, ...], layout: Layout) -> tuple[str, ...]:
    """The lines of a zone with digits for the letters that scanners take for them, wherever only a digit can stand."""
    number, rest = layout.number, _rest_of_number(lines, layout)
    line, first, _ = layout.optional[0] if rest else number
    last = first + len(rest) - 1 if rest else number[2] + 1
    fields = (layout.birth_date, layout.expiry)
    spans = [(line, last, last), (2, layout.width, layout.width), *((of, at, to + 1) for of, at, to in fields)]
    if layout.personal_number is not None:
        of, _, to = layout.personal_number
        spans.append((of, to + 1, to + 1))
    places = {(of, place) for of, at, to in spans for place in range(at, to + 1)}
    return tuple(
        "".join(
            _LOOKS_LIKE.get(character, character) if (line, at) in places else character
            for at, character in enumerate(text, start=1)
        )
        for line, text in enumerate(lines, start=1)
    )
