"""The database: engine, table base, revisions, backups, and trouble told in sentences."""
