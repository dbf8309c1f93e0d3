"""Writing a bank into a folder: what changed and nothing else, and never over what a person did there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from posixpath import relpath

from viva.bank.exported import ExportedBank, ExportedQuestion
from viva.bank.model import status_of
from viva.exchange import pictures
from viva.exchange.comparing import Export, Wanted, compare
from viva.exchange.folder import (
    FILES,
    FORMAT_FILE,
    IGNORED,
    KEYWORDS,
    NEW_FORMAT_FILE,
    QUESTIONS,
    RELATIONS,
    REVISIONS,
    SOURCES,
    BankFolder,
)
from viva.exchange.keyword_file import write_keywords
from viva.exchange.manifest import content_hash, exported_before, manifest, paths_of
from viva.exchange.page import Page, Relative, write_page
from viva.exchange.records import (
    ignored_document,
    json_lines,
    question_document,
    relation_document,
    revision_document,
    source_document,
)
from viva.exchange.relatives import told_in_pages
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _


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
    return compare(there, before, wanted, bank.pictures)


def _wanted(bank: ExportedBank, there: BankFolder, paths: Mapping[str, str]) -> Wanted:
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
    return Wanted(files, pages, questions)


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
        IGNORED: json_lines(map(ignored_document, bank.ignored)),
        KEYWORDS: write_keywords(bank.keywords) if bank.keywords else "",
    }
    return {path: text.encode() for path, text in written.items() if text}
