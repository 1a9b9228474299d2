"""What the tests of the recipes share: no database stays open behind them."""

from collections.abc import Iterator

import pytest

import hosting


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close whatever a test has opened; what stands for a whole file was opened before and stays."""
    before = len(hosting.OPENED)
    yield
    while len(hosting.OPENED) > before:
        hosting.OPENED.pop().engine.dispose()
