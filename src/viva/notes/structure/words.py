"""The words by which notes ask, answer and label, in several languages."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Final

_CJK: Final = re.compile("[぀-ヿ㐀-鿿가-힯]")
_TRAILING_ASIDE: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]][^\w?？]*$")
_TELLING: Final = "?？؟;_"  # marks at the end of a text that are no tail
_WORD: Final = re.compile(r"[^\s,;:!?？()\[\]\"«»“”.]+")
_INNER_MARK: Final = re.compile(r"[?？](?=[\s*_`\"»”)]|$)")
_LONGEST_TAIL: Final = 300  # characters behind a question mark: remarks in brackets, marks
_LONGEST_PHRASE: Final = 4
_PERIOD: Final = re.compile(
    r"(?:week|day|part|неделя|день|часть|тиждень|частина|woche|tag|teil|semana|d[ií]a|parte|semaine|jour|partie)\s*\d",
    re.IGNORECASE,
)
_LONGEST_LABEL: Final = 9
_LONGEST_COMPARISON: Final = 12
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_VERSUS: Final = re.compile(r"\w\W{0,3}\s(?:vs\.?|versus|против|проти|gegen)\s", re.IGNORECASE)


class Words:
    """One look-up for every list of `data/words.toml`; make it once with `words()`."""

    def __init__(self, tables: dict[str, dict[str, list[str]]]) -> None:
        def every(table: str) -> frozenset[str]:
            return frozenset(word.lower() for group in tables[table].values() for word in group)

        self.question = every("question")
        self.instruction = every("instruction")
        self.answer = frozenset(tables["answer"]["words"])
        self.ask = frozenset(tables["ask"]["words"])
        self.label_openings = frozenset(_LETTERS.findall(name)[0] for name in self.ask | self.answer)
        self.ask_alone = frozenset(tables["ask"]["alone"])
        self.contents = frozenset(tables["contents"]["words"])
        self.perhaps_contents = frozenset(tables["contents"]["perhaps"])
        self.aside = frozenset(tables["aside"]["words"])
        self.perhaps_aside = frozenset(tables["aside"]["perhaps"])
        self.closing = frozenset(tables["aside"]["closing"])
        self.reading = frozenset(tables["aside"]["reading"])
        self.advice = frozenset(tables["aside"]["advice"])
        self.part = frozenset(tables["part"]["words"])
        self.asked = frozenset(tables["asked"]["words"])
        self.todo = frozenset(tables["todo"]["words"])
        self.empty = frozenset(tables["todo"]["empty"])
        self.nameless = frozenset(tables["asked"]["nameless"])
        self.title = frozenset(tables["asked"]["title"])
        self.pronouns = frozenset(tables["pronouns"]["words"])
        self.remark = tuple(tables["remark"]["words"])
        within = sorted({word for group in tables["within"].values() for word in group}, key=len, reverse=True)
        spaced = [re.escape(word) for word in within if not _CJK.search(word)]
        self._within_spaced = re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)")
        self._within_cjk = re.compile("|".join(re.escape(word) for word in within if _CJK.search(word)))

    def asks(self, text: str) -> int:
        """How strongly a text asks: 2 with a question mark, 1 by its words, else 0.

        A question mark inside brackets at the end is the author's doubt, not a question.
        """
        bare = _without_tail(_without_aside(text)) or _without_tail(text)
        if bare.endswith(("?", "？", "؟")):
            return 2
        lowered = bare.lower()
        opens = self.opens(lowered)
        if opens and _INNER_MARK.search(bare):
            return 2
        if opens or self._within_spaced.search(lowered):
            return 1
        return 1 if _CJK.search(lowered) and self._within_cjk.search(lowered) else 0

    def compares(self, text: str) -> bool:
        """Whether a short text sets two things against each other."""
        return bool(_VERSUS.search(text)) and count_words(text) <= _LONGEST_COMPARISON

    def speaks_of_notes(self, text: str) -> bool:
        """Whether a title speaks of notes or interviews rather than of a subject."""
        name = plain(text)
        if self.title & set(_WORD.findall(name)):
            return True
        return bool(_CJK.search(name)) and any(word in name for word in self.title if _CJK.search(word))

    def opens(self, lowered: str) -> bool:
        """Whether a lower-case text begins with a question or instruction word."""
        first = _WORD.findall(lowered[:80])[:_LONGEST_PHRASE]
        if len(first) < 2:
            return False
        for count in range(1, len(first) + 1):
            phrase = " ".join(first[:count])
            if phrase in self.question or phrase in self.instruction:
                return True
        return False

    def names_list(self, text: str) -> bool:
        """Whether a heading or label announces things that are asked or to be known."""
        name = plain(text)
        if name in self.asked:
            return True
        if _PERIOD.match(name) or name in self.nameless:
            return True
        tokens = _WORD.findall(name.replace("/", " "))
        return 0 < len(tokens) <= _LONGEST_LABEL and any(
            " ".join(tokens[i : i + count]) in self.asked for count in (1, 2, 3) for i in range(len(tokens) - count + 1)
        )

    def instructs(self, text: str) -> bool:
        """Whether a text begins with an instruction such as "Explain"."""
        first = _WORD.findall(text[:80].lower())[:3]
        return any(" ".join(first[:count]) in self.instruction for count in range(1, len(first) + 1))


@cache
def words() -> Words:
    """The lists, read once."""
    data = resources.files("viva.notes.data").joinpath("words.toml").read_text(encoding="utf-8")
    return Words(tomllib.loads(data))


def count_words(text: str) -> int:
    """Words of a text; three signs of a script without spaces count as one."""
    count = text.count(" ") + 1
    return count + sum(1 for _ in _CJK.finditer(text)) // 3 if not text.isascii() else count


def plain(text: str) -> str:
    """A label as it is compared: lower case, without marks at its ends."""
    first, last = 0, len(text)
    while last and not text[last - 1].isalnum():
        last -= 1
    while first < last and not text[first].isalnum():
        first += 1
    return text[first:last].lower()


def _without_aside(text: str) -> str:
    """A text without a remark in brackets at its end."""
    tail = text[-_LONGEST_TAIL:]
    return text[:-_LONGEST_TAIL] + _TRAILING_ASIDE.sub("", tail) if ")" in tail or "]" in tail else text


def _without_tail(text: str) -> str:
    """A text without the marks at its end, but for question marks."""
    last = len(text)
    while last and not (text[last - 1].isalnum() or text[last - 1] in _TELLING):
        last -= 1
    return text[:last]
