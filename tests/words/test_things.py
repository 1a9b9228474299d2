"""Whatever is public has words in three languages, and none of them names anybody. Everybody here is made up."""

import inspect
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

import attrs
import pytest

import simreplace
from builders import LANGUAGES, MONDAY, letter
from journey import draft, in_state, next_moment, sample, tell
from planted import MRZ, PLANTED, leaks, planted_request
from simreplace import (
    ARTICLE,
    STRICT,
    WIB,
    Actor,
    Circumstances,
    Contact,
    Issue,
    IssueCode,
    Language,
    Msisdn,
    Nik,
    PartialDate,
    Report,
    ReviewPolicy,
    Role,
    Stage,
    State,
    cards,
    check_form,
    estimate_ready_date,
    events,
    explain,
    indonesian_calendar,
    lifecycle,
    next_steps,
    operators,
    parse_mrz,
    plan,
    progress,
    recovery,
    required_papers,
    safeguards,
    sim_change_signal,
    status_changes,
    suggest,
    to_mapping,
    triage,
)
from simreplace.errors import RefusedError
from simreplace.forms import Shape
from simreplace.records.results import RESULTS
from simreplace.records.schema import RECORDS
from simreplace.words.dates import words
from simreplace.words.things import said_of
from test_architecture import public_names

NOTED: Final = "rahasia sekali"
READY: Final = in_state(State.READY_FOR_COLLECTION)
DONE: Final = in_state(State.COMPLETED, STRICT)
# Whoever acts, and whatever was written down, with somebody's number in it.
BY: Final = Actor(Role.COUNTER_CLERK, PLANTED[Nik])


def told(kind: type[events.Event]) -> events.Event:
    event = attrs.evolve(sample(kind, READY), note=NOTED, id=PLANTED[Nik])
    return attrs.evolve(event, by=Actor(event.by.role, PLANTED[Nik]))


def recovered() -> Iterator[object]:
    account = recovery.Account(id="a-1", email=PLANTED[simreplace.EmailAddress], phone=PLANTED[simreplace.PhoneNumber])
    rules = recovery.RecoveryPolicy()
    challenge = recovery.start_recovery(
        account, send_to="email", code="493027", key=bytes(16), at=MONDAY, supersedes=None
    )  # made up, as are code and key
    yield from (account, rules, challenge)
    yield recovery.answer_recovery(challenge, "493028", key=bytes(16), at=MONDAY, account=account)


def specimens() -> Iterator[Any]:
    """One of everything."""
    yield from (kind.parse(text) for kind, text in PLANTED.items())
    yield cards.ActivationCode.parse("LPA:1$smdp.example.com$MADE-UP")
    yield from (parse_mrz(MRZ), PartialDate(1995))
    request = planted_request()
    person = request.form.applicant
    yield from (request, request.form, person, person.contact, Contact(), person.documents[0], person.head_of_family)
    yield from (request.form.purchase_record, letter(), BY)
    yield events.Event(id=PLANTED[Nik], by=BY, note=NOTED)
    yield from map(told, events.EVENTS)
    yield from (
        events.Inspection(surface=True),
        events.Answer("purchase_record", NOTED),
        events.RecordMatch("name", events.Match.TRUE),
    )
    yield from (DONE.history[0], lifecycle.TRANSITIONS[0])
    yield next(row.limit for row in lifecycle.TRANSITIONS if row.limit is not None)
    yield from (ARTICLE, ReviewPolicy(), indonesian_calendar(2026, 2026))
    yield STRICT.safeguards[0]
    yield from indonesian_calendar(2026, 2026).days[:1]
    estimate = estimate_ready_date(MONDAY)
    yield from (estimate, *estimate.skipped[:1], *estimate.caveats[:1])
    unsure = estimate_ready_date(datetime(2026, 12, 23, 10, tzinfo=WIB))
    yield from (*unsure.skipped[:1], *unsure.caveats[:1])
    yield from (Issue(IssueCode.FORM_REQUIRED), check_form({"msisdn": PLANTED[Nik]}, on=MONDAY.date()), Report(request))
    yield lifecycle.decide(draft(), sample(events.Submit, draft()), now=MONDAY)
    yield from lifecycle.what_if([in_state(State.COMPLETED)], policy=STRICT)
    asked = in_state(State.INFORMATION_REQUESTED)
    answered = tell(asked, sample(events.ProvideInformation, asked), after=timedelta(days=2))
    going = progress(answered, now=next_moment(answered))
    assert going.clock is not None
    yield from (going, going.clock, *going.clock.pauses)
    yield from next_steps(READY, role=Role.APPLICANT, now=next_moment(READY))
    planned = plan(READY, now=next_moment(READY), by=date(2026, 10, 30))
    yield from (planned, *planned.steps)
    circumstances = Circumstances(seen=False, searched=True)
    yield from (circumstances, triage(circumstances), *safeguards(DONE, policy=STRICT))
    telkomsel = operators.profile_of("telkomsel")
    yield from (telkomsel, *telkomsel.fees, *(fact.value for fact in telkomsel.fees))
    yield from required_papers(request.form, stage=Stage.APPLYING, on=MONDAY.date())
    yield from (*status_changes(DONE), sim_change_signal(DONE, now=next_moment(DONE)))
    yield from recovered()
    pasted = suggest("0812\N{EN DASH}3456\N{EN DASH}7890")
    yield from (pasted, *pasted.changes)
    yield from (Nik.parse(PLANTED[Nik]).region, Msisdn.parse(PLANTED[Msisdn]).hint)


EVERY: Final = tuple(specimens())
NAMES: Final = [f"{at}-{type(thing).__name__}" for at, thing in enumerate(EVERY)]
PUBLIC: Final = {thing for _, thing in public_names() if inspect.isclass(thing)}
LISTS: Final = {kind for kind in PUBLIC if issubclass(kind, StrEnum)}


def test_every_public_class_is_tried() -> None:
    wanted = {kind for kind in PUBLIC | RECORDS | set(RESULTS) if not issubclass(kind, StrEnum | BaseException)}
    assert {type(thing) for thing in EVERY} >= wanted


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("thing", EVERY, ids=NAMES)
def test_whatever_is_public_is_said_and_nobody_is_named(thing: Any, language: Language) -> None:
    said = explain(thing, language)
    assert said.strip() == said
    assert said
    assert leaks(said) == []
    assert NOTED not in said
    assert "{" not in said
    assert "..." not in said


@pytest.mark.parametrize("thing", EVERY, ids=NAMES)
def test_it_is_said_otherwise_in_another_language(thing: Any) -> None:
    told_as = {explain(thing, language) for language in LANGUAGES}
    # A number that is nothing but its mask behind a name that no language translates.
    assert len(told_as) == len(LANGUAGES) or isinstance(thing, Nik | cards.Iccid | cards.Eid | cards.Imsi)
    assert len(told_as) > 1


@pytest.mark.parametrize("kind", sorted(LISTS, key=repr), ids=lambda it: f"{it.__module__}.{it.__name__}")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_member_of_every_closed_list_has_a_word(kind: type[StrEnum], language: Language) -> None:
    words = [explain(member, language) for member in kind]
    assert all(words)
    # Of a code without a label the sentence is said, and two sentences may be alike.
    assert len(set(words)) == len(words) or kind is IssueCode
    assert all("_" not in word for word in words)


def test_a_list_that_is_reached_through_a_result_has_words_as_well() -> None:
    region, hint = Nik.parse(PLANTED[Nik]).region, Msisdn.parse(PLANTED[Msisdn]).hint
    assert explain(region.status) in {"In use", "Earlier code", "Not on the known list"}
    assert hint is not None
    for change in suggest("\ufeff0812\u20133456\u00a07890").changes:
        for language in LANGUAGES:
            assert "_" not in explain(change.kind, language)


@pytest.mark.parametrize(
    "thing", [5, "x", None, (), object(), [1], {}, Language, State, events.Event, StrEnum("Own", "A")]
)
def test_what_is_none_of_ours_has_none_of_our_words(thing: Any) -> None:
    assert said_of(thing, "en") is None


def test_what_is_ours_and_shown_to_nobody_has_no_words() -> None:
    inner = Shape(kind=int)
    assert said_of(inner, "en") is None
    with pytest.raises(TypeError, match="no words"):
        explain(inner)


def test_a_value_is_said_with_its_mask_and_a_request_with_where_it_stands() -> None:
    assert explain(Msisdn.parse(PLANTED[Msisdn])) == "The mobile number +62812*****890."
    assert explain(planted_request(), "id") == "Permohonan penggantian kartu. Status: Draf."
    assert explain(events.Cancel(id="e", by=BY, reason="other"), "zh") == "取消申请。办理人：柜台人员。"
    assert explain(BY) == "Somebody who acts as: Counter clerk."
    assert explain(planted_request().form) == "A form for a new card. Reason: Lost. Way of collection: In person."


def test_what_is_said_of_a_value_is_in_no_record() -> None:
    """The words are for people: a mapping holds none of them."""
    assert explain(READY) not in json.dumps(to_mapping(READY, masked=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_in_which_nothing_was_found_says_so(language: Language) -> None:
    assert explain(Report(READY), language) == words(language)["problem.detail.200"]
    assert explain(RefusedError("draft", "submit", ()), language) == words(language)["problem.detail.422"]
