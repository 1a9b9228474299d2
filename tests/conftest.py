"""What holds for every test: no example is judged by how long it takes, for machines differ."""

import os
import sys
import threading
from collections.abc import Generator
from typing import Final

import pytest
from hypothesis import Phase, settings
from xdist.scheduler import LoadScopeScheduling

COUNTED: Final = "COVERAGE_PROCESS_CONFIG"
"""By what coverage tells a process that it counts there as well."""

settings.register_profile("no clock", deadline=None)
# Enough for one planted mistake among hundreds (tests/mutants.py) and to see what a wheel lacks; too little to judge code.
settings.register_profile("few", deadline=None, max_examples=10, database=None, phases=(Phase.explicit, Phase.generate))
settings.load_profile("no clock")

# These walk every node that a request can come to, which takes a minute to enumerate: one process does so for both.
WALK_EVERYWHERE: Final = ("test_laws.py", "test_help_everywhere.py")


def shared_by(nodeid: str) -> str:
    """Of several processes one takes all tests of a file, since they share what is slow to build."""
    file = nodeid.partition("::")[0]
    return "everywhere" if file.endswith(WALK_EVERYWHERE) else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Not `--dist loadgroup`: it shares nothing out under pytest 9.2, whose ids a plugin cannot change."""
    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = shared_by
    return scheduler


# What stands around the package, and what its pages show: whole stories, of which no branch is gone here alone.
AROUND: Final = {"service", "docs"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let coverage see nothing of the tests that are `uncounted`, nor of what is built and begun for them."""
    if item.get_closest_marker("uncounted") is None and item.path.parent.name not in AROUND:
        return (yield)
    here, in_threads, in_processes = sys.gettrace(), threading.gettrace(), os.environ.pop(COUNTED, None)
    sys.settrace(None)
    threading.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(here)
        threading.settrace(in_threads)
        if in_processes is not None:
            os.environ[COUNTED] = in_processes
