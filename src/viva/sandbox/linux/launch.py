"""The command line of bubblewrap: namespaces, what is mounted where, and nothing of the machine besides."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from viva.sandbox.linux.privileges import SCRATCH, Place

CONTROL, FILTER = 3, 4
"""Descriptors that a sandbox is started with, besides the three of every program."""

SCRATCH_FILES = 2000
_SHARED_MEMORY = 8 << 20
_USER = "65534"
_DEVICES = ("null", "zero", "random", "urandom")

ENVIRONMENT = {
    "PATH": "/usr/bin",
    "HOME": "/work",
    "USER": "sandbox",
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONNOUSERSITE": "1",
    "MALLOC_ARENA_MAX": "2",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "NODE_NO_WARNINGS": "1",
}


@dataclass(frozen=True, slots=True)
class Tree:
    """What is mounted read-only: one layer as the root, others over folders that wait for them in it."""

    root: str
    layers: tuple[tuple[str, str], ...]
    python: str

    @classmethod
    def read(cls, words: dict[str, Any]) -> Self:
        """As a runner sends it; a layer is a folder right below the kits and nothing else."""
        tree = cls(
            str(words["root"]), tuple((str(one), str(two)) for one, two in words["layers"]), str(words["python"])
        )
        for layer in (tree.root, *(layer for layer, _target in tree.layers)):
            if "/" in layer or layer.startswith("."):
                raise ValueError(f"{layer!r} is no layer")
        return tree


@dataclass(frozen=True, slots=True)
class Shape:
    """What has to be known before a sandbox is started; those of one shape can wait for a program."""

    tree: Tree
    words: tuple[str, ...]
    """What Python is started with: a main file, or a module."""
    hash_seed: int
    scratch_mb: int


def command(bubblewrap: str, place: Place, shape: Shape) -> list[str]:
    """Everything that bubblewrap is told; its order matters, as later mounts lie over earlier ones."""
    return [bubblewrap, *_apart(), *_environment(shape.hash_seed), *_mounts(place, shape), *_program(shape)]


def _apart() -> Iterator[str]:
    yield from ("--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts")
    yield from ("--unshare-cgroup-try", "--disable-userns", "--die-with-parent", "--new-session", "--as-pid-1")
    yield from ("--cap-drop", "ALL", "--uid", _USER, "--gid", _USER, "--hostname", "sandbox")


def _environment(hash_seed: int) -> Iterator[str]:
    yield "--clearenv"
    for name, value in {**ENVIRONMENT, "PYTHONHASHSEED": str(hash_seed)}.items():
        yield from ("--setenv", name, value)


def _mounts(place: Place, shape: Shape) -> Iterator[str]:
    yield from ("--ro-bind", str(_layer(place, shape.tree.root)), "/")
    for layer, target in shape.tree.layers:
        yield from ("--ro-bind", str(_layer(place, layer)), target)
    for device in _DEVICES:
        yield from ("--dev-bind", f"/dev/{device}", f"/dev/{device}")
    yield from ("--size", str(_SHARED_MEMORY), "--tmpfs", "/dev/shm")  # noqa: S108 - of the sandbox
    for folder in ("work", "tmp"):
        if place.capped:
            yield from ("--bind", str(SCRATCH / folder), f"/{folder}")
        else:
            yield from ("--size", str(shape.scratch_mb << 20), "--tmpfs", f"/{folder}")
    yield from ("--remount-ro", "/", "--chdir", "/work")


def _program(shape: Shape) -> Iterator[str]:
    yield from ("--seccomp", str(FILTER), "--", shape.tree.python, "-s", "-B", *shape.words)


def _layer(place: Place, name: str) -> Path:
    return place.kits / name / "tree"


def found(path: str) -> str | None:
    """Where bubblewrap is, in the folders of a search path."""
    for folder in path.split(os.pathsep):
        candidate = Path(folder) / "bwrap"
        if folder and os.access(candidate, os.X_OK):
            return str(candidate)
    return None
