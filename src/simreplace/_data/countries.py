"""The codes that may stand for a nationality or an issuing country: ISO 3166-1 alpha-3, and those of ICAO Doc 9303.

States come and go: a code that is missing here is a doubt for a person to settle, never a reason to refuse. Names of
countries are left to whoever shows them.
"""

from datetime import date
from typing import Final

ISO_SOURCE: Final = "ISO 3166-1 alpha-3, the 249 officially assigned codes; compared with iso3166 3.0.0"
ISO_AS_OF: Final = date(2026, 11, 23)
ISO_CONFIDENCE: Final = "high"

_ISO: Final = """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE
    BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA
    CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE
    DEU DJI DMA DNK DOM DZA
    ECU EGY ERI ESH ESP EST ETH
    FIN FJI FLK FRA FRO FSM
    GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY
    HKG HMD HND HRV HTI HUN
    IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA
    JAM JEY JOR JPN
    KAZ KEN KGZ KHM KIR KNA KOR KWT
    LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA
    MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT
    NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL
    OMN
    PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF
    QAT
    REU ROU RUS RWA
    SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR
    TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA
    UGA UKR UMI URY USA UZB
    VAT VCT VEN VGB VIR VNM VUT
    WLF WSM
    YEM
    ZAF ZMB ZWE
"""
ISO_3166: Final = frozenset(_ISO.split())

ICAO_SOURCE: Final = "ICAO Doc 9303, as in the country table of mrz 0.6.2 and what that table is known to lack"
ICAO_AS_OF: Final = date(2026, 11, 23)
ICAO_CONFIDENCE: Final = "medium"

# A state, or the nationals of one: Germany, the kinds of British national, Kosovo (XKX is ISO user-assigned).
_STATES: Final = """
    D GBD GBN GBO GBP GBS RKS XKX
"""
# No state stands behind the holder: stateless, refugee, other refugee, unspecified, or sent by an organization.
_NO_STATE: Final = """
    XXA XXB XXC XXX
    UNO UNA UNK EUE XOM XPO XBA XIM XCC XCE XCO XDC XEC XMP
"""
SPECIAL_CODES: Final = frozenset(_NO_STATE.split())
ICAO_CODES: Final = frozenset(_STATES.split()) | SPECIAL_CODES
