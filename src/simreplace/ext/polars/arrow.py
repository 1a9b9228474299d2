"""A stream of Arrow batches, one for one: what Spark, DuckDB, Dask and PyArrow hand over, and take back."""

from collections.abc import Iterable, Iterator
from typing import Any, Unpack

import polars as pl

from simreplace.ext.polars.frames import SCHEMA, Columns, Progress, Question

# PyArrow ships no types.
RecordBatch = Any
Schema = Any


def batches(
    arrived: Iterable[RecordBatch], *, progress: Progress | None = None, **columns: Unpack[Columns]
) -> Iterator[RecordBatch]:
    """Each batch of a stream with what `check` says of it behind its own columns, which stay as they are.

    Args:
        arrived: The batches, each of which is looked at as a whole: thousands of rows each are quicker than dozens.
        progress: Is handed the outputs of every batch.
        **columns: As for `check`.

    Raises:
        TypeError: As for `check`.

    Example:
        >>> import pyarrow as pa
        >>> arrived = pa.table({"number": ["0812 0000 0890", "0812"]}).to_batches()  # made up
        >>> [batch["msisdn_valid"].to_pylist() for batch in batches(arrived, msisdn="number")]
        [[True, False]]
    """
    question = Question(**columns)
    return (_behind(batch, question, progress) for batch in arrived)


def arrow_schema(schema: Schema, **columns: Unpack[Columns]) -> Schema:
    """What `batches` makes of batches with this schema, for engines that ask beforehand.

    Args:
        schema: That of the batches.
        **columns: As for `batches`.

    Raises:
        TypeError: As for `check`.

    Example:
        >>> import pyarrow as pa
        >>> arrow_schema(pa.schema({"nik": pa.string()}), nik="nik").names
        ['nik', 'nik_valid', 'nik_issues']
    """
    return _schema_behind(schema, Question(**columns))


def _behind(batch: RecordBatch, question: Question, progress: Progress | None) -> RecordBatch:
    schema = _schema_behind(batch.schema, question)
    there = set(batch.schema.names)
    frame = pl.DataFrame([pl.Series(name, batch.column(name)) for name in question.named if name in there])
    question.fits(frame.schema)
    outputs = question.outputs(frame)
    if progress is not None:
        progress(outputs)
    # Polars writes its texts with longer offsets than every engine reads.
    found: list[Any] = [outputs[name].to_arrow() for name in question.wanted]
    found = [column.cast(schema.field(name).type) for name, column in zip(question.wanted, found, strict=True)]
    return _arrow().RecordBatch.from_arrays([*batch.columns, *found], schema=schema)


def _schema_behind(schema: Schema, question: Question) -> Schema:
    there = [name for name in question.wanted if name in schema.names]
    if there:
        raise TypeError(f"the batches have already {', '.join(there)}")
    arrow = _arrow()
    kinds = {"Boolean": arrow.bool_(), "String": arrow.string(), "Int64": arrow.int64(), "Date": arrow.date32()}
    for name in question.wanted:
        schema = schema.append(arrow.field(name, kinds[str(SCHEMA[name])]))
    return schema


def _arrow() -> Any:
    import pyarrow as pa  # pyright: ignore[reportMissingTypeStubs]

    return pa
