"""What a web service answers: the status that fits, errors, flags and notes apart, in the language that is read."""

import itertools
import json
from datetime import date
from typing import Any, get_args

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import MONDAY
from journey import REVIEWER, SYSTEM, draft, in_state, next_moment, sample
from simreplace import (
    Issue,
    IssueCode,
    Language,
    Nik,
    Report,
    Severity,
    State,
    estimate_ready_date,
    events,
    explain,
    from_mapping,
    indonesian_calendar,
    language_for,
    lifecycle,
    problem,
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

LANGUAGES = get_args(Language)
C = IssueCode
SENT: Any = sample(events.Submit, draft())
TWICE = attrs.evolve(SENT, other_open_request=True)
WRONG_ROLE = attrs.evolve(sample(events.Submit, draft()), by=REVIEWER)


def answered(thing: Any, language: Language = "en") -> dict[str, Any]:
    """As it arrives at the other end."""
    answer: dict[str, Any] = json.loads(json.dumps(problem(thing, language)))
    return answer


def raised_by(call: Any) -> BaseException:
    with pytest.raises(SimReplaceError) as caught:
        call()
    return caught.value


def test_problem_details_are_those_of_the_rfc() -> None:
    answer = answered([Issue(C.FORM_REQUIRED, "/applicant/full_name")])
    assert answer == {
        "type": "about:blank",
        "title": "Unprocessable Content",
        "status": 422,
        "detail": "Some of what was entered needs another look.",
        "errors": [
            {
                "pointer": "#/applicant/full_name",
                "code": "form.required",
                "severity": "error",
                "detail": "This is needed. Please fill it in.",
            }
        ],
        "flags": [],
        "notes": [],
    }


def test_errors_flags_and_notes_stand_apart() -> None:
    one_of_each = [Issue(C.DOCUMENT_HOLDER_CONTAINED), Issue(C.NIK_SEX_DIFFERS), Issue(C.FORM_REQUIRED)]
    assert [issue.severity for issue in one_of_each] == [Severity.NOTE, Severity.FLAG, Severity.ERROR]
    answer = answered(Report(None, tuple(one_of_each)))
    assert {name: [it["code"] for it in answer[name]] for name in ("errors", "flags", "notes")} == {
        "errors": ["form.required"],
        "flags": ["nik.sex_differs"],
        "notes": ["document.holder_contained"],
    }


def test_a_pointer_is_the_fragment_of_a_uri() -> None:
    odd = Issue(C.APPROVE_RECORD_DIFFERS, "/record/nama ibu~0é", (("detail", "x"),))
    assert answered([odd])["flags"][0]["pointer"] == "#/record/nama%20ibu~0%C3%A9"


def _stale() -> object:
    return lifecycle.decide(draft(), sample(events.Submit, draft()), now=MONDAY, expected="what was looked at")


def _refused(event: events.Event) -> BaseException:
    return raised_by(lambda: lifecycle.apply(draft(), event, now=MONDAY))


@pytest.mark.parametrize(
    ("thing", "status", "title"),
    [
        (lambda: (), 200, "OK"),
        (lambda: Report("a value"), 200, "OK"),
        (lambda: [Issue(C.NIK_SEX_DIFFERS)], 200, "OK"),
        (lambda: lifecycle.decide(draft(), sample(events.Submit, draft()), now=MONDAY), 200, "OK"),
        (lambda: lifecycle.decide(draft(), WRONG_ROLE, now=MONDAY), 403, "Forbidden"),
        (lambda: _refused(WRONG_ROLE), 403, "Forbidden"),
        (lambda: _refused(TWICE), 422, None),
        (lambda: raised_by(lambda: Nik.parse("1")), 422, "Unprocessable Content"),
        (lambda: raised_by(_stale), 412, "Precondition Failed"),
        (lambda: _refused(sample(events.Approve, in_state(State.IN_REVIEW))), 409, "Conflict"),
        (lambda: raised_by(lambda: from_mapping(type(draft()), {"version": 2})), 500, "Internal Server Error"),
        (lambda: raised_by(lambda: estimate_ready_date(date(2031, 5, 5), calendar=indonesian_calendar(2026, 2026))),
         422, None),
        (lambda: KeyError("3174079901010077"), 500, "Internal Server Error"),
        (KeyboardInterrupt, 500, "Internal Server Error"),
    ],
)  # fmt: skip
def test_everything_has_the_status_that_fits(thing: Any, status: int, title: str | None) -> None:
    answer = answered(thing())
    assert answer["status"] == status
    assert title in {None, answer["title"]}
    for language in LANGUAGES:
        told = answered(thing(), language)
        assert told["status"] == status
        assert told["detail"]
        assert "3174079901010077" not in json.dumps(told)


def test_each_exception_of_ours_has_a_status_and_words() -> None:
    issues = (Issue(C.HISTORY_ALTERED, "/history/3"),)
    made: dict[type[SimReplaceError], tuple[SimReplaceError, int]] = {
        InvalidValueError: (InvalidValueError(issues), 422),
        InvalidRecordError: (InvalidRecordError(issues), 500),
        RefusedError: (RefusedError("in_review", "reject", issues), 422),
        NoSuchStepError: (NoSuchStepError("completed", "expire", ()), 409),
        StaleRequestError: (StaleRequestError("one", "other"), 412),
        CalendarRangeError: (CalendarRangeError(None, date(2026, 1, 1), date(2026, 12, 31)), 422),
    }
    assert set(made) == set(SimReplaceError.__subclasses__())
    for error, status in made.values():
        assert answered(error)["status"] == status
        assert len({explain(error, language) for language in LANGUAGES}) == 3


def test_what_says_it_better_than_the_status_says_it() -> None:
    stale = raised_by(_stale)
    assert answered(stale, "id")["detail"] == explain(stale, "id")
    outside = CalendarRangeError(None, date(2026, 1, 1), date(2026, 12, 31))
    assert answered(outside)["detail"] == (
        "The calendar known here runs from Thursday, 1 January 2026 to Thursday, 31 December 2026,"
        " and this reaches beyond it."
    )


def test_what_is_no_list_of_issues_is_not_gone_through_to_its_end() -> None:
    assert answered(itertools.count())["status"] == 500
    assert answered(iter([Issue(C.FORM_REQUIRED), "3174079901010077"]))["errors"] == []
    assert answered(iter([Issue(C.FORM_REQUIRED)]))["status"] == 422


def test_an_exception_of_another_house_is_not_repeated() -> None:
    assert explain(ValueError("3174079901010077")) == answered(RuntimeError())["detail"]


def test_a_role_is_said_by_the_status_wherever_it_stands() -> None:
    known = lifecycle.decide(in_state(State.ACTIVATING), sample(events.Hold, in_state(State.ACTIVATING)),
                             now=next_moment(in_state(State.ACTIVATING)))  # fmt: skip
    assert answered(known)["status"] == 200
    stranger = attrs.evolve(sample(events.Hold, in_state(State.ACTIVATING)), by=SYSTEM)
    assert answered([Issue(C.EVENT_ROLE, "/event/by/role", (("role", stranger.by.role.value),))])["status"] == 403


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"),
        ("", "en"),
        ("id", "id"),
        ("ID-id", "id"),
        ("in_ID", "id"),
        ("zh-Hant-TW", "zh"),
        ("cmn", "zh"),
        ("fr", "en"),
        ("fr, id;q=0.8, en;q=0.5", "id"),
        ("en;q=0.5, zh;q=0.501", "zh"),
        ("id;q=0, zh;q=0.1", "zh"),
        ("en, id", "en"),
        ("id ; q=0.7 ,\tzh;q=0.9", "zh"),
        ("*;q=0.3, zh;q=0.2", "en"),
        ("id;q=2", "en"),
        ("idx", "en"),
        ("<script>, zh", "zh"),
        (", ".join(["fr"] * 50 + ["id"]), "en"),
    ],
)
def test_somebody_is_answered_in_the_language_they_prefer(header: str | None, language: str) -> None:
    assert language_for(header) == language


def test_where_no_language_fits_the_host_says_which() -> None:
    assert language_for("fr, *;q=0.1", "id") == language_for(None, "id") == "id"


@given(st.text(max_size=200) | st.text("enidzh-_;q=.,01 *", max_size=60))
def test_any_header_has_an_answer(header: str) -> None:
    assert language_for(header, "id") in LANGUAGES


class Pretender:
    """Says that it is an issue, and raises when asked for anything else."""

    __class__ = property(lambda _: Issue)


@pytest.mark.parametrize(
    "thing", [None, 5, "", "x", {}, Pretender(), [Pretender()], object(), b"x"], ids=lambda it: type(it).__name__
)
def test_whatever_is_no_answer_of_ours_is_something_broken(thing: Any) -> None:
    answer = problem(thing)
    assert (answer["status"], answer["errors"], answer["flags"]) == (500, [], [])


@pytest.mark.parametrize("nothing", [(), [], iter(())], ids=lambda it: type(it).__name__)
def test_where_nothing_was_found_nothing_is_wrong(nothing: Any) -> None:
    assert problem(nothing)["status"] == 200


@pytest.mark.parametrize("thing", [Pretender(), [Pretender()]], ids=lambda it: type(it).__name__)
def test_what_only_says_that_it_is_ours_has_none_of_our_words(thing: Any) -> None:
    with pytest.raises(TypeError, match="no words"):
        explain(thing)


@pytest.mark.parametrize(
    ("header", "language"),
    [("id;Q=0.5", "id"), ("yue, en;q=0.9", "zh"), ("wuu-CN", "zh"), (b"id", "en"), (5, "en")],
)
def test_a_header_is_read_however_it_is_written_and_whatever_it_is(header: Any, language: str) -> None:
    assert language_for(header) == language
