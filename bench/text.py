"""Measure decoding and repair: how fast, how often a character set is found, how much damage is undone.

Character sets are tried on pieces of the labelled notes in the folder VIVA_SHARED (default: `shared` beside the
checkout), and clean names of all languages come from Babel. Libraries that happen to be installed are measured beside.
"""

import os
import random
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from babel import localedata

from tests.notes.text.test_repair_properties import AROUND, MISREAD_AS, SENTENCES, damaged
from viva.notes.text.decoding import decode
from viva.notes.text.repair import repair, repair_lines

SHARED = Path(os.environ.get("VIVA_SHARED", Path(__file__).parents[2] / "shared"))
PIECES = {
    "01_yakimka_questions.md": ("cp1251", "koi8-r", "cp866", "mac-cyrillic"),
    "92_002_0e42585650cfbd26.txt": ("cp1251", "koi8-u", "cp866", "mac-cyrillic"),
    "02_taizilongxu_Readme.md": ("gb18030", "big5"),
    "03_ebazhanov_cpp-quiz.md": ("cp1252", "mac-roman"),
    "04_lydiahallie_pt-BR.md": ("cp1252", "mac-roman", "cp850"),
    "07_h5bp_german.md": ("cp1252", "mac-roman", "cp850"),
}
FRAMES = (
    "{}",
    "«{}»",
    "“{}”",
    "„{}“",
    "{}…",
    "{}—{}",
    "│{}│",
    "├──{}",
    "{}®, {}²",
    "»{}«",
    "№{}",
    "•{}",
    "({}°)",
    "{}{}",
)


def speed() -> None:
    """Megabytes a second for files of ten megabytes."""
    russian = "Что такое замыкание? Это функция — вместе с «окружением».\n"
    files = {
        "ASCII": b"What is a closure? A function with its scope.\n",
        "English with curly quotes": "What’s a closure? It’s a function — with its scope.\n".encode(),
        "Russian": russian.encode(),
        "Portuguese": "O que é herança? É a relação entre classes; não há métodos mágicos.\n".encode(),
        "Chinese": "什么是装饰器？装饰器是一个函数。\n".encode(),
        "Russian, windows-1251": russian.encode("cp1251"),
        "one line": b"What is a closure? ",
    }
    for name, unit in files.items():
        data = unit * (10_000_000 // len(unit))
        start = time.perf_counter()
        decode(data)
        print(f"{len(data) / 1e6 / (time.perf_counter() - start):7.1f} MB/s  {name}")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.0f} MiB  at most, for all of these")


def pieces() -> Iterator[tuple[str, str]]:
    """Parts of real notes, of one to a hundred lines, with a character set that can hold most of them."""
    chance = random.Random(3)  # noqa: S311
    for name, character_sets in PIECES.items():
        lines = (SHARED / "notes" / "raw" / name).read_text(encoding="utf-8").split("\n")
        for character_set in character_sets:
            for length in (1, 3, 10, 100) * 12:
                first = chance.randrange(len(lines))
                text = "\n".join(lines[first : first + length])
                text = text.encode(character_set, "ignore").decode(character_set).replace("\u200b", "").rstrip("\n")
                if not text.isascii():
                    yield text, character_set


def character_sets() -> None:
    """How many pieces of notes come out as they were."""
    readers: dict[str, Callable[[bytes], str]] = {"viva": lambda data: "\n".join(decode(data).lines)}
    if find_spec("charset_normalizer"):
        from_bytes = import_module("charset_normalizer").from_bytes
        readers["charset-normalizer"] = lambda data: str(from_bytes(data).best())
    samples = list(pieces())
    for name, reader in readers.items():
        start = time.perf_counter()
        right = sum(reader(text.encode(character_set)) == text for text, character_set in samples)
        print(f"{right:7} of {len(samples)} pieces read right by {name}, {time.perf_counter() - start:.1f} s")


def repairs() -> None:
    """How many damaged lines come out as they were, each line alone; and how many clean ones do not."""
    menders: dict[str, Callable[[str], str]] = {"viva": repair}
    if find_spec("ftfy"):
        ftfy = import_module("ftfy")
        only_encoding = ftfy.TextFixerConfig(
            unescape_html=False, uncurl_quotes=False, fix_latin_ligatures=False, fix_character_width=False
        )
        menders["ftfy"] = lambda line: str(ftfy.fix_text(line, only_encoding))
    lines = [(around, sentence, name) for around in AROUND for sentence in SENTENCES for name in MISREAD_AS]
    for name, mend in menders.items():
        right = sum(mend(around.format(damaged(text, way))) == around.format(text) for around, text, way in lines)
        changed = sum(mend(around.format(text)) != around.format(text) for around in AROUND for text in SENTENCES)
        print(f"{right:7} of {len(lines)} damaged lines put right, {changed} clean ones changed by {name}")


def clean_names() -> None:
    """How many of the names of languages, places and times, in all languages and many frames, are changed."""
    count = changed = 0
    for language in localedata.locale_identifiers():
        if "_" not in language:
            lines = [frame.replace("{}", name) for name in _texts(localedata.load(language)) for frame in FRAMES]
            count += len(lines)
            changed += sum(1 for _ in repair_lines(lines))
    print(f"{changed:7} of {count} clean names changed")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value.replace("\n", " ")
    elif isinstance(value, dict):
        inner: Iterable[object] = value.values()
        for each in inner:
            yield from _texts(each)


if __name__ == "__main__":
    speed()
    repairs()
    clean_names()
    if SHARED.is_dir():
        character_sets()
    else:
        print(f"{SHARED} is not there: character sets were not measured", file=sys.stderr)
