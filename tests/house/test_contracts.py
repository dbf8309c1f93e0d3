"""The layers hold."""

import subprocess
import sys
from pathlib import Path

from tests.required import CHECKOUT

CONTRACTS = Path(sys.executable).parent / "lint-imports"


def test_no_package_imports_what_its_layer_may_not() -> None:
    checked = subprocess.run([CONTRACTS, "--no-cache"], cwd=CHECKOUT, capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout
