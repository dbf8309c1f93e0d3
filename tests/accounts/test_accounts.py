"""Workspaces and the people in them."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from viva.accounts.service import Accounts
from viva.app import App
from viva.db.database import Database
from viva.kernel.clock import FrozenClock
from viva.kernel.errors import Unavailable
from viva.settings import Settings


@pytest.fixture
def session(app: App, settings: Settings) -> Iterator[Session]:
    """A transaction on a bank that has its local workspace, undone at the end."""
    with app.reader():
        database = Database(settings.database_url)
    with database.writer() as session:
        yield session
    database.close()


@pytest.fixture
def accounts(session: Session, clock: FrozenClock) -> Accounts:
    return Accounts(session, clock)


def test_the_local_workspace_is_made_once(accounts: Accounts) -> None:
    assert accounts.set_up() == accounts.local_owner() == accounts.set_up()


def test_another_workspace_leaves_the_local_owner_as_it_is(accounts: Accounts) -> None:
    local = accounts.local_owner()
    cleo = accounts.open_workspace("other team", owner="Cleo")

    assert accounts.local_owner() == local
    assert local is not None
    assert cleo.workspace_id != local.workspace_id


def test_people_are_called_by_their_names(accounts: Accounts) -> None:
    cleo = accounts.open_workspace("other team", owner="Cleo")

    assert accounts.names([cleo.id, cleo.id + 1]) == {cleo.id: "Cleo"}


@pytest.mark.postgres
def test_two_who_begin_at_once_do_not_make_two(postgres_settings: Settings, clock: FrozenClock) -> None:
    database = Database(postgres_settings.database_url)
    with database.writer() as ana, database.writer() as ben:
        Accounts(ana, clock).set_up()
        ben.execute(text("SET LOCAL lock_timeout = 10"))
        with pytest.raises(Unavailable, match="lock"):
            Accounts(ben, clock).set_up()
    database.close()
