"""The strategies that hosts test with: right where they say so, wrong for the reason that they name, and nobody's."""

import doctest
import importlib
import importlib.metadata
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import find as find_smallest
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample
from stdnum import luhn

import simreplace
from builders import form as filled_in
from builders import letter
from marked import plain_of, unmarked
from planted import MRZ
from simreplace import (
    ARTICLE,
    BRTI_2020,
    STRICT,
    Actor,
    Applicant,
    AuthorizationLetter,
    CollectionMethod,
    Contact,
    HeadOfFamily,
    IdentityDocument,
    IssueCode,
    Msisdn,
    Nik,
    PersonName,
    PhoneNumber,
    Policy,
    PurchaseRecord,
    ReplacementForm,
    ReplacementRequest,
    ReviewPolicy,
    Role,
    State,
    cards,
    check_form,
    events,
    from_mapping,
    lifecycle,
    parse_mrz,
    suggest,
    to_mapping,
)
from simreplace.errors import InvalidValueError, RefusedError
from simreplace.ext import walks
from simreplace.ext.announce import KINDS
from simreplace.ext.conformance import assert_conforms
from simreplace.ext.hypothesis import (
    _WHOLE,
    ON,
    form_data,
    forms,
    histories,
    mistaken_data,
    nearly,
    pasted,
    register,
    requests,
    typed,
    valid,
)
from simreplace.ext.made_up import check_digit, with_luhn
from simreplace.ext.personas import MISTAKES, as_typed
from simreplace.ext.specimens import TEXTS, reader_of, ways_of
from simreplace.lifecycle import Event
from simreplace.values import Masked, Mrz
from simreplace.values.papers import icao_check_digit

T = TypeVar("T")
ROOT: Final = Path(__file__).parent.parent.parent
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SLOW: Final = settings(
    max_examples=15, deadline=None, suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large)
)
MASKED: Final = tuple(kind for kind in TEXTS if kind is not Mrz)
PARTS: Final = (
    Applicant, IdentityDocument, Contact, HeadOfFamily, PurchaseRecord, AuthorizationLetter, ReplacementForm, Actor,
    Policy, ReviewPolicy, ReplacementRequest, Event, *events.EVENTS, events.Answer, events.RecordMatch,
    events.Inspection,
)  # fmt: skip


def find(strategy: st.SearchStrategy[T], wanted: Callable[[T], object]) -> T:
    """The first one that is as wanted."""
    quickly = settings(database=None, phases=(Phase.generate,), max_examples=1000)
    return find_smallest(strategy, lambda it: bool(wanted(it)), settings=quickly)


each_value = pytest.mark.parametrize("kind", TEXTS, ids=lambda kind: kind.__name__)
each_masked = pytest.mark.parametrize("kind", MASKED, ids=lambda kind: kind.__name__)


def codes_of(kind: Any, text: str) -> set[IssueCode]:
    """Everything that is said of a text."""
    if kind is not Mrz:
        return {issue.code for issue in kind.check(text)}
    try:
        parse_mrz(text)
    except InvalidValueError as error:
        return {issue.code for issue in error.issues}
    return set()


# ---- Values


def test_every_value_that_there_is_has_its_row() -> None:
    known = {
        kind
        for room in (simreplace, cards)
        for kind in vars(room).values()
        if isinstance(kind, type) and issubclass(kind, Masked) and kind is not Masked
    }
    assert known == set(MASKED)


@pytest.mark.uncounted
@each_value
@given(data=st.data())
def test_a_valid_value_shows_nothing_but_that_its_prefix_is_nobodys(kind: Any, data: st.DataObject) -> None:
    value = data.draw(valid(kind))
    assert type(value) is kind
    expected = {Msisdn: {IssueCode.MSISDN_PREFIX_UNALLOCATED}, PhoneNumber: {IssueCode.PHONE_FOREIGN}}
    assert {issue.code for issue in value.issues} == expected.get(kind, set())


@each_value
@given(data=st.data())
def test_a_plausible_value_shows_no_flag(kind: Any, data: st.DataObject) -> None:
    found = {issue.code for issue in data.draw(valid(kind, plausible=True)).issues}
    assert found <= {IssueCode.PHONE_FOREIGN}  # a NOTE


@pytest.mark.uncounted
@each_value
@given(data=st.data())
def test_what_is_typed_for_a_value_is_read_as_that_value(kind: Any, data: st.DataObject) -> None:
    text = data.draw(TEXTS[kind].made())
    read = reader_of(kind)
    assert read(data.draw(ways_of(kind, text))) == read(text)


@each_value
def test_every_way_to_type_a_value_is_drawn(kind: Any) -> None:
    def is_typed_so(text: str, way: Callable[[str, str], str]) -> bool:
        return text in {way(plain_of(reader_of(kind)(text)), separator) for separator in " -."}

    for way in TEXTS[kind].ways:
        assert find(typed(kind), partial(is_typed_so, way=way))


@each_masked
@given(data=st.data())
def test_what_is_pasted_is_repaired_by_suggest(kind: Any, data: st.DataObject) -> None:
    text = data.draw(pasted(kind))
    made = suggest(text)
    assert made.changes
    kind.parse(made.text)


# Where one mistake makes another: ten characters are unusual by themselves, and a word of two scripts has one too many.
BESIDE: Final = {
    IssueCode.PASSPORT_MRZ_COPIED: {IssueCode.PASSPORT_UNUSUAL_LENGTH},
    IssueCode.NAME_MIXED_SCRIPTS: {IssueCode.NAME_NOT_LATIN},
}
OF_THE_MARK: Final = {IssueCode.MSISDN_PREFIX_UNALLOCATED, IssueCode.PHONE_FOREIGN}


@pytest.mark.uncounted
@each_value
@given(data=st.data())
def test_what_is_nearly_right_is_told_by_its_code_and_no_other(kind: Any, data: st.DataObject) -> None:
    text, code = data.draw(nearly(kind))
    assert codes_of(kind, text) - OF_THE_MARK == {code} | BESIDE.get(code, set())


def _has_code(it: tuple[str, IssueCode], code: IssueCode) -> bool:
    return it[1] is code


@each_value
def test_every_fault_of_a_value_is_drawn_and_can_be_left_out(kind: Any) -> None:
    codes = {code for code, _ in TEXTS[kind].faults}
    for code in codes:
        assert find(nearly(kind), partial(_has_code, code=code))[1] is code
    (kept,) = {find(nearly(kind, without=tuple(codes - {IssueCode.TEXT_TOO_LONG})), lambda _: True)[1]}
    assert kept is IssueCode.TEXT_TOO_LONG


@given(st.from_regex("[0-9]{17,19}", fullmatch=True))
def test_a_check_digit_is_that_of_luhn(body: str) -> None:
    assert with_luhn(body) == body + luhn.calc_check_digit(body)


@given(st.from_regex("[0-9A-Z<]{0,30}", fullmatch=True))
def test_a_check_digit_is_that_of_icao(field: str) -> None:
    assert check_digit(field) == str(icao_check_digit(field))


# ---- Nobody's


@pytest.mark.parametrize("kind", [*TEXTS, *PARTS], ids=lambda kind: kind.__name__)
@SLOW
@given(data=st.data())
def test_every_value_is_marked_as_nobodys(kind: Any, data: st.DataObject) -> None:
    assert unmarked(data.draw(valid(kind))) == []


@SLOW
@given(walk=histories())
def test_every_value_on_the_way_is_marked_as_nobodys(walk: tuple[ReplacementRequest, ...]) -> None:
    assert unmarked(walk[-1]) == []


def test_a_value_that_is_not_marked_is_found() -> None:
    from builders import applicant

    assert set(unmarked(applicant())) == {PersonName, Nik, PhoneNumber}


@given(valid(Msisdn))
def test_no_source_names_an_operator_for_the_number(number: Msisdn) -> None:
    assert number.hint is None and not number.operators


@given(valid(Msisdn, plausible=True))
def test_a_plausible_number_has_an_operator(number: Msisdn) -> None:
    assert number.operators and re.fullmatch(r"\+6281200000\d{3}", number.reveal())


# ---- Forms


DAYS: Final = st.dates(date(2024, 1, 1), date(2039, 12, 31))


@SLOW
@given(data=st.data(), on=DAYS)
def test_a_form_has_no_error_on_its_day_and_no_flag_but_its_mark(data: st.DataObject, on: date) -> None:
    report = check_form(data.draw(forms(on=on)), on=on)
    assert report.errors == ()
    assert {issue.code for issue in report.flags} == {IssueCode.MSISDN_PREFIX_UNALLOCATED}


@SLOW
@given(data=st.data())
def test_what_is_typed_for_a_form_is_read_as_that_form(data: st.DataObject) -> None:
    form = data.draw(forms())
    report = check_form(data.draw(as_typed(form)), on=ON)
    assert report.errors == ()
    assert report.value == form


@SLOW
@given(form_data(on=date(2030, 2, 28)))
def test_what_is_typed_is_json(data: dict[str, Any]) -> None:
    assert check_form(json.loads(json.dumps(data)), on=date(2030, 2, 28)).errors == ()


@pytest.mark.parametrize("mistake", MISTAKES, ids=[f"{row} {at}" for row, (at, *_) in enumerate(MISTAKES)])
@settings(SLOW, max_examples=8)
@given(data=st.data())
def test_a_mistake_is_told_by_its_code_and_at_its_place(mistake: Any, data: st.DataObject) -> None:
    typed_in, code, pointer = data.draw(mistaken_data(among=(mistake,)))
    assert (code, pointer) in {(issue.code, issue.pointer) for issue in check_form(typed_in, on=ON).issues}


def test_what_is_not_said_is_typed_as_nothing_and_a_value_as_itself() -> None:
    assert find(as_typed(None), lambda typed_in: typed_in is None) is None
    number = Msisdn.parse("0812 3456 7890")  # made up
    typed_in = find(as_typed(number), lambda _: True)
    assert isinstance(typed_in, str) and Msisdn.parse(typed_in) == number


def test_a_zone_is_typed_as_its_lines_or_as_one_text() -> None:
    zone = parse_mrz(MRZ)
    assert find(as_typed(zone), lambda typed_in: isinstance(typed_in, list)) == list(zone.reveal())
    assert parse_mrz(find(as_typed(zone), lambda typed_in: isinstance(typed_in, str))) == zone


@pytest.mark.parametrize(
    "kind",
    ["a child", "a foreigner", "a zone", "a card and a passport", "no contact but a phone"],
)
def test_every_sort_of_person_is_drawn(kind: str) -> None:
    sorts: dict[str, Callable[[Applicant], bool]] = {
        "a child": lambda it: it.head_of_family is not None,
        "a foreigner": lambda it: not it.is_citizen,
        "a zone": lambda it: any(held.mrz is not None for held in it.documents),
        "a card and a passport": lambda it: it.is_citizen and len(it.documents) == 3,
        "no contact but a phone": lambda it: it.contact.email is None,
    }
    assert sorts[kind](find(valid(Applicant), sorts[kind]))


# ---- Under way


@pytest.mark.parametrize("policy", [ARTICLE, BRTI_2020, STRICT], ids=lambda policy: policy.name)
@SLOW
@given(data=st.data())
def test_every_step_of_a_history_is_one_that_the_gates_let_through(policy: Policy, data: st.DataObject) -> None:
    walk = data.draw(histories(policy))
    assert walk[0].history == () and [len(it.history) for it in walk] == list(range(len(walk)))
    last = walk[-1]
    assert lifecycle.verify(last) == () and lifecycle.replay(last) == last
    assert from_mapping(ReplacementRequest, to_mapping(last)) == last


@pytest.mark.uncounted
@pytest.mark.parametrize("policy", [ARTICLE, STRICT], ids=lambda policy: policy.name)
@pytest.mark.parametrize("state", State)
@settings(SLOW, max_examples=3)
@given(data=st.data())
def test_a_request_has_come_to_its_state(state: State, policy: Policy, data: st.DataObject) -> None:
    request = data.draw(requests(state, policy=policy))
    assert request.state is state
    assert lifecycle.replay(request) == request


@pytest.mark.uncounted
def test_histories_come_to_their_ends_and_make_detours() -> None:
    seen: set[State] = set()

    @settings(SLOW, max_examples=450, derandomize=True, phases=(Phase.generate,))
    @given(histories())
    def look(walk: tuple[ReplacementRequest, ...]) -> None:
        seen.update(it.state for it in walk)

    look()
    ends = {State.COMPLETED, State.CANCELLED, State.REJECTED, State.EXPIRED}
    # Rarer detours, to a question or to an exchange, are drawn too; `requests` reaches every state for certain.
    assert seen >= ends | {State.ON_HOLD}


def test_a_letter_is_not_for_somebody_who_shows_the_applicants_own_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two numbers that are drawn, now and then both are the same."""
    siti, budi = filled_in(), letter()
    own = attrs.evolve(budi, proxy_document=attrs.evolve(siti.applicant.documents[0], holder_name="Budi Santoso"))
    monkeypatch.setattr(walks, "forms", lambda **_: st.just(siti))
    monkeypatch.setattr(walks, "letters", lambda **_: st.sampled_from([own, budi]))
    quickly = settings(database=None, phases=(Phase.generate,), max_examples=20)
    drawn = walks.beginnings(ARTICLE, date(2026, 9, 7), plausible=True)
    assert find_smallest(drawn, lambda _: True, settings=quickly)[1] == budi
    with pytest.raises(NoSuchExample):
        find_smallest(drawn, lambda it: it[1] == own, settings=quickly)


@SLOW
@given(valid(Policy).flatmap(histories))
def test_a_history_under_any_policy_ends(walk: tuple[ReplacementRequest, ...]) -> None:
    assert walk[-1].state.is_final or len(walk) > 40


NARROW: Final = (
    attrs.evolve(ARTICLE, name="at once", visit_length=timedelta(0)),
    attrs.evolve(ARTICLE, name="other machines", machines=("hlr",)),
    attrs.evolve(ARTICLE, name="no machines", machines=()),
    attrs.evolve(ARTICLE, name="by post", collection_methods=(CollectionMethod.BY_POST,)),
    attrs.evolve(ARTICLE, name="proxies", collection_methods=(CollectionMethod.BY_PROXY,), proxy_when_flagged=False),
)


@pytest.mark.parametrize("policy", NARROW, ids=lambda policy: policy.name)
@settings(SLOW, max_examples=3)
@given(data=st.data())
def test_a_policy_that_lets_nobody_through_does_not_break_a_walk(policy: Policy, data: st.DataObject) -> None:
    assert data.draw(histories(policy))[-1].history


def test_a_state_that_a_policy_lets_nobody_reach_is_refused_with_its_reasons() -> None:
    with pytest.raises(RefusedError, match=r"visit\.over"):
        find(requests(State.COMPLETED, policy=NARROW[0]), lambda _: True)


@given(valid(Event))
def test_an_event_is_of_a_kind_that_there_is_and_by_who_may(event: Event) -> None:
    assert type(event) in events.EVENTS
    assert event.by.role in {role for row in lifecycle.TRANSITIONS if row.event is type(event) for role in row.roles}


@given(valid(Actor))
def test_a_machine_acts_under_a_name_of_the_policies(actor: Actor) -> None:
    assert (actor.role in {Role.SYSTEM, Role.NETWORK}) is (actor.id in ARTICLE.machines)


# ---- Found by Hypothesis itself


def fresh(code: str, *paths: Path) -> str:
    """What a fresh interpreter prints, with these folders to look into first."""
    ours = Path(simreplace.__file__).parent.parent
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (*paths, ours)))}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def as_installed(tmp_path: Path) -> Path:
    """A folder with the metadata that the build makes of the project's entry point."""
    named = PROJECT["entry-points"]["hypothesis"]
    folder = tmp_path / "contoh-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: contoh\nVersion: 1\n", encoding="utf-8")
    lines = "".join(f"{name} = {value}\n" for name, value in named.items())
    (folder / "entry_points.txt").write_text(f"[hypothesis]\n{lines}", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "first", ["import hypothesis", "import simreplace.ext.hypothesis", "from simreplace.ext.hypothesis import forms"]
)
def test_hypothesis_finds_the_strategies_by_the_entry_point_that_the_project_names(tmp_path: Path, first: str) -> None:
    """As installed, whichever of the two is imported first: each imports the other."""
    code = f"""
{first}
from hypothesis import find, strategies as st
from simreplace import Msisdn, ReplacementRequest, cards
print(find(st.from_type(Msisdn), lambda _: True).reveal()[:5], find(st.from_type(cards.Eid), lambda _: True).reveal()[:4])
"""
    assert fresh(code, as_installed(tmp_path)) == "+6286 8900\n"


def test_every_type_that_has_a_strategy_is_announced() -> None:
    assert set(KINDS) == {*TEXTS, *_WHOLE}


def test_what_is_installed_has_the_entry_point() -> None:
    installed = importlib.metadata.distribution("simreplace")
    origin = json.loads(installed.read_text("direct_url.json") or "{}")
    if "dir_info" in origin and origin["url"] != ROOT.as_uri():
        pytest.skip("what is installed here is another checkout")
    found = {it.name: it.value for it in installed.entry_points if it.group == "hypothesis"}
    assert found == PROJECT["entry-points"]["hypothesis"]
    assert [it for it in installed.requires or () if 'extra == "hypothesis"' in it.replace("'", '"')]


@pytest.mark.parametrize("kind", [*TEXTS, *PARTS], ids=lambda kind: kind.__name__)
def test_every_public_type_is_made_by_its_strategy_from_its_type(kind: Any) -> None:
    register()
    assert isinstance(find(st.from_type(kind), lambda _: True), kind)


def test_importing_the_library_loads_no_hypothesis() -> None:
    code = "import sys, simreplace; print([it for it in sys.modules if 'hypothesis' in it])"
    assert fresh(code) == "[]\n"


@pytest.mark.parametrize("module", ["hypothesis", "conformance"])
def test_without_hypothesis_one_sentence_names_the_extra(module: str) -> None:
    code = f"""
import sys
sys.modules["hypothesis"] = None
try:
    import simreplace.ext.{module}
except ModuleNotFoundError as error:
    print(error.name, error)
"""
    assert fresh(code) == "hypothesis the strategies need Hypothesis: pip install 'simreplace[hypothesis]'\n"
    assert "hypothesis" in PROJECT["optional-dependencies"]


@pytest.mark.parametrize("name", ["hypothesis", "made_up", "specimens", "personas", "walks", "conformance"])
def test_the_examples_hold(name: str) -> None:
    module = importlib.import_module(f"simreplace.ext.{name}")
    result = doctest.testmod(module, extraglobs=dict(vars(module)))
    assert result.failed == 0


def test_the_conformance_kit_is_handed_on() -> None:
    from simreplace.ext import hypothesis as door

    assert door.assert_conforms is assert_conforms
    assert list(door.__all__) == sorted(door.__all__, key=lambda name: (not name.isupper(), name))
