"""Comparing candidates: two question by question, more than two each with each; and what comes of it as a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from viva.interviews.conduct.errors import Sealed
from viva.interviews.out import comparison
from viva.interviews.out import words as said
from viva.interviews.out.sheets import in_bytes
from viva.interviews.results.comparing import Comparison
from viva.interviews.results.gating import rating_word
from viva.interviews.results.several import MOST, Comparisons
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.web.asking import Here
from viva.web.downloads import attached, json_bytes
from viva.web.pages.interviews import BASE
from viva.web.reports import bar, comparable
from viva.web.templating import query

routes = APIRouter()

Kind = Literal["markdown", "json", "csv"]
_ENDINGS: Mapping[Kind, str] = {"markdown": "md", "json": "json", "csv": "csv"}


class Chosen(BaseModel):
    """Which interviews are beside each other, in this order."""

    interview: list[int] = Field(default_factory=list, max_length=100)

    @property
    def numbers(self) -> tuple[int, ...]:
        """Each once."""
        return tuple(dict.fromkeys(self.interview))


@routes.get(f"{BASE}/compare")
def compare_candidates(here: Here, chosen: Annotated[Chosen, Query()]) -> Response:
    """Candidates on what they were asked in common."""
    found, wrong = None, ""
    with here.reading() as unit:
        choices = comparable(unit)
        if chosen.numbers:
            try:
                found = unit.results.compare(chosen.numbers)
            except (InvalidInput, Sealed) as trouble:
                wrong = str(trouble)
    return here.page(
        "interviews/compare.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        found=found,
        wrong=wrong,
        choices=choices,
        chosen=[str(number) for number in chosen.numbers],
        most=MOST,
        said=said,
        rating_word=rating_word,
        download=_download,
        **(_told(found) if found else {}),
    )


@routes.get(f"{BASE}/compare/download/{{kind}}")
def download_comparison(here: Here, kind: Kind, chosen: Annotated[Chosen, Query()]) -> Response:
    """A comparison as a file; Viva keeps no copy of it."""
    with here.reading() as unit:
        found = unit.results.compare(chosen.numbers)
    return attached(_content(found, kind), "comparison-" + "-".join(map(str, chosen.numbers)), _ENDINGS[kind])


def _content(found: Comparisons, kind: Kind) -> bytes:
    match kind:
        case "markdown":
            return comparison.comparison_markdown(found).encode()
        case "json":
            return json_bytes(comparison.comparison_data(found))
        case "csv":
            return in_bytes(comparison.comparison_sheet(found))


def _download(kind: str, chosen: list[str]) -> str:
    return f"{BASE}/compare/download/{kind}?{query(interview=chosen)}"


def _told(found: Comparisons) -> Mapping[str, Any]:
    names = comparison.names_of(found.reports)
    scale = found.reports[0].interview.scale
    pair, *more = found.pairs
    if more:
        return {
            "names": names,
            "scale": scale,
            "cells": _cells(found),
            "at_once": comparison.at_once_words(found),
        }
    totals = (pair.total_one, pair.total_other)
    return {
        "names": names,
        "scale": scale,
        "pair": pair,
        "drawn": tuple(bar(total, scale, name) for total, name in zip(totals, names, strict=True)),
        "verdict": comparison.verdict_words(pair),
        "overlap": comparison.overlap_words(pair),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one candidate is beside another."""

    word: str
    tone: str
    means: str
    overlap: str
    address: str


def _cells(found: Comparisons) -> list[list[Cell | None]]:
    """A row for each candidate, beside each; None: beside oneself."""
    places = range(len(found.reports))
    return [[_cell(found, row, column) for column in places] for row in places]


def _cell(found: Comparisons, row: int, column: int) -> Cell | None:
    pair = found.pair(min(row, column), max(row, column))
    if pair is None:
        return None
    means = [said.mean_words(total) for total in (pair.total_one, pair.total_other)]
    word, tone = _word(pair, row_is_one=row < column)
    return Cell(
        word=word,
        tone=tone,
        means=" – ".join(means if row < column else reversed(means)) if pair.shared else "",
        overlap=_("{shared} of {all}").format(shared=len(pair.shared), all=pair.questions),
        address=f"{BASE}/compare?{query(interview=[found.reports[each].interview.id for each in (row, column)])}",
    )


def _word(pair: Comparison, *, row_is_one: bool) -> tuple[str, str]:
    if not pair.shared:
        return _("nothing in common"), ""
    if not pair.clear:
        return _("no clear difference"), ""
    return (_("higher"), "good") if (comparison.higher(pair) is pair.one) == row_is_one else (_("lower"), "bad")
