"""What must hold across the fields, which papers are needed, and how strict an operator is.

This room refuses to move anything: it answers with issues and lists, and knows no state and no history.
"""

from simreplace.rules.ages import ADULT_AGE, age_on, day_of, the_day
from simreplace.rules.checks import applicant_issues, call_and_purchase_issues, form_issues, person_issues
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
from simreplace.rules.policy import Direction, Policy, SafeguardRule, policy_diff, the_policy
from simreplace.rules.presets import ARTICLE, BRTI_2020, STRICT

__all__ = [
    "ADULT_AGE",
    "ARTICLE",
    "BRTI_2020",
    "PROXY_ALTERNATIVES",
    "STRICT",
    "Direction",
    "Need",
    "Policy",
    "Requirement",
    "SafeguardRule",
    "Stage",
    "age_on",
    "applicant_issues",
    "call_and_purchase_issues",
    "day_of",
    "effective_reason",
    "form_issues",
    "identity_alternatives",
    "kinds_of",
    "missing_papers",
    "person_issues",
    "policy_diff",
    "required_papers",
    "the_day",
    "the_policy",
]
