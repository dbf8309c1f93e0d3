"""How the database became what it is: Alembic revisions, one file each, dated."""
