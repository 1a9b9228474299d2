"""Coverage-guided fuzzing of every check: any text or object in, a tuple of issues out, and the laws between them.

It needs atheris, which is not a dependency of the project. From the root of a checkout:

    .venv/bin/pip install atheris && .venv/bin/python tests/fuzz/fuzz_checks.py -max_total_time=600
"""

import json
import sys
from datetime import date
from typing import Any

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

with atheris.instrument_imports(include=["simreplace"]):
    from simreplace import (
        DocumentNumber,
        EmailAddress,
        FamilyCardNumber,
        Msisdn,
        Nik,
        PassportNumber,
        PermitNumber,
        PersonName,
        PhoneNumber,
        Severity,
        cards,
        check_applicant,
        check_form,
        explain,
        suggest,
    )
    from simreplace.values.country import check_nationality
    from simreplace.values.mrz import check_mrz

VALUES = (
    Msisdn, PhoneNumber, Nik, FamilyCardNumber, PassportNumber, PermitNumber, DocumentNumber, PersonName, EmailAddress,
    cards.Iccid, cards.Eid, cards.Imsi,
)  # fmt: skip
SHORT = 6
TODAY = date(2026, 11, 23)


def one_input(data: bytes) -> None:
    """A text into every check; JSON, where it is some, into the forms too."""
    provider = atheris.FuzzedDataProvider(data)
    text = provider.ConsumeUnicode(300)
    for kind in VALUES:
        issues = kind.check(text)
        wrong = any(issue.severity is Severity.ERROR for issue in issues)
        for issue in issues:
            explain(issue, "zh")
        if not wrong:
            value = kind.parse(text)
            assert kind.parse(value.reveal()) == value
            # A shorter text may stand in the name of its own type, and stars hide nothing but themselves.
            telling = len(value.reveal()) >= SHORT and "*" not in value.reveal()
            assert not telling or value.reveal() not in repr(value)
    check_mrz(text)
    check_nationality(text)
    once = suggest(text).text
    assert suggest(once).text == once
    try:
        form: Any = json.loads(text)
    except ValueError:
        form = {"full_name": text, "born_on": text, "documents": [{"kind": "ktp", "number": text}], text: text}
    for report in (check_applicant(form, on=TODAY), check_form(form, on=TODAY)):
        for issue in report.issues:
            explain(issue, "id")


def main() -> None:
    """Fuzz until told to stop."""
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
