"""Where requests lie: encrypted, one open request per number, and saved only over the revision that was read."""

import hmac
import json
import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import attrs
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Engine,
    Index,
    LargeBinary,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError

from desk.settings import Settings
from simreplace import (
    Actor,
    Issue,
    IssueCode,
    Msisdn,
    ReplacementForm,
    ReplacementRequest,
    Role,
    State,
    from_mapping,
    progress,
    to_mapping,
)
from simreplace.errors import InvalidRecordError

NONCE_BYTES: Final = 12
CONNECTIONS: Final = 40  # as many as there are threads that answer
PAGE: Final = 50  # as many requests as are listed at once
_ENDED: Final = tuple(state.value for state in State if state.is_final)
# Whatever bytes that are not ours make of reading them.
_BROKEN: Final = (ValueError, LookupError, TypeError, AttributeError, RecursionError, InvalidTag)

metadata: Final = MetaData()

requests: Final = Table(
    "requests",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("revision", String(64), nullable=False),
    Column("state", String(40), nullable=False),
    Column("is_open", Boolean, nullable=False),  # sent and not ended: a draft keeps nobody from anything
    Column("number", String(64), nullable=False),  # a keyed digest, which says nothing without the key
    Column("customer", String(128), nullable=False),
    Column("opened_with", String(64), nullable=False),  # a keyed digest of the form that was told first
    Column("due_at", BigInteger),  # seconds since 1970: when the nightly job has to look at it
    Column("record", LargeBinary, nullable=False),
    Index(
        "one_open_request_per_number",
        "number",
        unique=True,
        postgresql_where=text("is_open"),
        sqlite_where=text("is_open"),
    ),
    Index("what_is_due", "due_at", "id"),
    Index("of_a_customer", "customer", "id"),
)
visits: Final = Table(
    "visits",
    metadata,
    Column("ticket", String(16), primary_key=True),
    Column("request", String(40), nullable=False),
    Column("role", String(40), nullable=False),
    Column("visitor", String(128), nullable=False),
    Index("visits_of_a_request", "request", "visitor"),
)
people: Final = Table(
    "people",
    metadata,
    Column("name", String(128), primary_key=True),
    Column("role", String(40), nullable=False),
    Column("password", LargeBinary, nullable=False),
    Column("number", String(64)),  # of a registered owner: the digest of their number
)


@attrs.frozen
class Person:
    """Whoever has signed in, or runs a machine of the operator's."""

    name: str
    role: Role
    number: str | None = attrs.field(default=None, repr=False)

    @property
    def actor(self) -> Actor:
        """As the library calls them."""
        return Actor(self.role, self.name)


@attrs.frozen
class Entry:
    """A request as it is stored, without what it says."""

    id: str
    state: State
    number: str = attrs.field(repr=False)
    customer: str


@attrs.frozen(repr=False)
class Store:
    """The database, and what its owner alone can read of it."""

    engine: Engine
    number_key: bytes
    cipher: AESGCM

    def digest_of(self, number: Msisdn) -> str:
        """What stands for a number in the database."""
        return hmac.new(self.number_key, number.reveal().encode(), "sha256").hexdigest()

    def digest_of_form(self, form: ReplacementForm) -> str:
        """What stands for a form, to know whether the same one is told again."""
        said = json.dumps(to_mapping(form), sort_keys=True)
        return hmac.new(self.number_key, said.encode(), "sha256").hexdigest()

    # ---- Requests

    def add(self, request: ReplacementRequest, *, customer: str) -> bool:
        """A new draft; False where there is one of this id."""
        opened = {"customer": customer, "opened_with": self.digest_of_form(request.form)}
        try:
            with self.engine.begin() as connection:
                connection.execute(insert(requests).values(id=request.id, **opened, **self._columns(request)))
        except IntegrityError:
            return False
        return True

    def was_opened_with(self, id: str, form: ReplacementForm, *, customer: str) -> bool:
        """Whether a request began with this form and for this customer, whatever was told of it since."""
        wanted = select(requests.c.opened_with, requests.c.customer).where(requests.c.id == id)
        with self.engine.connect() as connection:
            kept = connection.execute(wanted).one()
        return kept.customer == customer and hmac.compare_digest(kept.opened_with, self.digest_of_form(form))

    def find(self, id: str) -> Entry | None:
        """The entry of a request: enough to know who may look at it."""
        wanted = select(requests.c.id, requests.c.state, requests.c.number, requests.c.customer)
        with self.engine.connect() as connection:
            row = connection.execute(wanted.where(requests.c.id == id)).one_or_none()
        return None if row is None else _entry(row)

    def load(self, id: str) -> ReplacementRequest:
        """The request itself. A record that is broken raises `InvalidRecordError`, whatever broke it."""
        wanted = select(requests.c.record, requests.c.revision).where(requests.c.id == id)
        issues: tuple[Issue, ...] = (Issue(IssueCode.HISTORY_ALTERED),)
        try:
            with self.engine.connect() as connection:
                row = connection.execute(wanted).one()
            request = from_mapping(ReplacementRequest, self._opened(id, row.record))
        except InvalidRecordError as error:
            issues = error.issues
        except _BROKEN:
            pass
        else:
            if request.revision == row.revision:
                return request
            # The last seal is kept beside the record: a history that was cut off shows as well.
            issues = (Issue(IssueCode.HISTORY_ALTERED, "/history"),)
        # Raised anew: the frames in which the record was read hold it in plain, and a reporter may print what they hold.
        raise InvalidRecordError(issues)

    def swap(self, before: str, request: ReplacementRequest) -> bool:
        """Save over the revision that was read; False where somebody was faster, here or on the same number."""
        changed = update(requests).where(requests.c.id == request.id, requests.c.revision == before)
        try:
            with self.engine.begin() as connection:
                return connection.execute(changed.values(**self._columns(request))).rowcount == 1
        except IntegrityError:
            return False

    def other_is_open(self, request: ReplacementRequest) -> bool:
        """Whether another request for the same number is under way."""
        other = select(requests.c.id).where(
            requests.c.number == self.digest_of(request.msisdn), requests.c.is_open, requests.c.id != request.id
        )
        with self.engine.connect() as connection:
            return connection.execute(other.limit(1)).first() is not None

    def entries(self, *, after: str = "", limit: int = PAGE, ended: bool | None = None, **fields: str) -> list[Entry]:
        """The requests by their ids, a page at a time; `customer=` or `number=` asks for theirs alone."""
        wanted = select(requests.c.id, requests.c.state, requests.c.number, requests.c.customer)
        wanted = wanted.where(requests.c.id > after, *(requests.c[name] == it for name, it in fields.items()))
        if ended is not None:
            wanted = wanted.where(requests.c.state.in_(_ENDED) if ended else requests.c.state.not_in(_ENDED))
        with self.engine.connect() as connection:
            return [_entry(row) for row in connection.execute(wanted.order_by(requests.c.id).limit(limit))]

    def due(self, now: datetime, *, page: int = 100) -> Iterator[str]:
        """The ids of what has run out, each once, however many there are."""
        at, last = -1, ""
        while True:
            here = (requests.c.due_at > at) | ((requests.c.due_at == at) & (requests.c.id > last))
            wanted = select(requests.c.due_at, requests.c.id).where(requests.c.due_at <= now.timestamp(), here)
            with self.engine.connect() as connection:
                rows = connection.execute(wanted.order_by(requests.c.due_at, requests.c.id).limit(page)).all()
            if not rows:
                return
            yield from (row.id for row in rows)
            at, last = rows[-1].due_at, rows[-1].id

    def _columns(self, request: ReplacementRequest) -> dict[str, Any]:
        until = progress(request, now=request.updated_at).deadline
        return {
            "revision": request.revision,
            "state": request.state.value,
            "is_open": request.state is not State.DRAFT and not request.state.is_final,
            "number": self.digest_of(request.msisdn),
            "due_at": None if until is None else int(until.timestamp()),
            "record": self._closed(request),
        }

    def _closed(self, request: ReplacementRequest) -> bytes:
        # All of it and not a field here and there: nothing in it is searched for, and a driver that fails may quote
        # what it was given. The id is authenticated with it, so that no row can stand in for another.
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self.cipher.encrypt(nonce, json.dumps(to_mapping(request)).encode(), request.id.encode())

    def _opened(self, id: str, record: bytes) -> dict[str, Any]:
        opened: dict[str, Any] = json.loads(
            self.cipher.decrypt(record[:NONCE_BYTES], record[NONCE_BYTES:], id.encode())
        )
        return opened

    # ---- Visits to the counter

    def check_in(self, id: str, person: Person) -> str:
        """A ticket for whoever has come to the outlet; the clerk asks for it and sees who it is."""
        ticket = secrets.token_hex(4)
        with self.engine.begin() as connection:
            connection.execute(
                insert(visits).values(ticket=ticket, request=id, role=person.role.value, visitor=person.name)
            )
        return ticket

    def visitor(self, id: str, ticket: str) -> Actor | None:
        """Whose ticket it is, if it is one for this request."""
        wanted = select(visits.c.role, visits.c.visitor).where(visits.c.ticket == ticket, visits.c.request == id)
        with self.engine.connect() as connection:
            row = connection.execute(wanted).one_or_none()
        return None if row is None else Actor(row.role, row.visitor)

    def has_visited(self, id: str, person: Person) -> bool:
        """Whether they have checked in for this request."""
        wanted = select(visits.c.ticket).where(visits.c.request == id, visits.c.visitor == person.name)
        with self.engine.connect() as connection:
            return connection.execute(wanted.limit(1)).first() is not None

    # ---- People

    def person(self, name: str) -> tuple[Person, bytes] | None:
        """Somebody who can sign in, with the digest of their password."""
        with self.engine.connect() as connection:
            row = connection.execute(select(people).where(people.c.name == name)).one_or_none()
        return None if row is None else (Person(row.name, Role(row.role), row.number), row.password)

    def add_person(self, person: Person, password: bytes) -> None:
        """Somebody new; whoever is there already stays as they are."""
        try:
            with self.engine.begin() as connection:
                connection.execute(
                    insert(people).values(
                        name=person.name, role=person.role.value, password=password, number=person.number
                    )
                )
        except IntegrityError:
            return


def _entry(row: Any) -> Entry:
    return Entry(row.id, State(row.state), row.number, row.customer)


def open_store(settings: Settings) -> Store:
    """The store at the address of the settings."""
    return Store(open_engine(settings.database), settings.key_for("numbers"), AESGCM(settings.key_for("records")))


def open_engine(database: str) -> Engine:
    """A pool of connections that says no parameter in any error."""
    if not database.startswith("sqlite"):
        return create_engine(database, hide_parameters=True, pool_size=CONNECTIONS, max_overflow=0, pool_pre_ping=True)
    engine = create_engine(
        database, hide_parameters=True, pool_size=CONNECTIONS, max_overflow=0, connect_args={"timeout": 60}
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: object) -> None:
        # Readers and the one writer do not wait for each other.
        connection.execute("PRAGMA journal_mode = WAL")

    return engine
