"""Which units carry a prompt: labels, choices, lists, bold lines and plain questions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from viva.notes.model import Reason
from viva.notes.structure.line import Form, Line, label_text
from viva.notes.structure.lists import LONG_TERM, STRONG, Lists, like
from viva.notes.structure.reasons import ASKS, CHOICE, FOLDED, LABELLED, PART, TODO
from viva.notes.structure.regions import Region, regions
from viva.notes.structure.units import Shape, Tally, Unit, Verdict, is_part, tally
from viva.notes.structure.words import Words, words

_REPEATS: Final = 3


def decide_prompts(lines: Sequence[Line], units: Sequence[Unit], chosen: AbstractSet[int]) -> list[Region]:
    """Settle every unit below the headings; headings come after, see `headings`."""
    lexicon = words()
    cut = regions(lines, units)
    for unit in units:
        if unit.verdict is not Verdict.OPEN:
            continue
        if unit.at in chosen:
            unit.decide(Verdict.PROMPT, CHOICE)
        elif unit.line.label == "answer":
            unit.decide(Verdict.PART, PART)
        elif unit.line.label == "ask":
            unit.decide(Verdict.PROMPT, LABELLED)
        elif unit.line.form is Form.SUMMARY:
            _decide_summary(unit, lexicon)
    _set_repeats_apart(units)
    tallies = tally(units)
    at_home = _home_shapes(cut)
    for region in cut:
        Lists(region, tallies, at_home, lexicon).decide()
        _decide_bold(region, tallies, lexicon)
        _decide_plain(region)
    _decide_quotes(units)
    return cut


def _set_repeats_apart(units: Sequence[Unit]) -> None:
    """The same words again and again in bold or plain lines label parts of answers."""
    seen = Counter(
        label_text(unit.line) for unit in units if unit.line.form in (Form.TEXT, Form.BOLD) and not unit.line.number
    )
    for unit in units:
        if (
            unit.verdict is Verdict.OPEN
            and unit.line.form in (Form.TEXT, Form.BOLD)
            and seen[label_text(unit.line)] >= _REPEATS
        ):
            unit.decide(Verdict.PART, PART)


def _decide_summary(unit: Unit, lexicon: Words) -> None:
    if is_part(unit, lexicon) or any(
        label_text(unit.line).startswith(word + " ")
        for word in ("show", "view", "click", "see", "показать", "ver", "mostrar", "anzeigen")
    ):
        unit.decide(Verdict.PART, PART)
    else:
        unit.decide(Verdict.PROMPT, FOLDED)


def _home_shapes(cut: Sequence[Region]) -> dict[Shape, float]:
    """For each shape, the share of its askers that stand outside answers."""
    seen: dict[Shape, list[int]] = {}
    for region in cut:
        inside = region.asks
        for unit in region.units:
            if unit.asks == 2 and unit.verdict is Verdict.OPEN:
                seen.setdefault(unit.shape, []).append(not inside)
            inside = inside or unit.verdict is Verdict.PROMPT
    return {shape: sum(home) / len(home) for shape, home in seen.items()}


def _decide_quotes(units: Sequence[Unit]) -> None:
    """Questions quoted one by one, with the answers between: all such quotes are prompts when enough of them ask."""
    quotes = [unit for unit in units if unit.shape.mark == ">" and unit.verdict in (Verdict.OPEN, Verdict.PROMPT)]
    asking = sum(unit.asks > 0 for unit in quotes)
    if asking >= STRONG and asking * 5 >= 2 * len(quotes):
        for unit in quotes:
            if unit.verdict is Verdict.OPEN:
                unit.decide(
                    Verdict.PROMPT,
                    Reason(
                        "asks, like {asking} of the {count} lines marked the same way",
                        {"asking": asking, "count": len(quotes)},
                    ),
                )


def _decide_bold(region: Region, tallies: Mapping[Shape, Tally], lexicon: Words) -> None:
    asked: set[Shape] = set()  # shapes of the prompts above
    for unit in region.units:
        if _is_open_bold(unit) and is_part(unit, lexicon):
            unit.decide(Verdict.PART, PART)
        elif _is_open_bold(unit):
            shape = tallies.get(unit.shape, Tally())
            if _bold_asks(region, unit, shape, covered=region.asks or not asked <= {unit.shape}):
                unit.decide(Verdict.PROMPT, like(shape))
        if unit.verdict is Verdict.PROMPT:
            asked.add(unit.shape)
    _decide_bold_subjects(region, [unit for unit in region.units if _is_open_bold(unit)])


def _is_open_bold(unit: Unit) -> bool:
    return unit.line.form is Form.BOLD and unit.verdict is Verdict.OPEN


def _bold_asks(region: Region, unit: Unit, shape: Tally, *, covered: bool) -> bool:
    """Whether a bold line is a prompt by its words or by what others like it are; `covered` by a prompt above."""
    trusted = not covered or (shape.asking >= STRONG and shape.ask_share >= 0.6 and not region.asks)
    if trusted and unit.asks and (shape.ask_share >= 0.5 or unit.asks == 2):
        return True
    usual = (shape.asking >= STRONG or shape.count <= STRONG + 1) and shape.ask_share >= 0.5 and not region.asks
    if not usual or unit.line.body.endswith(":"):
        return False
    following = _next(region, unit)
    return bool(unit.content or unit.line.number) or following is None or following.line.form is not Form.HEADING


def _next(region: Region, unit: Unit) -> Unit | None:
    return next(region.below(unit), None)


def _decide_bold_subjects(region: Region, bold: Sequence[Unit]) -> None:
    """Bold lines that divide all the text below a heading, each with text of its own, name its subjects."""
    if len(bold) < 2 or region.asks or any(unit.line.body.endswith(":") or unit.words > LONG_TERM for unit in bold):
        return
    if any(unit.verdict is Verdict.PROMPT for unit in region.units):
        return
    before = [
        i
        for i in range(region.start, bold[0].at)
        if region.lines[i].form in (Form.TEXT, Form.ITEM, Form.CODE, Form.TABLE)
    ]
    filled = sum(
        unit.content > 0 or ((following := _next(region, unit)) is not None and following.line.form is Form.ITEM)
        for unit in bold
    )
    if not before and filled * 5 >= 4 * len(bold):
        for unit in bold:
            unit.decide(
                Verdict.PROMPT,
                Reason("bold line with text of its own, like {count} beside it", {"count": len(bold) - 1}),
            )


def _decide_plain(region: Region) -> None:
    """Plain lines that end in a question mark: prompts where nothing else above them asks."""
    asking = [
        unit for unit in region.units if unit.line.form is Form.TEXT and unit.verdict is Verdict.OPEN and unit.asks == 2
    ]
    if not asking or region.asks:
        return
    if any(
        unit.verdict is Verdict.PROMPT
        and unit.line.form is not Form.TEXT
        and unit.reason is not TODO
        and unit.at < asking[0].at
        for unit in region.units
    ):
        return
    if (
        region.head is not None
        and region.head.line.form is Form.HEADING
        and len(asking) == 1
        and (region.head.line.level > 1 or region.head.line.number)
    ):
        return  # a subject whose text begins with a question
    paragraphs = sum(
        region.lines[i].form is Form.TEXT and (i == region.start or region.lines[i - 1].form is not Form.TEXT)
        for i in range(region.start, region.end)
    )
    opens = all(region.lines[i].form in (Form.BLANK, Form.RULE, Form.TAG) for i in range(region.start, asking[0].at))
    if region.head is not None and not opens and len(asking) * 3 < paragraphs:
        return
    for unit in asking:
        unit.decide(Verdict.PROMPT, ASKS)
