"""What the pages show of the code is what the code says, and what they say by hand fits it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import pages
import simreplace
from simreplace import IssueCode, State, events, form_schema, lifecycle
from simreplace.lifecycle import counter, gates

ROOT = Path(__file__).parent.parent
PACKAGE = Path(simreplace.__file__).parent
DOCS = ROOT / "docs"
EVERY_PAGE = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])


def text_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.uncounted
@pytest.mark.parametrize(("path", "name", "render"), pages.BLOCKS, ids=[path for path, _, _ in pages.BLOCKS])
def test_a_page_shows_what_the_code_says(path: str, name: str, render: Callable[[], str]) -> None:
    if pages.block_of(text_of(path), name) != render():
        pytest.fail(f"{path} is not what the code says: {pages.HOW}")


@pytest.mark.parametrize(("path", "render"), pages.FILES, ids=[path for path, _ in pages.FILES])
def test_a_file_that_is_made_as_a_whole_shows_what_the_code_says(path: str, render: Callable[[], str]) -> None:
    if text_of(path) != render():
        pytest.fail(f"{path} is not what the code says: {pages.HOW}")


def test_writing_changes_the_block_alone() -> None:
    page = "before\n<!-- x -->\nold\n<!-- /x -->\nafter\n"
    assert pages.filled(page, "x", "new") == page.replace("old", "new")
    assert pages.filled(pages.filled(page, "x", "new"), "x", "old") == page


@pytest.mark.parametrize("page", ["", "<!-- x -->\n-\n", "<!-- x -->\n-\n<!-- /x -->\n" * 2])
def test_a_page_without_its_block_is_refused(page: str) -> None:
    with pytest.raises(ValueError, match="the block 'x'"):
        pages.filled(page, "x", "new")


# Oracles: what a page must hold, said without the functions that make it.


def rows_under(path: str, heading: str) -> list[list[str]]:
    """The cells of the table that follows a heading."""
    section = text_of(path).split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def test_the_codes_stand_each_in_one_row_and_in_their_order() -> None:
    listed = [(row[0].strip("`"), row[1].lower()) for row in rows_under("docs/reference/codes.md", "Every code")]
    assert listed == [(code.value, code.severity.value) for code in IssueCode]


def test_every_source_is_accounted_for_and_none_is_left_over() -> None:
    accounts = [row[0] for row in rows_under("docs/reference/codes.md", "The sources")]
    assert sorted(accounts) == sorted({code.source for code in IssueCode}), "write a row under The sources by hand"


def test_the_rows_of_the_lifecycle_are_all_there() -> None:
    listed = [tuple(row[:3]) for row in rows_under("docs/reference/lifecycle.md", "The rows")]
    assert listed == [
        (f"`{row.source.value}`", row.event.__name__, f"`{row.target.value}`") for row in lifecycle.TRANSITIONS
    ]


# Codes that no gate gives: three come from reading a letter, and two are FLAGs of the operator's record, which the gates
# of approving and deciding name.
NOT_OF_A_GATE = {
    "letter.validity",
    "letter.line_twice",
    "letter.languages_differ",
    "approve.record_differs",
    "approve.record_unknown",
}


def test_every_code_of_a_gate_is_listed_with_a_gate_or_a_limit() -> None:
    families = {
        "actor", "approve", "card", "collect", "collection", "compare", "deadline", "decide", "duty", "exchange",
        "expire", "fault", "information", "inspection", "letter", "order", "proxy", "ready", "reject", "release", "step",
        "submit", "tell", "visit",
    }  # fmt: skip
    known = {code.value for code in IssueCode if code.value.split(".")[0] in families} - NOT_OF_A_GATE
    shown = set(re.findall(r"`([a-z]+\.[a-z_]+)`", text_of("docs/reference/lifecycle.md")))
    assert known - shown == set()


def test_the_codes_of_a_gate_are_read_off_its_helpers_as_well() -> None:
    assert pages.codes_of(counter.card_is_inspected.__name__) == (
        IssueCode.CARD_NOT_AN_ESIM,
        IssueCode.INSPECTION_UNANSWERED,
        IssueCode.INSPECTION_UNSOUND,
        IssueCode.INSPECTION_OTHER_CARD,
    )
    assert set(pages.codes_of(counter.card_is_fresh.__name__)) == {
        IssueCode.CARD_USED_BEFORE,
        IssueCode.CARD_IS_OLD_CARD,
        IssueCode.CARD_FLAG_NOT_ACCEPTED,
    }


def test_a_code_that_a_gate_only_asks_for_is_not_said_to_come_of_it() -> None:
    assert IssueCode.APPROVE_RECORD_DIFFERS not in pages.codes_of(gates.flag_stands_undecided.__name__)


def test_the_gates_of_every_row_come_first() -> None:
    general = {"history_has_room", "nobody_poses_as_a_machine", "duties_are_apart", "nothing_has_run_out"}
    assert {pages.name_of(gate) for gate in pages.gates_in_order()[:4]} == general
    assert general.isdisjoint(pages.name_of(gate) for row in lifecycle.TRANSITIONS for gate in row.gates)


@pytest.mark.parametrize(
    ("state", "field"),
    [
        (State.DRAFT, "draft_deadline"),
        (State.INFORMATION_REQUESTED, "information_deadline"),
        (State.READY_FOR_COLLECTION, "collection_deadline"),
        (State.EXCHANGING, ""),
        (State.IN_REVIEW, ""),
        (State.COMPLETED, ""),
    ],
)
def test_the_deadline_of_a_state_is_found(state: State, field: str) -> None:
    assert pages.deadline_of(state) == field


# TM Forum, TMF622 v5.0.0, ProductOrderStateType
ORDER_STATES = {
    "acknowledged", "rejected", "pending", "held", "inProgress", "cancelled", "completed", "failed", "partial",
    "assessingCancellation", "pendingCancellation", "draft", "inProgress.accepted",
}  # fmt: skip


@pytest.mark.parametrize("state", State, ids=lambda state: state.value)
def test_the_word_of_a_state_is_one_of_a_product_order(state: State) -> None:
    assert state.order_word in ORDER_STATES


# Paths and links


def place_of(path: str) -> Path:
    """Where that file lies: of the package, what is installed, which need not be this checkout's."""
    inside = path.removeprefix("src/simreplace/")
    return PACKAGE / inside if inside != path else ROOT / path


@pytest.mark.parametrize("page", ["docs/explanation/architecture.md", "CONTRIBUTING.md"])
def test_every_file_named_on_a_page_is_there(page: str) -> None:
    named = set(re.findall(r"(?<![\w/.])(?:src|tests|docs)/[\w./-]*\w/?", text_of(page)))
    assert len(named) > 10
    assert sorted(path for path in named if not place_of(path).exists()) == []


def test_every_name_of_the_code_beside_a_file_stands_in_it() -> None:
    named = re.findall(r"`(src/[\w./]+\.py)` \(`(\w+)`\)", text_of("docs/explanation/architecture.md"))
    assert named
    assert [
        name
        for path, name in named
        if not re.search(rf"^{name}\b", place_of(path).read_text(encoding="utf-8"), flags=re.MULTILINE)
    ] == []


def links_of(page: Path) -> list[str]:
    """The relative links of a page."""
    found = re.findall(r"\]\(([^)\s#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    return [link for link in found if "://" not in link]


@pytest.mark.parametrize("page", EVERY_PAGE, ids=[str(page.relative_to(ROOT)) for page in EVERY_PAGE])
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [link for link in links_of(page) if not (page.parent / link).exists()] == []


def test_the_index_leads_to_every_page() -> None:
    linked = {(DOCS / link).resolve() for link in links_of(DOCS / "index.md")}
    unlinked = {page for page in DOCS.rglob("*.md") if page.name != "index.md"} - linked
    # What lies beside a folder's own README is led to from there.
    assert {page for page in unlinked if page.with_name("README.md") not in linked} == set()


def test_every_field_of_what_may_be_typed_stands_on_its_page_and_every_place_that_it_points_to() -> None:
    text = text_of("docs/how-to/every-field.md")
    assert set(re.findall(r"\]\(#(\w+)\)", text)) == set(re.findall(r'<a id="(\w+)"></a>', text))
    for name in ("form", *map(events.event_name, events.EVENTS)):
        section = text.split(f": `{name}`\n")[1].split("\n###")[0]
        assert re.findall(r"^\| `(\w+)` \|", section, flags=re.MULTILINE) == list(form_schema(name)["properties"])
    for part in ("AuthorizationLetter", "IdentityDocument", "Inspection", "Contact"):
        assert f'<a id="{part.lower()}"></a>' in text
    assert "| `old_card_found` | The old card was found |" in text
