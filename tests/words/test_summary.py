"""The form once more before it is sent: every field that was filled in, nothing in full, what needs a look first."""

from datetime import date

import pytest

from builders import FLAGGED, HEAD, LANGUAGES, MONDAY, applicant, paper
from journey import draft
from planted import leaks, planted_request
from simreplace import Language, PurchaseRecord, summarize
from simreplace.words.dates import words


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_shown_in_full(language: Language) -> None:
    assert leaks(summarize(planted_request(), language, on=MONDAY.date())) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_that_was_filled_in_is_there_under_its_label(language: Language) -> None:
    text = summarize(planted_request(), language)
    table = words(language)
    filled = (
        "msisdn", "reason", "collection", "old_iccid", "card_form", "full_name", "born_on", "sex", "nationality", "phone", "email",
        "documents", "head_of_family", "seller", "purchase_record", "agreement_number", "remarks",
    )  # fmt: skip
    colon = "：" if language == "zh" else ": "
    for field in filled:
        assert table[f"field.{field}"] + colon in text
    for empty in ("channel", "bought_on"):
        assert table[f"field.{empty}"] + colon not in text


def test_it_reads_as_the_form_was_filled_in() -> None:
    request = draft(
        applicant=applicant(documents=(paper("passport", expires_on=date(2031, 5, 6)),)),
        outlet="Outlet Bandung",
        card_form="esim",
        channel="hotline",
        purchase_record=PurchaseRecord("Toko Pulsa Jaya", date(2024, 2, 29)),
    )
    assert summarize(request).splitlines() == [
        "Mobile number that needs a new card: +62812*****890",
        "Reason: Lost",
        "How the operator was contacted: Hotline",
        "Way of collection: In person",
        "Outlet: Outlet Bandung",
        "Kind of new card: eSIM",
        "Full name: S*** A***",
        "Date of birth: ***",
        "Sex: Female",
        "Nationality: Indonesia",
        "Contact phone: +62*********32",
        "Email address: s***@***.com",
        "Identity documents: Passport X******7, valid until 6 May 2031",
        "Seller: Toko Pulsa Jaya",
        "Date of purchase: Thursday, 29 February 2024",
    ]


def test_what_needs_attention_comes_first_and_errors_before_flags() -> None:
    wrong = draft(applicant=FLAGGED, msisdn="081398765432")
    lines = summarize(wrong, on=MONDAY.date()).splitlines()
    assert lines[0] == "Please look at this first:"
    assert lines[1].startswith("- Contact phone: ") and lines[2].startswith("- NIK: ")
    assert lines[3] == ""
    assert summarize(wrong).splitlines()[0].startswith("Mobile number")


def test_a_form_that_needs_no_attention_begins_with_itself() -> None:
    request = draft(applicant=applicant(head_of_family=HEAD))
    text = summarize(request, on=MONDAY.date())
    assert text.startswith("Mobile number")
    assert text.endswith("Head of family: B*** S***")
