"""The section of a page that holds a task: its prompt, and programs in fences that say what they are."""

from collections.abc import Iterator

from viva.bank.content import Task, WrongSolution
from viva.bank.tasks import read_tests
from viva.exchange import text
from viva.exchange.lists import Problems, Section
from viva.kernel.i18n import _

_TESTS = "tests"
_WRONG = "wrong"


def written_task(task: Task) -> Iterator[list[str]]:
    """The blocks of a task."""
    yield ["## Task"]
    yield text.written(task.prompt, text.TASK_MARK_LINE)
    for info, code in (
        ("python starter", task.starter),
        ("text tests", task.tests),
        ("python solution", task.solution),
    ):
        if code:
            yield text.written_code(code, info)
    for label, code in task.wrong:
        yield text.written_code(code, f"python {_WRONG}: {label}")


def read_task(problems: Problems, section: Section) -> Task:
    """Read a task; what is wrong with it is told with its line."""
    begin = next((number for number, line in enumerate(section.lines) if _begins(line)), len(section.lines))
    prompt = text.as_read(section.lines[:begin], text.TASK_MARK_LINE)
    programs: dict[str, str] = {}
    wrong: list[WrongSolution] = []
    for line, what, label, code in _programs(problems, section, begin):
        if what == _WRONG:
            if not label:
                problems.append((line, _("say behind `wrong:` what is wrong with it")))
            wrong.append(WrongSolution(" ".join(label.split()), code))
        elif what in programs:
            problems.append((line, _("the task has its `{name}` already").format(name=what)))
        else:
            programs[what] = code
            if what == _TESTS:
                problems += [(line + 1 + number, told) for number, told in read_tests(code).problems]
    return Task(
        prompt, programs.get("starter", ""), programs.get(_TESTS, ""), programs.get("solution", ""), tuple(wrong)
    )


def _begins(line: str) -> bool:
    return text.PROGRAM_LINE.fullmatch(line) is not None


def _programs(problems: Problems, section: Section, begin: int) -> Iterator[tuple[int, str, str, str]]:
    """Each program with its line, what it is and its label."""
    lines, at = section.lines, begin
    while at < len(lines):
        number = section.line + 1 + at
        found = text.PROGRAM_LINE.fullmatch(lines[at])
        if not found:
            if not text.is_blank(lines[at]):
                problems.append((number, _("this belongs to no program of the task; its prompt stands above them")))
            at += 1
            continue
        end = next((place for place in range(at + 1, len(lines)) if _ends(lines[place], found["fence"])), None)
        if end is None:
            problems.append((number, _("the program that begins here has no end: close its fence")))
            return
        what = _TESTS if found["what"].lower().startswith("test") else found["what"].lower()
        if found["language"].lower() not in (
            {"", "text", "txt", "python", "py"} if what == _TESTS else {"python", "py"}
        ):
            told = _("tasks are in Python: `{language}` cannot be graded").format(language=found["language"])
            problems.append((number, told))
        yield number, what, found["label"] or "", text.code_as_read(lines[at + 1 : end])
        at = end + 1


def _ends(line: str, fence: str) -> bool:
    marks = line.strip(" \t")
    return len(marks) >= len(fence) and not marks.strip(fence[0])
