"""The procedure as commonly described, row by row: a short story for each thing that it asks.

`docs/reference/coverage-of-the-procedure.md` names the test of each row. The row stands in the docstring of its test as
well, and `test_coverage_of_the_procedure.py` compares the two.
"""

import json
from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from builders import KTP, LANGUAGES, MONDAY, PROXY_KTP, applicant, letter
from builders import form as filled_in
from journey import BUDI, OUTLET, SALT, SITI, WAY_TO, draft, in_state, inspection, next_moment, sample, tell, walk
from simreplace import (
    ARTICLE,
    BRTI_2020,
    CollectionMethod,
    Contact,
    DocumentKind,
    IdentityDocument,
    IssueCode,
    Msisdn,
    Paper,
    Reason,
    ReplacementRequest,
    ReviewPolicy,
    Role,
    Stage,
    State,
    check_form,
    estimate_ready_date,
    events,
    explain,
    lifecycle,
    missing_papers,
    next_steps,
    progress,
    required_papers,
)
from simreplace.words.dates import words
from simreplace.words.places import of_its_form

# Siti is made up, and so is everything about her.
FORM = """{
  "msisdn": "0812 3456 7890",
  "reason": "lost",
  "channel": "hotline",
  "applicant": {
    "full_name": "Siti Aminah", "born_on": "1995-08-15", "sex": "P", "nationality": "IDN",
    "contact": {"phone": "0813 9876 5432", "email": "siti@example.com"},
    "documents": [{"kind": "ktp", "number": "3174075508950001", "holder_name": "SITI AMINAH"}]
  },
  "purchase_record": {"seller": "Toko Pulsa Jaya", "bought_on": "2024-01-20", "number": "INV-2024-0042"},
  "agreement_number": "PKS/2024/0815"
}"""


def form(pointer: str = "", value: object = None) -> dict[str, Any]:
    """Siti's form, with another value at one place."""
    whole: dict[str, Any] = json.loads(FORM)
    *way, last = pointer.split("/")[1:] or [""]
    part = whole
    for step in way:
        part = part[step]
    if last:
        part[last] = value
    return whole


def decision_on(request: ReplacementRequest, event: events.Event) -> lifecycle.Decision:
    return lifecycle.decide(request, event, now=next_moment(request))


def refusals(request: ReplacementRequest, event: events.Event) -> set[IssueCode]:
    """The codes that keep the gate closed."""
    return {issue.code for issue in decision_on(request, event).errors}


def submit(request: ReplacementRequest) -> events.Submit:
    event = sample(events.Submit, request)
    assert isinstance(event, events.Submit)
    return event


def collect(**changes: Any) -> events.Collect:
    event = sample(events.Collect, in_state(State.READY_FOR_COLLECTION))
    assert isinstance(event, events.Collect)
    return attrs.evolve(event, **changes)


def fault(request: ReplacementRequest) -> events.ReportFault:
    event = sample(events.ReportFault, request)
    assert isinstance(event, events.ReportFault)
    return event


# Before the form


def test_whoever_finds_the_old_card_cancels() -> None:
    """S1: as long as the new card is not being activated, a card that turns up ends the matter."""
    for state in (State.DRAFT, State.IN_REVIEW, State.READY_FOR_COLLECTION, State.INSPECTING):
        after = walk(in_state(state), events.Cancel)
        told = after.history[-1].event
        assert after.state is State.CANCELLED
        assert isinstance(told, events.Cancel)
        assert told.reason is events.CancelReason.OLD_CARD_FOUND


LOST_PAPERS = {
    Paper.APPLICATION_FORM,
    Paper.IDENTITY_DOCUMENT,
    Paper.SECURITY_ANSWERS,
    Paper.PHOTO_WITH_DOCUMENT,
    Paper.CALL_TO_LOST_NUMBER,
}
DAMAGED_PAPERS = {Paper.APPLICATION_FORM, Paper.IDENTITY_DOCUMENT, Paper.OLD_SIM_CARD}


@pytest.mark.parametrize(
    ("reason", "asked"),
    [
        (Reason.LOST, LOST_PAPERS),
        (Reason.STOLEN, LOST_PAPERS),
        (Reason.DAMAGED, DAMAGED_PAPERS),
        (Reason.FAULTY, DAMAGED_PAPERS),
    ],
)
def test_a_lost_and_a_damaged_card_ask_for_different_papers(reason: Reason, asked: set[Paper]) -> None:
    """S2, S3: the regulator's list of January 2020 has one set of papers for each."""
    found = required_papers(filled_in(reason=reason), stage=Stage.APPLYING, policy=BRTI_2020, on=MONDAY.date())
    assert {item.paper for item in found} - set(BRTI_2020.supporting) == asked


def test_a_citizen_shows_a_ktp() -> None:
    """S4: with it the form can be sent; without it, or with a driving license alone, it cannot."""
    assert decision_on(draft(), submit(draft())).allowed
    license_only = IdentityDocument(kind=DocumentKind.DRIVING_LICENSE, number="990101234567")
    for documents in ((), (license_only,)):
        bare = draft(applicant=applicant(documents=documents))
        event = attrs.evolve(submit(bare), acknowledged=tuple(IssueCode))
        assert refusals(bare, event) == {IssueCode.PAPERS_MISSING}


def test_a_foreigner_shows_a_passport() -> None:
    """S5: where a citizen needs a KTP, somebody from Germany comes with a passport, and without one cannot apply."""
    passport = IdentityDocument(
        kind=DocumentKind.PASSPORT, number="C01X00T47", issuing_country="DEU", expires_on=date(2031, 1, 31)
    )
    with_passport = draft(applicant=applicant(nationality="DEU", documents=(passport,)))
    assert decision_on(with_passport, submit(with_passport)).allowed
    without = draft(applicant=applicant(nationality="DEU", documents=()))
    assert IssueCode.PAPERS_MISSING in refusals(without, submit(without))
    (asked, *_) = required_papers(with_passport.form, stage=Stage.APPLYING, on=MONDAY.date())
    assert (DocumentKind.PASSPORT,) in asked.alternatives
    assert (DocumentKind.KTP,) not in asked.alternatives


def test_contact_details_reach_somebody_while_the_number_is_dead() -> None:
    """S6: any phone and any address, but not the number that is lost."""
    assert check_form(form(), on=MONDAY.date()).issues == ()
    lost = check_form(form("/applicant/contact/phone", "+62 812 3456 7890"), on=MONDAY.date())
    assert [(issue.code, issue.pointer) for issue in lost.errors] == [
        (IssueCode.PHONE_IS_LOST_NUMBER, "/applicant/contact/phone")
    ]
    same = draft(applicant=applicant(contact=Contact(phone="081234567890")))
    assert refusals(same, submit(same)) == {IssueCode.PHONE_IS_LOST_NUMBER}


def test_the_papers_to_gather_are_listed_before_anything_is_sent() -> None:
    """S7, S8, S9: the identity document is needed; purchase record and service agreement help, and are ticked off."""
    request = draft()
    asked = required_papers(request.form, stage=Stage.APPLYING, on=MONDAY.date())
    assert [(item.paper, item.need.value) for item in asked] == [
        (Paper.IDENTITY_DOCUMENT, "required"),
        (Paper.PURCHASE_RECORD, "supporting"),
        (Paper.SERVICE_AGREEMENT, "supporting"),
    ]
    missing = missing_papers(request.form, stage=Stage.APPLYING, on=MONDAY.date())
    assert [item.paper for item in missing] == [Paper.PURCHASE_RECORD, Paper.SERVICE_AGREEMENT]
    complete = check_form(form(), on=MONDAY.date()).unwrap()
    assert missing_papers(complete, stage=Stage.APPLYING, on=MONDAY.date()) == ()


@pytest.mark.parametrize("channel", ["hotline", "website", "app", "social_media"])
def test_customer_service_is_reached_in_one_of_its_ways(channel: str) -> None:
    """S10, S11, S12: the request keeps which it was, and the first thing to do is to get in touch."""
    filled = check_form(form("/channel", channel), on=MONDAY.date()).unwrap()
    assert filled.channel == channel
    first = next_steps(
        lifecycle.open_request(filled, id="r-1", now=MONDAY, salt=SALT), now=MONDAY, role=Role.APPLICANT
    )[0]
    assert first.code == "contact_customer_service"
    assert check_form(form("/channel", "carrier_pigeon"), on=MONDAY.date()).errors[0].code is IssueCode.FORM_CHOICE


# The form


def test_a_form_that_is_right_becomes_a_request() -> None:
    """S13, S14, S15, S16, S17, S18, S19, S20, S21: each field is read."""
    report = check_form(form(), on=MONDAY.date())
    request = report.unwrap()
    person = request.applicant
    assert report.issues == ()
    assert person.full_name.reveal() == "Siti Aminah"
    assert (person.sex, person.born_on, person.nationality) == ("female", date(1995, 8, 15), "IDN")
    assert request.msisdn == Msisdn.parse("+6281234567890")
    assert person.contact.email is not None
    assert person.contact.email.reveal() == "siti@example.com"
    assert request.reason is Reason.LOST
    assert request.purchase_record is not None
    assert request.purchase_record.number is not None
    assert request.purchase_record.number.reveal() == "INV-2024-0042"
    assert request.agreement_number is not None
    assert request.agreement_number.reveal() == "PKS/2024/0815"


@pytest.mark.parametrize(
    ("pointer", "typed", "code"),
    [
        ("/applicant/full_name", "", IssueCode.FORM_REQUIRED),
        ("/applicant/sex", "yes", IssueCode.FORM_CHOICE),
        ("/applicant/born_on", "1995-13-15", IssueCode.FORM_NO_SUCH_DAY),
        ("/applicant/nationality", "Indonesia", IssueCode.NATIONALITY_MEANT),
        ("/msisdn", "0812 3456 789O", IssueCode.MSISDN_LETTERS),
        ("/applicant/contact/email", "siti@example", IssueCode.EMAIL_NO_TOP_LEVEL),
        ("/reason", "bored", IssueCode.FORM_CHOICE),
        ("/purchase_record/number", "1" * 61, IssueCode.NUMBER_LENGTH),
        ("/agreement_number", "1" * 61, IssueCode.NUMBER_LENGTH),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("/") else "",
)
def test_a_field_that_is_wrong_is_named_with_its_place(pointer: str, typed: str, code: IssueCode) -> None:
    """S13, S14, S15, S16, S17, S18, S19, S20, S21: each field is checked, and nothing else is blamed for it."""
    report = check_form(form(pointer, typed), on=MONDAY.date())
    assert [(issue.code, issue.pointer) for issue in report.errors] == [(code, pointer)]


def test_the_sender_checks_the_form_once_more() -> None:
    """S22: a doubt that nobody has looked at keeps the form from being sent; once seen, it goes on to the reviewer."""
    doubtful = draft(applicant=applicant(born_on=date(1995, 8, 16)))
    unseen = attrs.evolve(submit(doubtful), acknowledged=[])
    assert refusals(doubtful, unseen) == {IssueCode.SUBMIT_FLAG_NOT_ACKNOWLEDGED}
    seen = attrs.evolve(unseen, acknowledged=[IssueCode.NIK_BIRTH_DATE_DIFFERS])
    decision = decision_on(doubtful, seen)
    assert decision.allowed
    assert IssueCode.NIK_BIRTH_DATE_DIFFERS in {issue.code for issue in decision.issues}
    assert "check_once_more" in [step.code for step in next_steps(doubtful, now=MONDAY, role=Role.APPLICANT)]


# The review


def test_the_review_takes_one_to_three_working_days() -> None:
    """S23: sent on a Monday in September 2026, with no day off in that week, it ends from Tuesday to Thursday."""
    estimate = estimate_ready_date(MONDAY)
    assert (estimate.earliest, estimate.latest) == (date(2026, 9, 8), date(2026, 9, 10))


def test_another_operator_counts_otherwise() -> None:
    """S24: how long it takes is a value that comes with the operator's policy."""
    slow = attrs.evolve(ARTICLE, name="slow", review=ReviewPolicy(min_days=2, max_days=5, weekend={6}))
    clock = progress(in_state(State.IN_REVIEW, slow), now=MONDAY).clock
    assert clock is not None
    assert (clock.earliest, clock.latest) == (date(2026, 9, 9), date(2026, 9, 12))


def test_a_backlog_moves_the_far_end() -> None:
    """S25: two business days more from a Thursday are a Monday; the near end stays."""
    busy = estimate_ready_date(MONDAY, policy=ReviewPolicy().with_backlog(2))
    assert (busy.earliest, busy.latest) == (date(2026, 9, 8), date(2026, 9, 14))


@pytest.mark.parametrize("state", WAY_TO, ids=lambda state: state.value)
def test_progress_can_be_asked_at_any_time(state: State) -> None:
    """S26: in every state there is an answer, with a next step, and somebody who is awaited until it has ended."""
    answer = progress(in_state(state), now=MONDAY + timedelta(days=1))
    assert answer.state is state
    assert 1 <= answer.step <= answer.of
    assert bool(answer.waiting_for) is not state.is_final
    assert bool(answer.steps) is not state.is_final
    for language in LANGUAGES:
        # By itself a state is of a card as of an eSIM; of a request it is known which.
        assert of_its_form(f"state.{state.value}", answer.card_form, words(language)) in explain(answer, language)


def test_a_review_under_way_says_how_many_days_are_left() -> None:
    """S26: sent on Monday and due by Thursday, two business days are left on Tuesday."""
    clock = progress(in_state(State.IN_REVIEW), now=MONDAY + timedelta(days=1)).clock
    assert clock is not None
    assert (clock.latest, clock.days_left, clock.overdue_by) == (date(2026, 9, 10), 2, 0)


# At the counter


def test_the_owner_fetches_the_card_in_person() -> None:
    """S27: with nobody's letter, and from the counter to a live card."""
    ready = in_state(State.READY_FOR_COLLECTION)
    assert ready.collection is CollectionMethod.IN_PERSON
    at_hand = tell(ready, collect(letter=None, proxy_id_seen=None))
    assert walk(at_hand, events.AcceptCard, events.OrderActivation, events.Activate).state is State.COMPLETED


def test_the_card_lies_at_one_outlet() -> None:
    """S28: at any other, nobody gets it."""
    ready = in_state(State.READY_FOR_COLLECTION)
    assert decision_on(ready, collect(outlet=OUTLET)).allowed
    assert refusals(ready, collect(outlet="Outlet Bandung")) == {IssueCode.COLLECT_OTHER_OUTLET}


def test_the_original_document_is_shown() -> None:
    """S29: without it, or with another than the one that was reviewed, nobody gets the card."""
    ready = in_state(State.READY_FOR_COLLECTION)
    assert refusals(ready, collect(id_seen=None)) == {IssueCode.COLLECT_ORIGINAL_MISSING}
    assert refusals(ready, collect(id_seen=PROXY_KTP)) == {IssueCode.COLLECT_ORIGINAL_DIFFERS}
    assert decision_on(ready, collect(id_seen=KTP)).allowed


def test_all_papers_are_brought() -> None:
    """S30: the counter has its own list, and says which of the helpful papers are not there, refusing nobody for it."""
    request = draft(collection=CollectionMethod.BY_PROXY)
    asked = required_papers(request.form, stage=Stage.COUNTER, on=MONDAY.date())
    assert [(item.paper, item.original) for item in asked] == [
        (Paper.IDENTITY_DOCUMENT, True),
        (Paper.AUTHORIZATION_LETTER, True),
        (Paper.PROXY_DOCUMENT, True),
        (Paper.PURCHASE_RECORD, False),
        (Paper.SERVICE_AGREEMENT, False),
    ]
    decision = decision_on(in_state(State.READY_FOR_COLLECTION), collect(papers_seen=[Paper.PURCHASE_RECORD]))
    assert decision.allowed
    assert [dict(issue.params) for issue in decision.issues] == [{"paper": "service_agreement"}]


def test_somebody_else_may_fetch_the_card() -> None:
    """S31: where the policy offers it and it was asked for, and with documents of both."""
    ready = in_state(State.READY_FOR_COLLECTION, collection="by_proxy")
    together = collect(visitor=BUDI, letter=letter(), proxy_id_seen=PROXY_KTP)
    assert decision_on(ready, together).allowed
    assert refusals(ready, attrs.evolve(together, proxy_id_seen=None)) == {IssueCode.PROXY_DOCUMENT_MISSING}
    asked_in_person = in_state(State.READY_FOR_COLLECTION)
    assert refusals(asked_in_person, together) == {IssueCode.PROXY_NOT_CHOSEN}
    in_person = attrs.evolve(ARTICLE, name="in person", collection_methods=(CollectionMethod.IN_PERSON,))
    assert refusals(in_state(State.READY_FOR_COLLECTION, in_person), together) == {IssueCode.PROXY_NOT_OFFERED}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"msisdn": "081234567891"}, IssueCode.LETTER_OTHER_NUMBER),
        ({"principal": "Dewi Lestari"}, IssueCode.LETTER_OTHER_PRINCIPAL),
        ({"valid_until": MONDAY.date()}, None),
        ({"signed_on": date(2026, 9, 1), "valid_until": date(2026, 9, 6)}, IssueCode.LETTER_EXPIRED),
        ({"signed_on": date(2026, 9, 8)}, IssueCode.LETTER_NOT_YET_SIGNED),
    ],
    ids=["another number", "another principal", "its last day", "past its day", "signed tomorrow"],
)
def test_the_letter_fits_the_day_the_number_and_the_people(changes: dict[str, Any], code: IssueCode | None) -> None:
    """S32: a letter of authorization says who, for whom, which number, and from when to when."""
    ready = in_state(State.READY_FOR_COLLECTION, collection="by_proxy")
    brought = collect(visitor=BUDI, letter=letter(**changes), proxy_id_seen=PROXY_KTP)
    assert refusals(ready, brought) == ({code} if code else set())
    assert refusals(ready, attrs.evolve(brought, letter=None)) == {IssueCode.COLLECT_LETTER_MISSING}


@pytest.mark.parametrize(
    ("item", "defect"), [("surface", events.Defect.SCRATCHED), ("chip", events.Defect.CHIP_DAMAGED)]
)
def test_a_card_is_looked_at_before_it_is_taken(item: str, defect: events.Defect) -> None:
    """S33, S34: scratches and chip; what is not sound, or was not looked at, cannot be accepted, and has a name."""
    open_card = in_state(State.INSPECTING)
    accept = sample(events.AcceptCard, open_card)
    assert isinstance(accept, events.AcceptCard)
    card = accept.inspection.iccid
    for seen, code in ((False, IssueCode.INSPECTION_UNSOUND), (None, IssueCode.INSPECTION_UNANSWERED)):
        odd = attrs.evolve(accept, inspection=inspection(card, **{item: seen}))
        decision = decision_on(open_card, odd)
        assert [(issue.code, issue.pointer) for issue in decision.errors] == [(code, f"/event/inspection/{item}")]
    report = attrs.evolve(fault(open_card), defects=[defect])
    assert tell(open_card, report).state is State.EXCHANGING


def test_a_fault_is_reported_at_once_by_whoever_sees_it() -> None:
    """S35: in the very moment of the collection, and however many exchanges there were; a fault without a name is none."""
    open_card = in_state(State.INSPECTING)
    report = fault(open_card)
    assert report.by == SITI
    assert tell(open_card, report, now=open_card.history[-1].at).state is State.EXCHANGING
    assert refusals(open_card, attrs.evolve(report, defects=[])) == {IssueCode.FAULT_NO_DEFECT}
    exchange: list[type[events.Event]] = [events.ReportFault, events.ExchangeCard]
    worn = walk(open_card, *exchange * ARTICLE.max_exchanges, events.ReportFault)
    assert worn.state is State.EXCHANGING


def test_a_faulty_card_is_exchanged_on_the_spot() -> None:
    """S36: another card is put on the counter, and the faulty one never comes back."""
    faulty = in_state(State.EXCHANGING)
    exchanged = walk(faulty, events.ExchangeCard)
    assert exchanged.state is State.INSPECTING
    assert walk(exchanged, events.AcceptCard, events.OrderActivation, events.Activate).state is State.COMPLETED
    (first,) = [step.event.iccid for step in faulty.history if isinstance(step.event, events.MakeReady)]
    again = sample(events.ExchangeCard, faulty)
    assert isinstance(again, events.ExchangeCard)
    assert refusals(faulty, attrs.evolve(again, iccid=first)) == {IssueCode.CARD_USED_BEFORE}


def test_asking_for_the_post_gets_the_reason_why_not() -> None:
    """S40: the way is known, is not offered, and says so in every language, in the form and at the gate."""
    report = check_form(form("/collection", "by_post"), on=MONDAY.date())
    assert [(issue.code, issue.pointer) for issue in report.errors] == [
        (IssueCode.SUBMIT_METHOD_NOT_OFFERED, "/collection")
    ]
    by_post = draft(collection=CollectionMethod.BY_POST)
    assert refusals(by_post, submit(by_post)) == {IssueCode.SUBMIT_METHOD_NOT_OFFERED}
    assert len({explain(report.errors[0], language) for language in ("en", "id", "zh")}) == 3
