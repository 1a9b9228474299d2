"""The rules of the house, each read off the syntax tree, and each shown to catch what it forbids."""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import simreplace

PACKAGE = Path(simreplace.__file__).parent
ROOT = Path(__file__).parent.parent

# From the bottom up: a module may import only what stands before it.
LAYERS = (
    "errors",
    "_issues",
    "_data",
    "_private",
    "_kinds",
    "_numbers",
    "_identity",
    "cards",
    "_names",
    "_suggest",
    "_mrz",
    "_people",
    "_days",
    "_calendar",
    "_indonesia",
    "_window",
    "_review",
    "_policy",
    "_payloads",
    "operators",
    "events",
    "_request",
    "_checks",
    "_checklist",
    "_history",
    "_guards",
    "_table",
    "_standards",
    "lifecycle",
    "_clock",
    "_progress",
    "_plan",
    "_safeguards",
    "_triage",
    "_challenge",
    "recovery",
    "_forms",
    "_scalars",
    "_schema",
    "_records",
    "_words",
    "_advice",
    "_messages",
    "_picture",
    "_summary",
    "__init__",
)
DOORS = {"holidays": "_indonesia", "phonenumbers": "_numbers", "dateutil": "_checks", "cattrs": "_records"}
BANNED_MODULES = {
    "asyncio", "ctypes", "gettext", "getpass", "glob", "http", "io", "locale", "logging", "multiprocessing", "os",
    "pathlib", "pickle", "platform", "random", "secrets", "shutil", "signal", "socket", "sqlite3", "ssl", "subprocess",
    "sys", "tempfile", "threading", "time", "urllib", "uuid", "warnings", "zoneinfo",
}  # fmt: skip
BANNED_CALLS = {"breakpoint", "compile", "eval", "exec", "input", "open", "print", "__import__"}
BANNED_ATTRIBUTES = {"now", "today", "utcnow", "environ", "getenv", "urandom", "fromtimestamp"}
MUTABLE_CALLS = {"dict", "list", "set", "defaultdict", "deque", "Counter", "OrderedDict"}


def modules() -> Iterator[tuple[str, str]]:
    """Every module of the package under its dotted name within the package, with its source."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        yield name, path.read_text(encoding="utf-8")


def room(name: str) -> str:
    """The layer's name of a module: a folder is one room."""
    return name.split(".", maxsplit=1)[0]


def _imports(tree: ast.AST) -> Iterator[tuple[ast.stmt, str]]:
    """Every import that runs, with what it imports; what only a type checker reads is left out."""
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.module == "simreplace":
                yield from ((node, f"simreplace.{alias.name}") for alias in node.names)
            else:
                yield node, "." * node.level + (node.module or "")


def faults_in(name: str, source: str) -> list[str]:
    """Everything in one module that the rules of the house forbid."""
    tree = ast.parse(source)
    return [*_import_faults(room(name), tree), *_look_faults(tree), *_state_faults(tree)]


def _import_faults(name: str, tree: ast.Module) -> Iterator[str]:
    top_level = {id(node) for node in tree.body}
    for node, imported in _imports(tree):
        package = imported.split(".")[0]
        if imported.startswith("."):
            yield f"a relative import: {imported}"
        elif package == "simreplace":
            other = imported.split(".")[1]
            if other != name and LAYERS.index(other) >= LAYERS.index(name):
                yield f"{name} imports {other}, which stands above it"
        elif package in DOORS:
            if DOORS[package] != name:
                yield f"a second door to {package}"
            if id(node) in top_level:
                yield f"{package} imported before it is needed"
        elif package in BANNED_MODULES:
            yield f"imports {package}"
        elif package not in {"attrs", "typing", "__future__"} and package not in _stdlib():
            yield f"an unknown third party: {package}"


def _stdlib() -> frozenset[str]:
    import sys

    return sys.stdlib_module_names


def _look_faults(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BANNED_CALLS:
            yield f"calls {node.func.id}"
        if isinstance(node, ast.Attribute) and node.attr in BANNED_ATTRIBUTES:
            yield f"looks at the world through {node.attr}"
        if isinstance(node, ast.Global):
            yield "changes module state"


def _state_faults(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        named = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(named, ast.Name) and named.id == "__all__":
            continue
        literal = isinstance(value, ast.Dict | ast.List | ast.Set | ast.DictComp | ast.ListComp | ast.SetComp)
        called = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in MUTABLE_CALLS
        if literal or called:
            yield "mutable module state"


@pytest.mark.parametrize(("name", "source"), list(modules()), ids=[name for name, _ in modules()])
def test_a_module_keeps_the_rules_of_the_house(name: str, source: str) -> None:
    assert faults_in(name, source) == []


@pytest.mark.parametrize(
    ("name", "planted", "fault"),
    [
        ("_people", "from simreplace import lifecycle", "_people imports lifecycle, which stands above it"),
        ("_people", "def f():\n    from simreplace._forms import x", "_people imports _forms, which stands above it"),
        ("_people", "def f():\n    import holidays", "a second door to holidays"),
        ("_indonesia", "import holidays", "holidays imported before it is needed"),
        ("_people", "import requests", "an unknown third party: requests"),
        ("_people", "import os", "imports os"),
        ("_people", "from . import x", "a relative import: ."),
        ("_review", "from datetime import datetime\nx = lambda: datetime.now()", "looks at the world through now"),
        ("_review", "import datetime\nx = lambda: datetime.date.today()", "looks at the world through today"),
        ("_people", "def f():\n    print(1)", "calls print"),
        ("_people", "def f():\n    open('x')", "calls open"),
        ("_people", "def f():\n    global x\n    x = 1", "changes module state"),
        ("_people", "TABLE = {'a': 1}", "mutable module state"),
        ("_people", "TABLE: Final = {'a': 1}", "mutable module state"),
        ("_people", "TABLE = [x for x in 'ab']", "mutable module state"),
        ("_people", "TABLE = dict(a=1)", "mutable module state"),
    ],
)
def test_a_planted_fault_is_caught(name: str, planted: str, fault: str) -> None:
    assert faults_in(name, planted) == [fault]


def test_every_module_has_its_layer() -> None:
    unplaced = {room(name) for name, _ in modules()} - set(LAYERS) - {"ext"}
    assert unplaced == set()


PUBLIC_MODULES = (
    "simreplace",
    "simreplace.cards",
    "simreplace.errors",
    "simreplace.events",
    "simreplace.lifecycle",
    "simreplace.operators",
    "simreplace.recovery",
)


def public_names() -> Iterator[tuple[str, object]]:
    """Every promised name, under its dotted path."""
    for path in PUBLIC_MODULES:
        module = importlib.import_module(path)
        for name in module.__all__:
            yield f"{path}.{name}", getattr(module, name)


@pytest.mark.parametrize("path", PUBLIC_MODULES)
def test_all_names_exactly_what_a_module_promises(path: str) -> None:
    module = importlib.import_module(path)
    promised = module.__all__
    assert list(promised) == sorted(promised, key=_ruff_order)
    unhidden = {
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", "").startswith("simreplace")
    }
    if path == "simreplace":
        unhidden -= {"annotations"}
        assert unhidden - set(promised) == set()
    assert [name for name in promised if not hasattr(module, name)] == []


def _ruff_order(name: str) -> tuple[int, str]:
    """Constants first, then classes, then functions, each in alphabetical order."""
    if name.isupper():
        return 0, name
    return (1 if name[0].isupper() else 2), name


def test_the_reference_page_lists_exactly_the_public_names() -> None:
    page = (ROOT / "docs/reference/api.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(simreplace[\w.]*)` \|", page, flags=re.MULTILINE)
    assert listed == [name for name, _ in public_names()]


@pytest.mark.parametrize(("name", "thing"), list(public_names()), ids=[name for name, _ in public_names()])
def test_every_public_class_and_function_is_documented_with_an_example(name: str, thing: object) -> None:
    if not inspect.isclass(thing) and not inspect.isfunction(thing):
        return  # a constant is described where it stands
    text = inspect.getdoc(thing) or ""
    assert text.split("\n")[0].endswith("."), "one plain sentence first"
    assert ">>>" in text


def test_the_published_size_of_the_top_level_is_kept() -> None:
    assert len(simreplace.__all__) <= 75
