"""What a person typed: read every field, judge what is known, and build the value if everything is there."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import final

import attrs

from simreplace.forms.fields import APPLICANT, FORM, Parts, read_form
from simreplace.issues import Issue, IssueCode, errors_of
from simreplace.people import (
    INDONESIA,
    Applicant,
    CollectionMethod,
    Contact,
    DocumentKind,
    HeadOfFamily,
    IdentityDocument,
    IdentityNumber,
    PurchaseRecord,
    ReplacementForm,
    built,
)
from simreplace.report import Report
from simreplace.rules import (
    ARTICLE,
    Policy,
    applicant_issues,
    call_and_purchase_issues,
    form_issues,
    person_issues,
    the_day,
    the_policy,
)
from simreplace.values import BirthDate, FamilyCardNumber, Mrz, Nik, PersonName, Sex


def check_applicant(data: Mapping[str, object] | Applicant, *, on: date, policy: Policy = ARTICLE) -> Report[Applicant]:
    """Read what was typed about a person, and say everything that is wrong or doubtful at once.

    Args:
        data: The form, or an applicant that already is one.
        on: The day, from which ages and validity follow.
        policy: How strict.

    Raises:
        TypeError: `on` is no date, or a datetime, whose day depends on a zone that nobody stated; or `policy` is none.

    Example:
        >>> from datetime import date
        >>> report = check_applicant({"full_name": "Siti Aminah", "born_on": "1995-13-01"}, on=date(2026, 3, 16))
        >>> [(issue.code.value, issue.pointer) for issue in report.errors]
        [('form.no_such_day', '/born_on'), ('form.required', '/sex'), ('form.required', '/nationality')]
    """
    day = the_day(on)
    the_policy(policy)
    if type(data) is Applicant:
        return Report(data, applicant_issues(data, on=day, policy=policy))
    parts, found = read_form(data, APPLICANT)
    errors = errors_of(found)
    if not all_read(errors):
        return Report(None, (*found, *_not_said_yet(errors, person_issues(_known(parts), on=day, policy=policy))))
    value = _applicant(parts)
    # What single values showed is kept in them, and stands among what the rest shows.
    return Report(value, (*errors, *applicant_issues(value, on=day, policy=policy)))


def check_form(
    data: Mapping[str, object] | ReplacementForm, *, on: date, policy: Policy = ARTICLE
) -> Report[ReplacementForm]:
    """Read what was typed on a form, and say everything that is wrong or doubtful at once.

    Args:
        data: What was typed, or a form that already is one.
        on: The day, from which ages and validity follow.
        policy: How strict.

    Raises:
        TypeError: `on` is no date, or a datetime, whose day depends on a zone that nobody stated; or `policy` is none.

    Example:
        >>> from datetime import date
        >>> report = check_form({"msisdn": "0812 3456 789O", "reason": "lost"}, on=date(2026, 3, 16))
        >>> [(issue.code.value, issue.pointer) for issue in report.errors]
        [('msisdn.letters', '/msisdn'), ('form.required', '/applicant')]
    """
    day = the_day(on)
    the_policy(policy)
    if type(data) is ReplacementForm:
        return Report(data, _of_form(data, on=day, policy=policy))
    parts, found = read_form(data, FORM)
    errors = errors_of(found)
    if not all_read(errors):
        return Report(None, (*found, *_not_said_yet(errors, _across(parts, on=day, policy=policy))))
    value = _form(parts)
    return Report(value, (*errors, *_of_form(value, on=day, policy=policy)))


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


def parse_form(data: Mapping[str, object] | ReplacementForm, *, on: date, policy: Policy = ARTICLE) -> ReplacementForm:
    """The form that was typed.

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
        >>> parse_form(form, on=date(2026, 3, 16)).msisdn
        Msisdn(+62812*****890)
    """
    return check_form(data, on=on, policy=policy).unwrap()


def applicant_as_typed(data: object) -> Report[Applicant]:
    """The applicant by the shape and the single values alone; what they show to each other waits for a day."""
    if type(data) is Applicant:
        return Report(data)
    parts, found = read_form(data, APPLICANT)
    return Report(_applicant(parts) if all_read(errors_of(found)) else None, tuple(found))


def form_as_typed(data: object) -> Report[ReplacementForm]:
    """The form by the shape and the single values alone; what they show to each other waits for a day."""
    if type(data) is ReplacementForm:
        return Report(data)
    parts, found = read_form(data, FORM)
    return Report(_form(parts) if all_read(errors_of(found)) else None, tuple(found))


# ---- What is known of a person while a part of the form cannot be read: None is what is not there, or is not known


@final
@attrs.frozen(kw_only=True, repr=False)
class KnownDocument:
    """What could be read of a document."""

    kind: DocumentKind | None = None
    number: IdentityNumber | None = None
    holder_name: PersonName | None = None
    issuing_country: str | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    mrz: Mrz | None = None


@final
@attrs.frozen(kw_only=True, repr=False)
class KnownHead:
    """What could be read of the head of the family."""

    full_name: PersonName | None = None
    nik: Nik | None = None
    family_card: FamilyCardNumber | None = None


@final
@attrs.frozen(kw_only=True, repr=False)
class KnownPerson:
    """What could be read of a person."""

    full_name: PersonName | None = None
    born_on: BirthDate | None = None
    sex: Sex | None = None
    nationality: str | None = None
    documents: tuple[KnownDocument, ...] = ()
    head_of_family: KnownHead | None = None

    @property
    def is_citizen(self) -> bool | None:
        """Whether they are an Indonesian citizen; None where nobody can say."""
        return None if self.nationality is None else self.nationality == INDONESIA


def _known(parts: Parts) -> KnownPerson:
    head: Parts | None = parts.get("head_of_family")
    return KnownPerson(
        full_name=parts.get("full_name"),
        born_on=parts.get("born_on"),
        sex=parts.get("sex"),
        nationality=parts.get("nationality"),
        documents=tuple([KnownDocument(**document) for document in parts.get("documents", ())]),
        head_of_family=None if head is None else KnownHead(**head),
    )


# ---- From the parts to values, or to what the parts show while there is none


def all_read(errors: Iterable[Issue]) -> bool:
    """Whether every field was read: what the form does not know is no field of it."""
    return not [issue for issue in errors if issue.code is not IssueCode.FORM_UNKNOWN_FIELD]


def _applicant(parts: Parts) -> Applicant:
    whole = {**parts, "documents": tuple([built(IdentityDocument, held) for held in parts.get("documents", ())])}
    if "contact" in parts:
        whole["contact"] = built(Contact, parts["contact"])
    if "head_of_family" in parts:
        whole["head_of_family"] = built(HeadOfFamily, parts["head_of_family"])
    return built(Applicant, whole)


def _form(parts: Parts) -> ReplacementForm:
    whole = {**parts, "applicant": _applicant(parts["applicant"])}
    if "purchase_record" in parts:
        whole["purchase_record"] = built(PurchaseRecord, parts["purchase_record"])
    return built(ReplacementForm, whole)


def _of_form(form: ReplacementForm, *, on: date, policy: Policy) -> tuple[Issue, ...]:
    return (*form_issues(form, on=on, policy=policy), *_method_issues(form.collection, policy))


def _across(parts: Parts, *, on: date, policy: Policy) -> tuple[Issue, ...]:
    person: Parts = parts.get("applicant", {})
    record: Parts = parts.get("purchase_record", {})
    contact: Parts = person.get("contact", {})
    about = call_and_purchase_issues(
        msisdn=parts.get("msisdn"), phone=contact.get("phone"), bought_on=record.get("bought_on"), on=on
    )
    return (
        *(issue.under("/applicant") for issue in person_issues(_known(person), on=on, policy=policy)),
        *about,
        *(_method_issues(parts["collection"], policy) if "collection" in parts else ()),
    )


def _not_said_yet(errors: Iterable[Issue], across: Iterable[Issue]) -> tuple[Issue, ...]:
    """What the readable parts show, but for what would be said of a part that could not be read."""
    broken = {issue.pointer for issue in errors}
    return tuple([issue for issue in across if issue.pointer not in broken])


def _method_issues(method: CollectionMethod, policy: Policy) -> tuple[Issue, ...]:
    if policy.offers(method):
        return ()
    return (Issue(IssueCode.SUBMIT_METHOD_NOT_OFFERED, "/collection", (("method", method.value),)),)
