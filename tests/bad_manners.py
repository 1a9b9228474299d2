"""Objects that lie or throw when they are asked anything: whoever reads input must not be led astray by them."""

from typing import Any, NoReturn


class Thrower:
    """An object that raises whatever it is asked, even of which class it is."""

    def __getattribute__(self, name: str) -> NoReturn:
        raise RuntimeError("asked")

    def _throw(self, *_: object) -> NoReturn:
        raise RuntimeError("asked")

    # The language looks these up on the class, and so past the one above.
    __str__ = __repr__ = __len__ = __iter__ = __bool__ = __eq__ = __hash__ = _throw


class ThrowingText(str):
    """A text that raises wherever a subclass can."""

    __slots__ = ()

    def _throw(self, *_: object) -> Any:
        raise RuntimeError("asked")

    __str__ = __repr__ = __format__ = __len__ = __iter__ = __getitem__ = __contains__ = __eq__ = __hash__ = _throw
    strip = translate = isascii = isdigit = lower = upper = replace = startswith = _throw
    encode = split = _throw  # type: ignore[assignment]


class ThrowingList(list[Any]):
    """A list that raises when it is read or measured."""

    def __iter__(self) -> NoReturn:
        raise RuntimeError("asked")

    def __len__(self) -> NoReturn:
        raise RuntimeError("asked")


class LyingText(str):
    """A text that says of itself what is not so: it is short, plain, equal to anything, and another one."""

    lie = "lie"

    def __len__(self) -> int:
        return 1

    def __str__(self) -> str:
        return self.lie

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0

    def __contains__(self, key: object) -> bool:
        return True

    def strip(self, *_: object) -> str:
        return self.lie

    def isascii(self) -> bool:
        return True

    def isdigit(self) -> bool:
        return True


def lying(text: str, lie: str) -> LyingText:
    """A text that says that it is the other one, which may itself be good."""
    made = LyingText(text)
    made.lie = lie
    return made
