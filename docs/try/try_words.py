"""The words of the page "Try it" itself, in English, Indonesian and Chinese; all others are the library's."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

WORDS: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "language": ("Language", "Bahasa", "语言"),
        "form": ("The form", "Formulir", "申请表"),
        "number": ("Mobile number whose card is replaced", "Nomor ponsel yang kartunya diganti", "需补卡的手机号码"),
        "identity": ("NIK on the KTP", "NIK pada KTP", "KTP上的身份证号（NIK）"),
        "submitted": ("Sent on (WIB, UTC+7)", "Dikirim pada (WIB, UTC+7)", "提交时间（雅加达时间WIB）"),
        "policy": ("Policy: how strict", "Aturan: seberapa ketat", "规则：严格程度"),
        "samples": ("Made-up samples", "Contoh rekaan", "虚构示例"),
        "rest": (
            "The rest of the form is made up so that it fits: birth date and sex follow the NIK where it says them, and the name is an example.",
            "Isian lainnya direka agar cocok: tanggal lahir dan jenis kelamin mengikuti NIK bila terbaca di sana, namanya contoh.",
            "表格的其余内容均为虚构并与之相符：能从NIK读出时，出生日期和性别以NIK为准，姓名为示例。",
        ),
        "check": ("Check", "Periksa", "检查"),
        "found": ("What is found", "Hasil pemeriksaan", "检查结果"),
        "nothing": ("Nothing to mend.", "Tidak ada yang perlu diperbaiki.", "没有需要更正之处。"),
        "when": ("When the card can be ready", "Kapan kartunya siap", "卡片何时备好"),
        "moves": ("How the request moves", "Perjalanan permohonan", "申请的进展"),
        "now": ("Now:", "Sekarang:", "当前："),
        "clock": ("The clock of this page:", "Jam di halaman ini:", "本页时钟："),
        "next": ("What can happen next", "Yang dapat terjadi berikutnya", "接下来可能发生"),
        "else": ("What else can happen", "Kemungkinan lain", "其他可能"),
        "day": ("Let a day pass", "Lewati satu hari", "让时间过去一天"),
        "again": ("Begin anew", "Mulai lagi", "重新开始"),
        "refused": ("Not yet, because:", "Belum dapat dilakukan, karena:", "目前还不行，原因是："),
        "closed": ("not yet", "belum bisa", "尚不可行"),
        "ended": ("Nothing more happens here.", "Tidak ada langkah lagi.", "流程到此结束。"),
        "picture": (
            "The states; the marked one is where the request is. It can be scrolled.",
            "Semua status; yang ditandai adalah status permohonan sekarang. Gambar dapat digulir.",
            "所有状态；高亮处为申请当前所在。图可滚动。",
        ),
        "mend": (
            "The request goes on once what is marked as wrong is mended.",
            "Permohonan berlanjut setelah kesalahan yang ditandai diperbaiki.",
            "更正标出的错误后，申请即可继续。",
        ),
        "no_time": (
            "Please choose a day and a time.",
            "Mohon pilih tanggal dan jam.",
            "请选择日期和时间。",
        ),
    }
)  # fmt: skip
POLICY_WORDS: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "ARTICLE": ("the usual procedure", "prosedur yang lazim", "通常流程"),
        "BRTI_2020": ("the regulator's list of 2020", "daftar regulator tahun 2020", "2020年监管机构清单"),
        "STRICT": (
            "a day for the owner to object",
            "pemilik diberi satu hari untuk berkeberatan",
            "机主有一天时间提出异议",
        ),
    }
)
