"""What a word may have meant that is nowhere in the bank: typed on the other keyboard, or with a slip."""

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

_LATIN_KEYS: Final = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_CYRILLIC_KEYS: Final = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_TO_CYRILLIC: Final = str.maketrans(
    _LATIN_KEYS + '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>', _CYRILLIC_KEYS + _CYRILLIC_KEYS.upper()
)
_TO_LATIN: Final = str.maketrans(_CYRILLIC_KEYS + _CYRILLIC_KEYS.upper(), _LATIN_KEYS * 2)

_ONE_MORE_FROM: Final = (3, 6, 10)
"""The lengths from which a word may have one slip more."""

MOST: Final = 6
"""Near words that are looked at."""


class Near(NamedTuple):
    """A word and by how many slips it differs."""

    word: str
    slips: int


def on_the_other_keyboard(text: str) -> Iterator[str]:
    """The same keys on the Russian keyboard, or on the English one."""
    for layout in (_TO_LATIN, _TO_CYRILLIC):
        switched = text.translate(layout)
        if switched != text:
            yield switched


def slips_allowed(word: str) -> int:
    """How many letters may be wrong, missing, too many or swapped: few in a short word, which is soon another one."""
    return sum(len(word) >= length for length in _ONE_MORE_FROM)


def nearest(word: str, known: Collection[str]) -> list[Near]:
    """The known words that are nearest, all with as few slips, those with the same first letter first."""
    from rapidfuzz import process  # late: most searches find something
    from rapidfuzz.distance import DamerauLevenshtein

    found = process.extract(
        word, known, scorer=DamerauLevenshtein.distance, score_cutoff=slips_allowed(word), limit=None
    )
    fewest = min((slips for _word, slips, _place in found), default=0)
    near = [Near(each, int(slips)) for each, slips, _place in found if slips == fewest]
    return sorted(near, key=lambda each: (each.word[0] != word[0], each.word))[:MOST]
