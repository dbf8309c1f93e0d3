"""Reading the folder of a bank: what was exported, and what people did to it since."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from viva.bank.content import parts_of
from viva.bank.exported import ExportedBank, ExportedKeyword, ExportedQuestion, ExportedRevision
from viva.bank.model import status_of
from viva.exchange import pictures
from viva.exchange.errors import Problem, Unreadable
from viva.exchange.folder import IGNORED, KEYWORDS, QUESTIONS, RELATIONS, REVISIONS, SOURCES, BankFolder
from viva.exchange.journal import is_inside
from viva.exchange.keyword_file import read_keywords
from viva.exchange.manifest import content_hash, exported_before
from viva.exchange.model import BankFiles, FoundPage
from viva.exchange.page import Page, read_page
from viva.exchange.records import (
    BrokenRecord,
    Document,
    Made,
    ignored_from,
    question_from,
    read_lines,
    relation_from,
    revision_from,
    source_from,
)
from viva.exchange.relatives import relations_of
from viva.kernel.i18n import _

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:|//|#", re.IGNORECASE)


def read_bank(folder: Path, *, known: Collection[str] = ()) -> BankFiles:
    """Read a folder; Unreadable tells all that is wrong in all its files, each with file and line.

    `known` are the keys of questions that are elsewhere, to which pages may lead.
    """
    there = BankFolder(folder)
    there.check_format()
    return _Reader(there).read(known)


class _Reader:
    def __init__(self, there: BankFolder) -> None:
        self._there = there
        self._problems: list[Problem] = []
        self._findings: list[Problem] = []
        self._pictures = _Pictures(there)

    def read(self, known: Collection[str]) -> BankFiles:
        pages = list(self._pages())
        questions = self._questions()
        self._check_keys(pages, {*known, *(question.key for question in questions)})
        relations = [relation for _line, relation in self._records(RELATIONS, relation_from)]
        sources = [source for _line, source in self._records(SOURCES, source_from)]
        ignored = [one for _line, one in self._records(IGNORED, ignored_from)]
        keywords = self._keywords()
        if self._problems:
            raise Unreadable(self._problems)
        exported = {question.key: question for question in questions}
        found = [self._found(path, page, exported.get(page.key or "")) for path, page in pages]
        relations += relations_of(page for _path, page in pages)
        keys = {page.key for _path, page in pages}
        return BankFiles(
            bank=ExportedBank(
                questions=tuple(questions),
                relations=tuple(sorted(relations, key=lambda relation: (relation.one, relation.other, relation.kind))),
                sources=tuple(sources),
                keywords=keywords,
                ignored=tuple(ignored),
                pictures=self._pictures,
            ),
            new=tuple(one for one in found if one.page.key not in exported),
            edited=tuple(one for one in found if one.page.key in exported and _is_edited(one, exported)),
            keywords_edited=self._is_by_hand(KEYWORDS),
            removed=tuple(question.key for question in questions if question.in_bank and question.key not in keys),
            findings=tuple(self._findings),
        )

    def _pages(self) -> Iterator[tuple[str, Page]]:
        for path in self._there.pages():
            try:
                yield path, read_page(self._there.text(path) or "", self._there.name(path))
            except Unreadable as unreadable:
                self._problems += unreadable.problems

    def _questions(self) -> list[ExportedQuestion]:
        revisions: defaultdict[str, list[ExportedRevision]] = defaultdict(list)
        for _line, (key, revision) in self._records(REVISIONS, revision_from):
            revisions[key].append(revision)
        return [
            question
            for _line, question in self._records(QUESTIONS, lambda document: question_from(document, revisions))
        ]

    def _records(self, path: str, read: Callable[[Document], Made]) -> Iterator[tuple[int, Made]]:
        try:
            yield from read_lines(self._there.text(path) or "", read)
        except Unreadable as unreadable:
            self._problems += unreadable.problems
        except BrokenRecord as broken:
            told = _("this line was not written by Viva; restore the file, or remove it to start a history anew")
            self._problems.append(Problem(self._there.name(path), int(broken.args[0]), told))

    def _keywords(self) -> tuple[ExportedKeyword, ...]:
        try:
            return read_keywords(self._there.text(KEYWORDS) or "", self._there.name(KEYWORDS))
        except Unreadable as unreadable:
            self._problems += unreadable.problems
            return ()

    def _is_by_hand(self, path: str) -> bool:
        """Whether a file is not as an export wrote it."""
        content, before = self._there.read(path), exported_before(self._there).get(path)
        return content is not None and (before is None or before.hash != content_hash(content))

    def _check_keys(self, pages: Iterable[tuple[str, Page]], known: Collection[str]) -> None:
        """No two pages with one id, and no page that leads nowhere."""
        first: dict[str, str] = {}
        listed = list(pages)
        for path, page in listed:
            if page.key in first:
                told = _("{file} has this id too; take the line out of the copy to make it a question of its own")
                self._complain(path, page.key, told.format(file=self._there.name(first[page.key])))
            elif page.key:
                first[page.key] = path
        for path, page in listed:
            for _kind, key in page.related:
                if key not in first and key not in known:
                    self._complain(path, key, _("no question has the id {key}").format(key=key))

    def _complain(self, path: str, key: str, told: str) -> None:
        self._problems.append(Problem(self._there.name(path), self._line_with(path, key), told))

    def _line_with(self, path: str, words: str) -> int:
        lines = (self._there.text(path) or "").splitlines()
        return next((number for number, line in enumerate(lines, 1) if words in line), 1)

    def _found(self, path: str, page: Page, exported: ExportedQuestion | None) -> FoundPage:
        """The page with its pictures; a missing one keeps nothing from being read."""
        kept: dict[str, str | None] = {}
        if exported:
            kept = {one.target: one.sha256 for wording in exported.revisions for one in wording.parts.pictures}
        shown = {target: file for file, target in page.pictures}
        hashes: dict[str, str | None] = {}
        parts = exported.parts if exported and exported.content == page.content else parts_of(page.content, {})
        for picture in parts.pictures:
            target = picture.target
            if _ADDRESS.match(target):
                continue
            hashes[target] = self._pictures.shown(path, shown.get(target, target)) or kept.get(target)
            if hashes[target] is None:
                told = _("the picture {target} is missing").format(target=target)
                line = self._line_with(path, shown.get(target, target))
                self._findings.append(Problem(self._there.name(path), line, told))
        return FoundPage(path=path, page=page, pictures=hashes)


def _is_edited(found: FoundPage, exported: Mapping[str, ExportedQuestion]) -> bool:
    question = exported[found.page.key or ""]
    status = found.page.status or status_of(question.parts)
    return found.page.content != question.content or status is not question.status


class _Pictures(Mapping[str, bytes]):
    """The pictures of a folder by the hash of their bytes, which are read when asked for."""

    def __init__(self, there: BankFolder) -> None:
        self._there = there
        self._files: dict[str, str] = {}
        """Where the bytes are, by their hash."""
        self._hashes: dict[str, str | None] = {}
        """Of files that were looked at."""
        for path in there.all():
            if path.startswith(f"{pictures.FOLDER}/"):
                self._look_at(path)

    def shown(self, page: str, target: str) -> str | None:
        """The hash of the picture that a page shows; found by its name too when the page was moved."""
        name = unquote(target.partition("#")[0].partition("?")[0])
        beside = normpath(f"{PurePosixPath(page).parent}/{name}")
        return self._look_at(beside) or self._look_at(f"{pictures.FOLDER}/{PurePosixPath(name).name}")

    def _look_at(self, path: str) -> str | None:
        if path not in self._hashes:
            self._hashes[path] = None
            content = self._there.read(path) if self._is_ours(path) and pictures.is_picture(path) else None
            if content is not None:
                sha256 = hashlib.sha256(content).hexdigest()
                self._hashes[path] = sha256
                self._files.setdefault(sha256, path)
        return self._hashes[path]

    def _is_ours(self, path: str) -> bool:
        """Whether a path leads to something in the folder of the bank, by links too."""
        place = self._there.place(path)
        return is_inside(path) and place is not None and place.resolve().is_relative_to(self._there.root.resolve())

    def __getitem__(self, sha256: str) -> bytes:
        content = self._there.read(self._files[sha256])
        if content is None:
            raise KeyError(sha256)
        return content

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
