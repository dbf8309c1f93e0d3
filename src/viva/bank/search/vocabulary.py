"""The words that were indexed, unstemmed: what a misspelt or an unfinished word may have meant."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from viva.bank.search.shadow import stem
from viva.db.reader import Reader

_LAST: Final = "\U0010ffff"  # sorts behind every letter
_SHORTEST_BEGINNING: Final = 3
_MOST: Final = 2_000

_stem = lru_cache(maxsize=20_000)(stem)
"""Each letter that is typed asks for the stems of some of the words again."""

_BEGINNING_WITH: Final = (
    "SELECT word FROM search_words WHERE workspace_id = ? AND word >= ? AND word < ? ORDER BY word LIMIT ?"
)
_OF_ABOUT: Final = "SELECT word FROM search_words WHERE workspace_id = ? AND length(word) BETWEEN ? AND ?"


class Vocabulary:
    """The words of one workspace; `learning.py` writes them down."""

    def __init__(self, reader: Reader, workspace_id: int) -> None:
        self._reader = reader
        self._workspace_id = workspace_id

    def beginning_with(self, beginning: str) -> Sequence[str]:
        """The stems of known words that begin so, although their stems do not: `running` of `runn`."""
        if len(beginning) < _SHORTEST_BEGINNING:
            return ()
        words = self._reader.ask(_BEGINNING_WITH, (self._workspace_id, beginning, beginning + _LAST, _MOST))
        stems = (_stem(word) for (word,) in words)
        return list(dict.fromkeys(each for each in stems if not each.startswith(beginning)))

    def of_about(self, length: int, slack: int, beginning: str = "") -> Sequence[str]:
        """All words that are about as long, and begin so."""
        about = (self._workspace_id, length - slack, length + slack)
        if beginning:
            words = self._reader.ask(_OF_ABOUT + " AND word >= ? AND word < ?", (*about, beginning, beginning + _LAST))
        else:
            words = self._reader.ask(_OF_ABOUT, about)
        return [word for (word,) in words]
