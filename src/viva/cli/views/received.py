"""What bringing a bank in did, or would do."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from viva.bank.incoming import Received
from viva.cli.output import Output
from viva.exchange.model import BankFiles
from viva.kernel.i18n import _, ngettext
from viva.telling import words


def show(output: Output, folder: Path, files: BankFiles, received: Received) -> None:
    """What a person should look at, and a sum."""
    for finding in files.findings:
        output.remark(str(finding))
    for key in received.contested:
        output.remark(
            _("{key} was changed both in the bank and in the folder; the bank keeps its own.").format(key=key)
        )
    if files.removed:
        told = ngettext(
            "{keys} has no page any more; `viva retire` retires it.",
            "{keys} have no page any more; `viva retire` retires them.",
            len(files.removed),
        )
        output.remark(told.format(keys=words.listed(files.removed)))
    counts = (
        (received.added, ngettext("{count} new question", "{count} new questions", received.added)),
        (received.revised, _("{count} changed")),
        (received.relations, ngettext("{count} new relation", "{count} new relations", received.relations)),
        (received.keywords, ngettext("{count} keyword", "{count} keywords", received.keywords)),
    )
    changes = [told.format(count=count) for count, told in counts if count]
    told = _("{folder}: {changes}.") if changes else _("{folder}: nothing has changed.")
    output.line(told.format(folder=folder, changes=words.listed(changes)))


def as_json(folder: Path, files: BankFiles, received: Received) -> dict[str, Any]:
    """The same for another program."""
    findings: Sequence[dict[str, Any]] = [finding._asdict() for finding in files.findings]
    return {
        "folder": str(folder),
        "added": received.added,
        "revised": received.revised,
        "relations": received.relations,
        "keywords": received.keywords,
        "contested": received.contested,
        "removed": files.removed,
        "findings": findings,
        "change": received.change_id,
    }
