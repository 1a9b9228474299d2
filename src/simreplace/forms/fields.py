"""The fields of the form: one table with one row per field, each with the way it is read."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from types import MappingProxyType
from typing import Any, Final, cast

import attrs

from simreplace.issues import Issue, IssueCode, errors_of, pointer
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
    a_day,
    check_mrz,
    check_nationality,
    nationality_of,
    outer_trimmed,
    parse_mrz,
    read_text,
)

Parts = dict[str, Any]
"""The readable parts of a form by the names of its fields; a nested form's parts are nested."""

Reading = tuple[Any, tuple[Issue, ...]]
"""What a field says, as far as it could be read, or None where nothing could; and everything found in it."""

TEXT_CAP: Final = 2000
LIST_CAP: Final = 50
_WORD_CAP: Final = 64
_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIELD_NAME: Final = re.compile(r"[a-z][A-Za-z_-]{0,39}")
_SEX_WORDS: Final = MappingProxyType(
    {
        # as printed on the KTP, on the orange KTP of foreigners, in passports, and in everyday forms
        "laki-laki": "male",
        "laki laki": "male",
        "l": "male",
        "m": "male",
        "pria": "male",
        "perempuan": "female",
        "p": "female",
        "f": "female",
        "wanita": "female",
        "x": "unspecified",
        "<": "unspecified",
    }
)
_CITIZEN_WORD: Final = "WNI"  # what a KTP says of an Indonesian's nationality


@attrs.frozen
class Field:
    """One row: a field of the form."""

    name: str
    read: Callable[[Any], Reading]
    required: bool = False


# ---- From what was typed to the parts


def _text_in(typed: object) -> str | None:
    """The text, if it is one. The type is asked, not the thing itself, which may lie about its content and length."""
    return str.__str__(cast("str", typed)) if issubclass(type(typed), str) else None


def _too_long(limit: int) -> tuple[Issue, ...]:
    return (Issue(IssueCode.TEXT_TOO_LONG, params=(("limit", limit),)),)


def _is_absent(typed: object) -> bool:
    text = _text_in(typed)
    return typed is None or (text is not None and len(text) <= TEXT_CAP and not text.strip())


def read_form(data: object, table: tuple[Field, ...]) -> tuple[Parts, tuple[Issue, ...]]:
    """The readable parts of a mapping, and everything found in it."""
    if not issubclass(type(data), Mapping):
        return {}, (Issue(IssueCode.FORM_TYPE),)
    items = _pairs_of(cast("Mapping[object, object]", data))
    if items is None:
        return {}, (Issue(IssueCode.FORM_TYPE),)
    if len(items) > LIST_CAP:
        return {}, _too_long(LIST_CAP)
    known = {field.name for field in table}
    form: dict[str, object] = {}
    unknown: list[Issue] = []
    for at, (key, typed) in enumerate(items, start=1):
        name = _text_in(key)
        if name in known and name not in form:
            form[name] = typed
        else:
            unknown.append(_unknown(name, at))
    parts: Parts = {}
    issues: list[Issue] = []
    for field in table:
        value, found = _field(field, form.get(field.name))
        issues += (issue.under(pointer(field.name)) for issue in found)
        if value is not None:
            parts[field.name] = value
    return parts, (*issues, *unknown)


def _pairs_of(form: Mapping[object, object]) -> tuple[tuple[object, object], ...] | None:
    """The items of a mapping, a few more than are read; None where it does not give them as a mapping should."""
    try:
        return tuple((key, typed) for key, typed in islice(form.items(), LIST_CAP + 1))
    except Exception:  # noqa: BLE001 - a row that is fetched lazily may raise anything, and may quote what it holds
        return None


def _field(field: Field, typed: object) -> Reading:
    value, found = (None, ()) if _is_absent(typed) else field.read(typed)
    if value is None and not found and field.required:
        return None, (Issue(IssueCode.FORM_REQUIRED),)
    return value, found


def _unknown(name: str | None, at: int) -> Issue:
    # A key that does not look like the name of a field may be anything, a number included, and is not repeated.
    where = pointer(name) if name is not None and _FIELD_NAME.fullmatch(name) else ""
    return Issue(IssueCode.FORM_UNKNOWN_FIELD, where, (("at", at),))


def _masked(kind: type[Masked]) -> Callable[[object], Reading]:
    def read(typed: object) -> Reading:
        found = kind.check(typed)
        if errors_of(found):
            return None, found
        return (typed if type(typed) is kind else kind.parse(cast("str", typed))), found

    return read


def _choice(kind: type[StrEnum], words: Mapping[str, str] = MappingProxyType({})) -> Callable[[object], Reading]:
    def read(typed: object) -> Reading:
        text = _text_in(typed)
        if text is not None and len(text) <= _WORD_CAP and text.isascii():
            word = text.strip().lower()
            word = words.get(word, word)
            for member in kind:
                if member.value == word:
                    return member, ()
        return None, (Issue(IssueCode.FORM_CHOICE, params=(("choices", ", ".join(kind)),)),)

    return read


def _day(typed: object) -> Reading:
    if issubclass(type(typed), date) and not issubclass(type(typed), datetime):
        return a_day(cast("date", typed)), ()
    text = _text_in(typed)
    if text is not None and len(text) <= _WORD_CAP and _ISO_DAY.fullmatch(outer_trimmed(text)):
        try:
            return date.fromisoformat(outer_trimmed(text)), ()
        except ValueError:
            pass
    return None, (Issue(IssueCode.FORM_DATE),)


def _text(typed: object) -> Reading:
    report = read_text(typed)
    return report.value, report.issues


def _country(typed: object) -> Reading:
    text = _text_in(typed)
    if text is not None and len(text) > _WORD_CAP:
        return None, _too_long(_WORD_CAP)
    found = check_nationality(typed)
    return (None if errors_of(found) else nationality_of(cast("str", typed))), found


def _nationality(typed: object) -> Reading:
    code, found = _country(typed)
    return (INDONESIA, ()) if code == _CITIZEN_WORD else (code, found)


def _mrz(typed: object) -> Reading:
    if type(typed) is Mrz:
        return typed, ()
    lines = _items_of(typed)
    if lines is not None and len(lines) > LIST_CAP:
        return None, _too_long(LIST_CAP)
    given = typed if lines is None else lines
    found = check_mrz(given)
    return (None if errors_of(found) else parse_mrz(cast("Sequence[str]", given))), found


def _items_of(typed: object) -> tuple[object, ...] | None:
    """The items of a list or tuple, or one more than are read; None of anything else."""
    for kind in cast("tuple[type[Sequence[object]], ...]", (list, tuple)):
        if issubclass(type(typed), kind):
            return tuple(islice(kind.__iter__(cast("Sequence[object]", typed)), LIST_CAP + 1))
    return None


def _unbuilt(kind: type[Any], typed: Any) -> object:
    """A value that is built already, as the form that it could have been built from."""
    return attrs.asdict(typed, recurse=False) if type(typed) is kind else typed


def _nested(kind: type[Any], table: tuple[Field, ...]) -> Callable[[object], Reading]:
    def read(typed: object) -> Reading:
        return read_form(_unbuilt(kind, typed), table)

    return read


def _if_any(read: Callable[[object], Reading]) -> Callable[[object], Reading]:
    """A nested form that may be left out, and is when nothing stands in it, as web forms are sent."""

    def read_if_any(typed: object) -> Reading:
        parts, found = read(typed)
        if not parts and all(issue.code is IssueCode.FORM_REQUIRED for issue in found):
            return None, ()
        return parts, found

    return read_if_any


def _documents(typed: object) -> Reading:
    items = _items_of(typed)
    # Something is there, and what it is nobody can say: then no rule takes it for missing.
    unread: tuple[Parts, ...] = ({},)
    if items is None:
        return unread, (Issue(IssueCode.FORM_TYPE),)
    if len(items) > LIST_CAP:
        return unread, _too_long(LIST_CAP)
    read = [_document(item) for item in items]
    issues = tuple(issue.under(pointer(place)) for place, (_, found) in enumerate(read) for issue in found)
    return tuple(parts for parts, _ in read), issues


def _document(typed: object) -> tuple[Parts, tuple[Issue, ...]]:
    given = _unbuilt(IdentityDocument, typed)
    kind: DocumentKind | None = read_form(given, _DOCUMENT_KIND)[0].get("kind")
    # What fits no document at all does not fit the one that was meant either.
    number = _masked(DocumentNumber if kind is None else NUMBER_TYPES[kind])
    parts, found = read_form(given, (*_DOCUMENT_KIND, Field("number", number, required=True), *_DOCUMENT))
    if "kind" not in parts:
        parts.pop("number", None)
    if not any(issue.pointer == "/issuing_country" for issue in errors_of(found)):
        parts.setdefault("issuing_country", INDONESIA)
    ends = validity_issues(parts.get("kind"), parts.get("issued_on"), parts.get("expires_on"))
    return parts, (*found, *ends)


_CONTACT: Final = (Field("phone", _masked(PhoneNumber)), Field("email", _masked(EmailAddress)))
_DOCUMENT_KIND: Final = (Field("kind", _choice(DocumentKind), required=True),)
# The number stands between them; how it is read depends on the kind.
_DOCUMENT: Final = (
    Field("holder_name", _masked(PersonName)),
    Field("issuing_country", _country),
    Field("issued_on", _day),
    Field("expires_on", _day),
    Field("mrz", _mrz),
)
_HEAD: Final = (
    Field("full_name", _masked(PersonName), required=True),
    Field("nik", _masked(Nik), required=True),
    Field("family_card", _masked(FamilyCardNumber)),
)
APPLICANT: Final = (
    Field("full_name", _masked(PersonName), required=True),
    Field("born_on", _day, required=True),
    Field("sex", _choice(Sex, _SEX_WORDS), required=True),
    Field("nationality", _nationality, required=True),
    Field("contact", _if_any(_nested(Contact, _CONTACT))),
    Field("documents", _documents),
    Field("head_of_family", _if_any(_nested(HeadOfFamily, _HEAD))),
)
_PURCHASE: Final = (Field("seller", _text), Field("bought_on", _day), Field("number", _masked(DocumentNumber)))
FORM: Final = (
    Field("msisdn", _masked(Msisdn), required=True),
    Field("reason", _choice(Reason), required=True),
    Field("applicant", _nested(Applicant, APPLICANT), required=True),
    Field("channel", _choice(Channel)),
    Field("collection", _choice(CollectionMethod)),
    Field("outlet", _text),
    Field("old_iccid", _masked(Iccid)),
    Field("card_form", _choice(CardForm)),
    Field("purchase_record", _if_any(_nested(PurchaseRecord, _PURCHASE))),
    Field("agreement_number", _masked(DocumentNumber)),
    Field("remarks", _text),
)
