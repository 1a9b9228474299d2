"""How the package is cited, what it holds, and what its workflows may do: what `.ci/package` looks at, held here."""

import re
from pathlib import Path
from typing import Final

import pytest

import simreplace
from shipped import (
    ROOT,
    asked_by,
    brought,
    faults_of_sdist,
    faults_of_wheel,
    license_of,
    main,
    table,
    version_of,
)

CITED: Final = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
WORKFLOWS: Final = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
MODULES: Final = ("simreplace/__init__.py", "simreplace/py.typed")
INSIDE: Final = "simreplace-0.1.0.dist-info"
WHOLE: Final = (
    *MODULES,
    *(f"{INSIDE}/{name}" for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")),
)
METADATA: Final = """Metadata-Version: 2.5
Name: simreplace
Version: 0.1.0
License-Expression: MIT
Requires-Python: >=3.11
Provides-Extra: contoh
Description-Content-Type: text/markdown
"""


def test_the_version_that_is_cited_is_that_of_the_library() -> None:
    assert re.findall(r"^version: (.+)$", CITED, flags=re.MULTILINE) == [simreplace.__version__]
    assert version_of(Path(simreplace.__file__).read_text(encoding="utf-8")) == simreplace.__version__


def test_what_is_cited_has_whatever_a_citation_must_have() -> None:
    """The keys that the schema 1.2.0 asks for, which cffconvert compares as a whole."""
    keys = re.findall(r"^([a-z-]+):", CITED, flags=re.MULTILINE)
    assert {"cff-version", "message", "title", "authors"} <= set(keys)
    assert len(keys) == len(set(keys))


def wheel(names: tuple[str, ...] = WHOLE, metadata: str = METADATA) -> list[str]:
    return list(faults_of_wheel(names, metadata, version="0.1.0", extras=["contoh"], modules=MODULES))


def test_a_wheel_that_is_as_it_should_be_has_no_fault() -> None:
    assert wheel() == []


@pytest.mark.parametrize("lost", WHOLE)
def test_a_wheel_without_one_of_its_files_is_told(lost: str) -> None:
    assert wheel(tuple(name for name in WHOLE if name != lost)) == [f"the wheel lacks {lost}"]


@pytest.mark.parametrize("more", ["tests/test_shipped.py", "simreplace/words/notes.txt", ".env"])
def test_a_wheel_with_something_else_in_it_is_told(more: str) -> None:
    assert wheel((*WHOLE, more)) == [f"the wheel has {more} too many"]


@pytest.mark.parametrize(
    ("line", "instead", "fault"),
    [
        ("Version: 0.1.0", "Version: 0.1.1", "the metadata says Version: 0.1.1"),
        ("License-Expression: MIT", "License: MIT", "the metadata says License-Expression: None"),
        ("Requires-Python: >=3.11", "Requires-Python: >=3.10", "the metadata says Requires-Python: >=3.10"),
        ("Provides-Extra: contoh", "Provides-Extra: other", "the metadata names the extras ['other']"),
    ],
)
def test_metadata_that_says_something_else_is_told(line: str, instead: str, fault: str) -> None:
    assert wheel(metadata=METADATA.replace(line, instead)) == [fault]


def test_an_sdist_holds_what_git_keeps_and_no_more() -> None:
    assert list(faults_of_sdist({"a", "b", "PKG-INFO"}, {"a", "b"})) == []
    assert list(faults_of_sdist({"a", "c"}, {"a", "b"})) == ["the sdist lacks b", "the sdist has c too many"]


APACHE, BSD, MIT = (f"License :: OSI Approved :: {it} License" for it in ("Apache Software", "BSD", "MIT"))


@pytest.mark.parametrize(
    ("stated", "classifiers", "license_"),
    [
        (["MIT"], [BSD], "MIT"),
        ([], ["Programming Language :: Python", APACHE], "Apache-2.0"),
        ([], [MIT, BSD], "BSD and MIT"),
    ],
)
def test_a_license_is_read_from_what_a_package_says_of_itself(
    stated: list[str], classifiers: list[str], license_: str
) -> None:
    assert license_of("contoh", stated, classifiers) == license_


def test_a_package_that_names_no_license_stops_the_release() -> None:
    with pytest.raises(ValueError, match="contoh does not say under which license it is"):
        license_of("contoh", [], ["Programming Language :: Python"])


def test_whatever_is_installed_with_it_is_found_through_and_through() -> None:
    """holidays asks for python-dateutil, and that for six."""
    always = brought(asked_by("simreplace"))
    assert {"attrs", "cattrs", "holidays", "phonenumbers", "python-dateutil", "six", "typing-extensions"} <= set(always)
    assert "hypothesis" not in always
    assert "sortedcontainers" in brought(asked_by("simreplace", "hypothesis"))
    assert "| sortedcontainers | `hypothesis` | Apache-2.0 |" in table(["hypothesis"]).splitlines()


def test_whoever_asks_for_something_else_is_shown_how_to_ask(capsys: pytest.CaptureFixture[str]) -> None:
    assert main("anything") == 1
    assert "python tests/shipped.py licenses write" in capsys.readouterr().out


# ---- The workflows


def steps_of(path: Path) -> list[str]:
    return re.findall(r"uses: (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_there_are_workflows_for_the_tests_the_site_and_the_release() -> None:
    assert [path.name for path in WORKFLOWS] == ["docs.yml", "release.yml", "tests.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_what_others_wrote_is_taken_by_its_commit_and_its_release_stands_beside_it(path: Path) -> None:
    steps = steps_of(path)
    assert steps
    assert [it for it in steps if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", it)] == []


def test_no_action_is_taken_in_two_releases() -> None:
    taken = {it for path in WORKFLOWS for it in steps_of(path)}
    assert len({it.partition("@")[0] for it in taken}) == len(taken)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_job_may_do_nothing_but_what_it_says(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "\npermissions: {}\n" in text
    granted = set(re.findall(r"^      ([\w-]+: write)\b", text, flags=re.MULTILINE))
    assert (
        granted
        == {
            "tests.yml": set(),
            "docs.yml": {"pages: write", "id-token: write"},
            "release.yml": {"id-token: write"},
        }[path.name]
    )
    assert "secrets." not in text


def test_the_matrix_is_what_the_project_promises() -> None:
    text = (ROOT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8")
    (listed,) = re.findall(r"python: \[(.+)\]", text)
    promised = re.findall(
        r"Programming Language :: Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    )
    assert set(promised) <= set(re.findall(r'"(.+?)"', listed))
