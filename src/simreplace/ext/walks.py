"""Made-up requests on their way: who acts, what each event says where a gate would let it through, and how to get there."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any, Final

import attrs

from simreplace import (
    ARTICLE,
    WIB,
    Actor,
    AuthorizationLetter,
    CardForm,
    CollectionMethod,
    DocumentKind,
    IdentityDocument,
    IssueCode,
    Paper,
    Policy,
    ReplacementRequest,
    Role,
    State,
    check_form,
    events,
    lifecycle,
    open_request,
)
from simreplace.errors import NoSuchStepError
from simreplace.ext.made_up import st, with_luhn, with_remainder
from simreplace.ext.personas import ON, forms, letters
from simreplace.lifecycle import Event, Standing, deadline, standing, told_since
from simreplace.shown import printable

OUTLET: Final = "Gerai Contoh"
SOON: Final = timedelta(minutes=5)
_SALT: Final = bytes(range(16))
_NO_CARD: Final = 99_999
_MOST_STEPS: Final = 40


# ---- What somebody who wants to get on says


def actor(role: Role, number: int = 1, *, policy: Policy = ARTICLE) -> Actor:
    """Of each role a person of their own; a machine acts under a name that the policy knows, where it knows any."""
    if role not in {Role.SYSTEM, Role.NETWORK}:
        return Actor(role, f"{role.value}-{number}")
    return Actor(role, role.value if role.value in policy.machines else next(iter(policy.machines), role.value))


def _card(number: int) -> str:
    return with_luhn(f"8962661{number:011}")


@printable
@attrs.frozen(kw_only=True)
class Seen:
    """What is known to whoever says something."""

    request: ReplacementRequest
    stands: Standing
    policy: Policy
    moment: datetime
    letter: AuthorizationLetter

    @property
    def card(self) -> Any:
        """The card at hand, or one that nobody knows."""
        return self.stands.card or _card(_NO_CARD)

    @property
    def next_card(self) -> str:
        """One that was not used yet."""
        return _card(len(self.stands.cards) + 1)

    @property
    def visitor(self) -> Actor:
        """Who stands at the counter, or would."""
        return self.stands.visit.visitor if self.stands.visit else actor(Role.APPLICANT)


def _submission(seen: Seen) -> dict[str, Any]:
    day = seen.moment.astimezone(seen.policy.review.zone).date()
    flags = check_form(seen.request.form, on=day, policy=seen.policy).flags
    return {"form": seen.request.form, "acknowledged": flags}


def _comparison(seen: Seen) -> dict[str, Any]:
    wanted = dict.fromkeys((*seen.policy.required_record_matches, "identity_number", "birth_date"))
    left = [it for it in wanted if it not in seen.stands.comparisons and not seen.stands.differs(it)]
    return {"matches": [events.RecordMatch(detail, "true") for detail in left]}


def _waiting(seen: Seen) -> Iterator[tuple[str, str]]:
    """The FLAGs for which an approval waits, each with its place."""
    approval = events.Approve(id="contoh", by=actor(Role.REVIEWER), evidence=tuple(Paper))
    if seen.request.state is State.IN_REVIEW:
        for issue in lifecycle.decide(seen.request, approval, now=seen.moment).issues:
            if issue.code is IssueCode.APPROVE_FLAG_UNDECIDED:
                where = issue.pointer.removeprefix("/request").removeprefix("/form")
                yield str(dict(issue.params)["code"]), where


def _flag(seen: Seen) -> dict[str, Any]:
    code, where = next(_waiting(seen), (IssueCode.NIK_SEX_DIFFERS.value, "/applicant/documents/0/number"))
    return {"code": code, "pointer": where, "accepted": True, "reason": "contoh"}


def _telling(seen: Seen) -> dict[str, Any]:
    if seen.stands.lost_number_called:
        return {"to": "registered_contact", "means": "sms", "outcome": "delivered"}
    return {"to": "old_number", "means": "call", "outcome": "unreachable"}


def _visit(seen: Seen) -> dict[str, Any]:
    person, letter = seen.request.applicant, seen.letter
    said: dict[str, Any] = {"outlet": seen.stands.card_outlet, "id_seen": next(iter(person.documents), None)}
    said["papers_seen"] = tuple(Paper)
    if person.head_of_family is not None:
        head = person.head_of_family
        shown = IdentityDocument(kind=DocumentKind.KTP, number=head.nik, holder_name=head.full_name)
        return {**said, "visitor": actor(Role.PROXY), "proxy_id_seen": shown}
    if seen.request.collection is CollectionMethod.BY_PROXY:
        return {**said, "visitor": actor(Role.PROXY), "proxy_id_seen": letter.proxy_document, "letter": letter}
    return {**said, "visitor": actor(Role.APPLICANT)}


def _new_card(seen: Seen) -> dict[str, Any]:
    """A card that was not used yet; of an eSIM the second one goes to a phone of which nobody knows the chip."""
    number = len(seen.stands.cards) + 1
    if seen.request.form.card_form is CardForm.PHYSICAL:
        return {"iccid": seen.next_card}
    chip = {"eid": with_remainder(f"8900{number:026}")} if number % 2 else {"eid_unknown": "bound_on_download"}
    return {"iccid": seen.next_card, "activation_code": f"LPA:1$smdp.example.com$CONTOH-{number:05}", **chip}


def _inspection(seen: Seen) -> dict[str, Any]:
    esim = seen.request.form.card_form is CardForm.ESIM
    looked_at = ("profile_installed", "code_used_once") if esim else ("surface", "contacts", "chip", "packaging")
    return {"inspection": events.Inspection(number=True, iccid=seen.card, **dict.fromkeys(looked_at, True))}


def _nothing(_: Seen) -> dict[str, Any]:
    return {}


def _by(role: Role, number: int = 1) -> Callable[[Seen], Actor]:
    return lambda seen: actor(role, number, policy=seen.policy)


def _rejecter(seen: Seen) -> Actor:
    return actor(Role.REVIEWER if seen.request.state is State.IN_REVIEW else Role.SUPERVISOR)


def _releaser(seen: Seen) -> Actor:
    return actor(Role.SUPERVISOR if seen.stands.objected else Role.FRAUD_ANALYST)


def _visitor(seen: Seen) -> Actor:
    return seen.visitor


def _word(**said: object) -> Callable[[Seen], dict[str, Any]]:
    return lambda _: said


_A, _S, _C = _by(Role.APPLICANT), _by(Role.SYSTEM), _by(Role.COUNTER_CLERK)
_SAID: Final[Mapping[type[Event], tuple[Callable[[Seen], Actor], Callable[[Seen], dict[str, Any]]]]] = MappingProxyType(
    {
        events.Submit: (_A, lambda seen: {**_submission(seen), "other_open_request": False}),
        events.CompareRecord: (_S, _comparison),
        events.DecideFlag: (_by(Role.FRAUD_ANALYST), _flag),
        events.TellOwner: (_S, _telling),
        events.RequestInformation: (_by(Role.REVIEWER), _word(papers=(Paper.PURCHASE_RECORD,), fields=("outlet",))),
        events.ProvideInformation: (
            _A,
            lambda seen: {**_submission(seen), "answers": [events.Answer(it, "contoh") for it in seen.stands.asked]},
        ),
        events.Approve: (_by(Role.REVIEWER), _word(evidence=tuple(Paper))),
        events.Reject: (_rejecter, _word(reasons=("other",))),
        events.MakeReady: (_C, lambda seen: {**_new_card(seen), "outlet": seen.request.outlet or OUTLET}),
        events.ChangeCollection: (_A, lambda seen: {"method": seen.request.collection, "outlet": "Gerai Contoh 2"}),
        events.Collect: (_C, _visit),
        events.FailIdentity: (_C, _word(reason="contoh")),
        events.AcceptCard: (_visitor, _inspection),
        events.ReportFault: (_visitor, _word(defects=("chip_damaged",))),
        events.ExchangeCard: (_C, _new_card),
        events.ReturnCard: (_C, _nothing),
        events.OrderActivation: (_S, lambda seen: {"iccid": seen.card}),
        events.Activate: (_by(Role.NETWORK), lambda seen: {"iccid": seen.card, "old_card_deactivated": True}),
        events.FailActivation: (_by(Role.NETWORK), lambda seen: {"iccid": seen.card, "old_card_deactivated": False}),
        # Whoever holds does not release.
        events.Hold: (_by(Role.SUPERVISOR, 2), _word(reason="contoh")),
        events.RaiseObjection: (_by(Role.REGISTERED_OWNER), _nothing),
        events.Release: (_releaser, _word(finding="contoh")),
        events.ConfirmFraud: (_by(Role.FRAUD_ANALYST), _word(finding="contoh")),
        events.CloseUnresolved: (_by(Role.SUPERVISOR), _word(finding="contoh")),
        events.Cancel: (_A, _word(reason="no_longer_needed")),
        events.Expire: (_S, _nothing),
    }
)
"""Who says each event, and what."""


def said(
    kind: type[Event], request: ReplacementRequest, policy: Policy, letter: AuthorizationLetter
) -> tuple[Event, datetime]:
    """An event of this kind that gets on, where one can, and a moment at which it does."""
    stands = standing(request)
    used = stands.policy or policy
    moment = _moment(kind, request, stands, used)
    seen = Seen(request=request, stands=stands, policy=used, moment=moment, letter=letter)
    by, parts = _SAID[kind]
    name = f"contoh-{events.event_name(kind)}-{len(request.history)}"
    return kind(id=name, by=by(seen), note="contoh", **parts(seen)), moment


def _moment(kind: type[Event], request: ReplacementRequest, stands: Standing, policy: Policy) -> datetime:
    soon = request.updated_at + SOON
    ends, told = deadline(stands, policy), told_since(stands, policy)
    if kind is events.Expire and ends is not None:
        return max(soon, ends.astimezone(UTC))
    if kind is events.OrderActivation and told is not None:
        return max(soon, (told + policy.objection_window).astimezone(UTC))
    return soon


# ---- Along the way


_ONWARD: Final[Mapping[State, type[Event]]] = MappingProxyType(
    {
        State.DRAFT: events.Submit,
        State.INFORMATION_REQUESTED: events.ProvideInformation,
        State.ON_HOLD: events.Release,
        State.APPROVED: events.MakeReady,
        State.READY_FOR_COLLECTION: events.Collect,
        State.INSPECTING: events.AcceptCard,
        State.EXCHANGING: events.ExchangeCard,
        State.ACCEPTED: events.OrderActivation,
        State.ACTIVATING: events.Activate,
    }
)


def _next(request: ReplacementRequest, policy: Policy, letter: AuthorizationLetter) -> type[Event]:
    """What leads on towards a live card."""
    if request.state is not State.IN_REVIEW:
        return _ONWARD[request.state]
    stands = standing(request)
    used = stands.policy or policy
    seen = Seen(request=request, stands=stands, policy=used, moment=request.updated_at + SOON, letter=letter)
    if _comparison(seen)["matches"]:
        return events.CompareRecord
    if told_since(stands, used) is None or not stands.lost_number_called:
        return events.TellOwner
    return events.DecideFlag if next(_waiting(seen), None) else events.Approve


def _after(
    kind: type[Event], request: ReplacementRequest, policy: Policy, letter: AuthorizationLetter
) -> ReplacementRequest | None:
    event, moment = said(kind, request, policy, letter)
    try:
        return lifecycle.decide(request, event, now=moment, policy=policy).request
    except NoSuchStepError:
        return None


@st.composite
def beginnings(
    draw: st.DrawFn, policy: Policy, on: date, *, plausible: bool
) -> tuple[ReplacementRequest, AuthorizationLetter]:
    """A draft, and the letter that a proxy would bring."""
    form = draw(forms(on=on, policy=policy, plausible=plausible))
    begun = datetime.combine(on, draw(st.sampled_from((time(10), time(14, 30)))), WIB)
    held = {document.number for document in form.applicant.documents}
    fitting = letters(on=on, principal=form.applicant.full_name, msisdn=form.msisdn)
    letter = draw(fitting.filter(lambda it: it.proxy_document.number not in held))
    return open_request(form, id=f"contoh-{draw(st.integers(1, 999))}", now=begun, salt=_SALT), letter


@st.composite
def histories(
    draw: st.DrawFn, policy: Policy = ARTICLE, *, on: date = ON, plausible: bool = False
) -> tuple[ReplacementRequest, ...]:
    """A request from its draft on, once after each step; a detour now and then, and only what the gates let through.

    Args:
        draw: Hypothesis' own.
        policy: How strict.
        on: The day of the beginning.
        plausible: As for `valid`.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=2, deadline=None)
        ... @given(histories())
        ... def test_what_is_shown(walk):
        ...     assert [len(request.history) for request in walk][:2] == [0, 1]
        >>> test_what_is_shown()
    """
    request, letter = draw(beginnings(policy, on, plausible=plausible))
    walk = [request]
    while not request.state.is_final and len(walk) <= _MOST_STEPS:
        onward = _next(request, policy, letter)
        kinds = lifecycle.available_events(request, policy=policy)
        kind = draw(st.sampled_from(kinds)) if draw(st.integers(0, 5)) == 1 else onward
        ways = (kind, onward, events.CloseUnresolved, events.Cancel, events.Hold)
        request = next(after for after in (_after(way, request, policy, letter) for way in ways) if after is not None)
        walk.append(request)
    return tuple(walk)


_UNDER_WAY: Final = tuple(it for it in State if not it.is_final and it not in {State.DRAFT, State.ON_HOLD})
_WAITING: Final = (State.IN_REVIEW, State.APPROVED, State.READY_FOR_COLLECTION)
# The states that lie beside the way to a live card: from where they are entered, and by what.
_ASIDE: Final[Mapping[State, tuple[tuple[State, ...], tuple[type[Event], ...]]]] = MappingProxyType(
    {
        State.INFORMATION_REQUESTED: ((State.IN_REVIEW,), (events.RequestInformation,)),
        State.EXCHANGING: ((State.INSPECTING,), (events.ReportFault,)),
        State.ON_HOLD: (_UNDER_WAY, (events.Hold, events.RaiseObjection)),
        State.REJECTED: (_WAITING, (events.Reject,)),
        State.CANCELLED: ((State.DRAFT, *_WAITING, State.INSPECTING, State.ACCEPTED), (events.Cancel,)),
        State.EXPIRED: ((State.DRAFT, State.INFORMATION_REQUESTED, State.READY_FOR_COLLECTION), (events.Expire,)),
        State.FAILED: ((State.ON_HOLD,), (events.ConfirmFraud,)),
    }
)


@st.composite
def requests(
    draw: st.DrawFn,
    *states: State,
    policy: Policy = ARTICLE,
    on: date = ON,
    plausible: bool = False,
) -> ReplacementRequest:
    """A request that has come to one of these states, or to any.

    Args:
        draw: Hypothesis' own.
        states: Where it may be.
        policy: How strict; a policy that no honest request gets through raises RefusedError with its reasons.
        on: The day of the beginning.
        plausible: As for `valid`.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=2, deadline=None)
        ... @given(requests(State.ACTIVATING))
        ... def test_what_is_shown(request):
        ...     assert request.state is State.ACTIVATING
        >>> test_what_is_shown()
    """
    request, letter = draw(beginnings(policy, on, plausible=plausible))
    target = draw(st.sampled_from(states or tuple(State)))
    way: list[tuple[State, type[Event]]] = []
    while target in _ASIDE:
        places, kinds = _ASIDE[target]
        way.append((draw(st.sampled_from(places)), draw(st.sampled_from(kinds))))
        target = way[-1][0]
    while request.state is not target:
        request = _moved(_next(request, policy, letter), request, policy, letter)
    for _, kind in reversed(way):
        request = _moved(kind, request, policy, letter)
    return request


def _moved(
    kind: type[Event], request: ReplacementRequest, policy: Policy, letter: AuthorizationLetter
) -> ReplacementRequest:
    event, moment = said(kind, request, policy, letter)
    return lifecycle.apply(request, event, now=moment, policy=policy)
