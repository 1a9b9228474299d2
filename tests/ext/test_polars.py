"""Checking frames: what comes out, in which shape, and what is refused. Everybody and every number is made up."""

import pickle
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import reduce
from operator import add
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from simreplace import ARTICLE, Issue, IssueCode
from simreplace.ext import polars as room
from simreplace.ext.polars import BATCH, SCHEMA, IssueBits, Summary, arrow_schema, batches, check
from simreplace.ext.polars.frames import Question
from subscribers import ALL, INPUTS, base

FRAME = base(400, odd=0.3, seed=1)
NAMED: dict[str, Any] = {"msisdn": "msisdn", "nik": "nik"}

# Files that were written years ago are read with these: a bit is never moved and never used again.
BITS = {
    "nik.length": 0, "nik.placeholder": 1, "nik.day": 2, "nik.month": 3, "nik.impossible_date": 4, "nik.serial_0000": 5,
    "nik.province_unknown": 6, "nik.nit_abroad": 7, "nik.region_former": 8, "nik.birth_date_differs": 9,
    "nik.sex_differs": 10, "nik.date_in_future": 11, "birth.in_future": 12, "birth.too_long_ago": 13, "form.choice": 14,
    "text.type": 16, "text.empty": 17, "text.too_long": 18, "text.non_ascii": 19, "text.character": 20,
    "text.spreadsheet": 21, "msisdn.letters": 24, "msisdn.extension": 25, "msisdn.several": 26, "msisdn.service_code": 27,
    "msisdn.landline": 28, "msisdn.foreign": 29, "msisdn.country_code_twice": 30, "msisdn.too_short": 31,
    "msisdn.too_long": 32, "msisdn.not_mobile": 33, "msisdn.prefix_unallocated": 34, "msisdn.prefix_disputed": 35,
    "msisdn.prefix_ambiguous": 36,
}  # fmt: skip


def test_the_bits_are_those_of_the_first_release() -> None:
    assert {bit.codes[0].value: bit.value.bit_length() - 1 for bit in IssueBits} == BITS
    assert all(bit.value.bit_count() == 1 and bit.value < 2**63 for bit in IssueBits)


def test_a_bit_is_called_like_its_code_and_leads_back_to_it() -> None:
    for bit in IssueBits:
        (code,) = bit.codes
        assert (code.name, IssueBits.of([code]), IssueBits.of([Issue(code)])) == (bit.name, bit, bit)
    assert IssueBits.of([]).codes == ()
    assert IssueBits(BITS_OF_TWO).codes == (IssueCode.NIK_DAY, IssueCode.TEXT_TYPE)
    with pytest.raises(KeyError):
        IssueBits.of([IssueCode.KK_LENGTH])


BITS_OF_TWO = 1 << 2 | 1 << 16


def test_every_code_that_one_number_can_show_has_a_bit() -> None:
    of_one_number = {code for code in IssueCode if code.value.startswith("msisdn.")}
    of_one_nik = {code for code in IssueCode if code.value.startswith("nik.")}
    beyond = {IssueCode.NIK_FOREIGNER_WITHOUT_KITAP, IssueCode.NIK_ABROAD_WITH_KTP}
    assert of_one_number | of_one_nik - beyond <= {IssueCode(value) for value in BITS}


def test_the_columns_are_those_of_the_first_release() -> None:
    assert [(name, str(kind)) for name, kind in SCHEMA.items()] == [
        ("msisdn_valid", "Boolean"),
        ("msisdn_e164", "String"),
        ("operator", "String"),
        ("msisdn_issues", "Int64"),
        ("nik_valid", "Boolean"),
        ("nik_issues", "Int64"),
        ("earliest", "Date"),
        ("latest", "Date"),
    ]


@pytest.mark.parametrize(
    ("columns", "added"),
    [
        ({"msisdn": "msisdn"}, ["msisdn_valid", "msisdn_e164", "operator", "msisdn_issues"]),
        ({"nik": "nik"}, ["nik_valid", "nik_issues"]),
        ({"submitted_on": "submitted_on"}, ["earliest", "latest"]),
        ({"submitted_on": "submitted_on", "nik": "nik", "only": ["latest", "nik_valid"]}, ["nik_valid", "latest"]),
        (ALL, list(SCHEMA)),
    ],
)
def test_the_frame_comes_back_with_what_was_named_behind_it(columns: Any, added: list[str]) -> None:
    checked = check(FRAME, **columns)
    assert checked.columns == [*INPUTS, *added]
    assert checked.schema == {**FRAME.schema, **{name: SCHEMA[name] for name in added}}
    assert_frame_equal(checked.select(*INPUTS), FRAME)


def test_no_truth_and_no_bits_are_ever_null() -> None:
    checked = check(FRAME, **ALL)
    for name in ("msisdn_valid", "msisdn_issues", "nik_valid", "nik_issues"):
        assert checked[name].null_count() == 0
    assert (checked["msisdn_e164"].is_not_null() == checked["msisdn_valid"]).all()


def test_without_a_day_nothing_is_called_future() -> None:
    rows = pl.DataFrame({"nik": ["3174072902000001", "3174070101990001"]})
    assert check(rows, nik="nik")["nik_issues"].to_list() == [0, 0]
    early = check(rows, nik="nik", on=date(1998, 1, 1))
    assert early["nik_issues"].to_list() == [IssueBits.NIK_DATE_IN_FUTURE, IssueBits.NIK_DATE_IN_FUTURE]


def test_on_a_day_before_which_the_calendar_knows_no_oldest_person_nobody_was_born_too_long_ago() -> None:
    rows = pl.DataFrame({"nik": ["3174072902000001"], "born": [date(1, 1, 1)]})
    early = check(rows, nik="nik", born_on="born", on=date(100, 1, 1))
    assert early["nik_issues"].to_list() == [IssueBits.NIK_DATE_IN_FUTURE]
    late = check(rows, nik="nik", born_on="born", on=date(200, 1, 1))
    assert late["nik_issues"].to_list() == [IssueBits.NIK_DATE_IN_FUTURE | IssueBits.BIRTH_TOO_LONG_AGO]


@pytest.mark.uncounted
@pytest.mark.parametrize("batch_rows", [1, 7, 399, 400, 401, BATCH])
def test_batches_are_put_together_as_if_there_were_one(batch_rows: int) -> None:
    seen: list[pl.DataFrame] = []
    checked = check(FRAME, **ALL, batch_rows=batch_rows, progress=seen.append)
    assert_frame_equal(checked, check(FRAME, **ALL))
    assert [batch.height for batch in seen[:-1]] == [batch_rows] * (len(seen) - 1)
    assert_frame_equal(pl.concat(seen), checked.select(*SCHEMA))


def test_a_frame_of_no_rows_and_one_of_many_pieces() -> None:
    assert check(FRAME.clear(), **ALL).schema == check(FRAME, **ALL).schema
    pieces = pl.concat([FRAME.slice(at, 50) for at in range(0, 400, 50)], rechunk=False)
    assert pieces.n_chunks() == 8
    assert_frame_equal(check(pieces, **ALL), check(FRAME, **ALL))


def test_a_column_may_be_asked_twice_and_called_anything() -> None:
    odd = FRAME.rename({"nik": "at", "msisdn": "bits"})
    assert_frame_equal(
        check(odd, nik="at", msisdn="bits").select(*check(FRAME, **NAMED).columns[5:]), check(FRAME, **NAMED)[:, 5:]
    )
    assert check(FRAME, nik="msisdn", msisdn="msisdn")["nik_valid"].sum() == 0


# ---- Lazy frames


@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
def test_a_lazy_frame_stays_lazy_and_says_the_same(engine: Any) -> None:
    lazy = check(FRAME.lazy(), **ALL)
    assert isinstance(lazy, pl.LazyFrame)
    assert lazy.collect_schema() == check(FRAME, **ALL).schema
    assert_frame_equal(lazy.collect(engine=engine), check(FRAME, **ALL))


def test_what_comes_after_a_lazy_check_is_not_moved_before_it() -> None:
    lazy = check(FRAME.lazy(), **ALL)
    eager = check(FRAME, **ALL)
    assert_frame_equal(
        lazy.filter("msisdn_valid").select("operator").collect(), eager.filter("msisdn_valid").select("operator")
    )
    assert_frame_equal(lazy.filter(pl.col("sex") == "male").collect(), eager.filter(pl.col("sex") == "male"))
    assert_frame_equal(lazy.head(3).collect(), eager.head(3))
    assert_frame_equal(lazy.tail(3).collect(), eager.tail(3))


def test_nothing_is_read_before_a_lazy_frame_is_collected(tmp_path: Path) -> None:
    FRAME.write_parquet(tmp_path / "base.parquet")
    seen: list[int] = []
    lazy = check(pl.scan_parquet(tmp_path / "base.parquet"), **ALL, progress=lambda found: seen.append(found.height))
    assert seen == []
    lazy.sink_parquet(tmp_path / "checked.parquet")
    assert sum(seen) == FRAME.height
    assert_frame_equal(pl.read_parquet(tmp_path / "checked.parquet"), check(FRAME, **ALL))


# ---- What is refused


@pytest.mark.parametrize(
    ("columns", "frame", "reason"),
    [
        ({"nik": "n"}, {"n": [3174075508950001]}, "Int64, and not String: a number that was read as one has lost"),
        ({"msisdn": "n"}, {"n": [81234567890.0]}, "Float64, and not String"),
        ({"msisdn": "n"}, {"n": [None]}, "Null, and not String"),
        ({"msisdn": "n"}, {"n": pl.Series(["08"], dtype=pl.Categorical)}, "and not String"),
        ({"submitted_on": "n"}, {"n": ["2026-09-07"]}, "String, and not Date: a moment has a day only in a zone"),
        ({"submitted_on": "n"}, {"n": [datetime(2026, 9, 7, tzinfo=UTC)]}, "and not Date"),
        ({"nik": "n", "born_on": "n", "on": date(2026, 9, 7)}, {"n": ["x"]}, "'n' for born_on is String"),
        ({"nik": "n", "sex": "s"}, {"n": ["x"], "s": [1]}, "'s' for sex is Int64, and not String: read it as text"),
        ({"nik": "m"}, {"n": ["x"]}, "there is no column 'm' for nik"),
        ({"nik": "n"}, {"n": ["x"], "nik_valid": [True]}, "has already nik_valid"),
        ({}, {"n": ["x"]}, "name at least one column"),
        ({"msisdn": "n", "only": []}, {"n": ["x"]}, "name at least one column"),
        ({"msisdn": "n", "only": ["latest", "no"]}, {"n": ["x"]}, "no column that was named leads to latest, no"),
        ({"msisdn": "n", "sex": "n"}, {"n": ["x"]}, "compared with a NIK"),
        ({"born_on": "n"}, {"n": ["x"]}, "compared with a NIK"),
        ({"nik": "n", "born_on": "n"}, {"n": ["x"]}, "say on which"),
        ({"nik": "n", "on": datetime(2026, 9, 7, tzinfo=UTC)}, {"n": ["x"]}, "on is a date"),
        ({"submitted_on": "n", "policy": ARTICLE}, {"n": ["x"]}, "policy is a ReviewPolicy"),
        ({"nik": "n", "batch_rows": 0}, {"n": ["x"]}, "at least one row"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_the_reason_and_without_a_value(
    columns: Any, frame: Any, reason: str
) -> None:
    asked: tuple[Any, Any] = pl.DataFrame(frame), pl.DataFrame(frame).lazy()
    for given_frame in asked:
        with pytest.raises(TypeError, match=reason) as refused:
            check(given_frame, **columns)
        assert not any(digits in str(refused.value) for digits in ("3174", "8123"))


# ---- Arrow


def table() -> pa.Table:
    return FRAME.to_arrow().cast(
        pa.schema([(name, pa.string() if kind == pl.String else pa.date32()) for name, kind in INPUTS.items()])
    )


@pytest.mark.parametrize("rows", [1, 64, 1000])
def test_arrow_batches_come_back_one_for_one(rows: int) -> None:
    arrived = table().to_batches(max_chunksize=rows)
    seen: list[pl.DataFrame] = []
    found = list(batches(arrived, **ALL, progress=seen.append))
    assert (
        [batch.num_rows for batch in found] == [batch.num_rows for batch in arrived] == [batch.height for batch in seen]
    )
    assert {batch.schema for batch in found} == {arrow_schema(arrived[0].schema, **ALL)}
    assert_frame_equal(pl.DataFrame(pl.from_arrow(found)), check(FRAME, **ALL))


def test_the_columns_that_arrived_are_handed_on_untouched() -> None:
    batch = table().append_column("more", pa.array([[1]] * FRAME.height)).to_batches()[0]
    (found,) = batches([batch], nik="nik", only=["nik_issues"])
    assert found.schema.names == [*batch.schema.names, "nik_issues"]
    assert all(found.column(at).equals(batch.column(at)) for at in range(batch.num_columns))
    assert found.schema.field("nik_issues").type == pa.int64()


@pytest.mark.parametrize("kind", [pa.large_string(), pa.string_view()])
def test_texts_of_every_kind_of_arrow_are_texts(kind: Any) -> None:
    (plain,) = batches(table().select(["nik"]).to_batches(), nik="nik")
    (other,) = batches(pa.table({"nik": table()["nik"].cast(kind)}).to_batches(), nik="nik")
    assert other.column("nik_issues").equals(plain.column("nik_issues"))
    assert list(batches(iter([]), nik="nik")) == []


@pytest.mark.parametrize(
    ("column", "named", "reason"),
    [
        (pa.array([3174075508950001]), {"nik": "n"}, "Int64, and not String"),
        (pa.array(["x"]), {"nik": "m"}, "there is no column 'm'"),
        (pa.array(["x"]).dictionary_encode(), {"nik": "n"}, "and not String"),
    ],
)
def test_arrow_batches_are_refused_like_frames(column: Any, named: Any, reason: str) -> None:
    with pytest.raises(TypeError, match=reason):
        next(batches([pa.record_batch({"n": column})], **named))


def test_a_stream_is_refused_at_once_and_what_is_there_already_is_not_hidden() -> None:
    with pytest.raises(TypeError, match="name at least one"):
        batches([])
    with pytest.raises(TypeError, match="already nik_valid"):
        arrow_schema(pa.schema({"n": pa.string(), "nik_valid": pa.bool_()}), nik="n")


# ---- The summary


def counted(checked: pl.DataFrame) -> Iterator[tuple[tuple[str, str], int]]:
    """The same by hand."""
    for column in ("msisdn_issues", "nik_issues"):
        for bit in IssueBits:
            rows = sum(bool(bits & bit) for bits in checked[column].to_list())
            yield (column, bit.codes[0].value), rows
    for column in ("msisdn_valid", "nik_valid"):
        yield (column, ""), checked[column].to_list().count(True)
    yield ("earliest", ""), sum(day is not None for day in checked["earliest"].to_list())
    for operator in ("telkomsel", "ioh", "xlsmart"):
        yield ("operator", operator), checked["operator"].to_list().count(operator)


def test_a_summary_counts_what_stands_there() -> None:
    checked = check(FRAME, **ALL)
    summary = Summary.of(checked)
    assert summary.rows == 400
    expected = dict(counted(checked))
    assert {key: summary.rows_with(*key) for key in expected} == expected
    assert sum(expected.values()) == sum(rows for _, _, rows in summary.counts)
    assert summary.rows_with("nik_issues", IssueCode.NIK_DAY) == expected["nik_issues", "nik.day"] > 0


@given(st.lists(st.integers(0, 400), max_size=5).map(sorted))
def test_summaries_of_batches_add_up_to_that_of_the_whole(cuts: list[int]) -> None:
    checked = check(FRAME, **ALL)
    ends = zip([0, *cuts], [*cuts, 400], strict=True)
    assert reduce(add, (Summary.of(checked[start:end]) for start, end in ends), Summary()) == Summary.of(checked)


def test_a_summary_of_some_columns_says_nothing_of_the_others() -> None:
    assert Summary.of(FRAME) == Summary(400)
    of_nik = Summary.of(check(FRAME, nik="nik", only=["nik_issues"]))
    assert {column for column, _, _ in of_nik.counts} == {"nik_issues"}
    assert Summary.of(FRAME.clear()).table() == "Rows: 0"
    assert pickle.loads(pickle.dumps(of_nik)) == of_nik


def test_the_table_speaks_three_languages_and_names_nobody() -> None:
    summary = Summary.of(check(FRAME, **ALL))
    lines = {language: summary.table(language).split("\n") for language in ("en", "id", "zh")}
    assert len({len(found) for found in lines.values()}) == 1
    assert lines["en"][0] == "Rows: 400"
    assert lines["id"][0] == "Baris: 400"
    assert lines["zh"][0] == "行数: 400"
    told = "\n".join(line for found in lines.values() for line in found)
    assert not any(str(text) in told for text in FRAME["nik"].drop_nulls().to_list() if text)
    with pytest.raises(ValueError, match="en, id and zh"):
        summary.table("jv")  # type: ignore[arg-type]


# ---- The neighbor


def test_without_polars_the_extra_is_named() -> None:
    code = "import sys; sys.modules['polars'] = None; import simreplace.ext.polars"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "pip install 'simreplace[polars]'" in done.stderr


def test_what_the_room_hands_out_has_examples_that_hold() -> None:
    import doctest
    from importlib import import_module

    names = {name: getattr(room, name) for name in room.__all__} | {"pl": pl, "IssueCode": IssueCode}
    for name in ("bits", "frames", "arrow", "summary"):
        found = doctest.testmod(import_module(f"simreplace.ext.polars.{name}"), extraglobs=names)
        assert found.failed == 0
        assert found.attempted
    assert all(getattr(room, name).__doc__ for name in room.__all__ if name[0].islower())


def test_a_question_shows_no_data() -> None:
    assert "nik='nik'" in repr(Question(nik="nik"))
