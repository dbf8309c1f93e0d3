"""What `viva check` prints: findings in a format, and what came of it all."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from viva.checks.model import Found
from viva.checks.service import Checked
from viva.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    from viva.cli.output import Output


def show(found: Sequence[Found], form: str, output: "Output") -> None:
    """Print findings in one of the formats that `viva check` knows."""
    from viva.checks import formats

    match form:
        case "json":
            output.json(formats.as_json(found))
        case "sarif":
            output.json(formats.as_sarif(found))
        case "gitlab":
            output.json(formats.as_gitlab(found))
        case "github":
            for line in formats.as_github(found):
                output.line(line)
        case _:
            for line in formats.as_lines(found):
                place, _blank, rest = line.partition(" ")
                code, _blank, told = rest.partition(" ")
                output.line((place, "bold"), " ", (code, "red"), " ", told)


def summary(found: Sequence[Found], checked: Checked, mended: int, output: "Output", *, of_bank: bool) -> None:
    """Say in a sentence or two what was looked at, and what came of it."""
    if mended:
        output.remark(
            ngettext("{count} finding was mended.", "{count} findings were mended.", mended).format(count=mended)
        )
    if of_bank and not checked.count:
        output.remark(_("The bank is empty: `viva import PATH` puts the questions of your notes into it."))
        return
    if not checked.count:  # what could not be read is told
        return
    if of_bank:
        where = ngettext("{count} question", "{count} questions", checked.count).format(count=checked.count)
    else:
        where = ngettext("{count} file", "{count} files", checked.count).format(count=checked.count)
    if not found:
        output.remark(_("Nothing was found in {where}.").format(where=where))
        return
    count = ngettext("{count} finding", "{count} findings", len(found)).format(count=len(found))
    safe = sum(1 for one in found if one.finding.fix and one.finding.fix.safe)
    told = _("{findings} in {where}; --fix mends {safe}.") if safe else _("{findings} in {where}.")
    output.remark(told.format(findings=count, where=where, safe=safe))
