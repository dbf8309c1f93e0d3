"""Layers: folders that are made once, as a whole, and never changed; kits are put together from them.

A layer is found by what it is made from, and has the hash of what came out.
"""

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

from viva.kernel.errors import Unavailable
from viva.kernel.i18n import _
from viva.kernel.refusals import reason

_CARD = "layer.json"
_OF_ITS_TIME = {"__pycache__", "RECORD", "direct_url.json", "REQUESTED"}
"""What differs from one build to the next and changes nothing for a program."""


@dataclass(frozen=True, slots=True)
class Made:
    """What is known of a layer besides its files."""

    hash: str
    megabytes: int
    packages: Mapping[str, str] = field(default_factory=dict)
    interpreter: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """What a layer is called, and what it is made from."""

    kind: str
    origin: str

    @property
    def name(self) -> str:
        """Of its folder: another origin is another layer."""
        return f"{self.kind}-{hashlib.sha256(self.origin.encode()).hexdigest()[:12]}"

    def find(self, kits: Path) -> Made | None:
        """What is known of it, if it is there."""
        try:
            card = json.loads((kits / self.name / _CARD).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as trouble:
            raise Unavailable(_damaged(kits / self.name)) from trouble
        return Made(**card)

    def make(self, kits: Path, build: Callable[[Path], Mapping[str, str]], *, interpreter: str = "") -> Made:
        """Make it, unless somebody has; `build` writes the tree and tells the versions of what is in it.

        Who is first of two that make the same at once wins; nobody ever finds half of one.
        """
        known = self.find(kits)
        if known is not None:
            return known
        with _Workshop.open(kits) as workshop:
            tree = workshop.folder / "tree"
            tree.mkdir()
            packages = build(tree)
            made = Made(_hash_of(tree), _megabytes(tree), dict(packages), interpreter)
            _close(tree)
            (workshop.folder / _CARD).write_text(json.dumps(asdict(made), indent=1), encoding="utf-8")
            workshop.put_at(kits / self.name)
        return self.find(kits) or made


@dataclass(frozen=True, slots=True)
class _Workshop:
    """A folder beside the layers, for one that is being made."""

    folder: Path

    @classmethod
    def open(cls, kits: Path) -> Self:
        try:
            kits.mkdir(parents=True, exist_ok=True)
            folder = kits / f".making-{os.getpid()}-{secrets.token_hex(4)}"
            folder.mkdir()
        except OSError as refusal:
            raise Unavailable(
                _("Kits cannot be kept in {folder}: {reason}. Name another folder with VIVA_KITS.").format(
                    folder=kits, reason=reason(refusal)
                )
            ) from refusal
        return cls(folder)

    def put_at(self, place: Path) -> None:
        try:
            self.folder.rename(place)
        except OSError:
            if not place.is_dir():
                raise
            # somebody was first, and theirs is the same

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_how: object) -> None:
        if self.folder.exists():
            shutil.rmtree(self.folder)


def _damaged(folder: Path) -> str:
    return _("The layer {folder} of a kit is damaged: remove it, then run `viva kit build`.").format(folder=folder)


def _hash_of(tree: Path) -> str:
    """Of all names, of what is in the files, and of which can be run."""
    total = hashlib.sha256()
    for path in _files(tree):
        name = path.relative_to(tree).as_posix()
        if path.is_symlink():
            content = f"link {path.readlink()}"
        else:
            with path.open("rb") as file:
                content = f"{path.stat().st_mode & 0o111:o} {hashlib.file_digest(file, 'sha256').hexdigest()}"
        total.update(f"{name}\0{content}\0".encode())
    return total.hexdigest()


def _files(tree: Path) -> Iterator[Path]:
    for path in sorted(tree.rglob("*")):
        if (path.is_symlink() or path.is_file()) and _OF_ITS_TIME.isdisjoint(path.relative_to(tree).parts):
            yield path


def _megabytes(tree: Path) -> int:
    return round(sum(path.lstat().st_size for path in tree.rglob("*")) / 1_000_000)


def _close(tree: Path) -> None:
    """Let everybody read, and nobody write or become somebody else."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o111 else 0o444)
    for folder in (tree, tree.parent):
        folder.chmod(0o755)
