"""Every gate of every row: an event that it lets through, and one that it alone refuses, to the last parameter.

The examples are asked for by the table: a row with a gate or a limit that has none fails the suite. Each pins code,
pointer and parameters, so that a wrong one shows even where the words would hide it.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, cast

import attrs
import pytest

from builders import (
    FLAG,
    FLAGGED,
    KK,
    KTP,
    MONDAY,
    PROXY_KTP,
    applicant,
    form,
    letter,
    paper,
    passport,
)
from journey import (
    BUDI,
    CARDS,
    EIDS,
    EVIDENCE,
    INTAKE,
    POLICIES,
    SITI,
    SUPERVISOR,
    SYSTEM,
    draft,
    esim_inspection,
    flags_of,
    in_state,
    inspection,
    moment_for,
    next_moment,
    sample,
    tell,
    walk,
)
from simreplace import (
    ARTICLE,
    BRTI_2020,
    Actor,
    CollectionMethod,
    Contact,
    Issue,
    IssueCode,
    Paper,
    Policy,
    ReplacementRequest,
    Role,
    State,
    cards,
    events,
    explain,
    lifecycle,
)
from simreplace.issues import errors_of
from simreplace.lifecycle import Transition, counter, gates
from simreplace.lifecycle.case import Case
from simreplace.lifecycle.events import Event
from simreplace.lifecycle.history import Standing
from simreplace.lifecycle.request import standing
from simreplace.lifecycle.table import row_for
from simreplace.values.cards import luhn_digit

C = IssueCode
evolve: Final[Any] = attrs.evolve  # an event is changed by names that only its own kind has
Found = tuple[IssueCode, str, tuple[tuple[str, object], ...]]
Changes = Mapping[str, Any] | Callable[[ReplacementRequest], Mapping[str, Any]]


def found(code: IssueCode, pointer: str, /, **params: object) -> Found:
    return code, pointer, tuple(params.items())


@attrs.frozen(kw_only=True)
class Refused:
    """What is changed of an event that would pass, and exactly what its gate then says."""

    issues: tuple[Found, ...]
    event: Changes = attrs.field(factory=dict[str, Any])
    form: Mapping[str, Any] = attrs.field(factory=dict[str, Any])
    draft: Mapping[str, Any] = attrs.field(factory=dict[str, Any])
    way: tuple[type[Event], ...] | None = None
    on: Callable[[ReplacementRequest], ReplacementRequest] | None = None
    at: Callable[[ReplacementRequest], datetime] | None = None
    stands: Callable[[Standing], None] | None = None
    policy: Policy = ARTICLE
    only: State | None = None
    also: frozenset[str] = frozenset()


# ---- How to get before a row


def before(row: Transition, policy: Policy = ARTICLE, **changes: Any) -> ReplacementRequest:
    """A request from which this row leads on."""
    if row.event is events.Release:
        return _held(row, policy, **changes)
    if row.event is events.CompareRecord:
        return walk(draft(**changes), events.Submit, policy=policy)
    if row.event is events.DecideFlag:
        changes = {"applicant": FLAGGED, **changes}
    request = in_state(row.source, policy, **changes)
    if row.event in events.NETWORK_FACTS and row.source is State.APPROVED:
        return void_and_approved(request, policy)
    if row.event is events.FailIdentity and row.target is State.ON_HOLD:
        return walk(request, *[events.FailIdentity] * (policy.max_identity_failures - 1), policy=policy)
    if row.event is events.Expire and row.source is State.APPROVED:
        return visited(request, policy)
    if row.event in events.NETWORK_FACTS and row.source is State.ON_HOLD:
        origin = State.ACTIVATING if row.event is events.Activate else State.READY_FOR_COLLECTION
        return walk(in_state(origin, policy, **changes), events.Hold, policy=policy)
    if row.event in events.NETWORK_FACTS and row.source.is_final and row.source is not State.COMPLETED:
        request = in_state(State.READY_FOR_COLLECTION, policy, **changes)
        ends: Mapping[State, tuple[type[Event], ...]] = {
            State.REJECTED: (events.Reject,),
            State.CANCELLED: (events.Cancel,),
            State.EXPIRED: (events.Expire,),
            State.FAILED: (events.Hold, events.ConfirmFraud),
        }
        return walk(request, *ends[row.source], policy=policy)
    return request


def void_and_approved(request: ReplacementRequest, policy: Policy) -> ReplacementRequest:
    """Approved once more, after the card was to be fetched elsewhere."""
    ready = walk(request, events.MakeReady, policy=policy)
    return tell(ready, evolve(sample(events.ChangeCollection, ready), outlet="Outlet Bandung"), policy)


def visited(request: ReplacementRequest, policy: Policy) -> ReplacementRequest:
    """An approved request of which the last visit is over, and the card void."""
    for number in range(policy.max_visits):
        request = walk(request, *([events.MakeReady] if not number else []), events.Collect, policy=policy)
        request = walk(request, *([events.ReportFault] if number + 1 == policy.max_visits else []), policy=policy)
        request = walk(request, events.ReturnCard, policy=policy)
    return request


def _held(row: Transition, policy: Policy, **changes: Any) -> ReplacementRequest:
    holds = (events.Hold, events.RaiseObjection) if Role.SUPERVISOR in row.roles else (events.Hold,)
    origin = row.origin or State.ACTIVATING
    request = walk(in_state(origin, policy, **changes), *holds, policy=policy)
    if row.target is State.COMPLETED:
        return walk(request, events.Activate, policy=policy)
    is_void = origin is State.READY_FOR_COLLECTION and row.target is State.APPROVED
    return walk(request, events.FailActivation, policy=policy) if is_void else request


def passing(row: Transition, request: ReplacementRequest) -> Event:
    """The event that passes, and leads to where the row leads."""
    event = sample(row.event, request)
    told = standing(request)
    if row.event is events.ChangeCollection and row.target is State.APPROVED is not row.source:
        event = evolve(event, outlet="Outlet Bandung")
    if row.event is events.Activate and row.source is State.ACTIVATING and row.target is State.ON_HOLD:
        event = evolve(event, old_card_deactivated=False)
    if row.event is events.FailActivation and row.source in {row.target, State.ACTIVATING}:
        other = row.source is row.target and told.card is not None
        by = Actor(Role.NETWORK, "nobody-known") if row.target is State.ON_HOLD else event.by
        event = evolve(event, **{"by": by, **({"iccid": CARDS[-1]} if other else {})})
    return event


def is_dead(row: Transition) -> bool:
    """No card is at hand in these states, so that none of them can fail."""
    no_card = row.source in {State.APPROVED, State.EXCHANGING}
    return row.event is events.FailActivation and row.target is State.ON_HOLD and no_card


ROWS: Final = tuple(row for row in lifecycle.TRANSITIONS if not is_dead(row))


def label(value: object) -> str:
    if isinstance(value, Transition):
        who = "-".join(sorted(value.roles)) if value.event is events.Release else ""
        return f"{value.source}-{value.event.__name__}-{value.target}-{value.origin or ''}{who}"
    if isinstance(value, Refused):
        return "+".join(str(code) for code, _, _ in value.issues)
    return str(getattr(value, "name", None) or getattr(value, "__name__", ""))


@pytest.mark.parametrize("policy", POLICIES, ids=label)
@pytest.mark.parametrize("row", ROWS, ids=label)
def test_every_row_has_an_event_that_it_lets_through(row: Transition, policy: Policy) -> None:
    request = before(row, policy)
    event = passing(row, request)
    decided = lifecycle.decide(request, event, now=moment_for(row.event, request, policy), policy=policy)
    assert decided.errors == ()
    assert decided.target is row.target
    assert decided.request is not None
    assert decided.request.history[:-1] == request.history
    assert decided.before == request.revision


# ---- What each gate refuses, alone

OWNER_ONLY = evolve(ARTICLE, collection_methods=(CollectionMethod.IN_PERSON,))
NO_PROXY_WHEN_FLAGGED = evolve(ARTICLE, proxy_when_flagged=False)
TODAY = MONDAY.date()
NOTES = (
    found(C.PAPERS_SUPPORTING_MISSING, "/event/form", paper="purchase_record"),
    found(C.PAPERS_SUPPORTING_MISSING, "/event/form", paper="service_agreement"),
)
CALLED_NOTE = found(C.APPROVE_DAMAGED_WITHOUT_CARD, "/event/evidence")


def last_at(request: ReplacementRequest) -> datetime:
    return request.updated_at.astimezone(UTC)


def proxy_chosen(request: ReplacementRequest) -> ReplacementRequest:
    change = sample(events.ChangeCollection, request)
    return tell(request, evolve(change, method="by_proxy"))


def by_proxy(**more: Any) -> dict[str, Any]:
    return {"visitor": BUDI, "letter": letter(), "proxy_id_seen": PROXY_KTP, **more}


def proxy(
    *issues: Found, on: Callable[[ReplacementRequest], ReplacementRequest] | None = proxy_chosen, **more: Any
) -> Refused:
    rest = {key: more.pop(key) for key in ("policy", "draft", "also") if key in more}
    return Refused(issues=issues, event=by_proxy(**more), on=on, **rest)


def decide_flags(request: ReplacementRequest, accepted: bool = True) -> ReplacementRequest:
    for flag in flags_of(request.form, request.policy or ARTICLE):
        event = sample(events.DecideFlag, request)
        told = {"code": flag.code, "pointer": flag.pointer, "accepted": accepted}
        request = tell(request, evolve(event, **told))
    return request


def compared(outcome: str, **more: Any) -> Callable[[ReplacementRequest], ReplacementRequest]:
    def told(request: ReplacementRequest) -> ReplacementRequest:
        matches = [events.RecordMatch("identity_number", outcome)]
        return tell(request, evolve(sample(events.CompareRecord, request), **{"matches": matches, **more}))

    return told


FAMILY_CARD = paper("family_card", KK)
EXPIRED_PASSPORT = passport(
    holder_name="Siti Aminah", expires_on=TODAY - timedelta(days=1), mrz=None, number="X1234567"
)
WINDOW = evolve(ARTICLE, objection_window=timedelta(hours=24))

CODE = "LPA:1$smdp.example.com$MADE-UP-0"  # the first one that is told of an eSIM

_FORM: Final = {
    gates.form_is_complete: (
        *(
            Refused(
                form={"applicant": applicant(documents=())},
                only=state,
                issues=(
                    found(C.PAPERS_MISSING, "/event/form/applicant/documents", paper="identity_document"),
                    *notes,
                ),
            )
            for state, notes in ((State.DRAFT, NOTES), (State.INFORMATION_REQUESTED, NOTES[1:]))
        ),
    ),
    gates.form_has_no_error: (
        Refused(
            form={"applicant": applicant(contact=Contact(phone="081234567890"))},
            issues=(found(C.PHONE_IS_LOST_NUMBER, "/event/form/applicant/contact/phone"),),
        ),
        Refused(
            form={"applicant": applicant(documents=(evolve(KTP, issued_on=date(2026, 12, 24)),))},
            issues=(found(C.DOCUMENT_ISSUED_IN_FUTURE, "/event/form/applicant/documents/0/issued_on"),),
        ),
    ),
    gates.number_is_that_of_the_request: (
        Refused(form={"msisdn": "081300000001"}, issues=(found(C.SUBMIT_OTHER_NUMBER, "/event/form/msisdn"),)),
    ),
    gates.somebody_can_be_reached: (
        Refused(
            form={"applicant": applicant(contact=Contact())},
            issues=(found(C.SUBMIT_NOT_REACHABLE, "/event/form/applicant/contact"),),
        ),
        # A clerk vouches for who stands there only where somebody stands there.
        Refused(
            form={"applicant": applicant(contact=Contact()), "channel": "hotline"},
            event={"by": INTAKE},
            issues=(found(C.SUBMIT_NOT_REACHABLE, "/event/form/applicant/contact"),),
        ),
        Refused(
            form={"applicant": applicant(contact=Contact()), "channel": "outlet"},
            issues=(found(C.SUBMIT_NOT_REACHABLE, "/event/form/applicant/contact"),),
        ),
    ),
    gates.flags_are_acknowledged: (
        Refused(
            form={"applicant": FLAGGED},
            issues=(found(C.SUBMIT_FLAG_NOT_ACKNOWLEDGED, "/event/acknowledged", code="nik.birth_date_differs"),),
        ),
    ),
    gates.method_is_offered: (
        Refused(
            form={"collection": "by_post"},
            issues=(found(C.SUBMIT_METHOD_NOT_OFFERED, "/event/form/collection", method="by_post"),),
        ),
        Refused(
            form={"collection": "by_proxy"},
            policy=BRTI_2020,
            issues=(found(C.SUBMIT_METHOD_NOT_OFFERED, "/event/form/collection", method="by_proxy"),),
        ),
    ),
    gates.no_other_request_is_open: (
        Refused(
            event={"other_open_request": True},
            issues=(found(C.SUBMIT_OTHER_OPEN_REQUEST, "/event/other_open_request"),),
        ),
    ),
}
NAMED: Final = (events.RecordMatch("name", "true"),)
_REVIEW: Final = {
    gates.something_is_compared: (
        Refused(event={"matches": ()}, issues=(found(C.COMPARE_NOTHING, "/event/matches"),)),
        Refused(way=(events.Submit,), event={"document": 1}, issues=(found(C.COMPARE_NO_DOCUMENT, "/event/document"),)),
    ),
    gates.number_is_one_of_a_person: (
        *(
            Refused(
                way=(events.Submit,),
                draft={"applicant": applicant(documents=(KTP, *other))},
                event={"document": 1, **more},
                issues=(found(C.COMPARE_OTHER_DOCUMENT, "/event/document"),),
            )
            for other, more in (
                ((paper("driving_license", "1234567890123", holder_name="Siti Aminah"),), {}),
                ((paper("passport"),), {"matches": [*NAMED, events.RecordMatch("identity_number", "false")]}),
            )
        ),
    ),
    gates.compared_once: (
        Refused(
            way=(events.Submit, events.CompareRecord),
            issues=(found(C.COMPARE_DONE, "/event/matches/0", detail="identity_number"),),
        ),
        Refused(
            way=(events.Submit,),
            event={"matches": [events.RecordMatch("name", "true"), events.RecordMatch("name", "false")]},
            issues=(found(C.COMPARE_DONE, "/event/matches/1", detail="name"),),
        ),
    ),
    gates.flag_stands_undecided: (
        Refused(
            event={"pointer": "/applicant/documents/1/number"},
            issues=(found(C.DECIDE_NO_SUCH_FLAG, "/event/pointer", code="nik.birth_date_differs"),),
        ),
        Refused(on=decide_flags, issues=(found(C.DECIDE_DONE, "/event/pointer", code="nik.birth_date_differs"),)),
        Refused(
            on=lambda request: decide_flags(request, accepted=False),
            event={"accepted": False, "by": SUPERVISOR},
            issues=(found(C.DECIDE_DONE, "/event/pointer", code="nik.birth_date_differs"),),
        ),
        Refused(
            on=lambda request: decide_flags(request, accepted=False),
            issues=(found(C.DECIDE_BY_SUPERVISOR, "/event/by/role", code="nik.birth_date_differs"),),
        ),
        Refused(
            way=(events.Submit,),
            on=compared("false"),
            event={"code": C.APPROVE_RECORD_DIFFERS, "pointer": "/record/identity_number"},
            issues=(found(C.DECIDE_BY_SUPERVISOR, "/event/by/role", code="approve.record_differs"),),
        ),
    ),
    gates.decision_has_a_reason: (Refused(event={"reason": " "}, issues=(found(C.STEP_NO_REASON, "/event/reason"),)),),
    gates.telling_makes_sense: (
        Refused(
            event={"to": "old_number", "outcome": "none_on_record"},
            issues=(found(C.TELL_OLD_NUMBER_ON_RECORD, "/event/outcome"),),
        ),
    ),
    gates.something_is_asked: (
        Refused(event={"papers": ()}, issues=(found(C.INFORMATION_NOTHING_ASKED, "/event/papers"),)),
    ),
    gates.everything_is_answered: (
        Refused(
            event={"answers": ()},
            issues=(found(C.INFORMATION_UNANSWERED, "/event/answers", item="purchase_record"),),
        ),
        Refused(
            event={"answers": [events.Answer("police_report", "here")]},
            issues=(found(C.INFORMATION_UNANSWERED, "/event/answers", item="purchase_record"),),
        ),
    ),
    gates.form_still_holds: (
        # A clock that runs a day behind sees a card of tomorrow.
        Refused(
            draft={"applicant": applicant(documents=(evolve(KTP, issued_on=TODAY),))},
            at=lambda request: next_moment(request) - timedelta(days=1),
            issues=(found(C.DOCUMENT_ISSUED_IN_FUTURE, "/request/form/applicant/documents/0/issued_on"),),
        ),
    ),
    gates.evidence_is_there: (
        Refused(
            event={"evidence": ()},
            issues=(found(C.APPROVE_EVIDENCE_MISSING, "/event/evidence", paper="identity_document"),),
        ),
        *(
            Refused(
                event={"evidence": tuple(there for there in EVIDENCE if there is not missing)},
                policy=BRTI_2020,
                issues=(found(C.APPROVE_EVIDENCE_MISSING, "/event/evidence", paper=missing.value),),
            )
            for missing in BRTI_2020.evidence_for(form().reason)
            if missing is not Paper.CALL_TO_LOST_NUMBER
        ),
        # That the lost number was called, nobody vouches for in an approval.
        Refused(
            way=(events.Submit, events.CompareRecord),
            policy=BRTI_2020,
            issues=(found(C.APPROVE_EVIDENCE_MISSING, "/event/evidence", paper="call_to_lost_number"),),
        ),
        # The card that is said to be damaged is not in hand: what a lost one asks for is missing too.
        Refused(
            draft={"reason": "damaged"},
            event={"evidence": (Paper.IDENTITY_DOCUMENT, Paper.APPLICATION_FORM, Paper.SECURITY_ANSWERS)},
            policy=BRTI_2020,
            issues=(
                found(C.APPROVE_EVIDENCE_MISSING, "/event/evidence", paper="photo_with_document"),
                CALLED_NOTE,
            ),
        ),
    ),
    gates.record_was_compared: (
        Refused(
            way=(events.Submit, events.TellOwner),
            policy=BRTI_2020,
            issues=(found(C.APPROVE_RECORD_NOT_COMPARED, "/request/record/identity_number", detail="identity_number"),),
        ),
        Refused(
            way=(events.Submit, events.TellOwner),
            on=compared("not_available"),
            policy=BRTI_2020,
            issues=(found(C.APPROVE_RECORD_NOT_COMPARED, "/request/record/identity_number", detail="identity_number"),),
        ),
    ),
    gates.flags_are_accepted: (
        Refused(
            draft={"applicant": FLAGGED},
            issues=(
                found(
                    C.APPROVE_FLAG_UNDECIDED,
                    "/request/form/applicant/documents/0/number",
                    code="nik.birth_date_differs",
                ),
            ),
        ),
        Refused(
            draft={"applicant": FLAGGED},
            on=lambda request: decide_flags(request, accepted=False),
            issues=(
                found(
                    C.APPROVE_FLAG_REFUSED,
                    "/request/form/applicant/documents/0/number",
                    code="nik.birth_date_differs",
                ),
            ),
        ),
        Refused(
            way=(events.Submit, events.TellOwner),
            issues=(found(C.APPROVE_FLAG_UNDECIDED, "/request/record/identity_number", code="approve.record_unknown"),),
        ),
        Refused(
            way=(events.Submit, events.TellOwner),
            on=compared("false"),
            policy=BRTI_2020,
            issues=(found(C.APPROVE_FLAG_UNDECIDED, "/request/record/identity_number", code="approve.record_differs"),),
        ),
    ),
    gates.reasons_are_given: (Refused(event={"reasons": ()}, issues=(found(C.REJECT_NO_REASON, "/event/reasons"),)),),
}


def used_card(request: ReplacementRequest) -> dict[str, Any]:
    return {"iccid": standing(request).cards[-1]}


def voided(request: ReplacementRequest) -> ReplacementRequest:
    """The same state once more, with a card that has become void on the way."""
    if request.state is State.APPROVED:
        return walk(request, events.MakeReady, events.Collect, events.ReportFault, events.ReturnCard)
    return request


_CARD: Final = {
    counter.card_is_fresh: (
        Refused(on=voided, event=used_card, issues=(found(C.CARD_USED_BEFORE, "/event/iccid"),)),
        Refused(
            draft={"old_iccid": CARDS[30]},
            event={"iccid": CARDS[30]},
            issues=(found(C.CARD_IS_OLD_CARD, "/event/iccid"),),
        ),
        Refused(
            event={"iccid": CARDS[40][:-1] + str((int(CARDS[40][-1]) + 1) % 10)},
            issues=(
                found(C.ICCID_LUHN, "/event/iccid"),
                found(C.CARD_FLAG_NOT_ACCEPTED, "/event/iccid", code="iccid.luhn"),
            ),
        ),
    ),
    counter.card_is_of_its_form: (
        Refused(
            event={"eid": EIDS[0], "activation_code": CODE, "eid_unknown": "other"},
            issues=tuple(
                found(C.CARD_NOT_AN_ESIM, f"/event/{name}") for name in ("eid", "activation_code", "eid_unknown")
            ),
        ),
        Refused(
            only=State.APPROVED,
            draft={"card_form": "esim"},
            event={"eid": None},
            issues=(found(C.CARD_EID_MISSING, "/event/eid"),),
        ),
        Refused(
            draft={"card_form": "esim"},
            event={"eid_unknown": "phone_not_here"},
            issues=(found(C.CARD_EID_KNOWN, "/event/eid_unknown"),),
        ),
        *(
            Refused(
                draft={"card_form": "esim"},
                on=voided,
                event={"activation_code": code},
                issues=(found(C.CARD_CODE_USED_BEFORE, "/event/activation_code"),),
            )
            for code in (CODE, CODE.replace("smdp", "SMDP"), CODE.replace(".com", ".com."), f"{CODE}$1.2.3$1")
        ),
    ),
    counter.outlet_is_the_chosen_one: (
        Refused(event={"outlet": " "}, issues=(found(C.READY_NO_OUTLET, "/event/outlet"),)),
        Refused(draft={"outlet": "Outlet Bandung"}, issues=(found(C.READY_OTHER_OUTLET, "/event/outlet"),)),
    ),
    counter.a_visit_is_left: (
        # By a clock that runs behind nothing has run out yet; a visit is left no more all the same.
        Refused(
            on=lambda request: visited(request, ARTICLE),
            at=lambda request: last_at(request) - timedelta(hours=1),
            issues=(found(C.COLLECT_VISITS_USED_UP, "/request", limit=3),),
        ),
    ),
    counter.new_method_is_offered: (
        Refused(
            event={"method": "by_post"},
            issues=(found(C.SUBMIT_METHOD_NOT_OFFERED, "/event/method", method="by_post"),),
        ),
    ),
}
ID = "/event/id_seen"
PROXY_ID = "/event/proxy_id_seen"


_COUNTER: Final = {
    counter.owner_is_told: (
        Refused(
            way=(events.Submit, events.CompareRecord, events.Approve, events.MakeReady),
            issues=(found(C.COLLECT_OWNER_NOT_TOLD, "/request"),),
        ),
    ),
    counter.outlet_is_the_designated_one: (
        Refused(event={"outlet": "Outlet Bandung"}, issues=(found(C.COLLECT_OTHER_OUTLET, "/event/outlet"),)),
    ),
    counter.original_is_the_reviewed_one: (
        Refused(event={"id_seen": None}, issues=(found(C.COLLECT_ORIGINAL_MISSING, ID),)),
        Refused(event={"id_seen": PROXY_KTP}, issues=(found(C.COLLECT_ORIGINAL_DIFFERS, ID),)),
        Refused(
            event={"id_seen": evolve(KTP, holder_name="Dewi Lestari")},
            issues=(found(C.COLLECT_HOLDER_DIFFERS, ID + "/holder_name"),),
        ),
        Refused(
            event={"id_seen": evolve(KTP, holder_name=None)},
            issues=(found(C.COLLECT_HOLDER_DIFFERS, ID + "/holder_name"),),
        ),
    ),
    counter.a_look_is_left: (
        Refused(
            stands=lambda told: setattr(told, "looks", 3),
            issues=(found(C.COLLECT_LOOKS_USED_UP, "/request", limit=3),),
        ),
    ),
    counter.proxy_is_authorized: (
        Refused(event={"letter": letter()}, issues=(found(C.COLLECT_VISITOR_UNCLEAR, "/event/visitor"),)),
        Refused(event={"proxy_id_seen": PROXY_KTP}, issues=(found(C.COLLECT_VISITOR_UNCLEAR, "/event/visitor"),)),
        proxy(found(C.PROXY_NOT_OFFERED, "/event/visitor"), on=None, policy=OWNER_ONLY),
        proxy(found(C.PROXY_NOT_CHOSEN, "/event/visitor"), on=None),
        proxy(found(C.COLLECT_LETTER_MISSING, "/event/letter"), letter=None),
        proxy(found(C.PROXY_DOCUMENT_MISSING, PROXY_ID), proxy_id_seen=None),
        proxy(
            found(C.PROXY_DOCUMENT_MISSING, PROXY_ID + "/kind"),
            letter=letter(proxy_document=evolve(FAMILY_CARD, holder_name="Budi Santoso")),
            proxy_id_seen=evolve(FAMILY_CARD, holder_name="Budi Santoso"),
        ),
        proxy(
            found(C.PROXY_DOCUMENT_EXPIRED, PROXY_ID + "/expires_on"),
            letter=letter(proxy_document=evolve(EXPIRED_PASSPORT, holder_name="Budi Santoso")),
            proxy_id_seen=evolve(EXPIRED_PASSPORT, holder_name="Budi Santoso"),
        ),
        proxy(
            found(C.PROXY_DOCUMENT_DIFFERS, PROXY_ID + "/number"),
            proxy_id_seen=paper("ktp", "3174071203910009", holder_name="Budi Santoso"),
        ),
        proxy(
            found(C.PROXY_DOCUMENT_DIFFERS, PROXY_ID + "/number"),
            letter=letter(proxy="Siti Aminah", proxy_document=KTP),
            proxy_id_seen=KTP,
        ),
        proxy(found(C.LETTER_OTHER_PRINCIPAL, "/event/letter/principal"), letter=letter(principal="Siti")),
        proxy(found(C.LETTER_OTHER_PROXY, "/event/letter/proxy"), letter=letter(proxy="Agus Salim")),
        proxy(
            found(C.LETTER_OTHER_PROXY, "/event/letter/proxy"),
            proxy_id_seen=evolve(PROXY_KTP, holder_name=None),
        ),
        proxy(found(C.LETTER_OTHER_NUMBER, "/event/letter/msisdn"), letter=letter(msisdn="081300000001")),
        proxy(
            found(C.LETTER_NOT_YET_SIGNED, "/event/letter/signed_on", since=date(2026, 9, 8)),
            letter=letter(signed_on=date(2026, 9, 8)),
        ),
        proxy(
            found(C.LETTER_TOO_OLD, "/event/letter/signed_on", until=date(2026, 9, 6)),
            letter=letter(signed_on=date(2026, 6, 8)),
        ),
        proxy(
            found(C.LETTER_EXPIRED, "/event/letter/valid_until", until=date(2026, 9, 6)),
            letter=letter(signed_on=date(2026, 9, 1), valid_until=date(2026, 9, 6)),
        ),
    ),
    counter.it_is_the_visitor: (
        Refused(event={"by": Actor(Role.APPLICANT, "customer-9")}, issues=(found(C.ACCEPT_OTHER_TAKER, "/event/by"),)),
        Refused(event={"by": Actor(Role.PROXY, SITI.id)}, issues=(found(C.ACCEPT_OTHER_TAKER, "/event/by"),)),
    ),
    counter.visit_is_not_over: (
        Refused(
            at=lambda request: visit_end(request),  # noqa: PLW0108 - it stands below
            issues=(found(C.VISIT_OVER, "/request", until=datetime(2026, 9, 7, 7, 35, tzinfo=UTC)),),
        ),
    ),
    counter.card_is_inspected: (
        *(
            Refused(
                event={"inspection": inspection(CARDS[0], **{item: None})},
                issues=(found(C.INSPECTION_UNANSWERED, f"/event/inspection/{item}", item=item),),
            )
            for item in ("surface", "contacts", "chip", "packaging", "number", "iccid")
        ),
        *(
            Refused(
                event={"inspection": inspection(CARDS[0], **{item: False})},
                issues=(found(C.INSPECTION_UNSOUND, f"/event/inspection/{item}", item=item),),
            )
            for item in ("surface", "contacts", "chip", "packaging", "number")
        ),
        *(
            Refused(
                event={"inspection": inspection(CARDS[0], **{item: True})},
                issues=(found(C.CARD_NOT_AN_ESIM, f"/event/inspection/{item}"),),
            )
            for item in ("profile_installed", "code_used_once")
        ),
        *(
            Refused(
                draft={"card_form": "esim"},
                event={"inspection": esim_inspection(CARDS[0], **{item: False})},
                issues=(found(C.INSPECTION_UNSOUND, f"/event/inspection/{item}", item=item),),
            )
            for item in ("profile_installed", "code_used_once", "number")
        ),
        Refused(
            event={"inspection": inspection(CARDS[5])},
            issues=(found(C.INSPECTION_OTHER_CARD, "/event/inspection/iccid"),),
        ),
        Refused(
            stands=lambda told: setattr(told, "card", None),
            issues=(found(C.INSPECTION_OTHER_CARD, "/event/inspection/iccid"),),
        ),
        Refused(
            draft={"card_form": "esim"},
            event={"inspection": inspection(CARDS[0])},
            issues=(
                found(C.INSPECTION_UNANSWERED, "/event/inspection/profile_installed", item="profile_installed"),
                found(C.INSPECTION_UNANSWERED, "/event/inspection/code_used_once", item="code_used_once"),
            ),
        ),
    ),
    counter.a_defect_is_named: (
        Refused(event={"defects": ()}, issues=(found(C.FAULT_NO_DEFECT, "/event/defects"),)),
        Refused(
            event={"defects": ("scratched", "profile_not_installed", "code_used_before")},
            issues=(found(C.CARD_NOT_AN_ESIM, "/event/defects/1"), found(C.CARD_NOT_AN_ESIM, "/event/defects/2")),
        ),
    ),
    counter.visit_is_over_for_a_machine: (
        Refused(
            event={"by": SYSTEM},
            issues=(found(C.VISIT_NOT_OVER, "/request", until=datetime(2026, 9, 7, 7, 35, tzinfo=UTC)),),
        ),
    ),
    counter.it_is_the_card_at_hand: (
        Refused(event={"iccid": CARDS[9]}, issues=(found(C.ORDER_OTHER_CARD, "/event/iccid"),)),
        Refused(stands=lambda told: setattr(told, "card", None), issues=(found(C.ORDER_OTHER_CARD, "/event/iccid"),)),
    ),
    counter.objection_window_is_over: (
        Refused(
            policy=WINDOW,
            at=next_moment,
            issues=(found(C.ORDER_OBJECTION_WINDOW, "/request", until=datetime(2026, 9, 8, 3, 15, tzinfo=UTC)),),
        ),
        Refused(stands=lambda told: told.told_owner.clear(), issues=(found(C.COLLECT_OWNER_NOT_TOLD, "/request"),)),
    ),
}


def visit_end(request: ReplacementRequest) -> datetime:
    began = standing(request).visit_began
    assert began is not None
    return began + timedelta(hours=4)


_ENDS: Final = {
    gates.a_finding_is_given: (Refused(event={"finding": " "}, issues=(found(C.STEP_NO_REASON, "/event/finding"),)),),
    gates.no_card_is_live: (
        Refused(
            stands=lambda told: told.live.update({CARDS[50][:-1]: cards.Iccid.parse(CARDS[50])}),
            issues=(found(C.RELEASE_CARD_LIVE, "/request"),),
        ),
    ),
    gates.deadline_has_passed: (
        Refused(
            at=lambda request: run_out_at(request) - timedelta(microseconds=1),
            issues=(),
        ),
    ),
}


def run_out_at(request: ReplacementRequest) -> datetime:
    until = lifecycle.deadline(standing(request), request.policy or ARTICLE)
    assert until is not None
    return until


REFUSED: Final = cast(
    "Mapping[Callable[..., object], tuple[Refused, ...]]", {**_FORM, **_REVIEW, **_CARD, **_COUNTER, **_ENDS}
)
ONLY_TELLS: Final = frozenset({counter.papers_are_brought})
"""Gates that close nothing: they mention what would help."""


def gated() -> Iterator[tuple[Transition, Callable[..., object]]]:
    return ((row, gate) for row in lifecycle.TRANSITIONS for gate in row.gates)


def test_every_gate_of_the_table_has_an_example_that_it_refuses() -> None:
    asked = {gate for _, gate in gated()}
    assert asked == REFUSED.keys() | ONLY_TELLS
    assert all(REFUSED[gate] for gate in asked - ONLY_TELLS)
    assert {row for row, _, _ in EXAMPLES} == {row for row in ROWS if set(row.gates) - ONLY_TELLS}


EXAMPLES: Final = [
    (row, gate, example)
    for row in ROWS
    for gate in row.gates
    for example in REFUSED.get(gate, ())
    if example.only is None or example.only is row.source
]


def built(row: Transition, example: Refused) -> tuple[ReplacementRequest, Event, datetime]:
    policy, changes = example.policy, dict(example.draft)
    request = (
        before(row, policy, **changes) if example.way is None else walk(draft(**changes), *example.way, policy=policy)
    )
    if example.on is not None:
        request = example.on(request)
    event = passing(row, request)
    told = example.event(request) if callable(example.event) else example.event
    if example.form:
        told = {**told, "form": evolve(request.form, **example.form)}
    event = evolve(event, **told)
    now = moment_for(row.event, request, policy) if example.at is None else example.at(request)
    return request, event, now


def as_found(issues: Any) -> tuple[Found, ...]:
    return tuple((issue.code, issue.pointer, issue.params) for issue in issues)


@pytest.mark.parametrize(("row", "gate", "example"), EXAMPLES, ids=label)
def test_a_gate_refuses_alone_and_says_exactly_why(row: Transition, gate: Any, example: Refused) -> None:
    request, event, now = built(row, example)
    stands = standing(request)
    if example.stands is not None:
        example.stands(stands)
    case = Case(standing=stands, event=event, now=now, policy=request.policy or example.policy)
    wanted = example.issues
    if gate is gates.deadline_has_passed:
        wanted = (found(C.EXPIRE_NOT_DUE, "/request", until=run_out_at(request)),)
        if row.source is State.APPROVED:
            return  # it is due as soon as it can be told: no earlier moment has a row
    if gate in {counter.visit_is_not_over, counter.visit_is_over_for_a_machine}:
        wanted = tuple((code, at, (("until", visit_end(request)),)) for code, at, _ in wanted)
    assert as_found(gate(case)) == wanted
    others = [other for other in (*GENERAL, *row.gates) if other is not gate]
    assert [issue for other in others for issue in errors_of(other(case))] == []
    if example.stands is None:
        decided = lifecycle.decide(request, event, now=now, policy=example.policy)
        assert decided.request is None
        assert as_found(decided.errors) == tuple(told for told in wanted if told[0].severity == "error")


GENERAL: Final = (
    gates.history_has_room,
    gates.nobody_poses_as_a_machine,
    gates.duties_are_apart,
    gates.nothing_has_run_out,
)


@pytest.mark.parametrize("language", ["en", "id", "zh"])
def test_every_refusal_has_words(language: Any) -> None:
    said = {told for _, _, example in EXAMPLES for told in example.issues}
    assert all(explain(Issue(code, at, cast("Any", params)), language) for code, at, params in said)


# ---- What only mentions, what is spared, and what is counted


def test_supporting_papers_that_are_missing_close_nothing() -> None:
    request = in_state(State.READY_FOR_COLLECTION)
    visit = evolve(sample(events.Collect, request), papers_seen=())
    decided = lifecycle.decide(request, visit, now=next_moment(request))
    assert decided.allowed
    assert as_found(decided.issues) == (
        found(C.PAPERS_SUPPORTING_MISSING, "/event/papers_seen", paper="purchase_record"),
        found(C.PAPERS_SUPPORTING_MISSING, "/event/papers_seen", paper="service_agreement"),
    )


@pytest.mark.parametrize("row", ROWS, ids=label)
def test_a_wrong_role_is_the_only_thing_that_is_said(row: Transition) -> None:
    request = before(row)
    event = passing(row, request)
    for role in set(Role) - row.roles:
        # Whatever else is wrong, nobody learns of a gate that is not theirs.
        tried = evolve(event, by=Actor(role, "system"))
        case = Case(standing=standing(request), event=tried, now=next_moment(request), policy=request.policy or ARTICLE)
        meant = row_for(case)
        if meant is None or role in meant.roles:
            continue
        decided = lifecycle.decide(request, tried, now=next_moment(request))
        assert as_found(decided.issues) == (found(C.EVENT_ROLE, "/event/by/role", role=role.value),)
        assert decided.request is None


SPARED: Final = events.PROTECTIVE | events.NETWORK_FACTS


@pytest.mark.parametrize("row", [row for row in ROWS if row.event not in SPARED], ids=label)
def test_nobody_acts_under_a_name_that_is_not_theirs(row: Transition) -> None:
    request = before(row)
    event = passing(row, request)
    now = moment_for(row.event, request, ARTICLE)
    for role in row.roles:
        is_machine = role in {Role.SYSTEM, Role.NETWORK}
        for name in ("robot-7", "customer-1") if is_machine else ("system", "network", "deadline"):
            tried = evolve(event, by=Actor(role, name))
            told = lifecycle.decide(request, tried, now=now).errors
            wanted = found(C.ACTOR_NOT_A_MACHINE, "/event/by/id", role=role.value)
            assert wanted in as_found(told)
            case = Case(standing=standing(request), event=tried, now=now, policy=ARTICLE)
            assert as_found(gates.nobody_poses_as_a_machine(case)) == (wanted,)


def test_a_visitor_is_no_machine() -> None:
    request = in_state(State.READY_FOR_COLLECTION)
    visit = evolve(sample(events.Collect, request), visitor=Actor(Role.APPLICANT, "system"))
    decided = lifecycle.decide(request, visit, now=next_moment(request))
    assert as_found(decided.errors) == (found(C.ACTOR_NOT_A_MACHINE, "/event/visitor/id", role="applicant"),)


def test_a_name_that_a_person_has_used_is_no_machine_any_more() -> None:
    request = in_state(State.READY_FOR_COLLECTION)
    held = evolve(sample(events.Hold, request), by=Actor(Role.COUNTER_CLERK, "system"))
    request = walk(tell(request, held), events.Release)
    told = lifecycle.decide(request, sample(events.TellOwner, request), now=next_moment(request))
    assert as_found(told.errors) == (found(C.ACTOR_NOT_A_MACHINE, "/event/by/id", role="system"),)


TIMED: Final = {
    row for row in ROWS if row.source in {State.DRAFT, State.INFORMATION_REQUESTED, State.READY_FOR_COLLECTION}
}


@pytest.mark.parametrize("row", [row for row in ROWS if row in TIMED and row.event not in SPARED], ids=label)
def test_what_has_run_out_cannot_go_on(row: Transition) -> None:
    request = before(row)
    event = passing(row, request)
    until = run_out_at(request)
    over = lifecycle.decide(request, event, now=until)
    assert found(C.DEADLINE_PASSED, "/request", until=until) in as_found(over.errors)
    if row.event is not events.Collect:  # a letter, a document and a telling have days of their own
        assert [issue.code for issue in over.errors] == [C.DEADLINE_PASSED]
        assert lifecycle.decide(request, event, now=until - timedelta(microseconds=1)).allowed


def test_a_visit_too_late_is_refused_though_nobody_told_that_it_is_over() -> None:
    request = in_state(State.READY_FOR_COLLECTION)
    decided = lifecycle.decide(request, sample(events.Collect, request), now=MONDAY + timedelta(days=5 * 365))
    assert C.DEADLINE_PASSED in {issue.code for issue in decided.errors}


@pytest.mark.parametrize("row", [row for row in ROWS if row.event in events.PROTECTIVE - {events.Expire}], ids=label)
def test_what_protects_is_refused_by_no_clock_duty_or_deadline(row: Transition) -> None:
    request = before(row)
    for now in (MONDAY - timedelta(days=900), MONDAY + timedelta(days=40_000)):
        for role in row.roles:
            for name in ("system", "staff-0", "staff-1", "staff-2", "customer-1", "staff-5"):
                told = evolve(sample(row.event, request), by=Actor(role, name))
                decided = lifecycle.decide(request, told, now=now)
                # A reviewer rejects in review, a supervisor what was approved: that is the row, and no duty.
                assert decided.allowed


READY: Final = in_state(State.READY_FOR_COLLECTION)
MANY: Final = tuple(f"step-{number}" for number in range(10_000))


@pytest.mark.parametrize("steps", [8_999, 9_000, 9_999, 10_000])
@pytest.mark.parametrize(
    "kind", [events.Collect, events.TellOwner, events.Hold, events.RaiseObjection, events.FailActivation], ids=label
)
def test_the_last_thousand_steps_are_kept_for_what_protects(kind: type[Event], steps: int) -> None:
    stands, event = standing(READY), sample(kind, READY)
    stands.told = dict.fromkeys(MANY[:steps], event)
    case = Case(standing=stands, event=event, now=MONDAY, policy=ARTICLE)
    limit = 10_000 if kind in SPARED else 9_000
    wanted = () if steps < limit else (found(C.HISTORY_FULL, "/request/history", limit=limit),)
    assert as_found(gates.history_has_room(case)) == wanted


LIMITED: Final = {row.event: row for row in ROWS if row.limit is not None}
ROUND_TRIPS: Final[Mapping[type[Event], tuple[State, tuple[type[Event], ...], Mapping[str, int]]]] = {
    events.RequestInformation: (State.IN_REVIEW, (events.RequestInformation, events.ProvideInformation), {}),
    events.TellOwner: (State.APPROVED, (events.TellOwner,), {}),
    events.ChangeCollection: (State.READY_FOR_COLLECTION, (events.ChangeCollection,), {}),
    events.Collect: (State.READY_FOR_COLLECTION, (events.Collect, events.ReturnCard), {}),
    events.ExchangeCard: (State.EXCHANGING, (events.ExchangeCard, events.ReportFault), {}),
    events.Release: (State.ON_HOLD, (events.Release, events.Hold), {}),
}


def test_every_limit_has_an_example() -> None:
    assert LIMITED.keys() == ROUND_TRIPS.keys()


@pytest.mark.parametrize("policy", POLICIES, ids=label)
@pytest.mark.parametrize("kind", ROUND_TRIPS, ids=label)
def test_a_limit_is_reached_exactly_when_the_policy_says(kind: type[Event], policy: Policy) -> None:
    limit = LIMITED[kind].limit
    assert limit is not None
    state, round_trip, _ = ROUND_TRIPS[kind]
    most: int = getattr(policy, limit.field)
    request = in_state(state, policy)
    used: int = getattr(standing(request), limit.counted)
    for _ in range(most - used):
        assert kind in lifecycle.available_events(request)
        assert lifecycle.decide(request, sample(kind, request), now=next_moment(request)).allowed
        request = walk(request, *round_trip, policy=policy)
    assert kind not in lifecycle.available_events(request)
    # Of a visit that is not left it is also said that nothing is left to wait for.
    over = [found(C.DEADLINE_PASSED, "/request", until=last_at(request))] if kind is events.Collect else []
    decided = lifecycle.decide(request, sample(kind, request), now=next_moment(request))
    assert list(as_found(decided.errors)) == [*over, found(limit.code, "/request", limit=most)]


@pytest.mark.parametrize("most", [1, 2, 3])
def test_failed_looks_lead_to_a_hold_exactly_when_the_policy_says(most: int) -> None:
    policy = evolve(ARTICLE, max_identity_failures=most)
    request = in_state(State.READY_FOR_COLLECTION, policy)
    states: list[State] = []
    for _ in range(most):
        request = walk(request, events.FailIdentity, policy=policy)
        states.append(request.state)
    assert states == [State.READY_FOR_COLLECTION] * (most - 1) + [State.ON_HOLD]
    back = walk(request, events.Release, *[events.TellOwner] * 2, policy=policy)
    assert walk(back, events.Collect, policy=policy).state is State.INSPECTING
    # Whoever lifts the hold gives as many looks as there were, and not one more.
    for _ in range(most):
        assert back.state is State.READY_FOR_COLLECTION
        back = walk(back, events.FailIdentity, policy=policy)
    assert back.state is State.ON_HOLD


# ---- The cases behind the gates


def test_a_proxy_with_everything_is_let_through() -> None:
    request = proxy_chosen(in_state(State.READY_FOR_COLLECTION))
    visit = tell(request, evolve(sample(events.Collect, request), **by_proxy()))
    taken = evolve(sample(events.AcceptCard, visit), by=BUDI)
    assert tell(visit, taken).state is State.ACCEPTED


@pytest.mark.parametrize("signed", [TODAY, date(2026, 6, 9)])
def test_a_letter_holds_on_its_first_and_on_its_last_day(signed: date) -> None:
    request = proxy_chosen(in_state(State.READY_FOR_COLLECTION))
    for until in (TODAY, None):
        said = by_proxy(letter=letter(signed_on=signed, valid_until=until))
        assert tell(request, evolve(sample(events.Collect, request), **said)).state is State.INSPECTING


def test_a_flag_closes_the_way_to_a_proxy_where_the_policy_says_so() -> None:
    for policy, wanted in (
        (ARTICLE, ()),
        (NO_PROXY_WHEN_FLAGGED, (found(C.PROXY_REFUSED_WHEN_FLAGGED, "/event/visitor"),)),
    ):
        request = decide_flags(walk(draft(applicant=FLAGGED), events.Submit, events.CompareRecord, policy=policy))
        request = proxy_chosen(walk(request, events.TellOwner, events.Approve, events.MakeReady, policy=policy))
        visit = evolve(sample(events.Collect, request), **by_proxy())
        assert as_found(lifecycle.decide(request, visit, now=next_moment(request)).errors) == wanted


def test_who_applied_with_the_digital_ktp_may_bring_the_card() -> None:
    told = applicant(documents=(paper("digital_ktp"),))
    request = decide_flags(walk(draft(applicant=told), events.Submit, events.CompareRecord))
    request = walk(request, events.TellOwner, events.Approve, events.MakeReady)
    assert walk(request, events.Collect).state is State.INSPECTING


OTHER_CARD: Final = cards.Iccid.parse(CARDS[50])


@pytest.mark.parametrize(
    ("kind", "alone", "beside"),
    [(events.Activate, State.COMPLETED, State.ON_HOLD), (events.FailActivation, State.APPROVED, State.ON_HOLD)],
    ids=label,
)
def test_while_another_card_is_live_what_the_network_says_of_the_ordered_one_is_an_alarm(
    kind: type[Event], alone: State, beside: State
) -> None:
    """No way of the table leads there; a history of another making may."""
    request = in_state(State.ACTIVATING)
    for live, target in (
        ((), alone),
        ((request.card,), alone),
        ((OTHER_CARD,), beside),
        ((request.card, OTHER_CARD), beside),
    ):
        stands = standing(request)
        stands.live = {card.reveal(): card for card in live if card is not None}
        case = Case(standing=stands, event=sample(kind, request), now=next_moment(request), policy=ARTICLE)
        row = row_for(case)
        assert row is not None
        assert row.target is target


@pytest.mark.parametrize("place", [0, 1])
def test_a_paper_that_proves_nobody_may_stand_beside_the_one_that_is_compared(place: int) -> None:
    license_ = paper("driving_license", "1234567890123", holder_name="Siti Aminah")
    papers = (license_, KTP) if place else (KTP, license_)
    request = walk(draft(applicant=applicant(documents=papers)), events.Submit)
    for at, wanted in ((place, ()), (1 - place, (found(C.COMPARE_OTHER_DOCUMENT, "/event/document"),))):
        compare = evolve(sample(events.CompareRecord, request), document=at)
        assert as_found(lifecycle.decide(request, compare, now=next_moment(request)).errors) == wanted


def test_what_was_asked_in_words_is_answered_in_words() -> None:
    asked = evolve(sample(events.RequestInformation, in_state(State.IN_REVIEW)), papers=(), fields=["born_on"])
    request = tell(in_state(State.IN_REVIEW), asked)
    for text, wanted in (
        (" ", (found(C.INFORMATION_UNANSWERED, "/event/answers", item="born_on"),)),
        ("15 August", ()),
    ):
        answer = evolve(sample(events.ProvideInformation, request), answers=[events.Answer("born_on", text)])
        assert as_found(lifecycle.decide(request, answer, now=next_moment(request)).errors) == wanted


def test_a_flag_that_was_seen_is_let_through_and_told() -> None:
    decided = lifecycle.decide(draft(applicant=FLAGGED), sample(events.Submit, draft(applicant=FLAGGED)), now=MONDAY)
    assert decided.allowed
    assert (FLAG[0], "/event/form" + FLAG[1]) in {(issue.code, issue.pointer) for issue in decided.issues}


def test_an_accepted_flag_of_a_card_passes_and_no_other() -> None:
    policy = evolve(ARTICLE, accepted_card_flags=[C.ICCID_NOT_INDONESIAN])
    request = in_state(State.APPROVED, policy)
    foreign = evolve(sample(events.MakeReady, request), iccid="890100000000000001" + luhn_digit("890100000000000001"))
    decided = lifecycle.decide(request, foreign, now=next_moment(request))
    assert decided.allowed
    assert as_found(decided.issues) == (found(C.ICCID_NOT_INDONESIAN, "/event/iccid"),)
    plain = lifecycle.decide(in_state(State.APPROVED), foreign, now=next_moment(request))
    assert as_found(plain.errors) == (found(C.CARD_FLAG_NOT_ACCEPTED, "/event/iccid", code="iccid.not_indonesian"),)


def test_where_nothing_runs_out_nothing_expires() -> None:
    """The table asks for no such event; the gate would know what to say."""
    request = in_state(State.IN_REVIEW)
    case = Case(standing=standing(request), event=sample(events.Expire, request), now=MONDAY, policy=ARTICLE)
    assert as_found(gates.deadline_has_passed(cast("Any", case))) == (found(C.EXPIRE_NO_DEADLINE, "/request"),)
