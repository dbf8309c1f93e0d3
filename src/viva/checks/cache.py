"""What was found in files that did not change since: a small file for each, named by all that it depends on."""

import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from viva import __version__
from viva.checks.ignores import Ignores
from viva.checks.model import Edit, Family, Finding, Fix
from viva.snippets.outcomes import Raw

_KEPT_SECONDS: Final = 30 * 24 * 3600
_SWEPT_WHEN: Final = 500  # files above which old ones are looked for
_OF_A_TRIAL: Final = {"status", "exit_code", "stdout", "stderr", "wall_ms", "isolation", "reason", "told"}
_PARTS: Final = ("checks", "notes", "snippets")


@dataclass(slots=True)
class Entry:
    """What is known of one file: its findings by family, the files it points to, and what it says to overlook."""

    findings: dict[Family, list[Finding]] = field(default_factory=dict)
    pointers: list[tuple[int, int, str]] = field(default_factory=list)
    """Line, column, and file."""
    addresses: list[tuple[int, int, str]] = field(default_factory=list)
    ignores: Ignores = field(default_factory=Ignores)


class Cache:
    """Entries in a folder; one that cannot be read or written is as if it were not there."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def entry(self, key: str) -> Entry | None:
        """What is known under a key."""
        content = self._read(key)
        try:
            return _entry(content) if content is not None else None
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    def keep(self, key: str, entry: Entry) -> None:
        """Keep what is known, for later runs."""
        self._write(key, _plain_entry(entry))

    def rows(self, key: str) -> list[tuple[str, Finding]] | None:
        """Findings among several files."""
        content = self._read(key)
        try:
            return [(str(path), finding_from(row)) for path, row in content] if content is not None else None
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    def keep_rows(self, key: str, rows: Iterable[tuple[str, Finding]]) -> None:
        """Keep findings among several files."""
        self._write(key, [[path, plain_finding(finding)] for path, finding in rows])

    def trial(self, key: str) -> Raw | None:
        """What one run of a snippet came to."""
        content = self._read(key)
        return content if isinstance(content, dict) and content.keys() >= _OF_A_TRIAL else None

    def keep_trial(self, key: str, outcome: Raw) -> None:
        """Keep what one run of a snippet came to."""
        self._write(key, dict(outcome))

    def _read(self, key: str) -> Any:
        if self._folder is None:
            return None
        file = self._folder / key[:2] / f"{key[2:]}.json"
        try:
            text = file.read_bytes()
            with suppress(OSError):
                os.utime(file)
            return json.loads(text)
        except (OSError, ValueError, RecursionError):
            return None

    def _write(self, key: str, content: Any) -> None:
        """A run that is killed leaves no half of an entry: it is written aside and then named."""
        if self._folder is None:
            return
        folder = self._folder / key[:2]
        with suppress(OSError):  # a full or read-only disk only makes the next run slower
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=folder, suffix=".new")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(content, file, ensure_ascii=True, separators=(",", ":"))
            Path(name).replace(folder / f"{key[2:]}.json")

    def sweep(self) -> None:
        """Throw away what nobody asked for in a month."""
        if self._folder is None:
            return
        with suppress(OSError):
            kept = list(self._folder.glob("??/*"))
            oldest = time.time() - _KEPT_SECONDS
            if len(kept) > _SWEPT_WHEN:
                for file in kept:
                    if file.stat().st_mtime < oldest:
                        file.unlink(missing_ok=True)


def key_of(*parts: bytes) -> str:
    """The name of an entry: it changes with each part, and with the code that makes findings."""
    digest = hashlib.sha256(_code_stamp())
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


@cache
def _code_stamp() -> bytes:
    """What tells one state of our own code from another: versions, and size and time of each file."""
    package = Path(__file__).parent.parent
    stamp = hashlib.sha256(f"{__version__} {sys.version}".encode())
    for part in _PARTS:
        for folder, folders, files in os.walk(package / part):
            folders.sort()
            for name in sorted(files):
                if name.endswith((".py", ".toml", ".cjs")):
                    state = os.stat(f"{folder}/{name}")  # noqa: PTH116 - several hundred, on each run
                    stamp.update(f"{name} {state.st_size} {state.st_mtime_ns}".encode())
    return stamp.digest()


def _plain_entry(entry: Entry) -> Mapping[str, Any]:
    return {
        "findings": {family: [plain_finding(one) for one in findings] for family, findings in entry.findings.items()},
        "pointers": entry.pointers,
        "addresses": entry.addresses,
        "ignores": [{str(line): codes for line, codes in entry.ignores.lines.items()}, entry.ignores.file],
    }


def _entry(content: Mapping[str, Any]) -> Entry:
    lines, file = content["ignores"]
    return Entry(
        {Family(family): list(map(finding_from, rows)) for family, rows in content["findings"].items()},
        [(int(line), int(col), str(target)) for line, col, target in content["pointers"]],
        [(int(line), int(col), str(url)) for line, col, url in content["addresses"]],
        Ignores({int(line): tuple(codes) for line, codes in lines.items()}, tuple(file)),
    )


def plain_finding(finding: Finding) -> Sequence[Any]:
    """A finding as JSON can hold it: code, line, column, values, and how to mend it."""
    fix = [finding.fix.safe, *finding.fix.edits] if finding.fix else None
    return [finding.code, finding.line, finding.col, dict(finding.values), fix]


def finding_from(row: Sequence[Any]) -> Finding:
    """A finding as it was."""
    code, line, col, values, fix = row
    mended = Fix(tuple(Edit(*edit) for edit in fix[1:]), safe=bool(fix[0])) if fix else None
    return Finding(str(code), int(line), int(col), {str(key): str(value) for key, value in values.items()}, mended)
