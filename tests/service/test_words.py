"""What goes wrong is said in the language of whoever reads it."""

from typing import Any

import pytest

from builders import LANGUAGES
from desk.words import _TABLE, SAID, word
from desk_host import Desk


def test_every_word_is_there_in_every_language() -> None:
    assert set(_TABLE) == set(LANGUAGES)
    assert all(table.keys() == _TABLE["en"].keys() and all(table.values()) for table in _TABLE.values())
    assert {f"{status}.detail" for status in SAID} <= _TABLE["en"].keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_is_told_in_the_language_of_the_reader(desk: Desk, language: Any) -> None:
    client, json = desk.client("siti"), {"content-type": "application/json"}
    said = {"accept-language": language}
    told = [
        client.post("/api/requests", content=b"{", headers=json | said),
        desk.client().get("/api/requests", headers=said),
        client.post("/api/requests", json={}, headers=said | {"origin": "https://evil.example"}),
        client.get("/api/requests/r-" + "0" * 32, headers=said),
        client.put("/api/requests", headers=said),
        client.post("/api/requests", content=b" " * 70_000, headers=json | said),
        client.post("/api/requests", content=b"{}", headers=said),
        client.get("/nothing/of/the/kind", headers=said),
    ]
    for answer, status in zip(told, (400, 401, 403, 404, 405, 413, 415, 404), strict=True):
        assert answer.status_code == answer.json()["status"] == status
        assert answer.json()["title"] == word(f"{status}", language)
        assert answer.json()["detail"] == word(f"{status}.detail", language)
        assert answer.headers["content-type"] == "application/problem+json"
    assert told[4].headers["allow"]
