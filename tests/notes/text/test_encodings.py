"""Finding out which character set a file is in."""

import pytest

from viva.kernel.errors import InvalidInput
from viva.notes.model import Repair
from viva.notes.text.decoding import decode

RUSSIAN = "Что такое декоратор?\nЭто функция, которая оборачивает другую функцию.\nПример: она замеряет время."
UKRAINIAN = "Що таке замикання?\nЦе функція, яка пам’ятає своє оточення, і її змінні."
FRENCH = "Qu’est-ce qu’une fermeture ?\nC’est une fonction qui garde l’accès à ses variables, où qu’elle soit appelée."
GERMAN = "Was ist der Unterschied zwischen Prozess und Ausführungsfaden?\nFür größere Aufgaben wählt man Prozesse."
PORTUGUESE = "O que é herança?\nÉ a relação entre classes; não há métodos mágicos."
SPANISH = "¿Qué es una función?\nUn bloque de código con parámetros, también anónimo."
POLISH = "Czym jest domknięcie?\nFunkcja pamięta zmienne z otoczenia, również później."
CZECH = "Co je to dědičnost?\nTřída přebírá vlastnosti předka, může je také změnit."
TURKISH = "Kalıtım nedir?\nSınıf, üst sınıfın özelliklerini alır ve değiştirir."
GREEK = "Τι είναι η κληρονομικότητα;\nΗ κλάση παίρνει τις ιδιότητες της βάσης."
CHINESE = "什么是装饰器？\n装饰器是一个函数，它接受另一个函数作为参数。"
JAPANESE = "デコレータとは何ですか？\n関数を受け取り、新しい関数を返す関数です。"
KOREAN = "데코레이터란 무엇입니까?\n다른 함수를 받아 새로운 함수를 반환하는 함수입니다."
QUOTES = "What’s a “closure”?\nIt’s a function — with its scope…"

OLD_CHARACTER_SETS = [
    *((RUSSIAN, name) for name in ("cp1251", "koi8-r", "cp866", "mac-cyrillic")),
    *((UKRAINIAN, name) for name in ("cp1251", "mac-cyrillic")),
    *((FRENCH, name) for name in ("cp1252", "mac-roman")),
    *((GERMAN, name) for name in ("cp1252", "mac-roman", "cp850")),
    *((PORTUGUESE, name) for name in ("cp1252", "mac-roman", "cp850")),
    *((SPANISH, name) for name in ("cp1252", "mac-roman", "cp850")),
    *((POLISH, name) for name in ("cp1250", "iso8859-2", "cp852")),
    *((CZECH, name) for name in ("cp1250", "iso8859-2", "cp852")),
    (TURKISH, "cp1254"),
    (GREEK, "cp1253"),
    *((CHINESE, name) for name in ("gb18030",)),
    *((JAPANESE, name) for name in ("shift-jis", "euc-jp")),
    (KOREAN, "euc-kr"),
    *((QUOTES, name) for name in ("cp1252", "mac-roman")),
]


@pytest.mark.parametrize(
    ("text", "name"), OLD_CHARACTER_SETS, ids=lambda value: value if len(value) < 13 else value[:9]
)
def test_old_character_sets_are_recognised(text: str, name: str) -> None:
    assert decode(text.encode(name)).lines == text.split("\n")


@pytest.mark.parametrize("text", ["Что такое GIL?", "привет, мир", "ЧТО ТАКОЕ ПОТОК?"])
@pytest.mark.parametrize("name", ["cp1251", "koi8-r", "cp866", "mac-cyrillic"])
def test_a_few_russian_words_are_enough(text: str, name: str) -> None:
    assert decode(text.encode(name)).lines == [text]


@pytest.mark.parametrize("text", [RUSSIAN, GERMAN, CHINESE, JAPANESE, QUOTES, "Plain ASCII\n1. What is a heap?"])
@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-16", "utf-32", "utf-8-sig", "utf-8"])
def test_unicode_is_recognised_with_and_without_its_mark(text: str, name: str) -> None:
    assert decode(text.encode(name)).lines == text.split("\n")


def test_the_encoding_is_named() -> None:
    named = [decode(RUSSIAN.encode(name)).encoding for name in ("utf-8", "cp1251", "koi8-r", "utf-16")]

    assert named == ["utf-8", "windows-1251", "koi8-r", "utf-16-le"]


def test_carriage_returns_of_utf_16_are_no_part_of_the_lines() -> None:
    assert decode("раз\r\nдва\r\n".encode("utf-16-le")).lines == ["раз", "два"]


def test_stray_bytes_of_a_windows_line_among_utf_8_are_repaired() -> None:
    before, after = "Он сказал «да» и ушёл.\n".encode(), "Café, naïve — déjà vu.\n".encode()

    text = decode(before + b"It\x92s a \x93closure\x94.\n" + after)

    assert text.lines[1] == "It’s a “closure”."
    assert text.repairs == (Repair(2, "It\ufffds a \ufffdclosure\ufffd.", "It’s a “closure”."),)


def test_a_whole_line_of_another_character_set_among_utf_8_is_repaired() -> None:
    lines = ["Обычная строка в юникоде.", "Строка из старого файла", "Ещё одна обычная строка."]
    data = b"\n".join([lines[0].encode(), lines[1].encode("cp1251"), lines[2].encode()])

    text = decode(data)

    assert text.lines == lines
    assert [repair.line for repair in text.repairs] == [2]


def test_a_character_cut_off_at_the_end_of_the_file_is_dropped() -> None:
    text = decode("Привет, как дела — хорошо".encode()[:-1])

    assert text.lines == ["Привет, как дела — хорош"]
    assert [str(notice) for notice in text.notices] == ["the file ends in the middle of a character, which was dropped"]


@pytest.mark.parametrize("data", [b"\x00\x01", b"\x01\x00", b"\x00\x01\x00\x02", b"\x01\n"])
def test_control_characters_alone_are_no_text_in_any_encoding(data: bytes) -> None:
    with pytest.raises(InvalidInput, match="binary data"):
        decode(data)


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["a", "Что?\n", "一\n"])
def test_a_little_utf_16_is_enough_where_some_of_it_is_ascii(text: str, name: str) -> None:
    assert decode(text.encode(name)).lines == text.splitlines()


def test_broken_utf_16_is_read_as_far_as_it_goes() -> None:
    text = decode("да\n".encode("utf-16") + b"\x00\xd8\n\x00")

    assert text.lines == ["да", "\ufffd"]
    assert [str(notice) for notice in text.notices] == ["1 broken characters were replaced by \ufffd"]
