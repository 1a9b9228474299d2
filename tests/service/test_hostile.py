"""Whoever means harm gets an answer with words, nobody's number, and nothing that breaks."""

import json
import logging
import random
import traceback
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import attrs
import pytest
from fastapi import Request
from sqlalchemy import text

from desk import answers
from desk_host import FORM, REVIEWED, Desk, number
from planted import PLANTED, leaks
from simreplace import ReplacementRequest, lifecycle
from simreplace.lifecycle import events

# Made up, and in every request that is sent here.
SECRETS = ("3174075508950001", "81234567890", "wulandari@kusumawardhani.example", "Kusumawardhani", "rahasia sekali")
FRAGMENTS = (
    "'; DROP TABLE requests; --",
    "' OR '1'='1",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}${7*7}%(x)s%n",
    "\x00",
    "\ud800",
    "\u202e\u200b",
    "../../../etc/passwd",
    "9" * 5000,
)
FORGED = ("by", "id", "at", "state", "history", "visitor", "other_open_request", "revision", "seal", "version", "event")


@attrs.frozen
class Attack:
    """One hostile request."""

    method: str
    path: str
    by: str | None
    body: bytes
    headers: dict[str, str]


def spoiled(draw: random.Random, node: Any) -> Any:
    """A form with something odd in it."""
    if isinstance(node, dict):
        changed = {key: spoiled(draw, it) for key, it in node.items() if draw.random() > 0.05}
        if draw.random() < 0.3:
            changed[draw.choice((*FORGED, *FRAGMENTS, *SECRETS))] = draw.choice((*SECRETS, *FRAGMENTS))
        return changed
    if isinstance(node, list):
        return [spoiled(draw, it) for it in node] * draw.choice((1, 1, 1, 60))
    if draw.random() < 0.3:
        odd: tuple[Any, ...] = (
            draw.choice(SECRETS) + draw.choice(FRAGMENTS),
            draw.choice(FRAGMENTS) + draw.choice(SECRETS),
            {draw.choice(SECRETS): draw.choice(SECRETS)},
            [draw.choice(SECRETS)],
            int(SECRETS[0]),
            1e308,
            None,
            True,
        )
        return draw.choice(odd)
    return node


def bodies(draw: random.Random) -> bytes:
    planted = json.dumps(spoiled(draw, {**FORM, "remarks": SECRETS[4], "outlet": SECRETS[3]}))
    event = json.dumps(spoiled(draw, {"form": FORM, "reason": SECRETS[0], "note": SECRETS[2], "iccid": SECRETS[1]}))
    raw = (
        b"",
        b"null",
        b"[]",
        b"\xff\xfe" + SECRETS[0].encode(),
        b"[" * 30_000,
        b'{"a":' * 8_000,
        planted[: len(planted) // 2].encode(),
        b'{"msisdn": ' + b"9" * 6_000 + b"}",
        b'{"msisdn": NaN, "reason": -Infinity}',
        SECRETS[0].encode() * 10_000,
        b'{"msisdn": "' + SECRETS[1].encode() + b'", "msisdn": "' + SECRETS[0].encode() + b'"}',
    )
    return draw.choice((planted.encode(), event.encode(), event.encode(), draw.choice(raw)))


def attacks(ids: list[str], count: int) -> Iterator[Attack]:
    draw = random.Random(20260907)  # noqa: S311 - the same attacks every time
    names = [events.event_name(kind) for kind in events.EVENTS]
    for _ in range(count):
        odd_id = draw.choice((*SECRETS, *FRAGMENTS[:-1], "r-" + "0" * 32, "r-" + SECRETS[0] * 2))
        id = draw.choice((*ids, *ids, quote(odd_id, safe="", errors="replace")))
        name = draw.choice((*names, *names, quote(SECRETS[3]), "submit%00", "Submit"))
        path = draw.choice(
            (
                "/api/requests",
                f"/api/requests/{id}",
                f"/api/requests/{id}/events/{name}",
                f"/api/requests/{id}/events/{name}",
                f"/api/requests/{id}/events/{name}?ticket={quote(draw.choice((SECRETS[1], chr(0))))}",
                f"/api/requests/{id}/events/collect?ticket=%00",
                f"/api/requests/{id}/visits",
                f"/api/requests?after={quote(SECRETS[0])}&customer={quote(SECRETS[3])}",
                f"/api/forms/{name}",
                "/api/session",
                "/sign-in",
                f"/requests/{id}",
                f"/requests/{id}/events/{name}",
                "/requests",
                f"/{quote(SECRETS[2])}",
                "/api/openapi.json",
            )
        )
        method = draw.choice(("POST", "POST", "POST", "POST", "GET", "PUT", "DELETE", "PATCH", SECRETS[0]))
        kind = draw.choice(("application/json",) * 6 + ("application/x-www-form-urlencoded", "text/plain", SECRETS[0]))
        headers = {
            "content-type": kind,
            "accept-language": draw.choice(("id", "zh", "en", SECRETS[3] * 50, "*;q=x")),
            "if-match": draw.choice(("*", f'"{SECRETS[0]}"', "0" * 64)),
            "idempotency-key": draw.choice(SECRETS),
            "cookie": draw.choice(("a=b", f"other={SECRETS[0]}")),
            "x-role": "supervisor",
        }
        if draw.random() < 0.4:
            del headers["if-match"]
        if draw.random() < 0.8:
            del headers["cookie"]
        by = draw.choice((None, "siti", "dewi", "budi", "owner", "intake", "reviewer", "counter", "analyst", "network"))
        body = bodies(draw)
        if kind.endswith("urlencoded"):
            body = b"&".join(f"/{draw.choice(FORGED)}/{at}={quote(draw.choice(SECRETS))}".encode() for at in range(9))
        yield Attack(method, path, by, body, headers)


def shows(said: str) -> list[str]:
    """What is seen of anybody; a planted birth date alone is not looked for, since today may be one."""
    return [secret for secret in (*SECRETS, *PLANTED.values()) if secret in said] + [
        it for it in leaks(said) if not it.startswith("1995")
    ]


@pytest.fixture
def reported(monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """Everything that a reporter of errors would have sent, with what the frames held in their hands."""
    told: list[str] = []
    plain = answers.crashed

    def with_locals(request: Request, error: Exception) -> None:
        told.extend(traceback.TracebackException.from_exception(error, capture_locals=True).format())
        plain(request, error)

    monkeypatch.setattr(answers, "crashed", with_locals)
    return lambda: "".join(told)


@pytest.fixture
def quiet_client(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client's own log is not the desk's."""
    for name in ("httpx", "httpx2", "httpcore"):
        monkeypatch.setattr(logging.getLogger(name), "disabled", True)


@pytest.mark.usefixtures("quiet_client")
@pytest.mark.uncounted
def test_three_hundred_hostile_requests(
    desk: Desk, caplog: pytest.LogCaptureFixture, reported: Callable[[], str]
) -> None:
    ids = [desk.open(msisdn=PLANTED_NUMBER), desk.open("dewi", msisdn=number(7))]
    desk.told(ids[0], *REVIEWED)
    for name in ("siti", "dewi", "budi", "owner", "intake", "reviewer", "counter", "analyst", "network"):
        desk.client(name)
    caplog.set_level(logging.DEBUG)
    said, statuses = [], set()
    for attack in attacks(ids, 300):
        answer = desk.client(attack.by).request(
            attack.method, attack.path, content=attack.body, headers=attack.headers, follow_redirects=False
        )
        statuses.add(answer.status_code)
        assert answer.status_code < 500, attack
        if answer.status_code >= 400 and attack.path.startswith("/api"):
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["detail"]
        assert "script" not in answer.headers["content-security-policy"]
        assert "<script" not in answer.text
        assert "<img" not in answer.text
        said.append(answer.text + repr(answer.headers.raw))
    assert shows("".join(said)) == []
    assert shows(caplog.text) == []
    assert reported() == ""
    assert {200, 401, 403, 404, 405, 413, 415, 422} <= statuses
    # Whatever went through was let through by the library; nothing is forged, and nothing is broken.
    for entry in desk.store.entries(limit=1000):
        request = desk.store.load(entry.id)
        assert lifecycle.verify(request) == ()
        assert {step.event.by.id for step in request.history} <= {"siti", "dewi", "owner", "intake", "reviewer",
                                                                 "counter", "analyst", "network", "system", "budi"}  # fmt: skip


PLANTED_NUMBER = "0812 3456 7890"


@pytest.mark.usefixtures("quiet_client")
@pytest.mark.parametrize("breaks", ["no table", "nobody", "a bug", "a closed database"])
def test_what_breaks_shows_nobody_even_to_a_reporter_that_prints_the_frames(
    desk: Desk,
    breaks: str,
    caplog: pytest.LogCaptureFixture,
    reported: Callable[[], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client, id = desk.client("siti"), desk.open(remarks=SECRETS[4])
    caplog.set_level(logging.DEBUG)
    if breaks == "no table":
        with desk.store.engine.begin() as connection:
            connection.execute(text("ALTER TABLE requests RENAME COLUMN revision TO gone"))
    elif breaks == "nobody":
        with desk.store.engine.begin() as connection:
            connection.execute(text("ALTER TABLE people RENAME TO gone"))
    elif breaks == "a bug":

        def bug(*args: Any, **more: Any) -> None:
            raise KeyError("a bug")

        monkeypatch.setattr(type(desk.store), "swap", bug)
        monkeypatch.setattr(type(desk.store), "add", bug)
    else:

        def closed(*args: Any, **more: Any) -> ReplacementRequest:
            with desk.store.engine.connect() as connection:
                connection.execute(text("SELECT record FROM nothing WHERE id = :id"), {"id": "r-1"})
            raise AssertionError

        monkeypatch.setattr(type(desk.store), "load", closed)
        monkeypatch.setattr(type(desk.store), "add", closed)
    headers = {
        "accept-language": "zh",
        "idempotency-key": SECRETS[0],
        "user-agent": SECRETS[2],
        "x-forwarded-for": SECRETS[1],
    }
    said = [
        client.post("/api/requests", json={**FORM, "remarks": SECRETS[4]}, headers=headers),
        client.post(
            f"/api/requests/{id}/events/submit?ticket={SECRETS[1]}&customer={SECRETS[0]}",
            json={"form": {**FORM, "remarks": SECRETS[4]}},
            headers=headers,
        ),
        client.post(
            f"/requests/{id}/events/submit",
            content=f"/note={SECRETS[0]}".encode(),
            headers={**headers, "content-type": "application/x-www-form-urlencoded"},
        ),
    ]
    assert [answer.status_code for answer in said] == [500] * 3
    odd = desk.client()
    odd.cookies.update(client.cookies)
    said += [
        odd.get(f"/api/forms/{SECRETS[0]}", headers=headers),
        odd.get(f"/api/requests/{SECRETS[0]}?after={SECRETS[1]}", headers=headers),
        odd.post("/api/session", json={"name": SECRETS[0], "password": SECRETS[1]}, headers=headers),
        odd.post(f"/api/requests/{id}/events/hold", json={}, headers={**headers, "if-match": SECRETS[0]}),
        odd.post(f"/api/requests?customer={SECRETS[0]}", json=FORM, headers=headers),
        odd.post(f"/requests/{id}/events/{SECRETS[0]}", content=b"", headers=headers),
    ]
    assert said[0].json()["errors"] == []
    everything = "".join(answer.text for answer in said) + caplog.text + reported()
    assert reported().count("Traceback") >= 3
    assert shows(everything) == []


def test_a_body_without_an_end_is_not_read_to_its_end(desk: Desk) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        while sent < 2_000_000:
            sent += 10_000
            yield b" " * 10_000

    answer = desk.client("siti").post("/api/requests", content=endless(), headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["status"]) == (413, 413)
