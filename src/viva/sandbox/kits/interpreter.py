"""The tree of an interpreter: Python with its standard library, what it needs of the system, and nothing else."""

import compileall
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

_LEFT_OUT = shutil.ignore_patterns(
    "site-packages", "dist-packages", "config-*", "test", "tests", "idlelib", "tkinter", "turtledemo", "ensurepip",
    "_tkinter*", "sitecustomize.py", "sitecustomize.*.pyc", "*.opt-1.pyc", "*.opt-2.pyc", "EXTERNALLY-MANAGED",
)  # fmt: skip

_OF_WHEELS = (
    "libstdc++.so.6", "libgcc_s.so.1", "libm.so.6", "libpthread.so.0", "libdl.so.2", "librt.so.1", "libutil.so.1",
    "libz.so.1", "libatomic.so.1", "libnss_files.so.2", "libresolv.so.2",
)  # fmt: skip
"""Shared libraries of the system that wheels and Node may count on."""

_EMPTY = ("work", "tmp", "dev/shm", "usr/lib/viva", "usr/lib/node")
_DEVICES = ("null", "zero", "random", "urandom")

_ETC = {
    "passwd": "sandbox:x:65534:65534:sandbox:/work:/usr/bin/false\n",
    "group": "sandbox:x:65534:\n",
    "hosts": "127.0.0.1 localhost sandbox\n::1 localhost\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
}

INSIDE = "/usr/lib/viva"
NODE = "/usr/lib/node"

_NEEDED = re.compile(r"=> (/\S+) \(0x|^\s+(/\S+) \(0x", re.MULTILINE)


def executable() -> Path:
    """The interpreter itself, behind any virtual environment."""
    return Path(getattr(sys, "_base_executable", None) or sys.executable).resolve()


def name() -> str:
    """How it is called in the tree."""
    return f"python{sys.version_info.major}.{sys.version_info.minor}"


def library() -> Path:
    """Where its standard library is, below the folder it is installed in."""
    return Path(sysconfig.get_path("stdlib")).relative_to(sys.base_prefix)


def packages() -> str:
    """Where a tree waits for packages."""
    return f"/usr/{library().as_posix()}/site-packages"


def build(tree: Path) -> None:
    """Write the tree into an empty folder."""
    usr = tree / "usr"
    (usr / "bin").mkdir(parents=True)
    shutil.copy2(executable(), usr / "bin" / name())
    for alias in ("python3", "python"):
        (usr / "bin" / alias).symlink_to(name())
    standard = usr / library()
    shutil.copytree(sysconfig.get_path("stdlib"), standard, ignore=_LEFT_OUT, symlinks=False)
    other = Path(sysconfig.get_path("platstdlib", vars={"platbase": sys.base_exec_prefix}))
    if other != Path(sysconfig.get_path("stdlib")) and other.is_dir():
        shutil.copytree(other, usr / other.relative_to(sys.base_exec_prefix), ignore=_LEFT_OUT, dirs_exist_ok=True)
    compileall.compile_dir(standard, quiet=2, stripdir=tree)
    (standard / "site-packages").mkdir()
    (standard / "sitecustomize.py").symlink_to(f"{INSIDE}/sitecustomize.py")
    _copy_libraries(tree, [usr / "bin" / name(), *usr.rglob("*.so")])
    _copy_if_there(Path("/usr/share/zoneinfo"), tree, ignore=shutil.ignore_patterns("posix", "right"))
    _copy_if_there(Path("/usr/lib/locale/C.utf8"), tree)
    _make_places(tree)


def _make_places(tree: Path) -> None:
    """What is mounted needs something to be mounted on."""
    for folder in _EMPTY:
        (tree / folder).mkdir(parents=True, exist_ok=True)
    for device in _DEVICES:
        (tree / "dev" / device).touch()
    (tree / "etc").mkdir()
    for file, text in _ETC.items():
        (tree / "etc" / file).write_text(text, encoding="ascii")


def _copy_libraries(tree: Path, programs: Iterable[Path]) -> None:
    """Copy the libraries that programs need to where the loader looks for them by itself."""
    needed = set(_libraries_of(programs))
    system = next(path.parent for path in needed if path.name.startswith("libc.so"))
    known = {"/lib", "/lib64", "/usr/lib", "/usr/lib64", str(system)}
    needed |= {system / extra for extra in _OF_WHEELS if (system / extra).exists()}
    for path in sorted(needed):
        folder = path.parent if str(path.parent) in known else system
        target = tree / folder.relative_to("/") / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path.resolve(), target)


def _libraries_of(programs: Iterable[Path]) -> Iterator[Path]:
    words = ["ldd", *map(str, programs)]
    told = subprocess.run(words, capture_output=True, text=True, check=False, env={"PATH": os.defpath, "LC_ALL": "C"})  # noqa: S603 - the interpreter that runs us
    for found in _NEEDED.finditer(told.stdout):
        yield Path(found[1] or found[2])


def _copy_if_there(folder: Path, tree: Path, **how: object) -> None:
    if folder.is_dir():
        shutil.copytree(folder, tree / folder.relative_to("/"), **how)  # type: ignore[arg-type]
