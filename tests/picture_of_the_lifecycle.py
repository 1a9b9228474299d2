"""The picture of the lifecycle, made from its dot form; `python tests/pages.py` writes it.

A state stands where `PLACES` puts it. Between neighbors an arrow is drawn; every other way is a line in the box of the
state that it leads from, so that no arrow runs through a box and no label lies under another.
"""

import re
from collections.abc import Iterator
from textwrap import wrap
from types import MappingProxyType
from typing import Final
from xml.sax.saxutils import escape

import attrs

from simreplace import lifecycle

# For each state its column and its row, from the upper left; two that share a place stand in it side by side.
PLACES: Final = MappingProxyType(
    {
        "expired": (0, 0),
        "draft": (1, 0),
        "cancelled": (2, 0),
        "information_requested": (0, 1),
        "in_review": (1, 1),
        "on_hold": (2, 1),
        "approved": (1, 2),
        "rejected": (2, 2),
        "failed": (2, 2),
        "ready_for_collection": (1, 3),
        "exchanging": (0, 4),
        "inspecting": (1, 4),
        "accepted": (1, 5),
        "activating": (1, 6),
        "completed": (1, 7),
    }
)
LEGEND: Final = (
    ("name", "How to read it"),
    ("says", "An arrow leads to the next state,"),
    ("says", "and bears the events that lead there."),
    ("says", "A line in a box is such a way as well:"),
    ("says", "the events, and where they lead."),
    ("says", "“stays” goes before those that leave"),
    ("says", "the state as it is."),
    ("says", "A double border is an end."),
)

MARGIN, GAP, BETWEEN = 20, 184, 64
WIDTHS: Final = (248, 330, 264)
PADDING, LINE, BELOW_NAME = 12, 20, 4
START: Final = 54
WIDTH: Final = 2 * MARGIN + sum(WIDTHS) + 2 * GAP
# How wide a letter is at the most, on average, in the fonts named below at the size of the lines.
LETTER: Final = 8.1
# How far apart the two directions between two neighbors run, and how long a head is.
APART, HEAD = 36, 9


@attrs.frozen
class Way:
    """What leads from a state to another, or back to itself."""

    source: str
    target: str
    events: tuple[str, ...]

    @property
    def said(self) -> str:
        """As a line in the box of its source."""
        listed = ", ".join(self.events)
        return f"stays: {listed}" if self.source == self.target else f"{listed} → {self.target}"


@attrs.frozen
class Box:
    """Where a state is drawn."""

    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.left + self.width / 2

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


def ways(dot: str) -> list[Way]:
    """The edges of the dot form."""
    found = re.findall(r'^ +(\w+) -> (\w+) \[label="([\w, ]+)"\]$', dot, flags=re.MULTILINE)
    return [Way(source, target, tuple(names.split(", "))) for source, target, names in found]


def ends(dot: str) -> set[str]:
    """The states at which everything ends."""
    return set(re.findall(r"^ +(\w+) \[peripheries=2\]$", dot, flags=re.MULTILINE))


def start(dot: str) -> str:
    """The state at which everything begins."""
    (found,) = re.findall(r"^ +start -> (\w+)$", dot, flags=re.MULTILINE)
    return str(found)


def is_drawn(way: Way) -> bool:
    """Whether both stand side by side, or one above the other."""
    (x1, y1), (x2, y2) = PLACES[way.source], PLACES[way.target]
    return abs(x1 - x2) + abs(y1 - y2) == 1 and not _behind(way)


def _behind(way: Way) -> bool:
    """Whether the second of two in one place would be reached from the side, through the first."""
    shared = [name for name, place in PLACES.items() if place == PLACES[way.target]]
    return way.target in shared[1:] and PLACES[way.source][1] == PLACES[way.target][1]


def lines_in(state: str, found: list[Way]) -> list[tuple[str, str, str]]:
    """What stands in the box of a state: each line with its kind, and the way that it is a part of."""
    letters = int((_width(state) - 2 * PADDING) / LETTER)
    told = sorted(
        (way for way in found if way.source == state and not is_drawn(way)), key=lambda it: it.target != state
    )
    return [
        ("name", state, ""),
        *(("says", line, way.said) for way in told for line in wrap(way.said, letters, subsequent_indent="   ")),
    ]


def _width(state: str) -> float:
    column, _ = PLACES[state]
    shared = sum(place == PLACES[state] for place in PLACES.values())
    return (WIDTHS[column] - PADDING * (shared - 1)) / shared


def boxes(found: list[Way]) -> dict[str, Box]:
    """Where each state is drawn: as high as the highest of its row."""
    placed: dict[str, Box] = {}
    top = MARGIN + START
    for row in sorted({row for _, row in PLACES.values()}):
        here = [state for state, place in PLACES.items() if place[1] == row]
        height = max(len(lines_in(state, found)) for state in here) * LINE + BELOW_NAME + 2 * PADDING
        for state in here:
            column, width = PLACES[state][0], _width(state)
            beside = [other for other in here if PLACES[other][0] == column].index(state)
            left = MARGIN + sum(WIDTHS[:column]) + GAP * column + beside * (width + PADDING)
            placed[state] = Box(left, top, width, height)
        top += height + BETWEEN
    return placed


def _text(kind: str, x: float, y: float, said: str, anchor: str = "start") -> str:
    placed = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text class="{kind}" x="{x:g}" y="{y:g}"{placed}>{escape(said)}</text>'


def _state(state: str, box: Box, found: list[Way], *, final: bool) -> Iterator[str]:
    yield f'<g class="state" id="state-{state}">'
    yield f'<rect class="box" x="{box.left:g}" y="{box.top:g}" width="{box.width:g}" height="{box.height:g}" rx="6"/>'
    if final:
        yield (
            f'<rect class="inner" x="{box.left + 4:g}" y="{box.top + 4:g}" width="{box.width - 8:g}" '
            f'height="{box.height - 8:g}" rx="4"/>'
        )
    for at, (kind, line, _) in enumerate(lines_in(state, found), start=1):
        lower = BELOW_NAME if kind != "name" else 0
        yield _text(kind, box.left + PADDING, box.top + PADDING + at * LINE - 4 + lower, line.replace("   ", "\u2003"))
    yield "</g>"


def _arrow(way: Way, placed: dict[str, Box]) -> Iterator[str]:
    """From neighbor to neighbor: the way on and the way back run apart."""
    one, two = placed[way.source], placed[way.target]
    yield f'<g class="way"><title>{way.source} to {way.target}</title>'
    if one.bottom < two.top or two.bottom < one.top:
        down = one.bottom < two.top
        inner = max(one.left, two.left), min(one.right, two.right)
        x = sum(inner) / 2 + (-APART if down else APART) * (inner[1] - inner[0] > 4 * APART)
        y, end, step = (one.bottom, two.top, -1) if down else (one.top, two.bottom, 1)
        yield f'<path class="arrow" d="M{x:g} {y:g}V{end + step * HEAD:g}"/>'
        yield f'<path class="head" d="M{x - 5:g} {end + step * (HEAD + 2):g}h10l-5 {-step * (HEAD + 1):g}z"/>'
        at = (y + end) / 2 - (len(way.events) - 1) * LINE / 2 + 4
        left, anchor = (x - 8, "end") if down else (x + 8, "start")
        for row, name in enumerate(way.events):
            yield _text("label", left, at + row * LINE, name, anchor)
    else:
        on, outward = one.right < two.left, PLACES[way.source][0] == 1
        both = min(one.height, two.height) > 2 * APART
        y = (max(one.top, two.top) + min(one.bottom, two.bottom)) / 2 + (-LINE if outward else LINE) * both
        x, end, step = (one.right, two.left, -1) if on else (one.left, two.right, 1)
        yield f'<path class="arrow" d="M{x:g} {y:g}H{end + step * HEAD:g}"/>'
        yield f'<path class="head" d="M{end + step * (HEAD + 2):g} {y - 5:g}v10l{-step * (HEAD + 1):g} -5z"/>'
        for row, name in enumerate(reversed(way.events)):
            yield _text("label", (x + end) / 2, y - 7 - row * LINE, name, "middle")
    yield "</g>"


STYLE: Final = """\
.lifecycle text { font-family: system-ui, "Segoe UI", Helvetica, Arial, "DejaVu Sans", sans-serif; fill: #1f2328; font-size: 15px; }
.lifecycle .name { font-size: 17px; font-weight: bold; }
.lifecycle .label { font-weight: 600; fill: #2f4f74; }
.lifecycle .box { fill: #eef4fb; stroke: #4a7ab5; stroke-width: 1.5; }
.lifecycle .inner { fill: none; stroke: #4a7ab5; stroke-width: 1; }
.lifecycle .arrow { fill: none; stroke: #2f4f74; stroke-width: 1.75; }
.lifecycle .head, .lifecycle .start { fill: #2f4f74; }"""


def picture() -> str:
    """The lifecycle, as SVG."""
    dot = lifecycle.diagram("dot")
    found, final = ways(dot), ends(dot)
    placed = boxes(found)
    height = max(box.bottom for box in placed.values()) + MARGIN
    first = placed[start(dot)]
    legend = MARGIN + sum(WIDTHS[:2]) + 2 * GAP - 90, placed["accepted"].top
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="lifecycle" width="{WIDTH:g}" height="{height:g}"',
        f'  viewBox="0 0 {WIDTH:g} {height:g}" role="img" aria-labelledby="lifecycle-title">',
        '<title id="lifecycle-title">How a request to replace a SIM card moves from state to state</title>',
        f"<style>\n{STYLE}\n</style>",
        f'<rect class="ground" width="{WIDTH:g}" height="{height:g}" fill="#ffffff"/>',
        f'<g class="way"><title>start to {start(dot)}</title>',
        f'<circle class="start" cx="{first.middle:g}" cy="{MARGIN + 8:g}" r="8"/>',
        f'<path class="arrow" d="M{first.middle:g} {MARGIN + 16:g}V{first.top - HEAD:g}"/>',
        f'<path class="head" d="M{first.middle - 5:g} {first.top - HEAD - 2:g}h10l-5 {HEAD + 1:g}z"/>',
        "</g>",
        *(part for state, box in placed.items() for part in _state(state, box, found, final=state in final)),
        *(part for way in found if is_drawn(way) for part in _arrow(way, placed)),
        *(_text(kind, legend[0], legend[1] + LINE * at, said) for at, (kind, said) in enumerate(LEGEND)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"
