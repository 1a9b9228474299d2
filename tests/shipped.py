"""What the wheel and the sdist hold, and under which licenses that comes which they need: asked by `.ci/package`.

python tests/shipped.py contents DIST    what is wrong with the wheel and the sdist in that folder
python tests/shipped.py licenses         whether the page of the licenses names what is installed here
python tests/shipped.py licenses write   writes its table anew
"""

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from email import message_from_string
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).parent.parent
PAGE: Final = ROOT / "docs" / "reference" / "licenses.md"
MARKED: Final = re.compile(r"(?<=<!-- licenses -->\n).*?(?=\n<!-- /licenses -->)", re.DOTALL)
MADE_BY_THE_BUILD: Final = frozenset({"PKG-INFO"})
# How trove classifiers say what SPDX says in a word. Which BSD license is meant, no classifier says.
SPDX: Final[Mapping[str, str]] = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "MIT License": "MIT",
}


# ---- The wheel


def faults_of_wheel(
    names: Collection[str], metadata: str, *, version: str, extras: Collection[str], modules: Collection[str]
) -> Iterator[str]:
    """What is wrong with a wheel: it holds the library, its marker of types, its license and metadata, and no more.

    Args:
        names: The files in it.
        metadata: Its METADATA.
        version: That of the library.
        extras: Those that the project names.
        modules: The files of the library, each as `simreplace/...`.
    """
    inside = f"simreplace-{version}.dist-info"
    expected = {
        *modules,
        *(f"{inside}/{name}" for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")),
    }
    yield from (f"the wheel lacks {name}" for name in sorted(expected - set(names)))
    yield from (f"the wheel has {name} too many" for name in sorted(set(names) - expected))
    said = message_from_string(metadata)
    told = {
        "Name": "simreplace",
        "Version": version,
        "License-Expression": "MIT",
        "Requires-Python": ">=3.11",
        "Description-Content-Type": "text/markdown",
    }
    yield from (f"the metadata says {name}: {said[name]}" for name, value in told.items() if said[name] != value)
    found = set(said.get_all("Provides-Extra", []))
    if found != set(extras):
        yield f"the metadata names the extras {sorted(found)}"


def faults_of_sdist(names: Collection[str], tracked: Collection[str]) -> Iterator[str]:
    """What is wrong with an sdist: it holds whatever git keeps, and no more.

    Args:
        names: The files in it, without the folder in front.
        tracked: What git keeps.
    """
    yield from (f"the sdist lacks {name}" for name in sorted(set(tracked) - set(names)))
    yield from (f"the sdist has {name} too many" for name in sorted(set(names) - set(tracked) - MADE_BY_THE_BUILD))


def faults_of_folder(dist: Path) -> list[str]:
    """What is wrong with the one wheel and the one sdist in a folder."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version = version_of((ROOT / "src" / "simreplace" / "__init__.py").read_text(encoding="utf-8"))
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607 - the one on the path
    tracked = listed.stdout.split("\n")[:-1]
    (wheel,), (sdist,) = dist.glob("*.whl"), dist.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as opened:
        names = [name for name in opened.namelist() if not name.endswith("/")]
        metadata = opened.read(f"simreplace-{version}.dist-info/METADATA").decode()
    with tarfile.open(sdist) as packed:
        inside = [it.name.partition("/")[2] for it in packed.getmembers() if it.isfile()]
    modules = [name.removeprefix("src/") for name in tracked if name.startswith("src/")]
    return [
        *faults_of_wheel(names, metadata, version=version, extras=project["optional-dependencies"], modules=modules),
        *faults_of_sdist(inside, tracked),
    ]


def version_of(source: str) -> str:
    """The version that the library says it has."""
    (found,) = re.findall(r'^__version__ = "(.+)"$', source, flags=re.MULTILINE)
    return str(found)


# ---- The licenses


def asked_by(name: str, extra: str = "") -> Iterator[Requirement]:
    """What a package asks for by itself, or besides where an extra is asked for."""
    for text in distribution(name).requires or ():
        wanted = Requirement(text)
        by_itself = wanted.marker is None or wanted.marker.evaluate({"extra": ""})
        with_extra = wanted.marker is not None and wanted.marker.evaluate({"extra": extra})
        if by_itself if not extra else with_extra and not by_itself:
            yield wanted


def brought(requirements: Iterable[Requirement]) -> dict[str, None]:
    """Whatever is installed with these, by its name on the index."""
    found: dict[str, None] = {}
    for wanted in requirements:
        name = canonicalize_name(wanted.name)
        further = [it for extra in ("", *wanted.extras) for it in asked_by(name, extra)]
        found |= {name: None} | brought(further)
    return found


def license_of(name: str, stated: Iterable[str], classifiers: Iterable[str]) -> str:
    """What a package says of its license: in SPDX's words, or by its classifiers.

    Raises:
        ValueError: It says nothing.
    """
    classified = sorted(SPDX[it.rpartition(" :: ")[2]] for it in classifiers if it.startswith("License ::"))
    for said in (*stated, " and ".join(classified)):
        if said:
            return said
    raise ValueError(f"{name} does not say under which license it is")


def said_of(name: str) -> str:
    """The license of what is installed under that name."""
    metadata = distribution(name).metadata
    return license_of(name, metadata.get_all("License-Expression", []), metadata.get_all("Classifier", []))


def table(extras: Iterable[str]) -> str:
    """What comes with the library and with each of its extras, as the page shows it."""
    for_whom = dict.fromkeys(sorted(brought(asked_by("simreplace"))), "always")
    for extra in sorted(extras):
        for name in sorted(brought(asked_by("simreplace", extra))):
            known = for_whom.get(name)
            if known != "always":
                for_whom[name] = f"{known}, `{extra}`" if known else f"`{extra}`"
    rows = [f"| {name} | {whom} | {said_of(name)} |" for name, whom in for_whom.items()]
    return "\n".join(["| Package | Comes with | License |", "| --- | --- | --- |", *rows])


def main(*asked: str) -> int:
    """Do as told; the number of faults."""
    match asked:
        case ("contents", dist):
            faults = faults_of_folder(Path(dist))
        case ("licenses", *rest):
            text = PAGE.read_text(encoding="utf-8")
            anew = MARKED.sub(lambda _: table(distribution("simreplace").metadata.get_all("Provides-Extra", [])), text)
            if rest == ["write"]:
                PAGE.write_text(anew, encoding="utf-8")
                return 0
            faults = [f"- {row}" for row in text.splitlines() if row not in anew.splitlines()]
            faults += [f"+ {row}" for row in anew.splitlines() if row not in text.splitlines()]
        case _:
            faults = [__doc__ or ""]
    print("\n".join(faults or ["nothing is wrong"]))
    return len(faults)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
