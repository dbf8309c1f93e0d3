"""Lines, line ends, invisible characters and bytes that are no text."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import speak
from viva.notes.model import Text
from viva.notes.text.decoding import decode


def notices(text: Text) -> list[str]:
    return [str(notice) for notice in text.notices]


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        (b"\n", [""]),
        (b"a", ["a"]),
        (b"a\n", ["a"]),
        (b"a\n\n", ["a", ""]),
        (b"a\nb", ["a", "b"]),
        (b"a\r\nb\r\n", ["a", "b"]),
        (b"a\r\nb\r", ["a", "b"]),
        (b"a\r\nb\nc\r\n", ["a", "b", "c"]),
    ],
)
def test_lines_end_at_line_feeds(data: bytes, lines: list[str]) -> None:
    assert decode(data).lines == lines


@given(st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs", "Cc"]))))
def test_there_is_a_line_for_every_line_feed(lines: list[str]) -> None:
    data = "".join(f"{line}\n" for line in ["Première ligne — déjà prête", *lines]).encode()

    assert len(decode(data).lines) == data.count(b"\n")


def test_a_file_of_an_old_mac_is_split_at_carriage_returns_and_says_so() -> None:
    text = decode(b"What is a closure?\rA function with its scope.\r")

    assert text.lines == ["What is a closure?", "A function with its scope."]
    assert notices(text) == ["lines end with carriage returns only, as on old Macs"]


@pytest.mark.parametrize("separator", ["\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_what_other_tools_take_for_a_line_end_becomes_a_blank(separator: str) -> None:
    text = decode(f"Déjà{separator}vu\nnext\n".encode())

    assert text.lines == ["Déjà vu", "next"]


def test_a_few_nul_bytes_are_removed_and_their_line_is_named() -> None:
    text = decode(b"What is\0 a thread?\nIt shares memory.\n")

    assert text.lines == ["What is a thread?", "It shares memory."]
    assert notices(text) == ["NUL bytes were removed from line 1"]


def test_nul_bytes_that_a_crash_left_behind_the_text_are_removed() -> None:
    text = decode(b"What is a thread?\n" + bytes(4096))

    assert text.lines == ["What is a thread?"]
    assert notices(text) == ["NUL bytes behind the text were removed"]


def test_colours_of_a_terminal_and_zero_width_characters_are_removed() -> None:
    text = decode("plain\n\x1b[31mred\x1b[0m \u200bword\ufeff\n".encode())

    assert text.lines == ["plain", "red word"]
    assert notices(text) == ["invisible characters were removed from line 2"]


def test_joiners_inside_emoji_and_words_are_kept() -> None:
    line = "👩\u200d💻 نمی\u200cخواهم"

    assert decode(line.encode()).lines == [line]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(64)), "is not text: it looks like a PNG image"),
        (b"%PDF-1.7\nplain", "is not text: it looks like a PDF document"),
        (b"PK\x03\x04" + bytes(range(32)) * 9, "is not text: it looks like a ZIP archive or an office document"),
        (bytes(range(256)) * 40, "is not text: it looks like binary data"),
        (bytes(100), "is not text: it looks like NUL bytes only"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100_000), "is not text: it looks like a PNG image"),
    ],
)
def test_binary_content_is_refused_with_what_it_looks_like(data: bytes, sentence: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        decode(data)

    assert str(refused.value) == sentence


def test_binary_content_is_refused_in_the_language_spoken() -> None:
    speak("ru")
    try:
        with pytest.raises(InvalidInput, match="не текст: похоже, это документ PDF"):
            decode(b"%PDF-1.7")
    finally:
        speak("en")


def test_text_that_starts_like_an_image_is_text() -> None:
    assert decode(b"BM25 is a ranking function.\n").lines == ["BM25 is a ranking function."]


def test_a_very_long_line_stays_one_line() -> None:
    line = "слово — word " * 80_000

    assert decode(line.encode()).lines == [line]


def test_lines_beyond_the_first_chunk_keep_their_places() -> None:
    lines = [f"строка {number}" for number in range(120_000)]

    assert decode("\n".join(lines).encode()).lines == lines


@given(st.binary())
def test_any_bytes_are_lines_or_a_clear_refusal(data: bytes) -> None:
    with suppress(InvalidInput):
        assert not any("\n" in line or "\r" in line for line in decode(data).lines)
