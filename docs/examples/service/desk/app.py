"""The service put together, and its OpenAPI document."""

from functools import cache, partial
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException as RoutingError

from desk.answers import Doorkeeper, as_json
from desk.api import api
from desk.moves import KINDS
from desk.pages import pages
from desk.schemas import Kind, Schema, hoisted, schema_for
from desk.settings import Settings
from desk.store import Store
from simreplace import ReplacementForm

_TEXT: Final[Schema] = {"type": "string"}
_ISSUE: Final[Schema] = {
    "type": "object",
    "properties": {"pointer": _TEXT, "code": _TEXT, "severity": _TEXT, "detail": _TEXT},
    "required": ["pointer", "code", "severity", "detail"],
}
_ISSUES: Final[Schema] = {"type": "array", "items": {"$ref": "#/components/schemas/Issue"}}
_PROBLEM: Final[Schema] = {
    "type": "object",
    "properties": {
        "type": _TEXT,
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "errors": _ISSUES,
        "flags": _ISSUES,
        "notes": _ISSUES,
    },
    "required": ["type", "title", "status", "detail", "errors", "flags", "notes"],
}
_SIGN_IN: Final[Schema] = {
    "type": "object",
    "properties": {"name": _TEXT, "password": _TEXT},
    "required": ["name", "password"],
}


def create_app(settings: Settings, store: Store) -> FastAPI:
    """The service over a store."""
    app = FastAPI(title="desk", version="1", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    app.state.settings = settings
    app.state.store = store
    app.include_router(api)
    app.include_router(pages)
    app.add_middleware(Doorkeeper)
    app.add_exception_handler(RoutingError, _no_such_place)
    document = cache(partial(_document, app))
    app.openapi = document  # type: ignore[method-assign]
    return app


async def _no_such_place(request: Request, error: Exception) -> Response:
    return as_json(request, error)


def _document(app: FastAPI) -> dict[str, Any]:
    """What FastAPI knows, with our schemas and with the answer to everything that goes wrong."""
    document = get_openapi(title=app.title, version=app.version, routes=app.routes)
    parts: Schema = document["components"].setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        parts.pop(unused, None)
    parts |= {"Issue": _ISSUE, "Problem": _PROBLEM, "SignIn": _SIGN_IN}
    kinds: tuple[Kind, ...] = (ReplacementForm, *KINDS.values())
    for kind in kinds:
        parts[kind.__name__] = hoisted(schema_for(kind), parts)
    wrong = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for way in document["paths"].values():
        for told in way.values():
            told["responses"].pop("422", None)
            told["responses"]["default"] = {"description": "What kept it from going on", "content": wrong}
    return document
