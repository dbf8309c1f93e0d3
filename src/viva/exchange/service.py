"""Banks in and out of folders."""

from collections.abc import Collection, Sequence
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

    def renew(self, bank: ExportedBank, pages: Sequence[FoundPage]) -> Received:
        """Take in what a publisher says by now, each page with its id, as one change; people's own wordings stay."""
        return self._incoming.receive(bank, published=list(map(_written, pages)))

    def keys(self) -> Collection[str]:
        """By what the questions of the bank are known elsewhere, of all that ever were in it."""
        return self._outgoing.keys()


def _written(found: FoundPage) -> Written:
    page = found.page
    return Written(content=page.content, key=page.key, status=page.status, pictures=found.pictures)
