"""The page "Try it" in a real browser: `.ci/browser` builds the site and says where it lies."""

import json
import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final

import pytest

from browser import CHROMEDRIVER, Browser, chromium
from builders import LANGUAGES
from simreplace import Msisdn, explain

SITE: Final = os.environ.get("SIMREPLACE_SITE")
WHY_NOT: Final = (
    "SIMREPLACE_SITE does not say where the site lies: run .ci/browser" if SITE is None else "no chromedriver here"
)
pytestmark = pytest.mark.skipif(SITE is None or CHROMEDRIVER is None, reason=WHY_NOT)
PHONE: Final = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
DESKTOP: Final = {"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": False}
ONWARD: Final = (
    "submit",
    "compare_record",
    "approve",
    "make_ready",
    "tell_owner",
    "collect",
    "accept_card",
    "order_activation",
    "activate",
)
# What Chromium asks its maker by itself, whatever page is open.
HOUSEKEEPING: Final = re.compile(r"^(GET http://|CONNECT )[\w.-]+\.(google|googleapis|gvt1)\.com[:/]")
SECRETS: Final = ("3174075508950001", "81234567890", "0812")


class Host:
    """What serves the site, remembers what it was asked for, and can go away."""

    def __init__(self, folder: str) -> None:
        self.asked: list[str] = []
        host = self

        class Handler(SimpleHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                host.asked.append(self.requestline)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=folder))
        self.thread = Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        self.home = f"http://127.0.0.1:{self.server.server_port}"

    def go_away(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class Elsewhere:
    """A proxy that takes down whom a page wanted to reach elsewhere, and leads nowhere."""

    def __init__(self) -> None:
        self.wanted: list[str] = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(5)
                with suppress(TimeoutError):
                    wanted = connection.recv(4096).split(b"\r\n")[0].decode(errors="replace")
                    if not HOUSEKEEPING.search(wanted):
                        self.wanted.append(wanted)


@contextmanager
def page(folder: Path) -> Iterator[tuple[Browser, Host, Elsewhere]]:
    """The page in a window."""
    assert SITE is not None
    host, elsewhere = Host(SITE), Elsewhere()
    try:
        with chromium(
            folder, f"--proxy-server=127.0.0.1:{elsewhere.port}", "--lang=en-US", "--disable-component-update"
        ) as browser:
            browser.open(f"{host.home}/try/index.html")
            yield browser, host, elsewhere
    finally:
        host.go_away()
        elsewhere.socket.close()


def seen_at(browser: Browser, size: dict[str, Any]) -> None:
    command = {"cmd": "Emulation.setDeviceMetricsOverride", "params": size}
    browser.do("POST", "/goog/cdp/execute", command)


def load(browser: Browser) -> None:
    browser.click("#try-load")
    browser.find("#try-desk:not([hidden])")


def typed(browser: Browser, field: str, text: str) -> None:
    browser.run("document.getElementById(arguments[0]).value = ''", field)
    browser.fill(f"#{field}", text)


def state(browser: Browser) -> str:
    at: str = browser.run("return document.getElementById('try-code').textContent")
    return at


def test_a_wrong_number_a_right_one_and_the_whole_way_to_an_active_card(tmp_path: Path) -> None:
    with page(tmp_path) as (browser, host, elsewhere):
        seen_at(browser, DESKTOP)
        before = list(host.asked)
        assert not [line for line in before if "pyodide" in line or ".whl" in line], "nothing is loaded unasked"
        load(browser)
        assert {Path(line.split()[1]).suffix for line in host.asked} >= {".wasm", ".whl", ".mjs", ".py"}
        # The host is gone: whatever the page does from here on, it does by itself.
        host.go_away()
        asked = list(host.asked)

        typed(browser, "try-number", "0812 3456")
        browser.click("#try-form [type=submit]")
        browser.find("#try-issues .error")
        assert "msisdn.too_short" in browser.text
        for language in LANGUAGES:
            said = browser.run(f"return document.querySelector('#try-issues p[lang={language}]').textContent")
            assert explain(Msisdn.check("0812 3456")[0], language) in said
        assert browser.run("return document.getElementById('try-way').hidden")

        typed(browser, "try-number", "0812 3456 7890")
        browser.click("#try-form [type=submit]")
        browser.find("#try-way:not([hidden])")
        assert "March 2026" in browser.text
        assert state(browser) == "draft"
        for event in ONWARD:
            browser.click(f'#try-next [data-event="{event}"]')
            browser.find(f'#try-next:not(:has([data-event="{event}"]))')
            assert browser.run("return document.querySelectorAll('#try-picture .state.here').length") == 1
            if event == "submit":
                # What is not yet allowed says why, and moves nothing.
                browser.click('#try-next .closed[data-event="approve"]')
                browser.find("#try-refused:not([hidden])")
                assert state(browser) == "in_review"
        assert state(browser) == "completed"
        assert browser.run("return document.querySelector('.state.here').id") == "state-completed"
        assert "Nothing more happens here." in browser.text

        assert host.asked == asked
        assert elsewhere.wanted == []
        kept = browser.run(
            "return JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])"
        )
        assert not any(secret in text for text in (kept, *host.asked) for secret in SECRETS)
        assert browser.complaints == []


def test_whoever_asks_elsewhere_is_noticed(tmp_path: Path) -> None:
    with page(tmp_path) as (browser, _, elsewhere):
        browser.run(
            "fetch('http://elsewhere.invalid/made-up').catch(() => document.body.append(document.createElement('hr')))"
        )
        browser.find("body > hr")
        assert elsewhere.wanted == ["GET http://elsewhere.invalid/made-up HTTP/1.1"]


def test_the_page_is_led_by_keys_alone_and_speaks_three_languages(tmp_path: Path) -> None:
    with page(tmp_path) as (browser, *_):
        seen_at(browser, PHONE)
        browser.run("document.getElementById('try-load').focus()")
        keys(browser, "\ue007")
        browser.find("#try-desk:not([hidden])")
        # The number has the focus; Enter in a field sends the form, and the focus is on what was found.
        assert focused(browser) == "try-number"
        keys(browser, "\ue007")
        browser.find("#try-way:not([hidden])")
        assert focused(browser) == "try-found-head"
        browser.run("document.querySelector('[data-event=submit]').focus()")
        keys(browser, "\ue007")
        browser.find('#try-next [data-event="compare_record"]')
        assert state(browser) == "in_review"
        assert browser.run("return document.activeElement.dataset.event") == "compare_record"
        for language, word in (("id", "Sedang ditinjau"), ("zh", "审核中"), ("en", "Under review")):
            browser.run(
                "const it = document.getElementById('try-language'); it.value = arguments[0];"
                "it.dispatchEvent(new Event('change'))",
                language,
            )
            assert word in browser.text
            assert browser.run("return document.getElementById('try-desk').lang") == language
            assert browser.run("return document.documentElement.scrollWidth <= window.innerWidth")
        assert unnamed(browser) == []


def keys(browser: Browser, text: str) -> None:
    actions = [{"type": kind, "value": text} for kind in ("keyDown", "keyUp")]
    browser.do("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})


def focused(browser: Browser) -> str:
    at: str = browser.run("return document.activeElement.id")
    return at


def unnamed(browser: Browser) -> list[str]:
    """Whatever can be used on the page and has no name for those who hear it."""
    tree = browser.do("POST", "/goog/cdp/execute", {"cmd": "Accessibility.getFullAXTree", "params": {}})["nodes"]
    used = {"button", "textbox", "combobox", "link", "group"}
    return [
        json.dumps(node.get("role"))
        for node in tree
        if not node.get("ignored")
        and node.get("role", {}).get("value") in used - {"group"}
        and not node.get("name", {}).get("value")
    ]


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "tutorial/lost-sim.html",
        "how-to/papers-and-notices.html",
        "reference/codes.html",
        "reference/lifecycle.html",
        "reference/api/simreplace.html",
        "explanation/comparison.html",
        "zh/index.html",
    ],
)
def test_a_page_fits_a_phone_and_asks_nobody_else(path: str, tmp_path: Path) -> None:
    with page(tmp_path) as (browser, host, elsewhere):
        seen_at(browser, PHONE)
        browser.open(f"{host.home}/{path}")
        assert browser.run("return document.querySelectorAll('h1').length") == 1
        assert browser.run("return document.documentElement.scrollWidth <= window.innerWidth")
        assert browser.run("return [...document.images].every(it => it.complete && it.naturalWidth > 0)")
        assert elsewhere.wanted == []
        assert browser.complaints == []
