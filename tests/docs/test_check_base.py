"""The command of docs/examples/bulk: it goes on after it was killed, and never shows a number. Everybody is made up."""

import re
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from bulk.check_base import main
from simreplace.ext.polars import SCHEMA, Summary, check
from subscribers import ALL, INPUTS, base

HERE = Path(__file__).parent.parent.parent / "docs" / "examples" / "bulk"
FRAME = base(6_000, odd=0.2, seed=7)
NAMED = [part for name in INPUTS for part in (f"--{name.replace('_', '-')}", name)] + ["--on", "2026-09-07"]
PLANTED = "3174075508950001"


def parquet(folder: Path) -> Path:
    source = folder / "base.parquet"
    FRAME.write_parquet(source, row_group_size=200)
    return source


def csv(folder: Path) -> Path:
    source = folder / "base.csv"
    FRAME.with_columns(
        pl.col("msisdn").replace("", None), pl.col("nik").replace("", None), pl.col("sex").replace("", None)
    ).write_csv(source)
    return source


def started(source: Path, target: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(HERE / "check_base.py"), str(source), str(target), *NAMED, *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def parts(target: Path) -> list[Path]:
    return sorted(target.glob("*.parquet"))


def ways(found: list[Path]) -> dict[str, int]:
    return {part.name: part.stat().st_ino for part in found}


@pytest.mark.parametrize("kind", [parquet, csv])
def test_a_run_that_is_killed_goes_on_where_it_stopped(kind: Any, tmp_path: Path) -> None:
    source, target = kind(tmp_path), tmp_path / "checked"
    first = started(source, target, "--block", "20000")
    told: IO[str] = first.stderr  # type: ignore[assignment]
    for _ in range(3):
        assert re.fullmatch(r"base-[0-9]{6}: [0-9]+ %, about [0-9]+ s left\n", told.readline())
    first.kill()
    first.communicate()
    kept = ways(parts(target))
    assert len(kept) >= 3
    second = started(source, target, "--block", "20000")
    summary, progress = second.communicate()
    assert second.returncode == 0
    assert ways(parts(target)).items() >= kept.items(), "what was whole is not written again"
    assert len(progress.splitlines()) == len(parts(target)) - len(kept)
    assert progress.splitlines()[-1].startswith(parts(target)[-1].stem + ": 100 %, about 0 s left") or kind is csv
    whole = pl.concat([pl.read_parquet(part) for part in parts(target)])
    expected = check(pl.read_parquet(source) if kind is parquet else from_csv(source), **ALL)
    assert_frame_equal(whole, expected)
    assert summary == Summary.of(expected).table() + "\n"
    assert list(target.glob("*.half")) == [] or len(kept) < len(parts(target))


def from_csv(source: Path) -> pl.DataFrame:
    return pl.read_csv(source, infer_schema=False).with_columns(
        pl.col(name).str.to_date() for name in ("born_on", "submitted_on")
    )


def test_nothing_that_stands_in_a_row_is_shown(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    main([str(parquet(tmp_path)), str(tmp_path / "checked"), *NAMED, "--language", "id"])
    told = "".join(capfd.readouterr())
    assert "Baris: 6,000" in told
    assert not re.search(r"[0-9]{7}", told.replace(",", "").replace("base-0", ""))


@pytest.mark.parametrize(
    "broken",
    [
        f"nik\n{PLANTED}\n{PLANTED},{PLANTED}\n".encode(),
        f"nik\n{PLANTED}\xff\n".encode("latin-1"),
        b"PAR1 3174075508950001",
    ],
    ids=["a comma too many", "no UTF-8", "no table"],
)
def test_what_cannot_be_read_is_named_by_its_part_alone(
    broken: bytes, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / ("base.csv" if broken.startswith(b"nik") else "base.parquet")
    source.write_bytes(broken)
    with pytest.raises(SystemExit) as refused:
        main([str(source), str(tmp_path / "checked"), "--nik", "nik"])
    assert "could not be read" in str(refused.value)
    assert PLANTED not in str(refused.value) + "".join(capfd.readouterr())
    assert refused.value.__cause__ is None


def test_one_folder_holds_the_answer_to_one_question(tmp_path: Path) -> None:
    source, target = parquet(tmp_path), tmp_path / "checked"
    main([str(source), str(target), "--nik", "nik"])
    with pytest.raises(SystemExit, match="another question"):
        main([str(source), str(target), "--msisdn", "nik"])


def test_the_command_of_the_readme_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (HERE / "README.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"check_base\.py (docs/.*) checked (--.*)", text)
    main([str(HERE.parent.parent.parent / command[0]), str(tmp_path / "checked"), *command[1].split()])
    found = pl.read_parquet(parts(tmp_path / "checked"))
    assert found.height == 8
    assert found["nik_valid"].to_list() == [True, True, False, False, False, True, True, False]
    assert found["submitted"].to_list()[-3:] == [None, None, None], "30 February is no day"
    assert capsys.readouterr().out.startswith("Rows: 8\n")
    assert set(SCHEMA) < set(found.columns)


def test_a_folder_of_files_is_one_base(tmp_path: Path) -> None:
    source = tmp_path / "base"
    source.mkdir()
    FRAME.head(100).write_parquet(source / "a.parquet")
    FRAME.slice(100, 50).select("nik").write_csv(source / "b.csv")
    main([str(source), str(tmp_path / "checked"), "--nik", "nik", "--language", "zh"])
    assert [part.name for part in parts(tmp_path / "checked")] == ["a-000000.parquet", "b-000000.parquet"]
