"""What is stored beside the index: what ranks and counts an entry, and the words that are known."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from viva.bank.tables import QuestionKey
from viva.db.base import Table, WorkspaceKey

ByBytes = String().with_variant(String(collation="C"), "postgresql")
"""Text that is compared as SQLite compares it, whatever the language of the server."""


class EntryRow(Table):
    """What is known of an indexed question without opening its wording; as old as the index entry itself."""

    __tablename__ = "search_entries"

    question_id: Mapped[QuestionKey] = mapped_column(primary_key=True, autoincrement=False)
    workspace_id: Mapped[WorkspaceKey]
    prompt_words: Mapped[int]
    words: Mapped[int]
    facets: Mapped[str]  # a line "name:value" for each, and an empty one at both ends


class WordRow(Table):
    """A word that was indexed once: what a misspelt or unfinished word may have meant."""

    __tablename__ = "search_words"
    __table_args__ = ({"sqlite_with_rowid": False},)

    workspace_id: Mapped[WorkspaceKey] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(ByBytes, primary_key=True)
