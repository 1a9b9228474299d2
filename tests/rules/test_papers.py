"""Which papers, for whom, at which stage: over every reason, nationality, age, way to collect, and policy.

Everybody and every number here is made up.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import product
from typing import Any, Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import ALL_PAPERS, KTP, MONDAY, applicant, form, paper
from journey import draft, sample, tell, walk
from simreplace import (
    ARTICLE,
    BRTI_2020,
    Applicant,
    CollectionMethod,
    DocumentKind,
    HeadOfFamily,
    Language,
    Paper,
    Policy,
    PurchaseRecord,
    Reason,
    ReplacementRequest,
    Stage,
    events,
    explain,
    lifecycle,
    missing_papers,
    required_papers,
)
from simreplace.lifecycle import standing
from simreplace.rules.papers import Alternatives, Need, Requirement, effective_reason, holds_one_of

ON: Final = date(2026, 9, 7)
HEAD: Final = HeadOfFamily("Budi Santoso", "3174071203700002")
ADULT: Final = date(2009, 9, 7)  # seventeen on that very day
CHILD: Final = date(2009, 9, 8)

K = DocumentKind
OF_CITIZEN: Final = {K.KTP, K.DIGITAL_KTP, K.KTP_REPLACEMENT_LETTER}
OF_CHILD: Final = {K.CHILD_IDENTITY_CARD, K.FAMILY_CARD}
OF_FOREIGNER: Final = {K.PASSPORT, K.KITAS, K.KITAP}

ALWAYS: Final = [(Paper.IDENTITY_DOCUMENT, Need.REQUIRED)]
SUPPORTING: Final = [(Paper.PURCHASE_RECORD, Need.SUPPORTING), (Paper.SERVICE_AGREEMENT, Need.SUPPORTING)]
AT_A_LOSS: Final = [
    (Paper.APPLICATION_FORM, Need.FOR_APPROVAL),
    (Paper.SECURITY_ANSWERS, Need.FOR_APPROVAL),
    (Paper.PHOTO_WITH_DOCUMENT, Need.FOR_APPROVAL),
    (Paper.CALL_TO_LOST_NUMBER, Need.FOR_APPROVAL),
]
WITH_THE_CARD: Final = [(Paper.OLD_SIM_CARD, Need.FOR_APPROVAL), (Paper.APPLICATION_FORM, Need.FOR_APPROVAL)]
OF_A_PROXY: Final = [(Paper.AUTHORIZATION_LETTER, Need.REQUIRED), (Paper.PROXY_DOCUMENT, Need.REQUIRED)]

# The regulator's list of January 2020; the article asks for an identity document, whatever the reason.
APPLYING: Final = {
    ("ARTICLE", Reason.LOST): [],
    ("ARTICLE", Reason.STOLEN): [],
    ("ARTICLE", Reason.DAMAGED): [],
    ("ARTICLE", Reason.FAULTY): [],
    ("ARTICLE", Reason.UPGRADE): [],
    ("BRTI_2020", Reason.LOST): AT_A_LOSS,
    ("BRTI_2020", Reason.STOLEN): AT_A_LOSS,
    ("BRTI_2020", Reason.DAMAGED): WITH_THE_CARD,
    ("BRTI_2020", Reason.FAULTY): WITH_THE_CARD,
    ("BRTI_2020", Reason.UPGRADE): WITH_THE_CARD,
}
SHOWN_AS_ORIGINALS: Final = {
    Paper.IDENTITY_DOCUMENT,
    Paper.SECOND_DOCUMENT,
    Paper.OLD_SIM_CARD,
    Paper.POLICE_REPORT,
    Paper.AUTHORIZATION_LETTER,
    Paper.PROXY_DOCUMENT,
}


def asked(request: ReplacementRequest, stage: Stage = Stage.APPLYING, **rest: Any) -> list[tuple[Paper, Need]]:
    return [(it.paper, it.need) for it in required_papers(request.form, stage=stage, **rest)]


def missing(request: ReplacementRequest, stage: Stage = Stage.APPLYING, **rest: Any) -> list[Paper]:
    seen = (*rest.pop("seen", ()), *standing(request).papers)
    return [it.paper for it in missing_papers(request.form, stage=stage, seen=seen, **rest)]


def identity_of(person: Applicant, **rest: Any) -> set[frozenset[DocumentKind]]:
    """The groups of documents that will do for somebody, each of which is needed whole."""
    first = required_papers(form(applicant=person), stage=Stage.APPLYING, **rest)[0]
    assert first.paper is Paper.IDENTITY_DOCUMENT
    return {frozenset(group) for group in first.alternatives}


def any_of(kinds: Iterable[DocumentKind]) -> set[frozenset[DocumentKind]]:
    return {frozenset({kind}) for kind in kinds}


# ---- What is asked for


@pytest.mark.parametrize("policy", [ARTICLE, BRTI_2020], ids=lambda policy: policy.name)
@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("method", list(CollectionMethod))
@pytest.mark.parametrize("nationality", ["IDN", "AUS"])
@pytest.mark.parametrize("born", [ADULT, CHILD])
def test_the_papers_follow_from_reason_stage_and_method(
    policy: Policy, reason: Reason, method: CollectionMethod, nationality: str, born: date
) -> None:
    person = applicant(nationality=nationality, born_on=born, documents=())
    request = draft(reason=reason, collection=method, applicant=person)
    applying = asked(request, policy=policy, on=ON)
    assert applying == [*ALWAYS, *APPLYING[policy.name, reason], *SUPPORTING]
    proxy = OF_A_PROXY if method is CollectionMethod.BY_PROXY else []
    assert asked(request, Stage.COUNTER, policy=policy, on=ON) == [*ALWAYS, *proxy, *SUPPORTING]


def test_without_a_policy_it_is_the_article() -> None:
    for stage in Stage:
        assert asked(draft(), stage) == asked(draft(), stage, policy=ARTICLE)


def test_which_identity_document_follows_from_nationality_age_and_policy() -> None:
    whole = {frozenset({K.PASSPORT, K.KITAS}), frozenset({K.PASSPORT, K.KITAP})}
    for nationality, born, policy in product(("IDN", "AUS", "XXA"), (ADULT, CHILD), (ARTICLE, BRTI_2020, ALL_PAPERS)):
        found = identity_of(applicant(nationality=nationality, born_on=born), policy=policy, on=ON)
        if nationality != "IDN":
            assert found == (whole if policy is ALL_PAPERS else any_of(OF_FOREIGNER))
        else:
            assert found == any_of(OF_CITIZEN | OF_CHILD if born is CHILD else OF_CITIZEN)


def test_somebody_is_a_child_until_the_day_before_their_seventeenth_birthday() -> None:
    leapling = applicant(born_on=date(2008, 2, 29))
    assert any_of(OF_CHILD) <= identity_of(leapling, on=date(2025, 2, 27))
    assert identity_of(leapling, on=date(2025, 2, 28)) == any_of(OF_CITIZEN)


def test_without_a_day_it_is_a_child_if_the_papers_say_so() -> None:
    child = any_of(OF_CITIZEN | OF_CHILD)
    assert identity_of(applicant(born_on=CHILD)) == any_of(OF_CITIZEN)
    assert identity_of(applicant(born_on=CHILD, head_of_family=HEAD)) == child
    assert identity_of(applicant(born_on=CHILD, documents=(paper("child_identity_card"),))) == child
    # A stated day decides alone.
    assert identity_of(applicant(born_on=ADULT, head_of_family=HEAD), on=ON) == any_of(OF_CITIZEN)


def test_a_proxy_shows_the_papers_of_a_citizen_or_of_a_foreigner() -> None:
    request = draft(collection=CollectionMethod.BY_PROXY)
    letter, document = required_papers(request.form, stage=Stage.COUNTER)[1:3]
    assert letter.alternatives == () and letter.original
    assert {frozenset(group) for group in document.alternatives} == any_of(OF_CITIZEN | OF_FOREIGNER)


def test_every_paper_says_on_which_rule_it_rests_and_whether_the_original_is_shown() -> None:
    every = attrs.evolve(BRTI_2020, evidence=tuple((reason, tuple(Paper)) for reason in Reason))
    proxy = draft(collection=CollectionMethod.BY_PROXY)
    for policy, stage in product((ARTICLE, BRTI_2020, every), Stage):
        for requirement in required_papers(proxy.form, stage=stage, policy=policy):
            field = {Need.SUPPORTING: "supporting", Need.FOR_APPROVAL: "evidence"}.get(requirement.need)
            if requirement.need is Need.REQUIRED:
                field = "evidence" if requirement.paper is Paper.IDENTITY_DOCUMENT else "collection_methods"
            assert field is not None and requirement.source == policy.source_of(field)
            if requirement.need is not Need.SUPPORTING and policy is not every:
                assert requirement.original is (requirement.paper in SHOWN_AS_ORIGINALS)


def test_what_happens_at_the_desk_is_nothing_to_be_shown() -> None:
    every = attrs.evolve(ARTICLE, evidence=tuple((reason, tuple(Paper)) for reason in Reason), supporting=())
    by_paper = {it.paper: it.original for it in required_papers(form(), stage=Stage.APPLYING, policy=every)}
    at_the_desk = {Paper.SECURITY_ANSWERS, Paper.CALL_TO_LOST_NUMBER, Paper.PHOTO_WITH_DOCUMENT, Paper.APPLICATION_FORM}
    assert {it for it, original in by_paper.items() if not original} == at_the_desk
    assert set(by_paper) == set(Paper)


def test_a_policy_without_evidence_for_a_reason_asks_for_the_identity_document_all_the_same() -> None:
    bare = attrs.evolve(ARTICLE, evidence=((Reason.LOST, ()), (Reason.DAMAGED, ())), supporting=())
    assert asked(draft(), policy=bare) == ALWAYS


def test_a_requirement_may_be_made_by_a_host_too() -> None:
    own = Requirement(paper=Paper.POLICE_REPORT, need=Need.FOR_APPROVAL, source="the operator")
    assert (own.alternatives, own.original) == ((), False)


# ---- What is there


@pytest.mark.parametrize(
    ("nationality", "kinds", "policy", "there"),
    [
        ("IDN", "ktp", ARTICLE, True),
        ("IDN", "digital_ktp", ARTICLE, True),
        ("IDN", "ktp_replacement_letter", ARTICLE, True),
        ("IDN", "passport", ARTICLE, False),
        ("IDN", "driving_license", ARTICLE, False),
        ("IDN", "family_card", ARTICLE, False),
        ("IDN", "", ARTICLE, False),
        ("AUS", "passport", ARTICLE, True),
        ("AUS", "kitas", ARTICLE, True),
        ("AUS", "kitap", ARTICLE, True),
        ("AUS", "ktp", ARTICLE, False),
        ("AUS", "passport", ALL_PAPERS, False),
        ("AUS", "kitas kitap", ALL_PAPERS, False),
        ("AUS", "passport kitap", ALL_PAPERS, True),
        ("AUS", "kitas passport", ALL_PAPERS, True),
    ],
)
def test_an_identity_document_is_there_or_not(nationality: str, kinds: str, policy: Policy, there: bool) -> None:
    person = applicant(nationality=nationality, documents=[paper(kind) for kind in kinds.split()])
    for stage in Stage:
        lacking = missing(draft(applicant=person), stage, policy=policy, on=ON)
        assert (Paper.IDENTITY_DOCUMENT not in lacking) is there


@pytest.mark.parametrize("kind", sorted(OF_CHILD))
def test_a_child_needs_no_ktp(kind: DocumentKind) -> None:
    for born, there in ((CHILD, True), (ADULT, False)):
        child = draft(applicant=applicant(born_on=born, documents=(paper(kind.value),)))
        assert (Paper.IDENTITY_DOCUMENT not in missing(child, on=ON)) is there


def test_the_papers_in_the_form_are_there() -> None:
    bare = draft(applicant=applicant(documents=()))
    assert missing(bare) == [Paper.IDENTITY_DOCUMENT, Paper.PURCHASE_RECORD, Paper.SERVICE_AGREEMENT]
    assert missing(draft()) == [Paper.PURCHASE_RECORD, Paper.SERVICE_AGREEMENT]
    assert missing(draft(purchase_record=PurchaseRecord())) == [Paper.SERVICE_AGREEMENT]
    assert missing(draft(purchase_record=PurchaseRecord(), agreement_number="A-1")) == []
    # The request itself is the form.
    assert Paper.APPLICATION_FORM not in missing(draft(), policy=BRTI_2020)


def test_a_second_document_is_one_beside_those_that_prove_who_somebody_is() -> None:
    papers = (Paper.IDENTITY_DOCUMENT, Paper.SECOND_DOCUMENT)
    two = attrs.evolve(ARTICLE, evidence=((Reason.LOST, papers), (Reason.DAMAGED, papers)), supporting=())
    for kinds, lacking in (
        ("ktp", [Paper.SECOND_DOCUMENT]),
        ("ktp ktp", [Paper.SECOND_DOCUMENT]),
        ("ktp family_card", []),
        ("driving_license family_card", list(papers)),
    ):
        person = applicant(documents=[paper(kind) for kind in kinds.split()])
        assert missing(draft(applicant=person), policy=two) == lacking
    foreign = applicant(nationality="AUS", documents=(paper("passport"), paper("kitas")))
    assert missing(draft(applicant=foreign), policy=two) == []
    assert missing(draft(applicant=foreign), policy=attrs.evolve(two, foreigner_needs_all=True)) == [
        Paper.SECOND_DOCUMENT
    ]


def test_what_somebody_has_seen_is_there() -> None:
    bare = draft(applicant=applicant(documents=()), collection=CollectionMethod.BY_PROXY)
    for stage, policy in product(Stage, (ARTICLE, BRTI_2020)):
        assert missing(bare, stage, policy=policy, seen=Paper) == []
        for requirement in required_papers(bare.form, stage=stage, policy=policy):
            rest = [paper for paper in Paper if paper is not requirement.paper]
            only = [] if requirement.paper is Paper.APPLICATION_FORM else [requirement.paper]
            assert missing(bare, stage, policy=policy, seen=rest) == only


@pytest.mark.parametrize("language", ["en", "id", "zh"])
def test_every_paper_says_why_it_is_asked_for(language: Language) -> None:
    said = {explain(Requirement(paper=paper, need=Need.REQUIRED, source="x").why, language) for paper in Paper}
    assert len(said) >= len(Paper) - 1
    with pytest.raises(TypeError):
        explain("why.nothing", language)


def test_what_was_sent_in_answer_or_seen_in_review_is_there() -> None:
    request = walk(draft(), events.Submit, events.RequestInformation)
    assert Paper.PURCHASE_RECORD in missing(request)
    answers = [events.Answer("purchase_record", "a photo"), events.Answer("best_friend", "Dewi")]
    request = tell(request, attrs.evolve(sample(events.ProvideInformation, request), answers=answers))  # type: ignore[call-arg]
    assert missing(request) == [Paper.SERVICE_AGREEMENT]
    request = walk(request, events.CompareRecord)
    seen = attrs.evolve(sample(events.Approve, request), evidence=["identity_document", "service_agreement"])  # type: ignore[call-arg]
    assert missing(tell(request, seen)) == []


@given(
    documents=st.lists(st.sampled_from([paper(kind.value) for kind in DocumentKind]), max_size=4),
    nationality=st.sampled_from(("IDN", "AUS")),
    born=st.sampled_from((ADULT, CHILD)),
    stage=st.sampled_from(Stage),
    policy=st.sampled_from((ARTICLE, BRTI_2020, ALL_PAPERS)),
    seen=st.sets(st.sampled_from(Paper)),
    more=st.sampled_from(Paper),
)
def test_more_papers_never_leave_more_missing(
    *,
    documents: list[Any],
    nationality: str,
    born: date,
    stage: Stage,
    policy: Policy,
    seen: set[Paper],
    more: Paper,
) -> None:
    person = applicant(documents=documents, nationality=nationality, born_on=born)
    request = draft(applicant=person, collection=CollectionMethod.BY_PROXY)
    lacking = missing_papers(request.form, stage=stage, policy=policy, on=ON, seen=seen)
    required = required_papers(request.form, stage=stage, policy=policy, on=ON)
    assert [it for it in required if it in lacking] == list(lacking), "a part of what is required, in its order"
    fewer = missing_papers(request.form, stage=stage, policy=policy, on=ON, seen={*seen, more})
    assert set(fewer) == {it for it in lacking if it.paper is not more}
    richer = draft(applicant=attrs.evolve(person, documents=(*documents, KTP, paper("passport"))))
    assert set(missing_papers(richer.form, stage=stage, policy=policy, on=ON, seen=seen)) <= set(lacking)


# ---- What a supporting paper weighs


def test_a_supporting_paper_that_is_missing_refuses_nothing() -> None:
    for policy in (ARTICLE, BRTI_2020):
        assert {Paper.PURCHASE_RECORD, Paper.SERVICE_AGREEMENT} <= set(missing(draft(), policy=policy))
        sent = lifecycle.decide(draft(), sample(events.Submit, draft()), now=MONDAY, policy=policy)
        assert sent.allowed
    bare = draft(applicant=applicant(documents=()))
    assert not lifecycle.decide(bare, sample(events.Submit, bare), now=MONDAY).allowed


# ---- The parts


@pytest.mark.parametrize("reason", list(Reason))
def test_a_broken_card_that_nobody_can_show_is_as_good_as_lost_where_the_policy_says_so(reason: Reason) -> None:
    at_a_loss = {Reason.LOST, Reason.STOLEN}
    assert effective_reason(reason, card_in_hand=True, policy=BRTI_2020) is reason
    assert effective_reason(reason, card_in_hand=False, policy=ARTICLE) is reason
    expected = reason if reason in at_a_loss else Reason.LOST
    assert effective_reason(reason, card_in_hand=False, policy=BRTI_2020) is expected


def test_a_group_is_needed_whole_and_one_group_will_do() -> None:
    groups: Alternatives = ((K.PASSPORT, K.KITAS), (K.KTP,))
    for kinds, holds, another in (
        ("passport", False, False),
        ("passport kitas", True, False),
        ("passport kitas kitap", True, True),
        ("ktp", True, False),
        ("ktp passport", True, True),
        ("", False, False),
    ):
        person = applicant(documents=[paper(kind) for kind in kinds.split()])
        assert holds_one_of(person, groups) is holds
        assert holds_one_of(person, groups, and_another=True) is another


@pytest.mark.parametrize("on", [datetime(2026, 9, 7, tzinfo=UTC), MONDAY, "2026-09-07", 5])
@pytest.mark.parametrize("nationality", ["IDN", "AUS"])
def test_a_day_that_is_none_is_the_callers_mistake(nationality: str, on: Any) -> None:
    request = draft(applicant=applicant(nationality=nationality))
    for ask in (required_papers, missing_papers):
        with pytest.raises(TypeError, match="on is a date"):
            ask(request.form, stage=Stage.APPLYING, on=on)
