"""What can be told of a result: everything public that it has, as data for an answer or a screen.

A result is worked out and not stored, so that it is written and never read back.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from simreplace.guidance import (
    Deed,
    Fact,
    Fee,
    OperatorProfile,
    Pause,
    Plan,
    PlannedStep,
    Progress,
    ReviewClock,
    Safeguard,
    Step,
    Triage,
)
from simreplace.lifecycle import Decision, Difference
from simreplace.records.standards import SimChangeSignal, StatusChange
from simreplace.recovery import RecoveryOutcome
from simreplace.report import Report
from simreplace.rules import Requirement
from simreplace.values import Change, PrefixHint, Region, Suggestion

# What is worked out from the fields and said beside them.
_BESIDE: Final[Mapping[type, tuple[str, ...]]] = MappingProxyType(
    {
        Decision: ("allowed", "before"),
        Report: ("ok",),
        Plan: ("feasible", "answer", "earliest", "latest"),
        OperatorProfile: ("name", "operator_name"),
        Requirement: ("why",),
        Region: ("province", "present_province"),
    }
)
# What serves the working out alone.
_UNSAID: Final[Mapping[type, frozenset[str]]] = MappingProxyType({Decision: frozenset({"grew_from"})})
_KINDS: Final[tuple[type[Any], ...]] = (
    Decision, Difference, Report, Requirement,
    Progress, Deed, Step, ReviewClock, Pause, Plan, PlannedStep, Triage, Safeguard, OperatorProfile, Fact, Fee,
    StatusChange, SimChangeSignal, RecoveryOutcome,
    PrefixHint, Region, Suggestion, Change,
)  # fmt: skip
RESULTS: Final[Mapping[type, tuple[str, ...]]] = MappingProxyType(
    {
        kind: (
            *(it.name for it in attrs.fields(kind) if it.name not in _UNSAID.get(kind, ())),
            *_BESIDE.get(kind, ()),
        )
        for kind in _KINDS
    }
)
"""Every result, with the names of what is told of it."""
