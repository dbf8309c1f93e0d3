"""Any note at all is read: nothing raises, no line is lost, no draft takes lines of another."""

import importlib.util
import os
import random
import signal
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.notes.promises import read
from tests.required import CHECKOUT
from tests.torture.odd_notes import ENDINGS, ODD, odd_note

SAMPLE = 6_000
"""Notes, always the same ones: with the odd lines below, a minute of one processor in `make test`."""
PARTS = 8
HOUR = 3600
"""Seconds; `VIVA_TORTURE_SECONDS` makes it longer or shorter."""

LONGEST = 60
"""Seconds that no note of this size may take, on however busy a machine."""

texts = st.lists(st.sampled_from(ODD) | st.text(max_size=30), max_size=40).map("\n".join)


def keeps_promises(seed: int) -> None:
    """Read one odd note twice, in no endless time; the seed makes the same note again."""
    source, data = odd_note(random.Random(seed))
    before = signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(LONGEST)
    try:
        assert read(source, data) == read(source, data), "the same bytes are read in two ways"
    except Exception as problem:
        problem.add_note(f"seed {seed}")
        raise
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _give_up(_signal: int, _frame: object) -> None:
    raise TimeoutError(f"not read within {LONGEST} seconds")


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_a_sample_of_odd_notes_is_read(part: int) -> None:
    for seed in range(part, SAMPLE, PARTS):
        keeps_promises(seed)


@pytest.mark.slow
@settings(max_examples=500)
@given(text=texts, ending=st.sampled_from(ENDINGS))
def test_odd_lines_are_read(text: str, ending: str) -> None:
    read(f"note{ending}", text.encode("utf-8", "surrogatepass"))


@pytest.mark.torture
def test_an_hour_of_odd_notes_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    seconds = int(os.environ.get("VIVA_TORTURE_SECONDS", HOUR))
    if importlib.util.find_spec("atheris"):
        command = [sys.executable, "-m", "tests.torture.guided", f"-max_total_time={seconds}"]
        assert subprocess.run(command, cwd=CHECKOUT, check=False).returncode == 0
        return
    end = time.monotonic() + seconds
    first = seed = random.SystemRandom().randrange(1 << 40)
    while time.monotonic() < end:
        keeps_promises(seed)
        seed += 1
    with capsys.disabled():
        print(f"{seed - first} odd notes read, seeds {first} to {seed - 1}")  # noqa: T201 - nobody sees it otherwise
