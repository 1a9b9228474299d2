"""The gates: each a function that returns every reason why an event may not happen yet.

A gate sees the request as it is, the event that is tried, and the policy. It never decides alone: the row of the
table in `lifecycle` names its gates, and nothing about permission lies anywhere else.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from simreplace.issues import Issue, IssueCode, Severity, errors_of, pointer
from simreplace.lifecycle import events, history
from simreplace.lifecycle.events import Event
from simreplace.lifecycle.request import ReplacementRequest
from simreplace.lifecycle.states import Match
from simreplace.people import CollectionMethod, IdentityDocument, Paper, Role
from simreplace.rules import (
    PROXY_ALTERNATIVES,
    Need,
    Policy,
    Stage,
    day_of,
    effective_reason,
    form_issues,
    identity_alternatives,
    kinds_of,
    missing_papers,
)
from simreplace.values import Iccid, NameMatch, Nik

Issues = tuple[Issue, ...]


def flags_of(request: ReplacementRequest, event: Event, policy: Policy) -> Issues:
    """The FLAGs that the request shows on the day of the event."""
    found = form_issues(request.form, on=day_of(event.at, policy), policy=policy)
    return tuple(issue for issue in found if issue.severity is Severity.FLAG)


# Submit


def form_is_complete(request: ReplacementRequest, event: events.Submit, policy: Policy) -> Issues:
    """Every paper that is required is there; a supporting one that is not is only mentioned."""
    day = day_of(event.at, policy)
    codes = {Need.REQUIRED: IssueCode.PAPERS_MISSING, Need.SUPPORTING: IssueCode.PAPERS_SUPPORTING_MISSING}
    missing = missing_papers(
        request.form, stage=Stage.APPLYING, policy=policy, on=day, seen=history.papers_told(request)
    )
    return tuple(
        Issue(codes[asked.need], "/applicant/documents" if asked.alternatives else "", (("paper", asked.paper.value),))
        for asked in missing
        if asked.need in codes
    )


def form_has_no_error(request: ReplacementRequest, event: events.Submit, policy: Policy) -> Issues:
    """Nothing in the form is an ERROR; the FLAGs and NOTEs are passed on for whoever looks."""
    return form_issues(request.form, on=day_of(event.at, policy), policy=policy)


def flags_are_acknowledged(request: ReplacementRequest, event: events.Submit, policy: Policy) -> Issues:
    """The sender has seen every FLAG: check it once more."""
    unseen = {flag.code for flag in flags_of(request, event, policy)} - set(event.acknowledged)
    return tuple(
        Issue(IssueCode.SUBMIT_FLAG_NOT_ACKNOWLEDGED, "/acknowledged", (("code", code.value),))
        for code in sorted(unseen)
    )


def method_is_offered(request: ReplacementRequest, event: events.Submit, policy: Policy) -> Issues:
    """The card can be collected in the way that was asked for."""
    if policy.offers(request.collection):
        return ()
    return (Issue(IssueCode.SUBMIT_METHOD_NOT_OFFERED, "/collection", (("method", request.collection.value),)),)


def no_other_request_is_open(request: ReplacementRequest, event: events.Submit, policy: Policy) -> Issues:
    """One number, one open request."""
    return (Issue(IssueCode.SUBMIT_OTHER_OPEN_REQUEST, "/msisdn"),) if event.other_open_request else ()


# Review


def form_still_holds(request: ReplacementRequest, event: events.Approve, policy: Policy) -> Issues:
    """What was complete when it was sent has not become an ERROR since."""
    return errors_of(form_issues(request.form, on=day_of(event.at, policy), policy=policy))


def something_is_asked(request: ReplacementRequest, event: events.RequestInformation, policy: Policy) -> Issues:
    """A question has a content."""
    named = event.items and all(item.strip() for item in event.items)
    return () if named else (Issue(IssueCode.INFORMATION_NOTHING_ASKED, "/papers"),)


def everything_is_answered(request: ReplacementRequest, event: events.ProvideInformation, policy: Policy) -> Issues:
    """Every asked item has an answer."""
    # A paper is handed over; what was asked in words is answered in words.
    papers = set(Paper)
    answered = {answer.item for answer in event.answers if answer.item in papers or answer.text.strip()}
    return tuple(
        Issue(IssueCode.INFORMATION_UNANSWERED, "/answers", (("item", item),))
        for item in history.asked_items(request)
        if item not in answered
    )


def evidence_is_there(request: ReplacementRequest, event: events.Approve, policy: Policy) -> Issues:
    """What the policy wants seen for the reason was seen; without the damaged card in hand, as for a lost one."""
    in_hand = Paper.OLD_SIM_CARD in event.evidence
    reason = effective_reason(request.reason, card_in_hand=in_hand, policy=policy)
    missing = [paper for paper in policy.evidence_for(reason) if paper not in event.evidence]
    found = [Issue(IssueCode.APPROVE_EVIDENCE_MISSING, "/evidence", (("paper", paper.value),)) for paper in missing]
    if reason is not request.reason:
        found.append(Issue(IssueCode.APPROVE_DAMAGED_WITHOUT_CARD, "/evidence"))
    return tuple(found)


def record_was_compared(request: ReplacementRequest, event: events.Approve, policy: Policy) -> Issues:
    """The details that the policy names were compared with the operator's own record."""
    compared = {match.detail for match in event.record_matches if match.outcome is not Match.NOT_AVAILABLE}
    return tuple(
        Issue(IssueCode.APPROVE_RECORD_NOT_COMPARED, "/record_matches", (("detail", detail),))
        for detail in policy.required_record_matches
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


def flags_are_decided(request: ReplacementRequest, event: events.Approve, policy: Policy) -> Issues:
    """Every FLAG was decided by a second person, with a reason."""
    first = history.submitters(request)
    decided = {(decision.code, decision.pointer): decision for decision in event.flag_decisions}
    differences = record_differences(event)
    found = list(differences)
    for flag in (*flags_of(request, event, policy), *differences):
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


def reviewer_did_not_take_it_in(request: ReplacementRequest, event: events.Approve, policy: Policy) -> Issues:
    """Whoever took the form in does not approve it; nor does whoever lifted a hold on it, or put a card on the counter."""
    if event.by.id in history.submitters(request):
        return (Issue(IssueCode.APPROVE_REVIEWER_WAS_INTAKE, "/by"),)
    return _same_person(event, history.releasers(request) | history.counter_clerks(request))


def _same_person(event: Event, others: frozenset[str]) -> Issues:
    return (Issue(IssueCode.DUTY_SAME_PERSON, "/by"),) if event.by.id in others else ()


def reasons_are_given(request: ReplacementRequest, event: events.Reject, policy: Policy) -> Issues:
    """A rejection says why."""
    return () if event.reasons else (Issue(IssueCode.REJECT_NO_REASON, "/reasons"),)


# The card


def card_is_fresh(request: ReplacementRequest, event: events.MakeReady | events.ExchangeCard, policy: Policy) -> Issues:
    """The card was never used in this request, and it is not the old one: a void card is void for ever."""
    return tuple(_card_issues(request, event.iccid))


def _card_issues(request: ReplacementRequest, iccid: Iccid) -> Iterator[Issue]:
    if any(history.same_card(iccid, used) for used in history.cards(request)):
        yield Issue(IssueCode.CARD_USED_BEFORE, "/iccid")
    if history.same_card(iccid, request.form.old_iccid):
        yield Issue(IssueCode.CARD_IS_OLD_CARD, "/iccid")
    yield from (issue.under("/iccid") for issue in Iccid.check(iccid))


def outlet_is_named(request: ReplacementRequest, event: events.MakeReady, policy: Policy) -> Issues:
    """Somebody can be sent there."""
    return () if event.outlet.strip() else (Issue(IssueCode.READY_NO_OUTLET, "/outlet"),)


def notices_are_recorded(request: ReplacementRequest, event: events.MakeReady, policy: Policy) -> Issues:
    """The owner's side was told before the new card can live."""
    return () if any(history.good_notices(request, event)) else (Issue(IssueCode.READY_NO_NOTICE, "/notices"),)


# The counter


def outlet_is_the_designated_one(request: ReplacementRequest, event: events.Collect, policy: Policy) -> Issues:
    """The card lies at one outlet."""
    ready = history.last(request, events.MakeReady)
    if ready is not None and ready.outlet == event.outlet:
        return ()
    return (Issue(IssueCode.COLLECT_OTHER_OUTLET, "/outlet"),)


def original_is_the_reviewed_one(request: ReplacementRequest, event: events.Collect, policy: Policy) -> Issues:
    """The applicant's original document was brought, and it is one that was reviewed."""
    if event.id_seen is None:
        return (Issue(IssueCode.COLLECT_ORIGINAL_MISSING, "/id_seen"),)
    day = day_of(event.at, policy)
    kinds = kinds_of(identity_alternatives(request.applicant, policy=policy, on=day))
    reviewed = [held for held in request.applicant.documents if held.kind in kinds]
    if event.id_seen.kind not in kinds or not any(_shows(event.id_seen, held) for held in reviewed):
        return (Issue(IssueCode.COLLECT_ORIGINAL_DIFFERS, "/id_seen"),)
    return ()


def _shows(seen: IdentityDocument, reviewed: IdentityDocument) -> bool:
    """The same paper, or another form of the KTP with the same NIK: who applied with IKD may bring the card."""
    return seen.same_paper(reviewed) or (isinstance(seen.number, Nik) and seen.number == reviewed.number)


def a_look_is_left(request: ReplacementRequest, event: events.Collect, policy: Policy) -> Issues:
    """After the last failed look that the policy allows, a fraud analyst comes before the counter."""
    failures = history.count(request, events.FailIdentity)
    if failures >= policy.max_identity_failures and isinstance(request.history[-1], events.FailIdentity):
        return (Issue(IssueCode.COLLECT_LOOKS_USED_UP, "/id_seen"),)
    return ()


def papers_are_brought(request: ReplacementRequest, event: events.Collect, policy: Policy) -> Issues:
    """The supporting papers that are not at the counter are mentioned; the others have gates of their own."""
    return tuple(
        Issue(IssueCode.PAPERS_SUPPORTING_MISSING, "/papers_seen", (("paper", paper.value),))
        for paper in policy.supporting
        if paper not in event.papers_seen
    )


def proxy_is_authorized(request: ReplacementRequest, event: events.Collect, policy: Policy) -> Issues:
    """Where somebody else came: it is offered, and letter, people, number and day fit together."""
    if not event.is_by_proxy:
        return ()
    return tuple(_proxy_issues(request, event, policy))


def _proxy_issues(request: ReplacementRequest, event: events.Collect, policy: Policy) -> Iterator[Issue]:
    if not policy.offers(CollectionMethod.BY_PROXY):
        yield Issue(IssueCode.PROXY_NOT_OFFERED)
    elif not policy.proxy_when_flagged and flags_of(request, event, policy):
        yield Issue(IssueCode.PROXY_REFUSED_WHEN_FLAGGED)
    if event.proxy_id_seen is None:
        yield Issue(IssueCode.PROXY_DOCUMENT_MISSING, "/proxy_id_seen")
    elif event.proxy_id_seen.kind not in kinds_of(PROXY_ALTERNATIVES):
        yield Issue(IssueCode.PROXY_DOCUMENT_MISSING, "/proxy_id_seen/kind")
    letter = event.letter
    if letter is None:
        yield Issue(IssueCode.COLLECT_LETTER_MISSING, "/letter")
        return
    if letter.principal.compare(request.applicant.full_name) is NameMatch.DIFFERENT:
        yield Issue(IssueCode.LETTER_OTHER_PRINCIPAL, "/letter/principal")
    if letter.msisdn != request.msisdn:
        yield Issue(IssueCode.LETTER_OTHER_NUMBER, "/letter/msisdn")
    day = day_of(event.at, policy)
    if day < letter.signed_on:
        yield Issue(IssueCode.LETTER_NOT_YET_SIGNED, "/letter/signed_on", (("since", letter.signed_on),))
    if letter.valid_until is not None and day > letter.valid_until:
        yield Issue(IssueCode.LETTER_EXPIRED, "/letter/valid_until", (("until", letter.valid_until),))
    shown = event.proxy_id_seen
    if shown is None:
        return
    own = any(shown.same_paper(held) for held in request.applicant.documents)
    if own or not shown.same_paper(letter.proxy_document):
        yield Issue(IssueCode.PROXY_DOCUMENT_DIFFERS, "/proxy_id_seen")
    if shown.holder_name is not None and shown.holder_name.compare(letter.proxy) is NameMatch.DIFFERENT:
        yield Issue(IssueCode.LETTER_OTHER_PROXY, "/letter/proxy")


def clerk_did_not_review(
    request: ReplacementRequest, event: events.Collect | events.ExchangeCard, policy: Policy
) -> Issues:
    """Whoever reviewed does not hand the card out; nor does whoever took the form in, or lifted a hold."""
    if event.by.id in history.reviewers(request):
        return (Issue(IssueCode.COLLECT_CLERK_WAS_REVIEWER, "/by"),)
    return _same_person(event, history.submitters(request) | history.releasers(request))


def taker_came_to_the_counter(request: ReplacementRequest, event: events.AcceptCard, policy: Policy) -> Issues:
    """Nobody of the staff takes the card, and a proxy only where one came."""
    staff = history.reviewers(request) | history.counter_clerks(request) | history.releasers(request)
    visit = history.last(request, events.Collect)
    uninvited = event.by.role is Role.PROXY and not (visit is not None and visit.is_by_proxy)
    return (Issue(IssueCode.ACCEPT_OTHER_TAKER, "/by"),) if uninvited or event.by.id in staff else ()


def card_is_inspected(request: ReplacementRequest, event: events.AcceptCard, policy: Policy) -> Issues:
    """Every item was looked at and is sound, and the card is the one that was put on the counter."""
    seen = event.inspection
    found = [*_items(IssueCode.INSPECTION_UNANSWERED, seen.unanswered)]
    found += _items(IssueCode.INSPECTION_UNSOUND, seen.unsound)
    if seen.iccid is not None and not history.same_card(seen.iccid, history.card_at_hand(request)):
        found.append(Issue(IssueCode.INSPECTION_OTHER_CARD, "/inspection/iccid"))
    return tuple(found)


def _items(code: IssueCode, items: Iterable[str]) -> Iterator[Issue]:
    return (Issue(code, pointer("inspection", item), (("item", item),)) for item in items)


def a_defect_is_named(request: ReplacementRequest, event: events.ReportFault, policy: Policy) -> Issues:
    """A fault has a name."""
    return () if event.defects else (Issue(IssueCode.FAULT_NO_DEFECT, "/defects"),)


# The network


def old_card_is_off(request: ReplacementRequest, event: events.Activate, policy: Policy) -> Issues:
    """One number never lives on two cards."""
    return () if event.old_card_deactivated else (Issue(IssueCode.ACTIVATE_OLD_CARD_LIVE, "/old_card_deactivated"),)


def objection_window_is_over(request: ReplacementRequest, event: events.Activate, policy: Policy) -> Issues:
    """The owner has had the time that the policy gives to say no."""
    told = history.notified_at(request)
    until = (told or event.at) + policy.objection_window
    if told is not None and event.at >= until:
        return ()
    return (Issue(IssueCode.ACTIVATE_OBJECTION_WINDOW, "/at", (("until", until),)),)


# Holds and endings


def a_finding_is_given(
    request: ReplacementRequest, event: events.Release | events.ConfirmFraud | events.CloseUnresolved, policy: Policy
) -> Issues:
    """A hold does not end without a word."""
    return () if event.finding.strip() else (Issue(IssueCode.STEP_NO_REASON, "/finding"),)


def analyst_is_a_third_person(request: ReplacementRequest, event: events.Release, policy: Policy) -> Issues:
    """Whoever lifts a hold neither placed it nor reviewed."""
    found: list[Issue] = []
    if event.by.id == history.placer_of_hold(request):
        found.append(Issue(IssueCode.RELEASE_BY_PLACER, "/by"))
    if event.by.id in history.reviewers(request):
        found.append(Issue(IssueCode.RELEASE_BY_REVIEWER, "/by"))
    found += _same_person(event, history.submitters(request) | history.counter_clerks(request))
    return tuple(found)


def deadline_has_passed(request: ReplacementRequest, event: events.Expire, policy: Policy) -> Issues:
    """Nothing expires before its day."""
    until = history.deadline(request, policy)
    if until is None:
        return (Issue(IssueCode.EXPIRE_NO_DEADLINE, "/at"),)
    return () if event.at >= until else (Issue(IssueCode.EXPIRE_NOT_DUE, "/at", (("until", until),)),)
