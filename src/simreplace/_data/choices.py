"""What the choices of a form are called, where they are shown and where they are typed.

The tables of `words` take their labels from here, and the reading of a form accepts each of them in every language, so
that nobody is shown a word that is then refused.
"""

from types import MappingProxyType
from typing import Final

SOURCE: Final = "the words of this library; what cards and forms print: facts of Dukcapil's cards, ICAO Doc 9303"

# The list and its member; in English, Indonesian and Chinese.
_LABELS: Final = (
    # reason
    ("reason.lost", "Lost", "Hilang", "丢失"),
    ("reason.stolen", "Stolen", "Dicuri", "被盗"),
    ("reason.damaged", "Damaged", "Rusak", "损坏"),
    ("reason.faulty", "Faulty", "Tidak berfungsi", "故障"),
    ("reason.upgrade", "Upgrade", "Upgrade kartu", "升级换卡"),
    # channel
    ("channel.hotline", "Hotline", "Layanan telepon", "客服热线"),
    ("channel.website", "Website", "Situs web", "网站"),
    ("channel.app", "App", "Aplikasi", "手机应用"),
    ("channel.social_media", "Social media", "Media sosial", "社交媒体"),
    ("channel.outlet", "Outlet", "Gerai", "营业厅"),
    # collection method
    ("collection_method.in_person", "In person", "Diambil sendiri", "本人领取"),
    ("collection_method.by_proxy", "By proxy", "Diambil penerima kuasa", "代理人代领"),
    ("collection_method.by_post", "By post", "Dikirim lewat pos", "邮寄"),
    # card form
    ("card_form.physical", "Physical card", "Kartu fisik", "实体卡"),
    ("card_form.esim", "eSIM", "eSIM", "eSIM卡"),
    # document kind
    ("document_kind.ktp", "KTP", "KTP", "居民身份证（KTP）"),
    ("document_kind.digital_ktp", "Digital KTP (IKD)", "KTP digital (IKD)", "电子身份证（IKD）"),
    ("document_kind.family_card", "Family card (KK)", "Kartu Keluarga (KK)", "家庭卡（KK）"),
    (
        "document_kind.ktp_replacement_letter",
        "KTP replacement letter (suket)",
        "Surat keterangan pengganti KTP (suket)",
        "身份证代用证明（suket）",
    ),
    (
        "document_kind.child_identity_card",
        "Child identity card (KIA)",
        "Kartu Identitas Anak (KIA)",
        "儿童身份证（KIA）",
    ),
    ("document_kind.passport", "Passport", "Paspor", "护照"),
    (
        "document_kind.kitas",
        "Limited stay permit (KITAS)",
        "Kartu Izin Tinggal Terbatas (KITAS)",
        "临时居留许可（KITAS）",
    ),
    (
        "document_kind.kitap",
        "Permanent stay permit (KITAP)",
        "Kartu Izin Tinggal Tetap (KITAP)",
        "永久居留许可（KITAP）",
    ),
    (
        "document_kind.sktt",
        "Residence certificate (SKTT)",
        "Surat Keterangan Tempat Tinggal (SKTT)",
        "居住证明（SKTT）",
    ),
    ("document_kind.driving_license", "Driving license", "SIM (Surat Izin Mengemudi)", "驾驶证"),
    # sex
    ("sex.female", "Female", "Perempuan", "女"),
    ("sex.male", "Male", "Laki-laki", "男"),
    ("sex.unspecified", "Not stated", "Tidak disebutkan", "未注明"),
)
EN: Final = MappingProxyType({name: label for name, label, _, _ in _LABELS})
ID: Final = MappingProxyType({name: label for name, _, label, _ in _LABELS})
ZH: Final = MappingProxyType({name: label for name, _, _, label in _LABELS})

# What is printed on cards, in zones and on everyday forms besides.
_PRINTED: Final = (
    ("document_kind.ktp", "KTP-el", "e-KTP"),
    ("sex.male", "L", "M", "Pria"),
    ("sex.female", "P", "F", "Wanita"),
    ("sex.unspecified", "X", "<"),
)
SAID: Final[tuple[tuple[str, tuple[str, ...]], ...]] = tuple((row[0], row[1:]) for row in (*_LABELS, *_PRINTED))
"""Everything that a member of a list is called; a member may stand there more than once."""

# What a KTP prints in the place of its last day (UU 24/2013: a citizen's is valid for life), also as the others say it.
FOR_LIFE: Final = (
    "Seumur hidup",
    "Berlaku seumur hidup",
    "Berlaku hingga: seumur hidup",
    "For life",
    "Lifetime",
    "终身",
    "终身有效",
)
