"""What the page "Try it" asks of the library, asked here as the page asks it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve

import try_it
import try_words
from simreplace import Msisdn, Nik, State
from simreplace.values.cards import Iccid

DOCS: Final = Path(__file__).parent.parent.parent / "docs"
GOOD: Final = (try_it.NUMBERS[0], try_it.IDENTITIES[0], "2026-03-16T10:00")
PAGE: Final = (DOCS / "try/index.md").read_text(encoding="utf-8")
SCRIPT: Final = (DOCS / "try/try.js").read_text(encoding="utf-8")


def asked(name: str, *arguments: str) -> dict[str, Any]:
    """An answer as the page gets it."""
    said: dict[str, Any] = json.loads(json.dumps(try_it.call(name, *arguments)))
    return said


def codes(said: dict[str, Any]) -> list[str]:
    return [it["code"] for it in said["issues"]]


def test_every_word_of_the_page_is_there_in_every_language_and_used() -> None:
    words = asked("start")["words"]
    wanted = {*re.findall(r'data-word="(\w+)"', PAGE + SCRIPT), *re.findall(r'word\("(\w+)"\)', SCRIPT)}
    assert set(words) == wanted
    assert all(set(said) == set(try_it.LANGUAGES) and all(said.values()) for said in words.values())
    assert set(try_words.POLICY_WORDS) == set(try_it.POLICIES)


def test_every_part_that_the_script_looks_for_is_on_the_page() -> None:
    parts = {f"try-{name}" for name in re.findall(r'part\("([\w-]+)"\)', SCRIPT)}
    assert len(parts) > 20
    assert parts <= set(re.findall(r'id="(try-[\w-]+)"', PAGE))


def test_every_field_of_the_page_has_its_label() -> None:
    fields = set(re.findall(r'<(?:input|select) id="([\w-]+)"', PAGE))
    assert fields == set(re.findall(r'<label for="([\w-]+)"', PAGE))


def test_the_samples_are_good_and_wrong_in_different_ways() -> None:
    numbers = [[issue.code.value for issue in Msisdn.check(text)] for text in try_it.NUMBERS]
    assert numbers == [[], [], ["msisdn.too_short"], ["msisdn.letters"], ["msisdn.landline"]]
    identities = [[issue.code.value for issue in Nik.check(text)] for text in try_it.IDENTITIES]
    assert identities == [[], ["nik.length"], ["nik.impossible_date"], ["nik.region_former"], ["nik.placeholder"]]
    assert all(Iccid.check(card) == () for card in try_it.CARDS)


def test_a_wrong_number_is_said_in_three_languages_and_moves_nothing() -> None:
    said = asked("check", "0812 3456", *GOOD[1:], "ARTICLE")
    assert codes(said) == ["msisdn.too_short"]
    assert said["request"] is None
    assert len(set(said["issues"][0]["says"].values())) == 3
    assert said["issues"][0]["says"]["id"].startswith("Nomor ponsel yang kartunya diganti: ")


def test_the_window_is_a_month_in_every_language() -> None:
    said = asked("check", *GOOD, "ARTICLE")["window"]
    assert [said[language]["month"].splitlines()[0] for language in ("en", "id", "zh")] == [
        "March 2026",
        "Maret 2026",
        "2026年3月",
    ]
    assert "26 March 2026" in said["en"]["says"]


def test_a_day_that_no_calendar_holds_is_said_and_shows_no_month() -> None:
    said = asked("check", *GOOD[:2], "2999-12-31T23:59", "ARTICLE")["window"]
    assert said["en"]["month"] == ""
    assert said["en"]["says"]


def to_the_end(policy: str, identity: str) -> tuple[dict[str, Any], list[str]]:
    """What leads on is pressed until nothing is left; where nothing leads on, a day passes."""
    pressed: list[str] = []
    request = asked("check", GOOD[0], identity, GOOD[2], policy)["request"]
    while not request["final"]:
        assert len(pressed) < 20, pressed
        onward = [it["event"] for it in request["next"] if it["onward"] and it["allowed"]]
        pressed.append(onward[0] if onward else "day")
        request = asked("happen", onward[0])["request"] if onward else asked("day")["request"]
    return request, pressed


@pytest.mark.parametrize("policy", try_it.POLICIES)
@pytest.mark.parametrize("identity", ["3174075508950001", "3174073104950001", "9101011508950001"])
def test_what_leads_on_leads_to_an_active_card(policy: str, identity: str) -> None:
    request, pressed = to_the_end(policy, identity)
    assert request["state"] == "completed"
    assert ("decide_flag" in pressed) is (identity == "3174073104950001")
    assert ("day" in pressed) is (policy == "STRICT")
    assert request["been"][0] == "draft" and request["been"][-1] == "completed"
    assert [it for it in request["next"] if it["onward"]] == []


def test_what_is_not_yet_allowed_says_why_in_three_languages() -> None:
    asked("check", *GOOD, "ARTICLE")
    asked("happen", "submit")
    said = asked("happen", "approve")
    assert said["request"]["state"] == "in_review"
    assert [it["code"] for it in said["refused"]] == ["approve.flag_undecided"]
    assert set(said["refused"][0]["says"]) == set(try_it.LANGUAGES)


def pressed_once(trial: try_it.Trial) -> Iterator[try_it.Trial]:
    """Everything that is offered here is pressed: it moves the request as was said, or says why it does not."""
    for choice in try_it.view(trial)["next"]:
        after, refused = try_it.happen(trial, choice["event"])
        assert choice["allowed"] is (refused == [])
        assert after.request.state.value == (choice["target"] if choice["allowed"] else trial.request.state.value)
        if choice["allowed"]:
            yield after


@pytest.mark.parametrize("policy", try_it.POLICIES)
def test_everything_that_the_page_offers_can_be_pressed(policy: str) -> None:
    """At every step of the way to an active card, and wherever one comes by pressing something else."""
    trial = try_it.check(*GOOD, policy)[1]
    reached: dict[str, try_it.Trial] = {}
    while trial is not None:
        reached |= {after.request.state.value: after for after in pressed_once(trial)}
        onward = [it["event"] for it in try_it.view(trial)["next"] if it["onward"] and it["allowed"]]
        if onward:
            trial, _ = try_it.happen(trial, onward[0])
        else:
            trial = None if trial.request.state.is_final else evolve(trial, now=trial.now + try_it.A_DAY)
    for aside in list(reached.values()):
        reached |= {after.request.state.value: after for after in pressed_once(aside)}
    # Nothing runs out here but by waiting for weeks.
    assert reached.keys() == {state.value for state in State} - {"draft", "expired"}


def test_what_comes_back_shows_nothing_that_was_typed() -> None:
    text = json.dumps([asked("check", *GOOD, "ARTICLE"), asked("happen", "submit")], ensure_ascii=False)
    assert not re.search(r"3174075508950001|81234567890|Siti", text)
