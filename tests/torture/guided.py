"""Fuzzing that prefers what reaches new code: `python -m tests.torture.guided -max_total_time=60`, where atheris is.

Arguments are those of libFuzzer; a note that breaks a promise is written to a file beside, which as the only
argument is read again.
"""

import sys
import tempfile
from importlib import import_module
from pathlib import Path

atheris = import_module("atheris")  # not among our dependencies: there are machines it cannot be built for

with atheris.instrument_imports(include=["viva.notes"]):
    from tests.notes.promises import read
    from tests.torture.odd_notes import ENDINGS, seeds


def read_any(data: bytes) -> None:
    """Read bytes whose first one chooses the format."""
    read(f"note{ENDINGS[data[0] % len(ENDINGS)]}" if data else "note", data[1:])


def main() -> None:
    """Fuzz from our own notes on."""
    with tempfile.TemporaryDirectory(prefix="viva-fuzz-") as folder:
        for number, (ending, data) in enumerate(seeds()):
            Path(folder, str(number)).write_bytes(bytes([ENDINGS.index(ending)]) + data)
        corpus = [] if any(Path(argument).is_file() for argument in sys.argv[1:]) else [folder]
        atheris.Setup([*sys.argv, "-timeout=60", *corpus], read_any)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
