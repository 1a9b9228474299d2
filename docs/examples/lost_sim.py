"""A lost SIM card comes back to its owner: the whole story, told by the library.

Run it with `python docs/examples/lost_sim.py`. Everybody and every number in it is made up. This script does the reading
and the printing; the library does neither.
"""

import argparse
import json
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from simreplace import (
    WIB,
    Actor,
    AuthorizationLetter,
    Paper,
    ReplacementRequest,
    Role,
    Stage,
    State,
    check_request,
    estimate_ready_date,
    events,
    explain,
    from_mapping,
    lifecycle,
    missing_papers,
    parse_request,
    progress,
    required_papers,
    safeguards,
)
from simreplace.errors import InvalidValueError, RefusedError

SITI = Actor(Role.APPLICANT, "customer-1")
PROXY = Actor(Role.PROXY, "customer-2")
REVIEWER = Actor(Role.REVIEWER, "staff-1")
COUNTER = Actor(Role.COUNTER_CLERK, "staff-2")
NETWORK = Actor(Role.NETWORK, "network")
MONDAY = datetime(2026, 3, 16, 10, 0, tzinfo=WIB)
OUTLET = "Outlet Jakarta Selatan"


class CannotReadError(Exception):
    """The input file cannot be read; its sentence says why."""


def read(path: Path) -> dict[str, Any]:
    """The story's inputs."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CannotReadError(f"Cannot read {path.name}: {error.strerror}.") from None
    except ValueError:
        raise CannotReadError(f"Cannot read {path.name}: it is not JSON.") from None
    wanted = {"form_with_mistakes", "mended", "letter", "cards"}
    if not isinstance(found, dict) or not wanted <= found.keys():
        raise CannotReadError(f"Cannot read {path.name}: it lacks {', '.join(sorted(wanted))}.")
    return found


def heading(text: str) -> None:
    print(f"\n== {text}")


def show(text: str) -> None:
    for line in text.splitlines():
        print(f"   {line}")


def step(request: ReplacementRequest, event: events.Event) -> ReplacementRequest:
    """Apply an event and say where it led."""
    after = lifecycle.apply(request, event)
    print(f"   {event.at:%d %b %H:%M}  {explain(type(event))} -> {explain(after.state)}")
    return after


def fill_in(story: dict[str, Any]) -> ReplacementRequest:
    """Siti types, is told everything that is wrong at once, and mends it."""
    today = MONDAY.date()
    heading("Siti fills in the form, with four mistakes")
    report = check_request(story["form_with_mistakes"], on=today)
    for issue in report.errors:
        show(f"{issue.pointer}  {explain(issue)}")

    heading("She mends them")
    request = parse_request({**story["form_with_mistakes"], **story["mended"]}, on=today)
    show(f"{request.msisdn}, {request.applicant.full_name}, {request.applicant.documents[0].number}")

    heading("Which papers does she need?")
    for asked in required_papers(request, stage=Stage.APPLYING, on=today):
        show(f"- {explain(asked)}")
    lacking = missing_papers(request, stage=Stage.APPLYING, on=today)
    show("Not there yet: " + ", ".join(explain(asked.paper) for asked in lacking))
    return request


def send(request: ReplacementRequest) -> ReplacementRequest:
    """She sends the form, and every skipped day of the window is explained."""
    heading("She sends it, and asks when the card will be ready")
    request = step(request, events.Submit(id="e01", at=MONDAY, by=SITI, other_open_request=False))
    estimate = estimate_ready_date(MONDAY)
    show(explain(estimate))
    for skipped in estimate.skipped:
        show(f"- {explain(skipped)}")
    return request


def review(request: ReplacementRequest) -> ReplacementRequest:
    """One more paper is asked for, and meanwhile the clock stands still."""
    heading("The reviewer needs one more paper; the clock stands still")
    at = MONDAY + timedelta(days=1)
    question = events.RequestInformation(id="e02", at=at, by=REVIEWER, papers=[Paper.PURCHASE_RECORD])
    request = step(request, question)
    show(explain(progress(request, now=at + timedelta(days=1))))
    answer = events.Answer(Paper.PURCHASE_RECORD.value, "a photo of the receipt")
    at = datetime(2026, 3, 25, 9, 0, tzinfo=WIB)
    request = step(request, events.ProvideInformation(id="e03", at=at, by=SITI, answers=[answer]))
    show(explain(progress(request, now=at)))

    heading("The request is approved")
    at += timedelta(days=1)
    return step(request, events.Approve(id="e04", at=at, by=REVIEWER, evidence=[Paper.IDENTITY_DOCUMENT]))


def fetch(request: ReplacementRequest, story: dict[str, Any]) -> ReplacementRequest:
    """A proxy comes, is refused without the letter, finds a fault, and gets another card."""
    heading("A card is made ready, and the owner's side is told")
    at = datetime(2026, 3, 27, 9, 0, tzinfo=WIB)
    notices = [events.Notice("old_number", at), events.Notice("email", at)]
    first, second = story["cards"]["first"], story["cards"]["second"]
    ready = events.MakeReady(id="e05", at=at, by=COUNTER, iccid=first, outlet=OUTLET, notices=notices)
    request = step(request, ready)

    heading("Siti is away and sends Budi; without her letter he gets nothing")
    letter = from_mapping(AuthorizationLetter, story["letter"])
    ktp = request.applicant.documents[0]
    at = datetime(2026, 3, 30, 11, 0, tzinfo=WIB)
    brought = {"outlet": OUTLET, "id_seen": ktp, "proxy_id_seen": letter.proxy_document}
    try:
        step(request, events.Collect(id="e06", at=at, by=COUNTER, **brought))
    except RefusedError as refused:
        show(explain(refused))
    request = step(request, events.Collect(id="e07", at=at, by=COUNTER, letter=letter, **brought))

    heading("The chip is scratched; the card is exchanged on the spot")
    fault = events.ReportFault(id="e08", at=at, by=PROXY, defects=[events.Defect.SCRATCHED, events.Defect.CHIP_DAMAGED])
    request = step(request, fault)
    request = step(request, events.ExchangeCard(id="e09", at=at, by=COUNTER, iccid=second))
    seen = events.Inspection(surface=True, contacts=True, chip=True, packaging=True, number=True, iccid=second)
    return step(request, events.AcceptCard(id="e10", at=at, by=PROXY, inspection=seen))


def activate(request: ReplacementRequest) -> ReplacementRequest:
    """The network turns the new card on."""
    heading("The number lives again")
    at = request.history[-1].at + timedelta(minutes=20)
    request = step(request, events.Activate(id="e11", at=at, by=NETWORK, old_card_deactivated=True))
    show(explain(progress(request, now=at)))
    for safeguard in safeguards(request):
        show(explain(safeguard))
    return request


def tell(story: dict[str, Any]) -> State:
    """Siti loses her card, and gets her number back."""
    return activate(fetch(review(send(fill_in(story))), story)).state


def main(arguments: list[str]) -> int:
    """Tell the story; 0 if it ends well, 2 if its inputs cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--input", type=Path, default=Path(__file__).with_suffix(".json"), help="the story's inputs")
    try:
        ended = tell(read(parser.parse_args(arguments).input))
    except CannotReadError as error:
        print(error, file=sys.stderr)
        return 2
    except (InvalidValueError, KeyError, TypeError):
        print("Cannot read the input: a part of it is not what the story needs.", file=sys.stderr)
        return 2
    return 0 if ended is State.COMPLETED else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
