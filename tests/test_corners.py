"""What the other tests pass by: a value that is asked for what it cannot do, and things that raise when looked at."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from builders import MONDAY
from journey import draft, in_state, sample
from simreplace import (
    Issue,
    IssueCode,
    Nik,
    Report,
    State,
    check_applicant,
    check_form,
    events,
    lifecycle,
    open_request,
)
from simreplace.errors import InvalidValueError
from simreplace.values.masked import Masked, stars


def test_a_masked_value_is_frozen_and_formats_masked() -> None:
    nik = Nik.parse("3174075508950001")  # made up
    with pytest.raises(AttributeError):
        del nik._text
    with pytest.raises(AttributeError):
        nik._text = "x"
    with pytest.raises(TypeError):
        Nik("3174075508950001")
    assert f"{nik:>20}" == "    31**************"
    assert nik != "3174075508950001"


def test_the_shared_shape_reads_and_masks_nothing_by_itself() -> None:
    with pytest.raises(NotImplementedError):
        Masked._read("x")
    with pytest.raises(NotImplementedError):
        Masked._mask(object.__new__(Masked))


def test_a_report_sorts_its_issues_by_weight() -> None:
    issues = tuple(map(Issue, (IssueCode.NIK_LENGTH, IssueCode.NIK_SEX_DIFFERS, IssueCode.PHONE_FOREIGN)))
    report = Report(1, issues)
    assert (report.errors, report.flags, report.notes) == (issues[:1], issues[1:2], issues[2:])
    with pytest.raises(InvalidValueError):
        report.unwrap()
    assert Report(1, issues[1:]).unwrap() == 1


class Lazy(Mapping[str, Any]):
    """A row that is fetched when it is asked for, and quotes what it holds when that fails."""

    def __getitem__(self, key: str) -> Any:
        raise RuntimeError("3174075508950001")

    def __iter__(self) -> Iterator[str]:
        return iter(["full_name"])

    def __len__(self) -> int:
        return 1


class Wrong(dict[str, Any]):
    """A dictionary whose items are none."""

    def items(self) -> Any:
        return [1]


@pytest.mark.parametrize("form", [Lazy(), Wrong()], ids=["lazy", "wrong"])
def test_a_mapping_that_raises_is_refused_without_a_word_of_it(form: Mapping[str, Any]) -> None:
    for report in (
        check_applicant(form, on=date(2026, 3, 16)),
        check_form(form, on=date(2026, 3, 16)),
        check_form({"applicant": form, "reason": "lost", "msisdn": "081234567890"}, on=date(2026, 3, 16)),
    ):
        assert IssueCode.FORM_TYPE in {issue.code for issue in report.issues}
        assert "3174" not in repr(report)


@pytest.mark.parametrize("year", [1, 1899, 8001, 9999])
def test_an_event_happens_in_years_that_leave_room_for_a_deadline(year: int) -> None:
    ready = in_state(State.READY_FOR_COLLECTION)
    with pytest.raises(InvalidValueError):
        lifecycle.decide(ready, sample(events.Collect, ready), now=MONDAY.replace(year=year))
    with pytest.raises(InvalidValueError):
        open_request(draft().form, id="r-1", now=MONDAY.replace(year=year), salt=bytes(16))


def test_where_little_would_be_hidden_everything_is() -> None:
    assert stars("12345", 1, 1) == "1***5"
    assert stars("1234", 1, 1) == "****"
    assert stars("", 1, 1) == ""
