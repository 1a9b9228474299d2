"""Words for how far it is: what is awaited and by whom, where the card lies, why it ended, what was done so far."""

from collections.abc import Iterator
from typing import Final

from simreplace.guidance import Deed, OperatorProfile, Plan, PlanAnswer, PlannedStep, Progress, Step
from simreplace.lifecycle import Decision, Event, State, events
from simreplace.people import CardForm, Role
from simreplace.words.dates import Language, day_in_words, joined, moment_in_words, without_numbers, words
from simreplace.words.places import item_in_words, of_its_form

_AT_THE_COUNTER: Final = frozenset({State.INSPECTING, State.EXCHANGING})
# What a customer sees of the past: what was found out about them, and who was told, is for the staff.
_FOR_EVERYBODY: Final = frozenset(
    {
        events.Submit,
        events.RequestInformation,
        events.ProvideInformation,
        events.Approve,
        events.Reject,
        events.MakeReady,
        events.ChangeCollection,
        events.Collect,
        events.AcceptCard,
        events.ReportFault,
        events.ExchangeCard,
        events.ReturnCard,
        events.OrderActivation,
        events.Activate,
        events.FailActivation,
        events.Cancel,
        events.Expire,
    }
)


def progress_in_words(progress: Progress, language: Language) -> str:
    """Where it stands, what is awaited and until when, why it ended, where to ask, and what was done so far."""
    parts = [*_where(progress, language), *_window(progress, language), *_until(progress, language)]
    if not progress.state.is_final:
        parts += _where_to_ask(progress.ask_at, language)
    told = [deed for deed in progress.done if deed.event in _FOR_EVERYBODY]
    if told:
        parts += [
            words(language)["progress.done"],
            *("- " + deed_in_words(deed, language, progress.card_form) for deed in told),
        ]
    return "\n".join(parts)


def advice_in_words(step: Step, language: Language) -> str:
    """What a person does or waits for that is no event, with what was asked for and the outlet by name."""
    table = words(language)
    named = {
        "items": joined((item_in_words(item, table) for item in step.items), language),
        "outlet": without_numbers(step.outlet or ""),
    }
    key = f"step.{step.code}.named"
    key = key if key in table and (step.items or step.outlet) else f"step.{step.code}"
    return of_its_form(key, step.card_form, table).format(**named)


def deed_in_words(deed: Deed, language: Language, card_form: CardForm | None = None) -> str:
    """What was done, when, and by somebody in which role; alone it does not tell of what."""
    table = words(language)
    what = of_its_form(f"done.{events.event_name(deed.event)}", card_form, table)
    who = table[f"role.{deed.by.value}"]
    return table["done_by"].format(moment=moment_in_words(deed.at, language), what=what, who=who)


def event_in_words(step: Step | PlannedStep, event: type[Event], language: Language) -> str:
    """What happens, as it is called of a card or of an eSIM."""
    return of_its_form(f"event.{events.event_name(event)}", step.card_form, words(language))


def outcome_in_words(decision: Decision, language: Language) -> str:
    """Whether it can happen, and where the request goes; of a decision without its request nobody knows which form it has."""
    table, seen = words(language), decision.request or decision.grew_from
    card_form = None if seen is None else seen.form.card_form
    event = of_its_form(f"event.{events.event_name(decision.event)}", card_form, table)
    state = of_its_form(f"state.{decision.target.value}", card_form, table)
    return table["decision.allowed" if decision.allowed else "decision.refused"].format(event=event, state=state)


def answer_of(plan: Plan) -> str:
    """Which of the sentences answers: that of a review speaks of none that is over."""
    if plan.answer is PlanAnswer.NO:
        return "no_in_time" if plan.steps else "no"
    if plan.answer is PlanAnswer.POSSIBLE:
        if plan.latest is None:
            return "possible_by_luck"
        if plan.latest <= plan.by:
            return "possible_if_registered"
    is_reviewed = any(step.event is events.Approve for step in plan.steps)
    return plan.answer.value if is_reviewed else f"{plan.answer.value}_after_review"


def whose(step: PlannedStep, *, may_send: bool) -> str:
    """Who carries it on, as a customer sees it: whoever comes for the card does, though a clerk tells of it."""
    if step.event is events.Collect or Role.PROXY in step.who:
        return "visitor" if may_send else "applicant"
    return "applicant" if Role.APPLICANT in step.who else "operator"


def _where(progress: Progress, language: Language) -> Iterator[str]:
    table, state = words(language), progress.state
    named = of_its_form(f"state.{state.value}", progress.card_form, table)
    yield table["progress.state"].format(state=named, step=progress.step, of=progress.of)
    yield of_its_form(_help(progress), progress.card_form, table)
    if progress.active_from is not None:
        yield table["progress.not_before"].format(moment=moment_in_words(progress.active_from, language))
    if progress.asked:
        items = joined((item_in_words(item, table) for item in progress.asked), language)
        yield table["progress.asked"].format(items=items)
    reasons = [table[f"reject_reason.{reason.value}"] for reason in progress.rejected_for]
    if progress.cancelled_for is not None:
        reasons.append(table[f"cancel_reason.{progress.cancelled_for.value}"])
    if reasons:
        yield table["progress.reason"].format(reasons=joined(reasons, language, "detail"))
    if progress.outlet:
        yield table["progress.outlet"].format(outlet=without_numbers(progress.outlet))


def _help(progress: Progress) -> str:
    """The key of what the state means for whoever reads it now: a card that nobody is handed yet cannot be fetched."""
    state = progress.state
    if progress.at_odds:
        return "progress.turned_off" if state is State.COMPLETED else "progress.live_all_the_same"
    if progress.has_run_out:
        return "progress.visit_is_over" if state in _AT_THE_COUNTER else "progress.has_run_out"
    if state is State.READY_FOR_COLLECTION and progress.waiting_for == (Role.SYSTEM,):
        return "progress.not_handed_out_yet"
    return f"state_help.{state.value}.again" if progress.prepares_another else f"state_help.{state.value}"


def _window(progress: Progress, language: Language) -> Iterator[str]:
    """What is left of the review, and that it depends on the operator."""
    table, clock = words(language), progress.clock
    if clock is None:
        return
    days = {"earliest": day_in_words(clock.earliest, language), "latest": day_in_words(clock.latest, language)}
    key = "progress.window" if clock.is_running else "progress.window_paused"
    yield of_its_form(key, progress.card_form, table).format(**days)
    if clock.moved_by:
        yield table["progress.moved"].format(days=clock.moved_by)
    if clock.overdue_by:
        yield table["progress.overdue"].format(days=clock.overdue_by)
    else:
        yield table["progress.left"].format(days=clock.days_left)
    if progress.review_in_jeopardy:
        yield table["progress.review_in_jeopardy"]
    yield table["estimate.depends"]


def _until(progress: Progress, language: Language) -> Iterator[str]:
    table = words(language)
    if progress.deadline is None or progress.has_run_out:
        return
    until = moment_in_words(progress.deadline, language)
    if progress.state in _AT_THE_COUNTER:
        key = "of_visit"
    else:
        key = "of_card" if progress.state is State.READY_FOR_COLLECTION else "of_step"
    yield of_its_form(f"progress.deadline.{key}", progress.card_form, table).format(until=until)
    if progress.deadline_in_jeopardy:
        yield table["progress.deadline_in_jeopardy"]


def _where_to_ask(profiles: tuple[OperatorProfile, ...], language: Language) -> list[str]:
    """One line for each brand of which a contact is known; where none is, the person is sent to the operator."""
    table = words(language)
    known: list[str] = []
    for profile in profiles:
        several = () if profile.hotline is None else profile.hotline.value
        single = (profile.website, profile.app, profile.email, *profile.social)
        contacts = [*several, *(fact.value for fact in single if fact is not None)]
        if contacts:
            known.append(table["progress.ask_at"].format(brand=profile.name, contacts=joined(contacts, language)))
    return known or [table["progress.ask_operator"]]
