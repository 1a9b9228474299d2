"""What people call a country where a code is asked for, so that the answer can name the code that is meant.

A name is never read as a code by itself: two states share `Congo`, and two `Korea`, and whoever is asked once more
knows which they meant. A row has the code, and the names in English, Indonesian and Chinese.
"""

import unicodedata
from datetime import date
from types import MappingProxyType
from typing import Final

SOURCE: Final = "Unicode CLDR as in Babel 2.18.0, and the English names of ISO 3166-1 as in iso3166 3.0.0"
AS_OF: Final = date(2026, 11, 26)
CONFIDENCE: Final = "high"

_NAMES: Final = """
    ABW Aruba | 阿鲁巴
    AFG Afghanistan | Afganistan | 阿富汗
    AGO Angola | 安哥拉
    AIA Anguilla | 安圭拉
    ALA Åland Islands | Kepulauan Aland | 奥兰群岛
    ALB Albania | 阿尔巴尼亚
    AND Andorra | 安道尔
    ARE United Arab Emirates | Uni Emirat Arab | 阿拉伯联合酋长国
    ARG Argentina | 阿根廷
    ARM Armenia | 亚美尼亚
    ASM American Samoa | Samoa Amerika | 美属萨摩亚
    ATA Antarctica | Antarktika | 南极洲
    ATF French Southern Territories | Wilayah Selatan Prancis | 法属南部领地
    ATG Antigua & Barbuda | Antigua dan Barbuda | 安提瓜和巴布达 | Antigua and Barbuda
    AUS Australia | 澳大利亚
    AUT Austria | 奥地利
    AZE Azerbaijan | 阿塞拜疆
    BDI Burundi | 布隆迪
    BEL Belgium | Belgia | 比利时
    BEN Benin | 贝宁
    BES Caribbean Netherlands | Belanda Karibia | 荷属加勒比区 | Bonaire, Sint Eustatius and Saba
    BFA Burkina Faso | 布基纳法索
    BGD Bangladesh | 孟加拉国
    BGR Bulgaria | 保加利亚
    BHR Bahrain | 巴林
    BHS Bahamas | Bahama | 巴哈马
    BIH Bosnia & Herzegovina | Bosnia dan Herzegovina | 波斯尼亚和黑塞哥维那 | Bosnia and Herzegovina
    BLM St. Barthélemy | Saint Barthélemy | 圣巴泰勒米
    BLR Belarus | 白俄罗斯
    BLZ Belize | 伯利兹
    BMU Bermuda | 百慕大
    BOL Bolivia | 玻利维亚 | Bolivia, Plurinational State of
    BRA Brazil | Brasil | 巴西
    BRB Barbados | 巴巴多斯
    BRN Brunei | 文莱 | Brunei Darussalam
    BTN Bhutan | 不丹
    BVT Bouvet Island | Pulau Bouvet | 布韦岛
    BWA Botswana | 博茨瓦纳
    CAF Central African Republic | Republik Afrika Tengah | 中非共和国
    CAN Canada | Kanada | 加拿大
    CCK Cocos (Keeling) Islands | Kepulauan Cocos (Keeling) | 科科斯（基林）群岛
    CHE Switzerland | Swiss | 瑞士
    CHL Chile | Cile | 智利
    CHN China | Tiongkok | 中国
    CIV Côte d’Ivoire | 科特迪瓦
    CMR Cameroon | Kamerun | 喀麦隆
    COD Congo - Kinshasa | Kongo - Kinshasa | 刚果（金） | Congo, Democratic Republic of the
    COG Congo - Brazzaville | Kongo - Brazzaville | 刚果（布） | Congo
    COK Cook Islands | Kepulauan Cook | 库克群岛
    COL Colombia | Kolombia | 哥伦比亚
    COM Comoros | Komoro | 科摩罗
    CPV Cape Verde | Tanjung Verde | 佛得角 | Cabo Verde
    CRI Costa Rica | Kosta Rika | 哥斯达黎加
    CUB Cuba | Kuba | 古巴
    CUW Curaçao | 库拉索
    CXR Christmas Island | Pulau Natal | 圣诞岛
    CYM Cayman Islands | Kepulauan Cayman | 开曼群岛
    CYP Cyprus | Siprus | 塞浦路斯
    CZE Czechia | Ceko | 捷克
    DEU Germany | Jerman | 德国
    DJI Djibouti | Jibuti | 吉布提
    DMA Dominica | Dominika | 多米尼克
    DNK Denmark | 丹麦
    DOM Dominican Republic | Republik Dominika | 多米尼加共和国
    DZA Algeria | Aljazair | 阿尔及利亚
    ECU Ecuador | Ekuador | 厄瓜多尔
    EGY Egypt | Mesir | 埃及
    ERI Eritrea | 厄立特里亚
    ESH Western Sahara | Sahara Barat | 西撒哈拉
    ESP Spain | Spanyol | 西班牙
    EST Estonia | 爱沙尼亚
    ETH Ethiopia | Etiopia | 埃塞俄比亚
    FIN Finland | Finlandia | 芬兰
    FJI Fiji | 斐济
    FLK Falkland Islands | Kepulauan Falkland | 福克兰群岛 | Falkland Islands (Malvinas)
    FRA France | Prancis | 法国
    FRO Faroe Islands | Kepulauan Faroe | 法罗群岛
    FSM Micronesia | Mikronesia | 密克罗尼西亚 | Micronesia, Federated States of
    GAB Gabon | 加蓬
    GBR United Kingdom | Inggris Raya | 英国 | United Kingdom of Great Britain and Northern Ireland
    GEO Georgia | 格鲁吉亚
    GGY Guernsey | 根西岛
    GHA Ghana | 加纳
    GIB Gibraltar | 直布罗陀
    GIN Guinea | 几内亚
    GLP Guadeloupe | 瓜德罗普
    GMB Gambia | 冈比亚
    GNB Guinea-Bissau | 几内亚比绍
    GNQ Equatorial Guinea | Guinea Ekuatorial | 赤道几内亚
    GRC Greece | Yunani | 希腊
    GRD Grenada | 格林纳达
    GRL Greenland | 格陵兰
    GTM Guatemala | 危地马拉
    GUF French Guiana | Guyana Prancis | 法属圭亚那
    GUM Guam | 关岛
    GUY Guyana | 圭亚那
    HKG Hong Kong SAR China | Hong Kong DAK Tiongkok | 中国香港特别行政区 | Hong Kong
    HMD Heard & McDonald Islands | Pulau Heard dan Kepulauan McDonald | 赫德岛和麦克唐纳群岛 | Heard Island and McDonald Islands
    HND Honduras | 洪都拉斯
    HRV Croatia | Kroasia | 克罗地亚
    HTI Haiti | 海地
    HUN Hungary | Hungaria | 匈牙利
    IDN Indonesia | 印度尼西亚
    IMN Isle of Man | Pulau Man | 马恩岛
    IND India | 印度
    IOT British Indian Ocean Territory | Wilayah Inggris di Samudra Hindia | 英属印度洋领地
    IRL Ireland | Irlandia | 爱尔兰
    IRN Iran | 伊朗 | Iran, Islamic Republic of
    IRQ Iraq | Irak | 伊拉克
    ISL Iceland | Islandia | 冰岛
    ISR Israel | 以色列
    ITA Italy | Italia | 意大利
    JAM Jamaica | Jamaika | 牙买加
    JEY Jersey | 泽西岛
    JOR Jordan | Yordania | 约旦
    JPN Japan | Jepang | 日本
    KAZ Kazakhstan | 哈萨克斯坦
    KEN Kenya | 肯尼亚
    KGZ Kyrgyzstan | Kirgizstan | 吉尔吉斯斯坦
    KHM Cambodia | Kamboja | 柬埔寨
    KIR Kiribati | 基里巴斯
    KNA St. Kitts & Nevis | Saint Kitts dan Nevis | 圣基茨和尼维斯 | Saint Kitts and Nevis
    KOR South Korea | Korea Selatan | 韩国 | Korea, Republic of
    KWT Kuwait | 科威特
    LAO Laos | 老挝 | Lao People's Democratic Republic
    LBN Lebanon | 黎巴嫩
    LBR Liberia | 利比里亚
    LBY Libya | 利比亚
    LCA St. Lucia | Saint Lucia | 圣卢西亚
    LIE Liechtenstein | 列支敦士登
    LKA Sri Lanka | 斯里兰卡
    LSO Lesotho | 莱索托
    LTU Lithuania | Lituania | 立陶宛
    LUX Luxembourg | Luksemburg | 卢森堡
    LVA Latvia | 拉脱维亚
    MAC Macao SAR China | Makau DAK Tiongkok | 中国澳门特别行政区 | Macao
    MAF St. Martin | Saint Martin | 法属圣马丁 | Saint Martin (French part)
    MAR Morocco | Maroko | 摩洛哥
    MCO Monaco | Monako | 摩纳哥
    MDA Moldova | 摩尔多瓦 | Moldova, Republic of
    MDG Madagascar | Madagaskar | 马达加斯加
    MDV Maldives | Maladewa | 马尔代夫
    MEX Mexico | Meksiko | 墨西哥
    MHL Marshall Islands | Kepulauan Marshall | 马绍尔群岛
    MKD North Macedonia | Makedonia Utara | 北马其顿
    MLI Mali | 马里
    MLT Malta | 马耳他
    MMR Myanmar (Burma) | 缅甸 | Myanmar
    MNE Montenegro | 黑山
    MNG Mongolia | 蒙古
    MNP Northern Mariana Islands | Kepulauan Mariana Utara | 北马里亚纳群岛
    MOZ Mozambique | Mozambik | 莫桑比克
    MRT Mauritania | 毛里塔尼亚
    MSR Montserrat | 蒙特塞拉特
    MTQ Martinique | Martinik | 马提尼克
    MUS Mauritius | 毛里求斯
    MWI Malawi | 马拉维
    MYS Malaysia | 马来西亚
    MYT Mayotte | 马约特
    NAM Namibia | 纳米比亚
    NCL New Caledonia | Kaledonia Baru | 新喀里多尼亚
    NER Niger | 尼日尔
    NFK Norfolk Island | Kepulauan Norfolk | 诺福克岛
    NGA Nigeria | 尼日利亚
    NIC Nicaragua | Nikaragua | 尼加拉瓜
    NIU Niue | 纽埃
    NLD Netherlands | Belanda | 荷兰
    NOR Norway | Norwegia | 挪威
    NPL Nepal | 尼泊尔
    NRU Nauru | 瑙鲁 | Naoero
    NZL New Zealand | Selandia Baru | 新西兰
    OMN Oman | 阿曼
    PAK Pakistan | 巴基斯坦
    PAN Panama | 巴拿马
    PCN Pitcairn Islands | Kepulauan Pitcairn | 皮特凯恩群岛 | Pitcairn
    PER Peru | 秘鲁
    PHL Philippines | Filipina | 菲律宾
    PLW Palau | 帕劳
    PNG Papua New Guinea | Papua Nugini | 巴布亚新几内亚
    POL Poland | Polandia | 波兰
    PRI Puerto Rico | Puerto Riko | 波多黎各
    PRK North Korea | Korea Utara | 朝鲜 | Korea, Democratic People's Republic of
    PRT Portugal | 葡萄牙
    PRY Paraguay | 巴拉圭
    PSE Palestinian Territories | Wilayah Palestina | 巴勒斯坦领土 | Palestine, State of | Palestine
    PYF French Polynesia | Polinesia Prancis | 法属波利尼西亚
    QAT Qatar | 卡塔尔
    REU Réunion | 留尼汪
    ROU Romania | Rumania | 罗马尼亚
    RUS Russia | Rusia | 俄罗斯 | Russian Federation
    RWA Rwanda | 卢旺达
    SAU Saudi Arabia | Arab Saudi | 沙特阿拉伯
    SDN Sudan | 苏丹
    SEN Senegal | 塞内加尔
    SGP Singapore | Singapura | 新加坡
    SGS South Georgia & South Sandwich Islands | Georgia Selatan & Kep. Sandwich Selatan | 南乔治亚和南桑威奇群岛 | South Georgia and the South Sandwich Islands
    SHN St. Helena | Saint Helena | 圣赫勒拿 | Saint Helena, Ascension and Tristan da Cunha
    SJM Svalbard & Jan Mayen | Kepulauan Svalbard dan Jan Mayen | 斯瓦尔巴和扬马延 | Svalbard and Jan Mayen
    SLB Solomon Islands | Kepulauan Solomon | 所罗门群岛
    SLE Sierra Leone | 塞拉利昂
    SLV El Salvador | 萨尔瓦多
    SMR San Marino | 圣马力诺
    SOM Somalia | 索马里
    SPM St. Pierre & Miquelon | Saint Pierre dan Miquelon | 圣皮埃尔和密克隆群岛 | Saint Pierre and Miquelon
    SRB Serbia | 塞尔维亚
    SSD South Sudan | Sudan Selatan | 南苏丹
    STP São Tomé & Príncipe | Sao Tome dan Principe | 圣多美和普林西比 | Sao Tome and Principe
    SUR Suriname | 苏里南
    SVK Slovakia | 斯洛伐克
    SVN Slovenia | 斯洛文尼亚
    SWE Sweden | Swedia | 瑞典
    SWZ Eswatini | 斯威士兰
    SXM Sint Maarten | 荷属圣马丁 | Sint Maarten (Dutch part)
    SYC Seychelles | 塞舌尔
    SYR Syria | Suriah | 叙利亚 | Syrian Arab Republic
    TCA Turks & Caicos Islands | Kepulauan Turks dan Caicos | 特克斯和凯科斯群岛 | Turks and Caicos Islands
    TCD Chad | 乍得
    TGO Togo | 多哥
    THA Thailand | 泰国
    TJK Tajikistan | 塔吉克斯坦
    TKL Tokelau | 托克劳
    TKM Turkmenistan | 土库曼斯坦
    TLS Timor-Leste | 东帝汶
    TON Tonga | 汤加
    TTO Trinidad & Tobago | Trinidad dan Tobago | 特立尼达和多巴哥 | Trinidad and Tobago
    TUN Tunisia | 突尼斯
    TUR Türkiye | Turki | 土耳其
    TUV Tuvalu | 图瓦卢
    TWN Taiwan | 台湾 | Taiwan, Province of China
    TZA Tanzania | 坦桑尼亚 | Tanzania, United Republic of
    UGA Uganda | 乌干达
    UKR Ukraine | Ukraina | 乌克兰
    UMI U.S. Outlying Islands | Kepulauan Terluar AS | 美国本土外小岛屿 | United States Minor Outlying Islands
    URY Uruguay | 乌拉圭
    USA United States | Amerika Serikat | 美国 | United States of America
    UZB Uzbekistan | 乌兹别克斯坦
    VAT Vatican City | Vatikan | 梵蒂冈 | Holy See
    VCT St. Vincent & Grenadines | Saint Vincent dan Grenadine | 圣文森特和格林纳丁斯 | Saint Vincent and the Grenadines
    VEN Venezuela | 委内瑞拉 | Venezuela, Bolivarian Republic of
    VGB British Virgin Islands | Kepulauan Virgin Britania Raya | 英属维尔京群岛 | Virgin Islands, British
    VIR U.S. Virgin Islands | Kepulauan Virgin Amerika Serikat | 美属维尔京群岛 | Virgin Islands, U.S.
    VNM Vietnam | 越南
    VUT Vanuatu | 瓦努阿图
    WLF Wallis & Futuna | Kepulauan Wallis dan Futuna | 瓦利斯和富图纳 | Wallis and Futuna
    WSM Samoa | 萨摩亚
    YEM Yemen | Yaman | 也门
    ZAF South Africa | Afrika Selatan | 南非
    ZMB Zambia | 赞比亚
    ZWE Zimbabwe | 津巴布韦
"""
# Everyday names beside those. RI and INA are what flags on cars and on sportsmen say of Indonesia, UK what ISO 3166-1
# keeps aside for the United Kingdom; none of the three is a code of a state in either table.
_EVERYDAY: Final = """
    IDN RI | INA | Republik Indonesia | Republic of Indonesia | NKRI | Negara Kesatuan Republik Indonesia
    IDN Indonesian | Warga Negara Indonesia | Indonesia (WNI) | WNI Indonesia | 印尼 | 印度尼西亚共和国
    GBR UK | Great Britain | Inggris | England
    USA America | Amerika
    CHN PR China | RRC | RRT | Cina | Republik Rakyat Tiongkok | 中华人民共和国
    KOR Korea Selatan | Republic of Korea
    PRK Korea Utara
    NLD Holland
    RUS Russia | Rusia
    VNM Viet Nam
    TLS East Timor | Timor Timur
    MMR Burma | Birma
    TUR Turkey
    CZE Czech Republic
    CIV Ivory Coast | Pantai Gading
    SAU Arab Saudi
    ARE UEA | UAE
    DEU Germany | Jerman
"""


def name_key(text: str) -> str:
    """A name as far as it tells a country: its letters and digits without case, marks and signs."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in plain if character.isalnum())


CODE_BY_NAME: Final = MappingProxyType(
    {
        name_key(name): row.split(maxsplit=1)[0]
        for row in (_NAMES + _EVERYDAY).splitlines()
        if row.strip()
        for name in row.split(maxsplit=1)[1].split("|")
    }
)


def _names(row: str) -> tuple[str, tuple[str, str, str]]:
    """The code of a row with its three names: where English and Indonesian are the same, it stands there once."""
    code, names = row.split(maxsplit=1)
    called = [name.strip() for name in names.split("|")]
    chinese = next(at for at, name in enumerate(called) if "\u4e00" <= name[0] <= "\u9fff")
    return code, (called[0], called[chinese - 1], called[chinese])


NAMES: Final = MappingProxyType(dict(_names(row) for row in _NAMES.splitlines() if row.strip()))
"""What a country is called in English, Indonesian and Chinese, by its code of three letters."""
