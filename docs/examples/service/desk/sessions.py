"""Who is asking: a signed cookie names them, and their role is looked up anew each time."""

import hashlib
import hmac
import os
import re
from typing import Annotated, Final

from fastapi import Depends, HTTPException, Request, Response
from fastapi.security import APIKeyCookie
from itsdangerous import BadData, URLSafeTimedSerializer

from desk.settings import Settings
from desk.store import Person, Store
from simreplace import Msisdn, Role

COOKIE: Final = "desk"
NAME: Final = re.compile(r"[a-z]{1,20}")  # letters alone: a number that somebody types there is nobody's name
HOURS: Final = 8
SALT_BYTES: Final = 16
MADE_UP_PASSWORD: Final = "made up"  # noqa: S105 - of the demonstration, in which nobody is real
MADE_UP_PEOPLE: Final = (
    ("siti", Role.APPLICANT),
    ("dewi", Role.APPLICANT),
    ("budi", Role.PROXY),
    ("owner", Role.REGISTERED_OWNER),
    ("intake", Role.INTAKE_CLERK),
    ("reviewer", Role.REVIEWER),
    ("counter", Role.COUNTER_CLERK),
    ("analyst", Role.FRAUD_ANALYST),
    ("supervisor", Role.SUPERVISOR),
    # Machines sign in like everybody else; these two names are those that the policies know.
    ("system", Role.SYSTEM),
    ("network", Role.NETWORK),
)
OWNED_NUMBER: Final = "0812 3456 7890"  # made up: the number of the registered owner


def seed(store: Store) -> None:
    """The made-up people of the demonstration."""
    digest = digest_of_password(MADE_UP_PASSWORD)
    for name, role in MADE_UP_PEOPLE:
        number = store.digest_of(Msisdn.parse(OWNED_NUMBER)) if role is Role.REGISTERED_OWNER else None
        store.add_person(Person(name, role, number), digest)


def digest_of_password(password: str, salt: bytes | None = None) -> bytes:
    """What is stored of a password."""
    used = os.urandom(SALT_BYTES) if salt is None else salt
    return used + hashlib.scrypt(password.encode(errors="replace"), salt=used, n=2**14, r=8, p=1)


_NOBODY: Final = digest_of_password("")


def sign_in(store: Store, settings: Settings, response: Response, name: object, password: object) -> bool:
    """Begin a session; whether name and password belong together."""
    known = store.person(name) if isinstance(name, str) and NAME.fullmatch(name) else None
    person, digest = known or (None, _NOBODY)
    # The same work for a name that nobody has: an answer that comes sooner would tell.
    typed = digest_of_password(password if isinstance(password, str) else "", digest[:SALT_BYTES])
    if person is None or not hmac.compare_digest(typed, digest):
        return False
    response.set_cookie(
        COOKIE,
        _signer(settings).dumps(person.name),
        max_age=HOURS * 3600,
        httponly=True,
        secure=settings.secure_cookies,
        samesite="strict",
    )
    return True


def signed_in(request: Request) -> Person | None:
    """Whose session it is; None where there is none, it is over, or it was made by somebody else."""
    settings: Settings = request.app.state.settings
    store: Store = request.app.state.store
    try:
        name = _signer(settings).loads(request.cookies.get(COOKIE, ""), max_age=HOURS * 3600)
    except BadData:
        return None
    known = store.person(name)
    return None if known is None else known[0]


_IN_THE_DOCUMENT: Final = APIKeyCookie(name=COOKIE, auto_error=False)


def who(request: Request, _: Annotated[str | None, Depends(_IN_THE_DOCUMENT)]) -> Person:
    """Whoever is asking, for what only those may do who have signed in."""
    refuse_other_sites(request)
    person = signed_in(request)
    if person is None:
        raise HTTPException(401)
    return person


def refuse_other_sites(request: Request) -> None:
    """A browser says from where a form was sent; the cookie is not sent along with it either."""
    origin = request.headers.get("origin")
    if origin is not None and origin.partition("://")[2] != request.headers.get("host"):
        raise HTTPException(403)


def _signer(settings: Settings) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings.key_for("sessions"), salt="session")
