"""The form once more, before it is sent: as its author will recognize it, and with numbers masked."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from simreplace.issues import Issue, Severity
from simreplace.lifecycle import ReplacementRequest
from simreplace.people import Applicant, IdentityDocument, ReplacementForm
from simreplace.rules import ARTICLE, Policy, form_issues, the_policy
from simreplace.words.dates import Language, day_in_words, without_numbers, words
from simreplace.words.explain import explain
from simreplace.words.filled import in_lines
from simreplace.words.places import country_in_words

Row = tuple[str, object]


def summarize(
    request: ReplacementForm | ReplacementRequest,
    language: Language = "en",
    *,
    unmasked: bool = False,
    on: date | None = None,
    policy: Policy = ARTICLE,
) -> str:
    """The form as the person will recognize it, with what needs their attention first.

    Args:
        request: The form, or the request that carries it.
        language: English, Indonesian or Chinese.
        unmasked: The person's own copy, with name, birth date and numbers in full, to be checked before it is sent. Show
            it to nobody else, and write it to no log.
        on: The day, from which ages and validity follow; without it nothing is said of what needs attention.
        policy: How strict.

    Example:
        >>> from datetime import date
        >>> from simreplace import Applicant, ReplacementForm
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> print(summarize(form, "id"))
        Nomor ponsel yang kartunya diganti: +62812*****890
        Alasan penggantian: Hilang
        Cara pengambilan: Diambil sendiri
        Jenis kartu baru: Kartu fisik
        Nama lengkap: S*** A***
        Tanggal lahir: ***
        Jenis kelamin: Perempuan
        Kewarganegaraan: Indonesia
        >>> print(summarize(form, "id", unmasked=True).splitlines()[4])
        Nama lengkap: Siti Aminah
    """
    table = words(language)
    the_policy(policy)
    form = request if isinstance(request, ReplacementForm) else request.form
    lines = []
    found = () if on is None else form_issues(form, on=on, policy=policy)
    attention = [issue for issue in found if issue.severity is not Severity.NOTE]
    if attention:
        lines = [table["summary.attention"], *(f"- {explain(issue, language)}" for issue in _heaviest_first(attention))]
        lines.append("")
    if unmasked:
        own = (
            table["layout.issue_at"].format(field=table[f"field.{name}"], text=text)
            for name, text in in_lines(form, language)
        )
        return "\n".join([*lines, *own])
    for field, value in _rows(form):
        if value is not None and value != "":
            is_country = field == "nationality"
            text = country_in_words(str(value), language, table) if is_country else _shown(value, language)
            lines.append(table["layout.issue_at"].format(field=table[f"field.{field}"], text=text))
    return "\n".join(lines)


def _heaviest_first(issues: list[Issue]) -> list[Issue]:
    return sorted(issues, key=lambda issue: issue.severity is not Severity.ERROR)


def _rows(form: ReplacementForm) -> Iterator[Row]:
    yield "msisdn", form.msisdn
    yield "reason", form.reason
    yield "channel", form.channel
    yield "collection", form.collection
    yield "outlet", form.outlet
    yield "old_iccid", form.old_iccid
    yield "card_form", form.card_form
    yield from _person(form.applicant)
    if form.purchase_record is not None:
        yield "seller", form.purchase_record.seller
        yield "bought_on", form.purchase_record.bought_on
        yield "purchase_record", form.purchase_record.number
    yield "agreement_number", form.agreement_number
    # What was typed freely may hold anything: that it is there is said, not what it is.
    yield "remarks", "***" if form.remarks else ""


def _person(person: Applicant) -> Iterator[Row]:
    yield "full_name", person.full_name
    yield "born_on", "***"
    yield "sex", person.sex
    yield "nationality", person.nationality
    yield "phone", person.contact.phone
    yield "email", person.contact.email
    for document in person.documents:
        yield "documents", document
    if person.head_of_family is not None:
        yield "head_of_family", person.head_of_family.full_name


def _shown(value: object, language: Language) -> str:
    if isinstance(value, IdentityDocument):
        table, kind = words(language), explain(value.kind, language)
        number = table["summary.document"].format(kind=kind, number=value.number)
        if value.expires_on is None:
            return number
        return table["summary.until"].format(
            document=number, until=day_in_words(value.expires_on, language, "date.day")
        )
    # What was typed freely is shown without any number that somebody may have put there.
    if isinstance(value, StrEnum | date):
        return explain(value, language)
    return without_numbers(value) if isinstance(value, str) else str(value)
