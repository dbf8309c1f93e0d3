"""What is written as one stream: the handbook, the table and the document of a bank."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from viva.bank.exported import ExportedBank
from viva.exchange.document import document
from viva.exchange.handbook import Handbook
from viva.exchange.table import table
from viva.kernel.errors import Conflict, Unavailable
from viva.kernel.i18n import _
from viva.kernel.refusals import reason


def chunks(kind: str, bank: ExportedBank) -> Iterator[str]:
    """The text of a format by its name (markdown, json, csv), piece by piece."""
    match kind:
        case "csv":
            return table(bank)
        case "json":
            return document(bank)
        case _:
            return Handbook(bank).document()


def write_file(path: Path, text: Iterator[str], *, over: bool) -> None:
    """Put a text into a file as a whole; Conflict when the file exists and shall not be overwritten."""
    if path.exists() and not over:
        raise Conflict(_("{file} exists already: name another file, or use --force.").format(file=path))
    written: Path | None = None
    try:
        with NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, prefix=".viva-", delete=False
        ) as file:
            written = Path(file.name)
            file.writelines(text)
        written.chmod(0o666 & ~_umask())
        written.replace(path)
    except OSError as problem:
        if written is not None:
            with suppress(OSError):
                written.unlink(missing_ok=True)
        told = _("Cannot write {file}: {problem}.")
        raise Unavailable(told.format(file=path, problem=reason(problem))) from problem


def _umask() -> int:
    """What this process takes away of the rights of new files, which can only be asked for by setting it."""
    import os

    mask = os.umask(0)
    os.umask(mask)
    return mask
