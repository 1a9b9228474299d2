"""Plant faults in the lifecycle, one at a time, and see that the tests catch each.

Run it with `python tests/faults.py`. Each fault is planted in a copy of the source; it is caught if a test fails there.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
_FIRST = ("test_table", "test_gates")
_SLOW = ("test_explorer", "test_laws", "test_faults")
_FILES = sorted((ROOT / "tests" / "lifecycle").glob("test_*.py"))
NETS = (
    *([f"tests/lifecycle/{name}.py"] for name in _FIRST),
    [str(path.relative_to(ROOT)) for path in _FILES if path.stem not in _FIRST + _SLOW],
    ["tests/lifecycle/test_explorer.py"],
    ["tests/lifecycle/test_laws.py"],
)
"""The quick nets first; what they let through goes on to the next."""

_TABLE, _GATES, _COUNTER = "lifecycle/table.py", "lifecycle/gates.py", "lifecycle/counter.py"
_HISTORY, _CASE, _STEPS = "lifecycle/history.py", "lifecycle/case.py", "lifecycle/steps.py"
_DUTIES, _SEAL, _REQUEST = "lifecycle/duties.py", "lifecycle/seal.py", "lifecycle/request.py"
_SAMENESS = "lifecycle/sameness.py"
_PRESETS, _POLICY = "rules/presets.py", "rules/policy.py"

# Where, what stands there, what is planted instead.
FAULTS = (
    # a dropped gate
    (_TABLE, "    gates.form_is_complete,\n", ""),
    (_TABLE, "    gates.form_has_no_error,\n", ""),
    (_TABLE, "    gates.number_is_that_of_the_request,\n", ""),
    (_TABLE, "    gates.somebody_can_be_reached,\n", ""),
    (_TABLE, "    gates.flags_are_acknowledged,\n", ""),
    (_TABLE, "    gates.method_is_offered,\n", ""),
    (_TABLE, ", gates.no_other_request_is_open)", ")"),
    (_TABLE, "        gates.something_is_compared,\n", ""),
    (_TABLE, "        gates.compared_once,\n", ""),
    (_TABLE, "        gates.flag_stands_undecided,\n", ""),
    (_TABLE, "        gates.decision_has_a_reason,\n", ""),
    (_TABLE, "_TELLERS, gates.telling_makes_sense, limit", "_TELLERS, limit"),
    (_TABLE, "        gates.something_is_asked,\n", ""),
    (_TABLE, "        gates.everything_is_answered,\n", ""),
    (_TABLE, "        gates.form_still_holds,\n", ""),
    (_TABLE, "        gates.evidence_is_there,\n", ""),
    (_TABLE, "        gates.record_was_compared,\n", ""),
    (_TABLE, "        gates.flags_are_accepted,\n", ""),
    (_TABLE, "_REVIEWER, gates.reasons_are_given)", "_REVIEWER)"),
    (_TABLE, "        _STOCK,\n        counter.card_is_fresh,\n", "        _STOCK,\n"),
    (_TABLE, "        counter.card_is_of_its_form,\n        counter.outlet", "        counter.outlet"),
    (_TABLE, "        counter.card_is_of_its_form,\n        limit=_EX", "        limit=_EX"),
    (_TABLE, "        gates.number_is_one_of_a_person,\n", ""),
    (_TABLE, "        counter.visit_is_not_over,\n        counter.card_is_fresh,\n", "        counter.visit_is_not_over,\n"),
    (_TABLE, "        counter.visit_is_not_over,\n        counter.card_is_fresh,\n", "        counter.card_is_fresh,\n"),
    (_TABLE, "        counter.outlet_is_the_chosen_one,\n", ""),
    (_TABLE, "        counter.a_visit_is_left,\n", ""),
    (_TABLE, "        counter.owner_is_told,\n", ""),
    (_TABLE, "        counter.outlet_is_the_designated_one,\n", ""),
    (_TABLE, "        counter.original_is_the_reviewed_one,\n", ""),
    (_TABLE, "        counter.a_look_is_left,\n", ""),
    (_TABLE, "        counter.proxy_is_authorized,\n", ""),
    (_TABLE, "        counter.it_is_the_visitor,\n        counter.visit_is_not_over,\n", "        counter.visit_is_not_over,\n"),
    (_TABLE, "        counter.it_is_the_visitor,\n        counter.a_defect_is_named,\n", "        counter.a_defect_is_named,\n"),
    (_TABLE, "        counter.visit_is_not_over,\n        counter.card_is_inspected,\n", "        counter.card_is_inspected,\n"),
    (_TABLE, "        counter.card_is_inspected,\n", ""),
    (_TABLE, "        counter.it_is_the_card_at_hand,\n", ""),
    (_TABLE, "        counter.objection_window_is_over,\n", ""),
    (_TABLE, "(gates.a_finding_is_given, gates.no_card_is_live)", "(gates.a_finding_is_given,)"),
    # a wrong target, an edge into COMPLETED
    (_TABLE, "_row(_S.EXCHANGING, events.ReturnCard, _S.APPROVED", "_row(_S.EXCHANGING, events.ReturnCard, _S.READY_FOR_COLLECTION"),
    (_TABLE, "        events.AcceptCard,\n        _S.ACCEPTED,", "        events.AcceptCard,\n        _S.ACTIVATING,"),
    (_TABLE, "_row(_S.ACTIVATING, events.FailActivation, _S.APPROVED", "_row(_S.ACTIVATING, events.FailActivation, _S.ACCEPTED"),
    (_TABLE, "_row(_S.ON_HOLD, events.ConfirmFraud, _S.FAILED", "_row(_S.ON_HOLD, events.ConfirmFraud, _S.REJECTED"),
    (_TABLE, "        _S.INSPECTING: _S.APPROVED,", "        _S.INSPECTING: _S.INSPECTING,"),
    (_TABLE, "        _S.ACCEPTED: _S.APPROVED,", "        _S.ACCEPTED: _S.ACCEPTED,"),
    # a role too many, a role too few
    (_TABLE, "_REVIEWER = frozenset({_R.REVIEWER})", "_REVIEWER = frozenset({_R.REVIEWER, _R.APPLICANT})"),
    (_TABLE, "_NETWORK = frozenset({_R.NETWORK})", "_NETWORK = frozenset({_R.NETWORK, _R.SYSTEM})"),
    (_TABLE, "_ANALYST = frozenset({_R.FRAUD_ANALYST})", "_ANALYST = frozenset({_R.FRAUD_ANALYST, _R.SUPERVISOR})"),
    (_TABLE, "_SUPERVISOR = frozenset({_R.SUPERVISOR})", "_SUPERVISOR = frozenset({_R.SUPERVISOR, _R.FRAUD_ANALYST})"),
    (_TABLE, "_R.REGISTERED_OWNER, _R.INTAKE_CLERK, _R.REVIEWER})", "_R.INTAKE_CLERK, _R.REVIEWER})"),
    # what protects, used up or left out
    (_TABLE, "events.Hold, _S.ON_HOLD, _HOLDERS)", "events.Hold, _S.ON_HOLD, _HOLDERS, limit=_RELEASES)"),
    (_TABLE, "events.RaiseObjection, _S.ON_HOLD, _OWNER_SIDE) for source in _UNDER_WAY)",
     "events.RaiseObjection, _S.ON_HOLD, _OWNER_SIDE) for source in _UNDER_WAY[:-1])"),
    (_TABLE, "if state not in {_S.ON_HOLD, _S.ACTIVATING}))", "if state not in {_S.ON_HOLD, _S.ACTIVATING, _S.EXCHANGING}))"),
    (_TABLE, "limit=_RELEASES, origin=origin", "origin=origin"),
    # which row
    (_TABLE, "    off = isinstance(event, events.Activate) and event.old_card_deactivated\n", "    off = isinstance(event, events.Activate)\n"),
    (_TABLE, "counter.is_the_ordered_card(case) and case.standing.is_machine(event.by) and not", "counter.is_the_ordered_card(case) and not"),
    (_TABLE, "    if len(standing.live) != 1 or not standing.old_card_off:\n", "    if len(standing.live) != 1:\n"),
    (_TABLE, "    return is_card(live, standing.ordered) and is_card(live, standing.card)", "    return is_card(live, standing.ordered)"),
    (_TABLE, "    return not standing.objected and not the_ordered", "    return not the_ordered"),
    (_TABLE, "    return named is not None and not same_place(named, case.standing.card_outlet)", "    return False"),
    (_TABLE, "return bool(standing.cards)", "return standing.card is not None"),
    # a counter off by one, or on the wrong thing
    (_TABLE, "return () if used < most else", "return () if used <= most else"),
    (_TABLE, "return standing.looks + 1 < policy", "return standing.looks < policy"),
    (_TABLE, '_VISITS = Limit("visits",', '_VISITS = Limit("exchanges",'),
    (_HISTORY, "                self.visits += 1\n", ""),
    (_HISTORY, "                self.looks += 1\n", "                self.looks += 0\n"),
    (_HISTORY, "self.looks, self.told_owner = 0, []\n", "self.told_owner = []\n"),
    # the matrix
    (_DUTIES, "        frozenset({_D.INTAKE, _D.REVIEW}),\n", ""),
    (_DUTIES, "        frozenset({_D.TELL, _D.COUNTER}),\n", ""),
    (_DUTIES, "        frozenset({_D.REVIEW, _D.COUNTER}),\n", ""),
    (_DUTIES, "        frozenset({_D.HOLD, _D.RELEASE}),\n", ""),
    (_DUTIES, "        frozenset({_D.COUNTER, _D.RELEASE}),\n", ""),
    (_DUTIES, "_ALONE: Final = (_D.OVERRULE, _D.CUSTOMER)", "_ALONE: Final = (_D.OVERRULE,)"),
    (_DUTIES, " or any({one, other} == set(pair) for pair in policy.duties_apart)", ""),
    (_DUTIES, "        events.MakeReady: Duty.STOCK,\n", ""),
    (_DUTIES, "        events.Hold: Duty.HOLD,\n", ""),
    (_DUTIES, "    if overrules:\n        return (Duty.OVERRULE,)\n", ""),
    (_DUTIES, "return (duty, Duty.HOLD) if holds", "return (duty,) if holds"),
    (_PRESETS, "((Duty.COMPARE, Duty.REVIEW), (Duty.TELL, Duty.REVIEW))", "((Duty.COMPARE, Duty.REVIEW),)"),
    (_PRESETS, "    machines_only=(Duty.COMPARE, Duty.TELL),", "    machines_only=(Duty.COMPARE,),"),
    (_PRESETS, "    objection_window=timedelta(hours=24),", "    objection_window=timedelta(hours=0),"),
    (_PRESETS, "        collection_methods=(CollectionMethod.IN_PERSON,),\n        evidence", "        evidence"),
    (_GATES, "        if duty in case.policy.machines_only\n", "        if False\n"),
    (_GATES, " or (by.role in MACHINES and by.id in case.standing.people):\n", ":\n"),
    (_GATES, "    if (by.role in MACHINES) is not (by.id in machines) or", "    if (by.role in MACHINES and by.id not in machines) or"),
    (_GATES, "    if (by.role in MACHINES) is not (by.id in machines) or", "    if"),
    (_GATES, "and case.event.visitor.id in machines:\n", "and False:\n"),
    (_GATES, "        if event.visitor.id == event.by.id:\n", "        if False:\n"),
    (_GATES, "    if event.by.role in MACHINES:\n        return ()\n", "    if event.by.role in MACHINES | {Role.SUPERVISOR}:\n        return ()\n"),
    (_GATES, "    needs_supervisor = bool(past) or (event.accepted and", "    needs_supervisor = (event.accepted and"),
    (_GATES, "event.accepted and event.code is IssueCode.APPROVE_RECORD_DIFFERS)", "False)"),
    (_GATES, "past[-1].accepted or not event.accepted", "not event.accepted"),
    (_GATES, "past[-1].accepted or not event.accepted", "past[-1].accepted"),
    (_GATES, "        elif not past[-1].accepted:\n", "        elif False:\n"),
    (_GATES, "    return answered or case.standing.differs(match.detail)", "    return answered"),
    (_GATES, " and (made.outcome is not unknown or match.outcome is unknown)", " and made.outcome is not unknown"),
    (_GATES, " - {Paper.CALL_TO_LOST_NUMBER}\n", "\n"),
    (_GATES, "    if until is None or case.instant < until:\n", "    if until is None or case.instant <= until:\n"),
    (_GATES, "case.instant >= until else (Issue(IssueCode.EXPIRE", "case.instant > until else (Issue(IssueCode.EXPIRE"),
    (_GATES, "(Issue(IssueCode.RELEASE_CARD_LIVE, \"/request\"),) if case.standing.live else ()", "()"),
    # the counter
    (_COUNTER, "    if any(same_card(iccid, old) for old in case.standing.old_cards):\n", "    if same_card(iccid, case.form.old_iccid):\n"),
    (_COUNTER, "    if any(same_card(iccid, used) for used in case.standing.cards):\n", "    if same_card(iccid, case.standing.card):\n"),
    (_COUNTER, "        if not accepted:\n", "        if False:\n"),
    (_COUNTER, "and case.instant < until:\n        return ()\n    return (Issue(IssueCode.VISIT_OVER", "and case.instant <= until:\n        return ()\n    return (Issue(IssueCode.VISIT_OVER"),
    (_COUNTER, "and case.instant >= until):\n", "):\n"),
    (_COUNTER, "    if case.instant >= until:\n        return ()\n    return (Issue(IssueCode.ORDER", "    if case.instant > until:\n        return ()\n    return (Issue(IssueCode.ORDER"),
    (_COUNTER, "(by.role, by.id) == (visit.visitor.role, visit.visitor.id)", "by.role == visit.visitor.role"),
    (_COUNTER, "if seen.iccid is not None and not is_card(seen.iccid, case.standing.card):", "if False:"),
    (_COUNTER, "    return tuple(document for document in held if document.number in {paper.number for paper in of_that})", "    return held"),
    (_COUNTER, 'case.standing.difference("identity_number") or ', ""),
    (_COUNTER, "    return seen.same_paper(reviewed) and seen.issuing_country == reviewed.issuing_country", "    return seen.same_paper(reviewed)"),
    (_COUNTER, "    return ends is not None and ends < day and not for_life", "    return False"),
    (_COUNTER, "    if day < letter.signed_on:", "    if day <= letter.signed_on:"),
    (_COUNTER, "day > letter.valid_until:", "day >= letter.valid_until:"),
    (_COUNTER, "    if letter.msisdn != case.form.msisdn:\n", "    if False:\n"),
    (_COUNTER, "is not NameMatch.SAME for name in names)", "is NameMatch.DIFFERENT for name in names)"),
    (_COUNTER, "    elif case.collection is not CollectionMethod.BY_PROXY:\n", "    elif False:\n"),
    (_COUNTER, "told is not None and is_card(told, standing.ordered)", "told is not None"),
    (_COUNTER, "    return min((day for day in (paper.expires_on, scanned) if day is not None), default=None)", "    return paper.expires_on"),
    (_COUNTER, "event.eid is None and event.eid_unknown is None and all", "event.eid is None and all"),
    (_COUNTER, " and all(told.eid is None for told in used):\n", ":\n"),
    (_COUNTER, "and all(told.eid is None for told in used):\n", "and False:\n"),
    (_COUNTER, "    if event.eid is not None and event.eid_unknown is not None:\n", "    if False:\n"),
    (_COUNTER, "if code is not None and any(same_code(code, told.activation_code)", "if code is not None and any(code == told.activation_code"),
    (_COUNTER, "_OF_A_CARD: Final = (events.MakeReady, events.ExchangeCard)", "_OF_A_CARD: Final = (events.MakeReady,)"),
    (_COUNTER, "if getattr(seen, item) is not None)", "if getattr(seen, item) is False)"),
    (_COUNTER, "        if defect in events.FAULTS_OF_ESIMS\n", "        if False\n"),
    (_COUNTER, "seen.unanswered(case.form.card_form)", "seen.unanswered()"),
    # where things stand
    (_SAMENESS, 'is not None and matching != "" and', "is not None and"),
    (_SAMENESS, "server.casefold()", "server"),
    (_SAMENESS, "if same_print else _SHORTEST", "if True else _SHORTEST"),
    (_SAMENESS, "max(_SHORTEST, len(digits) - 1) if", "len(digits) if"),
    (_SAMENESS, "    return shorter in {longer, longer[:-1]}", "    return longer.startswith(shorter)"),
    (_SAMENESS, "one.casefold().split() == other.casefold().split()", "one == other"),
    (_HISTORY, "                self.visit, self.visit_began = event, self.entered_at\n", "                self.visit, self.visit_began = event, self.latest\n"),
    (_HISTORY, "            case events.ReportFault():\n                self.card = None\n", ""),
    (_HISTORY, "if self.origin in _VOIDING and not self.live:", "if False:"),
    (_HISTORY, "self.looks, self.told_owner = 0, []\n", "self.looks = 0\n"),
    (_HISTORY, "self.card, self.told_owner = None, []\n", "self.card = None\n"),
    (_HISTORY, "                if moved:\n", "                if False:\n"),
    (_HISTORY, "                self.ordered = None\n", ""),
    (_HISTORY, " and self.is_machine(event.by)\n", "\n"),
    (_HISTORY, "        if self.is_machine(event.by):\n", "        if True:\n"),
    (_HISTORY, "and actor.id in machines and actor.id not in self.people", "and actor.id in machines"),
    (_HISTORY, "            if match.outcome is Match.FALSE:\n", "            if False:\n"),
    (_HISTORY, "                self.comparisons = {}\n", ""),
    (_HISTORY, "        self.latest = max(self.latest, step.at.astimezone(UTC))", "        self.latest = step.at.astimezone(UTC)"),
    (_HISTORY, "        if step.state is not before:\n", "        if True:\n"),
    (_HISTORY, "            self.origin, self.objected = before, False\n", "            self.origin = before\n"),
    (_HISTORY, "                self.objected = True\n", "                pass\n"),
    (_HISTORY, "            self.people.add(event.visitor.id)\n", ""),
    (_HISTORY, "            self.duties.setdefault(event.visitor.id, set()).add(Duty.CUSTOMER)\n", ""),
    (_HISTORY, "        if event.by.role not in MACHINES:\n            self.people.add(event.by.id)\n", ""),
    (_CASE, "    if policy.owner_told is OwnerTold.ONCE:\n", "    if True:\n"),
    (_CASE, "        return max(old[0], reached[0])\n", "        return min(old[0], reached[0])\n"),
    (_CASE, "if at - old[0] >= policy.tellings_apart), None)", "), None)"),
    (_CASE, "        State.READY_FOR_COLLECTION: policy.collection_deadline,\n", ""),
    (_CASE, "    if standing.visits >= policy.max_visits and", "    if standing.visits > policy.max_visits and"),
    # the questions
    (_STEPS, "(gates.history_has_room, gates.nobody_poses_as_a_machine, gates.duties_are_apart, gates.nothing_has_run_out)",
     "(gates.history_has_room, gates.duties_are_apart, gates.nothing_has_run_out)"),
    (_STEPS, "    if expected is not None and expected != request.revision:\n", "    if False:\n"),
    (_STEPS, "    same = told == event\n", "    same = True\n"),
    (_STEPS, "    broken = () if request.state is stands.state else", "    broken = () if True else"),
    (_STEPS, "policy=stands.policy or policy)\n    row, issues", "policy=policy)\n    row, issues"),
    (_STEPS, "    after = None if errors_of(issues) else _after", "    after = _after"),
    (_STEPS, "    spared = type(case.event) in events.PROTECTIVE | events.NETWORK_FACTS\n", "    spared = False\n"),
    (_STEPS, "    if case.event.by.role not in row.roles:\n", "    if False:\n"),
    (_STEPS, "draft=None if sent else request.draft", "draft=request.draft"),
    # the seals
    (_SEAL, "_quoted(salt.hex())", '_quoted("")'),
    (_SEAL, "_quoted(before)", '_quoted("")'),
    (_SEAL, "attrs.fields(kind) if field.init)", "attrs.fields(kind) if field.repr is True)"),
    (_REQUEST, "seal_of(before, salt, event, now, state, policy)", "seal_of(before, salt, event, now, policy)"),
    (_REQUEST, "        if before != step.seal:\n", "        if False:\n"),
    (_REQUEST, "    if last_seal is not None and request.revision != last_seal:\n", "    if False:\n"),
    (_REQUEST, "    return bare if sent or request.draft is None else", "    return bare if True else"),
)  # fmt: skip


# The compiled tests are kept from one fault to the next; nothing is left beside the sources.
_CACHE = str(Path(tempfile.gettempdir()) / "simreplace-faults")


def tests_fail(net: list[str], source: Path) -> bool:
    """Whether a test of this net fails over a copy of the source."""
    environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONPYCACHEPREFIX": _CACHE}
    command = [sys.executable, "-m", "pytest", "-x", "-q", *net]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False).returncode != 0


def is_caught(where: str, stands: str, planted: str, folder: Path) -> bool:
    """Whether a test fails once the fault is in the copy."""
    package = folder / "simreplace"
    shutil.copytree(ROOT / "src" / "simreplace", package, ignore=shutil.ignore_patterns("__pycache__"))
    source = (package / where).read_text(encoding="utf-8")
    if source.count(stands) != 1:
        sys.exit(f"{where}: {stands!r} stands there {source.count(stands)} times, not once")
    (package / where).write_text(source.replace(stands, planted), encoding="utf-8")
    return any(tests_fail(net, folder) for net in NETS)


def main() -> int:
    """Plant every fault, or those whose numbers were given; 1 if any is not caught."""
    if any(tests_fail(net, ROOT / "src") for net in NETS):
        sys.exit("the tests fail without a fault")
    chosen = {int(number) for number in sys.argv[1:]}
    escaped, planted = [], 0
    for number, (where, stands, instead) in enumerate(FAULTS, start=1):
        if chosen and number not in chosen:
            continue
        planted += 1
        with tempfile.TemporaryDirectory() as folder:
            caught = is_caught(where, stands, instead, Path(folder))
        sys.stdout.write(f"{number:3} {'caught ' if caught else 'ESCAPED'} {where}: {stands.strip().splitlines()[0]}\n")
        sys.stdout.flush()
        if not caught:
            escaped.append(number)
    sys.stdout.write(f"{planted - len(escaped)} of {planted} caught\n")
    return 1 if escaped else 0


if __name__ == "__main__":
    sys.exit(main())
