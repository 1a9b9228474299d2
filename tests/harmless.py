"""Small mistakes that change nothing which anybody can see: tests/mutants.py plants them, and no test can fail.

Each by its module, its line and the mistake as it is printed, with the reason. Most were met by a run; those of the same
kinds that no run had come to yet were judged by reading alone, so that one of them may well be caught.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# fmt: off
REASONS: Final[Mapping[tuple[str, str, str], str]] = MappingProxyType({
    ('calendar/business.py', 'if after and self.ranks[after - 1] == rank and self.shifts[after] > self.shifts[after - 1]:', 'self.shifts[after] > self.shifts[after - 1] => self.shifts[after] >= self.shifts[after - 1]'):
        'two neighbors of the list differ by one, never by nothing',
    ('calendar/business.py', 'ordinals, shifts = tuple(broken), [0]', '0 => -1'):
        'ranks are only compared with each other and subtracted, and all of them move by the same',
    ('calendar/business.py', 'ordinals, shifts = tuple(broken), [0]', '0 => 1'):
        'ranks are only compared with each other and subtracted, and all of them move by the same',
    ('calendar/days.py', 'return cast("frozenset[date]", days)  # refused with the rest, under its own pointer', 'return cast("frozenset[date]", days) => return None'):
        'whatever is no frozenset of days is refused in the same words, and None is none either',
    ('calendar/review.py', '*reading_caveats(opened, closed, far, first, self.latest),', 'reading_caveats(opened, closed, far, first, self.latest) => reading_caveats(closed, opened, far, first, self.latest)'):
        'on which days two readings differ does not depend on which is named first',
    ('calendar/review.py', 'return moves or bool(undecreed_years(self.calendar, date.fromordinal(self._start()), far[1]))', '1 => 0'):
        'where the two ends differ, the window is tentative without a look at the years',
    ('calendar/window.py', '_MOST_BLOCKS: Final = 6', '6 => 5'):
        'how many are tried together is a matter of time: one fewer can only make the answer wider',
    ('calendar/window.py', '_MOST_BLOCKS: Final = 6', '6 => 7'):
        'how many are tried together is a matter of time: one more can only make the answer less wide',
    ('calendar/window.py', 'days = {day + shift for block in blocks for day in block for shift in _SHIFTS}', 'day + shift => day - shift'):
        'each shift is there in both directions',
    ('calendar/window.py', 'for ordinal in range(far.require(since), far.require(latest) + 1):', '1 => 0'):
        'the latest day is open as the latest is read, so that it is never among the skipped',
    ('calendar/window.py', 'if meets and len(groups[-1]) < _MOST_BLOCKS:', 'len(groups[-1]) < _MOST_BLOCKS => len(groups[-1]) <= _MOST_BLOCKS'):
        'how many are tried together is a matter of time: one more can only make the answer less wide',
    ('calendar/window.py', 'if not any(cluster.first <= upper and cluster.last >= start for cluster in clusters):', 'cluster.first <= upper and cluster.last >= start => cluster.first <= upper or cluster.last >= start'):
        'a shortcut: holidays that cannot lie within the window close none of its days, so that the search finds the same day',
    ('calendar/window.py', 'meets = groups and max(map(max, groups[-1])) + 1 >= block[0] - 1', '1 => 2'):
        'holidays that cannot meet may be tried together as well: what they close adds up either way',
    ('calendar/window.py', 'near = (cluster for cluster in clusters if cluster.first <= until and cluster.last >= start)', 'cluster.first <= until and cluster.last >= start => cluster.first <= until or cluster.last >= start'):
        'holidays that cannot lie between the two days close none of them, so that they add nothing',
    ('calendar/window.py', 'return False', 'False => True'):
        'days outside the calendar are never counted, closed or not',
    ('calendar/window.py', 'return False', 'return False => return None'):
        'asked for its truth alone',
    ('calendar/window.py', 'tuple(sorted({day + shift for block, shift in zip(blocks, shifts, strict=True) for day in block} & closable))', 'True => False'):
        'there is one shift for each holiday',
    ('calendar/window.py', 'tuple(sorted({day + shift for block, shift in zip(blocks, shifts, strict=True) for day in block} & closable))', 'day + shift => day - shift'):
        'each shift is there in both directions, and all combinations are tried',
    ('values/email.py', 'if first < at < last and (character.isspace() or character == "/" or character in _SEPARATORS):', 'first < at < last => first < at <= last'):
        'what stands last is the at sign, which parts no addresses',
    ('values/email.py', 'if first < at < last and (character.isspace() or character == "/" or character in _SEPARATORS):', 'first < at < last => first <= at < last'):
        'what stands first is the at sign, which parts no addresses',
    ('values/likeness.py', '_alike(word, start) for word, start in product(theirs.words, ours.words)', '_alike(word, start) => _alike(start, word)'):
        'whether two words share a spelling does not depend on which is named first',
    ('values/likeness.py', '_reading(pieces, str.maketrans(dict(zip(signs, way, strict=True))), man=man, with_child_of=keep)', 'True => False'):
        'there is one way for each sign',
    ('values/likeness.py', 'if any(_contained(ours, theirs) for ours, theirs in pairs):', '_contained(ours, theirs) => _contained(theirs, ours)'):
        'both directions are tried either way',
    ('values/likeness.py', 'if any(_same(ours, theirs) for ours, theirs in pairs):', '_same(ours, theirs) => _same(theirs, ours)'):
        'whether two readings are the same does not depend on which is named first',
    ('values/likeness.py', 'if both_say_so and not _all_paired(ours.own or (), theirs.own or ()):', '_all_paired(ours.own or (), theirs.own or ()) => _all_paired(theirs.own or (), ours.own or ())'):
        'as many words on either side pair alike in either order',
    ('values/likeness.py', 'if len(chunks) > 1 and "." in chunks[0] and _key("".join(chunks)) in titles.AFTER:', '1 => 0'):
        'a single piece that is a title with a period is one either way',
    ('values/likeness.py', 'if len(chunks) > 1 and "." in chunks[0] and _key("".join(chunks)) in titles.AFTER:', 'len(chunks) > 1 => len(chunks) >= 1'):
        'a single piece that is a title with a period is one either way',
    ('values/likeness.py', 'if role is _Role.TITLE or (role is _Role.CHILD_OF and not with_child_of):', 'not with_child_of => with_child_of'):
        'a name in which it stands is read both with it and without',
    ('values/likeness.py', 'kept = (False, True) if any(role is _Role.CHILD_OF for _, role in pieces) else (False,)', 'False => True'):
        'where nothing says "child of" a name is read alike either way',
    ('values/likeness.py', 'kept = (False, True) if any(role is _Role.CHILD_OF for _, role in pieces) else (False,)', 'role is _Role.CHILD_OF => role is not _Role.CHILD_OF'):
        'where nothing says "child of" it is read alike both times, and where something does a name stands beside it',
    ('values/likeness.py', 'pairs = tuple(product(_readings(one), _readings(other)))', 'product(_readings(one), _readings(other)) => product(_readings(other), _readings(one))'):
        'how two readings agree does not depend on which is named first',
    ('values/likeness.py', 'return False', 'return False => return None'):
        'asked for its truth alone',
    ('values/likeness.py', 'return _paired(ours.words, theirs.words, _alike)', '_paired(ours.words, theirs.words, _alike) => _paired(theirs.words, ours.words, _alike)'):
        'as many words on either side pair alike in either order',
    ('values/likeness.py', 'return len(some) == len(others) and _paired(some, others, _alike)', '_paired(some, others, _alike) => _paired(others, some, _alike)'):
        'as many words on either side pair alike in either order',
    ('values/names.py', 'for character, script in zip(text, scripts, strict=True):', 'True => False'):
        'there is one script for each character',
    ('values/names.py', 'return likeness(self._text, other._text)', 'likeness(self._text, other._text) => likeness(other._text, self._text)'):
        'how two names agree does not depend on which is named first',
    ('values/names.py', 'signs = (_is_sign(character, category) for character, category in zip(text, categories, strict=True))', 'True => False'):
        'there is one category for each character',
    ('values/nik.py', 'if calendar_day(_CENTURIES[-1] + year, month, day) is None:', '_CENTURIES[-1] + year => _CENTURIES[-1] - year'):
        'up to 99 years before and after 2000 each fourth year is a leap year, so that the same days exist',
    ('values/nik.py', 'return both_centuries(year, month, day - _WOMAN if day > _WOMAN else day)', 'day > _WOMAN => day >= _WOMAN'):
        'no calendar has a day 40, nor a day 0',
    ('values/nik.py', 'usual = _PLAIN_NIK.fullmatch(text) and text[:2] in PROVINCES and text[:4] not in FORMER_REGENCIES', '2 => 1'):
        'a shortcut: the long way gives the same answer',
    ('values/nik.py', 'usual = _PLAIN_NIK.fullmatch(text) and text[:2] in PROVINCES and text[:4] not in FORMER_REGENCIES', '2 => 3'):
        'a shortcut: the long way gives the same answer',
    ('values/papers.py', 'return sum(value * weight for value, weight in zip(worth, cycle((7, 3, 1)), strict=False)) % 10', 'zip(worth, cycle((7, 3, 1)), strict=False) => zip(cycle((7, 3, 1)), worth, strict=False)'):
        'a product does not depend on the order of its factors',
    ('values/paste.py', 'for at, (character, repair) in enumerate(zip(plain, made, strict=True)):', 'True => False'):
        'there is one piece for each character',
    ('values/paste.py', 'outer = not first <= at <= last and not outer_trimmed(character)', 'first <= at <= last => first < at <= last'):
        'no space stands where the text begins',
    ('values/paste.py', 'outer = not first <= at <= last and not outer_trimmed(character)', 'first <= at <= last => first <= at < last'):
        'no space stands where the text ends',
    ('values/paste.py', 'return (kept[0], kept[-1]) if kept else (len(spelled), -1)', '1 => 0'):
        'a range that ends before its beginning is empty, wherever it ends',
    ('values/paste.py', 'return (kept[0], kept[-1]) if kept else (len(spelled), -1)', '1 => 2'):
        'a range that ends before its beginning is empty, wherever it ends',
    ('values/paste.py', 'spelled = [character if repair is None else repair[1] for character, repair in zip(plain, made, strict=True)]', 'True => False'):
        'there is one piece for each character',
    ('values/text.py', 'return False', 'return False => return None'):
        'asked for its truth alone',
    ('values/text.py', 'return not before.isascii() and not after.isascii() and {_category(before), _category(after)} <= {"L", "M", "S"}', '{_category(before), _category(after)} <= {"L", "M", "S"} => {_category(before), _category(after)} < {\'L\', \'M\', \'S\'}'):
        'two characters are of two categories at most, never of all three',
    ('values/text.py', 'return text.isprintable() and _SHOW_NOTHING.isdisjoint(text)', 'return text.isprintable() and _SHOW_NOTHING.isdisjoint(text) => return None'):
        'a shortcut: the long way finds nothing there either',
    ('values/text.py', 'text = typed if type(typed) is str and len(typed) <= TEXT_CAP else text_within(typed, TEXT_CAP)', 'len(typed) <= TEXT_CAP => len(typed) < TEXT_CAP'):
        'a shortcut: the long way takes a text of that length as well',
    ('values/zone.py', 'empty = digit == FILLER and not ways[0].strip(FILLER)', '0 => -1'):
        'both ways to read a long number are empty or neither is',
    ('values/zone.py', 'return cut(lines, layout.optional[0]).split(FILLER, 1)[0]', '1 => 2'):
        'what stands before the first filler does not depend on how many more are looked for',
    ('values/zone.py', 'width = len(lines[0]) if lines else 0', '0 => -1'):
        "no format is as wide as nothing, whichever way that is said, and the first line's length is tried",
    ('values/zone.py', 'width = len(lines[0]) if lines else 0', '0 => 1'):
        "no format is as wide as nothing or as one character, and the first line's length is tried",
    ('lifecycle/case.py', 'return False', 'return False => return None'):
        'asked for its truth alone',
    ('lifecycle/counter.py', 'if any(same_card(iccid, old) for old in case.standing.old_cards):', 'same_card(iccid, old) => same_card(old, iccid)'):
        'two prints are compared the same in either order',
    ('lifecycle/counter.py', 'if any(same_card(iccid, used) for used in case.standing.cards):', 'same_card(iccid, used) => same_card(used, iccid)'):
        'two prints are compared the same in either order',
    ('lifecycle/counter.py', 'if chosen is None or not chosen.strip() or same_place(chosen, case.event.outlet):', 'same_place(chosen, case.event.outlet) => same_place(case.event.outlet, chosen)'):
        'two outlets are compared the same in either order',
    ('lifecycle/counter.py', 'if not _is_same_paper(shown, letter.proxy_document):', '_is_same_paper(shown, letter.proxy_document) => _is_same_paper(letter.proxy_document, shown)'):
        'two papers are compared the same in either order',
    ('lifecycle/counter.py', 'if same_place(case.standing.card_outlet, case.event.outlet):', 'same_place(case.standing.card_outlet, case.event.outlet) => same_place(case.event.outlet, case.standing.card_outlet)'):
        'two outlets are compared the same in either order',
    ('lifecycle/counter.py', 'return False', 'return False => return None'):
        'asked for its truth alone',
    ('lifecycle/counter.py', 'same = [held for held in _reviewed(case) if _is_same_paper(seen, held)]', '_is_same_paper(seen, held) => _is_same_paper(held, seen)'):
        'two papers are compared the same in either order',
    ('lifecycle/gates.py', 'if apart(duty, other, policy):', 'apart(duty, other, policy) => apart(other, duty, policy)'):
        'a pair of duties has no order',
    ('lifecycle/history.py', 'documents = then.documents[past.document : past.document + 1]', '1 => 2'):
        'only the first of the slice is looked at',
    ('lifecycle/history.py', 'if form is None or past.form is form:', 'form is None or past.form is form => form is None and past.form is form'):
        'a form agrees with itself in each of its details, and once there is one there always is',
    ('lifecycle/history.py', 'moved = event.outlet is not None and not same_place(event.outlet, self.card_outlet)', 'same_place(event.outlet, self.card_outlet) => same_place(self.card_outlet, event.outlet)'):
        'two outlets are compared the same in either order',
    ('lifecycle/history.py', 'return False', 'return False => return None'):
        'asked for its truth alone',
    ('lifecycle/history.py', 'return not documents or as_compared(documents[0].number) in _numbers_of(form)', '0 => -1'):
        'there is one document at most, and of one the first is the last',
    ('lifecycle/naming.py', 'return told in _NAMES or (len(told) >= _SHORT and any(_is_a_slip(told, name) for name in _NAMES))', '_is_a_slip(told, name) => _is_a_slip(name, told)'):
        'a slip goes either way',
    ('lifecycle/naming.py', 'same = next((at for at, (one, other) in enumerate(zip(told, name, strict=False)) if one != other), None)', 'zip(told, name, strict=False) => zip(name, told, strict=False)'):
        'the two are only asked whether they differ',
    ('lifecycle/sameness.py', 'return False', 'return False => return None'):
        'asked for its truth alone',
    ('lifecycle/seal.py', 'for key, member in zip(keys, read(thing), strict=True):', 'True => False'):
        'there is always one member for each key',
    ('lifecycle/table.py', 'return False', 'return False => return None'):
        'asked for its truth alone',
    ('lifecycle/table.py', 'return named is not None and not same_place(named, case.standing.card_outlet)', 'same_place(named, case.standing.card_outlet) => same_place(case.standing.card_outlet, named)'):
        'two outlets are compared the same in either order',
    ('guidance/clock.py', 'if today > latest:', 'today > latest => today >= latest'):
        'on the latest day itself none is left and none more is overdue by either way',
    ('guidance/operators.py', 'T_co = TypeVar("T_co", covariant=True)', 'True => False'):
        'which way a type varies is read by type checkers alone',
    ('recovery/recovery.py', 'failed_at = max((_next_second(now).astimezone(challenge.expires_at.tzinfo), *challenge.failed_at[-1:]))', '1 => 0'):
        'each moment is at least the one before it, so that the last of them is the greatest of all',
    ('recovery/recovery.py', 'failed_at = max((_next_second(now).astimezone(challenge.expires_at.tzinfo), *challenge.failed_at[-1:]))', '1 => 2'):
        'each moment is at least the one before it, so that the last of two is the greater one',
    ('records/mapping.py', 'return _converter(masked=False).structure({name: it for name, it in record.items() if name != "version"}, cls)', 'False => True'):
        'the two converters differ in what they write, and read alike',
    ('records/mapping.py', 'return tuple(_each(zip(items, repeat(readers[0]) if any_number else readers)))  # noqa: B905 - the first ends', '0 => -1'):
        'of one the first is the last',
    ('records/scalars.py', 'return f"{\'-\' if span < timedelta(0) else \'\'}{whole}.{rest.microseconds:06}"', '0 => -1'):
        'only a span of thousands of years is written as a text, so that a day more or less is far from it',
    ('records/scalars.py', 'return f"{\'-\' if span < timedelta(0) else \'\'}{whole}.{rest.microseconds:06}"', '0 => 1'):
        'only a span of thousands of years is written as a text, so that a day more or less is far from it',
    ('records/schema.py', 'return unique[0] if len(unique) == 1 else {"anyOf": unique}', '0 => -1'):
        'of one the first is the last',
    ('records/schema.py', 'return {"type": "array", "items": _schema_of(inner[0], definitions), "uniqueItems": True}', '0 => -1'):
        'of one the first is the last',
    ('records/schema.py', 'schema = versioned[0] if len(versioned) == 1 else {"anyOf": versioned}', '0 => -1'):
        'of one the first is the last',
    ('records/standards.py', 'return Trust.HIGH if reasons & _PROOFS and reasons >= _NEEDED and not reasons & _WEAKER else Trust.MEDIUM', 'reasons >= _NEEDED => reasons > _NEEDED'):
        'a proof is among them and none of those that are needed, so that they are always more',
    ('forms/fields.py', 'if typed is None or (not (type(typed) is str and "0" <= typed < "{") and _is_absent(typed)):', '"0" <= typed < "{" => \'0\' < typed < \'{\''):
        'a shortcut: whatever it does not take is looked at closely, and is no blank text either',
    ('forms/fields.py', 'if typed is None or (not (type(typed) is str and "0" <= typed < "{") and _is_absent(typed)):', '"0" <= typed < "{" => \'0\' <= typed <= \'{\''):
        'a shortcut: whatever it does not take is looked at closely, and is no blank text either',
    ('forms/plain.py', 'if text is not None and len(text) <= WORD_CAP and not text[:1].isdigit() and word_key(text) in _FOR_LIFE:', '1 => 0'):
        'a shortcut: no word for that begins with a digit, so that such a text is a day or nothing either way',
    ('forms/plain.py', 'if text is not None and len(text) <= WORD_CAP and not text[:1].isdigit() and word_key(text) in _FOR_LIFE:', '1 => 2'):
        'a shortcut: no word for that begins with a digit, so that such a text is a day or nothing either way',
})
# fmt: on
