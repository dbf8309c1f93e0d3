"""How long `viva --version` takes, beside bare Python and the same in argparse.

The peers are what any Python program pays before it does anything, and what
the standard library's parser adds to that; runs take turns, so that a busy
moment of the machine meets all of them.
"""

import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

RUNS = 30
LIMIT = 150

ARGPARSE = """
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--version", action="version", version="0")
parser.parse_args(["--version"])
"""


def main() -> int:
    """Print the figures in milliseconds; 1 when the limit is missed."""
    viva = shutil.which("viva", path=str(Path(sys.executable).parent))
    if viva is None:
        print("viva is not installed beside this Python: run `make setup`")
        return 1
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "argparse --version": [sys.executable, "-c", ARGPARSE],
        "viva --version": [viva, "--version"],
        "viva --help": [viva, "--help"],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _run in range(RUNS):
        for name, command in commands.items():
            taken[name].append(milliseconds(command))
    print(f"starting, wall time of {RUNS} runs each")
    for name, times in taken.items():
        limit = f"   limit {LIMIT}" if name == "viva --version" else ""
        print(f"  {name:<20} median {statistics.median(times):6.1f} ms   fastest {min(times):6.1f} ms{limit}")
    return int(statistics.median(taken["viva --version"]) > LIMIT)


def milliseconds(command: list[str]) -> float:
    """How long a command takes."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    sys.exit(main())
