"""Typed, pure building blocks for replacing a lost or broken SIM card in Indonesia.

Values are frozen; time, actor, policy and calendar are arguments; whatever can be wrong is data. Nothing here reads a
clock, a file, or the network, and personal data shows itself only through `reveal()`.
"""

from simreplace import cards as cards
from simreplace import errors as errors
from simreplace import events as events
from simreplace import lifecycle as lifecycle
from simreplace import operators as operators
from simreplace import recovery as recovery
from simreplace._calendar import BusinessCalendar
from simreplace._checklist import Stage, missing_papers, required_papers
from simreplace._forms import check_applicant, check_request, parse_applicant, parse_request
from simreplace._identity import (
    DocumentNumber,
    FamilyCardNumber,
    Nik,
    PassportNumber,
    PermitNumber,
    Sex,
)
from simreplace._indonesia import indonesian_calendar
from simreplace._issues import Issue, IssueCode, Report, Severity
from simreplace._kinds import Channel, CollectionMethod, DocumentKind, Paper, Reason, Role
from simreplace._messages import explain, problem
from simreplace._mrz import parse_mrz
from simreplace._names import EmailAddress, NameMatch, PersonName
from simreplace._numbers import Msisdn, PhoneNumber
from simreplace._people import (
    Actor,
    Applicant,
    AuthorizationLetter,
    Contact,
    HeadOfFamily,
    IdentityDocument,
    PurchaseRecord,
)
from simreplace._picture import month_view
from simreplace._plan import plan
from simreplace._policy import ARTICLE, BRTI_2020, Policy, SafeguardRule
from simreplace._progress import Progress, next_steps, progress
from simreplace._records import from_mapping, json_schema, to_mapping
from simreplace._request import ReplacementRequest
from simreplace._review import (
    WIB,
    WIT,
    WITA,
    CollectiveLeave,
    ReadyEstimate,
    ReviewPolicy,
    estimate_ready_date,
)
from simreplace._safeguards import safeguards
from simreplace._standards import sim_change_signal
from simreplace._suggest import suggest
from simreplace._summary import summarize
from simreplace._triage import Circumstances, NumberStatus, triage
from simreplace._words import Language
from simreplace.events import State

__version__ = "0.1.0"

__all__ = [
    "ARTICLE",
    "BRTI_2020",
    "WIB",
    "WIT",
    "WITA",
    "Actor",
    "Applicant",
    "AuthorizationLetter",
    "BusinessCalendar",
    "Channel",
    "Circumstances",
    "CollectionMethod",
    "CollectiveLeave",
    "Contact",
    "DocumentKind",
    "DocumentNumber",
    "EmailAddress",
    "FamilyCardNumber",
    "HeadOfFamily",
    "IdentityDocument",
    "Issue",
    "IssueCode",
    "Language",
    "Msisdn",
    "NameMatch",
    "Nik",
    "NumberStatus",
    "Paper",
    "PassportNumber",
    "PermitNumber",
    "PersonName",
    "PhoneNumber",
    "Policy",
    "Progress",
    "PurchaseRecord",
    "ReadyEstimate",
    "Reason",
    "ReplacementRequest",
    "Report",
    "ReviewPolicy",
    "Role",
    "SafeguardRule",
    "Severity",
    "Sex",
    "Stage",
    "State",
    "check_applicant",
    "check_request",
    "estimate_ready_date",
    "explain",
    "from_mapping",
    "indonesian_calendar",
    "json_schema",
    "missing_papers",
    "month_view",
    "next_steps",
    "parse_applicant",
    "parse_mrz",
    "parse_request",
    "plan",
    "problem",
    "progress",
    "required_papers",
    "safeguards",
    "sim_change_signal",
    "suggest",
    "summarize",
    "to_mapping",
    "triage",
]
