"""What is measured: each work of ours beside what a user would call instead. Everybody and every number is made up.

Nothing here is a test: `python tests/benchmarks/measure.py` runs it, with the dependency group `bench` installed.
"""

import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

import attrs
import cattrs
import holidays
import numpy as np
import phonenumbers
from phonenumbers import carrier
from statemachine import State as MachineState
from statemachine import StateMachine
from stdnum.id import nik as stdnum_nik
from transitions import Machine

import journey
from benchmarks import form_model
from simreplace import (
    WIB,
    Actor,
    Issue,
    IssueCode,
    Msisdn,
    Nik,
    ReplacementRequest,
    ReviewPolicy,
    Role,
    State,
    check_form,
    estimate_ready_date,
    events,
    explain,
    indonesian_calendar,
    lifecycle,
    open_request,
    parse_form,
    records,
)
from simreplace.words.en import WORDS

Work = Callable[[], object]


class Row(NamedTuple):
    """One line of the table.

    Attributes:
        name: What is done.
        ours: Does it with the library.
        peer: What a user would call instead.
        theirs: Does that.
        at_most: As large a part of the peer's time as is allowed: 0.1 is ten times faster, 2 is twice as slow.
        shared: What both do besides, and is taken off both.
    """

    name: str
    ours: Work
    peer: str
    theirs: Work
    at_most: float
    shared: Work | None = None


MOMENT: Final = form_model.MOMENT
PLAIN_NUMBER: Final = "081234567890"
GROUPED_NUMBER: Final = "+62 812-3456-7890"
NIK: Final = "3174075508950001"
SUBMITTED: Final = datetime(2026, 3, 16, 10, 0, tzinfo=WIB)
POLICY: Final = ReviewPolicy()
CALENDAR: Final = indonesian_calendar(2026, 2027)
FORM: Final = form_model.FORM
ODD: Final = form_model.with_mistakes()


# ---- Numbers


def number(typed: str) -> Work:
    def ours() -> object:
        read = Msisdn.parse(typed)
        return read.reveal(), read.operators

    return ours


def number_of_peer(typed: str) -> Work:
    def theirs() -> object:
        read = phonenumbers.parse(typed, "ID")
        assert phonenumbers.is_valid_number(read)
        e164 = phonenumbers.PhoneNumberFormat.E164
        return phonenumbers.format_number(read, e164), carrier.name_for_number(read, "en")

    return theirs


def population_number() -> object:
    read = Nik.parse(NIK)
    return read.sex, read.birth_dates


def population_number_of_peer() -> object:
    return stdnum_nik.validate(NIK), stdnum_nik.get_birth_date(NIK)


# ---- The window


def window() -> object:
    estimate = estimate_ready_date(SUBMITTED, policy=POLICY, calendar=CALENDAR)
    return estimate.earliest, estimate.latest


def everything() -> object:
    told = estimate_ready_date(SUBMITTED, policy=POLICY, calendar=CALENDAR)
    return told, told.skipped, told.uncertain, told.caveats, told.best_case, told.worst_case, told.business_days


PUBLIC: Final = holidays.country_holidays("ID", years=(2026, 2027))
WEEKDAYS: Final = np.busdaycalendar(holidays=sorted(PUBLIC))


def window_of_holidays() -> object:
    day = SUBMITTED.date()
    return PUBLIC.get_nth_working_day(day, POLICY.min_days), PUBLIC.get_nth_working_day(day, POLICY.max_days)


def window_of_numpy() -> object:
    day = np.datetime64(SUBMITTED.date())
    return (
        np.busday_offset(day, POLICY.min_days, roll="forward", busdaycal=WEEKDAYS),
        np.busday_offset(day, POLICY.max_days, roll="forward", busdaycal=WEEKDAYS),
    )


# ---- Steps

DRAFT: Final = open_request(parse_form(FORM, on=MOMENT.date()), id="request-1", now=MOMENT, salt=bytes(16))
SUBMIT: Final = events.Submit(
    id="event-1", by=Actor(Role.APPLICANT, "customer-1"), form=DRAFT.form, other_open_request=False
)
REVIEWED: Final = journey.in_state(State.IN_REVIEW)
HOLD: Final = journey.sample(events.Hold, REVIEWED)
LATER: Final = journey.next_moment(REVIEWED)
COMPLETED: Final = journey.in_state(State.COMPLETED)
STORED: Final = records.to_mapping(COMPLETED)


class Model:
    """A model for `transitions`, with one condition."""

    def may(self) -> bool:
        return True


def machine_of_transitions() -> Work:
    model: Any = Model()
    machine = Machine(model, states=["opened", "held"], initial="opened", auto_transitions=False)
    machine.add_transition("hold", "opened", "held", conditions="may")
    machine.add_transition("hold", "held", "opened", conditions="may")
    return model.hold  # type: ignore[no-any-return]


class Held(StateMachine):
    """The same for `python-statemachine`."""

    opened = MachineState(initial=True)
    held = MachineState()
    hold = opened.to(held, cond="may") | held.to(opened, cond="may")

    def may(self) -> bool:
        return True


def machine_of_statemachine() -> Work:
    machine = Held()
    return lambda: machine.send("hold")


# ---- Records


def _plain_class(name: str, stored: Any, depth: int = 0) -> Any:
    """Attrs classes without any check, of the shape of what is stored."""
    if isinstance(stored, Mapping):
        parts = {str(key): _plain_class(f"{name}_{key}", part, depth + 1) for key, part in stored.items()}
        return attrs.make_class(name, {key: attrs.field(type=kind) for key, kind in parts.items()})
    if isinstance(stored, list | tuple):
        kinds = tuple(_plain_class(f"{name}_{place}", part, depth + 1) for place, part in enumerate(stored))
        return tuple.__class_getitem__(kinds)
    if isinstance(stored, str) and _is_moment(stored):
        return datetime
    return type(stored)


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return "T" in text


SHAPE: Final = _plain_class("Request", STORED)
CONVERTER: Final = cattrs.Converter()
CONVERTER.register_structure_hook(datetime, lambda stored, _: datetime.fromisoformat(stored))
CONVERTER.register_structure_hook(type(None), lambda _, __: None)


# ---- Words

ISSUE: Final = Issue(IssueCode.NIK_LENGTH, "/number", {"digits": 15})
TEXT: Final = WORDS["issue." + IssueCode.NIK_LENGTH.value]


# ---- Processes


@attrs.frozen
class Process:
    """Runs some code in a Python of its own, which is slow: it is done a few times only."""

    code: str

    def __call__(self) -> None:
        subprocess.run([sys.executable, "-c", self.code], check=True)


FIRST: Final = (
    "import simreplace, datetime as d;"
    "simreplace.estimate_ready_date(d.datetime(2026, 3, 16, 10, tzinfo=simreplace.WIB), policy=simreplace.ReviewPolicy()).latest"
)
FIRST_OF_PEER: Final = "import holidays; dict(holidays.country_holidays('ID', years=range(2025, 2029)))"


def table() -> tuple[Row, ...]:
    """Every row, ready to run."""
    peer = "phonenumbers: parse, is_valid_number, format_number, carrier"
    model = "pydantic model of the same form"
    return (
        Row(
            "Msisdn.parse, plain, canonical text and operators",
            number(PLAIN_NUMBER),
            peer,
            number_of_peer(PLAIN_NUMBER),
            1 / 10,
        ),
        Row("the same with +62 and separators", number(GROUPED_NUMBER), peer, number_of_peer(GROUPED_NUMBER), 1 / 6),
        Row(
            "Nik.parse, sex, birth dates",
            population_number,
            "stdnum.id.nik: validate, get_birth_date",
            population_number_of_peer,
            1 / 5,
        ),
        Row(
            "estimate_ready_date: earliest and latest, both readings",
            window,
            "holidays: get_nth_working_day, twice",
            window_of_holidays,
            1 / 4,
        ),
        Row("the same window", window, "numpy.busday_offset, twice", window_of_numpy, 1 / 1.5),
        Row("everything an estimate can tell", everything, "the plain estimate", window, 10),
        Row(
            "a step without rules of the form (Hold)",
            lambda: lifecycle.decide(REVIEWED, HOLD, now=LATER),
            "transitions: one condition",
            machine_of_transitions(),
            1 / 0.5,
        ),
        Row(
            "the same step",
            lambda: lifecycle.decide(REVIEWED, HOLD, now=LATER),
            "python-statemachine: send",
            machine_of_statemachine(),
            1 / 5,
        ),
        Row(
            "a Submit with all its rules",
            lambda: lifecycle.decide(DRAFT, SUBMIT, now=MOMENT),
            "check_form of the same form",
            lambda: check_form(FORM, on=MOMENT.date()),
            1.3,
        ),
        Row(
            "check_form, full valid form",
            lambda: check_form(FORM, on=MOMENT.date()),
            model,
            lambda: form_model.check_by_model(FORM),
            1 / 1.5,
        ),
        Row(
            "the same form with eight mistakes",
            lambda: check_form(ODD, on=MOMENT.date()),
            model,
            lambda: form_model.check_by_model(ODD),
            1 / 1.2,
        ),
        Row(
            f"from_mapping of a completed request ({len(COMPLETED.history)} steps)",
            lambda: records.from_mapping(ReplacementRequest, STORED),
            "cattrs: plain attrs classes of the same shape",
            lambda: CONVERTER.structure(STORED, SHAPE),
            2,
        ),
        Row(
            "explain of an issue",
            lambda: explain(ISSUE),
            "str.format of the same text",
            lambda: TEXT.format(digits=15),
            4,
        ),
        Row(
            "import simreplace, beyond bare Python",
            Process("import simreplace"),
            "import attrs, beyond bare Python",
            Process("import attrs"),
            2,
            Process(""),
        ),
        Row(
            "the first estimate in a process",
            Process(FIRST),
            "importing holidays and building the same years",
            Process(FIRST_OF_PEER),
            1,
        ),
    )
