"""The store of SQLAlchemy: nothing lost, nothing twice, one open request for each number.

Everybody and every number here is made up.
"""

import sqlite3
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, insert, select, update
from sqlalchemy.exc import InvalidRequestError, StatementError

from builders import MONDAY
from hosting import KEYS, OLD_KEY, draft_of, store_in, store_in_memory
from journey import OWNER, WAY_TO, next_moment, sample, tell
from planted import PLANTED, leaks, planted_request
from recipes.sealed import Keys
from recipes.store import Moment, NoSuchRequestError, SealedRequest, SealedValue, Store
from simreplace import Msisdn, ReplacementRequest, State, events, lifecycle, progress
from simreplace.errors import InvalidRecordError, StaleRequestError


def sent(store: Store, name: str, **changes: Any) -> ReplacementRequest:
    """A request that was sent, and is in the store."""
    draft = draft_of(name, **changes)
    assert store.add(draft, "customer-1")
    after = tell(draft, sample(events.Submit, draft))
    store.save(draft.revision, after)
    return after


@pytest.mark.parametrize("state", State, ids=lambda state: state.value)
def test_a_request_is_stored_step_by_step_and_comes_back(state: State) -> None:
    store, request = store_in_memory(), draft_of("r-1")
    store.add(request, "customer-1")
    for kind in WAY_TO[state]:
        before, request = request, tell(request, sample(kind, request))
        store.save(before.revision, request)
        assert store.load("r-1") == (request, "customer-1")
    ends = progress(request, now=request.updated_at).deadline
    soon = request.updated_at + timedelta(days=400)
    assert store.due(soon) == (["r-1"] if ends else [])
    if ends:
        assert store.due(ends) == ["r-1"]
        assert store.due(ends - timedelta(microseconds=1)) == []


def test_what_is_not_there_and_what_is_there_already() -> None:
    store = store_in_memory()
    for name in ("r-1", "", "\0", "' or 1=1 --", "x" * 100_000):
        with pytest.raises(NoSuchRequestError):
            store.load(name)
    assert store.add(draft_of("r-1"), "customer-1") is True
    assert store.add(draft_of("r-1", reason="damaged"), "customer-2") is False
    assert store.load("r-1")[1] == "customer-1"
    with pytest.raises(StaleRequestError):
        store.save(draft_of("r-2").revision, tell(draft_of("r-2"), sample(events.Cancel, draft_of("r-2"))))


def test_of_two_who_tell_from_the_same_value_one_is_refused() -> None:
    store = store_in_memory()
    seen = sent(store, "r-1")
    no = lifecycle.apply(seen, events.RaiseObjection(id="o", by=OWNER, reason="not me"), now=next_moment(seen))
    store.save(seen.revision, no)
    store.save(no.revision, no)  # told twice
    yes = tell(seen, sample(events.Cancel, seen))
    with pytest.raises(StaleRequestError):
        store.save(seen.revision, yes)
    assert store.load("r-1")[0] == no


def test_of_many_who_write_at_once_one_wins(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    seen = sent(store, "r-1")
    together, won, lost = threading.Barrier(8), [], []

    def write(number: int) -> None:
        after = lifecycle.apply(
            seen, events.RaiseObjection(id=f"o-{number}", by=OWNER, reason="not me"), now=next_moment(seen)
        )
        together.wait()
        try:
            store.save(seen.revision, after)
            won.append(after)
        except StaleRequestError:
            lost.append(after)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(lost)) == (1, 7)
    assert store.load("r-1")[0] == won[0]


def test_one_number_has_one_open_request_however_close_they_come() -> None:
    store = store_in_memory()
    first, second, other = draft_of("r-1"), draft_of("r-2"), draft_of("r-3", msisdn="0812 3456 7891")
    for draft in (first, second, other):
        # A draft of somebody else hinders nobody.
        assert store.add(draft, "customer-1") and not store.other_open(draft)
    after = [tell(draft, sample(events.Submit, draft)) for draft in (first, second, other)]
    store.save(first.revision, after[0])
    assert store.other_open(second) and not store.other_open(first) and not store.other_open(other)
    # Both have looked before either has saved: the database itself refuses the later one.
    with pytest.raises(StaleRequestError) as caught:
        store.save(second.revision, after[1])
    assert caught.value.__context__ is None  # nothing of the database's words
    store.save(other.revision, after[2])
    ended = tell(after[0], sample(events.Reject, after[0]))
    store.save(after[0].revision, ended)
    assert not store.other_open(second)
    store.save(second.revision, after[1])


def columns_of(folder: Path) -> list[Any]:
    with sqlite3.connect(folder / "requests.db") as database:
        found = database.execute("select * from requests").fetchall()
    database.close()
    return found


def write_column(folder: Path, column: str, value: object, name: str) -> None:
    with sqlite3.connect(folder / "requests.db") as database:
        database.execute(f"update requests set {column} = ? where id = ?", (value, name))  # noqa: S608 - our own column
    database.close()


def test_nobody_is_in_the_file_of_the_database(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    planted = attrs.evolve(planted_request())
    store.add(planted, "customer-1")
    sent(store, "r-2")
    store.engine.dispose()
    raw = (tmp_path / "requests.db").read_bytes().decode("latin-1")
    assert leaks(raw) == []
    assert "Siti" not in raw and "siti" not in raw
    assert bytes(range(16)).hex() not in raw


def test_what_was_changed_in_the_database_is_an_alarm(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    sent(store, "r-1")
    sent(store, "r-2", msisdn="0812 3456 7891")
    rows = {row[0]: row for row in columns_of(tmp_path)}
    for column, value in (
        ("record", rows["r-2"][5]),  # that of another row
        ("record", "{}"),
        ("record", b"\xff\0"),
        ("revision", rows["r-2"][2]),
        ("revision", ""),
    ):
        place = ("id", "customer", "revision", "open_number", "deadline", "record").index(column)
        write_column(tmp_path, column, value, "r-1")
        with pytest.raises(InvalidRecordError):
            store.load("r-1")
        write_column(tmp_path, column, rows["r-1"][place], "r-1")
        assert store.load("r-1")[0].id == "r-1"


def test_a_message_of_the_database_repeats_nothing() -> None:
    store = store_in_memory()
    with pytest.raises(StatementError) as caught, store.engine.begin() as connection:
        connection.execute(insert(store.table).values(id=PLANTED[Msisdn], customer="Wulandari", record=None))
    assert leaks(str(caught.value) + repr(caught.value)) == []


def test_every_record_can_be_sealed_anew_under_a_new_key(tmp_path: Path) -> None:
    old = store_in(tmp_path, Keys("old", {"old": OLD_KEY}))
    request = sent(old, "r-1")
    store = store_in(tmp_path)
    assert store.seal_anew() == 1
    assert store.load("r-1")[0] == request
    with pytest.raises(InvalidRecordError):
        old.load("r-1")


def test_a_value_has_a_column_of_its_own() -> None:
    table = Table(
        "lines", MetaData(), Column("id", Integer, primary_key=True), Column("number", SealedValue(Msisdn, KEYS))
    )
    engine = create_engine("sqlite://", hide_parameters=True)
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(insert(table), [{"number": Msisdn.parse(PLANTED[Msisdn])}, {"number": None}])
        assert connection.scalars(select(table.c.number)).all() == [Msisdn.parse(PLANTED[Msisdn]), None]
        raw = connection.exec_driver_sql("select number from lines").scalars().all()
        assert leaks(str(raw)) == []
        with pytest.raises(StatementError) as caught:
            connection.execute(insert(table), [{"number": PLANTED[Msisdn]}])
    assert leaks(str(caught.value)) == []
    engine.dispose()


NUMBER = Msisdn.parse(PLANTED[Msisdn])


@pytest.mark.parametrize(
    "look",
    [
        lambda column: column == NUMBER,
        lambda column: NUMBER == column,  # noqa: SIM300 - the other way round
        lambda column: column != NUMBER,
        lambda column: column == PLANTED[Msisdn],
        lambda column: column == column,  # noqa: PLR0124 - of another table, it may be
        lambda column: column.in_([NUMBER]),
        lambda column: column.not_in([NUMBER]),
        lambda column: column.is_(NUMBER),
        lambda column: column.is_distinct_from(NUMBER),
        lambda column: column.like("%1%"),
        lambda column: column.contains("1"),
        lambda column: column < NUMBER,
        lambda column: column.between(NUMBER, NUMBER),
        lambda column: PLANTED[Msisdn] + column,
        lambda column: column.desc(),
    ],
    ids=range(15),
)
def test_nobody_is_looked_for_where_nobody_can_be_found(look: Any) -> None:
    for kind in (SealedValue(Msisdn, KEYS), SealedRequest(KEYS)):
        with pytest.raises(InvalidRequestError) as caught:
            look(Table("lines", MetaData(), Column("number", kind)).c.number)
        assert leaks(str(caught.value)) == []


def test_whether_somebody_is_there_can_be_asked() -> None:
    number: Column[Any] = Column("number", SealedValue(Msisdn, KEYS))
    table = Table("lines", MetaData(), Column("id", Integer, primary_key=True), number)
    engine = create_engine("sqlite://", hide_parameters=True)
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(insert(table), [{"number": NUMBER}, {"number": None}])
        assert connection.scalars(select(number).where(number.is_not(None))).all() == [NUMBER]
        assert connection.scalars(select(table.c.id).where(number.is_(None))).all() == [2]
        connection.execute(update(table).where(number.is_(None)).values(number=NUMBER))
        aliased = table.alias()
        assert connection.scalars(select(aliased.c.number)).all() == [NUMBER, NUMBER]
        with pytest.raises(InvalidRequestError):
            select(aliased).where(aliased.c.number == NUMBER)
    engine.dispose()


@given(st.datetimes(timezones=st.timezones()))
def test_a_moment_is_the_same_moment_again(moment: Any) -> None:
    try:
        stored = Moment().process_bind_param(moment, None)
    except OverflowError:
        return
    assert stored is not None
    # Compared as instants: an hour that the clocks leave out equals no other by Python's rules.
    assert Moment().process_result_value(stored.replace(tzinfo=None), None) == stored
    assert Moment().process_result_value(stored, None) is not None and stored.timestamp() == moment.timestamp()


def test_no_moment_stays_none() -> None:
    assert Moment().process_bind_param(None, None) is Moment().process_result_value(None, None) is None
    assert MONDAY.tzinfo is not None
