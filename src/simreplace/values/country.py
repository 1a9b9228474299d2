"""Which state a person belongs to, or a document comes from."""

import re
from typing import Final, cast

from simreplace._data.countries import ALPHA_2, ICAO_CODES, ISO_3166, SPECIAL_CODES
from simreplace._data.country_names import CODE_BY_NAME, name_key
from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode
from simreplace.values.masked import Reading, kind_of_type, outer_trimmed

_CODE: Final = re.compile(r"[A-Z]{1,3}")
_PADDED: Final = 3
_LONGEST_NAME: Final = 80
_CITIZEN: Final = "WNI"  # what a KTP says of an Indonesian's nationality
_FOREIGNER: Final = "WNA"  # what it says of everybody else, and which state is left open

# ---- Nationality


def check_nationality(text: object) -> tuple[Issue, ...]:
    """Everything that a code for a nationality or an issuing country shows by itself, for any object; never raises.

    A state that the tables do not know may be a new one. A code behind which no state stands asks for a stay permit.
    A name is answered with the code that is meant.

    Args:
        text: What was typed, or anything else.

    Example:
        >>> check_nationality("idn"), check_nationality("ID"), check_nationality("WNI")
        ((), (), ())
        >>> [issue.code.value for issue in check_nationality("XXA")]
        ['nationality.special']
        >>> [(issue.code.value, issue.params) for issue in check_nationality("Indonesia")]
        [('nationality.meant', (('meant', 'IDN'),))]
    """
    return _read_nationality(text)[1]


def nationality_of(text: str) -> str:
    """The code of three letters, in capitals, without the spaces around it or the fillers of a machine-readable zone.

    Args:
        text: An ISO 3166-1 alpha-2 or alpha-3 code, an ICAO code, or WNI.

    Raises:
        InvalidValueError: It is not one to three ASCII letters, or is no code but says which is meant.

    Example:
        >>> nationality_of(" idn "), nationality_of("id"), nationality_of("D<<")
        ('IDN', 'IDN', 'D')
    """
    code, issues = _read_nationality(text)
    if code is None:
        raise InvalidValueError(issues)
    return code


def _read_nationality(text: object) -> Reading:
    kind = type(text)
    if not issubclass(kind, str):
        return None, (Issue(IssueCode.TEXT_TYPE, params=(("found", kind_of_type(kind)),)),)
    typed = outer_trimmed(str.__str__(cast("str", text)))
    if not typed:
        return None, (Issue(IssueCode.TEXT_EMPTY),)
    code = typed.rstrip("<") if len(typed) == _PADDED else typed
    # Capitals only after ASCII: "ß" has two, and that of the dotless "ı" is I.
    code = code.upper() if code.isascii() else ""
    # No code of ICAO has two letters, so that a pair can only be what lists of countries send.
    code = "IDN" if code == _CITIZEN else ALPHA_2.get(code, code)
    if code in ISO_3166 or code in ICAO_CODES:
        return code, (Issue(IssueCode.NATIONALITY_SPECIAL),) if code in SPECIAL_CODES else ()
    if code == _FOREIGNER:
        return None, (Issue(IssueCode.NATIONALITY_FOREIGNER),)
    meant = CODE_BY_NAME.get(name_key(typed)) if len(typed) <= _LONGEST_NAME else None
    if meant is not None:
        return None, (Issue(IssueCode.NATIONALITY_MEANT, params=(("meant", meant),)),)
    if not _CODE.fullmatch(code):
        return None, (Issue(IssueCode.NATIONALITY_FORM),)
    return code, (Issue(IssueCode.NATIONALITY_UNKNOWN),)
