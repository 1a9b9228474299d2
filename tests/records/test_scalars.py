"""Single values as JSON has them, and back: each over its whole range, and nothing else read."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simreplace import WIB, WIT, WITA, Issue, IssueCode, ReadyEstimate, estimate_ready_date, from_mapping, to_mapping
from simreplace.errors import InvalidValueError
from simreplace.records.scalars import (
    from_param,
    from_span,
    from_zone,
    to_birth_date,
    to_bytes,
    to_day,
    to_moment,
    to_moment_or_day,
    to_object,
    to_param,
    to_span,
    to_time,
    to_zone,
)
from simreplace.values import PartialDate

TICK: Final = timedelta(microseconds=1)
DAY: Final = timedelta(days=1)
OFFSETS: Final = st.timedeltas(TICK - DAY, DAY - TICK) | st.sampled_from(
    [timedelta(0), TICK, -TICK, timedelta(seconds=-1), TICK - DAY, DAY - TICK, timedelta(hours=7)]
)
FIXED: Final = OFFSETS.map(timezone) | st.sampled_from([UTC, WIB, WITA, WIT])
FIRST, LAST = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999_999)
LOCAL: Final = st.datetimes() | st.sampled_from([FIRST, LAST, FIRST + TICK, LAST - TICK])
FOLDS: Final = st.sampled_from([0, 1])
TWICE: Final = (
    (datetime(2026, 10, 25, 2, 30), "Europe/Berlin"),
    (datetime(2026, 11, 1, 1, 30), "America/New_York"),
    (datetime(2026, 4, 5, 1, 45), "Australia/Lord_Howe"),
)


def as_stored(written: object) -> Any:
    """What a database gives back."""
    return json.loads(json.dumps(written))


@given(st.timedeltas())
@example(timedelta.min)
@example(timedelta.max)
@example(timedelta.min + TICK)
@example(timedelta(days=150_000) - TICK)
@example(timedelta(days=150_001) + TICK)
@example(timedelta(seconds=10**11) - TICK)
@example(timedelta(seconds=10**11) + TICK)
@example(-TICK)
@example(timedelta(0))
def test_a_span_keeps_its_last_microsecond(span: timedelta) -> None:
    assert to_span(as_stored(from_span(span)), None) == span
    assert (type(from_span(span)) is int) is (not span % timedelta(seconds=1))


@given(st.integers(-(10**17), 10**17))
def test_a_span_of_any_number_of_microseconds_is_kept(ticks: int) -> None:
    assert to_span(as_stored(from_span(ticks * TICK)), None) == ticks * TICK


def test_a_span_is_a_number_wherever_a_number_holds_it() -> None:
    assert from_span(timedelta(hours=1)) == 3600
    assert from_span(timedelta(seconds=-1.5)) == -1.5
    assert from_span(timedelta.max) == "86399999999999.999999"
    assert from_span(timedelta.min) == -86399999913600
    assert from_span(TICK - timedelta(days=200_000)) == "-17279999999.999999"
    # Up to a hundred thousand million seconds a number is tried.
    assert from_span(timedelta(seconds=10**11, milliseconds=-500)) == 99_999_999_999.5
    assert from_span(timedelta(seconds=10**11, milliseconds=500)) == "100000000000.500000"


@pytest.mark.parametrize(
    "stored",
    ["1", "1.5", "1.0000001", "+1.000000", " 1.000000", "1.000000\n", "1e3", "-.000001", "nan", "1.00000\u0661",
     "99999999999999.000000", float("nan"), float("inf"), 1e300, 10**400, True, None, [1]],
)  # fmt: skip
def test_what_is_no_span_is_refused(stored: object) -> None:
    with pytest.raises(InvalidValueError):
        to_span(stored, None)


@given(LOCAL, FIXED, FOLDS)
@example(datetime(2026, 1, 1), timezone(TICK), 0)
@example(datetime(2026, 1, 1), timezone(-TICK), 1)
def test_a_moment_of_any_offset_comes_back_as_the_instant_and_the_offset_that_it_was(
    local: datetime, zone: timezone, fold: int
) -> None:
    moment = local.replace(tzinfo=zone, fold=fold)
    again = to_moment(as_stored(moment.isoformat()), None)
    assert again == moment and again.utcoffset() == moment.utcoffset()
    assert again.replace(tzinfo=None) == local
    assert to_moment_or_day(moment.isoformat(), None) == moment == to_param(as_stored(from_param(moment)), None)


@given(st.times(), FOLDS)
def test_a_time_comes_back(moment: time, fold: int) -> None:
    told = moment.replace(fold=fold)
    assert to_time(as_stored(told.isoformat()), None) == told == moment


@given(st.dates())
@example(date.min)
@example(date.max)
def test_a_day_comes_back(day: date) -> None:
    assert to_day(day.isoformat(), None) == to_moment_or_day(day.isoformat(), None) == day
    assert to_param(as_stored(from_param(day)), None) == day


@pytest.mark.parametrize("text", ["1995-08-00", "1995-00-15", "1995-00-00"])
def test_a_day_of_birth_that_is_known_in_part_comes_back(text: str) -> None:
    born_on = to_birth_date(text, None)
    assert born_on == PartialDate.parse(text) and born_on.isoformat() == text


@pytest.mark.parametrize("text", ["0000-01-01", "00-01-01", "1995-13-00", "1995-00-32", "1995-08", "1995-8-00"])
def test_a_day_of_birth_that_there_is_not_is_refused(text: str) -> None:
    with pytest.raises(InvalidValueError):
        to_birth_date(text, None)


@given(FIXED)
def test_a_zone_comes_back(zone: timezone) -> None:
    again = to_zone(as_stored(from_zone(zone)), None)
    assert again == zone
    assert from_zone(again) == from_zone(zone)


@given(st.text() | st.integers() | LOCAL.map(str) | LOCAL.map(datetime.isoformat) | st.dates().map(str))
def test_a_parameter_comes_back_as_what_it_was(value: str | int) -> None:
    again = to_param(as_stored(from_param(value)), None)
    assert again == value and type(again) is type(value)


@given(st.binary())
def test_bytes_come_back(content: bytes) -> None:
    assert to_bytes(content.hex(), None) == content


@pytest.mark.parametrize("offset", ["+24:00", "+07:60", "-07:00:60", "+7:00", "+0700", "+07", "z", "+07:00:00.1"])
def test_an_offset_that_there_is_not_is_refused(offset: str) -> None:
    readers: tuple[tuple[Callable[[object, object], object], str], ...] = (
        (to_moment, "2026-03-16T10:00:00"),
        (to_zone, "UTC"),
    )
    for read, before in readers:
        with pytest.raises(InvalidValueError):
            read(before + offset, None)


@pytest.mark.parametrize("zone", ["GMT+07:00", "+07:00", "UTC+", "UTC07:00", "UT+07:00", "utc", "UTC+07:00 "])
def test_a_zone_that_is_written_otherwise_is_refused(zone: str) -> None:
    with pytest.raises(InvalidValueError):
        to_zone(zone, None)


@pytest.mark.parametrize("kind", [dict[str, int], MappingProxyType[str, int]], ids=["a dict", "a mapping"])
def test_an_object_has_two_hundred_fields_at_most(kind: Callable[[dict[str, int]], Mapping[str, int]]) -> None:
    fields = {f"field_{number}": number for number in range(201)}
    assert len(to_object(kind(dict(list(fields.items())[:200])))) == 200
    with pytest.raises(InvalidValueError):
        to_object(kind(fields))


# A time that comes twice


@pytest.mark.parametrize("fold", [0, 1])
@pytest.mark.parametrize(("local", "name"), TWICE, ids=[name for _, name in TWICE])
def test_a_time_that_comes_twice_is_equal_to_itself_after_a_round_trip(local: datetime, name: str, fold: int) -> None:
    moment = local.replace(tzinfo=ZoneInfo(name), fold=fold)
    other = local.replace(tzinfo=ZoneInfo(name), fold=1 - fold)
    issue = Issue(IssueCode.ORDER_OBJECTION_WINDOW, params={"until": moment})
    assert from_mapping(Issue, as_stored(to_mapping(issue))) == issue
    assert issue != Issue(IssueCode.ORDER_OBJECTION_WINDOW, params={"until": other})
    estimate = estimate_ready_date(moment)
    assert from_mapping(ReadyEstimate, as_stored(to_mapping(estimate))) == estimate
    assert hash(from_mapping(ReadyEstimate, as_stored(to_mapping(estimate)))) == hash(estimate)
    assert estimate != estimate_ready_date(other)


class Unsure(tzinfo):
    """A zone that does not know its offset."""

    def utcoffset(self, _: datetime | None, /) -> None:
        return None

    dst = tzname = utcoffset


class Raising(tzinfo):
    """A zone that raises."""

    def utcoffset(self, _: datetime | None, /) -> timedelta:
        raise RuntimeError("rahasia")

    dst = utcoffset

    def tzname(self, _: datetime | None, /) -> str:
        raise RuntimeError("rahasia")


@pytest.mark.parametrize("zone", [None, Unsure(), Raising()], ids=["none", "unsure", "raising"])
def test_a_moment_that_says_no_zone_has_no_record(zone: tzinfo | None) -> None:
    """Reading it back would be to guess whose clock it is."""
    issue = Issue(IssueCode.ORDER_OBJECTION_WINDOW, params={"until": datetime(2026, 3, 16, 10, tzinfo=zone)})
    with pytest.raises(InvalidValueError) as refused:
        to_mapping(issue)
    assert [(found.code, found.pointer) for found in refused.value.issues] == [(IssueCode.REVIEW_NAIVE_TIME, "/params")]
