"""What stands in one field of a form: it reads itself once, keeps what it noticed, and hides itself.

Numbers, names, addresses and texts are made by reading alone. This room refuses to look across fields, to know a day, a
person or a policy, and to show anything but through `reveal()`.
"""

from simreplace.values import cards as cards
from simreplace.values.cards import ActivationCode, Eid, Iccid, iccid_or_none, to_iccid
from simreplace.values.country import check_nationality, nationality_of
from simreplace.values.email import EmailAddress
from simreplace.values.likeness import NameMatch
from simreplace.values.masked import Masked, as_compared, outer_trimmed, pydantic_json_schema, pydantic_schema
from simreplace.values.masked import text_within as text_within
from simreplace.values.mrz import Mrz, parse_mrz, suggest_mrz
from simreplace.values.names import PersonName
from simreplace.values.nik import FamilyCardNumber, Nik, Region, Sex
from simreplace.values.operator import Brand, Operator, PhoneKind, PrefixHint
from simreplace.values.papers import DocumentNumber, PassportNumber, PermitNumber, indonesian_passport_form
from simreplace.values.partial import BirthDate, PartialDate, a_birth_date, first_of, last_of, may_be
from simreplace.values.paste import Change, Suggestion, suggest
from simreplace.values.phone import Msisdn, PhoneNumber
from simreplace.values.plain import (
    a_day,
    a_day_or_none,
    aware,
    changed_fields,
    hidden,
    in_its_place,
    instance_of,
    naming_its_fields,
    one_of,
    parsed,
    refusing_at,
    to_moment,
    to_truth,
    to_truth_or_none,
)
from simreplace.values.text import (
    LIST_CAP,
    TEXT_CAP,
    plain_text,
    plain_text_or_none,
    read_text,
    text_taken,
    to_identifier,
    to_some_text,
    to_text,
    to_text_or_none,
)

__all__ = [
    "LIST_CAP",
    "TEXT_CAP",
    "ActivationCode",
    "BirthDate",
    "Brand",
    "Change",
    "DocumentNumber",
    "Eid",
    "EmailAddress",
    "FamilyCardNumber",
    "Iccid",
    "Masked",
    "Mrz",
    "Msisdn",
    "NameMatch",
    "Nik",
    "Operator",
    "PartialDate",
    "PassportNumber",
    "PermitNumber",
    "PersonName",
    "PhoneKind",
    "PhoneNumber",
    "PrefixHint",
    "Region",
    "Sex",
    "Suggestion",
    "a_birth_date",
    "a_day",
    "a_day_or_none",
    "as_compared",
    "aware",
    "changed_fields",
    "check_nationality",
    "first_of",
    "hidden",
    "iccid_or_none",
    "in_its_place",
    "indonesian_passport_form",
    "instance_of",
    "last_of",
    "may_be",
    "naming_its_fields",
    "nationality_of",
    "one_of",
    "outer_trimmed",
    "parse_mrz",
    "parsed",
    "plain_text",
    "plain_text_or_none",
    "pydantic_json_schema",
    "pydantic_schema",
    "read_text",
    "refusing_at",
    "suggest",
    "suggest_mrz",
    "text_taken",
    "to_iccid",
    "to_identifier",
    "to_moment",
    "to_some_text",
    "to_text",
    "to_text_or_none",
    "to_truth",
    "to_truth_or_none",
]
