"""Chromium without a window, led by the WebDriver protocol: as much of it as the pages of an example need."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Final

import attrs

CHROMEDRIVER: Final = shutil.which("chromedriver")
PATIENCE: Final = 120.0
_ELEMENT: Final = "element-6066-11e4-a52e-4f735466cecf"  # what the protocol calls an element
_STARTED: Final = re.compile(r"successfully on port ([0-9]+)")


@attrs.define
class Browser:
    """One window."""

    port: int
    session: str = ""

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """The answer of the driver."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            text = None if method in {"GET", "DELETE"} else json.dumps(body or {})
            connection.request(method, path, text, {"content-type": "application/json"})
            answer = json.loads(connection.getresponse().read())["value"]
        finally:
            connection.close()
        assert not (isinstance(answer, dict) and "error" in answer), answer
        return answer

    def do(self, method: str, path: str, body: object = None) -> Any:
        """Something in this window."""
        return self.ask(method, f"/session/{self.session}{path}", body)

    def open(self, address: str) -> None:
        self.do("POST", "/url", {"url": address})

    def find(self, css: str) -> str:
        """An element; the driver waits until the page has it."""
        found: str = self.do("POST", "/element", {"using": "css selector", "value": css})[_ELEMENT]
        return found

    def await_heading(self, text: str) -> None:
        """Wait for the page of this heading."""
        self.do("POST", "/element", {"using": "xpath", "value": f"//h1[.='{text}']"})

    def click(self, css: str) -> None:
        self.do("POST", f"/element/{self.find(css)}/click")

    def fill(self, css: str, text: str) -> None:
        self.do("POST", f"/element/{self.find(css)}/value", {"text": text})

    def run(self, script: str, *arguments: object) -> Any:
        return self.do("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def set(self, name: str, value: str) -> None:
        """A field by its name, for what is tedious to type: a date, or a choice."""
        self.run("document.querySelector(arguments[0]).value = arguments[1]", f'[name="{name}"]', value)

    @property
    def text(self) -> str:
        """What is seen."""
        seen: str = self.run("return document.body.innerText")
        return seen

    @property
    def address(self) -> str:
        at: str = self.do("GET", "/url")
        return at

    @property
    def complaints(self) -> list[str]:
        """What the browser had against a page."""
        return [it["message"] for it in self.do("POST", "/se/log", {"type": "browser"})]


@contextmanager
def chromium(folder: Path, *more: str) -> Iterator[Browser]:
    """A window, closed afterwards; more arguments may be given to Chromium."""
    assert CHROMEDRIVER is not None
    driver = subprocess.Popen([CHROMEDRIVER, "--port=0"], text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert driver.stdout is not None
        started = next(filter(None, (_STARTED.search(line) for line in driver.stdout)))
        browser = Browser(int(started[1]))
        options = {
            "args": [
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                f"--user-data-dir={folder}",
                *more,
            ]
        }
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        browser.session = browser.ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
        browser.do("POST", "/timeouts", {"implicit": int(PATIENCE * 500)})
        try:
            yield browser
        finally:
            browser.do("DELETE", "")
    finally:
        driver.terminate()
        driver.wait()
        assert driver.stdout is not None
        driver.stdout.close()
