"""What a request's history says: who did what, how often, which card lies where, since when."""

from collections.abc import Iterator
from datetime import datetime
from typing import TypeVar

from simreplace.lifecycle import events
from simreplace.lifecycle.events import Event, Notice
from simreplace.lifecycle.request import ReplacementRequest
from simreplace.lifecycle.states import State
from simreplace.people import Paper
from simreplace.rules import Policy
from simreplace.values import Iccid, luhn_digit

E = TypeVar("E", bound=Event)


def count(request: ReplacementRequest, kind: type[Event]) -> int:
    """How often this has happened."""
    return sum(type(event) is kind for event in request.history)


def last(request: ReplacementRequest, kind: type[E]) -> E | None:
    """The last time this happened."""
    return next((event for event in reversed(request.history) if isinstance(event, kind)), None)


def people_who(request: ReplacementRequest, *kinds: type[Event]) -> frozenset[str]:
    """The identifiers of those who did any of these."""
    return frozenset(event.by.id for event in request.history if isinstance(event, kinds))


def submitters(request: ReplacementRequest) -> frozenset[str]:
    """Those who sent the form or added to it."""
    return people_who(request, events.Submit, events.ProvideInformation)


def reviewers(request: ReplacementRequest) -> frozenset[str]:
    """Those who reviewed."""
    return people_who(request, events.RequestInformation, events.Approve, events.Reject)


def counter_clerks(request: ReplacementRequest) -> frozenset[str]:
    """Those who put a card on the counter."""
    return people_who(request, events.Collect, events.ExchangeCard)


def releasers(request: ReplacementRequest) -> frozenset[str]:
    """Those who lifted a hold."""
    return people_who(request, events.Release)


def placer_of_hold(request: ReplacementRequest) -> str | None:
    """Who brought the request on hold last: a failed look at the counter may have done it."""
    placing = events.Hold | events.RaiseObjection | events.FailIdentity
    return next((event.by.id for event in reversed(request.history) if isinstance(event, placing)), None)


def cards(request: ReplacementRequest) -> Iterator[Iccid]:
    """Every card that this request has used, in order."""
    for event in request.history:
        if isinstance(event, events.MakeReady | events.ExchangeCard):
            yield event.iccid


def same_card(one: Iccid, other: Iccid | None) -> bool:
    """Whether two prints name one card: some leave out the check digit at the end."""
    if other is None:
        return False
    short, long = sorted((one.reveal(), other.reveal()), key=len)
    return short == long or short + luhn_digit(short) == long


def card_at_hand(request: ReplacementRequest) -> Iccid | None:
    """The card that is reserved, shown, or live; None before there is one and after it became void."""
    card: Iccid | None = None
    for event in request.history:
        if isinstance(event, events.MakeReady | events.ExchangeCard):
            card = event.iccid
        elif isinstance(event, events.ReportFault | events.FailActivation):
            card = None
    ended = request.state.is_final and request.state is not State.COMPLETED
    return None if ended else card


def asked_items(request: ReplacementRequest) -> tuple[str, ...]:
    """What the reviewer asked for last."""
    asked = last(request, events.RequestInformation)
    return () if asked is None else asked.items


def papers_told(request: ReplacementRequest) -> Iterator[Paper]:
    """The papers that were sent in answer to a question, or seen by the reviewer."""
    for event in request.history:
        if isinstance(event, events.ProvideInformation):
            yield from (Paper(answer.item) for answer in event.answers if answer.item in set(Paper))
        if isinstance(event, events.Approve):
            yield from event.evidence


def notified_at(request: ReplacementRequest) -> datetime | None:
    """When the last notice of the replacement went out."""
    ready = last(request, events.MakeReady)
    return None if ready is None else max((notice.at for notice in good_notices(request, ready)), default=None)


def good_notices(request: ReplacementRequest, ready: events.MakeReady) -> Iterator[Notice]:
    """The notices that say whom they went to, and went out after the form was sent and before the card was ready."""
    sent = last(request, events.Submit)
    for notice in ready.notices:
        if notice.to.strip() and sent is not None and sent.at <= notice.at <= ready.at:
            yield notice


def entered_at(request: ReplacementRequest) -> datetime | None:
    """Since when the request is in its state; for a draft, since it was opened, where that is known."""
    for event in reversed(request.history):
        # The one event that may leave a request where it was.
        if not (isinstance(event, events.FailIdentity) and request.state is State.READY_FOR_COLLECTION):
            return event.at
    return request.opened_at


def deadline(request: ReplacementRequest, policy: Policy) -> datetime | None:
    """When the present state ends by itself; None where it does not."""
    spans = {
        State.DRAFT: policy.draft_deadline,
        State.INFORMATION_REQUESTED: policy.information_deadline,
        State.READY_FOR_COLLECTION: policy.collection_deadline,
        State.EXCHANGING: policy.collection_deadline,
    }
    since = entered_at(request)
    span = spans.get(request.state)
    return None if since is None or span is None else since + span
