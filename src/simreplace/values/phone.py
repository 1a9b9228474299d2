"""Phone numbers: the one to replace, and one to reach somebody by. The only door to `phonenumbers`.

`phonenumbers` says what an Indonesian mobile number looks like and reads the numbers of other countries. It is never
handed what a person typed: it reads letters as digits, drops invisible characters and extensions in silence, takes a
short `62…` without a plus for a landline and `0062…` for something else. The typed text is read here first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, assert_never, cast, final

import attrs

from simreplace._data.prefixes import PREFIXES, SOURCES, Prefix
from simreplace.issues import Issue, IssueCode
from simreplace.shown import printable
from simreplace.values.masked import Masked, Reading, Taken, from_a_spreadsheet, odd_characters, outer_trimmed, stars
from simreplace.values.operator import UNUSUAL_KINDS, Brand, Operator, PhoneKind, PrefixHint

if TYPE_CHECKING:
    import phonenumbers

_REGION: Final = "ID"
_COUNTRY_CODE: Final = 62
_ASCII: Final = "".join(map(chr, range(128)))
_KEPT: Final = "+0123456789"
_ALLOWED: Final = _KEPT + " .-()"
_GROUPED: Final = "0123456789 .-"
_SHORTEST: Final = 9  # digits of a mobile number without the 0
# How an Indonesian number may be written once the separators are gone. A bare 62 is always the country code, and the
# 0 of the national form may stay behind the country code: +62 (0) 812…
_INDONESIAN: Final = re.compile(r"(?:(?P<country>(?:\+|00)?62)0?|(?P<trunk>0)|(?!62))(?P<national>(?!0)[0-9]*)")

# What else gets typed into the field. Fewer than seven digits, the shortest number of the plan, are not yet a number
# that something could follow.
_NUMBER: Final = r"[ .()+-]*(?:[0-9][ .()-]*){7,}"
_SERVICE_CODE: Final = re.compile(r"[*#][0-9*# ]*")
_EXTENSION: Final = re.compile(
    _NUMBER + r"(?P<here>;? ?(?:ext(?:n|ension)?|xx?|#))[ .:=]*[0-9]", re.ASCII | re.IGNORECASE
)
_SECOND: Final = re.compile(
    _NUMBER + r"(?:[/,;&|]+|atau|dan|or|and|(?=\+)) *(?P<here>[+(]*[0-9])", re.ASCII | re.IGNORECASE
)
_LETTER: Final = re.compile(r"(?P<here>[A-Za-z])")
_GAP: Final = re.compile(r"[ .-]+")
_SHORTEST_PAIR: Final = 12  # signs of two numbers: no country has any with fewer than six, its code included
_ODD_USES: Final = (
    (_EXTENSION.match, IssueCode.MSISDN_EXTENSION),
    (_SECOND.match, IssueCode.MSISDN_SEVERAL),
    (_LETTER.search, IssueCode.MSISDN_LETTERS),
)
# Each matches as much of a text as makes sense: one plus, in front; brackets in pairs, since one without its partner is
# the mark of a text that was cut off in copying.
_SENSIBLE: Final = (re.compile(r"[ (]*\+?[^+]*"), re.compile(r"[^()]*(?:\([^()]*\)[^()]*)*"))


@printable
@final
@attrs.frozen(kw_only=True)
class MobileShape:
    """What the metadata says of mobile numbers, without the 0 in front; its digits are ASCII in every regex engine.

    `plain` is the same pattern behind a 0 or a country code, as nearly everybody types it. A number that began with
    another digit than 8 might begin with the country code, and is left to the long way. Landlines look like `landline`.
    """

    pattern: re.Pattern[str]
    plain: re.Pattern[str]
    landline: re.Pattern[str]
    example: str


@cache
def mobile_shape() -> MobileShape:
    """The shape of an Indonesian mobile number as the installed `phonenumbers` knows it."""
    from phonenumbers import PhoneMetadata

    # Every release knows Indonesia and its mobile numbers; their types leave room for regions that lack some of it.
    known: Any = cast("Any", PhoneMetadata.metadata_for_region(_REGION))
    kinds = known.mobile, known.fixed_line
    national, landline = (kind.national_number_pattern.replace(r"\d", "[0-9]") for kind in kinds)
    return MobileShape(
        pattern=re.compile(national),
        plain=re.compile(rf"(?:\+?62|0)?(?=8)({national})"),
        landline=re.compile(landline),
        example=known.mobile.example_number,
    )


def _typed(trimmed: str) -> Reading:
    """The digits and the plus of what was typed, or why it is not one plain number."""
    if not trimmed:
        return None, (Issue(IssueCode.TEXT_EMPTY),)
    if from_a_spreadsheet(trimmed, _SHORTEST):
        return None, (Issue(IssueCode.TEXT_SPREADSHEET),)
    found = next(_oddities(trimmed), None)
    return (_kept(trimmed), ()) if found is None else (None, (found,))


def _kept(text: str) -> str:
    return "".join([character for character in text if character in _KEPT])


def _oddities(text: str) -> Iterator[Issue]:
    """What keeps a text from being one plain number; the first of them explains it best."""
    if not text.strip(_GROUPED):
        return
    yield from odd_characters(text, _ASCII)
    for matched, code in _ODD_USES:
        match = matched(text)
        if match is not None:
            yield Issue(code, params=(("at", match.start("here") + 1),))
    yield from odd_characters(text, _ALLOWED)
    for sensible in _SENSIBLE:
        rest = sensible.sub("", text, count=1)
        if rest:
            yield Issue(IssueCode.TEXT_CHARACTER, params=(("at", len(text) - len(rest) + 1),))


def _mobile(typed: str) -> str | None:
    """The national number, without the 0, if this is an Indonesian mobile number in one of the accepted forms."""
    written = _INDONESIAN.fullmatch(typed)
    if written is None or mobile_shape().pattern.fullmatch(written["national"]) is None:
        return None
    return written["national"]


def _parsed(number: str, region: str | None = None) -> phonenumbers.PhoneNumber | None:
    import phonenumbers

    try:
        return phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None


def _number_of(typed: str) -> phonenumbers.PhoneNumber | None:
    """The number of any country that this is in one of the accepted forms."""
    import phonenumbers

    written = _INDONESIAN.fullmatch(typed)
    number = _parsed(f"+{_COUNTRY_CODE}{written['national']}" if written else re.sub(r"\A00", "+", typed))
    if number is None or not phonenumbers.is_valid_number(number):
        return None
    # What nothing stands before may begin with the code of any area or country. But mobile numbers are typed so, and
    # the short numbers of companies have no area.
    bare = written is not None and not written["country"] and not written["trunk"]
    return None if bare and _kind_of(number) not in {PhoneKind.MOBILE, PhoneKind.UAN} else number


def _kind_of(number: phonenumbers.PhoneNumber) -> PhoneKind:
    import phonenumbers

    word = phonenumbers.PhoneNumberType.to_string(phonenumbers.number_type(number)).lower()
    return next((kind for kind in PhoneKind if kind == word.removesuffix("_number")), PhoneKind.UNKNOWN)


def _second_number(text: str) -> Iterator[Issue]:
    """Where a second number begins that only spaces, dots or hyphens part from the first."""
    for gap in () if len(text) < _SHORTEST_PAIR else _GAP.finditer(text):
        first, rest = text[: gap.start()], text[gap.end() :]
        if _number_of(_kept(first)) and (_number_of(_kept(rest)) or any(_second_number(rest))):
            yield Issue(IssueCode.MSISDN_SEVERAL, params=(("at", gap.end() + 1),))


def _why_not_mobile(typed: str) -> IssueCode:
    written = _INDONESIAN.fullmatch(typed)
    if written is None:
        return _why_not_indonesian(typed)
    shape, national = mobile_shape(), written["national"]
    if written["country"] and _mobile(national):
        return IssueCode.MSISDN_COUNTRY_CODE_TWICE
    # Would it be one if it were as long as the metadata's own example, which lends what is missing?
    length = len(shape.example)
    if shape.pattern.fullmatch(national[:length] + shape.example[len(national) :]):
        return IssueCode.MSISDN_TOO_SHORT if len(national) < length else IssueCode.MSISDN_TOO_LONG
    return _other_use(national, alone=written["country"] is None and written["trunk"] is None)


def _why_not_indonesian(typed: str) -> IssueCode:
    import phonenumbers

    if typed.startswith("00"):
        # The metadata has toll-free numbers of Indonesia that begin with 00; all others are calls abroad.
        domestic = _parsed(typed, _REGION)
        toll_free = domestic and phonenumbers.number_type(domestic) == phonenumbers.PhoneNumberType.TOLL_FREE
        if domestic and toll_free and domestic.country_code == _COUNTRY_CODE:
            return IssueCode.MSISDN_SERVICE_CODE
        typed = "+" + typed[2:]
    number = _parsed(typed)
    if number and number.country_code != _COUNTRY_CODE:
        return IssueCode.MSISDN_FOREIGN
    return IssueCode.MSISDN_NOT_MOBILE


def _other_use(national: str, *, alone: bool) -> IssueCode:
    """What a number that is not mobile is used for; `alone` says that neither country code nor 0 stood before it."""
    import phonenumbers
    from phonenumbers import shortnumberinfo

    number = phonenumbers.PhoneNumber(country_code=_COUNTRY_CODE, national_number=int(national))
    kind = phonenumbers.number_type(number)
    if alone and _number_of("+" + national):
        return IssueCode.MSISDN_NOT_MOBILE
    if kind == phonenumbers.PhoneNumberType.FIXED_LINE:
        return IssueCode.MSISDN_LANDLINE
    # What begins with an 8 was meant as a mobile number; that it is mistyped says more than what it happens to be.
    if alone and not national.startswith("8"):
        short = shortnumberinfo.is_possible_short_number_for_region(number, _REGION)
        if short or kind != phonenumbers.PhoneNumberType.UNKNOWN:
            return IssueCode.MSISDN_SERVICE_CODE
    return IssueCode.MSISDN_NOT_MOBILE


_PREFIX_CODES: Final = MappingProxyType(
    {
        "ambiguous": IssueCode.MSISDN_PREFIX_AMBIGUOUS,
        "disputed": IssueCode.MSISDN_PREFIX_DISPUTED,
        None: IssueCode.MSISDN_PREFIX_UNALLOCATED,
    }
)


@cache
def _prefix_issues(prefix: str) -> tuple[Issue, ...]:
    """What the lists say of a prefix of three digits, without the 0: there are few, and the same ones come all day."""
    row = PREFIXES.get("0" + prefix)
    code = _PREFIX_CODES.get(row.status if row else None)
    return () if code is None else (Issue(code, params={"prefix": "0" + prefix}),)


def _mobile_reading(national: str) -> Taken:
    return "+62" + national, _prefix_issues(national[:3])


def _plain_mobile(text: str) -> Taken | None:
    # Spaces and hyphens group the digits; every other sign, and a hyphen in front, asks for a closer look.
    if text.lstrip(" ")[:1] == "-":
        return None
    written = mobile_shape().plain.fullmatch(text.replace(" ", "").replace("-", ""))
    return None if written is None else _mobile_reading(written[1])


@final
class Msisdn(Masked):
    """An Indonesian mobile number: the one whose card is replaced.

    Its shape is the mobile pattern that `phonenumbers` has for Indonesia, so that a newer release is a newer rule. It
    may be typed as `08…`, `8…`, `62…`, `+62…`, `+62 (0) 8…` or `0062…`, with spaces, dots, hyphens and brackets.

    Example:
        >>> number = Msisdn.parse("0812-0000-0890")  # made up
        >>> number
        Msisdn(+62812*****890)
        >>> number == Msisdn.parse("+62 (0) 812 0000 0890")
        True
        >>> [brand.value for brand in number.brands]
        ['telkomsel']
        >>> [issue.code.value for issue in Msisdn.check("0812 0000 0890 ext 7")]
        ['msisdn.extension']
    """

    __slots__ = ()
    _SHAPE: ClassVar[re.Pattern[str]] = re.compile(r"\+62[1-9][0-9]{5,12}")

    @classmethod
    def _plain(cls, text: str) -> Taken | None:
        return _plain_mobile(text)

    @classmethod
    def _read(cls, text: str) -> Reading:
        trimmed = outer_trimmed(text)
        if _SERVICE_CODE.fullmatch(trimmed):
            return None, (Issue(IssueCode.MSISDN_SERVICE_CODE),)
        typed, found = _typed(trimmed)
        if typed is None:
            return None, found
        national = _mobile(typed)
        if national is not None:
            return _mobile_reading(national)
        return None, (next(_second_number(trimmed), Issue(_why_not_mobile(typed))),)

    def _mask(self) -> str:
        return stars(self._text, 6, 3)

    def reveal(self, form: Literal["e164", "national"] = "e164") -> str:
        """The plain number: the only way to it.

        Args:
            form: "e164" gives +62812…, "national" gives 0812….

        Example:
            >>> Msisdn.parse("+62 812 0000 0890").reveal("national")  # made up
            '081200000890'
        """
        match form:
            case "e164":
                return self._text
            case "national":
                return self._national
            case _:
                assert_never(form)

    @property
    def operators(self) -> frozenset[Operator]:
        """The operators that its prefix points to; empty where no source names one."""
        return frozenset() if self._row is None else frozenset({Operator(self._row.operator)})

    @property
    def brands(self) -> frozenset[Brand]:
        """The brands that its prefix points to: several where the sources name several, none where they name none."""
        return frozenset() if self._row is None else frozenset(map(Brand, self._row.brands))

    @property
    def hint(self) -> PrefixHint | None:
        """How far operators and brands can be trusted; None where no source names any."""
        row = self._row
        if row is None:
            return None
        source = "; ".join(SOURCES[key] for key in row.sources)
        return PrefixHint(status=row.status, confidence=row.confidence, as_of=row.as_of, source=source)

    @property
    def _national(self) -> str:
        return "0" + self._text.removeprefix(f"+{_COUNTRY_CODE}")

    @property
    def _row(self) -> Prefix | None:
        return PREFIXES.get(self._national[:4])


@final
class PhoneNumber(Masked):
    """A phone number of any country, by which somebody can be reached.

    Indonesian mobile numbers may be typed in every form that `Msisdn` reads. A landline begins with 0 and its area, or
    with 62; a number of another country with a plus or 00 and its country code.

    Example:
        >>> PhoneNumber.parse("+1 202 555 0100")  # a number kept free for examples
        PhoneNumber(+12*******00)
        >>> PhoneNumber.parse("0812 0000 0890").msisdn  # made up
        Msisdn(+62812*****890)
        >>> [issue.code.value for issue in PhoneNumber.check("+1 202 555 0100")]
        ['phone.foreign']
    """

    __slots__ = ()
    _SHAPE: ClassVar[re.Pattern[str]] = re.compile(r"\+[1-9][0-9]{3,19}")

    @classmethod
    def _plain(cls, text: str) -> Taken | None:
        return _plain_mobile(text)

    @classmethod
    def _read(cls, text: str) -> Reading:
        import phonenumbers

        typed, found = _typed(trimmed := outer_trimmed(text))
        if typed is None:
            return None, found
        national = _mobile(typed)
        if national is not None:
            return _mobile_reading(national)
        number = _number_of(typed)
        if number is None:
            return None, (next(_second_number(trimmed), Issue(IssueCode.PHONE_INVALID)),)
        e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        return e164, tuple(_contact_issues(number))

    def _mask(self) -> str:
        return stars(self._text, 3, 2)

    @property
    def msisdn(self) -> Msisdn | None:
        """The same number as the number of a SIM card; None where it is not an Indonesian mobile number."""
        return None if _mobile(self._text) is None else Msisdn.parse(self._text)

    @property
    def kind(self) -> PhoneKind:
        """What the number is for, as the installed `phonenumbers` knows it; unknown where it knows nothing.

        Example:
            >>> PhoneNumber.parse("0809 1 234 567").kind.value  # the example that the metadata gives
            'premium_rate'
        """
        number = _parsed(self._text)
        return PhoneKind.UNKNOWN if number is None else _kind_of(number)


def _contact_issues(number: phonenumbers.PhoneNumber) -> Iterator[Issue]:
    if number.country_code != _COUNTRY_CODE:
        yield Issue(IssueCode.PHONE_FOREIGN)
    kind = _kind_of(number)
    if kind in UNUSUAL_KINDS:
        yield Issue(IssueCode.PHONE_UNUSUAL_KIND, params=(("kind", kind.value),))
