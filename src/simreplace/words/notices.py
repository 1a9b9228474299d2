"""What a person is told at every step at which they wait: a short message, or a mail, that names nobody."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final, Literal, get_args

import attrs

from simreplace.errors import InvalidValueError
from simreplace.guidance import brings_head, is_at_odds, safeguards
from simreplace.issues import Issue, IssueCode
from simreplace.lifecycle import ReplacementRequest, Standing, State, deadline, events, last_of, standing, told_since
from simreplace.people import CardForm, CollectionMethod
from simreplace.rules import ARTICLE, Policy, Stage, day_of, required_papers, the_policy
from simreplace.shown import printable
from simreplace.values import to_moment
from simreplace.words.dates import Language, joined, moment_in_words, words
from simreplace.words.explain import explain
from simreplace.words.message import cut_off, fits_one_message, for_a_message, room_in, without_traces
from simreplace.words.paper import paper_words
from simreplace.words.places import item_in_words, label_of

NoticeKind = Literal[
    "received",
    "information_needed",
    "approved",
    "ready",
    "told_of_replacement",
    "on_hold",
    "accepted",
    "activated",
    "lapsing_soon",
    "ended",
]
NoticeChannel = Literal["sms", "email"]

_KINDS: Final[tuple[NoticeKind, ...]] = get_args(NoticeKind)
_BEFORE_IT_ENDS: Final = frozenset({"approved", "ready", "information_needed", "lapsing_soon"})
_SOON: Final = timedelta(days=3)
_WITHIN_A_YEAR: Final = timedelta(days=300)
_FIRST_LETTERS: Final = 3
_LONGEST_ZONE: Final = 5
_LONGEST_OUTLET: Final = 120
_TELLABLE: Final = frozenset(
    {
        State.IN_REVIEW,
        State.INFORMATION_REQUESTED,
        State.ON_HOLD,
        State.APPROVED,
        State.READY_FOR_COLLECTION,
        State.INSPECTING,
        State.EXCHANGING,
        State.ACCEPTED,
    }
)
_LAPSING: Final = MappingProxyType(
    {
        State.DRAFT: "lapsing_draft",
        State.INFORMATION_REQUESTED: "lapsing_information",
        State.READY_FOR_COLLECTION: "lapsing_collection",
    }
)
# In which states a kind fits at all; what else it takes, `_Told.name_of` says.
_STATES: Final[Mapping[str, frozenset[State]]] = MappingProxyType(
    {
        "received": frozenset({State.IN_REVIEW}),
        "information_needed": frozenset({State.INFORMATION_REQUESTED}),
        "approved": frozenset({State.APPROVED}),
        "ready": frozenset({State.READY_FOR_COLLECTION}),
        "told_of_replacement": _TELLABLE,
        "on_hold": frozenset({State.ON_HOLD}),
        "accepted": frozenset({State.ACCEPTED, State.ACTIVATING}),
        "activated": frozenset({State.COMPLETED}),
        "lapsing_soon": frozenset(_LAPSING),
        "ended": frozenset(state for state in State if state.is_final),
    }
)


@printable
@attrs.frozen(kw_only=True)
class Notice:
    """What a person is told; it holds no number, no name, and no link.

    Args:
        kind: Of what.
        channel: By which means.
        subject: Of a mail; nothing for a short message.
        text: What is said.

    Example:
        >>> Notice(kind="approved", channel="sms", subject="", text="...").channel
        'sms'
    """

    kind: NoticeKind
    channel: NoticeChannel
    subject: str
    text: str


def notice(
    kind: NoticeKind,
    request: ReplacementRequest,
    channel: NoticeChannel,
    language: Language = "en",
    *,
    policy: Policy = ARTICLE,
) -> Notice:
    """What to tell the person who waits, as a short message or as a mail.

    It holds no personal data and no link, and says that nobody asks for a PIN or OTP: whoever asks is an imitator. A
    short message is one message: at most 160 characters of the GSM alphabet (3GPP TS 23.038, without its extension), or
    70 in Chinese. The name of an outlet is the host's own; it is shortened where there is no room for it, and what the
    alphabet lacks is written as near as it can be, or as a question mark.

    Args:
        kind: Of what. Which are due, `notices_due` says.
        request: Whose.
        channel: "sms" or "email".
        language: English, Indonesian or Chinese.
        policy: How strict, where the request does not say so itself.

    Raises:
        InvalidValueError: The request is not where there is anything of this kind to tell.
        ValueError: There is no such kind, channel or language.

    Example:
        >>> from datetime import date, datetime
        >>> from simreplace import WIB, Applicant, ReplacementForm, open_request
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> request = open_request(form, id="r-1", now=datetime(2026, 3, 16, 9, 0, tzinfo=WIB), salt=bytes(16))
        >>> print(notice("lapsing_soon", request, "sms", "id").text)
        Penggantian kartu SIM: formulir Anda belum dikirim dan akan gugur pada 15 Apr 09.00 WIB. Kami tidak pernah meminta PIN/OTP.
    """
    if kind not in _STATES or channel not in get_args(NoticeChannel):
        raise ValueError(f"the kinds are {', '.join(_STATES)}; the channels are sms and email")
    words(language)
    the_policy(policy)
    told = _Told.of(request, policy, language)
    name = told.name_of(kind)
    if name is None:
        raise InvalidValueError((Issue(IssueCode.NOTICE_NOT_NOW, "/kind"),))
    if channel == "sms":
        return Notice(kind=kind, channel=channel, subject="", text=told.message(name))
    return Notice(kind=kind, channel=channel, subject=told.subject(name), text=told.mail(name))


def notices_due(
    request: ReplacementRequest, *, at: datetime, policy: Policy = ARTICLE, soon: timedelta = _SOON
) -> tuple[NoticeKind, ...]:
    """What there is to tell as things stand; which of it was told already, the host knows.

    Args:
        request: Whose.
        at: The present moment, in a stated zone.
        policy: How strict, where the request does not say so itself.
        soon: How long before a deadline its approach is told.

    Raises:
        InvalidValueError: The present moment has no zone.

    Example:
        >>> from datetime import date, datetime
        >>> from simreplace import WIB, Applicant, ReplacementForm, open_request
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> request = open_request(form, id="r-1", now=datetime(2026, 3, 16, 9, 0, tzinfo=WIB), salt=bytes(16))
        >>> notices_due(request, at=datetime(2026, 3, 17, 9, 0, tzinfo=WIB))
        ()
        >>> notices_due(request, at=datetime(2026, 4, 14, 9, 0, tzinfo=WIB))
        ('lapsing_soon',)
    """
    now = to_moment(at)
    the_policy(policy)
    told = _Told.of(request, policy, "en")
    if told.until is not None and now >= told.until:
        return ()
    return tuple(kind for kind in _KINDS if told.name_of(kind) is not None and told.is_due(kind, now, soon))


@printable
@attrs.frozen(kw_only=True)
class _Told:
    """A request as it stands, with what the notices say of it."""

    request: ReplacementRequest
    policy: Policy
    stands: Standing
    language: Language

    @classmethod
    def of(cls, request: ReplacementRequest, policy: Policy, language: Language) -> "_Told":
        used = request.policy or policy
        return cls(request=request, policy=used, stands=standing(request), language=language)

    @property
    def said(self) -> Mapping[str, str]:
        return paper_words(self.language)

    @property
    def until(self) -> datetime | None:
        """When the present state runs out, by the clock that the policy goes by."""
        until = deadline(self.stands, self.policy)
        return None if until is None else until.astimezone(self.policy.review.zone)

    @property
    def is_told(self) -> bool:
        return told_since(self.stands, self.policy) is not None

    def name_of(self, kind: NoticeKind) -> str | None:
        """Which of the texts of a kind fits; None where there is nothing of this kind to tell."""
        state = self.request.state
        if state not in _STATES[kind] or (kind in _BEFORE_IT_ENDS and self._is_over_at_once):
            return None
        # That the card was turned off since is for the operator to explain; that one is live is told at once.
        if is_at_odds(self.stands):
            return None if state is State.COMPLETED else "ended_live"
        waits_for_owner = state is State.READY_FOR_COLLECTION and not self.is_told
        match kind:
            case "received":
                return "received_again" if self._was_asked else kind
            case "approved":
                return "approved_again" if self._card_was_lost else kind
            case "accepted":
                return kind if self._active_from is None else "accepted_later"
            case "ready":
                ready = "ready_esim" if self._is_esim else kind
                by_proxy = self.request.collection is CollectionMethod.BY_PROXY
                return None if waits_for_owner else f"{ready}_for_proxy" if by_proxy else ready
            case "activated":
                return "activated_barred" if safeguards(self.request, policy=self.policy) else kind
            case "lapsing_soon":
                return None if waits_for_owner else _LAPSING[state]
            case "ended":
                return "ended_card_found" if self._card_was_found else f"ended_{state.value}"
            case _:
                return kind

    def is_due(self, kind: NoticeKind, now: datetime, soon: timedelta) -> bool:
        """Whether a notice that fits has something to tell now."""
        if kind == "told_of_replacement":
            return not self.is_told
        if kind == "lapsing_soon":
            return self.until is not None and self.until - now <= soon
        # That the card is active says already that the request has ended.
        return kind != "ended" or self.request.state is not State.COMPLETED

    def message(self, name: str) -> str:
        """One short message; where there is no room for everything, what can be asked for is left out."""
        first = ("sms_of_child",) if self._brings_head else ()
        keys = [f"notice.{name}.{size}" for size in (*first, "sms", "sms_short", "sms_shortest")]
        texts = [self._one_message(self.said[key]) for key in keys if key in self.said]
        return next((text for text in texts if fits_one_message(text, self.language)), texts[-1])

    def subject(self, name: str) -> str:
        """The subject of a mail."""
        return self.said[f"notice.{name}.subject"].format(sim=self._sim)

    def mail(self, name: str) -> str:
        """The text of a mail."""
        shown = {
            "until": self._until(lambda moment: moment_in_words(moment, self.language)),
            "outlet": cut_off(self._outlet, _LONGEST_OUTLET),
            "items": _listed(self._items()),
            "papers": _listed(self._brought()),
            "services": _listed(self._services(lambda moment: moment_in_words(moment, self.language))),
            "reasons": self._reasons,
            "sim": self._sim,
        }
        body = self.said[f"notice.{name}.body"].format(**shown)
        around = (self.said[f"notice.{part}"] for part in ("greeting", "guard.email", "closing"))
        return "{}\n\n{body}\n\n{}\n\n{}".format(*around, body=body)

    def _one_message(self, sentence: str) -> str:
        between, guard = words(self.language)["layout.sentence_separator"], self.said["notice.guard.sms"]
        shown = {
            "until": self._until(self._short),
            "items": joined(self._items(), self.language),
            "services": joined(self._services(self._short), self.language),
            "names": joined((name for name, _ in self._barred), self.language),
            "sim": self._sim,
        }
        bare = between.join([sentence.format(outlet="", **shown), guard])
        outlet = for_a_message(self._outlet, room_in(bare, self.language), self.language)
        return between.join([sentence.format(outlet=outlet, **shown), guard])

    @property
    def _is_over_at_once(self) -> bool:
        return self.until is not None and self.until <= self.stands.entered_at

    @property
    def _card_was_found(self) -> bool:
        cancelled = last_of(self.request.history, events.Cancel)
        event = None if cancelled is None else cancelled.event
        return isinstance(event, events.Cancel) and event.reason is events.CancelReason.OLD_CARD_FOUND

    @property
    def _card_was_lost(self) -> bool:
        """Whether a card was made ready since the approval: it has failed, or gone back, and there is none now."""
        prepared = last_of(self.request.history, events.Approve, events.MakeReady)
        return prepared is not None and isinstance(prepared.event, events.MakeReady)

    @property
    def _active_from(self) -> datetime | None:
        """The end of the time in which the owner may object, where it ran still when the card was accepted."""
        since = told_since(self.stands, self.policy)
        ends = None if since is None else since + self.policy.objection_window
        if ends is None or self.request.state is not State.ACCEPTED or ends <= self.stands.entered_at:
            return None
        return ends.astimezone(self.policy.review.zone)

    @property
    def _was_asked(self) -> bool:
        told = last_of(self.request.history, events.Submit, events.ProvideInformation)
        return told is not None and isinstance(told.event, events.ProvideInformation)

    @property
    def _outlet(self) -> str:
        """Where the card lies, as staff have named it; in general words where that name names the person."""
        return without_traces(self.stands.card_outlet, self.request.form) or self.said["notice.outlet"]

    @property
    def _reasons(self) -> str:
        # The network may have told of a card since.
        rejected = last_of(self.request.history, events.Reject)
        event = None if rejected is None else rejected.event
        reasons = event.reasons if isinstance(event, events.Reject) else ()
        return joined((explain(it, self.language) for it in reasons), self.language) or self.said["notice.no_reason"]

    def _items(self) -> tuple[str, ...]:
        """What was asked for, by the names that everybody knows; a name of the host's own may be anybody's."""
        table = words(self.language)
        found: list[str] = []
        for item in self.stands.asked:
            known = f"paper.{item}" in table or label_of(re.split(r"[/.]", item), "", table)
            found.append(item_in_words(item, table) if known else self.said["notice.another_item"])
        return tuple(dict.fromkeys(found))

    @property
    def _is_esim(self) -> bool:
        return self.request.form.card_form is CardForm.ESIM

    @property
    def _sim(self) -> str:
        """What the new card is called in a message."""
        return self.said[f"notice.sim.{self.request.form.card_form.value}"]

    def _brought(self) -> Iterator[str]:
        """What is brought to the counter; for an eSIM also the phone that is to hold it."""
        form = attrs.evolve(self.request.form, collection=self.request.collection)
        for asked in required_papers(form, stage=Stage.COUNTER, policy=self.policy):
            yield explain(asked, self.language)
        if self._brings_head:
            yield self.said["notice.head"]
        if self._is_esim:
            yield self.said["notice.phone"]

    @property
    def _brings_head(self) -> bool:
        return brings_head(self.request, day_of(self.request.updated_at, self.policy))

    @property
    def _barred(self) -> tuple[tuple[str, datetime], ...]:
        """What stays barred, and until when; a service of the host's own is not named."""
        table, unknown, zone = words(self.language), self.said["notice.another_service"], self.policy.review.zone
        known = safeguards(self.request, policy=self.policy)
        return tuple((table.get(f"service.{it.service}", unknown), it.barred_until.astimezone(zone)) for it in known)

    def _services(self, tell: Callable[[datetime], str]) -> tuple[str, ...]:
        line = self.said["notice.barred"]
        return tuple(line.format(service=service, until=tell(end)) for service, end in self._barred)

    def _until(self, tell: Callable[[datetime], str]) -> str:
        """When the state runs out, or a card may be active; of one that is, when the last service is open again."""
        ends = [end for end in (self.until, self._active_from) if end is not None] or [end for _, end in self._barred]
        return tell(max(ends)) if ends else ""

    def _short(self, moment: datetime) -> str:
        """A moment in as few characters as say it without doubt: the year where it may be another one."""
        table, zone = words(self.language), moment.tzname() or ""
        far = abs(moment - self.request.updated_at) > _WITHIN_A_YEAR
        clock = self.said["notice.time"].format(hour=f"{moment.hour:02}", minute=f"{moment.minute:02}")
        # Of a month the first letters tell it from the others; in Chinese it is a number.
        month = str(moment.month) if self.language == "zh" else table[f"month.{moment.month}"][:_FIRST_LETTERS]
        return self.said["notice.moment_of_year" if far else "notice.moment"].format(
            day=moment.day,
            month=month,
            year=moment.year,
            time=clock,
            zone=self.said.get(f"notice.zone.{zone}", f"{moment:%z}"[:_LONGEST_ZONE]),
        )


def _listed(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
