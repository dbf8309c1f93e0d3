"""Exports a bank and is killed at the nth time it touches a file: `python exporter.py FOLDER ANSWER COUNT N`."""

import os
import signal
import sys
from pathlib import Path

from tests.exchange.small_banks import a_bank, a_question
from viva.exchange.writing import plan_export

TOUCHES = frozenset(["open", "os.rename", "os.mkdir", "os.remove", "os.rmdir"])

folder, answer, count, last = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
planned = plan_export(folder, a_bank(*(a_question(answer=answer, key=f"{n:010}") for n in range(count))))
touched = 0


def watch(event: str, _arguments: object) -> None:
    global touched  # noqa: PLW0603 - a hook can neither be given anything nor be removed
    if event in TOUCHES:
        touched += 1
        if touched == last:
            os.kill(os.getpid(), signal.SIGKILL)


sys.addaudithook(watch)
planned.write()
