"""A command that changes questions: find them, change them or only rehearse it, and tell what became of them."""

from collections.abc import Callable, Collection, Generator, Iterable, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from viva.cli.context import Context
from viva.cli.named import Name, find, read_names
from viva.cli.output import Output
from viva.cli.progress import progress
from viva.cli.views import changes as view
from viva.cli.views.changes import Report
from viva.kernel.errors import Unavailable
from viva.kernel.i18n import _, ngettext

_AT_ONCE = 1000
"""So many questions are changed before anybody wonders."""

_COMPARED_AT_ONCE = 2000
"""So many questions are compared within the time that a command takes anyway."""

if TYPE_CHECKING:
    from viva.app import App, Unit
    from viva.bank.editing import Done, Editing
    from viva.bank.model import State

Act = Callable[["Editing", Mapping[int, "State"]], "Done"]
"""Changes the questions, which are handed over as they are before it."""


def change(context: Context, words: Iterable[str], act: Act, *, dry_run: bool, json: bool) -> None:
    """Do something to the questions that words name, and tell it."""
    names = read_names(words)
    with context.app() as app:
        tell(context, carry_out(context.output, app, names, act, dry_run=dry_run), json=json)


def carry_out(output: Output, app: "App", names: Iterable[Name], act: Act, *, dry_run: bool) -> Report:
    """Do something to questions, all of it or nothing; `dry_run` finds out what it would do."""
    with piece_of_work(output, app, dry_run=dry_run) as unit:
        before = find(unit, names)
        with _progress(output, len(before)):
            done = act(unit.editing, before)
            return report(unit, done.change_id, done.question_ids, before, dry_run=dry_run)


@contextmanager
def _progress(output: Output, count: int) -> Generator[None]:
    """Tell a person who waits how much is worked on, all in one step."""
    if count <= _AT_ONCE or not output.progress_on_terminal:
        yield
        return
    with progress(output, _("Changing"), 1) as advance:
        advance(ngettext("{count} question", "{count} questions", count).format(count=count))
        yield


@contextmanager
def piece_of_work(output: Output, app: "App", *, dry_run: bool) -> "Generator[Unit]":
    """A unit that stores what is done in it, or only rehearses it; what is stored is compared with all the rest."""
    with app.rehearsal() if dry_run else app.unit() as unit:
        yield unit
    if not dry_run:
        _compare(output, app)


def _compare(output: Output, app: "App") -> None:
    """Compare the questions of a small bank at once, and leave a large one to a worker, or to the next import."""
    from viva.intake.comparing import compare
    from viva.intake.jobs import compare_later

    try:
        if not compare(app, at_most=_COMPARED_AT_ONCE):
            with app.unit() as unit:
                compare_later(unit.jobs)
    except Unavailable as problem:  # the change is stored, whatever happens to this
        told = _("What you changed is stored, and not yet compared with other questions: {problem}")
        output.remark(told.format(problem=problem))


def report(
    unit: "Unit", change_id: int | None, touched: Collection[int], before: "Mapping[int, State]", *, dry_run: bool
) -> Report:
    """What a change did, seen before the unit ends."""
    after = unit.bank.states(touched)
    return Report(
        change_id=change_id,
        dry_run=dry_run,
        before={question_id: before[question_id] for question_id in touched if question_id in before},
        after={question_id: after[question_id] for question_id in touched},
    )


def tell(context: Context, what: Report, *, json: bool) -> None:
    """Show what a change did: the questions as the result, and how to take it back beside it."""
    if json:
        context.output.json(view.as_json(what))
        return
    view.show(context.output, what)
