"""Who asks, with which papers, and what they filled in: well-formed values, whatever becomes of them.

This room refuses to judge: whether the parts fit each other, or the day, is said in `rules`.
"""

from simreplace.people.documents import (
    INDONESIA,
    NUMBER_TYPES,
    AuthorizationLetter,
    IdentityDocument,
    IdentityNumber,
    PurchaseRecord,
    validity_issues,
)
from simreplace.people.form import ReplacementForm, built
from simreplace.people.kinds import (
    CardForm,
    Channel,
    CollectionMethod,
    DocumentKind,
    Duty,
    OwnerContact,
    OwnerTold,
    Paper,
    Reason,
    Role,
)
from simreplace.people.people import Actor, Applicant, Contact, HeadOfFamily

__all__ = [
    "INDONESIA",
    "NUMBER_TYPES",
    "Actor",
    "Applicant",
    "AuthorizationLetter",
    "CardForm",
    "Channel",
    "CollectionMethod",
    "Contact",
    "DocumentKind",
    "Duty",
    "HeadOfFamily",
    "IdentityDocument",
    "IdentityNumber",
    "OwnerContact",
    "OwnerTold",
    "Paper",
    "PurchaseRecord",
    "Reason",
    "ReplacementForm",
    "Role",
    "built",
    "validity_issues",
]
