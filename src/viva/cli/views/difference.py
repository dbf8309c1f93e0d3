"""What is different between two wordings of a question, as lines with - and +."""

from collections.abc import Iterator

from viva.bank.content import Content
from viva.bank.differences import TEXTS, Difference, differences
from viva.cli.output import Part
from viva.kernel.i18n import _
from viva.telling import words
from viva.telling.differences import said

Line = tuple[Part, ...]

_STYLES = {"+": "green", "-": "red"}


def changed(before: Content, after: Content) -> Iterator[Line]:
    """What changed, part by part; texts with a line of their surroundings."""
    for difference in differences(before, after):
        if difference.name in TEXTS:
            yield from (((f"{sign} {text}", _STYLES.get(sign, "")),) for sign, text in difference.lines)
        else:
            yield from _values(difference)


def _values(difference: Difference) -> Iterator[Line]:
    name = words.field(difference.name)
    for sign, values in (("-", difference.removed), ("+", difference.added)):
        for value in values:
            first, *rest = said(difference.name, value).split("\n")
            yield ((f"{sign} {name}: {first}", _STYLES[sign]),)
            yield from (((f"{sign}   {line}", _STYLES[sign]),) for line in rest)
    if difference.reordered:
        told = _("{name} in another order").format(name=name)
        yield (("~ " + told, "yellow"),)
