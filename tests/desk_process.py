"""A desk in a process of its own, which is killed and started again, and clients that do not notice much of it."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from threading import Condition, Event, Thread
from typing import IO, Any, Final

import attrs

from desk.sessions import MADE_UP_PASSWORD, MADE_UP_PEOPLE
from desk_host import FORM, KEY, OUTLET, card, inspected, number

SERVICE: Final = Path(__file__).parent.parent / "docs" / "examples" / "service"
PATIENCE: Final = 300.0  # of a client, in seconds: for a machine that is busy with something else
AGAIN: Final = 10  # every so often the same is sent twice
KTP: Final = FORM["applicant"]["documents"][0]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@attrs.define
class Process:
    """The running desk."""

    database: str
    port: int = attrs.field(factory=free_port)
    up: Event = attrs.field(factory=Event)
    running: subprocess.Popen[str] | None = None
    reader: Thread | None = None
    lines: list[str] = attrs.field(factory=list[str])

    def start(self) -> None:
        """Start it, and wait until it listens."""
        environ = {
            **os.environ,
            "DESK_DATABASE": self.database,
            "DESK_KEY": KEY.hex(),
            "DESK_DEMO": "yes",
            "DESK_PORT": str(self.port),
        }
        self.running = subprocess.Popen(
            [sys.executable, str(SERVICE)], env=environ, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        said = self.running.stdout
        assert said is not None
        for line in said:
            self.lines.append(line)
            if line.startswith("http://"):
                break
        else:
            raise AssertionError("".join(self.lines))
        self.reader = Thread(target=self._listen, args=(said,))
        self.reader.start()
        self.up.set()

    def _listen(self, said: IO[str]) -> None:
        self.lines.extend(said)

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.running is not None
        assert self.reader is not None
        self.up.clear()
        self.running.send_signal(signal.SIGKILL)
        self.running.wait()
        self.reader.join()
        assert self.running.stdout is not None
        self.running.stdout.close()


@contextmanager
def process_on(database: str) -> Iterator[Process]:
    """A desk over an empty database, ended afterwards."""
    process = Process(database)
    process.start()
    try:
        yield process
    finally:
        process.kill()


@attrs.define
class Client:
    """Somebody who sends the same again, under the same key, until there is an answer."""

    process: Process
    cookies: Mapping[str, str]
    again: int = 0
    connection: HTTPConnection | None = None

    def post(self, by: str, path: str, body: object, key: str) -> dict[str, Any]:
        """The answer, whatever happens in between."""
        headers = {"content-type": "application/json", "cookie": self.cookies[by], "idempotency-key": key}
        while True:
            self.process.up.wait(PATIENCE)
            if self.connection is None:
                self.connection = HTTPConnection("127.0.0.1", self.process.port, timeout=PATIENCE)
            try:
                self.connection.request("POST", path, json.dumps(body), headers)
                answer = self.connection.getresponse()
                text = answer.read()
            except (OSError, HTTPException):
                self.again += 1
                self.close()
                continue
            assert answer.status in {200, 201}, (path, answer.status, text)
            told: dict[str, Any] = json.loads(text)
            return told

    def close(self) -> None:
        """Hang up."""
        if self.connection is not None:
            with suppress(OSError):
                self.connection.close()
            self.connection = None


def signed_in(port: int) -> dict[str, str]:
    """A cookie for everybody of the demonstration."""
    cookies = {}
    for name, _ in MADE_UP_PEOPLE:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        typed = json.dumps({"name": name, "password": MADE_UP_PASSWORD})
        connection.request("POST", "/api/session", typed, {"content-type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        cookies[name] = (answer.getheader("set-cookie") or "").partition(";")[0]
        connection.close()
    return cookies


@attrs.define
class Tally:
    """What was acknowledged: for each request its events, each once."""

    events: dict[str, list[str]] = attrs.field(factory=dict[str, list[str]])
    told: int = 0
    again: int = 0
    grown: Condition = attrs.field(factory=Condition)
    broken: bool = False

    def add(self, id: str, event: str) -> None:
        with self.grown:
            self.events.setdefault(id, []).append(event)
            self.told += 1
            self.grown.notify_all()

    def wait_until(self, told: int) -> None:
        """Wait for so many events, or for a client that has come to harm."""
        with self.grown:
            self.grown.wait_for(lambda: self.broken or self.told >= told)


def go_through(client: Client, tally: Tally, place: int) -> None:
    """One request through its whole life."""
    iccid = card(place)
    opened = client.post("siti", "/api/requests", {**FORM, "msisdn": number(place)}, f"open-{place}")
    id = opened["id"]
    steps: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
        ("siti", "submit", {}),
        ("system", "compare_record", {"matches": [{"detail": "identity_number", "outcome": "true"}]}),
        ("system", "tell_owner", {"to": "old_number", "means": "call", "outcome": "unreachable"}),
        ("reviewer", "approve", {"evidence": ["identity_document"]}),
        ("counter", "make_ready", {"iccid": iccid, "outlet": OUTLET}),
        ("counter", "collect", {"outlet": OUTLET, "id_seen": KTP}),
        ("siti", "accept_card", {"inspection": inspected(iccid)}),
        ("system", "order_activation", {"iccid": iccid}),
        ("network", "activate", {"iccid": iccid, "old_card_deactivated": True}),
    )
    for by, event, payload in steps:
        path = f"/api/requests/{id}/events/{event}"
        if event == "collect":
            path += "?ticket=" + client.post("siti", f"/api/requests/{id}/visits", {}, "")["ticket"]
        told = client.post(by, path, payload, f"{event}-{place}")
        if place % AGAIN == 0:
            assert client.post(by, path, payload, f"{event}-{place}")["event"] == told["event"]
        tally.add(id, told["event"])
    assert told["state"] == "completed"


def run_through(process: Process, *, clients: int, requests: int, kills: int) -> Tally:
    """Many requests by many clients at once, while the desk is killed and started again."""
    cookies, tally, places = signed_in(process.port), Tally(), count()
    each = requests * 9 // (kills + 1)

    def work() -> int:
        client = Client(process, cookies)
        try:
            while (place := next(places)) < requests:
                go_through(client, tally, place)
        except BaseException:
            with tally.grown:
                tally.broken = True
                tally.grown.notify_all()
            raise
        finally:
            client.close()
        return client.again

    with ThreadPoolExecutor(clients) as pool:
        working = [pool.submit(work) for _ in range(clients)]
        for kill in range(kills):
            tally.wait_until(each * (kill + 1))
            process.kill()
            process.start()
        tally.again = sum(it.result() for it in working)
    return tally
