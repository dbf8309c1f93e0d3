"""What is done with the frontend besides installing Viva: its tools, its build, its checks and tests.

python scripts/frontend.py install build check test
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FRONTEND = ROOT / "frontend"


def main(*steps: str) -> None:
    """Do each step; the first that fails ends it."""
    sys.path.insert(0, str(ROOT))
    from hatch_build import run_npm

    for step in steps:
        if step == "install":
            run_npm(FRONTEND, "ci", "--no-audit", "--no-fund", "--loglevel=error")
        else:
            run_npm(FRONTEND, "run", "--silent", step)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except RuntimeError as failure:
        sys.exit(str(failure))
