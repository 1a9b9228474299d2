"""How everything is answered: in the language of whoever reads it, and with nobody's number in it or in the log."""

import hashlib
import json
import logging
import re
import traceback
from collections.abc import Callable, Coroutine, Iterable, MutableMapping
from contextlib import suppress
from typing import Annotated, Any, Final
from urllib.parse import parse_qsl

from fastapi import Depends, Header, HTTPException, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException as RoutingError
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.moves import Typed
from desk.sessions import NAME
from desk.words import NO_CUSTOMER, SAID, word
from simreplace import Issue, IssueCode, Language, language_for, problem
from simreplace.errors import InvalidRecordError, InvalidValueError, SimReplaceError

LONGEST_BODY: Final = 64 * 1024
MOST_FIELDS: Final = 300
_DEEPEST: Final = 6
_ID: Final = re.compile(r"r-[0-9a-f]{32}")
_PLACE: Final = re.compile(r"[0-9]{1,2}")
_REVISION: Final = re.compile(r"[0-9a-f]{64}")
_TICKET: Final = re.compile(r"[0-9a-f]{8}")
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_HEADERS: Final = (
    # No script, nothing from elsewhere, and no frame of anybody else's around it.
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    # Not "no-referrer": with it a browser does not say either from where a form is sent.
    (b"referrer-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)
log: Final = logging.getLogger("desk")


# ---- What is asked


def language(request: Request) -> Language:
    """The language of whoever asks."""
    return language_for(request.headers.get("accept-language"))


async def _raw(request: Request) -> bytes:
    """The body, as far as anybody would write one."""
    raw = b""
    try:
        async for chunk in request.stream():
            raw += chunk
            if len(raw) > LONGEST_BODY:
                break
    except ClientDisconnect:
        raise HTTPException(400) from None  # whoever hangs up halfway has not asked anything
    if len(raw) > LONGEST_BODY:
        raise HTTPException(413)
    return raw


async def sent_as_json(request: Request) -> Typed:
    """What a program has sent. It is read here and not by the framework, whose errors repeat it."""
    # A form of another site cannot announce JSON without asking first.
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415)
    found = _parsed(await _raw(request))
    if not isinstance(found, Typed):
        raise InvalidValueError((Issue(IssueCode.FORM_TYPE),))
    return found


def _parsed(raw: bytes) -> object:
    found: object = HTTPException(400)
    with suppress(ValueError, RecursionError):
        found = json.loads(raw.decode(), object_pairs_hook=_each_once)
    # Raised out here: the error of the parser keeps the whole text.
    if isinstance(found, HTTPException):
        raise found
    return Typed(found) if isinstance(found, dict) else found


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object, unless it says something twice: another reader of the same text may believe the other one."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


async def sent_as_form(request: Request) -> Typed:
    """What a person has filled in: each field is named by its JSON pointer, and a blank one says nothing."""
    text = (await _raw(request)).decode(errors="replace")
    if text.count("&") > MOST_FIELDS:
        raise HTTPException(413)
    return tree_of(parse_qsl(text, errors="replace"))


def tree_of(pairs: Iterable[tuple[str, str]]) -> Typed:
    """The fields of a form by their pointers, as the mapping and lists that they lead into."""
    tree = Typed()
    for name, value in pairs:
        _plant(tree, name.removeprefix("/").split("/")[:_DEEPEST], value)
    grown = _grown(tree)
    return grown if isinstance(grown, Typed) else Typed()


def _plant(tree: Typed, steps: list[str], value: str) -> None:
    for step in steps[:-1]:
        below = tree.setdefault(step, Typed())
        if not isinstance(below, Typed):
            return  # a field that is a form and a text at once is neither
        tree = below
    tree[steps[-1]] = value


def _grown(tree: object) -> object:
    """Whatever is numbered becomes a list."""
    if not isinstance(tree, Typed):
        return tree
    grown = Typed({name: _grown(it) for name, it in tree.items()})
    if grown and all(_PLACE.fullmatch(name) for name in grown):
        return [grown[name] for name in sorted(grown, key=int)]
    return grown


def revision_of(told: object) -> str | None:
    """The revision that a person has looked at; whatever is none agrees with no request."""
    text = told.strip().removeprefix("W/").strip('"') if isinstance(told, str) else ""
    return None if text in {"", "*"} else text if _REVISION.fullmatch(text) else "none"


def ticket_of(told: object) -> str | None:
    """A ticket, if it looks like one."""
    return told if isinstance(told, str) and _TICKET.fullmatch(told) else None


def customer_of(told: object) -> str | None:
    """The account for which somebody opens a request, if it may be one."""
    if told is None or (isinstance(told, str) and NAME.fullmatch(told)):
        return told
    raise HTTPException(404, NO_CUSTOMER)


def key_of(told: object) -> str | None:
    """What stands for a key of the client's, which may be anything."""
    text = told if isinstance(told, str) else ""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest() if text else None


# Each is read in a place of its own, which is left before anything can break: whatever a client puts into a header or
# a query stands in no frame that a reporter of errors might print.


def _expected(
    if_match: Annotated[str | None, Header(description="The ETag of what was looked at")] = None,
) -> str | None:
    return revision_of(if_match)


def _key(
    idempotency_key: Annotated[str | None, Header(description="The same whenever the same is sent again")] = None,
) -> str | None:
    return key_of(idempotency_key)


def _ticket(ticket: Annotated[str | None, Query(description="Of whoever has come, to collect")] = None) -> str | None:
    return ticket_of(ticket)


def _customer(customer: Annotated[str | None, Query(description="For whom a clerk opens it")] = None) -> str | None:
    return customer_of(customer)


After = Annotated[str, Query(pattern=f"^({_ID.pattern})?$", description="The last one of the page before")]
RequestId = Annotated[str, Path(pattern=f"^{_ID.pattern}$")]


# ---- What is answered


def answer(error: BaseException, tongue: Language) -> tuple[int, dict[str, object]]:
    """The problem details of whatever went wrong, and the status."""
    if isinstance(error, RequestValidationError):
        # Only ids, tickets and headers are read by the framework: what does not look like one is none.
        error = HTTPException(404)
    if isinstance(error, RoutingError):
        status = error.status_code if error.status_code in SAID else 400
        why = error.detail if error.detail == NO_CUSTOMER else f"{status}.detail"
        title, detail = word(f"{status}", tongue), word(why, tongue)
        told: dict[str, object] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        return status, told | {"errors": [], "flags": [], "notes": []}
    told = problem(error, tongue)
    return int(str(told["status"])), told


def as_json(request: Request, error: BaseException) -> Response:
    """For a program."""
    status, told = answer(error, language(request))
    return JSONResponse(told, status, media_type="application/problem+json", headers=_headers_of(error))


def _headers_of(error: BaseException) -> dict[str, str]:
    return dict(getattr(error, "headers", None) or {})


def crashed(request: Request, error: Exception) -> None:
    """Say where something broke, and not what it had in its hands: a message of somebody else's may quote that."""
    id = str(request.path_params.get("id"))
    where = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
    log.error("%s at %s\n%s", type(error).__name__, id if _ID.fullmatch(id) else "no request", where.rstrip())


class QuietRoute(APIRoute):
    """A route that answers its own errors: nothing of what was asked travels up to whoever prints tracebacks."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def quietly(request: Request) -> Response:
            try:
                return await handle(request)
            except (SimReplaceError, RoutingError, RequestValidationError) as error:
                if isinstance(error, InvalidRecordError):
                    crashed(request, error)  # nobody's typing mistake: somebody has to look at what is stored
                return await self.refuse(request, error)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told once and to nobody outside
                crashed(request, error)
                return await self.refuse(request, error)

        return quietly

    async def refuse(self, request: Request, error: Exception) -> Response:
        """The answer to what went wrong."""
        return as_json(request, error)


class Doorkeeper:
    """The outermost layer: headers for every answer, a line for the log, and a net below everything."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = 0

        async def with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        try:
            await self.app(scope, receive, with_headers)
        except Exception as error:  # noqa: BLE001 - the server would print it with everything that it holds
            log.error("%s", type(error).__name__)  # noqa: TRY400 - and so would this
            if not status:
                await HTMLResponse("", 500)(scope, receive, with_headers)
        log.info("%s %s %d", *_asked(scope), status)


def _asked(scope: MutableMapping[str, Any]) -> tuple[str, str]:
    """The method and the route, as the service names them: the path is the client's, and may hold anything."""
    method = scope["method"] if scope["method"] in _METHODS else "?"
    return method, getattr(scope.get("route"), "path", "-")


Asked = Annotated[Typed, Depends(sent_as_json)]
FilledIn = Annotated[Typed, Depends(sent_as_form)]
Expected = Annotated[str | None, Depends(_expected)]
Key = Annotated[str | None, Depends(_key)]
Ticket = Annotated[str | None, Depends(_ticket)]
Customer = Annotated[str | None, Depends(_customer)]
