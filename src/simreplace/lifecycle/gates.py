"""The gates: each a function that returns every reason why an event may not happen yet.

A gate sees one `Case`: the request as it is, the event that is tried, the moment, and the policy. It never decides alone: the row of the
table in `lifecycle` names its gates, and nothing about permission lies anywhere else.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from simreplace.issues import Issue, IssueCode, errors_of, pointer
from simreplace.lifecycle import events, history
from simreplace.lifecycle.case import Case
from simreplace.lifecycle.events import Event
from simreplace.lifecycle.request import ReplacementRequest
from simreplace.lifecycle.states import Match
from simreplace.people import CollectionMethod, IdentityDocument, Paper, Role
from simreplace.rules import (
    PROXY_ALTERNATIVES,
    Need,
    Stage,
    effective_reason,
    identity_alternatives,
    kinds_of,
    missing_papers,
)
from simreplace.values import Iccid, NameMatch, Nik

Issues = tuple[Issue, ...]


# Submit


def form_is_complete(case: Case[events.Submit]) -> Issues:
    """Every paper that is required is there; a supporting one that is not is only mentioned."""
    codes = {Need.REQUIRED: IssueCode.PAPERS_MISSING, Need.SUPPORTING: IssueCode.PAPERS_SUPPORTING_MISSING}
    missing = missing_papers(
        case.request.form, stage=Stage.APPLYING, policy=case.policy, on=case.day, seen=history.papers_told(case.request)
    )
    return tuple(
        Issue(codes[asked.need], "/applicant/documents" if asked.alternatives else "", (("paper", asked.paper.value),))
        for asked in missing
        if asked.need in codes
    )


def form_has_no_error(case: Case[events.Submit]) -> Issues:
    """Nothing in the form is an ERROR; the FLAGs and NOTEs are passed on for whoever looks."""
    return case.form_issues


def flags_are_acknowledged(case: Case[events.Submit]) -> Issues:
    """The sender has seen every FLAG: check it once more."""
    unseen = {flag.code for flag in case.flags} - set(case.event.acknowledged)
    return tuple(
        Issue(IssueCode.SUBMIT_FLAG_NOT_ACKNOWLEDGED, "/acknowledged", (("code", code.value),))
        for code in sorted(unseen)
    )


def method_is_offered(case: Case[events.Submit]) -> Issues:
    """The card can be collected in the way that was asked for."""
    if case.policy.offers(case.request.collection):
        return ()
    return (Issue(IssueCode.SUBMIT_METHOD_NOT_OFFERED, "/collection", (("method", case.request.collection.value),)),)


def no_other_request_is_open(case: Case[events.Submit]) -> Issues:
    """One number, one open request."""
    return (Issue(IssueCode.SUBMIT_OTHER_OPEN_REQUEST, "/msisdn"),) if case.event.other_open_request else ()


# Review


def form_still_holds(case: Case[events.Approve]) -> Issues:
    """What was complete when it was sent has not become an ERROR since."""
    return errors_of(case.form_issues)


def something_is_asked(case: Case[events.RequestInformation]) -> Issues:
    """A question has a content."""
    named = case.event.items and all(item.strip() for item in case.event.items)
    return () if named else (Issue(IssueCode.INFORMATION_NOTHING_ASKED, "/papers"),)


def everything_is_answered(case: Case[events.ProvideInformation]) -> Issues:
    """Every asked item has an answer."""
    # A paper is handed over; what was asked in words is answered in words.
    papers = set(Paper)
    answered = {answer.item for answer in case.event.answers if answer.item in papers or answer.text.strip()}
    return tuple(
        Issue(IssueCode.INFORMATION_UNANSWERED, "/answers", (("item", item),))
        for item in history.asked_items(case.request)
        if item not in answered
    )


def evidence_is_there(case: Case[events.Approve]) -> Issues:
    """What the policy wants seen for the reason was seen; without the damaged card in hand, as for a lost one."""
    in_hand = Paper.OLD_SIM_CARD in case.event.evidence
    reason = effective_reason(case.request.reason, card_in_hand=in_hand, policy=case.policy)
    missing = [paper for paper in case.policy.evidence_for(reason) if paper not in case.event.evidence]
    found = [Issue(IssueCode.APPROVE_EVIDENCE_MISSING, "/evidence", (("paper", paper.value),)) for paper in missing]
    if reason is not case.request.reason:
        found.append(Issue(IssueCode.APPROVE_DAMAGED_WITHOUT_CARD, "/evidence"))
    return tuple(found)


def record_was_compared(case: Case[events.Approve]) -> Issues:
    """The details that the policy names were compared with the operator's own record."""
    compared = {match.detail for match in case.event.record_matches if match.outcome is not Match.NOT_AVAILABLE}
    return tuple(
        Issue(IssueCode.APPROVE_RECORD_NOT_COMPARED, "/record_matches", (("detail", detail),))
        for detail in case.policy.required_record_matches
        if detail not in compared
    )


def record_differences(event: events.Approve) -> Issues:
    """A FLAG for every detail that differs from the operator's own record."""
    return tuple(
        Issue(IssueCode.APPROVE_RECORD_DIFFERS, pointer("record_matches", match.detail), (("detail", match.detail),))
        for match in event.record_matches
        if match.outcome is Match.FALSE
    )


DECIDERS: Final = frozenset({Role.REVIEWER, Role.FRAUD_ANALYST, Role.SUPERVISOR})
"""Who may decide that a FLAG may stand."""


def flags_are_decided(case: Case[events.Approve]) -> Issues:
    """Every FLAG was decided by a second person, with a reason."""
    first = case.submitters
    decided = {(decision.code, decision.pointer): decision for decision in case.event.flag_decisions}
    differences = record_differences(case.event)
    found = list(differences)
    for flag in (*case.flags, *differences):
        where = (("code", flag.code.value),)
        decision = decided.get((flag.code, flag.pointer))
        if decision is None:
            found.append(Issue(IssueCode.APPROVE_FLAG_UNDECIDED, flag.pointer, where))
            continue
        if not decision.reason.strip():
            found.append(Issue(IssueCode.APPROVE_DECISION_WITHOUT_REASON, flag.pointer, where))
        if decision.by.id in first or decision.by.role not in DECIDERS:
            found.append(Issue(IssueCode.APPROVE_DECISION_BY_FIRST_PERSON, flag.pointer, where))
    return tuple(found)


def reviewer_did_not_take_it_in(case: Case[events.Approve]) -> Issues:
    """Whoever took the form in does not approve it; nor does whoever lifted a hold on it, or put a card on the counter."""
    if case.event.by.id in case.submitters:
        return (Issue(IssueCode.APPROVE_REVIEWER_WAS_INTAKE, "/by"),)
    return _same_person(case.event, case.releasers | case.counter_clerks)


def _same_person(event: Event, others: frozenset[str]) -> Issues:
    return (Issue(IssueCode.DUTY_SAME_PERSON, "/by"),) if event.by.id in others else ()


def reasons_are_given(case: Case[events.Reject]) -> Issues:
    """A rejection says why."""
    return () if case.event.reasons else (Issue(IssueCode.REJECT_NO_REASON, "/reasons"),)


# The card


def card_is_fresh(case: Case[events.MakeReady | events.ExchangeCard]) -> Issues:
    """The card was never used in this request, and it is not the old one: a void card is void for ever."""
    return tuple(_card_issues(case.request, case.event.iccid))


def _card_issues(request: ReplacementRequest, iccid: Iccid) -> Iterator[Issue]:
    if any(history.same_card(iccid, used) for used in history.cards(request)):
        yield Issue(IssueCode.CARD_USED_BEFORE, "/iccid")
    if history.same_card(iccid, request.form.old_iccid):
        yield Issue(IssueCode.CARD_IS_OLD_CARD, "/iccid")
    yield from (issue.under("/iccid") for issue in Iccid.check(iccid))


def outlet_is_named(case: Case[events.MakeReady]) -> Issues:
    """Somebody can be sent there."""
    return () if case.event.outlet.strip() else (Issue(IssueCode.READY_NO_OUTLET, "/outlet"),)


def notices_are_recorded(case: Case[events.MakeReady]) -> Issues:
    """The owner's side was told before the new card can live."""
    return (
        () if any(history.good_notices(case.request, case.event)) else (Issue(IssueCode.READY_NO_NOTICE, "/notices"),)
    )


# The counter


def outlet_is_the_designated_one(case: Case[events.Collect]) -> Issues:
    """The card lies at one outlet."""
    ready = history.last(case.request, events.MakeReady)
    if ready is not None and ready.outlet == case.event.outlet:
        return ()
    return (Issue(IssueCode.COLLECT_OTHER_OUTLET, "/outlet"),)


def original_is_the_reviewed_one(case: Case[events.Collect]) -> Issues:
    """The applicant's original document was brought, and it is one that was reviewed."""
    if case.event.id_seen is None:
        return (Issue(IssueCode.COLLECT_ORIGINAL_MISSING, "/id_seen"),)
    kinds = kinds_of(identity_alternatives(case.request.applicant, policy=case.policy, on=case.day))
    reviewed = [held for held in case.request.applicant.documents if held.kind in kinds]
    if case.event.id_seen.kind not in kinds or not any(_shows(case.event.id_seen, held) for held in reviewed):
        return (Issue(IssueCode.COLLECT_ORIGINAL_DIFFERS, "/id_seen"),)
    return ()


def _shows(seen: IdentityDocument, reviewed: IdentityDocument) -> bool:
    """The same paper, or another form of the KTP with the same NIK: who applied with IKD may bring the card."""
    return seen.same_paper(reviewed) or (isinstance(seen.number, Nik) and seen.number == reviewed.number)


def a_look_is_left(case: Case[events.Collect]) -> Issues:
    """After the last failed look that the policy allows, a fraud analyst comes before the counter."""
    failures = history.count(case.request, events.FailIdentity)
    if failures >= case.policy.max_identity_failures and isinstance(case.request.history[-1], events.FailIdentity):
        return (Issue(IssueCode.COLLECT_LOOKS_USED_UP, "/id_seen"),)
    return ()


def papers_are_brought(case: Case[events.Collect]) -> Issues:
    """The supporting papers that are not at the counter are mentioned; the others have gates of their own."""
    return tuple(
        Issue(IssueCode.PAPERS_SUPPORTING_MISSING, "/papers_seen", (("paper", paper.value),))
        for paper in case.policy.supporting
        if paper not in case.event.papers_seen
    )


def proxy_is_authorized(case: Case[events.Collect]) -> Issues:
    """Where somebody else came: it is offered, and letter, people, number and day fit together."""
    if not case.event.is_by_proxy:
        return ()
    return tuple(_proxy_issues(case))


def _proxy_issues(case: Case[events.Collect]) -> Iterator[Issue]:
    if not case.policy.offers(CollectionMethod.BY_PROXY):
        yield Issue(IssueCode.PROXY_NOT_OFFERED)
    elif not case.policy.proxy_when_flagged and case.flags:
        yield Issue(IssueCode.PROXY_REFUSED_WHEN_FLAGGED)
    if case.event.proxy_id_seen is None:
        yield Issue(IssueCode.PROXY_DOCUMENT_MISSING, "/proxy_id_seen")
    elif case.event.proxy_id_seen.kind not in kinds_of(PROXY_ALTERNATIVES):
        yield Issue(IssueCode.PROXY_DOCUMENT_MISSING, "/proxy_id_seen/kind")
    letter = case.event.letter
    if letter is None:
        yield Issue(IssueCode.COLLECT_LETTER_MISSING, "/letter")
        return
    if letter.principal.compare(case.request.applicant.full_name) is NameMatch.DIFFERENT:
        yield Issue(IssueCode.LETTER_OTHER_PRINCIPAL, "/letter/principal")
    if letter.msisdn != case.request.msisdn:
        yield Issue(IssueCode.LETTER_OTHER_NUMBER, "/letter/msisdn")
    if case.day < letter.signed_on:
        yield Issue(IssueCode.LETTER_NOT_YET_SIGNED, "/letter/signed_on", (("since", letter.signed_on),))
    if letter.valid_until is not None and case.day > letter.valid_until:
        yield Issue(IssueCode.LETTER_EXPIRED, "/letter/valid_until", (("until", letter.valid_until),))
    shown = case.event.proxy_id_seen
    if shown is None:
        return
    own = any(shown.same_paper(held) for held in case.request.applicant.documents)
    if own or not shown.same_paper(letter.proxy_document):
        yield Issue(IssueCode.PROXY_DOCUMENT_DIFFERS, "/proxy_id_seen")
    if shown.holder_name is not None and shown.holder_name.compare(letter.proxy) is NameMatch.DIFFERENT:
        yield Issue(IssueCode.LETTER_OTHER_PROXY, "/letter/proxy")


def clerk_did_not_review(case: Case[events.Collect | events.ExchangeCard]) -> Issues:
    """Whoever reviewed does not hand the card out; nor does whoever took the form in, or lifted a hold."""
    if case.event.by.id in case.reviewers:
        return (Issue(IssueCode.COLLECT_CLERK_WAS_REVIEWER, "/by"),)
    return _same_person(case.event, case.submitters | case.releasers)


def taker_came_to_the_counter(case: Case[events.AcceptCard]) -> Issues:
    """Nobody of the staff takes the card, and a proxy only where one came."""
    staff = case.reviewers | case.counter_clerks | case.releasers
    visit = history.last(case.request, events.Collect)
    uninvited = case.event.by.role is Role.PROXY and not (visit is not None and visit.is_by_proxy)
    return (Issue(IssueCode.ACCEPT_OTHER_TAKER, "/by"),) if uninvited or case.event.by.id in staff else ()


def card_is_inspected(case: Case[events.AcceptCard]) -> Issues:
    """Every item was looked at and is sound, and the card is the one that was put on the counter."""
    seen = case.event.inspection
    found = [*_items(IssueCode.INSPECTION_UNANSWERED, seen.unanswered)]
    found += _items(IssueCode.INSPECTION_UNSOUND, seen.unsound)
    if seen.iccid is not None and not history.same_card(seen.iccid, history.card_at_hand(case.request)):
        found.append(Issue(IssueCode.INSPECTION_OTHER_CARD, "/inspection/iccid"))
    return tuple(found)


def _items(code: IssueCode, items: Iterable[str]) -> Iterator[Issue]:
    return (Issue(code, pointer("inspection", item), (("item", item),)) for item in items)


def a_defect_is_named(case: Case[events.ReportFault]) -> Issues:
    """A fault has a name."""
    return () if case.event.defects else (Issue(IssueCode.FAULT_NO_DEFECT, "/defects"),)


# The network


def old_card_is_off(case: Case[events.Activate]) -> Issues:
    """One number never lives on two cards."""
    return (
        () if case.event.old_card_deactivated else (Issue(IssueCode.ACTIVATE_OLD_CARD_LIVE, "/old_card_deactivated"),)
    )


def objection_window_is_over(case: Case[events.Activate]) -> Issues:
    """The owner has had the time that the policy gives to say no."""
    told = history.notified_at(case.request)
    until = (told or case.now) + case.policy.objection_window
    if told is not None and case.now >= until:
        return ()
    return (Issue(IssueCode.ACTIVATE_OBJECTION_WINDOW, "/at", (("until", until),)),)


# Holds and endings


def a_finding_is_given(case: Case[events.Release | events.ConfirmFraud | events.CloseUnresolved]) -> Issues:
    """A hold does not end without a word."""
    return () if case.event.finding.strip() else (Issue(IssueCode.STEP_NO_REASON, "/finding"),)


def analyst_is_a_third_person(case: Case[events.Release]) -> Issues:
    """Whoever lifts a hold neither placed it nor reviewed."""
    found: list[Issue] = []
    if case.event.by.id == history.placer_of_hold(case.request):
        found.append(Issue(IssueCode.RELEASE_BY_PLACER, "/by"))
    if case.event.by.id in case.reviewers:
        found.append(Issue(IssueCode.RELEASE_BY_REVIEWER, "/by"))
    found += _same_person(case.event, case.submitters | case.counter_clerks)
    return tuple(found)


def deadline_has_passed(case: Case[events.Expire]) -> Issues:
    """Nothing expires before its day."""
    until = history.deadline(case.request, case.policy)
    if until is None:
        return (Issue(IssueCode.EXPIRE_NO_DEADLINE, "/at"),)
    return () if case.now >= until else (Issue(IssueCode.EXPIRE_NOT_DUE, "/at", (("until", until),)),)
