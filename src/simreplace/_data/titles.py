"""Titles that may stand before or after a name on a Kartu Keluarga or KTP-el, but not on a civil certificate.

Only abbreviations that a source shows are listed, without their periods and in small letters. A title that is missing
here makes two names differ by a word; it never makes a name wrong.
"""

from datetime import date
from typing import Final

SOURCE: Final = "Permendagri 73/2022, by which abbreviated titles may stand on KK and KTP-el; examples seen in names"
AS_OF: Final = date(2022, 4, 21)
CONFIDENCE: Final = "medium"

TITLES: Final = frozenset({"h", "mhum", "sh"})  # H., M.Hum., S.H.
