"""What an export did to files, or would do."""

from pathlib import Path

from viva.cli.output import Output
from viva.exchange.comparing import Export
from viva.kernel.i18n import _, ngettext
from viva.telling import words


def show_files(output: Output, planned: Export, *, done: bool, json: bool) -> None:
    """The files of a folder; one by one when nothing is done yet."""
    changes = planned.changes
    if json:
        output.json(
            {
                "folder": str(planned.folder),
                "written": done,
                "added": changes.added,
                "changed": changes.changed,
                "removed": changes.removed,
                "unchanged": changes.unchanged,
                "edited": planned.edited,
            }
        )
        return
    if not done:
        marked = (("+", changes.added), ("~", changes.changed), ("-", changes.removed), ("!", planned.edited))
        for mark, paths in marked:
            for path in paths:
                output.line(f"{mark} {path}")
    output.line(_summary(planned))


def show_file(output: Output, path: Path, *, is_new: bool, done: bool, json: bool) -> None:
    """One file."""
    if json:
        output.json({"file": str(path), "written": done, "new": is_new})
    elif done:
        output.line(_("{file} is written.").format(file=path))
    else:
        output.line(f"{'+' if is_new else '~'} {path}")


def _summary(planned: Export) -> str:
    changes = planned.changes
    counts = (
        (len(changes.added), _("{count} new")),
        (len(changes.changed), _("{count} changed")),
        (len(changes.removed), _("{count} removed")),
        (changes.unchanged, _("{count} as before")),
        (len(planned.edited), _("{count} edited by hand")),
    )
    total = sum(count for count, _told in counts[:4])
    files = ngettext("{folder}: {count} file", "{folder}: {count} files", total)
    told = words.listed([told.format(count=count) for count, told in counts if count])
    return f"{files.format(folder=planned.folder, count=total)} ({told})" if told else f"{planned.folder}"
