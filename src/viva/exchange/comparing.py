"""What is wanted in a folder beside what is there, and what a person did to it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from viva.bank.exported import ExportedQuestion
from viva.exchange.folder import KEYWORDS, BankFolder, is_page
from viva.exchange.journal import Replacement, replace_files
from viva.exchange.manifest import Before, content_hash, page_there
from viva.exchange.model import Changes
from viva.exchange.page import Page
from viva.kernel.errors import Conflict
from viva.kernel.i18n import ngettext

_NAMED = 5
"""How many files a sentence names."""


@dataclass(slots=True)
class Export:
    """What an export is about to do to a folder; `edited` are files that a person changed since the last one."""

    folder: Path
    changes: Changes
    edited: tuple[str, ...]
    _replacements: list[tuple[str, bytes | str | None]] = field(default_factory=list)
    """Files with their new content, the hash of a picture, or None."""
    _pictures: Mapping[str, bytes] = field(default_factory=dict)

    def write(self, *, over_edits: bool = False, advance: Callable[[str], None] | None = None) -> None:
        """Do it: all of it, or nothing; Conflict where it would overwrite what a person did.

        `advance` is told each file before it is written.
        """
        if self.edited and not over_edits:
            told = ngettext(
                "{files} was edited since it was exported: import it first, or use --force.",
                "{files} were edited since they were exported: import them first, or use --force.",
                len(self.edited),
            )
            raise Conflict(told.format(files=_named(self.edited)))
        replace_files(self.folder, self._contents(advance))

    @property
    def size(self) -> int:
        """How many files are written or removed."""
        return len(self._replacements)

    def _contents(self, advance: Callable[[str], None] | None) -> Iterator[Replacement]:
        for path, content in self._replacements:
            if advance:
                advance(path)
            yield Replacement(path, self._pictures[content] if isinstance(content, str) else content)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The files as they shall be: their bytes, or the hash of a picture."""

    files: dict[str, bytes | str]
    pages: dict[str, Page]
    questions: dict[str, ExportedQuestion]


@dataclass(slots=True)
class _Comparison:
    """What is wanted beside what is there."""

    there: BankFolder
    before: Mapping[str, Before]
    questions: Mapping[str, ExportedQuestion]
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    unchanged: int = 0

    def compare(self, path: str, content: bytes, page: Page | None) -> None:
        """Find out whether a file must be written, and whether a person did something to it that would be lost."""
        now = self.there.read(path)
        if now is None:
            self.added.append(path)
        elif content_hash(now) == content_hash(content):
            self.unchanged += 1
        else:
            self.changed.append(path)
            if self._is_edited(path, now, page):
                self.edited.append(path)

    def remove(self, path: str) -> None:
        """Find out whether a file that was exported before can go."""
        now = self.there.read(path)
        if now is None:
            return
        if content_hash(now) == self.before[path].hash:
            self.removed.append(path)
        elif is_page(path) or path == KEYWORDS:
            self.edited.append(path)

    def _is_edited(self, path: str, now: bytes, page: Page | None) -> bool:
        known = self.before.get(path)
        if known and known.hash == content_hash(now):
            return False
        if path == KEYWORDS:
            return True
        if page is None or page.key is None:
            return path.endswith(".md")
        found = page_there(self.there, path)
        if found is None:
            return True
        known_wordings = [revision.content for revision in self.questions[page.key].revisions]
        return found.content not in known_wordings or (found.status, found.related) != (page.status, page.related)


def compare(there: BankFolder, before: Mapping[str, Before], wanted: Wanted, contents: Mapping[str, bytes]) -> Export:
    """Find out what must be written so that a folder holds what is wanted; `contents` are those of pictures."""
    comparison = _Comparison(there, before, wanted.questions)
    for path in sorted(wanted.files):
        content = wanted.files[path]
        comparison.compare(path, contents[content] if isinstance(content, str) else content, wanted.pages.get(path))
    gone = sorted(before.keys() - wanted.files.keys())
    for path in gone:
        comparison.remove(path)
    changes = Changes(
        added=tuple(comparison.added),
        changed=tuple(comparison.changed),
        removed=tuple(comparison.removed),
        unchanged=comparison.unchanged,
    )
    written = [(path, wanted.files[path]) for path in (*changes.added, *changes.changed)]
    removed = [(path, None) for path in (*changes.removed, *(path for path in comparison.edited if path in gone))]
    return Export(there.root, changes, tuple(comparison.edited), [*written, *removed], contents)


def _named(files: tuple[str, ...]) -> str:
    shown = ", ".join(files[:_NAMED])
    return shown if len(files) <= _NAMED else f"{shown}, …"
