"""Where a command's words go: results on standard output, what is said about them on standard error."""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, TextIO

from viva.cli.stream import CheckedStream
from viva.kernel.errors import Unavailable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from viva.cli.column import Column
    from viva.cli.screen import Screen

Part = str | tuple[str, str]
"""Words, or words with a style that only a terminal shows."""

_NEAR_THE_MARGIN = 4

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")


class Output:
    """Results as colours and tables on a terminal, as plain text or tab-separated fields in a pipe."""

    def __init__(self, out: TextIO, err: TextIO) -> None:
        self._out = CheckedStream(out)
        self._err = CheckedStream(err)
        self.on_terminal = out.isatty()

    @classmethod
    def standard(cls) -> "Output":
        """The streams of this process; what their encoding cannot say is written as an escape."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        return cls(sys.stdout, sys.stderr)

    @cached_property
    def console(self) -> "Screen":
        """Standard output, for what only a terminal can show."""
        from viva.cli.screen import Screen

        return Screen(self._out)

    @cached_property
    def error_console(self) -> "Screen":
        """Standard error, for progress."""
        from viva.cli.screen import Screen

        return Screen(self._err)

    @property
    def width(self) -> int:
        """How many columns the terminal has."""
        return self.console.width

    @property
    def progress_on_terminal(self) -> bool:
        """Whether somebody watches standard error."""
        return bool(self._err.isatty())

    def line(self, *parts: Part, cut: bool = False, hang: int | None = None) -> None:
        """One line of the result.

        On a terminal `cut` ends it where the terminal ends, and `hang` goes on
        in the next line from that column, between two words.
        """
        if not self.on_terminal:
            self.write(_unstyled(parts) + "\n")
            return
        if hang is None:
            self.console.print(_styled(parts), soft_wrap=not cut, no_wrap=cut, overflow="ellipsis" if cut else None)
        else:
            for line in _hanging(_styled(parts), self.console, hang):
                self.console.print(line, soft_wrap=True)

    def lines(self, lines: Iterable[Sequence[Part]], *, cut: bool = False, hang: int | None = None) -> None:
        """Several lines of the result."""
        for parts in lines:
            self.line(*parts, cut=cut, hang=hang)

    def table(self, columns: Sequence["Column"], rows: Iterable[Sequence[str]], *, main: int) -> None:
        """Rows under headings; in a pipe only the rows, with tabs between fields.

        `main` is the column that gives way when the terminal is narrow, and
        still keeps half of it: others are left out before.
        """
        clean = [[" ".join(field.split()) for field in row] for row in rows]
        if not self.on_terminal:
            for row in clean:
                self.write("\t".join(row) + "\n")
            return
        from viva.cli.table import columns_that_fit, laid_out

        shown = columns_that_fit(columns, clean, main=main, width=self.width)
        picked = [[harmless(row[number]) for number in shown] for row in clean]
        self.console.print(laid_out([columns[number] for number in shown], picked, main=shown.index(main)))

    def json(self, value: Any) -> None:
        """A result for scripts."""
        self.json_chunks(iter([json.dumps(value, ensure_ascii=False, indent=2), "\n"]))

    def json_chunks(self, chunks: Iterator[str]) -> None:
        """A result for scripts that is too large to hold as one text; UTF-8 whatever the locale says."""
        self._out.speak_utf8()
        for chunk in chunks:
            self._out.write(chunk)

    def write(self, text: str) -> None:
        """Exactly this text of the result."""
        self._out.write(text)

    def remark(self, *parts: Part) -> None:
        """One line about the result, beside it; nobody can be told that nobody can be told."""
        with suppress(Unavailable, BrokenPipeError):
            if self.progress_on_terminal:
                self.error_console.print(_styled(parts), soft_wrap=True)
            else:
                self._err.write(_unstyled(parts) + "\n")

    def close(self) -> None:
        """Send off what is buffered, so that a full disk is noticed while it can be told."""
        self._out.flush()

    def abandon(self) -> None:
        """Send off what can be, and drop the rest: something worse is to be told."""
        try:
            self._out.flush()
        except (Unavailable, BrokenPipeError):
            self._out.discard()


class LateScreen:
    """Standard output for cyclopts, made when help is shown on it: rich is large, and most commands do without it."""

    def __init__(self, output: Output) -> None:
        self._output = output

    def __getattr__(self, name: str) -> Any:
        """Whatever a screen can do."""
        return getattr(self._output.console, name)


def _unstyled(parts: Iterable[Part]) -> str:
    return "".join(part if isinstance(part, str) else part[0] for part in parts)


def harmless(text: str) -> str:
    """The text for a terminal, which must not obey control characters that stand in notes and file names."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def _styled(parts: Iterable[Part]) -> "Text":
    from rich.text import Text

    line = Text()
    for part in parts:
        text, style = (part, "") if isinstance(part, str) else part
        line.append(harmless(text), style)
    return line


def _hanging(text: "Text", console: "Console", hang: int) -> "Iterator[Text]":
    """The lines of a text that goes on below from a column, or near the margin where the terminal is narrow.

    What has a word that is too long for a line, such as an address, is left to
    the terminal, from which it can be copied in one piece.
    """
    from rich.cells import cell_len

    column = hang if hang <= console.width // 2 else _NEAR_THE_MARGIN
    if any(cell_len(word) > console.width - column for word in text.plain.split()):
        yield text
        return
    first, *rest = text.wrap(console, console.width)
    yield first
    if rest:
        left = text.plain[len(first) :].lstrip()
        for line in text[len(text) - len(left) :].wrap(console, console.width - column):
            line.pad_left(column)
            yield line
