"""The proofs of rules about facts hold."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from viva.checks.explaining import proof_of
from viva.checks.model import Family
from viva.checks.rulebook import rules_of

pytestmark = pytest.mark.slow

SECONDS = 120
LARGEST_FILE = 64 * 1024**2


def limits() -> None:
    """What a proof may use: it is ours, and may still go wrong."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@pytest.mark.parametrize("code", list(rules_of(Family.FACT)))
def test_a_proof_holds(code: str, tmp_path: Path) -> None:
    program = tmp_path / f"{code.lower()}.py"
    program.write_text(proof_of(code), encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-I", "-W", "error", program],
        cwd=tmp_path,
        env={"LANG": "C.UTF-8", "TMPDIR": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        preexec_fn=limits,
    )

    assert done.returncode == 0, done.stderr
