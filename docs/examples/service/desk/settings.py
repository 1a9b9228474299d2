"""What the service takes from its surroundings: the address of its database, its key, and the clock."""

import hmac
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import attrs

KEY_BYTES: Final = 32


@attrs.frozen(kw_only=True)
class Settings:
    """Everything that differs from one installation to the next."""

    database: str = attrs.field(repr=False)  # may hold a password
    key: bytes = attrs.field(repr=False)
    demo: bool = False
    secure_cookies: bool = True
    clock: Callable[[], datetime] = attrs.field(default=lambda: datetime.now(UTC), repr=False)

    def key_for(self, purpose: str) -> bytes:
        """One key for each purpose, so that none opens what another has closed."""
        return hmac.digest(self.key, purpose.encode(), "sha256")


class CannotStartError(Exception):
    """Something that must be set is not."""


def read_settings(environ: Mapping[str, str], home: Path) -> Settings:
    """The settings from an environment; with nothing set, a demonstration on SQLite in the folder `home`."""
    if "DESK_DATABASE" in environ:
        key = _key_in(environ.get("DESK_KEY", ""))
        demo = environ.get("DESK_DEMO") == "yes"
        return Settings(database=environ["DESK_DATABASE"], key=key, demo=demo, secure_cookies=not demo)
    home.mkdir(mode=0o700, exist_ok=True)
    return Settings(
        database=f"sqlite:///{home / 'desk.db'}", key=_kept_key(home / "key"), demo=True, secure_cookies=False
    )


def _key_in(text: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) < KEY_BYTES:
        raise CannotStartError(f"DESK_KEY must be set: {KEY_BYTES} random bytes or more, in hexadecimal")
    return key


def _kept_key(path: Path) -> bytes:
    """The key of the demonstration: without it nobody could read the records again after a restart."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(KEY_BYTES), encoding="ascii")
    return bytes.fromhex(path.read_text(encoding="ascii"))
