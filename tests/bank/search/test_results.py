"""What queries find, in which order: the same on both databases."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.apps import settings_of
from tests.made_notes import a_draft, a_note, put
from viva.app import App
from viva.notes.model import Draft, Image, Kind, Level, Link, Need, Option, Snippet, Span

HERE = Path(__file__).parent
BANK: dict[str, dict[str, Any]] = tomllib.loads((HERE / "bank.toml").read_text(encoding="utf-8"))
QUERIES: dict[str, list[str]] = tomllib.loads((HERE / "queries.toml").read_text(encoding="utf-8"))
NAMES = {question["prompt"]: name for name, question in BANK.items()}
PYTHON = "python.md"


def draft(question: dict[str, Any], line: int) -> Draft:
    more = {name: tuple(question.get(name, ())) for name in ("topics", "tech")}
    if "code" in question:
        more["snippets"] = (Snippet(Span(line, line), "python", question["code"]),)
    if "picture" in question:
        more["images"] = (Image(line, question["picture"], ""),)
    if "link" in question:
        more["links"] = (Link(line, question["link"]),)
    kind = Kind(question.get("kind", "question"))
    options = tuple(Option(line, text) for text in question.get("options", ()))
    answered = bool(question["answer"])
    needs = () if answered or options else (Need.ANSWER,)
    return a_draft(
        question["prompt"],
        line=line,
        answer=question["answer"],
        language=question["language"],
        level=Level(question["level"]) if "level" in question else None,
        kind=kind,
        options=options,
        needs=needs,
        experience=question.get("experience", False),
        source=question.get("source", PYTHON),
        **more,
    )


def fill(app: App) -> None:
    """Put the questions into the bank, in their order, note by note."""
    sources = dict.fromkeys(question.get("source", PYTHON) for question in BANK.values())
    for source in sources:
        its = [question for question in BANK.values() if question.get("source", PYTHON) == source]
        put(app, a_note(*(draft(question, 1 + 3 * place) for place, question in enumerate(its)), source=source))


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def bank(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One bank for all queries, on each database."""
    if request.param == "sqlite":
        app = App(settings_of(tmp_path_factory.mktemp("bank")))
        fill(app)
        yield app
        app.close()
        return
    with request.getfixturevalue("postgres").database() as address:
        app = App(settings_of(tmp_path_factory.mktemp("bank"), address))
        fill(app)
        yield app
        app.close()


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_finds(bank: App, query: str) -> None:
    with bank.reader() as unit:
        hits = unit.search.find(query, limit=100)

    assert [NAMES[hit.question.prompt] for hit in hits.hits] == QUERIES[query]
    assert hits.total == len(QUERIES[query])


def test_there_are_sixty_queries_and_more() -> None:
    assert len(QUERIES) >= 60


@pytest.mark.parametrize("query", QUERIES)
def test_facets_are_counted_over_all_that_is_found(bank: App, query: str) -> None:
    with bank.reader() as unit:
        hits = unit.search.find(query, limit=1, facets=True)

    expected: dict[str, int] = {}
    for name in QUERIES[query]:
        language = BANK[name]["language"]
        expected[language] = expected.get(language, 0) + 1
    assert hits.facets.get("lang", {}) == expected
    assert sum(hits.facets.get("source", {}).values()) == hits.total == len(QUERIES[query])
