"""Every value and every exception survives a pickle, and a pickle cannot smuggle in what has not the shape of one."""

import pickle
from datetime import date
from typing import TypeVar

import attrs
import pytest

from builders import applicant, letter
from journey import WAY_TO, draft, in_state
from planted import MRZ, PLANTED, planted_request
from simreplace import (
    ARTICLE,
    BRTI_2020,
    Issue,
    IssueCode,
    Nik,
    PhoneNumber,
    Report,
    State,
    estimate_ready_date,
    parse_mrz,
)
from simreplace.errors import (
    CalendarRangeError,
    InvalidRecordError,
    InvalidValueError,
    NoSuchStepError,
    RefusedError,
    SimReplaceError,
    StaleRequestError,
)

T = TypeVar("T")

ISSUE = Issue(IssueCode.NIK_LENGTH, "/nik", (("digits", 15),))
EXCEPTIONS: tuple[SimReplaceError, ...] = (
    SimReplaceError("plain"),
    InvalidValueError((ISSUE,)),
    InvalidRecordError((ISSUE,)),
    NoSuchStepError("draft", "approve", ("submit",)),
    RefusedError("draft", "submit", (ISSUE,)),
    StaleRequestError("5f2c", "a41d"),
    CalendarRangeError(date(2030, 1, 1), date(2026, 1, 1), date(2027, 12, 31)),
    CalendarRangeError(None, date(2026, 1, 1), date(2027, 12, 31)),
)


def again(thing: T) -> T:
    """The thing after a way through a pickle, by every protocol there is."""
    copies = [pickle.loads(pickle.dumps(thing, protocol)) for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)]
    assert all(copy == copies[0] for copy in copies) or isinstance(thing, BaseException)
    first: T = copies[0]
    return first


@pytest.mark.parametrize("kind", PLANTED, ids=lambda kind: kind.__name__)
def test_a_masked_value_comes_back_equal(kind: type[Nik]) -> None:
    value = kind.parse(PLANTED[kind])
    assert again(value) == value
    assert hash(again(value)) == hash(value)


def test_a_pickle_brings_nothing_back_that_has_not_the_shape() -> None:
    good = pickle.dumps(Nik.parse("3174075508950001"))
    with pytest.raises(InvalidValueError):
        pickle.loads(good.replace(b"3174075508950001", b"317407550895000A"))


def test_a_pickle_that_was_made_under_older_rules_still_loads() -> None:
    # As if there had been such a country; the shape of a number is all that a pickle asks for.
    old = pickle.dumps(PhoneNumber.parse("+12025550100")).replace(b"+12025550100", b"+99912345678")
    number = pickle.loads(old)
    assert number.reveal() == "+99912345678"
    assert [issue.code for issue in PhoneNumber.check(number.reveal())] == [IssueCode.PHONE_INVALID]
    assert [issue.code for issue in number.issues] == [IssueCode.VALUE_RULE_CHANGED]


@pytest.mark.parametrize("state", WAY_TO, ids=lambda state: state.value)
def test_a_request_comes_back_equal(state: State) -> None:
    request = in_state(state)
    assert again(request) == request


def test_everything_else_comes_back_equal() -> None:
    things: tuple[object, ...] = (
        ARTICLE,
        BRTI_2020,
        ISSUE,
        Report(applicant(), (ISSUE,)),
        applicant(),
        draft(),
        letter(),
        parse_mrz(MRZ),
        planted_request(),
        estimate_ready_date(date(2026, 3, 16)),
    )
    for thing in things:
        assert again(thing) == thing


@pytest.mark.parametrize("error", EXCEPTIONS, ids=lambda error: type(error).__name__)
def test_an_exception_comes_back_with_all_it_knew(error: SimReplaceError) -> None:
    copy = again(error)
    assert type(copy) is type(error)
    assert (copy.args, str(copy), vars(copy)) == (error.args, str(error), vars(error))


def test_policies_can_be_keys() -> None:
    assert {ARTICLE: 1, attrs.evolve(ARTICLE): 2} == {ARTICLE: 2}
