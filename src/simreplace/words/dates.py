"""The words for days, moments and windows, in three languages.

No sentence is put together from fragments: each is one entry of a table, with places for names, numbers and dates.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import reduce
from types import MappingProxyType
from typing import Final, Literal, TypeVar

from simreplace.calendar import Caveat, DayKind, ReadyEstimate, SkippedDay
from simreplace.errors import CalendarRangeError
from simreplace.words import en as words_en
from simreplace.words import id as words_id
from simreplace.words import zh as words_zh

Language = Literal["en", "id", "zh"]
Dated = TypeVar("Dated", SkippedDay, Caveat)

_WORDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {"en": words_en.WORDS, "id": words_id.WORDS, "zh": words_zh.WORDS}
)


class Shown(dict[str, object]):
    """What fills the places of a sentence; a place that nothing fills is left open, for no sentence may fail."""

    def __missing__(self, _: str) -> str:
        return "..."


def words(language: Language) -> Mapping[str, str]:
    """The table of a language.

    Raises:
        ValueError: There is no such language.
    """
    table = _WORDS.get(language)
    if table is None:
        raise ValueError("the languages are en, id and zh")
    return table


def day_in_words(day: date, language: Language, pattern: str = "date.full") -> str:
    table = words(language)
    weekday, month = table[f"weekday.{day.weekday()}"], table[f"month.{day.month}"]
    return table[pattern].format(weekday=weekday, day=day.day, month=month, year=day.year)


def moment_in_words(moment: datetime, language: Language) -> str:
    # The zone is said as it was given: whose clock it is must not be guessed.
    zone = moment.tzname() or moment.isoformat(timespec="minutes")[len("2026-03-16T10:00") :]
    return words(language)["moment.full"].format(
        date=day_in_words(moment, language), time=f"{moment:%H:%M} {zone}".strip()
    )


def joined(items: Iterable[str], language: Language) -> str:
    return words(language)["layout.list_separator"].join(items)


def caveat_in_words(run: Sequence[Caveat], language: Language) -> str:
    """What to bear in mind of neighboring days."""
    days = [caveat.day for caveat in run if caveat.day is not None]
    about = {"day": _days((days[0], days[-1]), language, "date.full"), "year": days[0].year} if days else {}
    return words(language)[f"caveat.{run[0].code.value}"].format_map(Shown(about))


def skipped_in_words(skipped: SkippedDay, language: Language) -> str:
    """The day and why it does not count, under the decree's own name where it has one."""
    table = words(language)
    kinds = joined((table[f"estimate.skipped_kind.{kind.value}"] for kind in skipped.kinds), language)
    why = table["estimate.named"].format(kinds=kinds, name=skipped.name) if skipped.name else kinds
    return table["estimate.skipped_day"].format(day=day_in_words(skipped.day, language, "date.short"), why=why)


def estimate_in_words(estimate: ReadyEstimate, language: Language) -> str:
    table = words(language)
    sent = estimate.submitted_at
    # The clock that the count goes by: in another zone it may have been another day.
    local = sent.astimezone(estimate.policy.zone) if isinstance(sent, datetime) else sent
    shown = {
        "submitted": moment_in_words(local, language) if isinstance(local, datetime) else day_in_words(local, language),
        "effective": day_in_words(estimate.effective_on, language),
        "earliest": day_in_words(estimate.earliest, language),
        "latest": day_in_words(estimate.latest, language),
    }
    same = estimate.earliest == estimate.latest
    parts = [
        table[f"estimate.start.{estimate.effective_reason.value}"].format(**shown),
        table["estimate.one_day" if same else "estimate.window"].format(**shown),
    ]
    if estimate.skipped:
        parts.append(table["estimate.skipped"].format(days=_skipped_days(estimate.skipped, language)))
    return table["layout.sentence_separator"].join([*parts, *_what_can_change(estimate, language)])


def _what_can_change(estimate: ReadyEstimate, language: Language) -> Iterator[str]:
    table = words(language)
    try:
        caveats, best, worst = estimate.caveats, estimate.best_case, estimate.worst_case
    except CalendarRangeError:
        yield table["estimate.unknown_end"]
        return
    for code in dict.fromkeys(caveat.code for caveat in caveats):
        for run in _runs([caveat for caveat in caveats if caveat.code is code]):
            yield caveat_in_words(run, language)
    if (best, worst) != ((estimate.earliest, estimate.latest),) * 2:
        spans = {"best": _days(best, language), "worst": _days(worst, language)}
        yield table["estimate.tentative"].format(**spans)


def _days(span: tuple[date, date], language: Language, alone: str = "date.short") -> str:
    first, last = span
    if first == last:
        return day_in_words(first, language, alone)
    shown = {
        "earliest": day_in_words(first, language, "date.short"),
        "latest": day_in_words(last, language, "date.short"),
    }
    return words(language)["estimate.range"].format(**shown)


def _runs(things: Iterable[Dated]) -> list[list[Dated]]:
    """Things of neighboring days together; what has no day stands alone."""
    runs: list[list[Dated]] = []
    for thing in things:
        if runs and _is_day_after(runs[-1][-1].day, thing.day):
            runs[-1].append(thing)
        else:
            runs.append([thing])
    return runs


def _is_day_after(before: date | None, day: date | None) -> bool:
    return before is not None and day is not None and (day - before).days == 1


def _skipped_days(skipped: Iterable[SkippedDay], language: Language) -> str:
    """Neighboring days are told as one span, with every reason once."""
    table = words(language)
    spans = [
        table["estimate.skipped_day"].format(
            day=_days((run[0].day, run[-1].day), language),
            why=joined(dict.fromkeys(reason for day in run for reason in _reasons(day, language)), language),
        )
        for run in _runs(skipped)
    ]
    return reduce(lambda days, more: table["estimate.skipped_more"].format(days=days, more=more), spans)


def _reasons(skipped: SkippedDay, language: Language) -> Iterator[str]:
    """Why a day does not count, in short: a holiday by its name, and of a weekend on a holiday only the holiday."""
    table = words(language)
    for kind in skipped.kinds:
        if kind is DayKind.PUBLIC_HOLIDAY and skipped.name:
            yield table["estimate.holiday"].format(name=skipped.name)
        elif kind is not DayKind.WEEKEND or len(skipped.kinds) == 1:
            yield table[f"estimate.skipped_kind.{kind.value}"]
