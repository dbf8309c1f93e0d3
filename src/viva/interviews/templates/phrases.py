"""Reading the short sentences of templates: picks and gates are written in words that a program can check."""

import re
from fractions import Fraction

from viva.interviews.templates.russian import SPELLINGS
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _, marked, spoken
from viva.notes.model import Group, Level

_TOKEN = re.compile(
    r""""((?:[^"\\]|\\.)*)"|“((?:[^”\\]|\\.)*)”|«((?:[^»\\]|\\.)*)»|(-?\d+,\d+(?=[\s,]|$)|,|[^\s,"]+)"""
)
_PLAIN = re.compile(r"[^\s,\"\\“”«»]+")
_CLOSING = re.compile(r"([\\”»])")

COUNTS = (
    marked("one"), marked("two"), marked("three"), marked("four"), marked("five"),
    marked("six"), marked("seven"), marked("eight"), marked("nine"), marked("ten"),
)  # fmt: skip
SHARES = {
    "half": Fraction(1, 2),
    "one third": Fraction(1, 3),
    "two thirds": Fraction(2, 3),
    "one quarter": Fraction(1, 4),
    "three quarters": Fraction(3, 4),
}


def quoted(name: str) -> str:
    """A name as a sentence holds it: between quotes where it is more than one plain word."""
    if _PLAIN.fullmatch(name):
        return name
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def between(name: str) -> str:
    """A name as it stands between the quotation marks of a language."""
    return _CLOSING.sub(r"\\\1", name)


class Phrase:
    """A sentence that is read word by word; what does not fit raises InvalidInput with what was expected.

    Its words are English, or what they are in Russian.
    """

    def __init__(self, text: str) -> None:
        self.text = " ".join(text.split())
        self._words: list[tuple[str, bool]] = []
        at = 0
        for found in _TOKEN.finditer(self.text):
            if self.text[at : found.start()].strip():
                break
            name = next((each for each in found.groups()[:3] if each is not None), None)
            self._words.append((found[4], False) if name is None else (re.sub(r"\\(.)", r"\1", name), True))
            at = found.end()
        if self.text[at:].strip():
            raise InvalidInput(_("a quotation mark is not closed"))
        self._at = 0

    @property
    def done(self) -> bool:
        """Whether everything was read."""
        return self._at == len(self._words)

    def take(self, words: str) -> bool:
        """Go past these words, if they are next."""
        return any(self._past(said) for said in (words, *SPELLINGS.get(words, ())))

    def _past(self, words: str) -> bool:
        wanted = words.split()
        here = self._words[self._at : self._at + len(wanted)]
        if [(word.casefold(), bare) for word, bare in here] != [(word.casefold(), False) for word in wanted]:
            return False
        self._at += len(wanted)
        return True

    def expect(self, words: str) -> None:
        """Go past these words."""
        if not self.take(words):
            said = SPELLINGS.get(words, ()) if spoken() == "ru" else ()
            raise self.unfit(_("“{words}”").format(words=next(iter(said), words)))

    def word(self, wanted: str) -> str:
        """The next word, or the next quoted name."""
        if self.done:
            raise self.unfit(wanted)
        self._at += 1
        return self._words[self._at - 1][0]

    def end(self) -> None:
        """Nothing more may follow."""
        if not self.done:
            raise InvalidInput(_("“{word}” is not understood here").format(word=self._words[self._at][0]))

    def unfit(self, wanted: str) -> InvalidInput:
        """What to tell where something else was expected."""
        if self.done:
            return InvalidInput(_("it ends where {wanted} should follow").format(wanted=wanted))
        return InvalidInput(
            _("“{word}” stands where {wanted} should").format(word=self._words[self._at][0], wanted=wanted)
        )

    @property
    def at_group(self) -> bool:
        """Whether a group is next."""
        return not self.done and self._words[self._at][0].casefold() in set(Group)

    def group(self) -> Group:
        """A group by its name."""
        word = self.word(_("a group (Must, Should, Okay or Perfect)"))
        try:
            return Group(word.casefold())
        except ValueError:
            self._at -= 1
            raise self.unfit(_("a group (Must, Should, Okay or Perfect)")) from None

    def level(self) -> Level:
        """A level by its name."""
        word = self.word(_("a level (L1, L2 or L3)"))
        try:
            return Level(word.upper())
        except ValueError:
            self._at -= 1
            raise self.unfit(_("a level (L1, L2 or L3)")) from None

    def number(self) -> float:
        """A number, with a point or a comma."""
        wanted = _("a number")
        word = self.word(wanted)
        if not re.fullmatch(r"-?\d{1,9}(?:[.,]\d{1,9})?", word):
            self._at -= 1
            raise self.unfit(wanted)
        return float(word.replace(",", "."))

    def count(self) -> int:
        """How many, in words or digits."""
        for number, said in enumerate(COUNTS, 1):
            if self.take(said):
                return number
        word = self.word(_("how many"))
        if not re.fullmatch(r"[1-9]\d?", word):
            self._at -= 1
            raise self.unfit(_("how many"))
        return int(word)

    def share(self) -> Fraction | None:
        """A share in words, per cent or as a fraction; None when something else follows."""
        for words, share in SHARES.items():
            if self.take(words):
                return share
        here = self._words[self._at][0] if not self.done else ""
        if found := re.fullmatch(r"(\d{1,3})(%?)", here):
            after = self._words[self._at + 1][0] if self._at + 1 < len(self._words) else ""
            if found[2] or after == "%":
                self._at += 1 if found[2] else 2
                return self._checked(Fraction(int(found[1]), 100))
        if found := re.fullmatch(r"(\d{1,3})/(\d{1,3})", here):
            self._at += 1
            return self._checked(Fraction(int(found[1]), int(found[2])) if int(found[2]) else Fraction(0))
        return None

    def _checked(self, share: Fraction) -> Fraction:
        if not 0 < share <= 1:
            raise InvalidInput(_("a share is more than nothing, and not more than all"))
        return share


def share_words(share: Fraction) -> str:
    """A share as it is written."""
    for words, known in SHARES.items():
        if known == share:
            return words
    return f"{share.numerator}/{share.denominator}"


def figure(value: float) -> str:
    """A number as it is written."""
    return f"{value:.9f}".rstrip("0").rstrip(".")
