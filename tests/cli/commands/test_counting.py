import json

from tests.cli.conftest import Viva


def test_the_bank_is_shown_in_numbers(stocked: Viva) -> None:
    shown = {" ".join(line.split()) for line in stocked("stats").out.splitlines()}

    assert "questions 2 question 2" in shown
    assert "languages 2 en 1, ru 1" in shown
    assert "topics 1 concurrency 2" in shown
    assert "twins in another language 1" in shown


def test_every_line_is_accounted_for(stocked: Viva) -> None:
    shown = {" ".join(line.split()) for line in stocked("stats").out.splitlines()}

    assert {"notes 1", "lines 8", "left out 1 12%", "1 link back inside the document"} <= shown


def test_it_speaks_russian(stocked: Viva) -> None:
    assert "ссылка внутри документа" in stocked("--lang", "ru", "stats").out


def test_programs_get_json(stocked: Viva) -> None:
    stats = json.loads(stocked("stats", "--json").out)

    assert (stats["questions"], stats["answered"]) == (2, 1)
    assert stats["lines"]["left_out"] == 1
