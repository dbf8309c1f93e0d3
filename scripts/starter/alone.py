"""What every page must hold, looked at alone."""

import ast
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from scripts.starter.written import Written
from viva.bank.tasks import read_tests
from viva.notes.model import Group, Kind
from viva.notes.subject.taxonomy import taxonomy

MOST_WORDS: Final = 300
"""Of an answer without its code: what is said aloud in two minutes."""

_FEWEST_OPTIONS: Final = 3
_FEWEST_WRONG: Final = 2
_LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\]]*\])*\]\((?P<target>[^\s)]*(?:\([^\s)]*\)[^\s)]*)*)(?:\s[^)]*)?\)")
_BARE = re.compile(r"(?<![(\w])https?://\S+")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_SPAN = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")


def check(page: Written, allowed: set[str]) -> None:
    """Tell a page what is missing in it."""
    _check_values(page)
    _check_points(page)
    _check_around(page)
    _check_options(page)
    _check_task(page)
    _check_links(page)
    words = spoken(page)
    if words > MOST_WORDS and "length" not in allowed:
        told = f"the answer has {words} words, and {MOST_WORDS} can be said in two minutes"
        page.complain(page.heading("answer"), told)


def spoken(page: Written) -> int:
    """How many words of the answer are said aloud."""
    return sum(len(re.findall(r"[^\W_]+(?:['’.-][^\W_]+)*", line)) for _number, line in page.prose.get("answer", ()))


def _check_values(page: Written) -> None:
    content = page.content
    if content.language != page.language:
        page.complain(page.line_with("language:"), f"say `language: {page.language}`")
    if content.level is None:
        page.complain(1, "say at which level it is asked: `level: L1`, L2 or L3")
    elif content.level not in dict(content.groups):
        page.complain(page.line_with("groups:"), f"`groups` must say how necessary it is at {content.level}")
    if content.kind is not (Kind.MCQ if content.options else Kind.QUESTION):
        page.complain(page.line_with("kind:"), "leave `kind` out: a question with options is one of choice")
    if not content.answer.strip():
        page.complain(page.heading("answer"), "the answer is missing")
    _check_names(page)
    words = "\n".join(line for lines in page.prose.values() for _number, line in lines)
    if (page.language == "ru") is not bool(_CYRILLIC.search(_SPAN.sub("", words))):
        page.complain(1, f"this is not in the language of its folder, {page.language}")


def _check_names(page: Written) -> None:
    content, known = page.content, taxonomy()
    for name, values, names in (("topics", content.topics, known.topics), ("tech", content.tech, known.techs)):
        if not values and name == "topics":
            page.complain(page.line_with("topics:"), "name at least one topic")
        for value in values:
            if value not in names:
                wider = known.topic_of.get(value)
                told = f"`{value}` is no topic of the taxonomy, but a part of `{wider}`: name that" if wider else ""
                page.complain(page.line_with(f"{name}:"), told or f"the taxonomy knows no `{value}` among {name}")


def _check_points(page: Written) -> None:
    groups = [point.group for point in page.content.key_points]
    others = {group for group in groups if group is not Group.MUST}
    at = page.heading("key points")
    if Group.MUST not in groups:
        page.complain(at, "at least one key point must be a `must`")
    elif len(others) < 2 and len(groups) < 3:  # noqa: PLR2004 - the sentence says it
        page.complain(at, "besides the `must` name key points of two other groups, or at least three points in all")


def _check_around(page: Written) -> None:
    content = page.content
    for name, title, remarks in (
        ("follow-ups", "Follow-ups", content.follow_ups),
        ("common mistakes", "Common mistakes", content.mistakes),
    ):
        if not remarks:
            page.complain(len(page.lines), f"`## {title}` is missing")
        for remark in remarks:
            if not remark.note.strip():
                line = page.line_with(remark.text, otherwise=page.heading(name))
                page.complain(line, "a quote (`> …`) below it must say what to expect or what is wrong with it")
    if not content.sources:
        page.complain(len(page.lines), "`## Sources` is missing")
    for source in content.sources:
        if not _LINK.search(source):
            line = page.line_with(source, otherwise=page.heading("sources"))
            page.complain(line, "a source is a link: `[title, section](https://…)`")


def _check_options(page: Written) -> None:
    content = page.content
    if not content.options:
        return
    at = page.heading("options")
    if not content.correct:
        page.complain(at, "no option is right")
    if len(content.options) < _FEWEST_OPTIONS:
        page.complain(at, f"give at least {_FEWEST_OPTIONS} options")
    if len(set(content.options)) < len(content.options):
        page.complain(at, "two options are the same")
    for place, option in enumerate(content.options):
        if not content.explanations or not content.explanations[place].strip():
            page.complain(page.line_with(f"] {option}", otherwise=at), "a quote below the option must explain it")


def _check_task(page: Written) -> None:
    task = page.content.task
    if task is None:
        return
    at = page.heading("task")
    for name, there in (("starter", task.starter), ("tests", task.tests), ("solution", task.solution)):
        if not there.strip():
            page.complain(at, f"the task has no {name}")
    tests = read_tests(task.tests)
    hidden = {case.hidden for case in tests.cases}
    if tests.lines and hidden != {False, True}:
        page.complain(at, "the task needs tests that are shown and, below a line `hidden:`, tests that are not")
    if len(task.wrong) < _FEWEST_WRONG:
        page.complain(at, f"give at least {_FEWEST_WRONG} typical wrong solutions (`~~~python wrong: why`)")
    for name, code in (("starter", task.starter), ("solution", task.solution), *task.wrong):
        line = page.line_with(code, otherwise=at)
        try:
            tree = ast.parse(code)
        except SyntaxError as error:
            page.complain(line, f"Python cannot read this ({name}): {error.msg}")
            continue
        given = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        if code.strip() and tests.function and tests.function not in given:
            page.complain(line, f"this ({name}) does not define `{tests.function}`, which the tests call")


def _check_links(page: Written) -> None:
    for lines in page.prose.values():
        for number, line in lines:
            bare = _SPAN.sub("", line)
            for target in _targets(bare):
                if told := _wrong_with(page, target):
                    page.complain(number, told)


def _targets(line: str) -> Iterator[str]:
    yield from (found["target"] for found in _LINK.finditer(line))
    yield from (found[0] for found in _BARE.finditer(_LINK.sub("", line)))


def _wrong_with(page: Written, target: str) -> str | None:
    if target.startswith("#"):
        return f"`{target}` leads nowhere: a question has no places in it"
    if ":" not in target.partition("/")[0]:
        there = (page.path.parent / target.partition("#")[0]).resolve()
        return None if there.is_file() else f"there is no page `{target}`"
    try:
        parts = urlsplit(target)
    except ValueError:
        return f"`{target}` is no address"
    if parts.scheme != "https" or "." not in parts.netloc:
        return f"`{target}` must be an address that begins with https://"
    return None
