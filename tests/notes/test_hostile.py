"""Files nobody would write: each yields a note, or one sentence that says why not."""

import pytest

from tests.notes.promises import read
from viva.notes.model import Note

MEGABYTE = 1_000_000

SHAPES = {
    "empty": "",
    "one line end": "\n",
    "blank lines": "\n" * 100_000,
    "one long word": "a" * MEGABYTE,
    "one long sentence": "word " * (MEGABYTE // 5),
    "one long heading": f"# {'word ' * (MEGABYTE // 5)}",
    "one long item": f"1. {'word ' * (MEGABYTE // 5)}?",
    "one long line of brackets": "[" * MEGABYTE,
    "one long line of links": "[a](" * (MEGABYTE // 4),
    "one long line of asterisks": "*" * MEGABYTE,
    "one long line of bold words": "**a** " * (MEGABYTE // 6),
    "one long line of bars": "| a " * (MEGABYTE // 4),
    "one long line of question marks": "? " * (MEGABYTE // 2),
    "one long line of comments that never close": "<!-- " * (MEGABYTE // 5),
    "one long line of types": "List<String> " * (MEGABYTE // 13),
    "one long line of options": "a) x b) y " * (MEGABYTE // 10),
    "nested lists": "".join(f"{' ' * (2 * depth)}- item\n" for depth in range(1_000)),
    "nested quotes": "".join(f"{'>' * depth} quoted\n" for depth in range(1_000)),
    "headings": "".join(f"# Subject {number}\n" for number in range(10_000)),
    "headings of all levels": "".join(f"{'#' * (number % 6 + 1)} Subject {number}\n\n" for number in range(10_000)),
    "options": "What is it?\n" + "".join(f"- [ ] option {number}\n" for number in range(10_000)),
    "lettered options": "What is it?\n" + "".join(f"{'abcdefgh'[number % 8]}) this\n" for number in range(10_000)),
    "numbered lines": "".join(f"{number}. What is {number}?\n" for number in range(10_000)),
    "numbers that start again": "".join(f"{number % 10 + 1}. step\n" for number in range(10_000)),
    "fences that never close": "```python\n" * 10_000,
    "rows of a table": "| Q | A |\n|---|---|\n" + "".join(f"| What is {row}? | it |\n" for row in range(10_000)),
    "a comment that never closes": "<!-- " + "What is it?\n" * 10_000,
    "fold-outs that never close": "<details><summary>What is it?\n" * 10_000,
    "one line of addresses without a gap": "https://example.org/it," * 1_000 + " and a word",
    "one line of tags without a name": "<.>" * 1_000 + "](",
    "a bold word before a long rule": "**a**; " + "=" * 1_000 + " a",
    "labels": "".join(f"Q: What is {number}?\nA: It.\n" for number in range(10_000)),
}

BYTES = {
    "zero bytes alone": b"\0" * 1000,
    "zero bytes in text": b"# What is it?\n\nThis\0 is it.\n",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "an archive": b"PK\x03\x04" + bytes(range(256)) * 40,
    "a program": b"\x7fELF\x02\x01\x01" + b"\0" * 9 + bytes(range(256)) * 40,
    "every byte": bytes(range(256)) * 100,
    "UTF-16 with its mark": "# What is it?\n\nThis is it.\n".encode("utf-16"),
    "UTF-16 without a mark": "# What is it?\n\nThis is it.\n".encode("utf-16-le"),
    "UTF-32": "# What is it?\n\nThis is it.\n".encode("utf-32"),
    "half a character": "# Что это?\n\nЭто оно.\n".encode()[:-2],
    "lone surrogates": b"# What is it?\n\n\xed\xa0\x80\n",
    "old line ends": b"# What is it?\r\rThis is it.\r",
    "mixed line ends": b"# What is it?\r\n\nThis is it.\r",
    "a mark of order alone": b"\xef\xbb\xbf",
    "a broken notebook": b'{"cells": [{"cell_type": "markdown", "source": ',
    "a deep notebook": b"[" * 100_000,
}

ENDINGS = (".md", ".txt", ".rst", ".org", ".html", ".ipynb", ".csv", ".tsv", ".adoc", "")

FOUND = {
    "a choice among the options of another": 'What is\n* ✓\n* "undefined"\n printed?\n   * (correct)\n  * NaN',
    "a task among answers": "1. Which\n  a. WHERE\n b. HAVING\n## Answer\n1-b\n1.\n1. TODO read about",
    "two questions on one line": "<li><strong>What?</strong> <ol> <li><strong>What?</strong>",
    "a quoted question between a question and its options": "first?\nThe\n> quoted?\n[ ] `this`\n[x] `that`",
}
"""What odd notes came down to that once broke a promise."""


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("kind", FOUND)
def test_what_once_broke_a_promise_is_read(kind: str, ending: str) -> None:
    read(f"note{ending}", FOUND[kind].encode())


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_an_endless_shape_is_read(shape: str) -> None:
    assert read("note.md", SHAPES[shape].encode()) is not None


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("kind", BYTES)
def test_bytes_of_any_kind_are_read_or_refused(kind: str, ending: str) -> None:
    read(f"note{ending}", BYTES[kind])


@pytest.mark.parametrize("kind", ["UTF-16 with its mark", "UTF-16 without a mark", "old line ends", "mixed line ends"])
def test_an_unusual_encoding_of_a_question_is_understood(kind: str) -> None:
    note = read("note.md", BYTES[kind])

    assert isinstance(note, Note)
    assert [draft.prompt for draft in note.drafts] == ["What is it?"]


@pytest.mark.parametrize("kind", ["a picture", "an archive", "a program", "zero bytes alone"])
def test_what_is_no_text_is_refused(kind: str) -> None:
    assert read("note.md", BYTES[kind]) is None


@pytest.mark.torture
@pytest.mark.parametrize("shape", SHAPES)
def test_fifty_megabytes_of_any_shape_are_read(shape: str) -> None:
    text = SHAPES[shape] or "\n"

    assert read("note.md", (text * (50 * MEGABYTE // len(text.encode()))).encode()) is not None
