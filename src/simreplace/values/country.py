"""Which state a person belongs to, or a document comes from."""

import re
from typing import Final, cast

from simreplace._data.countries import ICAO_CODES, ISO_3166, SPECIAL_CODES
from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode
from simreplace.values.masked import Reading, kind_of_type, outer_trimmed

_CODE: Final = re.compile(r"[A-Z]{1,3}")
_PADDED: Final = 3

# ---- Nationality


def check_nationality(text: object) -> tuple[Issue, ...]:
    """Everything that a code for a nationality or an issuing country shows by itself, for any object; never raises.

    A state that the tables do not know may be a new one. A code behind which no state stands asks for a stay permit.

    Args:
        text: What was typed, or anything else.

    Example:
        >>> check_nationality("idn")
        ()
        >>> [issue.code.value for issue in check_nationality("XXA")]
        ['nationality.special']
        >>> [issue.code.value for issue in check_nationality("Indonesia")]
        ['nationality.form']
    """
    return _read_nationality(text)[1]


def nationality_of(text: str) -> str:
    """The code in capital letters, without the spaces around it or the fillers of a machine-readable zone.

    Args:
        text: An ISO 3166-1 alpha-3 or ICAO code.

    Raises:
        InvalidValueError: It is not one to three ASCII letters.

    Example:
        >>> nationality_of(" idn "), nationality_of("D<<")
        ('IDN', 'D')
    """
    code, issues = _read_nationality(text)
    if code is None:
        raise InvalidValueError(issues)
    return code


def _read_nationality(text: object) -> Reading:
    kind = type(text)
    if not issubclass(kind, str):
        return None, (Issue(IssueCode.TEXT_TYPE, params=(("found", kind_of_type(kind)),)),)
    code = outer_trimmed(str.__str__(cast("str", text)))
    if not code:
        return None, (Issue(IssueCode.TEXT_EMPTY),)
    if len(code) == _PADDED:
        code = code.rstrip("<")
    # Capitals only after ASCII: "ß" has two, and that of the dotless "ı" is I.
    code = code.upper() if code.isascii() else ""
    if not _CODE.fullmatch(code):
        return None, (Issue(IssueCode.NATIONALITY_FORM),)
    if code in SPECIAL_CODES:
        return code, (Issue(IssueCode.NATIONALITY_SPECIAL),)
    if code not in ISO_3166 and code not in ICAO_CODES:
        return code, (Issue(IssueCode.NATIONALITY_UNKNOWN),)
    return code, ()
