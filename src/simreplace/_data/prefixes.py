"""Which operator and which brand a mobile prefix points to: a hint, never a proof, and never a reason to refuse.

No official table of who holds which prefix was found, so these are public lists compared with each other. A prefix that
is missing here is one for which no source names an operator; the metadata still counts it as mobile.
"""

from datetime import date
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

PrefixStatus = Literal["allocated", "ambiguous", "disputed"]
Confidence = Literal["high", "medium", "low"]


class Prefix(NamedTuple):
    """One row: what the sources say of a prefix.

    `confidence` is the lowest that holds for the operator and for the brands together. `as_of` is the day of the newest
    source that says all of it; where only a month or a year is known, its first day.
    """

    operator: str
    brands: tuple[str, ...]
    status: PrefixStatus
    confidence: Confidence
    as_of: date
    sources: tuple[str, ...]


SOURCES: Final = MappingProxyType(
    {
        "PN": "phonenumbers 9.0.43 carrier map (google/libphonenumber@f7e3e88, 2026-07-17)",
        "IDPHONE": "public TypeScript prefix constants, repository not named (December 2025)",
        "ELIS": "adamabhin/dummy-traditional elisian-nomor-prefix-operator.md (2019-06-03)",
        "IDFOT": "idfot.com article on the prefixes of by.U (about 2022)",
        "PHONY374": "floere/phony#374 (2017)",
    }
)

AS_OF: Final = date(2026, 7, 17)  # libphonenumber's: it names the operator, and the brand where that was a company
_IDPHONE: Final = date(2025, 12, 1)
_IDFOT: Final = date(2022, 1, 1)
_ELIS: Final = date(2019, 6, 3)

_THREE: Final = ("PN", "IDPHONE", "ELIS")
_FOUR: Final = (*_THREE, "IDFOT")

PREFIXES: Final = MappingProxyType(
    {
        "0811": Prefix("telkomsel", ("telkomsel",), "allocated", "medium", AS_OF, _FOUR),
        "0812": Prefix("telkomsel", ("telkomsel",), "allocated", "medium", AS_OF, _FOUR),
        "0813": Prefix("telkomsel", ("telkomsel",), "allocated", "high", AS_OF, _THREE),
        "0821": Prefix("telkomsel", ("telkomsel",), "allocated", "high", AS_OF, _THREE),
        "0822": Prefix("telkomsel", ("telkomsel",), "allocated", "high", AS_OF, _THREE),
        "0823": Prefix("telkomsel", ("telkomsel",), "allocated", "high", AS_OF, _THREE),
        # by.U is said to hold 08515x; one source only, so the whole prefix stays with both.
        "0851": Prefix("telkomsel", ("telkomsel", "byu"), "ambiguous", "low", _IDFOT, _FOUR),
        "0852": Prefix("telkomsel", ("telkomsel",), "allocated", "high", AS_OF, _THREE),
        "0853": Prefix("telkomsel", ("telkomsel",), "allocated", "high", AS_OF, _THREE),
        "0814": Prefix("ioh", ("im3",), "allocated", "medium", _IDPHONE, _THREE),
        "0815": Prefix("ioh", ("im3",), "allocated", "medium", _IDPHONE, _THREE),
        "0816": Prefix("ioh", ("im3",), "allocated", "medium", _IDPHONE, _THREE),
        "0855": Prefix("ioh", ("im3",), "allocated", "high", _IDPHONE, _THREE),
        "0856": Prefix("ioh", ("im3",), "allocated", "medium", _IDPHONE, _THREE),
        "0857": Prefix("ioh", ("im3",), "allocated", "medium", _IDPHONE, _THREE),
        "0858": Prefix("ioh", ("im3",), "allocated", "medium", _IDPHONE, _THREE),
        "0895": Prefix("ioh", ("tri",), "allocated", "medium", _IDPHONE, (*_THREE, "PHONY374")),
        "0896": Prefix("ioh", ("tri",), "allocated", "medium", _IDPHONE, (*_THREE, "PHONY374")),
        "0897": Prefix("ioh", ("tri",), "allocated", "medium", _IDPHONE, (*_THREE, "PHONY374")),
        "0898": Prefix("ioh", ("tri",), "allocated", "medium", _IDPHONE, (*_THREE, "PHONY374")),
        "0899": Prefix("ioh", ("tri",), "allocated", "medium", _IDPHONE, (*_THREE, "PHONY374")),
        "0817": Prefix("xlsmart", ("xl",), "allocated", "high", AS_OF, _THREE),
        "0818": Prefix("xlsmart", ("xl",), "allocated", "high", AS_OF, _THREE),
        "0819": Prefix("xlsmart", ("xl",), "allocated", "high", AS_OF, _THREE),
        # ELIS gives 08591 and 08598 to AXIS, the other two the whole of it to XL.
        "0859": Prefix("xlsmart", ("xl", "axis"), "ambiguous", "low", _ELIS, _THREE),
        "0877": Prefix("xlsmart", ("xl",), "allocated", "high", AS_OF, _THREE),
        "0878": Prefix("xlsmart", ("xl",), "allocated", "high", AS_OF, _THREE),
        "0879": Prefix("xlsmart", ("xl",), "allocated", "medium", AS_OF, _THREE),
        "0831": Prefix("xlsmart", ("axis",), "allocated", "high", AS_OF, _THREE),
        "0832": Prefix("xlsmart", ("axis",), "allocated", "high", AS_OF, _THREE),
        "0833": Prefix("xlsmart", ("axis",), "allocated", "high", AS_OF, _THREE),
        "0838": Prefix("xlsmart", ("axis",), "allocated", "high", AS_OF, _THREE),
        "0881": Prefix("xlsmart", ("smartfren",), "allocated", "high", AS_OF, _THREE),
        "0882": Prefix("xlsmart", ("smartfren",), "allocated", "high", AS_OF, _THREE),
        "0883": Prefix("xlsmart", ("smartfren",), "allocated", "high", AS_OF, _THREE),
        # libphonenumber knows no operator for these three.
        "0884": Prefix("xlsmart", ("smartfren",), "disputed", "low", _IDPHONE, ("IDPHONE", "ELIS")),
        "0885": Prefix("xlsmart", ("smartfren",), "disputed", "low", _IDPHONE, ("IDPHONE", "ELIS")),
        "0886": Prefix("xlsmart", ("smartfren",), "disputed", "low", _IDPHONE, ("IDPHONE", "ELIS")),
        "0887": Prefix("xlsmart", ("smartfren",), "allocated", "high", AS_OF, _THREE),
        "0888": Prefix("xlsmart", ("smartfren",), "allocated", "high", AS_OF, _THREE),
        "0889": Prefix("xlsmart", ("smartfren",), "allocated", "high", AS_OF, _THREE),
    }
)
