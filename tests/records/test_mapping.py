"""Records: to a plain mapping and back without loss, read strictly, and described by a schema that says the same."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from builders import (
    ACTORS,
    BUDI,
    COUNTER,
    KTP,
    MONDAY,
    OUTLET,
    POLICIES,
    PROXY_KTP,
    REVIEWER,
    SITI,
    altered,
    applicant,
    draft,
    in_state,
    letter,
    sample,
)
from planted import MRZ, PLANTED, leaks, planted_request
from simreplace import (
    ARTICLE,
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
    Policy,
    PurchaseRecord,
    ReadyEstimate,
    ReplacementRequest,
    ReviewPolicy,
    Role,
    State,
    estimate_ready_date,
    events,
    from_mapping,
    indonesian_calendar,
    json_schema,
    lifecycle,
    parse_mrz,
    to_mapping,
)
from simreplace.calendar.window import Caveat, CaveatCode
from simreplace.errors import CalendarRangeError, InvalidValueError
from simreplace.lifecycle.steps import Decision
from simreplace.people.documents import NUMBER_TYPES
from simreplace.records.mapping import _converter
from simreplace.records.schema import RECORDS
from simreplace.rules.policy import SafeguardRule

Path = tuple[str | int, ...]


def every_event() -> Iterator[events.Event]:
    """One event of each kind, its payload filled."""
    at = MONDAY + timedelta(hours=5)
    told: dict[str, Any] = {"id": "e", "at": at, "note": "a note"}
    code = IssueCode.NIK_BIRTH_DATE_DIFFERS
    yield events.Submit(**told, by=SITI, acknowledged=[code], other_open_request=False)
    yield events.RequestInformation(**told, by=REVIEWER, papers=["police_report"], fields=["holder_name"])
    yield events.ProvideInformation(**told, by=SITI, answers=[events.Answer("police_report", "a photo")])
    decided = events.FlagDecision(code, "/applicant/documents/0/number", "seen", ACTORS[Role.SUPERVISOR])
    compared = [events.RecordMatch("name", match) for match in events.Match]
    yield events.Approve(
        **told, by=REVIEWER, evidence=["identity_document"], flag_decisions=[decided], record_matches=compared
    )
    yield events.Reject(**told, by=REVIEWER, reasons=["other", "suspected_fraud"])
    yield sample(events.MakeReady, draft())
    yield events.Collect(
        **told,
        by=COUNTER,
        outlet=OUTLET,
        id_seen=KTP,
        papers_seen=["purchase_record"],
        letter=letter(),
        proxy_id_seen=PROXY_KTP,
    )
    yield events.FailIdentity(**told, by=COUNTER, reason="another face")
    yield events.AcceptCard(**told, by=BUDI, inspection=events.Inspection(surface=True, chip=False))
    yield events.ReportFault(**told, by=BUDI, defects=["scratched"])
    yield events.ExchangeCard(**told, by=COUNTER, iccid="8962100000000000018")
    for kind in events.EVENTS[events.EVENTS.index(events.ReturnCard) :]:
        if kind is not events.Activate:
            yield sample(kind, draft())
    yield events.Activate(**told, by=ACTORS[Role.NETWORK], old_card_deactivated=True)
    yield events.RaiseObjection(**told, by=ACTORS[Role.REGISTERED_OWNER], channel="hotline")


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
)
OWN = attrs.evolve(
    ARTICLE,
    name="own",
    review=CLOSED,
    safeguards=(SafeguardRule("port_out", timedelta(days=7, seconds=1, microseconds=2), "made up"),),
    required_record_matches=("name",),
)
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
    IssueCode.ACTIVATE_OBJECTION_WINDOW,
    "/at",
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
    *(in_state(state, policy) for policy in POLICIES for state in State),
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
    Caveat(CaveatCode.WEEKENDS_MAY_BE_WORKED),
)
NAMES = [f"{at}-{type(value).__name__}" for at, value in enumerate(VALUES)]


def stored(value: object, **options: bool) -> dict[str, Any]:
    """The mapping of a value as a database gives it back."""
    mapping = to_mapping(value, **options)
    again: dict[str, Any] = json.loads(json.dumps(mapping))
    assert again == mapping, "nothing but what JSON has"
    return again


def refused(cls: type[object], data: Any) -> list[tuple[str, str]]:
    """Every reason why a mapping is refused, with its place."""
    with pytest.raises(InvalidValueError) as error:
        from_mapping(cls, data)
    return [(issue.code.value, issue.pointer) for issue in error.value.issues]


@pytest.mark.parametrize("value", VALUES, ids=NAMES)
def test_a_value_comes_back_from_json_as_it_was(value: object) -> None:
    assert from_mapping(type(value), stored(value)) == value


def test_every_kind_of_value_is_tried() -> None:
    inner = {events.Answer, events.FlagDecision, events.RecordMatch, events.Notice}
    assert {type(value) for value in VALUES} >= RECORDS - inner - {events.Event}
    for value in (
        events.Answer("x", "y"),
        events.RecordMatch("x", events.Match.TRUE),
        events.Notice("x", MONDAY),
        events.FlagDecision(IssueCode.NIK_LENGTH, "", "y", SITI),
    ):
        assert from_mapping(type(value), stored(value)) == value


@pytest.mark.parametrize("value", VALUES, ids=NAMES)
def test_the_schema_describes_the_record_and_nothing_more(value: object) -> None:
    schema = json_schema(type(value))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    record = stored(value)
    assert validator.is_valid(record)
    assert not validator.is_valid({**record, "another": 1})
    for name in record:
        assert not validator.is_valid({key: item for key, item in record.items() if key != name})
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == type(value).__name__


def test_an_event_is_read_as_itself_or_as_an_event_of_any_kind() -> None:
    schema = Draft202012Validator(json_schema(events.Event))
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
    with pytest.raises(TypeError, match="own values"):
        json_schema(cls)


def test_an_event_of_no_kind_has_no_record() -> None:
    with pytest.raises(TypeError, match="own values"):
        to_mapping(events.Event(id="x", at=MONDAY, by=SITI))


# Reading strictly


@pytest.mark.parametrize("data", [None, [], "x", 1, [("version", 1)]])
def test_what_is_no_mapping_is_no_record(data: object) -> None:
    assert refused(Contact, data) == [("form.type", "")]


@pytest.mark.parametrize("version", [0, 2, "1", 1.0, True, None, [1]])
def test_another_version_is_refused_by_name_and_nothing_else_is_looked_at(version: object) -> None:
    assert refused(Contact, {"version": version, "x": 1}) == [("record.version", "/version")]


def test_a_record_without_a_version_lacks_one() -> None:
    assert refused(Contact, {"phone": None, "email": None}) == [("form.required", "/version")]


REQUEST = stored(altered(in_state(State.READY_FOR_COLLECTION), applicant=applicant(documents=(KTP, PROXY_KTP))))


def changed(record: Any, path: Path, value: object) -> Any:
    """The record with one place replaced."""
    if not path:
        return value
    step, *rest = path
    copy: Any = list(record) if isinstance(record, list) else dict(record)
    copy[step] = changed(copy[step] if step in copy or isinstance(record, list) else {}, tuple(rest), value)
    return copy


@pytest.mark.parametrize(
    ("path", "value", "found"),
    [
        (
            (
                "form",
                "msisdn",
            ),
            81234567890,
            ("text.type", "/form/msisdn"),
        ),
        (
            (
                "form",
                "msisdn",
            ),
            None,
            ("text.type", "/form/msisdn"),
        ),
        (
            (
                "form",
                "reason",
            ),
            "gone",
            ("form.choice", "/form/reason"),
        ),
        (
            (
                "form",
                "reason",
            ),
            1,
            ("form.choice", "/form/reason"),
        ),
        (
            (
                "form",
                "remarks",
            ),
            5,
            ("record.value", "/form/remarks"),
        ),
        (
            (
                "form",
                "outlet",
            ),
            ["x"],
            ("record.value", "/form/outlet"),
        ),
        (
            (
                "form",
                "applicant",
            ),
            [],
            ("form.type", "/form/applicant"),
        ),
        (("form", "applicant", "born_on"), "1995-08-15T00:00:00+07:00", ("form.date", "/form/applicant/born_on")),
        (("form", "applicant", "born_on"), "1995-02-30", ("form.date", "/form/applicant/born_on")),
        (("form", "applicant", "born_on"), "19950815", ("form.date", "/form/applicant/born_on")),
        (("form", "applicant", "born_on"), "1995-08-１５", ("form.date", "/form/applicant/born_on")),
        (("form", "applicant", "born_on"), 19950815, ("form.date", "/form/applicant/born_on")),
        (("form", "applicant", "nationality"), "Indonesia", ("nationality.form", "/form/applicant/nationality")),
        (("form", "applicant", "documents"), {}, ("form.type", "/form/applicant/documents")),
        (("form", "applicant", "documents"), "ktp", ("form.type", "/form/applicant/documents")),
        (("form", "applicant", "documents", 1), None, ("form.type", "/form/applicant/documents/1")),
        (
            ("form", "applicant", "documents", 1, "number"),
            "123",
            ("record.value", "/form/applicant/documents/1/number"),
        ),
        (("form", "applicant", "documents", 1, "number"), 3174, ("text.type", "/form/applicant/documents/1/number")),
        (
            ("form", "applicant", "documents", 0, "kind"),
            "library_card",
            ("form.choice", "/form/applicant/documents/0/kind"),
        ),
        (("form", "applicant", "documents", 0, "kind"), None, ("form.choice", "/form/applicant/documents/0/kind")),
        (("form", "applicant", "documents", 0, "mrz"), "P<UTO", ("form.type", "/form/applicant/documents/0/mrz")),
        (("form", "applicant", "documents", 0, "mrz"), ["P<UTO"], ("record.value", "/form/applicant/documents/0/mrz")),
        (("opened_at",), "2026-09-07T10:00:00", ("review.naive_time", "/opened_at")),
        (("opened_at",), "2026-09-07", ("form.date", "/opened_at")),
        (("opened_at",), "2026-09-07T25:00:00+07:00", ("form.date", "/opened_at")),
        (("opened_at",), "2026-W37-1T10:00:00+07:00", ("form.date", "/opened_at")),
        (("history",), None, ("form.type", "/history")),
        (("history", 0, "other_open_request"), 0, ("record.value", "/history/0/other_open_request")),
        (("history", 0, "at"), "2026-09-07T10:00:00", ("review.naive_time", "/history/0/at")),
        (("history", 0, "by", "id"), " ", ("text.empty", "/history/0/by/id")),
        (("history", 0, "event"), "nothing", ("form.choice", "/history/0/event")),
        (("history", 1, "record_matches", 0, "outcome"), True, ("form.choice", "/history/1/record_matches/0/outcome")),
        (("history", 2, "iccid"), "12", ("record.value", "/history/2/iccid")),
        (("extra",), 1, ("form.unknown_field", "/extra")),
        (("form", "applicant", "contact", "fax"), 1, ("form.unknown_field", "/form/applicant/contact/fax")),
        (("form", "applicant", "contact", "+6281234567890"), 1, ("form.unknown_field", "/form/applicant/contact")),
        (("masked",), True, ("form.unknown_field", "/masked")),
        (("state",), "draft", ("record.state_not_reached", "/state")),
        (("state",), "nowhere", ("form.choice", "/state")),
    ],
)
def test_a_value_out_of_place_is_named_by_its_place(path: Path, value: object, found: tuple[str, str]) -> None:
    codes = refused(ReplacementRequest, changed(REQUEST, path, value))
    assert found in codes
    assert {pointer for _, pointer in codes} == {found[1]}


def test_every_mistake_comes_back_at_once() -> None:
    record = changed(REQUEST, ("form", "applicant", "documents", 1, "number"), "123")
    record = changed(record, ("history", 2, "at"), "then")
    record = changed(record, ("history", 0, "by", "role"), "king")
    record = changed(record, ("form",), {name: it for name, it in record["form"].items() if name != "msisdn"})
    record |= {"fax": 1, "Ms. Siti": 2}
    assert refused(ReplacementRequest, record) == [
        ("form.required", "/form/msisdn"),
        ("record.value", "/form/applicant/documents/1/number"),
        ("form.choice", "/history/0/by/role"),
        ("form.date", "/history/2/at"),
        ("form.unknown_field", "/fax"),
        ("form.unknown_field", ""),
    ]


@pytest.mark.parametrize(
    ("cls", "record", "found"),
    [
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
    ],
)  # fmt: skip
def test_nothing_is_turned_into_something_else(
    cls: type[object], record: dict[str, Any], found: tuple[str, str]
) -> None:
    whole = next(stored(value) for value in VALUES if type(value) is cls)
    if cls is BusinessCalendar:
        whole = stored(DAYS)
    assert refused(cls, {**whole, **record}) == [found]


def test_a_window_that_does_not_follow_from_its_days_is_refused_wherever_it_shows() -> None:
    record = stored(estimate_ready_date(datetime(2026, 3, 16, 10, tzinfo=WIB)))
    calendar = {**record["calendar"], "days": record["calendar"]["days"][1:]}
    shown = {"/latest", "/business_days", "/skipped", "/caveats", "/best_case", "/worst_case"}
    assert {pointer for _, pointer in refused(ReadyEstimate, {**record, "calendar": calendar})} == shown


# Every way to break a record


def paths(record: object, path: Path = ()) -> Iterator[Path]:
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
SCHEMAS = {cls: Draft202012Validator(json_schema(cls)) for cls, _ in RECORD_LIST}
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


def outcome(cls: type[object], data: Any) -> InvalidValueError | object:
    """What comes of reading: a value or a refusal, and never another exception."""
    try:
        return from_mapping(cls, data)
    except InvalidValueError as error:
        refusal = error
    assert refusal.issues
    assert PLAINLY_MINE not in str(refusal) + repr(refusal)
    return refusal


@settings(max_examples=600)
@given(WHICH, st.data(), JUNK)
def test_law_a_record_with_junk_in_one_place_is_read_or_refused(which: int, data: st.DataObject, junk: object) -> None:
    cls, record = RECORD_LIST[which]
    path = data.draw(st.sampled_from(PLACES[which]))
    broken = changed(record, path, junk)
    found = outcome(cls, broken)
    if not isinstance(found, InvalidValueError):
        assert isinstance(found, cls)
        assert SCHEMAS[cls].is_valid(broken)
        again = stored(found)
        assert from_mapping(cls, again) == found


@settings(max_examples=300)
@given(WHICH, st.data())
def test_law_a_field_left_out_is_asked_for_at_its_place(which: int, data: st.DataObject) -> None:
    cls, record = RECORD_LIST[which]
    named = [path for path in PLACES[which] if isinstance(path[-1], str) and path[-1] != "text"]
    path = data.draw(st.sampled_from(named))
    inner: Any = record
    for step in path[:-1]:
        inner = inner[step]
    broken = changed(record, path[:-1], {key: item for key, item in inner.items() if key != path[-1]})
    assert refused(cls, broken) == [("form.required", "".join(f"/{step}" for step in path))]
    assert not SCHEMAS[cls].is_valid(broken)


@settings(max_examples=300)
@given(WHICH, st.data(), st.text(min_size=1, max_size=60))
def test_law_a_field_too_many_is_refused_where_it_is(which: int, data: st.DataObject, name: str) -> None:
    cls, record = RECORD_LIST[which]
    objects = [()] + [path[:-1] for path in PLACES[which] if isinstance(path[-1], str) and path[-1] != "text"]
    path = data.draw(st.sampled_from(objects))
    inner: Any = record
    for step in path:
        inner = inner[step]
    if name in inner:
        return
    looks_like_one = name.isascii() and name[0].islower() and name.replace("_", "a").islower() and len(name) <= 40
    looks_like_one = looks_like_one and name.replace("_", "a").isalpha()
    pointer = "".join(f"/{step}" for step in path) + (f"/{name}" if looks_like_one else "")
    assert refused(cls, changed(record, (*path, name), 1)) == [("form.unknown_field", pointer)]


@pytest.mark.parametrize("data", [{1: 2, "version": 1}, {None: 2, "version": 1, "phone": None, "email": None}])
def test_a_key_that_is_no_text_is_unknown(data: Any) -> None:
    assert ("form.unknown_field", "") in refused(Contact, data)


# What is written


def test_moments_keep_their_offset() -> None:
    for zone, shown in ((WIB, "+07:00"), (WITA, "+08:00"), (UTC, "+00:00"), (ZoneInfo("Asia/Jayapura"), "+09:00")):
        event = events.Hold(id="x", at=datetime(2026, 9, 7, 10, 0, 0, 5, tzinfo=zone), by=COUNTER, reason="x")
        assert stored(event)["at"] == f"2026-09-07T10:00:00.000005{shown}"
        again = from_mapping(events.Hold, stored(event))
        assert again == event
        assert again.at.utcoffset() == event.at.utcoffset()
    utc = from_mapping(events.Hold, {**stored(event), "at": "2026-09-07T01:00:00Z"})
    assert utc.at == datetime(2026, 9, 7, 8, tzinfo=WIB)


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


# In whole seconds: Python itself reads an offset of some microseconds as none.
OFFSETS = st.integers(-86399, 86399).map(lambda seconds: timezone(timedelta(seconds=seconds)))
NAMED = st.text(min_size=1).filter(str.strip)
FREE_DAYS = st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=4)


@st.composite
def reviews(draw: Callable[..., Any]) -> ReviewPolicy:
    least, more = draw(st.integers(0, 9)), draw(st.integers(0, 20))
    closed = draw(FREE_DAYS)
    return ReviewPolicy(
        min_days=least,
        max_days=least + more,
        cutoff=draw(st.none() | st.times()),
        zone=draw(OFFSETS),
        weekend=draw(st.sets(st.integers(0, 6), max_size=6)),
        collective_leave=draw(st.sampled_from(list(CollectiveLeave))),
        extra_closed=closed,
        extra_open=draw(FREE_DAYS) - closed,
    )


@given(reviews(), st.timedeltas(timedelta(0), timedelta(days=90000)), st.text())
def test_law_a_policy_comes_back(review: ReviewPolicy, span: timedelta, name: str) -> None:
    policy = attrs.evolve(ARTICLE, name=name, review=review, objection_window=span)
    assert from_mapping(Policy, stored(policy)) == policy


BLANKS = "\u115f\u1160\u3164\uffa0"  # letters that show nothing
PROSE = st.text(st.sampled_from("\t\n\r") | st.characters(categories=["L", "Nd", "P", "S"], exclude_characters=BLANKS))
IDS = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=128)


@given(PROSE, PROSE, st.datetimes(datetime(1901, 1, 1), datetime(7999, 1, 1), timezones=OFFSETS | st.just(UTC)), IDS)
def test_law_free_text_and_moments_come_back(note: str, reason: str, at: datetime, who: str) -> None:
    event = events.Hold(id=who, at=at, by=Actor(Role.REVIEWER, who), note=note, reason=reason)
    assert from_mapping(events.Event, stored(event)) == event
    request = draft(remarks=note, outlet=reason)
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


@settings(max_examples=300)
@given(
    calendars(),
    reviews(),
    st.datetimes(datetime(2026, 1, 3), datetime(2026, 4, 30), timezones=st.just(WIB)),
    st.booleans(),
)
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
    assert record["skipped"][0] == {
        "day": "2026-03-18",
        "kinds": ["collective_leave"],
        "name": "Cuti Bersama Hari Suci Nyepi",
        "estimated": False,
        "before_clock_start": False,
    }
    assert record["caveats"] == [{"code": "collective_leave_matters", "day": "2026-03-18"}]
    assert (record["tentative"], record["best_case"], record["worst_case"]) == (
        False,
        ["2026-03-17", "2026-03-26"],
        ["2026-03-17", "2026-03-26"],
    )
    assert record["calendar_source"].startswith("holidays ")
    assert (record["calendar"]["first"], record["calendar"]["last"]) == ("2026-03-09", "2026-04-02")
    assert len(record["calendar"]["days"]) == 7


def test_an_estimate_whose_calendar_ends_too_early_to_tell_has_no_record() -> None:
    short = BusinessCalendar.from_days(date(2026, 9, 1), date(2026, 9, 13), estimated_holidays=[date(2026, 9, 12)])
    estimate = estimate_ready_date(date(2026, 9, 7), policy=ReviewPolicy(max_days=4), calendar=short)
    with pytest.raises(CalendarRangeError):
        to_mapping(estimate)


# What happened is loaded, whoever would judge it otherwise today


def test_a_history_made_under_another_policy_is_loaded_and_judged_by_replay_alone() -> None:
    laxer = attrs.evolve(ARTICLE, max_identity_failures=9, max_visits=9, max_exchanges=9)
    request = in_state(State.INSPECTING)
    for kind in (events.ReturnCard, events.Collect) * 3:
        request = lifecycle.apply(request, sample(kind, request), policy=laxer)
    again = from_mapping(ReplacementRequest, stored(request))
    assert again == request
    with pytest.raises(Exception, match=r"collect\.visits_used_up"):
        lifecycle.replay(again)
    stricter = attrs.evolve(ARTICLE, max_identity_failures=1)
    held = in_state(State.READY_FOR_COLLECTION)
    held = lifecycle.apply(held, sample(events.FailIdentity, held), policy=stricter)
    assert held.state is State.ON_HOLD
    assert from_mapping(ReplacementRequest, stored(held)) == held


@pytest.mark.parametrize("state", State, ids=lambda state: state.value)
def test_a_state_that_the_history_cannot_have_reached_is_refused(state: State) -> None:
    request = in_state(state)
    for claimed in State:
        record = {**stored(request), "state": claimed.value}
        if claimed is state:
            assert from_mapping(ReplacementRequest, record) == request
        else:
            assert refused(ReplacementRequest, record) == [("record.state_not_reached", "/state")]


# Masked


@pytest.mark.parametrize("value", VALUES, ids=NAMES)
def test_a_masked_record_has_the_same_fields_shows_nobody_and_cannot_be_read_back(value: object) -> None:
    plain, masked = stored(value), stored(value, masked=True)
    assert masked.pop("masked") is True
    assert set(masked) == set(plain)
    assert ("form.unknown_field", "/masked") in refused(type(value), {**masked, "masked": True})
    if isinstance(value, Applicant | IdentityDocument | ReplacementRequest | HeadOfFamily):
        assert leaks(json.dumps(masked)) == []


def test_what_is_empty_stays_empty_and_what_is_hidden_is_hidden_at_every_depth() -> None:
    event = next(event for event in every_event() if type(event) is events.Collect)
    request = draft(state=State.IN_REVIEW, history=(event,), remarks="")
    masked = stored(request, masked=True)
    assert masked["form"]["remarks"] == ""
    told = masked["history"][0]
    assert (told["note"], told["by"], told["id_seen"]["issued_on"]) == (
        "***",
        {"role": "counter_clerk", "id": "***"},
        None,
    )
    assert told["letter"]["proxy"] == "B*** S***"
    assert masked["form"]["applicant"]["born_on"] == "***"
    passport = IdentityDocument(kind=DocumentKind.PASSPORT, number="L898902C3", mrz=parse_mrz(MRZ))
    assert stored(passport, masked=True)["mrz"] == ["***", "***"]
    for value in every_event():
        shown = json.dumps(stored(value, masked=True))
        assert "customer-" not in shown
        assert "staff-" not in shown


def test_threads_share_one_converter() -> None:
    _converter.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        records = list(pool.map(stored, VALUES * 4))
        again = list(pool.map(lambda it: from_mapping(type(it[0]), it[1]), zip(VALUES * 4, records, strict=True)))
    assert again == list(VALUES * 4)
    assert _converter(masked=False) is _converter(masked=False)
