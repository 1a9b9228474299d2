"""A new card that is an eSIM: what fits together, what is new about it, and that its code is a secret.

Everybody and every number here is made up.
"""

import json
import pickle
from typing import Any, Final

import attrs
import pytest

from builders import LANGUAGES, applicant, paper
from journey import CARDS, EIDS, SITI, draft, flags_of, in_state, next_moment, sample, tell, walk
from simreplace import (
    IssueCode,
    ReplacementRequest,
    Role,
    State,
    cards,
    events,
    explain,
    from_mapping,
    lifecycle,
    next_steps,
    personal_paths,
    progress,
    summarize,
    to_mapping,
)
from simreplace.errors import RefusedError
from simreplace.lifecycle.events import Event
from simreplace.lifecycle.sameness import same_code

C = IssueCode
evolve: Final[Any] = attrs.evolve  # an event is changed by names that only its own kind has
SECRET: Final = "N0B0DY-MAY-SEE-TH1S"  # noqa: S105 - nobody's
CODE: Final = f"LPA:1$smdp.example.com${SECRET}"


def refused(request: ReplacementRequest, event: Event) -> list[tuple[IssueCode, str]]:
    found = lifecycle.decide(request, event, now=next_moment(request)).errors
    return [(issue.code, issue.pointer) for issue in found]


def like(kind: type[Event], request: ReplacementRequest, **changes: Any) -> Event:
    event: Event = evolve(sample(kind, request), **changes)
    return event


def exchanging(**first: Any) -> ReplacementRequest:
    """At the counter, after the first eSIM could not be installed."""
    request = in_state(State.APPROVED, card_form="esim")
    request = tell(request, like(events.MakeReady, request, **first))
    return walk(request, events.Collect, events.ReportFault)


# ---- What is a new card


def test_the_same_chip_with_a_new_profile_is_a_new_card() -> None:
    request = exchanging(eid=EIDS[0])
    assert refused(request, like(events.ExchangeCard, request, iccid=CARDS[1], eid=EIDS[0])) == []


@pytest.mark.parametrize("printed", [CARDS[0], CARDS[0][:-1], CARDS[0] + "F"])
def test_another_phone_of_the_same_profile_is_none(printed: str) -> None:
    request = exchanging(eid=EIDS[0])
    again = like(events.ExchangeCard, request, iccid=printed, eid=EIDS[1])
    assert refused(request, again) == [(C.CARD_USED_BEFORE, "/event/iccid")]
    known = in_state(State.APPROVED, card_form="esim", old_iccid=printed)
    moved = like(events.MakeReady, known, iccid=CARDS[0], eid=EIDS[1])
    assert refused(known, moved) == [(C.CARD_IS_OLD_CARD, "/event/iccid")]


def test_a_code_that_was_handed_out_is_used_up_wherever_it_was_and_the_next_one_is_not() -> None:
    request = exchanging(activation_code=CODE)
    again = [(C.CARD_CODE_USED_BEFORE, "/event/activation_code")]
    assert refused(request, like(events.ExchangeCard, request, activation_code=CODE)) == again
    request = tell(request, like(events.ExchangeCard, request, activation_code=CODE + "2"))
    request = walk(request, events.ReportFault, events.ReturnCard)
    for code in (CODE, CODE + "2"):
        assert refused(request, like(events.MakeReady, request, activation_code=code)) == again
    for fresh in (CODE + "3", f"LPA:1$other.example.com${SECRET}", None):
        assert refused(request, like(events.MakeReady, request, activation_code=fresh)) == []


def test_after_an_esim_without_a_code_one_with_a_code_is_new() -> None:
    request = exchanging(activation_code=None)
    for code in (CODE, None):
        assert refused(request, like(events.ExchangeCard, request, activation_code=code)) == []


def test_a_code_without_a_matching_id_is_everybodys() -> None:
    """The server knows the phone by its chip; nothing of such a code is used up."""
    bare = "LPA:1$smdp.example.com$"
    request = exchanging(activation_code=bare)
    assert refused(request, like(events.ExchangeCard, request, activation_code=bare)) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("LPA:1$a.example$X", "LPA:1$a.example$X", True),
        ("LPA:1$a.example$X", "LPA:1$A.Example$X", True),
        ("LPA:1$a.example$X", "LPA:1$a.example.$X$$1", True),
        ("LPA:1$a.example$X$1.2", "LPA:1$a.example$X$1.3", True),
        ("LPA:1$a.example$X", "LPA:1$a.example$XY", False),
        ("LPA:1$a.example$X", "LPA:1$b.example$X", False),
        ("LPA:1$a.example$", "LPA:1$a.example$", False),
        ("LPA:1$a.example$$1.2", "LPA:1$a.example$", False),
    ],
)
def test_two_codes_lead_to_one_profile_by_server_and_matching_id(one: str, other: str, same: bool) -> None:
    told = [cards.ActivationCode.parse(text) for text in (one, other)]
    assert same_code(*told) is same
    assert same_code(*reversed(told)) is same


# ---- What fits together


@pytest.mark.parametrize("kind", [events.MakeReady, events.ExchangeCard])
@pytest.mark.parametrize("card_form", ["physical", "esim"])
def test_what_a_card_is_told_with(kind: type[Event], card_form: str) -> None:
    request = in_state(State.APPROVED, card_form=card_form)
    if kind is events.ExchangeCard:
        unknown = {"eid": None, "eid_unknown": "phone_not_here"} if card_form == "esim" else {}
        request = tell(request, like(events.MakeReady, request, **unknown))
        request = walk(request, events.Collect, events.ReportFault)
    eid, code, reason = (EIDS[1], None), (CODE, None), ("other", None)
    for chip, told, why in ((a, b, c) for a in eid for b in code for c in reason):
        event = like(kind, request, eid=chip, activation_code=told, eid_unknown=why)
        found = refused(request, event)
        if card_form == "physical":
            parts = {"eid": chip, "activation_code": told, "eid_unknown": why}
            assert found == [(C.CARD_NOT_AN_ESIM, f"/event/{name}") for name, part in parts.items() if part]
        elif chip and why:
            assert found == [(C.CARD_EID_KNOWN, "/event/eid_unknown")]
        else:
            assert found == ([] if chip or why else [(C.CARD_EID_MISSING, "/event/eid")])


def test_another_profile_on_the_same_phone_needs_its_chip_told_but_once() -> None:
    request = exchanging(eid=EIDS[0])
    assert refused(request, like(events.ExchangeCard, request, eid=None)) == []
    back = walk(request, events.ReturnCard)
    assert refused(back, like(events.MakeReady, back, eid=None)) == []


@pytest.mark.parametrize("defect", events.Defect)
def test_an_esim_may_have_any_fault(defect: events.Defect) -> None:
    request = in_state(State.INSPECTING, card_form="esim")
    assert refused(request, like(events.ReportFault, request, defects=[defect])) == []


def test_the_form_of_the_form_that_was_told_last_counts() -> None:
    request = in_state(State.INFORMATION_REQUESTED)
    given = like(events.ProvideInformation, request, form=evolve(request.form, card_form="esim"))
    request = walk(tell(request, given), events.CompareRecord, events.Approve)
    assert refused(request, like(events.MakeReady, request, eid=None)) == [(C.CARD_EID_MISSING, "/event/eid")]
    done = walk(request, events.MakeReady, events.Collect, events.AcceptCard, events.OrderActivation, events.Activate)
    assert done.state is State.COMPLETED


# ---- The code is a secret


def shown_of(thing: Any) -> list[str]:
    return [repr(thing), str(thing), f"{thing}", repr([thing])]


def test_the_code_shows_nowhere() -> None:
    request = in_state(State.APPROVED, card_form="esim")
    ready = like(events.MakeReady, request, eid=EIDS[0], activation_code=CODE)
    request = tell(request, ready)
    now = next_moment(request)
    texts = [*shown_of(ready), *shown_of(request), json.dumps(to_mapping(request, masked=True))]
    texts += [json.dumps(to_mapping(ready, masked=True))]
    for language in LANGUAGES:
        texts += [explain(progress(request, now=now), language), summarize(request, language)]
        for role in Role:
            texts += [explain(step, language) for step in next_steps(request, now=now, role=role)]
    again = like(events.MakeReady, in_state(State.APPROVED), activation_code=CODE)
    with pytest.raises(RefusedError) as caught:
        tell(in_state(State.APPROVED), again)
    texts += [*shown_of(caught.value), repr(caught.value.issues), *(explain(caught.value, it) for it in LANGUAGES)]
    wrong = evolve(sample(events.MakeReady, in_state(State.APPROVED)), note=CODE)
    texts += shown_of(wrong)
    assert not any(SECRET in text or EIDS[0] in text for text in texts)
    stored = json.dumps(to_mapping(request))
    assert SECRET in stored and EIDS[0] in stored
    assert from_mapping(ReplacementRequest, json.loads(stored)) == request == pickle.loads(pickle.dumps(request))
    assert lifecycle.verify(request) == () and lifecycle.replay(request) == request


def test_code_and_chip_are_marked_as_personal() -> None:
    for kind in (events.MakeReady, events.ExchangeCard):
        assert {"/eid", "/activation_code"} <= set(personal_paths(kind))
        assert "/eid_unknown" not in personal_paths(kind)


# ---- What was stored before anybody asked why the chip is not known


def test_a_record_that_knows_nothing_of_the_reason_is_read_sealed_and_written_as_it_was() -> None:
    request = in_state(State.READY_FOR_COLLECTION, card_form="esim")
    record = to_mapping(request)
    assert "eid_unknown" not in json.dumps(record)
    again = from_mapping(ReplacementRequest, json.loads(json.dumps(record)))
    assert (again, to_mapping(again)) == (request, record)
    assert lifecycle.verify(again) == ()


# ---- What is advised


@pytest.mark.parametrize(("role", "draft_of"), [(Role.APPLICANT, {}), (Role.PROXY, {"collection": "by_proxy"})])
def test_an_esim_is_fetched_with_the_phone_that_is_to_hold_it(role: Role, draft_of: dict[str, Any]) -> None:
    def codes(state: State, **more: Any) -> list[str]:
        request = in_state(state, **draft_of, **more)
        return [step.code for step in next_steps(request, now=next_moment(request), role=role)]

    assert "bring_phone" in codes(State.READY_FOR_COLLECTION, card_form="esim")
    assert "bring_phone" not in codes(State.READY_FOR_COLLECTION)


def test_an_esim_is_inspected_as_one() -> None:
    for card_form, advised in (("esim", "inspect_esim"), ("physical", "inspect_card")):
        request = in_state(State.INSPECTING, card_form=card_form)
        steps = next_steps(request, now=next_moment(request), role=SITI.role)
        assert advised in [step.code for step in steps]
        assert not {"inspect_esim", "inspect_card"} - {advised} & {step.code for step in steps}


# ---- The number that was compared is one that can be shown


def test_with_the_number_of_a_driving_license_nobody_would_get_the_card() -> None:
    """A driving license carries a number of its own: what is compared is that of a paper which counts at the counter."""
    licensed = paper("driving_license", "1234567890123", holder_name="Siti Aminah")
    request = walk(draft(applicant=applicant(documents=(licensed, *applicant().documents))), events.Submit)
    event = like(events.CompareRecord, request, document=0)
    assert refused(request, event) == [(C.COMPARE_OTHER_DOCUMENT, "/event/document")]
    # Another detail of it may be compared, and the number of the KTP beside it.
    name = like(events.CompareRecord, request, id="name", matches=[events.RecordMatch("name", "true")])
    request = tell(request, name)
    request = tell(request, like(events.CompareRecord, request, document=1))
    for flag in flags_of(request.form):
        request = tell(request, like(events.DecideFlag, request, code=flag.code, pointer=flag.pointer))
    request = walk(request, events.TellOwner, events.Approve, events.MakeReady, events.Collect)
    assert request.state is State.INSPECTING
