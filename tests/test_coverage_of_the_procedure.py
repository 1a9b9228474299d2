"""The page on the procedure and the tests that show its rows say the same."""

import ast
import re
from pathlib import Path

import pytest

from simreplace import operators

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/reference/coverage-of-the-procedure.md"
ROWS = [f"S{number}" for number in range(1, 41)]
ROW = re.compile(r"\bS(?:[1-9]|[1-3][0-9]|40)\b")


def table() -> list[tuple[str, str, str, str]]:
    """The rows of the page: name, what is asked, what serves it, what shows it."""
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if re.match(r"\| S[0-9]", line)]
    found: list[tuple[str, str, str, str]] = []
    for line in lines:
        name, asked, served, shown = (cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|"))
        found.append((name, asked, served, shown))
    return found


def docstrings_in(path: Path) -> dict[str, str]:
    """The tests of a file, each with its docstring."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    return {
        node.name: ast.get_docstring(node) or ""
        for node in body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def rows_shown_by_tests() -> set[tuple[str, str]]:
    """Every row that a test says it shows, with the test."""
    return {
        (row, f"{path.relative_to(ROOT).as_posix()}::{name}")
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        for name, said in docstrings_in(path).items()
        for row in ROW.findall(said)
    }


def rows_shown_by_the_page() -> set[tuple[str, str]]:
    return {(name, test) for name, _, _, shown in table() for test in re.findall(r"`([^`]+)`", shown)}


def test_every_row_of_the_procedure_stands_exactly_once() -> None:
    assert [name for name, *_ in table()] == ROWS


@pytest.mark.parametrize("name", ROWS)
def test_a_row_is_served_by_something_and_shown_by_a_test(name: str) -> None:
    (row,) = (row for row in table() if row[0] == name)
    _, asked, served, shown = row
    assert asked
    assert served
    assert shown


def test_every_test_that_the_page_names_is_there() -> None:
    named = {test for _, test in rows_shown_by_the_page()}
    assert named
    for test in named:
        path, _, name = test.partition("::")
        assert name in docstrings_in(ROOT / path), test


def test_page_and_tests_name_the_same_rows() -> None:
    assert rows_shown_by_the_page() == rows_shown_by_tests()


def test_what_serves_a_row_is_there() -> None:
    import simreplace

    for name, _, served, _ in table():
        for path in re.findall(r"`([^`]+)`", served):
            thing: object = simreplace
            *way, last = path.split(".")
            for step in way:
                thing = getattr(thing, step)
            fields = getattr(thing, "__attrs_attrs__", ())
            assert hasattr(thing, last) or last in {field.name for field in fields}, f"{name}: {path}"


# What a person reads


def sections() -> dict[str, str]:
    """What stands under the heading of each row."""
    text = PAGE.read_text(encoding="utf-8").partition("## What a person reads")[2].partition("\n## ")[0]
    found = re.split(r"^### (S[0-9]+): .*$", text, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


def test_every_row_is_shown_as_a_person_reads_it() -> None:
    assert list(sections()) == ROWS


@pytest.mark.parametrize("name", ROWS)
def test_a_row_is_read_in_three_languages_and_says_whether_it_is_whole(name: str) -> None:
    """That the lines are what the library says, `test_examples_are_executed.py` shows."""
    section = sections()[name]
    read = re.findall(r"^(en|id|zh) \| (.+)$", section, re.MULTILINE)
    assert read
    assert [language for language, _ in read] == ["en", "id", "zh"] * (len(read) // 3)
    assert all(re.search("[\u4e00-\u9fff]", line) for language, line in read if language == "zh")
    english = [line for language, line in read if language == "en"]
    indonesian = [line for language, line in read if language == "id"]
    assert all(one != other for one, other in zip(english, indonesian, strict=True))
    status = section.strip().splitlines()[0]
    assert status == "Whole." or re.fullmatch(r"Not whole: .{20,}\.", status)


def test_a_row_of_which_no_operators_facts_are_complete_says_so() -> None:
    """What is not found of some brand is no whole answer, whatever is found of another."""
    lacking = (("S10", "hotline"), ("S11", "website"), ("S11", "app"), ("S12", "social"), ("S39", "fees"))
    for row, field in lacking:
        unknown = [brand for brand in operators.Brand if not getattr(operators.profile_of(brand), field)]
        status = sections()[row].strip().splitlines()[0]
        assert status.startswith("Not whole: ") is bool(unknown)
        for brand in unknown:
            assert operators.profile_of(brand).name in status
