"""A policy of one's own: derived in one expression, read leniently, and refused where it makes no sense."""

from datetime import timedelta
from typing import Any

import attrs
import pytest

from builders import draft, in_state, sample
from simreplace import (
    ARTICLE,
    BRTI_2020,
    CollectionMethod,
    Paper,
    Policy,
    Reason,
    ReviewPolicy,
    SafeguardRule,
    State,
    events,
    lifecycle,
)
from simreplace.errors import InvalidValueError


def derived(**changes: Any) -> Policy:
    return attrs.evolve(ARTICLE, **changes)


def test_every_field_names_its_source_or_says_that_it_is_ours() -> None:
    fields = [field.name for field in attrs.fields(Policy) if field.name not in {"name", "sources"}]
    for policy in (ARTICLE, BRTI_2020):
        assert [name for name, _ in policy.sources] == fields
        assert all(policy.source_of(name) for name in fields)
    assert ARTICLE.source_of("max_visits") == "library default"
    assert attrs.evolve(ARTICLE, sources=()).source_of("review") == "library default"


@pytest.mark.parametrize(
    ("policy", "shown"),
    [
        (derived(), "ARTICLE"),
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
        {"safeguards": ("sms_codes",)},
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError):
        derived(**changes)


@pytest.mark.parametrize("span", [timedelta(days=-1), timedelta.max, None, 24])
def test_a_safeguard_lasts_a_span_of_time(span: Any) -> None:
    with pytest.raises(InvalidValueError):
        SafeguardRule("sms_codes", span, "ours")
    assert SafeguardRule("sms_codes", timedelta(0), "ours").barred_for == timedelta(0)


# The law of strictness, field by field: what the stricter refuses the laxer may allow, and never the other way round.

LAX = derived(
    evidence=tuple((reason, ()) for reason in Reason),
    max_information_rounds=9,
    max_identity_failures=9,
    max_visits=9,
    max_exchanges=9,
    max_releases=9,
)
STRICTER: dict[str, Any] = {
    "collection_methods": (CollectionMethod.BY_POST,),
    "evidence": tuple((reason, tuple(Paper)) for reason in Reason),
    "proxy_when_flagged": False,
    "required_record_matches": ("identity_number", "name"),
    "foreigner_needs_all": True,
    "max_information_rounds": 1,
    "max_identity_failures": 1,
    "max_visits": 1,
    "max_exchanges": 1,
    "max_releases": 1,
    "objection_window": timedelta(days=3),
}
# A reading of the calendar, a way of speaking, or another list altogether: none is stricter than another.
UNORDERED = {
    "name",
    "sources",
    "review",
    "supporting",
    "damaged_without_card_is_lost",
    "safeguards",
    "draft_deadline",
    "information_deadline",
    "collection_deadline",
}
TOWARDS_ACTIVATION = (
    events.Submit,
    events.ProvideInformation,
    events.Approve,
    events.MakeReady,
    events.Collect,
    events.ExchangeCard,
    events.AcceptCard,
    events.Activate,
    events.Release,
)


def variants(kind: type[events.Event], state: State) -> list[events.Event]:
    """The event that passes everywhere, and poorer ones."""
    plain = sample(kind, in_state(state))
    poorer: dict[type[events.Event], list[dict[str, Any]]] = {
        events.Approve: [{"evidence": ()}, {"evidence": (Paper.IDENTITY_DOCUMENT,)}, {"record_matches": ()}],
        events.Collect: [{"papers_seen": ()}, {"id_seen": None}],
    }
    return [plain, *(attrs.evolve(plain, **change) for change in poorer.get(kind, []))]


def verdicts(policy: Policy) -> dict[str, bool]:
    """Whether each event towards activation is allowed, wherever the table has a row for it."""
    found: dict[str, bool] = {}
    for row in lifecycle.TRANSITIONS:
        if row.event not in TOWARDS_ACTIVATION or row.origin not in {None, State.IN_REVIEW}:
            continue
        request = in_state(row.source)
        for number, event in enumerate(variants(row.event, row.source)):
            key = f"{row.source}-{row.event.__name__}-{number}"
            found[key] = lifecycle.decide(request, event, policy=policy).allowed
    return found


def test_every_field_is_ordered_or_said_not_to_be() -> None:
    assert STRICTER.keys() | UNORDERED == {field.name for field in attrs.fields(Policy)}
    assert not STRICTER.keys() & UNORDERED


@pytest.mark.parametrize("field", STRICTER)
def test_a_stricter_field_never_allows_what_the_laxer_one_refuses(field: str) -> None:
    lax, strict = verdicts(LAX), verdicts(attrs.evolve(LAX, **{field: STRICTER[field]}))
    assert [key for key, allowed in strict.items() if allowed and not lax[key]] == []


@pytest.mark.parametrize("field", ["collection_methods", "evidence", "required_record_matches", "objection_window"])
def test_the_law_can_be_broken(field: str) -> None:
    """The same comparison the other way round finds something, so that it is no empty promise."""
    lax, strict = verdicts(LAX), verdicts(attrs.evolve(LAX, **{field: STRICTER[field]}))
    assert [key for key, allowed in lax.items() if allowed and not strict[key]] != []


def test_the_shipped_policies_are_ordered() -> None:
    lax, strict = verdicts(ARTICLE), verdicts(BRTI_2020)
    assert [key for key, allowed in strict.items() if allowed and not lax[key]] == []
    assert [key for key, allowed in lax.items() if allowed and not strict[key]] != []


def test_the_review_is_a_policy_of_its_own() -> None:
    assert derived(review=ReviewPolicy(max_days=5)).review.max_days == 5
    assert draft().state is State.DRAFT
