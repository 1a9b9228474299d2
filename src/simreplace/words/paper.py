"""How a paper is laid out: the same blocks as plain text for a page of A4, or as Markdown, and the words for them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, Literal

from simreplace.words import paper_en, paper_id, paper_zh
from simreplace.words.dates import Language, words
from simreplace.words.places import country_in_words

Markup = Literal["text", "markdown"]
Labels = tuple[str, ...]
"""A label, and what it is in the other language of a paper that has two."""
Row = tuple[Labels, str]

WIDTH: Final = 78
"""The columns of a line: what a page of A4 has between margins of two centimeters, in a type of 10 points."""
BETWEEN: Final = " / "
"""Between what is said in one language and the same in the other."""
BLANK: Final = "." * 30
BOX: Final = "☐"
_GROUP: Final = 4
_STEP: Final = 2
_ROOM_TO_SIGN: Final = 4
_PAPER_WORDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {"en": paper_en.PAPER_WORDS, "id": paper_id.PAPER_WORDS, "zh": paper_zh.PAPER_WORDS}
)
# What Markdown, or HTML in it, would take for more than a sign. A colon and a dot only where a link would begin.
_MARKS: Final = re.compile(r"[\\`*_\[\]<>|&~#]|:(?=//)|(?<=\bwww)\.", re.IGNORECASE)
_ESCAPED: Final = re.compile(r"\\([\\`*_\[\]<>|&~#:.])")
# A line is broken where one single space stands, so that the lines can be put together again.
_BREAK: Final = re.compile(r"(?<=[^ ]) (?=[^ ])")
# A Chinese sentence is broken between any two characters, but for what no line begins with.
_PIECE: Final = re.compile(r"[“‘（《]*[\u2e80-\uffef][，。；：、）！？》”’]*|[^\u2e80-\uffef ]+| +")


def paper_words(language: Language) -> Mapping[str, str]:
    """The table of the words of papers.

    Raises:
        ValueError: There is no such language.
    """
    words(language)
    return _PAPER_WORDS[language]


def the_markup(markup: Markup) -> Markup:
    """The markup that is asked for.

    Raises:
        ValueError: There is no such markup.
    """
    if markup not in {"text", "markdown"}:
        raise ValueError("the markups are text and markdown")
    return markup


def country_with_code(code: str, language: Language) -> str:
    """The name of a country and its code, as passports have both; of one without a name in the tables, that it is one."""
    name = country_in_words(code, language, words(language))
    return name if name.endswith(code) else paper_words(language)["paper.country"].format(name=name, code=code)


def number_in_groups(national: str) -> str:
    """A mobile number in groups of four, by which people read it aloud."""
    return "-".join(national[at : at + _GROUP] for at in range(0, len(national), _GROUP))


# ---- The blocks of a paper


def escaped(text: str) -> str:
    """The text as Markdown shows it unchanged."""
    return _MARKS.sub(lambda mark: "\\" + mark[0], text)


def unescaped(text: str) -> str:
    """What `escaped` was given."""
    return _ESCAPED.sub(r"\1", text)


def title(text: str, under: Iterable[str], markup: Markup) -> str:
    """What the paper is called, in the middle of the page."""
    if markup == "markdown":
        return "\n\n".join([f"# {escaped(text)}", *(f"**{escaped(line)}**" for line in under)])
    return "\n".join(_centered(line) for line in (text.upper(), *under))


def part(heading: str, body: str, markup: Markup) -> str:
    """A part of the paper under what it is called."""
    head = f"## {escaped(heading)}\n" if markup == "markdown" else f"{heading}\n{'-' * width_of(heading)}"
    return f"{head}\n{body}"


def prose(lines: Labels, markup: Markup, mark: str = "") -> str:
    """A sentence, and below it what it is in the other language."""
    if markup == "markdown":
        return mark + ("\\\n" + " " * len(mark)).join(map(escaped, lines))
    inner = " " * len(mark)
    first, *others = (_wrapped(line, WIDTH - len(mark)) for line in lines)
    shown = [mark + first[0], *(inner + line for line in first[1:])]
    return "\n".join([*shown, *(inner + line for other in others for line in other)])


def together(sentence: str, filled: str, markup: Markup) -> str:
    """A sentence, and right below it what it speaks of; a table of Markdown begins behind an empty line."""
    return f"{sentence}\n\n{filled}" if markup == "markdown" else f"{sentence}\n{filled}"


def rows(given: Iterable[Row], markup: Markup, column: int) -> str:
    """Labels with what stands there; the first one heads a table of Markdown, which has no other head."""
    if markup == "markdown":
        head, *others = (_cells(labels, value) for labels, value in given)
        return "\n".join([head, "|:--|:--|", *others])
    return "\n".join(line for labels, value in given for line in _row(labels, value, column))


def column_for(labels: Iterable[Labels]) -> int:
    """Where the values begin, so that the longest of the labels has room."""
    return max(width_of(_label(each)) for each in labels) + 1


def boxes(items: Iterable[tuple[str, tuple[str, ...]]], markup: Markup) -> str:
    """Things to tick, each with the kinds of it to tick."""
    bullet = "- " if markup == "markdown" else ""
    lines: list[str] = []
    for item, kinds in items:
        told = ((item, 0), *((kind, _STEP) for kind in kinds))
        for text, deep in told:
            said = escaped(text) if markup == "markdown" else text
            mark = " " * (deep * (1 if markup == "markdown" else _STEP)) + f"{bullet}{BOX} "
            told_in = [said] if markup == "markdown" else _wrapped(said, WIDTH - len(mark))
            lines += [mark + told_in[0], *(" " * len(mark) + line for line in told_in[1:])]
    return "\n".join(lines)


def signatures(left: tuple[Labels, Labels, str], right: tuple[Labels, Labels, str], markup: Markup) -> str:
    """Who signs on either side: as whom, what else has its place there, and under which name."""
    if markup == "markdown":
        cells = [
            ("<br>".join(map(escaped, who)), ":-:", f"<br><br>{'<br>'.join(map(escaped, room))}<br><br>", escaped(name))
            for who, room, name in (left, right)
        ]
        return "\n".join(f"| {one} | {other} |" for one, other in zip(*cells, strict=True))
    half = WIDTH // 2
    sides: list[list[str]] = []
    for who, room, name in (left, right):
        # What has its place there takes it from the room to sign, and never all of it.
        blank = [""] * max(1, _ROOM_TO_SIGN - len(room))
        sides.append([*who, *blank, *room, "", f"({name})"])
    lines_of = [[part for line in side for part in (_wrapped(line, half - _STEP) or [""])] for side in sides]
    longest = max(map(len, lines_of))
    # The names stand on the last lines of both sides, however long either is.
    filled = [[*side[:-1], *[""] * (longest - len(side)), side[-1]] for side in lines_of]
    return "\n".join(
        (_padded(_centered(one, half), half) + _centered(other, half)).rstrip()
        for one, other in zip(*filled, strict=True)
    )


def _row(labels: Labels, value: str, column: int) -> Iterator[str]:
    room = WIDTH - column - _STEP
    first, *others = (line for part in value.splitlines() or [""] for line in broken(part, room))
    yield f"{_padded(_label(labels), column)}: {first}"
    yield from (" " * (column + _STEP) + line for line in others)


def _cells(labels: Labels, value: str) -> str:
    shown = "<br>".join(escaped(line) for line in value.splitlines())
    return f"| {escaped(_label(labels))} | {shown} |"


def _label(labels: Labels) -> str:
    return BETWEEN.join(labels)


def fitted(value: str, markup: Markup, column: int) -> str:
    """A value in lines that have room beside the labels: one that nobody reads back, so that it is broken anywhere."""
    if markup == "markdown":
        return value
    return "\n".join(line for part in value.splitlines() for line in _wrapped(part, WIDTH - column - _STEP))


def broken(value: str, room: int) -> list[str]:
    """A value in lines of which each has room, broken at single spaces alone; joined by one it is whole again."""
    lines: list[str] = []
    for piece in _BREAK.split(value):
        if lines and width_of(lines[-1]) + 1 + width_of(piece) <= room:
            lines[-1] += " " + piece
        else:
            lines.append(piece)
    return lines


def width_of(text: str) -> int:
    """The columns that a text takes; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _wrapped(text: str, room: int) -> list[str]:
    """A sentence in lines of which each has room."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, room):
        if line.strip() and width_of(line + piece.rstrip()) > room:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str, room: int) -> Iterator[str]:
    """What a line is not broken in, but where it alone has no room."""
    for piece in _PIECE.findall(text):
        yield from (piece[at : at + room] for at in range(0, len(piece), room))


def _centered(text: str, room: int = WIDTH) -> str:
    return " " * max(0, (room - width_of(text)) // 2) + text


def _padded(text: str, room: int) -> str:
    return text + " " * max(0, room - width_of(text))
