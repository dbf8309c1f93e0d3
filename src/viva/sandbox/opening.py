"""Which runner this machine gets; without one that keeps programs in, nothing is run."""

import os
import sys
from pathlib import Path

from viva.kernel.i18n import _
from viva.sandbox.errors import NoIsolation
from viva.sandbox.kits.shelf import Shelf
from viva.sandbox.model import Isolation, Runner


def open_runner(kits: Path, *, pool: int = 0, reduced: bool = False) -> Runner:
    """The runner of this machine.

    `pool` sandboxes wait for programs, which is worth it where many are run.
    `reduced` does without namespaces: only for who chose it, and for notes of one's own.
    """
    if sys.platform != "linux":
        raise NoIsolation(
            _("Programs are kept in on Linux only: run Viva in a container or a virtual machine, see docs/sandbox.md.")
        )
    from viva.sandbox.linux import launch
    from viva.sandbox.linux.runner import LinuxRunner

    if reduced:
        return LinuxRunner(Shelf(kits), pool=pool, reduced=True)
    if launch.found(os.environ.get("PATH", os.defpath)) is None:
        raise NoIsolation(_("Programs are not run: bubblewrap, which keeps them in, is not installed."))

    return LinuxRunner(Shelf(kits), pool=pool)


def only_full(runner: Runner) -> None:
    """Refuse to run what others wrote, candidates and learners, where programs are not kept in fully."""
    if runner.isolation is Isolation.REDUCED:
        raise NoIsolation(
            _("Programs of others are run in full isolation only: VIVA_SANDBOX chose a weaker one, for your own notes.")
        )


def how_to_mend() -> str:
    """What a person can do where programs are not kept in."""
    if sys.platform != "linux":
        return _("Everything else works without it.")
    return _(
        "Install bubblewrap (Debian, Ubuntu: `apt-get install bubblewrap`). If it is there, docs/sandbox.md says what "
        "may be in its way: namespaces of users that are switched off, a container that forbids them. For your own "
        "notes VIVA_SANDBOX=reduced does without namespaces, and holds less."
    )
