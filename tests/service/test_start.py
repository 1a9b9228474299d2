"""How the desk is started, what it needs, and what it hears before anybody has asked anything."""

import contextlib
import socket
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.answers import tree_of
from desk.run import main
from desk.settings import CannotStartError, Settings, read_settings
from desk_host import KEY, Desk
from desk_process import process_on, signed_in
from planted import leaks

README = Path(__file__).parent.parent.parent / "docs" / "examples" / "service" / "README.md"
NUMBER = b"3174075508950001"


def test_with_nothing_set_it_keeps_a_key_of_its_own(tmp_path: Path) -> None:
    first, again = (read_settings({}, tmp_path / "var") for _ in range(2))
    assert first.key == again.key
    assert (tmp_path / "var" / "key").stat().st_mode & 0o077 == 0
    assert first.demo
    assert len({first.key_for(purpose) for purpose in ("sessions", "numbers", "records")}) == 3


@pytest.mark.parametrize("key", [None, "", "made up", "00" * 31])
def test_on_a_database_of_ones_own_it_wants_a_key(key: str | None, tmp_path: Path) -> None:
    environ = {"DESK_DATABASE": "postgresql+psycopg://desk:secret@db/desk"} | ({} if key is None else {"DESK_KEY": key})
    with pytest.raises(CannotStartError, match="DESK_KEY must be set"):
        read_settings(environ, tmp_path)
    settings = read_settings({**environ, "DESK_KEY": KEY.hex()}, tmp_path)
    assert (settings.demo, settings.secure_cookies) == (False, True)
    assert "secret" not in repr(settings)
    assert repr(KEY) not in repr(settings)
    assert settings.clock().tzinfo is not None


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DESK_DATABASE", f"sqlite:///{tmp_path / 'desk.db'}")
    monkeypatch.delenv("DESK_KEY", raising=False)
    assert main(["nightly"]) == 2
    monkeypatch.setenv("DESK_KEY", KEY.hex())
    assert main(["nightly"]) == 0
    assert "0 events were due" in capsys.readouterr().out
    assert main(["help"]) == 2
    connection = sqlite3.connect(tmp_path / "desk.db")
    assert connection.execute("select count(*) from people").fetchone() == (0,)
    connection.close()


def test_a_cookie_goes_over_tls_alone_but_in_the_demonstration(desk: Desk) -> None:
    desk.app.state.settings = Settings(database="", key=KEY)
    told = desk.client().post("/api/session", json={"name": "siti", "password": "made up"})
    cookie = told.headers["set-cookie"]
    assert {"Secure", "HttpOnly", "SameSite=strict"} <= set(cookie.split("; "))


def test_the_readme_has_two_commands() -> None:
    blocks = README.read_text(encoding="utf-8").split("```")[1::2]
    assert len([block for block in blocks if block.startswith("console\n$ ")]) == len(blocks) == 2


# ---- What is no request at all


def test_what_is_no_http_breaks_nothing_and_is_not_repeated_in_the_log(tmp_path: Path) -> None:
    raw = (
        b"",
        NUMBER,
        b"\x00" * 100 + NUMBER + b"\r\n\r\n",
        b"GET /" + NUMBER * 10_000 + b" HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET / HTTP/9.9\r\nhost: " + NUMBER + b"\r\n\r\n",
        b"POST /api/requests HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n" + NUMBER,
        b"POST /api/requests HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n" + NUMBER,
        b"POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n"
        + NUMBER,
        b"GET /api/requests/" + NUMBER + b" HTTP/1.1\r\nhost: x\r\n" + b"a: " + NUMBER * 9_000 + b"\r\n\r\n",
        b"TRACE /" + NUMBER + b"?" + NUMBER + b"#" + NUMBER + b" HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET http://" + NUMBER + b"/ HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-key: "
        + NUMBER
        + b"\r\n\r\n",
    )
    with process_on(f"sqlite:///{tmp_path / 'desk.db'}") as process:
        said = []
        for bytes_ in raw:
            with socket.create_connection(("127.0.0.1", process.port), timeout=60) as line:
                answer = b""
                # Whoever sends no HTTP may be cut off at any moment, also before all of it is sent.
                with contextlib.suppress(OSError):
                    line.sendall(bytes_)
                    line.shutdown(socket.SHUT_WR)
                    while more := line.recv(65536):
                        answer += more
                said.append(answer)
        assert signed_in(process.port)["siti"]  # it still answers
    assert NUMBER not in b"".join(said)
    log = "".join(process.lines)
    assert leaks(log) == []
    assert "Traceback" not in log
    assert " 500" not in log


# ---- What a browser sends

texts = st.text(st.characters(codec="utf-8", exclude_characters="/"), min_size=1, max_size=5)
names = texts.filter(lambda name: not name.isdecimal())
trees = st.recursive(
    texts, lambda inner: st.dictionaries(names, inner, min_size=1, max_size=3) | st.lists(inner, min_size=1, max_size=3),
    max_leaves=6,
)  # fmt: skip


def pairs_of(node: Any, at: str = "") -> list[tuple[str, str]]:
    if isinstance(node, str):
        return [(at, node)]
    inner = node.items() if isinstance(node, dict) else enumerate(node)
    return [pair for name, it in inner for pair in pairs_of(it, f"{at}/{name}")]


def depth_of(node: Any) -> int:
    if isinstance(node, str):
        return 0
    return 1 + max(depth_of(it) for it in (node.values() if isinstance(node, dict) else node))


@given(tree=st.dictionaries(names, trees, min_size=1, max_size=3).filter(lambda tree: depth_of(tree) <= 6))
def test_a_form_comes_back_as_what_it_was_made_from(tree: dict[str, Any]) -> None:
    assert tree_of(pairs_of(tree)) == tree


@given(pairs=st.lists(st.tuples(st.text("/01a", max_size=8), st.text(max_size=3)), max_size=12))
def test_fields_of_any_names_break_nothing_and_show_nothing(pairs: list[tuple[str, str]]) -> None:
    assert repr(tree_of(pairs)) == "***"
