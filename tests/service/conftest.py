"""Every test of the service runs on SQLite, and on a real PostgreSQL where there is one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk_host import POSTGRES, Desk, desk_on, new_database


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    kind: Any = request.param
    if kind == "postgres" and POSTGRES is None:
        pytest.skip("no PostgreSQL here: SIMREPLACE_POSTGRES is not set")
    with new_database(kind, tmp_path) as address:
        yield address


@pytest.fixture
def desk(database: str) -> Iterator[Desk]:
    with desk_on(database) as made:
        yield made
