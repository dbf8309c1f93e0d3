"""Searching the bank: the query language, the index on both databases, ranking, spelling, and what is shown."""
