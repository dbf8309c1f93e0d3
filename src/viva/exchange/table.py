"""The bank as a table: one row for each question, safe to open in a spreadsheet, and possible to read back."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from viva.bank.content import Remark
from viva.bank.exported import ExportedBank, ExportedQuestion
from viva.exchange.lists import written_remarks
from viva.exchange.tasks import written_task

COLUMNS = (
    "id",
    "prompt",
    "answer",
    "kind",
    "status",
    "level",
    "groups",
    "language",
    "tech",
    "topics",
    "tags",
    "keywords",
    "options",
    "correct",
    "key_points",
    "experience",
    "section",
    "number",
    "author_status",
    "source",
    "line",
    "explanations",
    "follow_ups",
    "mistakes",
    "sources",
    "task",
)
"""In this order; new ones are added at the end."""

BYTE_ORDER_MARK = "\ufeff"
"""By which spreadsheets know that the table is UTF-8."""

_FORMULA = re.compile("(?='*[=+\\-@\t\r\n＝＋－＠])")
_DEFUSED = re.compile("'(?='*[=+\\-@\t\r\n＝＋－＠])")


def table(bank: ExportedBank) -> Iterator[str]:
    """The rows of the questions that are in the bank, as CSV with a head."""
    names = {source.location: source.name for source in bank.sources}
    yield BYTE_ORDER_MARK + _row(COLUMNS)
    for question in bank.questions:
        if question.in_bank:
            yield _row([defused(cell) for cell in _cells(question, names.get(question.source or "", ""))])


def defused(cell: str) -> str:
    """The cell as a spreadsheet takes it for text: what begins like a formula has an apostrophe in front."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_meant(cell: str) -> str:
    """The cell without the apostrophe that `defused` put in front."""
    return cell[1:] if _DEFUSED.match(cell) else cell


def _cells(question: ExportedQuestion, source: str) -> Iterator[str]:
    content = question.content
    yield question.key
    yield content.prompt
    yield content.answer
    yield content.kind
    yield question.status
    yield content.level or ""
    yield _listed(f"{level}: {group}" for level, group in content.groups)
    yield content.language
    yield from map(_listed, (content.tech, content.topics, content.tags, content.keywords))
    yield "\n".join(content.options)
    yield _listed(str(place + 1) for place in content.correct)
    yield "\n".join(f"{group}: {text}" for text, group in content.key_points)
    yield "yes" if content.experience else ""
    yield " / ".join(content.section)
    yield content.number or ""
    yield content.author_status or ""
    yield source
    yield str(question.line) if question.line else ""
    yield "\n".join(content.explanations)
    yield from map(_remarks, (content.follow_ups, content.mistakes))
    yield "\n".join(content.sources)
    yield "\n\n".join("\n".join(block) for block in written_task(content.task) if block) if content.task else ""


def _remarks(remarks: Iterable[Remark]) -> str:
    return "\n".join(written_remarks(("-", text, note) for text, note in remarks))


def _listed(words: Iterable[str]) -> str:
    return "; ".join(words)


def _row(cells: Sequence[str]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written).writerow(cells)
    return written.getvalue()
