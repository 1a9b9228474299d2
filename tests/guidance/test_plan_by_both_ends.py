"""Certain, possible or no: by both ends of the window, with what is missing in the step that it blocks.

Everybody and every number here is made up.
"""

from datetime import date, datetime, timedelta

import attrs
import pytest

from builders import LANGUAGES, MONDAY, applicant, foreigner, paper
from journey import SUPERVISOR, draft, flagged, in_state, next_moment, sample, tell, walk
from simreplace import (
    ARTICLE,
    BRTI_2020,
    STRICT,
    WIB,
    BusinessCalendar,
    CollectionMethod,
    Contact,
    IssueCode,
    Language,
    Policy,
    ReplacementRequest,
    ReviewPolicy,
    State,
    events,
    explain,
    open_request,
)
from simreplace.errors import InvalidValueError
from simreplace.guidance.plan import Plan, PlanAnswer, plan
from simreplace.words.dates import words

CERTAIN, POSSIBLE, NO = PlanAnswer.CERTAIN, PlanAnswer.POSSIBLE, PlanAnswer.NO
FOREVER = date(2026, 12, 31)


def answers(request: ReplacementRequest, now: datetime, days: range, policy: Policy = ARTICLE) -> list[PlanAnswer]:
    """What is answered for each of some days of September 2026."""
    return [plan(request, now=now, by=date(2026, 9, day), policy=policy).answer for day in days]


def missing(found: Plan, kind: type[events.Event]) -> list[tuple[IssueCode, object]]:
    """What stands in the way of a step, with what it says of it."""
    (step,) = (step for step in found.steps if step.event is kind)
    return [(issue.code, next(iter(dict(issue.params).values()), None)) for issue in step.issues]


# The two ends of the window


def test_between_the_two_ends_it_is_possible_and_from_the_last_one_on_it_is_certain() -> None:
    # Sent on Monday, 7 September, the card is ready between the 8th and the 10th.
    assert answers(draft(), MONDAY, range(6, 13)) == [NO, NO, POSSIBLE, POSSIBLE, CERTAIN, CERTAIN, CERTAIN]
    sent = in_state(State.IN_REVIEW)
    assert answers(sent, MONDAY + timedelta(hours=1), range(7, 12)) == [NO, POSSIBLE, POSSIBLE, CERTAIN, CERTAIN]


def test_each_step_says_both_its_days() -> None:
    found = plan(draft(), now=MONDAY, by=FOREVER)
    spans = {step.event: (step.not_before.day, step.at_latest) for step in found.steps}
    assert spans[events.Submit] == (7, date(2026, 9, 7))
    assert spans[events.Approve] == spans[events.Activate] == (8, date(2026, 9, 10))
    assert (found.earliest, found.latest) == (date(2026, 9, 8), date(2026, 9, 10))


def test_a_review_of_the_same_day_is_certain_on_it() -> None:
    at_the_counter = attrs.evolve(BRTI_2020, name="at once", review=ReviewPolicy(min_days=0, max_days=0))
    assert plan(draft(), now=MONDAY, by=MONDAY.date(), policy=at_the_counter).answer is CERTAIN


def test_days_that_may_still_move_are_counted_at_their_worst() -> None:
    """A holiday that nobody has decreed may fall a day later: what is certain includes that."""
    now = datetime(2028, 2, 24, 10, tzinfo=WIB)
    request = open_request(draft().form, id="request-1", now=now, salt=bytes(16))
    assert plan(request, now=now, by=date(2028, 3, 1)).answer is POSSIBLE
    assert plan(request, now=now, by=date(2028, 3, 2)).answer is CERTAIN


def test_where_the_known_days_end_nothing_is_certain() -> None:
    short = BusinessCalendar.from_days(
        date(2026, 9, 1), date(2026, 9, 13), estimated_holidays={date(2026, 9, 12): "made up"}
    )
    four = attrs.evolve(ARTICLE, name="four days", review=ReviewPolicy(max_days=4))
    found = plan(draft(), now=MONDAY, by=FOREVER, calendar=short, policy=four)
    assert (found.answer, found.latest) == (POSSIBLE, None)
    sent = in_state(State.IN_REVIEW, four)
    assert plan(sent, now=MONDAY + timedelta(hours=1), by=FOREVER, calendar=short).latest is None


def test_a_review_that_is_late_has_no_last_day() -> None:
    sent = in_state(State.IN_REVIEW)
    late = plan(sent, now=MONDAY + timedelta(days=7), by=FOREVER)
    assert (late.answer, late.latest, late.earliest) == (POSSIBLE, None, date(2026, 9, 14))
    approved = in_state(State.APPROVED)
    assert plan(approved, now=MONDAY + timedelta(days=7), by=FOREVER).latest is None


def test_an_approved_card_is_ready_by_the_last_day_of_the_window() -> None:
    approved = in_state(State.APPROVED)
    found = plan(approved, now=MONDAY + timedelta(hours=2), by=FOREVER)
    assert (found.earliest, found.latest) == (date(2026, 9, 7), date(2026, 9, 10))
    assert answers(approved, MONDAY + timedelta(hours=2), range(6, 11)) == [NO, POSSIBLE, POSSIBLE, POSSIBLE, CERTAIN]


def test_a_card_that_lies_at_the_outlet_takes_no_longer_than_whoever_fetches_it() -> None:
    ready = in_state(State.READY_FOR_COLLECTION)
    tomorrow = MONDAY + timedelta(days=1)
    assert answers(ready, tomorrow, range(7, 10)) == [NO, CERTAIN, CERTAIN]


def test_of_another_card_nobody_knows_when_it_is_ready() -> None:
    back = walk(in_state(State.EXCHANGING), events.ReturnCard)
    found = plan(back, now=next_moment(back), by=FOREVER)
    assert (found.answer, found.latest, found.earliest) == (POSSIBLE, None, date(2026, 9, 7))


def test_a_question_of_security_takes_the_time_that_it_takes() -> None:
    held = walk(in_state(State.READY_FOR_COLLECTION), events.Hold)
    assert plan(held, now=next_moment(held), by=FOREVER).answer is POSSIBLE


def test_a_doubt_can_be_decided_either_way() -> None:
    doubtful = open_request(flagged(), id="request-1", now=MONDAY, salt=bytes(16))
    found = plan(doubtful, now=MONDAY, by=FOREVER)
    assert (found.answer, found.latest) == (POSSIBLE, None)
    assert missing(found, events.DecideFlag) == [(IssueCode.APPROVE_FLAG_UNDECIDED, "nik.birth_date_differs")]
    sent = walk(doubtful, events.Submit, events.CompareRecord, events.TellOwner, events.DecideFlag)
    assert plan(sent, now=next_moment(sent), by=FOREVER).answer is CERTAIN
    again = plan(walk(doubtful, events.Submit, events.DecideFlag), now=next_moment(sent), by=FOREVER)
    assert events.DecideFlag not in [step.event for step in again.steps]


def test_of_several_doubts_those_are_named_that_nobody_has_decided() -> None:
    odd = draft(applicant=applicant(born_on=date(1995, 8, 16), sex="unspecified"))
    one_decided = walk(odd, events.Submit, events.CompareRecord, events.DecideFlag)
    found = plan(one_decided, now=next_moment(one_decided), by=FOREVER)
    assert missing(found, events.DecideFlag) == [(IssueCode.APPROVE_FLAG_UNDECIDED, "sex.unspecified_with_ktp")]


def test_the_time_to_object_is_part_of_both_ends() -> None:
    found = plan(draft(), now=MONDAY, by=FOREVER, policy=STRICT)
    assert found.latest is not None and found.latest >= date(2026, 9, 10)
    two = attrs.evolve(ARTICLE, name="five days to object", objection_window=timedelta(days=5))
    assert plan(draft(), now=MONDAY, by=FOREVER, policy=two).latest == date(2026, 9, 12)


def test_nothing_left_is_certain_and_no_way_is_none() -> None:
    done = plan(in_state(State.COMPLETED), now=MONDAY, by=date(2020, 1, 1))
    assert (done.answer, done.earliest, done.latest) == (CERTAIN, None, None)
    over = plan(in_state(State.CANCELLED), now=MONDAY, by=FOREVER)
    assert (over.answer, over.feasible, over.latest) == (NO, False, None)


# What is missing, in the step that it blocks


def test_what_a_form_lacks_blocks_the_sending() -> None:
    bare = draft(applicant=applicant(documents=(), contact=Contact()))
    found = plan(bare, now=MONDAY, by=FOREVER)
    assert missing(found, events.Submit) == [
        (IssueCode.PAPERS_MISSING, "identity_document"),
        (IssueCode.SUBMIT_NOT_REACHABLE, None),
    ]


def test_what_was_asked_for_blocks_the_answer() -> None:
    asked = in_state(State.INFORMATION_REQUESTED)
    found = plan(asked, now=next_moment(asked), by=FOREVER)
    assert missing(found, events.ProvideInformation) == [(IssueCode.INFORMATION_UNANSWERED, "purchase_record")]
    assert missing(found, events.Approve) == []


def test_the_evidence_that_nobody_has_seen_blocks_the_approval() -> None:
    found = plan(draft(), now=MONDAY, by=FOREVER, policy=BRTI_2020)
    assert missing(found, events.Approve) == [
        (IssueCode.APPROVE_EVIDENCE_MISSING, "security_answers"),
        (IssueCode.APPROVE_EVIDENCE_MISSING, "photo_with_document"),
        (IssueCode.APPROVE_EVIDENCE_MISSING, "call_to_lost_number"),
    ]


def test_whoever_sends_somebody_still_needs_a_letter_and_their_document() -> None:
    letters = [(IssueCode.PAPERS_MISSING, "authorization_letter"), (IssueCode.PAPERS_MISSING, "proxy_document")]
    by_proxy = draft(collection=CollectionMethod.BY_PROXY)
    assert missing(plan(by_proxy, now=MONDAY, by=FOREVER), events.Collect) == letters
    alone = in_state(State.READY_FOR_COLLECTION)
    assert missing(plan(alone, now=MONDAY, by=FOREVER), events.Collect) == []
    changed = tell(alone, attrs.evolve(sample(events.ChangeCollection, alone), method="by_proxy"))  # type: ignore[call-arg]
    assert missing(plan(changed, now=MONDAY, by=FOREVER), events.Collect) == letters


def test_the_time_to_object_blocks_the_order() -> None:
    two = attrs.evolve(ARTICLE, name="two days to object", objection_window=timedelta(days=2))
    accepted = in_state(State.ACCEPTED, two)
    ((code, until),) = missing(plan(accepted, now=next_moment(accepted), by=FOREVER), events.OrderActivation)
    assert (code, until) == (IssueCode.ORDER_OBJECTION_WINDOW, datetime(2026, 9, 9, 10, 15, tzinfo=WIB))
    over = plan(accepted, now=MONDAY + timedelta(days=3), by=FOREVER)
    assert missing(over, events.OrderActivation) == []


def test_what_the_record_says_is_not_for_the_customers_eyes() -> None:
    sent = walk(draft(), events.Submit, events.TellOwner)
    differs = attrs.evolve(sample(events.CompareRecord, sent), matches=[events.RecordMatch("identity_number", "false")])  # type: ignore[call-arg]
    found = plan(tell(sent, differs), now=next_moment(sent), by=FOREVER)
    assert missing(found, events.DecideFlag) == []
    assert SUPERVISOR.role in next(step.who for step in found.steps if step.event is events.DecideFlag)


# Before a flight

LI = foreigner(paper("passport"), nationality="CHN")
RESIDENT = foreigner(paper("passport"), paper("kitas"), nationality="CHN")


def test_a_traveler_is_told_to_ask_how_long_the_number_is_registered() -> None:
    codes = {
        who.nationality + str(len(who.documents)): [
            issue.code for issue in plan(draft(applicant=who), now=MONDAY, by=FOREVER).issues
        ]
        for who in (LI, RESIDENT, applicant())
    }
    assert codes == {"CHN1": [IssueCode.PLAN_REGISTRATION_UNKNOWN], "CHN2": [], "IDN1": []}
    assert plan(draft(applicant=LI), now=MONDAY, by=FOREVER).answer is CERTAIN, "to ask is no obstacle"


@pytest.mark.parametrize(
    ("ends", "answer", "code"),
    [
        (date(2026, 9, 7), NO, IssueCode.PLAN_REGISTRATION_ENDS),
        (date(2026, 9, 8), POSSIBLE, IssueCode.PLAN_REGISTRATION_SHORT),
        (date(2026, 9, 9), POSSIBLE, IssueCode.PLAN_REGISTRATION_SHORT),
        (date(2026, 9, 10), CERTAIN, None),
    ],
)
def test_a_registration_that_ends_is_an_end_as_well(ends: date, answer: PlanAnswer, code: IssueCode | None) -> None:
    found = plan(draft(applicant=LI), now=MONDAY, by=FOREVER, registration_ends=ends)
    assert found.answer is answer
    assert [issue.code for issue in found.issues] == ([] if code is None else [code])
    assert found.feasible is (answer is not NO)


def test_a_flight_on_a_day_asks_for_the_day_before() -> None:
    """Li's flight leaves on 20 March; sent on the 16th, between holidays, the card may be ready on the 17th."""
    now = datetime(2026, 3, 16, 10, tzinfo=WIB)
    request = open_request(draft(applicant=LI).form, id="request-1", now=now, salt=bytes(16))
    found = plan(request, now=now, by=date(2026, 3, 19))
    assert (found.answer, found.earliest, found.latest) == (POSSIBLE, date(2026, 3, 17), date(2026, 3, 26))
    told = {language: explain(found, language).splitlines() for language in LANGUAGES}
    assert told["zh"][0] == (
        "如审核较快，有可能在2026年3月19日星期四（含当日）之前办完；如审核用满时限，号码将于2026年3月26日星期四恢复使用。剩余步骤："
    )
    assert told["id"][-1].startswith("Berapa lama nomor tetap terdaftar atas paspor asing tidak diketahui di sini.")
    assert "- Activate the card (operator): between Tuesday, 17 March 2026 and Thursday, 26 March 2026." in told["en"]


@pytest.mark.parametrize("ends", [MONDAY, "2026-09-11", 11, True])
def test_a_day_of_registration_that_is_none_is_refused(ends: date) -> None:
    with pytest.raises(InvalidValueError):
        plan(draft(), now=MONDAY, by=FOREVER, registration_ends=ends)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_answer_has_a_word_and_a_sentence_of_its_own(language: Language) -> None:
    told = {
        answer: explain(plan(draft(), now=MONDAY, by=date(2026, 9, day)), language).splitlines()[0]
        for answer, day in ((NO, 7), (POSSIBLE, 8), (CERTAIN, 10))
    }
    held = walk(in_state(State.READY_FOR_COLLECTION), events.Hold)
    luck = explain(plan(held, now=next_moment(held), by=FOREVER), language).splitlines()[0]
    assert len({*told.values(), luck}) == 4
    assert [explain(answer, language) for answer in PlanAnswer] == [
        words(language)[f"plan_answer.{answer.value}"] for answer in PlanAnswer
    ]
