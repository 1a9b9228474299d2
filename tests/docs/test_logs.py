"""Logs and error reports: what is safe to write, what is not, and that the recipe writes only the first.

Everybody and every number here is made up.
"""

import json
import logging
import sys
import traceback
from collections.abc import Callable
from typing import Any

import pytest

from builders import MONDAY
from journey import WAY_TO, draft, next_moment, sample, tell
from planted import PLANTED, SECRETS, leaks, planted_request
from recipes.logs import PlacesOnly, before_send, place_of, told
from simreplace import Nik, State, check_form, from_mapping, lifecycle, to_mapping
from simreplace.errors import InvalidRecordError, InvalidValueError

BODY = json.loads(json.dumps(to_mapping(planted_request().form)))


def reads_wrongly() -> None:
    body = dict(BODY)
    int(body["applicant"]["documents"][0]["number"] + "x")


def looks_up() -> None:
    body = dict(BODY)
    raise KeyError(body["msisdn"])


def after_another() -> None:
    body = dict(BODY)
    try:
        reads_wrongly()
    except ValueError as error:
        raise RuntimeError(f"cannot read {body['remarks']}") from error


def while_another() -> None:
    try:
        looks_up()
    except KeyError:
        reads_wrongly()


def hides_another() -> None:
    try:
        looks_up()
    except KeyError:
        raise LookupError(BODY["msisdn"]) from None


def refuses() -> None:
    body = {**BODY, "msisdn": BODY["msisdn"] + "0000000000"}
    check_form(body, on=MONDAY.date()).unwrap()


def finds_broken() -> None:
    from_mapping(type(planted_request()), {**to_mapping(planted_request()), "salt": PLANTED[Nik]})


CRASHES = (reads_wrongly, looks_up, after_another, while_another, hides_another, refuses, finds_broken)


def caught(crash: Callable[[], None]) -> BaseException:
    try:
        crash()
    except Exception as error:  # noqa: BLE001 - whatever a host's code raises
        return error
    raise AssertionError


def reported(error: BaseException) -> dict[str, Any]:
    """What an error reporter of Sentry's kind collects by itself."""
    values = []
    chain: BaseException | None = error
    while chain is not None:
        frames = [
            {
                "filename": frame.f_code.co_filename,
                "function": frame.f_code.co_name,
                "module": "host",
                "lineno": line,
                "in_app": True,
                "context_line": "body = ...",
                "vars": {name: repr(value) for name, value in frame.f_locals.items()},
            }
            for frame, line in traceback.walk_tb(chain.__traceback__)
        ]
        values.append({"type": type(chain).__name__, "value": str(chain), "stacktrace": {"frames": frames}})
        chain = chain.__cause__ or chain.__context__
    return {
        "event_id": "1",
        "level": "error",
        "platform": "python",
        "exception": {"values": values},
        "request": {"data": BODY, "url": f"/requests/{PLANTED[Nik]}", "headers": {"cookie": PLANTED[Nik]}},
        "breadcrumbs": {"values": [{"message": str(BODY)}]},
        "extra": {"body": BODY},
        "user": {"id": PLANTED[Nik]},
        "logentry": {"message": "%s", "params": [str(BODY)]},
        "whatever comes next year": BODY,
    }


@pytest.mark.parametrize("crash", CRASHES, ids=lambda crash: crash.__name__)
def test_an_error_report_says_where_and_names_nobody(crash: Callable[[], None]) -> None:
    error = caught(crash)
    full = reported(error)
    assert leaks(json.dumps(full, default=str)) != [], "or there would be nothing to leave out"
    sent = before_send(full, {"exc_info": (type(error), error, error.__traceback__)})
    assert leaks(json.dumps(sent)) == []
    (first, *_) = sent["exception"]["values"]
    assert first["type"] == type(error).__name__
    assert crash.__name__ in [frame["function"] for frame in first["stacktrace"]["frames"]]
    assert sent["event_id"] == "1"


@pytest.mark.parametrize(
    "event", [{}, {"exception": {}}, {"exception": {"values": [{"type": "X", "stacktrace": None}]}}]
)
def test_a_report_that_holds_little_is_sent_with_less(event: dict[str, Any]) -> None:
    assert leaks(json.dumps(before_send({**event, "message": str(BODY)}, {}))) == []


@pytest.mark.parametrize("crash", CRASHES, ids=lambda crash: crash.__name__)
def test_a_traceback_in_the_log_says_where_and_not_with_what(crash: Callable[[], None]) -> None:
    error = caught(crash)
    record = logging.LogRecord("host", 40, "x.py", 1, "it broke", (), (type(error), error, error.__traceback__))
    line = PlacesOnly("%(message)s").format(record)
    assert leaks(line) == []
    assert line.startswith(f"it broke\n{type(error).__name__}") and crash.__name__ in line


def test_what_another_formatter_left_behind_is_not_taken_over() -> None:
    error = caught(looks_up)
    record = logging.LogRecord("host", 40, "x.py", 1, "it broke", (), (type(error), error, error.__traceback__))
    assert leaks(logging.Formatter().format(record)) != []
    assert leaks(PlacesOnly().format(record)) == []
    assert leaks(logging.Formatter().format(record)) == []


def test_a_chain_that_bites_its_tail_is_told_once() -> None:
    one, other = ValueError("1"), KeyError("2")
    one.__cause__, other.__cause__ = other, one
    assert place_of(one) == "ValueError in nowhere; after KeyError in nowhere"


def test_what_is_not_safe_is_not() -> None:
    """The other side: what the recipe is for."""
    error = caught(looks_up)
    assert leaks(str(error)) != []
    with_locals = traceback.TracebackException.from_exception(error, capture_locals=True)
    assert leaks("".join(with_locals.format())) != []
    assert leaks(str(BODY)) != []


@pytest.mark.parametrize("crash", [refuses, finds_broken], ids=lambda crash: crash.__name__)
def test_what_the_library_raises_may_be_said(crash: Callable[[], None]) -> None:
    error = caught(crash)
    assert isinstance(error, InvalidValueError | InvalidRecordError)
    assert leaks(str(error)) == []
    assert str(error) in place_of(error)


def test_the_chain_is_told_and_a_hidden_one_is_not() -> None:
    assert place_of(caught(after_another)).split("; after ")[1].startswith("ValueError in reads_wrongly")
    assert place_of(caught(while_another)).split("; after ")[1].startswith("KeyError in looks_up")
    assert "; after" not in place_of(caught(hides_another))
    assert place_of(ValueError("rahasia sekali")) == "ValueError in nowhere"
    assert sys.exc_info() == (None, None, None)


@pytest.mark.parametrize("state", State, ids=lambda state: state.value)
def test_an_event_is_logged_with_everybody_masked(state: State) -> None:
    request = draft(remarks="rahasia sekali", agreement_number=SECRETS[2])
    for kind in WAY_TO[state]:
        event = sample(kind, request)
        line = told(lifecycle.decide(request, event, now=next_moment(request)), event)
        assert leaks(line) == [] and "Siti" not in line and "customer-1" not in line
        said = json.loads(line)
        assert said["event"]["masked"] is True and said["event"]["event"] in line
        assert said["from"] == request.state.value
        request = tell(request, event)
