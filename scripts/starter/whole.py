"""What shows only where all pages are looked at together: duplicates, keys, links between pages; and `viva check`."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Final

from scripts.starter.ids import is_filled
from scripts.starter.written import BANK, LANGUAGES, Written
from viva.bank.content import parts_of
from viva.checks.cache import Cache
from viva.checks.formats import message
from viva.checks.page import page_of
from viva.checks.rulebook import chosen
from viva.checks.service import Checks, GivenQuestion
from viva.exchange.errors import Unreadable
from viva.exchange.reading import read_bank
from viva.notes.model import RelationKind
from viva.notes.relations import relate

_TOGETHER: Final = ["Q105", "Q106", "Q107", "Q108", "Q109"]
"""Found here, with the pages of both languages."""

_SAME: Final = {RelationKind.COPY, RelationKind.NEAR, RelationKind.TWIN}


def check_duplicates(pages: Sequence[Written], told_of: Collection[Written], allowed: Mapping[str, set[str]]) -> None:
    """No question asks what another one asks, in whatever language, and none says the opposite of another."""
    readable = [page for page in pages if page.page]
    drafts = [page_of(page.file, page.content, parts_of(page.content, {})).drafts[0] for page in readable]
    wanted = set(map(id, told_of))
    for relation in relate(drafts):
        one, other = readable[relation.one], readable[relation.other]
        if one.name == other.name or relation.kind not in {*_SAME, RelationKind.CONTRADICTS}:
            continue
        if other.name in allowed.get(one.name, ()) or one.name in allowed.get(other.name, ()):
            continue
        how = "says the opposite of" if relation.kind is RelationKind.CONTRADICTS else "asks the same as"
        for page, beside in ((one, other), (other, one)):
            if id(page) in wanted:
                page.complain(page.heading("") or 1, f"this {how} {beside.file}: {relation.reason}")


def check_twins_exist(pages: Mapping[str, Mapping[str, Written]], names: Collection[str]) -> None:
    """Each question is there in both languages."""
    for name in names:
        for language in LANGUAGES:
            if language not in pages[name]:
                there = next(iter(pages[name].values()))
                there.complain(1, f"the twin is missing: {BANK.name}/{language}/{name}.md")


def check_rules(pages: Sequence[Written], allowed: Mapping[str, set[str]], cache: Path) -> None:
    """`viva check` finds nothing in the questions."""
    wanted = chosen(["ALL"], _TOGETHER)
    readable = {page.file: page for page in pages if page.page}
    given = [
        GivenQuestion(page.file, page.content, parts_of(page.content, {}), page.path.parent)
        for page in readable.values()
    ]
    checked = Checks(Cache(cache)).check(given, wanted)
    for found in checked.found:
        page = readable[found.path]
        if found.finding.code in allowed.get(page.name, ()):
            continue
        laid_out = [page.content.prompt, "", *page.content.answer.split("\n")]
        words = laid_out[found.finding.line - 1] if found.finding.line <= len(laid_out) else ""
        told = message(found.finding)
        page.complain(page.line_with(words), f"{found.finding.code} {told}")


def check_keys(pages: Sequence[Written]) -> None:
    """Every page has its key and leads to its twin, and the folder can be taken into a bank."""
    for page in pages:
        if page.page and not is_filled(page):
            page.complain(1, "its id or its twin is not filled in: run `python scripts/content.py ids`")
    if any(page.problems for page in pages):
        return
    try:
        read_bank(BANK)
    except Unreadable as unreadable:
        by_path = {page.path.as_posix(): page for page in pages}
        for problem in unreadable.problems:
            by_path[problem.file].complain(problem.line, problem.text)
