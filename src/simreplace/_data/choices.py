"""What the choices of forms and events are called, where they are shown and where they are typed.

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
    ("channel.hotline", "Hotline", "Pusat layanan telepon", "客服热线"),
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
    ("card_form.esim", "eSIM", "eSIM", "eSIM"),
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
    # paper
    ("paper.identity_document", "Identity document", "Dokumen identitas", "身份证件"),
    ("paper.second_document", "Second document", "Dokumen kedua", "第二份证件"),
    ("paper.purchase_record", "Purchase record", "Bukti pembelian", "购卡凭证"),
    ("paper.service_agreement", "Service agreement", "Perjanjian layanan", "服务协议"),
    ("paper.old_sim_card", "Old SIM card", "Kartu SIM lama", "旧SIM卡"),
    (
        "paper.photo_with_document",
        "Photo with the identity document",
        "Foto diri bersama dokumen identitas",
        "手持证件照片",
    ),
    (
        "paper.security_answers",
        "Answers to the security questions",
        "Jawaban atas pertanyaan keamanan",
        "安全问题的回答",
    ),
    ("paper.call_to_lost_number", "Call to the lost number", "Panggilan ke nomor yang hilang", "拨打丢失号码核实"),
    ("paper.police_report", "Police report", "Surat kehilangan dari kepolisian", "警方报失证明"),
    ("paper.authorization_letter", "Authorization letter", "Surat kuasa", "授权委托书"),
    ("paper.proxy_document", "Identity document of the proxy", "Dokumen identitas penerima kuasa", "代理人身份证件"),
    ("paper.application_form", "Application form", "Formulir permohonan", "申请表"),
    # owner contact
    ("owner_contact.old_number", "Old number", "Nomor lama", "旧号码"),
    ("owner_contact.registered_contact", "Registered contact", "Kontak terdaftar", "登记的联系方式"),
    # tell means
    ("tell_means.sms", "SMS", "SMS", "短信"),
    ("tell_means.call", "Call", "Panggilan", "电话"),
    ("tell_means.email", "Email", "Email", "电子邮件"),
    ("tell_means.app", "App", "Aplikasi", "手机应用"),
    # tell outcome
    ("tell_outcome.delivered", "Delivered", "Terkirim", "已送达"),
    ("tell_outcome.answered", "Answered", "Dijawab", "已接听或回复"),
    ("tell_outcome.unreachable", "Not reached", "Tidak terhubung", "未能联系上"),
    (
        "tell_outcome.none_on_record",
        "No such contact on record",
        "Tidak ada kontak yang terdaftar",
        "没有登记该联系方式",
    ),
    # defect
    ("defect.scratched", "Scratched", "Tergores", "有划痕"),
    ("defect.contacts_damaged", "Contacts damaged", "Kontak logam rusak", "金属触点受损"),
    ("defect.chip_damaged", "Chip damaged", "Cip rusak", "芯片受损"),
    ("defect.packaging_opened", "Packaging already opened", "Kemasan sudah terbuka", "包装已开封"),
    ("defect.wrong_number", "Another number", "Nomor tidak sesuai", "号码不符"),
    ("defect.wrong_iccid", "Another ICCID", "ICCID tidak sesuai", "ICCID不符"),
    ("defect.not_recognized", "Not recognized by the phone", "Tidak terbaca di ponsel", "手机无法识别"),
    (
        "defect.profile_not_installed",
        "eSIM profile could not be installed",
        "Profil eSIM tidak dapat dipasang",
        "eSIM配置文件无法安装",
    ),
    (
        "defect.code_used_before",
        "Activation code already used",
        "Kode aktivasi sudah pernah dipakai",
        "激活码已被使用过",
    ),
    # why the chip of an eSIM is not known
    (
        "eid_unknown.bound_on_download",
        "Known once the profile is downloaded",
        "Baru diketahui saat profil diunduh",
        "下载配置文件后才能得知",
    ),
    ("eid_unknown.phone_not_here", "The phone is not here yet", "Ponselnya belum dibawa", "手机尚未带来"),
    (
        "eid_unknown.not_shown_by_phone",
        "The phone does not show it",
        "Tidak ditampilkan oleh ponsel",
        "手机未显示",
    ),
    ("eid_unknown.other", "Another reason", "Alasan lain", "其他原因"),
    # reject reason
    (
        "reject_reason.identity_not_proven",
        "The identity could not be confirmed",
        "Identitas tidak dapat dipastikan",
        "身份未能核实",
    ),
    ("reject_reason.evidence_insufficient", "The evidence is not sufficient", "Bukti belum mencukupi", "证明材料不足"),
    (
        "reject_reason.not_the_registered_owner",
        "Ownership could not be confirmed",
        "Kepemilikan nomor tidak dapat dipastikan",
        "无法确认申请人为登记机主",
    ),
    (
        "reject_reason.number_not_replaceable",
        "The card cannot be replaced",
        "Kartu nomor ini tidak dapat diganti",
        "此号码无法补卡",
    ),
    ("reject_reason.suspected_fraud", "Security reasons", "Alasan keamanan", "安全原因"),
    ("reject_reason.other", "Another reason", "Alasan lain", "其他原因"),
    # cancel reason
    ("cancel_reason.old_card_found", "The old card was found", "Kartu lama ditemukan", "已找到旧卡"),
    ("cancel_reason.no_longer_needed", "No longer needed", "Tidak diperlukan lagi", "不再需要"),
    ("cancel_reason.other_operator", "Change to another operator", "Pindah ke operator lain", "改用其他运营商"),
    ("cancel_reason.other", "Another reason", "Alasan lain", "其他原因"),
    # match
    ("match.true", "Agrees", "Cocok", "一致"),
    ("match.false", "Does not agree", "Tidak cocok", "不一致"),
    ("match.not_available", "Cannot be compared", "Tidak dapat dicocokkan", "无法比对"),
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
# What an earlier release showed, and somebody may still type.
_SHOWN_BEFORE: Final = (
    ("channel.hotline", "Layanan telepon", "Call center"),
    ("card_form.esim", "eSIM卡"),
    ("paper.police_report", "Surat keterangan kehilangan dari kepolisian"),
    ("defect.chip_damaged", "Chip rusak"),
    ("reject_reason.not_the_registered_owner", "Registration to the applicant could not be confirmed"),
    (
        "reject_reason.number_not_replaceable",
        "No new card can be issued for this number",
        "Nomor ini tidak dapat dibuatkan kartu baru",
    ),
)
SAID: Final[tuple[tuple[str, tuple[str, ...]], ...]] = tuple(
    (row[0], row[1:]) for row in (*_LABELS, *_PRINTED, *_SHOWN_BEFORE)
)
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

# How a yes and a no are said in a web form, in a program, and in the three languages.
YES_AND_NO: Final = (
    (True, ("true", "yes", "on", "1", "ya", "是")),
    (False, ("false", "no", "off", "0", "tidak", "否")),
)
