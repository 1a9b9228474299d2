"""The letter of authorization (surat kuasa), and what a letter says that was filled in."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, get_args

from simreplace.forms import letter_as_typed
from simreplace.issues import Issue, IssueCode, errors_of
from simreplace.people import AuthorizationLetter, CardForm, DocumentKind, IdentityDocument
from simreplace.report import Report
from simreplace.values import text_within, to_text
from simreplace.words.dates import Language, day_in_words, words
from simreplace.words.paper import (
    BETWEEN,
    BLANK,
    Labels,
    Markup,
    Row,
    column_for,
    country_with_code,
    fitted,
    number_in_groups,
    paper_words,
    prose,
    rows,
    signatures,
    the_markup,
    title,
    together,
    unescaped,
)

_LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
_LIMIT: Final = 20_000
_OF_THE_DOCUMENT: Final = ("kind", "number", "holder_name", "issuing_country", "issued_on", "expires_on", "mrz")
_LABEL: Final = "letter.label."
_ALWAYS_THERE: Final = ("principal", "proxy", *_OF_THE_DOCUMENT[:-1], "msisdn", "valid_until", "signed_on")
"""The lines of every letter; a lost one must not pass for one that says nothing."""
_LABELED: Final = tuple(key.removeprefix(_LABEL) for key in paper_words("id") if key.startswith(_LABEL))
# A row of a Markdown table, or a label and what stands behind it; of the room beside it one space belongs to the paper.
_CELL: Final = re.compile(r"\| ?([^|]*?) ?\| ?(.*?) ?\| *")
_SAID: Final = re.compile(r" {0,7}([^:：\t]{1,120})[:：\t] ?(.*)")
_CONTINUED: Final = re.compile(r" {8,}([^ ].*)")
# Where people sign stands a name in brackets; in Markdown it stands in the row below the room for it.
_SIGNED: Final = re.compile(r" *[(（]|\| *<br>")
_ROOM_TO_SIGN: Final = re.compile(r"\| *<br>")
_ZONE_IN_PIECES: Final = re.compile(r"(.{22})")
_EMPTY: Final = re.compile(r" *|[._… -]{20,}")
_QUOTED: Final = re.compile(r'".*"')
_COUNTRY: Final = re.compile(r".*[(（]([A-Z]{1,3})[)）] *")
_CHINESE_DAY: Final = re.compile(r" *([0-9]{1,4}) *年 *([0-9]{1,2}) *月 *([0-9]{1,2}) *日 *")
_LATIN_DAY: Final = re.compile(r" *([0-9]{1,2}) +([A-Za-z]{3,9}) +([0-9]{1,4}) *")


def authorization_letter(
    letter: AuthorizationLetter,
    language: Language = "id",
    *,
    document: IdentityDocument | None = None,
    place: str = "",
    markup: Markup = "text",
    card_form: CardForm | str = CardForm.PHYSICAL,
) -> str:
    """The letter by which somebody else may fetch the card (surat kuasa), to print and sign.

    It is in Indonesian, or in Indonesian and a second language. It shows the names and numbers of both people in full,
    for it is their own paper: give it to nobody else, and write it to no log.

    What the proxy may do is what the procedure asks of them. That stamp duty is Rp10,000 where it is due is UU 10/2020;
    whether this letter needs a stamp no source says, so that the letter sends people to the operator.

    Args:
        letter: Who authorizes whom, for which number, from when until when.
        language: "id" for Indonesian alone, "en" or "zh" for Indonesian with English or Chinese.
        document: The principal's own document; without it there is room to write it in by hand.
        place: Where the letter is signed; without it there is room to write it in by hand.
        markup: "text" for a page of A4 in a type of fixed width, or "markdown".
        card_form: "physical", or "esim" for a letter by which somebody else has an eSIM put on the principal's phone.

    Raises:
        ValueError: There is no such language, markup or form of a card.
        InvalidValueError: The place is no text, or something in it cannot be seen.

    Example:
        >>> from datetime import date
        >>> ktp = IdentityDocument(kind="ktp", number="3174071508950001")  # made up
        >>> letter = AuthorizationLetter(principal="Siti Aminah", proxy="Budi Santoso", proxy_document=ktp,
        ...                              msisdn="0812 3456 7890", signed_on=date(2026, 3, 16))
        >>> paper = authorization_letter(letter, place="Jakarta")
        >>> next(line for line in paper.splitlines() if line.startswith("Nama Penerima"))
        'Nama Penerima Kuasa          : Budi Santoso'
        >>> check_letter(paper).unwrap() == letter
        True
    """
    words(language)
    spoken: tuple[Language, ...] = tuple(dict.fromkeys(("id", language)))
    tables = [paper_words(each) for each in spoken]
    the = the_markup(markup)

    def said(key: str) -> Labels:
        return tuple(table[f"letter.{key}"] for table in tables)

    column = column_for(said(f"label.{name}") for name in _LABELED)

    def filled(*given: tuple[str, str]) -> str:
        told: Iterator[Row] = ((said(f"label.{name}"), value) for name, value in given)
        return rows(told, the, column)

    def under(key: str, *given: tuple[str, str]) -> str:
        return together(prose(said(key), the), filled(*given), the)

    is_esim = CardForm(card_form) is CardForm.ESIM
    scope, subtitle = ("scope_esim", "subtitle_esim") if is_esim else ("scope", "subtitle")
    closing = ("limits", "originals", *(("prevails",) if len(tables) > 1 else ()))
    stamp = (said("sign.stamp"), letter.principal.reveal())
    blocks = [
        title(tables[0]["letter.title"], _below_title(tables, subtitle), the),
        under("principal", ("principal", letter.principal.reveal()), *_of_principal(document, spoken)),
        under("proxy", ("proxy", letter.proxy.reveal()), *_of_document(letter.proxy_document, spoken)),
        under("scope", ("msisdn", number_in_groups(letter.msisdn.reveal("national")))),
        "\n".join(prose(said(f"{scope}.{number}"), the, f"{number}. ") for number in (1, 2, 3)),
        prose(tuple(_sentences(each, closing) for each in spoken), the),
        filled(
            ("valid_until", _day(letter.valid_until, spoken, "no_end")),
            ("place", fitted(" ".join(to_text(place).split()) or BLANK, the, column)),
            ("signed_on", _day(letter.signed_on, spoken, "no_end")),
        ),
        signatures((said("sign.proxy"), (), letter.proxy.reveal()), (said("sign.principal"), *stamp), the),
        prose(said("stamp"), the),
    ]
    return "\n\n".join(blocks) + "\n"


def _below_title(tables: Iterable[Mapping[str, str]], subtitle: str) -> Iterator[str]:
    """What the letter is for, and in another language what it is called as well."""
    first, *others = tables
    yield first[f"letter.{subtitle}"]
    for table in others:
        yield table["paper.remark"].format(text=table["letter.title"], remark=table[f"letter.{subtitle}"])


def _sentences(language: Language, keys: Iterable[str]) -> str:
    between = words(language)["layout.sentence_separator"]
    return between.join(paper_words(language)[f"letter.{key}"] for key in keys)


def _in_each(tell: Callable[[Language], str], spoken: Iterable[Language]) -> str:
    """What is said in each of the languages, once where that is the same."""
    return BETWEEN.join(dict.fromkeys(map(tell, spoken)))


def _day(day: date | None, spoken: Iterable[Language], nothing: str) -> str:
    if day is None:
        return _in_each(lambda each: paper_words(each)[f"letter.{nothing}"], spoken)
    return _in_each(lambda each: day_in_words(day, each, "date.day"), spoken)


def _kind(kind: DocumentKind, spoken: Iterable[Language]) -> str:
    return _in_each(lambda each: words(each)[f"document_kind.{kind.value}"], spoken)


def _of_principal(document: IdentityDocument | None, spoken: Iterable[Language]) -> Iterator[tuple[str, str]]:
    yield "principal_kind", BLANK if document is None else _kind(document.kind, spoken)
    yield "principal_number", BLANK if document is None else document.number.reveal()


def _of_document(document: IdentityDocument, spoken: Iterable[Language]) -> Iterator[tuple[str, str]]:
    unsaid = _in_each(lambda each: paper_words(each)["letter.not_stated"], spoken)
    yield "kind", _kind(document.kind, spoken)
    yield "number", document.number.reveal()
    yield "holder_name", unsaid if document.holder_name is None else _name_of_holder(document.holder_name.reveal())
    yield "issuing_country", _in_each(lambda each: country_with_code(document.issuing_country, each), spoken)
    yield "issued_on", _day(document.issued_on, spoken, "not_stated")
    yield "expires_on", _day(document.expires_on, spoken, "not_stated")
    if document.mrz is not None:
        # A line of a zone is too long for the room that there is, and would be cut off in print.
        yield "mrz", BETWEEN.join(_ZONE_IN_PIECES.sub(r"\1 ", line).strip() for line in document.mrz.reveal())


# ---- What a letter says that was filled in


def check_letter(text: object) -> Report[AuthorizationLetter]:
    r"""Read a letter that was filled in, and say everything that is missing or doubtful in it at once.

    It is read by its Indonesian labels, as `authorization_letter` writes them in any language and either markup.
    What the proxy may do, the signatures and the stamp are for whoever holds the paper to look at.

    Args:
        text: The letter, or anything else. Never raises.

    Example:
        >>> report = check_letter("Nama Pemberi Kuasa : Siti Aminah\nNomor ponsel : 0812 3456 789O")  # made up
        >>> [(issue.code.value, issue.pointer) for issue in report.errors][-2:]
        [('form.required', '/signed_on'), ('msisdn.letters', '/msisdn')]
    """
    whole = text_within(text, _LIMIT)
    if isinstance(whole, Issue):
        return Report(None, (whole,))
    lines, twice = _lines_of(whole)
    found = [Issue(IssueCode.LETTER_LINE_TWICE, _pointer(name)) for name in twice]
    found += [Issue(IssueCode.FORM_REQUIRED, _pointer(name)) for name in _ALWAYS_THERE if name not in lines]
    typed: dict[str, str] = {}
    for name, told in lines.items():
        halves = _halves(name, told)
        if len(set(halves)) > 1:
            found.append(Issue(IssueCode.LETTER_LANGUAGES_DIFFER, _pointer(name)))
        typed[name] = halves[0]
    document: dict[str, str] = {name: typed.pop(name) for name in _OF_THE_DOCUMENT if name in typed}
    report = letter_as_typed({**typed, "proxy_document": {**document, **_zone(document)}})
    # Of a line that stands there twice it is not said besides that there is none.
    unclear = {_pointer(name) for name in twice}
    issues = [
        it for it in (*found, *report.issues) if it.code is not IssueCode.FORM_REQUIRED or it.pointer not in unclear
    ]
    return Report(None if errors_of(issues) else report.value, tuple(dict.fromkeys(issues)))


def _pointer(name: str) -> str:
    return f"/proxy_document/{name}" if name in _OF_THE_DOCUMENT else f"/{name}"


def _lines_of(text: str) -> tuple[dict[str, str], list[str]]:
    """What stands behind each label, and the labels behind which two different things stand."""
    told: dict[str, str] = {}
    twice: dict[str, None] = {}
    for name, value in _labeled(text):
        is_said = name in _LABELS_READ and not _EMPTY.fullmatch(value)
        if is_said and told.setdefault(name, value) != value:
            twice[name] = None
    return {name: value for name, value in told.items() if name not in twice}, list(twice)


def _labeled(text: str) -> Iterator[tuple[str, str]]:
    """Each label with what stands behind it, and on the lines below it where it was broken."""
    name, value = "", ""
    signed = 0
    for line in (*re.split(r"\r\n|\n|\r", text), ""):
        more = _CONTINUED.fullmatch(line)
        if name and more is not None:
            value += " " + more[1]
            continue
        if name:
            yield name, value
        is_signed = bool(line.strip()) and (signed > 0 or _SIGNED.match(line) is not None)
        signed = max(0, signed + _opened(line)) if is_signed else 0
        name, value = ("", "") if is_signed else _line(line)
    # The last line is empty, so that nothing is left over.


def _opened(line: str) -> int:
    """How many brackets a line leaves open: until they are closed, what stands there is a name and no label."""
    if _ROOM_TO_SIGN.match(line):
        return 1
    return len(re.findall("[(（]", line)) - len(re.findall("[)）]", line))


def _line(line: str) -> tuple[str, str]:
    """The label of a line and what stands behind it; nothing where it has no label of a letter."""
    cells = _CELL.fullmatch(line)
    told = cells or _SAID.fullmatch(line)
    if told is None:
        return "", ""
    # Behind the Indonesian label may stand what it is in the other language.
    name = _NAMES.get(_key(told[1].partition(BETWEEN)[0]), "")
    return name, unescaped(told[2]) if cells else told[2]


def _halves(name: str, told: str) -> list[str]:
    """What a line says, in each of its languages, as a form takes it."""
    if name in _DAYS:
        return [_day_said(half) for half in told.split(BETWEEN)]
    if name == "issuing_country":
        return [_country_said(half) for half in told.split(BETWEEN)]
    if name == "kind":
        return [_KINDS.get(_key(half), half) for half in told.split(BETWEEN)]
    if name == "holder_name" and _says_nothing(told):
        return [told[1:-1] if _QUOTED.fullmatch(told) else ""]
    # A name may hold the sign that stands between two languages.
    return [told]


def _country_said(told: str) -> str:
    """The code of a country that stands in brackets, or behind the words for one without a name; all else as it is."""
    named = _COUNTRY.fullmatch(told) or _NAMELESS.fullmatch(told)
    return told if named is None else named[named.lastindex or 0]


def _says_nothing(told: str) -> bool:
    """Whether a text reads like the words for what is not stated."""
    return all(_key(half) in _NOTHING for half in told.split(BETWEEN))


def _name_of_holder(name: str) -> str:
    """A name as a letter says it: one that reads as if there were none stands in quotation marks."""
    return f'"{name}"' if _says_nothing(name) else name


def _day_said(told: str) -> str:
    """A day in words as ISO 8601 writes it; nothing where it is said that there is none, and all else as it is."""
    if _key(told) in _NOTHING:
        return ""
    chinese, latin = _CHINESE_DAY.fullmatch(told), _LATIN_DAY.fullmatch(told)
    if chinese is not None:
        year, month, day = map(int, chinese.groups())
    elif latin is not None and latin[2].casefold() in _MONTHS:
        year, month, day = int(latin[3]), _MONTHS[latin[2].casefold()], int(latin[1])
    else:
        return told
    return f"{year:04}-{month:02}-{day:02}"


def _zone(document: Mapping[str, str]) -> dict[str, object]:
    """The lines of a machine-readable zone, where there is one: each a line again."""
    return {"mrz": [line.replace(" ", "") for line in document["mrz"].split(BETWEEN)]} if "mrz" in document else {}


def _key(label: str) -> str:
    """A label or a word without case, spaces and signs."""
    return "".join(sign for sign in label.casefold() if sign.isalnum())


_NAMES: Final = MappingProxyType(
    {_key(text): key.removeprefix(_LABEL) for key, text in paper_words("id").items() if key.startswith(_LABEL)}
)
_LABELS_READ: Final = frozenset((*_ALWAYS_THERE, "mrz"))
_DAYS: Final = frozenset({"issued_on", "expires_on", "valid_until", "signed_on"})
_NOTHING: Final = frozenset(
    _key(paper_words(each)[f"letter.{it}"]) for each in _LANGUAGES for it in ("no_end", "not_stated")
)
_NAMELESS: Final = re.compile(
    "|".join(re.escape(words(each)["nationality.other"]).replace(r"\{code\}", "([A-Z]{1,3})") for each in _LANGUAGES)
)
_KINDS: Final = MappingProxyType(
    {_key(words(each)[f"document_kind.{kind.value}"]): kind.value for each in _LANGUAGES for kind in DocumentKind}
)
_MONTHS: Final = MappingProxyType(
    {words(each)[f"month.{month}"].casefold(): month for each in _LANGUAGES for month in range(1, 13)}
)
