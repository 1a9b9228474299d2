"""What programs ask: requests, and one way in for every event, each with its schema in the document."""

from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from desk import moves
from desk.answers import After, Asked, Customer, Expected, Key, QuietRoute, RequestId, Ticket, language
from desk.moves import CUSTOMERS, KINDS, new_id
from desk.schemas import Schema, schema_for
from desk.sessions import COOKIE, sign_in, who
from desk.store import Person, Store
from simreplace import ReplacementForm, ReplacementRequest, explain, next_steps, progress, to_mapping

api: Final = APIRouter(prefix="/api", route_class=QuietRoute)

SignedIn = Annotated[Person, Depends(who)]


def parts_of(request: Request) -> tuple[Store, Any]:
    """The store, and the settings with the clock."""
    return request.app.state.store, request.app.state.settings


def _body(schema: object) -> Schema:
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def _shown(request: ReplacementRequest, /, **more: object) -> dict[str, object]:
    return {"id": request.id, "state": request.state.value, "revision": request.revision, **more}


@api.post("/session", status_code=204, openapi_extra=_body({"$ref": "#/components/schemas/SignIn"}))
def begin_session(request: Request, response: Response, typed: Asked) -> None:
    """Sign in."""
    store, settings = parts_of(request)
    if not sign_in(store, settings, response, typed.get("name"), typed.get("password")):
        raise HTTPException(401)


@api.delete("/session", status_code=204)
def end_session(response: Response) -> None:
    """Sign out."""
    response.delete_cookie(COOKIE)


@api.get("/requests")
def list_requests(request: Request, person: SignedIn, after: After = "") -> list[dict[str, str]]:
    """The requests that one may see, a page at a time."""
    return [{"id": it.id, "state": it.state.value} for it in moves.listed(parts_of(request)[0], person, after)]


@api.post("/requests", status_code=201, openapi_extra=_body({"$ref": "#/components/schemas/ReplacementForm"}))
def open_request(
    request: Request,
    response: Response,
    person: SignedIn,
    typed: Asked,
    key: Key,
    customer: Customer,
) -> dict[str, object]:
    """Begin a draft with a form."""
    store, settings = parts_of(request)
    id = new_id(store, person, key)
    opened = moves.open_draft(store, person, typed, id=id, now=settings.clock(), customer=customer)
    response.headers["ETag"] = f'"{opened.revision}"'
    return _shown(opened)


@api.get("/requests/{id}")
def show_request(request: Request, response: Response, id: RequestId, person: SignedIn) -> dict[str, object]:
    """Where a request stands, and what comes next."""
    store, settings = parts_of(request)
    moves.seen(store, person, id)
    found, now, tongue = store.load(id), settings.clock(), language(request)
    response.headers["ETag"] = f'"{found.revision}"'
    far = progress(found, now=now)
    steps = next_steps(found, now=now, role=person.role)
    # How staff prove who somebody is, and by which policy, is for staff.
    for_staff = {} if person.role in CUSTOMERS else {"request": to_mapping(found, masked=True)}
    return _shown(
        found,
        progress=explain(far, tongue),
        deadline=None if far.deadline is None else far.deadline.isoformat(),
        next_steps=[explain(step, tongue) for step in steps],
        can_tell=[name for name, kind in KINDS.items() if any(step.event is kind for step in steps)],
        **for_staff,
    )


@api.post("/requests/{id}/visits", status_code=201)
def check_in(request: Request, id: RequestId, person: SignedIn) -> dict[str, str]:
    """Say that one has come to the outlet; the clerk at the counter asks for the ticket."""
    return {"ticket": moves.check_in(parts_of(request)[0], person, id)}


@api.get("/forms/{name}", dependencies=[Depends(who)])
def show_form(request: Request, name: str) -> dict[str, Any]:
    """The schema of a form or an event, with words in the language that is asked for."""
    kind = ReplacementForm if name == "request" else KINDS.get(name)
    if kind is None:
        raise HTTPException(404)
    return schema_for(kind, language(request))


def _way_in(name: str) -> Callable[..., dict[str, object]]:
    def tell(
        request: Request,
        response: Response,
        id: RequestId,
        person: SignedIn,
        typed: Asked,
        expected: Expected,
        key: Key,
        ticket: Ticket,
    ) -> dict[str, object]:
        store, settings = parts_of(request)
        moves.seen(store, person, id)
        event_id = new_id(store, person, key, f"{id}/{name}")
        told = moves.tell(
            store, person, id, name, typed, event_id=event_id, now=settings.clock(), expected=expected, ticket=ticket
        )
        response.headers["ETag"] = f'"{told.revision}"'
        return _shown(told, event=event_id)

    tell.__doc__ = KINDS[name].__doc__
    return tell


for _name in KINDS:
    api.add_api_route(
        f"/requests/{{id}}/events/{_name}",
        _way_in(_name),
        methods=["POST"],
        operation_id=_name,
        summary=explain(KINDS[_name]),
        openapi_extra=_body({"$ref": f"#/components/schemas/{KINDS[_name].__name__}"}),
    )
