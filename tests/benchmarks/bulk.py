"""Measure checking frames, print the table, and with `--write` put it into the two pages that show it.

    PYTHONPATH=src:tests python tests/benchmarks/bulk.py --write

A script, not a test: it asserts nothing about speed. With `--spark PYTHON` it measures Spark too, with a Python that has
pyspark, as `.ci/spark` installs it. Everybody is made up.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, Final, NamedTuple

import phonenumbers
import polars as pl
from stdnum.id import nik as stdnum_nik

from simreplace import Msisdn, Nik, ReviewPolicy, estimate_ready_date, indonesian_calendar
from simreplace.errors import CalendarRangeError
from simreplace.ext.polars import BATCH, check
from subscribers import base

ROOT: Final = Path(__file__).parent.parent.parent
PAGES: Final = tuple(
    ROOT / "docs" / name for name in ("reference/performance.md", "how-to/check-a-hundred-million-rows.md")
)
ROWS: Final = 1_000_000
OF_A_LOOP: Final = 50_000  # a loop over all of them would take minutes, and says the same for each row
ROUNDS: Final = 5
NUMBERS: Final[dict[str, Any]] = {"msisdn": "msisdn", "nik": "nik"}
ALL: Final[dict[str, Any]] = {**NUMBERS, "submitted_on": "submitted_on"}
FLAGS: Final = ["msisdn_valid", "msisdn_issues", "nik_valid", "nik_issues"]


class Took(NamedTuple):
    """Nanoseconds for each row: by the clock on the wall, and of all processors together."""

    wall: float
    worked: float


class Line(NamedTuple):
    """One line of the table."""

    name: str
    ours: float
    peer: str
    theirs: float
    at_most: float

    @property
    def part(self) -> float:
        return self.ours / self.theirs


def per_row(work: Callable[[], object], rows: int) -> Took:
    wall, worked = perf_counter(), process_time()
    work()
    return Took(1e9 * (perf_counter() - wall) / rows, 1e9 * (process_time() - worked) / rows)


def medians(works: Mapping[str, tuple[Callable[[], object], int]], rounds: int) -> dict[str, Took]:
    """The median of each, one after the other in every round, so that whatever disturbs one disturbs all."""
    took: dict[str, list[Took]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, (work, rows) in works.items():
            if number or rows == ROWS:  # the first round only warms up, and a loop needs no warming
                took[name].append(per_row(work, rows))
    return {
        name: Took(*(median(column) for column in zip(*found[-rounds:], strict=True))) for name, found in took.items()
    }


def by_peers(rows: list[tuple[Any, ...]]) -> None:
    """What a loop over the usual libraries does: no operator, no window."""
    for msisdn, nik, _ in rows:
        with suppress(phonenumbers.NumberParseException):
            number = phonenumbers.parse(msisdn or "", "ID")
            if phonenumbers.is_valid_number(number):
                phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        stdnum_nik.is_valid(nik or "")


def by_scalars(rows: list[tuple[Any, ...]]) -> None:
    """The same outputs by our own scalar values."""
    policy, calendar = ReviewPolicy(), indonesian_calendar(2002, 2050)
    for msisdn, nik, day in rows:
        number = Msisdn.read(msisdn)
        if number.value is not None:
            _ = number.value.reveal(), number.value.operators
        Nik.read(nik)
        if day is not None:
            with suppress(CalendarRangeError):
                estimate_ready_date(day, policy=policy, calendar=calendar)


def works(frame: pl.DataFrame) -> dict[str, tuple[Callable[[], object], int]]:
    few = frame.head(OF_A_LOOP).select("msisdn", "nik", "submitted_on").rows()
    searched = [pl.col(name).str.contains("7", literal=True) for name in NUMBERS]
    return {
        "peers": (lambda: by_peers(few), OF_A_LOOP),
        "scalars": (lambda: by_scalars(few), OF_A_LOOP),
        "literal": (lambda: frame.select(searched), ROWS),
        "all": (lambda: check(frame, **ALL), ROWS),
        "flags": (lambda: check(frame, **NUMBERS, only=FLAGS), ROWS),
        "streamed": (lambda: check(frame.lazy(), **ALL).collect(engine="streaming"), ROWS),
    }


# ---- Memory, in a process that does nothing else

OF_MEMORY: Final = """
import resource, sys
import polars as pl
from simreplace.ext.polars import check
frame = pl.read_parquet(sys.argv[1])
check(frame.head(1000), msisdn="msisdn", nik="nik", submitted_on="submitted_on")
frame = pl.concat([frame] * 4, rechunk=True)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
checked = check(frame, msisdn="msisdn", nik="nik", submitted_on="submitted_on")
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
outputs = checked.select(pl.exclude(frame.columns)).estimated_size()
print((after - before) * 1024, outputs, frame.height)
"""


def of_memory(path: Path) -> tuple[int, int, int]:
    """How much the highest mark rose, the size of the outputs, and the rows."""
    done = subprocess.run([sys.executable, "-c", OF_MEMORY, str(path)], capture_output=True, text=True, check=True)
    rose, outputs, rows = map(int, done.stdout.split())
    return rose, outputs, rows


# ---- Spark, by a Python that has it

OF_SPARK: Final = """
import json, sys
from statistics import median
from time import perf_counter
from pyspark.sql import SparkSession
from recipes import bulk
session = (
    SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.driver.memory", "2g")
    .config("spark.sql.execution.arrow.maxRecordsPerBatch", "100000").getOrCreate()
)
frame = session.read.parquet(sys.argv[1]).select("msisdn", "nik", "submitted_on")
bulk.COLUMNS = {"msisdn": "msisdn", "nik": "nik", "submitted_on": "submitted_on"}
runs = {
    "transfer": frame.mapInArrow(lambda arrived: arrived, frame.schema),
    "checked": bulk.with_spark(frame),
}
took = {name: [] for name in runs}
for number in range(int(sys.argv[2]) + 1):
    for name, run in runs.items():
        begun = perf_counter()
        run.write.format("noop").mode("overwrite").save()
        if number:
            took[name].append(perf_counter() - begun)
print(json.dumps({name: median(times) for name, times in took.items()}))
session.stop()
"""


def of_spark(python: str, path: Path) -> dict[str, float]:
    paths = os.pathsep.join(str(ROOT / folder) for folder in ("src", "docs/how-to"))
    kept = {**os.environ, "PYTHONPATH": paths, "PYSPARK_PYTHON": python, "POLARS_MAX_THREADS": "1"}
    done = subprocess.run(
        [python, "-c", OF_SPARK, str(path), str(ROUNDS)], env=kept, capture_output=True, text=True, check=True
    )
    return {name: 1e9 * seconds / ROWS for name, seconds in json.loads(done.stdout.splitlines()[-1]).items()}


# ---- Words


def lines(took: Mapping[str, Took], spark: Mapping[str, float]) -> Iterator[Line]:
    loop, ours = "a loop over phonenumbers and stdnum", "a loop over our own scalar values"
    yield Line("check, all outputs", took["all"].wall, loop, took["peers"].wall, 1 / 100)
    yield Line("check, all outputs", took["all"].wall, ours, took["scalars"].wall, 1 / 15)
    search = "polars' cheapest literal search over both columns"
    yield Line("check, flags alone", took["flags"].wall, search, took["literal"].wall, 3)
    yield Line("the same, by processor time", took["flags"].worked, search, took["literal"].worked, 3)
    if spark:
        yield Line("Spark, all outputs", spark["checked"], "mapInArrow that changes nothing", spark["transfer"], 1.5)


def rows_of(found: list[Line]) -> Iterator[str]:
    yield "| Work | Each row | Instead | Each row | Ratio | Aim | |"
    yield "|---|---|---|---|---|---|---|"
    for line in found:
        ratio = f"{1 / line.part:.0f}x faster" if line.part < 0.5 else f"{line.part:.2f}x its time"
        aim = f"{1 / line.at_most:.0f}x faster" if line.at_most < 1 else f"at most {line.at_most:g}x its time"
        mark = "reached" if line.part <= line.at_most else "missed"
        yield f"| {line.name} | {line.ours:,.0f} ns | {line.peer} | {line.theirs:,.0f} ns | {ratio} | {aim} | {mark} |"


def circumstances() -> Iterator[str]:
    peers = ("polars", "pyarrow", "phonenumbers", "python-stdnum")
    yield f"- {datetime.now(UTC).date().isoformat()}, {platform.python_implementation()} {platform.python_version()}"
    yield f"- {ROWS:,} rows, 2 % of them odd in every column; medians of {ROUNDS} rounds, each of which does all in turn"
    yield f"- {os.cpu_count()} cores, {pl.thread_pool_size()} threads, " + ", ".join(
        f"{name} {version(name)}" for name in peers
    )


def told(took: Mapping[str, Took], memory: tuple[int, int, int], spark: Mapping[str, float]) -> list[str]:
    rose, outputs, rows = memory
    streamed, loop = took["streamed"].wall, took["peers"].wall
    said = [
        *circumstances(),
        "",
        *rows_of(list(lines(took, spark))),
        "",
        f"- In streams all outputs take {streamed:,.0f} ns for each row: {of_100_million(streamed)} for a hundred million",
        "  rows on this machine, beside reading and writing them, and a tenth of it on ten such machines, if each has a",
        f"  tenth of the rows at hand. The loop over phonenumbers and stdnum takes {of_100_million(loop)}.",
        f"- The outputs of {rows:,} rows have {outputs >> 20} MB; to make them took {rose >> 20} MB, with batches of {BATCH:,}.",
    ]
    if spark:
        took_spark = of_100_million(spark["checked"])
        said.append(f"- Through Spark, with two cores and reading included, a hundred million rows take {took_spark}.")
    return said


def of_100_million(nanoseconds: float) -> str:
    """How long so many rows would take, each as long as one of the million: reckoned, not tried."""
    seconds = nanoseconds / 10
    return (
        f"{seconds:.0f} s"
        if seconds < 100
        else f"{seconds / 60:.0f} min"
        if seconds < 6000
        else f"{seconds / 3600:.1f} h"
    )


def main() -> None:
    spark_python = sys.argv[sys.argv.index("--spark") + 1] if "--spark" in sys.argv else None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "base.parquet"
        frame = base(ROWS)
        frame.write_parquet(path, row_group_size=250_000)
        took = medians(works(frame), ROUNDS)
        lines_told = told(took, of_memory(path), of_spark(spark_python, path) if spark_python else {})
    print("\n".join(lines_told))
    if "--write" in sys.argv[1:]:
        for page in PAGES:
            before, _, rest = page.read_text(encoding="utf-8").partition("<!-- frames -->\n")
            _, _, after = rest.partition("<!-- /frames -->")
            block = "\n".join(["<!-- frames -->", *lines_told, "<!-- /frames -->"])
            page.write_text(before + block + after, encoding="utf-8")


if __name__ == "__main__":
    main()
