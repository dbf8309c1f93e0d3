"""The installed Procrastinate is one whose tables our revisions make."""

import re
from importlib.resources import files

from viva.jobs.procrastinated import SCHEMA, refuse_other_schema


def statements(script: str) -> str:
    """A script without comments and blanks."""
    return re.sub(r"\s+", " ", re.sub(r"--.*", "", script)).strip()


def test_no_migration_of_the_installed_release_is_missing() -> None:
    refuse_other_schema()


def test_the_schema_is_that_of_the_installed_release() -> None:
    ours = files("viva.migrations") / "procrastinate" / f"schema-{SCHEMA}.sql"
    theirs = files("procrastinate.sql") / "schema.sql"

    assert statements(ours.read_text(encoding="utf-8")) == statements(theirs.read_text(encoding="utf-8"))
