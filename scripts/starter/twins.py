"""Whether the two pages of a question say the same: the same values, points, programs, code and numbers."""

import io
import re
import tokenize
from collections.abc import Iterator
from typing import Final

from scripts.starter.written import Fence, Written

_SPAN = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_TEXT_IN_CODE = re.compile(r"(['\"])(?:\\.|(?!\1).)*\1")
_LINK_TARGET = re.compile(r"\]\([^)]*\)|https?://\S+")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*(?:[ \u00a0\u202f]\d{3}(?!\d))*")
_LIST_MARK = re.compile(r"^\s*(?:>\s*)?\d+[.)]\s")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_SKIPPED: Final = {tokenize.COMMENT, tokenize.NL, tokenize.ENCODING}
_OTHER = re.compile(
    r"/\*.*?\*/|--[^\n]*|//[^\n]*|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`(?:\\.|[^`\\])*`|[\w.]+|[^\s\w]", re.DOTALL
)


def check(one: Written, other: Written, allowed: set[str]) -> None:
    """Tell the second page what it says otherwise than the first."""
    _check_values(one, other)
    _check_counts(one, other)
    _check_programs(one, other)
    for section in dict.fromkeys([*one.prose, *other.prose]):
        if section != "sources":
            _check_facts(one, other, section, allowed)
            _check_facts(other, one, section, allowed)


def _check_values(one: Written, other: Written) -> None:
    for name in ("kind", "level", "groups", "tech", "topics", "correct"):
        here, there = (getattr(page.content, name) for page in (one, other))
        if here != there:
            other.complain(other.line_with(f"{name}:"), f"`{name}` is {there!r} here, and {here!r} in {one.file}")


def _check_counts(one: Written, other: Written) -> None:
    for name, here, there in _counted(one, other):
        if here != there:
            other.complain(other.heading(name), f"{name}: {there} here, and {here} in {one.file}")
    urls = [
        set(map(_untranslated, re.findall(r"\((https://[^\s)]+)", "\n".join(page.content.sources))))
        for page in (one, other)
    ]
    if urls[0] != urls[1]:
        for url in sorted(urls[0] ^ urls[1]):
            other.complain(other.heading("sources"), f"only one of the twins has the source {url}")


def _counted(one: Written, other: Written) -> Iterator[tuple[str, object, object]]:
    here, there = one.content, other.content
    yield "options", len(here.options), len(there.options)
    yield "key points", _groups(one), _groups(other)
    yield "follow-ups", len(here.follow_ups), len(there.follow_ups)
    yield "common mistakes", len(here.mistakes), len(there.mistakes)
    yield "sources", len(here.sources), len(there.sources)


def _groups(page: Written) -> str:
    return ", ".join(point.group for point in page.content.key_points)


def _untranslated(url: str) -> str:
    return url.replace("//docs.python.org/ru/", "//docs.python.org/").replace(
        "//developer.mozilla.org/ru/", "//developer.mozilla.org/en-US/"
    )


def _check_programs(one: Written, other: Written) -> None:
    tasks = [page.content.task for page in (one, other)]
    if tasks[0] and tasks[1] and len(tasks[0].wrong) != len(tasks[1].wrong):
        other.complain(other.heading("task"), "the twins have not as many wrong solutions")
    mine, theirs = one.fences, other.fences
    shapes = [[(fence.section, _kind(fence)) for fence in fences] for fences in (mine, theirs)]
    if shapes[0] != shapes[1]:
        place = next((n for n, (a, b) in enumerate(zip(*shapes, strict=False)) if a != b), min(map(len, shapes)))
        line = theirs[place].line if place < len(theirs) else len(other.lines)
        other.complain(line, f"programs and outputs are not those of {one.file}: {_missing(shapes, place)}")
        return
    for here, there in zip(mine, theirs, strict=True):
        if _kind(there) in {"output", "text", ""}:
            if _numbers(here.text) != _numbers(there.text) or here.text.count("\n") != there.text.count("\n"):
                other.complain(there.line, f"this has other lines or numbers than line {here.line} of {one.file}")
        elif told := _difference(here, there):
            other.complain(there.line, f"this is another program than in line {here.line} of {one.file}: {told}")


def _missing(shapes: list[list[tuple[str, str]]], place: int) -> str:
    shown = [f"{shape[place][1]} in {shape[place][0]}" if place < len(shape) else "nothing more" for shape in shapes]
    return f"{shown[0]} there, {shown[1]} here"


def _kind(fence: Fence) -> str:
    return fence.info.partition(":")[0].strip().lower()


def _difference(here: Fence, there: Fence) -> str | None:
    for one, other in zip(_tokens(here), _tokens(there), strict=False):
        if one != other:
            return f"`{other}` in place of `{one}`"
    return None if len(_tokens(here)) == len(_tokens(there)) else "one of them goes on"


def _tokens(fence: Fence) -> list[str]:
    """The words of a program, without comments, and with nothing in its texts."""
    if _kind(fence).split(" ")[0] in {"python", "py"}:
        try:
            found = list(tokenize.generate_tokens(io.StringIO(f"{fence.text}\n").readline))
        except (tokenize.TokenError, SyntaxError):
            found = []
        if found:
            kept = (token for token in found if token.type not in _SKIPPED)
            return ["''" if token.type == tokenize.STRING else token.string for token in kept]
    words = (found[0] for found in _OTHER.finditer(fence.text))
    return ["''" if word[0] in "'\"`" else word for word in words if not word.startswith(("/*", "--", "//"))]


def _check_facts(one: Written, other: Written, section: str, allowed: set[str]) -> None:
    """What the first page says in code and numbers, and the second does not."""
    said = {fact for _line, fact in facts(other, section)}
    told: set[str] = set()
    for line, fact in facts(one, section):
        if fact not in said and fact not in allowed and fact not in told:
            told.add(fact)
            where = f"{section} of {other.file}"
            one.complain(line, f"{_quoted(fact)} is not in the {where}")


def _quoted(fact: str) -> str:
    return f"the number {fact}" if fact[0].isdigit() else f"`{fact}`"


def facts(page: Written, section: str) -> Iterator[tuple[int, str]]:
    """Code in words, and numbers, each with its line."""
    for line, text in page.prose.get(section, ()):
        for span in _SPAN.finditer(text):
            code = _TEXT_IN_CODE.sub("''", span[2].strip())
            if not _CYRILLIC.search(code):
                yield line, code
        rest = _LIST_MARK.sub("", _LINK_TARGET.sub("", _SPAN.sub(" ", text)))
        yield from ((line, number) for number in sorted(_numbers(rest)))


def _numbers(text: str) -> set[str]:
    found = (re.sub(r"[ \u00a0\u202f]", "", number) for number in _NUMBER.findall(text))
    return {re.sub(r"(?<=\d),(?=\d{3}\b)", "", number).replace(",", ".") for number in found}
