"""The reference service: whoever acts comes from the session, and nothing is lost or done twice."""

import json
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from fastapi.testclient import TestClient
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from desk.jobs import nightly
from desk.sessions import COOKIE, HOURS
from desk.store import Store, metadata, requests
from desk.words import word
from desk_host import APPROVED, FORM, MONDAY, OUTLET, REVIEWED, Desk, at_the_counter, card, number, ready
from planted import leaks
from simreplace import Issue, IssueCode, ReplacementRequest, State, events, lifecycle, personal_paths
from simreplace.errors import InvalidRecordError, RefusedError

KTP = FORM["applicant"]["documents"][0]


def codes(answer: Any) -> list[str]:
    return [it["code"] for it in answer.json()["errors"]]


def test_a_request_goes_all_the_way_and_everybody_is_who_they_signed_in_as(desk: Desk) -> None:
    id = desk.open()
    desk.told(id, *ready(card(1)))
    ticket = desk.client("siti").post(f"/api/requests/{id}/visits").json()["ticket"]
    visit = {"outlet": OUTLET, "id_seen": KTP, "papers_seen": ["purchase_record", "service_agreement"]}
    assert desk.tell(id, "counter", "collect", visit).status_code == 409
    assert desk.tell(id, "counter", "collect", visit, params={"ticket": "00000000"}).status_code == 409
    assert desk.tell(id, "counter", "collect", visit, params={"ticket": ticket}).status_code == 200
    desk.told(id, *at_the_counter(card(1)))
    ended = desk.store.load(id)
    assert ended.state is State.COMPLETED
    assert lifecycle.verify(ended, last_seal=ended.revision) == ()
    by = {"siti", "system", "reviewer", "counter", "network"}
    assert {step.event.by.id for step in ended.history} == by
    visitors = [step.event.visitor.id for step in ended.history if isinstance(step.event, events.Collect)]
    assert visitors == ["siti"]


def test_a_proxy_is_who_has_checked_in(desk: Desk) -> None:
    id = desk.open(collection="by_proxy")
    assert desk.client("budi").post(f"/api/requests/{id}/visits").status_code == 404
    desk.told(id, *ready(card(1)))
    assert desk.client("budi").get(f"/api/requests/{id}").status_code == 404
    ticket = desk.client("budi").post(f"/api/requests/{id}/visits").json()["ticket"]
    assert desk.client("budi").get(f"/api/requests/{id}").status_code == 200
    assert desk.client("reviewer").post(f"/api/requests/{id}/visits").status_code == 403
    without = desk.tell(id, "counter", "collect", {"outlet": OUTLET, "id_seen": KTP}, params={"ticket": ticket})
    assert without.status_code == 422
    assert "collect.letter_missing" in codes(without) or any("letter" in code for code in codes(without))


@pytest.mark.parametrize("forged", ["by", "id", "at", "state", "visitor", "other_open_request", "history"])
def test_nobody_says_in_a_body_what_is_the_hosts_to_say(desk: Desk, forged: str) -> None:
    id = desk.open()
    answer = desk.tell(id, "siti", "submit", {forged: "supervisor"})
    assert answer.status_code == 422
    assert codes(answer) == ["form.unknown_field"]
    assert desk.client("siti").post("/api/requests", json={**FORM, forged: "x"}).status_code == 422
    assert desk.store.load(id).history == ()


def test_a_step_of_somebody_elses_is_refused_and_tells_no_gate(desk: Desk) -> None:
    id = desk.open()
    desk.told(id, *REVIEWED)
    answer = desk.tell(id, "counter", "approve", {"evidence": []})
    assert (answer.status_code, codes(answer)) == (403, ["event.role"])


def test_other_peoples_requests_are_not_there(desk: Desk) -> None:
    id = desk.open()
    for name in ("dewi", "budi"):
        client = desk.client(name)
        for answer in (
            client.get(f"/api/requests/{id}"),
            client.post(f"/api/requests/{id}/events/cancel", json={"reason": "other"}),
            client.get("/api/requests/r-" + "0" * 32),
            client.get(f"/requests/{id}"),
        ):
            assert answer.status_code == 404
        assert client.get("/api/requests").json() == []
    assert [it["id"] for it in desk.client("siti").get("/api/requests").json()] == [id]
    # The registered owner sees what concerns their number, whoever has opened it.
    other = desk.open("dewi", msisdn=number(5))
    assert [it["id"] for it in desk.client("owner").get("/api/requests").json()] == [id]
    assert desk.client("owner").get(f"/api/requests/{other}").status_code == 404
    assert len(desk.client("reviewer").get("/api/requests").json()) == 2
    assert len(desk.client("reviewer").get("/api/requests", params={"after": min(id, other)}).json()) == 1


def test_how_staff_prove_who_somebody_is_is_for_staff(desk: Desk) -> None:
    id = desk.open()
    desk.told(id, *REVIEWED)
    customers, staff = (desk.client(name).get(f"/api/requests/{id}") for name in ("siti", "reviewer"))
    assert "compare_record" not in customers.text
    assert "compare_record" in staff.text
    assert leaks(staff.text) == leaks(customers.text) == []


def test_a_clerk_opens_one_for_a_customer(desk: Desk) -> None:
    client = desk.client("intake")
    id = client.post("/api/requests", json=FORM, params={"customer": "siti"}).json()["id"]
    assert desk.client("siti").get(f"/api/requests/{id}").status_code == 200
    for nobody in ("reviewer", "nobody", "'; --"):
        assert client.post("/api/requests", json=FORM, params={"customer": nobody}).status_code == 404
    assert desk.client("reviewer").post("/api/requests", json=FORM).status_code == 403
    assert desk.client("siti").post("/api/requests", json=FORM, params={"customer": "dewi"}).status_code == 201
    assert desk.client("dewi").get("/api/requests").json() == []


def test_a_request_is_never_opened_for_nobody(desk: Desk) -> None:
    client = desk.client("intake")
    told = client.post("/api/requests", json=FORM)
    assert (told.status_code, codes(told)) == (422, ["form.required"])
    assert told.json()["errors"][0]["pointer"] == "#/customer"
    for nobody in ("", "nobody", "reviewer", "intake", "SITI"):
        told = client.post("/api/requests", json=FORM, params={"customer": nobody})
        assert (told.status_code, told.json()["detail"]) == (404, word("404.customer", "en"))
    assert desk.store.entries() == []


def test_the_same_key_for_another_customer_is_another_content(desk: Desk) -> None:
    client, key = desk.client("intake"), {"idempotency-key": "k-1"}
    first = client.post("/api/requests", json=FORM, params={"customer": "siti"}, headers=key)
    other = client.post("/api/requests", json=FORM, params={"customer": "dewi"}, headers=key)
    assert (other.status_code, codes(other)) == (422, ["event.id_reused"])
    assert first.json()["id"] not in other.text
    again = client.post("/api/requests", json=FORM, params={"customer": "siti"}, headers=key)
    assert (again.status_code, again.json()) == (201, first.json())
    assert len(desk.store.entries()) == 1


@pytest.mark.parametrize(
    "body",
    [
        b'{"reason": "other", "reason": "old_card_found"}',
        b'{"reason": "other", "reason": "other"}',
        b'{"reason": "other", "r\\u0065ason": "old_card_found"}',
        b'{"reason": "other", "note": {"a": 1, "a": 2}}',
        b'{"reason": "other", "note": [{"": 1, "": 2}]}',
    ],
    ids=["another", "the same", "written otherwise", "deeper", "in a list"],
)
def test_an_object_that_says_something_twice_says_nothing(desk: Desk, body: bytes) -> None:
    id = desk.open()
    said = {"content-type": "application/json"}
    told = desk.client("siti").post(f"/api/requests/{id}/events/cancel", content=body, headers=said)
    assert (told.status_code, told.json()["detail"]) == (400, word("400.detail", "en"))
    assert desk.client("siti").post("/api/requests", content=body, headers=said).status_code == 400
    assert desk.client().post("/api/session", content=body, headers=said).status_code == 400
    assert desk.store.load(id).state is State.DRAFT


# ---- Two at once


def test_of_two_who_looked_at_the_same_page_one_wins_and_the_other_is_told(desk: Desk) -> None:
    id = desk.open()
    desk.told(id, *REVIEWED)
    seen = desk.client("reviewer").get(f"/api/requests/{id}").headers["etag"]
    assert desk.tell(
        id, "reviewer", "approve", {"evidence": ["identity_document"]}, headers={"if-match": seen}
    ).is_success
    for tongue, words in (("en", "Somebody has changed"), ("id-ID", "sudah diubah"), ("zh-CN", "已")):
        late = desk.tell(
            id, "analyst", "hold", {"reason": "odd"}, headers={"if-match": seen, "accept-language": tongue}
        )
        assert late.status_code == 412
        assert words in late.json()["detail"]
    assert (
        desk.tell(id, "analyst", "hold", {"reason": "odd"}, headers={"if-match": "3174075508950001"}).status_code == 412
    )
    assert desk.tell(id, "analyst", "hold", {"reason": "odd"}, headers={"if-match": "*"}).status_code == 200


def at_once(*calls: Any) -> list[Any]:
    """The answers to calls that all begin together."""
    together = Barrier(len(calls))

    def run(call: Any) -> Any:
        together.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_of_many_who_race_from_one_page_exactly_one_wins(desk: Desk) -> None:
    id = desk.open()
    desk.told(id, *REVIEWED)
    seen = desk.client("reviewer").get(f"/api/requests/{id}").headers["etag"]
    before = len(desk.store.load(id).history)
    told = at_once(
        *(
            lambda place=place: desk.tell(
                id, "reviewer", "hold", {"reason": f"odd {place}"}, headers={"if-match": seen}
            )
            for place in range(6)
        )
    )
    assert sorted(it.status_code for it in told) == [200, *[412] * 5]
    assert len(desk.store.load(id).history) == before + 1


def test_an_objection_is_not_lost_because_somebody_was_faster(desk: Desk) -> None:
    id = desk.open()
    desk.told(id, *REVIEWED)
    for name in ("owner", "analyst", "reviewer", "supervisor"):
        desk.client(name)
    told = at_once(
        lambda: desk.tell(id, "owner", "raise_objection", {"reason": "it was not me"}),
        lambda: desk.tell(id, "analyst", "hold", {"reason": "odd"}),
        lambda: desk.tell(id, "reviewer", "hold", {"reason": "odd"}),
        lambda: desk.tell(id, "supervisor", "hold", {"reason": "odd"}),
    )
    assert [it.status_code for it in told] == [200] * 4
    ended = desk.store.load(id)
    assert {it.json()["event"] for it in told} <= {step.event.id for step in ended.history}
    assert lifecycle.verify(ended) == ()


def test_the_same_sent_again_counts_once(desk: Desk) -> None:
    client, key = desk.client("siti"), {"idempotency-key": "k-1"}
    first, again = (client.post("/api/requests", json=FORM, headers=key).json() for _ in range(2))
    assert first == again
    other = client.post("/api/requests", json={**FORM, "reason": "stolen"}, headers=key)
    assert (other.status_code, codes(other)) == (422, ["event.id_reused"])
    # The key is one's own: somebody else who sends the same opens another.
    theirs = desk.client("dewi").post("/api/requests", json=FORM, headers=key).json()
    assert theirs["id"] != first["id"]
    told = [desk.tell(first["id"], "siti", "submit", headers=key) for _ in range(3)]
    assert len({it.json()["event"] for it in told}) == 1
    assert len(desk.store.load(first["id"]).history) == 1
    changed = desk.tell(first["id"], "siti", "submit", {"note": "another"}, headers=key)
    assert (changed.status_code, codes(changed)) == (422, ["event.id_reused"])


def test_the_same_sent_again_counts_once_whatever_has_become_of_it_since(desk: Desk) -> None:
    client = desk.client("siti")
    keys = {name: {"idempotency-key": name} for name in ("open", "send", "answer")}
    opened = client.post("/api/requests", json=FORM, headers=keys["open"]).json()
    id, changed = opened["id"], {**FORM, "remarks": "I have found the invoice"}

    def everything_again() -> list[Any]:
        return [
            client.post("/api/requests", json=FORM, headers=keys["open"]),
            desk.tell(id, "siti", "submit", headers=keys["send"]),
            desk.tell(id, "siti", "provide_information", {**answer, "form": changed}, headers=keys["answer"]),
            desk.tell(id, "siti", "provide_information", answer, headers=keys["answer"]),
        ]

    answer = {"answers": [{"item": "purchase_record", "text": "a photo"}]}
    sent = desk.tell(id, "siti", "submit", headers=keys["send"]).json()
    desk.told(id, *REVIEWED[1:], ("reviewer", "request_information", {"papers": ["purchase_record"]}))
    answered = desk.tell(id, "siti", "provide_information", {**answer, "form": changed}, headers=keys["answer"])
    assert answered.status_code == 200, answered.text
    steps = len(desk.store.load(id).history)
    again = everything_again()
    assert [it.status_code for it in again] == [201, 200, 200, 200], [it.text for it in again]
    assert again[0].json()["id"] == id and again[1].json()["event"] == sent["event"]
    # The same when it has ended, and another one for the number was sent.
    desk.told(id, ("siti", "cancel", {"reason": "old_card_found"}))
    desk.told(desk.open("dewi"), ("dewi", "submit", {}))
    assert [it.status_code for it in everything_again()] == [201, 200, 200, 200]
    assert len(desk.store.load(id).history) == steps + 1
    # Another content under the same key is still another content.
    for form in (changed, {**FORM, "reason": "stolen"}):
        other = client.post("/api/requests", json=form, headers=keys["open"])
        assert (other.status_code, codes(other)) == (422, ["event.id_reused"])
        other = desk.tell(id, "siti", "submit", {"form": form}, headers=keys["send"])
        assert (other.status_code, codes(other)) == (422, ["event.id_reused"])


def test_a_draft_that_was_sent_with_another_form_is_told_again_as_it_began(desk: Desk) -> None:
    """Whoever opened it may not know that it was sent, nor with what: their key still means the form that they told."""
    client, key, changed = desk.client("siti"), {"idempotency-key": "k-1"}, {**FORM, "remarks": "mended"}
    id = client.post("/api/requests", json=FORM, headers=key).json()["id"]
    sent = desk.tell(id, "siti", "submit", {"form": changed}, headers=key)
    assert sent.status_code == 200, sent.text
    again = client.post("/api/requests", json=FORM, headers=key)
    assert (again.status_code, again.json()["id"], again.headers["etag"]) == (201, id, sent.headers["etag"])
    other = client.post("/api/requests", json=changed, headers=key)
    assert (other.status_code, codes(other)) == (422, ["event.id_reused"])
    assert desk.store.load(id).form.remarks == "mended"


def test_a_draft_that_was_taken_back_is_told_again_as_it_was(desk: Desk) -> None:
    client, key = desk.client("siti"), {"idempotency-key": "k-1"}
    id = client.post("/api/requests", json=FORM, headers=key).json()["id"]
    desk.told(id, ("siti", "cancel", {"reason": "old_card_found"}))
    again = client.post("/api/requests", json=FORM, headers=key)
    assert (again.status_code, again.json()["id"]) == (201, id)


def test_only_one_request_for_a_number_is_open(desk: Desk) -> None:
    ids = [desk.open(), desk.open("dewi"), desk.open("dewi", msisdn="+62 812 3456 7890")]
    told = at_once(
        lambda: desk.tell(ids[0], "siti", "submit"),
        lambda: desk.tell(ids[1], "dewi", "submit"),
        lambda: desk.tell(ids[2], "dewi", "submit"),
    )
    assert sorted(it.status_code for it in told) == [200, 422, 422]
    assert {code for it in told if it.status_code == 422 for code in codes(it)} == {"submit.other_open_request"}
    # Once it has ended, another may be sent.
    place = next(place for place, it in enumerate(told) if it.status_code == 200)
    by = "siti" if place == 0 else "dewi"
    desk.told(ids[place], (by, "cancel", {"reason": "old_card_found"}))
    rest = ids[(place + 1) % 3]
    assert desk.tell(rest, "siti" if rest == ids[0] else "dewi", "submit").status_code == 200


def test_the_database_itself_holds_a_second_one_back(desk: Desk) -> None:
    id = desk.open()
    desk.told(id, *REVIEWED)
    with desk.store.engine.connect() as connection:
        row = dict(connection.execute(select(requests)).one()._mapping)
    with pytest.raises(IntegrityError) as caught, desk.store.engine.begin() as connection:
        connection.execute(insert(requests).values(**{**row, "id": "r-" + "1" * 32}))
    assert leaks(str(caught.value)) == []
    assert leaks(repr(row)) == []


def test_the_tables_are_what_the_migrations_make(desk: Desk) -> None:
    with desk.store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


# ---- The night


def test_what_has_run_out_is_told_once_however_many_tell_it(desk: Desk) -> None:
    drafts = [desk.open(msisdn=number(place)) for place in range(5)]
    card_waits = desk.open()
    desk.told(card_waits, *ready(card(1)))
    assert nightly(desk.store, MONDAY + timedelta(days=29)) == (0, 0)
    late = MONDAY + timedelta(days=31)
    told = at_once(lambda: nightly(desk.store, late), lambda: nightly(desk.store, late))
    assert sum(applied for applied, _ in told) == 6
    assert nightly(desk.store, late) == (0, 0)
    for id in (*drafts, card_waits):
        request = desk.store.load(id)
        assert request.state is State.EXPIRED
        assert lifecycle.verify(request) == ()


def test_a_visitor_who_left_with_nothing_is_noticed_the_same_night(desk: Desk) -> None:
    id = desk.open()
    desk.told(id, *ready(card(1)))
    ticket = desk.client("siti").post(f"/api/requests/{id}/visits").json()["ticket"]
    visit = {"outlet": OUTLET, "id_seen": KTP}
    assert desk.tell(id, "counter", "collect", visit, params={"ticket": ticket}).status_code == 200
    assert nightly(desk.store, MONDAY + timedelta(hours=5)) == (1, 0)
    assert desk.store.load(id).state is State.READY_FOR_COLLECTION


def test_one_broken_record_keeps_nobody_else_waiting(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    ids = [desk.open(msisdn=number(place)) for place in range(3)]
    with desk.store.engine.begin() as connection:
        # A row that stands in for another: the id is sealed with the record.
        other = connection.execute(select(requests.c.record).where(requests.c.id == ids[1])).scalar_one()
        connection.execute(update(requests).where(requests.c.id == ids[0]).values(record=other))
    assert nightly(desk.store, MONDAY + timedelta(days=31)) == (2, 1)
    told = desk.client("siti").get(f"/api/requests/{ids[0]}", headers={"accept-language": "id"})
    assert (told.status_code, told.json()["title"]) == (500, "Kesalahan server internal")
    assert ids[0] in caplog.text
    assert leaks(caplog.text + told.text) == []


@pytest.mark.parametrize(
    "record", [b"\0", b"", b"\0" * 12, b"\0" * 200], ids=["short", "empty", "nonce alone", "noise"]
)
def test_however_a_record_is_broken_the_night_goes_on(
    desk: Desk, record: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    ids = [desk.open(msisdn=number(place)) for place in range(3)]
    with desk.store.engine.begin() as connection:
        connection.execute(update(requests).where(requests.c.id == ids[0]).values(record=record, due_at=1))
    with pytest.raises(InvalidRecordError) as caught:
        desk.store.load(ids[0])
    assert caught.value.__context__ is None, "or a reporter would print what was read"
    assert nightly(desk.store, MONDAY + timedelta(days=31)) == (2, 1)
    told = desk.client("siti").get(f"/api/requests/{ids[0]}")
    assert (told.status_code, codes(told)) == (500, ["history.altered"])
    assert ids[0] in caplog.text and leaks(caplog.text + told.text) == []


def test_a_record_of_another_kind_is_broken_as_well(desk: Desk) -> None:
    ids = [desk.open(msisdn=number(place)) for place in range(2)]
    if desk.store.engine.dialect.name == "sqlite":  # where a column takes whatever it is given
        with desk.store.engine.begin() as connection:
            connection.exec_driver_sql("update requests set record = 'text', due_at = 1 where id = ?", (ids[0],))
        assert nightly(desk.store, MONDAY + timedelta(days=31)) == (1, 1)


def test_what_a_night_cannot_move_and_what_is_gone_keep_nobody_else_waiting(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [desk.open(msisdn=number(place)) for place in range(3)]
    load = type(desk.store).load

    def meanwhile(store: Store, id: str) -> ReplacementRequest:
        if id == ids[0]:
            with store.engine.begin() as connection:
                connection.execute(delete(requests).where(requests.c.id == id))
        if id == ids[1]:
            raise RefusedError("draft", "expire", (Issue(IssueCode.EXPIRE_NOT_DUE),))
        return load(store, id)

    monkeypatch.setattr(type(desk.store), "load", meanwhile)
    assert nightly(desk.store, MONDAY + timedelta(days=31)) == (1, 1)
    assert load(desk.store, ids[2]).state is State.EXPIRED


def test_a_history_that_was_cut_off_shows(desk: Desk) -> None:
    id = desk.open()
    with desk.store.engine.begin() as connection:
        older = connection.execute(select(requests.c.record).where(requests.c.id == id)).scalar_one()
    desk.told(id, *REVIEWED)
    with desk.store.engine.begin() as connection:
        connection.execute(update(requests).where(requests.c.id == id).values(record=older, due_at=0))
    told = desk.client("siti").get(f"/api/requests/{id}")
    assert (told.status_code, codes(told)) == (500, ["history.altered"])
    assert desk.tell(id, "siti", "cancel", {"reason": "other"}).status_code == 500
    assert nightly(desk.store, MONDAY) == (0, 1)


def test_a_record_that_was_altered_is_the_hosts_alarm(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    id = desk.open()
    altered = desk.store.load(id)
    object.__setattr__(altered, "state", State.APPROVED)
    assert desk.store.swap(altered.revision, altered)
    with caplog.at_level(logging.INFO):
        told = desk.client("siti").get(f"/api/requests/{id}")
    assert (told.status_code, codes(told)) == (500, ["history.altered"])
    assert f"InvalidRecordError at {id}" in caplog.text
    assert leaks(caplog.text + told.text) == []


# ---- Sessions


def test_nothing_is_shown_to_whoever_has_not_signed_in(desk: Desk) -> None:
    id = desk.open()
    nobody = desk.client()
    for way in ("/api/requests", f"/api/requests/{id}", "/api/forms/submit"):
        answer = nobody.get(way, headers={"accept-language": "zh"})
        assert (answer.status_code, answer.json()["detail"]) == (401, "请先登录。")
    assert nobody.get("/", follow_redirects=False).headers["location"] == "/sign-in"


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "siti", "password": "guess"},
        {"name": "nobody", "password": "made up"},
        {"name": "siti"},
        {"name": ["siti"], "password": {"a": 1}},
        {"name": "siti\x00", "password": "\ud800"},
    ],
)
def test_a_wrong_password_opens_nothing(desk: Desk, typed: Any) -> None:
    answer = desk.client().post("/api/session", content=json.dumps(typed), headers={"content-type": "application/json"})
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers


def test_a_session_ends_and_cannot_be_made_by_others(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    client = desk.client("siti")
    cookie = client.cookies[COOKIE]
    for forged in (
        cookie[:-9] + ("A" if cookie[-9] != "A" else "B") + cookie[-8:],
        "siti",
        "",
        cookie.replace(cookie[:4], "bm9i"),
    ):
        other = TestClient(desk.app, cookies={COOKIE: forged})
        assert other.get("/api/requests").status_code == 401
    now = time.time()
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: now + HOURS * 3600 + 60)
    assert client.get("/api/requests").status_code == 401


def test_a_form_of_another_site_is_refused(desk: Desk) -> None:
    client = desk.client("siti")
    for origin in ("https://evil.example", "null", "http://testserver.evil.example"):
        assert client.post("/api/requests", json=FORM, headers={"origin": origin}).status_code == 403
    assert client.post("/api/requests", json=FORM, headers={"origin": "http://testserver"}).status_code == 201
    plain = client.post("/api/requests", content=b"{}", headers={"content-type": "text/plain"})
    assert plain.status_code == 415


def test_signing_out_ends_it(desk: Desk) -> None:
    client = desk.client()
    client.post("/api/session", json={"name": "dewi", "password": "made up"})
    assert client.get("/api/requests").status_code == 200
    assert client.delete("/api/session").status_code == 204
    assert client.get("/api/requests").status_code == 401


def test_what_lies_in_the_database_names_nobody(desk: Desk) -> None:
    """All of a record is closed, so every personal path of it is."""
    id = desk.open()
    desk.told(id, *APPROVED)
    with desk.store.engine.connect() as connection:
        rows = [connection.execute(select(table)).all() for table in metadata.sorted_tables]
    text = repr(rows)
    assert leaks(text) == []
    for secret in ("Siti", "Aminah", "81234567890", "3174075508950001", "siti@example.com", "old_number"):
        assert secret not in text
        assert secret.encode() not in b"".join(
            it for found in rows for row in found for it in row if isinstance(it, bytes)
        )
    assert personal_paths(ReplacementRequest)
