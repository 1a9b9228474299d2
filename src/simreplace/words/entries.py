"""The days of a request as an entry that calendars read (RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from simreplace.calendar import BusinessCalendar, ReadyEstimate
from simreplace.errors import InvalidValueError
from simreplace.guidance import Progress, brings_head, progress
from simreplace.issues import Issue, IssueCode
from simreplace.lifecycle import ReplacementRequest, State, standing
from simreplace.people import CardForm, CollectionMethod
from simreplace.rules import ARTICLE, Policy, day_of, the_policy
from simreplace.values import to_identifier, to_moment
from simreplace.words.dates import Language
from simreplace.words.message import without_traces
from simreplace.words.paper import paper_words

_OCTETS: Final = 75
_A_DAY: Final = timedelta(days=1)
_LAST_HOUR: Final = timedelta(hours=1)
_HEAD: Final = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//simreplace//simreplace//EN", "CALSCALE:GREGORIAN")


def calendar_entry(
    thing: ReadyEstimate | ReplacementRequest,
    language: Language = "en",
    *,
    uid: str,
    stamp: datetime,
    policy: Policy = ARTICLE,
    calendar: BusinessCalendar | None = None,
) -> str:
    r"""The review window and the collection deadline as iCalendar text (RFC 5545), for a person's own calendar.

    The window is an entry of whole days, from the earliest to the latest day; the deadline is the last hour before it,
    with a reminder a day ahead where there is a day left. Calendars are shared and synchronized, so that it holds no number and no name. Sent
    again under the same `uid` with a later stamp, it takes the place of what was there.

    Args:
        thing: The window, or the request, of which the window as it now stands is taken.
        language: English, Indonesian or Chinese.
        uid: What tells this entry from every other one, 1 to 128 visible ASCII characters; the kind is put in front.
        stamp: The present moment, in a stated zone.
        policy: How strict, where the request does not say so itself.
        calendar: The days off; Indonesia's unless told otherwise.

    Raises:
        InvalidValueError: There is no day to enter now, the identifier is none, or the moment has no zone.
        CalendarRangeError: The review reaches a day that the calendar does not cover.
        ValueError: There is no such language.

    Example:
        >>> from datetime import date
        >>> from simreplace import WIB, estimate_ready_date
        >>> entry = calendar_entry(
        ...     estimate_ready_date(date(2026, 9, 7)), "id", uid="r-1@example.com", stamp=datetime(2026, 9, 7, 10, tzinfo=WIB)
        ... )
        >>> print("\n".join(line for line in entry.split("\r\n") if line.startswith(("DT", "SUMMARY"))))
        DTSTAMP:20260907T030000Z
        DTSTART;VALUE=DATE:20260908
        DTEND;VALUE=DATE:20260911
        SUMMARY;LANGUAGE=id:Kartu SIM pengganti mungkin siap
    """
    paper_words(language)
    to_identifier(uid)
    now = to_moment(stamp)
    the_policy(policy)
    if isinstance(thing, ReadyEstimate):
        found = tuple(_window(thing.earliest, thing.latest, day_of(now, policy), "review", language))
    else:
        found = tuple(_of_request(thing, language, now, policy, calendar))
    if not found:
        raise InvalidValueError((Issue(IssueCode.ENTRY_NO_DAY),))
    lines = (line for kind, rest in found for line in _event(f"{kind}-{uid}", now, rest))
    return "".join(map(_folded, (*_HEAD, *lines, "END:VCALENDAR")))


_Entry = tuple[str, tuple[str, ...]]


def _of_request(
    request: ReplacementRequest,
    language: Language,
    now: datetime,
    policy: Policy,
    calendar: BusinessCalendar | None,
) -> Iterator[_Entry]:
    stands: Progress = progress(request, now=now, policy=policy, calendar=calendar)
    if stands.clock is not None:
        today = day_of(now, request.policy or policy)
        told = "review_esim" if stands.card_form is CardForm.ESIM else "review"
        yield from _window(stands.clock.earliest, stands.clock.latest, today, told, language)
    if request.state is State.READY_FOR_COLLECTION and stands.deadline is not None and now < stands.deadline:
        outlet = without_traces(standing(request).card_outlet, request.form) or paper_words(language)["notice.outlet"]
        yield _deadline(stands.deadline, outlet, language, _help_for(request, now, policy), now)


def _window(earliest: date, latest: date, today: date, told: str, language: Language) -> Iterator[_Entry]:
    """The window as an entry; none where it is over."""
    if latest >= today:
        days = (f"DTSTART;VALUE=DATE:{_basic(earliest)}", f"DTEND;VALUE=DATE:{_basic(latest + _A_DAY)}")
        yield "review", (*days, *_texts(told, told, language), "TRANSP:TRANSPARENT")


def _help_for(request: ReplacementRequest, now: datetime, policy: Policy) -> str:
    """Which of the texts says what is brought along, and by whom."""
    fetched = "collection_esim" if request.form.card_form is CardForm.ESIM else "collection"
    if brings_head(request, day_of(now, request.policy or policy)):
        return f"{fetched}_of_child"
    return f"{fetched}_by_proxy" if request.collection is CollectionMethod.BY_PROXY else fetched


def _deadline(until: datetime, outlet: str, language: Language, told: str, now: datetime) -> _Entry:
    begins = until - _LAST_HOUR
    times = (f"DTSTART:{_instant(begins)}", f"DTEND:{_instant(until)}")
    summary, description = _texts(told.removesuffix("_by_proxy").removesuffix("_of_child"), told, language)
    alarm = (
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        summary.replace("SUMMARY", "DESCRIPTION", 1),
        "TRIGGER:-P1D",
        "END:VALARM",
    )
    # Of a moment that has passed a calendar would remind at once, or not at all.
    ahead = alarm if now < begins - _A_DAY else ()
    return "collection", (*times, summary, description, f"LOCATION:{_escaped(outlet)}", *ahead)


def _event(uid: str, now: datetime, rest: Iterable[str]) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{_escaped(uid)}", f"DTSTAMP:{_instant(now)}", "CLASS:PRIVATE")
    yield from rest
    yield "END:VEVENT"


def _texts(kind: str, told: str, language: Language) -> tuple[str, str]:
    table = paper_words(language)
    summary, description = (_escaped(table[key]) for key in (f"entry.{kind}", f"entry.{told}.help"))
    return f"SUMMARY;LANGUAGE={language}:{summary}", f"DESCRIPTION;LANGUAGE={language}:{description}"


def _instant(moment: datetime) -> str:
    return _basic(moment.astimezone(UTC).replace(microsecond=0, tzinfo=None)) + "Z"


def _basic(day: date) -> str:
    """A day or a moment in the basic format of ISO 8601, without signs between."""
    return day.isoformat().replace("-", "").replace(":", "")


def _escaped(text: str) -> str:
    """A text as RFC 5545, 3.3.11 writes it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    return plain.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets, none of which cuts a character (RFC 5545, 3.1)."""
    pieces = [b""]
    for sign in line:
        octets = sign.encode()
        if len(pieces[-1]) + len(octets) > _OCTETS:
            pieces.append(b" ")
        pieces[-1] += octets
    return "\r\n".join(piece.decode() for piece in pieces) + "\r\n"
