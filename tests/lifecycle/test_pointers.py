"""For every code that a gate can raise there is an example with its exact pointer and parameters, and with words.

The examples of the rows are those of test_gates.py. Here stand the rest of them, and what asks whether any is missing:
which code stands at which place with which parameters is read off the source, and held against a table by hand.
"""

import ast
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final, cast

import attrs
import pytest

import simreplace
from builders import HEAD, KK, KTP, LANGUAGES, MONDAY, NIK, applicant, foreigner, letter, paper, passport, zone
from journey import BUDI, COUNTER, REVIEWER, draft, flags_of, moment_for, next_moment, sample, tell, walk
from lifecycle.test_gates import EXAMPLES
from simreplace import ARTICLE, STRICT, Actor, Issue, IssueCode, Policy, ReplacementRequest, Role, events, explain
from simreplace.lifecycle import decide
from simreplace.lifecycle.events import Event

C = IssueCode
evolve: Final[Any] = attrs.evolve
TODAY: Final = MONDAY.date()
A_DAY: Final = timedelta(days=1)
SOURCES: Final = ("gates", "counter", "table", "steps")

# ---- Which place goes with which code, by hand

PLACES: Final = """
gates    ACTOR_NOT_A_MACHINE         /event/by/id  role
gates    ACTOR_NOT_A_MACHINE         /event/visitor/id  role
gates    APPROVE_DAMAGED_WITHOUT_CARD /event/evidence
gates    APPROVE_EVIDENCE_MISSING    /event/evidence  paper
gates    APPROVE_FLAG_REFUSED        (where)  code
gates    APPROVE_FLAG_UNDECIDED      (where)  code
gates    APPROVE_RECORD_NOT_COMPARED /request/record/(detail)  detail
gates    COMPARE_DONE                /event/matches/(place)  detail
gates    COMPARE_NOTHING             /event/matches
gates    COMPARE_NO_DOCUMENT         /event/document
gates    COMPARE_OTHER_DOCUMENT      /event/document
gates    DEADLINE_PASSED             /request  until
gates    DECIDE_BY_SUPERVISOR        /event/by/role  (where)
gates    DECIDE_DONE                 /event/pointer  (where)
gates    DECIDE_NO_SUCH_FLAG         /event/pointer  (where)
gates    DUTY_MACHINES_ONLY          /event/by  duty
gates    DUTY_SAME_PERSON            (where)  duty other
gates    EXPIRE_NOT_DUE              /request  until
gates    EXPIRE_NO_DEADLINE          /request
gates    HISTORY_FULL                /request/history  limit
gates    INFORMATION_NOTHING_ASKED   /event/papers
gates    INFORMATION_UNANSWERED      /event/answers  item
gates    REJECT_NO_REASON            /event/reasons
gates    RELEASE_CARD_LIVE           /request
gates    STEP_NO_REASON              /event/finding
gates    STEP_NO_REASON              /event/reason
gates    SUBMIT_FLAG_NOT_ACKNOWLEDGED /event/acknowledged  code
gates    SUBMIT_METHOD_NOT_OFFERED   /event/form/collection  method
gates    SUBMIT_NOT_REACHABLE        /event/form/applicant/contact
gates    SUBMIT_OTHER_NUMBER         /event/form/msisdn
gates    SUBMIT_OTHER_OPEN_REQUEST   /event/other_open_request
gates    TELL_OLD_NUMBER_ON_RECORD   /event/outcome
counter  ACCEPT_OTHER_TAKER          /event/by
counter  CARD_CODE_USED_BEFORE       /event/activation_code
counter  CARD_EID_KNOWN              /event/eid_unknown
counter  CARD_EID_MISSING            /event/eid
counter  CARD_FLAG_NOT_ACCEPTED      /event/iccid  code
counter  CARD_IS_OLD_CARD            /event/iccid
counter  CARD_NOT_AN_ESIM            /event/(name)
counter  CARD_NOT_AN_ESIM            /event/defects/(place)
counter  CARD_NOT_AN_ESIM            /event/inspection/(item)
counter  CARD_USED_BEFORE            /event/iccid
counter  COLLECT_HEAD_OF_FAMILY_MISSING /event/proxy_id_seen
counter  COLLECT_HOLDER_DIFFERS      /event/id_seen/holder_name
counter  COLLECT_LETTER_MISSING      /event/letter
counter  COLLECT_LOOKS_USED_UP       /request  limit
counter  COLLECT_ORIGINAL_DIFFERS    /event/id_seen
counter  COLLECT_ORIGINAL_EXPIRED    /event/id_seen/expires_on
counter  COLLECT_ORIGINAL_MISSING    /event/id_seen
counter  COLLECT_OTHER_OUTLET        /event/outlet
counter  COLLECT_OWNER_NOT_TOLD      /request
counter  COLLECT_OWNER_NOT_TOLD      /request
counter  COLLECT_VISITOR_UNCLEAR     /event/visitor
counter  COLLECT_VISITS_USED_UP      /request  limit
counter  FAULT_NO_DEFECT             /event/defects
counter  INSPECTION_OTHER_CARD       /event/inspection/iccid
counter  LETTER_EXPIRED              /event/letter/valid_until  until
counter  LETTER_NOT_YET_SIGNED       /event/letter/signed_on  since
counter  LETTER_OTHER_NUMBER         /event/letter/msisdn
counter  LETTER_OTHER_PRINCIPAL      /event/letter/principal
counter  LETTER_OTHER_PROXY          /event/letter/proxy
counter  LETTER_TOO_OLD              /event/letter/signed_on  until
counter  ORDER_OBJECTION_WINDOW      /request  until
counter  ORDER_OTHER_CARD            /event/iccid
counter  PAPERS_SUPPORTING_MISSING   /event/papers_seen  paper
counter  PROXY_DOCUMENT_DIFFERS      /event/proxy_id_seen/number
counter  PROXY_DOCUMENT_DIFFERS      /event/proxy_id_seen/number
counter  PROXY_DOCUMENT_EXPIRED      /event/proxy_id_seen/expires_on
counter  PROXY_DOCUMENT_MISSING      /event/proxy_id_seen
counter  PROXY_DOCUMENT_MISSING      /event/proxy_id_seen/kind
counter  PROXY_NOT_CHOSEN            /event/visitor
counter  PROXY_NOT_OFFERED           /event/visitor
counter  PROXY_REFUSED_WHEN_FLAGGED  /event/visitor
counter  READY_NO_OUTLET             /event/outlet
counter  READY_OTHER_OUTLET          /event/outlet
counter  SUBMIT_METHOD_NOT_OFFERED   /event/method  method
counter  VISIT_NOT_OVER              /request  until
counter  VISIT_OVER                  /request  until
steps    EVENT_ID_REUSED             /event/id
steps    EVENT_ROLE                  /event/by/role  role
steps    FORM_TYPE                   /event
steps    HISTORY_BROKEN              /request/state
table    HISTORY_BROKEN              /history/(place)/state
table    code                        /request  limit
"""


def said(node: ast.expr) -> str:
    """A pointer as it stands in the source: the parts that are known, and a name for each that is not."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Call(func=ast.Name(id="pointer"), args=parts):
            return "".join("/" + said(part) for part in parts)
        case ast.Name(id=name):
            return f"({name})"
        case ast.Attribute(attr=name):
            return f"({name})"
        case _:
            return "(several)"


def named(node: ast.expr) -> list[str]:
    """The names of parameters as they stand in the source, in order."""
    match node:
        case ast.Tuple(elts=pairs):
            return [pair.elts[0].value for pair in pairs if isinstance(pair, ast.Tuple)]  # type: ignore[attr-defined]
        case ast.IfExp(orelse=given):
            return named(given)
        case _:
            return [said(node)]


def raised() -> Iterator[tuple[str, ...]]:
    """Every place in the gates at which an issue of a known code is made."""
    for name in SOURCES:
        path = Path(simreplace.__file__).parent / "lifecycle" / f"{name}.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Issue"), args=[ast.Attribute(attr=code), where, *params]):
                    yield (name, code, said(where), *(part for given in params for part in named(given)))
                case _:
                    pass


def test_each_code_stands_at_the_places_and_with_the_parameters_that_were_agreed() -> None:
    listed = [tuple(line.split()) for line in PLACES.strip().splitlines()]
    assert sorted(raised()) == sorted(listed)


# ---- What the examples of the rows leave out, executed

Found = tuple[IssueCode, str, tuple[tuple[str, object], ...]]


@attrs.frozen(kw_only=True)
class Told:
    """An event on a request, and every ERROR that answers it."""

    issues: tuple[Found, ...]
    kind: type[Event] = events.Collect
    changes: dict[str, Any] = attrs.field(factory=dict[str, Any])
    draft: dict[str, Any] = attrs.field(factory=dict[str, Any])
    policy: Policy = ARTICLE
    way: tuple[type[Event], ...] = (events.MakeReady,)


FOREIGN: Final = passport(holder_name="Siti Aminah", number="X1234567")
SITI_FROM_ABROAD: Final = applicant(nationality="AUS", documents=(FOREIGN, paper("kitas")))
WITHOUT_AN_END: Final = evolve(FOREIGN, expires_on=None, mrz=None)
CHILD: Final = applicant(
    full_name="Putri Santoso",
    born_on=date(2015, 3, 4),
    head_of_family=HEAD,
    documents=(paper("family_card", KK, holder_name="Budi Santoso"),),
)
LETTER_FOR_CARD: Final = paper("ktp_replacement_letter", NIK, holder_name="Siti Aminah", issued_on=date(2026, 6, 8))
EXPIRED: Final = (C.COLLECT_ORIGINAL_EXPIRED, "/event/id_seen/expires_on", ())
HEADLESS: Final = (C.COLLECT_HEAD_OF_FAMILY_MISSING, "/event/proxy_id_seen", ())


def ended(printed: date | None, scanned: str | None) -> Any:
    """The passport at the counter, with an end as printed and an end as its zone has it, where there is one."""
    return evolve(FOREIGN, expires_on=printed, mrz=None if scanned is None else zone(expiry=scanned))


YESTERDAY: Final = TODAY - A_DAY
OF_THE_COUNTER: Final = {
    "the end is printed, and there is no zone": Told(
        draft={"applicant": SITI_FROM_ABROAD}, changes={"id_seen": ended(YESTERDAY, None)}, issues=(EXPIRED,)
    ),
    "its last day is today": Told(
        draft={"applicant": SITI_FROM_ABROAD}, changes={"id_seen": ended(TODAY, None)}, issues=()
    ),
    "the end stands in the zone alone": Told(
        draft={"applicant": SITI_FROM_ABROAD}, changes={"id_seen": ended(None, "260906")}, issues=(EXPIRED,)
    ),
    "the last day stands in the zone alone, and is today": Told(
        draft={"applicant": SITI_FROM_ABROAD}, changes={"id_seen": ended(None, "260907")}, issues=()
    ),
    "the zone ends sooner than what is printed": Told(
        draft={"applicant": SITI_FROM_ABROAD}, changes={"id_seen": ended(date(2031, 5, 6), "260906")}, issues=(EXPIRED,)
    ),
    "what is printed ends sooner than the zone": Told(
        draft={"applicant": SITI_FROM_ABROAD}, changes={"id_seen": ended(YESTERDAY, "310506")}, issues=(EXPIRED,)
    ),
    "a citizen's card is for life, whatever end it shows": Told(
        changes={"id_seen": evolve(KTP, expires_on=YESTERDAY)}, issues=()
    ),
    "a letter in its place is not": Told(
        draft={"applicant": applicant(documents=(LETTER_FOR_CARD,))},
        changes={"id_seen": evolve(LETTER_FOR_CARD, expires_on=YESTERDAY)},
        issues=(EXPIRED,),
    ),
    "nor is a foreigner's passport": Told(
        draft={"applicant": SITI_FROM_ABROAD},
        changes={"id_seen": evolve(WITHOUT_AN_END, expires_on=YESTERDAY)},
        issues=(EXPIRED,),
    ),
    "a household without its head": Told(
        draft={"applicant": CHILD},
        changes={"id_seen": CHILD.documents[0], "visitor": Actor(Role.APPLICANT, "parent-1")},
        issues=(HEADLESS,),
    ),
    "of two doubtful papers each says its own": Told(
        draft={"collection": "by_proxy"},
        changes={"visitor": BUDI, "letter": letter(proxy="Agus Salim"), "proxy_id_seen": None, "id_seen": None},
        issues=(
            (C.COLLECT_ORIGINAL_MISSING, "/event/id_seen", ()),
            (C.PROXY_DOCUMENT_MISSING, "/event/proxy_id_seen", ()),
        ),
    ),
    "who reviewed does not lay out the card": Told(
        kind=events.MakeReady,
        way=(),
        changes={"by": Actor(Role.COUNTER_CLERK, REVIEWER.id)},
        issues=((C.DUTY_SAME_PERSON, "/event/by", (("duty", "stock"), ("other", "review"))),),
    ),
    "who hands out is not who fetches": Told(
        changes={"visitor": Actor(Role.APPLICANT, COUNTER.id)},
        issues=(
            (C.DUTY_SAME_PERSON, "/event/visitor", (("duty", "customer"), ("other", "stock"))),
            (C.DUTY_SAME_PERSON, "/event/visitor", (("duty", "customer"), ("other", "counter"))),
        ),
    ),
    "a person tells the owner where only a machine may": Told(
        kind=events.TellOwner,
        policy=STRICT,
        changes={"by": Actor(Role.REVIEWER, "staff-9")},
        issues=((C.DUTY_MACHINES_ONLY, "/event/by", (("duty", "tell"),)),),
    ),
}


def approved(policy: Policy, **changes: Any) -> ReplacementRequest:
    """A request that is approved, each FLAG decided."""
    request = walk(draft(**changes), events.Submit, events.CompareRecord, policy=policy)
    for flag in flags_of(request.form, policy):
        decided = evolve(sample(events.DecideFlag, request), code=flag.code, pointer=flag.pointer)
        request = tell(request, decided, policy)
    return walk(request, events.TellOwner, events.TellOwner, events.Approve, policy=policy)


@pytest.mark.parametrize("name", OF_THE_COUNTER)
def test_an_event_is_answered_with_exactly_these_errors(name: str) -> None:
    told = OF_THE_COUNTER[name]
    request = walk(approved(told.policy, **told.draft), *told.way, policy=told.policy)
    event = evolve(sample(told.kind, request), **told.changes)
    found = decide(request, event, now=moment_for(told.kind, request, told.policy), policy=told.policy).errors
    assert [(issue.code, issue.pointer, issue.params) for issue in found] == list(told.issues)


def test_where_the_paper_at_the_counter_shows_no_end_that_of_the_reviewed_one_counts() -> None:
    """Which may stand in its zone alone, and be over by the day of the visit."""
    held = evolve(WITHOUT_AN_END, mrz=zone(expiry="260908"))
    request = walk(approved(ARTICLE, applicant=foreigner(held, paper("kitas"), full_name="Siti Aminah")))
    request = walk(request, events.MakeReady)
    visit = evolve(sample(events.Collect, request), id_seen=WITHOUT_AN_END)
    on_the_last_day, after_it = (decide(request, visit, now=MONDAY + days * A_DAY).errors for days in (1, 2))
    assert on_the_last_day == ()
    assert after_it == (Issue(*EXPIRED),)


def test_what_was_told_once_is_not_told_again_under_the_same_name() -> None:
    request = walk(draft(), events.Submit)
    first = sample(events.Hold, request)
    held = tell(request, first)
    found = decide(held, evolve(first, reason="another"), now=next_moment(held)).errors
    assert found == (Issue(C.EVENT_ID_REUSED, "/event/id"),)


def test_every_refusal_here_has_words() -> None:
    said_here = {found for told in OF_THE_COUNTER.values() for found in told.issues}
    assert len(said_here) >= 8
    for code, where, params in said_here:
        assert all(explain(Issue(code, where, cast("Any", params)), language) for language in LANGUAGES)


# ---- Whether any is missing

ELSEWHERE: Final = {
    C.EVENT_ROLE: "test_gates: a wrong role is the only thing that is said",
    C.FORM_TYPE: "test_events: what is no event",
    C.HISTORY_BROKEN: "test_seals: a state that no row leads to",
    C.HISTORY_FULL: "test_gates: the last thousand steps",
    C.ACTOR_NOT_A_MACHINE: "test_gates: nobody acts under a name that is not theirs",
    C.DEADLINE_PASSED: "test_gates: what has run out cannot go on",
    C.EXPIRE_NOT_DUE: "test_gates: with the moment that is due",
    C.EXPIRE_NO_DEADLINE: "test_gates: where nothing runs out",
    C.EVENT_ID_REUSED: "above",
    C.PAPERS_SUPPORTING_MISSING: "test_gates: supporting papers",
    C.PROXY_REFUSED_WHEN_FLAGGED: "test_gates: a flag closes the way to a proxy",
}


def test_every_code_of_a_gate_has_an_example_that_pins_pointer_and_parameters() -> None:
    codes = {IssueCode[code] for _, code, *_ in raised() if code in IssueCode.__members__}
    of_the_rows = {code for _, _, example in EXAMPLES for code, _, _ in example.issues}
    here = {code for told in OF_THE_COUNTER.values() for code, _, _ in told.issues}
    assert codes - of_the_rows - here == ELSEWHERE.keys() - of_the_rows - here
    assert not (ELSEWHERE.keys() - codes)
