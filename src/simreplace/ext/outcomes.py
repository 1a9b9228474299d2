"""Made-up days, calendars and windows, and whatever the library answers: each asked of the library itself, where it can be."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Any, Final, TypeVar

import attrs

from simreplace import (
    STRICT,
    WIB,
    BusinessCalendar,
    Circumstances,
    CollectiveLeave,
    Issue,
    IssueCode,
    Msisdn,
    Nik,
    PartialDate,
    Progress,
    ReadyEstimate,
    ReplacementRequest,
    Report,
    ReviewPolicy,
    Role,
    SafeguardRule,
    Stage,
    State,
    check_form,
    errors,
    estimate_ready_date,
    events,
    indonesian_calendar,
    lifecycle,
    next_steps,
    operators,
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
from simreplace.calendar import CalendarDay, Caveat, SkippedDay
from simreplace.ext.made_up import digits, st
from simreplace.ext.personas import form_data, forms, mistaken_data, value
from simreplace.ext.specimens import pasted
from simreplace.ext.walks import SOON, actor, histories, requests
from simreplace.guidance import Deed, Pause, Plan, PlannedStep, ReviewClock, Safeguard, Step, Triage
from simreplace.lifecycle import Difference, Limit
from simreplace.records import SimChangeSignal, StatusChange
from simreplace.rules import Requirement
from simreplace.values import Change, EmailAddress, PhoneNumber, PrefixHint, Region, Suggestion

T = TypeVar("T")

_KEY: Final = bytes(range(16))
_A_DAY: Final = timedelta(days=1)
_FRIDAY: Final = date(2026, 9, 4)
# Indonesia's days off are known from 2002 to 2050, and a window reaches a little further than the day it begins.
_DAYS: Final = st.dates(date(2003, 1, 1), date(2049, 6, 30))
_MOMENTS: Final = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31), timezones=st.just(WIB))  # noqa: DTZ001 - Hypothesis takes its bounds without a zone


def _some(*made: T) -> st.SearchStrategy[T]:
    return st.sampled_from(made)


# ---- Issues, and what carries them


def _issues() -> st.SearchStrategy[Issue]:
    params = _some((), (("limit", 3),), (("position", 2), ("first", date(2026, 9, 7))))
    return st.builds(Issue, st.sampled_from(IssueCode), _some("", "/msisdn", "/applicant/documents/0/number"), params)


def _found() -> st.SearchStrategy[tuple[Issue, ...]]:
    return st.lists(_issues(), max_size=3).map(tuple)


def _read(made: object) -> Report[Any]:
    return Report(made)


def _not_read(issues: tuple[Issue, ...]) -> Report[Any]:
    return Report(None, (Issue(IssueCode.FORM_REQUIRED), *issues))


def reports(inside: type[Any] | None) -> st.SearchStrategy[Report[Any]]:
    """What came of reading a form, or something else where it is said what."""
    if inside is not None:
        return st.from_type(inside).map(_read) | _found().map(_not_read)
    typed = form_data() | mistaken_data().map(lambda mistake: mistake[0])
    return typed.map(lambda data: check_form(data, on=date(2026, 9, 7)))


_STATES: Final = st.sampled_from(State).map(lambda state: state.value)
_NAMES: Final = st.sampled_from(events.EVENTS).map(events.event_name)
_RAISED: Final[Mapping[type[errors.SimReplaceError], st.SearchStrategy[Any]]] = MappingProxyType(
    {
        errors.InvalidValueError: st.builds(errors.InvalidValueError, _found()),
        errors.InvalidRecordError: st.builds(errors.InvalidRecordError, _found()),
        errors.RefusedError: st.builds(errors.RefusedError, _STATES, _NAMES, _found()),
        errors.NoSuchStepError: st.builds(
            errors.NoSuchStepError, _STATES, _NAMES, st.lists(_NAMES, max_size=3, unique=True).map(tuple)
        ),
        errors.StaleRequestError: st.builds(errors.StaleRequestError, digits(64), digits(64)),
        errors.CalendarRangeError: st.builds(
            errors.CalendarRangeError,
            st.none() | st.dates(date(2051, 1, 1)),
            st.just(date(2002, 1, 1)),
            st.just(date(2050, 12, 31)),
        ),
    }
)


def _raised(kind: type[errors.SimReplaceError]) -> st.SearchStrategy[Any]:
    return _RAISED[kind]


# ---- Days


def _partial_dates() -> st.SearchStrategy[PartialDate]:
    year = st.integers(1925, 2025)
    month = st.builds(PartialDate, year, st.integers(1, 12))
    return st.builds(PartialDate, year) | month | st.builds(PartialDate, year, st.none(), st.integers(1, 31))


@st.composite
def reviews(draw: st.DrawFn) -> ReviewPolicy:
    """How long a review takes, and which days count."""
    first = draw(st.integers(0, 3))
    return ReviewPolicy(
        min_days=first,
        max_days=draw(st.integers(first, 10)),
        cutoff=draw(_some(None, time(12), time(15, 30))),
        weekend=frozenset(draw(_some((5, 6), (6,), ()))),
        collective_leave=draw(st.sampled_from(CollectiveLeave)),
    )


@st.composite
def _calendars(draw: st.DrawFn) -> BusinessCalendar:
    first = draw(st.integers(2002, 2050))
    known = indonesian_calendar(first, draw(st.integers(first, min(first + 3, 2050))))
    own = draw(st.lists(st.dates(known.first, known.last), unique=True, max_size=4))
    half = len(own) // 2
    return known.with_days(extra_closed=own[:half], extra_open=own[half:]) if own else known


@st.composite
def _estimates(draw: st.DrawFn) -> ReadyEstimate:
    sent = draw(_DAYS)
    return estimate_ready_date(draw(_some(sent, datetime.combine(sent, time(13), WIB))), policy=draw(reviews()))


def _over_a_weekend() -> st.SearchStrategy[ReadyEstimate]:
    """Of a year without a decree, so that there is something to skip and something to bear in mind."""
    return st.integers(0, 200).map(lambda weeks: estimate_ready_date(_FRIDAY + timedelta(weeks=100 + weeks)))


def _in_years() -> st.SearchStrategy[CalendarDay]:
    return st.integers(2002, 2050).flatmap(lambda year: st.sampled_from(indonesian_calendar(year, year).days))


# ---- Answers about a request


@st.composite
def _decisions(draw: st.DrawFn) -> lifecycle.Decision:
    walk = draw(histories())
    place = draw(st.integers(1, len(walk) - 1))
    step = walk[place].history[-1]
    by = draw(st.just(step.event.by) | st.sampled_from(Role).map(actor))
    return lifecycle.decide(walk[place - 1], attrs.evolve(step.event, by=by), now=step.at)


def _steps() -> st.SearchStrategy[lifecycle.Step]:
    return histories().flatmap(lambda walk: st.sampled_from(walk[-1].history))


def _differences() -> st.SearchStrategy[Difference]:
    """What was sent without a word of who it is: under a stricter policy it waits."""
    return requests(State.COMPLETED).map(lambda done: lifecycle.what_if([done], policy=STRICT)[0])


@st.composite
def _asked(draw: st.DrawFn, *states: State, then: Callable[[ReplacementRequest, datetime], T]) -> T:
    request = draw(requests(*states))
    return then(request, request.updated_at + timedelta(hours=draw(st.integers(0, 50))))


def _progress(*states: State) -> st.SearchStrategy[Progress]:
    return _asked(*states, then=lambda request, now: progress(request, now=now))


@st.composite
def _clocks(draw: st.DrawFn) -> ReviewClock:
    """Of a review that waited once for the applicant."""
    asked = draw(requests(State.INFORMATION_REQUESTED))
    clock = progress(asked, now=asked.updated_at + SOON).clock
    assert clock is not None  # noqa: S101 - for the type checkers: it runs since the form was sent
    return clock


@st.composite
def _plans(draw: st.DrawFn) -> Plan:
    request = draw(requests())
    return plan(request, now=request.updated_at, by=date(2026, 9, 7) + draw(st.integers(0, 60)) * _A_DAY)


def _planned() -> st.SearchStrategy[PlannedStep]:
    far = requests(State.APPROVED).map(lambda it: plan(it, now=it.updated_at, by=date(2026, 12, 30)))
    return far.flatmap(lambda made: st.sampled_from(made.steps))


def _next_steps() -> st.SearchStrategy[Step]:
    return _asked(
        State.DRAFT, State.READY_FOR_COLLECTION, then=lambda it, now: next_steps(it, role=Role.APPLICANT, now=now)
    ).flatmap(st.sampled_from)


def _safeguards() -> st.SearchStrategy[Safeguard]:
    return requests(State.COMPLETED, policy=STRICT).flatmap(
        lambda done: st.sampled_from(safeguards(done, policy=STRICT))
    )


def _requirements() -> st.SearchStrategy[Requirement]:
    return forms().flatmap(
        lambda form: st.sampled_from(required_papers(form, stage=Stage.APPLYING, on=date(2026, 9, 7)))
    )


# ---- Rows, and what is known of operators


def _profiles() -> st.SearchStrategy[operators.OperatorProfile]:
    return st.sampled_from(operators.Brand).map(operators.profile_of)


def _fees() -> st.SearchStrategy[operators.Fee]:
    return st.builds(
        operators.Fee,
        amount=st.integers(0, 250).map(lambda thousands: Decimal(1000 * thousands)),
        applies_to=st.sampled_from(operators.CardForm),
        valid_from=st.none() | _DAYS,
    )


def facts(inside: type[Any] | None) -> st.SearchStrategy[operators.Fact[Any]]:
    """One thing that a source says: words, or something else where it is said what."""
    return st.builds(
        operators.Fact,
        value=_some("contoh", ("contoh",)) if inside is None else st.from_type(inside),
        source=st.just("contoh.example"),
        as_of=st.none() | _DAYS,
        confidence=_some("high", "medium", "low"),
        plan=st.none() | st.sampled_from(operators.Plan),
        note=_some("", "contoh"),
    )


def _rules() -> st.SearchStrategy[SafeguardRule]:
    spans = st.integers(0, 30).map(lambda days: days * _A_DAY)
    return st.builds(SafeguardRule, _some("sms_codes", "port_out", "contoh"), spans, st.just("contoh"))


# ---- A forgotten password


@st.composite
def _accounts(draw: st.DrawFn) -> recovery.Account:
    """One that has an address at least, which was not changed lately."""
    return recovery.Account(
        id=draw(st.integers(1, 999).map("contoh-{}".format)),
        email=draw(value(EmailAddress)),
        phone=draw(st.none() | value(PhoneNumber)),
        email_changed_at=draw(st.none() | _some(datetime(2020, 1, 1, tzinfo=WIB))),
        number_under_replacement=draw(st.none() | value(Msisdn)),
    )


def _recovery_policies() -> st.SearchStrategy[recovery.RecoveryPolicy]:
    return st.builds(
        recovery.RecoveryPolicy,
        code_lifetime=st.integers(1, 3600).map(lambda seconds: timedelta(seconds=seconds)),
        max_attempts=st.integers(1, 10),
        contact_age=st.integers(0, 100).map(lambda hours: timedelta(hours=hours)),
        min_code_length=st.integers(1, 6),
        max_failures=st.integers(1, 20),
        failure_window=st.integers(1, 48).map(lambda hours: timedelta(hours=hours)),
    )


@st.composite
def _recovered(draw: st.DrawFn) -> tuple[recovery.RecoveryChallenge, recovery.RecoveryOutcome]:
    account, at, code = draw(_accounts()), draw(_MOMENTS), draw(digits(6))
    sent = recovery.start_recovery(account, send_to="email", code=code, key=_KEY, at=at, supersedes=None)
    told, later = draw(_some(code, "contoh")), draw(_some(SOON, 3 * SOON))
    return sent, recovery.answer_recovery(sent, told, key=_KEY, at=at + later, account=account)


# ---- The whole list


_Maker = Callable[[], st.SearchStrategy[Any]]

OUTCOMES: Final[Mapping[type[Any], _Maker]] = MappingProxyType(
    {
        Issue: _issues,
        Report: lambda: reports(None),
        errors.SimReplaceError: lambda: st.one_of(*_RAISED.values()),
        **{kind: partial(_raised, kind) for kind in _RAISED},
        PartialDate: _partial_dates,
        BusinessCalendar: _calendars,
        ReadyEstimate: _estimates,
        CalendarDay: _in_years,
        SkippedDay: lambda: _over_a_weekend().flatmap(lambda it: st.sampled_from(it.skipped)),
        Caveat: lambda: _over_a_weekend().flatmap(lambda it: st.sampled_from(it.caveats)),
        lifecycle.Step: _steps,
        lifecycle.Decision: _decisions,
        Difference: _differences,
        lifecycle.Transition: lambda: st.sampled_from(lifecycle.TRANSITIONS),
        Limit: lambda: st.sampled_from([row.limit for row in lifecycle.TRANSITIONS if row.limit is not None]),
        Progress: _progress,
        Deed: lambda: _progress(State.APPROVED, State.COMPLETED).flatmap(lambda it: st.sampled_from(it.done)),
        ReviewClock: _clocks,
        Pause: lambda: _clocks().flatmap(lambda clock: st.sampled_from(clock.pauses)),
        Step: _next_steps,
        Plan: _plans,
        PlannedStep: _planned,
        Circumstances: lambda: st.builds(
            Circumstances,
            seen=st.booleans(),
            searched=st.booleans(),
            visible_damage=st.none() | st.booleans(),
            works_in_another_phone=st.none() | st.booleans(),
            pin_or_puk_blocked=st.booleans(),
        ),
        Triage: lambda: st.from_type(Circumstances).map(triage),
        Safeguard: _safeguards,
        SafeguardRule: _rules,
        Requirement: _requirements,
        StatusChange: lambda: histories().flatmap(lambda walk: st.sampled_from(status_changes(walk[-1]))),
        SimChangeSignal: lambda: _asked(then=lambda it, now: sim_change_signal(it, now=now)),
        operators.OperatorProfile: _profiles,
        operators.Fact: lambda: facts(None),
        operators.Fee: _fees,
        recovery.Account: _accounts,
        recovery.RecoveryPolicy: _recovery_policies,
        recovery.RecoveryChallenge: lambda: _recovered().map(lambda both: both[0]),
        recovery.RecoveryOutcome: lambda: _recovered().map(lambda both: both[1]),
        Suggestion: lambda: pasted(Msisdn).map(suggest),
        Change: lambda: pasted(Msisdn).flatmap(lambda text: st.sampled_from(suggest(text).changes)),
        PrefixHint: lambda: value(Msisdn, plausible=True).map(lambda number: number.hint),
        Region: lambda: value(Nik).map(lambda nik: nik.region),
    }
)
"""Everything public that is not typed, but worked out, raised or set."""
INSIDE: Final[Mapping[type[Any], Callable[[type[Any] | None], st.SearchStrategy[Any]]]] = MappingProxyType(
    {Report: reports, operators.Fact: facts}
)
"""What holds a value of any kind, and says of which: `Report[Applicant]`."""
