"""The filled form on paper, and the person's own copy: everything that was filled in, in full, with a box for each paper."""

import re
from datetime import date
from typing import Any, Final, get_args

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from builders import HEAD, KTP, LANGUAGES, MONDAY, applicant, foreigner, form, paper
from journey import draft, in_state, sample, tell
from planted import PLANTED, planted_request
from simreplace import (
    ARTICLE,
    BRTI_2020,
    Language,
    Paper,
    PartialDate,
    PurchaseRecord,
    ReplacementForm,
    Stage,
    State,
    application_form,
    events,
    required_papers,
    summarize,
)
from simreplace.ext.hypothesis import forms
from simreplace.rules import Need, Requirement
from simreplace.values import Masked
from simreplace.words.application import _box
from simreplace.words.dates import words
from simreplace.words.message import _hidden_in
from simreplace.words.paper import WIDTH, Markup, number_in_groups, width_of

MARKUPS: Final[tuple[Markup, ...]] = get_args(Markup)
FULL: Final = form(
    applicant=applicant(documents=(KTP, paper("passport", expires_on=date(2031, 5, 6)))),
    outlet="Outlet Bandung",
    card_form="esim",
    channel="hotline",
    old_iccid="8962100000000000018",
    purchase_record=PurchaseRecord("Toko Pulsa Jaya", date(2024, 2, 29), "INV-1"),
    agreement_number="A-17",
    remarks="Kartu patah\ndi dompet",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("markup", MARKUPS)
def test_everything_that_was_filled_in_is_there_in_full(language: Language, markup: Markup) -> None:
    text = application_form(planted_request(), language, markup=markup)
    own = summarize(planted_request(), language, unmasked=True)
    shown = {
        kind: number_in_groups("081234567890") if kind.__name__ == "Msisdn" else value
        for kind, value in PLANTED.items()
    }
    missing = {"Eid", "Imsi"}  # no field of the form
    for kind, value in shown.items():
        assert value in text or kind.__name__ in missing
        assert value in own or kind.__name__ in missing
    for said in (text, own):
        assert "rahasia sekali" in said and "***" not in said and "1995" in said


@given(forms(), st.sampled_from(LANGUAGES), st.sampled_from(MARKUPS))
def test_of_any_form_everything_is_there(filled: ReplacementForm, language: Language, markup: Markup) -> None:
    told = application_form(filled, language, markup=markup).replace("\\", "")
    own = summarize(filled, language, unmasked=True)
    without_documents = attrs.evolve(filled, applicant=attrs.evolve(filled.applicant, documents=()))
    hidden = set(_hidden_in(without_documents))
    for value in hidden - {filled.msisdn.reveal()}:
        assert value in own and value in told
    assert all(document.number.reveal() in own for document in filled.applicant.documents)
    assert isinstance(filled.msisdn, Masked)


def test_the_own_copy_reads_as_the_form_was_filled_in() -> None:
    assert summarize(FULL, unmasked=True).splitlines() == [
        "Mobile number that needs a new card: 0812-3456-7890",
        "Reason: Lost",
        "Kind of new card: eSIM",
        "ICCID of the old card: 8962100000000000018",
        "How the operator was contacted: Hotline",
        "Way of collection: In person",
        "Outlet: Outlet Bandung",
        "Other information: Kartu patah",
        "di dompet",
        "Full name: Siti Aminah",
        "Date of birth: 15 August 1995",
        "Sex: Female",
        "Nationality: Indonesia (IDN)",
        "Contact phone: +6281398765432",
        "Email address: siti@example.com",
        "Identity documents: KTP 3174075508950001",
        "Identity documents: Passport X1234567, valid until 6 May 2031",
        "Seller: Toko Pulsa Jaya",
        "Date of purchase: 29 February 2024",
        "Purchase record: INV-1",
        "Service agreement number: A-17",
    ]


def test_the_own_copy_also_says_first_what_needs_attention() -> None:
    wrong = draft(msisdn="081398765432")
    lines = summarize(wrong, on=MONDAY.date(), unmasked=True).splitlines()
    assert lines[0] == "Please look at this first:" and lines[1].startswith("- Contact phone: ")


def test_a_child_is_signed_for_by_the_head_of_the_family() -> None:
    child = form(applicant=applicant(born_on=PartialDate(2015, 3), head_of_family=HEAD, nationality="IDN"))
    text = application_form(child, "id")
    assert "(Budi Santoso)" in text and "anak yang saya wakili" in text and "Maret 2015" in text
    own = summarize(child, "id", unmasked=True)
    assert "Kepala keluarga: Budi Santoso, NIK 3174071203700002, Nomor Kartu Keluarga (KK) 3174071203090008" in own


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("policy", [ARTICLE, BRTI_2020], ids=lambda policy: policy.name)
def test_there_is_a_box_for_each_paper_that_is_brought(language: Language, stage: Stage, policy: Any) -> None:
    for made in (FULL, form(reason="damaged", collection="by_proxy"), form(applicant=foreigner())):
        text = application_form(made, language, stage=stage, policy=policy)
        boxes = [line for line in text.splitlines() if line.startswith("☐ ")]
        kinds = [line.strip() for line in text.splitlines() if line.startswith("    ☐ ")]
        done_elsewhere = {"application_form", "security_answers", "call_to_lost_number", "photo_with_document"}
        asked = [it for it in required_papers(made, stage=stage, policy=policy) if it.paper.value not in done_elsewhere]
        table = words(language)
        assert [re.split("[ （(]", box)[0] for box in boxes] == ["☐"] * len(asked)
        assert all(table[f"paper.{it.paper.value}"] in box for it, box in zip(asked, boxes, strict=True))
        assert len(kinds) == sum(len(it.alternatives) for it in asked)


def test_the_way_of_collection_is_the_one_that_was_chosen_last() -> None:
    request = in_state(State.APPROVED, outlet="Outlet A")
    change: Any = sample(events.ChangeCollection, request)
    moved = tell(request, attrs.evolve(change, method="by_proxy", outlet="Outlet B"))
    text = application_form(moved, stage=Stage.COUNTER)
    assert "Outlet B" in text and "Outlet A" not in text and "☐ Authorization letter (original)" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_ordinary_form_is_no_wider_than_the_page(language: Language) -> None:
    wide = attrs.evolve(FULL, remarks=("kata " * 60).strip(), outlet=("Jalan " * 40).strip())
    lines = application_form(wide, language).splitlines()
    assert max(map(width_of, lines)) <= 80
    assert [line for line in lines if line != line.rstrip()] == []
    assert len(application_form(form(), language).splitlines()) <= 60


def test_the_two_names_that_sign_stand_on_one_line() -> None:
    long = form(applicant=applicant(full_name="Siti Aminah binti Ahmad Zulkarnain Kusumawardhani Putri"))
    last = application_form(long).splitlines()[-1]
    assert "(....." in application_form(long) and last.strip()


def test_what_was_typed_cannot_become_markup_or_another_line() -> None:
    sly = attrs.evolve(
        FULL, remarks="| x | y |\n# Title\n<b>bold</b> [a](http://b.example) www.b.example", outlet="*A*|B"
    )
    html = MarkdownIt("gfm-like", {"linkify": False}).render(application_form(sly, markup="markdown"))
    assert "<b>" not in html and "<a " not in html and "<em>" not in html and html.count("<h1>") == 1
    assert "| x | y |<br>" in html and "# Title" in html and "*A*|B" in html
    # In plain text every line of it stands where the values stand.
    inside = [line for line in application_form(sly).splitlines() if "Title" in line or "bold" in line]
    assert inside and all(line.startswith(" " * 30) for line in inside)


def test_what_there_is_not_is_refused() -> None:
    wrong: Any = "html"
    with pytest.raises(ValueError, match="markups"):
        application_form(FULL, markup=wrong)
    with pytest.raises(ValueError, match="languages"):
        application_form(FULL, wrong)
    with pytest.raises(TypeError):
        application_form(FULL, policy=wrong)
    with pytest.raises(TypeError):
        application_form(FULL, on=MONDAY)


def test_a_paper_that_need_not_be_the_original_has_no_remark() -> None:
    asked = Requirement(paper=Paper.POLICE_REPORT, need=Need.REQUIRED, source="made up")
    assert _box(asked, "id") == ("Surat kehilangan dari kepolisian", ())


LONG: Final = "卡片在巴厘岛旅行时丢失，已在酒店、机场和出租车上寻找，均未找到。" * 3


def test_a_long_remark_without_a_space_is_broken_where_the_page_ends() -> None:
    text = application_form(form(remarks=LONG, purchase_record=PurchaseRecord("x" * 90)), "zh")
    assert max(map(width_of, text.splitlines())) <= WIDTH
    lines = text.splitlines()
    at = next(number for number, line in enumerate(lines) if LONG[:10] in line)
    told = lines[at].partition(": ")[2] + "".join(line.strip() for line in lines[at + 1 : at + 5])
    assert told.startswith(LONG)
    assert not any(line.strip().startswith(tuple("，。、")) for line in lines)
    assert LONG in application_form(form(remarks=LONG), "zh", markup="markdown")
