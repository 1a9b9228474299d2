"""What was asked, chosen, decided or done is said by name, and what runs out is said in time.

Everybody and every number here is made up.
"""

from datetime import date, datetime, timedelta
from typing import Any, Final

import attrs
import pytest

from builders import LANGUAGES, MONDAY
from journey import NETWORK, SYSTEM, draft, in_state, next_moment, sample, tell, walk
from simreplace import (
    STRICT,
    WIB,
    BusinessCalendar,
    CollectionMethod,
    Language,
    ReplacementRequest,
    Role,
    State,
    events,
    explain,
    lifecycle,
    next_steps,
    open_request,
    progress,
)
from simreplace.errors import InvalidValueError
from simreplace.lifecycle.request import standing
from simreplace.words.dates import words


def ended(event: events.Event, **changes: Any) -> ReplacementRequest:
    return tell(draft(), attrs.evolve(event, **changes))


# What was asked for


def asked_for(*papers: str, fields: tuple[str, ...] = ()) -> ReplacementRequest:
    sent = walk(draft(), events.Submit)
    question = attrs.evolve(sample(events.RequestInformation, sent), papers=papers, fields=fields)  # type: ignore[call-arg]
    return tell(sent, question)


def test_what_was_asked_for_is_named_with_the_labels_of_its_fields() -> None:
    request = asked_for("purchase_record", fields=("full_name", "/applicant/documents/0/number", "shoe_size"))
    seen = progress(request, now=next_moment(request))
    assert seen.asked == ("purchase_record", "full_name", "/applicant/documents/0/number", "shoe_size")
    told = {language: explain(seen, language).splitlines() for language in LANGUAGES}
    assert (
        'Asked for: Purchase record, Full name, Number (identity document 1), another detail ("shoe size").'
        in told["en"]
    )
    assert (
        'Yang diminta: Bukti pembelian, Nama lengkap, Nomor (dokumen identitas ke-1), data lain ("shoe size").'
        in told["id"]
    )
    assert "需要补充：购卡凭证、姓名、号码（第1份身份证件）、其他信息（“shoe size”）。" in told["zh"]
    (step, *_) = next_steps(request, now=next_moment(request), role=Role.APPLICANT)
    assert step.items == seen.asked
    assert explain(step, "id").startswith("Kirimkan yang diminta: Bukti pembelian, Nama lengkap, Nomor (dokumen")


def test_nothing_is_asked_for_once_it_was_sent() -> None:
    request = asked_for("purchase_record")
    answered = walk(request, events.ProvideInformation)
    assert standing(answered).asked == ("purchase_record",)
    assert progress(answered, now=next_moment(answered)).asked == ()


# Where the card lies


def test_the_outlet_where_the_card_lies_is_named_and_until_when() -> None:
    ready = in_state(State.READY_FOR_COLLECTION, outlet="Outlet Jakarta Selatan")
    seen = progress(ready, now=next_moment(ready))
    assert seen.outlet == "Outlet Jakarta Selatan"
    lines = explain(seen, "id").splitlines()
    assert "Gerai: Outlet Jakarta Selatan." in lines
    assert seen.deadline == datetime(2026, 10, 7, 10, 30, tzinfo=WIB)
    until = explain(seen.deadline, "id")
    assert f"Kartu disimpan di sana sampai {until}; setelah itu permohonan gugur." in lines
    (step, *_) = next_steps(ready, now=next_moment(ready), role=Role.APPLICANT)
    assert explain(step).startswith("Go to the designated outlet to fetch the card: Outlet Jakarta Selatan.")
    assert "Outlet" not in repr(step) and "Outlet" not in repr(seen)


def test_a_chosen_outlet_is_named_while_the_card_is_made_ready_there_and_none_before() -> None:
    chosen: dict[str, Any] = {"outlet": "Outlet Bandung"}
    approved = in_state(State.APPROVED, **chosen)
    assert progress(approved, now=next_moment(approved)).outlet == "Outlet Bandung"
    (step, *_) = next_steps(approved, now=next_moment(approved), role=Role.APPLICANT)
    assert explain(step, "zh") == "请等待此营业厅备好卡片：Outlet Bandung。"
    assert progress(in_state(State.IN_REVIEW, **chosen), now=MONDAY).outlet is None
    bare = in_state(State.APPROVED)
    assert progress(bare, now=next_moment(bare)).outlet is None
    (step, *_) = next_steps(bare, now=next_moment(bare), role=Role.APPLICANT)
    assert explain(step) == "Wait until the card is ready at the outlet."


def test_a_number_in_the_name_of_an_outlet_is_not_repeated() -> None:
    odd = in_state(State.APPROVED, outlet="Outlet 081234567890")
    assert "Outlet: Outlet ***." in explain(progress(odd, now=next_moment(odd))).splitlines()


def test_when_the_card_is_no_longer_kept_no_outlet_is_named() -> None:
    ready = in_state(State.READY_FOR_COLLECTION)
    assert progress(ready, now=MONDAY + timedelta(days=40)).outlet is None


# Why it ended


@pytest.mark.parametrize("reason", events.RejectReason)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rejection_says_why(reason: events.RejectReason, language: Language) -> None:
    sent = walk(draft(), events.Submit)
    rejected = tell(sent, attrs.evolve(sample(events.Reject, sent), reasons=[reason]))  # type: ignore[call-arg]
    seen = progress(rejected, now=next_moment(rejected))
    assert seen.rejected_for == (reason,)
    assert explain(reason, language) in explain(seen, language)


def test_what_the_network_tells_after_the_end_hides_no_reason() -> None:
    approved = in_state(State.READY_FOR_COLLECTION)
    rejected = walk(approved, events.Reject)
    late = tell(rejected, sample(events.FailActivation, rejected))
    assert late.history[-1].event.by == NETWORK
    seen = progress(late, now=next_moment(late))
    assert seen.rejected_for == (events.RejectReason.EVIDENCE_INSUFFICIENT,)


def test_a_request_that_nobody_could_clear_up_has_no_reason_to_name() -> None:
    held = walk(in_state(State.IN_REVIEW), events.RaiseObjection)
    closed = walk(held, events.CloseUnresolved)
    assert closed.state is State.REJECTED
    seen = progress(closed, now=next_moment(closed))
    assert seen.rejected_for == ()
    assert "Reason" not in explain(seen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_found_the_old_card_is_told_of_the_line_that_was_blocked(language: Language) -> None:
    found = walk(draft(), events.Cancel)
    assert progress(found, now=MONDAY).cancelled_for is events.CancelReason.OLD_CARD_FOUND
    steps = next_steps(found, now=MONDAY, role=Role.APPLICANT)
    assert [explain(step, language) for step in steps] == [words(language)["step.ask_to_unblock"]]
    other = ended(sample(events.Cancel, draft()), reason="no_longer_needed")
    steps = next_steps(other, now=MONDAY, role=Role.APPLICANT)
    assert [step.code for step in steps] == ["nothing_more"]
    assert explain(events.CancelReason.NO_LONGER_NEEDED, language) in explain(progress(other, now=MONDAY), language)


# Who did what


def test_what_was_done_is_told_by_role_and_never_by_whom() -> None:
    done = in_state(State.COMPLETED)
    seen = progress(done, now=next_moment(done))
    assert [(deed.event, deed.by) for deed in seen.done] == [(type(s.event), s.event.by.role) for s in done.history]
    assert all(deed.at.utcoffset() == timedelta(hours=7) for deed in seen.done)
    ids = {step.event.by.id for step in done.history} - {SYSTEM.id, NETWORK.id}
    for language in LANGUAGES:
        told = explain(seen, language)
        assert [who for who in ids if who in told] == []
        assert words(language)["done.activate.physical"] in told
    assert explain(seen.done[0], "id") == "Senin, 7 September 2026 pukul 10.05 WIB: Formulir dikirim (Pemohon)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_customer_is_not_told_what_was_found_out_about_them(language: Language) -> None:
    held = walk(in_state(State.READY_FOR_COLLECTION), events.FailIdentity, events.Hold)
    told = explain(progress(held, now=next_moment(held)), language)
    for kind in ("compare_record", "tell_owner", "fail_identity", "hold"):
        assert words(language)[f"done.{kind}"] not in told
    assert words(language)["done.make_ready.physical"] in told


# What runs out


FRIDAY: Final = datetime(2026, 9, 11, 10, 0, tzinfo=WIB)


def test_a_review_is_in_jeopardy_on_the_business_day_before_its_last_and_on_it() -> None:
    sent = in_state(State.IN_REVIEW)  # sent on Monday, 7 September: ready by Thursday, the 10th
    near = {day: progress(sent, now=FRIDAY + timedelta(days=day)).review_in_jeopardy for day in range(-4, 4)}
    # On Friday it is late, which is more than in jeopardy.
    assert near == {-4: False, -3: False, -2: True, -1: True, 0: False, 1: False, 2: False, 3: False}
    for language in LANGUAGES:
        told = explain(progress(sent, now=FRIDAY - timedelta(days=2)), language)
        assert words(language)["progress.review_in_jeopardy"] in told
        early = explain(progress(sent, now=FRIDAY - timedelta(days=3)), language)
        assert words(language)["progress.review_in_jeopardy"] not in early


def test_how_early_somebody_is_warned_is_up_to_the_host() -> None:
    sent = in_state(State.IN_REVIEW)
    tuesday = FRIDAY - timedelta(days=3)
    assert progress(sent, now=tuesday, warn_days=2).review_in_jeopardy
    assert not progress(sent, now=FRIDAY - timedelta(days=2), warn_days=0).review_in_jeopardy
    assert progress(sent, now=FRIDAY - timedelta(days=1), warn_days=0).review_in_jeopardy


def test_a_review_that_waits_for_the_customer_is_in_no_jeopardy() -> None:
    asked = in_state(State.INFORMATION_REQUESTED)
    assert not progress(asked, now=FRIDAY - timedelta(days=1)).review_in_jeopardy


def test_a_deadline_is_near_on_the_business_day_before_it() -> None:
    asked = in_state(State.INFORMATION_REQUESTED)
    until = progress(asked, now=MONDAY).deadline
    assert until is not None and until.date() == date(2026, 9, 21)  # a Monday
    near = {
        day: progress(asked, now=datetime(2026, 9, day, 9, tzinfo=WIB)).deadline_in_jeopardy for day in range(16, 22)
    }
    assert near == {16: False, 17: False, 18: True, 19: True, 20: True, 21: True}
    assert not progress(asked, now=until).deadline_in_jeopardy, "it is over"
    for language in LANGUAGES:
        told = explain(progress(asked, now=datetime(2026, 9, 18, 9, tzinfo=WIB)), language)
        assert words(language)["progress.deadline_in_jeopardy"] in told


def test_days_off_of_ones_own_bring_the_warning_forward() -> None:
    asked = in_state(State.INFORMATION_REQUESTED)
    closed = BusinessCalendar.from_days(
        date(2026, 1, 1), date(2026, 12, 31), extra_closed=[date(2026, 9, 17), date(2026, 9, 18)]
    )
    wednesday = datetime(2026, 9, 16, 9, tzinfo=WIB)
    assert progress(asked, now=wednesday, calendar=closed).deadline_in_jeopardy
    assert not progress(asked, now=wednesday).deadline_in_jeopardy


def test_where_no_calendar_reaches_the_day_before_is_the_day_before() -> None:
    short = BusinessCalendar.from_days(date(2026, 9, 1), date(2026, 9, 12))
    ready = draft()  # its deadline is on 7 October
    assert not progress(ready, now=datetime(2026, 10, 5, 9, tzinfo=WIB), calendar=short).deadline_in_jeopardy
    assert progress(ready, now=datetime(2026, 10, 6, 9, tzinfo=WIB), calendar=short).deadline_in_jeopardy


@pytest.mark.parametrize("when", [1990, 2090])
def test_a_draft_of_any_year_can_be_asked_about(when: int) -> None:
    old = open_request(draft().form, id="request-1", now=MONDAY.replace(year=when), salt=bytes(16))
    assert not progress(old, now=MONDAY.replace(year=when)).deadline_in_jeopardy
    assert progress(old, now=MONDAY.replace(year=when) + timedelta(days=29, hours=23)).deadline_in_jeopardy


@pytest.mark.parametrize("days", [-1, 367, 10**30, True, 1.0, "1", None])
def test_a_number_of_days_that_is_none_is_refused(days: int) -> None:
    with pytest.raises(InvalidValueError) as refused:
        progress(draft(), now=MONDAY, warn_days=days)
    assert [issue.pointer for issue in refused.value.issues] == ["/warn_days"]


@pytest.mark.parametrize("days", [0, 366])
def test_of_days_of_warning_there_may_be_none_or_as_many_as_the_longest_year_has(days: int) -> None:
    assert progress(draft(), now=MONDAY, warn_days=days).deadline_in_jeopardy is (days == 366)


def test_a_visit_ends_by_taking_the_card_back_and_not_by_lapsing() -> None:
    open_card = in_state(State.INSPECTING)
    seen = progress(open_card, now=next_moment(open_card))
    assert not seen.deadline_in_jeopardy
    (line,) = (line for line in explain(seen).splitlines() if line.startswith("This visit lasts until"))
    assert "lapses" not in line and "taken back" in line


@pytest.mark.parametrize("state", [State.DRAFT, State.INFORMATION_REQUESTED, State.READY_FOR_COLLECTION])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_run_out_is_not_told_as_if_it_could_still_be_done(state: State, language: Language) -> None:
    request = in_state(state)
    late = progress(request, now=MONDAY + timedelta(days=60))
    assert late.has_run_out and not progress(request, now=next_moment(request)).has_run_out
    lines = explain(late, language).splitlines()
    assert lines[1] == words(language)["progress.has_run_out"]
    assert late.deadline is not None and explain(late.deadline, language) not in "".join(lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_visit_that_is_over_is_said_to_be_over(language: Language) -> None:
    shown = in_state(State.INSPECTING)
    over = progress(shown, now=MONDAY + timedelta(days=1))
    assert explain(over, language).splitlines()[1] == words(language)["progress.visit_is_over"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_sent_for_a_card_before_the_owner_is_told(language: Language) -> None:
    unaware = walk(draft(), events.Submit, events.CompareRecord, events.Approve, events.MakeReady)
    seen = progress(unaware, now=next_moment(unaware))
    assert explain(seen, language).splitlines()[1] == words(language)["progress.not_handed_out_yet"]
    told = walk(unaware, events.TellOwner)
    seen = progress(told, now=next_moment(told))
    assert explain(seen, language).splitlines()[1] == words(language)["state_help.ready_for_collection"]


# What is not yet due


def test_an_activation_is_offered_once_the_owner_may_no_longer_object() -> None:
    accepted = in_state(State.ACCEPTED, STRICT)
    told = max(telling.at for telling in standing(accepted).told_owner)
    over = told + STRICT.objection_window
    assert events.OrderActivation not in lifecycle.available_events(accepted, now=over - timedelta(seconds=1))
    assert events.OrderActivation in lifecycle.available_events(accepted, now=over)
    assert events.OrderActivation in lifecycle.available_events(accepted)
    at_once = in_state(State.ACCEPTED)
    assert events.OrderActivation in lifecycle.available_events(at_once, now=next_moment(at_once))


@pytest.mark.parametrize(
    ("state", "kind"), [(State.INSPECTING, events.AcceptCard), (State.EXCHANGING, events.ExchangeCard)]
)
def test_what_belongs_to_a_visit_is_offered_while_it_lasts(state: State, kind: type[events.Event]) -> None:
    request = in_state(state)
    ends = progress(request, now=next_moment(request)).deadline
    assert ends is not None
    assert kind in lifecycle.available_events(request, now=ends - timedelta(seconds=1))
    assert kind not in lifecycle.available_events(request, now=ends)


# Why there is no post, and where a password is set anew


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_asks_for_the_post_is_told_why_not(language: Language) -> None:
    by_post = draft(collection=CollectionMethod.BY_POST)
    steps = next_steps(by_post, now=MONDAY, role=Role.APPLICANT)
    told = "\n".join(explain(step, language) for step in steps)
    why = {
        "en": "The identity is checked in person",
        "id": "Identitas perlu diperiksa langsung",
        "zh": "须当面核验身份",
    }
    assert why[language] in told
