"""What files of a bank are called: names that are the same on every system, and say what is inside."""

import re
import unicodedata

REST = "other"
"""The folder of questions without a topic."""

_LONGEST = 60
_LETTERS = dict(zip("абвгдезийклмнопрстуфыэіґ", "abvgdeziyklmnoprstufyeig", strict=True))
_SOUNDS = {"ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya"}
_LATIN = str.maketrans(_LETTERS | _SOUNDS | {"ї": "yi", "є": "ye", "ъ": "", "ь": ""})
_SPOKEN = str.maketrans({"+": " plus ", "#": " sharp ", "&": " and ", "@": " at "})
_NOT_A_NAME = re.compile(r"[^a-z0-9]+")
_TAKEN = re.compile(r"con|prn|aux|nul|com\d|lpt\d|pictures")
"""What Windows takes for a device, and what has its meaning in a bank."""


def slug(text: str) -> str:
    """The words of a text in Latin letters, with hyphens between them; empty when it has none."""
    latin = text.lower().translate(_LATIN).translate(_SPOKEN)
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode().replace("'", "")
    words = _NOT_A_NAME.sub("-", plain).strip("-")
    if len(words) > _LONGEST:
        words = words[: _LONGEST + 1].rpartition("-")[0] or words[:_LONGEST]
    return f"{words}-" if _TAKEN.fullmatch(words) else words


def folder_of(topics: tuple[str, ...]) -> str:
    """The folder of a question with these topics."""
    return (slug(topics[0]) if topics else "") or REST


def file_of(prompt: str, key: str) -> str:
    """The name of a question's page."""
    words = slug(prompt.strip().partition("\n")[0])
    return f"{words.rstrip('-')}-{key}.md" if words else f"{key}.md"
