"""The library looks at nothing but its arguments: shown in fresh processes, over the whole story."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

STORY = Path(__file__).parent.parent / "docs" / "examples" / "lost_sim.py"


def run(code: str, **environment: str) -> str:
    """What a fresh interpreter prints for this code."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_loads_attrs_and_the_standard_library_alone() -> None:
    code = """
import sys
before = set(sys.modules)
import simreplace
loaded = {name.partition(".")[0] for name in set(sys.modules) - before}
print(sorted(loaded - sys.stdlib_module_names))
"""
    assert run(code) == "['attr', 'attrs', 'simreplace']\n"


def test_importing_changes_nothing_outside_the_package() -> None:
    code = """
import decimal, gettext, json, locale, logging, os, sys, warnings
import attrs, enum, re, typing, datetime, types, collections.abc, unicodedata, itertools, functools, bisect, operator

def world():
    return {
        "filters": len(warnings.filters),
        "domain": gettext.textdomain(),
        "locale": locale.setlocale(locale.LC_ALL),
        "handlers": len(logging.root.handlers),
        "level": logging.root.level,
        "environment": sorted(os.environ.items()),
        "directory": os.getcwd(),
        "path": list(sys.path),
        "hook": sys.excepthook is sys.__excepthook__,
        "recursion": sys.getrecursionlimit(),
        "decimal": str(decimal.getcontext()),
    }

before = world()
import simreplace
print(json.dumps([name for name, value in world().items() if value != before[name]]))
"""
    assert json.loads(run(code)) == []


def _told(language_of_machine: str, zone: str, seed: str) -> str:
    code = f"import runpy, sys; sys.argv = ['lost_sim']; runpy.run_path({str(STORY)!r}, run_name='__main__')"
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        env={**kept, "LANG": language_of_machine, "LANGUAGE": language_of_machine, "TZ": zone, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_story_prints_the_same_bytes_whatever_the_machine_is_set_to() -> None:
    told = {
        _told("C.UTF-8", "UTC", "0"),
        _told("th_TH.UTF-8", "Asia/Jayapura", "1"),
        _told("id_ID.UTF-8", "America/New_York", "4242"),
    }
    assert len(told) == 1


AUDITED = """
import contextlib, importlib.util, io, json, sys
from pathlib import Path

spec = importlib.util.spec_from_file_location("lost_sim", {story!r})
story = importlib.util.module_from_spec(spec)
spec.loader.exec_module(story)
inputs = story.read(Path({inputs!r}))
seen = []
watching = False

def watch(event, arguments):
    if watching and event.split(".")[0] in {banned!r}:
        seen.append(event)

sys.addaudithook(watch)
with contextlib.redirect_stdout(io.StringIO()):
    story.tell(inputs)          # what is loaded once and for all is loaded here
    watching = True
    {planted}
    story.tell(inputs)
    watching = False
print(json.dumps(seen))
"""

BANNED_EVENTS = {
    "open", "import", "socket", "subprocess", "os", "shutil", "tempfile", "urllib", "http", "glob", "ctypes", "pathlib",
    "exec", "winreg", "sqlite3", "ssl",
}  # fmt: skip


def _audited(planted: str) -> list[str]:
    inputs = str(STORY.with_suffix(".json"))
    code = AUDITED.format(story=str(STORY), inputs=inputs, banned=BANNED_EVENTS, planted=planted)
    events: list[str] = json.loads(run(code))
    return events


def test_after_warm_up_the_whole_story_touches_nothing() -> None:
    assert _audited("pass") == []


@pytest.mark.parametrize("planted", ["open(__file__ if False else sys.executable).close()", "import wave"])
def test_the_hook_would_see_it(planted: str) -> None:
    assert _audited(planted) != []
