"""What can be wrong, as data: a stable code, a JSON pointer, and parameters that never hold personal data.

`IssueCode` is one complete table: every code stands in one row with its severity and with the rule it rests on.
A code is never renamed and never reused. The words for each lie in `words/`.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timezone
from enum import StrEnum
from typing import Final, Self, cast

import attrs

from simreplace.shown import printable


class Severity(StrEnum):
    """How much an issue weighs.

    ERROR: it cannot be what it says and must be entered again. FLAG: it may be genuine or fraud, so a second person
    decides with the original in hand. NOTE: information.

    Example:
        >>> Severity.FLAG.value
        'flag'
    """

    ERROR = "error"
    FLAG = "flag"
    NOTE = "note"


_E, _F, _N = Severity.ERROR, Severity.FLAG, Severity.NOTE

# The sources that many rows share. A longer account of each is in docs/reference/codes.md.
_OURS: Final = "our rule"
_ARTICLE: Final = "the article"
_PLAN: Final = "libphonenumber metadata for ID"
_PP37: Final = "PP 37/2007 art. 37"
_DUKCAPIL: Final = "Permendagri 108/2019 art. 15(3)"
_ICAO: Final = "ICAO Doc 9303"
_E118: Final = "ITU-T E.118"
_BRTI: Final = "BRTI, 28 January 2020"
_TEXT: Final = "our rule: what is typed is never normalized in silence"
_SOD: Final = "our rule: separation of duties"


class IssueCode(StrEnum):
    """Every code there is, with its severity and the rule it rests on.

    Example:
        >>> IssueCode("nik.length").severity
        <Severity.ERROR: 'error'>
        >>> IssueCode.NIK_BIRTH_DATE_DIFFERS.source
        'Permendagri 108/2019 art. 15(3)'
    """

    _severity: Severity
    _source: str

    def __new__(cls, value: str, severity: Severity = Severity.ERROR, source: str = "") -> Self:
        """Make one row of the table; the defaults are there for `IssueCode("nik.length")`, which only looks it up."""
        member = str.__new__(cls, value)
        member._value_ = value
        member._severity = severity
        member._source = source
        return member

    @property
    def severity(self) -> Severity:
        """How much an issue with this code weighs: a policy cannot change it."""
        return self._severity

    @property
    def source(self) -> str:
        """The rule it rests on: a law, an operator, the article, or our own."""
        return self._source

    # Any text
    TEXT_TYPE = "text.type", _E, _TEXT
    TEXT_EMPTY = "text.empty", _E, _OURS
    TEXT_TOO_LONG = "text.too_long", _E, _OURS
    TEXT_NON_ASCII = "text.non_ascii", _E, _TEXT
    TEXT_CHARACTER = "text.character", _E, _TEXT
    TEXT_CONTROL = "text.control", _E, _TEXT
    TEXT_INVISIBLE = "text.invisible", _E, _TEXT
    TEXT_SPREADSHEET = "text.spreadsheet", _E, _TEXT
    # A value that was stored
    VALUE_RULE_CHANGED = "value.rule_changed", _F, "our rule: a record outlives the rules it was read by"
    # Phone numbers
    MSISDN_LETTERS = "msisdn.letters", _E, _OURS
    MSISDN_EXTENSION = "msisdn.extension", _E, _OURS
    MSISDN_SEVERAL = "msisdn.several", _E, _OURS
    MSISDN_SERVICE_CODE = "msisdn.service_code", _E, _PLAN
    MSISDN_LANDLINE = "msisdn.landline", _E, _PLAN
    MSISDN_FOREIGN = "msisdn.foreign", _E, _PLAN
    MSISDN_COUNTRY_CODE_TWICE = "msisdn.country_code_twice", _E, _PLAN
    MSISDN_TOO_SHORT = "msisdn.too_short", _E, _PLAN
    MSISDN_TOO_LONG = "msisdn.too_long", _E, _PLAN
    MSISDN_NOT_MOBILE = "msisdn.not_mobile", _E, _PLAN
    MSISDN_PREFIX_UNALLOCATED = "msisdn.prefix_unallocated", _F, "public prefix lists, 2019-2026"
    MSISDN_PREFIX_DISPUTED = "msisdn.prefix_disputed", _F, "public prefix lists, 2019-2026"
    MSISDN_PREFIX_AMBIGUOUS = "msisdn.prefix_ambiguous", _N, "public prefix lists, 2019-2026"
    PHONE_INVALID = "phone.invalid", _E, "libphonenumber metadata"
    PHONE_FOREIGN = "phone.foreign", _N, _OURS
    PHONE_UNUSUAL_KIND = "phone.unusual_kind", _F, "libphonenumber metadata"
    PHONE_IS_LOST_NUMBER = "phone.is_lost_number", _E, "our rule: the lost number cannot be reached"
    # NIK
    NIK_LENGTH = "nik.length", _E, _PP37
    NIK_PLACEHOLDER = "nik.placeholder", _E, "placeholders found in the voters' roll of 2024"
    NIK_DAY = "nik.day", _E, _PP37
    NIK_MONTH = "nik.month", _E, _PP37
    NIK_IMPOSSIBLE_DATE = "nik.impossible_date", _F, _PP37
    NIK_SERIAL_0000 = "nik.serial_0000", _F, "serials start at 0001 (Dukcapil Klaten)"
    NIK_PROVINCE_UNKNOWN = "nik.province_unknown", _F, "Kepmendagri 300.2.2-2430/2025"
    NIK_NIT_ABROAD = "nik.nit_abroad", _F, "PP 40/2019 art. 32(2)"
    NIK_REGION_FORMER = "nik.region_former", _N, "Kepmendagri 300.2.2-2430/2025 and earlier lists"
    NIK_BIRTH_DATE_DIFFERS = "nik.birth_date_differs", _F, _DUKCAPIL
    NIK_SEX_DIFFERS = "nik.sex_differs", _F, _DUKCAPIL
    NIK_DATE_IN_FUTURE = "nik.date_in_future", _F, _OURS
    NIK_FOREIGNER_WITHOUT_KITAP = "nik.foreigner_without_kitap", _F, "UU 24/2013 art. 63"
    NIK_ABROAD_WITH_KTP = "nik.abroad_with_ktp", _F, "PP 40/2019 art. 32(2)"
    # Family card number
    KK_LENGTH = "kk.length", _E, "form of the number on the Kartu Keluarga"
    KK_PLACEHOLDER = "kk.placeholder", _E, _OURS
    KK_IMPOSSIBLE_DATE = "kk.impossible_date", _F, "form of the number on the Kartu Keluarga"
    KK_DATE_IN_FUTURE = "kk.date_in_future", _F, _OURS
    KK_PROVINCE_UNKNOWN = "kk.province_unknown", _F, "Kepmendagri 300.2.2-2430/2025"
    KK_EQUALS_NIK = "kk.equals_nik", _F, _OURS
    # Passports, permits, other documents' numbers, the machine-readable zone
    PASSPORT_LENGTH = "passport.length", _E, _OURS
    PASSPORT_NO_DIGIT = "passport.no_digit", _F, _OURS
    PASSPORT_UNUSUAL_LENGTH = "passport.unusual_length", _F, _OURS
    PASSPORT_MRZ_COPIED = "passport.mrz_copied", _F, _ICAO
    PASSPORT_INDONESIAN_FORM = "passport.indonesian_form", _F, "observed numbers; no official text found"
    PERMIT_LENGTH = "permit.length", _E, _OURS
    PERMIT_NO_DIGIT = "permit.no_digit", _E, _OURS
    NUMBER_LENGTH = "number.length", _E, _OURS
    NUMBER_LABEL = "number.label", _E, _TEXT
    NUMBER_SPREADSHEET = "number.spreadsheet", _F, _TEXT
    MRZ_FORMAT = "mrz.format", _E, _ICAO
    MRZ_CHECK_DIGIT = "mrz.check_digit", _E, _ICAO
    MRZ_NUMBER_DIFFERS = "mrz.number_differs", _F, _ICAO
    MRZ_BIRTH_DATE_DIFFERS = "mrz.birth_date_differs", _F, _ICAO
    MRZ_EXPIRY_DIFFERS = "mrz.expiry_differs", _F, _ICAO
    MRZ_NATIONALITY_DIFFERS = "mrz.nationality_differs", _F, _ICAO
    MRZ_NAME_DIFFERS = "mrz.name_differs", _F, _ICAO
    MRZ_SEX_DIFFERS = "mrz.sex_differs", _F, _ICAO
    # The card
    ICCID_LENGTH = "iccid.length", _E, _E118
    ICCID_NOT_TELECOM = "iccid.not_telecom", _E, _E118
    ICCID_NOT_INDONESIAN = "iccid.not_indonesian", _F, _E118
    ICCID_LUHN = "iccid.luhn", _F, _E118
    EID_LENGTH = "eid.length", _E, "GSMA SGP.02 annex J"
    EID_CHECKSUM = "eid.checksum", _E, "GSMA SGP.02 annex J"
    IMSI_LENGTH = "imsi.length", _E, "ITU-T E.212"
    IMSI_NOT_INDONESIAN = "imsi.not_indonesian", _F, "ITU-T E.212"
    ACTIVATION_CODE_FORM = "activation_code.form", _E, "GSMA SGP.22"
    # People
    NAME_LONG = "name.long", _F, "Permendagri 73/2022"
    NAME_DIGITS = "name.digits", _F, "Permendagri 73/2022"
    NAME_NO_LETTER = "name.no_letter", _F, _OURS
    NAME_MIXED_SCRIPTS = "name.mixed_scripts", _F, _OURS
    NAME_NOT_LATIN = "name.not_latin", _F, "Permendagri 73/2022"
    NAME_MARKUP = "name.markup", _F, _OURS
    EMAIL_SYNTAX = "email.syntax", _E, "RFC 5321"
    EMAIL_SPACE = "email.space", _E, "RFC 5321"
    EMAIL_NO_AT_SIGN = "email.no_at_sign", _E, "RFC 5321"
    EMAIL_TWO_AT_SIGNS = "email.two_at_signs", _E, "RFC 5321"
    EMAIL_NO_NAME = "email.no_name", _E, "RFC 5321"
    EMAIL_NO_DOMAIN = "email.no_domain", _E, "RFC 5321"
    EMAIL_NO_TOP_LEVEL = "email.no_top_level", _E, "RFC 5321"
    EMAIL_DOTS = "email.dots", _E, "RFC 5321"
    EMAIL_SEPARATOR = "email.separator", _E, "RFC 5321"
    EMAIL_SEVERAL = "email.several", _E, _OURS
    EMAIL_DISPLAY_NAME = "email.display_name", _E, "RFC 5321"
    EMAIL_NON_ASCII = "email.non_ascii", _F, _OURS
    EMAIL_PUNYCODE = "email.punycode", _F, _OURS
    BIRTH_IN_FUTURE = "birth.in_future", _E, _OURS
    BIRTH_TOO_LONG_AGO = "birth.too_long_ago", _F, _OURS
    BIRTH_PARTLY_KNOWN = "birth.partly_known", _F, _ICAO
    SEX_UNSPECIFIED_WITH_KTP = "sex.unspecified_with_ktp", _F, _OURS
    NATIONALITY_FORM = "nationality.form", _E, "ISO 3166-1, " + _ICAO
    NATIONALITY_MEANT = "nationality.meant", _E, "ISO 3166-1, " + _ICAO
    NATIONALITY_FOREIGNER = "nationality.foreigner", _E, "ISO 3166-1, " + _ICAO
    NATIONALITY_UNKNOWN = "nationality.unknown", _F, "ISO 3166-1, " + _ICAO
    NATIONALITY_SPECIAL = "nationality.special", _F, _ICAO
    CITIZEN_WITHOUT_NIK = "citizen.without_nik", _F, _ARTICLE
    FOREIGNER_WITHOUT_PAPERS = "foreigner.without_papers", _F, "Permenkomdigi 7/2026 art. 6"
    MINOR_WITHOUT_HEAD = "minor.without_head", _F, "Permenkomdigi 7/2026 art. 3(2)"
    # Documents against each other and against the day
    DOCUMENT_EXPIRY_MISSING = "document.expiry_missing", _E, _OURS
    DOCUMENT_NO_EXPIRY = "document.no_expiry", _F, _OURS
    DOCUMENT_NOT_FOR_LIFE = "document.not_for_life", _E, _OURS
    DOCUMENT_EXPIRY_BEFORE_ISSUE = "document.expiry_before_issue", _E, _OURS
    DOCUMENT_ISSUED_IN_FUTURE = "document.issued_in_future", _E, _OURS
    DOCUMENT_ISSUED_BEFORE_BIRTH = "document.issued_before_birth", _F, _OURS
    DOCUMENT_EXPIRED = "document.expired", _F, _OURS
    DOCUMENT_LONG_VALIDITY = "document.long_validity", _F, _OURS
    DOCUMENT_HOLDER_DIFFERS = "document.holder_differs", _F, _OURS
    DOCUMENT_HOLDER_CONTAINED = "document.holder_contained", _N, "Saudi visa practice: names are added on page 4"
    DOCUMENT_WEAK = "document.weak", _F, _OURS
    DOCUMENT_DIGITAL = "document.digital", _F, "Dukcapil: a screenshot of IKD is not evidence"
    DOCUMENT_CHILD_CARD = "document.child_card", _F, "Permendagri 2/2016"
    DOCUMENT_HOLDER_UNDER_17 = "document.holder_under_17", _F, "UU 24/2013 art. 63"
    DOCUMENT_HOLDER_OVER_105 = "document.holder_over_105", _F, _OURS
    DOCUMENT_CHILD_CARD_ADULT = "document.child_card_adult", _F, "Permendagri 2/2016"
    DOCUMENT_PERMIT_OF_CITIZEN = "document.permit_of_citizen", _F, _OURS
    DOCUMENT_PERMIT_WITHOUT_PASSPORT = "document.permit_without_passport", _F, _OURS
    DOCUMENT_NIKS_DIFFER = "document.niks_differ", _F, "PP 40/2019 art. 33"
    # Forms and records
    FORM_TYPE = "form.type", _E, _OURS
    FORM_REQUIRED = "form.required", _E, _ARTICLE
    FORM_UNKNOWN_FIELD = "form.unknown_field", _E, _OURS
    FORM_CHOICE = "form.choice", _E, _OURS
    FORM_CODE = "form.code", _E, _OURS
    FORM_NUMBER = "form.number", _E, _OURS
    FORM_YES_OR_NO = "form.yes_or_no", _E, _OURS
    FORM_DATE = "form.date", _E, "ISO 8601"
    FORM_NO_SUCH_DAY = "form.no_such_day", _E, "ISO 8601"
    FORM_DAY_ORDER = "form.day_order", _E, "ISO 8601"
    RECORD_MASKED = "record.masked", _E, _OURS
    RECORD_VERSION = "record.version", _E, _OURS
    RECORD_VALUE = "record.value", _E, _OURS
    # The request as a whole
    PURCHASE_IN_FUTURE = "purchase.in_future", _E, _OURS
    PAPERS_MISSING = "papers.missing", _E, _ARTICLE
    PAPERS_SUPPORTING_MISSING = "papers.supporting_missing", _N, _ARTICLE
    # The review window
    REVIEW_NAIVE_TIME = "review.naive_time", _E, _OURS
    REVIEW_DAYS = "review.days", _E, _OURS
    REVIEW_NO_WORKING_DAY = "review.no_working_day", _E, _OURS
    REVIEW_WEEKDAY = "review.weekday", _E, _OURS
    REVIEW_CUTOFF = "review.cutoff", _E, _OURS
    REVIEW_EXTRA_CONFLICT = "review.extra_conflict", _E, _OURS
    REVIEW_TYPE = "review.type", _E, _OURS
    CALENDAR_RANGE = "calendar.range", _E, _OURS
    POLICY_LIMIT = "policy.limit", _E, _OURS
    # Any event
    EVENT_ROLE = "event.role", _E, _SOD
    DUTY_SAME_PERSON = "duty.same_person", _E, _SOD
    DUTY_MACHINES_ONLY = "duty.machines_only", _E, _SOD
    ACTOR_NOT_A_MACHINE = "actor.not_a_machine", _E, _SOD
    DEADLINE_PASSED = "deadline.passed", _E, _OURS
    EVENT_ID_REUSED = "event.id_reused", _E, _OURS
    EVENT_TIME_BACKWARDS = "event.time_backwards", _E, _OURS
    HISTORY_BROKEN = "history.broken", _E, _OURS
    HISTORY_ALTERED = "history.altered", _E, _OURS
    HISTORY_FULL = "history.full", _E, _OURS
    REQUEST_WEAK_SALT = "request.weak_salt", _E, _OURS
    # Submitting and reviewing
    SUBMIT_FLAG_NOT_ACKNOWLEDGED = "submit.flag_not_acknowledged", _E, "the article: check it once more"
    SUBMIT_OTHER_OPEN_REQUEST = "submit.other_open_request", _E, _OURS
    SUBMIT_METHOD_NOT_OFFERED = "submit.method_not_offered", _E, _ARTICLE
    SUBMIT_OTHER_NUMBER = "submit.other_number", _E, _OURS
    SUBMIT_NOT_REACHABLE = "submit.not_reachable", _E, _ARTICLE
    COMPARE_NOTHING = "compare.nothing", _E, _OURS
    COMPARE_NO_DOCUMENT = "compare.no_document", _E, _OURS
    COMPARE_OTHER_DOCUMENT = "compare.other_document", _E, _OURS
    COMPARE_DONE = "compare.done", _E, _SOD
    DECIDE_NO_SUCH_FLAG = "decide.no_such_flag", _E, _OURS
    DECIDE_DONE = "decide.done", _E, _SOD
    DECIDE_BY_SUPERVISOR = "decide.by_supervisor", _E, _SOD
    TELL_OLD_NUMBER_ON_RECORD = "tell.old_number_on_record", _E, _OURS
    TELLINGS_USED_UP = "tell.used_up", _E, _OURS
    INFORMATION_NOTHING_ASKED = "information.nothing_asked", _E, _OURS
    INFORMATION_ROUNDS_USED_UP = "information.rounds_used_up", _E, _OURS
    INFORMATION_UNANSWERED = "information.unanswered", _E, _OURS
    APPROVE_EVIDENCE_MISSING = "approve.evidence_missing", _E, _BRTI
    APPROVE_DAMAGED_WITHOUT_CARD = "approve.damaged_without_card", _N, "our rule, after the fraud of January 2020"
    APPROVE_FLAG_UNDECIDED = "approve.flag_undecided", _E, _SOD
    APPROVE_FLAG_REFUSED = "approve.flag_refused", _E, _SOD
    APPROVE_RECORD_NOT_COMPARED = "approve.record_not_compared", _E, _BRTI
    APPROVE_RECORD_DIFFERS = "approve.record_differs", _F, _BRTI
    APPROVE_RECORD_UNKNOWN = "approve.record_unknown", _F, _BRTI
    REJECT_NO_REASON = "reject.no_reason", _E, _OURS
    # The card and the counter
    CARD_USED_BEFORE = "card.used_before", _E, _OURS
    CARD_IS_OLD_CARD = "card.is_old_card", _E, _OURS
    CARD_FLAG_NOT_ACCEPTED = "card.flag_not_accepted", _E, "the policy"
    CARD_NOT_AN_ESIM = "card.not_an_esim", _E, "GSMA SGP.22"
    CARD_EID_MISSING = "card.eid_missing", _E, _OURS
    CARD_EID_KNOWN = "card.eid_known", _E, _OURS
    CARD_CODE_USED_BEFORE = "card.code_used_before", _E, _OURS
    READY_NO_OUTLET = "ready.no_outlet", _E, _ARTICLE
    READY_OTHER_OUTLET = "ready.other_outlet", _E, _ARTICLE
    COLLECTION_CHANGES_USED_UP = "collection.changes_used_up", _E, _OURS
    COLLECT_OWNER_NOT_TOLD = "collect.owner_not_told", _E, "FCC 23-95, ITU DFS recommendations"
    COLLECT_OTHER_OUTLET = "collect.other_outlet", _E, _ARTICLE
    COLLECT_ORIGINAL_MISSING = "collect.original_missing", _E, _ARTICLE
    COLLECT_ORIGINAL_DIFFERS = "collect.original_differs", _E, _ARTICLE
    COLLECT_ORIGINAL_EXPIRED = "collect.original_expired", _E, _ARTICLE
    COLLECT_HOLDER_DIFFERS = "collect.holder_differs", _E, _ARTICLE
    COLLECT_HEAD_OF_FAMILY_MISSING = "collect.head_of_family_missing", _E, "Permenkomdigi 7/2026 art. 3(2)"
    COLLECT_VISITOR_UNCLEAR = "collect.visitor_unclear", _E, _OURS
    COLLECT_VISITS_USED_UP = "collect.visits_used_up", _E, _OURS
    COLLECT_LOOKS_USED_UP = "collect.looks_used_up", _E, _OURS
    PROXY_NOT_OFFERED = "proxy.not_offered", _E, "the policy"
    PROXY_NOT_CHOSEN = "proxy.not_chosen", _E, _OURS
    PROXY_REFUSED_WHEN_FLAGGED = "proxy.refused_when_flagged", _E, "ITU DFS recommendations"
    COLLECT_LETTER_MISSING = "collect.letter_missing", _E, _ARTICLE
    PROXY_DOCUMENT_MISSING = "proxy.document_missing", _E, _ARTICLE
    PROXY_DOCUMENT_DIFFERS = "proxy.document_differs", _E, _ARTICLE
    PROXY_DOCUMENT_EXPIRED = "proxy.document_expired", _E, _ARTICLE
    LETTER_OTHER_PRINCIPAL = "letter.other_principal", _E, _ARTICLE
    LETTER_OTHER_PROXY = "letter.other_proxy", _E, _ARTICLE
    LETTER_OTHER_NUMBER = "letter.other_number", _E, _ARTICLE
    LETTER_NOT_YET_SIGNED = "letter.not_yet_signed", _E, _OURS
    LETTER_EXPIRED = "letter.expired", _E, _OURS
    LETTER_TOO_OLD = "letter.too_old", _E, "the policy"
    LETTER_VALIDITY = "letter.validity", _E, _OURS
    LETTER_LINE_TWICE = "letter.line_twice", _E, _OURS
    LETTER_LANGUAGES_DIFFER = "letter.languages_differ", _F, _OURS
    INSPECTION_UNANSWERED = "inspection.unanswered", _E, _ARTICLE
    INSPECTION_UNSOUND = "inspection.unsound", _E, _ARTICLE
    INSPECTION_OTHER_CARD = "inspection.other_card", _E, _OURS
    ACCEPT_OTHER_TAKER = "accept.other_taker", _E, _SOD
    VISIT_OVER = "visit.over", _E, _OURS
    VISIT_NOT_OVER = "visit.not_over", _E, _OURS
    FAULT_NO_DEFECT = "fault.no_defect", _E, _ARTICLE
    EXCHANGES_USED_UP = "exchange.used_up", _E, _OURS
    ORDER_OTHER_CARD = "order.other_card", _E, _OURS
    ORDER_OBJECTION_WINDOW = "order.objection_window", _E, "FCC 23-95, India DoT 2022"
    # Holds and endings
    STEP_NO_REASON = "step.no_reason", _E, _OURS
    RELEASE_CARD_LIVE = "release.card_live", _E, _OURS
    RELEASES_USED_UP = "release.used_up", _E, _OURS
    EXPIRE_NOT_DUE = "expire.not_due", _E, _OURS
    EXPIRE_NO_DEADLINE = "expire.no_deadline", _E, _OURS
    PLAN_NO_WAY = "plan.no_way", _E, _OURS
    PLAN_TOO_SOON = "plan.too_soon", _E, _OURS
    PLAN_REGISTRATION_ENDS = "plan.registration_ends", _E, _OURS
    PLAN_REGISTRATION_SHORT = "plan.registration_short", _N, _OURS
    PLAN_REGISTRATION_UNKNOWN = "plan.registration_unknown", _N, _OURS
    NOTICE_NOT_NOW = "notice.not_now", _E, _OURS
    ENTRY_NO_DAY = "entry.no_day", _E, _OURS
    # Recovery of a password
    RECOVERY_NO_CONTACT = "recovery.no_contact", _E, _ARTICLE
    RECOVERY_NUMBER_UNDER_REPLACEMENT = "recovery.number_under_replacement", _E, "NIST SP 800-63B"
    RECOVERY_UNFIT_NUMBER = "recovery.unfit_number", _E, _OURS
    RECOVERY_CONTACT_TOO_NEW = "recovery.contact_too_new", _E, _OURS
    RECOVERY_WEAK_CODE = "recovery.weak_code", _E, _OURS
    RECOVERY_WEAK_KEY = "recovery.weak_key", _E, _OURS
    RECOVERY_TOO_MANY_FAILURES = "recovery.too_many_failures", _E, _OURS
    RECOVERY_WRONG_CODE = "recovery.wrong_code", _E, _OURS
    RECOVERY_EXHAUSTED = "recovery.exhausted", _E, _OURS
    RECOVERY_EXPIRED = "recovery.expired", _E, _OURS
    RECOVERY_USED = "recovery.used", _E, _OURS
    RECOVERY_SUPERSEDED = "recovery.superseded", _E, _OURS
    RECOVERY_OTHER_ACCOUNT = "recovery.other_account", _E, _OURS
    RECOVERY_ALTERED = "recovery.altered", _E, _OURS


ParamValue = str | int | date
_Params = Mapping[str, ParamValue] | Iterable[tuple[str, ParamValue]]


def _code(value: IssueCode | str) -> IssueCode:
    return value if type(value) is IssueCode else IssueCode(value)


def _frozen_params(params: _Params) -> tuple[tuple[str, ParamValue], ...]:
    if not params:
        return ()
    pairs = cast("Iterable[tuple[str, ParamValue]]", params)
    if type(params) is not tuple and isinstance(params, Mapping):
        pairs = cast("Mapping[str, ParamValue]", params).items()
    return tuple([(name, _told_once(value) if type(value) is datetime else value) for name, value in pairs])


def _told_once(moment: datetime) -> datetime:
    """In an hour that comes twice, the same moment by its offset: by a zone it is equal to nothing that was stored."""
    try:
        offset, other = moment.utcoffset(), moment.replace(fold=1 - moment.fold).utcoffset()
    except Exception:  # noqa: BLE001 - a zone of the host's own may raise anything, and an issue is only handed on
        return moment
    return moment if offset is None or offset == other else moment.replace(tzinfo=timezone(offset), fold=0)


@printable
@attrs.frozen(init=False)
class Issue:
    """One thing that is wrong, doubtful, or worth knowing.

    Args:
        code: What it is; its severity and source come with it.
        pointer: Where it is, as an RFC 6901 JSON pointer; empty for the whole value.
        params: Named facts for the words, such as a position or a limit, as pairs or as a mapping. Never personal data.

    Example:
        >>> issue = Issue(IssueCode.NIK_LENGTH, "/number", {"digits": 15})
        >>> issue.under("/documents/0").pointer
        '/documents/0/number'
        >>> issue.severity
        <Severity.ERROR: 'error'>
    """

    code: IssueCode = attrs.field(converter=_code)
    pointer: str = ""
    params: tuple[tuple[str, ParamValue], ...] = attrs.field(default=(), converter=_frozen_params)

    # By hand, with the same converters: a form with mistakes makes a dozen, and most of them have nothing to convert.
    def __init__(self, code: IssueCode | str, pointer: str = "", params: _Params = ()) -> None:
        put = object.__setattr__
        put(self, "code", _code(code))
        put(self, "pointer", pointer)
        put(self, "params", _frozen_params(params))

    @property
    def severity(self) -> Severity:
        """The severity of the code."""
        return self.code.severity

    def under(self, prefix: str) -> "Issue":
        """The same issue seen from one level further out.

        Args:
            prefix: A JSON pointer, empty or beginning with a slash.
        """
        # What this one holds was looked at when it was made, and is not looked at again: most issues move, some twice.
        moved = object.__new__(Issue)
        put = object.__setattr__
        put(moved, "code", self.code)
        put(moved, "pointer", prefix + self.pointer)
        put(moved, "params", self.params)
        return moved


def pointer(*steps: str | int) -> str:
    """A JSON pointer of these steps, escaped as RFC 6901 asks.

    Example:
        >>> pointer("documents", 0, "a/b~c")
        '/documents/0/a~1b~0c'
    """
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def errors_of(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Those that are ERRORs."""
    return tuple([issue for issue in issues if issue.code._severity is _E])
