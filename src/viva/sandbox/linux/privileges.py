"""How the keeper gives away what it may do, and makes a place of its own where it mounts what sandboxes are made of."""

import ctypes
import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

NOBODY = 65534
"""Who the keeper becomes when it is started as root, as user and as group."""

ALONE = 65533
"""Who it becomes instead where programs are not in a namespace: a user that has nothing else on the machine."""

STAGE = Path("/tmp")  # noqa: S108 - hidden below a mount that only the keeper sees
KITS = STAGE / "kits"
SCRATCH = STAGE / "scratch"
BARE_KITS = Path("/mnt")
"""Where only the keeper sees the kits, while it is another for everybody else."""

_NEW_USERS, _NEW_MOUNTS = 0x10000000, 0x00020000
_NO_SETUID, _NO_DEVICES, _BIND, _RECURSIVE, _PRIVATE = 2, 4, 0x1000, 0x4000, 1 << 18
_DEATH_SIGNAL, _SET_DUMPABLE, _SUBREAPER = 1, 4, 36
_SACRIFICE = "500"

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where kits are, and whether scratch can be mounted with a cap on its files."""

    kits: Path
    capped: bool


def become_nobody(user: int = NOBODY) -> None:
    """Give away root for good; does nothing for anyone else."""
    if os.getuid() != 0:
        return
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    if 0 in {*os.getresuid(), *os.getresgid(), *os.getgroups()}:
        raise PermissionError("root could not be given away")
    _checked(_libc.prctl(_SET_DUMPABLE, 1, 0, 0, 0), "prctl")  # else /proc/self would still be root's


def settle(kits: Path, *, caps: bool = True) -> Place:
    """Become nobody if root, with the kits where nobody can read them, and able to mount scratch where that is allowed.

    The kits of root may be in a folder that is closed to others: root binds
    them to a place that only the keeper sees, before it becomes nobody.
    """
    was_root = os.getuid() == 0
    if was_root:
        _unshare(_NEW_MOUNTS)
        _set_stage(kits)
    become_nobody()
    user, group = os.getuid(), os.getgid()
    without_caps = Place(KITS if was_root else kits, capped=False)
    if not caps:
        return without_caps
    try:
        _unshare(_NEW_USERS | _NEW_MOUNTS)
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1", encoding="ascii")
        if not was_root:
            _set_stage(kits)
    except OSError:  # there are none, or nothing may be done in them; what this means bubblewrap will tell
        return without_caps
    return Place(KITS, capped=True)


def settle_alone(kits: Path) -> Place:
    """Become a user of our own if root, with the kits where that one can read them, as far as root may mount."""
    place = Place(kits, capped=False)
    if os.getuid() == 0:
        with suppress(OSError):  # a container may forbid it; then the kits must be where all can read them
            _unshare(_NEW_MOUNTS)
            _mount(None, Path("/"), None, _RECURSIVE | _PRIVATE)
            _mount(str(kits.resolve()), BARE_KITS, None, _BIND | _RECURSIVE)
            place = Place(BARE_KITS, capped=False)
        become_nobody(ALONE)
    return place


def mount_scratch(*, megabytes: int, files: int) -> None:
    """Mount an empty scratch, seen by this process and those it starts alone; it is gone with them."""
    _unshare(_NEW_MOUNTS)
    _mount("tmpfs", SCRATCH, "tmpfs", _NO_SETUID | _NO_DEVICES, f"size={megabytes}m,nr_inodes={files},mode=700")
    (SCRATCH / "work").mkdir()
    (SCRATCH / "tmp").mkdir()


def adopt_orphans() -> None:
    """Be the parent of what loses its own, so that nothing is left for whoever runs the machine."""
    _checked(_libc.prctl(_SUBREAPER, 1, 0, 0, 0), "prctl")


def die_with_parent() -> None:
    """Be killed when the parent is."""
    _checked(_libc.prctl(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0), "prctl")


def be_the_first_to_go() -> None:
    """When the machine runs out of memory, let it be us and not who started us."""
    with suppress(OSError):  # where it cannot be said, it stays as it is
        Path("/proc/self/oom_score_adj").write_text(_SACRIFICE, encoding="ascii")


def _set_stage(kits: Path) -> None:
    _mount(None, Path("/"), None, _RECURSIVE | _PRIVATE)
    opened = os.open(kits, os.O_PATH | os.O_DIRECTORY)  # it may be below the stage, which hides it
    try:
        _mount("tmpfs", STAGE, "tmpfs", _NO_SETUID | _NO_DEVICES, "size=64k,nr_inodes=16,mode=755")
        KITS.mkdir()
        SCRATCH.mkdir()
        _mount(f"/proc/self/fd/{opened}", KITS, None, _BIND | _RECURSIVE)
    finally:
        os.close(opened)


def _unshare(flags: int) -> None:
    _checked(_libc.unshare(flags), "unshare")


def _mount(source: str | None, target: Path, kind: str | None, flags: int, data: str | None = None) -> None:
    words = [None if word is None else os.fsencode(word) for word in (source, target, kind, data)]
    _checked(_libc.mount(*words[:3], ctypes.c_ulong(flags), words[3]), f"mount {target}")


def _checked(answer: int, call: str) -> None:
    if answer:
        error = ctypes.get_errno()
        raise OSError(error, f"{call}: {os.strerror(error)}")
