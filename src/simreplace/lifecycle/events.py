"""What can happen to a request: one frozen class per event, with the values that events carry.

An event says what happened and who did it, and carries an `id` of the host's making, so that the same event told twice
counts once. It says no time and vouches for nobody else: when it happened is the host's to say (`now=`), and whoever
decides, compares, tells or looks does so in an event of their own.
"""

import re
from collections.abc import Iterable, Mapping
from inspect import unwrap
from itertools import islice
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast

import attrs

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode
from simreplace.lifecycle.states import (
    CancelReason,
    Defect,
    EidUnknown,
    Match,
    RejectReason,
    State,
    TellMeans,
    TellOutcome,
)
from simreplace.people import (
    Actor,
    AuthorizationLetter,
    CardForm,
    Channel,
    CollectionMethod,
    IdentityDocument,
    OwnerContact,
    Paper,
    ReplacementForm,
    Role,
)
from simreplace.shown import printable
from simreplace.values import (
    LIST_CAP,
    ActivationCode,
    Eid,
    Iccid,
    hidden,
    instance_of,
    naming_its_fields,
    one_of,
    parsed,
    to_iccid,
    to_identifier,
    to_text,
    to_text_or_none,
    to_truth,
    to_truth_or_none,
)

__all__ = [
    "AcceptCard",
    "Activate",
    "Answer",
    "Approve",
    "Cancel",
    "CancelReason",
    "ChangeCollection",
    "CloseUnresolved",
    "Collect",
    "CompareRecord",
    "ConfirmFraud",
    "DecideFlag",
    "Defect",
    "EidUnknown",
    "Event",
    "ExchangeCard",
    "Expire",
    "FailActivation",
    "FailIdentity",
    "Hold",
    "Inspection",
    "MakeReady",
    "Match",
    "OrderActivation",
    "OwnerContact",
    "ProvideInformation",
    "RaiseObjection",
    "RecordMatch",
    "Reject",
    "RejectReason",
    "Release",
    "ReportFault",
    "RequestInformation",
    "ReturnCard",
    "State",
    "Submit",
    "TellMeans",
    "TellOutcome",
    "TellOwner",
    "event_name",
]

T = TypeVar("T")

# Lower-case words, joined or in a pointer, with the places in two lists as the only digits: more could spell a number.
TOKEN: Final = re.compile(r"(?!(?:.*[/.][0-9]){3})/?[a-z]+(?:_[a-z]+)*(?:(?:/|[.])(?:[a-z]+(?:_[a-z]+)*|[0-9]{1,2}))*")
_VISITORS: Final = frozenset({Role.APPLICANT, Role.PROXY})


def _items(value: Iterable[object], most: int = LIST_CAP) -> tuple[object, ...]:
    """A list of bounded length; a lone text is iterable too, and would fall apart into letters."""
    kind: Any = type(value)
    if issubclass(kind, str | bytes | bytearray | Mapping) or not issubclass(kind, Iterable):
        raise InvalidValueError((Issue(IssueCode.FORM_TYPE),))
    # One more than there may be: what never ends is not gone through.
    items = tuple(islice(value, most + 1))
    if len(items) > most:
        raise InvalidValueError((Issue(IssueCode.TEXT_TOO_LONG, params=(("limit", most),)),))
    return items


def _all_of(kind: type[T], value: Iterable[object]) -> tuple[T, ...]:
    return tuple(instance_of(kind, item) for item in _items(value))


def _form(value: ReplacementForm) -> ReplacementForm:
    return instance_of(ReplacementForm, value)


def _actor(value: Actor) -> Actor:
    return instance_of(Actor, value)


def _visitor(value: Actor) -> Actor:
    if _actor(value).role not in _VISITORS:
        raise InvalidValueError((Issue(IssueCode.FORM_CHOICE, "/role", (("choices", "applicant, proxy"),)),))
    return value


def _code(value: IssueCode | str) -> IssueCode:
    return one_of(IssueCode, value)


def _codes(value: Iterable[Issue | IssueCode | str]) -> tuple[IssueCode, ...]:
    """The codes of issues, or codes as they are; whoever has seen everything may name every code there is."""
    items = _items(value, len(IssueCode))
    return tuple(item.code if isinstance(item, Issue) else one_of(IssueCode, item) for item in items)


def _match(value: Match | str) -> Match:
    return one_of(Match, value)


def _contact(value: OwnerContact | str) -> OwnerContact:
    return one_of(OwnerContact, value)


def _means(value: TellMeans | str) -> TellMeans:
    return one_of(TellMeans, value)


def _outcome(value: TellOutcome | str) -> TellOutcome:
    return one_of(TellOutcome, value)


def _channel_or_none(value: Channel | str | None) -> Channel | None:
    return None if value is None else one_of(Channel, value)


def _method(value: CollectionMethod | str) -> CollectionMethod:
    return one_of(CollectionMethod, value)


def _papers(value: Iterable[Paper | str]) -> tuple[Paper, ...]:
    return tuple(one_of(Paper, item) for item in _items(value))


def _reject_reasons(value: Iterable[RejectReason | str]) -> tuple[RejectReason, ...]:
    return tuple(one_of(RejectReason, item) for item in _items(value))


def _cancel_reason(value: CancelReason | str) -> CancelReason:
    return one_of(CancelReason, value)


def _defects(value: Iterable[Defect | str]) -> tuple[Defect, ...]:
    return tuple(one_of(Defect, item) for item in _items(value))


def _place(value: int) -> int:
    if type(value) is not int or not 0 <= value < LIST_CAP:
        raise InvalidValueError((Issue(IssueCode.FORM_TYPE),))
    return value


def to_token(value: str) -> str:
    """A name or pointer of a field, or a token of the host's: a sentence could carry anything, and is refused."""
    text = to_text(value)
    if TOKEN.fullmatch(text) is None:
        raise InvalidValueError((Issue(IssueCode.FORM_CHOICE, params=(("choices", "full_name, msisdn, reason"),)),))
    return text


def _tokens(value: Iterable[str]) -> tuple[str, ...]:
    """Names of fields; a lone one is taken as one, not as its letters."""
    return (
        (to_token(value),) if isinstance(value, str) else tuple(to_token(cast("str", item)) for item in _items(value))
    )


def is_of_tokens(field: "attrs.Attribute[Any]") -> bool:
    """Whether a field of an event holds tokens, and not just any text."""
    convert: Any = attrgetter("converter")(field)
    return unwrap(convert) in {to_token, _tokens}


def _eid_or_none(value: Eid | str | None) -> Eid | None:
    return None if value is None else parsed(Eid, value)


def _eid_unknown_or_none(value: EidUnknown | str | None) -> EidUnknown | None:
    return None if value is None else one_of(EidUnknown, value)


def _activation_code_or_none(value: ActivationCode | str | None) -> ActivationCode | None:
    return None if value is None else parsed(ActivationCode, value)


def _outlet_or_none(value: str | None) -> str | None:
    """The name of an outlet; a blank one names none."""
    named = to_text_or_none(value)
    return None if named is None or not named.strip() else named


def _iccid_or_none(value: Iccid | str | None) -> Iccid | None:
    return None if value is None else to_iccid(value)


def _document_or_none(value: IdentityDocument | None) -> IdentityDocument | None:
    return None if value is None else instance_of(IdentityDocument, value)


def _letter_or_none(value: AuthorizationLetter | None) -> AuthorizationLetter | None:
    return None if value is None else instance_of(AuthorizationLetter, value)


@printable
@attrs.frozen(field_transformer=naming_its_fields)
class Answer:
    """What the applicant gave to one asked item.

    Args:
        item: The item as it was asked: a paper's value such as "purchase_record", or a field's name.
        text: What they answered, where it is a text.

    Example:
        >>> Answer("purchase_record", "the receipt, by mail")
        Answer(item='purchase_record', text=***)
    """

    item: str = attrs.field(converter=to_token)
    text: str = attrs.field(default="", converter=to_text, repr=hidden)


@printable
@attrs.frozen(field_transformer=naming_its_fields)
class RecordMatch:
    """How one detail compares with the operator's own record of the subscriber.

    Args:
        detail: Which detail: "name", "birth_date", "identity_number", or a name of the host's.
        outcome: The answer.

    Example:
        >>> RecordMatch("identity_number", Match.TRUE).outcome
        <Match.TRUE: 'true'>
    """

    detail: str = attrs.field(converter=to_token)
    outcome: Match = attrs.field(converter=_match)


# What an inspection asks of each form of card.
INSPECTED: Final = MappingProxyType(
    {
        CardForm.PHYSICAL: ("surface", "contacts", "chip", "packaging", "number", "iccid"),
        CardForm.ESIM: ("profile_installed", "number", "code_used_once", "iccid"),
    }
)
# What only an eSIM can have, or lack. The reverse is not asked: an eSIM may come on a printed sheet in a package.
OF_ESIMS: Final = ("profile_installed", "code_used_once")
FAULTS_OF_ESIMS: Final = frozenset({Defect.PROFILE_NOT_INSTALLED, Defect.CODE_USED_BEFORE})


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class Inspection:
    """What was seen of the card on the counter; None is "not looked at".

    Args:
        surface: Free of scratches.
        contacts: Clean and whole.
        chip: Intact.
        packaging: Unopened.
        profile_installed: For an eSIM: the profile is on the phone.
        code_used_once: For an eSIM: the activation code was used by this phone alone.
        number: The right number.
        iccid: The ICCID as read off the card, or off the phone.

    Example:
        >>> Inspection(surface=True, chip=False).unanswered()
        ('contacts', 'packaging', 'number', 'iccid')
    """

    surface: bool | None = attrs.field(default=None, converter=to_truth_or_none)
    contacts: bool | None = attrs.field(default=None, converter=to_truth_or_none)
    chip: bool | None = attrs.field(default=None, converter=to_truth_or_none)
    packaging: bool | None = attrs.field(default=None, converter=to_truth_or_none)
    profile_installed: bool | None = attrs.field(default=None, converter=to_truth_or_none)
    code_used_once: bool | None = attrs.field(default=None, converter=to_truth_or_none)
    number: bool | None = attrs.field(default=None, converter=to_truth_or_none)
    iccid: Iccid | None = attrs.field(default=None, converter=_iccid_or_none)

    def unanswered(self, card_form: CardForm = CardForm.PHYSICAL) -> tuple[str, ...]:
        """The items of this form of card that nobody has looked at."""
        return tuple(item for item in INSPECTED[card_form] if getattr(self, item) is None)

    @property
    def unsound(self) -> tuple[str, ...]:
        """The items that were looked at and found wanting."""
        return tuple(field.name for field in attrs.fields(Inspection) if getattr(self, field.name) is False)


def _answers(value: Iterable[Answer]) -> tuple[Answer, ...]:
    return _all_of(Answer, value)


def _matches(value: Iterable[RecordMatch]) -> tuple[RecordMatch, ...]:
    return _all_of(RecordMatch, value)


def _inspection(value: Inspection) -> Inspection:
    return instance_of(Inspection, value)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class Event:
    """What every event has.

    Args:
        id: The host's identifier of this event; the same event told twice counts once.
        by: Who did it, in which capacity.
        note: A remark.

    Example:
        >>> from simreplace import events
        >>> issubclass(events.Submit, events.Event)
        True
    """

    id: str = attrs.field(converter=to_identifier, repr=hidden)
    by: Actor = attrs.field(converter=_actor)
    note: str = attrs.field(default="", converter=to_text, repr=hidden)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class Submit(Event):
    """The form is sent.

    Args:
        form: The whole form.
        acknowledged: The codes of the FLAGs that the sender has seen.
        other_open_request: Whether the host knows of another open request for this number. No default: somebody looks.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is Submit})
        ['in_review']
    """

    form: ReplacementForm = attrs.field(converter=_form)
    acknowledged: tuple[IssueCode, ...] = attrs.field(default=(), converter=_codes)
    other_open_request: bool = attrs.field(converter=to_truth)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class CompareRecord(Event):
    """Details of the form were compared with the operator's own record of the subscriber.

    Args:
        matches: The details, each with its answer.
        document: Which of the form's documents the identity number was taken from, counted from 0.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is CompareRecord})
        ['in_review']
    """

    matches: tuple[RecordMatch, ...] = attrs.field(converter=_matches)
    document: int = attrs.field(default=0, converter=_place)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class DecideFlag(Event):
    """Somebody decides whether one FLAG may stand, with the original in hand.

    Args:
        code: The FLAG.
        pointer: Where it is: the pointer that `check_form` gives, or `/record/<detail>`.
        accepted: Whether it may stand.
        reason: Why.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is DecideFlag})
        ['in_review']
    """

    code: IssueCode = attrs.field(converter=_code)
    pointer: str = attrs.field(converter=to_text, repr=hidden)
    accepted: bool = attrs.field(converter=to_truth)
    reason: str = attrs.field(converter=to_text, repr=hidden)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class TellOwner(Event):
    """The registered owner is told of the replacement, or the attempt is made.

    Args:
        to: The old number, or a contact from the operator's own record; what only the form names never counts.
        means: By what.
        outcome: What came of it.

    Example:
        >>> from simreplace import lifecycle
        >>> "on_hold" in {row.source.value for row in lifecycle.TRANSITIONS if row.event is TellOwner}
        True
    """

    to: OwnerContact = attrs.field(converter=_contact)
    means: TellMeans = attrs.field(converter=_means)
    outcome: TellOutcome = attrs.field(converter=_outcome)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class RequestInformation(Event):
    """The reviewer needs more.

    Args:
        papers: Papers that are asked for.
        fields: Fields of the form that are asked for again.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is RequestInformation})
        ['information_requested']
    """

    papers: tuple[Paper, ...] = attrs.field(default=(), converter=_papers)
    fields: tuple[str, ...] = attrs.field(default=(), converter=_tokens)

    @property
    def items(self) -> tuple[str, ...]:
        """Everything that is asked for, in order."""
        return tuple(paper.value for paper in self.papers) + self.fields


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class ProvideInformation(Event):
    """The applicant answers, with the whole form as it now is.

    Args:
        form: The whole form.
        answers: One answer for each asked item.
        acknowledged: The codes of the FLAGs that the sender has seen.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is ProvideInformation})
        ['in_review']
    """

    form: ReplacementForm = attrs.field(converter=_form)
    answers: tuple[Answer, ...] = attrs.field(default=(), converter=_answers)
    acknowledged: tuple[IssueCode, ...] = attrs.field(default=(), converter=_codes)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class Approve(Event):
    """The reviewer is satisfied.

    Args:
        evidence: What was seen or done.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is Approve})
        ['approved']
    """

    evidence: tuple[Paper, ...] = attrs.field(default=(), converter=_papers)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class Reject(Event):
    """The reviewer is not, or a supervisor takes an approval back.

    Args:
        reasons: At least one.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is Reject})
        ['rejected']
    """

    reasons: tuple[RejectReason, ...] = attrs.field(converter=_reject_reasons)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class MakeReady(Event):
    """A card lies at an outlet, or an eSIM is prepared there.

    Args:
        iccid: The card.
        outlet: Where it lies.
        eid: The chip that an eSIM is meant for, where it is known.
        activation_code: The code of an eSIM, where one is handed out; some phones fetch their profile without.
        eid_unknown: Why the chip of an eSIM is not known, where it is not.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is MakeReady})
        ['ready_for_collection']
    """

    iccid: Iccid = attrs.field(converter=to_iccid)
    outlet: str = attrs.field(converter=to_text, repr=hidden)
    eid: Eid | None = attrs.field(default=None, converter=_eid_or_none)
    activation_code: ActivationCode | None = attrs.field(default=None, converter=_activation_code_or_none)
    eid_unknown: EidUnknown | None = attrs.field(default=None, converter=_eid_unknown_or_none)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class ChangeCollection(Event):
    """The card is to be fetched in another way, or elsewhere.

    Args:
        method: How.
        outlet: Where; None leaves it as it is.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is ChangeCollection})
        ['approved', 'ready_for_collection']
    """

    method: CollectionMethod = attrs.field(converter=_method)
    outlet: str | None = attrs.field(default=None, converter=_outlet_or_none, repr=hidden)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class Collect(Event):
    """Somebody stands at the counter, and the card is shown to them.

    Args:
        outlet: Which counter.
        visitor: Who has come, applicant or proxy, under the host's id of that person or of their queue ticket.
        id_seen: The applicant's original document as the clerk sees it; None if it was not brought.
        papers_seen: The other papers they brought.
        letter: The authorization letter, where a proxy came.
        proxy_id_seen: The own original document of the proxy, or of the head of a child's family.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is Collect})
        ['inspecting']
    """

    outlet: str = attrs.field(converter=to_text, repr=hidden)
    visitor: Actor = attrs.field(converter=_visitor)
    id_seen: IdentityDocument | None = attrs.field(default=None, converter=_document_or_none)
    papers_seen: tuple[Paper, ...] = attrs.field(default=(), converter=_papers)
    letter: AuthorizationLetter | None = attrs.field(default=None, converter=_letter_or_none)
    proxy_id_seen: IdentityDocument | None = attrs.field(default=None, converter=_document_or_none)

    @property
    def is_by_proxy(self) -> bool:
        """Whether somebody else came for the applicant."""
        return self.visitor.role is Role.PROXY


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class FailIdentity(Event):
    """The person at the counter is not shown to be the right one.

    Args:
        reason: What was wrong.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is FailIdentity})
        ['on_hold', 'ready_for_collection']
    """

    reason: str = attrs.field(default="", converter=to_text, repr=hidden)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class AcceptCard(Event):
    """The card was looked at and taken.

    Args:
        inspection: What was seen.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is AcceptCard})
        ['accepted']
    """

    inspection: Inspection = attrs.field(converter=_inspection)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class ReportFault(Event):
    """The card is faulty; it is void from here.

    Args:
        defects: At least one.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is ReportFault})
        ['exchanging']
    """

    defects: tuple[Defect, ...] = attrs.field(converter=_defects)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class ExchangeCard(Event):
    """Another card is put on the counter.

    Args:
        iccid: The new card.
        eid: The chip that an eSIM is meant for, where it is known.
        activation_code: The code of an eSIM, where one is handed out; some phones fetch their profile without.
        eid_unknown: Why the chip of an eSIM is not known, where it is not.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is ExchangeCard})
        ['inspecting']
    """

    iccid: Iccid = attrs.field(converter=to_iccid)
    eid: Eid | None = attrs.field(default=None, converter=_eid_or_none)
    activation_code: ActivationCode | None = attrs.field(default=None, converter=_activation_code_or_none)
    eid_unknown: EidUnknown | None = attrs.field(default=None, converter=_eid_unknown_or_none)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class ReturnCard(Event):
    """The person leaves without the card, or brings it back.

    Args:
        reason: Why.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is ReturnCard})
        ['approved', 'ready_for_collection']
    """

    reason: str = attrs.field(default="", converter=to_text, repr=hidden)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class OrderActivation(Event):
    """Permission to turn the new card on: only after this may the host ask the network.

    Args:
        iccid: The card.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is OrderActivation})
        ['activating']
    """

    iccid: Iccid = attrs.field(converter=to_iccid)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class Activate(Event):
    """The network has turned a card on.

    Args:
        iccid: Which.
        old_card_deactivated: Whether the old card is off. No default: the network says so.

    Example:
        >>> from simreplace import lifecycle
        >>> "on_hold" in {row.source.value for row in lifecycle.TRANSITIONS if row.event is Activate}
        True
    """

    iccid: Iccid = attrs.field(converter=to_iccid)
    old_card_deactivated: bool = attrs.field(converter=to_truth)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class FailActivation(Event):
    """The network could not turn a card on, or has turned it off again.

    Args:
        iccid: Which.
        code: The network's error code.
        old_card_deactivated: Whether the old card is off. No default: the network says so.

    Example:
        >>> from simreplace import lifecycle
        >>> "on_hold" in {row.source.value for row in lifecycle.TRANSITIONS if row.event is FailActivation}
        True
    """

    iccid: Iccid = attrs.field(converter=to_iccid)
    code: str = attrs.field(default="", converter=to_text, repr=hidden)
    old_card_deactivated: bool = attrs.field(converter=to_truth)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class Hold(Event):
    """Somebody of the operator stops everything.

    Args:
        reason: Why.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is Hold})
        ['on_hold']
    """

    reason: str = attrs.field(converter=to_text, repr=hidden)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class RaiseObjection(Event):
    """The registered owner says: that was not me.

    Args:
        reason: What they said.
        channel: How they reached the operator, where known.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is RaiseObjection})
        ['on_hold']
    """

    reason: str = attrs.field(default="", converter=to_text, repr=hidden)
    channel: Channel | None = attrs.field(default=None, converter=_channel_or_none)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class Release(Event):
    """A fraud analyst lifts the hold; with an objection in it, a supervisor.

    Args:
        finding: What they found.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is Release})
        ['approved', 'completed', 'in_review', 'information_requested', 'ready_for_collection']
    """

    finding: str = attrs.field(converter=to_text, repr=hidden)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class ConfirmFraud(Event):
    """A fraud analyst confirms fraud.

    Args:
        finding: What they found.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is ConfirmFraud})
        ['failed']
    """

    finding: str = attrs.field(converter=to_text, repr=hidden)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class CloseUnresolved(Event):
    """A supervisor ends a hold that could not be cleared.

    Args:
        finding: What is known.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is CloseUnresolved})
        ['rejected']
    """

    finding: str = attrs.field(converter=to_text, repr=hidden)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class Cancel(Event):
    """The applicant no longer wants it.

    Args:
        reason: Why, "old card found" among the answers.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is Cancel})
        ['cancelled']
    """

    reason: CancelReason = attrs.field(converter=_cancel_reason)


@printable
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class Expire(Event):
    """A deadline has passed.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is Expire})
        ['expired']
    """


EVENTS: Final[tuple[type[Event], ...]] = (
    Submit,
    CompareRecord,
    DecideFlag,
    TellOwner,
    RequestInformation,
    ProvideInformation,
    Approve,
    Reject,
    MakeReady,
    ChangeCollection,
    Collect,
    FailIdentity,
    AcceptCard,
    ReportFault,
    ExchangeCard,
    ReturnCard,
    OrderActivation,
    Activate,
    FailActivation,
    Hold,
    RaiseObjection,
    Release,
    ConfirmFraud,
    CloseUnresolved,
    Cancel,
    Expire,
)
"""Every event there is."""

NETWORK_FACTS: Final = frozenset({Activate, FailActivation})
"""What the network tells is a fact: it is recorded and never refused."""

PROTECTIVE: Final = frozenset({Hold, RaiseObjection, ConfirmFraud, CloseUnresolved, Reject, Cancel, Expire})
"""What stops or ends a request is never refused for a clock, a counter, a policy, a duty or a deadline."""

_KINDS: Final[tuple[type[Event], ...]] = (Event, *EVENTS)
_NAMES: Final = MappingProxyType({kind: re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.__name__).lower() for kind in _KINDS})
BY_NAME: Final = MappingProxyType({_NAMES[kind]: kind for kind in EVENTS})
"""Every event under its name in records and words."""


def event_name(kind: type[Event]) -> str:
    """The name of a kind of event in records and words.

    Example:
        >>> event_name(MakeReady)
        'make_ready'
    """
    return _NAMES[kind]
