"""What the page docs/explanation/comparison.md says of others beside its tables, which are compared where they are made."""

import re
from importlib.metadata import version
from pathlib import Path
from typing import Final

import holidays
import lokal
import nik_lookup
import pytest
from pydantic_extra_types import coordinate, mac_address, payment
from statemachine import State, StateMachine
from stdnum.util import get_number_modules
from transitions.extensions import HierarchicalMachine

import comparison
from simreplace import Nik
from simreplace.calendar import indonesian_calendar

PAGE: Final = (Path(__file__).parent.parent / "docs/explanation/comparison.md").read_text(encoding="utf-8")
NAMED: Final = {
    "phonenumbers", "python-stdnum", "holidays", "transitions", "python-statemachine", "pydantic-extra-types",
    "nik-lookup", "lokal-id",
}  # fmt: skip


def test_the_page_names_every_peer_with_the_release_that_was_asked() -> None:
    (told,) = re.findall(r"these releases were asked: (.*)\.\n", PAGE)
    named = dict(re.findall(r"([a-z-]+) ([0-9.]*[0-9])", told))
    assert set(named) == NAMED
    # A newer release of the same may be installed; the tables are compared with whichever is.
    assert all(version(name).split(".")[0] >= release.split(".")[0] for name, release in named.items())


def test_the_others_have_what_the_page_says_is_theirs() -> None:
    assert len(list(get_number_modules())) > 200
    assert len(holidays.list_supported_countries()) > 100
    assert nik_lookup.parse("3174075508950001").to_dict()["district"] == "Kebayoran Baru"
    assert Nik.parse("3174075508950001").region.name == "Kota Administrasi Jakarta Selatan"
    assert lokal.terbilang(1500) == "seribu lima ratus"
    assert not lokal.parse_npwp("1").valid
    assert not lokal.parse_qris("1").valid
    assert [found.type for found in lokal.detect_pii("NIK 3174075508950001")] == ["NIK"]
    assert issubclass(payment.PaymentCardNumber, str) and issubclass(mac_address.MacAddress, str)
    assert issubclass(coordinate.Latitude, float)


def test_the_days_here_are_those_of_holidays() -> None:
    theirs = holidays.country_holidays("ID", years=2026, categories=("public", "government"))
    assert {day.day for day in indonesian_calendar(2026, 2026).days} == set(theirs)


def test_the_engines_have_nested_states() -> None:
    nested = HierarchicalMachine(states=[{"name": "open", "children": ["in_review"]}], initial="open_in_review")
    assert nested.is_open(allow_substates=True)

    class Nested(StateMachine):
        class opened(State.Compound):  # noqa: N801 - as its own documentation writes it
            in_review = State(initial=True)
            approved = State(final=True)
            approve = in_review.to(approved)

    assert {state.id for state in Nested().configuration} == {"opened", "in_review"}


@pytest.mark.parametrize("table", comparison.TABLES)
def test_a_row_has_as_many_cells_as_the_head(table: str) -> None:
    head, rows = comparison.TABLES[table]
    assert {len(row) for row in rows()} == {len(head)}


def test_the_tables_show_where_they_part() -> None:
    for kind, *said in comparison.numbers():
        first = {answer.split(":")[0].split(",")[0].replace("-", "") for answer in said}
        assert len(first) > 1 or kind.startswith("too short")
    # A letter is left out by phonenumbers, and what is left is somebody else's number.
    told = {kind.partition(",")[0]: said for kind, *said in comparison.numbers()}
    assert told["a letter in the middle"][0] == "+628123467890, MOBILE"
    assert told["a letter in the middle"][-1] == "refuses: `msisdn.letters`"
