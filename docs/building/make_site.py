"""Builds the site into build/site; `.ci/docs` calls it in an environment of its own.

The pages are copied to build/pages, where what lies outside of docs/ gets a place as well, and the pages of the API are
added. Then the site is built, the engine of the page "Try it" is put beside it, and every link is followed.
"""

import inspect
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import simreplace

ROOT: Final = Path(__file__).resolve().parent.parent.parent
DOCS, BUILD = ROOT / "docs", ROOT / "build"
PAGES, SITE = BUILD / "pages", BUILD / "site"
PYODIDE: Final = "314.0.7"
ENGINE: Final = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
FACES: Final = (
    "simreplace",
    "simreplace.cards",
    "simreplace.errors",
    "simreplace.events",
    "simreplace.lifecycle",
    "simreplace.operators",
    "simreplace.recovery",
)
OUTSIDE: Final = MappingProxyType(
    {
        ROOT / "README.md": "project/readme.md",
        ROOT / "CHANGELOG.md": "project/changelog.md",
        ROOT / "CONTRIBUTING.md": "project/contributing.md",
        ROOT / "SECURITY.md": "project/security.md",
        ROOT / "LICENSE": "project/license.md",
    }
)
"""What lies beside docs/ and is read as a page of the site."""
SHOWN: Final = frozenset({".py", ".json", ".txt", ".ini"})
"""Files that are shown as a page of their own, where a page leads to them."""
ALIASES: Final = frozenset({"WIB", "WITA", "WIT", "Language", "Confidence"})
"""Public names that carry no docstring of their own, and are described in the table alone."""
LEFT_OUT: Final = frozenset({"building", "__pycache__", "var"})
_LINK: Final = re.compile(r"(\]\(|<img src=\")([^)\s\"#]+)")
_FENCE: Final = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)


# The pages


def place_of(path: Path) -> str:
    """Where a file of the repository lies among the pages."""
    if path in OUTSIDE:
        return OUTSIDE[path]
    inside = path.relative_to(DOCS).as_posix()
    if path.is_dir():
        return f"{inside}/README.md" if (path / "README.md").exists() else f"{inside}/index.md"
    return f"{inside}.md" if path.suffix in SHOWN else inside


def relinked(text: str, page: Path) -> str:
    """A page of which each relative link leads to where the thing now lies; what is shown as code stays as it is."""
    here = Path(place_of(page)).parent

    def led(found: re.Match[str]) -> str:
        before, link = found[1], found[2]
        target = (page.parent / link).resolve()
        if "://" in link or link.startswith("mailto:") or not target.exists():
            return found[0]
        return before + os.path.relpath(place_of(target), here)

    parts = _FENCE.split(text), [*_FENCE.findall(text), ""]
    return "".join(_LINK.sub(led, prose) + code for prose, code in zip(*parts, strict=True))


def shown(path: Path) -> str:
    """A file as a page."""
    kind = {".py": "python", ".json": "json"}.get(path.suffix, "text")
    return f"# {path.name}\n\n````{kind}\n{path.read_text(encoding='utf-8').rstrip()}\n````\n"


def listed(folder: Path) -> str:
    """A folder as a page that leads to its files."""
    files = [it for it in sorted(folder.iterdir()) if it.name not in LEFT_OUT and (it.is_dir() or it.suffix in SHOWN)]
    lines = [f"- [{it.name}]({os.path.relpath(place_of(it), folder.relative_to(DOCS))})" for it in files]
    return "\n".join([f"# {folder.name}", "", *lines, ""])


def write(place: str, text: str) -> None:
    """Put a page where it belongs."""
    path = PAGES / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def sources() -> Iterator[Path]:
    """Every file of docs/ that the site is made of."""
    for path in sorted(DOCS.rglob("*")):
        if path.is_file() and not LEFT_OUT & set(path.relative_to(DOCS).parts):
            yield path


def stage() -> None:
    """Copy the pages, and make those that are made."""
    shutil.rmtree(PAGES, ignore_errors=True)
    for path in sources():
        if path.suffix == ".md":
            write(place_of(path), relinked(path.read_text(encoding="utf-8"), path))
            continue
        if path.suffix in SHOWN:
            write(place_of(path), shown(path))
        # What the page "Try it" runs is fetched as it is.
        if path.suffix not in SHOWN or path.parent == DOCS / "try":
            (PAGES / path.relative_to(DOCS)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, PAGES / path.relative_to(DOCS))
    for path, place in OUTSIDE.items():
        text = path.read_text(encoding="utf-8")
        write(place, relinked(text, path) if path.suffix else f"# License\n\n```text\n{text}```\n")
    for folder in {path.parent for path in sources() if path.suffix in SHOWN and path.parent != DOCS / "try"}:
        if not any((folder / name).exists() for name in ("README.md", "index.md")):
            write(place_of(folder), listed(folder))
    for face in FACES:
        write(f"reference/api/{face}.md", "\n\n".join([f"# `{face}`", f"::: {face}", *shadowed(face)]) + "\n")
    names = (PAGES / "reference/api.md").read_text(encoding="utf-8")
    write("reference/api.md", re.sub(r"^\| `([\w.]+)` \|", to_name, names, flags=re.MULTILINE))


def shadowed(face: str) -> Iterator[str]:
    """Functions that are called like the file in which they lie, and are not found by their public name."""
    public: Any = attrgetter(face)(SimpleNamespace(simreplace=simreplace))
    for name in public.__all__:
        thing = getattr(public, name)
        if inspect.isfunction(thing) and thing.__module__.endswith(f".{name}"):
            yield f"## `{name}` {{ #{face}.{name} }}\n\n::: {thing.__module__}.{name}"


def to_name(row: re.Match[str]) -> str:
    """The beginning of a row, with a link from the name to what is said of it."""
    face, _, name = row[1].rpartition(".")
    return row[0] if name in ALIASES else f"| [`{row[1]}`](api/{face}.md#{row[1]}) |"


def build() -> None:
    """Build the site; a warning is an error."""
    shutil.rmtree(SITE, ignore_errors=True)
    tool = Path(sys.executable).parent / "zensical"
    if subprocess.run([tool, "build", "--strict", "--clean", "-f", "mkdocs.yml"], check=False, cwd=ROOT).returncode:
        raise SystemExit("a page is not as it should be: see above")
    for language in ("id", "zh"):
        for page in (SITE / language).rglob("*.html"):
            text = page.read_text(encoding="utf-8")
            page.write_text(text.replace('<html lang="en"', f'<html lang="{language}"', 1), encoding="utf-8")


# Links


class Links(HTMLParser):
    """What a page leads to, what it loads, and the places that one can lead to within it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.places: set[str] = set()
        self.led: list[str] = []
        self.loaded: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag."""
        said = dict(attrs)
        self.places |= {it for it in (said.get("id"), said.get("name")) if it}
        if tag == "a" and said.get("href"):
            self.led.append(said["href"] or "")
        if tag in {"script", "img", "iframe", "source"} and said.get("src"):
            self.loaded.append(said["src"] or "")
        if tag == "link" and said.get("rel") not in {"canonical", "prev", "next"} and said.get("href"):
            self.loaded.append(said["href"] or "")


def broken(site: Path) -> list[str]:
    """Every link of a built site that leads nowhere, and everything that a page would load from elsewhere."""
    pages = {path.resolve(): Links(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}
    found: list[str] = []
    for path, links in pages.items():
        here = path.relative_to(site.resolve()).as_posix()
        if here == "404.html":
            continue
        found += [f"{here} loads {it}" for it in links.loaded if urlsplit(it).netloc]
        for link in (*links.led, *links.loaded):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            if not target.exists():
                found.append(f"{here} leads to {link}, which is not there")
            elif parts.fragment and target in pages and unquote(parts.fragment) not in {*pages[target].places, "__toc"}:
                found.append(f"{here} leads to {link}, a place that is not on that page")
    return found


# The engine of "Try it"


def run(*command: str | Path, cwd: Path = ROOT) -> None:
    """Run a command that says nothing while all is well."""
    done = subprocess.run([str(it) for it in command], check=False, cwd=cwd, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def engine() -> None:
    """The wheel and all that it needs, and Python for the browser, put beside the page."""
    place, wheels = SITE / "try", SITE / "try" / "wheels"
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--wheel-dir", wheels, ROOT)
    if shutil.which("npm") is None:
        print("!! NO NPM HERE: the page 'Try it' is built without its engine, and says so when it is asked to load")
        return
    fetched = BUILD / "npm"
    if not (fetched / f"pyodide-{PYODIDE}.tgz").exists():
        fetched.mkdir(parents=True, exist_ok=True)
        run("npm", "pack", f"pyodide@{PYODIDE}", cwd=fetched)
    shutil.unpack_archive(fetched / f"pyodide-{PYODIDE}.tgz", fetched, filter="data")
    (place / "pyodide").mkdir(exist_ok=True)
    for name in ENGINE:
        shutil.copy(fetched / "package" / name, place / "pyodide" / name)
    said = {"wheels": sorted(path.name for path in wheels.glob("*.whl"))}
    (place / "engine.json").write_text(json.dumps(said), encoding="utf-8")


def main() -> int:
    """Build everything; 1 if a link leads nowhere."""
    stage()
    build()
    engine()
    found = broken(SITE)
    print("\n".join(found) or f"the site lies in {SITE.relative_to(ROOT)}, and every link leads somewhere")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
