"""Plants small mistakes by machine, one at a time, in a copy of the rule modules, and counts how many a test catches.

Unlike tests/faults.py, whose faults somebody has thought of, these are made from the source: a comparison is turned, a
number is one more or less, `and` becomes `or`, a condition loses its `not`, a function answers None, a call or an
issue is left out, two arguments change places, a pointer is wrong, a hidden field shows.

Each mistake is met by the tests of its own folder with ten examples of each law and one fixed seed, so a law that needs
more examples is no help. Whatever no test catches is printed, with the reason where one is written down in `REASONS`.
`--sample` plants some of them, chosen by `--seed`; the score of a sample is that of a sample. A run of everything takes
hours:

    .venv/bin/python tests/mutants.py --sample 30 calendar/window.py values/nik.py
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from types import MappingProxyType
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parent.parent
SOURCE: Final = ROOT / "src" / "simreplace"
OPTIONS: Final = ("-x", "-q", "-n0", "--hypothesis-profile=few", "--hypothesis-seed=16", "-p", "no:cacheprovider")

_EVERYWHERE: Final = ("tests/test_hidden.py",)
NETS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "calendar": ("tests/calendar/test_edges.py", "tests/calendar/test_review.py", "tests/calendar"),
        "values": ("tests/values",),
        "people": ("tests/people", "tests/rules", "tests/forms"),
        "rules": ("tests/rules", "tests/lifecycle/test_gates.py"),
        "lifecycle": (
            "tests/lifecycle/test_pointers.py",
            "tests/lifecycle/test_gates.py",
            "tests/lifecycle/test_table.py",
            "tests/lifecycle/test_duties.py",
            "tests/lifecycle/test_attacks.py",
            "tests/lifecycle/test_stories.py",
            "tests/lifecycle/test_seals.py",
            "tests/lifecycle/test_questions.py",
            "tests/lifecycle/test_events.py",
            "tests/lifecycle/test_esim.py",
            "tests/lifecycle/test_laws.py",
        ),
        "guidance": ("tests/guidance",),
        "recovery": ("tests/recovery",),
        "records": ("tests/records",),
        "forms": ("tests/forms", "tests/rules", "tests/words/test_form_schema.py"),
    }
)
"""The tests that must catch a mistake in a folder of the source; the file of the module's own name is asked first."""

REASONS: Final[Mapping[tuple[str, str, str], str]] = MappingProxyType(
    {
        (
            "calendar/window.py",
            "for ordinal in range(far.require(since), far.require(latest) + 1):",
            "1 => 0",
        ): "the latest day is open as the latest is read, so that it is never among the skipped",
    }
)
"""Of what no test can catch: the module, its line, the mistake as it is printed, and why it changes nothing."""

_TURNED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "<": ("<=", ">"),
        "<=": ("<", ">"),
        ">": (">=", "<"),
        ">=": (">", "<"),
        "==": ("!=",),
        "!=": ("==",),
        "is": ("is not",),
        "is not": ("is",),
        "in": ("not in",),
        "not in": ("in",),
    }
)


def _operator(sign: str) -> ast.cmpop:
    comparison = ast.parse(f"a {sign} b", mode="eval").body
    assert isinstance(comparison, ast.Compare)
    return comparison.ops[0]


_SIGNS: Final = MappingProxyType({type(_operator(sign)): sign for sign in _TURNED})


class Mutant(NamedTuple):
    """One mistake: where it stands, as bytes of the file, and what stands there instead."""

    module: str
    line: int
    start: int
    end: int
    stands: str
    planted: str
    context: str

    @property
    def key(self) -> tuple[str, str, str]:
        """By which a reason names it, wherever the line stands by now."""
        return self.module, self.context, self.said

    @property
    def said(self) -> str:
        """As it is printed, on one line."""
        return f"{' '.join(self.stands.split())} => {' '.join(self.planted.split())}"


# ---- Which mistakes there are


def others_for(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of a node, each time with one mistake."""
    match node:
        case ast.Compare(left=left, ops=ops, comparators=rest):
            for place, op in enumerate(ops):
                for sign in _TURNED[_SIGNS[type(op)]]:
                    yield ast.Compare(left, [*ops[:place], _operator(sign), *ops[place + 1 :]], rest)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            yield ast.BinOp(left, ast.Sub(), right)
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            yield ast.BinOp(left, ast.Add(), right)
        case ast.Constant(value=bool(truth)):
            yield ast.Constant(not truth)
        case ast.Constant(value=int(number)):
            yield ast.Constant(number + 1)
            yield ast.Constant(number - 1)
        case ast.Constant(value=str(text)) if text.startswith("/"):
            yield ast.Constant(text + "/x")
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.Return(ast.Constant(None))
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom() as left_out):
            # A function that yields nothing still is one that could.
            yield ast.Pass() if isinstance(left_out, ast.Call) else ast.Expr(ast.YieldFrom(ast.Tuple([], ast.Load())))
        case ast.Call(func=func, args=[first, second, *more], keywords=keywords):
            if not isinstance(first, ast.Starred) and not isinstance(second, ast.Starred):
                yield ast.Call(func, [second, first, *more], keywords)
        case ast.keyword(arg="repr"):
            yield ast.keyword("repr", ast.Constant(True))
        case _:
            pass


def parts_of(node: ast.AST) -> Iterator[ast.AST]:
    """The node and whatever it holds, without what is read by type checkers and people alone."""
    yield node
    for name, held in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "type_params", "bases"} or isinstance(node, ast.Assert):
            continue
        for part in held if isinstance(held, list) else (held,):
            is_docstring = isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)
            if isinstance(part, ast.AST) and not is_docstring:
                yield from parts_of(part)


def written(node: ast.AST) -> str:
    """The source of a node, closed in itself."""
    if isinstance(node, ast.keyword):
        return f"{node.arg}={ast.unparse(node.value)}"
    text = ast.unparse(ast.fix_missing_locations(node))
    return f"({text})" if isinstance(node, ast.expr) and not isinstance(node, ast.Constant) else text


def mutants_of(module: str) -> list[Mutant]:
    """Every mistake of one module, in the order of the source."""
    source = (SOURCE / module).read_bytes()
    lines, starts = source.splitlines(keepends=True), [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    found: dict[tuple[int, int, str], Mutant] = {}
    for node in parts_of(ast.parse(source)):
        for other in others_for(node):
            assert isinstance(node, ast.expr | ast.stmt | ast.keyword)
            assert node.end_lineno is not None and node.end_col_offset is not None
            start = starts[node.lineno - 1] + node.col_offset
            end = starts[node.end_lineno - 1] + node.end_col_offset
            planted = written(other)
            stands = source[start:end].decode()
            context = lines[node.lineno - 1].decode().strip()
            found[start, end, planted] = Mutant(module, node.lineno, start, end, stands, planted, context)
    return list(found.values())


# ---- Planting them


class Outcome(NamedTuple):
    """What became of a mistake: caught by a failing test, by the time limit, or not at all."""

    mutant: Mutant
    how: str


def net_for(module: str) -> tuple[str, ...]:
    """The tests that must catch it, the nearest first."""
    folder, _, name = module.rpartition("/")
    nets = NETS[folder]
    near = ROOT / "tests" / folder / f"test_{name}"
    return (*((str(near.relative_to(ROOT)),) if near.exists() else ()), *nets, *_EVERYWHERE)


def run(net: Iterable[str], source: Path, limit: float) -> str:
    """How the tests of a net end over a copy of the source."""
    environment = {**os.environ, "PYTHONPATH": str(source)}
    command = [sys.executable, "-m", "pytest", *OPTIONS, *net]
    try:
        ended = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=limit
        ).returncode
    except subprocess.TimeoutExpired:
        return "timeout"
    return {0: "passed", 1: "failed"}.get(ended, "broken")


def plant(mutant: Mutant, folder: Path, limit: float) -> Outcome:
    """Whether a test fails once the mistake is in the copy, which is whole again afterwards."""
    path = folder / "simreplace" / mutant.module
    whole = path.read_bytes()
    try:
        _write(path, whole[: mutant.start] + mutant.planted.encode() + whole[mutant.end :])
        return Outcome(mutant, run(net_for(mutant.module), folder, limit))
    finally:
        _write(path, whole)


def _write(path: Path, source: bytes) -> None:
    """The file, and nothing that was compiled of it before: within one second two sources can look alike."""
    path.write_bytes(source)
    for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
        compiled.unlink()


def outcomes(chosen: list[Mutant], jobs: int, limit: float, until: float) -> Iterator[Outcome]:
    """Plant them all, each worker in a copy of its own; those that the clock leaves no room for are not tried."""
    free: SimpleQueue[Path] = SimpleQueue()

    def tried(mutant: Mutant) -> Outcome | None:
        if time.monotonic() > until:
            return None
        folder = free.get()
        try:
            return plant(mutant, folder, limit)
        finally:
            free.put(folder)

    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(jobs) as workers:
        for number in range(jobs):
            shutil.copytree(SOURCE, Path(home) / str(number) / "simreplace")
            free.put(Path(home) / str(number))
        yield from (outcome for outcome in workers.map(tried, chosen) if outcome is not None)


def reported(outcome: Outcome) -> str:
    mutant = outcome.mutant
    how = {"passed": "SURVIVED", "failed": "caught", "broken": "caught (cannot be run)", "timeout": "caught (time)"}
    reason = REASONS.get(mutant.key, "")
    return f"{how[outcome.how]:9} {mutant.module}:{mutant.line}: {mutant.said}{'  # ' + reason if reason else ''}\n"


def main() -> int:
    """Plant what was chosen and print the score; 1 if a mistake survives for which no reason is written down."""
    every = [str(path.relative_to(SOURCE)) for folder in NETS for path in sorted((SOURCE / folder).glob("[!_]*.py"))]
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "modules", nargs="*", default=every, help="such as calendar/window.py; all rule modules if none"
    )
    parser.add_argument("--sample", type=int, help="how many to plant; all of them if not given")
    parser.add_argument("--seed", type=int, default=16, help="which ones a sample takes")
    parser.add_argument("--jobs", type=int, default=1, help="how many at a time")
    parser.add_argument("--limit", type=float, default=300, help="seconds after which one counts as caught, at least")
    parser.add_argument(
        "--unchecked", action="store_true", help="do not first see that the tests pass without a mistake"
    )
    parser.add_argument("--minutes", type=float, default=60, help="after which no further one is planted")
    parser.add_argument("--count", action="store_true", help="only say how many there are")
    told = parser.parse_args()
    began = time.monotonic()
    all_there = [mutant for module in told.modules for mutant in mutants_of(module)]
    stale = {key for key in REASONS if key[0] in told.modules} - {it.key for it in all_there}
    if stale:
        sys.exit(f"reasons for what is no mistake any more: {sorted(stale)}")
    if told.count:
        sys.stdout.write(f"{len(all_there)} mistakes in {len(told.modules)} modules\n")
        return 0
    limit = told.limit
    for net in () if told.unchecked else sorted({net_for(module) for module in told.modules}):
        started = time.monotonic()
        if run(net, SOURCE.parent, 3600) != "passed":
            sys.exit(f"the tests fail without a mistake: {' '.join(net)}")
        # A slow machine is no mistake that was caught.
        limit = max(limit, 3 * (time.monotonic() - started))
    size = len(all_there) if told.sample is None else min(told.sample, len(all_there))
    chosen = sorted(random.Random(told.seed).sample(all_there, size))  # noqa: S311 - a sample, not a secret
    survived: list[Outcome] = []
    planted = 0
    late = 0
    random.Random(told.seed).shuffle(chosen)  # noqa: S311 - what the clock leaves out is left out anywhere
    for outcome in outcomes(chosen, told.jobs, limit, began + told.minutes * 60):
        planted += 1
        late += outcome.how == "timeout"
        sys.stdout.write(reported(outcome))
        sys.stdout.flush()
        survived += [outcome] if outcome.how == "passed" else []
    unexplained = [it for it in survived if it.mutant.key not in REASONS]
    caught = planted - len(survived)
    sys.stdout.write(
        f"{caught} of {planted} caught ({caught / max(planted, 1):.1%}), {late} of them by the time limit; "
        f"{len(survived)} survived, {len(survived) - len(unexplained)} for a reason; {planted} planted of {len(all_there)} "
        f"in {time.monotonic() - began:.0f} s with seed {told.seed}\n"
    )
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
