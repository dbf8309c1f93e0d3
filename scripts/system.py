"""Installs the programs that Viva and its tests need and that no wheel brings, where it may, or tells.

python scripts/system.py [PROGRAM ...]
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

PROGRAMS = {"chromium": "chromium", "bwrap": "bubblewrap"}
"""The Debian package by its program."""


def main(*programs: str) -> None:
    """Install what is missing of these or of all; else tests that need it skip, and fail in CI."""
    missing = [PROGRAMS[program] for program in programs or PROGRAMS if shutil.which(program) is None]
    if not missing:
        return
    if not may_install():
        print(f"Programs are missing that Viva or its tests need: apt-get install {' '.join(missing)}", file=sys.stderr)
        return
    print(f"Installing {', '.join(missing)} ...", flush=True)
    apt_get("update")
    apt_get("install", "--yes", "--no-install-recommends", *missing)


def may_install() -> bool:
    """Whether this is a Debian on which this person may install."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def apt_get(*arguments: str) -> None:
    """Run apt-get without questions; its words are shown when it fails."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = said(["apt-get", "--quiet", *arguments], environment)
    if done.returncode:
        sys.exit(f"apt-get {arguments[0]} failed:\n{done.stdout}{done.stderr}")


def said(command: Sequence[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a program and keep what it says."""
    return subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
