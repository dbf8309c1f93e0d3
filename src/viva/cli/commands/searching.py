"""`viva search`: questions that fit a query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from viva.cli.context import Context
from viva.cli.limit import at_most, natural, tell_none, tell_rest
from viva.cli.wanted import ANY, Wanted
from viva.kernel.i18n import _
from viva.telling.plain import plain

if TYPE_CHECKING:
    from viva.app import Unit
    from viva.bank.search.model import Hits
    from viva.glance import Glance


def _no_option(_type: object, words: Sequence[str] | str) -> None:
    """A minus before a word is part of the query; two of them are an option, and a misspelt one."""
    for word in [words] if isinstance(words, str) else words:
        if word.startswith("--"):
            raise ValueError(_("There is no option “{word}” here.").format(word=word))


def search_questions(
    *words: Annotated[
        str,
        Parameter(
            required=True,
            allow_leading_hyphen=True,
            validator=_no_option,
            help=_("What to look for: words, “phrases in quotes”, -without, and filters such as topic:gil."),
        ),
    ],
    wanted: Wanted = ANY,
    facets: Annotated[
        bool | None,
        Parameter(
            negative="--no-facets", help=_("Count what was found by topic, level and so on; on a terminal always.")
        ),
    ] = None,
    limit: Annotated[int, Parameter(metavar="N", converter=natural, help=_("How many at most; 0 for all."))] = 20,
    offset: Annotated[int, Parameter(metavar="N", converter=natural, help=_("How many of the best to pass over."))] = 0,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Show what was found, best first, with the matches marked."""
    from viva.cli.views import found as view
    from viva.telling import filters

    output = context.output
    counted = output.on_terminal and not json if facets is None else facets

    def ask(bank: Glance | Unit) -> tuple[Hits, bool]:
        query = " ".join(map(_as_typed, words))
        found = bank.search.find(query, wanted.filter(), limit=at_most(limit), offset=offset, facets=counted)
        return found, not found.total and bank.lines.is_empty()

    found, bank_is_empty = context.ask(ask)
    if json:
        output.json(plain(found))
        return
    for told in filters.remarks(found):
        output.remark(told)
    for one in found.hits:
        output.lines(view.hit(one, on_terminal=output.on_terminal), hang=view.HANG)
    if counted:
        output.lines(view.facets(found), hang=view.HANG)
    if not found.total:
        for told in filters.why_none(found):
            output.remark(told)
        if bank_is_empty or not (found.unknown or found.reliefs):
            tell_none(output, bank_is_empty=bank_is_empty)
    tell_rest(output, offset + len(found.hits), found.total)


def _as_typed(word: str) -> str:
    """The name of a note that the shell took out of its quotes is put into quotes again.

    Other filters have values without blanks: behind them goes on a query that was quoted as a whole.
    """
    from viva.bank.search.filters import filter_named

    name, _colon, value = word.lstrip("-").partition(":")
    more = any(filter_named(part.lstrip("-").partition(":")[0]) for part in value.split() if ":" in part)
    if name != "source" or not any(map(str.isspace, value)) or '"' in value or more:
        return word
    return f'{"-" if word[0] == "-" else ""}source:"{value}"'
