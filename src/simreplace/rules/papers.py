"""Which papers, for whom, at which stage."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Final

import attrs

from simreplace.people import Applicant, CollectionMethod, DocumentKind, Paper, Reason, ReplacementForm
from simreplace.rules.ages import ADULT_AGE, age_on, the_day
from simreplace.rules.policy import Policy, the_policy
from simreplace.rules.presets import ARTICLE
from simreplace.shown import printable

Alternatives = tuple[tuple[DocumentKind, ...], ...]
"""Any of these groups will do; of one group, all are needed."""


class Stage(StrEnum):
    """When papers are looked at: with the form, or when the card is fetched.

    Example:
        >>> Stage("counter")
        <Stage.COUNTER: 'counter'>
    """

    APPLYING = "applying"
    COUNTER = "counter"


class Need(StrEnum):
    """How much a paper is needed.

    REQUIRED: nothing goes on without it. FOR_APPROVAL: seen or done before the review can end well. SUPPORTING: it
    helps, and its absence does not refuse.

    Example:
        >>> Need("supporting")
        <Need.SUPPORTING: 'supporting'>
    """

    REQUIRED = "required"
    FOR_APPROVAL = "for_approval"
    SUPPORTING = "supporting"


@printable
@attrs.frozen(kw_only=True)
class Requirement:
    """One paper that is asked for.

    Args:
        paper: Which.
        need: How much it is needed.
        source: The rule that asks for it.
        alternatives: For identity documents, the kinds that will do: any of these groups, all of one group.
        original: Whether the original must be shown.

    Example:
        >>> Requirement(paper=Paper.PURCHASE_RECORD, need=Need.SUPPORTING, source="the article").original
        False
    """

    paper: Paper
    need: Need
    source: str
    alternatives: Alternatives = ()
    original: bool = False

    @property
    def why(self) -> str:
        """Why it is asked for: a name that `explain` has words for."""
        return f"why.{self.paper.value}"


_CITIZEN: Final[Alternatives] = (
    (DocumentKind.KTP,),
    (DocumentKind.DIGITAL_KTP,),
    (DocumentKind.KTP_REPLACEMENT_LETTER,),
)
_MINOR: Final[Alternatives] = ((DocumentKind.CHILD_IDENTITY_CARD,), (DocumentKind.FAMILY_CARD,), *_CITIZEN)
_FOREIGNER_ANY: Final[Alternatives] = ((DocumentKind.PASSPORT,), (DocumentKind.KITAS,), (DocumentKind.KITAP,))
_FOREIGNER_ALL: Final[Alternatives] = (
    (DocumentKind.PASSPORT, DocumentKind.KITAS),
    (DocumentKind.PASSPORT, DocumentKind.KITAP),
)
PROXY_ALTERNATIVES: Final[Alternatives] = (*_CITIZEN, *_FOREIGNER_ANY)
# Nobody brings these along: they happen at the desk, and nothing is to be shown.
_DONE_AT_THE_DESK: Final = frozenset({Paper.SECURITY_ANSWERS, Paper.CALL_TO_LOST_NUMBER, Paper.PHOTO_WITH_DOCUMENT})


def identity_alternatives(applicant: Applicant, *, policy: Policy, on: date | None) -> Alternatives:
    """The identity documents that will do for this person.

    Without a day nobody's age is known; then a head of the family or a child's card says that it is a child.
    """
    the_policy(policy)
    day = None if on is None else the_day(on)
    if not applicant.is_citizen:
        return _FOREIGNER_ALL if policy.foreigner_needs_all else _FOREIGNER_ANY
    if day is None:
        child = applicant.head_of_family is not None
        child = child or applicant.document(DocumentKind.CHILD_IDENTITY_CARD) is not None
    else:
        child = age_on(applicant.born_on, day) < ADULT_AGE
    return _MINOR if child else _CITIZEN


def required_papers(
    form: ReplacementForm, *, stage: Stage, policy: Policy = ARTICLE, on: date | None = None
) -> tuple[Requirement, ...]:
    """The papers that a form asks for, the needed ones first.

    Args:
        form: Whose.
        stage: When.
        policy: How strict.
        on: The day, from which the applicant's age follows; without it, what the form shows of it.

    Raises:
        TypeError: `on` is no date, or a datetime.

    Example:
        >>> from datetime import date
        >>> from simreplace import BRTI_2020, Applicant, ReplacementForm
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="damaged", applicant=siti)
        >>> [asked.paper.value for asked in required_papers(form, stage=Stage.APPLYING, policy=BRTI_2020)]
        ['identity_document', 'old_sim_card', 'application_form', 'purchase_record', 'service_agreement']
    """
    identity = identity_alternatives(form.applicant, policy=policy, on=on)
    return tuple(_requirements(form, identity, stage, policy, without=frozenset()))


def missing_papers(
    form: ReplacementForm,
    *,
    stage: Stage,
    policy: Policy = ARTICLE,
    on: date | None = None,
    seen: Iterable[Paper] = (),
) -> tuple[Requirement, ...]:
    """Those of the required papers that are not there.

    Args:
        form: Whose.
        stage: When.
        policy: How strict.
        on: The day, from which the applicant's age follows; without it, what the form shows of it.
        seen: Papers that somebody has seen and that stand in no field of the form.

    Raises:
        TypeError: `on` is no date, or a datetime.

    Example:
        >>> from datetime import date
        >>> from simreplace import Applicant, ReplacementForm
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> [missing.paper.value for missing in missing_papers(form, stage=Stage.APPLYING)]
        ['identity_document', 'purchase_record', 'service_agreement']
    """
    identity = identity_alternatives(form.applicant, policy=policy, on=on)
    there = frozenset((*seen, *_papers_of(form, identity)))
    return tuple(_requirements(form, identity, stage, policy, without=there))


def _requirements(
    form: ReplacementForm, identity: Alternatives, stage: Stage, policy: Policy, *, without: frozenset[Paper]
) -> Iterator[Requirement]:
    if Paper.IDENTITY_DOCUMENT not in without:
        yield Requirement(
            paper=Paper.IDENTITY_DOCUMENT,
            need=Need.REQUIRED,
            source=policy.source_of("evidence"),
            alternatives=identity,
            original=True,
        )
    by_stage = _proxy_papers(form, policy) if stage is Stage.COUNTER else _for_approval(form.reason, policy)
    yield from (asked for asked in by_stage if asked.paper not in without)
    for paper in policy.supporting:
        if paper not in without:
            yield Requirement(paper=paper, need=Need.SUPPORTING, source=policy.source_of("supporting"))


def kinds_of(alternatives: Alternatives) -> frozenset[DocumentKind]:
    """Every kind that stands in one of the groups."""
    return frozenset(kind for group in alternatives for kind in group)


def holds_one_of(applicant: Applicant, alternatives: Alternatives, *, and_another: bool = False) -> bool:
    """Whether the applicant has all documents of at least one group, and perhaps another one besides."""
    held = {document.kind for document in applicant.documents}
    return any(held > set(group) if and_another else held >= set(group) for group in alternatives)


def effective_reason(reason: Reason, *, card_in_hand: bool, policy: Policy) -> Reason:
    """The reason whose evidence counts.

    A damaged card that nobody can show is treated as lost where the policy says so: the way in of January 2020.
    """
    if policy.damaged_without_card_is_lost and not card_in_hand and reason not in {Reason.LOST, Reason.STOLEN}:
        return Reason.LOST
    return reason


def _for_approval(reason: Reason, policy: Policy) -> Iterator[Requirement]:
    for paper in policy.evidence_for(reason):
        if paper is not Paper.IDENTITY_DOCUMENT:
            yield Requirement(
                paper=paper,
                need=Need.FOR_APPROVAL,
                source=policy.source_of("evidence"),
                original=paper not in _DONE_AT_THE_DESK and paper is not Paper.APPLICATION_FORM,
            )


def _proxy_papers(form: ReplacementForm, policy: Policy) -> Iterator[Requirement]:
    if form.collection is CollectionMethod.BY_PROXY:
        source = policy.source_of("collection_methods")
        yield Requirement(paper=Paper.AUTHORIZATION_LETTER, need=Need.REQUIRED, source=source, original=True)
        yield Requirement(
            paper=Paper.PROXY_DOCUMENT,
            need=Need.REQUIRED,
            source=source,
            alternatives=PROXY_ALTERNATIVES,
            original=True,
        )


def _papers_of(form: ReplacementForm, identity: Alternatives) -> Iterator[Paper]:
    """The papers of which the form itself tells."""
    yield Paper.APPLICATION_FORM
    if holds_one_of(form.applicant, identity):
        yield Paper.IDENTITY_DOCUMENT
    if holds_one_of(form.applicant, identity, and_another=True):
        yield Paper.SECOND_DOCUMENT
    if form.purchase_record is not None:
        yield Paper.PURCHASE_RECORD
    if form.agreement_number is not None:
        yield Paper.SERVICE_AGREEMENT
