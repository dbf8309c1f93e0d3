"""Which files of a folder an export wrote before, and where the page of each question is."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from viva.bank.exported import ExportedQuestion
from viva.exchange.errors import Unreadable
from viva.exchange.folder import FILES, BankFolder
from viva.exchange.journal import is_inside
from viva.exchange.naming import file_of, folder_of
from viva.exchange.page import Page, read_page
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _


@dataclass(frozen=True, slots=True)
class Before:
    """A file as it was exported."""

    hash: str
    key: str | None


def exported_before(there: BankFolder) -> dict[str, Before]:
    written = there.text(FILES)
    if written is None:
        return {}
    try:
        files = json.loads(written)["files"]
        return {path: Before(*entry) for path, entry in files.items() if is_inside(path)}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        told = _("{file} was not written by Viva: remove it, or restore it.")
        raise InvalidInput(told.format(file=there.name(FILES))) from error


def manifest(hashes: Mapping[str, str], keys: Mapping[str, str]) -> bytes:
    files = ",\n".join(
        f"  {json.dumps(path, ensure_ascii=False)}: {json.dumps([hashes[path], keys.get(path)])}"
        for path in sorted(hashes)
    )
    return f'{{"files": {{\n{files}\n}}}}\n'.encode()


def paths_of(questions: Iterable[ExportedQuestion], there: BankFolder, before: Mapping[str, Before]) -> dict[str, str]:
    """The page of each question: where it is already, else a name that says what is inside."""
    known = _known_pages(there, before, questions)
    paths: dict[str, str] = {}
    taken = {path.casefold() for path in there.all()}
    for question in questions:
        if question.in_bank:
            path = known.get(question.key)
            if path is None:
                folder, name = folder_of(question.content.topics), file_of(question.content.prompt, question.key)
                path = _free(f"{folder}/{name}", taken)
                taken.add(path.casefold())
            paths[question.key] = path
    return paths


def _known_pages(
    there: BankFolder, before: Mapping[str, Before], questions: Iterable[ExportedQuestion]
) -> dict[str, str]:
    """Where the page of each question is now, by its key; a page without key is found by what it says."""
    said = {question.content: question.key for question in questions if question.in_bank}
    found: dict[str, str] = {}
    for path in there.pages():
        known = before.get(path)
        content = there.read(path)
        if known and known.key and content is not None and content_hash(content) == known.hash:
            found.setdefault(known.key, path)
            continue
        page = page_there(there, path)
        key = (page and (page.key or said.get(page.content))) or (known and known.key)
        if key:
            found.setdefault(key, path)
    return found


def page_there(there: BankFolder, path: str) -> Page | None:
    """What a person made of a page; None when it is not, or no longer, one."""
    try:
        return read_page(there.text(path) or "", path)
    except Unreadable:
        return None


def _free(path: str, taken: set[str]) -> str:
    stem = path.removesuffix(".md")
    names = (path if number == 1 else f"{stem}-{number}.md" for number in range(1, len(taken) + 2))
    return next(name for name in names if name.casefold() not in taken)


def content_hash(content: bytes) -> str:
    """The hash of a file, whatever the ends of its lines were made."""
    if b"\r" in content and b"\0" not in content:
        content = content.replace(b"\r\n", b"\n")
    return hashlib.sha256(content).hexdigest()
