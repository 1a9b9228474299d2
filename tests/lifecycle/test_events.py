"""What an event takes, what it refuses, and that no text of it is ever seen by itself."""

import pickle
import traceback
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import count
from types import MappingProxyType
from typing import Any, Final

import attrs
import pytest

from builders import KTP, PROXY_KTP, form, letter
from journey import CARDS, SITI, SYSTEM, WAY_TO, in_state, inspection, next_moment, sample
from simreplace import Actor, Issue, IssueCode, Role, State, errors, events, explain, lifecycle
from simreplace.errors import InvalidValueError, NoSuchStepError, RefusedError
from simreplace.lifecycle.events import Event

C = IssueCode
evolve: Final[Any] = attrs.evolve  # an event is changed by names that only its own kind has
SECRET: Final = "0812-SECRET-3174075508950001"  # noqa: S105 - nobody's
ANY: Final = in_state(State.ACTIVATING)


def of(kind: type[Event], **changes: Any) -> Any:
    """An event of this kind; what its own kind has is asked of it below."""
    return evolve(sample(kind, ANY), **changes)


def refused(kind: type[Event], **changes: Any) -> list[tuple[IssueCode, str]]:
    with pytest.raises(InvalidValueError) as error:
        of(kind, **changes)
    return [(issue.code, issue.pointer) for issue in error.value.issues]


# ---- Texts

# Every field that holds whatever somebody wrote, or leads to a person.
HIDDEN: Final[dict[str, tuple[type[Event], ...]]] = {
    "id": events.EVENTS,
    "note": events.EVENTS,
    "reason": (events.DecideFlag, events.FailIdentity, events.ReturnCard, events.Hold, events.RaiseObjection),
    "finding": (events.Release, events.ConfirmFraud, events.CloseUnresolved),
    "outlet": (events.MakeReady, events.ChangeCollection, events.Collect),
    "code": (events.FailActivation,),
    "pointer": (events.DecideFlag,),
}
# What may be seen: members of closed lists, yes and no, a place in a list, and names of fields.
SHOWN: Final = {
    "Submit": ["acknowledged", "other_open_request"],
    "CompareRecord": ["document", "matches"],
    "DecideFlag": ["accepted", "code"],
    "TellOwner": ["means", "outcome", "to"],
    "RequestInformation": ["fields", "papers"],
    "ProvideInformation": ["acknowledged"],
    "Approve": ["evidence"],
    "Reject": ["reasons"],
    "MakeReady": ["eid_unknown"],
    "ExchangeCard": ["eid_unknown"],
    "ChangeCollection": ["method"],
    "Collect": ["papers_seen"],
    "ReportFault": ["defects"],
    "Activate": ["old_card_deactivated"],
    "FailActivation": ["old_card_deactivated"],
    "RaiseObjection": ["channel"],
    "Cancel": ["reason"],
}
# What hides itself, whatever holds it.
MASKED: Final = {
    "by",
    "form",
    "iccid",
    "eid",
    "activation_code",
    "id_seen",
    "letter",
    "proxy_id_seen",
    "visitor",
    "inspection",
    "answers",
}


def test_every_field_is_hidden_shown_or_hides_itself() -> None:
    for kind in events.EVENTS:
        hidden = {name for name, kinds in HIDDEN.items() if kind in kinds}
        shown = set(SHOWN.get(kind.__name__, ()))
        fields = {field.name for field in attrs.fields(kind)}
        assert hidden | shown == fields - MASKED, kind
        assert not hidden & shown


def seen_of(thing: object) -> Iterator[str]:
    """Everything that shows of a thing without anybody asking for it."""
    yield repr(thing)
    yield str(thing)
    yield f"{thing}"
    yield f"{[thing]}"
    yield repr({"x": (thing,)})


SECRETS: Final = [(kind, name) for name, kinds in HIDDEN.items() for kind in kinds]


@pytest.mark.uncounted
@pytest.mark.parametrize(("kind", "name"), SECRETS, ids=lambda value: getattr(value, "__name__", value))
def test_a_secret_in_a_text_is_never_seen(kind: type[Event], name: str) -> None:
    event = of(kind, **{name: SECRET})
    kept: str = getattr(event, name)
    assert kept.lower() == SECRET.lower()
    for text in seen_of(event):
        assert SECRET.lower() not in text.lower()
    assert pickle.loads(pickle.dumps(event)) == event
    # Nor by what becomes of it anywhere: a decision, a refusal, a step, a record that is broken.
    for state in WAY_TO:
        request = in_state(state)
        try:
            decided = lifecycle.decide(request, event, now=next_moment(request))
        except NoSuchStepError as error:
            texts = [*seen_of(error), "".join(traceback.format_exception(error))]
        else:
            texts = [*seen_of(decided), *seen_of(decided.issues)]
            if decided.request is None:
                refusal = RefusedError("x", "y", decided.issues)
                texts += [*seen_of(refusal), "".join(traceback.format_exception(refusal))]
            else:
                texts += [*seen_of(decided.request), *seen_of(decided.request.history[-1])]
        assert not any(SECRET.lower() in text.lower() for text in texts)


@pytest.mark.parametrize(("kind", "name"), SECRETS, ids=lambda value: getattr(value, "__name__", value))
def test_a_text_that_is_refused_is_not_repeated(kind: type[Event], name: str) -> None:
    for junk in (SECRET + "\x00", SECRET + "\u200b", SECRET * 99, SECRET + "\ud800", SECRET.encode(), [SECRET]):
        with pytest.raises(InvalidValueError) as error:
            of(kind, **{name: junk})
        assert [issue.pointer for issue in error.value.issues] == [f"/{name}"]
        texts = [*seen_of(error.value), *seen_of(error.value.issues)]
        assert not any(SECRET in text for text in texts)
        assert not any("SECRET" in str(value) for issue in error.value.issues for _, value in issue.params)


def test_a_secret_in_an_answer_is_never_seen() -> None:
    answer = events.Answer("purchase_record", SECRET)
    event = of(events.ProvideInformation, answers=[answer])
    assert not any(SECRET in text for thing in (answer, event) for text in seen_of(thing))


@pytest.mark.parametrize(
    ("build", "hidden"),
    [
        (lambda: Actor(Role.REVIEWER, "staff-secret"), "staff-secret"),
        (lambda: of(events.MakeReady, iccid=CARDS[7]), CARDS[7]),
        (lambda: of(events.MakeReady, eid="89000000000000000000000000000002"), "89000000000000000000000000000002"),
        (lambda: of(events.MakeReady, activation_code="LPA:1$smdp.example.com$A1B2"), "A1B2"),
        (lambda: of(events.AcceptCard, inspection=inspection(CARDS[7])), CARDS[7]),
        (lambda: of(events.Collect, id_seen=KTP), "3174075508950001"),
        (lambda: of(events.Collect, letter=letter(), proxy_id_seen=PROXY_KTP), "Budi Santoso"),
        (lambda: of(events.Collect, visitor=Actor(Role.PROXY, "visitor-secret")), "visitor-secret"),
        (lambda: of(events.Submit, form=form()), "81234567890"),
    ],
    ids=count(),
)
def test_what_hides_itself_is_hidden_in_an_event(build: Callable[[], object], hidden: str) -> None:
    assert not any(hidden.lower() in text.lower() for text in seen_of(build()))


@pytest.mark.parametrize("language", ["en", "id", "zh"])
def test_no_refusal_has_a_secret_in_its_words(language: Any) -> None:
    secret: dict[type[Event], dict[str, Any]] = {
        events.MakeReady: {"outlet": SECRET},
        events.Collect: {"outlet": SECRET},
        events.DecideFlag: {"pointer": SECRET, "reason": SECRET},
        events.Hold: {"reason": SECRET, "by": Actor(Role.APPLICANT, SECRET)},
        events.FailActivation: {"code": SECRET, "by": Actor(Role.APPLICANT, SECRET)},
        events.Approve: {"note": SECRET, "evidence": (), "by": Actor(Role.REVIEWER, SITI.id)},
    }
    said: set[Issue] = set()
    for kind, changes in secret.items():
        for state in WAY_TO:
            request = in_state(state)
            try:
                decided = lifecycle.decide(request, of(kind, **changes), now=next_moment(request))
            except NoSuchStepError:
                continue
            said |= set(decided.issues)
            assert SECRET not in explain(decided, language)
    assert {issue.code for issue in said} == {
        C.EVENT_ROLE,
        C.DECIDE_NO_SUCH_FLAG,
        C.COLLECT_OTHER_OUTLET,
        C.APPROVE_EVIDENCE_MISSING,
        C.DUTY_SAME_PERSON,
    }


# ---- What is refused as it is made

LISTS: Final = [
    (events.Submit, "acknowledged"),
    (events.CompareRecord, "matches"),
    (events.RequestInformation, "papers"),
    (events.ProvideInformation, "answers"),
    (events.ProvideInformation, "acknowledged"),
    (events.Approve, "evidence"),
    (events.Reject, "reasons"),
    (events.Collect, "papers_seen"),
    (events.ReportFault, "defects"),
]


@pytest.mark.parametrize(("kind", "name"), LISTS, ids=lambda value: getattr(value, "__name__", value))
def test_a_list_is_a_list_with_an_end(kind: type[Event], name: str) -> None:
    no_lists: tuple[Any, ...] = (
        "old_sim_card",
        b"x",
        bytearray(b"x"),
        dict[str, str](),
        MappingProxyType(dict[str, str]()),
        None,
        5,
        object(),
    )
    for junk in no_lists:
        assert refused(kind, **{name: junk}) == [(C.FORM_TYPE, f"/{name}")]
    most = len(C) if name == "acknowledged" else 50  # every code there is can be acknowledged
    for endless in (count(), [SECRET] * (most + 1), iter([object()] * (most + 10))):
        with pytest.raises(InvalidValueError) as error:
            of(kind, **{name: endless})
        assert [(issue.code, issue.pointer, issue.params) for issue in error.value.issues] == [
            (C.TEXT_TOO_LONG, f"/{name}", (("limit", most),))
        ]
    for junk in ([None], ["rumor"], [5], [object()]):
        assert {pointer for _, pointer in refused(kind, **{name: junk})} == {f"/{name}"}


def test_names_of_fields_are_names() -> None:
    assert of(events.RequestInformation, fields="born_on").fields == ("born_on",)
    full = of(events.RequestInformation, papers=["police_report"], fields=["/applicant/documents/0/number", "born_on"])
    assert full.items == ("police_report", "/applicant/documents/0/number", "born_on")
    assert of(events.RequestInformation, fields="answers/49/papers/12").fields == ("answers/49/papers/12",)
    for sentence in (
        "your mother's name",
        "Born_on",
        "born on",
        "a" * 2001,
        "3174075508950001",
        "nik/31/74/07/55/08/95/00/01",
        "nik.31.74.07",
        "",
        "/",
        "a/",
        5,
        None,
    ):
        assert {pointer for _, pointer in refused(events.RequestInformation, fields=[sentence])} == {"/fields"}
        said: Any = sentence
        for build in (events.Answer, partial(events.RecordMatch, outcome="true")):
            with pytest.raises(InvalidValueError) as error:
                build(said)
            assert not any("3174075508950001" in text for text in seen_of(error.value))


CHOICES: Final = [
    (events.TellOwner, "to"),
    (events.TellOwner, "means"),
    (events.TellOwner, "outcome"),
    (events.DecideFlag, "code"),
    (events.ChangeCollection, "method"),
    (events.RaiseObjection, "channel"),
    (events.Cancel, "reason"),
]


@pytest.mark.parametrize(("kind", "name"), CHOICES, ids=lambda value: getattr(value, "__name__", value))
def test_a_choice_is_one_of_a_closed_list(kind: type[Event], name: str) -> None:
    for junk in (SECRET, "", 5, b"x", object()):
        with pytest.raises(InvalidValueError) as error:
            of(kind, **{name: junk})
        (issue,) = error.value.issues
        assert (issue.code, issue.pointer) == (C.FORM_CHOICE, f"/{name}")
        assert SECRET not in repr(error.value)


TRUTHS: Final = [
    (events.Submit, "other_open_request"),
    (events.DecideFlag, "accepted"),
    (events.Activate, "old_card_deactivated"),
    (events.FailActivation, "old_card_deactivated"),
]


@pytest.mark.parametrize(("kind", "name"), TRUTHS, ids=lambda value: getattr(value, "__name__", value))
def test_a_yes_or_no_is_somebodys_word(kind: type[Event], name: str) -> None:
    for junk in (None, 0, 1, "no", "", object()):
        assert refused(kind, **{name: junk}) == [(C.FORM_TYPE, f"/{name}")]
    # Nor is there a default: whoever forgets it has said nothing.
    field = next(field for field in attrs.fields(kind) if field.name == name)
    assert field.default is attrs.NOTHING


@pytest.mark.parametrize(
    ("kind", "name", "junk", "found"),
    [
        (events.Submit, "form", "x", (C.FORM_TYPE, "/form")),
        (events.Submit, "form", None, (C.FORM_TYPE, "/form")),
        (events.Hold, "by", "staff-1", (C.FORM_TYPE, "/by")),
        (events.Hold, "id", "", (C.TEXT_EMPTY, "/id")),
        (events.Hold, "id", "a b", (C.TEXT_CHARACTER, "/id")),
        (events.Hold, "id", "x" * 129, (C.TEXT_TOO_LONG, "/id")),
        (events.Hold, "reason", "x" * 2001, (C.TEXT_TOO_LONG, "/reason")),
        (events.Hold, "note", None, (C.TEXT_TYPE, "/note")),
        (events.CompareRecord, "document", -1, (C.FORM_TYPE, "/document")),
        (events.CompareRecord, "document", True, (C.FORM_TYPE, "/document")),
        (events.CompareRecord, "document", 0.0, (C.FORM_TYPE, "/document")),
        (events.CompareRecord, "document", 50, (C.FORM_TYPE, "/document")),
        (events.MakeReady, "iccid", "8962", (C.ICCID_LENGTH, "/iccid")),
        (events.MakeReady, "iccid", None, (C.TEXT_TYPE, "/iccid")),
        (events.MakeReady, "eid", "89", (C.EID_LENGTH, "/eid")),
        (events.MakeReady, "eid_unknown", "nobody asked", (C.FORM_CHOICE, "/eid_unknown")),
        (events.ExchangeCard, "eid", "89000000000000000000000000000003", (C.EID_CHECKSUM, "/eid")),
        (events.MakeReady, "activation_code", "x", (C.ACTIVATION_CODE_FORM, "/activation_code")),
        (events.MakeReady, "outlet", None, (C.TEXT_TYPE, "/outlet")),
        (events.Collect, "visitor", Actor(Role.COUNTER_CLERK, "staff-2"), (C.FORM_CHOICE, "/visitor/role")),
        (events.Collect, "visitor", SYSTEM, (C.FORM_CHOICE, "/visitor/role")),
        (events.Collect, "visitor", Actor(Role.REGISTERED_OWNER, "x"), (C.FORM_CHOICE, "/visitor/role")),
        (events.Collect, "visitor", None, (C.FORM_TYPE, "/visitor")),
        (events.Collect, "id_seen", "3174075508950001", (C.FORM_TYPE, "/id_seen")),
        (events.Collect, "letter", "x", (C.FORM_TYPE, "/letter")),
        (events.Collect, "proxy_id_seen", letter(), (C.FORM_TYPE, "/proxy_id_seen")),
        (events.AcceptCard, "inspection", None, (C.FORM_TYPE, "/inspection")),
        (events.DecideFlag, "code", "approve.everything", (C.FORM_CHOICE, "/code")),
    ],
)
def test_a_part_that_cannot_be_what_it_says(
    kind: type[Event], name: str, junk: Any, found: tuple[IssueCode, str]
) -> None:
    assert refused(kind, **{name: junk}) == [found]


@pytest.mark.parametrize(
    "name", ["surface", "contacts", "chip", "packaging", "profile_installed", "code_used_once", "number"]
)
def test_what_was_seen_of_a_card_is_a_yes_a_no_or_nothing_yet(name: str) -> None:
    answers: tuple[Any, ...] = (True, False, None)
    wrong: tuple[Any, ...] = (1, "yes")
    for answer in answers:
        seen = events.Inspection(**{name: answer})
        assert getattr(seen, name) is answer
        assert (name in seen.unsound) is (answer is False)
    for junk in wrong:
        with pytest.raises(InvalidValueError):
            events.Inspection(**{name: junk})
    with pytest.raises(InvalidValueError):
        events.Inspection(iccid="8962")


def test_the_codes_of_issues_are_taken_as_they_are() -> None:
    told = of(events.Submit, acknowledged=[Issue(C.NIK_SEX_DIFFERS, "/x"), "nik.serial_0000", C.NAME_LONG])
    assert told.acknowledged == (C.NIK_SEX_DIFFERS, C.NIK_SERIAL_0000, C.NAME_LONG)


def test_a_telling_of_nobody_has_no_place_for_a_contact() -> None:
    """Where the owner is told is the operator's record, and no event names a number or an address."""
    assert {field.name for field in attrs.fields(events.TellOwner)} == {"id", "by", "note", "to", "means", "outcome"}
    for kind in events.EVENTS:
        times = {"at", "sent_at", "when", "now"} & {field.name for field in attrs.fields(kind)}
        assert not times


def test_events_are_values() -> None:
    for kind in events.EVENTS:
        one, other = of(kind), of(kind)
        assert one == other and hash(one) == hash(other)
        assert one != evolve(other, id="another")
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            one.note = "x"


def test_the_names_of_events_are_told_apart() -> None:
    names = [events.event_name(kind) for kind in events.EVENTS]
    assert len(set(names)) == len(names) == 26
    assert names[:3] == ["submit", "compare_record", "decide_flag"]
    assert set(lifecycle.TRANSITIONS[0].roles) <= set(Role)
    assert {row.event for row in lifecycle.TRANSITIONS} == set(events.EVENTS)


def test_every_exception_pickles_and_names_no_person() -> None:
    raised = [
        errors.NoSuchStepError("draft", "approve", ("submit",)),
        errors.RefusedError("draft", "submit", (Issue(C.STEP_NO_REASON, "/event/reason"),)),
        errors.StaleRequestError("a", "b"),
        errors.InvalidRecordError((Issue(C.HISTORY_ALTERED),)),
        errors.CalendarRangeError(date(2030, 1, 1), date(2026, 1, 1), date(2027, 12, 31)),
    ]
    for error in raised:
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), again.args, str(again)) == (type(error), error.args, str(error))
