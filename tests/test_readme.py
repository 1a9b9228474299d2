"""What the README says beside its snippets, which run elsewhere: its small picture, its comparison, its installs."""

import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import pytest

import comparison
from shipped import ROOT
from simreplace import State, lifecycle

README: Final = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_small_picture_is_a_way_through_the_table() -> None:
    (drawn,) = re.findall(r"```text\n(.+?)\n```", README, flags=re.DOTALL)
    states = [State(name) for name in re.split(r"\s+─> ", drawn)]
    assert (states[0], states[-1]) == (State.DRAFT, State.COMPLETED)
    ways = {(row.source, row.target) for row in lifecycle.TRANSITIONS}
    assert [way for way in pairwise(states) if way not in ways] == []


def compared() -> Iterator[tuple[str, ...]]:
    part = README.partition("## How it compares")[2].partition("\n## ")[0]
    for line in part.splitlines():
        if line.startswith("| ") and not line.startswith("| What is asked"):
            yield tuple(cell.strip() for cell in line.strip("|").split("|"))


@pytest.fixture(scope="module")
def answers() -> dict[tuple[str, str], str]:
    """What each answers to each question, as the page of the comparison shows it."""
    return {
        (row[0], who): said
        for name in ("numbers", "identities", "moves")
        for head, rows in [comparison.TABLES[name]]
        for row in rows()
        for who, said in zip(head[1:], row[1:], strict=True)
    }


@pytest.mark.parametrize("row", [*compared()], ids=lambda row: row[1])
def test_a_row_of_the_comparison_is_what_was_answered(
    row: tuple[str, ...], answers: dict[tuple[str, str], str]
) -> None:
    question, whom, theirs, ours = row
    assert (theirs, ours) == (answers[question, whom], answers[question, "here"])


def test_the_comparison_asks_several() -> None:
    assert len({whom for _, whom, *_ in compared()}) >= 4


def test_every_extra_has_its_row_and_every_dependency_its_name() -> None:
    assert set(re.findall(r"^\| `pip install 'simreplace\[(\w+)\]'` \|", README, flags=re.MULTILINE)) == set(
        PROJECT["optional-dependencies"]
    )
    (brought,) = re.findall(r"^\| `pip install simreplace` \| .*; brings (.+) \(", README, flags=re.MULTILINE)
    asked = [re.split(r"[><=]", it)[0] for it in PROJECT["dependencies"]]
    assert re.findall(r"`([\w-]+)`", brought) == asked
