"""What jobs say of themselves, as whoever looks reads it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from viva.jobs.model import Doing, JobLine, JobState, Progress
from viva.kernel.i18n import speaking
from viva.telling.outcomes import as_data, said

NOTES: dict[str, Any] = {"read": 3, "moved": 1, "added": 5, "revised": 2, "returned": 1, "vanished": 4}


def a_job(name: str, /, *, words: str = "", **told: Any) -> JobLine:
    now = datetime(2026, 11, 30, 12, tzinfo=UTC)
    return JobLine(
        id=1, name=name, state=JobState.DONE, added_by="Ana", added_at=now, run_at=now, started_at=now, finished_at=now,
        attempts=1, progress=Progress(1, 1, words, told), error="", trace="", payload={},
        cancelling=False, stalled=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("job", "english", "russian"),
    [
        (
            a_job("import", **NOTES),
            "3 notes read: 1 note has moved, 5 new questions, 2 changed, 1 back again, 4 vanished.",
            "Прочитаны 3 заметки: 1 заметка переехала, 5 новых вопросов, изменено 2, вернулось 1, исчезло 4.",
        ),
        (a_job("import", read=1), "1 note read; nothing has changed.", "Прочитана 1 заметка; ничего не изменилось."),
        (
            a_job("check-bank", questions=21, findings=2),
            "2 findings in 21 questions.",
            "2 находки, просмотрено: 21 вопрос.",
        ),
        (
            a_job("check-bank", questions=1, findings=0),
            "Nothing was found in 1 question.",
            "Ничего не найдено, просмотрено: 1 вопрос.",
        ),
        (
            a_job("recheck", verdicts={"runs": 2, "not-python": 1}),
            "3 snippets checked: runs 2, not Python 1",
            "Проверено 3 фрагмента кода: работает 2, не Python 1",
        ),
        (a_job("recheck", verdicts={}), "There is no code in the bank.", "В банке нет кода."),
        (
            a_job("recheck", verdicts={}, chosen=True),
            "There is no code in these questions.",
            "В этих вопросах нет кода.",
        ),
        (
            a_job("starter", added=2, revised=1),
            "2 questions added, 1 question reworded",
            "Добавлено 2 вопроса, переформулирован 1 вопрос",
        ),
        (a_job("starter", added=0), "The starter bank is up to date.", "Стартовая база актуальна."),
        (a_job("read-arrival", notes=2), "2 notes", "2 заметки"),
        (a_job("import-arrival", notes=1), "1 note", "1 заметка"),
        (a_job("check-bank", doing=Doing.COMPARING), "comparing questions", "сравнение вопросов"),
        (a_job("read-arrival", doing=Doing.COMPARING_WITH_BANK), "Comparing with the bank", "Сравнение с банком"),
    ],
    ids=lambda given: given.name if isinstance(given, JobLine) else "",
)
def test_it_is_put_into_words_of_the_language_spoken(job: JobLine, english: str, russian: str) -> None:
    assert said(job) == english
    with speaking("ru"):
        assert said(job) == russian


def test_why_notes_could_not_be_read_stands_below_the_sum() -> None:
    job = a_job("import", read=1, added=1, unread=["a.md is no text.", "b.md is gone."])

    assert said(job) == "1 note read: 1 new question.\na.md is no text.\nb.md is gone."


@pytest.mark.parametrize("name", ["import", "recheck", "gone"])
def test_a_name_and_words_of_an_older_version_stay_as_they_are(name: str) -> None:
    with speaking("ru"):
        assert said(a_job(name, words="3 notes read: 3 new questions.")) == "3 notes read: 3 new questions."


@pytest.mark.parametrize("job", [a_job("gone", figures=1), a_job("check-bank", doing="dancing")])
def test_what_only_a_newer_version_knows_has_no_words(job: JobLine) -> None:
    assert said(job) == ""


def test_a_verdict_that_only_a_newer_version_knows_goes_by_its_name() -> None:
    assert said(a_job("recheck", verdicts={"too-slow": 1})).endswith(": too slow 1")


def test_another_program_gets_the_figures_with_the_words() -> None:
    progress = as_data(a_job("check-bank", questions=2, findings=1))["progress"]

    assert progress == {
        "done": 1,
        "total": 1,
        "note": "1 finding in 2 questions.",
        "told": {"questions": 2, "findings": 1},
    }
