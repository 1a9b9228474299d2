"""A key is typed as well: whatever reads a mapping repeats it only where it can be nothing but the name of a field."""

import itertools
import json
from collections.abc import Iterator
from typing import Any, Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import MONDAY
from everything_public import specimens
from simreplace import (
    Actor,
    Applicant,
    Issue,
    IssueCode,
    ReplacementForm,
    Role,
    check_applicant,
    check_event,
    check_form,
    explain,
    from_mapping,
    problem,
    to_mapping,
)
from simreplace.errors import InvalidRecordError
from simreplace.ext.pydantic import issues_of, safe_errors
from simreplace.lifecycle import Event, events, may_be_repeated
from simreplace.records.schema import RECORDS

# Numbers and names of people who are made up, as they stand where a key should.
KEYS: Final = (
    "81234567890", "+6281234567890", "3174075508950001", "budi_santoso", "Budi", "siti", "sitiaminah", "siti-aminah",
    "SitiAminah", "budi/santoso", "~1", "siti@example.com", "\N{LATIN SMALL LETTER E WITH ACUTE}", "\ud800", "\0", "",
    "__proto__", "a" * 5000, "name_is_budi", "phone_81234567890", "nik3174075508950001", "\N{FULLWIDTH LATIN SMALL LETTER M}sisdn",
)  # fmt: skip
BY: Final = Actor(Role.SYSTEM, "system")
HOSTS: Final[dict[type[Event], dict[str, Any]]] = {
    events.Submit: {"other_open_request": False},
    events.Collect: {"visitor": BY},
}
FORM: Final[dict[str, Any]] = {
    "msisdn": "0812 3456 7890",
    "applicant": {"contact": {}, "documents": [{}], "head_of_family": {}},
    "purchase_record": {},
}


def everywhere(data: Any, key: str) -> Iterator[Any]:
    """The same with a key too many, once in each mapping in it."""
    if isinstance(data, dict):
        yield {**data, key: 1}
        for name, part in data.items():
            yield from ({**data, name: it} for it in everywhere(part, key))
    elif isinstance(data, list):
        for place, part in enumerate(data):
            yield from ([*data[:place], it, *data[place + 1 :]] for it in everywhere(part, key))


def found_by_forms(key: str) -> Iterator[Issue]:
    for data in everywhere(FORM, key):
        yield from check_form(data, on=MONDAY.date()).issues
    for data in everywhere(FORM["applicant"], key):
        yield from check_applicant(data, on=MONDAY.date()).issues
    for kind in events.EVENTS:
        facts: dict[str, Any] = dict(HOSTS.get(kind, {}))
        nested = {
            "form": FORM,
            "inspection": {},
            "letter": {"proxy_document": {}},
            "id_seen": {},
            "matches": [{}],
            "answers": [{}],
        }
        for data in everywhere(nested, key):
            yield from check_event(events.event_name(kind), data, id="e-1", by=BY, **facts).issues


def found_by_records(key: str) -> Iterator[Issue]:
    for thing in specimens():
        kind = type(thing)
        if kind not in RECORDS or kind is Event:
            continue
        for data in itertools.islice(everywhere(to_mapping(thing), key), 60):
            try:
                from_mapping(kind, data)
            except InvalidRecordError as error:
                yield from error.issues


@pytest.mark.uncounted
@pytest.mark.parametrize("key", KEYS, ids=itertools.count())
def test_a_key_that_may_be_anything_is_repeated_nowhere(key: str) -> None:
    assert not may_be_repeated(key)
    found = [*found_by_forms(key), *found_by_records(key)]
    unknown = [issue for issue in found if issue.code is IssueCode.FORM_UNKNOWN_FIELD]
    assert len(unknown) > 100
    assert {
        issue.pointer
        for issue in found
        if key and key.replace("~", "~0").replace("/", "~1") in issue.pointer.split("/")
    } == set()
    for issue in {it.pointer: it for it in unknown}.values():
        assert not key or key not in (explain(issue) + json.dumps(problem([issue]), ensure_ascii=False))


@pytest.mark.parametrize("kind", [Applicant, ReplacementForm], ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("key", KEYS, ids=itertools.count())
def test_pydantic_repeats_none_of_them_either(key: str, kind: Any) -> None:
    from pydantic import TypeAdapter, ValidationError

    for data in everywhere(FORM if kind is ReplacementForm else FORM["applicant"], key):
        with pytest.raises(ValidationError) as caught:
            TypeAdapter(kind).validate_python(data)
        for issue, error in zip(issues_of(caught.value.errors()), safe_errors(caught.value.errors()), strict=True):
            steps = [*issue.pointer.split("/")[1:], *map(str, error["loc"])]
            assert [step for step in steps if not step.isdecimal() and not may_be_repeated(step)] == []


@pytest.mark.parametrize(
    "key",
    [
        "state",
        "history",
        "id",
        "by",
        "at",
        "now",
        "msisdn",
        "full_nmae",
        "fullName",
        "Full-Name",
        "remark",
        "remarkss",
        "outlat",
    ],
)
def test_what_can_only_be_the_name_of_a_field_is_told_with_its_name(key: str) -> None:
    assert may_be_repeated(key)
    form = {**FORM, "applicant": {key: 1}}
    assert f"/applicant/{key}" in [it.pointer for it in check_form(form, on=MONDAY.date()).issues]


def fold(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "")


def distance(one: str, other: str) -> int:
    """How many signs differ, are too many, missing, or swapped (Damerau and Levenshtein), as in any textbook."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[-1] = min(row[-1], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]


EVERY_NAME: Final = frozenset(
    {field for kind in (*RECORDS, *events.EVENTS) for field in kind.__annotations__ if not field.startswith("_")}
    | {"version", "masked", "event", "revision", "actor", "now", "on", "expected", "updated_at"}
)


@given(st.text(max_size=60) | st.from_regex("[a-z_]{1,12}", fullmatch=True))
def test_law_what_is_repeated_is_a_name_of_ours_but_for_one_sign(key: str) -> None:
    if may_be_repeated(key):
        near = min(distance(fold(key), fold(name)) for name in EVERY_NAME)
        assert near <= (1 if len(fold(key)) >= 5 else 0)


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("otlet", True),  # five letters, one missing in the middle
        ("outllet", True),
        ("uotlet", True),
        ("outelt", True),
        ("outleet", True),
        ("xutlet", True),
        ("outlex", True),
        ("utlet", True),
        ("ooutlet", True),
        ("outlett", True),
        ("outle", True),
        ("utleto", False),
        ("outl", False),
        ("outletss", False),
        ("ouutllet", False),
        ("oxtxet", False),
        ("tuolet", False),
        ("outelx", False),
        ("salt", True),
        ("slat", False),  # of a word of four letters one slip leaves too little
        ("salts", True),
        ("sltss", False),
        ("full_name" + "_" * 31, True),
        ("full_name" + "_" * 32, False),
        ("FULL-NAME", True),
    ],
)
def test_one_slip_is_told_and_two_are_not(key: str, told: bool) -> None:
    assert may_be_repeated(key) is told


LETTERS: Final = st.sampled_from("abcdefghijklmnopqrstuvwxyz")
OURS: Final = sorted(
    {fold(field.name) for kind in (Applicant, ReplacementForm, Actor) for field in attrs.fields(kind)}, key=len
)


@given(st.sampled_from(OURS), st.data())
def test_law_a_name_of_ours_with_one_slip_is_told_where_five_letters_are_left(name: str, data: st.DataObject) -> None:
    """One letter is missing, too many, another one, or in the place of its neighbor."""
    at, letter = data.draw(st.integers(0, len(name) - 1)), data.draw(LETTERS)
    before, rest = name[:at], name[at + 1 :]
    for slipped in (before + rest, before + letter + name[at:], before + letter + rest):
        assert may_be_repeated(slipped) or len(slipped) < 5
    swapped = before + rest[:1] + name[at] + rest[1:]
    assert may_be_repeated(swapped) or len(swapped) < 5


@pytest.mark.parametrize("key", [None, 1, b"msisdn", ("msisdn",), object()], ids=lambda it: type(it).__name__)
def test_what_is_no_text_is_not_repeated(key: object) -> None:
    assert not may_be_repeated(key)
