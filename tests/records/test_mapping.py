"""Records: to a plain mapping and back without loss, read strictly, and described by a schema that says the same."""

import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from builders import KTP, MONDAY, PROXY_KTP, applicant, letter, paper
from journey import (
    ACTORS,
    BUDI,
    CARDS,
    COUNTER,
    OUTLET,
    POLICIES,
    REVIEWER,
    SALT,
    SITI,
    draft,
    in_state,
    sample,
    tell,
    walk,
)
from planted import MRZ, PLANTED, leaks, planted_request
from simreplace import (
    ARTICLE,
    STRICT,
    WIB,
    WIT,
    WITA,
    Actor,
    Applicant,
    BusinessCalendar,
    CollectiveLeave,
    Contact,
    DocumentKind,
    HeadOfFamily,
    IdentityDocument,
    Issue,
    IssueCode,
    Msisdn,
    Policy,
    PurchaseRecord,
    ReadyEstimate,
    ReplacementForm,
    ReplacementRequest,
    ReviewPolicy,
    Role,
    State,
    cards,
    estimate_ready_date,
    events,
    from_mapping,
    from_text,
    indonesian_calendar,
    lifecycle,
    open_request,
    parse_mrz,
    record_schema,
    recovery,
    to_mapping,
)
from simreplace.calendar.window import Caveat, CaveatCode
from simreplace.errors import CalendarRangeError, InvalidRecordError, InvalidValueError, RefusedError
from simreplace.lifecycle import Step, may_be_repeated, verify
from simreplace.lifecycle.request import first_seal, next_step
from simreplace.lifecycle.steps import Decision
from simreplace.people.documents import NUMBER_TYPES
from simreplace.records.mapping import _converter
from simreplace.records.schema import RECORDS
from simreplace.rules.policy import SafeguardRule
from simreplace.values import Masked

Place = tuple[str | int, ...]


def every_event() -> Iterator[events.Event]:
    """One event of each kind, and those with the most to say filled to the last field."""
    request = in_state(State.READY_FOR_COLLECTION)
    for kind in events.EVENTS:
        yield attrs.evolve(sample(kind, request), note="a note")
    told: dict[str, Any] = {"id": "e", "note": "a note"}
    code = IssueCode.NIK_BIRTH_DATE_DIFFERS
    yield events.Submit(**told, by=SITI, form=request.form, acknowledged=[code], other_open_request=True)
    compared = [events.RecordMatch(f"detail_{match.name.lower()}", match) for match in events.Match]
    yield events.CompareRecord(**told, by=REVIEWER, matches=compared, document=1)
    yield events.RequestInformation(**told, by=REVIEWER, papers=["police_report"], fields=["holder_name"])
    yield events.Collect(
        **told,
        by=COUNTER,
        outlet=OUTLET,
        visitor=BUDI,
        id_seen=KTP,
        papers_seen=["purchase_record"],
        letter=letter(),
        proxy_id_seen=PROXY_KTP,
    )
    yield events.MakeReady(
        **told, by=COUNTER, iccid=CARDS[0], outlet=OUTLET, eid=PLANTED[cards.Eid], activation_code=ESIM_CODE
    )
    yield events.ExchangeCard(**told, by=COUNTER, iccid=CARDS[0], eid=PLANTED[cards.Eid], activation_code=ESIM_CODE)
    yield events.ChangeCollection(**told, by=SITI, method="by_proxy", outlet="Outlet Bandung")
    yield events.AcceptCard(
        **told, by=BUDI, inspection=events.Inspection(profile_installed=True, code_used_once=False, iccid=CARDS[0])
    )
    yield events.RaiseObjection(**told, by=ACTORS[Role.REGISTERED_OWNER], channel="hotline")


ESIM_CODE = "LPA:1$smdp.example.com$MADE-UP-0042"

# Each made up, and each fit for the kind of document.
NUMBERS = {kind: PLANTED[number] for kind, number in NUMBER_TYPES.items()}
CLOSED = ReviewPolicy(
    min_days=0,
    cutoff=time(15, 30),
    zone=WIT,
    weekend={6},
    collective_leave="closed",
    extra_closed=[date(2026, 9, 8), date(2026, 9, 7)],
    extra_open=[date(2026, 9, 6)],
    cutoff_on={5: time(12), 4: None},
)
OWN = attrs.evolve(
    ARTICLE,
    name="own",
    review=CLOSED,
    safeguards=(
        SafeguardRule("port_out", timedelta(days=7, seconds=1, microseconds=2), "made up"),
        SafeguardRule("sms_codes", timedelta(days=150_001, microseconds=1), "made up"),
    ),
    required_record_matches=("name",),
    owner_told="both",
    accepted_card_flags=(IssueCode.ICCID_LUHN,),
    machines=("hlr-1", "system"),
    duties_apart=(("intake", "counter"), ("tell", "review")),
    machines_only=("compare",),
)
OWN_MATCHED = attrs.evolve(OWN, required_record_matches=("identity_number",), machines=("system", "network"))
DAYS = BusinessCalendar.from_days(
    date(2026, 8, 1),
    date(2026, 12, 31),
    weekend={4, 5},
    public_holidays={date(2026, 8, 17): "Hari Kemerdekaan Republik Indonesia"},
    estimated_holidays=[date(2026, 9, 9)],
    collective_leave=[date(2026, 9, 10)],
    extra_open=[date(2026, 9, 12)],
    decreed_years=[],
    source="own, 2026",
)
ISSUE = Issue(
    IssueCode.ORDER_OBJECTION_WINDOW,
    "/request",
    (("until", MONDAY), ("since", date(2026, 9, 7)), ("text", "2026-09-07"), ("text", "2026-99-99"), ("limit", 3)),
)
VALUES: tuple[object, ...] = (
    *(IdentityDocument(kind=kind, number=number, issued_on=date(2020, 1, 1)) for kind, number in NUMBERS.items()),
    IdentityDocument(
        kind="passport", number="L898902C3", issuing_country="AUS", mrz=parse_mrz(MRZ), expires_on=date(2031, 1, 1)
    ),
    applicant(),
    Contact(),
    HeadOfFamily("Budi Santoso", PLANTED[next(iter(NUMBER_TYPES.values()))]),
    letter(),
    PurchaseRecord("Toko Pulsa Jaya", date(2024, 2, 29), "INV-2024-0042"),
    Actor(Role.REVIEWER, "staff-1"),
    planted_request().form,
    planted_request(),
    draft(card_form="esim").form,
    planted_request().form.applicant.documents[2],
    in_state(State.IN_REVIEW, OWN_MATCHED).history[0],
    walk(in_state(State.READY_FOR_COLLECTION), events.Hold, events.Release),
    *(in_state(state) for state in State),
    *(in_state(State.COMPLETED, policy) for policy in POLICIES[1:]),
    *every_event(),
    events.Inspection(surface=True, iccid="8962100000000000018"),
    ISSUE,
    *POLICIES,
    OWN,
    CLOSED,
    OWN.safeguards[0],
    DAYS,
    DAYS.days[0],
    indonesian_calendar(2026, 2027),
    estimate_ready_date(datetime(2026, 3, 16, 10, tzinfo=WIB)),
    estimate_ready_date(date(2028, 2, 24)),
    estimate_ready_date(MONDAY, policy=CLOSED, calendar=DAYS),
    estimate_ready_date(date(2026, 3, 16)).skipped[0],
    indonesian_calendar(2026, 2027).days[0],
    Caveat(CaveatCode.WEEKENDS_MAY_BE_WORKED),
    recovery.start_recovery(
        recovery.Account(id="a-1", email="siti@example.com"),
        send_to="email",
        code="493027",
        key=bytes(16),
        at=MONDAY,
        supersedes=None,
    ),
    recovery.RecoveryPolicy(),
)
NAMES = [f"{at}-{type(value).__name__}" for at, value in enumerate(VALUES)]


def stored(value: object, **options: bool) -> dict[str, Any]:
    """The mapping of a value as a database gives it back."""
    mapping = to_mapping(value, **options)
    again: dict[str, Any] = json.loads(json.dumps(mapping))
    assert again == mapping, "nothing but what JSON has"
    return again


# What the first records did not have: it stands only where it says something.
CAME_LATER = {"cutoff_on", "decree", "uncertain"}
SCHEMAS = {kind: Draft202012Validator(record_schema(kind)) for kind in RECORDS}


def refused(cls: type[object], data: Any) -> list[tuple[str, str]]:
    """Every reason why a mapping is refused, with its place."""
    with pytest.raises(InvalidRecordError) as error:
        from_mapping(cls, data)
    return [(issue.code.value, issue.pointer) for issue in error.value.issues]


@pytest.mark.parametrize("value", VALUES, ids=NAMES)
def test_a_value_comes_back_from_json_as_it_was(value: object) -> None:
    assert from_mapping(type(value), stored(value)) == value


def test_every_kind_of_value_is_tried() -> None:
    inner = {events.Answer, events.RecordMatch}
    assert {type(value) for value in VALUES} >= RECORDS - inner - {events.Event}
    for value in (events.Answer("x", "y"), events.RecordMatch("x", events.Match.TRUE)):
        assert from_mapping(type(value), stored(value)) == value


@pytest.mark.parametrize("value", VALUES, ids=NAMES)
def test_the_schema_describes_the_record_and_nothing_more(value: object) -> None:
    validator = SCHEMAS[type(value)]
    record = stored(value)
    assert validator.is_valid(record)
    assert not validator.is_valid({**record, "another": 1})
    for name in record:
        without = {key: item for key, item in record.items() if key != name}
        assert validator.is_valid(without) is (name in CAME_LATER)


def test_a_schema_is_one_and_says_of_what() -> None:
    for kind in sorted(RECORDS, key=lambda kind: kind.__name__):
        schema = record_schema(kind)
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["title"] == kind.__name__


def test_an_event_is_read_as_itself_or_as_an_event_of_any_kind() -> None:
    schema = Draft202012Validator(record_schema(events.Event))
    for event in every_event():
        record = stored(event)
        assert from_mapping(events.Event, record) == event
        assert schema.is_valid(record)
        other = events.Cancel if type(event) is not events.Cancel else events.Expire
        assert refused(other, record) == [("form.choice", "/event")]
    assert refused(events.Event, {**record, "event": "event"}) == [("form.choice", "/event")]
    assert refused(events.Event, {**record, "event": ["hold"]}) == [("form.choice", "/event")]
    del record["event"]
    assert refused(events.Event, record) == [("form.required", "/event")]


@attrs.frozen
class Borrowed:
    """A value that is not the library's."""

    phone: str | None = None


@pytest.mark.parametrize(
    "thing", [1, "x", None, PLANTED, Contact, parse_mrz(MRZ), Borrowed()], ids=lambda it: type(it).__name__
)
def test_what_is_none_of_the_librarys_values_has_no_record(thing: object) -> None:
    with pytest.raises(TypeError, match="own values"):
        to_mapping(thing)


@pytest.mark.parametrize("cls", [int, dict, Borrowed, Decision, type(parse_mrz(MRZ))])
def test_what_is_none_of_the_librarys_types_has_no_record_and_no_schema(cls: type[object]) -> None:
    with pytest.raises(TypeError, match="own values"):
        from_mapping(cls, {"version": 1})
    if cls is Decision:
        return  # a result has a schema, and is not read back
    with pytest.raises(TypeError, match="own values"):
        record_schema(cls)


def test_an_event_of_no_kind_has_no_record() -> None:
    with pytest.raises(TypeError, match="own values"):
        to_mapping(events.Event(id="x", by=SITI))


# Reading strictly


@pytest.mark.parametrize("data", [None, [], "x", 1, [("version", 1)]])
def test_what_is_no_mapping_is_no_record(data: object) -> None:
    assert refused(Contact, data) == [("form.type", "")]


@pytest.mark.parametrize("version", [0, 2, "1", 1.0, True, None, [1]])
def test_another_version_is_refused_by_name_and_nothing_else_is_looked_at(version: object) -> None:
    assert refused(Contact, {"version": version, "x": 1}) == [("record.version", "/version")]


def test_a_record_without_a_version_lacks_one() -> None:
    assert refused(Contact, {"phone": None, "email": None}) == [("form.required", "/version")]


TWO_PAPERS = applicant(documents=(KTP, paper("family_card")))
REQUEST = stored(in_state(State.READY_FOR_COLLECTION, applicant=TWO_PAPERS))


def changed(record: Any, path: Place, value: object) -> Any:
    """The record with one place replaced."""
    if not path:
        return value
    step, *rest = path
    copy: Any = list(record) if isinstance(record, list) else dict(record)
    copy[step] = changed(copy[step] if step in copy or isinstance(record, list) else {}, tuple(rest), value)
    return copy


FORM: Place = ("history", 0, "event", "form")
AT_FORM = "/history/0/event/form"


@pytest.mark.parametrize(
    ("path", "value", "found"),
    [
        ((*FORM, "msisdn"), 81234567890, ("text.type", f"{AT_FORM}/msisdn")),
        ((*FORM, "msisdn"), None, ("text.type", f"{AT_FORM}/msisdn")),
        ((*FORM, "msisdn"), "0812 3456 7890", ("record.value", f"{AT_FORM}/msisdn")),
        ((*FORM, "reason"), "gone", ("form.choice", f"{AT_FORM}/reason")),
        ((*FORM, "reason"), 1, ("form.choice", f"{AT_FORM}/reason")),
        ((*FORM, "card_form"), "paper", ("form.choice", f"{AT_FORM}/card_form")),
        ((*FORM, "remarks"), 5, ("record.value", f"{AT_FORM}/remarks")),
        ((*FORM, "outlet"), ["x"], ("record.value", f"{AT_FORM}/outlet")),
        ((*FORM, "applicant"), [], ("form.type", f"{AT_FORM}/applicant")),
        ((*FORM, "applicant", "born_on"), "1995-08-15T00:00:00+07:00", ("form.date", f"{AT_FORM}/applicant/born_on")),
        ((*FORM, "applicant", "born_on"), "1995-02-30", ("form.date", f"{AT_FORM}/applicant/born_on")),
        ((*FORM, "applicant", "born_on"), "19950815", ("form.date", f"{AT_FORM}/applicant/born_on")),
        ((*FORM, "applicant", "born_on"), "1995-08-１５", ("form.date", f"{AT_FORM}/applicant/born_on")),
        ((*FORM, "applicant", "born_on"), 19950815, ("form.date", f"{AT_FORM}/applicant/born_on")),
        ((*FORM, "applicant", "nationality"), "Indonesia", ("nationality.meant", f"{AT_FORM}/applicant/nationality")),
        ((*FORM, "applicant", "documents"), {}, ("form.type", f"{AT_FORM}/applicant/documents")),
        ((*FORM, "applicant", "documents"), "ktp", ("form.type", f"{AT_FORM}/applicant/documents")),
        ((*FORM, "applicant", "documents", 1), None, ("form.type", f"{AT_FORM}/applicant/documents/1")),
        (
            (*FORM, "applicant", "documents", 1, "number"),
            "123",
            ("record.value", f"{AT_FORM}/applicant/documents/1/number"),
        ),
        (
            (*FORM, "applicant", "documents", 1, "number"),
            3174,
            ("text.type", f"{AT_FORM}/applicant/documents/1/number"),
        ),
        (
            (*FORM, "applicant", "documents", 0, "kind"),
            "library_card",
            ("form.choice", f"{AT_FORM}/applicant/documents/0/kind"),
        ),
        ((*FORM, "applicant", "documents", 0, "kind"), None, ("form.choice", f"{AT_FORM}/applicant/documents/0/kind")),
        ((*FORM, "applicant", "documents", 0, "mrz"), "P<UTO", ("form.type", f"{AT_FORM}/applicant/documents/0/mrz")),
        (
            (*FORM, "applicant", "documents", 0, "mrz"),
            ["P<UTO"],
            ("record.value", f"{AT_FORM}/applicant/documents/0/mrz"),
        ),
        (("opened_at",), "2026-09-07T10:00:00", ("review.naive_time", "/opened_at")),
        (("opened_at",), "2026-09-07", ("form.date", "/opened_at")),
        (("opened_at",), "2026-09-07T25:00:00+07:00", ("form.date", "/opened_at")),
        (("opened_at",), "2026-W37-1T10:00:00+07:00", ("form.date", "/opened_at")),
        (("opened_at",), "9999-09-07T10:00:00+07:00", ("form.date", "/opened_at")),
        (("salt",), "00" * 15, ("request.weak_salt", "/salt")),
        (("salt",), "0" * 33, ("record.value", "/salt")),
        (("salt",), "00 " * 16, ("record.value", "/salt")),
        (("salt",), "AB" * 16, ("record.value", "/salt")),
        (("salt",), None, ("record.value", "/salt")),
        (("draft",), [], ("form.type", "/draft")),
        (("history",), None, ("form.type", "/history")),
        (("history",), [], ("form.required", "/draft")),
        (("history", 0, "event", "other_open_request"), 0, ("record.value", "/history/0/event/other_open_request")),
        (("history", 0, "policy"), "ARTICLE", ("form.type", "/history/0/policy")),
        (("history", 0, "policy", "max_visits"), 0, ("policy.limit", "/history/0/policy/max_visits")),
        (("history", 0, "policy", "owner_told"), "never", ("form.choice", "/history/0/policy/owner_told")),
        (("history", 0, "policy", "machines"), ["a b"], ("text.character", "/history/0/policy")),
        (("history", 0, "at"), "2026-09-07T10:00:00", ("review.naive_time", "/history/0/at")),
        (("history", 0, "state"), "nowhere", ("form.choice", "/history/0/state")),
        (("history", 0, "seal"), 5, ("record.value", "/history/0/seal")),
        (("history", 0, "event", "by", "id"), " ", ("text.empty", "/history/0/event/by/id")),
        (("history", 0, "event", "event"), "nothing", ("form.choice", "/history/0/event/event")),
        (
            ("history", 1, "event", "matches", 0, "outcome"),
            True,
            ("form.choice", "/history/1/event/matches/0/outcome"),
        ),
        (("history", 5, "event", "iccid"), "12", ("record.value", "/history/5/event/iccid")),
        (("extra",), 1, ("form.unknown_field", "")),
        (("history", 0, "event", "at"), "2026-09-07", ("form.unknown_field", "/history/0/event/at")),
        ((*FORM, "applicant", "contact", "fax"), 1, ("form.unknown_field", f"{AT_FORM}/applicant/contact")),
        (
            (*FORM, "applicant", "contact", "+6281234567890"),
            1,
            ("form.unknown_field", f"{AT_FORM}/applicant/contact"),
        ),
        (("masked",), True, ("record.masked", "/masked")),
        (("state",), "draft", ("history.altered", "/state")),
        (("state",), "nowhere", ("form.choice", "/state")),
    ],
)
def test_a_value_out_of_place_is_named_by_its_place(path: Place, value: object, found: tuple[str, str]) -> None:
    codes = refused(ReplacementRequest, changed(REQUEST, path, value))
    assert found in codes
    assert {pointer for _, pointer in codes} == {found[1]}


def test_every_mistake_comes_back_at_once() -> None:
    record = changed(REQUEST, (*FORM, "applicant", "documents", 1, "number"), "123")
    record = changed(record, ("history", 2, "at"), "then")
    record = changed(record, ("history", 0, "event", "by", "role"), "king")
    form = record["history"][0]["event"]["form"]
    record = changed(record, FORM, {name: it for name, it in form.items() if name != "msisdn"})
    record |= {"historyy": 1, "Ms. Siti": 2}
    assert refused(ReplacementRequest, record) == [
        ("form.choice", "/history/0/event/by/role"),
        ("form.required", f"{AT_FORM}/msisdn"),
        ("record.value", f"{AT_FORM}/applicant/documents/1/number"),
        ("form.date", "/history/2/at"),
        ("form.unknown_field", "/historyy"),
        ("form.unknown_field", ""),
    ]


TURNED: tuple[tuple[type[object], dict[str, Any], tuple[str, str]], ...] = (
    (ReviewPolicy, {"max_days": "3"}, ("record.value", "/max_days")),
    (ReviewPolicy, {"max_days": True}, ("record.value", "/max_days")),
    (ReviewPolicy, {"max_days": 3.0}, ("record.value", "/max_days")),
    (ReviewPolicy, {"min_days": 4}, ("review.days", "/min_days")),
    (ReviewPolicy, {"cutoff": "15:00:00+07:00"}, ("form.date", "/cutoff")),
    (ReviewPolicy, {"cutoff": "15"}, ("form.date", "/cutoff")),
    (ReviewPolicy, {"cutoff": "25:00:00"}, ("form.date", "/cutoff")),
    (ReviewPolicy, {"zone": "Asia/Jakarta"}, ("record.value", "/zone")),
    (ReviewPolicy, {"zone": "UTC+25:00"}, ("form.date", "/zone")),
    (ReviewPolicy, {"zone": 7}, ("record.value", "/zone")),
    (ReviewPolicy, {"weekend": [5, 5]}, ("form.type", "/weekend")),
    (ReviewPolicy, {"weekend": [5, "6"]}, ("record.value", "/weekend/1")),
    (ReviewPolicy, {"weekend": {"5": 6}}, ("form.type", "/weekend")),
    (ReviewPolicy, {"extra_closed": ["2026-09-08"], "extra_open": ["2026-09-08"]}, ("review.extra_conflict", "/extra_open")),
    (Policy, {"draft_deadline": "30 days"}, ("record.value", "/draft_deadline")),
    (Policy, {"draft_deadline": float("nan")}, ("record.value", "/draft_deadline")),
    (Policy, {"draft_deadline": 10**400}, ("record.value", "/draft_deadline")),
    (Policy, {"draft_deadline": True}, ("record.value", "/draft_deadline")),
    (Policy, {"draft_deadline": -1}, ("policy.limit", "/draft_deadline")),
    (Policy, {"evidence": [["lost"]]}, ("form.type", "/evidence/0")),
    (Policy, {"evidence": [["lost", ["shoe"]]]}, ("form.choice", "/evidence/0/1/0")),
    (BusinessCalendar, {"last": "2026-08-10"}, ("calendar.range", "")),
    (Issue, {"code": "no.such_code"}, ("form.choice", "/code")),
    (Issue, {"params": [["limit", True]]}, ("record.value", "/params/0/1")),
    (Issue, {"params": [["limit", 1.5]]}, ("record.value", "/params/0/1")),
    (Issue, {"params": [["limit", {"text": 5}]]}, ("record.value", "/params/0/1")),
    (Issue, {"params": [["limit", {"text": "x", "y": 1}]]}, ("record.value", "/params/0/1")),
    (Issue, {"params": [["until", "2026-99-99"]]}, ("form.date", "/params/0/1")),
    (Issue, {"params": [["until", "2026-09-07T10:00:00"]]}, ("review.naive_time", "/params/0/1")),
    (Issue, {"params": [["until", "2026-09-07", 1]]}, ("form.type", "/params/0")),
    (ReadyEstimate, {"submitted_at": "2026-03-16T10:00:00"}, ("review.naive_time", "/submitted_at")),
    (ReadyEstimate, {"submitted_at": "2036-03-16"}, ("calendar.range", "/calendar")),
    (ReadyEstimate, {"latest": "2026-03-27"}, ("record.value", "/latest")),
    (ReadyEstimate, {"tentative": 0}, ("record.value", "/tentative")),
    (ReadyEstimate, {"tentative": True}, ("record.value", "/tentative")),
    (ReadyEstimate, {"caveats": []}, ("record.value", "/caveats")),
    (ReadyEstimate, {"calendar_source": "holidays 1"}, ("record.value", "/calendar_source")),
    (ReadyEstimate, {"best_case": ["2026-03-17"]}, ("form.type", "/best_case")),
)  # fmt: skip


def broken_by(cls: type[object], record: dict[str, Any]) -> list[tuple[str, str]]:
    """Why a record is refused of which these fields say something else."""
    whole = stored(DAYS if cls is BusinessCalendar else next(value for value in VALUES if type(value) is cls))
    return refused(cls, {**whole, **record})


@pytest.mark.parametrize(("cls", "record", "found"), TURNED)
def test_nothing_is_turned_into_something_else(
    cls: type[object], record: dict[str, Any], found: tuple[str, str]
) -> None:
    assert broken_by(cls, record) == [found]


def test_a_converter_that_is_made_anew_is_as_strict() -> None:
    """It is made once for all records; so it is asked for all of them at once here."""
    _converter.cache_clear()
    for cls, record, found in TURNED:
        assert broken_by(cls, record) == [found]
    for value in VALUES:
        assert from_mapping(type(value), stored(value)) == value
        assert leaks(json.dumps(stored(value, masked=True))) == []


PASSPORT = stored(IdentityDocument(kind="passport", number="L898902C3", mrz=parse_mrz(MRZ)))
A_WINDOW = stored(estimate_ready_date(datetime(2026, 3, 16, 10, tzinfo=WIB)))
MISSHAPEN: tuple[tuple[type[object], dict[str, Any], Place, tuple[Any, ...]], ...] = (
    (IdentityDocument, PASSPORT, ("mrz",), (PASSPORT["mrz"][:1], PASSPORT["mrz"] * 2, "P<UTO", [1, 2])),
    (IdentityDocument, PASSPORT, ("number",), ("", "1" * 1000, 1)),
    (Contact, stored(Contact(email="siti@example.com")), ("email",), ("", "x" * 1000, 1)),
    (ReviewPolicy, stored(CLOSED), ("weekend",), ([5, 5], {"5": 5}, 5)),
    (ReviewPolicy, stored(CLOSED), ("extra_open",), (["2026-09-06"] * 2,)),
    (ReadyEstimate, A_WINDOW, ("best_case",), (["2026-03-17"], ["2026-03-17"] * 3, [])),
    (Policy, stored(ARTICLE), ("evidence", 0), (["lost"], ["lost", [], []], ["gone", []], ["lost", ["shoe"]])),
    (Issue, stored(ISSUE), ("params", 2, 1), ({"text": 5}, {"text": "x", "y": 1}, {}, None, 1.5)),
    (Actor, stored(SITI), ("role",), ("owner", "", None)),
)


@pytest.mark.parametrize(
    ("cls", "record", "path", "value"),
    [(cls, record, path, value) for cls, record, path, values in MISSHAPEN for value in values],
)
def test_the_schema_refuses_the_shapes_that_a_reader_refuses(
    cls: type[object], record: dict[str, Any], path: Place, value: object
) -> None:
    assert SCHEMAS[cls].is_valid(record)
    broken = changed(record, path, value)
    assert not SCHEMAS[cls].is_valid(broken)
    assert refused(cls, broken)


def test_a_zone_of_three_lines_comes_back_as_its_schema_says() -> None:
    """The specimen of ICAO Doc 9303-5, of a card that nobody holds."""
    lines = ["I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"]
    card = IdentityDocument(kind="kitap", number="D23145890", mrz=parse_mrz(lines))
    record = stored(card)
    assert record["mrz"] == lines
    assert SCHEMAS[IdentityDocument].is_valid(record)
    assert from_mapping(IdentityDocument, record) == card
    assert stored(card, masked=True)["mrz"] == ["***"] * 3


def test_a_window_that_does_not_follow_from_its_days_is_refused_wherever_it_shows() -> None:
    record = stored(estimate_ready_date(datetime(2026, 3, 16, 10, tzinfo=WIB)))
    calendar = {**record["calendar"], "days": record["calendar"]["days"][1:]}
    shown = {"/latest", "/business_days", "/uncertain", "/caveats", "/best_case", "/worst_case"}
    assert {pointer for _, pointer in refused(ReadyEstimate, {**record, "calendar": calendar})} == shown


# Every way to break a record


def at(record: Any, path: Place) -> Any:
    """What lies in a place."""
    for step in path:
        record = record[step]
    return record


def repr_of(thing: object) -> str:
    return type(thing).__name__


def paths(record: object, path: Place = ()) -> Iterator[Place]:
    """Every place of a record."""
    if path:
        yield path
    if isinstance(record, dict):
        for name, item in record.items():
            yield from paths(item, (*path, name))
    elif isinstance(record, list):
        for at, item in enumerate(record):
            yield from paths(item, (*path, at))


RECORD_LIST = [(type(value), stored(value)) for value in VALUES]
PLACES = [[path for path in paths(record) if path != ("version",)] for _, record in RECORD_LIST]
PLAINLY_MINE = "rahasia sekali"
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 400)
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=5)
    | st.sampled_from(
        [PLAINLY_MINE, "2026-09-07", "2026-09-07T10:00:00", "9999-12-31T23:59:59-23:00", "0001-01-01", "08"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "x", PLAINLY_MINE]), inner, max_size=2)
    ),
    max_leaves=4,
)
WHICH = st.integers(0, len(VALUES) - 1)


def outcome(cls: type[object], data: Any) -> object:
    """What comes of reading: a value or a refusal, and never another exception."""
    try:
        return from_mapping(cls, data)
    except InvalidRecordError as error:
        refusal = error
    assert refusal.issues
    assert PLAINLY_MINE not in str(refusal) + repr(refusal)
    return refusal


@settings(max_examples=600, deadline=None)
@given(WHICH, st.data(), JUNK)
@pytest.mark.uncounted
def test_law_a_record_with_junk_in_one_place_is_read_or_refused(which: int, data: st.DataObject, junk: object) -> None:
    cls, record = RECORD_LIST[which]
    path = data.draw(st.sampled_from(PLACES[which]))
    broken = changed(record, path, junk)
    found = outcome(cls, broken)
    if not isinstance(found, InvalidRecordError):
        assert isinstance(found, cls)
        assert SCHEMAS[cls].is_valid(broken)
        again = stored(found)
        assert from_mapping(cls, again) == found


@settings(max_examples=300, deadline=None)
@given(WHICH, st.data())
def test_law_a_field_left_out_is_asked_for_at_its_place(which: int, data: st.DataObject) -> None:
    cls, record = RECORD_LIST[which]
    named = [path for path in PLACES[which] if isinstance(path[-1], str) and path[-1] not in {"text", *CAME_LATER}]
    path = data.draw(st.sampled_from(named))
    inner = at(record, path[:-1])
    broken = changed(record, path[:-1], {key: item for key, item in inner.items() if key != path[-1]})
    assert refused(cls, broken) == [("form.required", "".join(f"/{step}" for step in path))]
    assert not SCHEMAS[cls].is_valid(broken)


@settings(max_examples=300, deadline=None)
@given(WHICH, st.data(), st.text(min_size=1, max_size=60))
def test_law_a_field_too_many_is_refused_where_it_is(which: int, data: st.DataObject, name: str) -> None:
    cls, record = RECORD_LIST[which]
    objects = [()] + [path[:-1] for path in PLACES[which] if isinstance(path[-1], str) and path[-1] != "text"]
    path = data.draw(st.sampled_from(objects))
    inner = at(record, path)
    if name in inner:
        return
    pointer = "".join(f"/{step}" for step in path) + (f"/{name}" if may_be_repeated(name) else "")
    assert refused(cls, changed(record, (*path, name), 1)) == [("form.unknown_field", pointer)]


@pytest.mark.parametrize("data", [{1: 2, "version": 1}, {None: 2, "version": 1, "phone": None, "email": None}])
def test_a_key_that_is_no_text_is_unknown(data: Any) -> None:
    assert ("form.unknown_field", "") in refused(Contact, data)


# What is written


def a_step(at: datetime) -> Step:
    return Step(event=sample(events.Hold, draft()), at=at, state=State.ON_HOLD, seal="x")


def test_moments_keep_their_offset() -> None:
    for zone, shown in ((WIB, "+07:00"), (WITA, "+08:00"), (UTC, "+00:00"), (ZoneInfo("Asia/Jayapura"), "+09:00")):
        step = a_step(datetime(2026, 9, 7, 10, 0, 0, 5, tzinfo=zone))
        assert stored(step)["at"] == f"2026-09-07T10:00:00.000005{shown}"
        again = from_mapping(Step, stored(step))
        assert again == step
        assert again.at.utcoffset() == step.at.utcoffset()
    utc = from_mapping(Step, {**stored(step), "at": "2026-09-07T01:00:00Z"})
    assert utc.at == datetime(2026, 9, 7, 8, tzinfo=WIB)


@pytest.mark.parametrize(("fold", "shown"), [(0, "+02:00"), (1, "+01:00")])
def test_the_hour_that_comes_twice_is_kept_as_the_one_that_it_was(fold: int, shown: str) -> None:
    at = datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=ZoneInfo("Europe/Berlin"))
    record = stored(a_step(at))
    assert record["at"] == f"2026-10-25T02:30:00{shown}"
    assert from_mapping(Step, record) == a_step(at)
    assert a_step(at) != a_step(at.replace(fold=1 - fold))


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        (WIB, "WIB"),
        (timezone(timedelta(hours=8)), "WITA"),
        (WIT, "WIT"),
        (UTC, "UTC"),
        (timezone(-timedelta(hours=5, minutes=30)), "UTC-05:30"),
        (timezone(timedelta(hours=7, minutes=7, seconds=12)), "UTC+07:07:12"),
        (timezone(timedelta(hours=7, microseconds=1)), "UTC+07:00:00.000001"),
    ],
    ids=str,
)
def test_a_zone_is_written_by_its_name_or_its_offset(zone: timezone, shown: str) -> None:
    policy = ReviewPolicy(zone=zone)
    assert stored(policy)["zone"] == shown
    assert from_mapping(ReviewPolicy, stored(policy)) == policy


def test_a_zone_without_a_fixed_offset_is_refused_where_it_stands() -> None:
    policy = attrs.evolve(ARTICLE, review=ReviewPolicy(zone=ZoneInfo("Asia/Jakarta")))
    with pytest.raises(InvalidValueError, match=r"record\.value at /review/zone"):
        to_mapping(policy)


def test_spans_are_written_in_seconds() -> None:
    assert stored(ARTICLE)["draft_deadline"] == 30 * 24 * 3600
    assert isinstance(stored(ARTICLE)["draft_deadline"], int)
    assert stored(OWN)["safeguards"][0]["barred_for"] == 7 * 24 * 3600 + 1.000002
    assert stored(OWN)["safeguards"][1]["barred_for"] == "12960086400.000001"


def test_a_day_among_parameters_is_plain_and_a_text_that_looks_like_one_is_marked() -> None:
    assert stored(ISSUE)["params"] == [
        ["until", "2026-09-07T10:00:00+07:00"],
        ["since", "2026-09-07"],
        ["text", {"text": "2026-09-07"}],
        ["text", {"text": "2026-99-99"}],
        ["limit", 3],
    ]


PARAMS = st.lists(
    st.tuples(
        st.text(),
        st.text() | st.integers() | st.dates() | st.dates().map(str) | st.datetimes(timezones=st.just(WIB)),
    )
)


@given(st.sampled_from(list(IssueCode)), st.text(), PARAMS)
def test_law_an_issue_comes_back(code: IssueCode, pointer: str, params: list[tuple[str, Any]]) -> None:
    issue = Issue(code, pointer, tuple(params))
    again = from_mapping(Issue, stored(issue))
    assert again == issue
    assert [type(value) for _, value in again.params] == [type(value) for _, value in issue.params]


OFFSETS = st.timedeltas(timedelta(days=-1, microseconds=1), timedelta(days=1, microseconds=-1)).map(timezone)
PROSE = st.text(st.characters(categories=("L", "N", "P", "S"), include_characters=" \t\n"), max_size=80)
IDENTIFIERS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=128)
FREE_DAYS = st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=4)


@st.composite
def reviews(draw: Callable[..., Any]) -> ReviewPolicy:
    least, more = draw(st.integers(0, 9)), draw(st.integers(0, 20))
    closed = draw(FREE_DAYS)
    return ReviewPolicy(
        min_days=least,
        max_days=least + more,
        cutoff=draw(st.none() | st.times()),
        cutoff_on=draw(st.dictionaries(st.integers(0, 6), st.none() | st.times(), max_size=7)),
        zone=draw(OFFSETS),
        weekend=draw(st.sets(st.integers(0, 6), max_size=6)),
        collective_leave=draw(st.sampled_from(list(CollectiveLeave))),
        extra_closed=closed,
        extra_open=draw(FREE_DAYS) - closed,
    )


@given(reviews(), st.timedeltas(timedelta(0), timedelta(days=365_000)), st.text())
def test_law_a_policy_comes_back(review: ReviewPolicy, span: timedelta, name: str) -> None:
    policy = attrs.evolve(ARTICLE, name=name, review=review, objection_window=span)
    assert from_mapping(Policy, stored(policy)) == policy


@given(
    PROSE,
    PROSE,
    st.datetimes(datetime(1901, 1, 1), datetime(7999, 1, 1), timezones=OFFSETS | st.just(UTC)),
    IDENTIFIERS,
)
def test_law_free_text_and_moments_come_back(note: str, reason: str, at: datetime, who: str) -> None:
    event = events.Hold(id=who, by=Actor(Role.REVIEWER, who), note=note, reason=reason)
    assert from_mapping(events.Event, stored(event)) == event
    request = open_request(draft(remarks=note, outlet=reason).form, id=who, now=at, salt=SALT)
    assert from_mapping(ReplacementRequest, stored(request)) == request


@st.composite
def calendars(draw: Callable[..., Any]) -> BusinessCalendar:
    """Calendars whose holidays lie as thick as they never do, so that every cut would show."""
    dates = st.integers(0, 150).map(lambda passed: date(2026, 1, 1) + timedelta(days=passed))
    days = draw(st.dictionaries(dates, st.sampled_from(["a", "b", "Nyepi"]), max_size=25))
    return BusinessCalendar.from_days(
        date(2026, 1, 1),
        date(2026, 5, 31),
        estimated_holidays=days,
        collective_leave=draw(st.sets(dates, max_size=5)),
        decreed_years=draw(st.sampled_from([[], [2026]])),
    )


@settings(max_examples=300, deadline=None)
@given(
    calendars(),
    reviews(),
    st.datetimes(datetime(2026, 1, 3), datetime(2026, 4, 30), timezones=st.just(WIB)),
    st.booleans(),
)
@pytest.mark.uncounted
def test_law_an_estimate_comes_back_with_the_days_around_its_window(
    calendar: BusinessCalendar, review: ReviewPolicy, sent: datetime, bare: bool
) -> None:
    policy = attrs.evolve(review, zone=WIB)
    try:
        estimate = estimate_ready_date(sent.date() if bare else sent, policy=policy, calendar=calendar)
        record = stored(estimate)
    except CalendarRangeError:
        return  # the calendar ends too early to tell
    again = from_mapping(ReadyEstimate, record)
    assert again == estimate
    assert hash(again) == hash(estimate)
    assert SCHEMAS[ReadyEstimate].is_valid(record)
    assert stored(again) == record


def test_the_record_of_an_estimate_shows_what_a_client_wants_and_little_of_the_calendar() -> None:
    record = stored(estimate_ready_date(datetime(2026, 3, 16, 10, tzinfo=WIB)))
    assert {
        name: record[name] for name in ("submitted_at", "effective_on", "effective_reason", "earliest", "latest")
    } == {
        "submitted_at": "2026-03-16T10:00:00+07:00",
        "effective_on": "2026-03-16",
        "effective_reason": "same_day",
        "earliest": "2026-03-17",
        "latest": "2026-03-26",
    }
    assert record["business_days"] == ["2026-03-17", "2026-03-25", "2026-03-26"]
    assert record["uncertain"][0] == {
        "day": "2026-03-18",
        "kinds": ["collective_leave"],
        "name": "Cuti Bersama Hari Suci Nyepi",
        "estimated": False,
        "before_clock_start": False,
        "decree": "SKB Menag 1497/2025, Menaker 2/2025, MenPANRB 5/2025",
    }
    assert [skipped["day"][-2:] for skipped in record["skipped"]] == ["19", "21", "22"]
    assert [skipped["day"][-2:] for skipped in record["uncertain"]] == ["18", "20", "23", "24"]
    assert record["caveats"] == [{"code": "collective_leave_matters", "day": "2026-03-18"}]
    assert (record["tentative"], record["best_case"], record["worst_case"]) == (
        False,
        ["2026-03-17", "2026-03-26"],
        ["2026-03-17", "2026-03-26"],
    )
    assert record["calendar_source"].startswith("holidays ")
    assert (record["calendar"]["first"], record["calendar"]["last"]) == ("2026-03-09", "2026-04-02")
    assert len(record["calendar"]["days"]) == 7


@pytest.mark.parametrize(
    ("moving", "kept", "first", "last"),
    [
        # Sent on Monday 7 September, and ready on the 10th at the latest: 31 August to 17 September, a week around.
        ([], [], date(2026, 8, 31), date(2026, 9, 17)),
        # What lies a week before or behind can come into them, and brings its own week along; a day further is too far.
        ([date(2026, 8, 23), date(2026, 9, 25)], [], date(2026, 8, 31), date(2026, 9, 17)),
        ([date(2026, 8, 24), date(2026, 9, 24)], [0, 1], date(2026, 8, 17), date(2026, 10, 1)),
        # So does what can meet that, as far as they hang together.
        (
            [date(2026, 8, 9), date(2026, 8, 24), date(2026, 9, 24), date(2026, 10, 9)],
            [1, 2],
            date(2026, 8, 17),
            date(2026, 10, 1),
        ),
        (
            [date(2026, 8, 10), date(2026, 8, 24), date(2026, 9, 24), date(2026, 10, 8)],
            [0, 1, 2, 3],
            date(2026, 8, 3),
            date(2026, 10, 15),
        ),
        # Those that lie within it reach out of it as well.
        ([date(2026, 9, 1), date(2026, 9, 16)], [0, 1], date(2026, 8, 25), date(2026, 9, 23)),
    ],
    ids=["none", "too far", "a week away", "a chain that breaks", "a chain", "within"],
)
def test_the_calendar_of_an_estimate_goes_as_far_as_moving_holidays_can_meet(
    moving: list[date], kept: list[int], first: date, last: date
) -> None:
    calendar = BusinessCalendar.from_days(date(2026, 7, 1), date(2026, 12, 31), estimated_holidays=moving)
    estimate = estimate_ready_date(MONDAY, calendar=calendar)
    assert estimate.latest == date(2026, 9, 10)
    assert estimate.worst_case[1] == date(2026, 9, 10)
    record = stored(estimate)["calendar"]
    assert (record["first"], record["last"]) == (first.isoformat(), last.isoformat())
    assert [row["day"] for row in record["days"]] == [moving[place].isoformat() for place in kept]


@pytest.mark.parametrize(
    ("sent", "years"),
    [
        (date(2026, 1, 7), [2025, 2026]),
        (date(2026, 1, 8), [2026]),
        (date(2026, 12, 17), [2026]),
        (date(2026, 12, 23), [2026, 2027]),
    ],
    ids=str,
)
def test_the_record_of_an_estimate_tells_of_the_years_of_its_days_whether_they_are_decreed(
    sent: date, years: list[int]
) -> None:
    calendar = BusinessCalendar.from_days(date(2024, 1, 1), date(2028, 12, 31), decreed_years=range(2024, 2029))
    record = stored(estimate_ready_date(sent, calendar=calendar))["calendar"]
    assert record["decreed_years"] == years


def test_an_estimate_from_before_uncertain_days_were_told_apart_is_loaded() -> None:
    """Then all closed days were listed as skipped, and no day had a decree."""
    estimate = estimate_ready_date(datetime(2026, 3, 17, 10, tzinfo=WIB))
    bare = attrs.evolve(estimate.calendar, days=[attrs.evolve(row, decree=None) for row in estimate.calendar.days])
    estimate = attrs.evolve(estimate, calendar=bare)
    record = stored(estimate)
    uncertain = record.pop("uncertain")
    record["skipped"] = sorted([*record["skipped"], *uncertain], key=lambda skipped: skipped["day"])
    assert len(record["skipped"]) == 7
    assert from_mapping(ReadyEstimate, record) == estimate
    record["skipped"] = record["skipped"][1:]
    assert refused(ReadyEstimate, record) == [("record.value", "/skipped"), ("record.value", "/uncertain")]


def test_what_came_later_may_be_missing_and_is_written_only_where_it_says_something() -> None:
    assert "cutoff_on" not in stored(ReviewPolicy())
    assert stored(CLOSED)["cutoff_on"] == [[4, None], [5, "12:00:00"]]
    assert "decree" not in stored(DAYS.days[0])
    bare = {name: it for name, it in stored(CLOSED).items() if name != "cutoff_on"}
    assert from_mapping(ReviewPolicy, bare) == attrs.evolve(CLOSED, cutoff_on=None)
    assert from_mapping(ReviewPolicy, {**bare, "cutoff_on": None}) == attrs.evolve(CLOSED, cutoff_on=None)
    for odd, found in (
        ([[5, "12"]], [("form.date", "/cutoff_on/0/1")]),
        ([[5, "12:00:00"], [5, None]], [("review.weekday", "/cutoff_on")]),
        ({"5": "12:00:00"}, [("form.type", "/cutoff_on")]),
        ([["5", None]], [("record.value", "/cutoff_on/0/0")]),
    ):
        assert refused(ReviewPolicy, {**bare, "cutoff_on": odd}) == found


def test_an_estimate_whose_calendar_ends_too_early_to_tell_has_no_record() -> None:
    short = BusinessCalendar.from_days(date(2026, 9, 1), date(2026, 9, 13), estimated_holidays=[date(2026, 9, 12)])
    estimate = estimate_ready_date(date(2026, 9, 7), policy=ReviewPolicy(max_days=4), calendar=short)
    with pytest.raises(CalendarRangeError):
        to_mapping(estimate)


# What happened is loaded, whoever would judge it otherwise today, and what was altered is not


def test_a_history_made_under_another_policy_is_loaded_and_judged_by_its_own() -> None:
    laxer = attrs.evolve(ARTICLE, name="laxer", max_visits=9)
    request = in_state(State.INSPECTING, laxer)
    for kind in (events.ReturnCard, events.Collect) * 3:
        request = tell(request, sample(kind, request))
    again = from_mapping(ReplacementRequest, stored(request))
    assert again == request
    assert lifecycle.replay(again) == request
    with pytest.raises(RefusedError, match=r"collect\.visits_used_up"):
        lifecycle.replay(again, policy=ARTICLE)


def resealed(request: ReplacementRequest) -> ReplacementRequest:
    """The request as somebody would write it who knows the salt: every step sealed anew."""
    steps: list[Step] = []
    before = first_seal(request)
    for past in request.history:
        step = next_step(before, request.salt, past.event, now=past.at, state=past.state, policy=past.policy)
        steps.append(step)
        before = step.seal
    return attrs.evolve(request, history=tuple(steps))


@pytest.mark.parametrize("state", State, ids=lambda state: state.value)
def test_a_state_that_the_history_has_not_reached_is_refused(state: State) -> None:
    request = in_state(state)
    for claimed in State:
        record = {**stored(request), "state": claimed.value}
        if claimed is state:
            assert from_mapping(ReplacementRequest, record) == request
        else:
            assert refused(ReplacementRequest, record) == [("history.altered", "/state")]


def test_a_step_that_no_row_leads_to_is_refused_however_well_it_is_sealed() -> None:
    request = in_state(State.APPROVED)
    skipped = attrs.evolve(request, history=(*request.history[:1], *request.history[4:]))
    assert from_mapping(ReplacementRequest, stored(resealed(skipped))).state is State.APPROVED, "only replay judges"
    with pytest.raises(RefusedError):
        lifecycle.replay(resealed(skipped))
    leap = attrs.evolve(request, state=State.COMPLETED)
    leap = resealed(attrs.evolve(leap, history=(attrs.evolve(leap.history[0], state=State.COMPLETED),)))
    assert verify(leap) == ()
    assert refused(ReplacementRequest, stored(leap)) == [("history.broken", "/history/0/state")]


COMPLETE = in_state(State.COMPLETED, STRICT)
STORED = stored(COMPLETE)
PLACES_OF_IT = [path for path in paths(STORED) if path != ("version",)]

ALIKE = {
    name: [at(STORED, path) for path in PLACES_OF_IT if path[-1] == name]
    for name, *_ in {path[-1:] for path in PLACES_OF_IT}
}


def test_a_draft_beside_a_form_that_was_told_is_refused() -> None:
    beside = {**STORED, "draft": STORED["history"][0]["event"]["form"]}
    assert refused(ReplacementRequest, beside) == [("history.altered", "/history/0")]
    other = changed(beside, ("draft", "reason"), "stolen")
    assert refused(ReplacementRequest, other) == [("history.altered", "/history/0")]


@pytest.mark.parametrize("name", ["salt", "id", "opened_at"])
def test_what_lies_below_all_steps_is_sealed_as_well(name: str) -> None:
    other = {"salt": "11" * 16, "id": "request-2", "opened_at": "2026-09-07T10:00:01+07:00"}[name]
    assert refused(ReplacementRequest, {**STORED, name: other}) == [("history.altered", "/history/0")]


def test_a_record_whose_last_steps_were_cut_off_shows_only_to_who_kept_the_last_seal() -> None:
    shorter = {**STORED, "history": STORED["history"][:-1], "state": STORED["history"][-2]["state"]}
    found = from_mapping(ReplacementRequest, shorter)
    assert [issue.pointer for issue in verify(found, last_seal=COMPLETE.revision)] == ["/history"]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_law_a_value_that_was_exchanged_for_one_of_its_kind_is_refused(data: st.DataObject) -> None:
    """Somebody edits one place of a stored request, with a value that could stand there."""
    path = data.draw(st.sampled_from(PLACES_OF_IT))
    instead = data.draw(st.sampled_from(ALIKE[path[-1]]) | JUNK)
    broken = changed(STORED, path, instead)
    found = outcome(ReplacementRequest, broken)
    assert isinstance(found, InvalidRecordError) or found == COMPLETE


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_law_steps_that_were_removed_added_or_reordered_are_refused(data: st.DataObject) -> None:
    steps = STORED["history"]
    places = st.integers(0, len(steps) - 1)
    edit = data.draw(st.sampled_from(["remove", "add", "reorder"]))
    if edit == "remove":
        gone = data.draw(st.sets(places, min_size=1, max_size=len(steps) - 1))
        told = [step for place, step in enumerate(steps) if place not in gone]
    elif edit == "add":
        where, which = data.draw(places), data.draw(places)
        told = [*steps[:where], steps[which], *steps[where:]]
    else:
        told = data.draw(st.permutations(steps))
    broken = {**STORED, "history": told, "state": told[-1]["state"] if data.draw(st.booleans()) else STORED["state"]}
    if told == steps[: len(told)] and broken["state"] == told[-1]["state"]:
        return  # cut off, or untouched: no seal inside can show that
    assert isinstance(outcome(ReplacementRequest, broken), InvalidRecordError)


def test_what_is_evolved_past_apply_does_not_come_back() -> None:
    """Each of these would be a request of somebody else, or under a laxer policy."""
    sent = in_state(State.APPROVED)
    first, *rest = sent.history
    assert isinstance(first.event, events.Submit)
    stranger = attrs.evolve(first.event.form, applicant=applicant(full_name="Dewi Lestari"))
    for exchanged in (
        attrs.evolve(first, event=attrs.evolve(first.event, form=stranger)),
        attrs.evolve(
            first, event=attrs.evolve(first.event, form=attrs.evolve(first.event.form, msisdn="081234567891"))
        ),
        attrs.evolve(first, policy=attrs.evolve(ARTICLE, max_visits=1000)),
        attrs.evolve(first, at=first.at + timedelta(seconds=1)),
    ):
        forged = attrs.evolve(sent, history=(exchanged, *rest))
        assert ("history.altered", "/history/0") in refused(ReplacementRequest, stored(forged))


# A record of this release, which every later one reads


GOLDEN = Path(__file__).parent.parent / "data" / "golden_request.json"


def test_the_golden_record_is_read_verified_and_replayed_for_ever() -> None:
    """A request that this release stored: COMPLETED, with an eSIM, two forms, a flag, a proxy, an exchange and a hold."""
    record = json.loads(GOLDEN.read_text(encoding="utf-8"))
    request = from_mapping(ReplacementRequest, record)
    assert request.state is State.COMPLETED
    assert verify(request, last_seal=record["history"][-1]["seal"]) == ()
    assert lifecycle.replay(request) == request
    assert stored(request) == record
    assert {type(step.event) for step in request.history} >= {
        events.DecideFlag,
        events.ProvideInformation,
        events.ExchangeCard,
        events.Release,
        events.Activate,
    }


# Objects of the host's own


class Raising(Mapping[str, Any]):
    """A row that is fetched when it is asked for, and quotes what it holds when that fails."""

    def __getitem__(self, key: str) -> Any:
        raise RuntimeError(PLAINLY_MINE)

    def __iter__(self) -> Iterator[str]:
        raise RuntimeError(PLAINLY_MINE)

    def __len__(self) -> int:
        raise RuntimeError(PLAINLY_MINE)


class Lying(dict[str, Any]):
    """A dictionary that shows another content each time."""

    def items(self) -> Any:
        return [1]

    def __contains__(self, key: object) -> bool:
        raise RuntimeError(PLAINLY_MINE)


class Endless(dict[str, Any]):
    """A dictionary whose items never end."""

    def items(self) -> Any:
        return ((f"x{number}", PLAINLY_MINE) for number in itertools.count())


class StandIn:
    """Something that says it is a mapping."""

    @property
    def __class__(self) -> Any:
        return dict

    @__class__.setter
    def __class__(self, value: Any) -> None:
        raise AttributeError


class Odd(str):
    """A text that cannot be compared."""

    __slots__ = ()

    def __hash__(self) -> int:
        raise RuntimeError(PLAINLY_MINE)

    def __eq__(self, other: object) -> bool:
        raise RuntimeError(PLAINLY_MINE)


class Nowhere(tzinfo):
    """A zone that raises."""

    def utcoffset(self, _: datetime | None) -> timedelta:
        raise RuntimeError(PLAINLY_MINE)

    dst = utcoffset

    def tzname(self, _: datetime | None) -> str:
        raise RuntimeError(PLAINLY_MINE)


@pytest.mark.parametrize("odd", [Raising(), Lying(version=1), Endless(), StandIn()], ids=lambda odd: type(odd).__name__)
def test_a_mapping_that_lies_or_raises_is_a_broken_record(odd: Any) -> None:
    assert refused(Contact, odd) == [("form.type", "")]
    assert refused(ReplacementRequest, changed(STORED, (*FORM, "applicant"), odd)) == [
        ("form.type", f"{AT_FORM}/applicant")
    ]
    assert refused(Issue, {**stored(ISSUE), "params": [["limit", odd]]})[0][1] == "/params/0/1"


@pytest.mark.uncounted
@pytest.mark.parametrize(
    "odd", [Odd("x"), object(), MONDAY.replace(tzinfo=Nowhere()), b"x", {1}, Nowhere()], ids=repr_of
)
def test_an_odd_object_in_any_place_is_a_broken_record(odd: Any) -> None:
    for path in PLACES_OF_IT:
        found = outcome(ReplacementRequest, changed(STORED, path, odd))
        assert isinstance(found, InvalidRecordError), path
    assert refused(Contact, {"version": 1, "phone": None, "email": None, object(): odd}) == [("form.unknown_field", "")]


def test_a_policy_whose_zone_raises_has_no_record() -> None:
    with pytest.raises(InvalidValueError, match=r"record\.value at /zone"):
        to_mapping(ReviewPolicy(zone=Nowhere()))


# Masked


@pytest.mark.parametrize("value", VALUES, ids=NAMES)
def test_a_masked_record_shows_nobody_and_cannot_be_read_back(value: object) -> None:
    plain, masked = stored(value), stored(value, masked=True)
    assert masked["masked"] is True
    assert {path for path in paths(masked) if path != ("masked",)} >= {
        path for path in paths(plain) if not {"salt", "seal", "mrz"} & set(path)
    }
    assert not [path for path in paths(masked) if {"salt", "seal"} & set(path)]
    # One sentence, and not a list of everything that is masked in it.
    assert refused(type(value), masked) == [("record.masked", "/masked")]
    if isinstance(value, Applicant | IdentityDocument | ReplacementForm | ReplacementRequest | HeadOfFamily | Step):
        assert leaks(json.dumps(masked)) == []


def test_what_is_empty_stays_empty_and_what_is_hidden_is_hidden_at_every_depth() -> None:
    ready = in_state(State.READY_FOR_COLLECTION, collection="by_proxy", remarks="")
    plain = sample(events.Collect, ready)
    brought = attrs.evolve(plain, visitor=BUDI, letter=letter(), proxy_id_seen=PROXY_KTP, note="a note")  # type: ignore[call-arg]
    masked = stored(tell(ready, brought), masked=True)
    form = masked["history"][0]["event"]["form"]
    assert form["remarks"] == ""
    assert form["applicant"]["born_on"] == "***"
    told = masked["history"][-1]["event"]
    assert (told["note"], told["by"], told["id_seen"]["issued_on"]) == (
        "***",
        {"role": "counter_clerk", "id": "***"},
        None,
    )
    assert told["visitor"] == {"role": "proxy", "id": "***"}
    assert told["letter"]["proxy"] == "B*** S***"
    passport = IdentityDocument(kind=DocumentKind.PASSPORT, number="L898902C3", mrz=parse_mrz(MRZ))
    assert stored(passport, masked=True)["mrz"] == ["***", "***"]
    for value in every_event():
        shown = json.dumps(stored(value, masked=True))
        assert "customer-" not in shown
        assert "staff-" not in shown
        assert leaks(shown) == []
        assert "MADE-UP-0042" not in shown


def test_threads_share_one_converter() -> None:
    _converter.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        records = list(pool.map(stored, VALUES * 4))
        again = list(pool.map(lambda it: from_mapping(type(it[0]), it[1]), zip(VALUES * 4, records, strict=True)))
    assert again == list(VALUES * 4)
    assert _converter(masked=False) is _converter(masked=False)


# ---- Single values


@pytest.mark.parametrize("kind", PLANTED, ids=lambda kind: kind.__name__)
def test_a_single_value_comes_back_from_its_text(kind: Any) -> None:
    value = kind.parse(PLANTED[kind])
    assert from_text(kind, value.reveal()) == value


@pytest.mark.parametrize(
    "stored",
    ["", "0812 3456 7890", "\0", "+62812\ud8003456789", "9" * 10_000, None, 628123456789, b"+628"],
    ids=itertools.count(),
)
def test_a_text_that_no_release_can_have_stored_is_broken_and_not_repeated(stored: Any) -> None:
    with pytest.raises(InvalidRecordError) as caught:
        from_text(Msisdn, stored)
    assert str(stored) not in str(caught.value) or stored in {"", "\0"}
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("kind", [str, ReplacementRequest, Masked, None, "Msisdn", int | str])
def test_only_a_value_of_ours_comes_back_from_a_text(kind: Any) -> None:
    with pytest.raises(TypeError, match="only the library's own values"):
        from_text(kind, "+6281234567890")
