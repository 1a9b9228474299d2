"""Plain fields that a value may have besides: days, moments, truths, members of closed lists.

Each is taken only as what it is. A refusal names the field and never repeats what was given.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from functools import wraps
from operator import attrgetter
from typing import Any, Final, TypeVar, cast

import attrs

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode, pointer
from simreplace.values.masked import Masked

E = TypeVar("E", bound=StrEnum)


def one_of(kind: type[E], value: object) -> E:
    """The member of a closed list, or a refusal that does not repeat what was given.

    Raises:
        InvalidValueError: It is not on the list.
    """
    # The type is asked, not the value, which may have an equality or a hash of its own.
    if type(value) is kind:
        return value
    if issubclass(type(value), str):
        try:
            return kind(str.__str__(cast("str", value)))
        except ValueError:
            pass  # it says what was given
    raise InvalidValueError((Issue(IssueCode.FORM_CHOICE, params=(("choices", ", ".join(kind)),)),))


FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 8000


def aware(value: datetime) -> datetime:
    """A moment in a stated zone, by the offset that the zone had; a naive one is refused: whose clock is it?

    With an offset of its own a moment is compared as the instant that it is, wherever clocks were set back meanwhile.
    """
    moment = instance_of(datetime, value, IssueCode.FORM_DATE)
    offset = _offset_of(moment)
    if offset is None:
        raise InvalidValueError((Issue(IssueCode.REVIEW_NAIVE_TIME),))
    if type(moment) is datetime and type(moment.tzinfo) is timezone:
        return moment
    # A moment of a kind of its own may answer anything: only what it really holds is taken.
    return datetime.combine(datetime.date(moment), datetime.time(moment).replace(fold=0), timezone(offset))


def _offset_of(moment: datetime) -> timedelta | None:
    try:
        return datetime.utcoffset(moment)
    except Exception:  # noqa: BLE001 - a zone of the host's own may raise anything, and then says no offset
        return None


def to_moment(value: datetime) -> datetime:
    """A moment in a stated zone, in years that leave room for every deadline."""
    moment = aware(value)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise InvalidValueError((Issue(IssueCode.FORM_DATE),))
    return moment


def to_truth(value: bool) -> bool:  # noqa: FBT001 - the converter of a field that is a plain yes or no
    """A yes or a no that somebody said: None is neither, and must not pass for a no."""
    return instance_of(bool, value)


def to_truth_or_none(value: bool | None) -> bool | None:  # noqa: FBT001 - the same, where nobody may have looked yet
    """A yes, a no, or nothing yet."""
    return None if value is None else to_truth(value)


T = TypeVar("T")
M = TypeVar("M", bound=Masked)


def hidden(value: object) -> str:
    """The `repr` of a plain field that holds personal data."""
    return "None" if value is None else "***"


def instance_of(kind: type[T], value: object, code: IssueCode = IssueCode.FORM_TYPE) -> T:
    """The value itself, if it is of this kind. The type is asked, not the value: a stand-in would say that it is."""
    if not issubclass(type(value), kind):
        raise InvalidValueError((Issue(code),))
    return cast("T", value)


def in_its_place(kind: type[T], value: object, meant: str) -> T:
    """The value itself, if it is of this kind: else it is the caller's mistake, and no answer to whoever typed a form.

    Raises:
        TypeError: It is something else; what is meant is said, and nothing of what was given.
    """
    if not issubclass(type(value), kind):
        raise TypeError(meant)
    return cast("T", value)


def parsed(kind: type[M], value: object) -> M:
    """The value itself, or what a text says; anything else is refused by the kind."""
    return value if type(value) is kind else kind.parse(cast("str", value))


def _shown(value: object) -> str:
    """A member of a closed list as code writes it, also within a tuple: the usual `repr` says it twice."""
    if isinstance(value, StrEnum):
        return f"{type(value).__name__}.{value.name}"
    if type(value) is tuple:
        items = [_shown(item) for item in cast("tuple[object, ...]", value)]
        return "(" + ", ".join(items) + ("," if len(items) == 1 else "") + ")"
    return repr(value)


def changed_fields(thing: object) -> str:
    """The `repr` of a value with many defaults: only the fields that differ from theirs, and those that have none.

    As the default of an argument it is read in every `help()`.
    """
    kind = cast("type[Any]", type(thing))
    fields = [field for field in attrs.fields(kind) if field.repr]
    needed = {field.name: getattr(thing, field.name) for field in fields if field.default is attrs.NOTHING}
    usual = kind(**needed)
    said = [
        f"{field.name}={(field.repr if callable(field.repr) else _shown)(getattr(thing, field.name))}"
        for field in fields
        if field.name in needed or getattr(thing, field.name) != getattr(usual, field.name)
    ]
    return f"{kind.__name__}({', '.join(said)})"


def naming_its_fields(_: type, fields: "list[attrs.Attribute[Any]]") -> "list[attrs.Attribute[Any]]":
    """For `field_transformer`: a converter that refuses says in which field."""
    plain: Callable[[object], Callable[[Any], Any] | None] = attrgetter("converter")
    # What a base has named already would be named a second time.
    inherited: Callable[[object], bool] = attrgetter("inherited")
    converters = [None if inherited(field) else plain(field) for field in fields]
    return [
        field if convert is None else field.evolve(converter=refusing_at(pointer(field.name), convert))
        for field, convert in zip(fields, converters, strict=True)
    ]


def refusing_at(where: str, convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    @wraps(convert)
    def converter(value: object) -> object:
        try:
            return convert(value)
        except InvalidValueError as error:
            raise InvalidValueError(tuple(issue.under(where) for issue in error.issues)) from None

    return converter


def a_day(value: date) -> date:
    """A calendar day: a datetime is refused, for its day depends on a zone that nobody stated."""
    if issubclass(type(value), datetime):
        raise InvalidValueError((Issue(IssueCode.FORM_DATE),))
    return date.fromordinal(date.toordinal(instance_of(date, value, IssueCode.FORM_DATE)))


def a_day_or_none(value: date | None) -> date | None:
    """A calendar day, where one is known."""
    return None if value is None else a_day(value)
