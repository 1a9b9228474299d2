"""The recipes for engines: each says of every row what the kernel says, which says what the scalar says.

DuckDB, Dask and Spark are tried where they are installed; `.ci/spark` installs them. Everybody is made up.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
from polars.testing import assert_frame_equal

from recipes import bulk
from simreplace.ext.polars import SCHEMA, check
from subscribers import base, by_the_scalar

FRAME = base(3_000, odd=0.2, seed=9).with_row_index("row")
CHECKED = check(FRAME, **bulk.COLUMNS)
# What Dask and Spark are told by pandas concerns their authors.
OF_OTHERS = pytest.mark.filterwarnings("ignore")
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def source(tmp_path: Path) -> Path:
    FRAME.write_parquet(tmp_path / "base.parquet", row_group_size=700)
    return tmp_path / "base.parquet"


def same(found: pl.DataFrame) -> None:
    """An engine may hand rows back in another order."""
    assert_frame_equal(found.sort("row").cast({"row": pl.UInt32}), CHECKED)


def test_what_the_engines_are_compared_with_is_what_the_scalar_says() -> None:
    assert_frame_equal(CHECKED.select(*SCHEMA), by_the_scalar(FRAME))


def test_polars_in_streams(source: Path) -> None:
    bulk.with_polars(source, source.with_name("checked.parquet"))
    assert_frame_equal(pl.read_parquet(source.with_name("checked.parquet")), CHECKED)


def test_pyarrow_alone(source: Path) -> None:
    bulk.with_pyarrow(source, source.with_name("checked"))
    same(pl.read_parquet(source.with_name("checked") / "*.parquet"))


def test_duckdb(source: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed: .ci/spark installs it")
    with duckdb.connect() as connection:
        same(pl.DataFrame(pl.from_arrow(list(bulk.with_duckdb(connection, f"select * from '{source}'")))))  # noqa: S608 - our own path


@OF_OTHERS
def test_dask(source: Path) -> None:
    dask = pytest.importorskip("dask.dataframe", reason="Dask is not installed: .ci/spark installs it")
    frame = dask.read_parquet(source, dtype_backend="pyarrow", split_row_groups=True)
    assert frame.npartitions > 1
    found = bulk.with_dask(frame).compute(scheduler="threads")
    same(pl.from_pandas(found.reset_index(drop=True)))


@pytest.fixture
def spark() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed: .ci/spark installs it")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, and there is none here")
    paths = [str(ROOT / folder) for folder in ("src", "tests", "docs/how-to")]
    # The workers are processes of their own, and must find the same files.
    os.environ["PYTHONPATH"] = os.pathsep.join([*paths, os.environ.get("PYTHONPATH", "")])
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    session = (
        sql.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "2g")
        .config("spark.sql.session.timeZone", "Asia/Jakarta")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "100000")
        .getOrCreate()
    )
    yield session
    session.stop()


@OF_OTHERS
def test_spark(source: Path, spark: Any) -> None:
    frame = spark.read.parquet(str(source)).repartition(3)
    found = bulk.with_spark(frame)
    assert found.schema.names == CHECKED.columns
    same(pl.DataFrame(pl.from_arrow(found.toArrow())))


MEASURED = """
import resource, sys
from pathlib import Path
from recipes.bulk import with_polars
with_polars(Path(sys.argv[1]), Path(sys.argv[2]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


@pytest.mark.long
def test_polars_in_streams_over_more_than_memory_holds(tmp_path: Path) -> None:
    """Twenty million rows, 1.7 GB with what is found, and never more than 1 GB of it in memory."""
    limit = 1_000_000_000
    one = pl.concat([base(500_000)] * 2)
    with pa.OSFile(str(tmp_path / "base.parquet"), "wb") as file:
        import pyarrow.parquet as pq

        table = one.to_arrow()
        with pq.ParquetWriter(file, table.schema) as writer:
            for _ in range(20):
                writer.write_table(table, row_group_size=250_000)
    expected = check(one, **bulk.COLUMNS)
    whole = 20 * expected.estimated_size()
    assert whole > 1.5 * limit
    paths = os.pathsep.join(str(ROOT / folder) for folder in ("src", "docs/how-to"))
    target = tmp_path / "checked.parquet"
    command = [sys.executable, "-c", MEASURED, str(tmp_path / "base.parquet"), str(target)]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) < limit
    assert pl.scan_parquet(target).select(pl.len()).collect().item() == 20_000_000
    assert_frame_equal(pl.scan_parquet(target).slice(18_000_000, 1_000_000).collect(), expected)
