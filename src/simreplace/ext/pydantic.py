"""Values and forms as fields of pydantic v2 models, and as bodies, paths and queries of FastAPI.

pydantic itself asks for this when it meets one of our types: nothing is to be installed or registered. What is read is
the shape and every single value; what the parts of a form show to each other needs a day, and is asked of `check_form`.
An error carries our code as its type and our parameters as its context, and never what was typed. As JSON a value shows
its mask: what is stored is written by `to_mapping`.
"""

import re
from collections.abc import Callable, Container, Iterable, Mapping
from functools import partial
from itertools import takewhile
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from simreplace import Applicant, Issue, IssueCode, ReplacementForm, Report, Severity, explain, form_schema, to_mapping
from simreplace.forms import applicant_as_typed, form_as_typed
from simreplace.lifecycle import may_be_repeated
from simreplace.values import Masked

if TYPE_CHECKING:
    from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, ValidationError, core_schema
else:
    try:
        from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, ValidationError, core_schema
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "the fields of models need pydantic: pip install 'simreplace[pydantic]'", name="pydantic"
        ) from error

T = TypeVar("T")

_HIDDEN: Final = "***"
_CODES: Final = frozenset(IssueCode)
_FIELD_NAME: Final = re.compile(r"[A-Za-z][A-Za-z_-]{0,39}")
_ASKED_IN: Final = frozenset({"body", "query", "path", "header", "cookie"})
# What pydantic finds before it asks us: that a field is not there, or one too many.
_THEIRS: Final[Mapping[str, IssueCode]] = MappingProxyType(
    {"missing": IssueCode.FORM_REQUIRED, "extra_forbidden": IssueCode.FORM_UNKNOWN_FIELD}
)
# The errors of pydantic whose words follow from the model alone. Others quote what was typed, as a tag of a union, or
# whatever an exception of the host's own says.
_SAYS_NOTHING_TYPED: Final = frozenset({
    "missing", "extra_forbidden", "no_such_attribute", "none_required", "frozen_field", "frozen_instance",
    "recursion_loop", "bool_type", "bool_parsing", "int_type", "int_parsing", "int_parsing_size", "int_from_float",
    "float_type", "float_parsing", "finite_number", "decimal_type", "decimal_parsing", "bytes_type", "string_type",
    "string_unicode", "string_too_short", "string_too_long", "string_pattern_mismatch", "greater_than",
    "greater_than_equal", "less_than", "less_than_equal", "multiple_of", "too_short", "too_long", "list_type",
    "tuple_type", "set_type", "frozen_set_type", "dict_type", "model_type", "model_attributes_type", "dataclass_type",
    "json_type", "literal_error", "enum", "union_tag_not_found", "date_type", "date_past", "date_future",
    "date_from_datetime_inexact", "datetime_type", "datetime_past", "datetime_future", "time_type", "time_delta_type",
    "timezone_naive", "timezone_aware", "uuid_type", "url_type", "url_scheme",
})  # fmt: skip
_FORMS: Final[Mapping[type, Callable[[Any], Report[Any]]]] = MappingProxyType(
    {Applicant: applicant_as_typed, ReplacementForm: form_as_typed}
)


def core_schema_of(kind: type[Any]) -> CoreSchema:
    """How pydantic reads and writes one of our types.

    Args:
        kind: A value such as `Msisdn`, or `Applicant` or `ReplacementForm`.

    Example:
        >>> from pydantic import TypeAdapter
        >>> from simreplace import Msisdn
        >>> TypeAdapter(Msisdn).validate_python("0812 3456 7890")  # made up
        Msisdn(+62812*****890)
    """
    read = _FORMS.get(kind) or cast("type[Masked]", kind).read
    return core_schema.no_info_plain_validator_function(
        partial(_validated, kind.__name__, read),
        serialization=core_schema.plain_serializer_function_ser_schema(_shown, when_used="json"),
    )


def json_schema_of(kind: type[Any], *, mode: str = "validation") -> dict[str, Any]:
    """The JSON Schema of what may be typed for one of our types: that of `form_schema` for a form, all in one piece.

    Args:
        kind: A value such as `Msisdn`, or `Applicant` or `ReplacementForm`.
        mode: "serialization" for what is shown of one, as pydantic calls it: of a form the masked record.

    Example:
        >>> from simreplace import Nik
        >>> json_schema_of(Nik)
        {'type': 'string', 'minLength': 1, 'maxLength': 64, 'title': 'Nik', 'x-personal-data': True}
    """
    title: dict[str, Any] = {"title": kind.__name__, "x-personal-data": True}
    if kind in _FORMS:
        # Whoever puts schemas together keeps the parts of all of them in one place of its own, where ours are not.
        typed = _in_one_piece(form_schema(kind)) if mode == "validation" else {"type": "object"}
        return {**typed, **title}
    if mode != "validation":
        return {"type": "string", **title}
    return {"type": "string", "minLength": 1, "maxLength": cast("type[Masked]", kind)._CAP, **title}


def _in_one_piece(schema: dict[str, Any]) -> dict[str, Any]:
    """The same schema with every part where it is named; none of them holds itself."""
    parts: Mapping[str, Any] = schema.get("$defs", {})

    def filled(part: Any) -> Any:
        return _filled_list(part) if type(part) is list else _filled_part(part) if type(part) is dict else part

    def _filled_list(items: Any) -> list[Any]:
        return [filled(it) for it in items]

    def _filled_part(part: Any) -> dict[str, Any]:
        named = _filled_part(parts[part["$ref"].rpartition("/")[2]]) if "$ref" in part else {}
        return named | {name: filled(it) for name, it in part.items() if name != "$ref"}

    return _filled_part({name: it for name, it in schema.items() if name not in {"$schema", "$defs"}})


def safe_errors(errors: Iterable[Mapping[str, Any]], *, names: Container[str] | None = None) -> list[dict[str, Any]]:
    """What `errors()` gives, without anything that was typed: for an answer, and for a log.

    Our own errors hold nothing of it. But where a field is missing, or a list is none, pydantic shows what stood around
    it; a key of a mapping stands in the place of an error; and some of its messages quote what they are about, which
    then say as much as ours do. A field too many is named only where it is called like one of ours. For `str()` of its
    exception, set `hide_input_in_errors` in the configuration of the model.

    Args:
        errors: What `errors()` gives.
        names: The names of your own fields, where a model of yours has a mapping whose keys the client chooses: then no
            other step of a place is repeated.

    Example:
        >>> safe_errors([{"type": "missing", "loc": ("body", "nik"), "msg": "Field required", "input": {"b": "3174"}}])
        [{'type': 'missing', 'loc': ('body', 'nik'), 'msg': 'Field required'}]
    """
    return [_safe(error, names) for error in errors]


def _safe(error: Mapping[str, Any], names: Container[str] | None) -> dict[str, Any]:
    ours = error["type"] in _CODES
    told = error["msg"] if ours or error["type"] in _SAYS_NOTHING_TYPED else explain(Issue(IssueCode.FORM_TYPE))
    safe = {"type": error["type"], "loc": _place_of(error, names), "msg": told}
    return {**safe, "ctx": error["ctx"]} if ours and "ctx" in error else safe


def _place_of(error: Mapping[str, Any], names: Container[str] | None) -> tuple[object, ...]:
    """The place of an error, with stars for each step that is a key which somebody has typed."""
    steps: tuple[object, ...] = error["loc"]
    # pydantic says so of a key itself, and of one that no field has.
    typed = {at for at, after in enumerate(steps[1:]) if after == "[key]"}
    if error["type"] == "extra_forbidden":
        typed.add(len(steps) - 1)
    return tuple(
        step if type(step) is int or _is_a_name(step, names, typed=at in typed) else _HIDDEN
        for at, step in enumerate(steps)
    )


def _is_a_name(step: object, names: Container[str] | None, *, typed: bool) -> bool:
    if type(step) is not str or _FIELD_NAME.fullmatch(step) is None:
        return False
    if typed or names is not None:
        return may_be_repeated(step) or step in _ASKED_IN or (names is not None and step in names)
    return True


def issues_of(
    errors: Iterable[Mapping[str, Any]], *, without: int = 0, names: Container[str] | None = None
) -> tuple[Issue, ...]:
    """What pydantic or FastAPI has found, as our issues: for `problem` and `explain`.

    A place ends where a key begins that somebody may have typed.

    Args:
        errors: What `errors()` gives.
        without: How many steps at the beginning of each place to leave out: one for FastAPI, which begins with "body".
        names: As for `safe_errors`.

    Example:
        >>> issues_of([{"type": "missing", "loc": ("body", "msisdn"), "msg": "...", "input": {}}], without=1)
        (Issue(code=<IssueCode.FORM_REQUIRED: 'form.required'>, pointer='/msisdn', params=()),)
    """
    return tuple(_issue_of(error, without, names) for error in errors)


def _issue_of(error: Mapping[str, Any], without: int, names: Container[str] | None) -> Issue:
    code = error["type"]
    known = IssueCode(code) if code in _CODES else _THEIRS.get(code, IssueCode.FORM_TYPE)
    params = tuple(error.get("ctx", {}).items()) if code in _CODES else ()
    steps = takewhile(lambda step: step != _HIDDEN, _place_of(error, names)[without:])
    return Issue(known, "".join(f"/{step}" for step in steps), params)


def _validated(title: str, read: Callable[[object], Report[T]], typed: object) -> T:
    report = read(typed)
    if report.value is not None and not report.errors:
        return report.value
    raise ValidationError.from_exception_data(
        title, [_detail(it) for it in report.issues if it.severity is Severity.ERROR]
    )


def _detail(issue: Issue) -> InitErrorDetails:
    # A message is a template to pydantic; ours is whole, and holds no brace that it could fill.
    code: Any = issue.code.value
    told: Any = explain(Issue(issue.code, params=issue.params))
    error = PydanticCustomError(code, told, dict(issue.params))
    steps = issue.pointer.split("/")[1:]
    return InitErrorDetails(type=error, loc=tuple(int(it) if it.isdecimal() else it for it in steps), input=_HIDDEN)


def _shown(value: Any) -> object:
    return str(value) if isinstance(value, Masked) else to_mapping(value, masked=True)
