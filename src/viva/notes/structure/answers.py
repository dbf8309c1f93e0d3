"""Answers that stand apart from their questions: a numbered list below a heading "Answers"."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from viva.notes.model import Reason
from viva.notes.structure.line import Form, Line, label_text
from viva.notes.structure.units import Unit, Verdict
from viva.notes.structure.words import words

if TYPE_CHECKING:
    from viva.notes.structure.outline import Prompt

ANSWERS: Final = Reason("heads the answers to questions above")
ANSWER: Final = Reason("answer to a question above")
_FEW: Final = 2


def set_answers_apart(units: Sequence[Unit]) -> None:
    """Settle headings of answer lists and the numbered lines below them, so that nobody takes them for prompts."""
    asked: set[str] = set()
    above = 0
    for k, listed in _lists(units):
        head = units[k]
        asked.update(unit.line.number for unit in units[above:k])
        above = k
        known = [unit for unit in listed if unit.line.number and unit.line.number in asked]
        if len(known) >= _FEW and len(known) * 2 >= len(listed):
            head.decide(Verdict.SECTION, ANSWERS)
            for unit in listed:
                unit.decide(Verdict.PART, ANSWER)


def _lists(units: Sequence[Unit]) -> Iterator[tuple[int, list[Unit]]]:
    lexicon = words()
    for k, head in enumerate(units):
        titled = head.is_heading or head.line.form is Form.BOLD
        if not titled or not (
            (head.line.label == "answer" and not head.line.body) or label_text(head.line) in lexicon.answer
        ):
            continue
        listed: list[Unit] = []
        for unit in (units[j] for j in range(k + 1, len(units))):
            if unit.is_heading or unit.line.form is Form.BOLD:
                break
            if unit.line.number and unit.parent is None:
                listed.append(unit)
        if len(listed) >= _FEW:
            yield k, listed


def remote_answers(
    lines: Sequence[Line], units: Sequence[Unit], prompts: Sequence["Prompt"]
) -> Mapping[int, tuple[int, int]]:
    """Answers by the position of their prompt: first and last line of the list entry with its number.

    Of several prompts with one number, the last above the list is meant.
    """
    found: dict[int, tuple[int, int]] = {}
    by_number: dict[str, int] = {}
    pending = sorted(
        (prompt.at, prompt.unit.line.number)
        for prompt in prompts
        if prompt.unit is not None and prompt.unit.line.number
    )
    following = 0
    for k, unit in enumerate(units):
        if unit.reason is not ANSWER:
            continue
        while following < len(pending) and pending[following][0] < unit.at:
            by_number[pending[following][1]] = pending[following][0]
            following += 1
        prompt = by_number.get(unit.line.number)
        if prompt is None:
            continue
        last = units[k + 1].at - 1 if k + 1 < len(units) else len(lines) - 1
        while last > unit.at and lines[last].form in (Form.BLANK, Form.RULE):
            last -= 1
        found[prompt] = (unit.at, last)
    return found
