"""Known numbers, planted in every field, so that a leak can be found."""

from datetime import date, datetime

from simreplace import (
    WIB,
    Applicant,
    Contact,
    DocumentNumber,
    EmailAddress,
    FamilyCardNumber,
    HeadOfFamily,
    IdentityDocument,
    Msisdn,
    Nik,
    PassportNumber,
    PermitNumber,
    PersonName,
    PhoneNumber,
    PurchaseRecord,
    ReplacementForm,
    ReplacementRequest,
    cards,
    open_request,
    parse_mrz,
)

# Made up, and each easy to find again.
PLANTED = {
    Msisdn: "+6281234567890",
    PhoneNumber: "+6281398765432",
    Nik: "3174075508950001",
    FamilyCardNumber: "3174071203090007",
    PassportNumber: "X1234567",
    PermitNumber: "2C21JE0912-K",
    DocumentNumber: "470/0815/KEL/2026",
    PersonName: "Wulandari Kusumawardhani",
    EmailAddress: "wulandari@kusumawardhani.example",
    cards.Iccid: "8962100000000000018",
    cards.Eid: "89034011560010000000000000000121",
    cards.Imsi: "510101234567890",
}


SECRETS = [
    *PLANTED.values(),
    "81234567890",  # the number without its country code
    "Wulandari",
    "Kusumawardhani",
    "1995-08-15",
    "1995, 8, 15",
    "ERIKSSON",
    "rahasia sekali",  # free text
]


MRZ = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")


def planted_request() -> ReplacementRequest:
    """A request with something to hide in every field."""
    documents = (
        IdentityDocument(kind="ktp", number=PLANTED[Nik], holder_name=PLANTED[PersonName], issued_on=date(2015, 3, 4)),
        IdentityDocument(kind="family_card", number=PLANTED[FamilyCardNumber]),
        IdentityDocument(
            kind="passport", number=PLANTED[PassportNumber], mrz=parse_mrz(MRZ), expires_on=date(2031, 5, 6)
        ),
        IdentityDocument(kind="kitap", number=PLANTED[PermitNumber], expires_on=date(2031, 5, 6)),
        IdentityDocument(kind="ktp_replacement_letter", number=PLANTED[DocumentNumber]),
    )
    person = Applicant(
        full_name=PLANTED[PersonName],
        born_on=date(1995, 8, 15),
        sex="female",
        nationality="IDN",
        contact=Contact(PLANTED[PhoneNumber], PLANTED[EmailAddress]),
        documents=documents,
        head_of_family=HeadOfFamily(PLANTED[PersonName], PLANTED[Nik], PLANTED[FamilyCardNumber]),
    )
    form = ReplacementForm(
        msisdn=PLANTED[Msisdn],
        reason="lost",
        applicant=person,
        old_iccid=PLANTED[cards.Iccid],
        outlet=PLANTED[Nik],
        purchase_record=PurchaseRecord(PLANTED[Msisdn], number=PLANTED[DocumentNumber]),
        agreement_number=PLANTED[DocumentNumber],
        remarks="rahasia sekali",
    )
    return open_request(form, id="request-1", now=datetime(2026, 9, 7, 10, 0, tzinfo=WIB), salt=bytes(16))


def leaks(text: str) -> list[str]:
    """The planted things that a text shows."""
    return [secret for secret in SECRETS if secret in text]
