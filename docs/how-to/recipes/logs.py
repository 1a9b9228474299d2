"""Logs and error reports that name nobody.

The library's values, issues and exceptions may go anywhere. What may not: the body that a client sent, the messages of
other people's exceptions, and the local variables of a frame, for those hold what was typed.
"""

import json
import logging
import traceback
from types import TracebackType
from typing import Any, Final

from simreplace import to_mapping
from simreplace.errors import SimReplaceError
from simreplace.lifecycle import Decision

_KEPT: Final = ("event_id", "timestamp", "level", "platform", "environment", "release", "server_name", "logger")
_OF_A_FRAME: Final = ("filename", "function", "module", "lineno", "in_app")


def told(decision: Decision, event: Any) -> str:
    """A line for the log about an event that was told, as JSON and with everybody masked."""
    line = {
        "event": to_mapping(event, masked=True),
        "allowed": decision.allowed,
        "from": decision.source.value,
        "to": decision.target.value,
        "issues": [issue.code.value for issue in decision.issues],
    }
    return json.dumps(line)


def place_of(error: BaseException) -> str:
    """What kind of exception it is and where it was raised; what it says only where it is one of the library's."""
    places: list[str] = []
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        said = f": {link}" if isinstance(link, SimReplaceError) else ""
        frames = reversed(traceback.extract_tb(link.__traceback__))
        where = " < ".join(f"{frame.name} ({frame.filename}:{frame.lineno})" for frame in frames)
        places.append(f"{type(link).__qualname__}{said} in {where or 'nowhere'}")
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "; after ".join(places)


class PlacesOnly(logging.Formatter):
    """A formatter whose tracebacks say where, and not with what: give it to every handler."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without what another formatter has made of the exception and left behind."""
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        """Only the place."""
        error: tuple[type[BaseException], BaseException, TracebackType | None] = ei
        return place_of(error[1])


def before_send(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001 - Sentry's own arguments
    """What an error reporter such as Sentry may send: what is named here, and nothing else that it has collected.

    Give it as `sentry_sdk.init(before_send=before_send)`.
    """
    kept: dict[str, Any] = {name: event[name] for name in _KEPT if name in event}
    raised = [_without_words(it) for it in event.get("exception", {}).get("values", ())]
    return {**kept, "exception": {"values": raised}} if raised else kept


def _without_words(raised: dict[str, Any]) -> dict[str, Any]:
    frames = (raised.get("stacktrace") or {}).get("frames", ())
    shown = [{name: frame[name] for name in _OF_A_FRAME if name in frame} for frame in frames]
    return {"type": raised.get("type"), "module": raised.get("module"), "stacktrace": {"frames": shown}}
