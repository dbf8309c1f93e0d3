"""The pages of the starter bank as they are written: sections, fences and prose, each with its lines."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from viva.bank.content import Content
from viva.exchange import text
from viva.exchange.errors import Problem, Unreadable
from viva.exchange.folder import is_page
from viva.exchange.page import Page, read_page
from viva.starter.shipped import FOLDER

ROOT: Final = Path(__file__).resolve().parents[2]
BANK: Final = FOLDER
LANGUAGES: Final = ("en", "ru")
AREAS: Final = ("python", "concurrency", "data")
RUN: Final = {
    "python": "main.py",
    "py": "main.py",
    "javascript": "main.mjs",
    "js": "main.mjs",
    "typescript": "main.ts",
    "ts": "main.ts",
    "sql": "main.sql",
}
"""The file that a program in a language is kept in."""

_FENCE = re.compile(r"(?P<before>[ \t]*(?:>[ ]?)*[ \t]*)(?P<marks>~{3,}|`{3,})[ \t]*(?P<info>[^`]*)")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Fence:
    """Lines between two marks, and where the first mark stands."""

    section: str
    line: int
    last: int
    info: str
    text: str

    @property
    def is_program(self) -> bool:
        """Whether it is run."""
        return self.info.lower() in RUN

    @property
    def is_output(self) -> bool:
        """Whether it says what the program above it prints."""
        return self.info.lower() == "output"


@dataclass
class Written:
    """One page: where it is, what it says, and how."""

    path: Path
    language: str
    area: str
    slug: str
    source: str
    page: Page | None = None
    problems: list[Problem] = field(default_factory=list)
    prose: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    """The numbered lines of each section that stand in no fence."""
    fences: list[Fence] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the question is called in both languages."""
        return f"{self.area}/{self.slug}"

    @property
    def file(self) -> str:
        """What to call it in a message."""
        return self.path.relative_to(ROOT).as_posix() if self.path.is_relative_to(ROOT) else self.path.as_posix()

    @property
    def content(self) -> Content:
        """What it says; only of a page that could be read."""
        if self.page is None:
            raise ValueError(self.file)
        return self.page.content

    @property
    def digest(self) -> str:
        """Changes with what a person wrote; what the command `ids` fills in does not count."""
        lines = [line for line in self.source.split("\n") if not line.startswith(("id:", "related:"))]
        return hashlib.sha256("\n".join(lines).strip().encode()).hexdigest()[:16]

    @cached_property
    def lines(self) -> list[str]:
        """Of its file."""
        return self.source.split("\n")

    def complain(self, line: int, told: str) -> None:
        """Tell what is wrong in a line."""
        self.problems.append(Problem(self.file, line, told))

    def line_with(self, words: str, *, otherwise: int = 1) -> int:
        """The first line with these words."""
        first = words.strip().partition("\n")[0]
        return next((number for number, line in enumerate(self.lines, 1) if first and first in line), otherwise)

    def heading(self, name: str) -> int:
        """The line of a section's heading."""
        return next((number for number, line in enumerate(self.lines, 1) if text.heading(line) == name), 1)

    def programs(self) -> Iterator[tuple[Fence, Fence | None]]:
        """The programs outside of the task, each with the fence that says what it prints."""
        for place, fence in enumerate(self.fences):
            if fence.section == "task" or not fence.is_program:
                continue
            after = self.fences[place + 1] if place + 1 < len(self.fences) else None
            yield fence, after if after and after.is_output and self._stand_together(fence, after) else None

    @property
    def predicts(self) -> tuple[Fence, Fence] | None:
        """The program at the end of the prompt, and what the answer says it prints: a question of prediction."""
        asked = [fence for fence in self.fences if fence.section == "prompt"]
        answered = [fence for fence in self.fences if fence.section == "answer"]
        if not asked or not asked[-1].is_program or not answered or not answered[0].is_output:
            return None
        above = [line for number, line in self.prose.get("answer", ()) if number < answered[0].line]
        below = [line for number, line in self.prose.get("prompt", ()) if number > asked[-1].last]
        return None if any(map(str.strip, [*above, *below])) else (asked[-1], answered[0])

    def _stand_together(self, one: Fence, other: Fence) -> bool:
        return not any(line.strip() for line in self.lines[one.last : other.line - 1])


def written(path: Path, root: Path = BANK) -> Written:
    """Read a page; what is wrong with its format is among its problems."""
    language, area, slug = _place(path, root)
    try:
        source = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        one = Written(path, language, area, slug, "")
        one.complain(1, "this is not UTF-8; save the file as UTF-8")
        return one
    one = Written(path, language, area, slug, source)
    _scan(one)
    try:
        one.page = read_page(source, one.file)
    except Unreadable as unreadable:
        one.problems += unreadable.problems
    if language not in LANGUAGES or area not in AREAS or not _SLUG.fullmatch(slug):
        places = f"{'|'.join(LANGUAGES)}/{'|'.join(AREAS)}"
        one.complain(1, f"a page stands in {places}/SLUG.md, its name in small letters with dashes")
    if not is_page(path.name):
        one.complain(1, f"a file called {path.name} is no question in the bank format: give it another name")
    return one


def bank(root: Path = BANK) -> list[Written]:
    """Every page, in order."""
    return [written(path, root) for path in sorted(root.rglob("*.md"))]


def _place(path: Path, root: Path) -> tuple[str, str, str]:
    parts = path.resolve().relative_to(root).with_suffix("").parts if path.resolve().is_relative_to(root) else ()
    language, area, slug = (*parts, "", "", "")[:3] if len(parts) == 3 else ("", "", path.stem)  # noqa: PLR2004
    return language, area, slug


def _scan(one: Written) -> None:
    begin = _behind_values(one.lines)
    has_answer = any(text.heading(line) == "answer" for line in one.lines[begin:])
    section, at = "prompt", begin
    titled = False
    while at < len(one.lines):
        line = one.lines[at]
        name = text.heading(line)
        if name and not (name in text.LATER and section in {"prompt", "answer"}):
            section, at = name, at + 1
            continue
        fence = _FENCE.fullmatch(line)
        if fence:
            at = _fence(one, section, at, fence)
            continue
        if line.strip():
            one.prose.setdefault(section, []).append((at + 1, line))
            if not titled and not has_answer:
                section = "answer"
            titled = True
        at += 1


def _behind_values(lines: Sequence[str]) -> int:
    if not lines or lines[0].rstrip() != "---":
        return 0
    return next((number + 1 for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)


def _fence(one: Written, section: str, at: int, begin: re.Match[str]) -> int:
    marks, before = begin["marks"], begin["before"]
    end = at + 1
    while end < len(one.lines):
        bare = one.lines[end].strip(" \t>")
        if len(bare) >= len(marks) and not bare.strip(marks[0]):
            break
        end += 1
    inside = [_without(line, before) for line in one.lines[at + 1 : end]]
    one.fences.append(Fence(section, at + 1, end + 1, begin["info"].strip(), "\n".join(inside)))
    return end + 1


def _without(line: str, before: str) -> str:
    if line.startswith(before):
        return line[len(before) :]
    return "" if line.strip() == before.strip() else line


def pairs(pages: Iterable[Written]) -> dict[str, dict[str, Written]]:
    """The pages of each question by language."""
    found: dict[str, dict[str, Written]] = {}
    for one in pages:
        found.setdefault(one.name, {})[one.language] = one
    return found
