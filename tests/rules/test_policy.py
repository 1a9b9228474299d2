"""A policy of one's own: derived in one expression, read leniently, and refused where it makes no sense."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import attrs
import pytest

import simreplace
from builders import FLAGGED, MONDAY, foreigner, passport
from journey import draft, in_state, moment_for, sample, walk
from simreplace import (
    ARTICLE,
    BRTI_2020,
    STRICT,
    Actor,
    CollectionMethod,
    Paper,
    Policy,
    Reason,
    ReplacementRequest,
    ReviewPolicy,
    Role,
    SafeguardRule,
    State,
    estimate_ready_date,
    events,
    lifecycle,
    policy_diff,
)
from simreplace.errors import InvalidValueError
from simreplace.lifecycle.events import Event
from simreplace.people import Duty, OwnerTold


def derived(**changes: Any) -> Policy:
    return attrs.evolve(ARTICLE, **changes)


def test_every_field_names_its_source_or_says_that_it_is_ours() -> None:
    fields = [field.name for field in attrs.fields(Policy) if field.init and field.name not in {"name", "sources"}]
    for policy in (ARTICLE, BRTI_2020, STRICT):
        assert [name for name, _ in policy.sources] == fields
        assert all(policy.source_of(name) for name in fields)
    assert ARTICLE.source_of("max_visits") == "library rule"
    assert attrs.evolve(ARTICLE, sources=()).source_of("review") == "library rule"


@pytest.mark.parametrize(
    ("policy", "shown"),
    [
        (ARTICLE, "ARTICLE"),
        (STRICT, "STRICT"),
        (derived(), "Policy(name='ARTICLE')"),
        (derived(max_visits=9), "Policy(name='ARTICLE', max_visits=9)"),
        (derived(sources=()), "Policy(name='ARTICLE')"),
        (derived(name="BRTI_2020"), "Policy(name='BRTI_2020')"),
        (derived(name="ours", review=ReviewPolicy(max_days=5)), "Policy(name='ours', review=ReviewPolicy(max_days=5))"),
    ],
)
def test_another_policy_never_shows_itself_as_a_shipped_one(policy: Policy, shown: str) -> None:
    assert repr(policy) == shown


def test_plain_words_are_read_as_members_of_their_lists() -> None:
    policy = derived(
        collection_methods=["in_person"],
        evidence=[("lost", ["identity_document"]), ("damaged", ["old_sim_card"])],
        supporting=["purchase_record"],
    )
    assert policy.collection_methods == (CollectionMethod.IN_PERSON,)
    assert policy.evidence_for(Reason.DAMAGED) == (Paper.OLD_SIM_CARD,)
    assert policy.supporting == (Paper.PURCHASE_RECORD,)
    assert isinstance(hash(policy), int)


@pytest.mark.parametrize(
    ("reason", "like"),
    [(Reason.STOLEN, Reason.LOST), (Reason.FAULTY, Reason.DAMAGED), (Reason.UPGRADE, Reason.DAMAGED)],
)
def test_a_reason_that_is_not_listed_is_proven_like_the_one_it_resembles(reason: Reason, like: Reason) -> None:
    policy = derived(evidence=((Reason.LOST, (Paper.SECURITY_ANSWERS,)), (Reason.DAMAGED, (Paper.OLD_SIM_CARD,))))
    assert policy.evidence_for(reason) == policy.evidence_for(like) != ()


@pytest.mark.parametrize(
    "changes",
    [
        {"max_visits": 0},
        {"max_visits": True},
        {"max_visits": 1.5},
        {"draft_deadline": timedelta(days=-1)},
        {"draft_deadline": None},
        {"draft_deadline": timedelta.max},
        {"objection_window": 3},
        {"collection_methods": ()},
        {"collection_methods": ("by_drone",)},
        {"evidence": ()},
        {"evidence": ((Reason.LOST, ()),)},
        {"evidence": (("lost", ("rumor",)), ("damaged", ()))},
        {"supporting": ("rumor",)},
        {"review": None},
        {"review": 3},
        {"damaged_without_card_is_lost": "no"},
        {"proxy_when_flagged": None},
        {"required_record_matches": "identity_number"},
        {"required_record_matches": (5,)},
        {"name": None},
        {"sources": (("review", 5),)},
        {"safeguards": (5,)},
        {"machines": "system"},
        {"machines": ("a system",)},
        {"owner_told": "never"},
        {"uncompared_is_flag": None},
        {"duties_apart": (("intake", "sleeping"),)},
        {"machines_only": ("sleeping",)},
        {"accepted_card_flags": ("iccid.everything",)},
        {"max_tellings": 1001},
        {"max_tellings": 10**500},
        {"visit_length": timedelta(days=-1)},
        {"letter_max_age": 90},
        {"tellings_apart": None},
        {"safeguards": ("sms_codes",)},
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError):
        derived(**changes)


@pytest.mark.parametrize(
    ("field", "value"),
    [("machines", "system"), ("required_record_matches", "identity_number"), ("safeguards", (5,)), ("review", 3)],
)
def test_what_makes_no_sense_is_refused_at_its_field(field: str, value: Any) -> None:
    with pytest.raises(InvalidValueError) as refused:
        derived(**{field: value})
    assert [(issue.code.value, issue.pointer) for issue in refused.value.issues] == [("policy.limit", f"/{field}")]


@pytest.mark.parametrize("span", [timedelta(days=-1), timedelta.max, None, 24])
def test_a_safeguard_lasts_a_span_of_time(span: Any) -> None:
    with pytest.raises(InvalidValueError):
        SafeguardRule("sms_codes", span, "ours")
    assert SafeguardRule("sms_codes", timedelta(0), "ours").barred_for == timedelta(0)


A_MICROSECOND: Final = timedelta(microseconds=1)
A_THOUSAND_YEARS: Final = timedelta(days=365_000)
FIRST_AND_LAST: Final[dict[type, tuple[Any, Any, Any]]] = {
    int: (1, 1000, 1),
    timedelta: (timedelta(0), A_THOUSAND_YEARS, A_MICROSECOND),
}


@pytest.mark.parametrize(
    ("field", "kind"),
    [(field.name, field.type) for field in attrs.fields(Policy) if field.type in FIRST_AND_LAST],
)
def test_a_limit_and_a_span_are_taken_up_to_both_of_their_ends(field: str, kind: type) -> None:
    first, last, step = FIRST_AND_LAST[kind]
    for end in (first, last):
        assert getattr(derived(**{field: end}), field) == end
    for beyond in (first - step, last + step):
        with pytest.raises(InvalidValueError) as refused:
            derived(**{field: beyond})
        assert [(issue.code.value, issue.pointer) for issue in refused.value.issues] == [("policy.limit", f"/{field}")]


def test_a_safeguard_lasts_up_to_both_ends() -> None:
    for end in (timedelta(0), A_THOUSAND_YEARS):
        assert SafeguardRule("sms_codes", end, "ours").barred_for == end
    for beyond in (-A_MICROSECOND, A_THOUSAND_YEARS + A_MICROSECOND):
        with pytest.raises(InvalidValueError):
            SafeguardRule("sms_codes", beyond, "ours")


def test_a_derived_policy_that_says_the_same_is_the_same_but_for_its_print() -> None:
    for policy in (ARTICLE, BRTI_2020, STRICT):
        copied = attrs.evolve(policy)
        assert (copied, hash(copied)) == (policy, hash(policy))
        assert repr(copied) != repr(policy)


# ---- Strictness, field by field: what the stricter refuses the laxer may allow, and never the other way round

LAX: Final = derived(
    evidence=tuple((reason, ()) for reason in Reason),
    required_record_matches=(),
    accepted_card_flags=("iccid.luhn", "iccid.not_indonesian"),
    tellings_apart=timedelta(0),
    **dict.fromkeys(
        (
            "max_information_rounds",
            "max_identity_failures",
            "max_visits",
            "max_exchanges",
            "max_releases",
            "max_tellings",
            "max_collection_changes",
        ),
        9,
    ),
)
STRICTER: Final[dict[str, Any]] = {
    "collection_methods": (CollectionMethod.BY_PROXY,),
    "evidence": tuple((reason, tuple(Paper)) for reason in Reason),
    "supporting": tuple(Paper),
    "proxy_when_flagged": False,
    "required_record_matches": ("identity_number", "mothers_name"),
    "foreigner_needs_all": True,
    "uncompared_is_flag": False,
    "owner_told": OwnerTold.BOTH,
    "tellings_apart": timedelta(hours=99),
    "max_tellings": 1,
    "max_information_rounds": 1,
    "max_identity_failures": 1,
    "max_visits": 1,
    "max_exchanges": 1,
    "max_releases": 1,
    "max_collection_changes": 1,
    "draft_deadline": timedelta(minutes=1),
    "information_deadline": timedelta(minutes=1),
    "collection_deadline": timedelta(minutes=1),
    "visit_length": timedelta(minutes=1),
    "letter_max_age": timedelta(days=1),
    "accepted_card_flags": (),
    "objection_window": timedelta(days=3),
    "safeguards": (SafeguardRule("sms_codes", timedelta(days=1), "ours"),),
    "duties_apart": ((Duty.INTAKE, Duty.COUNTER),),
    "machines_only": (Duty.COMPARE, Duty.TELL),
}
# A reading of the calendar, another list altogether, or a name that people may have then: neither is stricter.
INCOMPARABLE: Final[dict[str, Any]] = {
    "review": ReviewPolicy(max_days=5),
    "damaged_without_card_is_lost": True,
    "machines": ("network",),
}
TOWARDS_ACTIVATION: Final = (
    events.Submit,
    events.ProvideInformation,
    events.CompareRecord,
    events.TellOwner,
    events.Approve,
    events.MakeReady,
    events.ChangeCollection,
    events.Collect,
    events.ExchangeCard,
    events.AcceptCard,
    events.OrderActivation,
    events.Release,
)
BOTHERED: Final[dict[str, tuple[State, tuple[type[Event], ...]]]] = {
    "told twice": (State.APPROVED, (events.TellOwner,)),
    "asked once": (State.INFORMATION_REQUESTED, (events.ProvideInformation,)),
    "visited once": (State.INSPECTING, (events.ReturnCard,)),
    "exchanged once": (State.EXCHANGING, (events.ExchangeCard, events.ReportFault)),
    "released once": (State.APPROVED, (events.Hold, events.Release, events.Hold)),
    "changed once": (State.READY_FOR_COLLECTION, (events.ChangeCollection,)),
}


def on_their_way() -> list[tuple[str, ReplacementRequest]]:
    found = [(state.value, in_state(state, LAX)) for state in State if not state.is_final]
    found += [(name, walk(in_state(state, LAX), *kinds)) for name, (state, kinds) in BOTHERED.items()]
    jane = foreigner(passport(holder_name="Jane Doe", issuing_country="AUS"), full_name="Jane Doe")
    told_once = (events.Submit, events.CompareRecord, events.TellOwner, events.Approve, events.MakeReady)
    found.append(("told once", walk(draft(), *told_once, policy=LAX)))
    return [*found, ("foreigner", draft(applicant=jane)), ("flagged", draft(applicant=FLAGGED))]


def under(request: ReplacementRequest, policy: Policy) -> ReplacementRequest:
    """The same request, as if the form had been sent under another policy."""
    if not request.history:
        return request
    return attrs.evolve(request, history=(attrs.evolve(request.history[0], policy=policy), *request.history[1:]))


def variants(kind: type[Event], request: ReplacementRequest) -> list[Event]:
    """The event that passes everywhere, and poorer ones."""
    poorer: dict[type[Event], list[dict[str, Any]]] = {
        events.Approve: [{"evidence": ()}, {"evidence": (Paper.IDENTITY_DOCUMENT,)}],
        events.Collect: [{"papers_seen": ()}, {"id_seen": None}],
        events.MakeReady: [{"iccid": "890100000000000001"}],
    }
    plain = sample(kind, request)
    return [plain, *(attrs.evolve(plain, **change) for change in poorer.get(kind, []))]


def verdicts(policy: Policy) -> dict[str, bool]:
    """Whether each event towards activation is allowed, wherever the table has a row for it."""
    found: dict[str, bool] = {}
    rows = {(row.source, row.event) for row in lifecycle.TRANSITIONS}
    for name, request in on_their_way():
        for kind in TOWARDS_ACTIVATION:
            if (request.state, kind) not in rows:
                continue
            for number, event in enumerate(variants(kind, request)):
                judged = under(request, policy)
                now = moment_for(kind, request, LAX)
                decided = lifecycle.decide(judged, event, now=now, policy=policy)
                found[f"{name}-{kind.__name__}-{number}"] = decided.allowed
    return found


def test_every_field_is_ordered_or_said_not_to_be() -> None:
    fields = {field.name for field in attrs.fields(Policy) if field.init} - {"name", "sources"}
    assert STRICTER.keys() | INCOMPARABLE.keys() == fields
    assert not STRICTER.keys() & INCOMPARABLE.keys()


@pytest.mark.uncounted
@pytest.mark.parametrize("field", STRICTER)
def test_a_stricter_field_never_allows_what_the_laxer_one_refuses(field: str) -> None:
    lax, strict = verdicts(LAX), verdicts(attrs.evolve(LAX, **{field: STRICTER[field]}))
    assert [key for key, allowed in strict.items() if allowed and not lax[key]] == []


CLOSES: Final = set(STRICTER) - {"supporting", "safeguards", "proxy_when_flagged", "letter_max_age", "tellings_apart"}
CLOSES_NOT_ALONE: Final = {
    "uncompared_is_flag",
    "duties_apart",
    "max_identity_failures",
    "machines_only",
    "max_tellings",
    "max_information_rounds",
}


@pytest.mark.parametrize("field", sorted(CLOSES - CLOSES_NOT_ALONE))
def test_the_law_can_be_broken(field: str) -> None:
    """The same comparison the other way round finds something, so that it is no empty promise."""
    lax, strict = verdicts(LAX), verdicts(attrs.evolve(LAX, **{field: STRICTER[field]}))
    assert [key for key, allowed in lax.items() if allowed and not strict[key]] != []


def test_the_shipped_policies_are_ordered() -> None:
    article, brti, strict = verdicts(ARTICLE), verdicts(BRTI_2020), verdicts(STRICT)
    for laxer, stricter in ((article, brti), (brti, strict), (article, strict)):
        assert [key for key, allowed in stricter.items() if allowed and not laxer[key]] == []
        assert [key for key, allowed in laxer.items() if allowed and not stricter[key]] != []


# ---- How two policies differ


@pytest.mark.parametrize("field", STRICTER)
def test_a_field_has_a_direction(field: str) -> None:
    strict = attrs.evolve(LAX, **{field: STRICTER[field]})
    assert dict(policy_diff(LAX, strict)) == {field: "stricter"}
    assert dict(policy_diff(strict, LAX)) == {field: "laxer"}
    assert policy_diff(strict, strict) == ()


@pytest.mark.parametrize("field", INCOMPARABLE)
def test_what_cannot_be_compared_counts_as_laxer_both_ways(field: str) -> None:
    other = attrs.evolve(LAX, **{field: INCOMPARABLE[field]})
    assert dict(policy_diff(LAX, other)) == dict(policy_diff(other, LAX)) == {field: "laxer"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            {"evidence": (("lost", ("police_report",)), ("damaged", ()))},
            {"evidence": (("lost", ("old_sim_card",)), ("damaged", ()))},
        ),
        ({"evidence": (("lost", ()), ("damaged", ()))}, {"evidence": tuple((reason, ()) for reason in Reason)}),
        ({"machines": ("system", "a")}, {"machines": ("system", "b")}),
        ({"duties_apart": (("intake", "counter"),)}, {"duties_apart": (("flag", "review"),)}),
        ({"collection_methods": ("in_person",)}, {"collection_methods": ("by_proxy",)}),
    ],
    ids=["evidence", "reasons", "machines", "duties", "methods"],
)
def test_two_lists_of_which_neither_holds_the_other_are_laxer_both_ways(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    (field,) = one
    first, second = derived(**one), derived(**other)
    assert dict(policy_diff(first, second)) == dict(policy_diff(second, first)) == {field: "laxer"}


@pytest.mark.parametrize(("machines", "allowed"), [(("network", "deadline"), False), (("network",), True)])
def test_a_person_may_act_under_a_name_that_no_machine_has_any_more(machines: tuple[str, ...], allowed: bool) -> None:
    """Why a shorter list of machines is not called stricter."""
    request, policy = in_state(State.IN_REVIEW, LAX), attrs.evolve(LAX, machines=machines)
    approve = attrs.evolve(sample(events.Approve, request), by=Actor(Role.REVIEWER, "deadline"))
    now = moment_for(events.Approve, request, LAX)
    assert lifecycle.decide(under(request, policy), approve, now=now, policy=policy).allowed is allowed


SEVERAL: Final[dict[str, tuple[object, ...]]] = {
    "collection_methods": ("in_person", "by_proxy"),
    "evidence": (("lost", ("old_sim_card", "police_report")), ("damaged", ())),
    "supporting": ("purchase_record", "service_agreement"),
    "required_record_matches": ("identity_number", "name"),
    "accepted_card_flags": ("iccid.luhn", "iccid.not_indonesian"),
    "safeguards": (
        SafeguardRule("sms_codes", timedelta(days=1), "ours"),
        SafeguardRule("port_out", timedelta(days=7), "ours"),
    ),
    "duties_apart": (("intake", "counter"), ("flag", "review")),
    "machines_only": ("compare", "tell"),
}


@pytest.mark.parametrize("field", SEVERAL)
def test_the_same_list_in_another_order_asks_for_no_less(field: str) -> None:
    one, other = derived(**{field: SEVERAL[field]}), derived(**{field: SEVERAL[field][::-1]})
    assert dict(policy_diff(one, other)) == dict(policy_diff(other, one)) == {field: "stricter"}


def test_the_order_of_a_pair_of_duties_says_nothing() -> None:
    first = derived(duties_apart=((Duty.INTAKE, Duty.COUNTER),))
    second = derived(duties_apart=((Duty.COUNTER, Duty.INTAKE), (Duty.FLAG, Duty.REVIEW)))
    assert dict(policy_diff(first, second)) == {"duties_apart": "stricter"}


def test_how_the_shipped_policies_differ() -> None:
    assert dict(policy_diff(BRTI_2020, STRICT)) == dict.fromkeys(
        ("owner_told", "objection_window", "safeguards", "duties_apart", "machines_only"), "stricter"
    )
    assert dict(policy_diff(ARTICLE, BRTI_2020)) == {
        "review": "laxer",
        "damaged_without_card_is_lost": "laxer",
        **dict.fromkeys(
            ("collection_methods", "evidence", "proxy_when_flagged", "uncompared_is_flag", "duties_apart"), "stricter"
        ),
    }
    assert policy_diff(ARTICLE, attrs.evolve(ARTICLE, name="ours", sources=())) == ()


# ---- What ships


def test_the_strict_policy_is_what_regulators_elsewhere_ask_on_top() -> None:
    assert STRICT.name == "STRICT"
    assert STRICT.owner_told is OwnerTold.BOTH
    assert (STRICT.objection_window, STRICT.tellings_apart) == (timedelta(hours=24), timedelta(hours=6))
    assert STRICT.collection_methods == (CollectionMethod.IN_PERSON,)
    assert {(rule.service, rule.barred_for) for rule in STRICT.safeguards} == {
        ("sms_codes", timedelta(hours=24)),
        ("port_out", timedelta(days=7)),
    }
    assert set(STRICT.machines_only) == {Duty.COMPARE, Duty.TELL}
    assert set(STRICT.duties_apart) > set(BRTI_2020.duties_apart)
    assert not STRICT.uncompared_is_flag


def test_the_presets_differ_where_they_should() -> None:
    assert [method.value for method in ARTICLE.collection_methods] == ["in_person", "by_proxy"]
    assert [method.value for method in BRTI_2020.collection_methods] == ["in_person"]
    evidence = {reason.value: [paper.value for paper in papers] for reason, papers in BRTI_2020.evidence}
    lost = ["application_form", "identity_document", "security_answers", "photo_with_document", "call_to_lost_number"]
    in_hand = ["old_sim_card", "identity_document", "application_form"]
    assert evidence == {"lost": lost, "stolen": lost, "damaged": in_hand, "faulty": in_hand, "upgrade": in_hand}
    assert all([paper.value for paper in papers] == ["identity_document"] for _, papers in ARTICLE.evidence)
    assert ARTICLE.supporting == BRTI_2020.supporting == STRICT.supporting
    assert (ARTICLE.owner_told, ARTICLE.required_record_matches) == (OwnerTold.ONCE, ("identity_number",))
    assert ARTICLE.uncompared_is_flag and not ARTICLE.duties_apart
    assert (BRTI_2020.owner_told, BRTI_2020.uncompared_is_flag) == (OwnerTold.ONCE, False)
    assert ARTICLE.objection_window == BRTI_2020.objection_window == timedelta(0)
    assert ARTICLE.machines_only == BRTI_2020.machines_only == ()
    assert ARTICLE.machines == ("system", "network", "deadline")


def test_no_source_is_a_law_that_says_nothing_of_it() -> None:
    """A rule of ours says that it is ours; what has a source names it."""
    for policy in (ARTICLE, BRTI_2020, STRICT):
        assert {policy.source_of(name) for name in ("max_visits", "visit_length", "letter_max_age", "machines")} == {
            "library rule"
        }
    assert STRICT.source_of("objection_window") != BRTI_2020.source_of("objection_window") == "library rule"
    assert ARTICLE.source_of("no_such_field") == "library rule"


def test_the_review_is_a_policy_of_its_own() -> None:
    assert derived(review=ReviewPolicy(max_days=5)).review.max_days == 5
    assert draft().state is State.DRAFT


# ---- Another object in the place of a policy


def judged_by(policy: Any) -> dict[str, Callable[[], object]]:
    """Everything that is judged by a policy, each with this one."""
    request, now = draft(), MONDAY
    form, on = request.form, MONDAY.date()
    sent = in_state(State.IN_REVIEW)
    return {
        "check_applicant": lambda: simreplace.check_applicant({}, on=on, policy=policy),
        "check_form": lambda: simreplace.check_form({}, on=on, policy=policy),
        "check_form of a form": lambda: simreplace.check_form(form, on=on, policy=policy),
        "parse_form": lambda: simreplace.parse_form(form, on=on, policy=policy),
        "required_papers": lambda: simreplace.required_papers(form, stage=simreplace.Stage.APPLYING, policy=policy),
        "missing_papers": lambda: simreplace.missing_papers(form, stage=simreplace.Stage.APPLYING, policy=policy),
        "apply": lambda: lifecycle.apply(request, sample(events.Cancel, request), now=now, policy=policy),
        "apply later": lambda: lifecycle.apply(sent, sample(events.Cancel, sent), now=now, policy=policy),
        "available_events": lambda: lifecycle.available_events(sent, policy=policy),
        "due_events": lambda: lifecycle.due_events(request, now=now, policy=policy),
        "what_if": lambda: lifecycle.what_if((), policy=policy),
        "replay": lambda: lifecycle.replay(request, policy=policy),
        "progress": lambda: simreplace.progress(sent, now=now, policy=policy),
        "next_steps": lambda: simreplace.next_steps(request, now=now, role=Role.APPLICANT, policy=policy),
        "plan": lambda: simreplace.plan(sent, now=now, by=on, policy=policy),
        "safeguards": lambda: simreplace.safeguards(sent, policy=policy),
        "summarize": lambda: simreplace.summarize(form, policy=policy),
        "policy_diff from": lambda: policy_diff(policy, ARTICLE),
        "policy_diff to": lambda: policy_diff(ARTICLE, policy),
    }


@pytest.mark.parametrize("name", judged_by(ARTICLE))
@pytest.mark.parametrize("other", [ARTICLE.review, "strict", 5, {"name": "Siti Aminah"}, draft(), Policy], ids=type)
def test_what_is_no_policy_is_told_what_is_meant(name: str, other: object) -> None:
    with pytest.raises(
        TypeError, match=r"policy is a Policy, such as ARTICLE: a ReviewPolicy is its `review`"
    ) as caught:
        judged_by(other)[name]()
    assert "Siti" not in str(caught.value) and "strict" not in str(caught.value)


def test_a_policy_is_taken_where_a_policy_belongs() -> None:
    for name, judge in judged_by(STRICT).items():
        if name not in {"parse_form", "apply later"}:
            judge()


@pytest.mark.parametrize("policy", [ARTICLE, BRTI_2020, "strict", None, 5])
def test_the_window_of_the_review_is_told_where_it_lies_in_a_policy(policy: Any) -> None:
    with pytest.raises(TypeError, match=r"policy is a ReviewPolicy: of a Policy, such as ARTICLE, it is the `review`"):
        estimate_ready_date(MONDAY, policy=policy)
    assert estimate_ready_date(MONDAY, policy=ARTICLE.review).policy == ARTICLE.review


def test_a_policy_in_the_place_of_its_review_is_told_so() -> None:
    with pytest.raises(TypeError, match=r"review is a ReviewPolicy: of a Policy, such as ARTICLE, it is the `review`"):
        derived(review=BRTI_2020)
