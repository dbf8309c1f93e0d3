"""Candidates compared, as a page to keep."""

import re

import pytest

from tests.interviews.made import a_template, asked, fixed
from tests.interviews.results.test_report import conducted
from viva.app import App
from viva.interviews.out.comparison import comparison_markdown
from viva.interviews.scale import Scale, Step

_CELL = re.compile(r"(?<!\\)\|")


@pytest.mark.parametrize("candidates", [2, 3])
def test_a_table_keeps_its_columns_whatever_ratings_are_called(app: App, candidates: int) -> None:
    scale = Scale("ours", (Step(1, "no | none"), Step(2, "yes | *much*")))
    template = a_template(fixed(app, asked(app, "GIL?")), fixed(app, asked(app, "Threads?")), scale=scale)
    tables = [conducted(app, (2, 2), (1, 1), template=template) for _number in range(candidates)]
    with app.reader() as unit:
        page = comparison_markdown(unit.results.compare([table.interview for table in tables]))

    ratings = next(line for line in page.splitlines() if line.startswith("| GIL?"))
    assert len(_CELL.findall(ratings)) == 1 + 1 + candidates
    assert r"yes \| \*much\*" in ratings
