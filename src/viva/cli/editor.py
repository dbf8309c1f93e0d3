"""The person's own editor, opened on files."""

import os
import shlex
import shutil
import signal
import subprocess  # the person's own command, not run by a shell
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, TextIO

from viva.kernel.errors import InvalidInput, Unavailable
from viva.kernel.i18n import _
from viva.kernel.refusals import reason

_USUAL = ("sensible-editor", "nano", "vi", "notepad")
_TERMINAL = "/dev/tty"


def editor(environ: Mapping[str, str]) -> list[str]:
    """The words that start the editor: what VISUAL or EDITOR say, or one that systems have."""
    for name in ("VISUAL", "EDITOR"):
        if named := environ.get(name, "").strip():
            try:
                return shlex.split(named)
            except ValueError as mistake:
                raise InvalidInput(
                    _("{name} has a quotation mark without its other half.").format(name=name)
                ) from mistake
    found = next((path for path in map(shutil.which, _USUAL) if path), None)
    if found is None:
        raise Unavailable(_("There is no editor here: set EDITOR to yours, or give the text with --from FILE."))
    return [found]


def open_in_editor(files: Sequence[Path]) -> None:
    """Let the person edit files, and wait until they are done; Unavailable when that fails."""
    words = editor(os.environ)
    with ExitStack() as opened, _undisturbed():
        stdin, stdout = _terminal(opened, sys.stdin, "r"), _terminal(opened, sys.stdout, "w")
        try:
            ended = subprocess.run([*words, *map(str, files)], check=False, stdin=stdin, stdout=stdout)  # noqa: S603
        except OSError as refusal:
            told = _("The editor {editor} cannot be started: {problem}.")
            raise Unavailable(told.format(editor=words[0], problem=reason(refusal))) from refusal
    if ended.returncode:
        told = _("The editor {editor} ended with an error ({code}): nothing was changed.")
        raise Unavailable(told.format(editor=words[0], code=ended.returncode))


@contextmanager
def _undisturbed() -> Generator[None]:
    """Ctrl-C belongs to the editor while it is open, and does not end us."""
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _terminal(opened: ExitStack, stream: TextIO, mode: str) -> IO[Any] | None:
    """The terminal itself, where a stream is none, as in a pipe; an editor that is a script does without."""
    if stream.isatty():
        return None
    try:
        return opened.enter_context(Path(_TERMINAL).open(mode, encoding="utf-8"))
    except OSError:  # nobody sits here
        return None
