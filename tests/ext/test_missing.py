"""Every file of `ext` where its neighbor is not installed: one sentence that names the extra, and the rest goes on."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

import pytest

import simreplace

ROOT: Final = Path(__file__).parent.parent.parent
EXTRAS: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
OURS: Final = Path(simreplace.__file__).parent
FILES: Final = sorted(path.stem for path in (OURS / "ext").iterdir() if path.suffix == ".py" or path.name == "polars")
# What may be imported without a neighbor, since whoever asks for it has the neighbor already.
ALONE: Final = {"__init__", "announce"}
SENTENCES: Final = {
    "hypothesis": "the strategies need Hypothesis: pip install 'simreplace[hypothesis]'",
    "polars": "checking frames needs polars: pip install 'simreplace[polars]'",
    "pydantic": "the fields of models need pydantic: pip install 'simreplace[pydantic]'",
}


def without(neighbors: str, code: str) -> str:
    """What a fresh interpreter prints in which these are not installed, as far as anybody can see."""
    hidden = f"import sys\nfor name in {neighbors.split()!r}: sys.modules[name] = None\n"
    environment = {**os.environ, "PYTHONPATH": str(OURS.parent)}
    done = subprocess.run(
        [sys.executable, "-c", hidden + code],
        env=environment, capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


SAY: Final = """
try:
    {told}
except ModuleNotFoundError as error:
    print(error.name, error, sep=": ")
else:
    print("went on")
"""


@pytest.mark.parametrize("file", FILES)
def test_a_missing_neighbor_is_told_in_one_sentence_that_names_its_extra(file: str) -> None:
    extra = file if file in EXTRAS else "hypothesis"
    told = without("hypothesis polars pydantic pydantic_core", SAY.format(told=f"import simreplace.ext.{file}"))
    assert told == ("went on\n" if file in ALONE else f"{extra}: {SENTENCES[extra]}\n")


def test_so_is_one_that_is_missed_when_something_is_called() -> None:
    told = without("hypothesis", SAY.format(told="from simreplace.ext.announce import register; register()"))
    assert told == f"hypothesis: {SENTENCES['hypothesis']}\n"


def test_each_extra_is_one_that_the_project_has_and_the_other_way_round() -> None:
    assert set(EXTRAS) == set(SENTENCES)
    for extra, sentence in SENTENCES.items():
        assert sentence.endswith(f"pip install 'simreplace[{extra}]'")
        assert [needed.partition(">")[0] for needed in EXTRAS[extra]] == [extra]


def test_whoever_has_the_one_needs_not_the_other() -> None:
    assert without("hypothesis", SAY.format(told="import simreplace.ext.pydantic")) == "went on\n"
    assert without("pydantic pydantic_core", SAY.format(told="import simreplace.ext.hypothesis")) == "went on\n"


def test_the_library_itself_needs_none() -> None:
    code = "import simreplace\nprint(simreplace.Msisdn.parse('0812 3456 7890'))  # made up"
    assert without("hypothesis polars pydantic pydantic_core", code) == "+62812*****890\n"
