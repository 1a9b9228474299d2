"""The closed lists of the field: documents, papers, reasons, channels, ways to collect, roles."""

from enum import StrEnum


class DocumentKind(StrEnum):
    """The papers that say who somebody is.

    DIGITAL_KTP is IKD (Identitas Kependudukan Digital), KTP_REPLACEMENT_LETTER the surat keterangan (suket) of a person
    whose KTP is lost, CHILD_IDENTITY_CARD is KIA, SKTT the residence certificate of a KITAS holder.

    Example:
        >>> DocumentKind("kitas")
        <DocumentKind.KITAS: 'kitas'>
    """

    KTP = "ktp"
    DIGITAL_KTP = "digital_ktp"
    FAMILY_CARD = "family_card"
    KTP_REPLACEMENT_LETTER = "ktp_replacement_letter"
    CHILD_IDENTITY_CARD = "child_identity_card"
    PASSPORT = "passport"
    KITAS = "kitas"
    KITAP = "kitap"
    SKTT = "sktt"
    DRIVING_LICENSE = "driving_license"


class Paper(StrEnum):
    """What may be asked for: at the form, in review, or at the counter.

    Example:
        >>> Paper("old_sim_card")
        <Paper.OLD_SIM_CARD: 'old_sim_card'>
    """

    IDENTITY_DOCUMENT = "identity_document"
    SECOND_DOCUMENT = "second_document"
    PURCHASE_RECORD = "purchase_record"
    SERVICE_AGREEMENT = "service_agreement"
    OLD_SIM_CARD = "old_sim_card"
    PHOTO_WITH_DOCUMENT = "photo_with_document"
    SECURITY_ANSWERS = "security_answers"
    CALL_TO_LOST_NUMBER = "call_to_lost_number"
    POLICE_REPORT = "police_report"
    AUTHORIZATION_LETTER = "authorization_letter"
    PROXY_DOCUMENT = "proxy_document"
    APPLICATION_FORM = "application_form"


class Reason(StrEnum):
    """Why a new card is asked for. STOLEN asks for the evidence of LOST, FAULTY for that of DAMAGED.

    Example:
        >>> Reason("lost")
        <Reason.LOST: 'lost'>
    """

    LOST = "lost"
    STOLEN = "stolen"
    DAMAGED = "damaged"
    FAULTY = "faulty"
    UPGRADE = "upgrade"


class Channel(StrEnum):
    """How the operator was reached.

    Example:
        >>> Channel("hotline")
        <Channel.HOTLINE: 'hotline'>
    """

    HOTLINE = "hotline"
    WEBSITE = "website"
    APP = "app"
    SOCIAL_MEDIA = "social_media"
    OUTLET = "outlet"


class CollectionMethod(StrEnum):
    """How the card gets to its owner. A policy says which are offered; asking for another gets a reason.

    Example:
        >>> CollectionMethod("by_proxy")
        <CollectionMethod.BY_PROXY: 'by_proxy'>
    """

    IN_PERSON = "in_person"
    BY_PROXY = "by_proxy"
    BY_POST = "by_post"


class Role(StrEnum):
    """In which capacity somebody acts. REGISTERED_OWNER answers on the old number or the alternate contact.

    Example:
        >>> Role("counter_clerk")
        <Role.COUNTER_CLERK: 'counter_clerk'>
    """

    APPLICANT = "applicant"
    REGISTERED_OWNER = "registered_owner"
    PROXY = "proxy"
    INTAKE_CLERK = "intake_clerk"
    REVIEWER = "reviewer"
    FRAUD_ANALYST = "fraud_analyst"
    SUPERVISOR = "supervisor"
    COUNTER_CLERK = "counter_clerk"
    NETWORK = "network"
    SYSTEM = "system"


class CardForm(StrEnum):
    """What the new card is: something to hold in the hand, or a profile on a chip that is in the phone already.

    Example:
        >>> CardForm("esim")
        <CardForm.ESIM: 'esim'>
    """

    PHYSICAL = "physical"
    ESIM = "esim"


class Duty(StrEnum):
    """What staff do on a request, as far as one person may not do two of them; CUSTOMER is everybody who is no staff.

    Example:
        >>> Duty("counter")
        <Duty.COUNTER: 'counter'>
    """

    INTAKE = "intake"
    FLAG = "flag"
    COMPARE = "compare"
    REVIEW = "review"
    OVERRULE = "overrule"
    TELL = "tell"
    STOCK = "stock"
    COUNTER = "counter"
    HOLD = "hold"
    RELEASE = "release"
    CUSTOMER = "customer"


class OwnerContact(StrEnum):
    """Where the registered owner is told of the replacement: the old number, or a contact from the operator's own record.

    What only the form names is neither: whoever filled it in would be told of their own request.

    Example:
        >>> OwnerContact("old_number")
        <OwnerContact.OLD_NUMBER: 'old_number'>
    """

    OLD_NUMBER = "old_number"
    REGISTERED_CONTACT = "registered_contact"


class OwnerTold(StrEnum):
    """What a policy asks of telling the owner: one attempt, or both contacts.

    BOTH: the old number and the registered contact; where no contact is on record, the old number twice.

    Example:
        >>> OwnerTold("both")
        <OwnerTold.BOTH: 'both'>
    """

    ONCE = "once"
    BOTH = "both"
