"""The rules of the house, each read off the syntax tree, and each shown to catch what it forbids."""

import ast
import importlib
import inspect
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

import simreplace

PACKAGE = Path(simreplace.__file__).parent
ROOT = Path(__file__).parent.parent

# From the bottom up: a room may import only what stands on a floor below its own.
FLOORS = (
    ("shown",),
    ("issues", "_data"),
    ("errors",),
    ("report",),
    ("values",),
    ("people",),
    ("calendar",),
    ("rules",),
    ("lifecycle",),
    ("forms", "guidance", "recovery"),
    ("records",),
    ("words",),
    ("__init__",),
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
DOORS = {
    "holidays": "calendar.indonesia",
    "phonenumbers": "values.phone",
    "dateutil": "rules.checks",
    "cattrs": "records.mapping",
}
# What stands outside may know its neighbor, and one hook leads there: pydantic asks a type itself.
NEIGHBORS = {
    "ext.pydantic": {"pydantic_core"},
    "ext.announce": {"hypothesis"},
    "ext.made_up": {"hypothesis"},
    "ext.conformance": {"hypothesis"},
    **{
        f"ext.polars.{name}": {"polars"}
        for name in ("__init__", "frames", "mobile", "odd", "population", "ready", "summary")
    },
    "ext.polars.arrow": {"polars", "pyarrow"},
}
# What the checks of frames take from inside the rooms: the tables and patterns of the scalar values, and no copies.
BEHIND_THE_DOOR: Mapping[str, frozenset[str]] = {
    "ext.polars.mobile": frozenset(
        {
            "values.phone._ALLOWED",
            "values.phone._EXTENSION",
            "values.phone._NUMBER",
            "values.phone._SECOND",
            "values.phone._SENSIBLE",
            "values.phone._SERVICE_CODE",
            "values.phone._SHORTEST_PAIR",
            "values.phone.MobileShape",
            "values.phone._prefix_issues",
            "values.phone.mobile_shape",
        }
    ),
    "ext.polars.odd": frozenset(
        {
            "values.masked.NUMBER_CAP",
            "values.masked._DECIMALS",
            "values.masked._OUTER",
            "values.masked._POWER_OF_TEN",
        }
    ),
    "ext.polars.population": frozenset(
        {
            "rules.ages.OLDEST_PERSON",
            "values.masked.SEPARATORS",
            "values.nik._DAYS",
            "values.nik._MONTHS",
            "values.nik._WOMAN",
            "values.nik.both_centuries",
        }
    ),
}
HOOK = ("values.masked", "ext.pydantic")
# What a file past 400 lines is for: a table, or one class for each event with its example.
LONG_FOR_A_REASON = {
    "lifecycle.events",
    "lifecycle.table",
    "words.en",
    "words.id",
    "words.zh",
    "_data.operators",
    "issues",
}
LONGEST_FILE = 400
LONGEST_SIGNATURE = 400
# Read by one neighbor alone, and a room of its own for the reason that stands beside it.
READ_BY_ONE: Mapping[str, str] = {
    "lifecycle.counter": "a new rule of the counter is a function there; who passes through which is read in the table",
    "lifecycle.seal": "what a seal covers can be read, and copied by whoever checks one elsewhere, by itself",
    "records.scalars": "how one value is written; together with the mapping they would pass 400 lines",
    "values.zone": "where the fields of a zone stand; together with what they say they would pass 400 lines",
    "words.advice": "what is said of triage, operators and recovery; with the rest of the words it would pass 400 lines",
    "words.en": "one table of words for each language",
    "words.holidays": "how an Indonesian name is recognized can be read by itself, with the other ways to write it",
    "words.progress": "what is said of how far it is; with the rest of the words it would pass 400 lines",
    "words.paper_en": "one table of words for each language",
    "words.paper_id": "one table of words for each language",
    "words.paper_zh": "one table of words for each language",
    "words.zh": "one table of words for each language",
}
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


NAMES = tuple(name for name, _ in modules())
ROOMS = frozenset(name.split(".")[0] for name in NAMES if "." in name)


def room_of(name: str) -> str:
    """The room in which a module lies; a file beside the rooms is one by itself."""
    return name.split(".", maxsplit=1)[0]


def imports_of(tree: ast.AST) -> Iterator[tuple[ast.stmt, str, str]]:
    """Every import, with the module and the name that is taken from it; also what only a type checker reads."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from ((node, module, alias.name) for alias in node.names)


def leads_to(module: str, name: str) -> str:
    """The file or room of ours to which an import leads, by its dotted name within the package."""
    inside = module.removeprefix("simreplace").lstrip(".")
    deeper = f"{inside}.{name}".lstrip(".")
    return deeper if deeper in NAMES or deeper in ROOMS else inside


def faults_in(name: str, source: str) -> list[str]:
    """Everything in one module that the rules of the house forbid."""
    tree = ast.parse(source)
    return [*_import_faults(name, tree), *_look_faults(tree), *_state_faults(tree)]


def _import_faults(name: str, tree: ast.Module) -> Iterator[str]:
    top_level = {id(node) for node in tree.body}
    for node, module, taken in imports_of(tree):
        package = module.split(".")[0]
        if module.startswith("."):
            yield f"a relative import: {module}"
        elif package == "simreplace":
            yield from _way_faults(name, module, taken)
        elif package in NEIGHBORS.get(name, ()):
            continue
        elif package in DOORS:
            if DOORS[package] != name:
                yield f"a second door to {package}"
            if id(node) in top_level and not _is_for_types(tree, node):
                yield f"{package} imported before it is needed"
        elif package in BANNED_MODULES:
            yield f"imports {package}"
        elif package not in {"attrs", "typing", "__future__"} and package not in sys.stdlib_module_names:
            yield f"an unknown third party: {package}"


def _is_for_types(tree: ast.Module, node: ast.stmt) -> bool:
    return any(isinstance(block, ast.If) and node in block.body for block in tree.body)


def _way_faults(name: str, module: str, taken: str) -> Iterator[str]:
    """An import of our own leads downwards, and into another room only by its door."""
    here, there = room_of(name), leads_to(module, taken)
    if here == room_of(there) or (name, there) == HOOK:
        return
    if room_of(there) == "ext":
        yield f"{here} imports ext, which stands outside"
        return
    if here != "ext" and FLOOR_OF[room_of(there)] >= FLOOR_OF[here]:
        yield f"{here} imports {room_of(there)}, which stands no lower"
    listed = f"{there}.{taken}" in BEHIND_THE_DOOR.get(name, ())
    if module.count(".") > 1 and room_of(there) != "_data" and not listed:
        yield f"{there} is not taken from the door of its room"


def _is_told(node: ast.Attribute) -> bool:
    """The moment of a case is one that the host has told."""
    return node.attr == "now" and isinstance(node.value, ast.Name) and node.value.id in {"case", "seen", "self"}


def _look_faults(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BANNED_CALLS:
            yield f"calls {node.func.id}"
        if isinstance(node, ast.Attribute) and node.attr in BANNED_ATTRIBUTES and not _is_told(node):
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
        ("people.people", "from simreplace import lifecycle", "people imports lifecycle, which stands no lower"),
        ("people.people", "from simreplace.forms import x", "people imports forms, which stands no lower"),
        ("forms.read", "from simreplace.records import x", "forms imports records, which stands no lower"),
        (
            "people.people",
            "if TYPE_CHECKING:\n    from simreplace.rules import x",
            "people imports rules, which stands no lower",
        ),
        ("forms.read", "from simreplace.values.nik import Nik", "values.nik is not taken from the door of its room"),
        ("people.people", "def f():\n    import holidays", "a second door to holidays"),
        ("calendar.indonesia", "import holidays", "holidays imported before it is needed"),
        ("people.people", "import requests", "an unknown third party: requests"),
        ("people.people", "import os", "imports os"),
        (
            "people.people",
            "def f():\n    from simreplace.ext.pydantic import x",
            "people imports ext, which stands outside",
        ),
        ("ext.walks", "import hypothesis", "an unknown third party: hypothesis"),
        ("ext.pydantic", "import polars", "an unknown third party: polars"),
        ("ext.pydantic", "from simreplace.forms.read import x", "forms.read is not taken from the door of its room"),
        (
            "ext.polars.odd",
            "from simreplace.values.nik import _DAYS",
            "values.nik is not taken from the door of its room",
        ),
        ("ext.polars.mobile", "import pyarrow", "an unknown third party: pyarrow"),
        ("people.people", "from . import x", "a relative import: ."),
        (
            "calendar.review",
            "from datetime import datetime\nx = lambda: datetime.now()",
            "looks at the world through now",
        ),
        ("calendar.review", "import datetime\nx = lambda: datetime.date.today()", "looks at the world through today"),
        ("people.people", "def f():\n    print(1)", "calls print"),
        ("people.people", "def f():\n    open('x')", "calls open"),
        ("people.people", "def f():\n    global x\n    x = 1", "changes module state"),
        ("people.people", "TABLE = {'a': 1}", "mutable module state"),
        ("people.people", "TABLE: Final = {'a': 1}", "mutable module state"),
        ("people.people", "TABLE = [x for x in 'ab']", "mutable module state"),
        ("people.people", "TABLE = dict(a=1)", "mutable module state"),
    ],
)
def test_a_planted_fault_is_caught(name: str, planted: str, fault: str) -> None:
    assert faults_in(name, planted) == [fault]


def test_the_tables_that_the_checks_of_frames_share_are_those_that_are_listed() -> None:
    taken = {name: set[str]() for name in NAMES if name.startswith("ext.polars.")}
    for name, source in modules():
        if name in taken:
            for _, module, what in imports_of(ast.parse(source)):
                if module.count(".") > 1 and room_of(leads_to(module, what)) not in {"ext", "_data"}:
                    taken[name].add(f"{leads_to(module, what)}.{what}")
    assert {name: names for name, names in taken.items() if names} == dict(BEHIND_THE_DOOR)


def test_every_room_stands_on_a_floor() -> None:
    assert {room_of(name) for name in NAMES} - {"ext"} == set(FLOOR_OF)


def arrows() -> dict[str, set[str]]:
    """For each file of ours the files that it imports, a room's own door left out."""
    found: dict[str, set[str]] = {}
    for name, source in modules():
        ways = {leads_to(module, taken) for _, module, taken in imports_of(ast.parse(source)) if "simreplace" in module}
        found[name] = {way for way in ways if way in NAMES and way != name}
    return found


def circle_in(graph: dict[str, set[str]]) -> tuple[str, ...]:
    """The files of a circle, if there is one."""
    left = {name: set(ways) for name, ways in graph.items()}
    while True:
        ends = {name for name, ways in left.items() if not ways & left.keys()}
        if not ends:
            return tuple(sorted(left))
        left = {name: ways for name, ways in left.items() if name not in ends}
        if not left:
            return ()


def test_the_files_of_the_house_form_no_circle() -> None:
    assert circle_in(arrows()) == ()


def test_a_circle_would_be_found() -> None:
    assert circle_in({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == ("a", "b", "c")


def test_within_a_room_no_file_goes_through_its_own_door() -> None:
    """A room's door hands on to others; whoever is inside goes straight to the file."""
    for name, source in modules():
        for _, module, taken in imports_of(ast.parse(source)):
            if module == f"simreplace.{room_of(name)}" and not name.endswith("__init__"):
                assert f"{room_of(name)}.{taken}" in NAMES, f"{name} takes {taken} from its own door"


PUBLIC_ROOMS = ("lifecycle", "recovery")


@pytest.mark.parametrize("room", sorted(ROOMS - {"_data", "ext"}))
def test_a_room_says_what_it_refuses_and_hands_on_what_others_use(room: str) -> None:
    module = importlib.import_module(f"simreplace.{room}")
    assert "This room refuses" in (module.__doc__ or "")
    used = {
        taken
        for name, source in modules()
        for _, source_module, taken in imports_of(ast.parse(source))
        if source_module == f"simreplace.{room}" and room_of(name) != room
    }
    handed = {
        taken
        for name, source in modules()
        for _, _, taken in imports_of(ast.parse(source))
        if name == f"{room}.__init__"
    }
    public = set(module.__all__) if room in PUBLIC_ROOMS else set()
    assert handed == used | public


def test_no_file_is_longer_than_it_should_be() -> None:
    longer = {name for name, source in modules() if source.count("\n") > LONGEST_FILE}
    assert longer - LONG_FOR_A_REASON == set()


def test_no_two_files_of_a_room_are_only_ever_read_together() -> None:
    """A file that one neighbor alone imports, and that the door does not hand on, belongs inside that neighbor."""
    graph = arrows()
    readers = {name: {other for other, ways in graph.items() if name in ways} for name in NAMES}
    alone = {name: who for name, who in readers.items() if len(who) == 1 and room_of(name) in ROOMS - {"_data", "ext"}}
    inner = {name for name, who in alone.items() if not any(reader.endswith("__init__") for reader in who)}
    assert inner == READ_BY_ONE.keys()


FACES: Mapping[str, ModuleType] = {
    "simreplace": simreplace,
    "simreplace.cards": simreplace.cards,
    "simreplace.errors": simreplace.errors,
    "simreplace.events": simreplace.events,
    "simreplace.lifecycle": simreplace.lifecycle,
    "simreplace.operators": simreplace.operators,
    "simreplace.recovery": simreplace.recovery,
}
"""The public faces, under the names by which a host imports them, whatever file they lie in."""


def public_names() -> Iterator[tuple[str, object]]:
    """Every promised name, under its dotted path."""
    for path, module in FACES.items():
        for name in module.__all__:
            yield f"{path}.{name}", getattr(module, name)


@pytest.mark.parametrize("path", FACES)
def test_all_names_exactly_what_a_module_promises(path: str) -> None:
    module = FACES[path]
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


FUNCTIONS = tuple((name, thing) for name, thing in public_names() if inspect.isfunction(thing))


@pytest.mark.parametrize(("name", "function"), FUNCTIONS, ids=[name for name, _ in FUNCTIONS])
def test_the_signature_of_a_public_function_can_be_read(name: str, function: FunctionType) -> None:
    """It is the first thing in `help()`: a default shows its name, not everything that it holds."""
    assert len(str(inspect.signature(function))) < LONGEST_SIGNATURE


@pytest.mark.parametrize("name", [name for name, thing in public_names() if isinstance(thing, simreplace.Policy)])
def test_a_shipped_policy_shows_the_name_under_which_it_is_imported(name: str) -> None:
    assert repr(dict(public_names())[name]) == name.removeprefix("simreplace.")


def test_the_published_size_of_the_top_level_is_kept() -> None:
    # 82; what may be typed, as a schema; and the papers: what a person signs, is told, enters in a calendar, and how a
    # signed letter is read again; and a single value from what was stored of it.
    assert len(simreplace.__all__) <= 90
