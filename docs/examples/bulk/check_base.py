"""Check a whole subscriber base, part by part: Parquet or CSV in, Parquet with what was found out.

    python check_base.py SOURCE TARGET --msisdn NUMBER --nik NIK --born-on BORN --sex SEX --submitted-on DAY --on 2026-09-07

It can be stopped, or killed, at any time: what is whole is kept, and the same command goes on where it stopped. It shows
how far it is and what was found in how many rows. It never shows what stands in a row.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any, Final, NamedTuple

import polars as pl
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from simreplace.ext.polars import Columns, Summary, check

DAYS: Final = ("born_on", "submitted_on")
BLOCK: Final = 16 << 20  # bytes of a CSV that make one part
ISO_DAY: Final = r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z"


class Part(NamedTuple):
    """Rows that are checked and written together; what weighs how much says how far it is."""

    name: str
    weight: int
    rows: Any


def main(arguments: list[str] | None = None) -> None:
    told = options().parse_args(arguments)
    named = {name: getattr(told, name) for name in ("msisdn", "nik", "born_on", "sex", "submitted_on")}
    columns: Columns = {name: column for name, column in named.items() if column}  # type: ignore[assignment]
    if told.on:
        columns["on"] = told.on
    files = sorted(told.source.glob("*")) if told.source.is_dir() else [told.source]
    told.target.mkdir(parents=True, exist_ok=True)
    the_same_as_before(told.target, files, columns, told.block)
    whole = sum(file.stat().st_size for file in files)
    total, done, begun, skipped = Summary(), 0, monotonic(), 0
    for part in parts_of(files, told.block):
        written = told.target / f"{part.name}.parquet"
        done += part.weight
        if written.exists():
            skipped += part.weight
            total += Summary.of(pl.read_parquet(written))
            continue
        with nothing_shown(part.name):
            checked = check(with_days(part.rows(), columns), **columns)
        put(checked, written)
        total += Summary.of(checked)
        tell(part.name, done, whole, monotonic() - begun, done - skipped)
    print(total.table(told.language))


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Check a subscriber base, part by part.", allow_abbrev=False)
    parser.add_argument("source", type=Path, help="a Parquet or CSV file, or a folder of them")
    parser.add_argument("target", type=Path, help="the folder for the parts that are done")
    for name in ("msisdn", "nik", "born-on", "sex", "submitted-on"):
        parser.add_argument(f"--{name}", metavar="COLUMN", help="the column that holds it")
    parser.add_argument("--on", type=date.fromisoformat, help="the day on which births are judged, such as 2026-09-07")
    parser.add_argument("--language", choices=("en", "id", "zh"), default="en", help="of the summary")
    parser.add_argument("--block", type=int, default=BLOCK, help="bytes of a CSV that make one part")
    return parser


def the_same_as_before(target: Path, files: list[Path], columns: Columns, block: int) -> None:
    """A folder holds the answer to one question: parts of two would be put together in silence."""
    asked = json.dumps(
        {"files": [(file.name, file.stat().st_size) for file in files], "block": block, **columns}, default=str
    )
    question = target / "question.json"
    if not question.exists():
        question.write_text(asked, encoding="utf-8")
    if question.read_text(encoding="utf-8") != asked:
        sys.exit("the target holds the answer to another question: name an empty folder")


@contextmanager
def nothing_shown(name: str) -> Iterator[None]:
    """Why something could not be read would show what stands there."""
    try:
        yield
    except (pa.ArrowInvalid, pl.exceptions.PolarsError):
        sys.exit(f"{name} could not be read")


def parts_of(files: list[Path], block: int) -> Iterator[Part]:
    for file in files:
        yield from row_groups(file) if file.suffix == ".parquet" else blocks(file, block)


def row_groups(file: Path) -> Iterator[Part]:
    """A row group each: those that are done are not read again."""
    with nothing_shown(file.stem):
        parquet = pq.ParquetFile(file)
    groups, size = parquet.metadata.num_row_groups, file.stat().st_size
    for group in range(groups):
        weight = size * (group + 1) // groups - size * group // groups
        yield Part(f"{file.stem}-{group:06}", weight, lambda group=group: parquet.read_row_group(group))


def blocks(file: Path, block: int) -> Iterator[Part]:
    """A block each: those that are done are read past."""
    number = 0
    with nothing_shown(file.stem), file.open("rb") as head:
        names = pa_csv.open_csv(pa.BufferReader(head.readline())).schema.names
        # What looks like a number or a day stays a text until it is known to be one.
        texts = pa_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
        )
        reader = pa_csv.open_csv(file, pa_csv.ReadOptions(block_size=block), convert_options=texts)
    while True:
        with nothing_shown(f"{file.stem}-{number:06}"):
            batch = next(reader, None)
        if batch is None:
            return
        yield Part(f"{file.stem}-{number:06}", min(block, file.stat().st_size), lambda batch=batch: batch)
        number += 1


def with_days(rows: Any, columns: Columns) -> pl.DataFrame:
    """The rows as a frame, with days where texts say one; what is no day is unknown."""
    frame = pl.DataFrame(pl.from_arrow(rows))
    texts = [columns[name] for name in DAYS if name in columns and frame.schema[str(columns[name])] == pl.String]
    return frame.with_columns(
        pl.when(pl.col(str(name)).str.contains(ISO_DAY)).then(pl.col(str(name))).str.to_date(strict=False)
        for name in texts
    )


def put(checked: pl.DataFrame, written: Path) -> None:
    """All of a part or nothing of it: a file under its name is whole."""
    half = written.with_suffix(".half")
    checked.write_parquet(half)
    with half.open("rb+") as file:
        os.fsync(file.fileno())
    half.replace(written)


def tell(name: str, done: int, whole: int, seconds: float, since: int) -> None:
    left = max(0.0, seconds / since * (whole - done))
    print(f"{name}: {min(100, 100 * done // whole)} %, about {left:.0f} s left", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
