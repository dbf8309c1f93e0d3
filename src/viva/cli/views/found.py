"""What a search found."""

from collections.abc import Iterator, Mapping
from typing import Final

from viva.bank.search.model import Excerpt, Hit, Hits
from viva.cli.output import Part
from viva.telling import filters, words

Line = tuple[Part, ...]

HANG: Final = 8
"""The column where the text of a hit begins."""

_MOST_VALUES: Final = 6


def hit(found: Hit, *, on_terminal: bool) -> Iterator[Line]:
    """A question that a search found, with what matched marked; in a pipe its number begins the line."""
    question = found.question
    place = words.place(question.source, question.line, published=question.is_published)
    yield ((f"{question.id:>6}  " if on_terminal else f"{question.id}\t", "cyan"), *_one_line(found.prompt))
    if found.answer is None or "\n" not in found.answer.text:
        yield ("        ", (place, "dim"), *(["  ", *_one_line(found.answer)] if found.answer else []))
        return
    yield ("        ", (place, "dim"))
    for line in _lines(found.answer):
        yield ("          ", *line)


def facets(found: Hits) -> Iterator[Line]:
    """How many of all have which value, a line for each filter."""
    titles = filters.titles()
    shown = [name for name in titles if found.facets.get(name)]
    if shown and found.hits:
        yield ()
    for name in shown:
        yield ((f"{titles[name]}: ", "dim"), *_counts(name, found.facets[name]))


def _counts(name: str, values: Mapping[str, int]) -> Iterator[Part]:
    some = list(values.items())[:_MOST_VALUES]
    for number, (value, count) in enumerate(some):
        typed = f'"{value}"' if any(map(str.isspace, value)) else value
        yield f"{', ' if number else ''}{name}:{typed} "
        yield (str(count), "cyan")
    if len(values) > len(some):
        yield ", …"


def _one_line(excerpt: Excerpt) -> Iterator[Part]:
    for text, style in _pieces(excerpt):
        yield (text.replace("\n", " "), style)


def _lines(excerpt: Excerpt) -> Iterator[list[Part]]:
    line: list[Part] = []
    for text, style in _pieces(excerpt):
        first, *rest = text.split("\n")
        line.append((first, style))
        for following in rest:
            yield line
            line = [(following, style)]
    yield line


def _pieces(excerpt: Excerpt) -> Iterator[tuple[str, str]]:
    end = 0
    for mark in excerpt.marks:
        yield excerpt.text[end : mark.start], ""
        yield excerpt.text[mark.start : mark.end], "bold yellow"
        end = mark.end
    yield excerpt.text[end:], ""
