"""Whatever is public has words in three languages, and none of them names anybody. Everybody here is made up."""

import json
from enum import StrEnum
from typing import Any, Final

import pytest

from builders import LANGUAGES
from everything_public import BY, LISTS, NOTED, PUBLIC, READY, specimens
from planted import PLANTED, leaks, planted_request
from simreplace import (
    IssueCode,
    Language,
    Msisdn,
    Nik,
    Report,
    State,
    cards,
    events,
    explain,
    suggest,
    to_mapping,
)
from simreplace.errors import RefusedError
from simreplace.forms import Shape
from simreplace.records.results import RESULTS
from simreplace.records.schema import RECORDS
from simreplace.words.dates import words
from simreplace.words.things import said_of

EVERY: Final = tuple(specimens())
NAMES: Final = [f"{at}-{type(thing).__name__}" for at, thing in enumerate(EVERY)]


def test_every_public_class_is_tried() -> None:
    wanted = {kind for kind in PUBLIC | RECORDS | set(RESULTS) if not issubclass(kind, StrEnum | BaseException)}
    assert {type(thing) for thing in EVERY} >= wanted


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("thing", EVERY, ids=NAMES)
def test_whatever_is_public_is_said_and_nobody_is_named(thing: Any, language: Language) -> None:
    said = explain(thing, language)
    assert said.strip() == said
    assert said
    assert leaks(said) == []
    assert NOTED not in said
    assert "{" not in said
    assert "..." not in said


@pytest.mark.parametrize("thing", EVERY, ids=NAMES)
def test_it_is_said_otherwise_in_another_language(thing: Any) -> None:
    told_as = {explain(thing, language) for language in LANGUAGES}
    # A number that is nothing but its mask behind a name that no language translates.
    assert len(told_as) == len(LANGUAGES) or isinstance(thing, Nik | cards.Iccid | cards.Eid | cards.Imsi)
    assert len(told_as) > 1


def name_of(kind: type[StrEnum]) -> str:
    return f"{kind.__module__}.{kind.__name__}"


IN_ORDER: Final[dict[str, type[StrEnum]]] = {name_of(kind): kind for kind in LISTS}


@pytest.mark.parametrize("kind", [IN_ORDER[name] for name in sorted(IN_ORDER)], ids=sorted(IN_ORDER))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_member_of_every_closed_list_has_a_word(kind: type[StrEnum], language: Language) -> None:
    words = [explain(member, language) for member in kind]
    assert all(words)
    # Of a code without a label the sentence is said, and two sentences may be alike.
    assert len(set(words)) == len(words) or kind is IssueCode
    assert all("_" not in word for word in words)


def test_a_list_that_is_reached_through_a_result_has_words_as_well() -> None:
    region, hint = Nik.parse(PLANTED[Nik]).region, Msisdn.parse(PLANTED[Msisdn]).hint
    assert explain(region.status) in {"In use", "Earlier code", "Not on the known list"}
    assert hint is not None
    for change in suggest("\ufeff0812\u20133456\u00a07890").changes:
        for language in LANGUAGES:
            assert "_" not in explain(change.kind, language)


@pytest.mark.parametrize(
    "thing", [5, "x", None, (), object(), [1], {}, Language, State, events.Event, StrEnum("Own", "A")]
)
def test_what_is_none_of_ours_has_none_of_our_words(thing: Any) -> None:
    assert said_of(thing, "en") is None


def test_what_is_ours_and_shown_to_nobody_has_no_words() -> None:
    inner = Shape(kind=int)
    assert said_of(inner, "en") is None
    with pytest.raises(TypeError, match="no words"):
        explain(inner)


def test_a_value_is_said_with_its_mask_and_a_request_with_where_it_stands() -> None:
    assert explain(Msisdn.parse(PLANTED[Msisdn])) == "The mobile number +62812*****890."
    assert explain(planted_request(), "id") == "Permohonan penggantian kartu SIM. Status: Draf."
    assert explain(events.Cancel(id="e", by=BY, reason="other"), "zh") == "取消申请。办理人：柜台人员。"
    assert explain(BY) == "Somebody who acts as: Counter clerk."
    assert explain(planted_request().form) == "A form for a new SIM. Reason: Lost. Way of collection: In person."


def test_what_is_said_of_a_value_is_in_no_record() -> None:
    """The words are for people: a mapping holds none of them."""
    assert explain(READY) not in json.dumps(to_mapping(READY, masked=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_in_which_nothing_was_found_says_so(language: Language) -> None:
    assert explain(Report(READY), language) == words(language)["problem.detail.200"]
    assert explain(RefusedError("draft", "submit", ()), language) == words(language)["problem.detail.422"]
