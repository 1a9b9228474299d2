"""What the site is made of: every page stands in its navigation, and a link that leads nowhere is found."""

import re
from pathlib import Path
from typing import Final

import pytest

import make_site
import pages
from test_architecture import FACES

ROOT: Final = Path(__file__).parent.parent.parent
NAVIGATION: Final = re.findall(r"([\w/.-]+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_page_stands_once_in_the_navigation() -> None:
    placed = {make_site.place_of(page) for page in make_site.sources() if page.suffix == ".md"}
    made = {f"reference/api/{face}.md" for face in make_site.FACES}
    beside = {place for path, place in make_site.OUTSIDE.items() if path.suffix}
    assert len(NAVIGATION) == len(set(NAVIGATION))
    assert set(NAVIGATION) == placed | made | beside


def test_a_tab_leads_to_the_first_page_of_its_part() -> None:
    """Not to whichever of its pages is called index: that was the Indonesian one for the tutorial."""
    told = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert "navigation.tabs" in told
    assert "navigation.indexes" not in told


def test_every_public_face_has_its_page_and_every_name_its_place() -> None:
    assert list(make_site.FACES) == list(FACES)
    assert set(pages._OF_CONSTANTS) == make_site.ALIASES


@pytest.mark.parametrize(
    ("page", "text", "expected"),
    [
        ("docs/index.md", "[Changes](../CHANGELOG.md)", "[Changes](project/changelog.md)"),
        ("docs/index.md", "[a story](examples/lost_sim.py)", "[a story](examples/lost_sim.py.md)"),
        ("README.md", "[codes](docs/reference/codes.md#the-sources)", "[codes](../reference/codes.md#the-sources)"),
        ("docs/how-to/store-and-lock.md", "[files](recipes/)", "[files](recipes/index.md)"),
        ("docs/index.md", "[a service](examples/service)", "[a service](examples/service/README.md)"),
        ("docs/index.md", "[elsewhere](https://example.com/x.md)", "[elsewhere](https://example.com/x.md)"),
        ("docs/index.md", "[gone](gone.md) and [here](#there)", "[gone](gone.md) and [here](#there)"),
        ("docs/index.md", "```\n[code](../README.md)\n```\n", "```\n[code](../README.md)\n```\n"),
    ],
)
def test_a_link_leads_to_where_the_thing_lies_on_the_site(page: str, text: str, expected: str) -> None:
    assert make_site.relinked(text, ROOT / page) == expected


def test_what_leads_nowhere_or_loads_from_elsewhere_is_found(tmp_path: Path) -> None:
    (tmp_path / "one.html").write_text(
        '<h1 id="top">One</h1><a href="two.html#there">two</a><a href="#top">up</a><a href="https://example.com">out</a>'
        '<a href="two.html#nowhere">x</a><a href="three.html">y</a><script src="https://example.com/x.js"></script>'
        '<img src="gone.svg">',
        encoding="utf-8",
    )
    (tmp_path / "two.html").write_text('<p id="there">Two</p><a href="./one.html">one</a>', encoding="utf-8")
    assert make_site.broken(tmp_path) == [
        "one.html loads https://example.com/x.js",
        "one.html leads to two.html#nowhere, a place that is not on that page",
        "one.html leads to three.html, which is not there",
        "one.html leads to gone.svg, which is not there",
    ]
    (tmp_path / "one.html").write_text('<p id="top"><a href="two.html#there">two</a></p>', encoding="utf-8")
    assert make_site.broken(tmp_path) == []


def test_a_file_and_a_folder_are_shown_as_pages() -> None:
    recipe = ROOT / "docs/how-to/recipes/logs.py"
    assert make_site.shown(recipe).startswith("# logs.py\n\n````python\n")
    assert "- [logs.py](logs.py.md)" in make_site.listed(recipe.parent)
