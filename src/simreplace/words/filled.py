"""What somebody filled in, in full: for the papers that are that person's own, and for nobody else's eyes."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from simreplace.people import HeadOfFamily, IdentityDocument, ReplacementForm
from simreplace.values import Masked, Msisdn, PartialDate
from simreplace.words.dates import Language, day_in_words, joined, partly_in_words, words
from simreplace.words.explain import explain
from simreplace.words.paper import country_with_code, number_in_groups, paper_words

Filled = tuple[str, str]
"""The name of a field, and what stands in it."""


def plainly(value: object, language: Language) -> str:
    """A value as its author wrote it: nothing is masked."""
    if isinstance(value, Msisdn):
        return number_in_groups(value.reveal("national"))
    if isinstance(value, Masked):
        return value.reveal()
    if isinstance(value, PartialDate):
        return partly_in_words(value, language)
    if isinstance(value, date):
        return day_in_words(value, language, "date.day")
    return explain(value, language) if isinstance(value, StrEnum) else str(value)


def sections(form: ReplacementForm, language: Language) -> Iterator[tuple[str, int, list[Filled]]]:
    """The parts of a form with what was filled in, each under its name; of several documents each under its place."""
    person, bought = form.applicant, form.purchase_record
    yield "request", 0, _told(form, "msisdn reason card_form old_iccid channel collection outlet remarks", language)
    named = _told(person, "full_name born_on sex", language)
    named.append(("nationality", country_with_code(person.nationality, language)))
    yield "applicant", 0, [*named, *_told(person.contact, "phone email", language)]
    for place, document in enumerate(person.documents, start=1):
        country = ("issuing_country", country_with_code(document.issuing_country, language))
        told = _told(document, "kind number holder_name issued_on expires_on", language)
        yield "document", place, [*told[:2], country, *told[2:]]
    if person.head_of_family is not None:
        yield "head", 0, _told(person.head_of_family, "full_name nik family_card", language)
    purchase = [] if bought is None else _told(bought, "seller bought_on number", language)
    named_anew = [("purchase_record" if name == "number" else name, said) for name, said in purchase]
    yield "purchase", 0, [*named_anew, *_told(form, "agreement_number", language)]


def in_lines(form: ReplacementForm, language: Language) -> Iterator[Filled]:
    """What was filled in, one thing a line: of a document, and of the head of the family, one line as well."""
    for part, place, told in sections(form, language):
        if part == "document":
            yield "documents", _document(form.applicant.documents[place - 1], language)
        elif part == "head":
            yield "head_of_family", joined(_head(form.applicant.head_of_family, language), language)
        else:
            yield from told


def _told(thing: object, fields: str, language: Language) -> list[Filled]:
    """What stands in these fields, where anything does."""
    found = ((name, getattr(thing, name)) for name in fields.split())
    return [(name, plainly(value, language)) for name, value in found if value is not None and value != ""]


def _document(document: IdentityDocument, language: Language) -> str:
    kind = explain(document.kind, language)
    number = paper_words(language)["paper.numbered"].format(label=kind, number=document.number.reveal())
    if document.expires_on is None:
        return number
    until = day_in_words(document.expires_on, language, "date.day")
    return words(language)["summary.until"].format(document=number, until=until)


def _head(head: HeadOfFamily | None, language: Language) -> Iterator[str]:
    """Their name, and their numbers each with what it is."""
    table, numbered = words(language), paper_words(language)["paper.numbered"]
    for name, said in _told(head, "full_name nik family_card", language):
        yield said if name == "full_name" else numbered.format(label=table[f"field.{name}"], number=said)
