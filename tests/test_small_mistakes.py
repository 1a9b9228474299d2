"""The tool that plants small mistakes: each is behind a switch of its own, and each reason is of one that there is."""

import builtins
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

import mutants
import simreplace
from harmless import REASONS

RULE: Final = '''"""A rule, made up."""
LIMIT: int = 17


def card(age, at):
    """Who gets one."""
    if not isinstance(age, int):
        raise TypeError(f"{at}/age")
    return age >= LIMIT and at != "/nobody"
'''
PERSONS: Final[tuple[tuple[Any, str], ...]] = (
    (16, ""),
    (17, ""),
    (18, ""),
    (17, "/nobody"),
    (17, "/nobody/x"),
    ("17", ""),
)


def answers(card: Callable[[Any, str], object]) -> list[str]:
    told: list[str] = []
    for age, at in PERSONS:
        try:
            told.append(repr(card(age, at)))
        except TypeError as refused:
            told.append(f"refused: {refused}")
    return told


def test_one_mistake_at_a_time_is_switched_on_and_each_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rule.py").write_text(RULE, encoding="utf-8")
    monkeypatch.setattr(mutants, "SOURCE", tmp_path)
    planted = mutants.plant("rule.py", 100)

    def with_mistakes(*numbers: int) -> list[str]:
        monkeypatch.setattr(builtins, mutants.SWITCH, frozenset(numbers).__contains__, raising=False)
        names: dict[str, Any] = {}
        exec(planted.code, names)  # noqa: S102 - the rule above, with its mistakes
        return answers(names["card"])

    whole: dict[str, Any] = {}
    exec(RULE, whole)  # noqa: S102 - the rule above
    right = answers(whole["card"])
    assert with_mistakes() == right
    assert [mutant.number for mutant in planted.mutants] == list(range(100, 100 + len(planted.mutants)))
    assert {mutant.said for mutant in planted.mutants} >= {
        "17 => 18", "17 => 16", "not isinstance(age, int) => isinstance(age, int)", "age >= LIMIT => age > LIMIT",
        '"/nobody" => \'/nobody/x\'', "isinstance(age, int) => isinstance(int, age)",
    }  # fmt: skip
    assert [mutant.said for mutant in planted.mutants if with_mistakes(mutant.number) == right] == []


def test_every_reason_is_of_a_mistake_that_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mutants, "SOURCE", Path(simreplace.__file__).parent)
    there = {mutant.key for module in {key[0] for key in REASONS} for mutant in mutants.plant(module, 0).mutants}
    assert sorted(set(REASONS) - there) == []
    assert all(REASONS.values())
