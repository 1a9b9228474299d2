"""One of everything that the library has for others, with known numbers in whatever can hold one. Everybody is made up."""

import inspect
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

import attrs

import simreplace
from builders import MONDAY, letter
from journey import draft, in_state, next_moment, sample, tell
from planted import MRZ, PLANTED, planted_request
from simreplace import (
    ARTICLE,
    STRICT,
    WIB,
    Actor,
    Circumstances,
    Contact,
    Issue,
    IssueCode,
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
    triage,
)
from test_architecture import public_names

PUBLIC: Final = {thing for _, thing in public_names() if inspect.isclass(thing)}
LISTS: Final[set[type[StrEnum]]] = {kind for kind in PUBLIC if issubclass(kind, StrEnum)}
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
    yield from (going, going.clock, *going.clock.pauses, *going.done[:1])
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
