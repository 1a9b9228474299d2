"""What is fuzzed: bytes in, and the laws that must hold whatever they say. It needs no fuzzer, so that tests run it too.

Each target starts from something whole (a value, a zone, a form, a record that was kept) and lets the bytes change it:
of mere noise nearly everything is refused at the first sign. Everybody in it is made up.
"""

import copy
import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import attrs

from builders import form, letter, passport, zone
from journey import ACTORS, SITI, in_state, sample
from planted import PLANTED
from simreplace import (
    PartialDate,
    Role,
    Severity,
    State,
    authorization_letter,
    cards,
    check_applicant,
    check_event,
    check_form,
    events,
    explain,
    from_mapping,
    parse_mrz,
    suggest,
    to_mapping,
)
from simreplace.errors import InvalidRecordError, InvalidValueError
from simreplace.forms.events import HOST_FACTS
from simreplace.issues import Issue, IssueCode
from simreplace.records.schema import RECORDS
from simreplace.values.country import check_nationality
from simreplace.values.mrz import check_mrz, suggest_mrz
from simreplace.words.letter import check_letter

TODAY: Final = date(2026, 11, 23)
DATA: Final = Path(__file__).parent.parent / "data"
LONGEST: Final = 300


class Choice:
    """Choices that are read off bytes, one after the other; what runs out chooses the first of everything."""

    def __init__(self, data: bytes) -> None:
        self._left = data

    def number(self, most: int) -> int:
        """From 0 to less than most."""
        head, self._left = self._left[:2], self._left[2:]
        return int.from_bytes(head) % most

    def text(self) -> str:
        """As long as the bytes say; letters of one byte and of more."""
        size = self.number(LONGEST)
        head, self._left = self._left[:size], self._left[size:]
        return head.decode("utf-8", "surrogateescape") if size % 2 else head.decode("utf-16", "replace")

    def edited(self, text: str) -> str:
        """The same text with up to three signs too many, too few or wrong."""
        for _ in range(self.number(4)):
            place, dropped = self.number(len(text) + 1), self.number(3)
            text = text[:place] + self.text()[: self.number(4)] + text[place + dropped :]
        return text


def shaken(choice: Choice, thing: Any) -> Any:
    """The same plain data with up to three of its parts changed, dropped, doubled or put elsewhere."""
    whole = copy.deepcopy(thing)
    for _ in range(1 + choice.number(3)):
        whole = _shaken_once(choice, whole)
    return whole


def _shaken_once(choice: Choice, thing: Any) -> Any:
    if isinstance(thing, dict) and thing and choice.number(4):
        key = sorted(thing, key=str)[choice.number(len(thing))]
        match choice.number(5):
            case 0:
                return {name: it for name, it in thing.items() if name != key}
            case 1:
                return {**thing, choice.edited(str(key)): thing[key]}
            case _:
                return {**thing, key: _shaken_once(choice, thing[key])}
    if isinstance(thing, list) and thing and choice.number(4):
        place = choice.number(len(thing))
        match choice.number(5):
            case 0:
                return [*thing[:place], *thing[place + 1 :]]
            case 1:
                return [*thing, *thing]
            case _:
                return [*thing[:place], _shaken_once(choice, thing[place]), *thing[place + 1 :]]
    match choice.number(9):
        case 0:
            return choice.text()
        case 1:
            return choice.number(1 << 16) - (1 << 15)
        case 2:
            return (None, True, False, 1.5, float("nan"), 10**400, "", [], {})[choice.number(9)]
        case 3:
            return [thing]
        case 4:
            return {choice.text(): thing}
        case _:
            return choice.edited(str(thing)) if isinstance(thing, str) else choice.text()


def said(issues: tuple[Issue, ...]) -> None:
    """Whatever is wrong has words."""
    for issue in issues:
        assert explain(issue, "zh") and explain(issue, "id")


# ---- Values


def values(choice: Choice) -> None:
    """Every reader of a single value, and the repair of what was pasted."""
    kinds = (*PLANTED, cards.ActivationCode)
    kind: Any = kinds[choice.number(len(kinds))]
    whole = PLANTED.get(kind, "LPA:1$smdp.example.com$MADE-UP")
    text = choice.edited(whole) if choice.number(3) else choice.text()
    issues = kind.check(text)
    said(issues)
    if any(issue.severity is Severity.ERROR for issue in issues):
        assert kind.read(text).value is None
    else:
        value = kind.parse(text)
        assert kind.parse(value.reveal()) == value
        # A short text may stand in the name of its own type, and stars hide nothing but themselves.
        telling = len(value.reveal()) > 5 and "*" not in value.reveal()
        assert not telling or value.reveal() not in repr(value)
    said(check_nationality(text))
    once = suggest(text).text
    assert suggest(once).text == once
    try:
        assert PartialDate.parse(text).isoformat() == text
    except InvalidValueError as refused:
        said(refused.issues)


# ---- The zone of a passport or a card

ZONES: Final = (
    zone(),
    zone(issuer="D", nationality="D", names="MUSTERMANN<<ERIKA"),
    ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"),
    ("I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2", "STEVENSON<<PETER<JOHN<<<<<<<<<"),
    ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"),
)


def zones(choice: Choice) -> None:
    """The machine-readable zone, whole or scanned wrongly, and what is offered in its place."""
    lines = [choice.edited(line) for line in ZONES[choice.number(len(ZONES))]]
    told: Any = lines if choice.number(8) else shaken(choice, lines)
    issues = check_mrz(told)
    said(issues)
    offered = suggest_mrz(told)
    if issues:
        assert offered is None or check_mrz(offered.reveal()) == ()
        return
    assert offered is None
    mrz = parse_mrz(told)
    assert parse_mrz(mrz.reveal()) == mrz
    assert mrz.number.reveal() not in repr(mrz) or len(mrz.number.reveal()) < 5
    assert mrz.expires_on is None or 2000 <= mrz.expires_on.year <= 2099
    assert mrz.names == tuple(mrz.name.reveal().split()) if mrz.name is not None else mrz.names == ()
    assert (mrz.document_code, mrz.nationality, mrz.birth_dates, mrz.optional_data) is not None


# ---- Forms, and what is told of events


def _typed(thing: Any) -> Any:
    record = json.loads(json.dumps(to_mapping(thing)))
    return {name: it for name, it in record.items() if name not in {"version", "event", "id", "by", "visitor"}}


_FORM: Final = _typed(form(applicant=attrs.evolve(form().applicant, documents=(passport(),)), remarks="made up"))
_READY: Final = in_state(State.READY_FOR_COLLECTION)
_PAYLOADS: Final = {kind: _typed(sample(kind, _READY)) for kind in events.EVENTS}
_LETTER: Final = authorization_letter(letter(), "id")


def forms(choice: Choice) -> None:
    """A form, an applicant, the payload of an event and a letter, each with something wrong."""
    which = choice.number(4)
    if which == 0:
        report: Any = check_form(shaken(choice, _FORM), on=TODAY)
    elif which == 1:
        report = check_applicant(shaken(choice, _FORM["applicant"]), on=TODAY)
    elif which == 2:
        kind = events.EVENTS[choice.number(len(events.EVENTS))]
        facts: dict[str, Any] = {"visitor": SITI, "other_open_request": False}
        asked = {name: facts[name] for name in HOST_FACTS.get(kind, ())}
        payload = {name: it for name, it in _PAYLOADS[kind].items() if name not in asked}
        by = ACTORS[Role.COUNTER_CLERK]
        report = check_event(events.event_name(kind), shaken(choice, payload), id="e-1", by=by, **asked)
    else:
        report = check_letter(choice.edited(_LETTER))
    said(report.issues)
    # A field that the form does not know is refused, and hides nothing of what is read beside it.
    unread = [issue for issue in report.errors if issue.code is not IssueCode.FORM_UNKNOWN_FIELD]
    assert (report.value is None) is bool(unread)


# ---- Records

_KINDS: Final = {kind.__name__: kind for kind in RECORDS}
KEPT: Final = tuple(
    (_KINDS[kept["kind"]], kept["record"])
    for name in ("golden_records.json", "golden_recovery.json", "golden_esim.json")
    for kept in json.loads((DATA / name).read_text(encoding="utf-8"))
)


def records(choice: Choice) -> None:
    """Every kind of record that was kept, with something wrong: it is refused by name, or read and written the same."""
    kind, record = KEPT[choice.number(len(KEPT))]
    told = shaken(choice, record)
    try:
        value: Any = from_mapping(kind, told)
    except InvalidRecordError as refused:
        said(refused.issues)
        return
    again = json.loads(json.dumps(to_mapping(value)))
    assert from_mapping(kind, again) == value
    assert type(value) is kind


TARGETS: Final[Mapping[str, Callable[[Choice], None]]] = MappingProxyType(
    {"values": values, "zones": zones, "forms": forms, "records": records}
)
