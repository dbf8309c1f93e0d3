"""Damage that must be put right, and text that must not be touched."""

import pytest

from tests.required import require, shared_folder
from viva.notes.model import Repair
from viva.notes.text.decoding import decode
from viva.notes.text.repair import repair, repair_lines


@pytest.mark.parametrize(
    ("damaged", "repaired"),
    [
        ("It doesn‚Äôt copy the list.", "It doesn’t copy the list."),
        ("It doesnâ€™t copy the list.", "It doesn’t copy the list."),
        ("It doesn\u00e2\u0080\u0099t copy the list.", "It doesn’t copy the list."),
        ("It doesnвЂ™t copy the list.", "It doesn’t copy the list."),
        ("It doesnтАЩt copy the list.", "It doesn’t copy the list."),
        ("It doesnБ─≥t copy the list.", "It doesn’t copy the list."),
        ("It doesnвАЩt copy the list.", "It doesn’t copy the list."),
        ("РџСЂРёРІРµС‚, РјРёСЂ", "Привет, мир"),
        ("ÐŸÑ€Ð¸Ð²ÐµÑ‚, Ð¼Ð¸Ñ€", "Привет, мир"),
        ("п÷я─п╦п╡п╣я┌, п╪п╦я─", "Привет, мир"),
        ("╨Я╤А╨╕╨▓╨╡╤В, ╨╝╨╕╤А", "Привет, мир"),
        ("–Я—А–Є–≤–µ—В, –Љ–Є—А", "Привет, мир"),
        ("naÃ¯ve cafÃ©, Ã\u00a0 la carte", "naïve café, à la carte"),
        ("Stra√üe und Br√ºcke", "Straße und Brücke"),
        ("Copyright Â© 2020, 20Â°C, 5Â£", "Copyright © 2020, 20°C, 5£"),
        ("well done üôè", "well done üôè"),
        ("well done \uf8ffüôè", "well done 🙏"),
        ("well done ðŸ™\u008f", "well done 🙏"),
        ("è£…é¥°å™¨æ˜¯ä»€ä¹ˆ", "装饰器是什么"),
    ],
)
def test_damage_of_many_kinds_is_undone(damaged: str, repaired: str) -> None:
    assert repair(damaged) == repaired


@pytest.mark.parametrize(
    ("damaged", "repaired"),
    [
        ("It doesnÃ¢â‚¬â„¢t", "It doesn’t"),
        ("cafÃƒÂ© crÃƒÂ¨me", "café crème"),
    ],
)
def test_damage_on_damage_is_undone(damaged: str, repaired: str) -> None:
    assert repair(damaged) == repaired


@pytest.mark.parametrize(
    ("damaged", "repaired"),
    [
        ("Сборщик мусора: the object‚Äôs address — и всё", "Сборщик мусора: the object’s address — и всё"),
        ("Декоратор вЂ” это «обёртка»", "Декоратор — это «обёртка»"),
        ("Что такое Ð·Ð°Ð¼Ñ‹ÐºÐ°Ð½Ð¸Ðµ и зачем?", "Что такое замыкание и зачем?"),
        ("L’élève a dit : the objectâ€™s été", "L’élève a dit : the object’s été"),
        ("Вопрос «почему‚Ä¶» остаётся", "Вопрос «почему…» остаётся"),
    ],
)
def test_only_the_damaged_runs_of_a_line_change(damaged: str, repaired: str) -> None:
    assert repair(damaged) == repaired


def test_short_words_follow_the_damage_around_them() -> None:
    assert repair("РџСЂРёРІРµС‚ Рё РїРѕРєР°") == "Привет и пока"


def test_a_line_that_proves_little_follows_its_file() -> None:
    lines = ["donвЂ™t", "wonвЂ™t", "canвЂ™t", "СЏ вЂ” С‚С‹", "10 В± 2"]

    repaired = list(repair_lines(lines))

    assert lines == ["don’t", "won’t", "can’t", "я — ты", "10 ± 2"]
    assert repaired[-1] == (5, "10 В± 2")


@pytest.mark.parametrize(
    "text",
    [
        "“Curly” ‘quotes’, «ёлочки», „Gänsefüßchen“, ‚einfache‘ …",
        "ﬁle and ﬂow keep their ligatures",
        "&eacute; &amp;mdash; &#8217; stay entities",
        "Â is a letter of Romanian and Vietnamese; Ð is one of Icelandic",
        "«Â», “Ä”, “Ñ”, ‘Å’ and „Ö“",
        "IRMÃ» AMANHû MAÇÔ SÃO",
        "É à prova: coração, São Paulo, três irmãs",
        "Qu’est-ce que c’est ? « L’été à Nîmes »",
        "größer, Straße, Maß, „Übung“ – Öl",
        "Łódź, gęś, żółw; příliš žluťoučký kůň",
        "Її об’єкт, ґанок, Київ — «так»",
        "Ђорђе, љубав, његов, џеп",
        "МатМЛ, кВт, мА, эВ², ВКонтакте™, 1С:ПолучитьТекстАвтора",
        "В\u00a0Python есть GIL, а С… С–нет",
        "Рёбра графа; «Я»— это; США–Россия",
        "шина, цена, чем, раз, таблица",
        "├── модели\n│   └── поля.py",
        "┌─А─┐  Б──┬─В │да│нет│  моя│имя",
        "╔═╗ ║x║ ╚═╝ ░▒▓█",
        "x ≤ y, √2 ≈ 1.41, ±∞, ∑ƒ(x)·∂x, [–∞; –π], ¬p",
        "“∞” ‘£’ «€» (≈°) ≈² „§“ “√”",
        "A→B, ←, ⇒, ✓, ✗, ★, •, §5, ¶, †, ‡",
        "12 €, 5 £, 3 ¥, 20 °C, 5 µs, №7, 1º, 2ª, ½",
        "装饰器是什么？プロセスとは、스레드 무엇입니까",
        "👩\u200d💻 🙏 👍🏽 ❤️ 🇺🇦",
        "Bjørn Ångström, Zoë, naïve café, Dvořák, İstanbul, ığ",
        "Τι είναι η κλάση; ο λόγος",
        "مرحبا بالعالم، שלום עולם, สวัสดี, नमस्ते",
        r"print('\xc3\xa9'.encode('latin-1').decode())  # é",
    ],
)
def test_clean_text_is_never_touched(text: str) -> None:
    assert repair(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Why does é become Ã© when UTF-8 is read as Latin-1?",
        "assert 'Ã©'.encode('latin-1').decode() == 'é'",
        "Откуда в тексте «РџСЂРёРІРµС‚»? Не та кодировка.",
    ],
)
def test_damage_shown_on_purpose_is_kept(text: str) -> None:
    assert repair(text) == text


def test_a_line_on_encodings_is_repaired_where_its_file_is_damaged_alike() -> None:
    lines = ["It isnâ€™t.", "", "", "", "", "UTF-8 doesnâ€™t need a mark."]

    assert [number for number, _ in repair_lines(lines)] == [1, 6]


def test_each_repair_is_reported_with_its_line() -> None:
    text = decode("What’s fine?\nIt doesn‚Äôt change.\n".encode())

    assert text.repairs == (Repair(2, "It doesn‚Äôt change.", "It doesn’t change."),)


def test_clean_labelled_notes_are_not_changed() -> None:
    folder = require(shared_folder(), "the shared folder with labelled notes is not there")
    notes = [path.read_bytes() for path in sorted((folder / "notes" / "raw").iterdir())]

    changed = [repair for note in notes for repair in decode(note).repairs]

    assert len(changed) == 7
    assert not any("‚Ä" in repair.new or "\uf8ff" in repair.new for repair in changed)
