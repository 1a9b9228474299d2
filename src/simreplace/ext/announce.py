"""What Hypothesis calls when it is imported, also where that happens in the middle of importing our strategies."""

from importlib import import_module
from typing import Any, Final

from simreplace import (
    Actor,
    Applicant,
    AuthorizationLetter,
    BusinessCalendar,
    Circumstances,
    Contact,
    DocumentNumber,
    EmailAddress,
    FamilyCardNumber,
    HeadOfFamily,
    IdentityDocument,
    Issue,
    Msisdn,
    Nik,
    PartialDate,
    PassportNumber,
    PermitNumber,
    PersonName,
    PhoneNumber,
    Policy,
    Progress,
    PurchaseRecord,
    ReadyEstimate,
    ReplacementForm,
    ReplacementRequest,
    Report,
    ReviewPolicy,
    SafeguardRule,
    cards,
    errors,
    events,
    lifecycle,
    operators,
    recovery,
)
from simreplace.calendar import CalendarDay, Caveat, SkippedDay
from simreplace.guidance import Deed, Pause, Plan, PlannedStep, ReviewClock, Safeguard, Step, Triage
from simreplace.lifecycle import Difference, Limit
from simreplace.records import SimChangeSignal, StatusChange
from simreplace.rules import Requirement
from simreplace.values import Change, Mrz, PrefixHint, Region, Suggestion

KINDS: Final[tuple[Any, ...]] = (
    *(
        Msisdn,
        PhoneNumber,
        Nik,
        FamilyCardNumber,
        PassportNumber,
        PermitNumber,
        DocumentNumber,
        PersonName,
        EmailAddress,
    ),
    *(cards.Iccid, cards.Eid, cards.Imsi, cards.ActivationCode, Mrz),
    *(Applicant, IdentityDocument, Contact, HeadOfFamily, PurchaseRecord, AuthorizationLetter, ReplacementForm, Actor),
    *(ReviewPolicy, Policy, ReplacementRequest),
    *(events.Event, *events.EVENTS, events.Answer, events.RecordMatch, events.Inspection),
    *(Issue, Report, errors.SimReplaceError, errors.InvalidValueError, errors.InvalidRecordError, errors.RefusedError),
    *(errors.NoSuchStepError, errors.StaleRequestError, errors.CalendarRangeError),
    *(PartialDate, BusinessCalendar, ReadyEstimate, CalendarDay, SkippedDay, Caveat),
    *(lifecycle.Step, lifecycle.Decision, Difference, lifecycle.Transition, Limit),
    *(Progress, Deed, ReviewClock, Pause, Step, Plan, PlannedStep, Circumstances, Triage, Safeguard, SafeguardRule),
    *(Requirement, StatusChange, SimChangeSignal, operators.OperatorProfile, operators.Fact, operators.Fee),
    *(recovery.Account, recovery.RecoveryPolicy, recovery.RecoveryChallenge, recovery.RecoveryOutcome),
    *(Suggestion, Change, PrefixHint, Region),
)
"""Every type that has a strategy."""


def register() -> None:
    """Let `st.from_type` make every public type by its strategy, which is loaded when the first one is asked for."""
    try:
        from hypothesis import strategies as st
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "the strategies need Hypothesis: pip install 'simreplace[hypothesis]'", name="hypothesis"
        ) from error

    for kind in KINDS:
        st.register_type_strategy(kind, _made)


def _made(kind: type[Any]) -> Any:
    # By its name: what makes the values imports this file, which Hypothesis may ask for before the other is whole.
    return import_module("simreplace.ext.hypothesis").valid(kind)
