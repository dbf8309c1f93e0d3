"""What the comments of a program, and the lines below it, claim that it prints, gives or raises."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from viva.snippets import phrases


class How(Enum):
    """How a claim is to be held against what was seen."""

    LINE = auto()
    """What the statement on its line printed, or the value it gave."""
    BLOCK = auto()
    """What the program printed up to its line, since the block before."""
    WHOLE = auto()
    """What the program printed, or what the application answers."""
    ERROR = auto()
    """The error that the statement on its line raises."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim; lines count from 1 within the snippet, and 0 stands below it."""

    line: int
    """Last line of the statement that the claim is about."""
    text: str
    how: How
    sure: bool = True
    """Whether it is a claim whatever the program does; else it is one only if what was seen speaks for it."""
    prints: bool = False
    """Whether the statement is a call of print."""


def claims_in(source: str, tree: ast.Module) -> list[Claim]:
    """The claims in a program's comments and closing text, in order."""
    statements = _statements(tree)
    inline: list[Claim] = []
    groups: list[list[tuple[int, int, str]]] = []
    code_lines = {line for node in statements.values() for line in range(node.lineno, (node.end_lineno or 0) + 1)}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT:
            continue
        line, column = token.start
        text = token.string.lstrip("#").strip() if not token.string.startswith("#>") else token.string[1:].strip()
        if token.line[:column].strip():
            inline += _behind(text, statements.get(line))
        elif groups and groups[-1][-1][:2] == (line - 1, column):
            groups[-1].append((line, column, text))
        elif line not in code_lines:
            groups.append([(line, column, text)])
    found = [*inline, *(claim for group in groups for claim in _below(group, statements)), *_closing(tree)]
    return sorted(found, key=lambda claim: claim.line)


def _statements(tree: ast.Module) -> dict[int, ast.stmt]:
    """Simple statements by their last line."""
    return {
        node.end_lineno or node.lineno: node
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt) and not hasattr(node, "body")
    }


def _behind(text: str, node: ast.stmt | None) -> Iterator[Claim]:
    """The claim of a comment behind a statement, if it may be one."""
    if node is None or not text or isinstance(node, (ast.Return, ast.Import, ast.ImportFrom, ast.Global, ast.Pass)):
        return
    line = node.end_lineno or node.lineno
    value = getattr(node, "value", None)
    if isinstance(node, ast.Expr) and isinstance(value, ast.Constant):
        return
    if phrases.ERROR.fullmatch(text):
        yield Claim(line, text, How.ERROR, sure=names_error(text))
        return
    if not isinstance(node, (ast.Expr, ast.Assign, ast.AnnAssign, ast.AugAssign)) or value is None:
        return
    yield from _of_value(text, node, value)


def _of_value(
    text: str, node: ast.Expr | ast.Assign | ast.AnnAssign | ast.AugAssign, value: ast.expr
) -> Iterator[Claim]:
    line = node.end_lineno or node.lineno
    prints = isinstance(node, ast.Expr) and _is_print(node.value)
    said, marked = announced(text)
    written = phrases.literal(said)
    if marked:
        if said and phrases.ERROR.fullmatch(said):
            yield Claim(line, said, How.ERROR)
        elif said:
            yield Claim(line, written or before_explanation(said), How.LINE, prints=prints)
    elif written is not None:
        if not (isinstance(node, (ast.Assign, ast.AnnAssign)) and _is_plain(value) and is_plain_number(written)):
            yield Claim(line, written, How.LINE, prints=prints)
    elif isinstance(node, ast.Expr) or not _is_plain(value):
        yield Claim(line, text, How.LINE, sure=False, prints=prints)


def names_error(text: str) -> bool:
    """Whether a comment that may be about an error names one."""
    return bool(re.search(r"[A-Z]\w*(?:Error|Exception)\b|StopIteration", text)) or bool(phrases.SUPPOSED.match(text))


def announced(text: str) -> tuple[str, bool]:
    """A comment without the words that announce output, and whether there were any."""
    for pattern in (phrases.HEAD, phrases.ARROW):
        match = pattern.fullmatch(text)
        if match:
            rest = match["rest"].strip()
            inner = phrases.ARROW.fullmatch(rest)
            return (inner["rest"] if inner else rest), True
    word = phrases.WORD.fullmatch(text)
    if word and phrases.literal(word["rest"]) is not None:
        return word["rest"], True
    return text, False


def before_explanation(text: str) -> str:
    """What is announced, without the remark behind it."""
    cut = re.search(r"\s{2,}|\s[-—–]{1,2}\s(?=[A-ZА-ЯЁ])", text)
    return text[: cut.start()].rstrip() if cut else text


def _is_print(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in {"print", "pprint"}


def _is_plain(value: ast.expr) -> bool:
    """Whether a value is written out, so that a comment behind it can hardly be about what comes out."""
    return isinstance(value, (ast.Constant, ast.JoinedStr, ast.Lambda)) or (
        isinstance(value, ast.UnaryOp) and isinstance(value.operand, ast.Constant)
    )


def is_plain_number(text: str) -> bool:
    """Whether it is a number and nothing else."""
    return re.fullmatch(r"[-+]?[\d_.]+", text) is not None


def below_head(texts: Sequence[str]) -> str | None:
    """What stands behind and below a line such as `Output:` among comment lines; None where there is no such line."""
    for place, text in enumerate(texts):
        head = phrases.HEAD.fullmatch(text)
        if head or phrases.BARE_HEAD.fullmatch(text):
            said = [head["rest"]] if head and head["rest"].strip() else []
            said += texts[place + 1 :] if not said or goes_on(texts[place + 1 :]) else []
            return "\n".join(said).strip("\n") if any(map(str.strip, said)) else ""
    return None


def _below(group: Sequence[tuple[int, int, str]], statements: dict[int, ast.stmt]) -> Iterator[Claim]:
    """The claim of comment lines of their own, about the statement above them."""
    first = group[0][0]
    above = max((line for line in statements if line < first), default=0)
    if not above:
        return
    node = statements[above]
    texts = [text for _line, _column, text in group]
    headed = below_head(texts)
    if headed is not None:
        if headed:
            yield Claim(above, headed, How.BLOCK, prints=True)
        return
    if not isinstance(node, (ast.Expr, ast.Assign, ast.AugAssign)) or above < first - 1:
        return
    arrows = [phrases.ARROW.fullmatch(text) for text in texts]
    prints = isinstance(node, ast.Expr) and _is_print(node.value)
    if arrows[0]:
        said = [arrow["rest"] for arrow in arrows if arrow]
        how = How.LINE if len(said) == 1 else How.BLOCK
        if phrases.ERROR.fullmatch(said[0]):
            yield Claim(above, said[0], How.ERROR)
        else:
            yield Claim(above, "\n".join(said), how, prints=prints)
    elif phrases.ERROR.fullmatch(texts[0]) and names_error(texts[0]) and len(texts) == 1:
        yield Claim(above, texts[0], How.ERROR)
    elif isinstance(node, ast.Expr) and all(phrases.literal(text) == text for text in texts):
        yield Claim(above, "\n".join(texts), How.LINE if len(texts) == 1 else How.BLOCK, prints=prints)


def goes_on(texts: Sequence[str]) -> bool:
    """Whether lines below the first line of output are more of it: values, or lines as short as one."""
    return bool(texts) and all(phrases.literal(text) is not None or len(text.split()) <= 1 for text in texts)


def _closing(tree: ast.Module) -> Iterator[Claim]:
    """A text at the end of the program that begins with a word such as `Output:`."""
    for node in tree.body[1:]:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            head, _, rest = node.value.value.strip().partition("\n")
            match = phrases.HEAD.fullmatch(head.strip())
            if match or phrases.BARE_HEAD.fullmatch(head.strip()):
                said = "\n".join([*([match["rest"]] if match and match["rest"] else []), rest]).strip("\n")
                if said:
                    yield Claim(node.lineno - 1, said, How.BLOCK, prints=True)


_FENCE = re.compile(r"\s*(?P<mark>```|~~~)[`~]*\s*(?P<word>\w*)")
_OUTPUT_WORDS = {"", "text", "txt", "output", "out", "console", "plain", "plaintext", "none"}
_SAYS_OUTPUT = {"output", "stdout"}
_LEADS_TO_ANSWER = re.compile(
    r"[\s>*_#-]*(?:<[^>]*>\s*)*(?:(?:the\s+)?(?:answer|solution|output)|ответ|решение|вывод)?[\s*_:：.]*(?:<[^>]*>\s*)*",
    re.IGNORECASE,
)
"""A line between a program and its output that says no more than that an answer follows."""
_LOOK_AHEAD = 3


def claim_after(lines: Sequence[str], *, serves: bool) -> Claim | None:
    """What the lines below a program claim that it prints; of an application, what it answers.

    A line such as `Output: 5` counts right below, a fence if such a word stands
    before it or nothing between, one that says `output` also behind a line such as
    `Answer:`, and a sentence for an application only.
    """
    said = _said_below(lines)
    if said is not None:
        return said
    prose = (phrases.SEEN_IN_PROSE.search(line) for line in lines) if serves else iter(())
    seen = next(filter(None, prose), None)
    return Claim(0, seen["said"], How.WHOLE) if seen else None


def _said_below(lines: Sequence[str]) -> Claim | None:
    filled = [(number, line) for number, line in enumerate(lines) if line.strip()][:_LOOK_AHEAD]
    for place, (number, line) in enumerate(filled):
        fence = _FENCE.match(line)
        if fence:
            labelled = place > 0 and phrases.LABEL.match(filled[place - 1][1]) is not None
            return _in_fence(fence["word"].lower(), _fenced(lines, number), place, labelled=labelled)
        match = phrases.LABEL.fullmatch(line)
        if match and match["rest"]:
            return Claim(0, _unmarked(match["rest"]), How.WHOLE)
        if not match and not _LEADS_TO_ANSWER.fullmatch(line):
            break
    return None


def _in_fence(word: str, said: str, place: int, *, labelled: bool) -> Claim | None:
    """What stands in a fence below a program, which is output if its word or the line before it says so."""
    if not said.strip():
        return None
    if word in _SAYS_OUTPUT:
        return Claim(0, said, How.WHOLE)
    if word in _OUTPUT_WORDS and (labelled if place == 1 else place == 0 and not re.search(r"[├└│]", said)):
        return Claim(0, said, How.WHOLE, sure=labelled)
    return None


def _fenced(lines: Sequence[str], number: int) -> str:
    inside: list[str] = []
    opening = _FENCE.match(lines[number])
    for line in lines[number + 1 :]:
        fence = _FENCE.match(line)
        if fence and opening and fence["mark"] == opening["mark"]:
            break
        inside.append(line)
    margin = min((len(line) - len(line.lstrip()) for line in inside if line.strip()), default=0)
    return "\n".join(line[margin:] for line in inside).strip("\n")


def _unmarked(text: str) -> str:
    for mark in ("```", "``", "`", "**"):
        if text.startswith(mark) and text.endswith(mark) and len(text) > 2 * len(mark):
            return text[len(mark) : -len(mark)]
    return text
