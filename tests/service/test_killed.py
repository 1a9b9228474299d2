"""Many clients, and a desk that is killed while they work: nothing is lost, and nothing is done twice."""

import time

import pytest

from desk.settings import Settings
from desk.store import open_store
from desk_host import KEY
from desk_process import Process, Tally, process_on, run_through
from planted import leaks
from simreplace import State, lifecycle


def judge(database: str, process: Process, tally: Tally, requests: int) -> None:
    """Every acknowledged event is in its history exactly once, and every history is the one that was told."""
    store = open_store(Settings(database=database, key=KEY))
    seen, after = 0, ""
    while page := store.entries(after=after, limit=500):
        for entry in page:
            request = store.load(entry.id)
            assert request.state is State.COMPLETED
            assert lifecycle.verify(request, last_seal=request.revision) == ()
            assert [step.event.id for step in request.history] == tally.events[entry.id]
        seen, after = seen + len(page), page[-1].id
    store.engine.dispose()
    assert seen == len(tally.events) == requests
    assert tally.told == requests * 9
    log = "".join(process.lines)
    assert " 500" not in log
    assert "Traceback" not in log
    assert leaks(log) == []


def test_a_desk_that_is_killed_loses_nothing_and_does_nothing_twice(database: str) -> None:
    with process_on(database) as process:
        tally = run_through(process, clients=5, requests=20, kills=1)
    judge(database, process, tally, 20)


@pytest.mark.long
def test_fifty_clients_and_five_thousand_requests(database: str) -> None:
    began = time.monotonic()
    with process_on(database) as process:
        tally = run_through(process, clients=50, requests=5_000, kills=5)
    took = time.monotonic() - began
    print(f"{database.partition(':')[0]}: {tally.told} events in {took:.0f} s, {tally.told / took:.0f} a second, "
          f"{tally.again} calls sent again after 5 kills")  # fmt: skip
    judge(database, process, tally, 5_000)
