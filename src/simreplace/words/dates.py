"""The words for days, moments and windows, in three languages.

No sentence is put together from fragments: each is one entry of a table, with places for names, numbers and dates.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import reduce
from types import MappingProxyType
from typing import Final, Literal, TypeVar

from simreplace.calendar import CalendarDay, Caveat, DayKind, EffectiveReason, ReadyEstimate, SkippedDay
from simreplace.errors import CalendarRangeError
from simreplace.values import PartialDate
from simreplace.words import en as words_en
from simreplace.words import id as words_id
from simreplace.words import zh as words_zh
from simreplace.words.holidays import holiday_in_words

Language = Literal["en", "id", "zh"]
Dated = TypeVar("Dated", SkippedDay, Caveat)

_WORDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {"en": words_en.WORDS, "id": words_id.WORDS, "zh": words_zh.WORDS}
)

_LONG_NUMBER: Final = re.compile(r"(?<!\*)\+?[0-9](?:[ .-]?[0-9]){5,}")  # a postal code is shorter


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


def day_in_words(told: date, language: Language, pattern: str = "date.full") -> str:
    # The plain day in it: what is a day by inheritance alone may say anything, or raise.
    table, day = words(language), date.fromordinal(date.toordinal(told))
    weekday, month = table[f"weekday.{day.weekday()}"], table[f"month.{day.month}"]
    return table[pattern].format(weekday=weekday, day=day.day, month=month, year=day.year)


def partly_in_words(day: PartialDate, language: Language) -> str:
    """A day of which not every part is known."""
    table = words(language)
    key = "month_year" if day.month else "year_day" if day.day else "year"
    month = table[f"month.{day.month}"] if day.month else ""
    return table[f"date.{key}"].format(year=day.year, month=month, day=day.day)


def moment_in_words(moment: datetime, language: Language) -> str:
    at, zone = datetime.time(moment), _zone_of(moment)
    table, clock = words(language), clock_in_words(time(at.hour, at.minute), language)
    shown = table["moment.time"].format(time=clock, zone=table.get(f"zone.{zone}", zone)) if zone else clock
    return table["moment.full"].format(date=day_in_words(moment, language), time=shown)


def _zone_of(moment: datetime) -> str:
    """The zone as it was given, for whose clock it is must not be guessed; nothing where it cannot be said."""
    try:
        named = datetime.tzname(moment)
        zone = named or datetime.isoformat(moment, timespec="minutes")[len("2026-03-16T10:00") :]
    except Exception:  # noqa: BLE001 - a zone of the host's own may raise anything, and a moment has words all the same
        return ""
    return str.__str__(zone)


def clock_in_words(at: time, language: Language) -> str:
    """A time of day as it is written in a language: to the minute, or as exactly as it was set."""
    exactly = at.isoformat("auto" if at.second or at.microsecond else "minutes")
    return exactly.replace(":", words(language)["layout.clock_separator"])


def joined(items: Iterable[str], language: Language, by: str = "list") -> str:
    return words(language)[f"layout.{by}_separator"].join(items)


def without_numbers(text: str) -> str:
    """What was typed freely, without any number that somebody may have put there."""
    return _LONG_NUMBER.sub("***", text)


def caveat_in_words(run: Sequence[Caveat], language: Language) -> str:
    """What to bear in mind of neighboring days."""
    days = [caveat.day for caveat in run if caveat.day is not None]
    about = {"day": _days((days[0], days[-1]), language, "date.full"), "year": days[0].year} if days else {}
    return words(language)[f"caveat.{run[0].code.value}"].format_map(Shown(about))


def skipped_in_words(skipped: SkippedDay, language: Language) -> str:
    """The day and what it is: under its name, where it has one, and with its decree, where that is known."""
    table = words(language)
    kinds = joined((table[f"estimate.skipped_kind.{kind.value}"] for kind in skipped.kinds), language)
    why = _named(kinds, skipped.name, skipped.decree, table)
    return table["estimate.skipped_day"].format(day=day_in_words(skipped.day, language, "date.short"), why=why)


def day_off_in_words(row: CalendarDay, language: Language) -> str:
    """One reason why a day is out of the ordinary, under its name and with its decree."""
    table = words(language)
    why = _named(table[f"day_kind.{row.kind.value}"], row.name, row.decree, table)
    return table["layout.issue_at"].format(field=day_in_words(row.day, language), text=why)


def _named(why: str, name: str | None, decree: str | None, table: Mapping[str, str]) -> str:
    if name:
        why = table["estimate.named"].format(kinds=why, name=holiday_in_words(name, table))
    return table["estimate.decreed"].format(why=why, decree=decree) if decree else why


def estimate_in_words(estimate: ReadyEstimate, language: Language) -> str:
    table = words(language)
    ends = {"earliest": day_in_words(estimate.earliest, language), "latest": day_in_words(estimate.latest, language)}
    same = estimate.earliest == estimate.latest
    parts = [_start(estimate, language), table["estimate.one_day" if same else "estimate.window"].format(**ends)]
    listed = {"estimate.skipped": estimate.skipped, "estimate.uncertain": estimate.uncertain}
    parts += [table[key].format(days=_skipped_days(days, language)) for key, days in listed.items() if days]
    decrees = dict.fromkeys(it.decree for days in listed.values() for it in days if it.decree)
    if decrees:
        parts.append(table["estimate.decrees"].format(decrees=joined(decrees, language)))
    parts += _what_can_change(estimate, language)
    return table["layout.sentence_separator"].join([*parts, table["estimate.depends"]])


def _start(estimate: ReadyEstimate, language: Language) -> str:
    """When it was sent, and the day from which the review counts: or the two, where the days between may count."""
    table = words(language)
    sent, day = estimate.submitted_at, estimate.submitted_on
    # The clock that the count goes by: in another zone it may have been another day.
    local = sent.astimezone(estimate.policy.zone) if isinstance(sent, datetime) else sent
    first, last = estimate.effective_earliest, estimate.effective_on
    effective = day_in_words(last, language)
    if first != last:
        effective = table["estimate.start.either"].format(earliest=day_in_words(first, language), latest=effective)
    cutoff = estimate.policy.cutoff_of(day)
    return table[f"estimate.start.{_how_it_starts(estimate, cutoff)}"].format(
        submitted=moment_in_words(local, language) if isinstance(local, datetime) else day_in_words(local, language),
        effective=effective,
        cutoff="" if cutoff is None else clock_in_words(cutoff, language),
    )


def _how_it_starts(estimate: ReadyEstimate, cutoff: time | None) -> str:
    reason = estimate.effective_reason
    if reason is EffectiveReason.SAME_DAY:
        timed = cutoff is not None and isinstance(estimate.submitted_at, datetime)
        return "before_cutoff" if timed else reason.value
    if any(uncertain.day == estimate.submitted_on for uncertain in estimate.uncertain):
        late = estimate.policy.local_day(estimate.submitted_at)[1]
        return "maybe_closed_day_after_cutoff" if late else "maybe_closed_day"
    return reason.value


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
            yield table["estimate.holiday"].format(name=holiday_in_words(skipped.name, table))
        elif kind is not DayKind.WEEKEND or len(skipped.kinds) == 1:
            yield table[f"estimate.skipped_kind.{kind.value}"]
