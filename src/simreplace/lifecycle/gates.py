"""The gates of the form, the review and the endings: each a function that returns every reason against an event.

A gate sees one `Case`: where things stand, the event that is tried, the moment, and the policy. It never decides alone:
the row of the table names its gates, and nothing about permission lies anywhere else. Those of the card and of the
counter are in `counter`; the four that hold for every row are named in `steps`.
"""

from collections.abc import Iterator
from typing import Final

from simreplace.issues import Issue, IssueCode, errors_of, pointer
from simreplace.lifecycle import events
from simreplace.lifecycle.case import Case
from simreplace.lifecycle.duties import MACHINES, apart, duties_of
from simreplace.lifecycle.events import Event
from simreplace.lifecycle.history import Standing
from simreplace.lifecycle.states import TellOutcome
from simreplace.people import Channel, Duty, OwnerContact, Paper, Role
from simreplace.rules import (
    Need,
    Policy,
    Stage,
    effective_reason,
    identity_alternatives,
    kinds_of,
    missing_papers,
)

Issues = tuple[Issue, ...]

MOST_STEPS: Final = 10_000
KEPT_STEPS: Final = 1_000
"""The last steps of a history are kept for what protects and for what the network tells."""


# What holds for every row


def nobody_poses_as_a_machine(case: Case[Event]) -> Issues:
    """Systems and the network act under identifiers that the policy knows, and under which no person acts."""
    return tuple(_posing(case))


def _posing(case: Case[Event]) -> Iterator[Issue]:
    by, machines = case.event.by, case.policy.machines
    if (by.role in MACHINES) is not (by.id in machines) or (by.role in MACHINES and by.id in case.standing.people):
        yield Issue(IssueCode.ACTOR_NOT_A_MACHINE, "/event/by/id", (("role", by.role.value),))
    if isinstance(case.event, events.Collect) and case.event.visitor.id in machines:
        role = case.event.visitor.role.value
        yield Issue(IssueCode.ACTOR_NOT_A_MACHINE, "/event/visitor/id", (("role", role),))


def duties_are_apart(case: Case[Event]) -> Issues:
    """One person does not do two things on one request that only two people may do."""
    event, standing = case.event, case.standing
    if event.by.role in MACHINES:
        return ()
    done = duties_of(event, overrules=standing.overrules(event), is_machine=False, to_hold=False)
    found = [*_conflicts(done, event.by.id, "/event/by", standing, case.policy)]
    found += (
        Issue(IssueCode.DUTY_MACHINES_ONLY, "/event/by", (("duty", duty.value),))
        for duty in done
        if duty in case.policy.machines_only
    )
    if isinstance(event, events.Collect):
        found += _conflicts((Duty.CUSTOMER,), event.visitor.id, "/event/visitor", standing, case.policy)
        if event.visitor.id == event.by.id:
            found.append(_same_person("/event/visitor", Duty.CUSTOMER, Duty.COUNTER))
    return tuple(found)


def _conflicts(done: tuple[Duty, ...], person: str, where: str, standing: Standing, policy: Policy) -> Iterator[Issue]:
    for duty in done:
        for other in sorted(standing.duties.get(person, ())):
            if apart(duty, other, policy):
                yield _same_person(where, duty, other)


def _same_person(where: str, duty: Duty, other: Duty) -> Issue:
    return Issue(IssueCode.DUTY_SAME_PERSON, where, (("duty", duty.value), ("other", other.value)))


def nothing_has_run_out(case: Case[Event]) -> Issues:
    """What has run out cannot go on, whether or not anybody has told so."""
    until = case.deadline
    if until is None or case.instant < until:
        return ()
    return (Issue(IssueCode.DEADLINE_PASSED, "/request", (("until", until),)),)


def history_has_room(case: Case[Event]) -> Issues:
    """A history is bounded; its last steps are kept for what protects and for what the network tells."""
    kept = 0 if type(case.event) in events.PROTECTIVE | events.NETWORK_FACTS else KEPT_STEPS
    if len(case.standing.told) < MOST_STEPS - kept:
        return ()
    return (Issue(IssueCode.HISTORY_FULL, "/request/history", (("limit", MOST_STEPS - kept),)),)


# Submit


def form_is_complete(case: Case[events.Submit | events.ProvideInformation]) -> Issues:
    """Every paper that is required is there; a supporting one that is not is only mentioned."""
    codes = {Need.REQUIRED: IssueCode.PAPERS_MISSING, Need.SUPPORTING: IssueCode.PAPERS_SUPPORTING_MISSING}
    # That a document was sent is no document: its number is compared, and its original is brought.
    seen = {*case.standing.papers, *_sent_now(case.event)} - {Paper.IDENTITY_DOCUMENT}
    missing = missing_papers(case.form, stage=Stage.APPLYING, policy=case.policy, on=case.day, seen=seen)
    return tuple(
        Issue(
            codes[asked.need],
            "/event/form/applicant/documents" if asked.alternatives else "/event/form",
            (("paper", asked.paper.value),),
        )
        for asked in missing
        if asked.need in codes
    )


def _sent_now(event: Event) -> Iterator[Paper]:
    if isinstance(event, events.ProvideInformation):
        yield from (Paper(answer.item) for answer in event.answers if answer.item in set(Paper))


def form_has_no_error(case: Case[events.Submit | events.ProvideInformation]) -> Issues:
    """Nothing in the form is an ERROR; the FLAGs and NOTEs are passed on for whoever looks."""
    return tuple(issue.under("/event/form") for issue in case.form_issues)


def number_is_that_of_the_request(case: Case[events.Submit | events.ProvideInformation]) -> Issues:
    """Another number is another request."""
    before = case.standing.form
    if before is None or before.msisdn == case.event.form.msisdn:
        return ()
    return (Issue(IssueCode.SUBMIT_OTHER_NUMBER, "/event/form/msisdn"),)


def somebody_can_be_reached(case: Case[events.Submit | events.ProvideInformation]) -> Issues:
    """There is a way to reach the applicant while the number is dead, unless the form was taken in at an outlet."""
    contact = case.form.applicant.contact
    at_the_outlet = case.event.by.role is Role.INTAKE_CLERK and case.form.channel is Channel.OUTLET
    if contact.phone is not None or contact.email is not None or at_the_outlet:
        return ()
    return (Issue(IssueCode.SUBMIT_NOT_REACHABLE, "/event/form/applicant/contact"),)


def flags_are_acknowledged(case: Case[events.Submit | events.ProvideInformation]) -> Issues:
    """The sender has seen every FLAG of the form: check it once more."""
    shown = {issue.code for issue in case.form_flags}
    return tuple(
        Issue(IssueCode.SUBMIT_FLAG_NOT_ACKNOWLEDGED, "/event/acknowledged", (("code", code.value),))
        for code in sorted(shown - set(case.event.acknowledged))
    )


def method_is_offered(case: Case[events.Submit | events.ProvideInformation]) -> Issues:
    """The card can be collected in the way that was asked for."""
    method = case.form.collection
    if case.policy.offers(method):
        return ()
    return (Issue(IssueCode.SUBMIT_METHOD_NOT_OFFERED, "/event/form/collection", (("method", method.value),)),)


def no_other_request_is_open(case: Case[events.Submit]) -> Issues:
    """One number, one open request."""
    if not case.event.other_open_request:
        return ()
    return (Issue(IssueCode.SUBMIT_OTHER_OPEN_REQUEST, "/event/other_open_request"),)


# Review


def something_is_compared(case: Case[events.CompareRecord]) -> Issues:
    """A comparison names details, and a document that is there."""
    found = () if case.event.matches else (Issue(IssueCode.COMPARE_NOTHING, "/event/matches"),)
    if case.event.document >= max(1, len(case.form.applicant.documents)):
        return (*found, Issue(IssueCode.COMPARE_NO_DOCUMENT, "/event/document"))
    return found


def number_is_one_of_a_person(case: Case[events.CompareRecord]) -> Issues:
    """The identity number is taken from a paper that proves who somebody is, for that paper is shown at the counter."""
    # With the number of a driving license, say, nobody would ever get the card.
    of_that = case.form.applicant.documents[case.event.document : case.event.document + 1]
    known = kinds_of(identity_alternatives(case.form.applicant, policy=case.policy, on=case.day))
    is_asked = any(match.detail == "identity_number" for match in case.event.matches)
    if is_asked and any(paper.kind not in known for paper in of_that):
        return (Issue(IssueCode.COMPARE_OTHER_DOCUMENT, "/event/document"),)
    return ()


def compared_once(case: Case[events.CompareRecord]) -> Issues:
    """Each detail of a form is compared once; a difference stands while what was compared is unchanged."""
    return tuple(
        Issue(IssueCode.COMPARE_DONE, pointer("event", "matches", place), (("detail", match.detail),))
        for place, match in enumerate(case.event.matches)
        if _is_answered(case, match) or match.detail in {told.detail for told in case.event.matches[:place]}
    )


def _is_answered(case: Case[events.CompareRecord], match: events.RecordMatch) -> bool:
    made = case.standing.comparisons.get(match.detail)
    # That there is no answer is followed by an answer alone: a history does not grow by asking in vain.
    unknown = events.Match.NOT_AVAILABLE
    answered = made is not None and (made.outcome is not unknown or match.outcome is unknown)
    return answered or case.standing.differs(match.detail)


def flag_stands_undecided(case: Case[events.DecideFlag]) -> Issues:
    """What is decided is a FLAG that stands; a "no" is overturned once, by a supervisor apart from who said it."""
    event, where = case.event, (("code", case.event.code.value),)
    if not any((flag.code, flag.pointer) == (event.code, event.pointer) for flag in case.flags):
        return (Issue(IssueCode.DECIDE_NO_SUCH_FLAG, "/event/pointer", where),)
    past = case.standing.decided(event.code, event.pointer)
    # Of the same name on two papers there may be two refusals: what counts is the last word.
    if past and (past[-1].accepted or not event.accepted):
        return (Issue(IssueCode.DECIDE_DONE, "/event/pointer", where),)
    needs_supervisor = bool(past) or (event.accepted and event.code is IssueCode.APPROVE_RECORD_DIFFERS)
    if needs_supervisor and event.by.role is not Role.SUPERVISOR:
        return (Issue(IssueCode.DECIDE_BY_SUPERVISOR, "/event/by/role", where),)
    return ()


def decision_has_a_reason(case: Case[events.DecideFlag]) -> Issues:
    """A decision without a reason says nothing to whoever reads it later."""
    return () if case.event.reason.strip() else (Issue(IssueCode.STEP_NO_REASON, "/event/reason"),)


def telling_makes_sense(case: Case[events.TellOwner]) -> Issues:
    """The old number is always there; only a contact can be missing from the record."""
    event = case.event
    if event.to is OwnerContact.OLD_NUMBER and event.outcome is TellOutcome.NONE_ON_RECORD:
        return (Issue(IssueCode.TELL_OLD_NUMBER_ON_RECORD, "/event/outcome"),)
    return ()


def something_is_asked(case: Case[events.RequestInformation]) -> Issues:
    """A question has a content."""
    return () if case.event.items else (Issue(IssueCode.INFORMATION_NOTHING_ASKED, "/event/papers"),)


def everything_is_answered(case: Case[events.ProvideInformation]) -> Issues:
    """Every asked item has an answer."""
    # A paper is handed over; what was asked in words is answered in words.
    papers = set(Paper)
    answered = {answer.item for answer in case.event.answers if answer.item in papers or answer.text.strip()}
    return tuple(
        Issue(IssueCode.INFORMATION_UNANSWERED, "/event/answers", (("item", item),))
        for item in case.standing.asked
        if item not in answered
    )


def form_still_holds(case: Case[events.Approve]) -> Issues:
    """What was complete when it was sent has not become an ERROR since."""
    return tuple(issue.under("/request/form") for issue in errors_of(case.form_issues))


def evidence_is_there(case: Case[events.Approve]) -> Issues:
    """What the policy wants seen for the reason was seen; without the damaged card in hand, as for a lost one.

    The call to the lost number is a telling of the owner, of which somebody has told: a reviewer does not vouch for it.
    """
    in_hand = Paper.OLD_SIM_CARD in case.event.evidence
    reason = effective_reason(case.form.reason, card_in_hand=in_hand, policy=case.policy)
    there = set(case.event.evidence) - {Paper.CALL_TO_LOST_NUMBER}
    if case.standing.lost_number_called:
        there.add(Paper.CALL_TO_LOST_NUMBER)
    missing = [paper for paper in case.policy.evidence_for(reason) if paper not in there]
    found = [Issue(IssueCode.APPROVE_EVIDENCE_MISSING, "/event/evidence", (("paper", it.value),)) for it in missing]
    if reason is not case.form.reason:
        found.append(Issue(IssueCode.APPROVE_DAMAGED_WITHOUT_CARD, "/event/evidence"))
    return tuple(found)


def record_was_compared(case: Case[events.Approve]) -> Issues:
    """The details that the policy names were compared with the operator's own record."""
    if case.policy.uncompared_is_flag:
        return ()
    return tuple(
        Issue(IssueCode.APPROVE_RECORD_NOT_COMPARED, pointer("request", "record", detail), (("detail", detail),))
        for detail in case.wanted
        if case.is_uncompared(detail) and not case.standing.differs(detail)
    )


def flags_are_accepted(case: Case[events.Approve]) -> Issues:
    """Every FLAG was decided, and may stand."""
    found: list[Issue] = []
    for flag in case.flags:
        past = case.standing.decided(flag.code, flag.pointer)
        where = pointer("request") + ("" if flag.pointer.startswith("/record/") else "/form") + flag.pointer
        if not past:
            found.append(Issue(IssueCode.APPROVE_FLAG_UNDECIDED, where, (("code", flag.code.value),)))
        elif not past[-1].accepted:
            found.append(Issue(IssueCode.APPROVE_FLAG_REFUSED, where, (("code", flag.code.value),)))
    return tuple(found)


def reasons_are_given(case: Case[events.Reject]) -> Issues:
    """A rejection says why."""
    return () if case.event.reasons else (Issue(IssueCode.REJECT_NO_REASON, "/event/reasons"),)


# Holds and endings


def a_finding_is_given(case: Case[events.Release | events.ConfirmFraud | events.CloseUnresolved]) -> Issues:
    """A hold does not end without a word."""
    return () if case.event.finding.strip() else (Issue(IssueCode.STEP_NO_REASON, "/event/finding"),)


def no_card_is_live(case: Case[events.Release]) -> Issues:
    """While a card is live that should not be, nothing goes on: the swap is undone, or told to have been in order."""
    return (Issue(IssueCode.RELEASE_CARD_LIVE, "/request"),) if case.standing.live else ()


def deadline_has_passed(case: Case[events.Expire]) -> Issues:
    """Nothing expires before its day."""
    until = case.deadline
    if until is None:
        return (Issue(IssueCode.EXPIRE_NO_DEADLINE, "/request"),)
    return () if case.instant >= until else (Issue(IssueCode.EXPIRE_NOT_DUE, "/request", (("until", until),)),)
