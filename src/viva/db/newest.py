"""The newest revision in `viva/migrations`; a constant, so that opening a bank need not load Alembic."""

NEWEST = "20261130_told_jobs"
