"""What a client may say of an event: its payload and nothing else, every mistake at once and in its place.

Everybody and every number here is made up.
"""

from enum import StrEnum
from typing import Any, Final, get_args

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import KTP, PROXY_KTP, letter
from journey import BUDI, COUNTER, SITI, draft, in_state, sample
from simreplace import (
    Issue,
    IssueCode,
    Language,
    ReplacementForm,
    State,
    check_event,
    events,
    explain,
    parse_event,
    to_mapping,
)
from simreplace.errors import InvalidValueError
from simreplace.forms.events import _WORDS, HOST_FACTS, table_of
from simreplace.forms.plain import choice
from simreplace.lifecycle.events import EVENTS, Event, event_name

C = IssueCode
REQUEST: Final = in_state(State.READY_FOR_COLLECTION)
# Made up, each of the right form: a chip's number that leaves 1 when divided by 97, and a code of GSMA SGP.22.
EID, CODE = "89000000000000000000000000000002", "LPA:1$example.com$MADE-UP"
FULL: Final[dict[type[Event], dict[str, Any]]] = {
    events.MakeReady: {"eid": EID, "activation_code": CODE},
    events.ExchangeCard: {"eid": EID, "activation_code": CODE},
    events.Collect: {"visitor": BUDI, "letter": letter(), "proxy_id_seen": PROXY_KTP},
    events.RaiseObjection: {"channel": "hotline"},
    events.RequestInformation: {"fields": ["full_name", "/applicant/documents/0/number"]},
    events.ChangeCollection: {"outlet": "Outlet Bandung"},
    events.CompareRecord: {"document": 0},
}


def whole(kind: type[Event]) -> Event:
    """An event with everything that can be said of it."""
    return attrs.evolve(sample(kind, REQUEST), note="a note", **FULL.get(kind, {}))


def payload_of(event: Event) -> dict[str, Any]:
    """What a client would say of it."""
    hosts = {"version", "event", "id", "by", *HOST_FACTS.get(type(event), ())}
    return {name: said for name, said in to_mapping(event).items() if name not in hosts}


def facts_of(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in HOST_FACTS.get(type(event), ())}


def check(kind: type[Event], data: Any) -> Any:
    """What is found in a payload, with what the host would say beside it."""
    event = whole(kind)
    return check_event(event_name(kind), data, id=event.id, by=event.by, **facts_of(event))


def found(kind: type[Event], data: Any) -> list[tuple[IssueCode, str]]:
    return [(issue.code, issue.pointer) for issue in check(kind, data).issues]


# ---- What may be said


@pytest.mark.parametrize("kind", EVENTS, ids=event_name)
def test_an_event_is_read_from_its_payload(kind: type[Event]) -> None:
    event = whole(kind)
    report = check(kind, payload_of(event))
    assert report.value == event
    assert report.errors == ()
    assert parse_event(event_name(kind), payload_of(event), id=event.id, by=event.by, **facts_of(event)) == event


@pytest.mark.parametrize("kind", EVENTS, ids=event_name)
def test_what_is_optional_may_be_missing_and_blank(kind: type[Event]) -> None:
    event = sample(kind, REQUEST)
    needed = {name for name, field in table_of(kind).items() if field.required}
    least = {name: said for name, said in payload_of(event).items() if name in needed}
    blank = {name: "" for name in table_of(kind) if name not in needed}
    assert check(kind, least).errors == check(kind, {**least, **blank}).errors == ()
    assert check(kind, least).value == check(kind, {**least, **blank}).value


@pytest.mark.parametrize("kind", EVENTS, ids=event_name)
def test_everything_that_is_needed_is_named_at_once(kind: type[Event]) -> None:
    needed = [f"/{name}" for name, field in table_of(kind).items() if field.required]
    assert found(kind, {}) == [(C.FORM_REQUIRED, pointer) for pointer in needed]
    # By the class itself: what has no default and is not the host's.
    hosts = {"id", "by", *HOST_FACTS.get(kind, ())}
    assert {f"/{it.name}" for it in attrs.fields(kind) if it.default is attrs.NOTHING} - {
        f"/{name}" for name in hosts
    } == set(needed)


@pytest.mark.parametrize("kind", EVENTS, ids=event_name)
@pytest.mark.parametrize("claim", ["id", "by", "at", "now", "state", "event", "version", "seal", "policy"])
def test_who_when_and_which_are_no_business_of_a_clients(kind: type[Event], claim: str) -> None:
    """Nobody vouches for another: an actor or a time inside a payload is refused by name, whatever it says."""
    said = payload_of(whole(kind))
    assert found(kind, {**said, claim: to_mapping(SITI)})[-1] == (C.FORM_UNKNOWN_FIELD, f"/{claim}")
    with pytest.raises(InvalidValueError):
        check(kind, {**said, claim: "x"}).unwrap()


@pytest.mark.parametrize("kind", HOST_FACTS, ids=event_name)
def test_a_fact_of_the_hosts_is_refused_from_a_client_and_asked_of_the_host(kind: type[Event]) -> None:
    event = whole(kind)
    (fact,) = HOST_FACTS[kind]
    assert (C.FORM_UNKNOWN_FIELD, f"/{fact}") in found(kind, {**payload_of(event), fact: True})
    for told in ({}, {**facts_of(event), "at": "now"}):
        with pytest.raises(TypeError, match=f"of {event_name(kind)} the host says beside id and by: {fact}"):
            check_event(event_name(kind), payload_of(event), id="e", by=event.by, **told)


def test_a_fact_that_is_none_of_the_event_is_refused() -> None:
    with pytest.raises(TypeError, match="of expire the host says beside id and by: nothing"):
        check_event("expire", {}, id="e", by=COUNTER, visitor=SITI)


def test_what_the_host_says_wrongly_is_no_mistake_of_the_clients() -> None:
    payload = payload_of(whole(events.Collect))
    by: Any = "staff-1"
    for wrong, pointer in (({"by": by}, "/by"), ({"visitor": COUNTER}, "/visitor/role"), ({"id": " "}, "/id")):
        said: Any = {"id": "e", "by": COUNTER, "visitor": SITI, **wrong}
        with pytest.raises(InvalidValueError) as caught:
            check_event("collect", payload, **said)
        assert [issue.pointer for issue in caught.value.issues] == [pointer]


# ---- What is wrong with it


@pytest.mark.parametrize(
    ("kind", "changes", "expected"),
    [
        (events.Submit, {"form": {"msisdn": "0812"}}, [
            (C.MSISDN_TOO_SHORT, "/form/msisdn"), (C.FORM_REQUIRED, "/form/reason"),
            (C.FORM_REQUIRED, "/form/applicant"),
        ]),
        (events.Submit, {"form": "a text"}, [(C.FORM_TYPE, "/form")]),
        (events.Submit, {"acknowledged": ["no.such_code", "nik.sex_differs"]}, [(C.FORM_CODE, "/acknowledged/0")]),
        (events.Submit, {"acknowledged": "nik.sex_differs"}, [(C.FORM_TYPE, "/acknowledged")]),
        (events.Submit, {"acknowledged": ["nik.sex_differs"] * (len(IssueCode) + 1)},
         [(C.TEXT_TOO_LONG, "/acknowledged")]),
        (events.CompareRecord, {"matches": [{"detail": "name"}, {"outcome": "perhaps"}, 3], "document": -1}, [
            (C.FORM_REQUIRED, "/matches/0/outcome"), (C.FORM_REQUIRED, "/matches/1/detail"),
            (C.FORM_CHOICE, "/matches/1/outcome"), (C.FORM_TYPE, "/matches/2"), (C.FORM_NUMBER, "/document"),
        ]),
        (events.CompareRecord, {"matches": [{"detail": "Siti's name", "outcome": "true"}]},
         [(C.FORM_CHOICE, "/matches/0/detail")]),
        (events.CompareRecord, {"document": 50}, [(C.FORM_NUMBER, "/document")]),
        (events.CompareRecord, {"document": "1.5"}, [(C.FORM_NUMBER, "/document")]),
        (events.CompareRecord, {"document": True}, [(C.FORM_NUMBER, "/document")]),
        (events.CompareRecord, {"document": "9" * 70}, [(C.FORM_NUMBER, "/document")]),
        (events.DecideFlag, {"code": "no.such", "accepted": "perhaps", "reason": " "}, [
            (C.FORM_CODE, "/code"), (C.FORM_YES_OR_NO, "/accepted"), (C.FORM_REQUIRED, "/reason"),
        ]),
        (events.DecideFlag, {"accepted": 1}, [(C.FORM_YES_OR_NO, "/accepted")]),
        (events.RequestInformation, {"papers": ["purchase_record", "nothing"], "fields": ["Siti's name"]},
         [(C.FORM_CHOICE, "/papers/1"), (C.FORM_CHOICE, "/fields/0")]),
        (events.RequestInformation, {"fields": ["Siti's name"]}, [(C.FORM_CHOICE, "/fields/0")]),
        (events.MakeReady, {"iccid": "8962", "eid": "89", "activation_code": "x", "outlet": "a\0b"}, [
            (C.ICCID_LENGTH, "/iccid"), (C.TEXT_CONTROL, "/outlet"), (C.EID_LENGTH, "/eid"),
            (C.ACTIVATION_CODE_FORM, "/activation_code"),
        ]),
        (events.Collect, {"id_seen": {"kind": "ktp", "number": "1"}, "letter": {"principal": "Siti"}}, [
            (C.NIK_LENGTH, "/id_seen/number"), (C.FORM_REQUIRED, "/letter/proxy"),
            (C.FORM_REQUIRED, "/letter/proxy_document"), (C.FORM_REQUIRED, "/letter/msisdn"),
            (C.FORM_REQUIRED, "/letter/signed_on"),
        ]),
        (events.Collect, {"letter": {**to_mapping(letter()), "valid_until": "2020-01-01"}}, [
            (C.FORM_UNKNOWN_FIELD, "/letter/version"), (C.LETTER_VALIDITY, "/letter/valid_until"),
        ]),
        (events.AcceptCard, {"inspection": {"surface": "fine", "chip": "no", "colour": "red"}}, [
            (C.FORM_YES_OR_NO, "/inspection/surface"), (C.FORM_UNKNOWN_FIELD, "/inspection"),
        ]),
        (events.AcceptCard, {"inspection": True}, [(C.FORM_TYPE, "/inspection")]),
        (events.Reject, {"reasons": ["because"]}, [(C.FORM_CHOICE, "/reasons/0")]),
        (events.Cancel, {"reason": ["changed_mind"]}, [(C.FORM_CHOICE, "/reason")]),
        (events.ProvideInformation, {"answers": [{"item": "purchase_record", "text": "a\u202eb"}, {}]},
         [(C.TEXT_INVISIBLE, "/answers/0/text"), (C.FORM_REQUIRED, "/answers/1/item")]),
    ],
)  # fmt: skip
def test_every_mistake_is_told_at_once_and_in_its_place(
    kind: type[Event], changes: dict[str, Any], expected: list[tuple[IssueCode, str]]
) -> None:
    said = {**payload_of(whole(kind)), **changes}
    errors = [(issue.code, issue.pointer) for issue in check(kind, said).errors]
    assert errors == expected
    for issue in check(kind, said).issues:
        for language in get_args(Language):
            assert "stored" not in explain(issue, language)


@pytest.mark.parametrize("place", [-1, 50, "50"])
def test_the_last_place_that_can_be_named_is_told(place: object) -> None:
    said = {**payload_of(whole(events.CompareRecord)), "document": place}
    assert check(events.CompareRecord, said).errors == (Issue(C.FORM_NUMBER, "/document", (("limit", 49),)),)
    assert [check(events.CompareRecord, {**said, "document": at}).errors for at in (0, 49)] == [(), ()]


@pytest.mark.parametrize("data", [None, "text", 3, ["reason"], {1: 2}, b"reason"], ids=repr)
def test_a_payload_is_a_mapping(data: Any) -> None:
    report = check(events.Cancel, data)
    assert report.value is None
    assert report.errors[0].code in {C.FORM_TYPE, C.FORM_REQUIRED}


def test_an_event_that_there_is_not_is_told_with_those_that_there_are() -> None:
    (issue,) = check_event("teleport", {}, id="e", by=SITI).issues
    assert (issue.code, issue.pointer) == (C.FORM_CHOICE, "")
    assert "Cancel the request" in explain(issue)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [(True, True), (False, False), ("true", True), ("No", False), (" on ", True), ("off", False), ("1", True)],
)
def test_a_web_form_says_yes_and_no_in_its_own_way(typed: object, meant: bool) -> None:
    said = {**payload_of(whole(events.Activate)), "old_card_deactivated": typed}
    assert check(events.Activate, said).value.old_card_deactivated is meant


def test_of_a_list_as_many_as_may_stand_there_are_read() -> None:
    said = payload_of(whole(events.Submit))
    for more, is_read in ((0, True), (1, False)):
        known = ["nik.sex_differs"] * (len(IssueCode) + more)
        assert (check(events.Submit, {**said, "acknowledged": known}).errors == ()) is is_read
        papers = {"papers": ["purchase_record"] * (50 + more)}
        told = check(events.RequestInformation, {**payload_of(whole(events.RequestInformation)), **papers})
        assert ([issue.code for issue in told.errors] == [C.TEXT_TOO_LONG]) is not is_read


def test_a_yes_and_a_place_may_be_as_long_as_a_word() -> None:
    told = payload_of(whole(events.Activate)), payload_of(whole(events.CompareRecord))
    for width, is_read in ((64, True), (65, False)):
        said = {**told[0], "old_card_deactivated": "true".ljust(width)}, {**told[1], "document": "2".zfill(width)}
        assert (check(events.Activate, said[0]).errors == ()) is is_read
        assert (check(events.CompareRecord, said[1]).errors == ()) is is_read


def test_a_web_form_counts_documents_in_its_own_way() -> None:
    said = {**payload_of(whole(events.CompareRecord)), "document": " 2 "}
    assert check(events.CompareRecord, said).value.document == 2


def test_values_that_are_built_already_are_taken_as_they_are() -> None:
    event = whole(events.Collect)
    built = {it.name: getattr(event, it.name) for it in attrs.fields(events.Collect) if it.name in payload_of(event)}
    assert check(events.Collect, built).value == event
    form = draft().form
    said = {"form": form, "acknowledged": [Issue(C.NIK_SEX_DIFFERS), C.NIK_SEX_DIFFERS]}
    sent = check(events.Submit, said).value
    assert sent.form is form
    assert sent.acknowledged == (C.NIK_SEX_DIFFERS, C.NIK_SEX_DIFFERS)


def test_doubts_of_single_values_come_along_and_refuse_nothing() -> None:
    odd = {**to_mapping(KTP), "holder_name": "Siti 2"}
    odd.pop("version")
    report = check(events.Collect, {"outlet": "X", "id_seen": odd})
    assert [(issue.code, issue.pointer) for issue in report.flags] == [(C.NAME_DIGITS, "/id_seen/holder_name")]
    assert report.ok


# ---- Whatever stands there

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


@given(kind=st.sampled_from(EVENTS), data=st.data())
def test_any_payload_is_read_or_refused_and_never_raises(kind: type[Event], data: st.DataObject) -> None:
    said = payload_of(whole(kind))
    for name in data.draw(st.sets(st.sampled_from([*table_of(kind), "id"]), max_size=3)):
        said[name] = data.draw(json_values)
    report = check(kind, said)
    assert (report.value is not None) or report.errors
    assert isinstance(report.value, kind | None)


PLANTED: Final = "3174079901010077"  # made up


@pytest.mark.parametrize("kind", EVENTS, ids=event_name)
def test_what_was_typed_is_repeated_nowhere(kind: type[Event]) -> None:
    wrong: Any = {"a": PLANTED, PLANTED: 1}
    for typed in (PLANTED + "\0", wrong, [wrong, PLANTED]):
        report = check(kind, dict.fromkeys([*table_of(kind), PLANTED], typed))
        assert report.errors
        said = repr(report) + repr(report.issues) + "".join(explain(issue) for issue in report.issues)
        assert PLANTED not in said


def test_a_form_is_read_by_the_same_table_as_everywhere() -> None:
    value = check(events.Submit, payload_of(whole(events.Submit))).value
    assert isinstance(value.form, ReplacementForm)
    assert value.form == whole(events.Submit).form  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", _WORDS, ids=lambda kind: kind.__name__)
def test_what_a_screen_shows_for_a_choice_may_be_typed(kind: type[StrEnum]) -> None:
    read = choice(kind, _WORDS[kind]).read
    for member in kind:
        for language in get_args(Language):
            shown = explain(member, language)
            for typed in (shown, shown.upper(), f" {shown} ", member.value):
                assert read(typed, "/x") == (member, ())


def test_what_a_laxer_reading_lets_through_and_the_event_refuses_is_the_clients_mistake(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("simreplace.forms.events.read_form", lambda *_: ({"reason": "a\x00b"}, []))
    report = check_event("hold", {}, id="e", by=SITI)
    assert report.value is None
    assert [(issue.code.value, issue.pointer) for issue in report.issues] == [("text.control", "/reason")]
