"""The table of frames on the page of what each work costs: its rows are those that are measured, whatever they took."""

from pathlib import Path

import pytest

from benchmarks import bulk
from subscribers import base

TOOK = bulk.Took(100.0, 200.0)
WORKS = ("peers", "scalars", "literal", "all", "flags", "streamed")


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.parametrize("page", bulk.PAGES, ids=lambda page: page.stem)
def test_the_table_on_a_page_has_the_rows_that_are_measured(page: Path) -> None:
    block = page.read_text(encoding="utf-8").split("<!-- frames -->")[1].split("<!-- /frames -->")[0]
    shown = [cells(line) for line in block.splitlines() if line.startswith("|")]
    made = [
        cells(line)
        for line in bulk.rows_of(list(bulk.lines(dict.fromkeys(WORKS, TOOK), {"checked": 1.0, "transfer": 1.0})))
    ]
    assert [(row[0], row[2], row[5]) for row in shown] == [(row[0], row[2], row[5]) for row in made]
    assert {row[6] for row in shown[2:]} <= {"reached", "missed"}


def test_the_other_command_leaves_this_table_alone() -> None:
    """It writes anew whatever follows its own mark."""
    page = bulk.PAGES[0].read_text(encoding="utf-8")
    assert page.index("<!-- /frames -->") < page.index("<!-- measured -->")


def test_each_work_that_is_measured_can_be_done() -> None:
    frame = base(200, odd=0.5)
    for work, _ in bulk.works(frame).values():
        work()


def test_what_misses_its_aim_says_so() -> None:
    rows = list(bulk.rows_of([bulk.Line("a", 2.0, "b", 1.0, 3), bulk.Line("a", 2.0, "b", 100.0, 1 / 100)]))[2:]
    assert [cells(row)[4:] for row in rows] == [
        ["2.00x its time", "at most 3x its time", "reached"],
        ["50x faster", "100x faster", "missed"],
    ]


def test_what_a_hundred_million_rows_take_is_said_in_a_unit_of_its_size() -> None:
    assert [bulk.of_100_million(each) for each in (900, 5_500, 300_000)] == ["90 s", "9 min", "8.3 h"]
