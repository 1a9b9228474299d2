"""Everything public has a strategy, and what it makes is of its type, nobody's, and known to the rest of the library."""

import inspect
import pickle
from datetime import date
from enum import StrEnum
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import find as find_smallest
from hypothesis import strategies as st

from everything_public import PUBLIC, specimens
from marked import unmarked
from simreplace import (
    Applicant,
    Issue,
    Msisdn,
    PartialDate,
    Report,
    SafeguardRule,
    check_form,
    errors,
    explain,
    lifecycle,
    operators,
    problem,
    recovery,
    to_mapping,
)
from simreplace.ext.hypothesis import forms, register, valid
from simreplace.ext.outcomes import OUTCOMES
from simreplace.ext.personas import FIRST_YEAR, LAST_YEAR
from simreplace.lifecycle import Event
from simreplace.records.results import RESULTS
from simreplace.values import Masked, Mrz, PrefixHint, Region

SLOW: Final = settings(
    max_examples=4, deadline=None, suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large)
)
EVERY: Final = sorted({*PUBLIC, *map(type, specimens())}, key=lambda kind: f"{kind.__module__}.{kind.__name__}")


def name_of(kind: type) -> str:
    return f"{kind.__module__.rpartition('.')[2]}.{kind.__name__}"


def differs(one: object, other: object) -> bool:
    return repr(one) != repr(other) if isinstance(one, BaseException) else one != other


def test_the_list_is_whole() -> None:
    """It is made from what the library promises, so that a new type without a strategy is found."""
    assert {Msisdn, Mrz, Report, Event, recovery.Account, operators.Fee, lifecycle.Step} <= set(EVERY)
    assert set(RESULTS) <= set(EVERY)
    assert [kind for kind in PUBLIC if inspect.isabstract(kind)] == []


@pytest.mark.parametrize("kind", EVERY, ids=name_of)
@SLOW
@given(data=st.data())
def test_every_public_type_is_made_from_its_type(kind: Any, data: st.DataObject) -> None:
    register()
    made = data.draw(st.from_type(kind))
    assert isinstance(made, kind)
    # An event of any kind, or an error of any kind, is one of them.
    if kind not in {Event, errors.SimReplaceError}:
        assert type(made) is kind
    assert pickle.loads(pickle.dumps(made)) == made or isinstance(made, BaseException)
    # Of a form with a mistake in it, the mistake may be in the mark.
    assert kind is Report or unmarked(made) == []
    if kind in RESULTS:
        assert to_mapping(made, masked=True)["masked"] is True
    if not issubclass(kind, StrEnum | Masked | Mrz | PartialDate):
        assert explain(made) or isinstance(made, Report | recovery.RecoveryOutcome)


@pytest.mark.parametrize("kind", [it for it in OUTCOMES if it not in {PrefixHint, Region}], ids=name_of)
@pytest.mark.uncounted
def test_more_than_one_of_each_is_drawn(kind: Any) -> None:
    quickly = settings(database=None, phases=(Phase.generate,), max_examples=2_000)
    first = find_smallest(valid(kind), lambda _: True, settings=quickly)
    other = find_smallest(valid(kind), lambda it: differs(it, first), settings=quickly)
    assert type(other) is type(first) or kind is errors.SimReplaceError


@SLOW
@given(data=st.data())
def test_what_holds_another_type_holds_one_of_it(data: st.DataObject) -> None:
    report: Report[Applicant] = data.draw(st.from_type(Report[Applicant]))
    assert report.value is None or type(report.value) is Applicant
    assert report.ok is (report.value is not None)
    fact: operators.Fact[operators.Fee] = data.draw(st.from_type(operators.Fact[operators.Fee]))
    assert type(fact.value) is operators.Fee


@SLOW
@given(valid(Report))
def test_a_report_is_one_of_a_form(report: Report[Any]) -> None:
    answer = problem(report)
    assert (answer["status"] == 200) is not bool(report.errors)


@given(valid(errors.SimReplaceError))
def test_an_error_of_ours_has_an_answer(error: errors.SimReplaceError) -> None:
    assert problem(error)["status"] in {403, 409, 412, 422, 500}


@given(valid(Issue), valid(SafeguardRule))
def test_an_issue_and_a_rule_have_words(issue: Issue, rule: SafeguardRule) -> None:
    assert explain(issue) and explain(rule)


@pytest.mark.parametrize("wanted", [True, False])
def test_both_ways_of_a_report_of_a_decision_and_of_a_recovery_are_drawn(wanted: bool) -> None:
    quickly = settings(database=None, phases=(Phase.generate,), max_examples=300)
    decision = find_smallest(valid(lifecycle.Decision), lambda it: it.allowed is wanted, settings=quickly)
    outcome = find_smallest(valid(recovery.RecoveryOutcome), lambda it: it.opened is wanted, settings=quickly)
    report = find_smallest(valid(Report), lambda it: it.ok is wanted, settings=quickly)
    assert (report.ok, decision.allowed, outcome.opened) == (wanted, wanted, wanted)


@pytest.mark.parametrize("read", [True, False])
def test_both_ways_of_a_report_of_what_is_named_are_drawn(read: bool) -> None:
    register()
    quickly = settings(database=None, phases=(Phase.generate,), max_examples=300)
    report = find_smallest(st.from_type(Report[Msisdn]), lambda it: (it.value is not None) is read, settings=quickly)
    assert (type(report.value) is Msisdn, report.ok) == (read, read)


# ---- Any day that forms are made up for


DAYS: Final = (
    date(FIRST_YEAR, 1, 1), date(2004, 2, 29), date(2010, 1, 1), date(2024, 2, 29), date(2099, 12, 31),
    date(2100, 1, 1), date(LAST_YEAR, 12, 31),
)  # fmt: skip


@pytest.mark.uncounted
@pytest.mark.parametrize("on", DAYS, ids=str)
@settings(SLOW, max_examples=25)
@given(data=st.data())
def test_a_plausible_form_has_no_flag_on_any_day(data: st.DataObject, on: date) -> None:
    report = check_form(data.draw(forms(on=on, plausible=True)), on=on)
    assert report.errors == report.flags == ()


@given(data=st.data(), on=st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
@settings(SLOW, max_examples=25)
def test_a_plausible_form_has_no_flag_on_whatever_day(data: st.DataObject, on: date) -> None:
    report = check_form(data.draw(forms(on=on, plausible=True)), on=on)
    assert report.errors == report.flags == ()


@pytest.mark.parametrize("on", [date(FIRST_YEAR - 1, 12, 31), date(LAST_YEAR + 1, 1, 1)], ids=str)
def test_a_day_that_no_form_is_made_up_for_is_refused_in_a_sentence(on: date) -> None:
    with pytest.raises(ValueError, match="from 2002 to 2100"):
        find_smallest(forms(on=on), lambda _: True)
