"""What the reference pages show of the code; `python tests/pages.py` writes it into them.

Whatever is made stands between two comments, `<!-- name -->` and `<!-- /name -->`. The words around it are written by
hand and are left alone.
"""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import attrs

import simreplace
from cases import draft
from simreplace import ARTICLE, IssueCode, Policy, Role, State, _guards, _history, lifecycle
from simreplace._messages import words
from test_architecture import PUBLIC_MODULES, public_names

ROOT: Final = Path(__file__).parent.parent
HOW: Final = "run `python tests/pages.py` to write it anew"

# A time zone and an alias carry no docstring of their own.
_OF_CONSTANTS: Final = MappingProxyType(
    {
        "WIB": "Western Indonesian time, UTC+7.",
        "WITA": "Central Indonesian time, UTC+8.",
        "WIT": "Eastern Indonesian time, UTC+9.",
        "Language": 'The languages of the words: "en", "id" or "zh".',
        "Confidence": 'How sure a fact is: "high", "medium" or "low".',
    }
)


def row(*cells: str) -> str:
    """One row of a Markdown table."""
    return "| " + " | ".join(cell.replace("|", "\\|").replace("<", "&lt;") or " " for cell in cells) + " |"


def table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    """A Markdown table."""
    return "\n".join([row(*head), row(*["---"] * len(head)), *(row(*cells) for cells in rows)])


def code(text: str) -> str:
    """A text as code."""
    return f"`{text}`"


# The public names


@cache
def _described_constants() -> dict[str, str]:
    """The first line of the text below each constant of the package that has one."""
    found: dict[str, str] = {}
    for module in pkgutil.iter_modules(simreplace.__path__):
        if module.ispkg:
            continue
        body = ast.parse(inspect.getsource(importlib.import_module(f"simreplace.{module.name}"))).body
        for node, below in pairwise(body):
            named = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            said = below.value if isinstance(below, ast.Expr) else None
            if isinstance(named, ast.Name) and isinstance(said, ast.Constant) and isinstance(said.value, str):
                found[named.id] = inspect.cleandoc(said.value).split("\n")[0]
    return found


def described(name: str, thing: object) -> str:
    """The first line of what the code says of a public name."""
    if inspect.isclass(thing) or inspect.isfunction(thing):
        return (inspect.getdoc(thing) or "").split("\n")[0]
    last = name.rpartition(".")[2]
    return _described_constants().get(last) or _OF_CONSTANTS[last]


def api() -> str:
    """A section for each public module, with a row for each of its names."""
    sections = [
        f"## `{path}`\n\n{(inspect.getdoc(importlib.import_module(path)) or '').splitlines()[0]}\n\n"
        + table(
            ("Name", "What it is"),
            ((code(name), described(name, thing)) for name, thing in public_names() if name.rpartition(".")[0] == path),
        )
        for path in PUBLIC_MODULES
    ]
    return "\n\n".join(sections)


# The codes


def codes() -> str:
    """A row for each code."""
    english = words("en")
    return table(
        ("Code", "Severity", "Source", "In English"),
        ((code(it.value), it.severity.name, it.source, english[f"issue.{it.value}"]) for it in IssueCode),
    )


# The lifecycle


def in_words(name: str) -> str:
    """A name of the code as a person reads it."""
    return name.strip("_").replace("_", " ")


def _functions_of_the_gates() -> dict[str, ast.FunctionDef]:
    body = ast.parse(inspect.getsource(_guards)).body
    return {node.name: node for node in body if isinstance(node, ast.FunctionDef)}


def _reached(name: str, known: dict[str, ast.FunctionDef]) -> Iterator[ast.FunctionDef]:
    """A gate and the helpers beside it that it calls."""
    waiting, seen = [name], set[str]()
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        yield known[here]
        waiting += [node.id for node in ast.walk(known[here]) if isinstance(node, ast.Name) and node.id in known]


def codes_of(guard: str) -> tuple[IssueCode, ...]:
    """The codes that a gate itself gives, read off its source."""
    named = {
        node.attr
        for function in _reached(guard, _functions_of_the_gates())
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "IssueCode"
    }
    return tuple(it for it in IssueCode if it.name in named)


def _passed_on(guard: str) -> Iterator[str]:
    """What a gate passes on from elsewhere."""
    known = _functions_of_the_gates()
    calls = [node.func for node in ast.walk(known[guard]) if isinstance(node, ast.Call)]
    if any(isinstance(called, ast.Name) and called.id == "request_issues" for called in calls):
        yield "what the form shows"
    reached = [node for function in _reached(guard, known) for node in ast.walk(function)]
    if any(isinstance(node, ast.Attribute) and node.attr == "check" for node in reached):
        yield "what the number of the card shows"


def guards_in_order() -> tuple[lifecycle.Guard, ...]:
    """Every gate of the table, once."""
    return tuple(dict.fromkeys(guard for row in lifecycle.TRANSITIONS for guard in row.guards))


def name_of(guard: Callable[..., object]) -> str:
    """The name of a gate in the code."""
    return guard.__name__


def gates() -> str:
    """A row for each gate."""
    return table(
        ("Gate", "What it asks", "What it can give"),
        (
            (
                in_words(name_of(guard)),
                (inspect.getdoc(guard) or "").split("\n")[0],
                ", ".join([*(code(it.value) for it in codes_of(name_of(guard))), *_passed_on(name_of(guard))]),
            )
            for guard in guards_in_order()
        ),
    )


def deadline_of(state: State) -> str:
    """The field of a policy that says how long a request may stay in a state, found by turning each of them."""
    request = draft(state=state)
    usual = _history.deadline(request, ARTICLE)
    for field in attrs.fields(Policy):
        if isinstance(getattr(ARTICLE, field.name), timedelta):
            longer: dict[str, Any] = {field.name: timedelta(days=9999)}
            if _history.deadline(request, attrs.evolve(ARTICLE, **longer)) != usual:
                return str(field.name)
    return ""


def _conditions(row: lifecycle.Transition) -> Iterator[str]:
    if row.origin is not None:
        yield f"held from {code(row.origin.value)}"
    if row.when is not None:
        yield f"when {in_words(name_of(row.when))}"
    yield from (in_words(name_of(guard)) for guard in row.guards)


def _limit(row: lifecycle.Transition) -> str:
    return f"{code(row.limit.field)}, then {code(row.limit.code.value)}" if row.limit else ""


def _deadline(state: State) -> str:
    field = deadline_of(state)
    return code(field) if field else ""


def rows() -> str:
    """A row for each row of the table."""
    return table(
        ("From", "Event", "To", "Who", "Gates", "Limit", "Deadline"),
        (
            (
                code(row.source.value),
                row.event.__name__,
                code(row.target.value),
                ", ".join(in_words(role.value) for role in Role if role in row.roles),
                "; ".join(_conditions(row)),
                _limit(row),
                _deadline(row.source),
            )
            for row in lifecycle.TRANSITIONS
        ),
    )


def readme_lifecycle() -> str:
    """The diagram, as GitHub draws it."""
    return f"```mermaid\n{lifecycle.diagram()}\n```"


def lifecycle_page() -> str:
    """The diagram, the rows and the gates."""
    parts = [readme_lifecycle(), "## The rows", rows(), "## The gates", gates()]
    return "\n\n".join(parts)


# The policies


def shipped() -> tuple[Policy, ...]:
    """The policies among the public names."""
    return tuple(thing for _, thing in public_names() if isinstance(thing, Policy))


def shown(value: object) -> str:
    """A value of a policy as a person reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, timedelta):
        return str(value).removesuffix(", 0:00:00") if value else "none"
    if isinstance(value, StrEnum):
        return in_words(value.value)
    if isinstance(value, frozenset):
        return ", ".join(shown(item) for item in sorted(value)) or "none"
    if isinstance(value, tuple):
        paired = any(isinstance(item, tuple) for item in value)
        each = [": ".join(map(shown, item)) if isinstance(item, tuple) and paired else shown(item) for item in value]
        return ("; " if paired else ", ").join(each) or "none"
    kind: type[Any] = type(value)
    if attrs.has(kind):
        fields = attrs.fields(kind)
        return "; ".join(f"{in_words(field.name)}: {shown(getattr(value, field.name))}" for field in fields)
    return "none" if value is None else str(value)


def policies() -> str:
    """A table for each shipped policy."""
    fields = [field.name for field in attrs.fields(Policy) if field.name not in {"name", "sources"}]
    sections = [
        f"## `{policy.name}`\n\n"
        + table(
            ("Field", "Value", "Source"),
            ((code(name), shown(getattr(policy, name)), policy.source_of(name)) for name in fields),
        )
        for policy in shipped()
    ]
    return "\n\n".join(sections)


# The standards


def order_words() -> str:
    """A row for each state, with its word in a product order."""
    return table(
        ("State", "Word of TMF622", "Final"),
        ((code(state.value), code(state.order_word), "yes" if state.is_final else "no") for state in State),
    )


# Writing


BLOCKS: Final = (
    ("README.md", "lifecycle", readme_lifecycle),
    ("docs/reference/api.md", "names", api),
    ("docs/reference/codes.md", "codes", codes),
    ("docs/reference/lifecycle.md", "lifecycle", lifecycle_page),
    ("docs/reference/policies.md", "policies", policies),
    ("docs/reference/standards.md", "order words", order_words),
)
"""Every block: the page, the name between the comments, and what makes it."""


def block_of(text: str, name: str) -> str:
    """What stands between the two comments of a page.

    Raises:
        ValueError: They do not stand there exactly once.
    """
    found = re.findall(f"<!-- {name} -->\n(.*?)\n<!-- /{name} -->", text, flags=re.DOTALL)
    if len(found) != 1:
        raise ValueError(f"the block {name!r} is there {len(found)} times")
    return str(found[0])


def filled(text: str, name: str, content: str) -> str:
    """The page with another content between the two comments."""
    start, end = f"<!-- {name} -->\n", f"\n<!-- /{name} -->"
    return text.replace(start + block_of(text, name) + end, start + content + end)


def write() -> None:
    """Write every block into its page."""
    for path, name, render in BLOCKS:
        page = ROOT / path
        page.write_text(filled(page.read_text(encoding="utf-8"), name, render()), encoding="utf-8")


if __name__ == "__main__":
    write()
