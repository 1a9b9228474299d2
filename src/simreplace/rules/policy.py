"""How strict an operator is, as one frozen value, and how two of them compare."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, cast

import attrs

from simreplace.calendar import ReviewPolicy
from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode
from simreplace.people import CollectionMethod, Duty, OwnerTold, Paper, Reason
from simreplace.shown import printable
from simreplace.values import changed_fields, in_its_place, instance_of, one_of, plain_text, to_identifier

Evidence = tuple[tuple[Reason, tuple[Paper, ...]], ...]


_LONGEST: Final = timedelta(days=365_000)


def _wrong(field: str) -> InvalidValueError:
    return InvalidValueError((Issue(IssueCode.POLICY_LIMIT, "/" + field),))


def _span(value: timedelta) -> timedelta:
    return instance_of(timedelta, value, IssueCode.POLICY_LIMIT)


def _review(value: ReviewPolicy) -> ReviewPolicy:
    if issubclass(type(value), Policy):
        raise TypeError("review is a ReviewPolicy: of a Policy, such as ARTICLE, it is the `review`")
    if type(value) is not ReviewPolicy:
        raise _wrong("review")
    return value


def _methods(value: Iterable[CollectionMethod | str]) -> tuple[CollectionMethod, ...]:
    return tuple(one_of(CollectionMethod, item) for item in value)


def _papers(value: Iterable[Paper | str]) -> tuple[Paper, ...]:
    return tuple(one_of(Paper, item) for item in value)


def _evidence(value: Iterable[tuple[Reason | str, Iterable[Paper | str]]]) -> Evidence:
    return tuple((one_of(Reason, reason), _papers(papers)) for reason, papers in value)


Pairs = tuple[tuple[Duty, Duty], ...]


def _pairs(value: Iterable[tuple[Duty | str, Duty | str]]) -> Pairs:
    return tuple((one_of(Duty, one), one_of(Duty, other)) for one, other in value)


def _duties(value: Iterable[Duty | str]) -> tuple[Duty, ...]:
    return tuple(one_of(Duty, item) for item in value)


def _codes(value: Iterable[IssueCode | str]) -> tuple[IssueCode, ...]:
    return tuple(one_of(IssueCode, item) for item in value)


def _machines(value: Iterable[str]) -> tuple[str, ...]:
    if issubclass(type(value), str):
        raise _wrong("machines")
    return tuple(to_identifier(item) for item in value)


def _owner_told(value: OwnerTold | str) -> OwnerTold:
    return one_of(OwnerTold, value)


def _details(value: Iterable[str]) -> tuple[str, ...]:
    # A lone text is iterable too, and would fall apart into letters.
    if issubclass(type(value), str):
        raise _wrong("required_record_matches")
    return tuple(plain_text(item) for item in value)


def _sources(value: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((plain_text(field), plain_text(rule)) for field, rule in value)


@printable
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

    service: str = attrs.field(converter=plain_text)
    barred_for: timedelta = attrs.field(converter=_span)
    source: str = attrs.field(converter=plain_text)

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
_SWITCHES: Final = (
    "damaged_without_card_is_lost",
    "foreigner_needs_all",
    "proxy_when_flagged",
    "uncompared_is_flag",
)
_LIMITS: Final = (
    "max_information_rounds",
    "max_identity_failures",
    "max_visits",
    "max_exchanges",
    "max_releases",
    "max_tellings",
    "max_collection_changes",
)
_MOST: Final = 1000  # of any limit: an honest history stays short
_SPANS: Final = (
    "draft_deadline",
    "information_deadline",
    "collection_deadline",
    "visit_length",
    "objection_window",
    "tellings_apart",
    "letter_max_age",
)


@printable
@attrs.frozen(kw_only=True)
class Policy:
    """Every choice that differs from operator to operator. Derive your own with `attrs.evolve(ARTICLE, ...)`.

    Args:
        name: What to call it.
        sources: For each field the rule it rests on; "library rule" where none was found.
        review: The review window.
        collection_methods: The ways to collect that are offered.
        evidence: For each reason what must be seen before approval.
        supporting: Papers that help and whose absence does not refuse.
        damaged_without_card_is_lost: Whether a damaged card that is not in hand asks for the evidence of a lost one.
        foreigner_needs_all: Whether a foreigner shows passport and permit, instead of either.
        proxy_when_flagged: Whether a proxy may collect although the request has FLAGs.
        required_record_matches: What must have been compared with the operator's own record before approval.
        uncompared_is_flag: Whether a detail that nobody could compare is a doubt to be decided, instead of missing.
        owner_told: What is asked of telling the registered owner before the card is handed out.
        tellings_apart: Where the old number must be told twice, how far apart.
        max_tellings: How often the owner may be told.
        max_information_rounds: How often more may be asked for.
        max_identity_failures: How many failed looks at the counter lead to a hold.
        max_visits: How often the card may be handed out for inspection.
        max_exchanges: How often a faulty card may be exchanged on the spot.
        max_releases: How often a hold may be lifted.
        max_collection_changes: How often the way to collect may be changed after approval.
        draft_deadline: How long a draft lives.
        information_deadline: How long the applicant has to answer.
        collection_deadline: How long the card waits.
        visit_length: How long a visit to the counter lasts at most, from `Collect` to `AcceptCard`.
        letter_max_age: How old a letter of authorization may be.
        accepted_card_flags: The FLAGs that the number of a new card may show.
        objection_window: How long after the notices the owner may object before the card can be activated.
        safeguards: What stays barred after activation.
        machines: The identifiers under which systems and the network act; nobody else acts as one.
        duties_apart: Which duties one person may not have on one request, besides those that are always apart.
        machines_only: The duties that no person does.

    Raises:
        InvalidValueError: A limit below one, a negative span, or no way to collect.

    Example:
        >>> from simreplace import ARTICLE
        >>> strict = attrs.evolve(ARTICLE, name="in person only", collection_methods=(CollectionMethod.IN_PERSON,))
        >>> strict.offers(CollectionMethod.BY_PROXY)
        False
        >>> strict
        Policy(name='in person only', collection_methods=(CollectionMethod.IN_PERSON,))
        >>> ARTICLE
        ARTICLE
    """

    name: str = attrs.field(converter=plain_text)
    sources: tuple[tuple[str, str], ...] = attrs.field(default=(), converter=_sources, repr=False)
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
    required_record_matches: tuple[str, ...] = attrs.field(default=("identity_number",), converter=_details)
    uncompared_is_flag: bool = True
    owner_told: OwnerTold = attrs.field(default=OwnerTold.ONCE, converter=_owner_told)
    tellings_apart: timedelta = attrs.field(default=timedelta(hours=6), converter=_span)
    max_tellings: int = 20
    max_information_rounds: int = 3
    max_identity_failures: int = 3
    max_visits: int = 3
    max_exchanges: int = 2
    max_releases: int = 2
    max_collection_changes: int = 3
    draft_deadline: timedelta = attrs.field(default=timedelta(days=30), converter=_span)
    information_deadline: timedelta = attrs.field(default=timedelta(days=14), converter=_span)
    collection_deadline: timedelta = attrs.field(default=timedelta(days=30), converter=_span)
    visit_length: timedelta = attrs.field(default=timedelta(hours=4), converter=_span)
    letter_max_age: timedelta = attrs.field(default=timedelta(days=90), converter=_span)
    accepted_card_flags: tuple[IssueCode, ...] = attrs.field(default=(), converter=_codes)
    objection_window: timedelta = attrs.field(default=timedelta(0), converter=_span)
    safeguards: tuple[SafeguardRule, ...] = attrs.field(default=(), converter=_safeguards)
    machines: tuple[str, ...] = attrs.field(default=("system", "network", "deadline"), converter=_machines)
    duties_apart: Pairs = attrs.field(default=(), converter=_pairs)
    machines_only: tuple[Duty, ...] = attrs.field(default=(), converter=_duties)
    _is_shipped: bool = attrs.field(default=False, init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        wrong = [
            name for name in _LIMITS if type(getattr(self, name)) is not int or not 1 <= getattr(self, name) <= _MOST
        ]
        wrong += [name for name in _SPANS if not timedelta(0) <= getattr(self, name) <= _LONGEST]
        wrong += [name for name in _SWITCHES if type(getattr(self, name)) is not bool]
        if not self.collection_methods:
            wrong.append("collection_methods")
        if not {Reason.LOST, Reason.DAMAGED} <= {reason for reason, _ in self.evidence}:
            wrong.append("evidence")
        if wrong:
            raise InvalidValueError(tuple(Issue(IssueCode.POLICY_LIMIT, "/" + name) for name in wrong))

    def __repr__(self) -> str:
        # One that was derived is not the shipped one, whatever it is called.
        return self.name if self._is_shipped else changed_fields(self)

    def offers(self, method: CollectionMethod) -> bool:
        """Whether a card can be collected in this way."""
        return method in self.collection_methods

    def evidence_for(self, reason: Reason) -> tuple[Paper, ...]:
        """What must be seen before a request for this reason is approved."""
        listed = dict(self.evidence)
        return listed[reason if reason in listed else _EVIDENCE_OF[reason]]

    def source_of(self, field: str) -> str:
        """The rule that a field rests on, or "library rule"."""
        return next((source for name, source in self.sources if name == field), LIBRARY_RULE)


LIBRARY_RULE: Final = "library rule"


def the_policy(value: Policy) -> Policy:
    """The policy by which something is judged.

    Raises:
        TypeError: It is none, such as a ReviewPolicy, which is only a part of one.
    """
    meant = (
        "policy is a Policy, such as ARTICLE: a ReviewPolicy is its `review`, as in attrs.evolve(ARTICLE, review=...)"
    )
    return in_its_place(Policy, value, meant)


def shipped(policy: Policy) -> Policy:
    """The same policy, which from here on prints as its name alone; for those of `presets`."""
    object.__setattr__(policy, "_is_shipped", True)
    return policy


class Direction(StrEnum):
    """Whether a field of a policy asks for more or for less than another's.

    Example:
        >>> Direction("stricter")
        <Direction.STRICTER: 'stricter'>
    """

    STRICTER = "stricter"
    LAXER = "laxer"


def _subset(old: object, new: object) -> bool:
    return set(cast("Iterable[object]", new)) <= set(cast("Iterable[object]", old))


def _superset(old: object, new: object) -> bool:
    return set(cast("Iterable[object]", new)) >= set(cast("Iterable[object]", old))


def _less(old: Any, new: Any) -> bool:
    return bool(new < old)


def _more(old: Any, new: Any) -> bool:
    return bool(new > old)


def _asks_more(old: Evidence, new: Evidence) -> bool:
    of_old, of_new = dict(old), dict(new)
    return of_old.keys() == of_new.keys() and all(set(of_new[reason]) >= set(papers) for reason, papers in old)


def _unordered_pairs(pairs: Pairs) -> set[frozenset[Duty]]:
    return {frozenset(pair) for pair in pairs}


def _more_apart(old: Pairs, new: Pairs) -> bool:
    return _unordered_pairs(new) >= _unordered_pairs(old)


# When a new value of a field is stricter than the old one. What stands here not at all cannot be compared.
_STRICTER: Final[Mapping[str, Callable[[Any, Any], bool]]] = MappingProxyType(
    {
        "collection_methods": _subset,
        "evidence": _asks_more,
        "supporting": _superset,
        "foreigner_needs_all": _more,
        "proxy_when_flagged": _less,
        "required_record_matches": _superset,
        "uncompared_is_flag": _less,
        "owner_told": lambda _, new: new is OwnerTold.BOTH,
        "tellings_apart": _more,
        "visit_length": _less,
        "letter_max_age": _less,
        "accepted_card_flags": _subset,
        "objection_window": _more,
        "safeguards": _superset,
        "duties_apart": _more_apart,
        "machines_only": _superset,
        **dict.fromkeys((*_LIMITS, "draft_deadline", "information_deadline", "collection_deadline"), _less),
    }
)


def policy_diff(old: Policy, new: Policy) -> tuple[tuple[str, Direction], ...]:
    """The fields in which a policy differs from another, and whether each asks for more or for less.

    What cannot be compared, such as a review of other days, counts as laxer; so does every change of `machines`, for
    a person may act under a name that no system has any more.

    Args:
        old: The policy as it was.
        new: The policy as it would be.

    Example:
        >>> from simreplace import ARTICLE
        >>> dict(policy_diff(ARTICLE, attrs.evolve(ARTICLE, max_visits=1)))
        {'max_visits': <Direction.STRICTER: 'stricter'>}
    """
    the_policy(old)
    the_policy(new)
    return tuple(
        (name, Direction.STRICTER if _is_stricter(name, old, new) else Direction.LAXER)
        for name in (
            field.name for field in attrs.fields(Policy) if field.init and field.name not in {"name", "sources"}
        )
        if getattr(old, name) != getattr(new, name)
    )


def _is_stricter(name: str, old: Policy, new: Policy) -> bool:
    return name in _STRICTER and _STRICTER[name](getattr(old, name), getattr(new, name))
