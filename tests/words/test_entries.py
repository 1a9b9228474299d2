"""Calendar entries: what the software of others reads in them, and that nobody is named in what is synchronized."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from builders import LANGUAGES, MONDAY
from journey import A_MOMENT, in_state, next_moment
from planted import PLANTED, leaks
from simreplace import (
    WIB,
    IssueCode,
    Language,
    Nik,
    PersonName,
    ReplacementRequest,
    State,
    calendar_entry,
    estimate_ready_date,
    progress,
)
from simreplace.errors import InvalidValueError
from simreplace.values import read_text
from simreplace.words.entries import _escaped, _folded
from simreplace.words.paper import paper_words

UID = "contoh-1@example.com"
ESTIMATE = estimate_ready_date(MONDAY)
READY = in_state(State.READY_FOR_COLLECTION)


def events_of(text: str) -> list[Event]:
    """What the software of others reads."""
    read = Calendar.from_ical(text)
    found: list[Any] = list(read.walk("VEVENT"))
    assert not read.errors and not any(event.errors for event in found)
    return found


def at_outlet(outlet: str) -> ReplacementRequest:
    step = READY.history[-1]
    event: Any = step.event
    return attrs.evolve(
        READY, history=(*READY.history[:-1], attrs.evolve(step, event=attrs.evolve(event, outlet=outlet)))
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_window_is_read_as_whole_days(language: Language) -> None:
    (event,) = events_of(calendar_entry(ESTIMATE, language, uid=UID, stamp=MONDAY))
    table = paper_words(language)
    # The end is the first day that is not in it any more (RFC 5545, 3.6.1).
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2026, 9, 8), date(2026, 9, 11))
    assert (ESTIMATE.earliest, ESTIMATE.latest) == (date(2026, 9, 8), date(2026, 9, 10))
    assert str(event["SUMMARY"]) == table["entry.review"] and event["SUMMARY"].params["LANGUAGE"] == language
    assert str(event["DESCRIPTION"]) == table["entry.review.help"]
    assert str(event["UID"]) == f"review-{UID}" and event.decoded("DTSTAMP") == MONDAY.astimezone(UTC)
    assert str(event["TRANSP"]) == "TRANSPARENT" and str(event["CLASS"]) == "PRIVATE"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deadline_is_read_as_its_last_hour_with_a_reminder_a_day_ahead(language: Language) -> None:
    now = next_moment(READY)
    (event,) = events_of(calendar_entry(READY, language, uid=UID, stamp=now))
    until = progress(READY, now=now).deadline
    assert until is not None
    assert event.decoded("DTEND") == until and event.decoded("DTSTART") == until - timedelta(hours=1)
    assert str(event["LOCATION"]) == "Outlet Jakarta Selatan"
    assert str(event["UID"]) == f"collection-{UID}"
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("TRIGGER") == timedelta(days=-1) and str(alarm["ACTION"]) == "DISPLAY"
    assert str(alarm["DESCRIPTION"]) == paper_words(language)["entry.collection"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({}, "collection"),
        ({"collection": "by_proxy"}, "collection_by_proxy"),
        ({"card_form": "esim"}, "collection_esim"),
        ({"card_form": "esim", "collection": "by_proxy"}, "collection_esim_by_proxy"),
    ],
)
def test_a_deadline_says_who_comes_and_with_what(form: dict[str, Any], told: str, language: Language) -> None:
    request = in_state(State.READY_FOR_COLLECTION, **form)
    (event,) = events_of(calendar_entry(request, language, uid=UID, stamp=next_moment(request)))
    text = str(event["DESCRIPTION"])
    assert text == paper_words(language)[f"entry.{told}.help"]
    assert (re.search("phone|ponsel|手机", text) is not None) is ("esim" in told)
    assert (re.search("letter|surat kuasa|委托书", text) is not None) is ("proxy" in told)
    # The same entry, whoever comes: a later one takes its place.
    assert str(event["UID"]) == f"collection-{UID}"


def test_the_window_of_a_request_is_the_one_that_its_pauses_have_moved() -> None:
    request = in_state(State.INFORMATION_REQUESTED)
    later = MONDAY + timedelta(days=3)
    (event,) = events_of(calendar_entry(request, uid=UID, stamp=later))
    clock = progress(request, now=later).clock
    assert clock is not None and clock.moved_by == 3
    assert event.decoded("DTSTART") == clock.earliest and event.decoded("DTEND") == clock.latest + timedelta(days=1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_is_written_as_the_standard_asks(language: Language) -> None:
    for thing in (ESTIMATE, READY):
        text = calendar_entry(thing, language, uid=UID, stamp=next_moment(READY))
        lines = text.split("\r\n")
        assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
        assert max(len(line.encode()) for line in lines) <= 75
        assert "\n" not in text.replace("\r\n", "") and "\r" not in text.replace("\r\n", "")
        assert {"VERSION:2.0", "BEGIN:VEVENT", "END:VEVENT"} < set(lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_others_write_anew_says_the_same(language: Language) -> None:
    """Both ways: read by others and written by them, it is read once more as it was."""
    for thing in (ESTIMATE, READY):
        text = calendar_entry(thing, language, uid=UID, stamp=next_moment(READY))
        again = Calendar.from_ical(text).to_ical().decode()
        assert [dict(event) for event in events_of(again)] == [dict(event) for event in events_of(text)]


@given(st.text(max_size=300).filter(lambda text: read_text(text).value is not None))
def test_any_text_is_read_as_it_was(text: str) -> None:
    written = _folded(f"SUMMARY:{_escaped(text)}")
    assert max(len(line.encode()) for line in written.split("\r\n")) <= 75
    entry = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{written}END:VEVENT\r\nEND:VCALENDAR\r\n"
    (event,) = Calendar.from_ical(entry).walk("VEVENT")
    assert str(event["SUMMARY"]) == text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    ("outlet", "shown"),
    [
        ("Gerai A; Lt. 3, Blok B\\C", "Gerai A; Lt. 3, Blok B\\C"),
        ("Gerai\nEND:VEVENT", "Gerai END:VEVENT"),
        ("营业厅" * 30, "营业厅" * 30),
        (PLANTED[PersonName], "Gerai"),
        ("gerai.example.com 3174071203910009", "gerai. example. com ***"),
        (PLANTED[Nik], "gerai yang dipilih"),
    ],
)
def test_an_outlet_of_any_name_is_a_place_and_names_nobody(outlet: str, shown: str) -> None:
    request = at_outlet(outlet)
    if shown == "Gerai":
        submitted: Any = request.history[0].event
        form = attrs.evolve(submitted.form, applicant=attrs.evolve(submitted.form.applicant, full_name=outlet))
        first = attrs.evolve(request.history[0], event=attrs.evolve(submitted, form=form))
        request = attrs.evolve(request, history=(first, *request.history[1:]))
        shown = "gerai yang dipilih"
    text = calendar_entry(request, "id", uid=UID, stamp=next_moment(READY))
    (event,) = events_of(text)
    assert str(event["LOCATION"]) == shown
    assert leaks(text.replace("\r\n ", "")) == []


@pytest.mark.parametrize(
    "state", [state for state in State if state is not State.READY_FOR_COLLECTION], ids=lambda state: state.value
)
def test_only_what_has_a_day_is_entered(state: State) -> None:
    request = in_state(state)
    reviewed = state in {State.IN_REVIEW, State.INFORMATION_REQUESTED, State.ON_HOLD, State.APPROVED}
    if reviewed:
        assert [str(event["UID"]) for event in events_of(calendar_entry(request, uid=UID, stamp=next_moment(request)))]
        return
    with pytest.raises(InvalidValueError) as refused:
        calendar_entry(request, uid=UID, stamp=next_moment(request))
    assert [issue.code for issue in refused.value.issues] == [IssueCode.ENTRY_NO_DAY]


def test_a_window_that_is_over_is_not_entered() -> None:
    """To the last of its days it is, by the clock of the review."""
    request = in_state(State.IN_REVIEW)
    midnight = datetime(2026, 9, 11, tzinfo=WIB)
    assert ESTIMATE.latest == date(2026, 9, 10)
    for thing in (ESTIMATE, request):
        assert events_of(calendar_entry(thing, uid=UID, stamp=midnight - timedelta(seconds=1)))
        with pytest.raises(InvalidValueError) as refused:
            calendar_entry(thing, uid=UID, stamp=midnight.astimezone(UTC))
        assert [issue.code for issue in refused.value.issues] == [IssueCode.ENTRY_NO_DAY]


def test_a_reminder_that_would_come_too_late_is_left_out() -> None:
    until = progress(READY, now=next_moment(READY)).deadline
    assert until is not None
    ahead = until - timedelta(days=1, hours=1)
    for stamp, reminders in ((ahead - timedelta(seconds=1), 1), (ahead, 0), (until - timedelta(seconds=1), 0)):
        (event,) = events_of(calendar_entry(READY, uid=UID, stamp=stamp))
        assert len(event.walk("VALARM")) == reminders and event.decoded("DTEND") == until


def test_a_deadline_that_has_passed_is_not_entered() -> None:
    with pytest.raises(InvalidValueError):
        calendar_entry(READY, uid=UID, stamp=MONDAY + timedelta(days=40))


def test_an_entry_made_twice_is_the_same_and_a_later_one_says_so() -> None:
    one, same, later = (
        calendar_entry(ESTIMATE, uid=UID, stamp=stamp)
        for stamp in (MONDAY, MONDAY.astimezone(UTC), MONDAY + A_MOMENT + timedelta(microseconds=7))
    )
    assert one == same != later


@pytest.mark.parametrize(
    ("uid", "stamp"),
    [("", MONDAY), ("a b", MONDAY), ("é", MONDAY), ("x" * 129, MONDAY), ("x", MONDAY.replace(tzinfo=None))],
)
def test_what_cannot_be_an_identifier_or_a_moment_is_refused(uid: str, stamp: datetime) -> None:
    with pytest.raises(InvalidValueError):
        calendar_entry(ESTIMATE, uid=uid, stamp=stamp)


def test_an_identifier_is_kept_as_it_was_typed() -> None:
    (event,) = events_of(calendar_entry(ESTIMATE, uid="Contoh;1,\\A", stamp=datetime(2026, 9, 7, 10, tzinfo=WIB)))
    assert str(event["UID"]) == "review-Contoh;1,\\A"


def test_there_is_no_other_language() -> None:
    wrong: Any = "fr"
    with pytest.raises(ValueError, match="languages"):
        calendar_entry(ESTIMATE, wrong, uid=UID, stamp=MONDAY)
