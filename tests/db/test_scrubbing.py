"""Writing the database anew, so that nothing of what was deleted is left."""

from viva.app import App
from viva.db.database import Database
from viva.db.scrubbing import scrub
from viva.settings import Settings


def test_it_writes_through_a_connection_that_only_read_before(app: App, settings: Settings) -> None:
    app.upgrade()
    database = Database(settings.database_url)
    with database.reader() as session:
        session.connection()

    scrub(database, ())
    database.close()
