"""Who works here when nobody signs in; nothing of SQLAlchemy is needed to read it."""

from itertools import starmap
from typing import Final

from viva.accounts.model import Person, Role
from viva.db.reader import Reader

_FIRST: Final = """
    SELECT people.id, members.workspace_id, people.name FROM people JOIN members ON members.person_id = people.id
    WHERE members.role = ? ORDER BY members.workspace_id, people.id LIMIT 1
"""


def first_owner(reader: Reader) -> Person | None:
    """The owner of the oldest workspace."""
    return next(starmap(Person, reader.ask(_FIRST, (Role.OWNER.value,))), None)
