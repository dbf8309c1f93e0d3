"""One run of `viva check`: reading, mending, checking, and watching."""

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from viva.checks.baseline import read_baseline, without_known, write_baseline
from viva.checks.cache import Cache
from viva.checks.findings.model import IgnoredKey, line_hash
from viva.checks.model import Found
from viva.checks.service import Checks, Given, GivenNote, GivenQuestion
from viva.cli.check_order import Order
from viva.cli.context import Context
from viva.cli.exits import Exit
from viva.cli.views.checked import show, summary
from viva.intake.files import Found as FoundFile
from viva.intake.files import find_notes
from viva.kernel.errors import InvalidInput, VivaError
from viva.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    from viva.checks.running import Running
    from viva.cli.output import Output

_SECONDS = 0.5  # between two looks at the files


@dataclass(slots=True)
class _Files:
    """The notes of a run; `problems` are sentences about what could not be read."""

    given: list[GivenNote] = field(default_factory=list)
    paths: dict[str, Path] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def read(self, found: FoundFile) -> None:
        try:
            note = GivenNote(found.source, found.read(), found.path.parent)
        except InvalidInput as problem:
            self.problems.append(str(problem))
            return
        self.given.append(note)
        self.paths[note.path] = found.path


def check(order: Order, context: Context) -> Exit:
    """Check once, mend what was asked for, and print what is left."""
    with _running(order, context) as (running, trouble):
        return _check(order, context, _checks(order, context, running), trouble)


def _check(order: Order, context: Context, checks: Checks, trouble: Sequence[str]) -> Exit:
    files = _read(order) if order.paths else None
    ignored: frozenset[IgnoredKey] = frozenset()
    if files:
        given: Sequence[Given] = files.given
    else:
        given, ignored = _bank(context)
    mended = changed = 0
    if files and order.mend:
        mended, changed = _mend(order, checks, files, context.output)
        if order.only_diff:
            return _end([*trouble, *files.problems], context.output, failed=bool(changed))
    checked = checks.check(given, order.wanted)
    found = _without_ignored(order, checked.found)
    line_of = _lines_of(given)
    before = len(found)
    found = [one for one in found if not ignored or _key_in_bank(one, line_of) not in ignored]
    overlooked = before - len(found)
    if order.write_baseline and order.baseline:
        known = write_baseline(order.baseline, found, line_of)
        told = ngettext("{count} finding is known now: {file}.", "{count} findings are known now: {file}.", known)
        context.output.remark(told.format(count=known, file=order.baseline))
        found = []
    elif order.baseline:
        found = without_known(found, read_baseline(order.baseline), line_of)
    show(found, order.format, context.output)
    if order.format == "text":
        summary(found, checked, mended, context.output, of_bank=files is None)
        if overlooked:
            remark = ngettext(
                "{count} finding is ignored: the page of findings says why.",
                "{count} findings are ignored: the page of findings says why.",
                overlooked,
            )
            context.output.remark(remark.format(count=overlooked))
    problems = [*trouble, *(files.problems if files else ()), *checked.problems]
    return _end(problems, context.output, failed=bool(found))


def watched(order: Order, context: Context, wait: Callable[[float], None] = time.sleep) -> Exit:
    """Check again whenever a note changes, appears or goes, until Ctrl-C."""
    seen: dict[str, tuple[int, int]] | None = None
    try:
        while True:
            state = _state(order)
            if state != seen:
                if seen is not None:
                    context.output.line()
                seen = state
                check(order, context)
                context.output.remark(_("Watching. Ctrl-C ends it."))
            wait(_SECONDS)
    except KeyboardInterrupt:
        return Exit.OK


def _checks(order: Order, context: Context, running: "Running | None") -> Checks:
    if order.online:
        from viva.checks.online import dead

        return Checks(_cache(order, context), dead, running)
    return Checks(_cache(order, context), running=running)


def _cache(order: Order, context: Context) -> Cache:
    return Cache(None if order.no_cache else context.settings().data / "checked")


@contextmanager
def _running(order: Order, context: Context) -> "Generator[tuple[Running | None, list[str]]]":
    """What runs code, if that is wanted; where it cannot be, a sentence that says so, and all other rules go on."""
    if not order.run:
        yield None, []
        return
    from viva.checks.running import Running
    from viva.cli.progress import progress
    from viva.sandbox.model import DEFAULT_KIT
    from viva.sandbox.opening import open_runner

    settings = context.settings()
    with ExitStack() as stack:
        try:
            runner = stack.enter_context(open_runner(settings.kits, reduced=settings.reduced_sandbox))
            running = Running(
                runner,
                _cache(order, context),
                kit=order.kit or DEFAULT_KIT,
                progress=partial(progress, context.output, _("Running")),
            )
        except VivaError as trouble:
            yield None, [str(trouble)]
            return
        yield running, []


def _read(order: Order) -> _Files:
    files = _Files()
    search = find_notes(order.paths, include=order.include, exclude=order.exclude)
    for found in search:
        files.read(found)
    files.problems += [problem.message for problem in search.problems]
    if not files.given and not files.problems:
        raise InvalidInput(_("There are no notes in {paths}.").format(paths=", ".join(map(str, order.paths))))
    return files


def _bank(context: Context) -> tuple[list[GivenQuestion], frozenset[IgnoredKey]]:
    """The questions of the bank that are still asked, and what people ignore in them."""
    with context.app() as app:
        if not app.has_bank():
            return [], frozenset()
        with app.reader() as unit:
            return (
                [one.given for one in unit.checking.to_check()],
                frozenset(one.key for one in unit.findings.ignored()),
            )


def _key_in_bank(one: Found, line_of: Callable[[Found], str]) -> IgnoredKey:
    return IgnoredKey(int(one.path.rpartition("/")[2]), one.finding.code, line_hash(line_of(one)))


def _mend(order: Order, checks: Checks, files: _Files, output: "Output") -> tuple[int, int]:
    """Mend the notes, or show how; tells how many findings, in how many files."""
    from viva.checks.fixing import diff, replace

    mended = changed = 0
    for index, note in enumerate(files.given):
        wanted = _codes_for(order, note.path)
        try:
            data, count = checks.mend(note, wanted, unsafe=order.mend == "unsafe")
        except InvalidInput:
            continue  # told by the check that follows
        if data == note.data:
            continue
        mended, changed = mended + count, changed + 1
        if order.only_diff:
            for line in diff(note.path, note.data, data):
                style = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1], "")
                output.line((line, style))
        else:
            replace(files.paths[note.path], data)
            files.given[index] = GivenNote(note.path, data, note.folder)
    return mended, changed


def _codes_for(order: Order, path: str) -> frozenset[str]:
    """The codes that count in a file."""
    per_file = order.config.per_file_ignores
    if not per_file:
        return order.wanted
    from viva.intake.ignored import patterns

    unwanted = tuple(
        code.upper().replace("ALL", "")
        for pattern, codes in per_file.items()
        if patterns([pattern]).match_file(path.lstrip("/"))
        for code in codes
    )
    return frozenset(code for code in order.wanted if not code.startswith(unwanted)) if unwanted else order.wanted


def _without_ignored(order: Order, found: Sequence[Found]) -> list[Found]:
    if not order.config.per_file_ignores:
        return list(found)
    codes = {path: _codes_for(order, path) for path in {one.path for one in found}}
    return [one for one in found if one.finding.code in codes[one.path]]


def _lines_of(given: Sequence[Given]) -> Callable[[Found], str]:
    by_path = {one.path: one for one in given}
    read: dict[str, Sequence[str]] = {}

    def line_of(one: Found) -> str:
        if one.path not in read:
            read[one.path] = by_path[one.path].lines()
        lines = read[one.path]
        return lines[one.finding.line - 1] if one.finding.line <= len(lines) else ""

    return line_of


def _end(problems: Sequence[str], output: "Output", *, failed: bool) -> Exit:
    for problem in problems:
        output.remark(("viva: ", "bold red"), problem)
    if problems:
        return Exit.USAGE
    return Exit.FAILED if failed else Exit.OK


def _state(order: Order) -> dict[str, tuple[int, int]]:
    """What tells whether a note has changed."""
    state: dict[str, tuple[int, int]] = {}
    for found in find_notes(order.paths, include=order.include, exclude=order.exclude):
        try:
            file = found.path.stat()
        except OSError:
            continue
        state[found.source] = (file.st_mtime_ns, file.st_size)
    return state
