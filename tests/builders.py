"""Made-up people and requests for the tests; nobody here exists."""

from datetime import date, datetime, timedelta
from typing import Any, Final, get_args

import attrs
from hypothesis import strategies as st

from simreplace import (
    ARTICLE,
    WIB,
    Applicant,
    AuthorizationLetter,
    Contact,
    DocumentKind,
    HeadOfFamily,
    IdentityDocument,
    IssueCode,
    Language,
    PartialDate,
    Reason,
    ReplacementForm,
    Sex,
)
from simreplace.values.papers import icao_check_digit

LANGUAGES: tuple[Language, ...] = get_args(Language)

NIK = "3174075508950001"
PROXY_NIK = "3174071203910002"
NUMBER = "+6281234567890"
MONDAY = datetime(2026, 9, 7, 10, 0, tzinfo=WIB)


KTP = IdentityDocument(kind=DocumentKind.KTP, number=NIK, holder_name="SITI AMINAH")
PROXY_KTP = IdentityDocument(kind=DocumentKind.KTP, number=PROXY_NIK, holder_name="BUDI SANTOSO")


def applicant(**changes: Any) -> Applicant:
    """Siti, a citizen of thirty-one."""
    plain = Applicant(
        full_name="Siti Aminah",
        born_on=date(1995, 8, 15),
        sex="female",
        nationality="IDN",
        contact=Contact(phone="081398765432", email="siti@example.com"),
        documents=(KTP,),
    )
    return attrs.evolve(plain, **changes)


def form(**changes: Any) -> ReplacementForm:
    """Siti's form as she fills it in."""
    return attrs.evolve(ReplacementForm(msisdn=NUMBER, reason=Reason.LOST, applicant=applicant()), **changes)


def letter(**changes: Any) -> AuthorizationLetter:
    """Siti's letter for Budi."""
    plain = AuthorizationLetter(
        principal="Siti Aminah",
        proxy="Budi Santoso",
        proxy_document=PROXY_KTP,
        msisdn=NUMBER,
        signed_on=MONDAY.date(),
        valid_until=date(2027, 12, 31),
    )
    return attrs.evolve(plain, **changes)


FLAGGED = applicant(born_on=date(1995, 8, 16))  # a day off the NIK: genuine cards do that


FLAG = (IssueCode.NIK_BIRTH_DATE_DIFFERS, "/applicant/documents/0/number")


ON: Final = date(2026, 9, 7)


ALL_PAPERS: Final = attrs.evolve(ARTICLE, name="passport and permit", foreigner_needs_all=True)


KK: Final = "3174071203090007"


HEAD: Final = HeadOfFamily("Budi Santoso", "3174071203700002", "3174071203090008")


def paper(kind: str, number: str | None = None, **rest: Any) -> IdentityDocument:
    """A document of which everything is in order."""
    numbers = {
        "ktp": NIK,
        "digital_ktp": NIK,
        "child_identity_card": NIK,
        "family_card": KK,
        "passport": "X1234567",
        "kitas": "2C21JE0912-K",
        "kitap": "2C21JE0913-K",
    }
    if kind in {"passport", "kitas", "kitap"}:
        rest.setdefault("expires_on", date(2030, 1, 1))
    return IdentityDocument(kind=kind, number=number or numbers.get(kind, "470/123/2026"), **rest)


def child(**changes: Any) -> Applicant:
    """Rini, eleven, whose family's head the form names."""
    card = paper("child_identity_card", nik(date(2015, 5, 4)))
    plain = {"full_name": "Rini Santoso", "born_on": date(2015, 5, 4), "documents": (card,), "head_of_family": HEAD}
    return applicant(**{**plain, **changes})


def citizen(*documents: IdentityDocument, **changes: Any) -> Applicant:
    return applicant(documents=documents, **changes)


def foreigner(*documents: IdentityDocument, **changes: Any) -> Applicant:
    return applicant(documents=documents, **{"nationality": "AUS", **changes})


def nik(born: date, *, woman: bool = True, region: str = "317407", serial: str = "0001") -> str:
    """A NIK of somebody who was born on that day."""
    return f"{region}{born.day + 40 * woman:02}{born:%m%y}{serial}"


def zone(**changes: str) -> tuple[str, str]:
    """The machine-readable zone of Siti's passport, with every check digit right."""
    said = {
        "issuer": "IDN",
        "number": "X1234567",
        "nationality": "IDN",
        "born": "950815",
        "sex": "F",
        "expiry": "310506",
        "names": "AMINAH<<SITI",
        **changes,
    }
    number, born, expiry = said["number"].ljust(9, "<"), said["born"], said["expiry"]
    checked = [number + str(icao_check_digit(number)), born + str(icao_check_digit(born))]
    checked += [expiry + str(icao_check_digit(expiry)), "<" * 15]
    whole = str(icao_check_digit("".join(checked)))
    first = ("P<" + said["issuer"].ljust(3, "<") + said["names"]).ljust(44, "<")
    return first, checked[0] + said["nationality"].ljust(3, "<") + checked[1] + said["sex"] + "".join(
        checked[2:]
    ) + whole


def passport(**changes: Any) -> IdentityDocument:
    """Siti's passport, as its zone has it."""
    plain = {"kind": "passport", "number": "X1234567", "expires_on": date(2031, 5, 6), "mrz": zone()}
    return IdentityDocument(**{**plain, **changes})


NAMES: Final = ("Siti Aminah", "Siti Aminah Karto", "Dewi Lestari")


BIRTHS: Final = (
    date(1995, 8, 15),
    date(1995, 8, 16),
    date(2015, 3, 4),
    date(1910, 1, 1),
    ON,
    PartialDate(1995, 8),
    PartialDate(2009),
    PartialDate(1870),
)


NATIONALITIES: Final = ("IDN", "AUS", "DEU", "JPN")


PAPERS: Final = (
    KTP,
    paper("ktp", nik(date(1995, 8, 16), woman=False), expires_on=date(2020, 1, 1), issued_on=date(1995, 8, 15)),
    paper("digital_ktp", "99" + NIK[2:], holder_name="Siti Aminah Karto"),
    paper("child_identity_card", nik(date(2015, 3, 4)), issued_on=date(2015, 3, 3)),
    paper("family_card", NIK, holder_name="Budi"),
    passport(),
    passport(mrz=zone(born="950816", sex="M", nationality="AUS", names="LESTARI<<DEWI"), number="12345678"),
    paper("passport", "12345678", holder_name="Dewi Lestari", expires_on=date(2025, 1, 1)),
    paper("kitas", expires_on=None),
    paper("kitap", expires_on=date(2025, 1, 1), issued_on=date(2011, 1, 1)),
    paper("sktt", issued_on=ON + timedelta(days=1)),
    paper("driving_license", holder_name="Dewi Lestari"),
)


people = st.builds(
    Applicant,
    full_name=st.sampled_from(NAMES),
    born_on=st.sampled_from(BIRTHS),
    sex=st.sampled_from(Sex),
    nationality=st.sampled_from(NATIONALITIES),
    documents=st.lists(st.sampled_from(PAPERS), max_size=4),
    head_of_family=st.sampled_from((None, HEAD, attrs.evolve(HEAD, family_card=NIK))),
)


policies = st.sampled_from((ARTICLE, ALL_PAPERS))
