"""A web service around the library, in FastAPI: what is the host's own to write, beside its store.

Run it behind a server that writes no access log of its own, for whatever is asked for stands in that:
`uvicorn --no-access-log`. Give it its store, who stands behind an Authorization header, and its clock in WIB.
"""

import json
import logging
import secrets
import uuid
from collections.abc import Awaitable, Callable
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, FastAPI, Header, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

import simreplace as sim
from recipes.logs import place_of
from recipes.store import NoSuchRequestError, Store, sent_of
from simreplace import Actor, Language, ReplacementRequest, Role, events, explain, lifecycle
from simreplace.errors import InvalidValueError, SimReplaceError
from simreplace.ext.pydantic import issues_of

LARGEST_BODY: Final = 64 * 1024
STAFF: Final = frozenset(Role) - {Role.APPLICANT, Role.PROXY, Role.REGISTERED_OWNER}
TAKES_JSON: Final = {"requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}}
log: Final = logging.getLogger("service")
router: Final = APIRouter()


class Call:
    """Who asks, in which language, and when: all of it the host's to say, and none of it from the body."""

    def __init__(self, request: Request) -> None:
        host = request.app.state
        by: Actor | None = host.who(request.headers.get("authorization", ""))
        if by is None:
            raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
        self.by, self.language, self.now, self.store = by, language_of(request), host.clock(), host.store

    def find(self, request_id: str) -> tuple[ReplacementRequest, str]:
        """A request and whose it is: of somebody else's a customer is not even told that it is there."""
        request, customer = self.store.load(request_id)
        if self.by.role not in STAFF and self.by.id != customer:
            raise NoSuchRequestError
        return request, customer

    def show(self, request: ReplacementRequest, status: int = 200, **more: Any) -> Response:
        """Where a request stands, for whoever asks."""
        role, language, now = self.by.role, self.language, self.now
        stands = sim.progress(request, now=now)
        can = lifecycle.available_events(request, role=role, now=now)
        body = {
            "id": request.id,
            "progress": sim.to_mapping(stands, masked=True),
            "in_words": explain(stands, language),
            "next_steps": [explain(step, language) for step in sim.next_steps(request, now=now, role=role)],
            "available_events": {events.event_name(kind): explain(kind, language) for kind in can},
            "summary": sim.summarize(request, language, on=now.date()),
        }
        head = {"ETag": f'"{request.revision}"', "Content-Language": language, "Cache-Control": "no-store"}
        return JSONResponse(body | more, status, head | {"Location": f"/requests/{request.id}"})


def language_of(request: Request) -> Language:
    return sim.language_for(request.headers.get("accept-language"), "id")


async def payload(request: Request, _: Annotated[Call, Depends()]) -> Any:
    """The body, whatever JSON it is: what can be wrong with it the library says."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY:
            raise HTTPException(413)
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise HTTPException(400) from None


Asked = Annotated[Call, Depends()]
Typed = Annotated[Any, Depends(payload)]
Key = Annotated[str, Header(alias="Idempotency-Key", pattern="^[!-.0-~]{1,64}$")]  # visible, and no slash
Seen = Annotated[str, Header(alias="If-Match")]


@router.post("/requests", status_code=201, openapi_extra=TAKES_JSON)
def send(call: Asked, typed: Typed, key: Key) -> Response:
    if call.by.role is not Role.APPLICANT:
        raise HTTPException(403)
    report = sim.check_form(typed, on=call.now.date())
    # The same key of the same person is the same request, however often it is sent.
    request_id = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([call.by.id, key])).hex
    draft = sim.open_request(report.unwrap(), id=request_id, now=call.now, salt=secrets.token_bytes(16))
    request = draft if call.store.add(draft, call.by.id) else call.find(request_id)[0]
    if not call.store.began_with(request_id, draft.form):
        raise InvalidValueError((sim.Issue(sim.IssueCode.EVENT_ID_REUSED, "/idempotency-key"),))
    return call.show(request, 201, flags=sim.problem(report, call.language)["flags"])


@router.get("/requests/{request_id}")
def look(call: Asked, request_id: str) -> Response:
    return call.show(call.find(request_id)[0])


@router.post("/requests/{request_id}/events/{name}", openapi_extra=TAKES_JSON)
def tell(call: Asked, typed: Typed, key: Key, *, request_id: str, name: str, seen: Seen = "*") -> Response:
    request, customer = call.find(request_id)
    # A key is a person's own: nobody uses up that of another, nor the name of what runs out.
    event_id = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([call.by.role, call.by.id, key])).hex
    sent = sent_of(request)
    facts: dict[str, dict[str, object]] = {
        "submit": {"other_open_request": sent.other_open_request if sent else call.store.other_open(request)},
        "collect": {"visitor": Actor(Role.APPLICANT, customer)},
    }
    report = sim.check_event(name, typed, id=event_id, by=call.by, **facts.get(name, {}))
    after = lifecycle.apply(request, report.unwrap(), now=call.now, expected=None if seen == "*" else seen.strip('"'))
    call.store.save(request.revision, after)
    return call.show(after)


async def refused(request: Request, error: Exception) -> Response:
    """Problem details for whatever was raised, and a line for the log where it is the host's to mend."""
    if isinstance(error, NoSuchRequestError | HTTPException):
        status = HTTPStatus(getattr(error, "status_code", HTTPStatus.NOT_FOUND))
        told: dict[str, Any] = {"title": status.phrase, "status": status}
    else:
        found = issues_of(error.errors(), without=1) if isinstance(error, RequestValidationError) else error
        told = sim.problem(found, language_of(request))
    if told["status"] == HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("%s", place_of(error))
    return JSONResponse(told, told["status"], getattr(error, "headers", None), media_type="application/problem+json")


async def watched(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    """Every answer, and a line in the log: of the route its name, for method and path are typed by the client as well."""
    try:
        response = await go_on(request)
    except Exception as error:  # noqa: BLE001 - whatever it is, nobody is told with what
        response = await refused(request, error)
    log.info("%s %s", getattr(request.scope.get("endpoint"), "__name__", "-"), response.status_code)
    return response


def service(store: Store, who: Callable[[str], Actor | None], clock: Callable[[], datetime]) -> FastAPI:
    """The service, as a server runs it."""
    kinds = (HTTPException, RequestValidationError, NoSuchRequestError, SimReplaceError)
    app = FastAPI(title="Replacement of a SIM card", exception_handlers=dict.fromkeys(kinds, refused))
    app.state.store, app.state.who, app.state.clock = store, who, clock
    app.include_router(router)
    app.middleware("http")(watched)
    return app
