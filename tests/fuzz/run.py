"""Coverage-guided fuzzing of one target: every value reader, the zone, the forms and payloads, or the records.

It needs atheris, which is not a dependency of the project. From the root of a checkout:

    .venv/bin/pip install atheris && .venv/bin/python tests/fuzz/run.py zones -max_total_time=600
"""

import sys
from pathlib import Path

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

sys.path.insert(0, str(Path(__file__).parent.parent))
with atheris.instrument_imports(include=["simreplace"]):
    from fuzz.targets import TARGETS, Choice


def main() -> None:
    """Fuzz the named target until told to stop; the rest of what is said is for the fuzzer."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"which of {', '.join(TARGETS)}?")
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, lambda data: target(Choice(data)))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
