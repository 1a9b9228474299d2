"""The region codes with which a NIK and a Kartu Keluarga number begin, by Kemendagri's numbering (not by that of BPS).

A code says where somebody was first registered, not where they were born or live. It survives every later split of a
province: the regencies, current and retired, are in `regencies`.
"""

from datetime import date
from types import MappingProxyType
from typing import Final

SOURCE: Final = "Kepmendagri 300.2.2-2430/2025 of 23 June 2025, as in cahyadsn/wilayah@b7ad440"
AS_OF: Final = date(2025, 6, 23)
CONFIDENCE: Final = "high"

PROVINCES: Final = MappingProxyType(
    {
        "11": "Aceh",
        "12": "Sumatera Utara",
        "13": "Sumatera Barat",
        "14": "Riau",
        "15": "Jambi",
        "16": "Sumatera Selatan",
        "17": "Bengkulu",
        "18": "Lampung",
        "19": "Kepulauan Bangka Belitung",
        "21": "Kepulauan Riau",
        "31": "Jakarta",
        "32": "Jawa Barat",
        "33": "Jawa Tengah",
        "34": "Daerah Istimewa Yogyakarta",
        "35": "Jawa Timur",
        "36": "Banten",
        "51": "Bali",
        "52": "Nusa Tenggara Barat",
        "53": "Nusa Tenggara Timur",
        "61": "Kalimantan Barat",
        "62": "Kalimantan Tengah",
        "63": "Kalimantan Selatan",
        "64": "Kalimantan Timur",
        "65": "Kalimantan Utara",
        "71": "Sulawesi Utara",
        "72": "Sulawesi Tengah",
        "73": "Sulawesi Selatan",
        "74": "Sulawesi Tenggara",
        "75": "Gorontalo",
        "76": "Sulawesi Barat",
        "81": "Maluku",
        "82": "Maluku Utara",
        "91": "Papua",
        "92": "Papua Barat",
        "93": "Papua Selatan",
        "94": "Papua Tengah",
        "95": "Papua Pegunungan",
        "96": "Papua Barat Daya",
    }
)

# PP 40/2019 art. 32(2), confidence high: the NIT of a citizen registered abroad, equated with a NIK.
NIT_PREFIX: Final = "99"
