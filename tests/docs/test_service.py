"""The service of a hundred lines: the whole way through it, and everything that a client may send.

Everybody and every number here is made up.
"""

import io
import json
import logging
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import MONDAY
from hosting import PEOPLE, SOUND, Clock, store_in_memory
from journey import CARDS, EVIDENCE, OUTLET, SALT
from planted import SECRETS, leaks
from recipes import service as recipe
from recipes.logs import PlacesOnly
from recipes.service import service
from simreplace import Actor, Role, events, lifecycle
from simreplace.errors import StaleRequestError

RECIPES: Final = Path(recipe.__file__).parent
LINES: Final = 100
# What is planted in the form of these tests: what of it comes back only as a mask.
TYPED: Final = (
    "81234567890", "0812 3456 7890", "81398765432", "0813 9876 5432", "siti@example.com", "3174075508950001",
    "Siti Aminah", "SITI AMINAH", "1995-08-15", "rahasia sekali", SALT.hex(), *CARDS,
)  # fmt: skip


class Desk:
    """A service with somebody before it: every answer, and every line of the log, is looked through for people."""

    def __init__(self, caplog: pytest.LogCaptureFixture | None = None) -> None:
        self.clock, self.store, self.caplog = Clock(), store_in_memory(), caplog
        self.client = TestClient(service(self.store, PEOPLE.get, self.clock), raise_server_exceptions=False)
        self.keys = self.read = 0

    def ask(self, who: str, method: str, path: str, **sent: Any) -> Any:
        headers = {"authorization": f"Bearer {who}", **sent.pop("headers", {})}
        if method == "POST" and "idempotency-key" not in headers:
            self.keys += 1
            headers["idempotency-key"] = f"key-{self.keys}"
        answer = self.client.request(method, path, headers=headers, **sent)
        shown = answer.text + str(answer.headers) + "".join(self.log())
        assert [it for it in (*TYPED, *leaks(shown)) if it in shown] == []
        if answer.status_code >= 400:
            told = answer.json()
            assert answer.headers["content-type"] == "application/problem+json"
            assert told["status"] == answer.status_code and told["title"]
        return answer

    def log(self) -> Iterator[str]:
        """What was logged since the last answer, but for the lines of the client, which is not the host's."""
        records = self.caplog.records[self.read :] if self.caplog else []
        self.read += len(records)
        return (PlacesOnly().format(it) for it in records if not it.name.startswith("httpx"))

    def begin(self, who: str = "applicant", typed: Any = SOUND, **more: Any) -> str:
        answer = self.ask(who, "POST", "/requests", json=typed, **more)
        assert answer.status_code == 201, answer.text
        return str(answer.headers["location"])

    def tell(self, who: str, place: str, event: str, **payload: Any) -> Any:
        return self.ask(who, "POST", f"{place}/events/{event}", json=payload)


@pytest.fixture
def desk(caplog: pytest.LogCaptureFixture) -> Iterator[Desk]:
    with caplog.at_level(logging.DEBUG), caplog.at_level(logging.DEBUG, "sqlalchemy.engine"):
        desk = Desk(caplog)
        # One loop for all calls, as a server has.
        with desk.client:
            yield desk


@pytest.fixture(scope="module")
def held() -> Iterator[Desk]:
    """A service that stands for many examples."""
    desk = Desk()
    with desk.client:
        yield desk
    desk.store.engine.dispose()


def codes(answer: Any) -> list[str]:
    return [it["code"] for it in answer.json()["errors"]]


# ---- What it is


def code_lines(path: Path) -> int:
    """The lines of a file that hold code: no comment, no docstring, no empty line, and no import."""
    held: set[int] = set()
    statement: list[tokenize.TokenInfo] = []
    quiet = {tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING, tokenize.ENDMARKER}
    for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline):
        if token.type in quiet:
            continue
        statement.append(token)
        if token.type == tokenize.NEWLINE:
            if statement[0].type != tokenize.STRING and statement[0].string not in {"from", "import"}:
                held.update(line for it in statement for line in range(it.start[0], it.end[0] + 1))
            statement = []
    return len(held)


def test_lines_of_code_are_counted_as_they_are_read(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(
        '"""Said\nof it."""\n\n# why\nimport os\nx = [\n    1,\n]\n\n\ndef f():\n    """That."""\n    return x\n'
    )
    assert code_lines(tmp_path / "x.py") == 5


def test_the_service_is_a_hundred_lines_beside_its_imports() -> None:
    assert code_lines(RECIPES / "service.py") <= LINES


# ---- The whole way


def test_a_lost_card_comes_back_through_the_service(desk: Desk) -> None:
    place = desk.begin()
    card = CARDS[0]
    sound = {"surface": True, "contacts": "yes", "chip": True, "packaging": True, "number": True, "iccid": card}
    way: list[tuple[str, str, dict[str, Any]]] = [
        ("applicant", "submit", {"form": SOUND}),
        ("system", "compare_record", {"matches": [{"detail": "identity_number", "outcome": "true"}]}),
        ("system", "tell_owner", {"to": "old_number", "means": "call", "outcome": "unreachable"}),
        ("reviewer", "approve", {"evidence": list(EVIDENCE)}),
        ("counter_clerk", "make_ready", {"iccid": card, "outlet": OUTLET}),
        ("counter_clerk", "collect", {"outlet": OUTLET, "id_seen": SOUND["applicant"]["documents"][0]}),
        ("applicant", "accept_card", {"inspection": sound}),
        ("system", "order_activation", {"iccid": card}),
        ("network", "activate", {"iccid": card, "old_card_deactivated": True}),
    ]
    for who, event, payload in way:
        desk.clock.on(minutes=5)
        look = desk.ask(who, "GET", place)
        assert event in look.json()["available_events"]
        answer = desk.ask(
            who, "POST", f"{place}/events/{event}", json=payload, headers={"if-match": look.headers["etag"]}
        )
        assert answer.status_code == 200, answer.text
        assert answer.headers["etag"] != look.headers["etag"]
    assert answer.json()["progress"]["state"] == "completed"
    request, _ = desk.store.load(place.rpartition("/")[2])
    assert lifecycle.replay(request) == request and request.card_is_live


@pytest.mark.parametrize(
    ("header", "language", "word"), [("id", "id", "Nama lengkap"), ("en-US", "en", "Full name"), ("zh-TW", "zh", "姓名"), ("fr", "id", "Nama")]
)  # fmt: skip
def test_it_speaks_the_language_of_who_asks(desk: Desk, header: str, language: str, word: str) -> None:
    answer = desk.ask("applicant", "GET", desk.begin(), headers={"accept-language": header})
    assert answer.headers["content-language"] == language
    assert word in answer.json()["summary"]
    assert set(answer.json()) == {"id", "progress", "in_words", "next_steps", "available_events", "summary"}
    assert answer.headers["cache-control"] == "no-store"


def test_a_doubt_of_the_form_is_told_beside_it(desk: Desk) -> None:
    odd = {**SOUND, "applicant": {**SOUND["applicant"], "born_on": "1995-08-16"}}
    answer = desk.ask("applicant", "POST", "/requests", json=odd)
    assert answer.status_code == 201
    assert [it["code"] for it in answer.json()["flags"]] == ["nik.birth_date_differs"]


# ---- Twice, at once, too late


def test_the_same_key_is_the_same_request_and_the_same_event(desk: Desk) -> None:
    again: dict[str, Any] = {"headers": {"idempotency-key": "one"}}
    place = desk.begin(**again)
    assert desk.begin(**again) == place
    assert desk.begin(headers={"idempotency-key": "two"}) != place
    sent = [desk.ask("applicant", "POST", f"{place}/events/submit", json={"form": SOUND}, **again) for _ in range(2)]
    assert [it.status_code for it in sent] == [200, 200]
    assert sent[0].headers["etag"] == sent[1].headers["etag"]
    other = desk.ask("applicant", "POST", f"{place}/events/cancel", json={"reason": "other"}, **again)
    assert (other.status_code, codes(other)) == (422, ["event.id_reused"])
    changed = desk.ask("applicant", "POST", "/requests", json={**SOUND, "reason": "damaged"}, **again)
    assert (changed.status_code, codes(changed)) == (422, ["event.id_reused"])
    # The same key of somebody else is another one.
    assert desk.begin("another", **again) != place
    held = desk.ask("reviewer", "POST", f"{place}/events/hold", json={"reason": "odd"}, **again)
    assert held.status_code == 200
    desk.clock.on(days=3)
    assert desk.begin(**again) == place, "told once more, after all that"


def test_nobody_takes_the_name_of_what_runs_out(desk: Desk) -> None:
    place = desk.begin()
    request, _ = desk.store.load(place.rpartition("/")[2])
    (due,) = lifecycle.due_events(request, now=MONDAY.replace(year=2027))
    taken = desk.ask(
        "applicant", "POST", f"{place}/events/submit", json={"form": SOUND}, headers={"idempotency-key": due.id}
    )
    assert taken.status_code == 200
    request, _ = desk.store.load(place.rpartition("/")[2])
    assert request.history[-1].event.id not in {due.id, ""}


def test_the_same_sent_again_counts_once_whatever_has_become_of_it_since(desk: Desk) -> None:
    opened: dict[str, Any] = {"headers": {"idempotency-key": "k-1"}}
    sent: dict[str, Any] = {"headers": {"idempotency-key": "k-2"}}
    place, changed = desk.begin(**opened), {**SOUND, "remarks": "rahasia sekali, lagi"}
    submit: dict[str, Any] = {"json": {"form": SOUND}, **sent}
    desk.ask("applicant", "POST", f"{place}/events/submit", **submit)
    desk.tell("reviewer", place, "request_information", papers=["purchase_record"])
    answers = [{"item": "purchase_record", "text": "a photo"}]
    answered = desk.tell("applicant", place, "provide_information", answers=answers, form=changed)
    assert answered.status_code == 200, answered.text
    assert desk.begin(**opened) == place
    # The same when it has ended, and another one for the number was sent.
    desk.tell("applicant", place, "cancel", reason="other")
    assert desk.tell("another", desk.begin("another"), "submit", form=SOUND).status_code == 200
    assert desk.begin(**opened) == place
    assert desk.ask("applicant", "POST", f"{place}/events/submit", **submit).status_code == 200
    other = desk.ask("applicant", "POST", "/requests", json=changed, **opened)
    assert (other.status_code, codes(other)) == (422, ["event.id_reused"])
    # And a draft that was taken back is told again as it was.
    place = desk.begin(headers={"idempotency-key": "k-3"})
    desk.tell("applicant", place, "cancel", reason="other")
    assert desk.begin(headers={"idempotency-key": "k-3"}) == place


def test_a_draft_that_was_sent_with_another_form_goes_by_what_it_began_with(desk: Desk) -> None:
    key: dict[str, Any] = {"headers": {"idempotency-key": "k-1"}}
    place, changed = desk.begin(**key), {**SOUND, "remarks": "rahasia sekali, lagi"}
    assert desk.tell("applicant", place, "submit", form=changed).status_code == 200
    assert desk.begin(**key) == place
    other = desk.ask("applicant", "POST", "/requests", json=changed, **key)
    assert (other.status_code, codes(other)) == (422, ["event.id_reused"])


@pytest.mark.parametrize("name", ["x" * 128, "x" * 60, "x"])
def test_however_long_somebodys_name_is_their_key_is_theirs(
    desk: Desk, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PEOPLE, "Bearer long", Actor(Role.APPLICANT, name))
    key: dict[str, Any] = {"headers": {"idempotency-key": "k" * 64}}
    place = desk.begin("long", **key)
    told = [desk.ask("long", "POST", f"{place}/events/submit", json={"form": SOUND}, **key) for _ in range(2)]
    assert [it.status_code for it in told] == [200, 200], told[0].text
    assert len(desk.store.load(place.rpartition("/")[2])[0].history) == 1


def test_who_looked_at_an_older_page_is_told_so(desk: Desk) -> None:
    place = desk.begin()
    old = desk.ask("applicant", "GET", place).headers["etag"]
    desk.tell("applicant", place, "submit", form=SOUND)
    for tag in (old, '"x"', "W/" + old, ""):
        late = desk.ask(
            "applicant", "POST", f"{place}/events/cancel", json={"reason": "other"}, headers={"if-match": tag}
        )
        assert late.status_code == 412
        assert late.json()["detail"]


def test_who_was_a_moment_too_late_is_told_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    place = desk.begin()

    def too_late(*_: object) -> None:
        raise StaleRequestError("a", "b")

    monkeypatch.setattr(desk.store, "save", too_late)
    answer = desk.ask(
        "applicant", "POST", f"{place}/events/cancel", json={"reason": "other"}, headers={"accept-language": "en"}
    )
    assert answer.status_code == 412
    assert answer.json()["detail"].startswith("Somebody has changed this request in the meantime.")


def test_a_second_open_request_for_the_number_is_refused(desk: Desk) -> None:
    first, second = desk.begin(), desk.begin("another")
    assert desk.tell("applicant", first, "submit", form=SOUND).status_code == 200
    refused = desk.tell("another", second, "submit", form=SOUND)
    assert (refused.status_code, codes(refused)) == (422, ["submit.other_open_request"])


# ---- Who may what


def test_who_acts_is_said_by_the_login_alone(desk: Desk) -> None:
    place = desk.begin()
    for claimed in ("by", "id", "at", "state", "other_open_request", "visitor", "salt"):
        refused = desk.tell("applicant", place, "submit", **{"form": SOUND, claimed: {"role": "supervisor", "id": "x"}})
        assert (refused.status_code, codes(refused)) == (422, ["form.unknown_field"])
    assert desk.tell("applicant", place, "approve", evidence=[]).status_code == 409
    desk.tell("applicant", place, "submit", form=SOUND)
    assert desk.tell("applicant", place, "approve", evidence=[]).status_code == 403
    assert desk.ask("reviewer", "POST", "/requests", json=SOUND).status_code == 403


@pytest.mark.parametrize("who", ["", "nobody", "applicant\x00", "APPLICANT", "x" * 5_000])
def test_who_is_not_logged_in_gets_nothing(desk: Desk, who: str) -> None:
    place = desk.begin()
    for method, path in (("GET", place), ("POST", "/requests"), ("POST", f"{place}/events/cancel")):
        answer = desk.ask(who, method, path)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert desk.client.get(place).status_code == 401


def test_of_somebody_elses_request_a_customer_is_not_told_that_it_is_there(desk: Desk) -> None:
    place = desk.begin()
    for path in (place, "/requests/nothing"):
        for answer in (
            desk.ask("another", "GET", path),
            desk.tell("another", path, "cancel", reason="other"),
            desk.tell("another", path, "whatever"),
        ):
            assert (answer.status_code, answer.json()) == (404, {"title": "Not Found", "status": 404})
    assert desk.ask("reviewer", "GET", place).status_code == 200
    assert desk.store.load(place.rpartition("/")[2])[0].history == ()


# ---- What a client may send


HOSTILE_BODIES: Final = (
    b"", b"{", b"[]", b'"x"', b"null", b"1e999", b"NaN", b"\xff", b"\xef\xbb\xbf{}", b"{}" * 2, b"[" * 60_000,
    b'{"a":' * 10_000 + b"1" + b"}" * 10_000, b"[" * 900 + b"]" * 900, b"1" * 5_000, b'{"msisdn": "\\u0000"}',
    b'{"msisdn": "\\ud800", "\\ud800": 1}', b'{"\\u0000": "\\u0000"}', b'{"applicant": {"documents": [[[[]]]]}}',
    b'{"msisdn": ' + b"1" * 4_000 + b', "reason": 1e308}', b'{"reason": {"__class__": "x"}}', b'{"form": {"form": {}}}', b'{"applicant": true, "reason": [], "msisdn": {}}',
    json.dumps({"remarks": "\0"}).encode(), json.dumps({"remarks": "x" * 60_000}).encode(),
    "{\"remarks\": \"\u202e\"}".encode("utf-16"),
)  # fmt: skip
TYPES: Final = (
    "", "text/plain", "application/xml", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded",
    "application/json-patch+json", "\0",
)  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE_BODIES, ids=range(len(HOSTILE_BODIES)))
def test_whatever_a_client_sends_is_the_clients_mistake(desk: Desk, body: bytes) -> None:
    place = desk.begin()
    json_type = {"content-type": "application/json"}
    for path in ("/requests", *(f"{place}/events/{events.event_name(kind)}" for kind in events.EVENTS)):
        answer = desk.ask("applicant", "POST", path, content=body, headers=json_type)
        assert answer.status_code in {400, 403, 409, 422}, (path, answer.text)
    assert desk.store.load(place.rpartition("/")[2])[0].history == ()


@pytest.mark.parametrize("kind", TYPES)
def test_only_json_is_read(desk: Desk, kind: str) -> None:
    answer = desk.ask("applicant", "POST", "/requests", content=b"{}", headers={"content-type": kind})
    assert answer.status_code == 415
    upper = desk.ask(
        "applicant", "POST", "/requests", content=b"{}", headers={"content-type": "Application/JSON ; charset=x"}
    )
    assert upper.status_code == 422


def test_a_body_that_is_too_large_is_not_read_to_its_end(desk: Desk) -> None:
    read = []

    def parts() -> Iterator[bytes]:
        for number in range(1_000):
            read.append(number)
            yield b" " * 8_192

    json_type = {"content-type": "application/json"}
    assert desk.ask("applicant", "POST", "/requests", content=parts(), headers=json_type).status_code == 413
    assert (
        desk.ask("applicant", "POST", "/requests", content=b" " * recipe.LARGEST_BODY, headers=json_type).status_code
        == 400
    )


HOSTILE_PATHS: Final = (
    "%00", "%ff", "%ed%a0%80", "..%2f..%2fetc", "'%20or%201=1--", "081234567890", "3174075508950001", "x" * 5_000, "%0d%0aSet-Cookie:x",
)  # fmt: skip


@pytest.mark.parametrize("part", HOSTILE_PATHS)
def test_whatever_stands_in_the_path_is_not_found(desk: Desk, part: str) -> None:
    place = desk.begin()
    before = len(desk.caplog.records) if desk.caplog else 0
    assert desk.ask("reviewer", "GET", f"/requests/{part}").status_code == 404
    assert desk.tell("reviewer", f"/requests/{part}", "hold", reason="x").status_code == 404
    assert desk.tell("reviewer", place, part, reason="x").status_code in {404, 422}
    assert desk.ask("reviewer", "GET", f"/{part}").status_code == 404
    assert desk.caplog is not None
    ours = [it.getMessage() for it in desk.caplog.records[before:] if it.name == "service"]
    assert len(ours) == 4 and not any(part in line for line in ours)
    assert desk.ask("reviewer", "PUT", place).status_code == 405


@pytest.mark.parametrize("key", ["", " ", "a b", "a/b", "\xe4", "\x01", "x\n", "x" * 65, "x" * 5_000])
def test_a_key_that_is_none_is_refused(desk: Desk, key: str) -> None:
    place = desk.begin()
    answer = desk.ask(
        "applicant",
        "POST",
        f"{place}/events/cancel",
        json={"reason": "other"},
        headers={b"idempotency-key": key.encode("latin-1")},
    )
    assert answer.status_code == 422
    without = desk.client.post(f"{place}/events/cancel", json={}, headers={"authorization": "Bearer applicant"})
    assert (without.status_code, codes(without)) == (422, ["form.required"])


@pytest.mark.parametrize("header", ["", "\0", "x" * 9_000, "id;q=x", ",,,", "*;q=0", "\xff"])
def test_whatever_language_is_asked_for_there_is_an_answer(desk: Desk, header: str) -> None:
    answer = desk.ask("applicant", "GET", desk.begin(), headers={b"accept-language": header.encode("latin-1")})
    assert answer.headers["content-language"] in {"en", "id", "zh"}


LEAF: Final = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(TYPED) | st.text(max_size=20)
ANYTHING: Final = st.recursive(
    LEAF,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from((*SOUND, *SOUND["applicant"], "form", "by", "iccid", "\0", "documents")), inner, max_size=6
        )
    ),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(
    typed=ANYTHING,
    event=st.sampled_from([events.event_name(kind) for kind in events.EVENTS]),
    who=st.sampled_from(Role),
)
@pytest.mark.uncounted
def test_three_hundred_hostile_calls_break_nothing_and_show_nobody(
    held: Desk, typed: Any, event: str, who: Role
) -> None:
    place = held.begin(headers={"idempotency-key": "one"})
    body = json.dumps(typed).encode()
    for path in ("/requests", f"{place}/events/{event}"):
        answer = held.ask(who, "POST", path, content=body, headers={"content-type": "application/json"})
        assert answer.status_code in {200, 201, 403, 404, 409, 422}, answer.text


@pytest.mark.parametrize("secret", SECRETS)
def test_what_is_typed_in_the_wrong_place_is_not_repeated(desk: Desk, secret: str) -> None:
    wrong = {
        **SOUND,
        "msisdn": secret,
        "reason": secret,
        secret + " ": secret,
        "applicant": {"born_on": secret, "documents": [secret]},
    }
    assert desk.ask("applicant", "POST", "/requests", json=wrong).status_code == 422
    place = desk.begin()
    for name in ("cancel", "submit", "provide_information"):
        assert desk.ask(
            "applicant", "POST", f"{place}/events/{name}", json={"reason": secret, "form": wrong}
        ).status_code in {409, 422}


# ---- What is the host's to mend


def test_what_is_broken_in_the_store_is_nobodys_mistake(desk: Desk) -> None:
    place = desk.begin()
    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql("update requests set record = '{}'")
    for answer in (desk.ask("applicant", "GET", place), desk.tell("applicant", place, "cancel", reason="other")):
        assert answer.status_code == 500
    assert desk.caplog is not None and "InvalidRecordError: history.altered" in desk.caplog.text


def test_what_nobody_expected_is_told_without_its_words(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    place = desk.begin()

    def broken(*_: object) -> None:
        raise RuntimeError(f"no such customer: {TYPED[0]}")

    monkeypatch.setattr(desk.store, "load", broken)
    answer = desk.ask("applicant", "GET", place, headers={"accept-language": "en"})
    assert (answer.status_code, answer.json()["title"]) == (500, "Internal Server Error")
    assert desk.caplog is not None
    assert re.search(r"RuntimeError in broken \(.*test_service\.py:\d+\) < find", desk.caplog.text)


def test_the_log_names_the_route_and_what_came_of_it(desk: Desk) -> None:
    place = desk.begin()
    desk.ask("applicant", "GET", place)
    assert desk.caplog is not None
    lines = [it.getMessage() for it in desk.caplog.records if it.name == "service"]
    assert lines == ["send 201", "look 200"]
    # httpx writes the method down, and ours must not.
    odd = desk.client.request("3174075508950001", place, headers={"authorization": "Bearer applicant"})
    assert odd.status_code == 405
    assert desk.caplog.records[-2].getMessage() == "look 405"


def test_its_openapi_document_says_what_is_sent(desk: Desk) -> None:
    document = desk.client.get("/openapi.json").json()
    for path in ("/requests", "/requests/{request_id}/events/{name}"):
        told = document["paths"][path]["post"]
        assert "application/json" in told["requestBody"]["content"]
        assert {it["name"] for it in told["parameters"] if it["required"]} >= {"Idempotency-Key"}
