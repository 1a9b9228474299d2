"""What people see: the page of a customer and the page of a clerk are one page, with what each may do."""

import secrets
from collections.abc import Iterable
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse

from desk import moves
from desk.answers import (
    After,
    FilledIn,
    QuietRoute,
    RequestId,
    answer,
    customer_of,
    key_of,
    language,
    revision_of,
    ticket_of,
)
from desk.api import SignedIn, parts_of
from desk.fields import answers_of, fields_of
from desk.moves import KINDS, new_id
from desk.schemas import Schema, schema_for
from desk.sessions import COOKIE, refuse_other_sites, sign_in
from desk.store import PAGE, Person
from desk.words import word
from simreplace import (
    WIB,
    Issue,
    IssueCode,
    Language,
    Paper,
    ReplacementForm,
    ReplacementRequest,
    Role,
    Stage,
    State,
    check_form,
    estimate_ready_date,
    events,
    explain,
    lifecycle,
    missing_papers,
    month_view,
    next_steps,
    progress,
    required_papers,
    summarize,
)

_STYLE: Final = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
_STAGES: Final = {State.READY_FOR_COLLECTION: Stage.COUNTER}


class Page(QuietRoute):
    """A route whose errors are read by a person."""

    async def refuse(self, request: Request, error: Exception) -> Response:
        tongue = language(request)
        status, told = answer(error, tongue)
        if status == HTTPStatus.UNAUTHORIZED and request.method == "GET":
            return RedirectResponse("/sign-in", 303)
        return _page(tongue, str(told["title"]), [_amiss(told), '<p><a href="/">←</a></p>'], None, status=status)


pages: Final = APIRouter(route_class=Page, include_in_schema=False, default_response_class=HTMLResponse)


@pages.get("/style.css")
def style() -> Response:
    """How it looks."""
    return PlainTextResponse(_STYLE, media_type="text/css")


@pages.get("/sign-in")
def ask_who(request: Request) -> Response:
    """The form for name and password."""
    tongue = language(request)
    form = (
        f'<form method="post" action="/sign-in"><label>{word("name", tongue)} <input name="name" autocomplete="username" required></label>'
        f'<label>{word("password", tongue)} <input name="password" type="password" autocomplete="current-password" required></label>'
        f"<button>{word('sign_in', tongue)}</button></form>"
    )
    return _page(tongue, word("sign_in", tongue), [form], None)


@pages.post("/sign-in")
def begin_session(request: Request, typed: FilledIn) -> Response:
    """Sign in."""
    refuse_other_sites(request)
    store, settings = parts_of(request)
    response = RedirectResponse("/", 303)
    if not sign_in(store, settings, response, typed.get("name"), typed.get("password")):
        raise HTTPException(401)
    return response


@pages.post("/sign-out")
def end_session(request: Request) -> Response:
    """Sign out."""
    refuse_other_sites(request)
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(COOKIE)
    return response


@pages.get("/")
def list_requests(
    request: Request, person: SignedIn, *, after: After = "", ended: Annotated[bool, Query()] = False
) -> Response:
    """The requests that one may see, a page at a time, and the form for a new one. What has ended is kept apart."""
    store, tongue = parts_of(request)[0], language(request)
    found = moves.listed(store, person, after, ended=ended)
    rows = "".join(
        f'<li><a href="/requests/{it.id}">{it.id}</a>: {escape(explain(it.state, tongue))}</li>' for it in found
    )
    parts = [f"<ul>{rows}</ul>"]
    if len(found) == PAGE:
        address = f"/?after={found[-1].id}" + ("&amp;ended=yes" if ended else "")
        parts.append(f'<p><a href="{address}">{word("more", tongue)}</a></p>')
    if ended:
        return _page(tongue, word("ended", tongue), [*parts, '<p><a href="/">←</a></p>'], person)
    parts.append(f'<p><a href="/?ended=yes">{word("ended", tongue)}</a></p>')
    if person.role in {Role.APPLICANT, Role.INTAKE_CLERK}:
        fields = fields_of(schema_for(ReplacementForm, tongue))
        if person.role is Role.INTAKE_CLERK:
            fields = (
                f'<label>{word("customer", tongue)} <input name="customer" autocomplete="off" required></label>'
                + fields
            )
        # One draft, however often the button is pressed on this page.
        fields += f'<input type="hidden" name="key" value="{secrets.token_hex(16)}">'
        parts.append(_form(word("new", tongue), "/requests", fields, tongue))
    return _page(tongue, word("requests", tongue), parts, person)


@pages.post("/requests")
def open_request(request: Request, person: SignedIn, typed: FilledIn) -> Response:
    """Begin a draft."""
    store, settings = parts_of(request)
    id, customer = new_id(store, person, key_of(typed.pop("key", None))), customer_of(typed.pop("customer", None))
    opened = moves.open_draft(store, person, typed, id=id, now=settings.clock(), customer=customer)
    return RedirectResponse(f"/requests/{opened.id}", 303)


@pages.get("/requests/{id}")
def show_request(request: Request, id: RequestId, person: SignedIn) -> Response:
    """Everything about a request that this person may know, and what they can do."""
    store, settings = parts_of(request)
    moves.seen(store, person, id)
    return _page_of(store.load(id), person, language(request), settings.clock())


@pages.post("/requests/{id}/visits")
def check_in(request: Request, id: RequestId, person: SignedIn) -> Response:
    """The ticket of whoever has come."""
    ticket, tongue = moves.check_in(parts_of(request)[0], person, id), language(request)
    told = f"<p>{word('your_ticket', tongue)}: <strong>{ticket}</strong></p>"
    return _page(tongue, word("ticket", tongue), [told, f'<p><a href="/requests/{id}">←</a></p>'], person)


@pages.post("/requests/{id}/events/{name}")
def tell(request: Request, id: RequestId, name: str, person: SignedIn, typed: FilledIn) -> Response:
    """What was filled in on the page of a request."""
    if name not in KINDS:
        raise HTTPException(404)
    store, settings = parts_of(request)
    moves.seen(store, person, id)
    looked_at, ticket = revision_of(typed.pop("revision", None)), ticket_of(typed.pop("ticket", None))
    event_id = new_id(store, person, key_of(typed.pop("key", None)), f"{id}/{name}")
    moves.tell(
        store, person, id, name, typed, event_id=event_id, now=settings.clock(), expected=looked_at, ticket=ticket
    )
    return RedirectResponse(f"/requests/{id}", 303)


# ---- What stands on a page


def _page_of(request: ReplacementRequest, person: Person, tongue: Language, now: Any) -> Response:
    far = progress(request, now=now)
    on = now.astimezone(WIB).date()
    window = far.clock.estimate if far.clock is not None else None
    if request.state is State.DRAFT:
        window = estimate_ready_date(now)
    steps = next_steps(request, now=now, role=person.role)
    stage = _STAGES.get(request.state, Stage.APPLYING)
    missing = {it.paper for it in missing_papers(request.form, stage=stage, on=on)}
    papers = (
        f"{explain(it, tongue)} ({word('missing' if it.paper in missing else 'there', tongue)})"
        for it in required_papers(request.form, stage=stage, on=on)
    )
    parts = [
        _part("progress", tongue, f"<p>{_lines(explain(far, tongue))}</p>"),
        _part("next", tongue, _list(explain(step, tongue) for step in steps)),
        _part("checklist", tongue, _list(papers)),
        "" if window is None else _part("window", tongue, f"<pre>{escape(month_view(window, tongue))}</pre>"),
        _part("form", tongue, f"<p>{_lines(summarize(request, tongue))}</p>"),
        _part("can_do", tongue, "".join(_ways(request, person, tongue, on, [step.event for step in steps]))),
    ]
    return _page(tongue, explain(request.state, tongue), parts, person)


def _ways(
    request: ReplacementRequest, person: Person, tongue: Language, on: Any, kinds: Iterable[type[events.Event] | None]
) -> Iterable[str]:
    if request.state is State.READY_FOR_COLLECTION and person.role in {Role.APPLICANT, Role.PROXY}:
        yield f'<form method="post" action="/requests/{request.id}/visits"><button>{word("check_in", tongue)}</button></form>'
    for kind in kinds:
        if kind is None:
            continue
        name = events.event_name(kind)
        schema = schema_for(kind, tongue)
        # What is sent first is the draft as it is; who is asked for more may fill in the form anew.
        shown = {it: part for it, part in schema["properties"].items() if (kind, it) not in _SHOWN_OTHERWISE}
        flags = {it.code.value: explain(it, tongue) for it in check_form(request.form, on=on).flags}
        fields = fields_of({**schema, "properties": shown}, choices={"/acknowledged": flags})
        if kind is events.ProvideInformation:
            fields = _answers(request, schema, tongue) + fields
        if kind is events.Collect:
            fields = f'<label>{word("ticket", tongue)} <input name="ticket" required></label>' + fields
        # Told once, however often the button is pressed on this page.
        fields += f'<input type="hidden" name="key" value="{request.revision}">'
        if kind not in _NEVER_TOO_LATE:
            fields += f'<input type="hidden" name="revision" value="{request.revision}">'
        yield _form(explain(kind, tongue), f"/requests/{request.id}/events/{name}", fields, tongue)


def _answers(request: ReplacementRequest, schema: Schema, tongue: Language) -> str:
    asked = lifecycle.standing(request).asked
    papers = {it: explain(Paper(it), tongue) for it in asked if it in set(Paper)}
    missing = {it: Issue(IssueCode.INFORMATION_UNANSWERED, params=(("item", it),)) for it in asked if it not in papers}
    return answers_of(schema, papers=papers, details={it: explain(issue, tongue) for it, issue in missing.items()})


_SHOWN_OTHERWISE: Final = frozenset({(events.Submit, "form"), (events.ProvideInformation, "answers")})
# Whoever stops or objects need not have seen the newest page.
_NEVER_TOO_LATE: Final = frozenset({events.Hold, events.RaiseObjection, events.Cancel})


def _form(title: str, action: str, fields: str, tongue: Language) -> str:
    return (
        f'<details><summary>{escape(title)}</summary><form method="post" action="{action}">{fields}'
        f"<button>{word('send', tongue)}</button></form></details>"
    )


def _part(key: str, tongue: Language, inside: str) -> str:
    return f'<section id="{key}"><h2>{word(key, tongue)}</h2>{inside}</section>' if inside else ""


def _list(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{_lines(it)}</li>" for it in items) + "</ul>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _amiss(told: dict[str, Any]) -> str:
    found = [*told["errors"], *told["flags"]]
    items = "".join(f"<li><code>{escape(it['pointer'])}</code> {escape(it['detail'])}</li>" for it in found)
    return f'<p role="alert">{escape(str(told["detail"]))}</p><ul>{items}</ul>'


def _page(tongue: Language, title: str, parts: Iterable[str], person: Person | None, *, status: int = 200) -> Response:
    who = (
        ""
        if person is None
        else f'<form method="post" action="/sign-out">{escape(person.name)}, {escape(explain(person.role, tongue))} '
        f"<button>{word('sign_out', tongue)}</button></form>"
    )
    return HTMLResponse(
        f'<!doctype html><html lang="{tongue}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css"></head>'
        f'<body><header>{who}<a href="/">desk</a></header><main><h1>{escape(title)}</h1>{"".join(parts)}</main></body></html>',
        status,
    )
