"""Values and forms as fields of pydantic models and FastAPI: our codes and places, and nobody's number in an answer.

Everybody and every number here is made up.
"""

import copy
import itertools
import json
import logging
import pickle
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, cast
from uuid import UUID

import pytest
from fastapi import Body, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from pydantic import (
    AnyUrl,
    BaseModel,
    ConfigDict,
    Field,
    Json,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

import simreplace
from planted import PLANTED, leaks
from simreplace import (
    Applicant,
    Issue,
    IssueCode,
    Msisdn,
    Nik,
    ReplacementForm,
    cards,
    check_form,
    form_schema,
    language_for,
    problem,
    to_mapping,
)
from simreplace.ext.pydantic import _SAYS_NOTHING_TYPED, issues_of, json_schema_of, safe_errors
from simreplace.values import Masked

VALUES: Final = tuple(
    kind
    for room in (simreplace, cards)
    for kind in vars(room).values()
    if isinstance(kind, type) and issubclass(kind, Masked) and kind is not Masked
)
TYPED: Final = {**PLANTED, cards.ActivationCode: "LPA:1$smdp.example.com$MADE-UP"}
SOUND: Final[dict[str, Any]] = {
    "msisdn": "0812 3456 7890",
    "reason": "lost",
    "applicant": {
        "full_name": "Siti Aminah",
        "born_on": "1995-08-15",
        "sex": "female",
        "nationality": "IDN",
        "documents": [{"kind": "ktp", "number": "3174075508950001"}],
    },
}
BROKEN: Final[dict[str, Any]] = {
    **SOUND,
    "msisdn": "0812",
    "applicant": {**SOUND["applicant"], "born_on": "soon", "documents": [{"kind": "ktp", "number": "317407550895000"}]},
    "state": "approved",
}
PLACES: Final = [
    ("msisdn.too_short", ("msisdn",)),
    ("form.date", ("applicant", "born_on")),
    ("nik.length", ("applicant", "documents", 0, "number")),
    ("form.unknown_field", ("state",)),
]


class Wish(BaseModel):
    msisdn: Msisdn
    person: Applicant | None = None
    niks: list[Nik] = []


def errors_of(kind: Any, typed: object) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(typed)
    return caught.value


def test_every_value_is_tried() -> None:
    assert {kind.__name__ for kind in VALUES} == {kind.__name__ for kind in TYPED}


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
def test_a_value_is_read_as_everywhere_and_shows_its_mask(kind: type[Masked]) -> None:
    adapter = TypeAdapter[Any](kind)
    value = kind.parse(TYPED[kind])
    for again in (TYPED[kind], value):
        assert adapter.validate_python(again) == value
    assert adapter.validate_json(json.dumps(TYPED[kind])) == value
    assert adapter.dump_python(value) is value
    assert adapter.dump_json(value).decode() == json.dumps(str(value), ensure_ascii=False, separators=(",", ":"))
    assert leaks(adapter.dump_json(value).decode()) == []
    for wrong in ("", 1, None, ["x"], "\0"):
        assert [error["type"] for error in errors_of(kind, wrong).errors()] == [
            issue.code.value for issue in kind.check(wrong) if issue.severity is simreplace.Severity.ERROR
        ]


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
def test_the_schema_of_a_value_takes_what_is_read(kind: type[Masked]) -> None:
    schema = TypeAdapter[Any](kind).json_schema()
    assert schema == json_schema_of(kind)
    Draft202012Validator.check_schema(schema)
    assert Draft202012Validator(schema).is_valid(TYPED[kind])
    assert not Draft202012Validator(schema).is_valid("1" * 5_000)
    assert schema["x-personal-data"] is True


@given(typed=st.text(max_size=30) | st.integers() | st.none() | st.floats() | st.lists(st.text(), max_size=2))
def test_pydantic_finds_what_we_find(typed: object) -> None:
    for kind in (Msisdn, Nik):
        found = kind.read(typed)
        if found.value is not None:
            assert TypeAdapter(kind).validate_python(typed) == found.value
        else:
            assert [error["type"] for error in errors_of(kind, typed).errors()] == [it.code for it in found.errors]


def test_a_form_is_read_by_its_shape_and_its_values() -> None:
    read = TypeAdapter(ReplacementForm).validate_python(SOUND)
    assert read == check_form(SOUND, on=date(2026, 3, 16)).value
    assert TypeAdapter(ReplacementForm).validate_python(read) is read
    assert TypeAdapter(Applicant).validate_python(SOUND["applicant"]) == read.applicant
    assert TypeAdapter(Applicant).validate_python(read.applicant) is read.applicant
    # What needs a day is asked of `check_form`: nobody here knows which day it is.
    late = {**SOUND["applicant"], "born_on": "2999-01-01"}
    assert TypeAdapter(Applicant).validate_python(late).born_on == date(2999, 1, 1)


def test_every_mistake_has_our_code_and_its_place() -> None:
    found = errors_of(ReplacementForm, BROKEN).errors()
    assert [(error["type"], error["loc"]) for error in found] == PLACES
    nested = Wish.model_validate({"msisdn": "081234567890"})
    assert nested.msisdn == Msisdn.parse("0812 3456 7890")
    with pytest.raises(ValidationError) as caught:
        Wish.model_validate({"msisdn": "0812", "person": BROKEN["applicant"], "niks": ["1"]})
    assert [(error["type"], error["loc"]) for error in caught.value.errors()] == [
        ("msisdn.too_short", ("msisdn",)),
        ("form.date", ("person", "born_on")),
        ("nik.length", ("person", "documents", 0, "number")),
        ("nik.length", ("niks", 0)),
    ]


def test_what_was_typed_is_in_no_error_however_it_is_printed() -> None:
    for kind, typed in (
        (ReplacementForm, BROKEN),
        (Wish, {"msisdn": "081234567890123456", "person": {"full_name": "Dewi\0Lestari"}}),
        (Nik, "317407550895000"),
        (ReplacementForm, "317407550895000"),
    ):
        error = errors_of(kind, typed)
        said = str(error) + repr(error) + repr(error.errors()) + error.json() + "".join(str(it) for it in error.args)
        for secret in ("317407550895000", "081234567890123456", "Dewi", "Siti"):
            assert secret not in said
        if kind is not Wish:
            assert {shown["input"] for shown in error.errors()} == {"***"}


def test_a_doubt_refuses_nothing_and_stays_with_the_value() -> None:
    odd = "3174075508950000"
    assert [issue.code.value for issue in TypeAdapter(Nik).validate_python(odd).issues] == ["nik.serial_0000"]


def test_what_pydantic_found_comes_back_as_our_issues() -> None:
    found = errors_of(ReplacementForm, BROKEN)
    assert [(issue.code.value, issue.pointer) for issue in issues_of(found.errors())] == [
        (code, "".join(f"/{step}" for step in place)) for code, place in PLACES
    ]
    assert issues_of(found.errors()) == check_form(BROKEN, on=date(2026, 3, 16)).errors
    theirs = errors_of(Wish, {"niks": {"a/b": 1}}).errors()
    assert issues_of(theirs) == (Issue(IssueCode.FORM_REQUIRED, "/msisdn"), Issue(IssueCode.FORM_TYPE, "/niks"))
    # A key that does not look like the name of a field may be anything.
    assert issues_of([{"type": "missing", "loc": ("body", "3174075508950001")}], without=1) == (
        Issue(IssueCode.FORM_REQUIRED, ""),
    )


KEYS: Final = ("81234567890", "budi_santoso", "Budi", "siti", "nik_3174075508950001", "a/b", "", "\ud800", "x" * 41)


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")
    number: Msisdn | None = None
    by_name: dict[str, Nik] = {}
    of_nik: dict[Nik, int] = {}


@pytest.mark.parametrize("key", KEYS, ids=itertools.count())
def test_a_key_that_somebody_has_typed_is_repeated_nowhere(key: str) -> None:
    for typed in ({key: 1}, {"of_nik": {key: 1}}):
        found = errors_of(Strict, typed).errors()
        for place in (repr([error["loc"] for error in safe_errors(found)]), repr(issues_of(found))):
            assert not key or repr(key)[1:-1] not in place
    # A mapping's keys look like fields to pydantic: whoever has one says what the fields are called.
    found = errors_of(Strict, {"by_name": {key: "x"}, "number": "x"}).errors()
    names = Strict.model_fields
    assert [error["loc"] for error in safe_errors(found, names=names)] == [("number",), ("by_name", "***")]
    assert [issue.pointer for issue in issues_of(found, names=names)] == ["/number", "/by_name"]


@pytest.mark.parametrize("key", ["state", "msisdn", "full_nmae", "fullName", "purchase-record"])
def test_a_field_too_many_that_is_called_like_one_of_ours_is_named(key: str) -> None:
    found = errors_of(Strict, {key: 1}).errors()
    assert [error["loc"] for error in safe_errors(found)] == [(key,)]
    assert issues_of(found) == (Issue(IssueCode.FORM_UNKNOWN_FIELD, f"/{key}"),)


def test_what_pydantic_shows_around_a_value_is_left_out_of_an_answer_and_of_a_log() -> None:
    secret = "3174075508950001"  # noqa: S105 - made up, and no password
    for kind, typed in (
        (Wish, {"niks": [secret]}),
        (list[Nik], secret),
        (dict[Nik, int], {secret + "x": 1}),
        (ReplacementForm, BROKEN),
    ):
        found = errors_of(kind, typed).errors()
        safe = safe_errors(found)
        assert secret not in repr(safe) and "317407550895000" not in repr(safe)
        assert [error["type"] for error in safe] == [error["type"] for error in found]
        assert all(set(error) <= {"type", "loc", "msg", "ctx"} for error in safe)
        assert secret not in "".join(issue.pointer for issue in issues_of(found))


class ByTag(BaseModel):
    kind: Literal["a"]


class ByOtherTag(BaseModel):
    kind: Literal["b"]


class OfAHost(BaseModel):
    either: Annotated[ByTag | ByOtherTag, Field(discriminator="kind")] = ByTag(kind="a")
    day: date = date(2026, 9, 7)
    moment: datetime = datetime(2026, 9, 7, tzinfo=UTC)
    span: timedelta = timedelta(0)
    name: Annotated[str, Field(min_length=3, max_length=9, pattern="[a-z]+")] = "abc"
    one_of: Literal["x", "y"] = "x"
    number: Annotated[int, Field(ge=0, le=9)] = 0
    amount: Decimal = Decimal(0)
    key: UUID | None = None
    where: AnyUrl | None = None
    told: Json[int] | None = None
    parsed: int = 0
    asserted: int = 0
    of_its_own: int = 0

    @field_validator("parsed", "asserted", "of_its_own", mode="before")
    @classmethod
    def look(cls, typed: Any, info: ValidationInfo) -> int:
        if info.field_name == "asserted" and typed != 0:
            raise AssertionError(f"not {typed}")
        if info.field_name == "of_its_own" and typed != 0:
            raise PydanticCustomError("of_its_own", "not {typed}", {"typed": typed})
        return int(str(typed))


def test_a_message_that_quotes_what_was_typed_is_left_out_and_another_is_not() -> None:
    secret = "3174075508950001x"  # noqa: S105 - made up, and no password
    fields = [name for name in OfAHost.model_fields if name != "either"]
    for typed in (
        {"either": {"kind": secret}},
        *({name: secret} for name in fields),
        {key: [secret] for key in fields},
    ):
        found = errors_of(OfAHost, typed).errors()
        assert found and secret not in repr(safe_errors(found))
        assert all(error["msg"] for error in safe_errors(found))
    assert [error["msg"] for error in safe_errors(errors_of(OfAHost, {"number": 10, "name": "a"}).errors())] == [
        "String should have at least 3 characters",
        "Input should be less than or equal to 9",
    ]


@pytest.mark.parametrize("kind", sorted(_SAYS_NOTHING_TYPED))
def test_what_a_message_is_kept_of_is_an_error_of_pydantics_without_a_place_for_what_was_typed(kind: str) -> None:
    # Whatever such a message is made of, it is asked of the model, and never of the input.
    of_the_model = dict.fromkeys(
        ("expected", "gt", "ge", "lt", "le", "multiple_of", "min_length", "max_length", "field_type", "actual_length",
         "class_name", "discriminator", "pattern", "attribute", "expected_schemes"), 1
    )  # fmt: skip
    texts = {"expected": "x", "field_type": "List", "class_name": "A", "discriminator": "kind", "pattern": "x",
             "attribute": "a", "expected_schemes": "https"}  # fmt: skip
    assert str(PydanticKnownError(cast("Any", kind), of_the_model | texts).message())


def test_a_value_in_a_model_is_copied_and_pickled_as_anywhere() -> None:
    wish = Wish(msisdn=Msisdn.parse("0812 3456 7890"))
    assert pickle.loads(pickle.dumps(wish)) == copy.deepcopy(wish) == wish.model_copy() == wish
    assert "7890" not in repr(wish)


# ---- FastAPI

app = FastAPI()


@app.exception_handler(RequestValidationError)
def refused(request: Request, error: RequestValidationError) -> JSONResponse:
    answer = problem(issues_of(error.errors(), without=1), language_for(request.headers.get("accept-language")))
    return JSONResponse(answer, status_code=422, media_type="application/problem+json")


@app.post("/forms")
def send(typed: Annotated[ReplacementForm, Body()]) -> ReplacementForm:
    return typed


@app.get("/numbers/{number}")
def look(number: Msisdn, nik: Annotated[Nik | None, Query()] = None) -> dict[str, Msisdn | Nik | None]:
    return {"number": number, "nik": nik}


@app.post("/wishes")
def wish(wished: Wish) -> Wish:
    return wished


@app.get("/crash")
def crash(number: Msisdn) -> None:
    raise RuntimeError(f"about {number}")


CLIENT: Final = TestClient(app, raise_server_exceptions=False)


def test_fastapi_takes_a_form_as_its_body_and_answers_with_masks() -> None:
    answer = CLIENT.post("/forms", json=SOUND)
    assert answer.status_code == 200
    assert answer.json() == to_mapping(TypeAdapter(ReplacementForm).validate_python(SOUND), masked=True)


def test_fastapi_answers_every_mistake_in_the_language_of_the_reader() -> None:
    answer = CLIENT.post("/forms", json=BROKEN, headers={"accept-language": "id-ID, en;q=0.5"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert [(it["code"], it["pointer"]) for it in answer.json()["errors"]] == [
        (code, "#/" + "/".join(str(step) for step in place)) for code, place in PLACES
    ]
    assert answer.json()["title"] == "Konten tidak dapat diproses"


def test_fastapi_takes_values_from_path_and_query() -> None:
    answer = CLIENT.get("/numbers/0812-3456-7890", params={"nik": "3174075508950001"})
    assert answer.json() == {"number": "+62812*****890", "nik": "31**************"}
    refused = CLIENT.get("/numbers/0812", params={"nik": "1"})
    assert [(it["code"], it["pointer"]) for it in refused.json()["errors"]] == [
        ("msisdn.too_short", "#/number"),
        ("nik.length", "#/nik"),
    ]


def test_fastapi_takes_a_model_with_our_values() -> None:
    assert CLIENT.post("/wishes", json={"msisdn": "0812 3456 7890"}).json()["msisdn"] == "+62812*****890"
    answer = CLIENT.post("/wishes", json={"person": {}})
    assert [it["code"] for it in answer.json()["errors"]] == ["form.required"] * 5


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff", b'{"msisdn": "\\u0000"}', b"null", b"1e999"])
def test_a_hostile_body_is_refused_and_breaks_nothing(body: bytes) -> None:
    answer = CLIENT.post("/forms", content=body, headers={"content-type": "application/json"})
    # What is no text at all FastAPI refuses before anybody reads it.
    assert answer.status_code == (400 if body == b"\xff" else 422)
    assert body == b"\xff" or answer.json()["errors"]


def test_a_crash_says_nobody(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = CLIENT.get("/crash", params={"number": "081234567890"})
    assert answer.status_code == 500
    assert "4567" not in answer.text + caplog.text.replace("number=081234567890", "")


def test_the_openapi_document_knows_our_types() -> None:
    document = app.openapi()
    path = document["paths"]["/numbers/{number}"]["get"]["parameters"]
    assert path[0]["schema"]["maxLength"] == 64
    body = document["paths"]["/forms"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body["type"] == "object"
    assert body["required"] == ["msisdn", "reason", "applicant"]
    validate(document, cls=OpenAPIV31SpecValidator)
    references = set(re.findall(r'"\$ref": "([^"]*)"', json.dumps(document)))
    assert all(place.startswith("#/components/schemas/") for place in references)
    assert "$defs" not in json.dumps(document)


@pytest.mark.parametrize("kind", [Applicant, ReplacementForm])
def test_the_schema_of_a_form_is_that_of_form_schema_in_one_piece(kind: Any) -> None:
    typed = SOUND if kind is ReplacementForm else SOUND["applicant"]
    whole, ours = Draft202012Validator(TypeAdapter(kind).json_schema()), Draft202012Validator(form_schema(kind))
    broken = BROKEN if kind is ReplacementForm else {**BROKEN["applicant"], "state": "approved"}
    odd: Any = ({}, [], {**typed, "sex": "?"}, {**typed, "full_name": " "}, {**typed, "reason": "Hilang"})
    for data in (typed, broken, *odd):
        assert whole.is_valid(data) is ours.is_valid(data)
    assert whole.is_valid(typed) and not whole.is_valid(broken)
    assert "$ref" not in json.dumps(json_schema_of(kind))
    assert TypeAdapter[Any](list[kind]).json_schema()["items"] == json_schema_of(kind)
    # What is shown is the masked record, which is none of what may be typed.
    shown = TypeAdapter(kind).json_schema(mode="serialization")
    assert Draft202012Validator(shown).is_valid(to_mapping(TypeAdapter(kind).validate_python(typed), masked=True))
    number = TypeAdapter(Msisdn)
    assert Draft202012Validator(number.json_schema(mode="serialization")).is_valid(str(Msisdn.parse("0812 3456 7890")))


# ---- Nothing is loaded before it is asked for


def test_pydantic_is_loaded_by_nothing_but_pydantic() -> None:
    code = (
        "import sys, simreplace; assert 'pydantic' not in sys.modules and 'pydantic_core' not in sys.modules;"
        "assert 'simreplace.ext.pydantic' not in sys.modules;"
        "simreplace.Msisdn.parse('081234567890'); assert 'pydantic_core' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
