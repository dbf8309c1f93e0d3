"""Banks in and out of folders."""

from collections.abc import Collection
from pathlib import Path

from viva.bank.exported import ExportedBank
from viva.bank.incoming import Incoming, Received
from viva.bank.outgoing import Outgoing
from viva.bank.taking import Written
from viva.exchange.model import BankFiles, FoundPage
from viva.exchange.reading import read_bank


class Exchange:
    """Carries the bank of one workspace out of the database and back."""

    def __init__(self, outgoing: Outgoing, incoming: Incoming) -> None:
        self._outgoing = outgoing
        self._incoming = incoming

    def bank(self, only: Collection[int] | None = None) -> ExportedBank:
        """Everything the bank holds, or only some questions; its pictures are read while this unit lasts."""
        return self._outgoing.bank(only)

    def read(self, folder: Path) -> BankFiles:
        """What a folder holds; Unreadable tells all that is wrong with it."""
        return read_bank(folder, known=self._outgoing.keys())

    def load(self, files: BankFiles) -> Received:
        """Take what was read into the bank, as one change."""
        written = list(map(_written, [*files.new, *files.edited]))
        return self._incoming.receive(files.bank, written, files.removed, keywords_edited=files.keywords_edited)


def _written(found: FoundPage) -> Written:
    page = found.page
    return Written(content=page.content, key=page.key, status=page.status, pictures=found.pictures)
