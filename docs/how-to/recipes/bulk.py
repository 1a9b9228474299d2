"""One kernel, handed to each engine by its own means; the columns that are not needed should not travel.

Each function reads what its engine reads, and adds the same columns. What is not installed is not imported.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds

from simreplace.ext.polars import Columns, arrow_schema, batches, check

COLUMNS: Final[Columns] = {
    "msisdn": "msisdn",
    "nik": "nik",
    "born_on": "born_on",
    "sex": "sex",
    "submitted_on": "submitted_on",
    "on": date(2026, 9, 7),
}
"""Which column holds what, and the day on which births are judged."""


def with_polars(source: Path, target: Path) -> None:
    """Parquet larger than memory: read, checked and written in streams."""
    check(pl.scan_parquet(source), **COLUMNS).sink_parquet(target)


def with_pyarrow(source: Path, target: Path) -> None:
    """A folder of Parquet files, without polars reading or writing any of them."""
    base = ds.dataset(source, format="parquet")
    found = batches(base.to_batches(), **COLUMNS)
    ds.write_dataset(found, target, schema=arrow_schema(base.schema, **COLUMNS), format="parquet")


def with_duckdb(connection: Any, query: str) -> Iterator[Any]:
    """Whatever a query gives; a Python function within the query would be handed far smaller pieces."""
    return batches(connection.sql(query).to_arrow_reader(100_000), **COLUMNS)


def with_dask(frame: Any) -> Any:
    """Partition by partition; texts and days stay those of Arrow, for pandas would make objects of days."""

    def checked(part: Any) -> Any:
        table = pa.Table.from_pandas(part, preserve_index=False)
        schema = arrow_schema(table.schema, **COLUMNS)
        import pandas as pd

        found = pa.Table.from_batches(batches(table.combine_chunks().to_batches(), **COLUMNS), schema)
        return found.to_pandas(types_mapper=pd.ArrowDtype).set_index(part.index)

    return frame.map_partitions(checked, meta=checked(frame._meta))


def with_spark(frame: Any) -> Any:
    """On the workers, each of which needs `simreplace[polars]` and PyArrow; one thread for each is enough there.

    Set `spark.sql.execution.arrow.maxRecordsPerBatch` to 100,000: Spark's own 10,000 are small pieces.
    """
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    columns = COLUMNS
    schema = from_arrow_schema(arrow_schema(to_arrow_schema(frame.schema), **columns))
    return frame.mapInArrow(lambda arrived: batches(arrived, **columns), schema)
