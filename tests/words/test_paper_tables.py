"""The words of papers: the same keys and places in three languages, and good manners."""

import re
import string
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import pytest

from simreplace.words import paper_en, paper_id, paper_zh
from simreplace.words.message import GSM

TABLES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {"en": paper_en.PAPER_WORDS, "id": paper_id.PAPER_WORDS, "zh": paper_zh.PAPER_WORDS}
)
EN: Final = TABLES["en"]
# Names that stay as they are in Chinese: of the card, of the zone, of what nobody asks for, of the tax and its law.
TERMS: Final = {"SIM", "eSIM", "PIN", "meterai", "UU"}
_ENGLISH: Final = "and are be by can for from has have is it must no not or please that the this was with you your"
ENGLISH: Final = frozenset(_ENGLISH.split())


def places(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def plain(text: str) -> str:
    return re.sub(r"\{\w+\}", "", text)


def test_the_three_tables_have_the_same_keys_in_the_same_order() -> None:
    assert list(TABLES["en"]) == list(TABLES["id"]) == list(TABLES["zh"])


@pytest.mark.parametrize("language", ["id", "zh"])
def test_the_same_places_stand_in_every_language(language: str) -> None:
    told = {key: set(places(text)) for key, text in TABLES[language].items()}
    # A label is joined to a number with room between, or without.
    assert told == {key: set(places(text)) for key, text in EN.items()} | (
        {"notice.moment": {"day", "month", "time", "zone"}}
    )


@pytest.mark.parametrize("language", TABLES)
def test_no_text_is_empty_or_has_room_around_it(language: str) -> None:
    assert [key for key, text in TABLES[language].items() if not text.strip() or text != text.strip()] == []


@pytest.mark.parametrize("language", ["en", "id"])
def test_latin_words_are_typed_with_plain_characters(language: str) -> None:
    assert [key for key, text in TABLES[language].items() if not text.isascii()] == []


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_message_is_written_in_its_alphabet(language: str) -> None:
    used = [text for key, text in TABLES[language].items() if ".sms" in key]
    assert used and set("".join(map(plain, used))) <= set(GSM)


def test_chinese_uses_full_width_punctuation_and_no_room_beside_a_character() -> None:
    wide = "\u4e00-\u9fff，。；：（）、“”"
    for key, text in TABLES["zh"].items():
        if key == "notice.time":
            continue
        told = plain(text).replace("10,000", "")
        assert re.findall(r"[,.;:!?()\"']", told) == [], key
        assert re.findall(f"[{wide}] | [{wide}]", told) == [], key


def test_chinese_keeps_only_known_latin_terms() -> None:
    assert {word for text in TABLES["zh"].values() for word in re.findall("[A-Za-z]+", plain(text))} <= TERMS


def test_indonesian_holds_no_english_sentence_and_no_chinese_is_missing() -> None:
    for key, text in TABLES["id"].items():
        assert ENGLISH.isdisjoint(re.findall("[a-z]+", plain(text).lower())), key
    bare = {"paper.country", "paper.numbered", "paper.remark", "notice.time", "notice.sim.esim"}
    assert {key for key, text in TABLES["zh"].items() if not re.search("[\u4e00-\u9fff]", text)} <= bare


def test_indonesian_is_polite() -> None:
    for key, text in TABLES["id"].items():
        assert re.search(r"\b(?:kamu|kau|anda)\b", text) is None, key


@pytest.mark.parametrize("language", TABLES)
def test_nothing_looks_like_a_link_or_a_name_of_the_code(language: str) -> None:
    for key, text in TABLES[language].items():
        assert re.findall(r"[a-z]+_[a-z_]+|[a-z]\.[a-z]{2,}|//|@|=", plain(text)) == [], key


@pytest.mark.parametrize("language", TABLES)
def test_every_notice_has_all_of_its_texts_and_every_message_a_sentence_against_imitation(language: str) -> None:
    table = TABLES[language]
    names = {key.split(".")[1] for key in table if key.endswith((".sms", ".subject", ".body")) and "guard" not in key}
    assert {f"notice.{name}.{part}" for name in names for part in ("sms", "subject", "body")} <= set(table)
    assert re.search("PIN|密码", table["notice.guard.sms"]) and re.search("OTP|验证码", table["notice.guard.email"])


def test_whether_a_letter_needs_a_stamp_nobody_claims_to_know() -> None:
    assert all("UU 10/2020" in table["letter.stamp"] and "10" in table["letter.stamp"] for table in TABLES.values())
    asked = {"en": "ask the operator", "id": "tanyakan kepada operator", "zh": "请向运营商咨询"}
    assert all(word in TABLES[language]["letter.stamp"] for language, word in asked.items())
