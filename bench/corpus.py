"""Long notes for measuring: our labelled notes and examples, copied with other words until they are long enough."""

import json
import os
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count, islice
from pathlib import Path
from types import MappingProxyType
from typing import Final

CHECKOUT: Final = Path(__file__).resolve().parents[1]
OWN: Final = (CHECKOUT / "tests" / "fixtures" / "notes", CHECKOUT / "examples" / "notes")

_WORD: Final = re.compile(r"[^\W\d_]{5,}")
_CHANGED: Final = 0.1  # of the words of a note, in every copy of it
_LETTERS: Final = "abeiostаеиост"
_APART: Final = "\n\n"


def shared_folder() -> Path | None:
    """The optional folder with more notes, if it is there."""
    folder = Path(os.environ.get("VIVA_SHARED") or CHECKOUT.parent / "shared")
    return folder if folder.is_dir() else None


def samples(ending: str, folders: Sequence[Path] = OWN) -> list[str]:
    """The notes with this ending that are UTF-8, in the order of their names."""
    texts = []
    for path in sorted(path for folder in folders for path in folder.rglob(f"*{ending}")):
        try:
            texts.append(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            continue
    return texts


def write(target: Path, size: int, texts: Sequence[str]) -> None:
    """Write a note of `size` bytes or little more, in the layout that the name of `target` tells.

    Piece by piece, so that the process that measures stays small.
    """
    pieces = _LAYOUTS.get(target.suffix, _joined)(_varied(texts))
    with target.open("wb") as file:
        while file.tell() < size:
            file.write(next(pieces).encode())
        file.write(_ENDS.get(target.suffix, b""))


def _varied(texts: Sequence[str]) -> Iterator[str]:
    """The texts again and again, with some of their words spelt otherwise each time."""
    chance = random.Random(1)  # noqa: S311 - the same notes in every run
    for number in count():
        respelt: dict[str, str] = {}
        text = texts[number % len(texts)]
        for word in dict.fromkeys(_WORD.findall(text)):
            if chance.random() < _CHANGED:
                respelt[word] = word[:-1] + chance.choice(_LETTERS)
        yield _WORD.sub(partial(_respelt, respelt), text)


def _respelt(words: Mapping[str, str], found: re.Match[str]) -> str:
    return words.get(found[0], found[0])


def _joined(texts: Iterator[str]) -> Iterator[str]:
    for text in texts:
        yield text
        yield _APART


def _rows(texts: Iterator[str]) -> Iterator[str]:
    """The rows of tables below the head of the first one; tables with other columns are part of the noise."""
    yield from islice(texts, 1)
    for text in texts:
        yield text.partition("\n")[2]


def _cells(texts: Iterator[str]) -> Iterator[str]:
    """One notebook with the cells of all."""
    yield '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": ['
    between = ""
    for text in texts:
        for cell in json.loads(text).get("cells", ()):
            yield f"{between}\n{json.dumps(cell, ensure_ascii=False, indent=1)}"
            between = ","


_LAYOUTS: Final[Mapping[str, Callable[[Iterator[str]], Iterator[str]]]] = MappingProxyType(
    {".csv": _rows, ".tsv": _rows, ".ipynb": _cells}
)
_ENDS: Final = MappingProxyType({".ipynb": b"\n]}\n"})
