"""What the examples of a page print, written into the page anew: `python tests/examples.py PAGE` after a change to a word.

Read what has changed before it is kept: a page that is written anew agrees with the code, whatever the code says.
"""

import doctest
import io
import re
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, Final

_BLOCK: Final = re.compile(r"(?<=```pycon\n).*?(?=```)", re.DOTALL)


def anew(page: str) -> str:
    """The page with what its examples print now; they run in the order of the page, and share their names."""
    names: dict[str, Any] = {}
    return _BLOCK.sub(lambda block: _block(block[0], names), page)


def _block(block: str, names: dict[str, Any]) -> str:
    lines: list[str] = []
    for example in doctest.DocTestParser().get_examples(block):
        printed = io.StringIO()
        with redirect_stdout(printed):
            exec(compile(example.source, "<page>", "single"), names)  # noqa: S102 - this is what running an example is
        first, *more = example.source.rstrip("\n").split("\n")
        lines += [f">>> {first}", *(f"... {line}".rstrip() for line in more)]
        lines += [line or "<BLANKLINE>" for line in printed.getvalue().split("\n")[:-1]]
    return "".join(f"{line}\n" for line in [*lines, ""])


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(anew(path.read_text(encoding="utf-8")), encoding="utf-8")
