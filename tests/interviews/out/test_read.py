"""Reports to read: Markdown and PDF, in both languages."""

import io
import re
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from tests.interviews.out.conducted import held, report
from viva.app import App
from viva.interviews.conduct.progress import state_word
from viva.interviews.out.markdown import report_markdown
from viva.interviews.out.pdf import report_pdf
from viva.interviews.results.report import Report
from viva.kernel.i18n import speak


@pytest.fixture
def made(sqlite_app: App) -> Report:
    return report(held(sqlite_app, note="знает ## детали\nи <b>примеры</b>"))


@pytest.fixture
def russian() -> Iterator[None]:
    speak("ru")
    yield
    speak("en")


def pages(report: Report) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(report_pdf(report))).pages]


def test_the_page_has_gates_and_notes_that_are_no_markup(made: Report) -> None:
    page = report_markdown(made)

    assert page.startswith("# Даниил Ёжиков – Python, L2\n")
    assert "| every Must at tier Must or deeper | met | 1 of 1 reached it, 1 needed |" in page
    assert r"> 1 · Ana: знает \#\# детали и \<b\>примеры\</b\>" in page
    assert r"| Что \| такое `поток`? |" in page
    assert "undefined" in page


@pytest.mark.usefixtures("russian")
def test_it_is_told_in_russian(made: Report) -> None:
    page = report_markdown(made)

    assert "каждый вопрос Must на ступени Must или глубже" in page
    assert state_word(made.interview.state) == "идёт"
    assert "не определено" in page
    assert "| Потоки |" in page, "topics have names"
    assert "| threading |" not in page


def test_the_pdf_has_its_summary_on_page_one_and_cyrillic_letters(made: Report) -> None:
    first, *rest = pages(made)

    assert "Даниил Ёжиков" in first
    assert "every Must at tier Must or deeper" in re.sub(r"\s+", " ", first)
    assert "1.5 " in first or "1.25" in first
    assert len(rest) == 1
    assert "примеры" in rest[0]
    assert "What is the GIL?" in rest[0]


@pytest.mark.usefixtures("russian")
def test_the_pdf_is_told_in_russian(made: Report) -> None:
    assert "Условия" in pages(made)[0]


def test_hostile_texts_do_not_break_the_pdf(sqlite_app: App) -> None:
    hostile = '#panic() $x^2$ \\ " ] \u202e <script> ' + "x" * 3_000
    found = pages(report(held(sqlite_app, candidate='#import "x" ' + "Ж" * 150, note=hostile)))

    assert "#panic()" in "".join(found)
