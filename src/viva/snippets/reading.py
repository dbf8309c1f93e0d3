"""What a block of code is, by what stands in it: a program and its parts, a session, or nothing that Python reads."""

import ast
import codeop
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import dedent, indent
from typing import Final

from viva.notes.code.languages import language_of
from viva.snippets.model import Case, Sort
from viva.snippets.phrases import BARE_HEAD, LABEL

_PROMPT = re.compile(r"\s*(?:>>> ?|In \[\d+\]:\s)")
_MORE = re.compile(r"\s*(?:\.\.\.(?:\s|$)|\s+\.\.\.:\s?)")
_ANSWER = re.compile(r"\s*Out\[\d+\]:\s?")
_TRACEBACK = re.compile(r"\s*(?:Traceback \(most recent call last\):|\w*(?:Error|Exception): .+$)")
_SHELL: Final = frozenset({"bash", "powershell", "dockerfile"})
_DATA: Final = frozenset({"json", "yaml", "toml", "ini", "xml", "csv", "http", "html", "css", "markdown", "dotenv"})
_RUN: Final = frozenset({"javascript", "typescript", "sql"})
_NO_SCRIPT: Final = (
    (
        "html",
        re.compile(
            r"\s*<(?:!doctype|html|head|body|div|span|p|a|input|button|form|img|script|ul|table|h[1-6])\b",
            re.IGNORECASE,
        ),
    ),
    ("json", re.compile(r"\s*\"[\w-]+\"\s*:\s*[\[{\"\d]")),
    (
        "typescript",
        re.compile(
            r"\s*(?:declare\s+(?:var|let|const|function|module)\b|enum\s+\w+\s*\{|(?:var|let|const)\s+\w+\s*:\s*\w)"
        ),
    ),
)
"""How other things begin that notes put into fences of JavaScript."""
_TOO_DEEP: Final = "too many nested levels"
_DEEPEST: Final = 250
_UNFINISHED = re.compile(r"\.{3}|…|<[a-z][\w ]*>|\bTODO\b|\bYOUR_\w+")
_PRINTED = re.compile(r"\s*print\s+[^(\s=]|.*\bexcept\s+\w+\s*,\s*\w+\s*:|.*\braise\s+\w+\s*,|\s*exec\s+['\"]")
_CALLED = re.compile(r"\w\(|[\[\]'\"]|:\s*$|^\s*(?:import|from|print)\b", re.MULTILINE)
_FILE = re.compile(r"#+\s*(?:(?:file|файл)\s*:?)?\s*([\w/]+\.py)\s*:?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Readable:
    """A block as it can be run, or why it cannot."""

    sort: Sort
    lang: str
    code: str = ""
    tree: ast.Module | None = None
    awaits: bool = False
    """Whether `await` stands outside of functions: fine in a notebook, not in a file."""
    torn_off: bool = False
    """Whether it was cut out of a function or a class: `return` or `yield` stands outside."""
    error: SyntaxError | None = None
    old: bool = False
    """Whether it is of Python 2."""
    unfinished: bool = False
    """Whether dots or brackets stand where something was left out."""
    modules: tuple[tuple[str, str], ...] = ()
    """Other files of the same block, by the names of their modules."""
    printed: str | None = None
    """What stands below it in the same block as its output."""
    session: tuple[tuple[int, str, str], ...] = ()


def read(case: Case) -> Readable:
    """Tell what a block is, and read it if it is Python."""
    if case.notation is not None:
        return Readable(Sort.DIAGRAM, case.lang)
    lines = case.text.split("\n")
    if case.lang != "python":
        if any(map(_PROMPT.match, lines)) and case.lang in {"text", "", "pycon"}:
            return _session(lines)
        lang = _language_of_script(case.text) if case.lang == "javascript" else case.lang
        return Readable(_sort_of(lang, case.text), lang, case.text)
    filled = [line for line in lines if line.strip()]
    if filled and _PROMPT.match(filled[0]):
        return _session(lines)
    if filled and _TRACEBACK.match(filled[0]):
        return Readable(Sort.OUTPUT, "text")
    return _program(case.text)


def _language_of_script(text: str) -> str:
    """What is called JavaScript may be what stands around it, or have types."""
    return next((lang for lang, shape in _NO_SCRIPT if shape.match(text)), "javascript")


def _sort_of(lang: str, text: str) -> Sort:
    if lang in _SHELL:
        return Sort.SHELL
    if lang in _DATA:
        return Sort.DATA
    if lang in _RUN:
        return Sort.PROGRAM
    if lang in {"text", ""}:
        words = re.findall(
            r"\b(?:if|then|else|while|for each|function|procedure|begin|end|return|repeat|until)\b", text, re.IGNORECASE
        )
        return Sort.PSEUDO_CODE if len(words) > 2 and "\n" in text else Sort.OUTPUT
    return Sort.OTHER


def _program(text: str) -> Readable:
    code = dedent(text).strip("\n") + "\n"
    try:
        return _files(code) or Readable(Sort.PROGRAM, "python", code, _parsed(code))
    except SyntaxError as error:
        failed = error
    except ValueError as error:  # a zero byte
        return Readable(Sort.PROGRAM, "python", code, error=SyntaxError(str(error)))
    return _repaired(code, failed)


def _parsed(code: str, flags: int = 0) -> ast.Module:
    """The tree of a program that Python also compiles: `return` outside of a function is found only then."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is odd in a note is told when it is run, not by who reads it
            tree = compile(code, "<snippet>", "exec", ast.PyCF_ONLY_AST | flags, dont_inherit=True)
            compile(tree, "<snippet>", "exec", flags, dont_inherit=True)
    except (RecursionError, MemoryError):
        raise SyntaxError(_TOO_DEEP) from None
    assert isinstance(tree, ast.Module)  # noqa: S101 - what "exec" gives
    if _is_deep(tree):
        raise SyntaxError(_TOO_DEEP)
    return tree


def _is_deep(tree: ast.Module) -> bool:
    """Whether it is nested so deeply that looking through it would end in an error; nobody writes that by hand."""
    level: list[ast.AST] = [tree]
    for _depth in range(_DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return False
    return True


def _repaired(code: str, failed: SyntaxError) -> Readable:
    """What does not compile as it stands, but in another place, or in another language."""
    try:
        tree = _parsed(code, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError:
        pass
    else:
        return Readable(Sort.PROGRAM, "python", code, tree, awaits=True)
    for opening in ("def _snippet():\n", "async def _snippet():\n", "def _snippet():\n while True:\n"):
        wrapped = opening + indent(code, "  ")
        try:
            tree = _parsed(wrapped)
        except SyntaxError:
            continue
        return Readable(Sort.PROGRAM, "python", wrapped, tree, torn_off=True)
    split = _with_output(code)
    if split is not None:
        return split
    lines = [line for line in code.split("\n") if line.strip()]
    other = language_of(lines, "")
    if other not in {"python", "text"}:
        return Readable(_sort_of(other, code), other)
    if "invalid character" in failed.msg and len(lines) == 1 and not _CALLED.search(code):
        return Readable(Sort.PSEUDO_CODE, "text")
    old = any(map(_PRINTED.match, lines))
    unfinished = not old and _UNFINISHED.search(code) is not None
    return Readable(Sort.PROGRAM, "python", code, error=failed, old=old, unfinished=unfinished)


def _with_output(code: str) -> Readable | None:
    """A program with what it prints in the same block, below a line such as `Output:`."""
    lines = code.split("\n")
    for number, line in enumerate(lines):
        match = LABEL.fullmatch(line) or BARE_HEAD.fullmatch(line.strip())
        if number and match:
            said = "\n".join([*filter(None, [match.groupdict().get("rest", "")]), *lines[number + 1 :]]).strip("\n")
            try:
                head = "\n".join(lines[:number]) + "\n"
                return Readable(Sort.PROGRAM, "python", head, _parsed(head), printed=said or None)
            except SyntaxError:
                return None
    return None


def _session(lines: Sequence[str]) -> Readable:
    """What was typed, entry by entry, with the answers between."""
    entries: list[tuple[int, list[str], list[str]]] = []
    for number, line in enumerate(lines, start=1):
        prompt = _PROMPT.match(line)
        more = _MORE.match(line)
        if prompt:
            entries.append((number, [line[prompt.end() :]], []))
        elif more and entries and not entries[-1][2]:
            entries[-1][1].append(line[more.end() :])
        elif entries and not entries[-1][2] and line[:1].isspace() and _is_open(entries[-1][1]):
            entries[-1][1].append(line)  # typed without the dots
        elif entries:
            entries[-1][2].append(_ANSWER.sub("", line, count=1))
    typed = [(line, "\n".join(code), dedent("\n".join(answer)).strip("\n")) for line, code, answer in entries]
    typed = [entry for entry in typed if entry[1].strip()]
    code = "\n".join(text for _line, text, _answer in typed) + "\n"
    try:
        tree: ast.Module | None = _parsed(code)
    except (SyntaxError, ValueError):
        tree = None
    return Readable(Sort.SESSION, "python", code, tree, session=tuple(typed))


def _is_open(typed: Sequence[str]) -> bool:
    """Whether an entry wants more lines."""
    try:
        return codeop.compile_command("\n".join(typed)) is None
    except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError):
        return False


def _files(code: str) -> Readable | None:
    """A block with several files, each below a comment with its name, of which the last imports the others."""
    lines = code.split("\n")
    heads = [(number, named[1]) for number, line in enumerate(lines) if (named := _FILE.match(line))]
    if len(heads) < 2 or any(map(str.strip, lines[: heads[0][0]])):
        return None
    ends = [number for number, _name in heads[1:]] + [len(lines)]
    files = [
        (name.removesuffix(".py").replace("/", "."), "\n".join(lines[number + 1 : end]))
        for (number, name), end in zip(heads, ends, strict=True)
    ]
    last = "\n" * (heads[-1][0] + 1) + files[-1][1]  # its lines keep their numbers
    modules = tuple(file for file in files[:-1] if re.search(rf"\b{re.escape(file[0])}\b", files[-1][1]))
    try:
        return Readable(Sort.PROGRAM, "python", last, _parsed(last), modules=modules) if modules else None
    except SyntaxError:
        return None
