"""What a person typed, read by one table with one row per field.

A form is not a record: it knows no state, no history and no version, and whatever it does not know it refuses by name.
Every field is read, so that every mistake comes back at once, each with its pointer.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from types import MappingProxyType
from typing import Any, Final, cast

import attrs

from simreplace._checks import (
    DocumentSeen,
    PersonSeen,
    applicant_issues,
    call_and_purchase_issues,
    person_issues,
    request_issues,
    the_day,
)
from simreplace._identity import DocumentNumber, FamilyCardNumber, Nik, Sex
from simreplace._issues import Issue, IssueCode, Report, errors_of, pointer
from simreplace._kinds import Channel, CollectionMethod, DocumentKind, Reason
from simreplace._mrz import Mrz, check_mrz, parse_mrz
from simreplace._names import EmailAddress, PersonName, check_nationality, nationality_of
from simreplace._numbers import Msisdn, PhoneNumber
from simreplace._people import (
    INDONESIA,
    NUMBER_TYPES,
    Applicant,
    Contact,
    HeadOfFamily,
    IdentityDocument,
    PurchaseRecord,
    a_day,
    validity_issues,
)
from simreplace._policy import ARTICLE, Policy
from simreplace._private import Masked, outer_trimmed
from simreplace._request import ReplacementRequest
from simreplace.cards import Iccid

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


def check_applicant(data: Mapping[str, object] | Applicant, *, on: date, policy: Policy = ARTICLE) -> Report[Applicant]:
    """Read what was typed about a person, and say everything that is wrong or doubtful at once.

    Args:
        data: The form, or an applicant that already is one.
        on: The day, from which ages and validity follow.
        policy: How strict.

    Raises:
        TypeError: `on` is no date, or a datetime, whose day depends on a zone that nobody stated.

    Example:
        >>> from datetime import date
        >>> report = check_applicant({"full_name": "Siti Aminah", "born_on": "1995-13-01"}, on=date(2026, 3, 16))
        >>> [(issue.code.value, issue.pointer) for issue in report.errors]
        [('form.date', '/born_on'), ('form.required', '/sex'), ('form.required', '/nationality')]
    """
    day = the_day(on)
    if type(data) is Applicant:
        return Report(data, applicant_issues(data, on=day, policy=policy))
    parts, found = _read(data, _APPLICANT)
    if _can_be_built(found):
        value = _applicant(parts)
        return Report(value, (*errors_of(found), *applicant_issues(value, on=day, policy=policy)))
    return Report(None, (*found, *_not_said_yet(found, person_issues(_seen(parts), on=day, policy=policy))))


def check_request(
    data: Mapping[str, object] | ReplacementRequest, *, on: date, policy: Policy = ARTICLE
) -> Report[ReplacementRequest]:
    """Read what was typed about a request, and say everything that is wrong or doubtful at once.

    Args:
        data: The form, or a request that already is one.
        on: The day, from which ages and validity follow.
        policy: How strict.

    Raises:
        TypeError: `on` is no date, or a datetime, whose day depends on a zone that nobody stated.

    Example:
        >>> from datetime import date
        >>> report = check_request({"msisdn": "0812 3456 789O", "reason": "lost"}, on=date(2026, 3, 16))
        >>> [(issue.code.value, issue.pointer) for issue in report.errors]
        [('msisdn.letters', '/msisdn'), ('form.required', '/applicant')]
    """
    day = the_day(on)
    if type(data) is ReplacementRequest:
        found = request_issues(data, on=day, policy=policy)
        return Report(data, (*found, *_method_issues(data.collection, policy)))
    parts, found = _read(data, _REQUEST)
    if _can_be_built(found):
        value = _request(parts)
        across = (*request_issues(value, on=day, policy=policy), *_method_issues(value.collection, policy))
        return Report(value, (*errors_of(found), *across))
    return Report(None, (*found, *_not_said_yet(found, _across(parts, on=day, policy=policy))))


def parse_applicant(data: Mapping[str, object] | Applicant, *, on: date, policy: Policy = ARTICLE) -> Applicant:
    """The applicant that was typed.

    Args:
        data: The form.
        on: The day, from which ages and validity follow.
        policy: How strict.

    Raises:
        InvalidValueError: There is an ERROR; it carries every issue.
        TypeError: `on` is no date, or a datetime.

    Example:
        >>> from datetime import date
        >>> form = {"full_name": "Siti Aminah", "born_on": "1995-08-15", "sex": "P", "nationality": "IDN"}  # made up
        >>> parse_applicant(form, on=date(2026, 3, 16)).full_name
        PersonName(S*** A***)
    """
    return check_applicant(data, on=on, policy=policy).unwrap()


def parse_request(
    data: Mapping[str, object] | ReplacementRequest, *, on: date, policy: Policy = ARTICLE
) -> ReplacementRequest:
    """The request that was typed.

    Args:
        data: The form.
        on: The day, from which ages and validity follow.
        policy: How strict.

    Raises:
        InvalidValueError: There is an ERROR; it carries every issue.
        TypeError: `on` is no date, or a datetime.

    Example:
        >>> from datetime import date
        >>> person = {"full_name": "Siti Aminah", "born_on": "1995-08-15", "sex": "P", "nationality": "IDN"}  # made up
        >>> form = {"msisdn": "0812 3456 7890", "reason": "lost", "applicant": person}
        >>> parse_request(form, on=date(2026, 3, 16)).msisdn
        Msisdn(+62812*****890)
    """
    return check_request(data, on=on, policy=policy).unwrap()


# ---- From the parts to values, or to what the parts show while there is none


def _can_be_built(found: Iterable[Issue]) -> bool:
    """Whether every field was read: what the form does not know is no field of it."""
    return all(issue.code is IssueCode.FORM_UNKNOWN_FIELD for issue in errors_of(found))


def _applicant(parts: Parts) -> Applicant:
    nested: Parts = {"documents": tuple(IdentityDocument(**document) for document in parts.get("documents", ()))}
    if "contact" in parts:
        nested["contact"] = Contact(**parts["contact"])
    if "head_of_family" in parts:
        nested["head_of_family"] = HeadOfFamily(**parts["head_of_family"])
    return Applicant(**{**parts, **nested})


def _request(parts: Parts) -> ReplacementRequest:
    nested: Parts = {"applicant": _applicant(parts["applicant"])}
    if "purchase_record" in parts:
        nested["purchase_record"] = PurchaseRecord(**parts["purchase_record"])
    return ReplacementRequest(**{**parts, **nested})


def _seen(parts: Parts) -> PersonSeen:
    head: Parts = parts.get("head_of_family", {})
    return PersonSeen(
        full_name=parts.get("full_name"),
        born_on=parts.get("born_on"),
        sex=parts.get("sex"),
        nationality=parts.get("nationality"),
        documents=tuple(DocumentSeen(**document) for document in parts.get("documents", ())),
        has_head="head_of_family" in parts,
        head_nik=head.get("nik"),
        head_family_card=head.get("family_card"),
    )


def _across(parts: Parts, *, on: date, policy: Policy) -> tuple[Issue, ...]:
    person: Parts = parts.get("applicant", {})
    record: Parts = parts.get("purchase_record", {})
    contact: Parts = person.get("contact", {})
    about = call_and_purchase_issues(
        msisdn=parts.get("msisdn"), phone=contact.get("phone"), bought_on=record.get("bought_on"), on=on
    )
    return (
        *(issue.under("/applicant") for issue in person_issues(_seen(person), on=on, policy=policy)),
        *about,
        *(_method_issues(parts["collection"], policy) if "collection" in parts else ()),
    )


def _not_said_yet(found: Iterable[Issue], across: Iterable[Issue]) -> tuple[Issue, ...]:
    """What the readable parts show, but for what would be said of a part that could not be read."""
    broken = {issue.pointer for issue in errors_of(found)}
    return tuple(issue for issue in across if issue.pointer not in broken)


def _method_issues(method: CollectionMethod, policy: Policy) -> tuple[Issue, ...]:
    if policy.offers(method):
        return ()
    return (Issue(IssueCode.SUBMIT_METHOD_NOT_OFFERED, "/collection", (("method", method.value),)),)


# ---- From what was typed to the parts


def _text_in(typed: object) -> str | None:
    """The text, if it is one. The type is asked, not the thing itself, which may lie about its content and length."""
    return str.__str__(cast("str", typed)) if issubclass(type(typed), str) else None


def _too_long(limit: int) -> tuple[Issue, ...]:
    return (Issue(IssueCode.TEXT_TOO_LONG, params=(("limit", limit),)),)


def _is_absent(typed: object) -> bool:
    text = _text_in(typed)
    return typed is None or (text is not None and len(text) <= TEXT_CAP and not text.strip())


def _read(data: object, table: tuple[Field, ...]) -> tuple[Parts, tuple[Issue, ...]]:
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
    text = _text_in(typed)
    if text is None:
        return None, (Issue(IssueCode.TEXT_TYPE),)
    return (None, _too_long(TEXT_CAP)) if len(text) > TEXT_CAP else (text, ())


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
        return _read(_unbuilt(kind, typed), table)

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
    kind: DocumentKind | None = _read(given, _DOCUMENT_KIND)[0].get("kind")
    # What fits no document at all does not fit the one that was meant either.
    number = _masked(DocumentNumber if kind is None else NUMBER_TYPES[kind])
    parts, found = _read(given, (*_DOCUMENT_KIND, Field("number", number, required=True), *_DOCUMENT))
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
_APPLICANT: Final = (
    Field("full_name", _masked(PersonName), required=True),
    Field("born_on", _day, required=True),
    Field("sex", _choice(Sex, _SEX_WORDS), required=True),
    Field("nationality", _nationality, required=True),
    Field("contact", _if_any(_nested(Contact, _CONTACT))),
    Field("documents", _documents),
    Field("head_of_family", _if_any(_nested(HeadOfFamily, _HEAD))),
)
_PURCHASE: Final = (Field("seller", _text), Field("bought_on", _day), Field("number", _masked(DocumentNumber)))
_REQUEST: Final = (
    Field("msisdn", _masked(Msisdn), required=True),
    Field("reason", _choice(Reason), required=True),
    Field("applicant", _nested(Applicant, _APPLICANT), required=True),
    Field("channel", _choice(Channel)),
    Field("collection", _choice(CollectionMethod)),
    Field("outlet", _text),
    Field("old_iccid", _masked(Iccid)),
    Field("purchase_record", _if_any(_nested(PurchaseRecord, _PURCHASE))),
    Field("agreement_number", _masked(DocumentNumber)),
    Field("remarks", _text),
)
