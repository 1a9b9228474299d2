"""What Hypothesis calls when it is imported, also where that happens in the middle of importing our strategies."""

from importlib import import_module
from typing import Any, Final

from simreplace import (
    Actor,
    Applicant,
    AuthorizationLetter,
    Contact,
    DocumentNumber,
    EmailAddress,
    FamilyCardNumber,
    HeadOfFamily,
    IdentityDocument,
    Msisdn,
    Nik,
    PassportNumber,
    PermitNumber,
    PersonName,
    PhoneNumber,
    Policy,
    PurchaseRecord,
    ReplacementForm,
    ReplacementRequest,
    ReviewPolicy,
    cards,
    events,
)
from simreplace.values import Mrz

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
)
"""Every type that has a strategy."""


def register() -> None:
    """Let `st.from_type` make every public type by its strategy, which is loaded when the first one is asked for."""
    from hypothesis import strategies as st

    for kind in KINDS:
        st.register_type_strategy(kind, _made)


def _made(kind: type[Any]) -> Any:
    # By its name: what makes the values imports this file, which Hypothesis may ask for before the other is whole.
    return import_module("simreplace.ext.hypothesis").valid(kind)
