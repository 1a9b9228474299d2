"""What a person typed: read every field, judge what is known, and build the value if everything is there."""

from collections.abc import Iterable, Mapping
from datetime import date

from simreplace.forms.fields import APPLICANT, FORM, Parts, read_form
from simreplace.issues import Issue, IssueCode, errors_of
from simreplace.people import (
    Applicant,
    CollectionMethod,
    Contact,
    HeadOfFamily,
    IdentityDocument,
    PurchaseRecord,
    ReplacementForm,
)
from simreplace.report import Report
from simreplace.rules import (
    ARTICLE,
    DocumentSeen,
    PersonSeen,
    Policy,
    applicant_issues,
    call_and_purchase_issues,
    form_issues,
    person_issues,
    the_day,
)


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
    parts, found = read_form(data, APPLICANT)
    if _can_be_built(found):
        value = _applicant(parts)
        return Report(value, (*errors_of(found), *applicant_issues(value, on=day, policy=policy)))
    return Report(None, (*found, *_not_said_yet(found, person_issues(_seen(parts), on=day, policy=policy))))


def check_form(
    data: Mapping[str, object] | ReplacementForm, *, on: date, policy: Policy = ARTICLE
) -> Report[ReplacementForm]:
    """Read what was typed on a form, and say everything that is wrong or doubtful at once.

    Args:
        data: What was typed, or a form that already is one.
        on: The day, from which ages and validity follow.
        policy: How strict.

    Raises:
        TypeError: `on` is no date, or a datetime, whose day depends on a zone that nobody stated.

    Example:
        >>> from datetime import date
        >>> report = check_form({"msisdn": "0812 3456 789O", "reason": "lost"}, on=date(2026, 3, 16))
        >>> [(issue.code.value, issue.pointer) for issue in report.errors]
        [('msisdn.letters', '/msisdn'), ('form.required', '/applicant')]
    """
    day = the_day(on)
    if type(data) is ReplacementForm:
        found = form_issues(data, on=day, policy=policy)
        return Report(data, (*found, *_method_issues(data.collection, policy)))
    parts, found = read_form(data, FORM)
    if _can_be_built(found):
        value = _form(parts)
        across = (*form_issues(value, on=day, policy=policy), *_method_issues(value.collection, policy))
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


def _form(parts: Parts) -> ReplacementForm:
    nested: Parts = {"applicant": _applicant(parts["applicant"])}
    if "purchase_record" in parts:
        nested["purchase_record"] = PurchaseRecord(**parts["purchase_record"])
    return ReplacementForm(**{**parts, **nested})


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
