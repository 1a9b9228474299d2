"""An auditor of requests, from the outside: what a history alone shows to be against the law.

It knows neither the table, nor a gate, nor a `Standing`: it reads steps, and what it compares them with is written here
by hand, so that a fault of the lifecycle does not repeat itself in its own judge.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Final

import attrs

from simreplace import (
    STRICT,
    Actor,
    CardForm,
    CollectionMethod,
    DocumentKind,
    Duty,
    IssueCode,
    NameMatch,
    Paper,
    Policy,
    Reason,
    ReplacementForm,
    ReplacementRequest,
    Role,
    State,
    check_form,
    events,
    lifecycle,
)
from simreplace.lifecycle import Step
from simreplace.lifecycle.events import Event

PROTECTIVE: Final = (
    events.Hold,
    events.RaiseObjection,
    events.ConfirmFraud,
    events.CloseUnresolved,
    events.Reject,
    events.Cancel,
    events.Expire,
)
FACTS: Final = (events.Activate, events.FailActivation)
MACHINES: Final = frozenset({Role.SYSTEM, Role.NETWORK})
CUSTOMERS: Final = frozenset({Role.APPLICANT, Role.PROXY, Role.REGISTERED_OWNER})
COUNTED: Final = (
    (events.RequestInformation, "max_information_rounds"),
    (events.Collect, "max_visits"),
    (events.ExchangeCard, "max_exchanges"),
    (events.Release, "max_releases"),
    (events.TellOwner, "max_tellings"),
    (events.ChangeCollection, "max_collection_changes"),
)

DUTY_OF: Final = MappingProxyType(
    {
        "Submit": "intake", "ProvideInformation": "intake", "ChangeCollection": "intake", "Cancel": "intake",
        "DecideFlag": "flag", "CompareRecord": "compare",
        "RequestInformation": "review", "Approve": "review", "Reject": "review",
        "TellOwner": "tell", "MakeReady": "stock",
        "Collect": "counter", "FailIdentity": "counter", "ReportFault": "counter", "ExchangeCard": "counter",
        "ReturnCard": "counter",
        "Hold": "hold", "RaiseObjection": "hold", "Release": "release", "CloseUnresolved": "release",
    }
)  # fmt: skip
ALWAYS: Final = """
intake: flag review release compare
compare: stock counter release
review: stock counter release
flag: counter release
tell: counter
counter: release
stock: release
hold: release
overrule: intake flag compare review tell stock counter hold release customer
customer: intake flag compare review tell stock counter hold release
"""
MORE: Final = MappingProxyType(
    {
        "ARTICLE": "",
        "BRTI_2020": "review: compare tell",
        "STRICT": "review: compare tell flag\nintake: counter",
    }
)


def pairs(text: str) -> frozenset[frozenset[str]]:
    """Pairs of duties, as they are written above."""
    lines = [line.partition(":") for line in text.strip().splitlines()]
    return frozenset(frozenset({one, other}) for one, _, others in lines for other in others.split())


def matrix(policy: Policy) -> frozenset[frozenset[str]]:
    """The pairs that one person may not have: the hand-written ones, and those that a policy adds itself."""
    added = {frozenset({one.value, other.value}) for one, other in policy.duties_apart}
    return pairs(ALWAYS) | added


def same_print(one: str, other: str) -> bool:
    """Whether two numbers are prints of one card."""
    if len(one) == len(other):
        return one == other or (len(one) > 18 and one[:-1] == other[:-1])
    return one[:18] == other[:18]


def _digits(event: events.MakeReady | events.ExchangeCard | events.Activate | events.FailActivation) -> str:
    return event.iccid.reveal()


@attrs.frozen
class Book:
    """A history as the auditor reads it."""

    request: ReplacementRequest
    steps: tuple[Step, ...]
    policy: Policy

    def happened(self, i: int) -> Event:
        """What happened at a step."""
        return self.steps[i].event

    def before(self, i: int) -> State:
        """Where the request was before a step."""
        return self.steps[i - 1].state if i else State.DRAFT

    def all(self, *kinds: type[Event], until: int | None = None) -> list[int]:
        """The steps at which any of these happened."""
        return [i for i, step in enumerate(self.steps[:until]) if isinstance(step.event, kinds)]

    def last(self, *kinds: type[Event], until: int | None = None) -> int | None:
        """The last of them."""
        return (self.all(*kinds, until=until) or [None])[-1]  # type: ignore[list-item]

    def latest(self, i: int) -> datetime:
        """The latest moment told up to a step: by no clock does a window begin before it."""
        return max([self.request.opened_at, *(step.at for step in self.steps[: i + 1])])

    def entered(self, i: int) -> datetime:
        """When the state before a step was entered."""
        for j in range(i - 1, -1, -1):
            if self.steps[j].state is not self.before(j) or isinstance(self.happened(j), events.Release):
                return self.steps[j].at
        return self.request.opened_at

    def is_machine(self, by: Actor, until: int) -> bool:
        """Whether a machine of the policy acts, and not a person who was seen before."""
        return by.role in MACHINES and by.id in self.policy.machines and by.id not in self.people(until)

    def people(self, until: int) -> set[str]:
        """Everybody who acted, or came, in a human role."""
        seen = {step.event.by.id for step in self.steps[:until] if step.event.by.role not in MACHINES}
        return seen | {step.event.visitor.id for step in self.steps[:until] if isinstance(step.event, events.Collect)}

    def live(self, until: int) -> list[str]:
        """The cards that the network told to be on."""
        on: list[str] = []
        for i in self.all(*FACTS, until=until):
            event = self.happened(i)
            assert isinstance(event, events.Activate | events.FailActivation)
            if isinstance(event, events.Activate) or self.is_machine(event.by, i):
                on = [card for card in on if not same_print(card, _digits(event))]
            if isinstance(event, events.Activate):
                on.append(_digits(event))
        return on

    def form(self, until: int) -> ReplacementForm:
        """The form as it was told last."""
        told = self.happened(self.all(events.Submit, events.ProvideInformation, until=until)[-1])
        assert isinstance(told, events.Submit | events.ProvideInformation)
        return told.form


def book_of(request: ReplacementRequest) -> Book:
    """A history, opened; before the form is sent nothing is judged by a policy."""
    told = [step.policy for step in request.history if step.policy is not None]
    return Book(request, request.history, told[0] if told else STRICT)


def live_cards(request: ReplacementRequest) -> list[str]:
    """The cards that are on, as far as the network has told."""
    return book_of(request).live(len(request.history))


def broken(request: ReplacementRequest) -> list[str]:
    """Every law that a request's history breaks, in words."""
    book = book_of(request)
    told = [step for step in request.history if step.policy is not None]
    found = [*_of_the_record(book, len(told)), *_of_people(book), *_of_cards(book), *_of_counters(book)]
    found += [*_of_holds(book), *_of_deadlines(book), *_of_review(book), *_of_visits(book), *_of_orders(book)]
    if request.state is State.COMPLETED:
        found += _of_completion(book)
    return found


def _of_the_record(book: Book, policies: int) -> Iterator[str]:
    request, steps = book.request, book.steps
    if lifecycle.verify(request):
        yield "a seal is broken"
    ids = [step.event.id for step in steps]
    if len(ids) != len(set(ids)):
        yield "an event was told twice"
    submits = book.all(events.Submit)
    if policies != len(submits) or len(submits) > 1 or (submits and submits[0] != 0):
        yield "sent other than once and first"
    if not submits and any(not step.state.is_final for step in steps):
        yield "moved before it was sent"
    if request.state is not (steps[-1].state if steps else State.DRAFT):
        yield "is elsewhere than its history"
    if (request.draft is None) is not bool(submits):
        yield "keeps a draft beside a form"
    numbers = {
        step.event.form.msisdn for step in steps if isinstance(step.event, events.Submit | events.ProvideInformation)
    }
    if len(numbers) > 1:
        yield "changed its number"
    for i in range(len(steps)):
        if book.before(i).is_final and not (isinstance(book.happened(i), FACTS) and steps[i].state is book.before(i)):
            yield "went on after the end"


def _overrules(book: Book, i: int) -> bool:
    event = book.happened(i)
    if not isinstance(event, events.DecideFlag) or not event.accepted or event.by.role is not Role.SUPERVISOR:
        return False
    if event.code is IssueCode.APPROVE_RECORD_DIFFERS:
        return True
    # Whether a "no" still stands after the form was told anew is the lifecycle's to say; within one form it does.
    since = book.last(events.Submit, events.ProvideInformation, until=i) or 0
    return any(
        isinstance(past, events.DecideFlag)
        and not past.accepted
        and (past.code, past.pointer) == (event.code, event.pointer)
        for past in (book.happened(j) for j in range(since, i))
    )


def duties_at(book: Book, i: int) -> list[tuple[str, str]]:
    """Who has which duty by a step: pairs of an identifier and a duty."""
    event, step = book.happened(i), book.steps[i]
    found: list[tuple[str, str]] = []
    if event.by.role in CUSTOMERS:
        found.append((event.by.id, "customer"))
    elif not book.is_machine(event.by, i):
        duty = "overrule" if _overrules(book, i) else DUTY_OF.get(type(event).__name__)
        found += [] if duty is None else [(event.by.id, duty)]
        if isinstance(event, events.FailIdentity) and step.state is State.ON_HOLD:
            found.append((event.by.id, "hold"))
    if isinstance(event, events.Collect):
        found.append((event.visitor.id, "customer"))
    return found


def _of_people(book: Book) -> Iterator[str]:
    apart, had = matrix(book.policy), dict[str, set[str]]()
    for i in range(len(book.steps)):
        event, now = book.happened(i), duties_at(book, i)
        spared = isinstance(event, PROTECTIVE + FACTS)
        for who, duty in () if spared else now:
            if duty == "hold":
                continue  # what led to a hold counts for what comes later
            yield from (
                f"{duty} and {past} by one person" for past in had.get(who, ()) if frozenset({duty, past}) in apart
            )
            if Duty(duty) in book.policy.machines_only:
                yield f"{duty} by a person"
        if not spared and event.by.role in MACHINES and not book.is_machine(event.by, i):
            yield "somebody posed as a machine"
        if isinstance(event, events.Collect) and event.visitor.id == event.by.id:
            yield "served oneself"
        for who, duty in now:
            had.setdefault(who, set()).add(duty)


def _of_cards(book: Book) -> Iterator[str]:
    made: list[str] = []
    for i in book.all(events.MakeReady, events.ExchangeCard):
        event = book.happened(i)
        assert isinstance(event, events.MakeReady | events.ExchangeCard)
        old = book.form(i).old_iccid
        known = made if old is None else [*made, old.reveal()]
        if any(same_print(_digits(event), card) for card in known):
            yield "a card was used again"
        if {issue.code for issue in event.iccid.issues} - set(book.policy.accepted_card_flags):
            yield "a doubtful card was taken"
        made.append(_digits(event))
    yield from _of_esims(book)
    for i, step in enumerate(book.steps):
        if not book.live(i + 1):
            continue
        if step.state not in {State.ON_HOLD, State.COMPLETED} and not step.state.is_final:
            yield "a card is live, and the request goes on"
        if step.state.is_final and not book.before(i).is_final and step.state is not State.COMPLETED:
            out_of_hold = book.before(i) is State.ON_HOLD and step.state in {State.FAILED, State.REJECTED}
            if not out_of_hold:
                yield "ended with a live card"


def _of_esims(book: Book) -> Iterator[str]:
    """A profile is fetched by one code, told of one phone, and nothing of it belongs to a card in the hand."""
    codes: list[str] = []
    chips: list[object] = []
    for i in book.all(events.MakeReady, events.ExchangeCard):
        event = book.happened(i)
        assert isinstance(event, events.MakeReady | events.ExchangeCard)
        code = None if event.activation_code is None else event.activation_code.reveal()
        if book.form(i).card_form is CardForm.PHYSICAL:
            if code or event.eid or event.eid_unknown:
                yield "a card in the hand was told of as an eSIM"
            continue
        if not (event.eid or event.eid_unknown or any(chips)) or (event.eid and event.eid_unknown):
            yield "an eSIM without its chip and without a reason, or with both"
        chips.append(event.eid)
        order = "" if code is None else code.lower().split("$")[2]
        if order and order in codes:
            yield "an activation code was used again"
        codes.append(order)
    for i in book.all(events.AcceptCard, events.ReportFault):
        told = repr(book.happened(i))
        of_esims = ("profile_installed=True", "code_used_once=True", "PROFILE_NOT_INSTALLED", "CODE_USED_BEFORE")
        if book.form(i).card_form is CardForm.PHYSICAL and any(word in told for word in of_esims):
            yield "a card in the hand was looked at as an eSIM"


def _of_counters(book: Book) -> Iterator[str]:
    for kind, limit in COUNTED:
        if len(book.all(kind)) > getattr(book.policy, limit):
            yield f"more than {limit}"
    looks = 0
    for i in book.all(events.FailIdentity, events.Release, events.Collect):
        event = book.happened(i)
        looks = 0 if isinstance(event, events.Release) else looks + isinstance(event, events.FailIdentity)
        if looks >= book.policy.max_identity_failures and book.steps[i].state is not State.ON_HOLD:
            yield "went on after too many failed looks"


def _of_holds(book: Book) -> Iterator[str]:
    for i in book.all(events.Release):
        since = max(j for j in range(i) if book.steps[j].state is State.ON_HOLD and book.before(j) is not State.ON_HOLD)
        objected = any(isinstance(book.happened(j), events.RaiseObjection) for j in range(since, i))
        by = book.happened(i).by
        if by.role is not (Role.SUPERVISOR if objected else Role.FRAUD_ANALYST):
            yield "a hold was lifted by the wrong role"
        if book.live(i) and book.steps[i].state is not State.COMPLETED:
            yield "a hold was lifted although a card is live"
        came = book.before(since)
        if came in {State.INSPECTING, State.EXCHANGING, State.ACCEPTED, State.ACTIVATING}:
            back = {State.APPROVED, State.COMPLETED} if came is State.ACTIVATING else {State.APPROVED}
            if book.steps[i].state not in back:
                yield "a card that lay open came back"
        elif book.steps[i].state not in {came, State.APPROVED} or (
            book.steps[i].state is State.APPROVED and came not in {State.APPROVED, State.READY_FOR_COLLECTION}
        ):
            yield "a hold led elsewhere"
    for i, step in enumerate(book.steps):
        leaves = book.before(i) is State.ON_HOLD and step.state is not State.ON_HOLD
        if leaves and not isinstance(step.event, events.Release | events.ConfirmFraud | events.CloseUnresolved):
            yield "a hold ended by itself"
        if isinstance(step.event, events.RaiseObjection | events.Hold) and step.state is not State.ON_HOLD:
            yield "what protects did not hold"


def _of_deadlines(book: Book) -> Iterator[str]:
    spans = {
        State.DRAFT: book.policy.draft_deadline,
        State.INFORMATION_REQUESTED: book.policy.information_deadline,
        State.READY_FOR_COLLECTION: book.policy.collection_deadline,
    }
    for i, step in enumerate(book.steps):
        span = spans.get(book.before(i))
        if span is None or isinstance(step.event, PROTECTIVE + FACTS):
            continue
        if step.at >= book.entered(i) + span:
            yield f"{type(step.event).__name__} after the deadline"
    for i in book.all(events.Expire):
        span = spans.get(book.before(i))
        over = len(book.all(events.Collect, until=i)) >= book.policy.max_visits
        if not over and (span is None or book.steps[i].at < book.entered(i) + span):
            yield "expired too early"


def _outcome(book: Book, detail: str, since: int, until: int) -> events.Match | None:
    found: events.Match | None = None
    for i in range(since, until):
        event = book.happened(i)
        if isinstance(event, events.CompareRecord):
            for match in event.matches:
                found = match.outcome if match.detail == detail else found
    return found


def _accepted(book: Book, code: IssueCode, pointer: str, until: int) -> list[Actor]:
    """Who accepted a FLAG last, if it was not refused later."""
    last: list[Actor] = []
    for i in book.all(events.DecideFlag, until=until):
        event = book.happened(i)
        assert isinstance(event, events.DecideFlag)
        if (event.code, event.pointer) == (code, pointer):
            last = [event.by] if event.accepted else []
    return last


def _of_review(book: Book) -> Iterator[str]:
    for i in book.all(events.Approve):
        event, form, policy = book.happened(i), book.form(i), book.policy
        assert isinstance(event, events.Approve)
        since = book.last(events.Submit, events.ProvideInformation, until=i) or 0
        for detail in policy.required_record_matches:
            yield from _of_comparison(book, detail, since, i)
        called = any(
            isinstance(told, events.TellOwner) and (told.to.value, told.means.value) == ("old_number", "call")
            for told in (book.happened(j) for j in range(i))
        )
        wanted = dict(policy.evidence)
        reason = form.reason if form.reason in wanted else _like(form.reason)
        if (
            policy.damaged_without_card_is_lost
            and reason is not Reason.LOST
            and Paper.OLD_SIM_CARD not in event.evidence
        ):
            reason = reason if form.reason is Reason.STOLEN else Reason.LOST
        for paper in wanted[reason]:
            there = called if paper is Paper.CALL_TO_LOST_NUMBER else paper in event.evidence
            if not there:
                yield f"approved without {paper.value}"
        day = book.steps[i].at.astimezone(policy.review.zone).date()
        for flag in check_form(form, on=day, policy=policy).flags:
            if not _accepted(book, flag.code, flag.pointer, i):
                yield f"approved with {flag.code.value} undecided"


def _like(reason: Reason) -> Reason:
    return Reason.LOST if reason is Reason.STOLEN else Reason.DAMAGED


def _of_comparison(book: Book, detail: str, since: int, until: int) -> Iterator[str]:
    here, where = _outcome(book, detail, since, until), f"/record/{detail}"
    if here is events.Match.FALSE or _stands_false(book, detail, until):
        if [by.role for by in _accepted(book, IssueCode.APPROVE_RECORD_DIFFERS, where, until)] != [Role.SUPERVISOR]:
            yield "approved although the record differs"
    elif here is not events.Match.TRUE:
        decided = _accepted(book, IssueCode.APPROVE_RECORD_UNKNOWN, where, until)
        if not (book.policy.uncompared_is_flag and decided):
            yield "approved without a comparison"


def _stands_false(book: Book, detail: str, until: int) -> bool:
    """Whether the identity number differed from the record while the same paper is still in the form."""
    if detail != "identity_number":
        return False
    held = {document.number for document in book.form(until).applicant.documents}
    for i in book.all(events.CompareRecord, until=until):
        event = book.happened(i)
        assert isinstance(event, events.CompareRecord)
        differed = any((it.detail, it.outcome) == (detail, events.Match.FALSE) for it in event.matches)
        then = book.form(i).applicant.documents[event.document : event.document + 1]
        if differed and then and then[0].number in held:
            return True
    return False


def told_by(book: Book, until: int) -> datetime | None:
    """Since when the owner is told as the policy asks, by the tellings that count before a step."""
    resets = [
        i
        for i in range(until)
        if isinstance(book.happened(i), events.Submit | events.Release)
        or (isinstance(book.happened(i), events.FailActivation) and book.before(i) is State.ACTIVATING
            and book.steps[i].state is State.APPROVED)
    ]  # fmt: skip
    counted = []
    for i in range(resets[-1] if resets else 0, until):
        event = book.happened(i)
        machine = book.is_machine(event.by, i)
        if isinstance(event, events.TellOwner) and (machine or Duty.TELL not in book.policy.machines_only):
            counted.append((event.to.value, event.outcome.value, book.latest(i).astimezone(UTC)))
    if book.policy.owner_told.value == "once":
        return next((at for _, outcome, at in counted if outcome != "none_on_record"), None)
    old = [at for to, _, at in counted if to == "old_number"]
    reached = [at for to, outcome, at in counted if to == "registered_contact" and outcome != "none_on_record"]
    none = [at for to, outcome, at in counted if to == "registered_contact" and outcome == "none_on_record"]
    both = [max(old[0], reached[0])] if old and reached else []
    twice = [at for at in old if at - old[0] >= book.policy.tellings_apart]
    both += [max(twice[0], none[0])] if twice and none else []
    return min(both, default=None)


def _of_visits(book: Book) -> Iterator[str]:
    for i in book.all(events.Collect):
        event = book.happened(i)
        assert isinstance(event, events.Collect)
        if told_by(book, i) is None:
            yield "handed out before the owner was told"
        made = book.last(events.MakeReady, until=i)
        ready = None if made is None else book.happened(made)
        if (
            not isinstance(ready, events.MakeReady)
            or ready.outlet.casefold().split() != event.outlet.casefold().split()
        ):
            yield "handed out elsewhere"
        form, seen = book.form(i), event.id_seen
        if seen is None or all(seen.number != held.number for held in form.applicant.documents):
            yield "handed out for a paper that nobody reviewed"
        elif seen.holder_name is None or seen.holder_name.compare(form.applicant.full_name) is NameMatch.DIFFERENT:
            yield "handed out for a paper of somebody else"
        elif seen.kind is DocumentKind.PASSPORT and _is_over(seen.expires_on, book, i):
            yield "handed out for an expired paper"
        if event.visitor.role is Role.PROXY:
            method = [form.collection, *(
                told.method for told in map(book.happened, range(i)) if isinstance(told, events.ChangeCollection)
            )][-1]  # fmt: skip
            if method is not CollectionMethod.BY_PROXY or method not in book.policy.collection_methods:
                yield "a proxy came who was not asked for"
            if event.letter is None or event.letter.msisdn != form.msisdn or event.proxy_id_seen is None:
                yield "a proxy came without a letter"
    for i in book.all(events.AcceptCard, events.ExchangeCard):
        visit = book.last(events.Collect, until=i)
        if visit is None:
            yield "a card was taken outside a visit"
            continue
        shown = book.happened(visit)
        assert isinstance(shown, events.Collect)
        inside = {State.INSPECTING, State.EXCHANGING}
        if any(book.steps[j].state not in inside for j in range(visit, i)):
            yield "a card was taken after the visit was left"
        if book.steps[i].at >= book.latest(visit) + book.policy.visit_length:
            yield "a card was taken after the visit was over"
        if isinstance(book.happened(i), events.AcceptCard) and book.happened(i).by != shown.visitor:
            yield "a card was taken by somebody who was not looked at"


def _is_over(ends: date | None, book: Book, i: int) -> bool:
    return ends is not None and ends < book.steps[i].at.astimezone(book.policy.review.zone).date()


def _at_hand(book: Book, until: int) -> str | None:
    """The card that lies at hand: put there last, and by nothing since void."""
    made = book.last(events.MakeReady, events.ExchangeCard, until=until)
    if made is None:
        return None
    event = book.happened(made)
    assert isinstance(event, events.MakeReady | events.ExchangeCard)
    for i in range(made + 1, until):
        told = book.happened(i)
        if isinstance(told, events.ReportFault) or book.steps[i].state in {State.APPROVED, State.IN_REVIEW}:
            return None
        if isinstance(told, events.FailActivation) and same_print(_digits(told), _digits(event)):
            return None
    return _digits(event)


SOUND: Final = MappingProxyType(
    {
        CardForm.PHYSICAL: ("surface", "contacts", "chip", "packaging", "number"),
        CardForm.ESIM: ("profile_installed", "code_used_once", "number"),
    }
)


def _of_orders(book: Book) -> Iterator[str]:
    for i in book.all(events.AcceptCard):
        event, card = book.happened(i), _at_hand(book, i)
        assert isinstance(event, events.AcceptCard)
        if any(getattr(event.inspection, item) is not True for item in SOUND[book.form(i).card_form]):
            yield "a card was taken that is not sound"
        read = event.inspection.iccid
        if card is None or read is None or not same_print(card, read.reveal()):
            yield "another card was taken than was shown"
    for i in book.all(events.OrderActivation):
        event, card = book.happened(i), _at_hand(book, i)
        assert isinstance(event, events.OrderActivation)
        if card is None or not same_print(card, event.iccid.reveal()):
            yield "another card was ordered than lies at hand"
        took = book.last(events.AcceptCard, until=i)
        if took is None or any(book.steps[j].state is not State.ACCEPTED for j in range(took, i)):
            yield "ordered without being accepted"
        told = told_by(book, i)
        if told is None or book.steps[i].at < told + book.policy.objection_window:
            yield "ordered before the owner could object"


def _of_completion(book: Book) -> Iterator[str]:
    end = next(i for i, step in enumerate(book.steps) if step.state is State.COMPLETED)
    needed: Iterable[type[Event]] = (
        events.Submit, events.Approve, events.MakeReady, events.Collect, events.AcceptCard, events.OrderActivation,
        events.Activate,
    )  # fmt: skip
    at = [book.last(kind, until=end + 1) for kind in needed]
    places = [place for place in at if place is not None]
    if len(places) != len(at) or places != sorted(places):
        yield "completed out of order"
        return
    order = book.happened(places[-2])
    assert isinstance(order, events.OrderActivation)
    live = book.live(end + 1)
    if len(live) != 1 or not same_print(live[0], order.iccid.reveal()):
        yield "completed with another card than was ordered"
    at_hand = _at_hand(book, end)
    if at_hand is None or not same_print(at_hand, order.iccid.reveal()):
        yield "completed with a void card"
    if not _last_word(book, end, order.iccid.reveal()):
        yield "completed without the network's word that the old card is off"
    since = {book.steps[j].state for j in range(places[-2], end)}
    if since - {State.ACTIVATING, State.ON_HOLD}:
        yield "completed from elsewhere"
    for i in book.all(events.RaiseObjection, until=end + 1):
        lifted = [j for j in book.all(events.Release, until=end + 1) if j > i]
        if not lifted or book.happened(lifted[0]).by.role is not Role.SUPERVISOR:
            yield "completed over an objection"


def _last_word(book: Book, end: int, card: str) -> bool:
    """Whether the network's last word is that this card is on and the old one off."""
    told = [i for i in book.all(*FACTS, until=end + 1) if book.is_machine(book.happened(i).by, i)]
    last = book.happened(told[-1]) if told else None
    if isinstance(last, events.FailActivation):
        return last.old_card_deactivated and not same_print(_digits(last), card)
    return isinstance(last, events.Activate) and last.old_card_deactivated
