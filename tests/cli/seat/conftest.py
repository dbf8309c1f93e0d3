"""An interview to be conducted in the terminal."""

import pytest

from tests.interviews.conduct.table import Table, an_interview
from viva.app import App


@pytest.fixture
def planned(sqlite_app: App) -> Table:
    """One that is not started yet."""
    return an_interview(sqlite_app, start=False)


@pytest.fixture
def table(sqlite_app: App) -> Table:
    """One that is under way."""
    return an_interview(sqlite_app)
