"""The gates of the card, the counter and the network: who comes, with what, and which card leaves with them."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from simreplace.issues import Issue, IssueCode, pointer
from simreplace.lifecycle import events
from simreplace.lifecycle.case import Case
from simreplace.lifecycle.duties import MACHINES
from simreplace.lifecycle.events import Event, Match
from simreplace.lifecycle.sameness import is_card, same_card, same_code, same_place
from simreplace.people import (
    CardForm,
    CollectionMethod,
    DocumentKind,
    IdentityDocument,
    Role,
)
from simreplace.rules import ADULT_AGE, PROXY_ALTERNATIVES, age_on, identity_alternatives, kinds_of
from simreplace.values import NameMatch, Nik, PersonName

Issues = tuple[Issue, ...]

_OF_A_CARD: Final = (events.MakeReady, events.ExchangeCard)
_CITIZENS_CARDS: Final = frozenset({DocumentKind.KTP, DocumentKind.DIGITAL_KTP})


# The card


def card_is_fresh(case: Case[events.MakeReady | events.ExchangeCard]) -> Issues:
    """The card was never used in this request and is not the old one, whatever print: a void card is void for ever."""
    return tuple(_card_issues(case))


def _card_issues(case: Case[events.MakeReady | events.ExchangeCard]) -> Iterator[Issue]:
    iccid = case.event.iccid
    if any(same_card(iccid, used) for used in case.standing.cards):
        yield Issue(IssueCode.CARD_USED_BEFORE, "/event/iccid")
    if any(same_card(iccid, old) for old in case.standing.old_cards):
        yield Issue(IssueCode.CARD_IS_OLD_CARD, "/event/iccid")
    for shown in iccid.issues:
        accepted = shown.code in case.policy.accepted_card_flags
        yield shown.under("/event/iccid")
        if not accepted:
            yield Issue(IssueCode.CARD_FLAG_NOT_ACCEPTED, "/event/iccid", (("code", shown.code.value),))


def card_is_of_its_form(case: Case[events.MakeReady | events.ExchangeCard]) -> Issues:
    """A card for the hand has neither chip number nor code; of an eSIM the chip is told, or why nobody knows it."""
    return tuple(_form_issues(case.event) if case.form.card_form is CardForm.PHYSICAL else _esim_issues(case))


def _form_issues(event: events.MakeReady | events.ExchangeCard) -> Iterator[Issue]:
    told = {"eid": event.eid, "activation_code": event.activation_code, "eid_unknown": event.eid_unknown}
    for name, value in told.items():
        if value is not None:
            yield Issue(IssueCode.CARD_NOT_AN_ESIM, pointer("event", name))


def _esim_issues(case: Case[events.MakeReady | events.ExchangeCard]) -> Iterator[Issue]:
    event = case.event
    used = tuple(told for told in case.standing.told.values() if isinstance(told, _OF_A_CARD))
    # What was exchanged was meant for the same phone, unless another chip is told.
    if event.eid is None and event.eid_unknown is None and all(told.eid is None for told in used):
        yield Issue(IssueCode.CARD_EID_MISSING, "/event/eid")
    if event.eid is not None and event.eid_unknown is not None:
        yield Issue(IssueCode.CARD_EID_KNOWN, "/event/eid_unknown")
    # Whoever has seen a code can fetch its profile, so that none is handed out again.
    code = event.activation_code
    if code is not None and any(same_code(code, told.activation_code) for told in used):
        yield Issue(IssueCode.CARD_CODE_USED_BEFORE, "/event/activation_code")


def outlet_is_the_chosen_one(case: Case[events.MakeReady]) -> Issues:
    """Somebody can be sent there, and it is where they wanted to go."""
    if not case.event.outlet.strip():
        return (Issue(IssueCode.READY_NO_OUTLET, "/event/outlet"),)
    chosen = case.outlet
    if chosen is None or not chosen.strip() or same_place(chosen, case.event.outlet):
        return ()
    return (Issue(IssueCode.READY_OTHER_OUTLET, "/event/outlet"),)


def a_visit_is_left(case: Case[events.MakeReady | events.Collect]) -> Issues:
    """The card may be put on the counter once more."""
    if case.standing.visits < case.policy.max_visits:
        return ()
    return (Issue(IssueCode.COLLECT_VISITS_USED_UP, "/request", (("limit", case.policy.max_visits),)),)


def new_method_is_offered(case: Case[events.ChangeCollection]) -> Issues:
    """The card can be collected in this way."""
    method = case.event.method
    if case.policy.offers(method):
        return ()
    return (Issue(IssueCode.SUBMIT_METHOD_NOT_OFFERED, "/event/method", (("method", method.value),)),)


# The counter


def owner_is_told(case: Case[events.Collect]) -> Issues:
    """The registered owner was told of the replacement, as the policy asks, before anybody gets a card."""
    return () if case.told_since is not None else (Issue(IssueCode.COLLECT_OWNER_NOT_TOLD, "/request"),)


def outlet_is_the_designated_one(case: Case[events.Collect]) -> Issues:
    """The card lies at one outlet."""
    if same_place(case.standing.card_outlet, case.event.outlet):
        return ()
    return (Issue(IssueCode.COLLECT_OTHER_OUTLET, "/event/outlet"),)


def original_is_the_reviewed_one(case: Case[events.Collect]) -> Issues:
    """The applicant's original document was brought: one that was reviewed, valid, and theirs."""
    seen = case.event.id_seen
    if seen is None:
        return (Issue(IssueCode.COLLECT_ORIGINAL_MISSING, "/event/id_seen"),)
    same = [held for held in _reviewed(case) if _is_same_paper(seen, held)]
    if not same or seen.kind not in _kinds(case):
        return (Issue(IssueCode.COLLECT_ORIGINAL_DIFFERS, "/event/id_seen"),)
    # Of several papers with one number each may spell the name in its own way: the one that lies there is held to its own.
    return tuple(_original_issues(case, seen, next((held for held in same if seen.same_paper(held)), same[0])))


def _kinds(case: Case[events.Collect]) -> frozenset[DocumentKind]:
    return kinds_of(identity_alternatives(case.form.applicant, policy=case.policy, on=case.day))


def _reviewed(case: Case[events.Collect]) -> tuple[IdentityDocument, ...]:
    """The documents that were reviewed: the one compared with the record, or where none could be, those of the form."""
    held = case.form.applicant.documents
    # A difference that was overruled in an earlier form was about one paper, and about no other.
    compared = case.standing.difference("identity_number") or case.standing.comparisons.get("identity_number")
    if compared is None or compared.outcome is Match.NOT_AVAILABLE:
        return tuple(document for document in held if document.kind in _kinds(case))
    of_that = compared.form.applicant.documents[compared.document : compared.document + 1]
    return tuple(document for document in held if document.number in {paper.number for paper in of_that})


def _is_same_paper(seen: IdentityDocument, reviewed: IdentityDocument) -> bool:
    """The same paper, or another form of the KTP with the same NIK: who applied with IKD may bring the card."""
    if isinstance(seen.number, Nik) and seen.number == reviewed.number:
        return True
    return seen.same_paper(reviewed) and seen.issuing_country == reviewed.issuing_country


def _original_issues(case: Case[events.Collect], seen: IdentityDocument, reviewed: IdentityDocument) -> Iterator[Issue]:
    ends = _end_of(seen) or _end_of(reviewed)
    if _has_run_out(seen, ends, case.day, is_citizen=case.form.applicant.is_citizen):
        yield Issue(IssueCode.COLLECT_ORIGINAL_EXPIRED, "/event/id_seen/expires_on")
    if seen.kind is DocumentKind.FAMILY_CARD:
        # It names a household: whose child stands there, the head of the family shows by a document of their own.
        if not _head_is_here(case):
            yield Issue(IssueCode.COLLECT_HEAD_OF_FAMILY_MISSING, "/event/proxy_id_seen")
        return
    name = seen.holder_name
    if name is None or not _is_theirs(name, case.form.applicant.full_name, reviewed.holder_name):
        yield Issue(IssueCode.COLLECT_HOLDER_DIFFERS, "/event/id_seen/holder_name")


def _is_theirs(name: PersonName, full_name: PersonName, on_paper: PersonName | None) -> bool:
    # Where the reviewed paper spells the name in its own way, somebody has decided that it may.
    return name.compare(on_paper or full_name) is not NameMatch.DIFFERENT


def _end_of(paper: IdentityDocument) -> date | None:
    """The last day of a paper, as it is written on it or as its zone says: the sooner of the two."""
    scanned = None if paper.mrz is None else paper.mrz.expires_on
    return min((day for day in (paper.expires_on, scanned) if day is not None), default=None)


def _has_run_out(seen: IdentityDocument, ends: date | None, day: date, *, is_citizen: bool) -> bool:
    for_life = is_citizen and seen.kind in _CITIZENS_CARDS
    return ends is not None and ends < day and not for_life


def _head_is_here(case: Case[events.Collect]) -> bool:
    """Whether the head of a child's family, whom the form names, stands there with a document of their own."""
    applicant, shown = case.form.applicant, case.event.proxy_id_seen
    head = applicant.head_of_family
    if head is None or shown is None or age_on(applicant.born_on, case.day) >= ADULT_AGE:
        return False
    if shown.kind not in kinds_of(PROXY_ALTERNATIVES) or _proxy_has_run_out(case, shown):
        return False
    return shown.number == head.nik and (
        shown.holder_name is not None and shown.holder_name.compare(head.full_name) is not NameMatch.DIFFERENT
    )


def papers_are_brought(case: Case[events.Collect]) -> Issues:
    """The supporting papers that are not at the counter are mentioned; the others have gates of their own."""
    return tuple(
        Issue(IssueCode.PAPERS_SUPPORTING_MISSING, "/event/papers_seen", (("paper", paper.value),))
        for paper in case.policy.supporting
        if paper not in case.event.papers_seen
    )


def a_look_is_left(case: Case[events.Collect]) -> Issues:
    """After the last failed look that the policy allows, a fraud analyst comes before the counter."""
    if case.standing.looks < case.policy.max_identity_failures:
        return ()
    return (Issue(IssueCode.COLLECT_LOOKS_USED_UP, "/request", (("limit", case.policy.max_identity_failures),)),)


def proxy_is_authorized(case: Case[events.Collect]) -> Issues:
    """Where somebody else came: it is offered and chosen, and letter, people, papers, number and day fit together."""
    event = case.event
    if event.is_by_proxy:
        return () if _head_is_here(case) else tuple(_proxy_issues(case))
    brought = event.letter is not None or event.proxy_id_seen is not None
    if brought and not _head_is_here(case):
        return (Issue(IssueCode.COLLECT_VISITOR_UNCLEAR, "/event/visitor"),)
    return ()


def _proxy_issues(case: Case[events.Collect]) -> Iterator[Issue]:
    event = case.event
    if not case.policy.offers(CollectionMethod.BY_PROXY):
        yield Issue(IssueCode.PROXY_NOT_OFFERED, "/event/visitor")
    elif case.collection is not CollectionMethod.BY_PROXY:
        yield Issue(IssueCode.PROXY_NOT_CHOSEN, "/event/visitor")
    elif not case.policy.proxy_when_flagged and case.flags:
        yield Issue(IssueCode.PROXY_REFUSED_WHEN_FLAGGED, "/event/visitor")
    shown = event.proxy_id_seen
    if shown is None:
        yield Issue(IssueCode.PROXY_DOCUMENT_MISSING, "/event/proxy_id_seen")
    else:
        yield from _proxy_document_issues(case, shown)
    yield from _letter_issues(case, shown)


def _proxy_has_run_out(case: Case[events.Collect], shown: IdentityDocument) -> bool:
    return _has_run_out(shown, _end_of(shown), case.day, is_citizen=shown.kind in _CITIZENS_CARDS)


def _proxy_document_issues(case: Case[events.Collect], shown: IdentityDocument) -> Iterator[Issue]:
    if shown.kind not in kinds_of(PROXY_ALTERNATIVES):
        yield Issue(IssueCode.PROXY_DOCUMENT_MISSING, "/event/proxy_id_seen/kind")
    if _proxy_has_run_out(case, shown):
        yield Issue(IssueCode.PROXY_DOCUMENT_EXPIRED, "/event/proxy_id_seen/expires_on")
    if any(shown.number == held.number for held in case.form.applicant.documents):
        yield Issue(IssueCode.PROXY_DOCUMENT_DIFFERS, "/event/proxy_id_seen/number")


def _letter_issues(case: Case[events.Collect], shown: IdentityDocument | None) -> Iterator[Issue]:
    letter, applicant, day = case.event.letter, case.form.applicant, case.day
    if letter is None:
        yield Issue(IssueCode.COLLECT_LETTER_MISSING, "/event/letter")
        return
    # A letter signs with the whole name: that of the form, or the one that the reviewed paper bears.
    names = [applicant.full_name, *(held.holder_name for held in _reviewed(case) if held.holder_name is not None)]
    if all(letter.principal.compare(name) is not NameMatch.SAME for name in names):
        yield Issue(IssueCode.LETTER_OTHER_PRINCIPAL, "/event/letter/principal")
    if letter.msisdn != case.form.msisdn:
        yield Issue(IssueCode.LETTER_OTHER_NUMBER, "/event/letter/msisdn")
    if day < letter.signed_on:
        yield Issue(IssueCode.LETTER_NOT_YET_SIGNED, "/event/letter/signed_on", (("since", letter.signed_on),))
    if day - letter.signed_on > case.policy.letter_max_age:
        until = letter.signed_on + case.policy.letter_max_age
        yield Issue(IssueCode.LETTER_TOO_OLD, "/event/letter/signed_on", (("until", until),))
    if letter.valid_until is not None and day > letter.valid_until:
        yield Issue(IssueCode.LETTER_EXPIRED, "/event/letter/valid_until", (("until", letter.valid_until),))
    if shown is not None:
        if not _is_same_paper(shown, letter.proxy_document):
            yield Issue(IssueCode.PROXY_DOCUMENT_DIFFERS, "/event/proxy_id_seen/number")
        if shown.holder_name is None or shown.holder_name.compare(letter.proxy) is NameMatch.DIFFERENT:
            yield Issue(IssueCode.LETTER_OTHER_PROXY, "/event/letter/proxy")


# The visit


def visit_is_not_over(case: Case[events.AcceptCard | events.ExchangeCard]) -> Issues:
    """Whoever was looked at is still there: a visit is short."""
    until = case.visit_ends
    if until is not None and case.instant < until:
        return ()
    return (Issue(IssueCode.VISIT_OVER, "/request", () if until is None else (("until", until),)),)


def visit_is_over_for_a_machine(case: Case[events.ReturnCard]) -> Issues:
    """A system takes a card back only once the visit is over."""
    until = case.visit_ends
    if case.event.by.role not in MACHINES or (until is not None and case.instant >= until):
        return ()
    return (Issue(IssueCode.VISIT_NOT_OVER, "/request", () if until is None else (("until", until),)),)


def it_is_the_visitor(case: Case[events.AcceptCard | events.ReportFault]) -> Issues:
    """Whoever takes the card is whoever came to the counter; a fault may be reported by the clerk as well."""
    by, visit = case.event.by, case.standing.visit
    if by.role is Role.COUNTER_CLERK or (
        visit is not None and (by.role, by.id) == (visit.visitor.role, visit.visitor.id)
    ):
        return ()
    return (Issue(IssueCode.ACCEPT_OTHER_TAKER, "/event/by"),)


def card_is_inspected(case: Case[events.AcceptCard]) -> Issues:
    """Every item of this form of card was looked at and is sound, and the card is the one on the counter."""
    seen = case.event.inspection
    found = [*_items(IssueCode.INSPECTION_UNANSWERED, seen.unanswered(case.form.card_form))]
    found += _items(IssueCode.INSPECTION_UNSOUND, seen.unsound)
    if case.form.card_form is CardForm.PHYSICAL:
        strange = (item for item in events.OF_ESIMS if getattr(seen, item) is not None)
        found += (Issue(IssueCode.CARD_NOT_AN_ESIM, pointer("event", "inspection", item)) for item in strange)
    if seen.iccid is not None and not is_card(seen.iccid, case.standing.card):
        found.append(Issue(IssueCode.INSPECTION_OTHER_CARD, "/event/inspection/iccid"))
    return tuple(found)


def _items(code: IssueCode, items: Iterable[str]) -> Iterator[Issue]:
    return (Issue(code, pointer("event", "inspection", item), (("item", item),)) for item in items)


def a_defect_is_named(case: Case[events.ReportFault]) -> Issues:
    """A fault has a name, and one that this form of card can have."""
    if not case.event.defects:
        return (Issue(IssueCode.FAULT_NO_DEFECT, "/event/defects"),)
    if case.form.card_form is CardForm.ESIM:
        return ()
    return tuple(
        Issue(IssueCode.CARD_NOT_AN_ESIM, pointer("event", "defects", place))
        for place, defect in enumerate(case.event.defects)
        if defect in events.FAULTS_OF_ESIMS
    )


# The network


def it_is_the_card_at_hand(case: Case[events.OrderActivation]) -> Issues:
    """Only the card that was accepted is turned on."""
    if is_card(case.event.iccid, case.standing.card):
        return ()
    return (Issue(IssueCode.ORDER_OTHER_CARD, "/event/iccid"),)


def objection_window_is_over(case: Case[events.OrderActivation]) -> Issues:
    """The owner has had the time that the policy gives to say no."""
    told = case.told_since
    if told is None:
        return (Issue(IssueCode.COLLECT_OWNER_NOT_TOLD, "/request"),)
    until = case.local(told + case.policy.objection_window)
    if case.instant >= until:
        return ()
    return (Issue(IssueCode.ORDER_OBJECTION_WINDOW, "/request", (("until", until),)),)


def is_the_ordered_card(case: Case[Event]) -> bool:
    """Whether the network tells of the card that was ordered, under its own name; another card ends the order."""
    event, standing = case.event, case.standing
    told = event.iccid if isinstance(event, events.Activate | events.FailActivation) else None
    return told is not None and is_card(told, standing.ordered)
