"""A schema takes exactly what the checks can read: tried both ways, over forms, events, and whatever else stands there.

Everybody and every number here is made up.
"""

import itertools
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import product
from typing import Any, Final, get_args

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from builders import PROXY_KTP, letter
from journey import BUDI, COUNTER, SITI, in_state, sample
from simreplace import (
    Applicant,
    Issue,
    IssueCode,
    Language,
    ReplacementForm,
    Report,
    State,
    check_applicant,
    check_event,
    check_form,
    events,
    explain,
    form_schema,
    to_mapping,
)
from simreplace.ext.hypothesis import form_data, mistaken_data
from simreplace.forms import APPLICANT, FORM, Shape, one_of_words, patterns, table_of
from simreplace.forms.events import HOST_FACTS
from simreplace.forms.patterns import LETTERS, around, blank, something
from simreplace.forms.plain import is_between, word_key
from simreplace.records import personal_paths
from simreplace.words.dates import words
from simreplace.words.form_schema import title_of

C = IssueCode
ON: Final = date(2026, 9, 7)
LANGUAGES: Final = get_args(Language)
NAMES: Final = ("applicant", "form", *map(events.event_name, events.EVENTS))
BY_NAME: Final = {events.event_name(kind): kind for kind in events.EVENTS}
REQUEST: Final = in_state(State.READY_FOR_COLLECTION)
# What the shape decides. Whether a number, a day or a letter can be what it says is for the checks alone.
OF_SHAPE: Final = frozenset({
    C.FORM_TYPE, C.FORM_REQUIRED, C.FORM_UNKNOWN_FIELD, C.FORM_CHOICE, C.FORM_CODE, C.FORM_NUMBER, C.FORM_YES_OR_NO,
    C.FORM_DATE, C.FORM_DAY_ORDER, C.TEXT_TYPE,
})  # fmt: skip


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(form_schema(name))


def checked(name: str, data: Any) -> Report[Any]:
    if name == "applicant":
        return check_applicant(data, on=ON)
    if name == "form":
        return check_form(data, on=ON)
    facts: Any = {"submit": {"other_open_request": False}, "collect": {"visitor": SITI}}.get(name, {})
    return check_event(name, data, id="e-1", by=COUNTER, **facts)


def of_shape(issues: tuple[Issue, ...]) -> list[str]:
    return [issue.pointer for issue in issues if issue.code in OF_SHAPE or (
        # How long a number may be depends on the kind of its document, and how long a line on the other lines.
        issue.code is C.TEXT_TOO_LONG and not re.search(r"/number$|/mrz$", issue.pointer))]  # fmt: skip


def refused_at(name: str, data: Any) -> list[str]:
    return ["".join(f"/{step}" for step in error.absolute_path) for error in validator(name).iter_errors(data)]


REFUSED_FIRST: Final = frozenset({C.TEXT_TOO_LONG, C.TEXT_CONTROL, C.TEXT_INVISIBLE})


def hold_against_each_other(name: str, data: Any) -> None:
    """The law of this file: what the checks can read the schema takes, and what it refuses they refuse in that place."""
    data = json.loads(json.dumps(data))
    issues = checked(name, data).errors
    refused = refused_at(name, data)
    assert bool(refused) or not of_shape(issues), issues
    for at in refused:
        # A name of a field that holds a hidden character fits no pattern, and is refused for that character.
        issues = tuple(issue for issue in issues if issue.code in OF_SHAPE | REFUSED_FIRST)
        assert any(issue.pointer == at or issue.pointer.startswith(f"{at}/") for issue in issues), (at, issues)


# ---- What there is


@pytest.mark.uncounted
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_and_its_examples_are_read(name: str, language: Language) -> None:
    schema = form_schema(name, language)
    Draft202012Validator.check_schema(schema)
    assert next(iter(schema)) == "$schema"
    assert json.loads(json.dumps(schema)) == schema
    (whole,) = schema["examples"]
    assert checked(name, whole).errors == ()
    assert Draft202012Validator(schema, format_checker=FormatChecker()).is_valid(whole)


def test_a_class_and_its_name_are_one() -> None:
    assert form_schema(Applicant) == form_schema("applicant")
    assert form_schema(ReplacementForm, "id") == form_schema("form", "id")
    for name, kind in BY_NAME.items():
        assert form_schema(kind, "zh") == form_schema(name, "zh")


@pytest.mark.parametrize("what", ["", "Applicant", "event", "draft", "contact"])
def test_a_name_that_there_is_not_is_refused(what: str) -> None:
    with pytest.raises(ValueError, match="every event by its name"):
        form_schema(what)


@pytest.mark.parametrize("what", [None, 3, events.Event, events.Inspection, str, object(), [], State.DRAFT])
def test_a_thing_that_has_none_is_refused(what: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        form_schema(what)


def test_a_language_that_there_is_not_is_refused() -> None:
    unknown: Any = "fr"
    with pytest.raises(ValueError, match="en, id and zh"):
        form_schema("form", unknown)


def test_what_is_given_belongs_to_whoever_asked() -> None:
    form_schema("form")["properties"].clear()
    form_schema("form")["$defs"]["Blank"].clear()
    assert set(form_schema("form")["properties"]) == set(FORM)
    assert form_schema("form")["$defs"]["Blank"]


@pytest.mark.parametrize("name", NAMES)
def test_the_fields_are_those_of_the_checks_and_of_the_class(name: str) -> None:
    schema = form_schema(name)
    table = {"applicant": APPLICANT, "form": FORM}.get(name) or table_of(BY_NAME[name])
    assert list(schema["properties"]) == list(table)
    assert schema["required"] == [it for it, field in table.items() if field.required]
    assert schema["additionalProperties"] is False
    if name in BY_NAME:
        kind = BY_NAME[name]
        hosts = {"id", "by", *HOST_FACTS.get(kind, ())}
        assert set(schema["properties"]) == {it.name for it in attrs.fields(kind)} - hosts


# ---- Its words


def properties_in(schema: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for part in (schema, *schema.get("$defs", {}).values()):
        yield from part.get("properties", {}).items()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_field_and_every_choice_has_words_in_the_language(name: str, language: Language) -> None:
    schema = form_schema(name, language)
    told = [schema["title"], *(part["title"] for part in schema.get("$defs", {}).values() if "properties" in part)]
    for field, part in properties_in(schema):
        told += [part["title"], part.get("description", part["title"])]
        assert field == part["title"].lower() or "_" not in part["title"], field
    for part in schema.get("$defs", {}).values():
        told += [choice["title"] for way in part.get("anyOf", ()) for choice in way.get("oneOf", ())]
    assert all(text.strip() for text in told)
    table = words(language)
    assert set(told) <= set(table.values())


PARTS: Final = (
    Applicant, ReplacementForm, *events.EVENTS, events.Inspection, events.Answer, events.RecordMatch,
    *(kind for kind in vars(__import__("simreplace")).values()
      if kind.__class__ is type and kind.__name__ in {"Contact", "HeadOfFamily", "IdentityDocument",
                                                      "AuthorizationLetter", "PurchaseRecord"}),
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PARTS, ids=lambda kind: kind.__name__)
def test_every_field_of_every_form_event_and_letter_has_a_title_of_its_own(kind: type[Any], language: Language) -> None:
    names = [field.name for field in attrs.fields(kind)]
    titles = [title_of(kind, name, language) for name in names]
    assert len(set(titles)) == len(titles)
    assert set(titles).isdisjoint({"", *names} - {"nik", "note", "proxy"})


def test_every_help_belongs_to_a_field() -> None:
    fields = {field.name for kind in PARTS for field in attrs.fields(kind)}
    for key in words("en"):
        if key.startswith("help."):
            assert key.rpartition(".")[2] in fields, key
    for language in LANGUAGES:
        table = words(language)
        assert all(table[key].endswith(("。", ".")) for key in table if key.startswith("help."))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_says_each_member_by_its_word(language: Language) -> None:
    kinds: set[str] = set()
    for name in NAMES:
        for kind, part in form_schema(name, language).get("$defs", {}).items():
            first = part.get("anyOf", [{}])[0].get("oneOf", [])
            for choice in first:
                kinds.add(kind)
                label = choice["const"]
                if kind == "IssueCode":
                    assert choice["title"] == words(language)[f"flag.{label}"]
                else:
                    members = {it.value: it for it in shape_named(kind).kind}
                    assert choice["title"] == explain(members[label], language)
            if kind != "IssueCode" and first:
                assert [choice["const"] for choice in first] == [it.value for it in shape_named(kind).kind]
    assert {"Reason", "DocumentKind", "Sex", "Paper", "Defect", "Match", "IssueCode"} <= kinds


def test_whoever_is_in_a_field_is_marked() -> None:
    for kind in (Applicant, ReplacementForm, *events.EVENTS):
        marked = {f"/{it}" for it, part in form_schema(kind)["properties"].items() if part.get("x-personal-data")}
        assert marked == {at for at in personal_paths(kind) if at.count("/") == 1} & {
            f"/{it}" for it in form_schema(kind)["properties"]
        }
    assert form_schema("form")["$defs"]["IdentityDocument"]["properties"]["number"]["x-personal-data"] is True


# ---- Shapes, each by itself


def shapes_in(shape: Shape) -> Iterator[Shape]:
    yield shape
    inner = [] if shape.item is None else [shape.item]
    inner += [field.way.shape for field in (shape.parts or {}).values()]
    for it in inner:
        yield from shapes_in(it)


EVERY: Final = tuple(
    shape
    for table in (APPLICANT, FORM, *map(table_of, events.EVENTS))
    for field in table.values()
    for shape in shapes_in(field.way.shape)
)


def shape_named(name: str) -> Shape:
    return next(shape for shape in EVERY if shape.kind.__name__ == name)


WORDY: Final = tuple({shape.words: shape for shape in EVERY if shape.words}.values())


def test_the_signs_between_the_letters_of_a_word_are_no_letters() -> None:
    letters = re.compile(f"[{LETTERS}]")
    for number in range(0x110000):
        character = chr(number)
        if is_between(character):
            assert not letters.match(character)
            assert number < 0x11000, "forms/patterns.py looks no further"
    for shape in WORDY:
        assert all(letters.match(letter) for word in shape.words for letter in word)


@pytest.mark.parametrize("shape", WORDY, ids=lambda shape: shape.kind.__name__)
@settings(max_examples=25)
@given(data=st.data())
def test_the_pattern_of_words_takes_what_the_reading_of_a_word_takes(shape: Shape, data: st.DataObject) -> None:
    signs = st.sampled_from(" \t\n.-_()（）:：\u2013\u2014\u00a0\u3000\ufe58\U00010ead\x1f")
    word = data.draw(st.sampled_from(sorted(shape.words)))
    typed = "".join(
        data.draw(st.text(signs, max_size=2)) + data.draw(st.sampled_from((letter, letter.upper()))) for letter in word
    )
    spoiled = data.draw(
        st.sampled_from((typed, typed + "\n", typed[:-1], typed + "x", typed.replace("i", "ı"), typed[1:]))
    )
    pattern = one_of_words(shape.words)
    for text in (typed, spoiled, data.draw(st.text(max_size=12))):
        assert (re.search(pattern, text) is not None) is (word_key(text) in shape.words), text


@given(
    text=st.text(st.characters(codec="utf-8"), max_size=6) | st.text(" \t\x1c\x85\u2003\u3000\ufeff\u200b", max_size=4)
)
@example("\n")
@example("")
@example("x\n")
def test_what_is_blank_to_python_is_blank_to_the_pattern(text: str) -> None:
    empty = not text or text.isspace()
    assert (re.search(blank(), text) is not None) is empty
    assert (re.search(something(), text) is not None) is not empty
    assert (re.search(around("x"), f"{text}x{text}") is not None) is (f"{text}x{text}".strip() == "x")


@pytest.mark.parametrize(
    "words",
    [{"ab"}, {"a", "b"}, {"ab", "abc"}, {"a", "ab", "abc"}, {"abc", "abd"}, {"ab", "abc", "abd"}, {"a", "abc", "cab"}],
    ids=lambda words: " ".join(sorted(words)),
)
def test_of_words_that_begin_alike_each_is_taken_to_its_end_and_no_further(words: set[str]) -> None:
    pattern = one_of_words(frozenset(words))
    texts = ["".join(letters) for length in range(5) for letters in product("abcd", repeat=length)]
    assert {text for text in texts if re.search(pattern, text)} == words


def test_numbers_are_gathered_into_runs() -> None:
    assert list(patterns._runs(())) == []
    assert list(patterns._runs((1, 2, 3, 7, 9, 10))) == [(1, 3), (7, 7), (9, 10)]


def test_patterns_are_written_as_browsers_read_them() -> None:
    """What ECMA-262 and Python do not have in common stands in none of them."""
    for name in NAMES:
        for pattern in re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', json.dumps(form_schema(name))):
            told = json.loads(pattern)
            assert re.findall(r"\\[^tnru.]|\(\?[^:=!]|\\u(?![0-9a-f]{4})", told) == [], told[:200]
            re.compile(told)


# ---- Both ways


PERSON: Final = {"full_name": "Siti Contoh", "born_on": "1995-08-15", "sex": "P", "nationality": "WNI"}
LEAST: Final[dict[str, Any]] = {"msisdn": "0861 2345 678", "reason": "lost", "applicant": PERSON}


@pytest.mark.parametrize(
    ("at", "typed"),
    [
        ("reason", ["lost", " LOST ", "Hilang", "丢失", "l-o s.t", "forgotten", "", " ", None, 3, ["lost"], "x" * 65]),
        ("channel", ["app", "Media sosial", "", None, "pigeon", {}, True]),
        ("msisdn", ["0861", 861, None, "", "x" * 64, "x" * 65, ["0861"], "\t"]),
        ("remarks", ["", "a" * 2000, "a" * 2001, " " * 2001, None, 5, "\x00"]),
        ("old_iccid", [" " * 65, " " * 2000, " " * 2001, "\u3000", "1" * 65]),
        ("applicant", [None, "", "x", [], {}, {"full_name": "x"}, {**PERSON, "age": 3}, {**PERSON, "born_on": None}]),
        ("purchase_record", [{}, None, "", "x", [], {"seller": "", "number": None}, {"seller": 3}, {"shop": "x"}]),
        ("state", ["approved"]),
        ("State ", [1]),
    ],
)
def test_a_form_field_by_field(at: str, typed: list[Any]) -> None:
    for it in typed:
        hold_against_each_other("form", {**LEAST, at: it})
    hold_against_each_other("form", {name: it for name, it in LEAST.items() if name != at})


@pytest.mark.parametrize(
    ("at", "typed"),
    [
        ("born_on", ["1995-08-15", " 1995-08-15\n", "1995-08-00", "1995-00-00", "0000-00-00", "1995-02-30", "15/08/1995",
                     "1995-8-5", "1995", 1995, "１９９５-08-15", "1995-08-15\u00a0", "1995-08-15T00:00"]),
        ("sex", ["P", "L", "X", "<", "perempuan", "pria", "女", "?", None, True]),
        ("nationality", ["IDN", "id", "wni", "Indonesia", "D<<", "WNA", "", 1, "x" * 65, "x" * 64]),
        ("contact", [{}, {"phone": ""}, {"phone": None, "email": " "}, {"phone": 3}, {"fax": "1"}, "", "x", []]),
        ("head_of_family", [{}, {"full_name": ""}, {"full_name": "", "nik": None}, {"full_name": "Budi Contoh"},
                            {"full_name": "", "nik": 3}, {"nik": "1"}, {"x": ""}, {"family_card": "1"}, None, "x"]),
        ("documents", [[], None, "", "ktp", {}, [{}], [None], [{"kind": "ktp", "number": "1"}], [[]],
                       [{"kind": "KTP-el", "number": "1"}] * 50, [{"kind": "KTP-el", "number": "1"}] * 51]),
    ],
)  # fmt: skip
def test_an_applicant_field_by_field(at: str, typed: list[Any]) -> None:
    for it in typed:
        hold_against_each_other("applicant", {**PERSON, at: it})
        hold_against_each_other("form", {**LEAST, "applicant": {**PERSON, at: it}})


@pytest.mark.parametrize(
    ("at", "typed"),
    [
        ("kind", ["ktp", "e-KTP", "Kartu Keluarga (KK)", "KK", "suket", "护照", "SIM", "visa", None]),
        ("number", ["", None, 3, "1" * 201, "x"]),
        (
            "expires_on",
            ["Seumur hidup", "BERLAKU HINGGA: SEUMUR HIDUP", "终身", "2030-01-01", "forever", "", None, 2030],
        ),
        ("issued_on", ["2020-01-01", "Seumur hidup", "2020-13-01", "01-01-2020"]),
        ("mrz", ["x", "x\ny", ["x", "y"], [], ["x", 3], [None], 3, {}, "", None, ["x"] * 50, ["x"] * 51, "x" * 300]),
        ("issuing_country", ["", "ID", "Indonesia", None, 62]),
        ("holder_name", ["", "Siti", 3]),
    ],
)
def test_a_document_field_by_field(at: str, typed: list[Any]) -> None:
    for it in typed:
        paper = {"kind": "ktp", "number": "3299015508950001", at: it}
        hold_against_each_other("applicant", {**PERSON, "documents": [paper]})
        hold_against_each_other("collect", {"outlet": "Gerai Contoh", "id_seen": paper})


def anything(*them: Any) -> tuple[Any, ...]:
    return them


LETTER: Final = {name: it for name, it in to_mapping(letter()).items() if name != "version"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("activate", [{"iccid": "1", "old_card_deactivated": it}
                      for it in anything(True, False, "yes", "Ya", "是", "1", " off ", 1, 0, None, "", "perhaps", "2", [True])]),
        ("compare_record", [{"matches": [{"detail": "name", "outcome": "true"}], "document": it}
                            for it in anything(0, 49, 50, -1, "0", " 49 ", "50", "007", "0" * 62 + "49", "0" * 63 + "7",
                                       "0" * 64 + "7", "0" * 63 + "49", 1.0, 1.5, 49.0, 50.0, True, None, "", "१", "+1", [])]),
        ("compare_record", [{"matches": it} for it in anything(
            [], None, "", {}, [{}], [None], [{"detail": "name", "outcome": "Cocok"}], [{"detail": "a b", "outcome": "true"}],
            [{"detail": "name\n", "outcome": "true"}], [{"detail": "name", "outcome": True}], [{"detail": "nama_ibu/0"}],
            [{"detail": "name", "outcome": "true", "by": "me"}])]),
        ("request_information", [{"fields": it} for it in anything(
            [], ["full_name"], ["/applicant/documents/0/number"], ["Siti"], [""], [" "], ["x\n"], [None], [3], "full_name",
            ["x"] * 50, ["x"] * 51, [["x"]], ["x" * 2000], ["x" * 2001], ["a__b"], ["a.b_c/12"], ["a/123"])]),
        ("request_information", [{"papers": it} for it in anything(
            ["purchase_record", "Surat kuasa"], ["nothing"], [1], [], "purchase_record", None)]),
        ("submit", [{"form": LEAST, "acknowledged": it} for it in anything(
            [], ["nik.sex_differs"], [" nik.sex_differs\u3000"], ["form.required"], ["no.such"], [""], [None], ["NIK.SEX_DIFFERS"],
            ["nik_sex_differs"], ["nik.sex_differs"] * len(IssueCode), ["nik.sex_differs"] * (len(IssueCode) + 1), None)]),
        ("submit", [{"form": it} for it in anything(LEAST, None, "", {}, [], "x", {**LEAST, "state": "x"})]),
        ("decide_flag", [{"code": code, "pointer": pointer, "accepted": True, "reason": reason} for code, pointer, reason in (
            ("nik.sex_differs", "/x", "x"), ("nope", "/x", "x"), ("nik.sex_differs", "", "x"), ("nik.sex_differs", "/x", " "),
            ("nik.sex_differs", 3, "x"), (None, "/x", "x"))]),
        ("accept_card", [{"inspection": it} for it in anything(
            {}, None, "", True, [], {"surface": "no"}, {"surface": ""}, {"surface": None}, {"surface": 1}, {"iccid": "x"},
            {"colour": "red"}, {"number": "ya", "contacts": False})]),
        ("collect", [{"outlet": "X", "letter": it} for it in anything(
            LETTER, None, "", {}, [], {**LETTER, "signed_on": "soon"}, {**LETTER, "proxy_document": None},
            {**LETTER, "version": 1}, {**LETTER, "valid_until": "2020-01-01"}, {**LETTER, "principal": 3})]),
        ("collect", [{"outlet": it} for it in anything("X", "", " ", None, 3, "x" * 2001)]),
        ("cancel", [{"reason": it} for it in anything("other", "Kartu lama ditemukan", "changed mind", None, [])]),
        ("expire", [{}, {"note": "x"}, {"note": ""}, {"note": 3}, {"id": "x"}, {"by": {}}, {"at": "now"}]),
        ("report_fault", [{"defects": it} for it in anything([], ["scratched"], ["Tergores"], ["x"], "scratched", None, [None])]),
        *((name, [None, [], "x", 3, True]) for name in NAMES),
    ],
)  # fmt: skip
def test_an_event_field_by_field(name: str, data: list[Any]) -> None:
    for it in data:
        hold_against_each_other(name, it)


@settings(max_examples=40)
@given(data=form_data())
def test_a_form_without_a_mistake_is_taken(data: dict[str, Any]) -> None:
    assert checked("form", data).errors == ()
    hold_against_each_other("applicant", data["applicant"])
    hold_against_each_other("submit", {"form": data})


@settings(max_examples=50)
@given(mistaken=mistaken_data())
def test_a_form_with_one_mistake_is_refused_by_both_or_by_the_check_alone(
    mistaken: tuple[dict[str, Any], IssueCode, str],
) -> None:
    data, code, _ = mistaken
    hold_against_each_other("provide_information", {"form": data})
    if code in OF_SHAPE:
        assert refused_at("form", data)


JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 60) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8) | st.sampled_from(("lost", "ktp", "P", "ya", "2026-03-16", " ", "nik.sex_differs", "full_name")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("kind", "phone", "x")), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


def places_in(data: Any) -> Iterator[list[Any]]:
    yield []
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, it in inner:
        for rest in places_in(it):
            yield [step, *rest]


def spoil(draw: Any, data: Any) -> Any:
    """The same with something else in one place, with one field less, or with one more."""
    data = json.loads(json.dumps(data))
    way = draw(st.sampled_from(list(places_in(data))))
    if not way:
        return draw(JSON)
    place = data
    for step in way[:-1]:
        place = place[step]
    what = draw(st.sampled_from(("other", "gone", "more")))
    if what == "gone":
        del place[way[-1]]
    elif what == "more" and isinstance(place, dict):
        place[draw(st.sampled_from(("id", "by", "state", "kind", "phone", "Kind", "x" * 50)))] = draw(JSON)
    else:
        place[way[-1]] = draw(JSON)
    return data


@settings(max_examples=50)
@given(data=st.data(), good=form_data())
def test_a_form_in_which_anything_stands_anywhere(data: st.DataObject, good: dict[str, Any]) -> None:
    spoiled = good
    for _ in range(data.draw(st.integers(1, 3))):
        spoiled = spoil(data.draw, spoiled)
    hold_against_each_other("form", spoiled)


FULL: Final[dict[str, dict[str, Any]]] = {
    "collect": {"visitor": BUDI, "letter": letter(), "proxy_id_seen": PROXY_KTP},
    "raise_objection": {"channel": "hotline"},
    "request_information": {"fields": ["full_name"]},
}


@pytest.mark.parametrize("name", BY_NAME)
@settings(max_examples=15)
@given(data=st.data())
def test_an_event_in_which_anything_stands_anywhere(name: str, data: st.DataObject) -> None:
    kind = BY_NAME[name]
    event = attrs.evolve(sample(kind, REQUEST), **FULL.get(name, {}))
    said = {it: told for it, told in to_mapping(event).items() if it in table_of(kind)}
    hold_against_each_other(name, said)
    hold_against_each_other(name, spoil(data.draw, said) if said else data.draw(JSON))


@pytest.mark.parametrize("detail", ["\ufffe", "na\u200bme", "name\x00", "Name", "x" * 2001], ids=itertools.count())
def test_a_name_of_a_field_that_cannot_be_one_is_refused_by_both(detail: str) -> None:
    said: dict[str, Any] = to_mapping(sample(BY_NAME["compare_record"], REQUEST))
    event: dict[str, Any] = {name: told for name, told in said.items() if name in table_of(BY_NAME["compare_record"])}
    spoiled = {**event, "matches": [{**event["matches"][0], "detail": detail}]}
    assert refused_at("compare_record", spoiled) and checked("compare_record", spoiled).errors
    hold_against_each_other("compare_record", spoiled)


def test_a_list_may_be_a_tuple_for_the_checks() -> None:
    assert checked("request_information", {"fields": ("full_name",), "papers": ()}).errors == ()


def test_the_shapes_are_those_of_every_reader() -> None:
    for shape in EVERY:
        is_text = shape.longest is not None or shape.pattern is not None
        assert is_text or shape.parts is not None or shape.item is not None, shape
        assert isinstance(shape.kind, type)
        assert (shape.item is None) or shape.most
        assert not shape.words or issubclass(shape.kind, StrEnum | bool | date)


def test_no_dash_lies_where_no_pattern_looks() -> None:
    assert all(unicodedata.category(chr(it)) != "Pd" for it in range(0x11000, 0x110000))
