"""Clean text of many languages, damaged in every way we know, embedded in clean text, and repaired."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.notes.text.repair import repair, repair_lines

SENTENCES = (
    "It doesn’t store the object — it stores a reference…",
    "“Explain closures,” she said; the room’s silence was loud.",
    "A → B, then • the first item",
    "Naïve café résumé, déjà vu",
    "Что такое замыкание и зачем оно нужно?",
    "Декоратор — это функция, которая принимает функцию.",
    "«Обёртка» замеряет время; ещё один слой…",
    "Объясните, чем процесс отличается от потока.",
    "Що таке замикання і навіщо воно потрібне?",
    "Її об’єкт є функцією, а ґанок — ні.",
    "Was ist der Unterschied zwischen Prozeß und Ausführungsfaden?",
    "„Schlüsselwörter“ können überall stehen – auch hier.",
    "C’est « être » ou « naître » : où est l’œuvre ?",
    "L’été dernier, j’ai mangé une crêpe à Nîmes.",
    "Não há métodos mágicos em São Paulo.",
    "Ação, função, coração, mãe, avó, três.",
    "Czym jest domknięcie? Źródło: książka, gęś, żółw.",
    "Příliš žluťoučký kůň úpěl ďábelské ódy.",
    "¿Qué es una función? ¡Año nuevo, código nuevo!",
    "Kalıtım nedir? Şöyle değişir, ağaç.",
    "Τι είναι η κληρονομικότητα;",
    "什么是装饰器？装饰器是一个函数。",
    "デコレータとは何ですか？",
    "데코레이터란 무엇입니까?",
    "Nice work 🙏 and 👍🏽 again",
    "Sự khác nhau giữa tiến trình và luồng",
)
AROUND = ("{}", "Вопрос с русским текстом: {}", "Réponse déjà prête : {}", "- **{}** (см. ниже)", "Її слова: {} — так")
MISREAD_AS = ("mac-roman", "cp1252", "latin-1", "cp1251", "koi8-r", "cp866", "mac-cyrillic", "cp437", "cp850", "cp1250")


def damaged(text: str, misread_as: str) -> str:
    """`text` as UTF-8 read in another character set; bytes it leaves undefined become controls, as in browsers."""
    characters = []
    for byte in text.encode():
        try:
            characters.append(bytes([byte]).decode(misread_as))
        except UnicodeDecodeError:
            characters.append(chr(byte))
    return "".join(characters)


@pytest.mark.parametrize("misread_as", MISREAD_AS)
def test_nearly_all_damaged_sentences_are_repaired(misread_as: str) -> None:
    wanted = [around.format(sentence) for around in AROUND for sentence in SENTENCES]
    got = [repair(around.format(damaged(sentence, misread_as))) for around in AROUND for sentence in SENTENCES]

    failed = [line for line, right in zip(got, wanted, strict=True) if line != right]

    assert len(failed) <= len(wanted) * 0.02, failed


@pytest.mark.parametrize("misread_as", MISREAD_AS)
def test_nearly_all_lines_of_damaged_files_are_repaired(misread_as: str) -> None:
    phrases = [" ".join(sentence.split()[first : first + 3]) for sentence in SENTENCES for first in (0, 1)]
    wanted = [*SENTENCES, *phrases, *(f"Обычная строка: {phrase}" for phrase in phrases)]
    lines = [
        *(damaged(line, misread_as) for line in (*SENTENCES, *phrases)),
        *(f"Обычная строка: {damaged(phrase, misread_as)}" for phrase in phrases),
    ]

    list(repair_lines(lines))
    failed = [line for line, right in zip(lines, wanted, strict=True) if line != right]

    assert len(failed) <= len(wanted) * 0.02, failed


@pytest.mark.parametrize("misread_as", ["cp1252", "cp1251", "mac-roman"])
def test_nearly_all_damage_on_damage_is_undone(misread_as: str) -> None:
    got = [repair(damaged(damaged(sentence, misread_as), misread_as)) for sentence in SENTENCES]

    failed = [line for line, right in zip(got, SENTENCES, strict=True) if line != right]

    assert len(failed) <= 1, failed


@pytest.mark.parametrize("around", AROUND)
def test_no_clean_sentence_is_changed(around: str) -> None:
    changed = [s for s in map(around.format, SENTENCES) if repair(s) != s]

    assert changed == []


ALPHABETS = (
    "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "abcdefghijklmnopqrstuvwxyzàâçéèêëîïôùûüœ",
    "abcdefghijklmnopqrstuvwxyzäöüß",
    "abcdefghijklmnopqrstuvwxyzãõáâàéêíóôúç",
    "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
    "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώ",
)
WORDS = st.sampled_from(ALPHABETS).flatmap(lambda letters: st.text(st.sampled_from(letters), min_size=1, max_size=9))
SHAPED = WORDS | WORDS.map(str.capitalize) | WORDS.map(str.upper)
QUOTED = st.builds(
    str.format, st.sampled_from(["{}", "«{}»", "“{}”", "„{}“", "({})", "{}…", "{},", "{}?", "— {}"]), SHAPED
)


@given(st.lists(QUOTED, max_size=12).map(" ".join))
def test_words_of_usual_shapes_are_never_changed(line: str) -> None:
    assert repair(line) == line


@given(st.text())
def test_what_was_repaired_needs_no_repair_and_stays_one_line(text: str) -> None:
    line = text.replace("\n", " ")

    once = repair(line)

    assert repair(once) == once
    assert "\n" not in once
