"""The three policies that ship, each field with the rule it rests on."""

from datetime import timedelta
from typing import Final

import attrs

from simreplace.calendar import ReviewPolicy
from simreplace.people import CollectionMethod, Duty, OwnerTold, Paper, Reason
from simreplace.rules.policy import LIBRARY_RULE, Policy, SafeguardRule, shipped


def _one_source_per_field(**known: str) -> tuple[tuple[str, str], ...]:
    names = [field.name for field in attrs.fields(Policy) if field.init and field.name not in {"name", "sources"}]
    return tuple((name, known.get(name, LIBRARY_RULE)) for name in names)


_ARTICLE_SOURCE: Final = "the procedure as commonly described"
_BRTI_SOURCE: Final = "BRTI meeting with all operators, 28 January 2020 (detikINET d-4881365)"

ARTICLE: Final = shipped(
    Policy(
        name="ARTICLE",
        sources=_one_source_per_field(
            review=_ARTICLE_SOURCE + ": 1 to 3 working days; the rest of the reading is a library rule",
            collection_methods=_ARTICLE_SOURCE + ": in person, or a proxy with a letter; no post",
            evidence=_ARTICLE_SOURCE + ": an identity document",
            supporting=_ARTICLE_SOURCE + ": purchase record, service agreement",
            required_record_matches="library rule: a genuine card of a stranger proves nothing about this number",
            owner_told="library rule, after FCC 23-95 and the ITU's recommendations: one attempt at least",
            foreigner_needs_all="Permenkomdigi 7/2026 art. 6 as most reports read it: passport, KITAS or KITAP",
        ),
    )
)
"""The default: the procedure as commonly described, with the library's own limits where it is silent."""

_LOST_EVIDENCE: Final = (
    Paper.APPLICATION_FORM,
    Paper.IDENTITY_DOCUMENT,
    Paper.SECURITY_ANSWERS,
    Paper.PHOTO_WITH_DOCUMENT,
    Paper.CALL_TO_LOST_NUMBER,
)
_CARD_IN_HAND_EVIDENCE: Final = (Paper.OLD_SIM_CARD, Paper.IDENTITY_DOCUMENT, Paper.APPLICATION_FORM)

_APART_AT_AN_OPERATOR: Final = ((Duty.COMPARE, Duty.REVIEW), (Duty.TELL, Duty.REVIEW))

BRTI_2020: Final = shipped(
    Policy(
        name="BRTI_2020",
        sources=_one_source_per_field(
            review="library rule: BRTI's list describes a counter at which one waits, so the earliest day is the day itself",
            collection_methods="our rule: the owner in person; no source for proxies was found",
            evidence=_BRTI_SOURCE,
            supporting=ARTICLE.source_of("supporting"),
            damaged_without_card_is_lost="our rule, after the fraud of January 2020",
            foreigner_needs_all=ARTICLE.source_of("foreigner_needs_all"),
            proxy_when_flagged="our rule; no proxy is offered here anyway",
            required_record_matches=_BRTI_SOURCE + ": the KTP equals the operator's record",
        ),
        review=ReviewPolicy(min_days=0),
        collection_methods=(CollectionMethod.IN_PERSON,),
        evidence=(
            (Reason.LOST, _LOST_EVIDENCE),
            (Reason.STOLEN, _LOST_EVIDENCE),
            (Reason.DAMAGED, _CARD_IN_HAND_EVIDENCE),
            (Reason.FAULTY, _CARD_IN_HAND_EVIDENCE),
            (Reason.UPGRADE, _CARD_IN_HAND_EVIDENCE),
        ),
        damaged_without_card_is_lost=True,
        proxy_when_flagged=False,
        required_record_matches=("identity_number",),
        uncompared_is_flag=False,
        duties_apart=_APART_AT_AN_OPERATOR,
    )
)
"""The regulator's list of January 2020, with our own rules marked as such in `sources`."""

_FCC_SOURCE: Final = "FCC 23-95, 47 CFR 64.2010(h)"
_DOT_SOURCE: Final = "India DoT, November 2022"
_TRAI_SOURCE: Final = "India TRAI, MNP 9th amendment, in force 1 July 2024"

STRICT: Final = shipped(
    attrs.evolve(
        BRTI_2020,
        name="STRICT",
        sources=tuple(
            {
                **dict(BRTI_2020.sources),
                "objection_window": _DOT_SOURCE
                + " and "
                + _FCC_SOURCE
                + ": notice before the change; the hours are ours",
                "owner_told": _FCC_SOURCE + " and ITU DFS recommendations: the old number and another contact",
                "duties_apart": LIBRARY_RULE,
                "machines_only": LIBRARY_RULE,
                "safeguards": _DOT_SOURCE + ": codes by SMS for 24 hours; " + _TRAI_SOURCE + ": porting for 7 days",
            }.items()
        ),
        owner_told=OwnerTold.BOTH,
        objection_window=timedelta(hours=24),
        safeguards=(
            SafeguardRule("sms_codes", timedelta(hours=24), _DOT_SOURCE),
            SafeguardRule("port_out", timedelta(days=7), _TRAI_SOURCE),
        ),
        duties_apart=(*_APART_AT_AN_OPERATOR, (Duty.INTAKE, Duty.COUNTER), (Duty.FLAG, Duty.REVIEW)),
        machines_only=(Duty.COMPARE, Duty.TELL),
    )
)
"""What regulators elsewhere ask on top: the owner is told twice over and has a day to object, and machines compare."""
