"""Records that this release stored, kept and loaded for ever.

A later release adds files of its own beside these and changes none of them: what lies in a database is not written anew
either. Everybody in them is made up.
"""

import hashlib
import json
import pickle
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import pytest

from builders import LANGUAGES, applicant
from journey import WAY_TO, in_state, next_moment, sample, tell
from simreplace import (
    Contact,
    DocumentKind,
    EmailAddress,
    IdentityDocument,
    Issue,
    IssueCode,
    PersonName,
    PurchaseRecord,
    ReplacementRequest,
    State,
    cards,
    check_form,
    events,
    explain,
    from_mapping,
    lifecycle,
    progress,
    summarize,
    to_mapping,
)
from simreplace.records.schema import RECORDS
from simreplace.values import DocumentNumber, Msisdn, Nik, PermitNumber, PhoneNumber

DATA: Final = Path(__file__).parent.parent / "data"
DIGESTS: Final = MappingProxyType(
    {
        "golden_request.json": "5ed76177b1986efb012cfd1bf3a68b4d284257c62cddf2b482635d1226e773f4",
        "golden_records.json": "f9840d3e401c2db8f06a52a6809f9577393a587698d1ca564a6026897be79fb3",
        "golden_recovery.json": "646d1085d6cded8dffdc04752994635a9ba3e361c540c002c609bb2bbf45bf79",
        "golden_esim.json": "144c66654c91eee689cf458c6100792bc9fe7f7096e661bcbb94e520f1cbdffc",
    }
)
KINDS: Final = MappingProxyType({kind.__name__: kind for kind in RECORDS})
CHANGED: Final = IssueCode.VALUE_RULE_CHANGED


def kept(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


RECORDED: Final[list[dict[str, Any]]] = [
    record for name in ("golden_records.json", "golden_recovery.json", "golden_esim.json") for record in kept(name)
]


@pytest.mark.parametrize("name", DIGESTS)
def test_a_golden_file_is_what_it_was_when_it_was_stored(name: str) -> None:
    """Who writes one anew, to make a test pass, takes away what the test is for: add another file instead."""
    text = (DATA / name).read_text(encoding="utf-8")  # whatever ends the lines on this machine
    assert hashlib.sha256(text.encode()).hexdigest() == DIGESTS[name]


@pytest.mark.parametrize("number", range(len(RECORDED)), ids=[f"{at}-{it['kind']}" for at, it in enumerate(RECORDED)])
def test_a_golden_record_is_loaded_for_ever(number: int) -> None:
    kind, record = KINDS[RECORDED[number]["kind"]], RECORDED[number]["record"]
    value: Any = from_mapping(kind, record)
    again = json.loads(json.dumps(to_mapping(value)))
    assert from_mapping(kind, again) == value
    if isinstance(value, ReplacementRequest):
        assert lifecycle.verify(value, last_seal=record["history"][-1]["seal"]) == ()


def test_there_is_a_golden_record_of_every_kind() -> None:
    assert {it["kind"] for it in RECORDED} == KINDS.keys() - {"Event"}


# What an older release took, and the present one refuses: made by hand, as if the rule had changed since

END: Final = date(2031, 1, 1)
OLD_PHONE: Final = PhoneNumber._restore("+62812")  # shorter than any number, in every release of `phonenumbers`
OUTLIVED: Final[Mapping[str, dict[str, Any]]] = MappingProxyType(
    {
        "phone": {"applicant": applicant(contact=Contact(phone=OLD_PHONE))},
        "email": {"applicant": applicant(contact=Contact(email=EmailAddress._restore("siti@localhost")))},
        "name": {"applicant": applicant(full_name=PersonName._restore("Siti\u200b"))},
        "nik": {
            "applicant": applicant(
                documents=(IdentityDocument(kind=DocumentKind.KTP, number=Nik._restore("3174075513950001")),)
            )
        },
        "permit": {
            "applicant": applicant(
                nationality="AUS",
                documents=(
                    IdentityDocument(kind=DocumentKind.KITAS, number=PermitNumber._restore("ABCDEF"), expires_on=END),
                ),
            )
        },
        "receipt": {"purchase_record": PurchaseRecord("Toko Pulsa Jaya", None, DocumentNumber._restore(" 12 "))},
        "agreement": {"agreement_number": DocumentNumber._restore(" 12 ")},
        "card": {"old_iccid": cards.Iccid._restore("1262100000000000018")},
        "number": {"msisdn": Msisdn._restore("+62215550100")},
    }
)


@pytest.mark.parametrize("which", OUTLIVED)
def test_a_draft_that_was_stored_under_older_rules_is_loaded_and_says_what_changed(which: str) -> None:
    request = in_state(State.DRAFT, **OUTLIVED[which])
    again = from_mapping(ReplacementRequest, json.loads(json.dumps(to_mapping(request))))
    assert again == request == pickle.loads(pickle.dumps(request))
    found = [issue.code for issue in lifecycle.verify(again)]
    assert found == []
    assert CHANGED in {issue.code for issue in check_form(again.form, on=next_moment(again).date()).flags}


@pytest.mark.parametrize("state", [State.IN_REVIEW, State.INFORMATION_REQUESTED], ids=["in review", "asked"])
@pytest.mark.parametrize("which", OUTLIVED)
def test_a_request_that_was_stored_under_older_rules_is_put_on_hold(which: str, state: State) -> None:
    request = in_state(state, **OUTLIVED[which])
    again = from_mapping(ReplacementRequest, json.loads(json.dumps(to_mapping(request))))
    assert again == request
    held = tell(again, sample(events.Hold, again))
    assert held.state is State.ON_HOLD
    for language in LANGUAGES:
        assert explain(progress(again, now=next_moment(again)), language)
        assert summarize(again.form, language, on=next_moment(again).date())


@pytest.mark.parametrize(
    "state", [state for state in WAY_TO if not state.is_final and state is not State.DRAFT], ids=str
)
def test_a_number_that_was_good_when_the_request_moved_on_stops_nobody_from_holding_it(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every step was taken by a release that took the number; then the numbers of Benin grew by two digits."""
    text, read = OLD_PHONE.reveal(), PhoneNumber._read

    def as_before(typed: str) -> Any:
        return (text, (Issue(IssueCode.PHONE_FOREIGN),)) if typed == text else read(typed)

    with monkeypatch.context() as older:
        older.setattr(PhoneNumber, "_read", as_before)
        request = in_state(state, applicant=applicant(contact=Contact(phone=text, email="siti@example.com")))
        stored, pickled = json.dumps(to_mapping(request)), pickle.dumps(request)
    for again in (from_mapping(ReplacementRequest, json.loads(stored)), pickle.loads(pickled)):
        assert again == request
        phone = again.applicant.contact.phone
        assert phone is not None and [issue.code for issue in phone.issues] == [CHANGED]
        if state is not State.ON_HOLD:
            assert tell(again, sample(events.Hold, again)).state is State.ON_HOLD
