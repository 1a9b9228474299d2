"""A birth date that is known in part: what it may be, and what it refuses. Nobody here is real."""

import copy
import pickle
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simreplace import Applicant, IssueCode, PartialDate, from_mapping, record_schema, to_mapping
from simreplace.errors import InvalidRecordError, InvalidValueError
from simreplace.rules import age_on
from simreplace.rules.ages import age_between
from simreplace.values import a_birth_date, first_of, last_of, may_be

years = st.integers(1, 9999)
partial = st.one_of(
    st.builds(PartialDate, years),
    st.builds(PartialDate, years, st.integers(1, 12)),
    st.builds(PartialDate, years, st.none(), st.integers(1, 31)),
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1995-00-00", date(1995, 1, 1), date(1995, 12, 31)),
        ("1995-08-00", date(1995, 8, 1), date(1995, 8, 31)),
        ("1996-02-00", date(1996, 2, 1), date(1996, 2, 29)),
        ("1995-00-15", date(1995, 1, 15), date(1995, 12, 15)),
        ("1995-00-31", date(1995, 1, 31), date(1995, 12, 31)),
        ("0001-00-00", date(1, 1, 1), date(1, 12, 31)),
    ],
)
def test_a_part_of_a_date_has_a_first_and_a_last_day(text: str, first: date, last: date) -> None:
    read = PartialDate.parse(text)
    assert (read.first, read.last, read.isoformat()) == (first, last, text)
    assert (first_of(read), last_of(read)) == (first, last)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1995-08-15", "form.date"),
        ("1995", "form.date"),
        ("1995-00", "form.date"),
        ("00-00-1995", "form.date"),
        ("1995-\u0660\u0660-00", "form.date"),
        (None, "form.date"),
        (19950000, "form.date"),
        ("0000-00-00", "form.no_such_day"),
        ("1995-13-00", "form.no_such_day"),
        ("1995-00-32", "form.no_such_day"),
    ],
)
def test_what_is_no_part_of_a_date_is_refused(text: Any, code: str) -> None:
    with pytest.raises(InvalidValueError, match=f"^{code}$"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    "parts", [(1995, 8, 15), (0,), (10_000,), (None,), (1995, 0), (1995, 13), (1995, None, 32), (True,), (1995, "8")]
)
def test_it_is_built_of_parts_that_can_be(parts: tuple[Any, ...]) -> None:
    with pytest.raises(InvalidValueError) as caught:
        PartialDate(*parts)
    assert [issue.code for issue in caught.value.issues] == [IssueCode.FORM_NO_SUCH_DAY]


@given(partial, st.dates())
def test_law_it_may_be_every_day_that_agrees_with_what_is_known_and_no_other(some: PartialDate, other: date) -> None:
    assert some.may_be(some.first) and some.may_be(some.last) and some.first <= some.last
    same = other.year == some.year and some.month in {None, other.month} and some.day in {None, other.day}
    assert some.may_be(other) is may_be(some, other) is same
    if same:
        assert some.first <= other <= some.last
    days = [some.first + timedelta(days=passed) for passed in range((some.last - some.first).days + 1)]
    possible = [day for day in days if some.may_be(day)]
    assert possible[0] == some.first and possible[-1] == some.last
    if some.day is None:
        assert len(possible) == (monthrange(some.year, some.month)[1] if some.month else len(days))


@given(partial, st.dates())
def test_law_an_age_lies_between_those_of_the_days_that_it_may_be(some: PartialDate, on: date) -> None:
    age = age_between(some, on)
    assert age_on(some, on) == age_on(some.last, on)
    if some.first > on:
        assert age is None
    else:
        assert age is not None and (age.least, age.most) == (age_on(some.last, on), age_on(some.first, on))


@given(partial)
def test_law_it_reads_what_it_writes_and_shows_nothing(some: PartialDate) -> None:
    assert PartialDate.parse(some.isoformat()) == some == pickle.loads(pickle.dumps(some)) == copy.deepcopy(some)
    assert repr(some) == str(some) == "PartialDate(***)"


@given(partial)
def test_law_a_record_keeps_it(some: PartialDate) -> None:
    siti = Applicant(full_name="Siti Aminah", born_on=some, sex="female")
    record = to_mapping(siti)
    assert record["born_on"] == some.isoformat()
    assert from_mapping(Applicant, record) == siti
    assert to_mapping(siti, masked=True)["born_on"] == "***"


@pytest.mark.parametrize(
    "stored", ["1995-13-00", "1995-00-00T00:00:00", "00-08-1995", 1995, None, "1995-08-32", "x-00"]
)
def test_a_record_that_holds_no_part_of_a_date_is_broken(stored: object) -> None:
    record = to_mapping(Applicant(full_name="Siti Aminah", born_on=PartialDate(1995), sex="female"))
    with pytest.raises(InvalidRecordError) as caught:
        from_mapping(Applicant, {**record, "born_on": stored})
    assert {issue.pointer for issue in caught.value.issues} == {"/born_on"}


def test_the_schema_of_a_record_knows_it() -> None:
    shape: Any = record_schema(Applicant)
    assert shape["properties"]["born_on"] == {
        "anyOf": [
            {"type": "string", "format": "date"},
            {"type": "string", "pattern": "^[0-9]{4}-(00-[0-9]{2}|[0-9]{2}-00)$"},
        ],
        "x-personal-data": True,
    }


def test_a_birth_date_is_a_date_or_a_part_of_one() -> None:
    for given_ in (date(1995, 8, 15), PartialDate(1995)):
        assert a_birth_date(given_) == given_
    for odd in (datetime(1995, 8, 15, tzinfo=UTC), "1995-08-15", None, 1995):
        with pytest.raises(InvalidValueError, match=r"^form\.date$"):
            a_birth_date(odd)  # type: ignore[arg-type]
    assert may_be(date(1995, 8, 15), date(1995, 8, 15)) and not may_be(date(1995, 8, 15), date(1995, 8, 16))
