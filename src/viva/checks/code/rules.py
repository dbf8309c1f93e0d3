"""Rules about code that need no running: syntax, names, what became of what is called, and what it lets in."""

from collections.abc import Iterator

from viva.checks.code.apis import old_apis
from viva.checks.code.insecure import insecure
from viva.checks.code.names import undefined
from viva.checks.code.programs import Program, programs
from viva.checks.model import Finding
from viva.checks.page import Page

_PYTHON_2 = ("Missing parentheses in call to", "multiple exception types must be parenthesized")
_MAGIC = ("%", "!", "?")


def check(page: Page) -> Iterator[Finding]:
    """All that is the matter with the code of a page."""
    found = programs(page)
    for program in found:
        yield from _syntax(program)
        yield from old_apis(program)
        yield from insecure(program)
    yield from undefined(found)


def _syntax(program: Program) -> Iterator[Finding]:
    """A snippet that cannot be parsed; one with commands of a notebook or left out parts is none."""
    error = program.error
    if error is None or program.snippet.lang != "python" or _is_sketch(program.text):
        return
    line, col = program.at(error.lineno or 1, max((error.offset or 1) - 1, 0))
    told = (error.msg or "").split(". Did you mean")[0]
    if told.startswith(_PYTHON_2) or ("print " in program.text and "Missing parentheses" in told):
        yield Finding("C102", line, col, {"error": told})
    else:
        yield Finding("C101", line, col, {"error": told})


def _is_sketch(text: str) -> bool:
    lines = [line.strip() for line in text.split("\n")]
    if any(line.startswith(_MAGIC) for line in lines):
        return True
    return any(
        line in {"...", "…", "<...>"} or "…" in line or line.startswith(("$ ", "In [", "Out[")) for line in lines
    )
