"""The bank as a table and as one JSON document."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.made_banks import FEWER, banks
from tests.exchange.made_pages import texts
from tests.exchange.small_banks import a_bank, a_question
from viva.bank.content import Content, Remark, Task, WrongSolution
from viva.bank.exported import ExportedBank
from viva.exchange.document import document
from viva.exchange.table import COLUMNS, as_meant, defused, table
from viva.notes.model import Kind


@FEWER
@given(banks())
def test_a_table_has_a_row_for_each_question_and_reads_back(bank: ExportedBank) -> None:
    written = "".join(table(bank))
    head, *rows = csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""))

    assert tuple(head) == COLUMNS
    assert [(row[0], as_meant(row[1]), as_meant(row[2])) for row in rows] == [
        (one.key, one.content.prompt, one.content.answer) for one in bank.questions if one.in_bank
    ]


@given(texts | st.sampled_from(["=1+1", "'=1", "''-", "@a", "＝1", "\t=1", "it's"]))
def test_a_defused_cell_is_no_formula_and_reads_back(cell: str) -> None:
    assert defused(cell)[:1] not in {"=", "+", "-", "@", "\t", "\r", "＝"}
    assert as_meant(defused(cell)) == cell


def test_a_table_holds_options_and_lists() -> None:
    content = Content(prompt="=A?", kind=Kind.MCQ, options=("a", "b"), correct=(1,), tech=("sql", "c#"), number="-3")

    written = "".join(table(a_bank(a_question(more=(content,)))))
    (row,) = csv.DictReader(io.StringIO(written.removeprefix("\ufeff"), newline=""))

    assert (row["prompt"], row["options"], row["correct"]) == ("'=A?", "a\nb", "2")
    assert (row["tech"], row["number"], row["id"]) == ("sql; c#", "'-3", "aaaaaaaaaa")


def test_what_is_said_around_a_question_is_in_the_table_and_in_the_document() -> None:
    task = Task("Write f.", "", "f() == 1", "x = 1", (WrongSolution("is none", ""),))
    content = Content(
        prompt="Which?",
        options=("a", "b"),
        explanations=("no", "yes"),
        follow_ups=(Remark("And?", "Two\nlines"), Remark("Why?")),
        sources=("a book",),
        task=task,
    )
    bank = a_bank(a_question(more=(content,)))

    (row,) = csv.DictReader(io.StringIO("".join(table(bank)).removeprefix("\ufeff"), newline=""))
    (one,) = json.loads("".join(document(bank)))["questions"]

    assert (row["explanations"], row["sources"]) == ("no\nyes", "a book")
    assert row["follow_ups"] == "'- And?\n  > Two\n  > lines\n- Why?"
    assert row["task"].startswith("## Task\n\nWrite f.\n\n~~~text tests\nf() == 1\n~~~\n\n~~~python solution")
    assert one["follow_ups"] == [{"text": "And?", "note": "Two\nlines"}, {"text": "Why?", "note": ""}]
    assert one["task"]["wrong"] == [{"label": "is none", "code": ""}]


@FEWER
@given(banks())
def test_a_document_is_json_and_holds_everything(bank: ExportedBank) -> None:
    read = json.loads("".join(document(bank)))

    assert [one["id"] for one in read["questions"]] == [one.key for one in bank.questions]
    assert [one["prompt"] for one in read["questions"]] == [one.content.prompt for one in bank.questions]
    assert [len(one["revisions"]) for one in read["questions"]] == [len(one.revisions) for one in bank.questions]
    assert len(read["relations"]) == len(bank.relations)
    assert len(read["keywords"]) == len(bank.keywords)


@pytest.mark.parametrize("bank", [ExportedBank(), a_bank()])
def test_a_document_says_what_it_is(bank: ExportedBank) -> None:
    read = json.loads("".join(document(bank)))

    assert (read["format"], read["version"]) == ("viva-questions", 1)
