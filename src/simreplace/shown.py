"""How a value is shown that is not whole: a debugger, a crash report or a failing test prints it in the making."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

K = TypeVar("K", bound=type)

_WAYS = ("__repr__", "__str__")


def printable(kind: K) -> K:
    """For a class: one of its values can be printed before all its fields are there, and then says only what it is."""
    for name in _WAYS:
        if name in vars(kind):
            type.__setattr__(kind, name, _whole_or_hidden(getattr(kind, name)))
    return kind


def _whole_or_hidden(whole: Callable[[object], str]) -> Callable[[object], str]:
    @wraps(whole)
    def shown(value: object) -> str:
        try:
            return whole(value)
        except AttributeError:
            return f"{type(value).__name__}(***)"

    return shown
