"""A label that an earlier release showed is still read: somebody may have it before their eyes."""

from datetime import date

import pytest

from simreplace import Actor, CardForm, Channel, Paper, Role, check_event, check_form, events

TYPED = {
    "msisdn": "0812 3456 7890",
    "reason": "lost",
    "applicant": {"full_name": "Siti Aminah", "born_on": "1995-08-15", "sex": "P", "nationality": "IDN"},
}  # made up


@pytest.mark.parametrize(
    ("field", "label", "meant"),
    [
        ("channel", "Layanan telepon", Channel.HOTLINE),
        ("channel", "Call center", Channel.HOTLINE),
        ("card_form", "eSIM卡", CardForm.ESIM),
        ("card_form", "eSIM", CardForm.ESIM),
    ],
)
def test_a_choice_of_a_form_is_read_under_either_label(field: str, label: str, meant: object) -> None:
    report = check_form({**TYPED, field: label}, on=date(2026, 9, 7))
    assert report.value is not None
    assert getattr(report.value, field) is meant


@pytest.mark.parametrize("label", ["Chip rusak", "Cip rusak", "Chip damaged", "芯片受损"])
def test_a_defect_is_read_under_either_label(label: str) -> None:
    found = check_event("report_fault", {"defects": [label]}, id="e-1", by=Actor(Role.APPLICANT, "customer-1"))
    assert found.value == events.ReportFault(
        id="e-1", by=Actor(Role.APPLICANT, "customer-1"), defects=[events.Defect.CHIP_DAMAGED]
    )


@pytest.mark.parametrize("label", ["Surat keterangan kehilangan dari kepolisian", "Surat kehilangan dari kepolisian"])
def test_a_paper_is_read_under_either_label(label: str) -> None:
    found = check_event("request_information", {"papers": [label]}, id="e-1", by=Actor(Role.REVIEWER, "staff-1"))
    assert isinstance(found.value, events.RequestInformation)
    assert found.value.papers == (Paper.POLICE_REPORT,)
