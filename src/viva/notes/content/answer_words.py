"""Words that tell the parts of an answer apart, in many languages."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_WORD = re.compile(r"\w+")


class Phrases(NamedTuple):
    """Phrases to look for word by word; plain search beats a pattern of dozens of alternatives by far."""

    padded: tuple[str, ...]

    @classmethod
    def of(cls, phrases: list[str]) -> "Phrases":
        """Phrases as data give them: a star stands for any end of the last word."""
        return cls(tuple(_pad(phrase).rstrip() + ("" if phrase.endswith("*") else " ") for phrase in phrases))

    def are_in(self, text: str) -> bool:
        """Whether one of the phrases stands in the text."""
        words = _pad(text)
        return any(phrase in words for phrase in self.padded)


def _pad(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.lower()))} "


class AnswerWords(NamedTuple):
    """Labels, words before examples, words of experts' remarks, and abbreviations without their last full stop."""

    label: re.Pattern[str]
    examples: Phrases
    remarks: Phrases
    abbreviations: frozenset[str]


@cache
def answer_words() -> AnswerWords:
    table = tomllib.loads(files("viva.notes.data").joinpath("answers.toml").read_text(encoding="utf-8"))
    return AnswerWords(
        label=re.compile(rf"^\s*(?:{'|'.join(table['labels'])})\s*[:：]\s*", re.IGNORECASE),
        examples=Phrases.of(table["examples"]),
        remarks=Phrases.of(table["remarks"]),
        abbreviations=frozenset(table["abbreviations"]),
    )
