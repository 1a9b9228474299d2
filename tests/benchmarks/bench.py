"""The rows of the table for pytest-benchmark; `measure.py` runs it and says what came out."""

from typing import Any

import pytest

from benchmarks.rows import Process, Row, Work, table

ROWS = table()


def _works(row: Row) -> dict[str, Work]:
    works = {"ours": row.ours, "theirs": row.theirs}
    return works if row.shared is None else {**works, "shared": row.shared}


@pytest.mark.parametrize(
    ("row", "side"),
    [pytest.param(row, side, id=f"{place}-{side}") for place, row in enumerate(ROWS) for side in _works(row)],
)
def test_row(benchmark: Any, row: Row, side: str) -> None:
    work = _works(row)[side]
    if isinstance(work, Process):
        benchmark.pedantic(work, rounds=15, warmup_rounds=2)
    else:
        benchmark(work)
