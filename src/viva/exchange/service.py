"""Banks in and out of folders."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from viva.bank.exported import ExportedBank, ExportedIgnored
from viva.bank.incoming import Incoming, Received
from viva.bank.outgoing import Outgoing
from viva.bank.taking import Written
from viva.checks.findings.model import Ignored, IgnoredKey
from viva.checks.findings.service import Findings
from viva.exchange.model import BankFiles, FoundPage
from viva.exchange.reading import read_bank


class Exchange:
    """Carries the bank of one workspace out of the database and back."""

    def __init__(self, outgoing: Outgoing, incoming: Incoming, findings: Findings) -> None:
        self._outgoing = outgoing
        self._incoming = incoming
        self._findings = findings

    def bank(self, only: Collection[int] | None = None) -> ExportedBank:
        """Everything the bank holds, or only some questions; its pictures are read while this unit lasts."""
        bank = self._outgoing.bank(only)
        keys = {question_id: key for key, question_id in self._outgoing.ids().items()}
        carried = {question.key for question in bank.questions}
        ignored = (_exported(one, keys[one.key.question_id]) for one in self._findings.ignored())
        return replace(bank, ignored=tuple(sorted((one for one in ignored if one.question in carried), key=_order)))

    def read(self, folder: Path) -> BankFiles:
        """What a folder holds; Unreadable tells all that is wrong with it."""
        return read_bank(folder, known=self._outgoing.ids())

    def load(self, files: BankFiles) -> Received:
        """Take what was read into the bank, as one change; what is ignored there is ignored here too."""
        written = list(map(_written, [*files.new, *files.edited]))
        done = self._incoming.receive(files.bank, written, files.removed, keywords_edited=files.keywords_edited)
        ids = self._outgoing.ids()
        self._findings.ignore_too(_ignored(one, ids[one.question]) for one in files.bank.ignored if one.question in ids)
        return done

    def renew(self, bank: ExportedBank, pages: Sequence[FoundPage]) -> Received:
        """Take in what a publisher says by now, each page with its id, as one change; people's own wordings stay."""
        return self._incoming.receive(bank, published=list(map(_written, pages)))

    def keys(self) -> Collection[str]:
        """By what the questions of the bank are known elsewhere, of all that ever were in it."""
        return self._outgoing.ids()


def _written(found: FoundPage) -> Written:
    page = found.page
    return Written(content=page.content, key=page.key, status=page.status, pictures=found.pictures)


def _exported(one: Ignored, key: str) -> ExportedIgnored:
    return ExportedIgnored(
        question=key,
        code=one.key.code,
        line=one.key.line_hash,
        reason=one.reason,
        author=one.made_by,
        made_at=one.made_at,
    )


def _ignored(one: ExportedIgnored, question_id: int) -> Ignored:
    key = IgnoredKey(question_id, one.code, one.line)
    return Ignored(id=0, key=key, reason=one.reason, made_by=one.author, made_at=one.made_at)


def _order(one: ExportedIgnored) -> tuple[str, str, str]:
    return one.question, one.code, one.line
