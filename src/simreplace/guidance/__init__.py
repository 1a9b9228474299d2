"""What comes first, what is next, and how far it is: help for whoever asks and whoever answers.

This room refuses to decide: it reads a request and says what can be known from it.
"""

from simreplace.guidance import operators as operators
from simreplace.guidance.clock import Pause, ReviewClock
from simreplace.guidance.operators import Fact, Fee, OperatorProfile, facts_of
from simreplace.guidance.plan import Plan, PlanAnswer, plan
from simreplace.guidance.planned import PlannedStep
from simreplace.guidance.progress import Deed, Progress, progress
from simreplace.guidance.safeguards import Safeguard, safeguards
from simreplace.guidance.steps import Step, brings_head, is_at_odds, next_steps
from simreplace.guidance.triage import Circumstances, NumberStatus, Outcome, Triage, TriageReason, TriageStep, triage

__all__ = [
    "Circumstances",
    "Deed",
    "Fact",
    "Fee",
    "NumberStatus",
    "OperatorProfile",
    "Outcome",
    "Pause",
    "Plan",
    "PlanAnswer",
    "PlannedStep",
    "Progress",
    "ReviewClock",
    "Safeguard",
    "Step",
    "Triage",
    "TriageReason",
    "TriageStep",
    "brings_head",
    "facts_of",
    "is_at_odds",
    "next_steps",
    "plan",
    "progress",
    "safeguards",
    "triage",
]
