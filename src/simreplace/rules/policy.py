"""How strict an operator is, as one frozen value, and the two presets that ship."""

from collections.abc import Iterable
from datetime import timedelta
from types import MappingProxyType
from typing import Final

import attrs

from simreplace.calendar import ReviewPolicy
from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode
from simreplace.people import CollectionMethod, Paper, Reason
from simreplace.values import changed_fields, instance_of, one_of

Evidence = tuple[tuple[Reason, tuple[Paper, ...]], ...]


_LONGEST: Final = timedelta(days=365_000)


def _wrong(field: str) -> InvalidValueError:
    return InvalidValueError((Issue(IssueCode.POLICY_LIMIT, "/" + field),))


def _span(value: timedelta) -> timedelta:
    return instance_of(timedelta, value, IssueCode.POLICY_LIMIT)


def _review(value: ReviewPolicy) -> ReviewPolicy:
    if type(value) is not ReviewPolicy:
        raise _wrong("review")
    return value


def _methods(value: Iterable[CollectionMethod | str]) -> tuple[CollectionMethod, ...]:
    return tuple(one_of(CollectionMethod, item) for item in value)


def _papers(value: Iterable[Paper | str]) -> tuple[Paper, ...]:
    return tuple(one_of(Paper, item) for item in value)


def _evidence(value: Iterable[tuple[Reason | str, Iterable[Paper | str]]]) -> Evidence:
    return tuple((one_of(Reason, reason), _papers(papers)) for reason, papers in value)


def _details(value: Iterable[str]) -> tuple[str, ...]:
    # A lone text is iterable too, and would fall apart into letters.
    if issubclass(type(value), str):
        raise _wrong("required_record_matches")
    return tuple(value)


@attrs.frozen
class SafeguardRule:
    """A service that stays barred for a while after the new card is active.

    Args:
        service: The host's name of the service, such as "sms_codes", "port_out" or "high_value_otp".
        barred_for: How long from activation on.
        source: The rule it rests on.

    Example:
        >>> SafeguardRule("port_out", timedelta(days=7), "TRAI, MNP 9th amendment").service
        'port_out'
    """

    service: str
    barred_for: timedelta = attrs.field(converter=_span)
    source: str

    def __attrs_post_init__(self) -> None:
        if not timedelta(0) <= self.barred_for <= _LONGEST:
            raise _wrong("barred_for")


def _safeguards(value: Iterable[SafeguardRule]) -> tuple[SafeguardRule, ...]:
    rules = tuple(value)
    if not all(type(rule) is SafeguardRule for rule in rules):
        raise _wrong("safeguards")
    return rules


# Where a policy says nothing of a reason, it is proven like the one it resembles.
_EVIDENCE_OF: Final = MappingProxyType(
    {Reason.STOLEN: Reason.LOST, Reason.FAULTY: Reason.DAMAGED, Reason.UPGRADE: Reason.DAMAGED}
)
_SWITCHES: Final = ("damaged_without_card_is_lost", "foreigner_needs_all", "proxy_when_flagged")
_LIMITS: Final = ("max_information_rounds", "max_identity_failures", "max_visits", "max_exchanges", "max_releases")
_SPANS: Final = ("draft_deadline", "information_deadline", "collection_deadline", "objection_window")


@attrs.frozen(kw_only=True)
class Policy:
    """Every choice that differs from operator to operator. Derive your own with `attrs.evolve(ARTICLE, ...)`.

    Args:
        name: What to call it.
        sources: For each field the rule it rests on; "library default" where none was found.
        review: The review window.
        collection_methods: The ways to collect that are offered.
        evidence: For each reason what must be seen before approval.
        supporting: Papers that help and whose absence does not refuse.
        damaged_without_card_is_lost: Whether a damaged card that is not in hand asks for the evidence of a lost one.
        foreigner_needs_all: Whether a foreigner shows passport and permit, instead of either.
        proxy_when_flagged: Whether a proxy may collect although the request has FLAGs.
        required_record_matches: What must have been compared with the operator's own record before approval.
        max_information_rounds: How often more may be asked for.
        max_identity_failures: How many failed looks at the counter lead to a hold.
        max_visits: How often the card may be handed out for inspection.
        max_exchanges: How often a faulty card may be exchanged on the spot.
        max_releases: How often a hold may be lifted.
        draft_deadline: How long a draft lives.
        information_deadline: How long the applicant has to answer.
        collection_deadline: How long the card waits.
        objection_window: How long after the notices the owner may object before the card can be activated.
        safeguards: What stays barred after activation.

    Raises:
        InvalidValueError: A limit below one, a negative span, or no way to collect.

    Example:
        >>> strict = attrs.evolve(ARTICLE, name="in person only", collection_methods=(CollectionMethod.IN_PERSON,))
        >>> strict.offers(CollectionMethod.BY_PROXY)
        False
        >>> strict
        Policy(name='in person only', collection_methods=(CollectionMethod.IN_PERSON,))
        >>> ARTICLE
        ARTICLE
    """

    name: str
    sources: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=False)
    review: ReviewPolicy = attrs.field(factory=ReviewPolicy, converter=_review)
    collection_methods: tuple[CollectionMethod, ...] = attrs.field(
        default=(CollectionMethod.IN_PERSON, CollectionMethod.BY_PROXY), converter=_methods
    )
    evidence: Evidence = attrs.field(
        default=tuple((reason, (Paper.IDENTITY_DOCUMENT,)) for reason in Reason), converter=_evidence
    )
    supporting: tuple[Paper, ...] = attrs.field(
        default=(Paper.PURCHASE_RECORD, Paper.SERVICE_AGREEMENT), converter=_papers
    )
    damaged_without_card_is_lost: bool = False
    foreigner_needs_all: bool = False
    proxy_when_flagged: bool = True
    required_record_matches: tuple[str, ...] = attrs.field(default=(), converter=_details)
    max_information_rounds: int = 3
    max_identity_failures: int = 3
    max_visits: int = 3
    max_exchanges: int = 2
    max_releases: int = 2
    draft_deadline: timedelta = attrs.field(default=timedelta(days=30), converter=_span)
    information_deadline: timedelta = attrs.field(default=timedelta(days=14), converter=_span)
    collection_deadline: timedelta = attrs.field(default=timedelta(days=30), converter=_span)
    objection_window: timedelta = attrs.field(default=timedelta(0), converter=_span)
    safeguards: tuple[SafeguardRule, ...] = attrs.field(default=(), converter=_safeguards)

    def __attrs_post_init__(self) -> None:
        wrong = [name for name in _LIMITS if type(getattr(self, name)) is not int or getattr(self, name) < 1]
        wrong += [name for name in _SPANS if not timedelta(0) <= getattr(self, name) <= _LONGEST]
        wrong += [name for name in _SWITCHES if type(getattr(self, name)) is not bool]
        if not self.collection_methods:
            wrong.append("collection_methods")
        if not {Reason.LOST, Reason.DAMAGED} <= {reason for reason, _ in self.evidence}:
            wrong.append("evidence")
        if wrong:
            raise InvalidValueError(tuple(Issue(IssueCode.POLICY_LIMIT, "/" + name) for name in wrong))

    def __repr__(self) -> str:
        # One that differs in anything, and be it a source, is not the shipped one, whatever it is called.
        return self.name if self in _SHIPPED else changed_fields(self)

    def offers(self, method: CollectionMethod) -> bool:
        """Whether a card can be collected in this way."""
        return method in self.collection_methods

    def evidence_for(self, reason: Reason) -> tuple[Paper, ...]:
        """What must be seen before a request for this reason is approved."""
        listed = dict(self.evidence)
        return listed[reason if reason in listed else _EVIDENCE_OF[reason]]

    def source_of(self, field: str) -> str:
        """The rule that a field rests on, or "library default"."""
        return dict(self.sources).get(field, LIBRARY_DEFAULT)


LIBRARY_DEFAULT: Final = "library default"


def _one_source_per_field(**known: str) -> tuple[tuple[str, str], ...]:
    names = [field.name for field in attrs.fields(Policy) if field.name not in {"name", "sources"}]
    return tuple((name, known.get(name, LIBRARY_DEFAULT)) for name in names)


_ARTICLE_SOURCE: Final = "the procedure as commonly described"
_BRTI_SOURCE: Final = "BRTI meeting with all operators, 28 January 2020 (detikINET d-4881365)"

ARTICLE: Final = Policy(
    name="ARTICLE",
    sources=_one_source_per_field(
        review=_ARTICLE_SOURCE + ": 1 to 3 working days; the rest of the reading is a library default",
        collection_methods=_ARTICLE_SOURCE + ": in person, or a proxy with a letter; no post",
        evidence=_ARTICLE_SOURCE + ": an identity document",
        supporting=_ARTICLE_SOURCE + ": purchase record, service agreement",
        foreigner_needs_all="Permenkomdigi 7/2026 art. 6 as most reports read it: passport, KITAS or KITAP",
    ),
)
"""The default: the procedure as commonly described, with the library's own limits where it is silent."""

_LOST_EVIDENCE: Final = (
    Paper.APPLICATION_FORM,
    Paper.IDENTITY_DOCUMENT,
    Paper.SECURITY_ANSWERS,
    Paper.PHOTO_WITH_DOCUMENT,
    Paper.CALL_TO_LOST_NUMBER,
)
_CARD_IN_HAND_EVIDENCE: Final = (Paper.OLD_SIM_CARD, Paper.IDENTITY_DOCUMENT, Paper.APPLICATION_FORM)

BRTI_2020: Final = Policy(
    name="BRTI_2020",
    sources=_one_source_per_field(
        review=ARTICLE.source_of("review"),
        collection_methods="our rule: the owner in person; no source for proxies was found",
        evidence=_BRTI_SOURCE,
        supporting=ARTICLE.source_of("supporting"),
        damaged_without_card_is_lost="our rule, after the fraud of January 2020",
        foreigner_needs_all=ARTICLE.source_of("foreigner_needs_all"),
        proxy_when_flagged="our rule; no proxy is offered here anyway",
        required_record_matches=_BRTI_SOURCE + ": the KTP equals the operator's record",
    ),
    collection_methods=(CollectionMethod.IN_PERSON,),
    evidence=(
        (Reason.LOST, _LOST_EVIDENCE),
        (Reason.STOLEN, _LOST_EVIDENCE),
        (Reason.DAMAGED, _CARD_IN_HAND_EVIDENCE),
        (Reason.FAULTY, _CARD_IN_HAND_EVIDENCE),
        (Reason.UPGRADE, _CARD_IN_HAND_EVIDENCE),
    ),
    damaged_without_card_is_lost=True,
    proxy_when_flagged=False,
    required_record_matches=("identity_number",),
)
"""The regulator's list of January 2020, with our own rules marked as such in `sources`."""

_SHIPPED: Final = (ARTICLE, BRTI_2020)
