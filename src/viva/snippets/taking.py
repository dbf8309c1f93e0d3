"""Writing back into a question what running its code has shown: other code, or the output there really was."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from textwrap import dedent
from typing import Final, Protocol

from viva.bank.content import Content, Parts
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.notes.code.blocks import CodeBlock, body
from viva.snippets.cases import written_in
from viva.snippets.model import Checked, Sort, Verdict, Wrong
from viva.snippets.phrases import LABEL

_RUN: Final = re.compile(r"`{3,}|~{3,}")
_MARGIN: Final = re.compile(r"[\s>]*")
_SIGNS: Final = {"javascript": "//", "typescript": "//", "sql": "--"}
"""What begins a comment, where it is not `#`."""
_WORDS: Final = re.compile(r"\w")
_FARTHEST: Final = 40
_NEAR: Final = 6
"""Comment lines below a statement that may say what it gives."""
_LABELS: Final[Mapping[str, str]] = {"ru": "Вывод:"}
_LABEL: Final = "Output:"


def can_take(checked: Checked) -> bool:
    """Whether there is real output that the question should have: it claims another, or none."""
    if checked.verdict is Verdict.MISMATCH:
        return bool(checked.wrong)
    silent = checked.verdict is Verdict.RUNS and checked.documented is None
    return silent and bool(checked.output.strip()) and checked.reproducible is True and checked.sort is Sort.PROGRAM


def with_code(content: Content, parts: Parts, place: int, code: str) -> Content:
    """The question with other code in a place; what else stands in its lines stays."""
    lines = _Lines.of(content, parts, place)
    lines.put_code(code)
    return lines.content(content)


def with_output(content: Content, parts: Parts, place: int, checked: Checked) -> Content:
    """The question with the real output where it claims another; where it claims none, below the code.

    A claim in a comment that the real output does not fit into is taken out,
    and the whole output stands below the code.
    """
    lines = _Lines.of(content, parts, place)
    left = [wrong for wrong in checked.wrong if not lines.correct(wrong, alone=len(checked.wrong) == 1)]
    for wrong in left:
        lines.silence(wrong)
    if left or not checked.wrong:
        label = _LABELS.get(content.language, _LABEL)
        lines.put_below([label, "", *_fenced(checked.output.split("\n"))])
    made = lines.content(content)
    if made == content:
        raise InvalidInput(_("The output cannot be put there by itself: edit the question."))
    return made


@dataclass(slots=True)
class _Lines:
    """The lines of a question, with what is to stand in the place of each."""

    texts: Sequence[str]
    block: CodeBlock
    prompt: int
    """How many lines are of the prompt."""
    answer: int
    """How many are of the prompt and the answer."""
    new: dict[int, list[str]] = field(default_factory=dict)
    below: list[str] = field(default_factory=list)
    """What comes to stand below the code."""

    @classmethod
    def of(cls, content: Content, parts: Parts, place: int) -> "_Lines":
        """With the code in its place; InvalidInput where a person has to write it."""
        found = written_in(content, parts)
        index = place - len(found.asked)
        prompt = content.prompt.count("\n") + 1
        answer = prompt + content.answer.count("\n") + 1
        if not 0 <= index < len(found.blocks):
            raise InvalidInput(_("That code is not among the lines of the question: edit the question."))
        block = found.blocks[index]
        if block.last >= answer or (block.first < prompt <= block.last):
            raise InvalidInput(_("That code stands where only a person can change it: edit the question."))
        return cls(found.texts, block, prompt, answer)

    def content(self, base: Content) -> Content:
        """What the question says now."""
        below = self.block.last
        prompt = [line for at in range(self.prompt) for line in self._line(at, below)]
        answer = [line for at in range(self.prompt, self.answer) for line in self._line(at, below)]
        return replace(base, prompt="\n".join(prompt), answer="\n".join(answer))

    def put_code(self, code: str) -> None:
        """Other code in the place of this one, in a fence that it does not end."""
        lines = dedent(code.replace("\r\n", "\n")).strip("\n").split("\n")
        if not "".join(lines).strip():
            raise InvalidInput(_("There is no code: write some, or edit the question to take it out."))
        block, margin = self.block, self._margin
        put = [f"{margin}{line}".rstrip() if not line.strip() else margin + line for line in lines]
        if block.fenced:
            self._replace(block.body_first, block.body_last, put)
            self._lengthen(block.first, block.last, lines)
        else:
            opening, *_inside, closing = _fenced(lines, block.lang)
            self._replace(block.first, block.last, [margin + opening, *put, margin + closing])

    def correct(self, wrong: Wrong, *, alone: bool) -> bool:
        """Put what is so in the place of a claim; False where it does not fit."""
        if wrong.real is None:
            return False
        claimed, real = wrong.claimed.split("\n"), wrong.real.split("\n")
        if not wrong.line:
            return self._correct_below(claimed, real)
        first = self._first + wrong.line - 1
        if self._is_session:
            return self._put_answer(first + 1, claimed, real)
        if len(claimed) == len(real) == 1:
            return any(self._put_into(at, claimed[0], real[0]) for at in self._comments(first))
        return alone and self._put_comments(first + 1, claimed, real)

    def silence(self, wrong: Wrong) -> None:
        """Take a claim out of the comment it stands in, with the comment if nothing else is in it."""
        if not wrong.line or self._is_session:
            return
        for at in self._comments(self._first + wrong.line - 1):
            text = self.texts[at]
            found = text.rfind(wrong.claimed)
            sign = text.rfind(self._sign, 0, found) if found > 0 else -1
            if sign >= 0:
                kept = text[:sign].rstrip()
                self.new[at] = [kept] if kept.strip(" >") else []
                return

    def put_below(self, lines: Sequence[str]) -> None:
        """Lines below the code, a blank one between."""
        margin = _MARGIN.match(self.texts[self.block.first])
        before = margin[0] if margin else ""
        self.below = [(before + line).rstrip() for line in ("", *lines)]

    @property
    def _first(self) -> int:
        """Where the first line of the code stands that is not blank: its lines count from there."""
        block = self.block
        lines = range(block.body_first, block.body_last + 1)
        return next((at for at in lines if self.texts[at].strip(" \t>")), block.body_first)

    @property
    def _margin(self) -> str:
        """What stands left of the code."""
        inside = self.texts[self.block.body_first : self.block.body_last + 1]
        margins = [found[0] for line in inside if (found := _MARGIN.match(line)) and line.strip(" \t>")]
        return min(margins, key=len, default="")

    @property
    def _is_session(self) -> bool:
        return re.match(r"[\s>]*(?:>>> ?|In \[\d+\]:)", self.texts[self._first]) is not None

    @property
    def _sign(self) -> str:
        """What begins a comment."""
        return _SIGNS.get(self.block.lang, "#")

    def _is_comment(self, at: int) -> bool:
        return self.texts[at].lstrip().startswith(self._sign)

    def _line(self, at: int, below: int) -> list[str]:
        return self.new.get(at, [self.texts[at]]) + (self.below if at == below else [])

    def _replace(self, first: int, last: int, lines: list[str]) -> None:
        self.new |= {at: [] for at in range(first, last + 1)}
        self.new[first] = lines

    def _comments(self, first: int) -> Iterator[int]:
        """A line, and the comments right below it."""
        yield first
        for at in range(first + 1, min(first + 1 + _NEAR, self.block.body_last + 1)):
            if not self._is_comment(at):
                return
            yield at

    def _put_into(self, at: int, claimed: str, real: str) -> bool:
        text = self.texts[at]
        found = text.rfind(claimed)
        if found < 0 or self._sign not in text[:found]:
            return False
        self.new[at] = [text[:found] + real + text[found + len(claimed) :]]
        return True

    def _put_comments(self, first: int, claimed: Sequence[str], real: Sequence[str]) -> bool:
        """Output in comment lines of their own."""
        at = self._find(first, self.block.body_last, claimed, lambda text, line: text.rstrip().endswith(line.strip()))
        if at is None or not all(map(self._is_comment, range(at, at + len(claimed)))):
            return False
        opening = self.texts[at].removesuffix(claimed[0])
        margin = opening[: len(opening) - len(opening.lstrip())]
        head = [opening.rstrip()] if _WORDS.search(opening) else []
        put = [f"{margin}{self._sign} {line}".rstrip() if head else opening + line for line in real]
        self._replace(at, at + len(claimed) - 1, [*head, *put])
        return True

    def _put_answer(self, first: int, claimed: Sequence[str], real: Sequence[str]) -> bool:
        """The answer in a session."""
        at = self._find(
            first, self.block.body_last, claimed, lambda text, line: text.strip(" \t>").endswith(line.strip())
        )
        if at is None:
            return False
        self._replace(at, at + len(claimed) - 1, [self._margin + line for line in real if line or len(real) > 1])
        return True

    def _correct_below(self, claimed: Sequence[str], real: Sequence[str]) -> bool:
        """Output that stands in the same block below a label, in the next fence, or behind a label."""
        block = self.block
        size, last = len(claimed), block.body_last
        inside = body(self.texts, block).split("\n")
        if inside[-size:] == list(claimed) and len(inside) > size:
            self._replace(last - size + 1, last, [self._margin + line for line in real])
            return True
        end = min(len(self.texts), block.last + 1 + _FARTHEST)
        at = self._find(block.last + 1, end - 1, claimed, lambda text, line: text.strip() == line.strip())
        if at is not None and at > 0 and _RUN.search(self.texts[at - 1]):
            margin = _MARGIN.match(self.texts[at - 1])
            before = margin[0] if margin else ""
            self._replace(at, at + size - 1, [(before + line).rstrip() for line in real])
            self._lengthen(at - 1, at + size, real)
            return True
        for place in range(block.last + 1, end):
            label = LABEL.fullmatch(self.texts[place])
            if label and size == 1 and claimed[0] in label["rest"]:
                head, _said, tail = self.texts[place].rpartition(claimed[0])
                one = [head + real[0] + tail]
                self.new[place] = one if len(real) == 1 else [head.rstrip(" `*"), "", *_fenced(real)]
                return True
        return False

    def _find(self, first: int, last: int, wanted: Sequence[str], fits: "_Fits") -> int | None:
        """Where lines begin that are the wanted ones."""
        for at in range(first, last - len(wanted) + 2):
            if all(fits(text, line) for text, line in zip(self.texts[at:], wanted, strict=False)):
                return at
        return None

    def _lengthen(self, first: int, last: int, inside: Sequence[str]) -> None:
        """Make a fence longer than any run of its mark that stands in it."""
        opening = _RUN.search(self.texts[first])
        if opening is None:
            return
        mark = opening[0][0]
        runs = [run for line in inside for run in re.findall(rf"{mark}{{3,}}", line)]
        longest = max(map(len, runs), default=0)
        if longest < len(opening[0]):
            return
        for at in (first, last):
            if at < len(self.texts):
                self.new[at] = [_RUN.sub(mark * (longest + 1), self.texts[at], count=1)]


class _Fits(Protocol):
    """Whether a line of the question is the one that is wanted."""

    def __call__(self, text: str, line: str, /) -> bool: ...


def _fenced(lines: Sequence[str], word: str = "text") -> list[str]:
    """Lines in a fence that none of them ends."""
    runs = [run for line in lines for run in re.findall(r"`{3,}", line)]
    mark = "`" * (max(map(len, runs), default=2) + 1)
    return [mark + word, *lines, mark]
