"""Words that tell the parts of an answer apart, in many languages."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class AnswerWords(NamedTuple):
    """Patterns for labels, examples and experts' remarks, and abbreviations without their last full stop."""

    label: re.Pattern[str]
    example: re.Pattern[str]
    remark: re.Pattern[str]
    abbreviations: frozenset[str]


@cache
def answer_words() -> AnswerWords:
    table = tomllib.loads(files("viva.notes.data").joinpath("answers.toml").read_text(encoding="utf-8"))
    return AnswerWords(
        label=re.compile(rf"(?:{'|'.join(table['labels'])})\s*[:：]\s*", re.IGNORECASE),
        example=re.compile("|".join(table["examples"]), re.IGNORECASE),
        remark=re.compile("|".join(table["remarks"]), re.IGNORECASE),
        abbreviations=frozenset(table["abbreviations"]),
    )
