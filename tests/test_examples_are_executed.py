"""Every example in a docstring, and every snippet in the README and the docs, runs here."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import simreplace
from examples import anew

ROOT = Path(__file__).parent.parent
FLAGS = doctest.ELLIPSIS
MODULES = ["simreplace", *sorted(found.name for found in pkgutil.walk_packages(simreplace.__path__, "simreplace."))]
# What a page shows whole, and a test of the same name runs.
RECIPES = [
    path.read_text(encoding="utf-8")
    for path in (ROOT / "docs/how-to/recipes").glob("*.py")
    if (ROOT / f"tests/docs/test_{path.name}").exists()
]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize(
    "name", [name for name in MODULES if not name.startswith(("simreplace._data", "simreplace.ext"))]
)
def test_the_examples_of_a_module_hold(name: str) -> None:
    module = importlib.import_module(name)
    # An example stands in the module where its thing is defined, and may use that module's names.
    result = doctest.testmod(module, optionflags=FLAGS, extraglobs=dict(vars(simreplace)) | dict(vars(module)))
    assert result.failed == 0


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_the_snippets_of_a_page_hold(page: Path) -> None:
    result = doctest.testfile(str(page), module_relative=False, optionflags=FLAGS, encoding="utf-8")
    assert result.failed == 0


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_every_python_block_of_a_page_is_one_that_runs(page: Path) -> None:
    """A block that no test executes could say anything: one without a prompt is a recipe as a whole, with a test."""
    text = page.read_text(encoding="utf-8")
    blocks = text.split("```")[1::2]
    plain = [block.removeprefix("python\n") for block in blocks if block.startswith(("python", "py\n"))]
    assert [block for block in plain if block not in RECIPES] == []
    assert all(">>>" in block for block in blocks if block.startswith("pycon"))


def test_a_page_of_outputs_is_the_one_that_is_written_anew() -> None:
    """With `python tests/examples.py docs/how-to/papers-and-notices.md`, after a change to a word."""
    page = (ROOT / "docs/how-to/papers-and-notices.md").read_text(encoding="utf-8")
    assert anew(page) == page
    assert anew("```pycon\n>>> print('one\\n\\ntwo')\nthree\n\n```\n") == (
        "```pycon\n>>> print('one\\n\\ntwo')\none\n<BLANKLINE>\ntwo\n\n```\n"
    )
