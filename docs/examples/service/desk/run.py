"""The commands: serve, and the nightly job."""

import logging
import os
import socket
import sys
from pathlib import Path
from typing import Final

import uvicorn
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from desk.app import create_app
from desk.jobs import nightly
from desk.sessions import MADE_UP_PASSWORD, MADE_UP_PEOPLE, seed
from desk.settings import CannotStartError, read_settings
from desk.store import open_store

HOME: Final = Path(__file__).parent.parent / "var"
BACKLOG: Final = 2048
MIGRATIONS: Final = Path(__file__).with_name("migrations")


def main(arguments: list[str]) -> int:
    """Do as told; what stands in the environment is said in the README."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    if arguments not in ([], ["serve"], ["nightly"]):
        print("say serve, or nightly, or nothing, which is serve", file=sys.stderr)
        return 2
    try:
        settings = read_settings(os.environ, HOME)
    except CannotStartError as error:
        print(error, file=sys.stderr)
        return 2
    store = open_store(settings)
    migrate(store.engine)
    if arguments == ["nightly"]:
        applied, broken = nightly(store, settings.clock())
        print(f"{applied} events were due; {broken} requests could not be moved")
        return 1 if broken else 0
    if settings.demo:
        seed(store)
        print("Sign in as " + ", ".join(name for name, _ in MADE_UP_PEOPLE) + f'; the password is "{MADE_UP_PASSWORD}"')
    # What a client sends is in no line of the log: the service writes its own, without path and query.
    server = uvicorn.Server(
        uvicorn.Config(create_app(settings, store), log_config=None, access_log=False, server_header=False)
    )
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((os.environ.get("DESK_HOST", "127.0.0.1"), int(os.environ.get("DESK_PORT", "8000"))))
        listening.listen(BACKLOG)  # from here on whoever comes is heard, if not yet answered
        print(f"http://{listening.getsockname()[0]}:{listening.getsockname()[1]}", flush=True)
        server.run(sockets=[listening])
    return 0


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest shape."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
