"""What runs every night: whatever has run out is told to the library, which says what comes of it."""

import logging
from datetime import datetime

from sqlalchemy.exc import NoResultFound

from desk.store import Store
from simreplace import lifecycle
from simreplace.errors import SimReplaceError

log = logging.getLogger("desk.jobs")


def nightly(store: Store, now: datetime) -> tuple[int, int]:
    """Apply the events that are due; how many were, and how many requests could not be moved."""
    applied = broken = 0
    for id in store.due(now):
        try:
            applied += _tell_what_is_due(store, id, now)
        except NoResultFound:
            continue  # somebody deleted it meanwhile
        except SimReplaceError:
            # One request that cannot move keeps nobody else waiting; somebody has to look at it.
            log.exception("request %s cannot be moved", id)
            broken += 1
    return applied, broken


def _tell_what_is_due(store: Store, id: str, now: datetime) -> int:
    """Two workers may meet here: the one that is slower reads anew, and finds nothing due any more."""
    while True:
        request = store.load(id)
        due = lifecycle.due_events(request, now=now)
        after = request
        for event in due:
            after = lifecycle.apply(after, event, now=now)
        if not due or store.swap(request.revision, after):
            return len(due)
