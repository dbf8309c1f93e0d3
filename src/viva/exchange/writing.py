"""Writing a bank into a folder: what changed and nothing else, and never over what a person did there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from posixpath import relpath

from viva.bank.exported import ExportedBank, ExportedQuestion
from viva.bank.model import status_of
from viva.exchange import pictures
from viva.exchange.folder import (
    FILES,
    FORMAT_FILE,
    KEYWORDS,
    NEW_FORMAT_FILE,
    QUESTIONS,
    RELATIONS,
    REVISIONS,
    SOURCES,
    BankFolder,
    is_page,
)
from viva.exchange.journal import Replacement, replace_files
from viva.exchange.keyword_file import write_keywords
from viva.exchange.manifest import Before, content_hash, exported_before, manifest, page_there, paths_of
from viva.exchange.model import Changes
from viva.exchange.page import Page, Relative, write_page
from viva.exchange.records import (
    json_lines,
    question_document,
    relation_document,
    revision_document,
    source_document,
)
from viva.exchange.relatives import told_in_pages
from viva.kernel.errors import Conflict, InvalidInput
from viva.kernel.i18n import _, ngettext

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

    def write(self, *, over_edits: bool = False) -> None:
        """Do it: all of it, or nothing; Conflict where it would overwrite what a person did."""
        if self.edited and not over_edits:
            told = ngettext(
                "{files} was edited since it was exported: import the folder first.",
                "{files} were edited since they were exported: import the folder first.",
                len(self.edited),
            )
            raise Conflict(told.format(files=_named(self.edited)))
        replace_files(self.folder, self._contents())

    def _contents(self) -> Iterator[Replacement]:
        for path, content in self._replacements:
            yield Replacement(path, self._pictures[content] if isinstance(content, str) else content)


def plan_export(folder: Path, bank: ExportedBank) -> Export:
    """Find out what writing a bank into a folder would change there.

    The folder is new, empty, or a bank already. A page stays where a person
    put it. What was exported before and is no longer in the bank goes; files
    that are not ours stay.
    """
    _check_folder(folder)
    there = BankFolder(folder)
    if there.read(FORMAT_FILE) is not None:
        there.check_format()
    before = exported_before(there)
    wanted = _wanted(bank, there, paths_of(bank.questions, there, before))
    return _compared(there, before, wanted, bank.pictures)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The files as they shall be: their bytes, or the hash of a picture."""

    files: dict[str, bytes | str]
    pages: dict[str, Page]
    questions: dict[str, ExportedQuestion]


def _wanted(bank: ExportedBank, there: BankFolder, paths: Mapping[str, str]) -> _Wanted:
    shown: dict[str, str] = {}
    hashes: dict[str, str] = {}
    for sha256, content in bank.pictures.items():
        shown[sha256] = path = pictures.file_of(sha256, content)
        hashes[path] = content_hash(content)
    names = {source.location: source.name for source in bank.sources}
    related = _relatives(bank)
    questions = {question.key: question for question in bank.questions}
    pages = {path: _page_of(questions[key], shown, names, path, related.get(key, ())) for key, path in paths.items()}
    texts = {**{path: write_page(page).encode() for path, page in pages.items()}, **_records(bank)}
    hashes.update((path, content_hash(content)) for path, content in texts.items())
    files: dict[str, bytes | str] = {**texts, **{path: sha256 for sha256, path in shown.items()}}
    files[FILES] = manifest(hashes, {path: key for key, path in paths.items()})
    if there.read(FORMAT_FILE) is None:
        files[FORMAT_FILE] = NEW_FORMAT_FILE.encode()
    return _Wanted(files, pages, questions)


def _check_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise InvalidInput(_("{folder} is a file: name a folder for the bank.").format(folder=folder))
    there = BankFolder(folder)
    if there.read(FORMAT_FILE) is None and there.all():
        told = _("{folder} is neither empty nor a bank: name a new folder.")
        raise InvalidInput(told.format(folder=folder))


def _relatives(bank: ExportedBank) -> dict[str, list[Relative]]:
    told: defaultdict[str, list[Relative]] = defaultdict(list)
    for relation in told_in_pages(bank):
        told[relation.one].append(Relative(relation.kind, relation.other))
    return {key: sorted(relatives) for key, relatives in told.items()}


def _page_of(
    question: ExportedQuestion,
    files: Mapping[str, str],
    names: Mapping[str, str],
    path: str,
    related: Iterable[Relative],
) -> Page:
    content, parts = question.content, question.parts
    above = str(PurePosixPath(path).parent)
    seen = {
        picture.target: relpath(files[picture.sha256], above)
        for picture in parts.pictures
        if picture.sha256 is not None and picture.sha256 in files
    }
    return Page(
        content=content,
        key=question.key,
        status=None if question.status is status_of(parts) else question.status,
        related=tuple(related),
        pictures=pictures.shown_in(content, seen),
        note=None if question.source is None else names.get(question.source),
    )


def _records(bank: ExportedBank) -> dict[str, bytes]:
    """What is remembered beside the pages."""
    told = set(map(id, told_in_pages(bank)))
    written = {
        QUESTIONS: json_lines(map(question_document, bank.questions)),
        REVISIONS: json_lines(
            revision_document(question.key, revision) for question in bank.questions for revision in question.revisions
        ),
        RELATIONS: json_lines(relation_document(relation) for relation in bank.relations if id(relation) not in told),
        SOURCES: json_lines(map(source_document, bank.sources)),
        KEYWORDS: write_keywords(bank.keywords) if bank.keywords else "",
    }
    return {path: text.encode() for path, text in written.items() if text}


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
            return False
        found = page_there(self.there, path)
        if found is None:
            return True
        known_wordings = [revision.content for revision in self.questions[page.key].revisions]
        return found.content not in known_wordings or (found.status, found.related) != (page.status, page.related)


def _compared(
    there: BankFolder, before: Mapping[str, Before], wanted: "_Wanted", contents: Mapping[str, bytes]
) -> Export:
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
