"""What is not whole can be printed, whatever it is, and says nothing of what it holds. Everybody here is made up."""

import importlib
import inspect
import pkgutil
from collections import UserDict
from collections.abc import Iterator
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Any

import attrs
import cattrs
import pytest

import simreplace
from builders import applicant
from simreplace import Applicant, IssueCode, Nik, Policy, ReviewPolicy
from simreplace.shown import printable


def classes() -> Iterator[type[Any]]:
    """Every class of the package that has values of its own."""
    for found in pkgutil.walk_packages(simreplace.__path__, "simreplace."):
        for _, kind in inspect.getmembers(importlib.import_module(found.name), inspect.isclass):
            # A member of an enumeration and a tuple are whole from the start, and of a protocol there are no values.
            is_whole = issubclass(kind, (Enum, tuple)) or getattr(kind, "_is_protocol", False)
            if kind.__module__ == found.name and not is_whole:
                yield kind


CLASSES = tuple(classes())


def half_built(kind: type[Any]) -> Any:
    new: Any = kind.__new__
    return new(kind)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_a_value_in_the_making_can_be_printed(kind: type[Any]) -> None:
    value = half_built(kind)
    for shown in (repr(value), str(value), f"{value}", f"{value!r}", "%s" % (value,)):  # noqa: UP031 - one more way to print
        assert isinstance(shown, str)


def test_every_kind_of_value_is_tried() -> None:
    assert {Applicant, Nik, Policy, ReviewPolicy, simreplace.Issue, simreplace.errors.RefusedError} <= set(CLASSES)
    assert len(CLASSES) > 80


@pytest.mark.parametrize("kind", [Applicant, simreplace.IdentityDocument, simreplace.HeadOfFamily, simreplace.Contact])
def test_what_has_some_of_its_fields_shows_none(kind: type[Any]) -> None:
    value = half_built(kind)
    for field in attrs.fields(kind)[:-1]:
        object.__setattr__(value, field.name, "Siti Aminah")
    assert repr(value) == f"{kind.__name__}(***)"


def test_a_value_within_a_value_can_be_half_built() -> None:
    siti = applicant()
    object.__setattr__(siti, "full_name", half_built(simreplace.PersonName))
    object.__setattr__(siti, "contact", half_built(simreplace.Contact))
    assert "full_name=PersonName(***), born_on=***" in repr(siti)
    assert "contact=Contact(***)" in repr(siti)


def test_a_whole_value_is_shown_as_before() -> None:
    assert repr(simreplace.Issue(IssueCode.NIK_LENGTH, "", {"digits": 15})) == (
        "Issue(code=<IssueCode.NIK_LENGTH: 'nik.length'>, pointer='', params=(('digits', 15),))"
    )
    assert repr(ReviewPolicy(max_days=5)) == "ReviewPolicy(max_days=5)"
    assert repr(simreplace.PartialDate(1995)) == "PartialDate(***)"
    assert date(1995, 8, 15).isoformat() not in repr(applicant())


@pytest.mark.parametrize("make", [dict, MappingProxyType, UserDict, lambda pairs: tuple(pairs.items())])
def test_the_facts_of_an_issue_may_come_as_a_mapping(make: Any) -> None:
    issue = simreplace.Issue("nik.length", "/number", make({"digits": 15}))
    assert issue == simreplace.Issue(IssueCode.NIK_LENGTH, "/number", (("digits", 15),))
    assert issue.params == (("digits", 15),) and len({issue, issue.under("")}) == 1
    assert "15" in simreplace.explain(issue)


def test_an_issue_that_a_host_adds_to_and_one_that_cattrs_makes_are_converted_as_any_other() -> None:
    @attrs.frozen
    class Placed(simreplace.Issue):
        page: int = 0

    placed = Placed("nik.length", "/number", {"digits": 15}, page=2)
    assert (placed.code, placed.params, placed.page) == (IssueCode.NIK_LENGTH, (("digits", 15),), 2)
    with pytest.raises(ValueError, match="nope"):
        Placed("nope")
    sent = {"code": "nik.length", "pointer": "/number", "params": [["digits", 15]]}
    read = cattrs.Converter(prefer_attrib_converters=True).structure(sent, simreplace.Issue)
    assert read == simreplace.Issue(IssueCode.NIK_LENGTH, "/number", {"digits": 15})


def test_another_mistake_than_a_missing_field_is_not_hidden() -> None:
    @printable
    class Odd:
        def __repr__(self) -> str:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        repr(Odd())
