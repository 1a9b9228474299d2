"""The picture shows the house as it is, and can be read: looked at as it is drawn, not as it was meant."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest

import picture_of_the_house as house

SVG = "{http://www.w3.org/2000/svg}"
ROOT = ElementTree.fromstring(house.picture())  # noqa: S314 - what we ourselves have just drawn
BOXES = {
    (float(it.get("x", 0)), float(it.get("y", 0)), float(it.get("width", 0)), float(it.get("height", 0)))
    for it in ROOT.iter(f"{SVG}rect")
    if it.get("class")
}
LABELS = [
    (float(it.get("x", 0)), float(it.get("y", 0)), it.text or "", it.get("class") or "")
    for it in ROOT.iter(f"{SVG}text")
]
ARROWS = [
    (float(x), float(start), float(end), it.findtext(f"{SVG}title") or "")
    for it in ROOT.iter(f"{SVG}path")
    for x, start, end in re.findall(r"^M(\d+) (\d+)V(\d+)$", it.get("d", ""))
]
HEAD = 9  # how far before the box the line ends and its head begins


def test_no_box_lies_upon_another() -> None:
    assert len(BOXES) == len(house.COLUMNS) + 2
    for (x1, y1, w1, h1), (x2, y2, w2, h2) in combinations(BOXES, 2):
        assert x1 + w1 <= x2 or x2 + w2 <= x1 or y1 + h1 <= y2 or y2 + h2 <= y1


@pytest.mark.parametrize("label", LABELS, ids=[text for _, _, text, _ in LABELS])
def test_a_label_lies_within_one_box(label: tuple[float, float, str, str]) -> None:
    x, y, text, kind = label
    width = len(text) * house.LETTER * (1.3 if kind == "name" else 1)
    middle = kind == "says" and x == house.WIDTH // 2
    left = x - width / 2 if middle else x
    assert any(bx <= left and left + width <= bx + bw and by <= y - 14 and y + 4 <= by + bh for bx, by, bw, bh in BOXES)


def test_no_label_lies_upon_another() -> None:
    assert len({(x, y) for x, y, _, _ in LABELS}) == len(LABELS)
    for (x1, y1, _, _), (x2, y2, _, _) in combinations(LABELS, 2):
        assert x1 != x2 or abs(y1 - y2) >= house.LINE


def test_an_arrow_leads_from_box_to_box_and_through_none() -> None:
    assert ARROWS
    for x, start, end, said in ARROWS:
        below = [box for box in BOXES if box[0] < x < box[0] + box[2]]
        assert start in {y + height for _, y, _, height in below}, said
        assert end + HEAD in {y for _, y, _, _ in below}, said
        assert not [y for _, y, _, _ in below if start < y < end], said


def test_arrows_and_names_in_the_boxes_are_all_the_imports() -> None:
    taken = house.taken_by_rooms()
    arrows = house.drawn(taken)
    assert sorted(said for *_, said in ARROWS) == sorted(f"{upper} takes from {lower}" for upper, lower in arrows)
    for room, ways in taken.items():
        named = " ".join(line for kind, line in house.lines_in(room, taken) if kind == "also")
        names = set(re.findall(r"\w+", named)) & house.COLUMNS.keys()
        drawn = {lower for upper, lower in arrows if upper == room}
        assert names | drawn == ways - {"_data"} and not names & drawn
        assert ("_data" in ways) == ("the tables" in named)


def test_what_is_reached_by_way_of_another_room_is_not_drawn() -> None:
    taken = {"c": frozenset({"a", "b"}), "b": frozenset({"a"}), "a": frozenset[str]()}
    assert house.reached("c", taken) == {"a", "b"}
    assert house.reached("a", taken) == set()
    arrows = house.drawn(house.taken_by_rooms())
    assert ("records", "guidance") in arrows and ("records", "lifecycle") not in arrows


def test_an_arrow_that_would_run_through_a_room_is_refused() -> None:
    assert house.column_for("rules", "people") == 1
    with pytest.raises(ValueError, match="would run through a room"):
        house.column_for("records", "calendar")
