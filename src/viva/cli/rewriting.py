"""What `viva edit` does: pages out of the bank, and back into it with what a person made of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from viva.bank.editing import Edit
from viva.bank.errors import StaleQuestion
from viva.bank.model import State
from viva.bank.proposing import propose
from viva.cli import pages
from viva.cli.changing import piece_of_work, report, tell
from viva.cli.context import Context
from viva.cli.exits import Exit
from viva.cli.named import find, read_names, refuse_merged
from viva.cli.output import Output
from viva.cli.sheets import Sheet, edited, given
from viva.cli.views.changes import Report
from viva.cli.views.difference import changed
from viva.exchange.page import Page
from viva.kernel.errors import InvalidInput, NotFound, VivaError
from viva.kernel.i18n import _

if TYPE_CHECKING:
    from viva.app import App


def print_pages(context: Context, words: Sequence[str]) -> Exit:
    """Print questions as pages."""
    if not words:
        raise InvalidInput(_("Name the questions to print."))
    names = read_names(words)
    with context.app() as app, app.reader() as unit:
        found = find(unit, names)
    context.output.write(pages.text_of_all(found.values()))
    return Exit.OK


def add(context: Context, file: Path | None, *, dry_run: bool, json: bool) -> Exit:
    """Put a question into the bank that a person writes."""
    if file is not None:
        with given(context, file, name="new") as sheet:
            return _add(context, sheet, file, dry_run=dry_run, json=json)
    with edited(context, [Sheet("new", pages.empty_text())]) as (sheet,):
        if not sheet.changed:
            context.output.remark(_("Nothing was written, so there is no new question."))
            return Exit.OK
        return _add(context, sheet, _here(), dry_run=dry_run, json=json)


def take(
    context: Context, words: Sequence[str], file: Path, *, piped: bytes, seen: int | None, dry_run: bool, json: bool
) -> Exit:
    """Store pages from a file or a pipe, all of them or none."""
    names = read_names(words)
    with given(context, file, name="-".join(words) or "pages", piped=piped) as sheet, context.app() as app:
        with app.reader() as unit:
            known = find(unit, names or [_key(page) for page in sheet.pages])
        wanted = {state.id: pages.edit_from(page, state, file) for page, state in _paired(sheet.pages, known)}
        versions = {question_id: seen for question_id in known if seen is not None}
        done, stale = _store(context, app, wanted, versions, dry_run=dry_run)
        sheet.stored = not stale
    if done.change_id or json or not stale:
        tell(context, done, json=json)
    for state in stale:
        _tell_refused(context.output, state, wanted[state.id])
    return Exit.FAILED if stale else Exit.OK


def open_pages(context: Context, words: Sequence[str], *, dry_run: bool, json: bool) -> Exit:
    """Open questions in the editor, each in a file of its own, and store those that can be taken."""
    names = read_names(words)
    with context.app() as app:
        with app.reader() as unit:
            known = find(unit, names)
        refuse_merged(known.values())
        sheets = {state.id: Sheet(f"{state.id}", pages.text_of(state)) for state in known.values()}
        with edited(context, list(sheets.values())):
            wanted, problems = _wanted(known, sheets)
            seen = {question_id: known[question_id].version for question_id in wanted}
            done, stale = _store(context, app, wanted, seen, dry_run=dry_run)
            for question_id in set(wanted) - {state.id for state in stale}:
                sheets[question_id].stored = not dry_run
            if done.change_id or not problems + stale:
                tell(context, done, json=json)
            for problem in problems:
                context.output.remark(("viva: ", "bold red"), str(problem))
            for state in stale:
                _tell_refused(context.output, state, wanted[state.id], known[state.id])
    return Exit.FAILED if problems or stale else Exit.OK


def _add(context: Context, sheet: Sheet, near: Path, *, dry_run: bool, json: bool) -> Exit:
    page = sheet.only_page()
    pages.refuse_empty(page.content)
    content = propose(page.content)
    with context.app() as app, piece_of_work(context.output, app, dry_run=dry_run) as unit:
        done = unit.editing.add(content, pictures=pages.pictures_near(content, near), status=pages.status_of_new(page))
        made = report(unit, done.change_id, done.question_ids, {}, dry_run=dry_run)
    sheet.stored = not dry_run
    tell(context, made, json=json)
    return Exit.OK


def _store(
    context: Context, app: "App", wanted: Mapping[int, Edit], seen: Mapping[int, int], *, dry_run: bool
) -> tuple[Report, list[State]]:
    """Store edits in one change; those of questions that somebody changed meanwhile are left out, and told."""
    with piece_of_work(context.output, app, dry_run=dry_run) as unit:
        before = unit.bank.states(wanted)
        stale = [state for state in before.values() if seen.get(state.id, state.version) != state.version]
        fresh = {question_id: wanted[question_id] for question_id in wanted if before[question_id] not in stale}
        done = unit.editing.edit_several(fresh, seen={one: version for one, version in seen.items() if one in fresh})
        return report(unit, done.change_id, done.question_ids, before, dry_run=dry_run), stale


def _wanted(known: Mapping[int, State], sheets: Mapping[int, Sheet]) -> tuple[dict[int, Edit], list[VivaError]]:
    """What the sheets want of their questions, and what is wrong with those that cannot be taken."""
    wanted: dict[int, Edit] = {}
    problems: list[VivaError] = []
    for question_id, sheet in sheets.items():
        try:
            if sheet.changed:
                wanted[question_id] = pages.edit_from(sheet.only_page(), known[question_id], _here())
        except VivaError as problem:
            problems.append(problem)
    return wanted, problems


def _paired(written: Sequence[Page], known: Mapping[int, State]) -> list[tuple[Page, State]]:
    """Which question each page is about: the one whose key it has, or the only one that was named."""
    if len(written) == len(known) == 1:
        return [(written[0], next(iter(known.values())))]
    by_key = {state.key: state for state in known.values()}
    pairs: dict[int, tuple[Page, State]] = {}
    for page in written:
        state = by_key.get(_key(page))
        if state is None:
            raise NotFound(_("The page of question {key} is of none that was named.").format(key=page.key))
        if state.id in pairs:
            raise InvalidInput(_("There are two pages of question {key}.").format(key=page.key))
        pairs[state.id] = (page, state)
    if len(pairs) < len(known):
        missing = next(state for state in known.values() if state.id not in pairs)
        raise InvalidInput(_("There is no page of question {id} ({key}).").format(id=missing.id, key=missing.key))
    return list(pairs.values())


def _key(page: Page) -> str:
    if page.key is None:
        raise InvalidInput(_("A page without an id is of no question: name its number, or --new to make one of it."))
    return page.key


def _tell_refused(output: Output, now: State, wanted: Edit, seen: State | None = None) -> None:
    """Both versions: what the question says now, and what the person made of the one they saw."""
    output.remark(("viva: ", "bold red"), str(StaleQuestion(now.id)))
    output.remark((_("Now it says:"), "bold"))
    for line in pages.text_of(now).rstrip("\n").split("\n"):
        output.remark("    ", line)
    output.remark((_("Yours would change:"), "bold"))
    for parts in changed((seen or now).content, wanted.content):
        output.remark("    ", *parts)


def _here() -> Path:
    """Beside which pictures are looked for, where the text itself is in no file of the person's."""
    return Path.cwd() / "page.md"
