"""A question as a page of Markdown, and back: what a person edits."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from viva.bank.content import Content, Necessity
from viva.bank.model import QuestionStatus
from viva.exchange import text
from viva.exchange.body import Body, has_title, read_body, write_body
from viva.exchange.errors import Problem, Unreadable
from viva.exchange.fields import Fields, read_fields
from viva.exchange.pictures import ShownPicture, content_as_shown, content_as_written
from viva.exchange.texts import map_texts, texts_of
from viva.exchange.yaml_writing import listed, mapped, quoted, scalar
from viva.kernel.i18n import _
from viva.notes.model import Group, Kind, Level, RelationKind, Status

NAMES = (
    "id",
    "status",
    "kind",
    "level",
    "groups",
    "language",
    "tech",
    "topics",
    "tags",
    "keywords",
    "section",
    "number",
    "author_status",
    "prompt",
    "carriage_return",
    "related",
    "pictures",
    "from",
)
"""What may stand above the body, in the order in which it is written."""

KEY = re.compile(r"[0-9a-z]{10}")
"""How the key of a question looks."""

_NO_LANGUAGE = "und"
_FENCE = "---"
_ENDS = (_FENCE, "...")


class Relative(NamedTuple):
    """What a person says about another question: `kind` is what the other one is to this."""

    kind: RelationKind
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A question as a person edits it."""

    content: Content
    key: str | None = None
    """None: it has none yet, as a page written by hand."""
    status: QuestionStatus | None = None
    """None: as the wording deserves, ready when it needs nothing."""
    related: tuple[Relative, ...] = ()
    pictures: tuple[ShownPicture, ...] = ()
    """Which file the page shows where the question names another."""
    note: str | None = None
    """The note it came from; only for information."""
    bare: bool = field(default=False, compare=False)
    """It was read from text alone, which says nothing of level, topics and so on."""


def write_page(page: Page) -> str:
    """The text of a page; reading it gives the same page."""
    content = content_as_shown(page.content, page.pictures)
    standing_for = text.standing_for_carriage_return(texts_of(content))
    if standing_for:
        content = map_texts(content, lambda one: one.replace("\r", standing_for))
    titled = has_title(content.prompt)
    above = list(_above(page, content, standing_for, titled=titled))
    blocks = [[_FENCE, *above, _FENCE] if above else [], *write_body(content, titled=titled)]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def write_pages(pages: Iterable[Page]) -> str:
    """Several pages in one text."""
    return f"\n{text.SEPARATOR}\n\n".join(map(write_page, pages))


def read_page(written: str, file: str) -> Page:
    """The question that a page holds, leniently read; Unreadable tells all that is wrong, each with its line."""
    pages = _split(written)
    if len(pages) > 1:
        told = _("a second question begins here; in a bank each question has a file of its own")
        raise Unreadable([Problem(file, pages[1][0] - 1, told)])
    return _read(pages[0][1], 1, file)


def read_pages(written: str, file: str) -> list[Page]:
    """The questions of a text that `write_pages` made; Unreadable tells all that is wrong in any of them.

    A page of which nothing is left is none.
    """
    pages: list[Page] = []
    problems: list[Problem] = []
    for first_line, lines in _split(written):
        if all(map(text.is_blank, lines)):
            continue
        try:
            pages.append(_read(lines, first_line, file))
        except Unreadable as unreadable:
            problems += unreadable.problems
    if problems:
        raise Unreadable(problems)
    return pages


def _split(written: str) -> list[tuple[int, list[str]]]:
    """The lines of each page with the number of the first; the line ends of all systems count."""
    lines = written.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    pages: list[tuple[int, list[str]]] = [(1, [])]
    for number, line in enumerate(lines, 1):
        if text.is_separator(line):
            pages.append((number + 1, []))
        else:
            pages[-1][1].append(line)
    return pages


def _read(lines: list[str], first_line: int, file: str) -> Page:
    fields, body_lines, body_line = _above_and_below(lines, first_line)
    body = read_body(body_lines, body_line, titled="prompt" not in fields)
    page = _page(fields, body)
    problems = sorted([*fields.problems, *body.problems])
    if problems:
        last = first_line + len(lines) - 1
        raise Unreadable(Problem(file, min(line, last), told) for line, told in problems)
    return replace(page, bare=len(body_lines) == len(lines))


def _above_and_below(lines: list[str], first_line: int) -> tuple[Fields, list[str], int]:
    """What stands above the body, its lines, and the number of the first of them."""
    begin = next((number for number, line in enumerate(lines) if not text.is_blank(line)), 0)
    if lines[begin].rstrip() != _FENCE:
        return Fields({}, [], 0), lines, first_line
    end = next((number for number in range(begin + 1, len(lines)) if lines[number].rstrip() in _ENDS), None)
    if end is None:
        told = _("the values that begin here have no end: close them with a line `---`")
        return Fields({}, [(first_line + begin, told)], 0), ["#"], first_line
    above = read_fields(lines[begin + 1 : end], first_line + begin, NAMES)
    return above, lines[end + 1 :], first_line + end + 1


def _above(page: Page, content: Content, standing_for: str | None, *, titled: bool) -> Iterator[str]:
    """The lines of values; what is as usual is left out."""
    yield from _line("id", page.key)
    yield from _line("status", page.status)
    yield from _line("kind", content.kind, usual=_usual_kind(content.options))
    yield from _line("level", content.level)
    if content.groups:
        yield from mapped("groups", ((level, group.value) for level, group in content.groups))
    yield from _line("language", content.language, usual=_NO_LANGUAGE)
    yield from listed("tech", content.tech)
    yield from listed("topics", content.topics)
    yield from listed("tags", content.tags)
    yield from listed("keywords", content.keywords)
    yield from listed("section", content.section)
    yield from _line("number", content.number)
    yield from _line("author_status", content.author_status)
    if not titled:
        yield f"prompt: {quoted(content.prompt)}"
    yield from _line("carriage_return", standing_for)
    if page.related:
        yield "related:"
    for kind in dict.fromkeys(relative.kind for relative in page.related):
        yield from (f"  {line}" for line in listed(kind, (key for of, key in page.related if of is kind)))
    if page.pictures:
        yield "pictures:"
        yield from (f"  {scalar(picture.shown)}: {scalar(picture.target)}" for picture in page.pictures)
    yield from _line("from", page.note)


def _line(name: str, value: str | None, usual: str | None = None) -> Iterator[str]:
    if value != usual:
        yield f"{name}: {scalar(value or '')}"


def _page(fields: Fields, body: Body) -> Page:
    """The question that values and body tell."""
    return Page(
        content=_content(fields, body),
        key=_key(fields),
        status=fields.chosen("status", QuestionStatus),
        related=tuple(_related(fields)),
        pictures=_pictures(fields),
        note=fields.one("from"),
    )


def _content(fields: Fields, body: Body) -> Content:
    language = fields.one("language")
    prompt = fields.one("prompt")
    content = replace(
        body.content,
        prompt=body.content.prompt if prompt is None else prompt,
        kind=fields.chosen("kind", Kind) or _usual_kind(body.content.options),
        section=fields.several("section"),
        level=fields.chosen("level", Level),
        groups=_groups(fields),
        language=_NO_LANGUAGE if language is None else language,
        tech=fields.several("tech", separated=True),
        topics=fields.several("topics", separated=True),
        keywords=fields.several("keywords", separated=True),
        tags=fields.several("tags", separated=True),
        number=fields.one("number"),
        author_status=fields.chosen("author_status", Status),
    )
    standing_for = fields.one("carriage_return")
    if standing_for:
        content = map_texts(content, lambda one: one.replace(standing_for, "\r"))
    return content_as_written(content, _pictures(fields))


def _key(fields: Fields) -> str | None:
    key = fields.one("id")
    if key is not None and not KEY.fullmatch(key):
        fields.complain("id", _("an id is ten small letters and digits; leave it out to have one made"))
    return key


def _groups(fields: Fields) -> tuple[Necessity, ...]:
    found: dict[Level, Group] = {}
    for line, name, values in fields.by_name("groups"):
        level = fields.choose(line, "groups", name, Level)
        groups = [fields.choose(line, name, value, Group) for value in values]
        if level and len(groups) == 1 and groups[0]:
            if level in found:
                fields.problems.append((line, _("`{name}` has a group already").format(name=level)))
            found[level] = groups[0]
        elif len(groups) != 1:
            fields.problems.append((line, _("`{name}` takes one group").format(name=name)))
    return tuple(Necessity(level, found[level]) for level in Level if level in found)


def _related(fields: Fields) -> Iterator[Relative]:
    for line, name, keys in fields.by_name("related"):
        kind = fields.choose(line, "related", name, RelationKind)
        for key in keys:
            if not KEY.fullmatch(key):
                fields.problems.append((line, _("`{key}` is no id of a question").format(key=key)))
            elif kind:
                yield Relative(kind, key)


def _pictures(fields: Fields) -> tuple[ShownPicture, ...]:
    entries = list(fields.by_name("pictures"))
    for line, name, targets in entries:
        if len(targets) != 1:
            fields.problems.append((line, _("`{name}` stands for one picture").format(name=name)))
    return tuple(ShownPicture(name, targets[0]) for _line, name, targets in entries if len(targets) == 1)


def _usual_kind(options: tuple[str, ...]) -> Kind:
    return Kind.MCQ if options else Kind.QUESTION
