"""The fields of the form: one table with one row per field, each with the way it is read, which happens once."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from types import MappingProxyType
from typing import Any, Final, cast

import attrs

from simreplace.errors import InvalidValueError
from simreplace.forms.plain import (
    FOREVER,
    WORD_CAP,
    Field,
    Reading,
    Shape,
    Way,
    birth_day,
    choice,
    day,
    last_day,
    text_in,
)
from simreplace.issues import Issue, IssueCode
from simreplace.lifecycle import may_be_repeated
from simreplace.people import (
    INDONESIA,
    NUMBER_TYPES,
    Applicant,
    CardForm,
    Channel,
    CollectionMethod,
    Contact,
    DocumentKind,
    HeadOfFamily,
    IdentityDocument,
    PurchaseRecord,
    Reason,
    validity_issues,
)
from simreplace.values import (
    LIST_CAP,
    TEXT_CAP,
    DocumentNumber,
    EmailAddress,
    FamilyCardNumber,
    Iccid,
    Masked,
    Mrz,
    Msisdn,
    Nik,
    PersonName,
    PhoneNumber,
    Sex,
    check_nationality,
    nationality_of,
    parse_mrz,
    text_taken,
)

Parts = dict[str, Any]
"""The readable parts of a form by the names of its fields; a nested form's parts are nested."""

_ONLY_TEXT: Final = frozenset({str})
_MASKED: Final = "masked"  # what stands in the masked copy of a record, which is no form either


Table = Mapping[str, Field]
"""The fields of a form by their names, in the order in which they are read."""


# ---- From what was typed to the parts


def issue_at(code: IssueCode, at: str) -> tuple[Issue, ...]:
    return (Issue(code, at),)


def too_long(limit: int, at: str) -> tuple[Issue, ...]:
    return (Issue(IssueCode.TEXT_TOO_LONG, at, (("limit", limit),)),)


def _is_absent(typed: object) -> bool:
    text = text_in(typed)
    return typed is None or (text is not None and (not text or (text.isspace() and len(text) <= TEXT_CAP)))


def read_form(data: object, table: Table, at: str = "") -> tuple[Parts, list[Issue]]:
    """The readable parts of a mapping, and everything found in it."""
    given, amiss = _given(data, table.keys(), at)
    if given is None:
        return {}, amiss
    parts, issues = _read(given, table, at)
    return parts, issues + amiss if amiss else issues


def _given(data: Any, names: AbstractSet[str], at: str) -> tuple[Parts | None, list[Issue]]:
    """What was typed in the fields that there are, and what is wrong with the mapping itself; None where it is none."""
    if type(data) is dict and len(form := cast("Parts", data)) <= LIST_CAP and _ONLY_TEXT.issuperset(map(type, form)):
        # What nearly every form is, a dictionary whose keys are texts, is read as it stands.
        if form.keys() <= names:
            return form, []
        if form.get(_MASKED) is True:
            return None, [*issue_at(IssueCode.RECORD_MASKED, at)]
        return form, [_unknown(key, place, at) for place, key in enumerate(form, start=1) if key not in names]
    items = _pairs_of(data)
    if items is None:
        return None, [*issue_at(IssueCode.FORM_TYPE, at)]
    if len(items) > LIST_CAP:
        return None, [*too_long(LIST_CAP, at)]
    given: Parts = {}
    unknown: list[Issue] = []
    for place, (key, typed) in enumerate(items, start=1):
        name = key if type(key) is str else text_in(key)
        if name is not None and name in names and name not in given:
            given[name] = typed
        else:
            unknown.append(_unknown(name, place, at))
    return given, unknown


def _pairs_of(form: Any) -> list[tuple[object, object]] | None:
    """The items of a mapping, a few more than are read; None where it does not give them as a mapping should."""
    if type(form) is dict:
        return list(islice(cast("dict[object, object]", form).items(), LIST_CAP + 1))
    if not issubclass(type(form), Mapping):
        return None
    try:
        return [(key, typed) for key, typed in islice(form.items(), LIST_CAP + 1)]
    except Exception:  # noqa: BLE001 - a row that is fetched lazily may raise anything, and may quote what it holds
        return None


def _unknown(name: str | None, place: int, at: str) -> Issue:
    where = f"{at}/{name}" if may_be_repeated(name) else at
    return Issue(IssueCode.FORM_UNKNOWN_FIELD, where, (("at", place),))


def _read(given: Parts, table: Table, at: str) -> tuple[Parts, list[Issue]]:
    parts: Parts = {}
    issues: list[Issue] = []
    inside = at + "/"
    for name, field in table.items():
        typed = given.get(name)
        # Most fields begin with a digit or a letter; only what may be blank is looked at closely.
        if typed is None or (not (type(typed) is str and "0" <= typed < "{") and _is_absent(typed)):
            if field.required:
                issues.append(Issue(IssueCode.FORM_REQUIRED, inside + name))
            continue
        value, found = field.read(typed, inside + name)
        if value is not None:
            parts[name] = value
        if found:
            issues += found
    return parts, issues


def moved(issues: tuple[Issue, ...], at: str) -> tuple[Issue, ...]:
    return tuple([issue.under(at) for issue in issues])


def a_value(kind: type[Masked]) -> Way:
    taken = kind._taken

    def read(typed: object, at: str) -> Reading:
        value, issues = taken(typed)
        return value, moved(issues, at) if issues else ()

    return Way(read, Shape(kind=kind, longest=kind._CAP))


def _read_text(typed: object, at: str) -> Reading:
    text, issues = text_taken(typed)
    return text, moved(issues, at) if issues else ()


A_TEXT: Final = Way(_read_text, Shape(kind=str, longest=TEXT_CAP))


def _read_country(typed: Any, at: str) -> Reading:
    text = text_in(typed)
    if text is not None and len(text) > WORD_CAP:
        return None, too_long(WORD_CAP, at)
    try:
        code = nationality_of(typed)
    except InvalidValueError as error:
        return None, moved(error.issues, at)
    return code, moved(check_nationality(code), at)


def _read_nationality(typed: object, at: str) -> Reading:
    if type(typed) is str and typed == INDONESIA:
        return INDONESIA, ()
    return _read_country(typed, at)


_country: Final = Way(_read_country, Shape(kind=str, longest=WORD_CAP))
_nationality: Final = Way(_read_nationality, _country.shape)


def _read_mrz(typed: Any, at: str) -> Reading:
    if type(typed) is Mrz:
        return typed, ()
    lines = items_of(typed)
    if lines is not None and len(lines) > LIST_CAP:
        return None, too_long(LIST_CAP, at)
    try:
        return parse_mrz(typed if lines is None else cast("tuple[str, ...]", lines)), ()
    except InvalidValueError as error:
        return None, moved(error.issues, at)


_line: Final = Shape(kind=str, longest=TEXT_CAP)
_mrz: Final = Way(_read_mrz, Shape(kind=Mrz, longest=TEXT_CAP, item=_line, most=LIST_CAP))


def items_of(typed: object, most: int = LIST_CAP) -> tuple[object, ...] | None:
    """The items of a list or tuple, or one more than are read; None of anything else."""
    if type(typed) is list:
        return tuple(cast("list[object]", typed)[: most + 1])
    for kind in cast("tuple[type[Sequence[object]], ...]", (list, tuple)):
        if issubclass(type(typed), kind):
            return tuple(islice(kind.__iter__(cast("Sequence[object]", typed)), most + 1))
    return None


def _unbuilt(kind: type[Any], typed: Any) -> object:
    """A value that is built already, as the form that it could have been built from."""
    return attrs.asdict(typed, recurse=False) if type(typed) is kind else typed


def _nested(kind: type[Any], table: Table) -> Way:
    def read(typed: object, at: str) -> Reading:
        return read_form(_unbuilt(kind, typed), table, at)

    return Way(read, Shape(kind=kind, parts=table))


def _if_any(way: Way) -> Way:
    """A nested form that may be left out, and is when nothing stands in it, as web forms are sent."""

    def read_if_any(typed: object, at: str) -> Reading:
        parts, found = way.read(typed, at)
        if not parts and all(issue.code is IssueCode.FORM_REQUIRED for issue in found):
            return None, ()
        return parts, found

    return Way(read_if_any, attrs.evolve(way.shape, may_be_bare=True))


def _read_documents(typed: object, at: str) -> Reading:
    items = items_of(typed)
    # Something is there, and what it is nobody can say: then no rule takes it for missing.
    unread: tuple[Parts, ...] = ({},)
    if items is None:
        return unread, issue_at(IssueCode.FORM_TYPE, at)
    if len(items) > LIST_CAP:
        return unread, too_long(LIST_CAP, at)
    documents: list[Parts] = []
    issues: list[Issue] = []
    for place, item in enumerate(items):
        parts, found = read_document(item, f"{at}/{place}")
        documents.append(parts)
        issues += found
    return tuple(documents), issues


def read_document(typed: object, at: str) -> tuple[Parts, list[Issue]]:
    given, amiss = _given(_unbuilt(IdentityDocument, typed), _DOCUMENT_NAMES, at)
    if given is None:
        return {}, amiss
    parts, issues = _read(given, _DOCUMENT_KIND, at)
    kind: DocumentKind | None = parts.get("kind")
    rest, found = _read(given, _AFTER_KIND[kind], at)
    # What fits no document at all does not fit the one that was meant either; what fits some may not fit that one.
    if kind is None:
        rest.pop("number", None)
    parts |= rest
    issues += found
    if "issuing_country" not in parts and _is_absent(given.get("issuing_country")):
        parts["issuing_country"] = INDONESIA
    if parts.get("expires_on") == FOREVER:
        del parts["expires_on"]
        if kind in _NEVER_FOR_LIFE:
            issues += issue_at(IssueCode.DOCUMENT_NOT_FOR_LIFE, at + "/expires_on")
    issues += amiss
    issues += moved(validity_issues(kind, parts.get("issued_on"), parts.get("expires_on")), at)
    return parts, issues


# A passport runs out, a KITAS and the residence certificate that goes with it end with the stay, and a KIA with childhood.
_NEVER_FOR_LIFE: Final = frozenset(
    {DocumentKind.PASSPORT, DocumentKind.KITAS, DocumentKind.SKTT, DocumentKind.CHILD_IDENTITY_CARD}
)
_CONTACT: Final[Table] = MappingProxyType({"phone": Field(a_value(PhoneNumber)), "email": Field(a_value(EmailAddress))})
_DOCUMENT_KIND: Final[Table] = MappingProxyType({"kind": Field(choice(DocumentKind, "document_kind"), required=True)})
# The number stands between them; how it is read depends on the kind.
_DOCUMENT: Final[Table] = MappingProxyType(
    {
        "holder_name": Field(a_value(PersonName)),
        "issuing_country": Field(_country),
        "issued_on": Field(day),
        "expires_on": Field(last_day),
        "mrz": Field(_mrz),
    }
)
_AFTER_KIND: Final[Mapping[DocumentKind | None, Table]] = MappingProxyType(
    {
        kind: MappingProxyType({"number": Field(a_value(number), required=True), **_DOCUMENT})
        for kind, number in ((None, DocumentNumber), *NUMBER_TYPES.items())
    }
)
_DOCUMENT_FIELDS: Final[Table] = MappingProxyType({**_DOCUMENT_KIND, **_AFTER_KIND[None]})
_DOCUMENT_NAMES: Final = frozenset(_DOCUMENT_FIELDS)
A_DOCUMENT: Final = Shape(kind=IdentityDocument, parts=_DOCUMENT_FIELDS)
_documents: Final = Way(_read_documents, Shape(kind=tuple, item=A_DOCUMENT, most=LIST_CAP))
_HEAD: Final[Table] = MappingProxyType(
    {
        "full_name": Field(a_value(PersonName), required=True),
        "nik": Field(a_value(Nik), required=True),
        "family_card": Field(a_value(FamilyCardNumber)),
    }
)
APPLICANT: Final[Table] = MappingProxyType(
    {
        "full_name": Field(a_value(PersonName), required=True),
        "born_on": Field(birth_day, required=True),
        "sex": Field(choice(Sex, "sex"), required=True),
        "nationality": Field(_nationality, required=True),
        "contact": Field(_if_any(_nested(Contact, _CONTACT))),
        "documents": Field(_documents),
        "head_of_family": Field(_if_any(_nested(HeadOfFamily, _HEAD))),
    }
)
_PURCHASE: Final[Table] = MappingProxyType(
    {"seller": Field(A_TEXT), "bought_on": Field(day), "number": Field(a_value(DocumentNumber))}
)
FORM: Final[Table] = MappingProxyType(
    {
        "msisdn": Field(a_value(Msisdn), required=True),
        "reason": Field(choice(Reason, "reason"), required=True),
        "applicant": Field(_nested(Applicant, APPLICANT), required=True),
        "channel": Field(choice(Channel, "channel")),
        "collection": Field(choice(CollectionMethod, "collection_method")),
        "outlet": Field(A_TEXT),
        "old_iccid": Field(a_value(Iccid)),
        "card_form": Field(choice(CardForm, "card_form")),
        "purchase_record": Field(_if_any(_nested(PurchaseRecord, _PURCHASE))),
        "agreement_number": Field(a_value(DocumentNumber)),
        "remarks": Field(A_TEXT),
    }
)
