"""What the reference pages show of the code; `python tests/pages.py` writes it into them.

Whatever is made stands between two comments, `<!-- name -->` and `<!-- /name -->`. The words around it are written by
hand and are left alone.
"""

import ast
import importlib
import inspect
import json
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, partial
from itertools import pairwise, product
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, cast

import attrs

import comparison as _comparison
import duties as _duties
import picture_of_the_house
import picture_of_the_lifecycle
import simreplace
from builders import applicant
from journey import draft, in_state
from simreplace import (
    ARTICLE,
    CollectionMethod,
    Duty,
    IssueCode,
    Policy,
    Reason,
    Role,
    Stage,
    State,
    events,
    form_schema,
    lifecycle,
    required_papers,
)
from simreplace.guidance.operators import Brand, Fee, OperatorProfile, facts_of, profile_of
from simreplace.lifecycle import counter as _counter
from simreplace.lifecycle import deadline, standing
from simreplace.lifecycle import gates as _gates
from simreplace.rules.papers import Need, Requirement
from simreplace.words.dates import words
from test_architecture import FACES, public_names

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
    for module in pkgutil.walk_packages(simreplace.__path__, "simreplace."):
        body = ast.parse(inspect.getsource(importlib.import_module(module.name))).body
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
        f"## `{path}`\n\n{(inspect.getdoc(face) or '').splitlines()[0]}\n\n"
        + table(
            ("Name", "What it is"),
            ((code(name), described(name, thing)) for name, thing in public_names() if name.rpartition(".")[0] == path),
        )
        for path, face in FACES.items()
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


@cache
def _functions_of_the_gates() -> dict[str, ast.FunctionDef]:
    bodies = [ast.parse(inspect.getsource(module)).body for module in (_gates, _counter)]
    return {node.name: node for body in bodies for node in body if isinstance(node, ast.FunctionDef)}


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


def codes_of(gate: str) -> tuple[IssueCode, ...]:
    """The codes that a gate itself gives, read off its source."""
    reached = [node for function in _reached(gate, _functions_of_the_gates()) for node in ast.walk(function)]
    # A code that is only compared with is asked for, not given.
    asked = {id(part) for node in reached if isinstance(node, ast.Compare) for part in ast.walk(node)}
    named = {
        node.attr
        for node in reached
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "IssueCode"
        if id(node) not in asked
    }
    return tuple(it for it in IssueCode if it.name in named)


def _passed_on(gate: str) -> Iterator[str]:
    """What a gate passes on from elsewhere."""
    reached = [node for function in _reached(gate, _functions_of_the_gates()) for node in ast.walk(function)]
    read = {node.attr for node in reached if isinstance(node, ast.Attribute)}
    if "form_issues" in read:
        yield "what the form shows"
    if {"iccid", "issues"} <= read:
        yield "what the number of the card shows"


def general_gates() -> tuple[Callable[..., object], ...]:
    """The gates that no row names, for they are asked for every row alike."""
    of_rows = {name_of(gate) for row in lifecycle.TRANSITIONS for gate in row.gates}
    every = [thing for name, thing in vars(_gates).items() if inspect.isfunction(thing) and not name.startswith("_")]
    return tuple(it for it in every if it.__module__ == _gates.__name__ and name_of(it) not in of_rows)


def gates_in_order() -> tuple[Callable[..., object], ...]:
    """Every gate, once: those of every row first, then those of the table."""
    return tuple(dict.fromkeys((*general_gates(), *(gate for row in lifecycle.TRANSITIONS for gate in row.gates))))


def name_of(gate: Callable[..., object]) -> str:
    """The name of a gate in the code."""
    return gate.__name__


def gates() -> str:
    """A row for each gate."""
    return table(
        ("Gate", "What it asks", "What it can give"),
        (
            (
                in_words(name_of(gate)),
                (inspect.getdoc(gate) or "").split("\n")[0],
                ", ".join([*(code(it.value) for it in codes_of(name_of(gate))), *_passed_on(name_of(gate))]),
            )
            for gate in gates_in_order()
        ),
    )


@cache
def deadline_of(state: State) -> str:
    """The field of a policy that says how long a request may stay in a state, found by turning each of them."""
    stands = standing(in_state(state))
    usual = deadline(stands, ARTICLE)
    for field in attrs.fields(Policy):
        if isinstance(getattr(ARTICLE, field.name), timedelta):
            longer: dict[str, Any] = {field.name: timedelta(days=9999)}
            if deadline(stands, attrs.evolve(ARTICLE, **longer)) != usual:
                return str(field.name)
    return ""


def _conditions(row: lifecycle.Transition) -> Iterator[str]:
    if row.origin is not None:
        yield f"held from {code(row.origin.value)}"
    if row.when is not None:
        yield f"when {in_words(name_of(row.when))}"
    if row.fits is not None:
        yield f"where {in_words(name_of(row.fits))}"
    yield from (in_words(name_of(gate)) for gate in row.gates)


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
    """The picture, the rows and the gates."""
    shown = "[![The states and the events that lead from one to the next](lifecycle.svg)](lifecycle.svg)"
    parts = [shown, "## The rows", rows(), "## The gates", gates()]
    return "\n\n".join(parts)


# The policies


def shipped() -> tuple[Policy, ...]:
    """The policies among the public names."""
    return tuple(thing for _, thing in public_names() if isinstance(thing, Policy))


def _span(value: timedelta) -> str:
    days, hours = value.days, value.seconds // 3600
    parts = [f"{count} {unit}{'s' * (count != 1)}" for count, unit in ((days, "day"), (hours, "hour")) if count]
    return " and ".join(parts) or "none"


def _listing(items: tuple[object, ...]) -> str:
    """Things one after the other; a pair of duties is no name with its value."""
    pairs = [cast("tuple[object, ...]", item) for item in items if isinstance(item, tuple)]
    if not pairs:
        return ", ".join(map(shown, items)) or "none"
    between = " and " if all(isinstance(part, Duty) for pair in pairs for part in pair) else ": "
    return "; ".join(between.join(map(shown, pair)) for pair in pairs)


def shown(value: object) -> str:
    """A value of a policy as a person reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, timedelta):
        return _span(value)
    if isinstance(value, StrEnum):
        return in_words(value.value)
    if isinstance(value, frozenset):
        return ", ".join(map(shown, sorted(cast("frozenset[int]", value)))) or "none"
    if isinstance(value, tuple):
        return _listing(cast("tuple[object, ...]", value))
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


# The papers

_DAY: Final = date(2026, 9, 7)
_ADULT: Final = date(1995, 8, 15)
_CHILD: Final = date(2012, 8, 15)
_PEOPLE: Final = MappingProxyType(
    {
        ("citizen", "17 or older"): ("IDN", _ADULT),
        ("citizen", "under 17"): ("IDN", _CHILD),
        ("foreigner", "17 or older"): ("CHN", _ADULT),
        ("foreigner", "under 17"): ("CHN", _CHILD),
    }
)
Asked = tuple[Requirement, ...]
# For which reasons, by which methods, of which nationalities and ages: whatever lies in all four asks for one list.
Block = tuple[frozenset[str], ...]


def _lists(policy: Policy, stage: Stage) -> Iterator[tuple[Block, Asked]]:
    """The list of each reason, offered method, nationality and age."""
    for (who, born), reason, method in product(_PEOPLE.items(), Reason, policy.collection_methods):
        nationality, born_on = born
        person = applicant(nationality=nationality, born_on=born_on, documents=())
        request = draft(applicant=person, reason=reason, collection=method)
        asked = required_papers(request.form, stage=stage, policy=policy, on=_DAY)
        nation, age = who
        yield (
            (frozenset({reason.value}), frozenset({method.value}), frozenset({nation}), frozenset({age})),
            asked,
        )


def _grouped(lists: Iterable[tuple[Block, Asked]]) -> list[tuple[Block, Asked]]:
    """Equal lists together: along one dimension after the other, what differs in nothing else."""
    found = list(lists)
    for along in range(4):
        merged: dict[tuple[Block, Asked], frozenset[str]] = {}
        for block, asked in found:
            key = ((*block[:along], frozenset[str](), *block[along + 1 :]), asked)
            merged[key] = merged.get(key, frozenset()) | block[along]
        found = [
            ((*block[:along], together, *block[along + 1 :]), asked) for (block, asked), together in merged.items()
        ]
    return found


def _listed(chosen: frozenset[str], everything: Iterable[str]) -> str:
    """What was chosen of a list, or that it is all of it."""
    known = list(everything)
    return "any" if chosen == frozenset(known) else ", ".join(in_words(name) for name in known if name in chosen)


def _who(nations: frozenset[str], ages: frozenset[str]) -> str:
    who = "anybody" if len(nations) > 1 else f"a {min(nations)}"
    return who if len(ages) > 1 else f"{who}, {min(ages)}"


def _paper(asked: Requirement) -> str:
    """A paper, whether in the original, and which documents will do."""
    english = words("en")
    kinds = " / ".join(
        " with ".join(english[f"document_kind.{kind.value}"] for kind in group) for group in asked.alternatives
    )
    how = " of: ".join(part for part in ("the original" if asked.original else "", kinds) if part)
    paper = english[f"paper.{asked.paper.value}"]
    return f"{paper} ({how})" if how else paper


def _of_need(asked: Asked, need: Need) -> str:
    return "; ".join(_paper(it) for it in asked if it.need is need)


def _rows_of_papers() -> Iterator[tuple[str, ...]]:
    for policy in shipped():
        for stage in Stage:
            for (reasons, methods, nations, ages), asked in _grouped(_lists(policy, stage)):
                yield (
                    code(policy.name),
                    stage.value,
                    _who(nations, ages),
                    _listed(reasons, Reason),
                    _listed(methods, policy.collection_methods),
                    *(_of_need(asked, need) for need in Need),
                )
        for method in CollectionMethod:
            if not policy.offers(method):
                yield (code(policy.name), "", "anybody", "any", in_words(method.value), "not offered", "", "")


def papers() -> str:
    """A row for each list that differs from the others."""
    head = ("Policy", "Stage", "Who", "Reasons", "Method", "Needed", "Seen or done before approval", "Helps")
    return table(head, _rows_of_papers())


# The standards


def order_words() -> str:
    """A row for each state, with its word in a product order."""
    return table(
        ("State", "Word of TMF622", "Final"),
        ((code(state.value), code(state.order_word), "yes" if state.is_final else "no") for state in State),
    )


# The house


def rooms() -> str:
    """A row for each room, from the bottom up."""
    return table(("Room", "What it is for", "What it refuses", "Its files"), picture_of_the_house.rooms())


# The operators


def operator_page(brand: Brand) -> str:
    """What is known of a brand: a row for each fact, the newest first, and what was looked for and not found."""
    profile = profile_of(brand)
    held = [(name, fact) for name, facts in facts_of(profile) for fact in facts]
    held.sort(key=lambda found: found[1].as_of or date.min, reverse=True)
    known = {name for name, _ in held}
    silent = [
        (name, dict(profile.notes).get(name, "not found"))
        for name in (field.name for field in attrs.fields(OperatorProfile))
        if name not in known | {"operator", "brand", "notes"}
    ]
    word = words("en")
    facts = table(
        ("What", "Says", "Of", "Sure", "Only", "Source", "Note"),
        (
            (
                word[f"operator.field.{name}"],
                _said(fact.value),
                "undated" if fact.as_of is None else fact.as_of.isoformat(),
                fact.confidence,
                fact.plan or "",
                fact.source,
                fact.note,
            )
            for name, fact in held
        ),
    )
    unknown = table(("What", "Found instead"), ((word[f"operator.field.{name}"], note) for name, note in silent))
    return f"""# {profile.name}

What public sources say of replacing a card with {profile.name} ({profile.operator_name}), made from `_data/operators.py`.
These are examples to check, never facts to rely on: ask the operator, and replace what your own profile says.
The newest stands first; where only a month or a year is known, its first day stands there.

{facts}

## What was looked for and not found

{unknown}

What is old on a day, and what carries no date, `operators.stale(profile, on=...)` names.
"""


def _said(value: object) -> str:
    if isinstance(value, Fee):
        return f"Rp{value.amount:,.0f} ({value.applies_to.value})"
    if isinstance(value, tuple):
        return ", ".join(map(_said, cast("tuple[object, ...]", value)))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value).replace("_", " ")


# Writing


# The recipes


RECIPES: Final = MappingProxyType(
    {
        "docs/how-to/check-a-hundred-million-rows.md": ("bulk",),
        "docs/how-to/run-behind-a-web-service.md": ("service", "retries", "logs"),
        "docs/how-to/store-and-lock.md": ("store", "sealed", "django_fields", "retention"),
    }
)
"""Which page shows which files of `docs/how-to/recipes`, each of which is run by the tests of its name."""


def recipe(name: str) -> str:
    """A recipe as a page shows it: the whole file."""
    text = (ROOT / f"docs/how-to/recipes/{name}.py").read_text(encoding="utf-8")
    return f"```python\n{text}```"


# Every field of what may be typed


def _choices_in(part: dict[str, Any]) -> list[dict[str, Any]]:
    """The choices of a closed list, as its schema says them."""
    ways: list[dict[str, Any]] = part.get("anyOf", [part])
    found: list[dict[str, Any]] = ways[0].get("oneOf", [])
    return found


def _held(part: dict[str, Any], parts: dict[str, Any]) -> str:
    """What stands in a field: the usual way of it, which comes first."""
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        return (
            f"[{parts[name]['title']}](#{_anchor(name)})"
            if "properties" in parts[name]
            else f"[a choice](#{_anchor(name)})"
        )
    if "anyOf" in part:
        return _held(part["anyOf"][0], parts)
    if part["type"] == "array":
        most = "" if part["maxItems"] == len(IssueCode) else f" of at most {part['maxItems']}"
        return f"a list{most}: {_held(part['items'], parts)}"
    if part["type"] == "integer":
        return f"a whole number, {part['minimum']} to {part['maximum']}"
    if part["type"] == "boolean":
        return "yes or no"
    if "format" in part:
        return {"date": "a day", "idn-email": "an email address"}[part["format"]]
    return f"a text of at most {part['maxLength']} characters"


def _anchor(name: str) -> str:
    return name.lower()


def _fields_of(schema: dict[str, Any], parts: dict[str, Any]) -> str:
    def rows_of() -> Iterator[tuple[str, ...]]:
        for name, part in schema["properties"].items():
            needed = "needed" if name in schema["required"] else "may be left out"
            if "default" in part:
                needed += f", then {code(str(part['default']))}"
            examples = ", ".join(code(json.dumps(it, ensure_ascii=False)) for it in part.get("examples", ()))
            yield (code(name), part["title"], _held(part, parts), needed, part.get("description", ""), examples)

    if not schema["properties"]:
        return "It has no fields."
    return table(("Field", "Title", "Holds", "Needed", "Help", "Example, made up"), rows_of())


def every_field() -> str:
    """A section for the form, each event, each part of one and each closed list, all read off the schemas."""
    english = {name: form_schema(name) for name in ("form", *map(events.event_name, events.EVENTS))}
    parts: dict[str, Any] = {}
    for schema in english.values():
        parts |= schema.get("$defs", {})
    del parts["Blank"]
    sections = [f"### {schema['title']}: `{name}`\n\n" + _fields_of(schema, parts) for name, schema in english.items()]
    shared = [
        f'### <a id="{_anchor(name)}"></a>{part["title"]}\n\n' + _fields_of(part, parts)
        for name, part in sorted(parts.items())
        if "properties" in part and name != "ReplacementForm"
    ]
    lists = [
        f'### <a id="{_anchor(name)}"></a>`{name}`\n\n'
        + table(("Value", "Word"), ((code(it["const"]), it["title"]) for it in _choices_in(part)))
        for name, part in sorted(parts.items())
        if "properties" not in part
    ]
    whole = sections[0].replace("### ", '### <a id="replacementform"></a>', 1)
    return "\n\n".join(
        [
            "## The form",
            whole,
            "## The events",
            *sections[1:],
            "## What stands within them",
            *shared,
            "## The choices",
            *lists,
        ]
    )


def compared(name: str) -> str:
    """A table of what others answer, beside what is answered here."""
    head, rows_of = _comparison.TABLES[name]
    return table(head, rows_of())


BLOCKS: Final[tuple[tuple[str, str, Callable[[], str]], ...]] = (
    ("README.md", "lifecycle", readme_lifecycle),
    ("docs/explanation/architecture.md", "rooms", rooms),
    ("docs/how-to/every-field.md", "fields", every_field),
    ("docs/reference/api.md", "names", api),
    ("docs/reference/codes.md", "codes", codes),
    ("docs/reference/duties.md", "duties", _duties.page),
    ("docs/reference/lifecycle.md", "lifecycle", lifecycle_page),
    ("docs/reference/papers.md", "papers", papers),
    ("docs/reference/policies.md", "policies", policies),
    ("docs/reference/standards.md", "order words", order_words),
    *(("docs/explanation/comparison.md", name, partial(compared, name)) for name in _comparison.TABLES),
    *((page, f"{name}.py", partial(recipe, name)) for page, names in RECIPES.items() for name in names),
)
"""Every block: the page, the name between the comments, and what makes it."""

FILES: Final[tuple[tuple[str, Callable[[], str]], ...]] = (
    ("docs/explanation/house.svg", picture_of_the_house.picture),
    ("docs/reference/lifecycle.svg", picture_of_the_lifecycle.picture),
    *((f"docs/reference/operators/{brand.value}.md", partial(operator_page, brand)) for brand in Brand),
)
"""Every file that is made as a whole."""


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
    """Write every block into its page, and every file that is made as a whole."""
    for path, render in FILES:
        (ROOT / path).write_text(render(), encoding="utf-8")
    for path, name, render in BLOCKS:
        page = ROOT / path
        page.write_text(filled(page.read_text(encoding="utf-8"), name, render()), encoding="utf-8")


if __name__ == "__main__":
    write()
