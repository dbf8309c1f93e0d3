"""A question that asks what verified code prints, made of that code and what it really printed."""

import ast
import io
import re
import tokenize
from dataclasses import replace
from typing import Final

from viva.bank.content import Content
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.sandbox.model import Language
from viva.snippets import services
from viva.snippets.claims import claims_in
from viva.snippets.foreign.asking import without_claims
from viva.snippets.foreign.judging import LANGUAGES
from viva.snippets.model import Case, Checked, Sort, Verdict
from viva.snippets.reading import Readable, read

OUTPUT: Final = "output"
"""The word of the fence that holds what is to be predicted."""
_ASKS: Final = {"ru": "Что выведет эта программа?"}
_ASK: Final = "What does this program print?"
_WRITES: Final = re.compile(r"\bp?print\s*\(|\bstdout\.write\s*\(")
_SCRIPT_WRITES: Final = re.compile(r"\bconsole\.\w+\s*\(|\bstdout\.write\s*\(")


def can_ask(case: Case, checked: Checked) -> bool:
    """Whether one can ask what code prints: it stands alone, prints something, and the same each time."""
    if checked.verdict not in {Verdict.RUNS, Verdict.MATCHES} or checked.sort is not Sort.PROGRAM:
        return False
    alone = checked.reproducible is True and not checked.context
    return alone and bool(checked.output.strip()) and _writes(read(case))


def _writes(readable: Readable) -> bool:
    """Whether what it gave was printed by itself: all that SQL gives is, and no application prints."""
    if readable.lang in LANGUAGES:
        return LANGUAGES[readable.lang] is Language.SQL or _SCRIPT_WRITES.search(readable.code) is not None
    return (
        readable.tree is not None
        and not readable.modules
        and not services.makes_application(readable.tree)
        and _WRITES.search(readable.code) is not None
    )


def program_of(case: Case) -> str:
    """The code without what says what it prints."""
    readable = read(case)
    if readable.lang in LANGUAGES:
        return without_claims(case.text, LANGUAGES[readable.lang])
    if readable.tree is None:
        return case.text
    lines = readable.code.split("\n")
    told = {claim.line for claim in claims_in(readable.code, readable.tree)}
    gone: set[int] = set()
    for node in readable.tree.body[1:]:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and node.lineno - 1 in told:
            gone |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    for token in tokenize.generate_tokens(io.StringIO(readable.code).readline):
        line, column = token.start
        if token.type != tokenize.COMMENT:
            continue
        code = token.line[:column].rstrip()
        if code and line in told:
            lines[line - 1] = code
        elif not code and (line - 1 in told or line - 1 in gone):
            gone.add(line)
    return "\n".join(line for number, line in enumerate(lines, 1) if number not in gone).strip("\n")


def question_about(content: Content, case: Case, checked: Checked) -> Content:
    """A question that asks what the code of another prints; its subject and level go with it."""
    if not can_ask(case, checked):
        raise InvalidInput(_("One can ask only for what a program prints that was run, the same each time."))
    asks = _ASKS.get(content.language, _ASK)
    program = _fenced(program_of(case), "`", checked.lang)
    return replace(
        Content(prompt=f"{asks}\n\n{program}"),
        answer=_fenced(checked.output, "~", OUTPUT),
        section=content.section,
        level=content.level,
        groups=content.groups,
        language=content.language,
        tech=content.tech,
        topics=content.topics,
        keywords=content.keywords,
        tags=content.tags,
    )


def asks_about(content: Content, case: Case) -> bool:
    """Whether a question asks what this code prints."""
    return content.answer.startswith("~~~") and program_of(case) in content.prompt


def _fenced(text: str, mark: str, word: str) -> str:
    runs = [len(run) for run in re.findall(rf"{mark}{{3,}}", text)]
    fence = mark * (max(runs, default=2) + 1)
    return f"{fence}{word}\n{text}\n{fence}"
