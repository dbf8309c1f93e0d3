"""How a long piece of work tells how far it is, whoever watches: a terminal, a page, or nobody."""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager

Advance = Callable[[str], None]
"""Tells that work on the next thing, by its name, begins."""

Progress = Callable[[str, int], AbstractContextManager[Advance]]
"""Watches one piece of work, of which it is told the title and how many things there are to do."""


@contextmanager
def unwatched(_title: str, _total: int) -> Generator[Advance]:
    """Nobody is told."""
    yield lambda _name: None
