"""When a request's time is over: delete what concerns a person and the salt, keep the seals and the states.

How long a record is kept is the host's to say, with its lawyers: no period is built in.
"""

import json
import logging
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, String, Table, Text, select

from recipes.logs import place_of
from recipes.sealed import apart
from recipes.store import Moment, NoSuchRequestError, Store
from simreplace import ReplacementRequest, to_mapping
from simreplace.errors import InvalidRecordError

log: Final = logging.getLogger("retention")


def remains_table(store: Store) -> Table:
    """A table for what remains."""
    table = Table(
        "remains",
        store.table.metadata,
        Column("last_seal", String(64), primary_key=True),
        Column("ended_at", Moment, nullable=False),
        Column("record", Text, nullable=False),
        extend_existing=True,
    )
    table.create(store.engine, checkfirst=True)
    return table


def remains_of(request: ReplacementRequest) -> dict[str, Any]:
    """A record without anybody in it, and without the salt: which step led where and when, in which role, and the seals."""
    return apart(to_mapping(request))[0]


def forget(store: Store, *, ended_before: datetime) -> int:
    """Put what remains in the place of the requests that ended before a moment, which the host chooses.

    What is still open is left alone, however old it is.
    """
    remains, forgotten = remains_table(store), 0
    for request_id in store.names():
        try:
            request, _ = store.load(request_id)
        except NoSuchRequestError:
            continue  # somebody deleted it meanwhile
        except InvalidRecordError as error:
            log.error("%s", place_of(error))  # one that is broken keeps nobody else from being forgotten
            continue
        if not request.state.is_final or request.updated_at >= ended_before:
            continue
        same = (store.table.c.id == request_id) & (store.table.c.revision == request.revision)
        row = {"last_seal": request.revision, "ended_at": request.updated_at, "record": json.dumps(remains_of(request))}
        with store.engine.begin() as connection:
            if connection.execute(store.table.delete().where(same)).rowcount:
                connection.execute(remains.insert().values(**row))
                forgotten += 1
    return forgotten


def kept(store: Store) -> list[dict[str, Any]]:
    """What remains of the requests that were forgotten."""
    remains = remains_table(store)
    with store.engine.connect() as connection:
        return [json.loads(text) for text in connection.scalars(select(remains.c.record))]
