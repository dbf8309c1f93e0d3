"""Further columns of a record that became a card: labels between its prompt and the first blank line."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from viva.notes.model import Reason
from viva.notes.structure.line import Form, Line

if TYPE_CHECKING:
    from viva.notes.structure.outline import Prompt

COLUMN: Final = Reason("column of a table that neither asks nor answers")
_LABEL: Final = re.compile(r"([^:]{1,40}):\s+(.*)$")


def take_columns(lines: Sequence[Line], prompts: Sequence["Prompt"], aside: dict[int, Reason]) -> None:
    """Move the labels below each prompt out of its answer and into its facts."""
    for prompt in prompts:
        i = prompt.end + 1
        while i < len(lines) and lines[i].form is Form.TEXT and (found := _LABEL.match(lines[i].body)):
            prompt.facts[found.group(1).strip().lower()] = found.group(2).strip()
            aside[i] = COLUMN
            i += 1
