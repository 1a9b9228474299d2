"""What public sources say of replacing a card, brand by brand: examples to check, never facts to rely on.

Official pages on replacement were almost entirely out of reach; the one exception is the FAQ of XL PRIORITAS. Most of
this is press and blogs, and old. A row that is missing here is something for which no source was found. It does not
mean that there is none: ask the operator, and replace what your own profile says.

Where sources disagree, the newest stands here and `note` tells of the other. `confidence` is the weaker of a pair such
as "medium to low". `as_of` is the day of the newest source that says all of it; where only a month or a year is known,
its first day; None where the page carries no date.
"""

from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from simreplace._data.prefixes import Confidence

Plan = Literal["prepaid", "postpaid"]
CardForm = Literal["physical", "esim"]


class Price(NamedTuple):
    """A fee in rupiah, and for which form of card."""

    amount: Decimal
    applies_to: CardForm


class Row(NamedTuple):
    """One statement on one brand. `plan` is None where the source does not limit it to prepaid or postpaid."""

    brand: str
    field: str
    value: str | int | bool | tuple[str, ...] | Price
    sources: tuple[str, ...]
    as_of: date | None
    confidence: Confidence
    plan: Plan | None = None
    note: str = ""


# Sites of which only name and date are known, not the full address, are weaker.
SOURCES: Final = MappingProxyType(
    {
        "BISNIS21": "bisnis.com (20 December 2021)",
        "BYUFAQ": "https://byu.id/en/faq-detail/SIM-Card-delivery (undated)",
        "CNN17": "cnnindonesia.com (15 October 2017)",
        "CYB4750": "http://m.cyberthreat.id/read/4750/Ini-Kesalahan-CS-Indosat-Soal-Kasus-Kartu-SIM-Ilham-Bintang (2020)",
        "CYB5058": "http://cyberthreat.id/read/5058/Mengapa-Ilham-Bintang-Aktifkan-Lagi-Kartu-SIM-yang-Dibajak (2020)",
        "DATASEL": "dataseluler.com (undated)",
        "DATASELXL": (
            "https://www.dataseluler.com/nomor-xl-hangus-apa-bisa-diaktifkan-lagi-cari-tahu-jawabannya-di-sini (undated)"
        ),
        "DDTC24": (
            "https://news-lite.ddtc.web.id/berita/nasional/1800087/situs-cek-imei-bea-cukai-belum-bisa-untuk-mengecek-imei-"
            "sementara-wna (24 January 2024, quoting the customs office)"
        ),
        "DEMOK": "demokrasi.co.id after Republika (January 2020)",
        "DOLAN": "dolanbenpinter.blogspot.com (November 2020)",
        "GRABJB": "graparibanjarbaru.com (May 2022)",
        "IM3TNC": "indosatooredoo.com/en/personal/producttariff/im3/syarat-ketentuan (before 2022)",
        "KOMPAS22": "kompas.com (19 February 2022)",
        "KONTAN20": "kontan.co.id and kompas.com (12 July 2020)",
        "IOHFAQ": "https://media.kloc.co/webview/faq/topic/494.html (undated, after the merger of January 2022)",
        "LIP24": "opera.liputan6.com (26 September 2024)",
        "LIP437": (
            "https://opera.liputan6.com/hot/read/4370884/cara-registrasi-kartu-xl-yang-mudah-dan-praktis-ketahui-syarat-dan-"
            "manfaatnya (1 October 2020)"
        ),
        "LIP576": "https://liputan6.com/feeds/read/5763136/cara-mengaktifkan-kartu-indosat-yang-sudah-mati-atau-hangus (2024)",
        "MADURA": "https://madurace.com/2021/02/apa-saja-syarat-syarat-untuk-membuat.html (February 2021)",
        "METRO26": "metrotvnews.com (27 January 2026)",
        "MOJOK": "mojokbisnis.com (undated)",
        "RMOL": "https://rmol.id/amp/2020/01/27/419146/ilham-bintang-alasan-kuasai-kembali-nomor-indosat-yang-dibobol",
        "SAUNG": "saung.net (undated)",
        "SFFAQ": "smartfren.com/en/helpie_faq_category/layanan (rules of 2017)",
        "SFTNC": "smartfren.com/en/terms-condition (undated, after the merger of April 2025)",
        "SUARA18": "suara.com (2018)",
        "TEMPO24": "https://tempo.co/digital/5-cara-memperpanjang-masa-aktif-kartu-indosat-terbaru-2024-40944 (2024)",
        "TIRTO18": (
            "https://tirto.id/cara-registrasi-kartu-sim-prabayar-bagi-warga-negara-asing-cE3q (19 February 2018, quoting the "
            "ministry)"
        ),
        "TSELAKTIF": "telkomsel.com/support/masaaktif (from 9 November 2024)",
        "UNRAS": "https://www.unras.com/2026/02/cara-registrasi-kartu-sim-pakai.html (February 2026)",
        "VIVA28581": "beta-gadget.viva.co.id 28581 (about 2025)",
        "XLPRIO": "https://prioritas.xl.co.id/en/faq-support (undated)",
    }
)

OPERATOR_OF: Final = MappingProxyType(
    {
        "telkomsel": "telkomsel",
        "byu": "telkomsel",
        "im3": "ioh",
        "tri": "ioh",
        "xl": "xlsmart",
        "axis": "xlsmart",
        "smartfren": "xlsmart",
    }
)

# Names are the same in every language.
BRAND_NAMES: Final = MappingProxyType(
    {
        "telkomsel": "Telkomsel",
        "byu": "by.U",
        "im3": "IM3",
        "tri": "Tri",
        "xl": "XL",
        "axis": "AXIS",
        "smartfren": "Smartfren",
    }
)
OPERATOR_NAMES: Final = MappingProxyType(
    {"telkomsel": "Telkomsel", "ioh": "Indosat Ooredoo Hutchison", "xlsmart": "XLSMART"}
)

_PRIORITAS: Final = "XL PRIORITAS"
_HALO: Final = "Telkomsel Halo"
_SITE: Final = "an official page that was read stands here; none on replacement was found"

# What is said of no brand but of all of them: the rules of the state for whoever comes with a passport.
_ON_A_PASSPORT: Final = ("passport", "kitap", "kitas")
_REGISTERED: Final = (
    "the rule of Permenkomdigi 7/2026 for every operator, one of the three; another report (viva.co.id 44081, 2026) asks "
    "for passport and stay permit together; in 2018 the ministry said: only at an outlet"
)
_IMEI: Final = (
    "for a longer stay the customs office registers it; two phones at most; who keeps a foreign card in it registers "
    "nothing; said of all operators, of none by name"
)


def _of_visitors(brand: str, *, papers: tuple[str, ...] = ()) -> tuple[Row, Row]:
    return (
        Row(
            brand,
            "foreigner_papers",
            _ON_A_PASSPORT,
            ("UNRAS", "METRO26", "TIRTO18", *papers),
            date(2026, 2, 1),
            "medium",
            "prepaid",
            _REGISTERED,
        ),
        Row(brand, "visitor_imei_days", 90, ("DDTC24",), date(2024, 1, 24), "medium", note=_IMEI),
    )


ROWS: Final = (
    # Telkomsel
    Row(
        "telkomsel",
        "outlets",
        ("GraPARI", "MyGraPARI"),
        ("DOLAN", "MADURA", "SUARA18"),
        date(2021, 2, 1),
        "high",
        note="MyGraPARI is a machine",
    ),
    Row("telkomsel", "hotline", ("188",), ("BISNIS21", "KONTAN20"), date(2021, 12, 20), "medium"),
    Row(
        "telkomsel",
        "hotline_all_day",
        value=True,
        sources=("BISNIS21", "KONTAN20"),
        as_of=date(2021, 12, 20),
        confidence="medium",
    ),
    Row("telkomsel", "email", "cs@telkomsel.co.id", ("BISNIS21", "KONTAN20"), date(2021, 12, 20), "medium"),
    Row("telkomsel", "website", "telkomsel.com", ("TSELAKTIF",), date(2024, 11, 9), "high", note=_SITE),
    Row("telkomsel", "app", "MyTelkomsel", ("BISNIS21", "KONTAN20"), date(2021, 12, 20), "medium"),
    Row("telkomsel", "social", "X @telkomsel", ("BISNIS21", "KONTAN20"), date(2021, 12, 20), "medium"),
    Row("telkomsel", "social", "LINE", ("BISNIS21", "KONTAN20"), date(2021, 12, 20), "medium"),
    Row("telkomsel", "social", "Telegram", ("BISNIS21", "KONTAN20"), date(2021, 12, 20), "medium"),
    Row("telkomsel", "social", "Facebook", ("BISNIS21", "KONTAN20"), date(2021, 12, 20), "medium"),
    Row(
        "telkomsel",
        "fees",
        Price(Decimal(0), "physical"),
        ("DATASEL",),
        None,
        "low",
        "postpaid",
        _HALO + ", a claim; the fee for prepaid was not found",
    ),
    Row(
        "telkomsel",
        "fees",
        Price(Decimal(10_000), "esim"),
        ("VIVA28581",),
        date(2025, 1, 1),
        "low",
        note="a claim, for moving to an eSIM",
    ),
    Row(
        "telkomsel",
        "papers",
        ("identity_document", "second_document", "security_answers"),
        ("DOLAN",),
        date(2020, 11, 1),
        "low",
        "prepaid",
        "the second document may be a driving license or a tax card; one who lost the KTP brings suket and KK",
    ),
    Row(
        "telkomsel",
        "proxy",
        value=False,
        sources=("DOLAN",),
        as_of=date(2020, 11, 1),
        confidence="low",
        plan="prepaid",
        note="the owner alone is claimed of "
        + _HALO
        + " too; an account of April 2020 says that both documents suffice",
    ),
    Row(
        "telkomsel",
        "replaced_in_grace",
        value=False,
        sources=("DATASEL",),
        as_of=None,
        confidence="low",
        plan="postpaid",
        note=_HALO + ", a claim; other sources are silent",
    ),
    Row(
        "telkomsel",
        "grace_days",
        30,
        ("KOMPAS22", "GRABJB", "LIP24"),
        date(2022, 2, 19),
        "medium",
        note="the life of a number may change at any time (telkomsel.com, from 9 November 2024)",
    ),
    Row(
        "telkomsel",
        "reactivation_days",
        175,
        ("LIP24",),
        date(2024, 9, 26),
        "medium",
        note="60 in February 2022, 85 in May 2022: an unstable value",
    ),
    Row(
        "telkomsel",
        "reactivation_code",
        "*888*89#",
        ("BISNIS21", "KONTAN20"),
        date(2021, 12, 20),
        "medium",
    ),
    *_of_visitors("telkomsel"),
    # by.U
    Row("byu", "website", "byu.id", ("BYUFAQ",), None, "medium", note=_SITE),
    Row("byu", "social", "live chat (Nindy)", ("BYUFAQ",), None, "medium"),
    # IM3
    Row("im3", "outlets", ("Gerai Indosat",), ("CYB4750",), date(2020, 1, 17), "high"),
    Row(
        "im3",
        "papers",
        ("identity_document", "photo_with_document", "security_answers", "application_form"),
        ("RMOL", "CYB5058"),
        date(2020, 1, 27),
        "medium",
        note="as done in one case of public interest; ten days before, staff named a copy of the KTP and a photo",
    ),
    Row(
        "im3",
        "proxy",
        value=False,
        sources=("DEMOK",),
        as_of=date(2020, 1, 1),
        confidence="medium",
    ),
    Row("im3", "app", "MyIM3", ("TEMPO24",), date(2024, 1, 1), "medium"),
    Row(
        "im3",
        "grace_days",
        30,
        ("LIP576", "IM3TNC"),
        date(2024, 1, 1),
        "medium",
        note="the same stood on an official page that is older than 2022: calendar days",
    ),
    Row(
        "im3",
        "reactivation_days",
        30,
        ("LIP576",),
        date(2024, 1, 1),
        "medium",
        note="by oneself, once, with the same NIK and KK, free of charge",
    ),
    Row(
        "im3",
        "blocked_kept_months",
        6,
        ("RMOL",),
        date(2020, 1, 27),
        "low",
        note="a blocked number that nobody claims goes back after that; the words of one customer",
    ),
    *_of_visitors("im3", papers=("IOHFAQ",)),
    # Tri
    Row("tri", "outlets", ("3Store",), ("MOJOK",), None, "low"),
    *_of_visitors("tri", papers=("IOHFAQ",)),
    # XL
    Row(
        "xl",
        "outlets",
        ("XL Center",),
        ("XLPRIO",),
        None,
        "medium",
        "postpaid",
        _PRIORITAS + "; names after the merger of April 2025 were not found",
    ),
    Row("xl", "hotline", ("817",), ("XLPRIO",), None, "medium", "postpaid", _PRIORITAS),
    Row("xl", "website", "prioritas.xl.co.id", ("XLPRIO",), None, "medium", "postpaid", _PRIORITAS),
    Row("xl", "app", "myXL Postpaid", ("XLPRIO",), None, "medium", "postpaid", _PRIORITAS),
    Row(
        "xl",
        "social",
        "WhatsApp 0818 8000 55",
        ("XLPRIO",),
        None,
        "medium",
        "postpaid",
        _PRIORITAS + "; every day from 07.00 to 22.00",
    ),
    Row("xl", "fees", Price(Decimal(10_000), "physical"), ("XLPRIO",), None, "medium", "postpaid", _PRIORITAS),
    Row(
        "xl",
        "papers",
        ("identity_document", "old_sim_card"),
        ("XLPRIO",),
        None,
        "medium",
        "postpaid",
        _PRIORITAS + "; for a broken card",
    ),
    Row(
        "xl",
        "remote",
        "xlc@xl.co.id",
        ("XLPRIO",),
        None,
        "medium",
        "postpaid",
        _PRIORITAS + "; for a broken card, by email",
    ),
    Row(
        "xl",
        "block_contacts",
        ("817", "021-57959817", "XL Center", "@myXL"),
        ("CNN17",),
        date(2017, 10, 15),
        "medium",
        note="the numbers may be old; @myXL by direct message",
    ),
    Row(
        "xl",
        "blocked_at_once",
        value=True,
        sources=("CNN17",),
        as_of=date(2017, 10, 15),
        confidence="medium",
    ),
    Row("xl", "grace_days", 30, ("DATASELXL",), None, "low", "prepaid"),
    *_of_visitors("xl", papers=("LIP437",)),
    # AXIS
    Row(
        "axis",
        "outlets",
        ("AXIS/XL Center",),
        ("SAUNG",),
        None,
        "low",
        note="names after the merger of April 2025 were not found",
    ),
    Row("axis", "grace_days", 30, ("SAUNG",), None, "low"),
    *_of_visitors("axis"),
    # Smartfren
    *_of_visitors("smartfren", papers=("SFFAQ",)),
    Row("smartfren", "app", "mySF", ("SFFAQ",), None, "medium"),
    Row("smartfren", "outlets", ("Galeri Smartfren",), ("SFTNC", "SFFAQ"), None, "medium"),
    Row(
        "smartfren",
        "hotline",
        ("888", "08811223344"),
        ("SFTNC",),
        None,
        "high",
        note="888 from Smartfren, the other from elsewhere; 021-50100000 in the FAQ of 2017",
    ),
    Row(
        "smartfren",
        "hotline_all_day",
        value=True,
        sources=("SFTNC",),
        as_of=None,
        confidence="high",
    ),
    Row("smartfren", "email", "customercare@smartfren.com", ("SFTNC",), None, "high"),
    Row("smartfren", "website", "smartfren.com", ("SFTNC",), None, "high", note=_SITE),
    Row(
        "smartfren",
        "blocked_at_once",
        value=True,
        sources=("CNN17",),
        as_of=date(2017, 10, 15),
        confidence="medium",
        note="when the registered person reports it",
    ),
)

# Where something was found, but not what the field asks for.
SILENCES: Final = MappingProxyType(
    {
        ("telkomsel", "esim"): "eSIM is offered; whether one may replace a lost card was not found",
        ("telkomsel", "outlet_hours"): "single outlets only, of 2011 to 2019: closed on Sundays; Saturday mornings",
        ("byu", "home_delivery"): "new cards come by courier from Monday to Saturday; for a replacement not found",
        (
            "byu",
            "foreigner_papers",
        ): "the rule is for every operator; how a brand without outlets keeps it was not found",
        ("byu", "visitor_imei_days"): "phones are registered at an outlet, and the brand has none of its own",
        ("byu", "grace_days"): "no active period is said to exist, but the card must connect within 30 days",
        ("im3", "website"): "the only official page found is older than the merger with Tri",
        ("im3", "outlet_hours"): "an outlet in a mall replaced a card at 21:02 on a Friday (January 2020)",
        ("tri", "hotline"): "not found with a usable source",
        ("smartfren", "grace_days"): "one-way, then two-way blocking, then the end; how long was not found",
    }
)
