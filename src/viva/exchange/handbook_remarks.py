"""What stands below the key points of a question in a handbook: follow-ups, mistakes, the task, sources."""

from collections.abc import Iterable, Iterator

from viva.bank.content import Content, Remark, Task
from viva.bank.tasks import shown_tests
from viva.exchange.contained import contained
from viva.exchange.text import written_code
from viva.kernel.i18n import _


def item(mark: str, text: str, note: str = "") -> str:
    """An item of a list, with a note as a quote below it."""
    quote = [f"> {line}" for line in note.strip().split("\n")] if note.strip() else []
    return f"{mark} " + "\n  ".join([*text.strip().split("\n"), *quote])


def remarks(content: Content, level: int) -> Iterator[str]:
    """The blocks, each contained below a heading of this level."""
    yield from _listed(_("Follow-ups"), content.follow_ups, level)
    yield from _listed(_("Common mistakes"), content.mistakes, level)
    if content.task is not None:
        yield from _task(content.task, level)
    yield from _listed(_("Sources"), map(Remark, content.sources), level)


def _listed(title: str, listed: Iterable[Remark], level: int) -> Iterator[str]:
    items = [item("-", text, note) for text, note in listed]
    if items:
        yield f"**{title}**"
        yield contained("\n".join(items), level)


def _task(task: Task, level: int) -> Iterator[str]:
    title = _("Task")
    yield f"**{title}**"
    tests = "\n".join(f"{text}  # {_('hidden')}" if hidden else text for text, hidden in shown_tests(task.tests))
    solution = _("Solution")
    blocks = (
        task.prompt,
        _fence(task.starter, "python"),
        _fence(tests, "text"),
        f"*{solution}*" if task.solution else "",
        _fence(task.solution, "python"),
    )
    yield from (contained(block, level) for block in blocks if block.strip())


def _fence(code: str, language: str) -> str:
    return "\n".join(written_code(code, language)) if code.strip() else ""
