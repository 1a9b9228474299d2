"""Plants small mistakes by machine, one at a time, in the rule modules, and counts how many a test catches.

Unlike tests/faults.py, whose faults somebody has thought of, these are made from the source: a comparison is turned, a
number is one more or less, `and` becomes `or`, a condition loses its `not`, a function answers None, a call or an
issue is left out, two arguments change places, a pointer is wrong, a hidden field shows.

All of them are compiled in at once, each behind a switch of its own, so that a mistake costs a fork and the tests that
catch it, and no start of Python. First every test runs once, with ten examples of each law and one fixed seed, and it is
noted which switches it comes to. Then each mistake is switched on in a fork, and the tests that come to it run, those of
its own folder first, the quickest first, until one fails. A mistake in what the import evaluates, such as a default,
needs the import anew: its tests run file by file. Whatever no test catches within `--each` seconds of tests is printed as
surviving, with the reason where one is written down in tests/harmless.py. `--sample` plants some of them, chosen by `--seed`.

    .venv/bin/python tests/mutants.py --jobs 2
    .venv/bin/python tests/mutants.py --sample 30 calendar/window.py values/nik.py
"""

import argparse
import ast
import builtins
import gc
import importlib.machinery
import json
import math
import os
import pickle
import random
import resource
import signal
import sys
import tempfile
import time
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import zip_longest
from pathlib import Path
from types import CodeType, MappingProxyType, ModuleType
from typing import Any, Final, NamedTuple, cast

import pytest
from _pytest.runner import runtestprotocol

from harmless import REASONS

ROOT: Final = Path(__file__).parent.parent
SOURCE: Final = ROOT / "src" / "simreplace"
TESTS: Final = ROOT / "tests"
FOLDERS: Final = (
    "calendar", "values", "people", "rules", "lifecycle", "guidance", "recovery", "records", "forms"
)  # fmt: skip
"""The folders of the rule modules."""
OPTIONS: Final = (
    "-q", "--tb=no", "--no-header", "--no-summary", "-n0", "-p", "no:cacheprovider", "-p", "no:faulthandler",
    "--hypothesis-profile=few", "--hypothesis-seed=16", f"--rootdir={ROOT}",
)  # fmt: skip
LEFT_OUT: Final = (
    # A service and a site of their own, and whatever starts another Python, in which no mistake is planted.
    "service", "docs", "benchmarks", "fuzz", "test_purity.py", "test_typing.py", "ext/test_missing.py",
    # What walks through everything takes minutes, and comes to nearly every mistake.
    "lifecycle/test_laws.py", "lifecycle/test_explorer.py", "lifecycle/test_faults.py", "test_help_everywhere.py",
    "values/test_made_up_names.py",
)  # fmt: skip
"""The tests that are not asked."""
FIRST: Final = ("tests/test_hidden.py",)
"""Asked before all others of a mistake that needs the import anew: many of those show a hidden field."""
SWITCH: Final = "__on__"
"""What every mistake asks whether it is on: a name of the builtins while this runs."""
AT_ONCE: Final = 40
"""Seconds for the tests of a mistake that needs the import anew: the files are run whole."""
MEMORY: Final = 4 * 2**30
CACHED: Final = type(cache(len))

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
    """One mistake: its number, where it stands, and what stands there instead."""

    number: int
    module: str
    line: int
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


def _equal(one: ast.AST, other: ast.AST) -> bool:
    return ast.dump(one) == ast.dump(other)


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
        case ast.Call(func=ast.Name("max" | "min" | "cast" | "same")):
            pass  # the order of two is nothing to them, or nothing that runs
        case ast.Call(func=func, args=[first, second, *more], keywords=keywords):
            if not isinstance(first, ast.Starred) and not isinstance(second, ast.Starred) and not _equal(first, second):
                yield ast.Call(func, [second, first, *more], keywords)
        case ast.keyword(arg="repr"):
            yield ast.keyword("repr", ast.Constant(True))
        case _:
            pass


def written(node: ast.AST) -> str:
    """The source of a node, on its own."""
    if isinstance(node, ast.keyword):
        return f"{node.arg}={ast.unparse(node.value)}"
    return ast.unparse(ast.fix_missing_locations(node))


# ---- Planting them


def switched(number: int, other: Any, node: Any) -> Any:
    """The node, or what stands in its place while this mistake is switched on."""
    is_on = ast.Call(ast.Name(SWITCH, ast.Load()), [ast.Constant(number)], [])
    if isinstance(node, ast.stmt):
        return ast.If(is_on, [other], [node])
    if isinstance(node, ast.keyword):
        return ast.keyword(node.arg, ast.IfExp(is_on, other.value, node.value))
    return ast.IfExp(is_on, other, node)


def planted(node: ast.AST, number: Callable[[ast.AST, ast.AST], int]) -> Any:
    """A copy of the node with each of its mistakes behind a switch: within one of them stands what was there before.

    What type checkers and people alone read is left as it is, and so are patterns, in which no condition can stand.
    """
    if isinstance(node, ast.Assert | ast.pattern):
        return node
    others = [(number(node, other), other) for other in others_for(node)]
    copied: Any = type(node)(**dict(ast.iter_fields(node)))
    for name, held in ast.iter_fields(node):
        if name not in {"annotation", "returns", "decorator_list", "type_params", "bases"}:
            is_list = isinstance(held, list)
            parts = [_part(node, part, number) for part in (cast("list[Any]", held) if is_list else [held])]
            setattr(copied, name, parts if is_list else parts[0])
    for given, other in others:
        copied = switched(given, other, copied)
    return copied if isinstance(copied, ast.expr_context) else ast.copy_location(copied, node)


def _part(node: ast.AST, part: Any, number: Callable[[ast.AST, ast.AST], int]) -> Any:
    if not isinstance(part, ast.AST) or (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)):
        return part
    grown = planted(part, number)
    # A piece of a formatted text is a text, or is formatted.
    in_text = isinstance(node, ast.JoinedStr) and isinstance(grown, ast.IfExp)
    return ast.FormattedValue(grown, -1) if in_text else grown


class Planted(NamedTuple):
    """A module with all its mistakes: as code, and as a list."""

    path: str
    code: CodeType
    mutants: Sequence[Mutant]


def plant(module: str, first: int) -> Planted:
    """All mistakes of one module, in the order of the source, numbered from the first on."""
    source = (SOURCE / module).read_bytes()
    lines, starts = source.splitlines(keepends=True), [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    found: list[Mutant] = []

    def number(node: ast.AST, other: ast.AST) -> int:
        assert isinstance(node, ast.expr | ast.stmt | ast.keyword)
        assert node.end_lineno is not None and node.end_col_offset is not None
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[node.end_lineno - 1] + node.end_col_offset
        context = lines[node.lineno - 1].decode().strip()
        stands = source[start:end].decode()
        found.append(Mutant(first + len(found), module, node.lineno, stands, written(other), context))
        return found[-1].number

    path = str(SOURCE / module)
    tree: ast.Module = ast.fix_missing_locations(planted(ast.parse(source), number))
    return Planted(path, compile(tree, path, "exec", dont_inherit=True), found)


class Planter(importlib.machinery.SourceFileLoader):
    """Loads a module with its mistakes instead of the one that lies there."""

    def __init__(self, fullname: str, path: str, code: CodeType) -> None:
        super().__init__(fullname, path)
        self.code = code

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - as the import calls it
        return self.code


class Finder:
    """Has the modules that are known by their path loaded with their mistakes."""

    def __init__(self, modules: Mapping[str, CodeType]) -> None:
        self.modules = modules

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.origin is None or spec.origin not in self.modules:
            return None
        spec.loader = Planter(fullname, spec.origin, self.modules[spec.origin])
        return spec


def switch(on: Callable[[int], object]) -> None:
    """Let the switches ask this; nothing is asked oftener, so it is a method of a set."""
    setattr(builtins, SWITCH, on)


# ---- Which tests come to which mistake


class Test(NamedTuple):
    """How long a test takes, and which switches it comes to."""

    took: float
    seen: "array[int]"


class Heard(NamedTuple):
    """What was heard of the tests: of each that passes, of those that fail without a mistake, and of the import."""

    tests: dict[str, Test]
    failing: list[str]
    imported: frozenset[int]


class Listener:
    """Runs every so-many-th file of tests, and notes of each test which switches it comes to."""

    def __init__(self, part: int, parts: int, modules: Sequence[str]) -> None:
        self.part, self.parts, self.modules = part, parts, modules
        self.seen: set[int] = set()
        self.tests: dict[str, Test] = {}
        self.failing: list[str] = []

    def heard(self) -> Heard:
        switch(self.seen.add)
        for module in self.modules:
            importlib.import_module("simreplace." + module.removesuffix(".py").replace("/", "."))
        imported = frozenset(self.seen)
        ended = pytest.main([*OPTIONS, *asked()], plugins=[self])
        if ended != pytest.ExitCode.OK:
            self.failing.append(f"the whole run: {ended!r}")
        return Heard(self.tests, self.failing, imported)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        files = sorted({item.path for item in items})
        items[:] = [item for item in items if files.index(item.path) % self.parts == self.part]

    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        self.seen.clear()
        began = time.monotonic()
        reports = runtestprotocol(item, log=False, nextitem=nextitem)
        if any(report.failed for report in reports):
            self.failing.append(item.nodeid)
        elif not any(report.skipped for report in reports):
            self.tests[item.nodeid] = Test(time.monotonic() - began, array("H", sorted(self.seen)))
        return True


def asked() -> list[str]:
    """What pytest is told to collect."""
    return [str(TESTS), *(f"--ignore={TESTS / name}" for name in LEFT_OUT)]


# ---- Trying them


class Outcome(NamedTuple):
    """What became of a mistake: caught by a failing test, by the time limit, or not at all."""

    number: int
    how: str
    took: float


def mute() -> None:
    """Let nothing be printed from here on: what pytest says of each mistake is of no use."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def forked(work: Callable[[], object], seconds: float) -> str:
    """How the work ends in a process of its own: it answers something true, or fails, if the mistake is caught."""
    child = os.fork()
    if child == 0:
        try:
            mute()
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            signal.alarm(math.ceil(seconds))
            caught = bool(work())
        except BaseException:  # noqa: BLE001 - whatever a mistake raises
            caught = True
        os._exit(int(caught))
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "timeout" if os.WTERMSIG(status) == signal.SIGALRM else "failed"
    return ("passed", "failed")[os.WEXITSTATUS(status)]


def patience(took: float) -> float:
    """How long something may take with a mistake in it, for a slow machine is no mistake that was caught."""
    return 5 + 10 * took


class Trier:
    """Tries mistakes one by one, in the one session in which all tests were collected."""

    def __init__(self, nets: Mapping[int, Sequence[tuple[str, float]]], told: Callable[[Outcome], bool]) -> None:
        self.nets, self.told = nets, told

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        self.warm(items)
        # Else each fork looks through everything that was collected, and copies it.
        gc.collect()
        gc.freeze()
        for number, net in self.nets.items():
            began = time.monotonic()
            tests = [(items[name], took) for name, took in net]
            how = forked(partial(fails, number, tests), patience(sum(took for _, took in net)))
            if not self.told(Outcome(number, how, time.monotonic() - began)):
                break
        return True

    def warm(self, items: Mapping[str, pytest.Item]) -> None:
        """Run the quickest test of each file without any mistake, so that no fork loads what everybody needs."""
        quickest: dict[str, tuple[float, str]] = {}
        for name, took in (test for net in self.nets.values() for test in net):
            file = name.partition("::")[0]
            quickest[file] = min(quickest.get(file, (took, name)), (took, name))
        for _, name in quickest.values():
            runtestprotocol(items[name], log=False, nextitem=None)


def forget() -> None:
    """Empty each cache of the package and of its tests: what was kept without a mistake would hide it."""
    ours = str(SOURCE), str(TESTS)
    for module in list(sys.modules.values()):
        if str(getattr(module, "__file__", "")).startswith(ours):
            for thing in list(vars(module).values()):
                if type(thing) is CACHED:
                    thing.cache_clear()


def fails(number: int, tests: Sequence[tuple[pytest.Item, float]]) -> bool:
    """Whether one of the tests fails once this mistake is switched on."""
    forget()
    switch(frozenset({number}).__contains__)
    following = [item for item, _ in tests[1:]]
    for (item, took), after in zip_longest(tests, following):
        signal.alarm(math.ceil(patience(took)))
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=after)):
            return True
    return False


def fails_anew(number: int, files: Sequence[str]) -> bool:
    """The same, the package imported with the mistake switched on."""
    switch(frozenset({number}).__contains__)
    return pytest.main([*OPTIONS, "-x", *files]) != pytest.ExitCode.OK


# ---- Which tests are asked of which mistake


def near(module: str, name: str) -> bool:
    """Whether a test is one of the module's own folder."""
    return name.startswith(f"tests/{module.partition('/')[0]}/")


def within(timed: Iterable[tuple[str, float]], seconds: float) -> list[tuple[str, float]]:
    """As many of them, in their order, as there is time for."""
    left = seconds
    taken: list[tuple[str, float]] = []
    for name, took in timed:
        if took <= left:
            taken.append((name, took))
            left -= took
    return taken


def nets(mutants: Iterable[Mutant], tests: Mapping[str, Test], each: float) -> dict[int, list[tuple[str, float]]]:
    """The tests that come to each mistake, the nearest and quickest first."""
    reached: dict[int, list[tuple[str, float]]] = {mutant.number: [] for mutant in mutants}
    for name, test in sorted(tests.items(), key=lambda it: it[1].took):
        for number in test.seen:
            if number in reached:
                reached[number].append((name, test.took))
    return {
        mutant.number: within(sorted(reached[mutant.number], key=lambda it: not near(mutant.module, it[0])), each)
        for mutant in mutants
    }


def nets_of_files(mutants: Mapping[int, Mutant], tests: Mapping[str, Test]) -> dict[str, list[str]]:
    """The files of tests that come to anything in each module, its own folder's first, the quickest first."""
    took: dict[str, float] = {}
    seen: dict[str, set[int]] = {}
    for name, test in tests.items():
        file = name.partition("::")[0]
        took[file] = took.get(file, 0) + test.took
        seen.setdefault(file, set()).update(test.seen)
    modules: dict[str, list[str]] = {}
    for file in sorted(seen, key=took.__getitem__):
        for module in {mutants[number].module for number in seen[file]}:
            modules.setdefault(module, []).append(file)
    return {
        module: [
            file
            for file, _ in within(
                ((file, took[file]) for file in sorted(files, key=lambda it: (it not in FIRST, not near(module, it)))),
                AT_ONCE,
            )
        ]
        for module, files in modules.items()
    }


# ---- All of it


class Work(NamedTuple):
    """What one of the processes does."""

    nets: Mapping[int, Sequence[tuple[str, float]]]
    anew: Mapping[int, Sequence[str]]
    until: float
    write_to: int


def worked(work: Work) -> None:
    """Try them all: those that are met after the import in one session, the others in a session of each."""

    # A mistake that needs the import anew takes some three times as long: both kinds get their part of the time.
    began = time.monotonic()
    part = len(work.nets) / max(len(work.nets) + 3 * len(work.anew), 1)
    until = began + (work.until - began) * part

    def told(outcome: Outcome) -> bool:
        os.write(work.write_to, (json.dumps(outcome) + "\n").encode())
        return time.monotonic() < until

    if work.nets:
        files = sorted({name.partition("::")[0] for net in work.nets.values() for name, _ in net})
        switch(frozenset().__contains__)
        forked(partial(pytest.main, [*OPTIONS, *files], [Trier(work.nets, told)]), work.until - began + 600)
    for number, needed in work.anew.items():
        if time.monotonic() > work.until:
            break
        started = time.monotonic()
        how = forked(partial(fails_anew, number, needed), patience(AT_ONCE))
        told(Outcome(number, how, time.monotonic() - started))


def listened(jobs: int, modules: Sequence[str]) -> Heard:
    """Every test, run once in one of the processes."""
    with tempfile.TemporaryDirectory() as folder:
        children: list[int] = []
        for part in range(jobs):
            child = os.fork()
            if child == 0:
                mute()
                heard = Listener(part, jobs, modules).heard()
                (Path(folder) / str(part)).write_bytes(pickle.dumps(heard))
                os._exit(0)
            children.append(child)
        for child in children:
            os.waitpid(child, 0)
        parts = [pickle.loads((Path(folder) / str(part)).read_bytes()) for part in range(jobs)]
    tests = {name: test for part in parts for name, test in part.tests.items()}
    return Heard(tests, [name for part in parts for name in part.failing], parts[0].imported)


def tried_by(
    jobs: int,
    nets_late: Mapping[int, Sequence[tuple[str, float]]],
    anew: Mapping[int, Sequence[str]],
    until: float,
) -> int:
    """Let so many processes try them, and say where their outcomes can be read."""
    read_from, write_to = os.pipe()
    for part in range(jobs):
        if os.fork() == 0:
            os.close(read_from)
            worked(
                Work(dict(list(nets_late.items())[part::jobs]), dict(list(anew.items())[part::jobs]), until, write_to)
            )
            os._exit(0)
    os.close(write_to)
    return read_from


def reported(mutant: Mutant, how: str) -> str:
    said = {"passed": "SURVIVED", "failed": "caught", "timeout": "caught (time)"}
    reason = REASONS.get(mutant.key, "")
    return f"{said[how]:9} {mutant.module}:{mutant.line}: {mutant.said}{'  # ' + reason if reason else ''}\n"


def main() -> int:
    """Plant what was chosen and print the score; 1 if a mistake survives for which no reason is written down."""
    every = [str(path.relative_to(SOURCE)) for folder in FOLDERS for path in sorted((SOURCE / folder).glob("[!_]*.py"))]
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "modules", nargs="*", default=every, help="such as calendar/window.py; all rule modules if none"
    )
    parser.add_argument("--sample", type=int, help="how many to plant; all of them if not given")
    parser.add_argument("--seed", type=int, default=16, help="which ones a sample takes")
    parser.add_argument("--jobs", type=int, default=1, help="how many at a time")
    parser.add_argument(
        "--each", type=float, default=8, help="seconds of tests for each, of those met after the import"
    )
    parser.add_argument("--minutes", type=float, default=60, help="after which no further one is planted")
    parser.add_argument("--count", action="store_true", help="only say how many there are")
    told = parser.parse_args()
    began = time.monotonic()
    planted_in: list[Planted] = []
    for module in told.modules:
        planted_in.append(plant(module, sum(len(it.mutants) for it in planted_in)))
    mutants = {mutant.number: mutant for it in planted_in for mutant in it.mutants}
    stale = {key for key in REASONS if key[0] in told.modules} - {mutant.key for mutant in mutants.values()}
    if stale:
        sys.exit(f"reasons for what is no mistake any more: {sorted(stale)}")
    if told.count:
        sys.stdout.write(f"{len(mutants)} mistakes in {len(told.modules)} modules\n")
        return 0

    os.chdir(ROOT)
    sys.path.insert(0, str(SOURCE.parent))
    sys.meta_path.insert(0, Finder({it.path: it.code for it in planted_in}))
    heard = listened(told.jobs, told.modules)
    for name in heard.failing:
        sys.stdout.write(f"not asked, for it fails without a mistake: {name}\n")
    sys.stdout.write(f"{len(heard.tests)} tests were heard in {time.monotonic() - began:.0f} s\n")
    sys.stdout.flush()

    size = len(mutants) if told.sample is None else min(told.sample, len(mutants))
    chosen = random.Random(told.seed).sample(sorted(mutants), size)  # noqa: S311 - a sample, not a secret
    reached = {number for test in heard.tests.values() for number in test.seen}
    late = [number for number in chosen if number in reached and number not in heard.imported]
    nets_late = nets([mutants[number] for number in late], heard.tests, told.each)
    files = nets_of_files(mutants, heard.tests)
    anew: dict[int, Sequence[str]] = {
        number: files.get(mutants[number].module, []) for number in chosen if number not in nets_late
    }
    read_from = tried_by(told.jobs, {number: nets_late[number] for number in late}, anew, began + told.minutes * 60)
    survived: list[Mutant] = []
    ways: Counter[str] = Counter()
    with os.fdopen(read_from, encoding="utf-8") as lines:
        for line in lines:
            outcome = Outcome(*json.loads(line))
            mutant = mutants[outcome.number]
            ways[outcome.how] += 1
            survived += [mutant] if outcome.how == "passed" else []
            sys.stdout.write(reported(mutant, outcome.how))
            sys.stdout.flush()
    tried = sum(ways.values())
    unexplained = [mutant for mutant in survived if mutant.key not in REASONS]
    sys.stdout.write(
        f"{tried - len(survived)} of {tried} caught ({1 - len(survived) / max(tried, 1):.1%}), {ways['timeout']} of them by "
        f"the time limit; {len(survived)} survived, {len(survived) - len(unexplained)} for a reason; {tried} planted of "
        f"{len(mutants)} in {time.monotonic() - began:.0f} s with seed {told.seed}\n"
    )
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
