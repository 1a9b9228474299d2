"""Eight threads that start from nothing give the answers of one."""

import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from simreplace.calendar.indonesia import indonesian_calendar
from simreplace.calendar.review import estimate_ready_date

THREADED = """
import json, sys, threading
from test_threads import YEARS, answers

sys.setswitchinterval(1e-6)
barrier = threading.Barrier(8)
found = [None] * 8

def ask(number):
    barrier.wait()
    found[number] = answers(YEARS[number * 3:] + YEARS[:number * 3])

threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(json.dumps(found))
"""
YEARS = tuple(range(2010, 2035))


def answers(years: Sequence[int]) -> dict[str, str]:
    """Everything that an estimate says, for days about which the calendar has much to say."""
    found: dict[str, str] = {}
    for year in years:
        for month, day in ((1, 1), (3, 5), (8, 15), (12, 30)):
            it = estimate_ready_date(date(year, month, day))
            told = (it, it.skipped, it.caveats, it.best_case, it.worst_case, it.tentative)
            found[f"{year}-{month:02}-{day:02}"] = repr(told)
    found["rows"] = repr(indonesian_calendar(min(years), max(years)).days)
    return found


def test_threads_that_start_together_in_a_fresh_process_agree_with_one_that_is_alone() -> None:
    code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n{THREADED}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    alone = answers(YEARS)
    assert len(alone) == 4 * len(YEARS) + 1
    assert json.loads(done.stdout) == [alone] * 8
