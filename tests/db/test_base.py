"""Types that mean the same on both databases."""

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Integer, MetaData, Table, select

from tests.apps import START
from viva.db.base import FreeText, Json, JsonText, Moment, to_json
from viva.db.bulk import insert_rows
from viva.db.database import Database
from viva.db.engine import WRITER
from viva.db.text import storable

ANY_TEXT = st.text(st.characters(exclude_categories=[]))
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=5,
)
THINGS = Table(
    "things",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", Moment),
    Column("words", FreeText),
    Column("parts", Json),
)


def kept(database: Database, at: datetime | None, words: str, parts: Any) -> tuple[Any, ...]:
    """What comes back of a row that was inserted in bulk."""
    with database.engine.execution_options(**WRITER).connect() as connection:
        return _kept(connection, {"id": 1, "at": at, "words": words, "parts": parts})


def _kept(connection: Connection, row: dict[str, Any]) -> tuple[Any, ...]:
    THINGS.create(connection)
    insert_rows(connection, THINGS, [row, {**row, "id": 2}])
    insert_rows(connection, THINGS, [])
    first, second = connection.execute(select(THINGS.c.at, THINGS.c.words, THINGS.c.parts).order_by(THINGS.c.id)).all()
    assert first == second
    return tuple(first)


def test_rows_inserted_in_bulk_come_back_as_they_were(database: Database) -> None:
    assert kept(database, START, "слово", {"a": [1, None]}) == (START, "слово", {"a": [1, None]})


def test_a_moment_comes_back_in_utc(database: Database) -> None:
    at, _, _ = kept(database, START.astimezone(timezone(timedelta(hours=5))), "", [])

    assert (at, at.utcoffset()) == (START, timedelta(0))


def test_there_may_be_no_moment(database: Database) -> None:
    assert kept(database, None, "", [])[0] is None


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        kept(database, START.replace(tzinfo=None), "", [])


def test_json_that_is_encoded_already_is_stored_as_it_is(database: Database) -> None:
    assert kept(database, START, "", JsonText('{"a":1}'))[2] == {"a": 1}


def test_what_no_database_keeps_comes_back_visible(database: Database) -> None:
    assert kept(database, START, "a\0\ud800", {"k\0": ["\ud800"]})[1:] == ("a␀\\ud800", {"k␀": ["\\ud800"]})


@given(ANY_TEXT)
def test_storable_text_can_be_encoded_and_has_no_nul(text: str) -> None:
    assert b"\0" not in storable(text).encode()


@given(st.text(st.characters(exclude_characters="\0")))
def test_text_that_is_storable_is_not_touched(text: str) -> None:
    assert storable(text) == text


@given(ANY_JSON)
def test_all_json_can_be_stored(value: object) -> None:
    encoded = to_json(value)

    assert "\0" not in json.dumps(json.loads(encoded), ensure_ascii=False)
    assert encoded.encode()
