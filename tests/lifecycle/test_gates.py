"""Every gate: an event that it lets through, and one that it alone refuses.

The examples are asked for by the table: a row with a guard or a limit that has none fails the suite.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from builders import (
    ANALYST,
    BUDI,
    CARDS,
    FLAG,
    FLAGGED,
    INTAKE,
    KTP,
    MONDAY,
    POLICIES,
    PROXY_KTP,
    REVIEWER,
    SITI,
    altered,
    applicant,
    decision,
    draft,
    in_state,
    inspection,
    letter,
    sample,
    walk,
)
from simreplace import (
    ARTICLE,
    BRTI_2020,
    Actor,
    CollectionMethod,
    DocumentKind,
    IdentityDocument,
    IssueCode,
    Paper,
    Policy,
    ReplacementRequest,
    Role,
    State,
    events,
    lifecycle,
)
from simreplace.lifecycle import gates as guards
from simreplace.lifecycle.case import Case
from simreplace.lifecycle.events import Event
from simreplace.people.documents import AuthorizationLetter
from space import before

C = IssueCode
Change = dict[str, Any]
OWNER_ONLY = attrs.evolve(ARTICLE, collection_methods=(CollectionMethod.IN_PERSON,))
NO_PROXY_WHEN_FLAGGED = attrs.evolve(ARTICLE, proxy_when_flagged=False)


@attrs.frozen
class Refused:
    """An example: what is changed of a request and of an event that would pass, and the codes that come of it."""

    codes: set[IssueCode]
    event: Change = attrs.field(factory=dict)
    request: Change = attrs.field(factory=dict)
    policy: Policy = ARTICLE


def by_proxy(letter: AuthorizationLetter | None = letter(), **more: Any) -> Change:  # noqa: B008 - a frozen value
    return {"letter": letter, "proxy_id_seen": PROXY_KTP, **more}


NOBODY = IdentityDocument(kind=DocumentKind.KTP, number="3174071203910009")

REFUSED: dict[Callable[..., object], list[Refused]] = {
    guards.form_is_complete: [
        Refused({C.PAPERS_MISSING}, request={"applicant": applicant(documents=())}),
        Refused(
            {
                C.PAPERS_MISSING,
                C.FOREIGNER_WITHOUT_PAPERS,
                C.NIK_FOREIGNER_WITHOUT_KITAP,
                C.DOCUMENT_EXPIRY_MISSING,
                C.SUBMIT_FLAG_NOT_ACKNOWLEDGED,
            },
            request={"applicant": applicant(nationality="SGP")},
        ),
    ],
    guards.form_has_no_error: [
        Refused(
            {
                C.BIRTH_IN_FUTURE,
                C.NIK_BIRTH_DATE_DIFFERS,
                C.SUBMIT_FLAG_NOT_ACKNOWLEDGED,
            },
            request={"applicant": applicant(born_on=date(2030, 1, 1))},
        ),
        Refused({C.PHONE_IS_LOST_NUMBER}, request={"msisdn": "081398765432"}),
    ],
    guards.flags_are_acknowledged: [
        Refused({C.SUBMIT_FLAG_NOT_ACKNOWLEDGED, FLAG[0]}, request={"applicant": FLAGGED}),
    ],
    guards.method_is_offered: [
        Refused({C.SUBMIT_METHOD_NOT_OFFERED}, request={"collection": "by_post"}),
        Refused({C.SUBMIT_METHOD_NOT_OFFERED}, request={"collection": "by_proxy"}, policy=BRTI_2020),
    ],
    guards.no_other_request_is_open: [
        Refused({C.SUBMIT_OTHER_OPEN_REQUEST}, event={"other_open_request": True}),
    ],
    guards.something_is_asked: [
        Refused({C.INFORMATION_NOTHING_ASKED}, event={"papers": (), "fields": ()}),
    ],
    guards.everything_is_answered: [
        Refused({C.INFORMATION_UNANSWERED}, event={"answers": ()}),
        Refused({C.INFORMATION_UNANSWERED}, event={"answers": (events.Answer("police_report"),)}),
    ],
    guards.form_still_holds: [
        Refused({C.PHONE_IS_LOST_NUMBER}, request={"msisdn": "081398765432"}),
    ],
    guards.evidence_is_there: [
        Refused({C.APPROVE_EVIDENCE_MISSING}, event={"evidence": ()}),
        *(
            Refused(
                {C.APPROVE_EVIDENCE_MISSING},
                event={"evidence": tuple(paper for paper in Paper if paper is not missing)},
                policy=BRTI_2020,
            )
            for missing in BRTI_2020.evidence_for(draft().reason)
        ),
        # The card that is said to be damaged is not in hand: what a lost one asks for is missing too.
        Refused(
            {C.APPROVE_EVIDENCE_MISSING, C.APPROVE_DAMAGED_WITHOUT_CARD},
            request={"reason": "damaged"},
            event={"evidence": (Paper.IDENTITY_DOCUMENT, Paper.APPLICATION_FORM)},
            policy=BRTI_2020,
        ),
    ],
    guards.record_was_compared: [
        Refused({C.APPROVE_RECORD_NOT_COMPARED}, event={"record_matches": ()}, policy=BRTI_2020),
        Refused(
            {C.APPROVE_RECORD_NOT_COMPARED},
            event={"record_matches": (events.RecordMatch("identity_number", "not_available"),)},
            policy=BRTI_2020,
        ),
    ],
    guards.flags_are_decided: [
        Refused({C.APPROVE_FLAG_UNDECIDED}, request={"applicant": FLAGGED}),
        Refused(
            {C.APPROVE_DECISION_WITHOUT_REASON}, {"flag_decisions": (decision(reason=" "),)}, {"applicant": FLAGGED}
        ),
        Refused(
            {C.APPROVE_DECISION_BY_FIRST_PERSON},
            {"flag_decisions": (decision(by=Actor(Role.REVIEWER, SITI.id)),)},
            {"applicant": FLAGGED},
        ),
        Refused({C.APPROVE_DECISION_BY_FIRST_PERSON}, {"flag_decisions": (decision(by=SITI),)}, {"applicant": FLAGGED}),
        Refused(
            {C.APPROVE_FLAG_UNDECIDED, C.APPROVE_RECORD_DIFFERS},
            event={"record_matches": (events.RecordMatch("name", "false"),)},
        ),
    ],
    guards.reviewer_did_not_take_it_in: [
        Refused({C.APPROVE_REVIEWER_WAS_INTAKE}, event={"by": Actor(Role.REVIEWER, SITI.id)}),
    ],
    guards.reasons_are_given: [Refused({C.REJECT_NO_REASON}, event={"reasons": ()})],
    guards.card_is_fresh: [
        Refused({C.CARD_IS_OLD_CARD}, event={"iccid": CARDS[30]}, request={"old_iccid": CARDS[30]}),
    ],
    guards.outlet_is_named: [Refused({C.READY_NO_OUTLET}, event={"outlet": " "})],
    guards.notices_are_recorded: [
        Refused({C.READY_NO_NOTICE}, event={"notices": ()}),
        Refused({C.READY_NO_NOTICE}, event={"notices": (events.Notice(" ", MONDAY + timedelta(hours=3)),)}),
        Refused({C.READY_NO_NOTICE}, event={"notices": (events.Notice("email", MONDAY - timedelta(days=9)),)}),
        Refused({C.READY_NO_NOTICE}, event={"notices": (events.Notice("email", MONDAY + timedelta(days=99)),)}),
    ],
    guards.outlet_is_the_designated_one: [Refused({C.COLLECT_OTHER_OUTLET}, event={"outlet": "somewhere else"})],
    guards.original_is_the_reviewed_one: [
        Refused({C.COLLECT_ORIGINAL_MISSING}, event={"id_seen": None}),
        Refused({C.COLLECT_ORIGINAL_DIFFERS}, event={"id_seen": NOBODY}),
        Refused(
            {C.COLLECT_ORIGINAL_DIFFERS},
            event={"id_seen": IdentityDocument(kind=DocumentKind.CHILD_IDENTITY_CARD, number=KTP.number)},
        ),
    ],
    guards.proxy_is_authorized: [
        Refused({C.PROXY_NOT_OFFERED}, event=by_proxy(), policy=OWNER_ONLY),
        Refused({C.PROXY_REFUSED_WHEN_FLAGGED}, by_proxy(), {"applicant": FLAGGED}, policy=NO_PROXY_WHEN_FLAGGED),
        Refused({C.COLLECT_LETTER_MISSING}, event=by_proxy(None)),
        Refused({C.PROXY_DOCUMENT_MISSING}, event=by_proxy(proxy_id_seen=None)),
        Refused({C.PROXY_DOCUMENT_DIFFERS}, event=by_proxy(proxy_id_seen=attrs.evolve(NOBODY))),
        Refused({C.LETTER_OTHER_PRINCIPAL}, event=by_proxy(letter(principal="Dewi Lestari"))),
        Refused({C.LETTER_OTHER_PROXY}, event=by_proxy(letter(proxy="Agus Salim"))),
        Refused({C.LETTER_OTHER_NUMBER}, event=by_proxy(letter(msisdn="081300000001"))),
        Refused({C.LETTER_NOT_YET_SIGNED}, event=by_proxy(letter(signed_on=MONDAY.date() + timedelta(days=1)))),
        Refused(
            {C.LETTER_EXPIRED},
            event=by_proxy(letter(signed_on=date(2026, 9, 1), valid_until=MONDAY.date() - timedelta(days=1))),
        ),
    ],
    guards.clerk_did_not_review: [
        Refused({C.COLLECT_CLERK_WAS_REVIEWER}, event={"by": Actor(Role.COUNTER_CLERK, REVIEWER.id)}),
    ],
    guards.card_is_inspected: [
        *(
            Refused({C.INSPECTION_UNANSWERED}, event={"inspection": inspection(CARDS[0], **{item: None})})
            for item in ("surface", "contacts", "chip", "packaging", "number", "iccid")
        ),
        *(
            Refused({C.INSPECTION_UNSOUND}, event={"inspection": inspection(CARDS[0], **{item: False})})
            for item in ("surface", "contacts", "chip", "packaging", "number")
        ),
        Refused({C.INSPECTION_OTHER_CARD}, event={"inspection": inspection(CARDS[5])}),
    ],
    guards.taker_came_to_the_counter: [
        Refused({C.ACCEPT_OTHER_TAKER}, event={"by": Actor(Role.APPLICANT, "staff-2")}),
        Refused({C.ACCEPT_OTHER_TAKER}, event={"by": BUDI}),
    ],
    guards.a_look_is_left: [
        Refused({C.COLLECT_LOOKS_USED_UP}, policy=attrs.evolve(ARTICLE, max_identity_failures=1)),
    ],
    guards.a_defect_is_named: [Refused({C.FAULT_NO_DEFECT}, event={"defects": ()})],
    guards.old_card_is_off: [Refused({C.ACTIVATE_OLD_CARD_LIVE}, event={"old_card_deactivated": False})],
    guards.objection_window_is_over: [
        Refused({C.ACTIVATE_OBJECTION_WINDOW}, policy=attrs.evolve(ARTICLE, objection_window=timedelta(days=9))),
    ],
    guards.a_finding_is_given: [Refused({C.STEP_NO_REASON}, event={"finding": " "})],
    guards.analyst_is_a_third_person: [
        Refused({C.RELEASE_BY_REVIEWER}, event={"by": Actor(Role.FRAUD_ANALYST, REVIEWER.id)}),
        Refused({C.RELEASE_BY_PLACER}, event={"by": Actor(Role.FRAUD_ANALYST, "staff-2")}),
    ],
    guards.deadline_has_passed: [
        Refused({C.EXPIRE_NOT_DUE}, event={"at": MONDAY + timedelta(days=1)}),
    ],
}
ONLY_TELLS = {guards.papers_are_brought}
"""Guards that close no gate: they mention what would help."""


def guarded_rows() -> Iterator[tuple[lifecycle.Transition, Callable[..., object]]]:
    for row in lifecycle.TRANSITIONS:
        for guard in row.gates:
            yield row, guard


def test_every_guard_of_the_table_has_an_example_that_it_refuses() -> None:
    assert {guard for _, guard in guarded_rows()} == REFUSED.keys() | ONLY_TELLS


def changed(request: ReplacementRequest, example: Refused) -> ReplacementRequest:
    return altered(request, **example.request)


def label(value: object) -> str:
    if isinstance(value, lifecycle.Transition):
        return f"{value.source}-{value.event.__name__}-{value.origin or ''}"
    if isinstance(value, Refused):
        return "+".join(sorted(value.codes))
    return getattr(value, "__name__", "")


CASES = [(row, guard, example) for row, guard in guarded_rows() for example in REFUSED.get(guard, [])]


@pytest.mark.parametrize(("row", "guard", "example"), CASES, ids=label)
def test_a_gate_is_closed_by_its_own_guard(row: lifecycle.Transition, guard: lifecycle.Gate, example: Refused) -> None:
    policy = example.policy
    request = before(row, policy if policy is BRTI_2020 else ARTICLE)
    event = sample(row.event, request, ARTICLE)
    if row.event is events.Release and C.RELEASE_BY_REVIEWER in example.codes:
        request = before(attrs.evolve(row, origin=State.APPROVED)) if row.origin is State.IN_REVIEW else request
        if request.history[1].by != REVIEWER:
            return  # nobody has reviewed on this way
    changed_request = changed(request, example)
    tried = attrs.evolve(event, **example.event)
    if guard is guards.a_look_is_left:
        changed_request = walk(changed_request, events.FailIdentity)
        tried = attrs.evolve(tried, at=changed_request.history[-1].at)
    if row.event is events.Expire:
        tried = attrs.evolve(event, at=request.history[-1].at if request.history else MONDAY)
    refused = lifecycle.decide(changed_request, tried, policy=policy)
    assert not refused.allowed
    assert {issue.code for issue in refused.issues} >= example.codes
    case = Case(request=changed_request, event=tried, now=tried.at, policy=policy)
    alone = guard(case)
    assert {issue.code for issue in alone} & example.codes
    others = [other for other in row.gates if other is not guard]
    if guard not in {guards.form_is_complete, guards.form_has_no_error}:  # a wrong form shows in more than one way
        assert [issue for other in others for issue in other(case) if issue.severity == "error"] == []


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
@pytest.mark.parametrize("row", lifecycle.TRANSITIONS, ids=label)
def test_every_row_has_an_event_that_it_lets_through(row: lifecycle.Transition, policy: Policy) -> None:
    request = before(row, policy)
    decided = lifecycle.decide(request, sample(row.event, request, policy), policy=policy)
    assert decided.allowed
    assert decided.target is row.target
    assert decided.request is not None
    assert decided.request.history[:-1] == request.history


LIMITED = [row for row in lifecycle.TRANSITIONS if row.limit is not None]
USED_UP: dict[type[Event], tuple[State, tuple[type[Event], ...]]] = {
    events.RequestInformation: (State.IN_REVIEW, (events.RequestInformation, events.ProvideInformation)),
    events.Collect: (State.READY_FOR_COLLECTION, (events.Collect, events.ReturnCard)),
    events.ExchangeCard: (State.EXCHANGING, (events.ExchangeCard, events.ReportFault)),
    events.Release: (State.ON_HOLD, (events.Release, events.Hold)),
}


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
@pytest.mark.parametrize("kind", sorted({row.event.__name__ for row in LIMITED}))
def test_a_limit_is_reached_exactly_when_the_policy_says(kind: str, policy: Policy) -> None:
    row = next(row for row in LIMITED if row.event.__name__ == kind)
    assert row.limit is not None
    start, round_trip = USED_UP[row.event]
    most: int = getattr(policy, row.limit.field)
    request = in_state(start, policy)
    for _ in range(most):
        assert lifecycle.decide(request, sample(row.event, request, policy), policy=policy).allowed
        request = walk(request, *round_trip, policy=policy)
    used_up = lifecycle.decide(request, sample(row.event, request, policy), policy=policy)
    assert [(issue.code, issue.params) for issue in used_up.errors] == [(row.limit.code, (("limit", most),))]


def test_failed_looks_lead_to_a_hold_exactly_when_the_policy_says() -> None:
    for most in (1, 2, 3):
        policy = attrs.evolve(ARTICLE, max_identity_failures=most)
        request = in_state(State.READY_FOR_COLLECTION)
        states = []
        for _ in range(most):
            request = walk(request, events.FailIdentity, policy=policy)
            states.append(request.state)
        assert states == [State.READY_FOR_COLLECTION] * (most - 1) + [State.ON_HOLD]


# The cases behind the gates


def test_a_flag_that_was_seen_is_let_through_and_told() -> None:
    request = draft(applicant=FLAGGED)
    seen = attrs.evolve(sample(events.Submit, request), acknowledged=[FLAG[0]])  # type: ignore[call-arg]
    decided = lifecycle.decide(request, seen)
    assert decided.allowed
    assert FLAG in {(issue.code, issue.pointer) for issue in decided.issues}


def test_a_flag_that_a_second_person_decided_is_let_through() -> None:
    request = altered(in_state(State.IN_REVIEW), applicant=FLAGGED)
    decided = attrs.evolve(sample(events.Approve, request), flag_decisions=[decision()])  # type: ignore[call-arg]
    assert lifecycle.decide(request, decided).allowed


def test_a_proxy_with_everything_is_let_through() -> None:
    request = in_state(State.READY_FOR_COLLECTION)
    visit = attrs.evolve(sample(events.Collect, request), **by_proxy())
    assert lifecycle.decide(request, visit).allowed
    taken = walk(lifecycle.apply(request, visit), events.AcceptCard)
    assert taken.history[-1].by == SITI
    by_budi = attrs.evolve(sample(events.AcceptCard, lifecycle.apply(request, visit)), by=BUDI)
    assert lifecycle.apply(lifecycle.apply(request, visit), by_budi).state is State.ACTIVATING


def test_a_letter_holds_on_its_first_and_on_its_last_day() -> None:
    request = in_state(State.READY_FOR_COLLECTION)
    today = MONDAY.date()
    one_day = letter(signed_on=today, valid_until=today)
    visit = attrs.evolve(sample(events.Collect, request), **by_proxy(one_day))
    assert lifecycle.decide(request, visit).allowed
    for_ever = letter(valid_until=None)
    assert lifecycle.decide(request, attrs.evolve(visit, **by_proxy(for_ever))).allowed


def test_a_longer_name_on_the_letter_is_the_same_person() -> None:
    request = in_state(State.READY_FOR_COLLECTION)
    visit = attrs.evolve(sample(events.Collect, request), **by_proxy(letter(principal="Siti Aminah binti Ahmad")))
    assert lifecycle.decide(request, visit).allowed


def test_a_void_card_is_void_for_ever() -> None:
    exchanging = in_state(State.EXCHANGING)
    again = attrs.evolve(sample(events.ExchangeCard, exchanging), iccid=CARDS[0])  # type: ignore[call-arg]
    assert [issue.code for issue in lifecycle.decide(exchanging, again).errors] == [C.CARD_USED_BEFORE]
    returned = walk(exchanging, events.ReturnCard)
    assert returned.state is State.APPROVED
    ready = attrs.evolve(sample(events.MakeReady, returned), iccid=CARDS[0])  # type: ignore[call-arg]
    assert [issue.code for issue in lifecycle.decide(returned, ready).errors] == [C.CARD_USED_BEFORE]


def test_the_faulty_card_cannot_be_accepted_after_the_exchange() -> None:
    exchanged = walk(in_state(State.EXCHANGING), events.ExchangeCard)
    old = attrs.evolve(sample(events.AcceptCard, exchanged), inspection=inspection(CARDS[0]))  # type: ignore[call-arg]
    assert [issue.code for issue in lifecycle.decide(exchanged, old).errors] == [C.INSPECTION_OTHER_CARD]


def test_whoever_placed_a_hold_in_any_way_does_not_lift_it() -> None:
    for kind in (events.Hold, events.RaiseObjection):
        held = lifecycle.apply(
            in_state(State.APPROVED),
            attrs.evolve(sample(kind, in_state(State.APPROVED)), by=Actor(Role.INTAKE_CLERK, ANALYST.id)),
        )
        lifted = lifecycle.decide(held, sample(events.Release, held))
        assert [issue.code for issue in lifted.errors] == [C.RELEASE_BY_PLACER]


def test_a_draft_without_a_beginning_does_not_expire() -> None:
    timeless = draft(opened_at=None)
    decided = lifecycle.decide(timeless, sample(events.Expire, timeless))
    assert [issue.code for issue in decided.errors] == [C.EXPIRE_NO_DEADLINE]


def test_the_objection_window_counts_from_the_last_notice() -> None:
    window = attrs.evolve(ARTICLE, objection_window=timedelta(hours=24))
    request = in_state(State.ACTIVATING)
    told = next(event.notices[0].at for event in request.history if isinstance(event, events.MakeReady))
    early = attrs.evolve(sample(events.Activate, request), at=told + timedelta(hours=24) - timedelta(seconds=1))
    (issue,) = lifecycle.decide(request, early, policy=window).errors
    assert (issue.code, issue.params) == (C.ACTIVATE_OBJECTION_WINDOW, (("until", told + timedelta(hours=24)),))
    assert lifecycle.decide(request, attrs.evolve(early, at=told + timedelta(hours=24)), policy=window).allowed


def test_supporting_papers_that_are_missing_close_nothing() -> None:
    request = in_state(State.READY_FOR_COLLECTION)
    visit = attrs.evolve(sample(events.Collect, request), papers_seen=())  # type: ignore[call-arg]
    decided = lifecycle.decide(request, visit)
    assert decided.allowed
    assert {issue.code for issue in decided.issues} == {C.PAPERS_SUPPORTING_MISSING}


def test_the_intake_clerk_may_speak_for_the_owner() -> None:
    request = in_state(State.ACTIVATING)
    assert (
        lifecycle.apply(request, attrs.evolve(sample(events.RaiseObjection, request), by=INTAKE)).state is State.ON_HOLD
    )


SAME = C.DUTY_SAME_PERSON


def codes_of(request: ReplacementRequest, event: Event) -> list[IssueCode]:
    return [issue.code for issue in lifecycle.decide(request, event).errors]


def done_by(actor: Actor, kind: type[Event], request: ReplacementRequest) -> Event:
    return attrs.evolve(sample(kind, request), by=actor)


@pytest.mark.parametrize(
    ("state", "way", "kind", "who", "code"),
    [
        (State.READY_FOR_COLLECTION, (), events.Collect, Actor(Role.COUNTER_CLERK, SITI.id), SAME),
        (
            State.READY_FOR_COLLECTION,
            (events.Hold, events.Release),
            events.Collect,
            Actor(Role.COUNTER_CLERK, ANALYST.id),
            SAME,
        ),
        (State.IN_REVIEW, (events.Hold, events.Release), events.Approve, Actor(Role.REVIEWER, ANALYST.id), SAME),
        (State.IN_REVIEW, (events.Hold,), events.Release, Actor(Role.FRAUD_ANALYST, SITI.id), SAME),
        (State.INSPECTING, (events.RaiseObjection,), events.Release, Actor(Role.FRAUD_ANALYST, "staff-2"), SAME),
        (
            State.EXCHANGING,
            (),
            events.ExchangeCard,
            Actor(Role.COUNTER_CLERK, REVIEWER.id),
            C.COLLECT_CLERK_WAS_REVIEWER,
        ),
    ],
    ids=[
        "own request",
        "analyst at counter",
        "analyst reviews",
        "sender releases",
        "counter releases",
        "reviewer exchanges",
    ],
)
def test_nobody_acts_in_two_duties_whichever_came_first(
    state: State, way: tuple[type[Event], ...], kind: type[Event], who: Actor, code: IssueCode
) -> None:
    request = walk(in_state(state), *way)
    assert codes_of(request, done_by(who, kind, request)) == [code]


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_a_flag_is_decided_only_by_those_who_look_at_originals(role: Role) -> None:
    request = altered(in_state(State.IN_REVIEW), applicant=FLAGGED)
    tried = attrs.evolve(sample(events.Approve, request), flag_decisions=[decision(by=Actor(role, "staff-9"))])  # type: ignore[call-arg]
    allowed = role in {Role.REVIEWER, Role.FRAUD_ANALYST, Role.SUPERVISOR}
    assert codes_of(request, tried) == ([] if allowed else [C.APPROVE_DECISION_BY_FIRST_PERSON])


def test_a_hold_after_failed_looks_cannot_be_written_away() -> None:
    held = walk(in_state(State.READY_FOR_COLLECTION), *[events.FailIdentity] * 3)
    forged = attrs.evolve(held, state=State.READY_FOR_COLLECTION)
    assert codes_of(forged, sample(events.Collect, forged)) == [C.COLLECT_LOOKS_USED_UP]
    lifted = walk(held, events.Release)
    assert codes_of(lifted, sample(events.Collect, lifted)) == []


def test_who_applied_with_the_digital_ktp_may_bring_the_card() -> None:
    digital = IdentityDocument(kind=DocumentKind.DIGITAL_KTP, number=KTP.number)
    request = altered(in_state(State.READY_FOR_COLLECTION), applicant=applicant(documents=(digital,)))
    assert codes_of(request, sample(events.Collect, request)) == []


def test_a_family_card_is_no_identity_document_at_the_counter() -> None:
    family = IdentityDocument(kind=DocumentKind.FAMILY_CARD, number="3174071203090007")
    request = altered(in_state(State.READY_FOR_COLLECTION), applicant=applicant(documents=(KTP, family)))
    shown = attrs.evolve(sample(events.Collect, request), id_seen=family)  # type: ignore[call-arg]
    assert codes_of(request, shown) == [C.COLLECT_ORIGINAL_DIFFERS]
    visit = by_proxy(letter(proxy_document=family), proxy_id_seen=family)
    assert C.PROXY_DOCUMENT_MISSING in codes_of(request, attrs.evolve(sample(events.Collect, request), **visit))


def test_nobody_is_their_own_proxy() -> None:
    request = in_state(State.READY_FOR_COLLECTION)
    own = by_proxy(letter(proxy="Siti Aminah", proxy_document=KTP), proxy_id_seen=KTP)
    assert codes_of(request, attrs.evolve(sample(events.Collect, request), **own)) == [C.PROXY_DOCUMENT_DIFFERS]


def test_a_letter_that_was_seen_must_be_entered() -> None:
    request = in_state(State.READY_FOR_COLLECTION)
    seen: Change = {"papers_seen": (Paper.AUTHORIZATION_LETTER, *ARTICLE.supporting)}
    tried = attrs.evolve(sample(events.Collect, request), **seen)
    assert codes_of(request, tried) == [C.PROXY_DOCUMENT_MISSING, C.COLLECT_LETTER_MISSING]


def test_what_was_asked_in_words_is_answered_in_words() -> None:
    asked = attrs.evolve(sample(events.RequestInformation, in_state(State.IN_REVIEW)), papers=(), fields=["born_on"])  # type: ignore[call-arg]
    request = lifecycle.apply(in_state(State.IN_REVIEW), asked)
    answer = sample(events.ProvideInformation, request)
    empty = attrs.evolve(answer, answers=[events.Answer("born_on", " ")])  # type: ignore[call-arg]
    assert codes_of(request, empty) == [C.INFORMATION_UNANSWERED]
    full = attrs.evolve(answer, answers=[events.Answer("born_on", "15 August 1995")])  # type: ignore[call-arg]
    assert codes_of(request, full) == []


def test_a_form_is_not_sent_before_it_was_opened() -> None:
    early = draft(opened_at=MONDAY + timedelta(days=90))
    assert codes_of(early, sample(events.Submit, draft())) == [C.EVENT_TIME_BACKWARDS]


def test_a_deadline_told_twice_is_told_once() -> None:
    request = in_state(State.READY_FOR_COLLECTION)
    late = MONDAY + timedelta(days=99)
    (first,), (second,) = (lifecycle.due_events(request, now=late + timedelta(hours=hours)) for hours in (0, 5))
    assert first == second
    assert lifecycle.apply(lifecycle.apply(request, first), second).state is State.EXPIRED
    assert lifecycle.due_events(attrs.evolve(request, state=State.EXCHANGING), now=late) == ()


def test_a_forged_history_is_a_difference_under_every_policy() -> None:
    forged = attrs.evolve(in_state(State.IN_REVIEW), state=State.COMPLETED)
    (difference,) = lifecycle.what_if([forged], policy=ARTICLE)
    assert [issue.code for issue in difference.issues] == [C.HISTORY_BROKEN]
