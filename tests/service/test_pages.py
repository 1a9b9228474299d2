"""The pages: as they are written, and where there is a Chromium as they are seen."""

from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import attrs
import pytest

from browser import CHROMEDRIVER, Browser, chromium
from desk.fields import fields_of
from desk.moves import KINDS
from desk.schemas import KEPT, schema_for
from desk.store import PAGE
from desk.words import word
from desk_host import FORM, OUTLET, REVIEWED, Desk, at_the_counter, card, inspected, ready
from desk_process import process_on
from planted import leaks
from simreplace import Issue, IssueCode, Language, Paper, ReplacementForm, State, events, explain

FORMS = "application/x-www-form-urlencoded"


@attrs.define
class Form:
    """A form of a page: where it is sent, and the names of its fields, with what stands in the hidden ones."""

    action: str
    fields: dict[str, str] = attrs.field(factory=dict[str, str])


class Reader(HTMLParser):
    """What a page holds."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.links: list[str] = []
        self.language = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.append(tag)
        self.attributes |= set(said)
        self.language = said.get("lang") or self.language
        if tag == "form":
            self.forms.append(Form(said["action"] or ""))
        elif tag == "a":
            self.links.append(said["href"] or "")
        elif tag in {"input", "select", "textarea"}:
            self.forms[-1].fields[said["name"] or ""] = said.get("value") or ""

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def form(self, action: str) -> Form:
        return next(form for form in self.forms if form.action.endswith(action))


def flat(node: Any, at: str = "") -> dict[str, str]:
    """A form as a browser sends it: each field under its pointer."""
    if isinstance(node, Mapping):
        return {key: it for name, inner in node.items() for key, it in flat(inner, f"{at}/{name}").items()}
    if isinstance(node, list):
        return {key: it for place, inner in enumerate(node) for key, it in flat(inner, f"{at}/{place}").items()}
    return {at: node if isinstance(node, str) else str(node).lower()}


def page(desk: Desk, by: str, path: str, language: str = "en") -> Reader:
    answer = desk.client(by).get(path, headers={"accept-language": language})
    assert answer.status_code == 200, answer.text
    return Reader(answer.text)


def send(desk: Desk, by: str, form: Form, filled: Mapping[str, str]) -> Any:
    """Send a form of a page, whose every field must be there."""
    assert filled.keys() <= form.fields.keys(), filled.keys() - form.fields.keys()
    kept = {name: value for name, value in form.fields.items() if not name.startswith("/") and value}
    body = urlencode({**dict.fromkeys(form.fields, ""), **kept, **filled})
    return desk.client(by).post(form.action, content=body, headers={"content-type": FORMS}, follow_redirects=False)


def test_a_request_goes_all_the_way_by_the_forms_of_the_pages(desk: Desk) -> None:
    told = send(desk, "siti", page(desk, "siti", "/").form("/requests"), flat(FORM))
    assert told.status_code == 303, told.text
    at = told.headers["location"]
    steps = [*ready(card(1)), ("counter", "collect", {}), *at_the_counter(card(1))]
    for by, event, payload in steps:
        filled = flat(payload)
        if event == "compare_record":
            filled = {"/matches/0/detail": "identity_number", "/matches/0/outcome": "true"}
        if event == "approve":
            evidence = page(desk, by, at).form("/approve")
            place = next(name for name in evidence.fields.items() if name[1] == "identity_document")[0]
            filled = {place: "identity_document"}
        if event == "collect":
            checked_in = desk.client("siti").post(f"{at}/visits")
            ticket = checked_in.text.partition("<strong>")[2].partition("</strong>")[0]
            filled = {"ticket": ticket, "/outlet": OUTLET, **flat(FORM["applicant"]["documents"][0], "/id_seen")}
        answer = send(desk, by, page(desk, by, at).form(f"/{event}"), filled)
        assert answer.status_code == 303, (event, answer.text)
    assert desk.store.load(at.rpartition("/")[2]).state is State.COMPLETED


@pytest.mark.parametrize("language", ["en", "id", "zh"])
def test_a_page_shows_everything_in_the_language_of_its_reader_and_nobodys_number(
    desk: Desk, language: Language
) -> None:
    at = f"/requests/{desk.open(remarks='<script>alert(1)</script>', outlet='<b>rahasia sekali</b>')}"
    for by, steps in (("siti", ()), ("reviewer", REVIEWED), ("siti", ())):
        desk.told(at.rpartition("/")[2], *steps)
        seen = page(desk, by, at, language)
        assert seen.language == language
        state = desk.store.load(at.rpartition("/")[2]).state
        assert explain(state, language) in seen.text
        assert "2026" in seen.text
        assert ("*" in seen.text) and ("[" in seen.text)
        shown = {"progress", "next", "checklist", "window", "form", "can_do"}
        answer = desk.client(by).get(at, headers={"accept-language": language})
        assert {key for key in shown if f'<section id="{key}">' in answer.text} == shown
        assert leaks(answer.text.replace("&lt;b&gt;rahasia sekali&lt;/b&gt;", "")) == []
        # Nothing runs, and nothing but the one sheet is fetched.
        assert {"script", "style", "iframe", "img", "b"} & set(seen.tags) == set()
        assert not {name for name in seen.attributes if name.startswith("on") or name == "style"}
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_whoever_is_asked_for_more_answers_with_the_form_or_without(desk: Desk) -> None:
    id = desk.open()
    desk.told(id, *REVIEWED)
    for changes in ({}, {"/form" + at: value for at, value in flat({**FORM, "remarks": "again"}).items()}):
        desk.told(id, ("reviewer", "request_information", {"papers": ["purchase_record"]}))
        form = page(desk, "siti", f"/requests/{id}").form("/provide_information")
        answered = {"/answers/0/item": "purchase_record", "/answers/0/text": "a photo", **changes}
        assert send(desk, "siti", form, answered).status_code == 303
    assert desk.store.load(id).form.remarks == "again"


def test_a_draft_that_a_clerk_opens_on_the_page_belongs_to_the_customer_who_is_named(desk: Desk) -> None:
    form = page(desk, "intake", "/").form("/requests")
    told = send(desk, "intake", form, {**flat(FORM), "customer": "siti"})
    assert told.status_code == 303, told.text
    id = told.headers["location"].rpartition("/")[2]
    assert id in desk.client("siti").get("/").text
    desk.told(id, *ready(card(1)))
    assert "<strong>" in desk.client("siti").post(f"/requests/{id}/visits").text
    # A customer is asked for nobody's account, and names none but their own.
    own = page(desk, "dewi", "/").form("/requests")
    assert "customer" not in own.fields
    own.fields["customer"] = "siti"
    at = send(desk, "dewi", own, {**flat(FORM), "customer": "siti"}).headers["location"]
    assert desk.client("dewi").get(at).status_code == 200
    assert desk.client("siti").get(at).status_code == 404


@pytest.mark.parametrize("language", ["en", "id", "zh"])
def test_a_clerk_is_told_that_a_customer_is_missing_or_is_nobody(desk: Desk, language: Language) -> None:
    said = {"accept-language": language, "content-type": FORMS}
    page_of_clerk = desk.client("intake").get("/", headers=said).text
    assert word("customer", language) in page_of_clerk
    assert 'name="customer" autocomplete="off" required' in page_of_clerk
    form = page(desk, "intake", "/").form("/requests")
    missing = Issue(IssueCode.FORM_REQUIRED, "/customer")
    for customer, status, words in (
        ("", 422, explain(missing, language)),
        ("nobody", 404, word("404.customer", language)),
        ("reviewer", 404, word("404.customer", language)),
        ("0812 3456 7890", 404, word("404.customer", language)),
        ("\0", 404, word("404.customer", language)),
    ):
        body = urlencode({**form.fields, **flat(FORM), "customer": customer})
        told = desk.client("intake").post("/requests", content=body, headers=said)
        assert told.status_code == status
        assert words in told.text
        assert leaks(told.text) == []
    assert desk.store.entries() == []


def test_a_button_for_a_new_request_that_is_pressed_twice_opens_one(desk: Desk) -> None:
    for by, filled in (("siti", flat(FORM)), ("intake", {**flat(FORM), "customer": "dewi"})):
        form = page(desk, by, "/").form("/requests")
        told = [send(desk, by, form, filled) for _ in range(2)]
        assert [it.status_code for it in told] == [303, 303]
        assert len({it.headers["location"] for it in told}) == 1
        # Another page is another request.
        other = send(desk, by, page(desk, by, "/").form("/requests"), filled)
        assert other.headers["location"] != told[0].headers["location"]


@pytest.mark.parametrize("by", ["siti", "intake"])
@pytest.mark.parametrize("language", ["en", "id", "zh"])
def test_everything_that_was_asked_for_can_be_answered_on_the_page(desk: Desk, by: str, language: Language) -> None:
    papers = [paper for paper in Paper if paper is not Paper.AUTHORIZATION_LETTER]
    details = ["full_name", "/applicant/documents/0/number", "house_colour", "contact"]
    id = desk.open()
    desk.told(id, *REVIEWED, ("reviewer", "request_information", {"papers": papers, "fields": details}))
    written = desk.client(by).get(f"/requests/{id}", headers={"accept-language": language}).text
    seen = page(desk, by, f"/requests/{id}", language)
    form = seen.form("/provide_information")
    # The items stand there already, with their words; nobody types what the library calls them.
    rows = {name: item for name, item in form.fields.items() if name.startswith("/answers/") and name.endswith("/item")}
    assert list(rows.values()) == [*papers, *details]
    for paper in papers:
        assert f'value="{paper.value}" required> {explain(paper, language)}' in written
    for detail in details:
        missing = Issue(IssueCode.INFORMATION_UNANSWERED, params=(("item", detail),))
        assert explain(missing, language) in seen.text
        assert f'type="hidden" name="/answers/{len(papers) + details.index(detail)}/item" value="{detail}"' in written
    # A paper that nobody has ticked was not handed over, and a detail without a word has no answer.
    ticked = {name: item for name, item in rows.items() if item in papers}
    hidden = {name: item for name, item in rows.items() if item in details}
    said = {name.replace("/item", "/text"): "see there" for name in hidden}
    assert send(desk, by, form, {**hidden, **said}).status_code == 422
    assert send(desk, by, form, {**ticked, **hidden}).status_code == 422
    assert send(desk, by, form, {**ticked, **hidden, **said}).status_code == 303
    assert desk.store.load(id).state is State.IN_REVIEW


@pytest.mark.parametrize("by", ["intake", "siti", "owner"])
def test_every_request_is_reached_from_the_first_page_and_what_has_ended_stands_apart(desk: Desk, by: str) -> None:
    """The owner of the number sees those for it, the customer their own, the clerk all of them."""
    ids = {desk.open() for _ in range(2 * PAGE + 3)}
    ended = {desk.open() for _ in range(PAGE + 1)}
    for id in ended:
        desk.told(id, ("siti", "cancel", {"reason": "other"}))

    def listed(path: str) -> list[list[str]]:
        pages = []
        while path:
            seen = Reader(desk.client(by).get(path).text)
            pages.append([link.rpartition("/")[2] for link in seen.links if link.startswith("/requests/")])
            path = next((link for link in seen.links if "after=" in link), "")
        return pages

    going_on = listed("/")
    assert [len(it) for it in going_on] == [PAGE, PAGE, 3]
    assert set().union(*going_on) == ids
    assert "/?ended=yes" in Reader(desk.client(by).get("/").text).links
    over = listed("/?ended=yes")
    assert [len(it) for it in over] == [PAGE, 1]
    assert set().union(*over) == ended
    for odd in ("/?after=r-1", "/?after=%00", "/?ended=perhaps", "/?after=0812 3456 7890"):
        assert desk.client(by).get(odd).status_code == 404


def test_what_cannot_be_is_said_to_a_person_and_not_repeated(desk: Desk) -> None:
    form = page(desk, "siti", "/").form("/requests")
    told = send(desk, "siti", form, {**flat(FORM), "/applicant/documents/0/number": "317407550895000"})
    assert told.status_code == 422
    assert "#/applicant/documents/0/number" in told.text
    assert "317407550895000" not in told.text
    assert desk.client("siti").get("/nothing").status_code == 404


def test_whoever_looked_at_an_older_page_is_told_so(desk: Desk) -> None:
    id = desk.open()
    desk.told(id, *REVIEWED)
    late = page(desk, "reviewer", f"/requests/{id}").form("/reject")
    objection = page(desk, "owner", f"/requests/{id}").form("/raise_objection")
    desk.told(id, ("analyst", "hold", {"reason": "odd"}))
    place = next(name for name, value in late.fields.items() if value == "other")
    assert send(desk, "reviewer", late, {place: "other"}).status_code == 412
    # Who objects need not have seen the newest page.
    assert send(desk, "owner", objection, {"/reason": "it was not me"}).status_code == 303


def test_a_button_that_is_pressed_twice_counts_once(desk: Desk) -> None:
    at = f"/requests/{desk.open()}"
    form = page(desk, "siti", at).form("/submit")
    assert [send(desk, "siti", form, {}).status_code for _ in range(2)] == [303, 303]
    assert len(desk.store.load(at.rpartition("/")[2]).history) == 1


@pytest.mark.parametrize("kind", [ReplacementForm, *KINDS.values()], ids=lambda kind: kind.__name__)
def test_every_field_of_a_schema_is_a_field_of_the_form(kind: Any) -> None:
    schema = schema_for(kind, "id")
    seen = Reader(f'<form action="x">{fields_of(schema, choices={"/acknowledged": {"a": "b"}})}</form>')
    names = {name.split("/")[1] for name in seen.forms[0].fields}
    assert names == set(schema["properties"])
    assert seen.tags.count("label") == len(seen.forms[0].fields)


def test_a_form_that_is_sent_again_is_taken_from_the_draft() -> None:
    assert {(events.Submit, "form"), (events.ProvideInformation, "form")} == KEPT


# ---- As a person sees it


@pytest.mark.skipif(CHROMEDRIVER is None, reason="no Chromium here: the pages are seen by no browser")
def test_a_person_opens_a_request_and_a_clerk_sees_it(tmp_path: Path) -> None:
    with process_on(f"sqlite:///{tmp_path / 'desk.db'}") as process, chromium(tmp_path / "profile") as browser:
        home = f"http://127.0.0.1:{process.port}"
        sign_in(browser, home, "siti")
        browser.click("summary")
        for name, value in flat(FORM).items():
            browser.set(name, value)
        browser.set("/outlet", "<script>document.title = 'broken'</script>")
        browser.click('form[action="/requests"] button')
        browser.await_heading(explain(State.DRAFT))
        at = browser.address
        assert at.startswith(f"{home}/requests/r-")
        assert explain(State.DRAFT) in browser.text
        browser.run("document.querySelectorAll('details').forEach(it => it.open = true)")
        browser.click('form[action$="/submit"] button')
        browser.await_heading(explain(State.IN_REVIEW))
        assert "Mon    Tue    Wed" in browser.text
        assert "siti@example.com" not in browser.text
        assert browser.run("return document.title") != "broken"
        assert browser.run("return getComputedStyle(document.querySelector('header')).display") == "flex"
        assert browser.run("return document.documentElement.scrollWidth <= window.innerWidth")
        sign_out(browser)
        sign_in(browser, home, "reviewer")
        browser.open(at)
        assert explain(events.Approve) in browser.text
        assert leaks(browser.run("return document.documentElement.outerHTML")) == []
        # Another one cannot see it, and what the browser had against a page is nothing but the answers it was to get.
        browser.open(home)
        sign_out(browser)
        sign_in(browser, home, "dewi")
        browser.open(at)
        assert "Not Found" in browser.text
        assert [it for it in browser.complaints if "404" not in it and "favicon" not in it] == []


def sign_in(browser: Browser, home: str, name: str) -> None:
    browser.open(f"{home}/sign-in")
    browser.fill('[name="name"]', name)
    browser.fill('[name="password"]', "made up")
    browser.click("main button")
    browser.find('form[action="/sign-out"]')
    assert browser.address == f"{home}/"


def sign_out(browser: Browser) -> None:
    browser.click("header button")
    browser.find('form[action="/sign-in"]')


def test_inspected_is_what_the_page_asks_for() -> None:
    asked = set(schema_for(events.AcceptCard)["$defs"]["Inspection"]["properties"])
    assert set(inspected(card(1))) <= asked
