"""The region codes with which a NIK and a Kartu Keluarga number begin, by Kemendagri's numbering (not by that of BPS).

A code says where somebody was first registered, not where they were born or live. It survives every later split of a
province, so a list of current regencies would refuse genuine people: only provinces are listed, and of the regencies
only the retired codes whose successor is known.
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

FORMER_SOURCE: Final = "the lists of 2015, 2017, 2019, 2021, 2022 and 2025 in cahyadsn/wilayah, compared"
FORMER_AS_OF: Final = date(2025, 6, 23)
FORMER_CONFIDENCE: Final = "high"

# Retired code: (its successor, the regency's name). Codes retired in 2012 or before are only inferred from gaps in the
# sequence, so they are left out: their region stays unknown.
FORMER_REGENCIES: Final = MappingProxyType(
    {
        "9101": ("9301", "Merauke"),
        "9102": ("9501", "Jayawijaya"),
        "9104": ("9401", "Nabire"),
        "9107": ("9402", "Puncak Jaya"),
        "9108": ("9403", "Paniai"),
        "9109": ("9404", "Mimika"),
        "9112": ("9502", "Pegunungan Bintang"),
        "9113": ("9503", "Yahukimo"),
        "9114": ("9504", "Tolikara"),
        "9116": ("9302", "Boven Digoel"),
        "9117": ("9303", "Mappi"),
        "9118": ("9304", "Asmat"),
        "9121": ("9505", "Mamberamo Tengah"),
        "9122": ("9506", "Yalimo"),
        "9123": ("9507", "Lanny Jaya"),
        "9124": ("9508", "Nduga"),
        "9125": ("9405", "Puncak"),
        "9126": ("9406", "Dogiyai"),
        "9127": ("9407", "Intan Jaya"),
        "9128": ("9408", "Deiyai"),
        "9201": ("9601", "Sorong"),
        "9204": ("9602", "Sorong Selatan"),
        "9205": ("9603", "Raja Ampat"),
        "9209": ("9604", "Tambrauw"),
        "9210": ("9605", "Maybrat"),
        "9271": ("9671", "Kota Sorong"),
    }
)
