"""A worker that may be stopped at any moment and tells everything once: what Celery does, without Celery.

A message that comes again carries the same event id, and so changes nothing. Two who tell at the same moment do not lose
each other's word: the later one reads again and decides anew.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from recipes.logs import place_of
from recipes.store import NoSuchRequestError, Store
from simreplace import ReplacementRequest, lifecycle
from simreplace.errors import SimReplaceError, StaleRequestError
from simreplace.lifecycle import Event

FIRST_PAUSE: Final = 0.05
LONGEST_PAUSE: Final = 5.0
log: Final = logging.getLogger("worker")


def pauses(attempts: int, spread: Callable[[], float]) -> Iterator[float]:
    """How long to wait after each attempt that came too late: twice as long each time, spread so that two part."""
    for attempt in range(attempts - 1):
        yield min(FIRST_PAUSE * 2**attempt, LONGEST_PAUSE) * spread()


def tell_until_saved(
    store: Store,
    request_id: str,
    event: Event,
    *,
    clock: Callable[[], datetime],
    sleep: Callable[[float], object],
    spread: Callable[[], float],
    attempts: int = 6,
) -> ReplacementRequest:
    """Tell an event, as often as somebody else was quicker.

    Whatever a gate refuses is raised at once: to try again would change nothing.

    Args:
        store: Where the request lies.
        request_id: Which.
        event: With the id that it had the first time: the task's own, never drawn anew in the attempt.
        clock: The host's.
        sleep: `time.sleep`.
        spread: `random.random`, or anything between 0 and 1.
        attempts: After how many the message goes back to the queue, by StaleRequestError.
    """
    for pause in pauses(attempts, spread):
        try:
            return _tell(store, request_id, event, clock())
        except StaleRequestError:
            sleep(pause)
    return _tell(store, request_id, event, clock())


def _tell(store: Store, request_id: str, event: Event, now: datetime) -> ReplacementRequest:
    request, _ = store.load(request_id)
    after = lifecycle.apply(request, event, now=now)
    store.save(request.revision, after)
    return after


def apply_what_is_due(store: Store, now: datetime) -> int:
    """Tell whatever has run out, every few minutes: the ids are those of the deadlines, so two workers tell it once."""
    told = 0
    for request_id in store.due(now):
        try:
            request, _ = store.load(request_id)
            for event in lifecycle.due_events(request, now=now):
                store.save(request.revision, lifecycle.apply(request, event, now=now))
                told += 1
        except (StaleRequestError, NoSuchRequestError):
            continue  # somebody moved it meanwhile, and the next round looks again, or deleted it
        except SimReplaceError as error:
            log.error("%s", place_of(error))  # one that is broken keeps nobody else waiting
    return told
