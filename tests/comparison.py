"""What one may know already, beside what is here: each cell of docs/explanation/comparison.md is an answer that was given.

`python tests/pages.py` asks them all and writes the tables; a test compares. Every number is made up.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

import attrs
import holidays
import lokal
import nik_lookup
import numpy as np
import phonenumbers
from pydantic import TypeAdapter, ValidationError
from pydantic_extra_types.phone_numbers import PhoneNumber
from statemachine import State as MachineState
from statemachine import StateMachine
from statemachine.exceptions import InvalidStateValue, TransitionNotAllowed
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.id import nik as stdnum_nik
from transitions import Machine

from journey import REVIEWER, next_moment, sample, walk
from journey import draft as a_draft
from simreplace import WIB, Msisdn, Nik, estimate_ready_date, events, lifecycle
from simreplace.issues import Issue, Severity

ON: Final = date(2026, 11, 26)
Row = tuple[str, ...]
REFUSES: Final = "refuses"


def here(issues: tuple[Issue, ...], value: str) -> str:
    """What is said here: the value, or the codes, or both."""
    codes = ", ".join(f"`{issue.code.value}`" for issue in issues)
    said = REFUSES if any(issue.code.severity is Severity.ERROR for issue in issues) else value
    return f"{said}: {codes}" if codes else said


# Numbers

# What one finds in a search, and would write oneself.
MOBILE: Final = re.compile(r"(\+62|62|0)8[0-9]{8,11}")
NUMBERS: Final = (
    ("as people write it", "0812 3456 7890"),
    ("00 and 62 in front", "006281234567890"),
    ("a letter in the middle", "0812-34S6-7890"),
    ("a letter at the end", "0812-3456-789O"),
    ("too short", "0812 3456"),
    ("a free number", "0800 123 4567"),
    ("a landline", "021 555 0123"),
    ("with an extension", "0812 3456 7890 ext. 5"),
)


class Indonesian(PhoneNumber):
    """The type of pydantic-extra-types, told the country."""

    default_region_code = "ID"


def _phonenumbers(text: str) -> str:
    number = phonenumbers.parse(text, "ID")
    if not phonenumbers.is_valid_number(number):
        return REFUSES
    kind = phonenumbers.PhoneNumberType.to_string(phonenumbers.number_type(number))
    return f"{phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)}, {kind}"


def _extra_types(text: str) -> str:
    try:
        return str(TypeAdapter(Indonesian).validate_python(text))
    except ValidationError:
        return REFUSES


def _lokal_phone(text: str) -> str:
    found = lokal.parse_phone(text)
    return f"{found.e164}, {found.type}" if found.valid else REFUSES


def _expression(text: str) -> str:
    plain = re.sub(r"[ -]", "", text)
    return plain if MOBILE.fullmatch(plain) else REFUSES


def _msisdn(text: str) -> str:
    read = Msisdn.read(text)
    return here(read.issues, read.value.reveal() if read.value else "")


def numbers() -> Iterator[Row]:
    """A row for each number."""
    for kind, text in NUMBERS:
        ways: tuple[Callable[[str], str], ...] = (_phonenumbers, _extra_types, _lokal_phone, _expression, _msisdn)
        yield f"{kind}, `{text}`", *(way(text) for way in ways)


# Identities

IDENTITIES: Final = (
    ("a woman of Jakarta", "3174075508950001"),
    ("a retired code of Papua", "9101011508950001"),
    ("31 April, as a clerk may have typed it", "3174073104950001"),
    ("registered abroad", "9910111508950001"),
    ("a digit short", "317407550895000"),
    ("sixteen ones", "1111111111111111"),
    ("Arabic digits at the end", "317407150895٠٠٠١"),
)


def _stdnum(text: str) -> str:
    try:
        stdnum_nik.validate(text)
    except StdnumError:
        return REFUSES
    return "takes it"


def _taken(yes: object) -> str:
    return "takes it" if yes else REFUSES


def _nik(text: str) -> str:
    issues = Nik.check(text)
    return here(issues, "asks" if any(it.code.severity is Severity.FLAG for it in issues) else "takes it")


def identities() -> Iterator[Row]:
    """A row for each identity number."""
    for kind, text in IDENTITIES:
        yield (
            f"{kind}, `{text}`",
            _stdnum(text),
            _taken(nik_lookup.is_valid(text)),
            _taken(lokal.parse_nik(text, reference_date=ON).valid),
            _taken(re.fullmatch(r"\d{16}", text)),
            _nik(text),
        )


# Words

SHORT_NUMBER, SHORT_NIK = "0812 3456", "317407550895000"


def _message(call: Callable[[], object]) -> str:
    try:
        said = call()
    except ValidationError as error:
        return f"“{error.errors()[0]['msg']}”"
    except (StdnumError, ValueError) as error:
        return f"“{error}”"
    return f"`{said}`"


def words() -> Iterator[Row]:
    """What each says of a number that is too short, and whether what it hands out shows the number when it is printed."""
    good, number = "3174075508950001", "0812 3456 7890"

    def printed(thing: object, digits: str) -> str:
        return "yes" if digits in re.sub(r"[^0-9]", "", repr(thing)) else "no"

    parsed = phonenumbers.parse(SHORT_NUMBER, "ID")
    yield (
        "phonenumbers",
        _message(lambda: phonenumbers.is_valid_number(parsed)),
        printed(phonenumbers.parse(number, "ID"), "81234567890"),
    )
    checked = TypeAdapter(Indonesian)
    yield (
        "pydantic-extra-types",
        _message(lambda: checked.validate_python(SHORT_NUMBER)),
        printed(checked.validate_python(number), "81234567890"),
    )
    yield "python-stdnum", _message(lambda: stdnum_nik.validate(SHORT_NIK)), printed(stdnum_nik.validate(good), good)
    yield "nik-lookup", _message(lambda: nik_lookup.parse(SHORT_NIK)), printed(nik_lookup.parse(good), good)
    wrong = lokal.parse_nik(SHORT_NIK).errors[0]
    yield "lokal-id", f"`{wrong.code}`, “{wrong.message}”", printed(lokal.parse_nik(good), good)
    (issue,) = Nik.check(SHORT_NIK)
    yield "here", f"`{issue.code.value}`, and a sentence in three languages", printed(Nik.parse(good), good)


# Days

SENT: Final = date(2026, 3, 16)


def days() -> Iterator[Row]:
    """When three working days after a Monday before Idul Fitri are over."""
    public = holidays.country_holidays("ID", years=2026)
    with_leave = holidays.country_holidays("ID", years=2026, categories=("public", "government"))
    window = estimate_ready_date(datetime(2026, 3, 16, 10, 0, tzinfo=WIB))
    yield "weekends alone, as numpy counts by itself", str(np.busday_offset(SENT, 3))
    yield "holidays, as it comes", str(public.get_nth_working_day(SENT, 3))
    yield "holidays, with the government's days", str(with_leave.get_nth_working_day(SENT, 3))
    yield "lokal-id", str(lokal.add_working_days(SENT, 3))
    yield "here, for one to three", f"{window.earliest} to {window.latest}, and which days are open to doubt"


# Moves


class ByTransitions:
    """A request as the package transitions has it."""

    def __init__(self) -> None:
        self.machine = Machine(
            self,
            states=["in_review", "approved"],
            transitions=[
                {"trigger": "approve", "source": "in_review", "dest": "approved", "conditions": "was_compared"},
                {"trigger": "take", "source": "in_review", "dest": "approved"},
            ],
            initial="in_review",
            auto_transitions=False,
        )

    def was_compared(self) -> bool:
        """A condition that does not hold."""
        return False


class ByStatemachine(StateMachine):
    """A request as python-statemachine has it."""

    in_review = MachineState(initial=True)
    approved = MachineState(final=True)
    approve = in_review.to(approved, cond="was_compared")
    take = in_review.to(approved)

    def was_compared(self) -> bool:
        """A condition that does not hold."""
        return False


class Hand(StrEnum):
    """A request as one writes it by hand: its states."""

    IN_REVIEW = "in_review"
    APPROVED = "approved"


@attrs.define
class ByHand:
    """And the steps between them."""

    state: Hand = Hand.IN_REVIEW
    compared: bool = False

    def approve(self) -> None:
        """One step.

        Raises:
            ValueError: It is not allowed.
        """
        if self.state is not Hand.IN_REVIEW or not self.compared:
            raise ValueError("not allowed")
        self.state = Hand.APPROVED


def _refused() -> Row:
    machine: Any = ByTransitions()
    by_transitions = f"`{machine.approve()}`"
    try:
        ByStatemachine().send("approve")
    except TransitionNotAllowed as error:
        by_statemachine = f"“{error}”"
    try:
        ByHand().approve()
    except ValueError as error:
        by_hand = f"“{error}”, or whatever one writes"
    request = walk(a_draft(), events.Submit)
    approval = events.Approve(id="e2", by=REVIEWER, evidence=())
    decision = lifecycle.decide(request, approval, now=next_moment(request))
    codes = ", ".join(f"`{issue.code.value}`" for issue in decision.errors)
    return (
        "What a step is answered that is not allowed",
        by_transitions,
        by_statemachine,
        by_hand,
        f"every reason: {codes}",
    )


def _nonsense() -> Row:
    machine: Any = ByTransitions()
    machine.state = "nonsense"
    two: Any = ByStatemachine()
    try:
        two.current_state_value = "nonsense"
    except InvalidStateValue:
        refused = "no"
    by_hand: Any = ByHand()
    by_hand.state = "nonsense"
    request: Any = a_draft()
    try:
        request.state = "nonsense"
    except AttributeError:
        frozen = "no"
    return (
        "Can be put into a state that there is not",
        "yes" if machine.state == "nonsense" else "no",
        refused,
        "yes" if by_hand.state == "nonsense" else "no",
        frozen,
    )


def _before() -> Row:
    machine, two, by_hand, request = ByTransitions(), ByStatemachine(), ByHand(compared=True), a_draft()
    before: Any = machine
    before.take()
    two.send("take")
    by_hand.approve()
    after = lifecycle.apply(request, sample(events.Submit, request), now=next_moment(request))
    assert after.state != request.state

    def still(state: object, first: str) -> str:
        return "yes" if str(state) == first else "no"

    return (
        "The request before the step is still there to compare with",
        still(before.state, "in_review"),
        still(next(iter(two.configuration)).id, "in_review"),
        still(by_hand.state, "in_review"),
        still(request.state, "draft"),
    )


def _shown_beforehand() -> Row:
    machine: Any = ByTransitions()
    two = ByStatemachine()
    request = walk(a_draft(), events.Submit)
    open_now = [
        kind
        for kind in lifecycle.available_events(request)
        if lifecycle.decide(request, sample(kind, request), now=next_moment(request)).allowed
    ]
    assert events.Approve not in open_now
    return (
        "Asks the conditions without taking the step",
        "yes: `may_approve()`" if machine.may_approve() is False else "no",
        "yes: `enabled_events()`" if [it.id for it in two.enabled_events()] == ["take"] else "no",
        "if one writes it",
        "yes: `decide()`, with the reasons",
    )


def moves() -> Iterator[Row]:
    """What becomes of a request in an engine for state machines, by hand, and here."""
    yield from (_refused(), _nonsense(), _before(), _shown_beforehand())


TABLES: Final[dict[str, tuple[Row, Callable[[], Iterator[Row]]]]] = {
    "numbers": (
        ("What is typed", "phonenumbers", "pydantic-extra-types", "lokal-id", "by hand", "here"),
        numbers,
    ),
    "identities": (
        ("What is typed", "python-stdnum", "nik-lookup", "lokal-id", "by hand", "here"),
        identities,
    ),
    "words": (("", "Of a number that lacks digits it says", "Prints the number when it is printed"), words),
    "days": (("Counted with", "Three working days after 2026-03-16"), days),
    "moves": (("", "transitions", "python-statemachine", "by hand", "here"), moves),
}
