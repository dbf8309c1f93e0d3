"""How far a long piece of work is, told on standard error."""

from collections.abc import Generator
from contextlib import contextmanager

from viva.cli.output import Output
from viva.intake.progress import Advance
from viva.kernel.i18n import _

_SPARSE = 10
"""How many lines at most a long piece of work writes where nobody watches."""
_WORTH_TELLING = 1000

_BESIDE_NAME = 48
"""The columns for title, bar and count, and for the ^C that a terminal shows behind them: it must not begin a line."""
_SHORTEST_NAME = 8


@contextmanager
def progress(output: Output, title: str, total: int) -> Generator[Advance]:
    """A bar with the current name on a terminal; elsewhere a line now and then, and none for little work."""
    if output.progress_on_terminal:
        with _bar(output, title, total) as advance:
            yield advance
    else:
        yield _sparse_lines(output, title, total)


@contextmanager
def _bar(output: Output, title: str, total: int) -> Generator[Advance]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.table import Column

    room = max(_SHORTEST_NAME, output.error_console.width - _BESIDE_NAME)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TextColumn(
            "{task.fields[name]}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis", max_width=room)
        ),
    )
    begun = 0
    with Progress(*columns, console=output.error_console, transient=True) as bar:
        task = bar.add_task(title, total=total, name="")

        def advance(name: str) -> None:
            nonlocal begun
            bar.update(task, completed=begun, name=name)
            begun += 1

        yield advance


def _sparse_lines(output: Output, title: str, total: int) -> Advance:
    begun = 0

    def advance(_name: str) -> None:
        nonlocal begun
        begun += 1
        if total >= _WORTH_TELLING and begun % (total // _SPARSE) == 0:
            told = _("{title}: {done} of {total}")
            output.remark(told.format(title=title, done=begun, total=total))

    return advance
