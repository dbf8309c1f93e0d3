"""The terminal as rich sees it."""

from typing import IO, cast

from rich.console import Console

from viva.cli.stream import CheckedStream


class Screen(Console):
    """Shows text as it is, without finding markup, numbers or emoji in it."""

    def __init__(self, stream: CheckedStream) -> None:
        super().__init__(file=cast("IO[str]", stream), highlight=False, markup=False, emoji=False)

    def on_broken_pipe(self) -> None:
        """Leave it to the end of the call, instead of ending the program here."""
        raise BrokenPipeError
