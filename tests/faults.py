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
NETS = (["tests/test_table.py", "tests/test_guards.py"], ["tests/test_lifecycle.py"])

# Where, what stands there, what is planted instead.
FAULTS = (
    # a dropped guard
    ("_table.py", "        guards.form_is_complete,\n", ""),
    ("_table.py", "        guards.form_has_no_error,\n", ""),
    ("_table.py", "        guards.flags_are_acknowledged,\n", ""),
    ("_table.py", "        guards.method_is_offered,\n", ""),
    ("_table.py", "        guards.no_other_request_is_open,\n", ""),
    ("_table.py", "        guards.evidence_is_there,\n", ""),
    ("_table.py", "        guards.record_was_compared,\n", ""),
    ("_table.py", "        guards.flags_are_decided,\n", ""),
    ("_table.py", "        guards.reviewer_did_not_take_it_in,\n", ""),
    ("_table.py", "        guards.outlet_is_the_designated_one,\n", ""),
    ("_table.py", "        guards.original_is_the_reviewed_one,\n", ""),
    ("_table.py", "        guards.proxy_is_authorized,\n", ""),
    ("_table.py", "        guards.clerk_did_not_review,\n        limit=_VISITS,\n", "        limit=_VISITS,\n"),
    ("_table.py", "        guards.clerk_did_not_review,\n        limit=_EXCHANGES,\n", "        limit=_EXCHANGES,\n"),
    ("_table.py", "        guards.notices_are_recorded,\n", ""),
    ("_table.py", "        guards.card_is_inspected,\n", ""),
    ("_table.py", "        guards.taker_came_to_the_counter,\n", ""),
    ("_table.py", "        guards.a_look_is_left,\n", ""),
    ("_table.py", "        guards.something_is_asked,\n", ""),
    ("_table.py", "        guards.everything_is_answered,\n", ""),
    ("_table.py", "        guards.form_still_holds,\n", ""),
    ("_table.py", "        guards.outlet_is_named,\n", ""),
    ("_table.py", "_REVIEWER, guards.reasons_are_given)", "_REVIEWER)"),
    ("_table.py", "_TAKER | _COUNTER, guards.a_defect_is_named)", "_TAKER | _COUNTER)"),
    ("_table.py", "        guards.old_card_is_off,\n", ""),
    ("_table.py", "        guards.objection_window_is_over,\n", ""),
    ("_table.py", "            guards.analyst_is_a_third_person,\n", ""),
    ("_table.py", "        guards.card_is_fresh,\n        guards.clerk", "        guards.clerk"),
    ("_table.py", "        guards.card_is_fresh,\n        guards.outlet", "        guards.outlet"),
    # a wrong target, an edge into COMPLETED
    ("_table.py", "_row(_S.EXCHANGING, events.ReturnCard, _S.APPROVED", "_row(_S.EXCHANGING, events.ReturnCard, _S.READY_FOR_COLLECTION"),
    ("_table.py", "        events.AcceptCard,\n        _S.ACTIVATING,", "        events.AcceptCard,\n        _S.COMPLETED,"),
    ("_table.py", "_row(_S.ACTIVATING, events.FailActivation, _S.EXCHANGING", "_row(_S.ACTIVATING, events.FailActivation, _S.COMPLETED"),
    ("_table.py", "_row(_S.ON_HOLD, events.ConfirmFraud, _S.FAILED", "_row(_S.ON_HOLD, events.ConfirmFraud, _S.REJECTED"),
    ("_table.py", "_S.READY_FOR_COLLECTION if origin is _S.INSPECTING else origin", "origin"),
    # a role too many, a role too few
    ("_table.py", "_REVIEWER = frozenset({_R.REVIEWER})", "_REVIEWER = frozenset({_R.REVIEWER, _R.APPLICANT})"),
    ("_table.py", "_NETWORK = frozenset({_R.NETWORK})", "_NETWORK = frozenset({_R.NETWORK, _R.SYSTEM})"),
    ("_table.py", "_ANALYST = frozenset({_R.FRAUD_ANALYST})", "_ANALYST = frozenset({_R.FRAUD_ANALYST, _R.SUPERVISOR})"),
    ("_table.py", "_R.REGISTERED_OWNER, _R.INTAKE_CLERK})", "_R.REGISTERED_OWNER})"),
    # a counter off by one, or on the wrong event
    ("_table.py", "if history.count(request, self.counted) < most:", "if history.count(request, self.counted) <= most:"),
    ("_table.py", "events.FailIdentity) + 1 < policy", "events.FailIdentity) < policy"),
    ("_table.py", "_VISITS = Limit(events.Collect,", "_VISITS = Limit(events.ReturnCard,"),
    # what protects, used up
    ("_table.py", "events.ReportFault, _S.EXCHANGING, _TAKER | _COUNTER, guards.a_defect_is_named)",
     "events.ReportFault, _S.EXCHANGING, _TAKER | _COUNTER, guards.a_defect_is_named, limit=_EXCHANGES)"),
    ("_table.py", "_CANCELLABLE = (_S.DRAFT, *(state for state in _HOLDABLE if state is not _S.ACTIVATING))",
     "_CANCELLABLE = (_S.DRAFT, *(state for state in _HOLDABLE if state not in {_S.ACTIVATING, _S.EXCHANGING}))"),
    # the looking up
    ("lifecycle.py", "if since is not None and event.at < since:", "if False:"),
    ("lifecycle.py", "    if node_of(request) is None:\n        yield", "    if False:\n        yield"),
    ("lifecycle.py", "    same = told == event\n", "    same = True\n"),
    ("lifecycle.py", "request=None if errors_of(issues) else after", "request=after"),
    ("_guards.py", "        if decision.by.id in first or", "        if"),
    ("_guards.py", "day > letter.valid_until:", "day >= letter.valid_until:"),
    ("_guards.py", "if day < letter.signed_on:", "if day <= letter.signed_on:"),
    ("_guards.py", "event.at >= until else (Issue(IssueCode.EXPIRE", "event.at > until else (Issue(IssueCode.EXPIRE"),
    ("_guards.py", "not history.same_card(seen.iccid, history.card_at_hand(request))", "False"),
    ("_checklist.py", "if policy.damaged_without_card_is_lost and not card_in_hand", "if False and not card_in_hand"),
    ("_history.py", "        elif isinstance(event, events.ReportFault | events.FailActivation):\n            card = None\n", ""),
    ("_policy.py", "    collection_methods=(CollectionMethod.IN_PERSON,),\n    evidence", "    evidence"),
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
