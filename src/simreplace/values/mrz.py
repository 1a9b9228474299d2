"""The machine-readable zone of a passport or card: ICAO Doc 9303 formats TD1, TD2 and TD3.

A zone that does not read is a zone to scan again, never a reason to refuse its holder. The line with the name, the
nationality and the sex are covered by no check digit.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Final, cast, final

import attrs

from simreplace.issues import Issue
from simreplace.values.likeness import NameMatch, cut_off_likeness
from simreplace.values.masked import Masked, Reading, text_within
from simreplace.values.names import PersonName
from simreplace.values.nik import Sex, both_centuries, calendar_day
from simreplace.values.papers import DocumentNumber, PassportNumber
from simreplace.values.plain import parsed
from simreplace.values.zone import (
    DOCUMENT_CODE,
    FILLER,
    ISSUING_COUNTRY,
    TD3,
    ZONE,
    Layout,
    Span,
    check_digit_issues,
    cut,
    field_issues,
    layout_of,
    lines_of,
    number_of,
    optional_data_of,
    shape_issues,
    with_digits,
)

_SEXES: Final = MappingProxyType({"F": Sex.FEMALE, "M": Sex.MALE})


@final
class _Zone(Masked):
    """The lines as one text, with newlines between."""

    __slots__ = ()
    _CAP: ClassVar[int] = 200
    _SHAPE: ClassVar[re.Pattern[str]] = ZONE

    @classmethod
    def _read(cls, text: str) -> Reading:
        lines = lines_of(text)
        layout = layout_of(lines)
        for look in (shape_issues, field_issues, check_digit_issues):
            issues = tuple(look(lines, layout))
            if issues:
                return None, issues
        return "\n".join(lines), ()

    def _mask(self) -> str:
        return "***"


def _zone_of(text: _Zone | str) -> _Zone:
    return parsed(_Zone, text)


@final
@attrs.frozen(repr=False)
class Mrz:
    """What a machine-readable zone says, every check digit being right.

    Make one with `parse_mrz`. Equality and hash are by the lines; `repr` shows only what kind of document it is.

    Args:
        zone: The lines, with newlines between.

    Raises:
        InvalidValueError: They do not read, or a check digit is wrong: scan again.

    Example:
        >>> lines = (  # ICAO's printed specimen
        ...     "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        ...     "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
        ... )
        >>> mrz = parse_mrz(lines)
        >>> mrz
        Mrz(document_code='P', issuing_country='UTO', number=PassportNumber(L*******3))
        >>> mrz.expires_on.isoformat(), mrz.sex.value, mrz.reveal() == lines
        ('2012-04-15', 'female', True)
    """

    _zone: _Zone = attrs.field(converter=_zone_of)

    @classmethod
    def _restore(cls, stored: object) -> "Mrz":
        """The zone that was stored as these lines, by its shape alone; for records and pickles."""
        return cls(_Zone._restore(cast("str", _joined(stored))))

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Whether the present rules would still take a zone that was stored."""
        return self._zone.issues

    def _field(self, span: Span) -> str:
        return cut(self.reveal(), span)

    @property
    def _layout(self) -> Layout:
        return layout_of(self.reveal())

    @property
    def document_code(self) -> str:
        """The one or two letters of the kind of document, such as `P` for a passport."""
        return self._field(DOCUMENT_CODE).rstrip(FILLER)

    @property
    def issuing_country(self) -> str:
        """The ICAO code of the issuer: ISO 3166-1 alpha-3, or one of ICAO's own such as `D`."""
        return self._field(ISSUING_COUNTRY).rstrip(FILLER)

    @property
    def number(self) -> PassportNumber | DocumentNumber:
        """The number of the document, without the fillers that stand for spaces and hyphens."""
        number = number_of(self.reveal(), self._layout)
        is_passport = self._layout is TD3 and self.document_code.startswith("P")
        # Whatever a zone's field can hold is a passport's number, as a law in the tests has it.
        return (PassportNumber if is_passport else DocumentNumber).parse(number)

    @property
    def nationality(self) -> str:
        """The ICAO code of the holder's nationality."""
        return self._field(self._layout.nationality).rstrip(FILLER)

    @property
    def birth_dates(self) -> tuple[date, ...]:
        """The days of birth that it can mean, the earliest first; empty where a part is unknown or no such day is."""
        field = self._field(self._layout.birth_date)
        if FILLER in field:
            return ()
        return both_centuries(int(field[:2]), int(field[2:4]), int(field[4:]))

    @property
    def sex(self) -> Sex:
        """The sex; UNSPECIFIED where the zone has a filler."""
        return _SEXES.get(self._field(self._layout.sex), Sex.UNSPECIFIED)

    @property
    def expires_on(self) -> date | None:
        """The last day of validity, always read as 20YY: what ended before 2000 is not shown at a counter.

        None where a part is unknown or the calendar has no such day.
        """
        field = self._field(self._layout.expiry)
        if FILLER in field:
            return None
        return calendar_day(2000 + int(field[:2]), int(field[2:4]), int(field[4:]))

    @property
    def names(self) -> tuple[str, ...]:
        """The words of the name, the primary identifier first; they are cut off where the zone was too narrow."""
        return tuple(self._field(self._layout.names).replace(FILLER, " ").split())

    @property
    def name(self) -> PersonName | None:
        """The same words as one name; None where the zone has none."""
        return _name_of(self._field(self._layout.names))

    @property
    def surname(self) -> PersonName | None:
        """The primary identifier: the surname, or the whole name where the issuer does not divide it."""
        return _name_of(self._field(self._layout.names).partition(FILLER * 2)[0])

    @property
    def given_names(self) -> PersonName | None:
        """The secondary identifier; None where the zone has none."""
        return _name_of(self._field(self._layout.names).partition(FILLER * 2)[2])

    @property
    def name_may_be_cut_off(self) -> bool:
        """Whether the field of the name is full: by Doc 9303 any word of it may then have lost its end, or be missing."""
        return not self._field(self._layout.names).endswith(FILLER)

    @property
    def optional_data(self) -> tuple[DocumentNumber, ...]:
        """What the issuer added, such as a personal number, hidden; a space stands for each filler within."""
        return tuple(map(DocumentNumber.parse, optional_data_of(self.reveal(), self._layout)))

    def compare(self, name: PersonName) -> NameMatch:
        r"""How the name in the zone agrees with another: by its beginning where it may be cut off.

        A zone without a name is contained in every name.

        Args:
            name: The name on another document or record.

        Example:
            >>> mrz = parse_mrz(  # ICAO's printed specimen of a name, with a made-up number
            ...     "P<UTONILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K\nX1234567<7UTO9508152F3001019<<<<<<<<<<<<<<00"
            ... )
            >>> mrz.compare(PersonName.parse("Nilavadhanananda Chayapa Dejthamrong Krasuang"))
            <NameMatch.CONTAINED: 'contained'>
        """
        mine = self.name
        if mine is None:
            return NameMatch.CONTAINED
        found = mine.compare(name)
        if found is NameMatch.DIFFERENT and self.name_may_be_cut_off and cut_off_likeness(mine.reveal(), name.reveal()):
            return NameMatch.CONTAINED
        return found

    def reveal(self) -> tuple[str, ...]:
        """The plain lines."""
        return tuple(self._zone.reveal().split("\n"))

    def __repr__(self) -> str:
        if not hasattr(self, "_zone"):
            return "Mrz(***)"
        shown = (("document_code", self.document_code), ("issuing_country", self.issuing_country))
        parts = [f"{name}={value!r}" for name, value in (*shown, ("number", self.number))]
        return f"Mrz({', '.join(parts)})"

    def __reduce__(self) -> tuple[object, tuple[tuple[str, ...]]]:
        return Mrz._restore, (self.reveal(),)


def _name_of(field: str) -> PersonName | None:
    words = field.replace(FILLER, " ").split()
    return PersonName.parse(" ".join(words)) if words else None


def _joined(lines: object) -> object:
    """The lines as one text; of anything else, the thing whose type is at fault."""
    kind = type(lines)
    if kind is Mrz:
        return cast("Mrz", lines)._zone
    # Only the built-in types themselves: a subclass may raise when it is iterated.
    if kind is not list and kind is not tuple:
        return lines
    parts = tuple(cast("Iterable[object]", lines))
    for part in parts:
        if not issubclass(type(part), str):
            return part
    return "\n".join(str.__str__(cast("str", part)) for part in parts)


def check_mrz(lines: object) -> tuple[Issue, ...]:
    """Everything that keeps a machine-readable zone from being read, for any object whatever; never raises.

    Args:
        lines: Two lines of 44 or 36 characters or three of 30, as a list, a tuple, or one text with newlines.

    Example:
        >>> [issue.params for issue in check_mrz(["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"])]
        [(('line', 2), ('at', 1))]
    """
    return _Zone.check(_joined(lines))


def parse_mrz(lines: Sequence[str]) -> Mrz:
    r"""Read a machine-readable zone (ICAO Doc 9303-4 to 9303-6).

    Args:
        lines: Two lines of 44 or 36 characters or three of 30, as a list, a tuple, or one text with newlines.

    Raises:
        InvalidValueError: The lines do not read, or a check digit is wrong: scan again.

    Example:
        >>> card = parse_mrz(  # ICAO's printed specimen
        ...     "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
        ... )
        >>> card.number
        DocumentNumber(D*******0)
    """
    return Mrz(cast("str", _joined(lines)))


def suggest_mrz(lines: object) -> Mrz | None:
    r"""What a zone that does not read would say with digits for the letters that scanners take for them; never raises.

    O, I, Z, S, G and B become 0, 1, 2, 5, 6 and 8 where only a digit can stand: in dates and check digits. It is offered
    only when all check digits then hold, and it is never applied: a person compares it with the document.

    Args:
        lines: As for `parse_mrz`.

    Returns:
        The zone as it may have been printed; None where it reads as it is, or nothing is to be had.

    Example:
        >>> scanned = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO74O8I22F1204159ZE184226B<<<<<1O"
        >>> suggest_mrz(scanned)
        Mrz(document_code='P', issuing_country='UTO', number=PassportNumber(L*******3))
    """
    text = text_within(_joined(lines), _Zone._CAP)
    if not isinstance(text, str) or _Zone.read(text).value is not None:
        return None
    printed = lines_of(text)
    layout = layout_of(printed)
    if tuple(shape_issues(printed, layout)):
        return None
    zone = _Zone.read("\n".join(with_digits(printed, layout))).value
    return None if zone is None else Mrz(zone)
