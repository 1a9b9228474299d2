"""The two things that change anything: a request is opened, and an event is told."""

import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from fastapi import HTTPException

from desk.schemas import KEPT
from desk.store import Entry, Person, Store
from desk.words import NO_CUSTOMER
from simreplace import (
    WIB,
    Issue,
    IssueCode,
    ReplacementRequest,
    Role,
    State,
    check_event,
    check_form,
    events,
    lifecycle,
    open_request,
)
from simreplace.errors import InvalidValueError, RefusedError, StaleRequestError

SALT_BYTES: Final = 16
ATTEMPTS: Final = 50
KINDS: Final[Mapping[str, type[events.Event]]] = {
    events.event_name(kind): kind
    for kind in vars(events).values()
    if isinstance(kind, type) and issubclass(kind, events.Event) and kind is not events.Event
}
_OPENS: Final = frozenset({Role.APPLICANT, Role.INTAKE_CLERK})
CUSTOMERS: Final = frozenset({Role.APPLICANT, Role.PROXY, Role.REGISTERED_OWNER})


class Typed(dict[str, object]):
    """What somebody has typed: it shows itself to the library, and to no log and no reporter of errors."""

    def __repr__(self) -> str:
        return "***"


def new_id(store: Store, person: Person, key: str | None, place: str = "") -> str:
    """An identifier of the host's making: with a key of the client's, the same whenever the same is sent again."""
    if key is None:
        return secrets.token_hex(16)
    told = "\0".join((person.name, place, key)).encode()
    return hmac.new(store.number_key, told, "sha256").hexdigest()[:32]


def may_see(store: Store, person: Person, entry: Entry) -> bool:
    """Customers see what is theirs; a proxy, what they have come for."""
    if person.role is Role.APPLICANT:
        return entry.customer == person.name
    if person.role is Role.REGISTERED_OWNER:
        return entry.number == person.number
    return person.role is not Role.PROXY or store.has_visited(entry.id, person)


def seen(store: Store, person: Person, id: str) -> Entry:
    """The entry of a request, where there is one and it is theirs to see; both are answered alike."""
    entry = store.find(id)
    if entry is None or not may_see(store, person, entry):
        raise HTTPException(404)
    return entry


def listed(store: Store, person: Person, after: str = "", *, ended: bool | None = None) -> list[Entry]:
    """The requests that somebody may see, a page at a time; where it is asked, those that have ended or the others."""
    if person.role is Role.APPLICANT:
        return store.entries(after=after, ended=ended, customer=person.name)
    if person.role is Role.REGISTERED_OWNER:
        return store.entries(after=after, ended=ended, number=person.number or "")
    return [] if person.role is Role.PROXY else store.entries(after=after, ended=ended)


def open_draft(
    store: Store, person: Person, typed: Typed, *, id: str, now: datetime, customer: str | None = None
) -> ReplacementRequest:
    """A draft of what was typed; sent once more under the same key, it is the one that there is."""
    if person.role not in _OPENS:
        raise HTTPException(403)
    if person.role is Role.APPLICANT:
        customer = person.name
    elif customer is None:
        # What belongs to nobody could never be collected.
        raise InvalidValueError((Issue(IssueCode.FORM_REQUIRED, "/customer"),))
    else:
        known = store.person(customer)
        if known is None or known[0].role is not Role.APPLICANT:
            raise HTTPException(404, NO_CUSTOMER)
    form = check_form(typed, on=now.astimezone(WIB).date()).unwrap()
    request = open_request(form, id="r-" + id, now=now, salt=secrets.token_bytes(SALT_BYTES))
    if store.add(request, customer=customer):
        return request
    if not store.was_opened_with(request.id, form, customer=customer):
        raise InvalidValueError((Issue(IssueCode.EVENT_ID_REUSED),))
    return store.load(request.id)


def tell(
    store: Store,
    person: Person,
    id: str,
    name: str,
    typed: Typed,
    *,
    event_id: str,
    now: datetime,
    expected: str | None = None,
    ticket: str | None = None,
) -> ReplacementRequest:
    """Tell an event: who acts comes from the session, and what only the host can know from the database.

    Whoever looked at a page says which revision (`expected`), and is refused with words where it has changed since.
    Without one the event is judged by the request as it is now: an objection is not lost because somebody was faster.
    """
    kind = KINDS[name]
    for _ in range(ATTEMPTS):
        request = store.load(id)
        before = next((step.event for step in request.history if step.event.id == event_id), None)
        payload = typed
        if (kind, "form") in KEPT and "form" not in typed:
            payload = Typed(typed, form=getattr(before, "form", request.form))
        facts = _facts_of(store, request, kind, ticket, before)
        event = check_event(name, payload, id=event_id, by=person.actor, **facts).unwrap()
        decision = lifecycle.decide(request, event, now=now, expected=expected)
        if decision.request is None:
            raise RefusedError(decision.source.value, name, decision.issues)
        told_before = decision.request.revision == request.revision
        if told_before or store.swap(request.revision, decision.request):
            return decision.request
    raise StaleRequestError("", "")


def _facts_of(
    store: Store, request: ReplacementRequest, kind: type[events.Event], ticket: str | None, before: events.Event | None
) -> dict[str, object]:
    if kind is events.Submit:
        # What is told again is what was told: the world has gone on since.
        if isinstance(before, events.Submit):
            return {"other_open_request": before.other_open_request}
        return {"other_open_request": store.other_is_open(request)}
    if kind is events.Collect:
        visitor = None if ticket is None else store.visitor(request.id, ticket)
        if visitor is None:
            raise HTTPException(409)
        return {"visitor": visitor}
    return {}


def check_in(store: Store, person: Person, id: str) -> str:
    """A ticket for the owner of the request, or for a proxy who was told its id."""
    entry = store.find(id)
    is_theirs = entry is not None and (person.role is Role.PROXY or may_see(store, person, entry))
    if entry is None or not is_theirs or entry.state is not State.READY_FOR_COLLECTION:
        raise HTTPException(404)
    if person.role not in {Role.APPLICANT, Role.PROXY}:
        raise HTTPException(403)
    return store.check_in(id, person)
