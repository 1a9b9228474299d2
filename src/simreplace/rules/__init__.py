"""What must hold across the fields, which papers are needed, and how strict an operator is.

This room refuses to move anything: it answers with issues and lists, and knows no state and no history.
"""

from simreplace.rules.checks import (
    applicant_issues,
    call_and_purchase_issues,
    day_of,
    form_issues,
    person_issues,
    the_day,
)
from simreplace.rules.papers import (
    PROXY_ALTERNATIVES,
    Need,
    Requirement,
    Stage,
    effective_reason,
    identity_alternatives,
    kinds_of,
    missing_papers,
    required_papers,
)
from simreplace.rules.policy import ARTICLE, BRTI_2020, Policy, SafeguardRule

__all__ = [
    "ARTICLE",
    "BRTI_2020",
    "PROXY_ALTERNATIVES",
    "Need",
    "Policy",
    "Requirement",
    "SafeguardRule",
    "Stage",
    "applicant_issues",
    "call_and_purchase_issues",
    "day_of",
    "effective_reason",
    "form_issues",
    "identity_alternatives",
    "kinds_of",
    "missing_papers",
    "person_issues",
    "required_papers",
    "the_day",
]
