"""What stays barred for a while after the new card is active."""

from datetime import datetime

import attrs

from simreplace.lifecycle import ReplacementRequest, events, last_of
from simreplace.rules import ARTICLE, Policy, the_policy
from simreplace.shown import printable


@printable
@attrs.frozen(kw_only=True)
class Safeguard:
    """A service that is barred until a moment.

    Args:
        service: The host's name of the service.
        barred_until: Barred before this moment, open from it on.
        source: The rule it rests on.

    Example:
        >>> from datetime import datetime
        >>> from simreplace import WIB
        >>> until = datetime(2026, 4, 2, 9, 0, tzinfo=WIB)
        >>> Safeguard(service="port_out", barred_until=until, source="TRAI, MNP 9th amendment").service
        'port_out'
    """

    service: str
    barred_until: datetime
    source: str


def safeguards(request: ReplacementRequest, *, policy: Policy = ARTICLE) -> tuple[Safeguard, ...]:
    """What the policy bars after activation, and until when; nothing before the card is active.

    Args:
        request: Whose card.
        policy: How strict. The default policy bars nothing.

    Example:
        >>> from datetime import date, datetime
        >>> from simreplace import WIB, Applicant, ReplacementForm, open_request
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> safeguards(open_request(form, id="r-1", now=datetime(2026, 3, 16, 9, 0, tzinfo=WIB), salt=bytes(16)))
        ()
    """
    the_policy(policy)
    active = last_of(request.history, events.Activate)
    if active is None:
        return ()
    used = request.policy or policy
    since = active.at.astimezone(used.review.zone)
    return tuple(
        Safeguard(service=rule.service, barred_until=since + rule.barred_for, source=rule.source)
        for rule in used.safeguards
    )
