"""Small banks to write and read."""

from datetime import UTC, datetime

from viva.bank.content import Content, parts_of
from viva.bank.exported import ExportedBank, ExportedQuestion, ExportedRevision
from viva.bank.model import Origin, QuestionStatus


def a_question(
    prompt: str = "What is the GIL?",
    answer: str = "A lock.",
    *,
    key: str = "aaaaaaaaaa",
    kept: dict[str, str | None] | None = None,
    more: tuple[Content, ...] = (),
    status: QuestionStatus = QuestionStatus.READY,
    topics: tuple[str, ...] = ("concurrency",),
) -> ExportedQuestion:
    """A question with one wording, and perhaps more of them."""
    wordings = (Content(prompt=prompt, answer=answer, topics=topics, language="en"), *more)
    return ExportedQuestion(
        key=key,
        status=status,
        created_at=datetime(2026, 3, 1, tzinfo=UTC),
        revision=len(wordings),
        revisions=tuple(
            ExportedRevision(
                number=number,
                origin=Origin.PERSON,
                author="Ana",
                made_at=datetime(2026, 3, number, tzinfo=UTC),
                content=content,
                parts=parts_of(content, kept or {}),
            )
            for number, content in enumerate(wordings, 1)
        ),
    )


def a_bank(*questions: ExportedQuestion, pictures: dict[str, bytes] | None = None) -> ExportedBank:
    return ExportedBank(questions=questions or (a_question(),), pictures=pictures or {})
