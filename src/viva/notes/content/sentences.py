"""Sentences of notes, in any language that ends them with a mark."""

import re
from collections.abc import Iterator

from viva.notes.content.answer_words import answer_words

_END = re.compile(r"[.!?…]+[\"'”»)\]]*(?=\s+\S)|[。！？]+[”」』）]*(?=.)")
_LONGEST_TOKEN = 40
_LAST_TOKEN = re.compile(r"[\w.]+$")


def sentences(text: str) -> Iterator[str]:
    """Split a text behind its full stops, except those of abbreviations, versions and identifiers.

    A full stop ends a sentence only if a space follows and the next word does not
    go on in lower case, so `e.g. this`, `3.12` and `os.path` stay whole.
    """
    start = 0
    for end in _END.finditer(text):
        if _goes_on(text, start, end):
            continue
        if sentence := text[start : end.end()].strip():
            yield sentence
        start = end.end()
    if sentence := text[start:].strip():
        yield sentence


def _goes_on(text: str, start: int, end: re.Match[str]) -> bool:
    if end[0][0] in "。！？":
        return False
    following = text[end.end() :].lstrip()[:1]
    if following.islower():
        return True
    if end[0] != ".":
        return False
    token = _LAST_TOKEN.search(text[max(start, end.start() - _LONGEST_TOKEN) : end.start()])
    if token is None:
        return False
    word = token[0].lower()
    is_initial_or_number = len(word) == 1 or (word.isdigit() and end.start() - len(word) <= start + 1)
    return word in answer_words().abbreviations or is_initial_or_number
