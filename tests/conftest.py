"""What holds for every test: no example is judged by how long it takes, for machines differ."""

import sys
from collections.abc import Generator
from typing import Final

import pytest
from hypothesis import Phase, settings

settings.register_profile("no clock", deadline=None)
# Enough for one planted mistake among hundreds (tests/mutants.py), and too little to judge the code itself.
settings.register_profile("few", deadline=None, max_examples=10, database=None, phases=(Phase.explicit, Phase.generate))
settings.load_profile("no clock")

# These walk every node that a request can come to, which takes a minute to enumerate: one process does so for both.
WALK_EVERYWHERE: Final = {"test_laws.py", "test_help_everywhere.py"}


# Before xdist's own, which reads the groups.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of several processes one takes all tests of a file, since they share what is slow to build."""
    for item in items:
        group = "everywhere" if item.path.name in WALK_EVERYWHERE else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let coverage see nothing of the tests that are `uncounted`, nor of what is built for them."""
    counting = sys.gettrace()
    if item.get_closest_marker("uncounted") is not None:
        sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(counting)
