"""A bank in a folder: what is written is read again."""

import tempfile
from pathlib import Path

from hypothesis import given

from tests.exchange.made_banks import FEWER, banks
from viva.bank.exported import ExportedBank
from viva.exchange.reading import read_bank
from viva.exchange.writing import plan_export


@FEWER
@given(banks())
def test_a_bank_that_is_written_reads_the_same(bank: ExportedBank) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plan_export(Path(folder), bank).write()
        files = read_bank(Path(folder))
        pictures = dict(files.bank.pictures)

    assert files.bank.questions == bank.questions
    assert files.bank.relations == bank.relations
    assert files.bank.sources == bank.sources
    assert files.bank.keywords == bank.keywords
    assert pictures == dict(bank.pictures)
    assert (files.new, files.edited, files.removed) == ((), (), ())
