"""How a request moves: one table, and the questions that are asked of it.

The table, `TRANSITIONS`, is the whole of the rules. This room refuses to look at a clock or at the world: what happened
is told to it, by whom and when, and it answers with a new value or with every reason against it.
"""

from simreplace.lifecycle import events as events
from simreplace.lifecycle import history as history
from simreplace.lifecycle.events import Event as Event
from simreplace.lifecycle.request import ReplacementRequest as ReplacementRequest
from simreplace.lifecycle.request import open_request
from simreplace.lifecycle.states import Match as Match
from simreplace.lifecycle.states import State as State
from simreplace.lifecycle.steps import (
    Decision,
    Difference,
    apply,
    available_events,
    decide,
    diagram,
    due_events,
    replay,
    what_if,
)
from simreplace.lifecycle.table import TRANSITIONS, Gate, Limit, Transition
from simreplace.lifecycle.table import Node as Node
from simreplace.lifecycle.table import node_of as node_of
from simreplace.lifecycle.table import rows_for as rows_for
from simreplace.lifecycle.table import trail as trail

__all__ = [
    "TRANSITIONS",
    "Decision",
    "Difference",
    "Gate",
    "Limit",
    "Transition",
    "apply",
    "available_events",
    "decide",
    "diagram",
    "due_events",
    "open_request",
    "replay",
    "what_if",
]
