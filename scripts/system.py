"""Installs the programs that tests need and that no wheel brings, where it may; else says what to install.

python scripts/system.py
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

PROGRAMS = {"chromium": "chromium", "bwrap": "bubblewrap"}
"""The Debian package by its program."""


def main() -> None:
    """Install what is missing; when that is not possible, the tests that need it are skipped, and fail in CI."""
    missing = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    if not missing:
        return
    if not may_install():
        print(f"Some tests need programs that are not here: apt-get install {' '.join(missing)}", file=sys.stderr)
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
    main()
