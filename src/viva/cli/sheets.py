"""Texts that a person writes, in the editor, in a file or in a pipe; none is lost before it is in the bank."""

import os
import stat
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import UnsupportedOperation
from itertools import count
from pathlib import Path

from viva.cli.context import Context
from viva.cli.editor import open_in_editor
from viva.cli.output import Output
from viva.exchange.errors import Problem, Unreadable
from viva.exchange.page import Page, read_pages
from viva.kernel.errors import InvalidInput, Unavailable
from viva.kernel.i18n import _
from viva.kernel.refusals import reason

FOLDER = "edits"
"""Where texts are, below the data folder, while they are edited, and afterwards if they could not be taken."""

PIPED = Path("-")

_YES = frozenset(["", "y", "yes", "д", "да"])


@dataclass(slots=True)
class Sheet:
    """A text that a person writes, and what was read of it."""

    name: str
    """What to call it when it is kept, without suffix."""
    shown: str
    """What it says at first."""
    file: Path | None = None
    """Where it is; None for a text that came through a pipe, until it has to be kept."""
    ours: bool = True
    """Whether the file is there only for us."""
    text: str = ""
    pages: Sequence[Page] = ()
    problem: Unreadable | None = None
    stored: bool = field(default=False)
    """Whether the bank has it, so that it need not be kept."""

    @property
    def changed(self) -> bool:
        """Whether the person wrote anything."""
        return self.text != self.shown

    def only_page(self) -> Page:
        """The one question that it holds; what is wrong with it is raised."""
        if self.problem:
            raise self.problem
        if len(self.pages) != 1:
            raise InvalidInput(_("One question is needed here, not {count}.").format(count=len(self.pages)))
        return self.pages[0]

    def take(self, content: bytes) -> None:
        """Read what the person wrote."""
        name = str(self.file) if self.file else _("standard input")
        self.problem = None
        try:
            self.text = content.decode()
            self.pages = read_pages(self.text, name) if self.changed else ()
        except UnicodeDecodeError as broken:
            self.text = content.decode(errors="backslashreplace")
            line = content.count(b"\n", 0, broken.start) + 1
            self.problem = Unreadable([Problem(name, line, _("this is not UTF-8"))])
        except Unreadable as problem:
            self.problem = problem


@contextmanager
def edited(context: Context, sheets: Sequence[Sheet]) -> Generator[Sequence[Sheet]]:
    """What the person makes of the sheets in the editor.

    One that cannot be read has a `problem`; on a terminal the person is asked
    to try again. What is changed and not `stored` at the end stays in its file.
    """
    folder = context.settings().data / FOLDER
    with _kept(context.output, folder, sheets):
        for sheet in sheets:
            sheet.file = _lay_out(folder, sheet.name, sheet.shown)
            sheet.text = sheet.shown
        waiting = list(sheets)
        while waiting:
            try:
                open_in_editor([sheet.file for sheet in waiting if sheet.file])
            finally:
                _take_all(waiting)
            broken = [sheet for sheet in waiting if sheet.problem]
            waiting = broken if broken and _wants_to_try_again(context.output, broken) else []
        yield sheets


@contextmanager
def given(context: Context, file: Path, *, name: str, piped: bytes | None = None) -> Generator[Sheet]:
    """What stands in a file, or came through standard input (`piped`); Unreadable when it makes no sense."""
    is_pipe = file == PIPED
    sheet = Sheet(name, shown="", file=None if is_pipe else file, ours=is_pipe)
    with _kept(context.output, context.settings().data / FOLDER, [sheet]):
        try:
            sheet.take((piped or read_standard_input()) if is_pipe else file.read_bytes())
        except OSError as refusal:
            raise Unavailable(f"{file}: {reason(refusal)}") from refusal
        if sheet.problem:
            raise sheet.problem
        if not sheet.pages:
            raise InvalidInput(
                _("There is no question in {file}.").format(file=_("standard input") if is_pipe else file)
            )
        yield sheet


def piped_text() -> bytes:
    """The text that waits in standard input: of what is neither file nor pipe, none is to be expected."""
    if sys.stdin.isatty():
        return b""
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (UnsupportedOperation, OSError):  # a stream of this process itself
        return read_standard_input()
    return read_standard_input() if stat.S_ISREG(mode) or stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) else b""


def read_standard_input() -> bytes:
    """All of standard input, as it came."""
    buffer = getattr(sys.stdin, "buffer", None)
    return bytes(buffer.read()) if buffer else sys.stdin.read().encode()


def _take_all(sheets: Sequence[Sheet]) -> None:
    """Read what the editor left behind, all that can be read before it is told what cannot."""
    refusals: list[OSError] = []
    for sheet in sheets:
        try:
            sheet.take(sheet.file.read_bytes() if sheet.file else b"")
        except OSError as refusal:
            refusals.append(refusal)
    for first in refusals:
        raise Unavailable(f"{first.filename}: {reason(first)}") from first


def _wants_to_try_again(output: Output, broken: Sequence[Sheet]) -> bool:
    """Say what is wrong, and ask where somebody can answer."""
    if not (sys.stdin.isatty() and output.progress_on_terminal):
        return False
    for sheet in broken:
        output.remark(("viva: ", "bold red"), str(sheet.problem))
    output.remark((_("Edit again? [Y/n]"), "bold"))
    answer = sys.stdin.readline()
    return bool(answer) and answer.strip().lower() in _YES


@contextmanager
def _kept(output: Output, folder: Path, sheets: Sequence[Sheet]) -> Generator[None]:
    """Keep, at the end, what the person wrote and the bank did not take; the rest is thrown away."""
    try:
        yield
    finally:
        for sheet in sheets:
            if not sheet.ours:
                continue
            if sheet.changed and not sheet.stored:
                sheet.file = sheet.file or _lay_out(folder, sheet.name, sheet.text)
                output.remark(_("Your text is kept in {file}.").format(file=sheet.file))
            elif sheet.file:
                sheet.file.unlink(missing_ok=True)
        with suppress(OSError):  # others may be editing there
            folder.rmdir()


def _lay_out(folder: Path, name: str, text: str) -> Path:
    """A new file with a text, which nobody else reads."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for number in count(1):
            file = folder / (f"{name}.md" if number == 1 else f"{name}-{number}.md")
            try:
                with file.open("x", encoding="utf-8", errors="surrogateescape", newline="") as opened:
                    opened.write(text)
            except FileExistsError:  # an earlier text that is kept
                continue
            return file
    except OSError as refusal:
        raise Unavailable(f"{refusal.filename or folder}: {reason(refusal)}") from refusal
    raise AssertionError
