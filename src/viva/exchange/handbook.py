"""The bank as a handbook to read: a document for each topic, its questions by level, with answers and key points."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from viva.bank.content import Content, Point
from viva.bank.exported import ExportedBank, ExportedQuestion
from viva.bank.groups import group_title
from viva.bank.model import QuestionStatus
from viva.exchange import pictures
from viva.exchange.contained import contained, in_line
from viva.exchange.handbook_remarks import item, remarks
from viva.exchange.naming import REST, slug
from viva.kernel.i18n import _
from viva.notes.model import Group, Level

_LEVELS = (*Level, None)


@dataclass(frozen=True, slots=True)
class Chapter:
    """The questions of one topic, None: those without one; in the order of levels."""

    topic: str | None
    questions: tuple[ExportedQuestion, ...]

    @property
    def title(self) -> str:
        """What stands above it."""
        if self.topic is None:
            return _("Other questions")
        return self.topic.replace("-", " ").capitalize() if self.topic.islower() else self.topic


class Handbook:
    """Writes chapters; what is retired is not in them."""

    def __init__(self, bank: ExportedBank, files: Mapping[str, str] | None = None) -> None:
        self._names = {source.location: source.name for source in bank.sources}
        self._files = files or {}
        self.chapters = _chapters(bank.questions)
        self.names = file_names(self.chapters)
        """The file of each chapter, by its topic."""

    def files(self) -> Iterator[tuple[Chapter, str]]:
        """Each chapter with the name of its file."""
        return ((chapter, self.names[chapter.topic]) for chapter in self.chapters)

    def document(self) -> Iterator[str]:
        """All chapters in one document, piece by piece."""
        yield _head()
        for chapter in self.chapters:
            yield f"- [{in_line(chapter.title)}](#{self._anchor(chapter)})\n"
        for chapter in self.chapters:
            yield "\n"
            yield from self._chapter(chapter, level=2)

    def chapter(self, chapter: Chapter) -> Iterator[str]:
        """One chapter as a document of its own, piece by piece."""
        return self._chapter(chapter, level=1)

    def index(self) -> str:
        """The list of all chapters, with a link to the file of each."""
        lines = [
            f"- [{in_line(chapter.title)}]({self.names[chapter.topic]}): {len(chapter.questions)}"
            for chapter in self.chapters
        ]
        return _head() + "\n".join(lines) + "\n"

    def _chapter(self, chapter: Chapter, level: int) -> Iterator[str]:
        yield f'<a id="{self._anchor(chapter)}"></a>\n\n{"#" * level} {in_line(chapter.title)}\n'
        parts = [
            (which, list(questions))
            for which, questions in groupby(chapter.questions, key=lambda one: one.content.level)
        ]
        has_levels = any(which for which, _questions in parts)
        for which, questions in parts:
            yield f"\n{_level_title(which)}\n\n" if has_levels else "\n"
            for question in questions:
                yield f"- [{in_line(_title(question.content))}](#q-{question.key})\n"
        for which, questions in parts:
            if has_levels:
                yield f"\n{'#' * (level + 1)} {_level_title(which)}\n"
            for question in questions:
                yield "\n" + "\n\n".join(self._question(question, level + 1 + has_levels)) + "\n"

    def _question(self, question: ExportedQuestion, level: int) -> Iterator[str]:
        content = self._shown(question)
        yield f'<a id="q-{question.key}"></a>'
        yield f"{'#' * level} {in_line(_title(content)) or '…'}"
        below = content.prompt.strip().partition("\n")[2]
        yield from filter(None, (contained(text, level) for text in (below, _options(content)) if text.strip()))
        if content.answer.strip():
            yield contained(content.answer, level)
        elif not content.correct:
            none = _("No answer yet.")
            yield f"*{none}*"
        yield from _key_points(content, level)
        yield from remarks(content, level)
        if question.source is not None and question.source in self._names:
            note = in_line(self._names[question.source])
            told = _("From {note}, line {line}")
            yield f"*{told.format(note=note, line=question.line)}*"

    def _anchor(self, chapter: Chapter) -> str:
        return f"t-{self.names[chapter.topic].removesuffix('.md')}"

    def _shown(self, question: ExportedQuestion) -> Content:
        files = {
            picture.target: self._files[picture.sha256]
            for picture in question.parts.pictures
            if picture.sha256 is not None and picture.sha256 in self._files
        }
        return pictures.content_as_shown(question.content, pictures.shown_in(question.content, files))


def file_names(chapters: Iterable[Chapter]) -> dict[str | None, str]:
    """A file for each chapter."""
    names: dict[str | None, str] = {}
    taken = {"readme.md"}
    for chapter in chapters:
        stem = (slug(chapter.topic) if chapter.topic else "") or REST
        name = next(name for name in _candidates(stem) if name not in taken)
        taken.add(name)
        names[chapter.topic] = name
    return names


def _candidates(stem: str) -> Iterator[str]:
    number = 1
    while True:
        yield f"{stem}.md" if number == 1 else f"{stem}-{number}.md"
        number += 1


def _chapters(questions: Sequence[ExportedQuestion]) -> tuple[Chapter, ...]:
    by_topic: dict[str | None, list[ExportedQuestion]] = {}
    for question in questions:
        if question.in_bank and question.status is not QuestionStatus.RETIRED:
            by_topic.setdefault(next(iter(question.content.topics), None), []).append(question)
    return tuple(
        Chapter(topic, tuple(sorted(by_topic[topic], key=lambda one: _LEVELS.index(one.content.level))))
        for topic in sorted(by_topic, key=lambda topic: (topic is None, topic or ""))
    )


def _head() -> str:
    title = _("Questions")
    return f"# {title}\n\n"


def _title(content: Content) -> str:
    return content.prompt.strip().partition("\n")[0]


def _level_title(level: Level | None) -> str:
    return {
        Level.BEGINNER: _("Beginner (L1)"),
        Level.INTERMEDIATE: _("Intermediate (L2)"),
        Level.ADVANCED: _("Advanced (L3)"),
        None: _("Any level"),
    }[level]


def _options(content: Content) -> str:
    marks = ("x" if place in content.correct else " " for place in range(len(content.options)))
    explanations = content.explanations or ("",) * len(content.options)
    each = zip(marks, content.options, explanations, strict=True)
    return "\n".join(item(f"- [{mark}]", option, explanation) for mark, option, explanation in each)


def _key_points(content: Content, level: int) -> Iterator[str]:
    if content.key_points:
        title = _("What to listen for") if content.experience else _("Key points")
        yield f"**{title}**"
    by_group: dict[Group, list[Point]] = {group: [] for group in Group}
    for point in content.key_points:
        by_group[point.group].append(point)
    for group, points in by_group.items():
        if points:
            yield f"*{group_title(group)}*"
            yield contained("\n".join(item("-", point.text) for point in points), level)
