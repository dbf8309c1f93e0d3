"""The folder of a bank: which files are whose, and which version of the format it is."""

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from viva.exchange.errors import Problem, Unreadable
from viva.exchange.journal import Pending, pending
from viva.intake.files import BANK_FILE, EXPORTED
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.kernel.refusals import reason

FORMAT_FILE = BANK_FILE
FORMAT = "viva-bank"
VERSION = 1

KEYWORDS = "keywords.yaml"
QUESTIONS = ".viva/questions.jsonl"
REVISIONS = ".viva/revisions.jsonl"
RELATIONS = ".viva/relations.jsonl"
SOURCES = ".viva/sources.jsonl"
IGNORED = ".viva/ignored.jsonl"
FILES = EXPORTED.as_posix()

_PAGES = (".md", ".markdown")
_NO_PAGES = frozenset(["readme", "license", "licence", "contributing", "changelog", "authors", "index"])

NEW_FORMAT_FILE = f"""\
# A bank of questions for Viva: each Markdown file below is one of them.
format = "{FORMAT}"
version = {VERSION}
"""


def is_bank(folder: Path) -> bool:
    """Whether a folder says that it is a bank; one that cannot be looked into does not."""
    try:
        return (folder / FORMAT_FILE).is_file() or FORMAT_FILE in pending(folder).places
    except OSError:
        return False


class BankFolder:
    """The files of a bank as they are, or will be when what was decided is done; paths are relative, with slashes."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        self._pending: Pending = pending(folder)

    def check_format(self) -> None:
        """Refuse what is no bank, or one of a newer program."""
        written = self.read(FORMAT_FILE)
        if written is None:
            told = _("{folder} is no bank: there is no file {file} in it.")
            raise InvalidInput(told.format(folder=self.root, file=FORMAT_FILE))
        try:
            values = tomllib.loads(written.decode("utf-8-sig"))
        except ValueError as error:
            told = _("{file} cannot be read: {problem}.")
            raise InvalidInput(told.format(file=self.root / FORMAT_FILE, problem=error)) from error
        version = values.get("version")
        if values.get("format") != FORMAT or type(version) is not int or version < 1:
            told = _('{file} must say `format = "{format}"` and `version = {version}`.')
            raise InvalidInput(told.format(file=self.root / FORMAT_FILE, format=FORMAT, version=VERSION))
        if version > VERSION:
            told = _("{folder} was written by a newer Viva (its format is {version}, this program knows {known}).")
            raise InvalidInput(told.format(folder=self.root, version=version, known=VERSION))

    def pages(self) -> Iterator[str]:
        """The files that hold questions, in order."""
        return (path for path in self.all() if is_page(path))

    def all(self) -> list[str]:
        """Every file that is not hidden, in order."""
        found = {path for path, place in self._pending.places.items() if place and not _is_hidden(path)}
        for folder, folders, files in os.walk(self.root):
            folders[:] = [name for name in folders if not name.startswith(".")]
            below = Path(folder).relative_to(self.root).as_posix()
            prefix = "" if below == "." else f"{below}/"
            found.update(f"{prefix}{name}" for name in files if not name.startswith("."))
        return sorted(path for path in found if self._pending.places.get(path, self.root) is not None)

    def place(self, path: str) -> Path | None:
        """Where the content of a file is now; None where it will be gone."""
        return self._pending.places.get(path, self.root / path)

    def read(self, path: str) -> bytes | None:
        """The content of a file, None when there is none."""
        place = self.place(path)
        if place is None:
            return None
        try:
            return place.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as refusal:
            told = _("Cannot read {file}: {problem}.")
            raise InvalidInput(told.format(file=self.root / path, problem=reason(refusal))) from refusal

    def text(self, path: str) -> str | None:
        """The content of a text file, None when there is none; Unreadable with its line when it is not UTF-8."""
        content = self.read(path)
        if content is None:
            return None
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise Unreadable(
                [Problem(self.name(path), line, _("this is not UTF-8; save the file as UTF-8"))]
            ) from error

    def name(self, path: str) -> str:
        """What to call a file."""
        return (self.root / path).as_posix()


def is_page(path: str) -> bool:
    """Whether a file holds a question, by its name."""
    pure = PurePosixPath(path)
    return pure.suffix.lower() in _PAGES and pure.stem.lower() not in _NO_PAGES and not _is_hidden(path)


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in PurePosixPath(path).parts)
