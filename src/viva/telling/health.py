"""The checks of `viva doctor`: what was looked at, what was found, and what to do about it."""

import os
import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from viva import __version__
from viva.db.examination import Examination
from viva.jobs.model import Troubles
from viva.kernel.errors import VivaError
from viva.kernel.i18n import _, ngettext
from viva.settings import Settings

_LITTLE_ROOM = 100 * 1024 * 1024
"""Bytes below which the next import or backup may fill the disk."""

_UNIT = 1000
"""Sizes are told as makers of disks tell them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at; a problem comes with what to do, unless what was found says it."""

    id: str
    """What programs know it by, in every language; problems of one kind share it."""
    name: str
    well: bool
    found: str
    advice: str = ""


def check_all(settings: Settings, database: Examination, jobs: Troubles | None = None) -> list[Check]:
    """Every check, from the ground up."""
    checks = [_versions(database), *_data_folder(settings.data)]
    if database.exists and database.server is None:  # it could not be asked
        return [*checks, _unusable(database), *check_sandbox(settings)]
    return [
        *checks, _database(database), _revision(database), *_integrity(database), *_jobs(jobs), *check_sandbox(settings)
    ]  # fmt: skip


def check_sandbox(settings: Settings) -> Iterator[Check]:
    """Whether programs are kept in here, by trying; the standard kit is made if it is not there yet."""
    from viva.sandbox.model import Isolation
    from viva.sandbox.opening import how_to_mend, open_runner
    from viva.sandbox.proof import prove

    name = _("Sandbox")
    try:
        with open_runner(settings.kits, reduced=settings.reduced_sandbox) as runner:
            findings = prove(runner)
            isolation = runner.isolation
    except VivaError as failure:
        yield Check(id="sandbox", name=name, well=False, found=str(failure), advice=how_to_mend())
        return
    for finding in findings:
        if not finding.held:
            yield Check(id="sandbox", name=name, well=False, found=finding.found, advice=how_to_mend())
    if all(finding.held for finding in findings):
        found = _("isolation: {isolation}; {findings}").format(
            isolation=isolation, findings="; ".join(finding.found for finding in findings)
        )
        weaker = _("Chosen in VIVA_SANDBOX: for notes of your own, never for programs of others.")
        yield Check(
            id="sandbox", name=name, well=True, found=found, advice=weaker if isolation is Isolation.REDUCED else ""
        )


def _versions(database: Examination) -> Check:
    programs = (f"Viva {__version__}", f"Python {platform.python_version()}", database.server, platform.platform())
    return Check(id="versions", name=_("Versions"), well=True, found=", ".join(filter(None, programs)))


def _data_folder(folder: Path) -> Iterator[Check]:
    name = _("Data folder")
    if not os.access(folder, os.F_OK):
        parent = next(above for above in folder.parents if os.access(above, os.F_OK))
        writable = os.access(parent, os.W_OK | os.X_OK)
        yield Check(
            id="data-folder",
            name=name,
            well=writable,
            found=_("{folder} is not there yet.").format(folder=folder),
            advice=_("The first import makes it.") if writable else _another_folder(parent),
        )
        yield _room(parent)
        return
    if not folder.is_dir():
        yield Check(
            id="data-folder",
            name=name,
            well=False,
            found=_("{folder} is not a folder.").format(folder=folder),
            advice=_("Move it away, or name another folder with --data."),
        )
        return
    writable = os.access(folder, os.R_OK | os.W_OK | os.X_OK)
    yield Check(
        id="data-folder",
        name=name,
        well=writable,
        found=str(folder) if writable else _("{folder} cannot be written.").format(folder=folder),
        advice="" if writable else _another_folder(folder),
    )
    yield _room(folder)


def _another_folder(folder: Path) -> str:
    return _("Make {folder} writable for you, or name another folder with --data.").format(folder=folder)


def _room(folder: Path) -> Check:
    free = shutil.disk_usage(folder).free
    well = free >= _LITTLE_ROOM
    return Check(
        id="disk",
        name=_("Disk"),
        well=well,
        found=_("{size} free").format(size=_size(free)),
        advice="" if well else _("Make room: an import or a backup may fill the disk."),
    )


def _database(database: Examination) -> Check:
    if not database.exists:
        found = _("{place} is not there yet.").format(place=database.place)
        return Check(id="database", name=_("Database"), well=True, found=found, advice=_("The first import makes it."))
    size = f", {_size(database.size)}" if database.size is not None else ""
    return Check(id="database", name=_("Database"), well=True, found=f"{database.place}{size}")


def _unusable(database: Examination) -> Check:
    """A database that cannot be opened: the sentence of a file says what to do, that of a server does not."""
    return Check(
        id="database",
        name=_("Database"),
        well=False,
        found=" ".join(database.problems),
        advice=_("Start the server, or mend VIVA_DATABASE_URL.") if database.on_server else "",
    )


def _revision(database: Examination) -> Check:
    name = _("Revision")
    if not database.exists or database.revision == database.newest:
        return Check(id="revision", name=name, well=True, found=database.newest)
    return Check(
        id="revision",
        name=name,
        well=False,
        found=_("{revision}, and this Viva works with {newest}.").format(
            revision=database.revision or _("none"), newest=database.newest
        ),
        advice=_("Run `viva db upgrade`; if the database is newer than Viva, install the newest Viva."),
    )


def _integrity(database: Examination) -> Iterator[Check]:
    name = _("Integrity")
    if not database.problems:
        yield Check(id="integrity", name=name, well=True, found=_("no damage found"))
    for problem in database.problems:
        advice = _("Put a backup in its place: `viva db restore FILE`.")
        yield Check(id="integrity", name=name, well=False, found=problem, advice=advice)


def _jobs(jobs: Troubles | None) -> Iterator[Check]:
    """One line for each trouble, for a bank that can be asked."""
    name = _("Jobs")
    if jobs is None:
        return
    troubles = (
        (
            jobs.dead,
            ngettext("{count} failed for good", "{count} failed for good", jobs.dead),
            _("`viva jobs --state dead` lists what failed; then `viva jobs retry ID` or `viva jobs cancel ID`."),
        ),
        (
            jobs.stalled,
            ngettext("{count} was left by its worker", "{count} were left by their worker", jobs.stalled),
            _("Start a worker: `viva work` takes over."),
        ),
        (
            jobs.overdue,
            ngettext("{count} has waited for over an hour", "{count} have waited for over an hour", jobs.overdue),
            _("Start a worker: `viva work`."),
        ),
    )
    if not any(count for count, _told, _advice in troubles):
        yield Check(id="jobs", name=name, well=True, found=_("none failed, none is left behind"))
    for count, told, advice in troubles:
        if count:
            yield Check(id="jobs", name=name, well=False, found=told.format(count=count), advice=advice)


def _size(count: int) -> str:
    size = float(count)
    units = ("B", "KB", "MB", "GB")
    for unit in units:
        if size < _UNIT:
            return f"{size:.0f} {unit}" if unit == units[0] else f"{size:.1f} {unit}"
        size /= _UNIT
    return f"{size:.1f} TB"
