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
NETS = (["tests/lifecycle/test_table.py", "tests/lifecycle/test_gates.py"], ["tests/lifecycle/test_laws.py"])

# Where, what stands there, what is planted instead.
FAULTS = (
    # a dropped guard
    ("lifecycle/table.py", "        gates.form_is_complete,\n", ""),
    ("lifecycle/table.py", "        gates.form_has_no_error,\n", ""),
    ("lifecycle/table.py", "        gates.flags_are_acknowledged,\n", ""),
    ("lifecycle/table.py", "        gates.method_is_offered,\n", ""),
    ("lifecycle/table.py", "        gates.no_other_request_is_open,\n", ""),
    ("lifecycle/table.py", "        gates.evidence_is_there,\n", ""),
    ("lifecycle/table.py", "        gates.record_was_compared,\n", ""),
    ("lifecycle/table.py", "        gates.flags_are_decided,\n", ""),
    ("lifecycle/table.py", "        gates.reviewer_did_not_take_it_in,\n", ""),
    ("lifecycle/table.py", "        gates.outlet_is_the_designated_one,\n", ""),
    ("lifecycle/table.py", "        gates.original_is_the_reviewed_one,\n", ""),
    ("lifecycle/table.py", "        gates.proxy_is_authorized,\n", ""),
    ("lifecycle/table.py", "        gates.clerk_did_not_review,\n        limit=_VISITS,\n", "        limit=_VISITS,\n"),
    ("lifecycle/table.py", "        gates.clerk_did_not_review,\n        limit=_EXCHANGES,\n", "        limit=_EXCHANGES,\n"),
    ("lifecycle/table.py", "        gates.notices_are_recorded,\n", ""),
    ("lifecycle/table.py", "        gates.card_is_inspected,\n", ""),
    ("lifecycle/table.py", "        gates.taker_came_to_the_counter,\n", ""),
    ("lifecycle/table.py", "        gates.a_look_is_left,\n", ""),
    ("lifecycle/table.py", "        gates.something_is_asked,\n", ""),
    ("lifecycle/table.py", "        gates.everything_is_answered,\n", ""),
    ("lifecycle/table.py", "        gates.form_still_holds,\n", ""),
    ("lifecycle/table.py", "        gates.outlet_is_named,\n", ""),
    ("lifecycle/table.py", "_REVIEWER, gates.reasons_are_given)", "_REVIEWER)"),
    ("lifecycle/table.py", "_TAKER | _COUNTER, gates.a_defect_is_named)", "_TAKER | _COUNTER)"),
    ("lifecycle/table.py", "        gates.old_card_is_off,\n", ""),
    ("lifecycle/table.py", "        gates.objection_window_is_over,\n", ""),
    ("lifecycle/table.py", "            gates.analyst_is_a_third_person,\n", ""),
    ("lifecycle/table.py", "        gates.card_is_fresh,\n        gates.clerk", "        gates.clerk"),
    ("lifecycle/table.py", "        gates.card_is_fresh,\n        gates.outlet", "        gates.outlet"),
    # a wrong target, an edge into COMPLETED
    ("lifecycle/table.py", "_row(_S.EXCHANGING, events.ReturnCard, _S.APPROVED", "_row(_S.EXCHANGING, events.ReturnCard, _S.READY_FOR_COLLECTION"),
    ("lifecycle/table.py", "        events.AcceptCard,\n        _S.ACTIVATING,", "        events.AcceptCard,\n        _S.COMPLETED,"),
    ("lifecycle/table.py", "_row(_S.ACTIVATING, events.FailActivation, _S.EXCHANGING", "_row(_S.ACTIVATING, events.FailActivation, _S.COMPLETED"),
    ("lifecycle/table.py", "_row(_S.ON_HOLD, events.ConfirmFraud, _S.FAILED", "_row(_S.ON_HOLD, events.ConfirmFraud, _S.REJECTED"),
    ("lifecycle/table.py", "_S.READY_FOR_COLLECTION if origin is _S.INSPECTING else origin", "origin"),
    # a role too many, a role too few
    ("lifecycle/table.py", "_REVIEWER = frozenset({_R.REVIEWER})", "_REVIEWER = frozenset({_R.REVIEWER, _R.APPLICANT})"),
    ("lifecycle/table.py", "_NETWORK = frozenset({_R.NETWORK})", "_NETWORK = frozenset({_R.NETWORK, _R.SYSTEM})"),
    ("lifecycle/table.py", "_ANALYST = frozenset({_R.FRAUD_ANALYST})", "_ANALYST = frozenset({_R.FRAUD_ANALYST, _R.SUPERVISOR})"),
    ("lifecycle/table.py", "_R.REGISTERED_OWNER, _R.INTAKE_CLERK})", "_R.REGISTERED_OWNER})"),
    # a counter off by one, or on the wrong event
    ("lifecycle/table.py", "if history.count(request, self.counted) < most:", "if history.count(request, self.counted) <= most:"),
    ("lifecycle/table.py", "events.FailIdentity) + 1 < policy", "events.FailIdentity) < policy"),
    ("lifecycle/table.py", "_VISITS = Limit(events.Collect,", "_VISITS = Limit(events.ReturnCard,"),
    # what protects, used up
    ("lifecycle/table.py", "events.ReportFault, _S.EXCHANGING, _TAKER | _COUNTER, gates.a_defect_is_named)",
     "events.ReportFault, _S.EXCHANGING, _TAKER | _COUNTER, gates.a_defect_is_named, limit=_EXCHANGES)"),
    ("lifecycle/table.py", "_CANCELLABLE = (_S.DRAFT, *(state for state in _HOLDABLE if state is not _S.ACTIVATING))",
     "_CANCELLABLE = (_S.DRAFT, *(state for state in _HOLDABLE if state not in {_S.ACTIVATING, _S.EXCHANGING}))"),
    # the looking up
    ("lifecycle/steps.py", "if since is not None and event.at < since:", "if False:"),
    ("lifecycle/steps.py", "    if node_of(request) is None:\n        yield", "    if False:\n        yield"),
    ("lifecycle/steps.py", "    same = told == event\n", "    same = True\n"),
    ("lifecycle/steps.py", "request=None if errors_of(issues) else after", "request=after"),
    ("lifecycle/gates.py", "        if decision.by.id in first or", "        if"),
    ("lifecycle/gates.py", "case.day > letter.valid_until:", "case.day >= letter.valid_until:"),
    ("lifecycle/gates.py", "if case.day < letter.signed_on:", "if case.day <= letter.signed_on:"),
    ("lifecycle/gates.py", "case.now >= until else (Issue(IssueCode.EXPIRE", "case.now > until else (Issue(IssueCode.EXPIRE"),
    ("lifecycle/gates.py", "not history.same_card(seen.iccid, history.card_at_hand(case.request))", "False"),
    ("rules/papers.py", "if policy.damaged_without_card_is_lost and not card_in_hand", "if False and not card_in_hand"),
    ("lifecycle/history.py", "        elif isinstance(event, events.ReportFault | events.FailActivation):\n            card = None\n", ""),
    ("rules/policy.py", "    collection_methods=(CollectionMethod.IN_PERSON,),\n    evidence", "    evidence"),
)  # fmt: skip


def is_caught(where: str, stands: str, planted: str, folder: Path) -> bool:
    """Whether a test fails once the fault is in the copy."""
    package = folder / "simreplace"
    shutil.copytree(ROOT / "src" / "simreplace", package, ignore=shutil.ignore_patterns("__pycache__"))
    source = (package / where).read_text(encoding="utf-8")
    if source.count(stands) != 1:
        sys.exit(f"{where}: {stands!r} stands there {source.count(stands)} times, not once")
    (package / where).write_text(source.replace(stands, planted), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    for net in NETS:
        command = [sys.executable, "-m", "pytest", "-x", "-q", *net]
        if subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False).returncode == 1:
            return True
    return False


def main() -> int:
    """Plant every fault; 1 if any is not caught."""
    escaped = []
    for number, (where, stands, planted) in enumerate(FAULTS, start=1):
        with tempfile.TemporaryDirectory() as folder:
            caught = is_caught(where, stands, planted, Path(folder))
        sys.stdout.write(f"{number:3} {'caught ' if caught else 'ESCAPED'} {where}: {stands.strip().splitlines()[0]}\n")
        sys.stdout.flush()
        if not caught:
            escaped.append(number)
    sys.stdout.write(f"{len(FAULTS) - len(escaped)} of {len(FAULTS)} caught\n")
    return 1 if escaped else 0


if __name__ == "__main__":
    sys.exit(main())
