"""Requests in a table of SQLAlchemy: saved only over what was read, and one open request for each number."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, MetaData, String, Table, Text, TypeDecorator, create_engine, select, update
from sqlalchemy.exc import IntegrityError, InvalidRequestError
from sqlalchemy.sql import operators

from recipes.sealed import Keys, seal_request, seal_value, unseal_request, unseal_value
from simreplace import (
    Issue,
    IssueCode,
    Msisdn,
    ReplacementForm,
    ReplacementRequest,
    State,
    events,
    progress,
    to_mapping,
)
from simreplace.errors import InvalidRecordError, StaleRequestError


class NoSuchRequestError(Exception):
    """There is no such request, or none that one may see."""


def sent_of(request: ReplacementRequest) -> events.Submit | None:
    """How it was sent: what is told again is compared with that, whatever has become of the request since."""
    return next((step.event for step in request.history if isinstance(step.event, events.Submit)), None)


class OnlyWhetherThere(TypeDecorator.Comparator[Any]):
    """None but whether it is there: what is sealed is never twice the same, and would silently not be found."""

    __slots__ = ()

    def operate(self, op: Any, *other: Any, **options: Any) -> Any:
        if op not in {operators.is_, operators.is_not} or other != (None,):
            raise InvalidRequestError(
                "A sealed column knows is_(None) and is_not(None): to find it, keep a digest beside."
            )
        return super().operate(op, *other, **options)

    def reverse_operate(self, op: Any, other: Any, **options: Any) -> Any:  # noqa: ARG002 - SQLAlchemy's
        return self.operate(op)


class SealedRequest(TypeDecorator[ReplacementRequest]):
    """A request in a column of text."""

    impl, cache_ok = Text, True
    comparator_factory = OnlyWhetherThere

    def __init__(self, keys: Keys) -> None:
        super().__init__()
        self.keys = keys

    def process_bind_param(self, value: ReplacementRequest | None, dialect: object) -> str | None:  # noqa: ARG002 - SQLAlchemy's
        return None if value is None else seal_request(value, self.keys)

    def process_result_value(self, value: str | None, dialect: object) -> ReplacementRequest | None:  # noqa: ARG002 - SQLAlchemy's
        return None if value is None else unseal_request(value, self.keys)


class SealedValue(TypeDecorator[Any]):
    """A value, such as an Msisdn or a Nik, in a column of text of your own tables."""

    impl, cache_ok = Text, True
    comparator_factory = OnlyWhetherThere

    def __init__(self, kind: type, keys: Keys) -> None:
        super().__init__()
        self.kind, self.keys = kind, keys

    def process_bind_param(self, value: Any, dialect: object) -> str | None:  # noqa: ARG002 - SQLAlchemy's
        return None if value is None else seal_value(value, self.keys)

    def process_result_value(self, value: str | None, dialect: object) -> Any:  # noqa: ARG002 - SQLAlchemy's
        return None if value is None else unseal_value(self.kind, value, self.keys)


class Moment(TypeDecorator[datetime]):
    """A moment, also in a database that knows no zones."""

    impl, cache_ok = DateTime(timezone=True), True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC)


class Store:
    """The requests of a host.

    Args:
        url: The database, as SQLAlchemy names it.
        keys: What seals the records.
        secret: The key of the digests of numbers: without it the few possible numbers could all be tried.
        options: More for `create_engine`.
    """

    def __init__(self, url: str, keys: Keys, secret: bytes, **options: Any) -> None:
        # A message of the database would repeat what was to be stored.
        self.engine = create_engine(url, hide_parameters=True, **options)
        self.secret = secret
        self.table = Table(
            "requests",
            MetaData(),
            Column("id", String(128), primary_key=True),
            Column("customer", String(128), nullable=False),
            Column("revision", String(64), nullable=False),
            Column("open_number", String(64), unique=True),  # empty but while a request is open
            Column("deadline", Moment, index=True),
            Column("record", SealedRequest(keys), nullable=False),
            Column("began_with", String(64), nullable=False),  # a keyed digest of the form that was told first
        )
        self.table.metadata.create_all(self.engine)

    def add(self, draft: ReplacementRequest, customer: str) -> bool:
        """Store a draft; not where its identifier is there already."""
        begun = {"customer": customer, "began_with": self._said(draft.form)}
        try:
            with self.engine.begin() as connection:
                connection.execute(self.table.insert().values(id=draft.id, **begun, **self._columns(draft)))
        except IntegrityError:
            return False
        return True

    def load(self, request_id: str) -> tuple[ReplacementRequest, str]:
        """A request and whose it is; NoSuchRequestError where there is none, InvalidRecordError where it is broken."""
        if not request_id.isascii() or "\0" in request_id:
            raise NoSuchRequestError  # no name of ours: a database may stumble over it
        with self.engine.connect() as connection:
            row = connection.execute(select(self.table).where(self.table.c.id == request_id)).one_or_none()
        if row is None:
            raise NoSuchRequestError
        # The record opens, but is it that of this row, and the last one?
        if (row.record.id, row.record.revision) != (request_id, row.revision):
            raise InvalidRecordError((Issue(IssueCode.HISTORY_ALTERED),))
        return row.record, row.customer

    def began_with(self, request_id: str, form: ReplacementForm) -> bool:
        """Whether a request began with this form, whatever was told of it since."""
        with self.engine.connect() as connection:
            kept = connection.scalar(select(self.table.c.began_with).where(self.table.c.id == request_id))
        return kept == self._said(form)

    def save(self, before: str, after: ReplacementRequest) -> None:
        """Save over the revision that it grew from, or not at all: StaleRequestError."""
        if after.revision == before:
            return  # told twice
        same = (self.table.c.id == after.id) & (self.table.c.revision == before)
        try:
            with self.engine.begin() as connection:
                saved = connection.execute(update(self.table).where(same).values(**self._columns(after))).rowcount
        except IntegrityError:  # another request for this number was sent at the same moment
            saved = 0
        if not saved:
            raise StaleRequestError(before, "")

    def seal_anew(self) -> int:
        """Seal every record under the current key; afterwards the old one can be destroyed, once the backups are."""
        done = 0
        for name in self.names():
            try:
                request, _ = self.load(name)
            except NoSuchRequestError:
                continue  # somebody deleted it meanwhile
            same = (self.table.c.id == name) & (self.table.c.revision == request.revision)
            with self.engine.begin() as connection:
                # Who moves it meanwhile seals it under the current key as well.
                done += connection.execute(update(self.table).where(same).values(record=request)).rowcount
        return done

    def names(self) -> list[str]:
        """The identifiers of all requests."""
        with self.engine.connect() as connection:
            return list(connection.scalars(select(self.table.c.id)))

    def other_open(self, request: ReplacementRequest) -> bool:
        """Whether another request for this number is open."""
        column = self.table.c
        query = select(column.id).where(column.open_number == self.digest(request.msisdn), column.id != request.id)
        with self.engine.connect() as connection:
            return connection.execute(query).first() is not None

    def due(self, now: datetime) -> list[str]:
        """The identifiers of the requests of which something has run out."""
        query = select(self.table.c.id).where(self.table.c.deadline <= now).order_by(self.table.c.deadline)
        with self.engine.connect() as connection:
            return list(connection.scalars(query))

    def digest(self, number: Msisdn) -> str:
        """What stands for a number where it must be found."""
        return hmac.new(self.secret, number.reveal().encode(), hashlib.sha256).hexdigest()

    def _said(self, form: ReplacementForm) -> str:
        return hmac.new(self.secret, json.dumps(to_mapping(form), sort_keys=True).encode(), hashlib.sha256).hexdigest()

    def _columns(self, request: ReplacementRequest) -> dict[str, Any]:
        # A draft binds nothing: otherwise anybody could keep an owner from sending theirs.
        is_open = not (request.state is State.DRAFT or request.state.is_final)
        return {
            "revision": request.revision,
            "open_number": self.digest(request.msisdn) if is_open else None,
            "deadline": progress(request, now=request.updated_at).deadline,
            "record": request,
        }
