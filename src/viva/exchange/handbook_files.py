"""The handbook as a folder of files: one for each topic, a list of them, and the pictures they show."""

from pathlib import Path

from viva.bank.exported import ExportedBank
from viva.exchange import pictures
from viva.exchange.comparing import Export, Wanted, compare
from viva.exchange.folder import FILES, FORMAT_FILE, BankFolder
from viva.exchange.handbook import Handbook
from viva.exchange.manifest import content_hash, exported_before, manifest
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _

INDEX = "README.md"


def plan_handbook(folder: Path, bank: ExportedBank) -> Export:
    """Find out what writing a handbook into a folder would change there; the folder is new, empty or a handbook."""
    there = BankFolder(folder)
    if there.read(FORMAT_FILE) is not None:
        raise InvalidInput(_("{folder} is a bank: name another folder for the handbook.").format(folder=folder))
    if there.read(FILES) is None and (there.all() or (folder.exists() and not folder.is_dir())):
        raise InvalidInput(_("{folder} is neither empty nor a handbook: name a new folder.").format(folder=folder))
    shown = {
        sha256: pictures.file_of(sha256, bank.pictures[sha256])
        for question in bank.questions
        for _target, _alt, sha256 in question.parts.pictures
        if sha256 is not None and sha256 in bank.pictures
    }
    handbook = Handbook(bank, shown)
    texts = {name: "".join(handbook.chapter(chapter)).encode() for chapter, name in handbook.files()}
    texts[INDEX] = handbook.index().encode()
    hashes = {path: content_hash(content) for path, content in texts.items()}
    hashes.update((path, content_hash(bank.pictures[sha256])) for sha256, path in shown.items())
    files: dict[str, bytes | str] = {**texts, **{path: sha256 for sha256, path in shown.items()}}
    files[FILES] = manifest(hashes, {})
    return compare(there, exported_before(there), Wanted(files, {}, {}), bank.pictures)
