"""A form, the same with eight mistakes, and the pydantic model that one would write for it. Everybody is made up."""

import copy
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, EmailStr, Field, StringConstraints, ValidationError
from pydantic_extra_types.phone_numbers import PhoneNumber
from stdnum.id import nik

from simreplace import WIB, Channel, CollectionMethod, Reason

MOMENT: Final = datetime(2026, 9, 7, 10, 0, tzinfo=WIB)

FORM: Final[Mapping[str, Any]] = {
    "msisdn": "0812 3456 7890",
    "reason": "lost",
    "channel": "hotline",
    "collection": "in_person",
    "outlet": "Outlet Jakarta Selatan",
    "applicant": {
        "full_name": "Siti Aminah",
        "born_on": "1995-08-15",
        "sex": "female",
        "nationality": "IDN",
        "contact": {"phone": "0813 9876 5432", "email": "siti@example.com"},
        "documents": [
            {"kind": "ktp", "number": "3174075508950001", "holder_name": "SITI AMINAH"},
            {"kind": "family_card", "number": "3174071203090007"},
        ],
    },
    "purchase_record": {"seller": "Toko Pulsa", "bought_on": "2020-01-02", "number": "INV-1"},
    "agreement_number": "A-1",
    "remarks": "Saya butuh cepat.",
}
MISTAKES: Final[tuple[tuple[tuple[str | int, ...], object], ...]] = (
    (("msisdn",), "0812 345"),
    (("reason",), "gone"),
    (("applicant", "born_on"), "1995-13-15"),
    (("applicant", "sex"), "?"),
    (("applicant", "contact", "email"), "siti.example.com"),
    (("applicant", "documents", 0, "number"), "317407550895000"),
    (("purchase_record", "bought_on"), "yesterday"),
    (("state",), "approved"),
)


def copied() -> dict[str, Any]:
    """The form, to be changed."""
    return copy.deepcopy(dict(FORM))


def with_mistakes() -> dict[str, Any]:
    whole = copied()
    for path, typed in MISTAKES:
        inner: Any = whole
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = typed
    return whole


# ---- The same form as one would write it with pydantic


class Mobile(PhoneNumber):
    default_region_code = "ID"
    supported_regions = ["ID"]  # noqa: RUF012 - as its documentation has it
    phone_format = "E164"


class Phone(PhoneNumber):
    default_region_code = "ID"
    phone_format = "E164"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"
    UNSPECIFIED = "unspecified"


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=150)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,3}$")]
Text = Annotated[str, StringConstraints(max_length=2000)]
Number = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Nik = Annotated[str, AfterValidator(nik.validate)]
FamilyCardNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]{16}$")]
PassportNumber = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{5,12}$")]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ContactModel(Model):
    phone: Phone | None = None
    email: EmailStr | None = None


class PaperModel(Model):
    holder_name: Name | None = None
    issuing_country: Code = "IDN"
    issued_on: date | None = None
    expires_on: date | None = None


class KtpModel(PaperModel):
    kind: Literal["ktp", "digital_ktp", "child_identity_card"]
    number: Nik


class FamilyCardModel(PaperModel):
    kind: Literal["family_card"]
    number: FamilyCardNumber


class PassportModel(PaperModel):
    kind: Literal["passport"]
    number: PassportNumber


class ApplicantModel(Model):
    full_name: Name
    born_on: date
    sex: Sex
    nationality: Code
    contact: ContactModel = ContactModel()
    documents: tuple[Annotated[KtpModel | FamilyCardModel | PassportModel, Field(discriminator="kind")], ...] = ()


class PurchaseModel(Model):
    seller: Text | None = None
    bought_on: date | None = None
    number: Number | None = None


class FormModel(Model):
    msisdn: Mobile
    reason: Reason
    applicant: ApplicantModel
    channel: Channel | None = None
    collection: CollectionMethod = CollectionMethod.IN_PERSON
    outlet: Text | None = None
    purchase_record: PurchaseModel | None = None
    agreement_number: Number | None = None
    remarks: Text = ""


def check_by_model(data: Mapping[str, Any]) -> tuple[FormModel | None, Sequence[object]]:
    """The form, or every mistake as a service must answer it."""
    try:
        return FormModel.model_validate(data), ()
    except ValidationError as error:
        return None, error.errors()
