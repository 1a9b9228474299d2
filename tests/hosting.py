"""A made-up host for the recipes: keys, a store, people who are logged in, and what they send."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import StaticPool

from builders import MONDAY, form
from journey import ACTORS, SALT
from recipes.sealed import Keys
from recipes.store import Store
from simreplace import Actor, ReplacementRequest, Role, open_request

# Made up, and in a real host taken from where secrets are kept.
OLD_KEY: Final = bytes(range(32))
NEW_KEY: Final = bytes(range(32, 64))
KEYS: Final = Keys("new", {"old": OLD_KEY, "new": NEW_KEY})
SECRET: Final = b"made up"

ANOTHER: Final = Actor(Role.APPLICANT, "customer-9")
PEOPLE: Final = {f"Bearer {actor.role}": actor for actor in ACTORS.values()} | {"Bearer another": ANOTHER}

# Nobody's: the last four digits of a NIK begin at 0001, and the numbers are the ones of every example.
SOUND: Final[dict[str, Any]] = {
    "msisdn": "0812 3456 7890",
    "reason": "lost",
    "outlet": "Outlet Jakarta Selatan",
    "applicant": {
        "full_name": "Siti Aminah",
        "born_on": "1995-08-15",
        "sex": "female",
        "nationality": "IDN",
        "contact": {"phone": "0813 9876 5432", "email": "siti@example.com"},
        "documents": [{"kind": "ktp", "number": "3174075508950001", "holder_name": "SITI AMINAH"}],
    },
    "remarks": "rahasia sekali",
}


class Clock:
    """A clock that stands until somebody sets it."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def on(self, **later: Any) -> None:
        """Later."""
        self.now += timedelta(**later)


OPENED: Final[list[Store]] = []
"""Every store that was opened, so that each can be closed."""


def _opened(store: Store) -> Store:
    OPENED.append(store)
    return store


def store_in_memory() -> Store:
    """A store that is gone when it is closed."""
    return _opened(Store("sqlite://", KEYS, SECRET, poolclass=StaticPool, connect_args={"check_same_thread": False}))


def store_in(folder: Path, keys: Keys = KEYS) -> Store:
    """A store in a file."""
    return _opened(Store(f"sqlite:///{folder / 'requests.db'}", keys, SECRET))


def draft_of(name: str, **changes: Any) -> ReplacementRequest:
    return open_request(form(**changes), id=name, now=MONDAY, salt=SALT)
