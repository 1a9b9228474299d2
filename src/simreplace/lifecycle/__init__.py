"""How a request moves: one table, and the questions that are asked of it.

The table, `TRANSITIONS`, is the whole of the rules. This room refuses to look at a clock or at the world: what happened
is told to it, by whom and when, and it answers with a new value or with every reason against it.
"""

from simreplace.lifecycle import events as events
from simreplace.lifecycle.case import Case as Case
from simreplace.lifecycle.case import deadline as deadline
from simreplace.lifecycle.case import told_since as told_since
from simreplace.lifecycle.duties import CUSTOMERS as CUSTOMERS
from simreplace.lifecycle.duties import pairs_apart
from simreplace.lifecycle.events import Event as Event
from simreplace.lifecycle.history import Standing as Standing
from simreplace.lifecycle.history import Step
from simreplace.lifecycle.history import last_of as last_of
from simreplace.lifecycle.naming import may_be_repeated as may_be_repeated
from simreplace.lifecycle.replay import Difference, replay, what_if
from simreplace.lifecycle.request import ReplacementRequest as ReplacementRequest
from simreplace.lifecycle.request import open_request, verify
from simreplace.lifecycle.request import standing as standing
from simreplace.lifecycle.sameness import is_card as is_card
from simreplace.lifecycle.states import Match as Match
from simreplace.lifecycle.states import State as State
from simreplace.lifecycle.states import TellOutcome as TellOutcome
from simreplace.lifecycle.steps import Decision, apply, available_events, decide, diagram, due_events
from simreplace.lifecycle.table import TRANSITIONS, Gate, Limit, Transition
from simreplace.lifecycle.table import broken_ways as broken_ways
from simreplace.lifecycle.table import rows_from as rows_from

__all__ = [
    "TRANSITIONS",
    "Decision",
    "Difference",
    "Gate",
    "Limit",
    "Step",
    "Transition",
    "apply",
    "available_events",
    "decide",
    "diagram",
    "due_events",
    "open_request",
    "pairs_apart",
    "replay",
    "verify",
    "what_if",
]
