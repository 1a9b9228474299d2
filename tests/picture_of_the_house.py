"""The picture of the house and the table of its rooms, made from the imports; `python tests/pages.py` writes them.

A room is as wide as its columns say, and an arrow falls straight down a column in which no room stands between, so that
none runs through a room. What is reached by way of another arrow is not drawn but named in the box.
"""

import ast
import inspect
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from textwrap import wrap
from types import MappingProxyType
from typing import Final
from xml.sax.saxutils import escape

from test_architecture import DOORS, FLOORS, NAMES, ROOMS, imports_of, leads_to, modules, room_of

# For each room its first and its last column, from the left. A room that an arrow cannot reach wants other columns.
COLUMNS: Final = MappingProxyType(
    {
        "words": (0, 3),
        "recovery": (0, 0),
        "forms": (2, 3),
        "guidance": (1, 1),
        "records": (0, 1),
        "lifecycle": (1, 3),
        "rules": (1, 3),
        "calendar": (3, 3),
        "people": (1, 2),
        "values": (0, 3),
    }
)
GROUND: Final = "The ground, on which every room stands: issues, errors, report, and the tables of _data"
ROOF: Final = "simreplace: the front door, which hands on the public names"

MARGIN, COLUMN, GAP, BETWEEN = 24, 258, 20, 44
PADDING, LINE, BELOW_NAME, SLAB = 14, 19, 4, 44
WIDTH: Final = 2 * MARGIN + 4 * COLUMN + 3 * GAP
# How wide a letter is at the most, on average, in the fonts named below at the size of the sentences.
LETTER: Final = 7.8

Taken = Mapping[str, frozenset[str]]


def taken_by_rooms() -> dict[str, frozenset[str]]:
    """For each room the rooms from which it takes something, and the tables, if it does."""
    found: dict[str, set[str]] = {room: set() for room in COLUMNS}
    for name, source in modules():
        here = room_of(name)
        for _, module, taken in imports_of(ast.parse(source)):
            there = room_of(leads_to(module, taken)) if module.startswith("simreplace") else here
            if here in found and there != here and there in {*COLUMNS, "_data"}:
                found[here].add(there)
    return {room: frozenset(ways) for room, ways in found.items()}


def reached(room: str, taken: Taken) -> set[str]:
    """Every room that this one reaches, over however many others."""
    ways = taken.get(room, frozenset[str]())
    return set(ways).union(*(reached(way, taken) for way in ways))


def drawn(taken: Taken) -> list[tuple[str, str]]:
    """The arrows: to each room that is not reached by way of another."""
    return [
        (room, way)
        for room, ways in taken.items()
        for way in sorted(ways & COLUMNS.keys())
        if not any(way in reached(other, taken) for other in ways - {way})
    ]


def floors_of_rooms() -> list[tuple[str, ...]]:
    """The floors on which rooms stand, from the bottom up."""
    floors = [tuple(room for room in floor if room in COLUMNS) for floor in FLOORS]
    return [floor for floor in floors if floor]


def columns_of(room: str) -> range:
    first, last = COLUMNS[room]
    return range(first, last + 1)


def column_for(upper: str, lower: str) -> int:
    """The first column in which an arrow falls from one room to another without running through a third.

    Raises:
        ValueError: There is none.
    """
    floors = floors_of_rooms()
    floor = {room: at for at, rooms in enumerate(floors) for room in rooms}
    between = [room for rooms in floors[floor[lower] + 1 : floor[upper]] for room in rooms]
    for column in columns_of(upper):
        if column in columns_of(lower) and not any(column in columns_of(room) for room in between):
            return column
    raise ValueError(f"the arrow from {upper} to {lower} would run through a room: give one of them other columns")


def said_of(room: str) -> tuple[str, str]:
    """What a room is for, and what it refuses, as its own docstring says."""
    text = " ".join((inspect.getdoc(import_module(f"simreplace.{room}")) or "").split())
    refuses = re.search(r"This room refuses (.*?\.)(?: |$)", text)
    return text[: text.index(".") + 1], refuses[1] if refuses else ""


def listed(names: list[str]) -> str:
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else names[0]


def lines_in(room: str, taken: Taken) -> list[tuple[str, str]]:
    """What stands in a box, each line with its kind."""
    letters = int((_width(room) - 2 * PADDING) / LETTER)
    arrows = {lower for upper, lower in drawn(taken) if upper == room}
    rest = taken[room] - arrows
    named = [name for floor in FLOORS for name in floor if name in rest - {"_data"}]
    named += ["the tables"] if "_data" in rest else []
    purpose, _ = said_of(room)
    lines = [("name", room), *(("says", line) for line in wrap(purpose, letters))]
    if named:
        also = "also takes from" if arrows else "takes from"
        lines += [("also", line) for line in wrap(f"{also} {listed(named)}", letters)]
    return lines


def _left(room: str) -> int:
    return MARGIN + COLUMNS[room][0] * (COLUMN + GAP)


def _width(room: str) -> int:
    first, last = COLUMNS[room]
    return (last - first + 1) * COLUMN + (last - first) * GAP


Place = tuple[int, int, int, int]


def places(taken: Taken) -> tuple[dict[str, Place], int]:
    """For each room its left, top, width and height; and where the ground begins."""
    found: dict[str, Place] = {}
    top = MARGIN + SLAB + BETWEEN // 2
    for floor in reversed(floors_of_rooms()):
        height = max(len(lines_in(room, taken)) for room in floor) * LINE + BELOW_NAME + 2 * PADDING
        found |= {room: (_left(room), top, _width(room), height) for room in floor}
        top += height + BETWEEN
    return found, top - BETWEEN // 2


def _slab(top: int, text: str) -> str:
    return (
        f'<rect class="slab" x="{MARGIN}" y="{top}" width="{WIDTH - 2 * MARGIN}" height="{SLAB}" rx="6"/>\n'
        f'<text class="says" x="{WIDTH // 2}" y="{top + SLAB // 2 + 5}" text-anchor="middle">{escape(text)}</text>'
    )


def _box(room: str, place: Place, taken: Taken) -> Iterator[str]:
    left, top, width, height = place
    yield f'<rect class="room" x="{left}" y="{top}" width="{width}" height="{height}" rx="6"/>'
    for at, (kind, line) in enumerate(lines_in(room, taken), start=1):
        x, y = left + PADDING, top + PADDING + at * LINE - 5 + (BELOW_NAME if kind != "name" else 0)
        yield f'<text class="{kind}" x="{x}" y="{y}">{escape(line)}</text>'


def _arrow(upper: str, lower: str, found: Mapping[str, Place]) -> str:
    x = MARGIN + column_for(upper, lower) * (COLUMN + GAP) + COLUMN // 2
    start, end = found[upper][1] + found[upper][3], found[lower][1]
    return (
        f'<path class="arrow" d="M{x} {start}V{end - 9}"><title>{upper} takes from {lower}</title></path>\n'
        f'<path class="head" d="M{x - 6} {end - 11}h12l-6 10z"/>'
    )


STYLE: Final = """\
text { font-family: system-ui, "Segoe UI", Helvetica, Arial, "DejaVu Sans", sans-serif; fill: #1f2328; font-size: 14px; }
.name { font-size: 17px; font-weight: bold; }
.also { fill: #59636e; font-size: 13px; }
.room { fill: #eef4fb; stroke: #4a7ab5; stroke-width: 1.5; }
.slab { fill: #f3f0e8; stroke: #b5a878; stroke-width: 1.5; }
.arrow { fill: none; stroke: #2f4f74; stroke-width: 1.75; }
.head { fill: #2f4f74; }"""


def picture() -> str:
    """The house from the side, as SVG."""
    taken = taken_by_rooms()
    found, ground = places(taken)
    height = ground + SLAB + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}">',
        "<title>The rooms of simreplace on their floors, and which takes from which</title>",
        f"<style>\n{STYLE}\n</style>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        _slab(MARGIN, ROOF),
        *(part for room, place in found.items() for part in _box(room, place, taken)),
        *(_arrow(upper, lower, found) for upper, lower in drawn(taken)),
        _slab(ground, GROUND),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def rooms() -> Iterator[tuple[str, ...]]:
    """For each room, from the bottom up: what it is for, what it refuses, its files, and to whom it is the door."""
    for room in (room for floor in floors_of_rooms() for room in floor):
        files = [name.split(".")[1] for name in NAMES if room_of(name) == room and not name.endswith("__init__")]
        doors = {file.split(".")[1]: package for package, file in DOORS.items() if room_of(file) == room}
        shown = [f"`{file}`" + (f" (door to {doors[file]})" if file in doors else "") for file in files]
        yield f"`{room}`", *said_of(room), ", ".join(shown)


assert COLUMNS.keys() == ROOMS - {"_data", "ext"}, "a new room wants its columns in the picture"
