"""Making the index anew."""

import threading

import pytest
from sqlalchemy import select, text

from tests.made_notes import a_draft, a_note, prompts, put
from viva.app import App
from viva.bank.search.tables import WordRow
from viva.db.database import Database
from viva.kernel.errors import Unavailable
from viva.settings import Settings


def found(app: App, query: str) -> list[str]:
    with app.reader() as unit:
        return [hit.question.prompt for hit in unit.search.find(query).hits]


def test_an_index_that_was_lost_is_made_again(app: App, settings: Settings) -> None:
    put(app, a_note(a_draft("What is a list?", answer="A sequence.", topics=("types",)), *prompts()))
    database = Database(settings.database_url)
    with database.writer() as session:
        for table in ("question_search", "search_entries", "search_words"):
            session.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - our own names
        session.commit()
    database.close()
    told: list[str] = []

    assert found(app, "sequence") == []
    assert app.reindex(told.append) == 1
    assert told == ["What is a list?"]
    assert found(app, "sequence topic:types") == found(app, "sequense") == ["What is a list?"]


def test_the_index_is_the_same_as_before(app: App) -> None:
    put(app, a_note(*prompts("What is a list?", "What is lru_cache?", "线程")))
    before = [found(app, query) for query in ("list", "lru_c", "线程", "cahce")]
    app.reindex(lambda _prompt: None)

    assert [found(app, query) for query in ("list", "lru_c", "线程", "cahce")] == before


def test_two_who_learn_the_same_words_do_not_stop_each_other(app: App, settings: Settings) -> None:
    ended: list[int] = []

    def keep(number: int, words: list[str]) -> None:
        put(app, a_note(*prompts(*words), source=f"{number}.md"))
        ended.append(number)

    words = [f"word{chr(97 + number)}" for number in range(20)]
    threads = [
        threading.Thread(target=keep, args=each) for each in enumerate([words, words[::-1], words[5:], words[::2]])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ended) == [0, 1, 2, 3]
    database = Database(settings.database_url)
    with database.reader() as session:
        known = set(session.scalars(select(WordRow.word)))
    database.close()
    assert set(words) <= known


@pytest.mark.postgres
def test_nobody_else_writes_to_the_index_meanwhile(postgres_settings: Settings) -> None:
    app, other = App(postgres_settings), Database(postgres_settings.database_url)
    put(app, a_note(*prompts("What is a list?")))

    def write_to_it(_prompt: str) -> None:
        with pytest.raises(Unavailable, match="lock"), other.writer() as session:
            session.execute(text("LOCK TABLE question_search IN ROW EXCLUSIVE MODE NOWAIT"))

    assert app.reindex(write_to_it) == 1
    other.close()
    app.close()
