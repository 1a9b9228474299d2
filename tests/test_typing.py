"""The types ship, and the page that shows them from outside runs; the type checkers themselves read it in CI."""

import re
import runpy
from importlib.resources import files
from pathlib import Path

import pytest

from simreplace import ReplacementRequest, State, errors

USER_VIEW = Path(__file__).parent / "typing" / "user_view.py"
SOURCE = USER_VIEW.read_text(encoding="utf-8")


def test_the_marker_of_a_typed_package_ships() -> None:
    assert files("simreplace").joinpath("py.typed").is_file()


def test_the_users_view_runs() -> None:
    seen = runpy.run_path(str(USER_VIEW))
    assert isinstance(seen["after"], ReplacementRequest)
    assert seen["after"].state is State.IN_REVIEW


def test_every_mistake_in_the_users_view_is_expected_of_both_checkers_by_name() -> None:
    mistakes = [line for line in SOURCE.split("if TYPE_CHECKING:")[1].splitlines() if "  # type" in line]
    assert len(mistakes) >= 20
    for line in mistakes:
        assert re.search(r"# type: ignore\[[a-z-]+\]  # pyright: ignore\[\w+\]$", line), line
    assert "ignore" not in SOURCE.split("if TYPE_CHECKING:", maxsplit=1)[0].split('"""')[2]


@pytest.mark.parametrize("statement", ["Nik.parse(3)", 'estimate_ready_date("2026-03-16")', "check_form(form)"])
def test_what_the_checkers_refuse_is_refused_when_it_runs_all_the_same(statement: str) -> None:
    assert f"    {statement}  # type: ignore" in SOURCE
    with pytest.raises((errors.InvalidValueError, TypeError)):
        eval(statement, runpy.run_path(str(USER_VIEW)))  # noqa: S307 - our own words
