"""Typed, pure building blocks for replacing a lost or broken SIM card in Indonesia.

Values are frozen; time, actor, policy and calendar are arguments; whatever can be wrong is data. Nothing here reads a
clock, a file, or the network, and personal data shows itself only through `reveal()`.
"""

from simreplace import errors as errors
from simreplace import lifecycle as lifecycle
from simreplace import recovery as recovery
from simreplace.calendar import (
    WIB,
    WIT,
    WITA,
    BusinessCalendar,
    CollectiveLeave,
    ReadyEstimate,
    ReviewPolicy,
    estimate_ready_date,
    indonesian_calendar,
)
from simreplace.forms import check_applicant, check_form, parse_applicant, parse_form
from simreplace.guidance import Circumstances, NumberStatus, Progress, next_steps, plan, progress, safeguards, triage
from simreplace.guidance import operators as operators
from simreplace.issues import Issue, IssueCode, Severity
from simreplace.lifecycle import ReplacementRequest, State, open_request
from simreplace.lifecycle import events as events
from simreplace.people import (
    Actor,
    Applicant,
    AuthorizationLetter,
    CardForm,
    Channel,
    CollectionMethod,
    Contact,
    DocumentKind,
    Duty,
    HeadOfFamily,
    IdentityDocument,
    Paper,
    PurchaseRecord,
    Reason,
    ReplacementForm,
    Role,
)
from simreplace.records import from_mapping, json_schema, sim_change_signal, status_changes, to_mapping
from simreplace.report import Report
from simreplace.rules import (
    ARTICLE,
    BRTI_2020,
    STRICT,
    Policy,
    SafeguardRule,
    Stage,
    missing_papers,
    policy_diff,
    required_papers,
)
from simreplace.values import (
    DocumentNumber,
    EmailAddress,
    FamilyCardNumber,
    Msisdn,
    NameMatch,
    Nik,
    PartialDate,
    PassportNumber,
    PermitNumber,
    PersonName,
    PhoneNumber,
    Sex,
    parse_mrz,
    suggest,
    suggest_mrz,
)
from simreplace.values import cards as cards
from simreplace.words import Language, explain, month_view, problem, summarize

__version__ = "0.1.0"

__all__ = [
    "ARTICLE",
    "BRTI_2020",
    "STRICT",
    "WIB",
    "WIT",
    "WITA",
    "Actor",
    "Applicant",
    "AuthorizationLetter",
    "BusinessCalendar",
    "CardForm",
    "Channel",
    "Circumstances",
    "CollectionMethod",
    "CollectiveLeave",
    "Contact",
    "DocumentKind",
    "DocumentNumber",
    "Duty",
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
    "PartialDate",
    "PassportNumber",
    "PermitNumber",
    "PersonName",
    "PhoneNumber",
    "Policy",
    "Progress",
    "PurchaseRecord",
    "ReadyEstimate",
    "Reason",
    "ReplacementForm",
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
    "check_form",
    "estimate_ready_date",
    "explain",
    "from_mapping",
    "indonesian_calendar",
    "json_schema",
    "missing_papers",
    "month_view",
    "next_steps",
    "open_request",
    "parse_applicant",
    "parse_form",
    "parse_mrz",
    "plan",
    "policy_diff",
    "problem",
    "progress",
    "required_papers",
    "safeguards",
    "sim_change_signal",
    "status_changes",
    "suggest",
    "suggest_mrz",
    "summarize",
    "to_mapping",
    "triage",
]
