"""The form of a wording: what a person writes of a question, as fields that a page without scripts can hold."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Literal, Self

from fastapi import UploadFile
from pydantic import Field

from viva.bank.content import Content, Necessity, Point, explaining
from viva.exchange.body import read_remarks, write_remarks
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.kernel.numbers import whole
from viva.notes.content.language import UNKNOWN
from viva.notes.model import Group, Kind, Level, Status
from viva.web.asking import Change
from viva.web.pages.pictures import kind_of

SAVE = "save"
MORE_OPTIONS = "more-options"
MORE_POINTS = "more-points"
_DROP_OPTION = "drop-option:"
_DROP_POINT = "drop-point:"

_NOT_IN_NAMES = dict.fromkeys(map(ord, " \t\r\n()<>[]\"'`\\"), "-")


class WordingForm(Change):
    """All of a wording. Lists are text with one of them on each line; options and key points are rows."""

    key: str = ""
    do: str = SAVE
    seen: int = 0
    prompt: str = ""
    kind: Kind = Kind.QUESTION
    answer: str = ""
    option: list[str] = Field(default_factory=list)
    explanation: list[str] = Field(default_factory=list)
    """Of each row of `option`."""
    right: list[int] = Field(default_factory=list)
    """Rows of `option` that are ticked."""
    point: list[str] = Field(default_factory=list)
    point_group: list[Group] = Field(default_factory=list)
    experience: Literal["on"] | None = None
    section: str = ""
    level: Level | Literal[""] = ""
    group_L1: Group | Literal[""] = ""  # noqa: N815 - the name of a level is as it is
    group_L2: Group | Literal[""] = ""  # noqa: N815
    group_L3: Group | Literal[""] = ""  # noqa: N815
    language: str = ""
    tech: str = ""
    topics: str = ""
    keywords: str = ""
    tags: str = ""
    number: str = ""
    author_status: Status | Literal[""] = ""
    more: str = ""
    """Follow-ups, mistakes, sources and a task, as a page of the bank format has them."""

    @classmethod
    def of(cls, content: Content, *, seen: int = 0) -> Self:
        """The form filled in with a wording."""
        groups = {f"group_{level}": group for level, group in content.groups}
        return cls(
            seen=seen,
            prompt=content.prompt,
            kind=content.kind,
            answer=content.answer,
            option=list(content.options),
            explanation=list(content.explanations),
            right=list(content.correct),
            point=[point.text for point in content.key_points],
            point_group=[point.group for point in content.key_points],
            experience="on" if content.experience else None,
            section="\n".join(content.section),
            level=content.level or "",
            language="" if content.language == UNKNOWN else content.language,
            tech="\n".join(content.tech),
            topics="\n".join(content.topics),
            keywords="\n".join(content.keywords),
            tags="\n".join(content.tags),
            number=content.number or "",
            author_status=content.author_status or "",
            more="\n\n".join("\n".join(block) for block in write_remarks(content) if block),
            **groups,
        )

    def content(self, base: Content | None = None) -> Content:
        """What the form says; a text that only lost its kind of line ends on the way is as in `base`.

        Empty rows are left out. InvalidInput tells what cannot be read below
        the key points.
        """
        return self._said(self._read_more(), base)

    def shown(self) -> tuple[Content, str]:
        """What the form says as far as it can be read, and what cannot."""
        try:
            return self.content(), ""
        except InvalidInput as error:
            return self._said(Content(prompt="")), str(error)

    def _read_more(self) -> Content:
        read = read_remarks(with_lines(self.more))
        for line, told in sorted(read.problems):
            raise InvalidInput(
                _("Line {line} of what stands below the key points: {problem}.").format(line=line, problem=told)
            )
        return read.content

    def _said(self, more: Content, base: Content | None = None) -> Content:
        """What the form says, with what was read below the key points."""
        options = [(text, number in self.right) for number, text in enumerate(self.option) if text.strip()]
        explained = [
            with_lines(text) for text, why in zip(self._explanations(), self.option, strict=True) if why.strip()
        ]
        points = zip(self.point, self._groups_of_points(), strict=False)
        groups = [(level, getattr(self, f"group_{level}")) for level in Level]
        made = replace(
            more,
            prompt=with_lines(self.prompt).strip("\n"),
            kind=self.kind,
            answer=with_lines(self.answer),
            options=tuple(with_lines(text) for text, _right in options),
            correct=tuple(number for number, (_text, right) in enumerate(options) if right),
            key_points=tuple(Point(with_lines(text), group) for text, group in points if text.strip()),
            experience=self.experience is not None,
            section=_listed(self.section),
            level=self.level or None,
            groups=tuple(Necessity(level, group) for level, group in groups if group),
            language=self.language.strip() or UNKNOWN,
            tech=_listed(self.tech),
            topics=_listed(self.topics),
            keywords=_listed(self.keywords),
            tags=_listed(self.tags),
            number=self.number.strip() or None,
            author_status=self.author_status or None,
            explanations=explaining(explained),
        )
        return made if base is None or type(self).of(base).content() != made else base

    def with_rows(self) -> Self:
        """The form with what a button wanted: a row more, or one less."""
        made = self.model_copy(deep=True)
        made.point_group = list(self._groups_of_points())
        made.explanation = list(self._explanations())
        if self.do == MORE_OPTIONS:
            made.option += ["", ""]
            made.explanation += ["", ""]
        elif self.do == MORE_POINTS:
            made.point.append("")
            made.point_group.append(Group.SHOULD)
        elif self.do.startswith(_DROP_OPTION):
            gone = _row(self.do, _DROP_OPTION, self.option)
            made.option = [text for number, text in enumerate(self.option) if number != gone]
            made.explanation = [text for number, text in enumerate(made.explanation) if number != gone]
            made.right = [number - (number > gone) for number in self.right if number != gone]
        elif self.do.startswith(_DROP_POINT):
            gone = _row(self.do, _DROP_POINT, self.point)
            made.point = [text for number, text in enumerate(self.point) if number != gone]
            made.point_group = [group for number, group in enumerate(made.point_group) if number != gone]
        return made

    def _explanations(self) -> Iterator[str]:
        for number, _text in enumerate(self.option):
            yield self.explanation[number] if number < len(self.explanation) else ""

    def _groups_of_points(self) -> Iterator[Group]:
        for number, _text in enumerate(self.point):
            yield self.point_group[number] if number < len(self.point_group) else Group.SHOULD


class StoredForm(WordingForm):
    """A wording with pictures that come along."""

    pictures: list[UploadFile] = Field(default_factory=list, exclude=True)

    def with_pictures(self, content: Content) -> tuple[Content, dict[str, bytes]]:
        """The wording with the pictures that came along, below the answer where it does not show them yet."""
        kept: dict[str, bytes] = {}
        for upload in self.pictures:
            data = upload.file.read()
            if not upload.filename and not data:
                continue
            if not kind_of(data).startswith("image/"):
                raise InvalidInput(_("{file} is no picture that browsers show.").format(file=upload.filename or "?"))
            kept[target_of(upload.filename or "")] = data
        missing = [target for target in kept if target not in content.answer and target not in content.prompt]
        if not missing:
            return content, kept
        shown = "\n\n".join(f"![{PurePosixPath(target).stem}]({target})" for target in missing)
        answer = f"{content.answer.rstrip()}\n\n{shown}" if content.answer.strip() else shown
        return replace(content, answer=answer), kept


def target_of(name: str) -> str:
    """How a wording names a picture that was uploaded under a name: without folders, and without what ends a target."""
    base = name.replace("\\", "/").rpartition("/")[2].translate(_NOT_IN_NAMES)
    printable = "".join(letter for letter in base if letter.isprintable()).strip("-.")
    return printable[-100:] or "picture"


def refuse_empty(content: Content) -> None:
    """A question asks something."""
    if not content.prompt.strip():
        raise InvalidInput(_("A question needs words: its prompt is empty."))


def _row(do: str, begins: str, rows: Sequence[str]) -> int:
    number = whole(do.removeprefix(begins), len(rows))
    return len(rows) if number is None else number


def with_lines(text: str) -> str:
    """Lines as the bank has them: a form ends each with two characters."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in with_lines(text).split("\n") if line.strip()))
