"""The picture shows every way of the table and can be read: looked at as it is drawn, not as it was meant."""

import re
from itertools import combinations
from typing import Final
from xml.etree import ElementTree

import pytest

import picture_of_the_lifecycle as drawn
from simreplace import State, lifecycle

SVG: Final = "{http://www.w3.org/2000/svg}"
ROOT: Final = ElementTree.fromstring(drawn.picture())  # noqa: S314 - what we ourselves have just drawn
STATES: Final = [it for it in ROOT.iter(f"{SVG}g") if it.get("class") == "state"]
WAYS: Final = [it for it in ROOT.iter(f"{SVG}g") if it.get("class") == "way"]
Box = tuple[float, float, float, float]


def box_of(state: ElementTree.Element) -> Box:
    it = next(it for it in state.iter(f"{SVG}rect") if it.get("class") == "box")
    x, y, width, height = (float(it.get(name, 0)) for name in ("x", "y", "width", "height"))
    return x, y, x + width, y + height


def label_of(it: ElementTree.Element) -> Box:
    """What a text takes up, at the most."""
    text, kind = it.text or "", it.get("class")
    width = len(text) * drawn.LETTER * {"name": 1.35, "label": 1.2}.get(kind or "", 1)
    x, y = float(it.get("x", 0)), float(it.get("y", 0))
    left = x - width * {"middle": 0.5, "end": 1, "start": 0}[it.get("text-anchor", "start")]
    return left, y - 12, left + width, y + 3


def apart(one: Box, two: Box) -> bool:
    return one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]


BOXES: Final = {(state.get("id") or "").removeprefix("state-"): box_of(state) for state in STATES}
LABELS: Final = [(it.text or "", label_of(it)) for it in ROOT.iter(f"{SVG}text")]
ARROWS: Final = [
    (way.findtext(f"{SVG}title") or "", it.get("d") or "", [text.text or "" for text in way.iter(f"{SVG}text")])
    for way in WAYS
    for it in way.iter(f"{SVG}path")
    if it.get("class") == "arrow"
]


def test_every_state_has_its_box() -> None:
    assert list(BOXES) == list(drawn.PLACES)
    assert set(BOXES) == {state.value for state in State}


def test_arrows_and_lines_are_all_the_ways_of_the_table() -> None:
    shown = set()
    for title, _, names in ARROWS:
        source, _, target = title.partition(" to ")
        shown |= {(source, target, name) for name in names}
    for state in STATES:
        source = (state.get("id") or "").removeprefix("state-")
        lines = [it.text or "" for it in state.iter(f"{SVG}text") if it.get("class") == "says"]
        # A line that begins with a space goes on with the one before.
        for told in re.sub("\n\u2003", " ", "\n".join(lines)).split("\n") if lines else ():
            listed, arrow, target = told.removeprefix("stays: ").partition(" → ")
            shown |= {(source, target if arrow else source, name) for name in listed.split(", ")}
    rows = {(row.source.value, row.target.value, row.event.__name__) for row in lifecycle.TRANSITIONS}
    ends = {state.value for state in State if state.is_final}
    assert shown == {row for row in rows if row[0] not in ends}


def test_the_beginning_and_every_end_are_marked() -> None:
    assert [title for title, _, names in ARROWS if not names] == ["start to draft"]
    (mark,) = ROOT.iter(f"{SVG}circle")
    assert float(mark.get("cy", 0)) < BOXES["draft"][1]
    double = {
        (state.get("id") or "").removeprefix("state-")
        for state in STATES
        if any(it.get("class") == "inner" for it in state.iter(f"{SVG}rect"))
    }
    assert double == {state.value for state in State if state.is_final}


def test_no_box_lies_upon_another_and_all_lie_in_the_picture() -> None:
    assert [pair for pair in combinations(BOXES.values(), 2) if not apart(*pair)] == []
    _, _, width, height = map(float, (ROOT.get("viewBox") or "").split())
    seen = [*BOXES.values(), *(label for _, label in LABELS)]
    assert all(x1 >= 0 and y1 >= 0 and x2 <= width and y2 <= height for x1, y1, x2, y2 in seen)


@pytest.mark.parametrize("label", LABELS, ids=[f"{at}-{text[:20]}" for at, (text, _) in enumerate(LABELS)])
def test_a_label_lies_within_one_box_or_outside_of_all_and_under_no_other(label: tuple[str, Box]) -> None:
    _, (x1, y1, x2, y2) = label
    touched = [box for box in BOXES.values() if not apart(box, (x1, y1, x2, y2))]
    assert all(box[0] <= x1 and box[1] <= y1 and x2 <= box[2] and y2 <= box[3] for box in touched)
    assert [text for text, other in LABELS if other != label[1] and not apart(other, label[1])] == []
    assert sum(other == label[1] for _, other in LABELS) == 1


@pytest.mark.parametrize("arrow", ARROWS, ids=[title for title, _, _ in ARROWS])
def test_an_arrow_leads_from_its_box_to_its_box_and_through_nothing(arrow: tuple[str, str, list[str]]) -> None:
    title, path, _ = arrow
    source, _, target = title.partition(" to ")
    found = re.fullmatch(r"M([\d.]+) ([\d.]+)([HV])([\d.]+)", path)
    assert found is not None
    x, y, end = float(found[1]), float(found[2]), float(found[4])
    reached = end + (drawn.HEAD if end > (x if found[3] == "H" else y) else -drawn.HEAD)
    tip = (reached, y) if found[3] == "H" else (x, reached)
    line = min(x, tip[0]), min(y, tip[1]), max(x, tip[0]), max(y, tip[1])

    def on_edge(box: Box, at: tuple[float, float]) -> bool:
        inside = box[0] <= at[0] <= box[2] and box[1] <= at[1] <= box[3]
        return inside and (at[0] in {box[0], box[2]} or at[1] in {box[1], box[3]})

    assert source == "start" or on_edge(BOXES[source], (x, y))
    assert on_edge(BOXES[target], tip)
    assert all(apart(box, line) for name, box in BOXES.items() if name not in {source, target})
    assert [text for text, label in LABELS if not apart(label, line)] == []


def test_what_is_no_neighbor_is_a_line_in_the_box() -> None:
    ways = drawn.ways(lifecycle.diagram("dot"))
    assert [way.said for way in ways if way.source == "activating" and not drawn.is_drawn(way)] == [
        "FailActivation → approved",
        "Activate, FailActivation, Hold, RaiseObjection → on_hold",
        "stays: FailActivation",
    ]
