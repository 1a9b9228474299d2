"""A hundred million rows: the rules of the scalar values on the engine that holds the data.

One kernel over polars, which takes frames, lazy frames and streams of Arrow batches, so that Spark, DuckDB, Dask and
PyArrow are reached by handing over batches. Whatever it decides by itself it decides by the tables and the patterns of
the scalar values; what they alone can tell, a few rows in a hundred, it asks them. It opens no file and shows nothing.
"""

try:
    import polars as _  # noqa: F401 - what is missing is said first
except ModuleNotFoundError as _missing:
    raise ModuleNotFoundError(
        "checking frames needs polars: pip install 'simreplace[polars]'", name="polars"
    ) from _missing

from simreplace.ext.polars.arrow import arrow_schema, batches
from simreplace.ext.polars.bits import IssueBits
from simreplace.ext.polars.frames import BATCH, SCHEMA, Columns, Progress, check
from simreplace.ext.polars.summary import Summary

__all__ = ["BATCH", "SCHEMA", "Columns", "IssueBits", "Progress", "Summary", "arrow_schema", "batches", "check"]
