"""A desk for the tests: on SQLite always, and on a real PostgreSQL where `SIMREPLACE_POSTGRES` says how to reach one."""

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import attrs
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, text

from desk.app import create_app
from desk.run import migrate
from desk.sessions import MADE_UP_PASSWORD, seed
from desk.settings import Settings
from desk.store import Store, open_store
from simreplace.values.cards import luhn_digit

POSTGRES: Final = os.environ.get("SIMREPLACE_POSTGRES")
KEY: Final = bytes(range(32))
MONDAY: Final = datetime(2026, 9, 7, 3, 0, tzinfo=UTC)
FORM: Final[Mapping[str, Any]] = {
    "msisdn": "0812 3456 7890",
    "reason": "lost",
    "applicant": {
        "full_name": "Siti Aminah",
        "born_on": "1995-08-15",
        "sex": "female",
        "nationality": "IDN",
        "contact": {"phone": "081398765432", "email": "siti@example.com"},
        "documents": [{"kind": "ktp", "number": "3174075508950001", "holder_name": "SITI AMINAH"}],
    },
}
OUTLET: Final = "Outlet Jakarta Selatan"


def card(number: int) -> str:
    """The number of a card, made up."""
    body = f"8962100{number:011d}"
    return body + luhn_digit(body)


def number(place: int) -> str:
    """A number of its own for each request, made up."""
    return f"0812{place:08d}"


def inspected(iccid: str) -> dict[str, object]:
    """A card that is sound in every way."""
    return {"surface": True, "contacts": True, "chip": True, "packaging": True, "number": True, "iccid": iccid}


@contextmanager
def new_database(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database, gone afterwards."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'desk.db'}"
        return
    assert POSTGRES is not None
    name = f"desk_{secrets.token_hex(6)}"
    server = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield POSTGRES.replace("/postgres?", f"/{name}?")
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()


@attrs.define
class Clock:
    """The desk's clock, which the test sets."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now


@attrs.frozen
class Desk:
    """A desk in this process, with a client for everybody who can sign in."""

    app: FastAPI
    store: Store
    settings: Settings
    clock: Clock
    clients: dict[str, TestClient] = attrs.field(factory=dict[str, TestClient])

    def client(self, name: str | None = None) -> TestClient:
        """Somebody's browser; without a name, one in which nobody has signed in."""
        if name is None:
            return TestClient(self.app, raise_server_exceptions=False)
        if name not in self.clients:
            client = TestClient(self.app, raise_server_exceptions=False)
            told = client.post("/api/session", json={"name": name, "password": MADE_UP_PASSWORD})
            assert told.status_code == 204
            self.clients[name] = client
        return self.clients[name]

    def open(self, by: str = "siti", **changes: Any) -> str:
        """The id of a new draft."""
        told = self.client(by).post("/api/requests", json={**FORM, **changes})
        assert told.status_code == 201, told.text
        opened: str = told.json()["id"]
        return opened

    def tell(self, id: str, by: str, event: str, payload: Mapping[str, Any] | None = None, **more: Any) -> Any:
        """The answer to one event."""
        return self.client(by).post(f"/api/requests/{id}/events/{event}", json=payload or {}, **more)

    def told(self, id: str, *steps: tuple[str, str, Mapping[str, Any]]) -> None:
        """Events that are all let through."""
        for by, event, payload in steps:
            answer = self.tell(id, by, event, payload)
            assert answer.status_code == 200, (event, answer.text)


@contextmanager
def desk_on(database: str) -> Iterator[Desk]:
    """A desk over an empty database."""
    clock = Clock()
    settings = Settings(database=database, key=KEY, demo=True, secure_cookies=False, clock=clock)
    store = open_store(settings)
    try:
        migrate(store.engine)
        seed(store)
        desk = Desk(create_app(settings, store), store, settings, clock)
        yield desk
        for client in desk.clients.values():
            client.close()
    finally:
        store.engine.dispose()


REVIEWED: Final[tuple[tuple[str, str, Mapping[str, Any]], ...]] = (
    ("siti", "submit", {}),
    ("system", "compare_record", {"matches": [{"detail": "identity_number", "outcome": "true"}]}),
    ("system", "tell_owner", {"to": "old_number", "means": "call", "outcome": "unreachable"}),
)
APPROVED: Final = (*REVIEWED, ("reviewer", "approve", {"evidence": ["identity_document"]}))


def ready(iccid: str) -> tuple[tuple[str, str, Mapping[str, Any]], ...]:
    """Everything up to a card that waits at the outlet."""
    return (*APPROVED, ("counter", "make_ready", {"iccid": iccid, "outlet": OUTLET}))


def at_the_counter(iccid: str) -> tuple[tuple[str, str, Mapping[str, Any]], ...]:
    """Everything from the visit to the live card."""
    return (
        ("siti", "accept_card", {"inspection": inspected(iccid)}),
        ("system", "order_activation", {"iccid": iccid}),
        ("network", "activate", {"iccid": iccid, "old_card_deactivated": True}),
    )
