"""Made-up people, their papers and their forms, and the same as somebody types them into a form."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, cast

import attrs

from simreplace import (
    ARTICLE,
    Applicant,
    AuthorizationLetter,
    CardForm,
    Channel,
    CollectionMethod,
    Contact,
    DocumentKind,
    DocumentNumber,
    EmailAddress,
    FamilyCardNumber,
    HeadOfFamily,
    IdentityDocument,
    IssueCode,
    Msisdn,
    Nik,
    PermitNumber,
    PersonName,
    PhoneNumber,
    Policy,
    PurchaseRecord,
    Reason,
    ReplacementForm,
    Sex,
    cards,
)
from simreplace.ext.made_up import digits, family_cards, mrz_lines, nik_text, st, with_luhn
from simreplace.ext.specimens import TEXTS, nearly, reader_of, ways_of
from simreplace.values import Masked, Mrz

ON: Final = date(2026, 9, 7)
"""The day on which everything here is in order, where no other is named."""
_SEXES: Final = (Sex.FEMALE, Sex.MALE)
_ABROAD: Final = ("AUS", "JPN", "NLD", "IND")
FIRST_YEAR: Final = 2002
LAST_YEAR: Final = 2100
_ZONES_END: Final = 2099
OLD_CARD: Final = "8962660"
"""How the numbers of old cards in forms begin; new ones begin otherwise."""


def value(kind: type[Any], *, plausible: bool = False) -> st.SearchStrategy[Any]:
    """A value of this kind."""
    row = TEXTS[kind]
    return (row.clean if plausible and row.clean else row.made)().map(reader_of(kind))


def _years_before(on: date, years: int) -> date:
    # Earlier the days off are not known, later two digits of a year mean another century: a form would show FLAGs.
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        raise ValueError(f"forms are made up for a day from {FIRST_YEAR} to {LAST_YEAR}")
    return date(on.year - years, 1, 1)


def _some_or_none(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def _ahead(on: date) -> st.SearchStrategy[date]:
    """A day a year or more ahead, but not longer than a passport is valid."""
    return st.integers(400, 3000).map(lambda days: on + timedelta(days=days))


@st.composite
def ktps(draw: st.DrawFn, born: date, sex: Sex, name: PersonName) -> IdentityDocument:
    """The KTP of somebody."""
    holder = draw(st.sampled_from((name, PersonName.parse(name.reveal().upper()))))
    number = nik_text(born, sex, draw(st.integers(1, 9999)))
    return IdentityDocument(kind=DocumentKind.KTP, number=number, holder_name=holder)


@st.composite
def _passports(draw: st.DrawFn, born: date, sex: Sex, name: PersonName, *, state: str, on: date) -> IdentityDocument:
    number = draw(digits(4).map("Z000{}".format) if state == "IDN" else digits(3).map("CONTOH{}".format))
    expires = draw(_ahead(on))
    plain = name.reveal().replace(". ", " ")
    zone = None
    if (
        plain.replace(" ", "").isascii()
        and plain.replace(" ", "").isalpha()
        and expires.year <= _ZONES_END
        and draw(st.booleans())
    ):
        zone = mrz_lines(number, born, sex, expires, state=state, names=plain.upper().replace(" ", "<"))
    return IdentityDocument(
        kind=DocumentKind.PASSPORT,
        number=number,
        holder_name=name,
        issuing_country=state,
        expires_on=expires,
        mrz=zone,
    )


def _family_cards(on: date) -> st.SearchStrategy[FamilyCardNumber]:
    return family_cards(on).map(FamilyCardNumber.parse)


@st.composite
def contacts(draw: st.DrawFn) -> Contact:
    """A way to reach somebody, or two."""
    phone, email = draw(_some_or_none(value(PhoneNumber))), draw(_some_or_none(value(EmailAddress)))
    return Contact(phone, draw(value(EmailAddress)) if phone is None and email is None else email)


@st.composite
def heads(draw: st.DrawFn, on: date) -> HeadOfFamily:
    """Somebody who stands for a child."""
    born = draw(st.dates(_years_before(on, 70), _years_before(on, 25)))
    nik = nik_text(born, draw(st.sampled_from(_SEXES)), draw(st.integers(1, 9999)))
    return HeadOfFamily(draw(value(PersonName)), nik, draw(_some_or_none(_family_cards(on))))


@st.composite
def citizens(draw: st.DrawFn, on: date) -> Applicant:
    """A citizen of age, with a KTP."""
    born, sex = draw(st.dates(_years_before(on, 90), _years_before(on, 18))), draw(st.sampled_from(_SEXES))
    name = draw(value(PersonName))
    documents = [draw(ktps(born, sex, name))]
    if draw(st.booleans()):
        documents.append(IdentityDocument(kind=DocumentKind.FAMILY_CARD, number=draw(_family_cards(on))))
    if draw(st.booleans()):
        documents.append(draw(_passports(born, sex, name, state="IDN", on=on)))
    return Applicant(full_name=name, born_on=born, sex=sex, contact=draw(contacts()), documents=tuple(documents))


@st.composite
def _foreigners(draw: st.DrawFn, on: date) -> Applicant:
    born, sex = draw(st.dates(_years_before(on, 80), _years_before(on, 18))), draw(st.sampled_from(Sex))
    name, state = draw(value(PersonName)), draw(st.sampled_from(_ABROAD))
    permit = IdentityDocument(
        kind=DocumentKind.KITAS, number=draw(value(PermitNumber)), holder_name=name, expires_on=draw(_ahead(on))
    )
    documents = (draw(_passports(born, sex, name, state=state, on=on)), permit)
    return Applicant(
        full_name=name, born_on=born, sex=sex, nationality=state, contact=draw(contacts()), documents=documents
    )


@st.composite
def _children(draw: st.DrawFn, on: date) -> Applicant:
    head = draw(heads(on))
    born, sex = draw(st.dates(_years_before(on, 14), _years_before(on, 1))), draw(st.sampled_from(_SEXES))
    card = IdentityDocument(
        kind=DocumentKind.FAMILY_CARD, number=head.family_card or draw(_family_cards(on)), holder_name=None
    )
    name = draw(value(PersonName))
    return Applicant(
        full_name=name, born_on=born, sex=sex, contact=draw(contacts()), documents=(card,), head_of_family=head
    )


def applicants(*, on: date = ON) -> st.SearchStrategy[Applicant]:
    """A citizen, a foreigner, or a child with the head of its family, with everything in order on a day."""
    return citizens(on) | _foreigners(on) | _children(on)


def documents(*, on: date = ON) -> st.SearchStrategy[IdentityDocument]:
    """A paper of whoever it is."""
    return applicants(on=on).flatmap(lambda person: st.sampled_from(person.documents))


@st.composite
def purchases(draw: st.DrawFn, on: date) -> PurchaseRecord:
    """Where an old card was bought."""
    bought = st.dates(_years_before(on, 10), _years_before(on, 1))
    return PurchaseRecord(
        draw(st.sampled_from((None, "Toko Contoh"))), draw(_some_or_none(bought)), draw(value(DocumentNumber))
    )


@st.composite
def letters(
    draw: st.DrawFn, *, on: date = ON, principal: PersonName | None = None, msisdn: Msisdn | None = None
) -> AuthorizationLetter:
    """A letter for a proxy, signed on the day."""
    born, sex = draw(st.dates(_years_before(on, 70), _years_before(on, 18))), draw(st.sampled_from(_SEXES))
    proxy = draw(value(PersonName))
    return AuthorizationLetter(
        principal=principal or draw(value(PersonName)),
        proxy=proxy,
        proxy_document=draw(ktps(born, sex, proxy)),
        msisdn=msisdn or draw(value(Msisdn)),
        signed_on=on,
        valid_until=draw(_some_or_none(_ahead(on))),
    )


@st.composite
def forms(
    draw: st.DrawFn,
    *,
    on: date = ON,
    policy: Policy = ARTICLE,
    plausible: bool = False,
    people: Callable[[date], st.SearchStrategy[Applicant]] | None = None,
) -> ReplacementForm:
    """A form without an ERROR on a day; with `plausible` without a FLAG, for a number that somebody may have.

    Args:
        draw: Hypothesis' own.
        on: The day.
        policy: Whose ways to collect are asked for.
        plausible: Whether the number has an ordinary prefix.
        people: Who fills it in.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=2, deadline=None)
        ... @given(forms())
        ... def test_what_is_shown(form):
        ...     assert form.msisdn.operators == frozenset()
        >>> test_what_is_shown()
    """
    proxies = policy.offers(CollectionMethod.BY_PROXY) and (plausible or policy.proxy_when_flagged)
    ways = [way for way in policy.collection_methods if proxies or way is not CollectionMethod.BY_PROXY]
    old = digits(11).map(lambda rest: cards.Iccid.parse(with_luhn(OLD_CARD + rest)))
    return ReplacementForm(
        msisdn=draw(value(Msisdn, plausible=plausible)),
        reason=draw(st.sampled_from(Reason)),
        applicant=draw(people(on) if people else applicants(on=on)),
        channel=draw(_some_or_none(st.sampled_from(Channel))),
        collection=draw(st.sampled_from(ways or policy.collection_methods)),
        outlet=draw(st.none() | st.just("Gerai Contoh")),
        old_iccid=draw(_some_or_none(old)),
        card_form=draw(st.sampled_from(CardForm)),
        purchase_record=draw(_some_or_none(purchases(on))),
        agreement_number=draw(_some_or_none(value(DocumentNumber))),
        remarks=draw(st.sampled_from(("", "contoh"))),
    )


# ---- As somebody types them


_MAY_BE_BLANK: Final = st.sampled_from((None, "", " "))
_SEX_WORDS: Final[Mapping[StrEnum, tuple[str, ...]]] = MappingProxyType(
    {Sex.FEMALE: ("P", "Perempuan"), Sex.MALE: ("L", "laki-laki"), Sex.UNSPECIFIED: ("X",)}
)


def as_typed(told: object) -> st.SearchStrategy[Any]:
    """What somebody types to say this very thing; what is not said is left out or left blank."""
    if told is None:
        return _MAY_BE_BLANK
    if isinstance(told, Masked):
        return ways_of(type(told), told.reveal())
    if isinstance(told, Mrz):
        return ways_of(Mrz, "\n".join(told.reveal())) | st.just(list(told.reveal()))
    if isinstance(told, StrEnum):
        return st.sampled_from((told.value, f" {told.value.upper()} ", *_SEX_WORDS.get(told, ())))
    if isinstance(told, date):
        return st.just(told.isoformat())
    if isinstance(told, tuple):
        return st.tuples(*map(as_typed, cast("tuple[object, ...]", told))).map(list)
    if isinstance(told, str):
        return st.just(told)
    kind = cast("type[Any]", type(told))
    fields = {field.name: getattr(told, field.name) for field in attrs.fields(kind)}
    said = {name: as_typed(part) for name, part in fields.items() if part is not None}
    blank = {name: _MAY_BE_BLANK for name, part in fields.items() if part is None}
    return st.fixed_dictionaries(said, optional=blank)


def form_data(**how: Any) -> st.SearchStrategy[dict[str, Any]]:
    """A form as somebody types it, in which nothing is an ERROR.

    Args:
        how: As for `forms`.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=2, deadline=None)
        ... @given(form_data())
        ... def test_what_is_shown(data):
        ...     assert "msisdn" in data
        >>> test_what_is_shown()
    """
    return forms(**how).flatmap(as_typed)


_Typed = Callable[[dict[str, Any], date], st.SearchStrategy[tuple[object, IssueCode]]]


def _near(kind: type[Any]) -> _Typed:
    # What is blank is not there, which in a form is another matter.
    return lambda _, __: nearly(kind, without=(IssueCode.TEXT_EMPTY,))


def _said(code: IssueCode, *instead: object) -> _Typed:
    return lambda _, __: st.sampled_from(instead).map(lambda typed: (typed, code))


def _born_a_day_later(data: dict[str, Any], _: date) -> st.SearchStrategy[tuple[object, IssueCode]]:
    born = date.fromisoformat(data["applicant"]["born_on"]) + timedelta(days=1)
    return st.just((born.isoformat(), IssueCode.NIK_BIRTH_DATE_DIFFERS))


def _lost_number(data: dict[str, Any], _: date) -> st.SearchStrategy[tuple[object, IssueCode]]:
    return st.just((data["msisdn"], IssueCode.PHONE_IS_LOST_NUMBER))


def _bought_tomorrow(_: dict[str, Any], on: date) -> st.SearchStrategy[tuple[object, IssueCode]]:
    return st.just(((on + timedelta(days=1)).isoformat(), IssueCode.PURCHASE_IN_FUTURE))


_REQUIRED: Final = (
    "/msisdn", "/reason", "/applicant", "/applicant/full_name", "/applicant/born_on", "/applicant/sex",
    "/applicant/nationality", "/applicant/documents/0/kind", "/applicant/documents/0/number",
)  # fmt: skip
_NIK_AT: Final = "/applicant/documents/0/number"
_Mistake = tuple[str, _Typed, str | None]
# Where something is typed, what, and where it is told where that is elsewhere.
MISTAKES: Final[tuple[_Mistake, ...]] = (
    ("/msisdn", _near(Msisdn), None),
    ("/applicant/full_name", _near(PersonName), None),
    (_NIK_AT, _near(Nik), None),
    ("/applicant/contact/phone", _near(PhoneNumber), None),
    ("/applicant/contact/email", _near(EmailAddress), None),
    ("/old_iccid", _near(cards.Iccid), None),
    ("/agreement_number", _near(DocumentNumber), None),
    ("/reason", _said(IssueCode.FORM_CHOICE, "forgotten", 3, ["lost"]), None),
    ("/collection", _said(IssueCode.FORM_CHOICE, "by_drone"), None),
    ("/applicant/sex", _said(IssueCode.FORM_CHOICE, "?"), None),
    ("/applicant/born_on", _said(IssueCode.FORM_DATE, "15 Agustus 1995", 1995), None),
    ("/applicant/born_on", _said(IssueCode.FORM_NO_SUCH_DAY, "1995-02-30", "1995-13-00"), None),
    ("/applicant/born_on", _said(IssueCode.FORM_DAY_ORDER, "15/08/1995", "15-8-1995"), None),
    ("/applicant", _said(IssueCode.FORM_TYPE, "Contoh", ["Contoh"], 1), None),
    ("/applicant/documents", _said(IssueCode.FORM_TYPE, "ktp", {"kind": "ktp"}), None),
    ("/state", _said(IssueCode.FORM_UNKNOWN_FIELD, "approved"), None),
    ("/applicant/born_on", _born_a_day_later, _NIK_AT),
    ("/applicant/contact/phone", _lost_number, None),
    ("/purchase_record/bought_on", _bought_tomorrow, None),
    *((at, _said(IssueCode.FORM_REQUIRED, None, "", "  "), None) for at in _REQUIRED),
)


@st.composite
def mistaken_data(
    draw: st.DrawFn, *, on: date = ON, among: tuple[_Mistake, ...] = MISTAKES
) -> tuple[dict[str, Any], IssueCode, str]:
    """A form as somebody types it with one mistake; the code of the ERROR or FLAG that tells of it, and where.

    Args:
        draw: Hypothesis' own.
        on: The day on which nothing else is wrong.
        among: The rows of `personas.MISTAKES` of which it is one.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=2, deadline=None)
        ... @given(mistaken_data())
        ... def test_what_is_shown(mistake):
        ...     assert mistake[2].startswith("/")
        >>> test_what_is_shown()
    """
    data: dict[str, Any] = draw(form_data(on=on, people=citizens))
    at, made, told_at = draw(st.sampled_from(among))
    typed, code = draw(made(data, on))
    *way, last = (int(step) if step.isdecimal() else step for step in at.split("/")[1:])
    place: Any = data
    for step in way:
        if step == "purchase_record":
            place[step] = {}
        place = place[step]
    place[last] = typed
    return data, code, told_at or at
