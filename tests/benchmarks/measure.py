"""Measure every row and every growth, print the table, and with `--write` put it into docs/reference/performance.md.

    PYTHONPATH=src python tests/benchmarks/measure.py

With `--rows` it leaves out how cost grows, and looks at each row for a shorter time.
A script, not a test: it needs the dependency group `bench`, takes some minutes, and asserts nothing about speed.
"""

import json
import platform
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from timeit import Timer
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

import pytest

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parent.parent
PAGE: Final = ROOT / "docs" / "reference" / "performance.md"
BARS: Final = ROOT / "docs" / "reference" / "performance.svg"
PEERS: Final = (
    "attrs", "cattrs", "holidays", "numpy", "phonenumbers", "pydantic", "pydantic-extra-types", "python-stdnum",
    "python-statemachine", "transitions",
)  # fmt: skip


class Measured(NamedTuple):
    """One line of the table, in seconds."""

    name: str
    peer: str
    ours: float
    theirs: float
    at_most: float

    @property
    def part(self) -> float:
        """Our time as a part of the peer's."""
        return self.ours / self.theirs

    @property
    def reached(self) -> bool:
        """Whether it is as fast as was asked."""
        return self.part <= self.at_most


def medians(seconds: float) -> Mapping[str, float]:
    """The median of each side of each row, measured by pytest-benchmark in this process for so long each."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        options = [
            "-q",
            "--assert=plain",
            "-p",
            "no:cacheprovider",
            "-n0",
            "--benchmark-only",
            f"--benchmark-json={told}",
        ]
        options += ["--benchmark-disable-gc", "--benchmark-quiet", "--benchmark-warmup=on"]
        options += [f"--benchmark-max-time={seconds}"]
        if pytest.main([*options, str(HERE / "bench.py")]) != 0:
            raise SystemExit("a row could not be measured")
        runs = json.loads(told.read_text(encoding="utf-8"))["benchmarks"]
    return {run["param"]: run["stats"]["median"] for run in runs}


def measured(seconds: float) -> Iterator[Measured]:
    took = medians(seconds)
    from benchmarks.rows import table  # after pytest has begun: it wants to be first to import what it knows

    for place, row in enumerate(table()):
        shared = took.get(f"{place}-shared", 0.0)
        ours, theirs = took[f"{place}-ours"] - shared, took[f"{place}-theirs"] - shared
        yield Measured(row.name, row.peer, ours, theirs, row.at_most)


def grown() -> Iterator[tuple[str, str, tuple[int, ...], tuple[float, ...]]]:
    """For each growth the medians at its sizes."""
    from benchmarks.growth import GROWTHS

    for growth in GROWTHS:
        took: list[float] = []
        for size in growth.sizes:
            timer = Timer(growth.made(size))
            calls, _ = timer.autorange()
            took.append(median(timer.repeat(5, max(1, calls // 4))) / max(1, calls // 4))
        yield growth.name, growth.unit, growth.sizes, tuple(took)


# ---- Words


def span(seconds: float) -> str:
    """A time with three digits."""
    for unit, factor in (("s", 1.0), ("ms", 1e3), ("µs", 1e6)):
        if seconds * factor >= 1:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def times(part: float) -> str:
    """How many times faster, or slower."""
    return f"{1 / part:.1f}x faster" if part < 1 else f"{part:.1f}x its time"


def wanted(at_most: float) -> str:
    return f"{1 / at_most:.3g}x faster" if at_most < 1 else f"at most {at_most:.3g}x its time"


def rows_of(found: Sequence[Measured]) -> Iterator[str]:
    yield "| Work | Ours | Peer | Peer's | Ratio | Aim | |"
    yield "|---|---|---|---|---|---|---|"
    for row in found:
        mark = "reached" if row.reached else "missed"
        cells = row.name, span(row.ours), row.peer, span(row.theirs), times(row.part), wanted(row.at_most), mark
        yield "| " + " | ".join(cells) + " |"


def rows_of_growth(found: Sequence[tuple[str, str, tuple[int, ...], tuple[float, ...]]]) -> Iterator[str]:
    yield "| Work | The more … | | | |"
    yield "|---|---|---|---|---|"
    for name, unit, sizes, took in found:
        cells = [f"{size}: {span(each)}" for size, each in zip(sizes, took, strict=True)]
        yield "| " + " | ".join([name, unit, *cells]) + " |"


def circumstances() -> Iterator[str]:
    yield f"- {datetime.now(UTC).date().isoformat()}, {platform.python_implementation()} {platform.python_version()}"
    yield f"- {platform.system()} on {platform.machine()}, {processor()}"
    yield "- " + ", ".join(f"{name} {version(name)}" for name in PEERS)


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(names)} cores of {names[0]}" if names else platform.processor()


def bars(found: Sequence[Measured]) -> str:
    """How much of the peer's time we take; the line stands where it would be all of it."""
    left, wide, high = 430, 330, 26
    height = high * len(found) + 40
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + wide + 150} {height}" font-family="sans-serif" font-size="13">',
        f'<rect width="{left + wide + 150}" height="{height}" fill="#ffffff"/>',
    ]
    for place, row in enumerate(found):
        top = 10 + high * place
        length = min(row.part, 2.0) / 2 * wide
        color = "#2b7a4b" if row.reached else "#b5542b"
        lines += [
            f'<text x="{left - 10}" y="{top + 15}" text-anchor="end">{escape(row.name)}</text>',
            f'<rect x="{left}" y="{top}" width="{length:.1f}" height="{high - 8}" fill="{color}"/>',
            f'<text x="{left + length + 6:.1f}" y="{top + 14}">{times(row.part)}</text>',
        ]
    middle = left + wide / 2
    lines += [
        f'<line x1="{middle}" y1="4" x2="{middle}" y2="{height - 26}" stroke="#555" stroke-dasharray="4 3"/>',
        f'<text x="{middle}" y="{height - 8}" text-anchor="middle" fill="#555">the time of what one would call instead</text>',
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    sys.path.insert(0, str(HERE.parent))
    shortly = "--rows" in sys.argv[1:]
    found, growth = list(measured(0.1 if shortly else 1.0)), [] if shortly else list(grown())
    told = ["", *circumstances(), "", *rows_of(found), "", *rows_of_growth(growth)]
    print("\n".join(told))
    if "--write" in sys.argv[1:]:
        words, _, _ = PAGE.read_text(encoding="utf-8").partition("<!-- measured -->")
        PAGE.write_text(words + "\n".join(["<!-- measured -->", *told]) + "\n", encoding="utf-8")
        BARS.write_text(bars(found), encoding="utf-8")


if __name__ == "__main__":
    main()
