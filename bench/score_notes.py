"""How well the drafts of a note agree with labels written by hand.

The rules, in short. A draft is the item whose prompt stands at most one line away and says the same; one to one, the
nearest first. A draft without an item is wrong, unless a line beside it is marked optional. What is said about an item
(answered, span, level, ...) is judged on matched items only, and only where its label says something.
"""

import difflib
import html
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from viva.notes.model import Draft, Kind, Note, Span

FACTS = ("number", "level", "status", "section", "language")
SPAN_OVERLAP = 0.8

_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_LABEL = re.compile(
    r"\W*(answers?|a|solution|antwort(en)?|ответы?|о|відповідь|respuestas?|respostas?|réponses?|答案?)\W*",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r'\s*("(source|text|outputs|metadata|cell_type|id|execution_count|name|output_type)":.*|"\\n",?|[][{},\s]*'
    r"|#\+(begin|end)_\w+.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """One labelled item; `facts` holds only what its label says something about."""

    line: int
    prompt: str
    prompt_span: Span
    kind: str
    answered: bool | None
    spans: tuple[Span, ...]
    options: tuple[str, ...] = ()
    correct: frozenset[int] = frozenset()
    facts: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Labels:
    """A note with everything that was marked in it; `repairs` is every damaged line as it should read."""

    path: Path
    title: str | None
    lines: tuple[str, ...]
    items: tuple[Item, ...]
    optional: frozenset[int]
    not_items: frozenset[int]
    repairs: Mapping[int, str]

    @property
    def group(self) -> str:
        """The folder of the note, which names its format."""
        return self.path.parent.name


class Judgement(NamedTuple):
    """One thing looked at: what kind of thing, where, and whether it was right."""

    name: str
    line: int
    right: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of judgements by name, which can be added up over notes."""

    judged: Counter[str]
    right: Counter[str]

    @classmethod
    def of(cls, judgements: Iterable[Judgement]) -> "Tally":
        tally = cls(Counter(), Counter())
        for name, _, right in judgements:
            tally.judged[name] += 1
            tally.right[name] += right
        return tally

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.judged + other.judged, self.right + other.right)

    def rate(self, name: str) -> float | None:
        """The share that was right, or None when nothing was judged."""
        return self.right[name] / self.judged[name] if self.judged[name] else None

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        precision, recall = self.rate("precision") or 0.0, self.rate("recall") or 0.0
        return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


def load(folder: Path) -> list[Labels]:
    """Every labelled note below `folder`."""
    return [load_labels(path) for path in sorted(folder.rglob("*.expected.json"))]


def load_labels(expected: Path) -> Labels:
    """The note that `NAME.expected.json` labels, which stands beside it as NAME with any other ending."""
    stem = expected.name.removesuffix(".expected.json")
    path = next(other for other in sorted(expected.parent.glob(f"{glob_escaped(stem)}.*")) if other != expected)
    data = json.loads(expected.read_text(encoding="utf-8"))
    repairs = {int(line): str(text) for line, text in data.get("repairs", ())}
    return Labels(
        path=path,
        title=data["title"],
        lines=tuple(read_lines(path, data["encoding"], repairs)),
        items=tuple(read_item(item) for item in data["items"]),
        optional=frozenset(data["optional"]),
        not_items=frozenset(data["not_items"]),
        repairs=repairs,
    )


def glob_escaped(text: str) -> str:
    """`text` as a pattern that matches only itself."""
    return re.sub(r"([*?[])", r"[\1]", text)


def read_lines(path: Path, encoding: str, repairs: Mapping[int, str]) -> Iterator[str]:
    """Lines as a reader sees them: decoded, repaired, without the carriage return."""
    text = path.read_bytes().decode(encoding).removeprefix("\N{BYTE ORDER MARK}")
    for number, line in enumerate(text.removesuffix("\n").split("\n"), start=1):
        yield repairs.get(number, line.removesuffix("\r"))


def read_item(data: Mapping[str, Any]) -> Item:
    spans = ([data["answer_span"]] if data["answer_span"] else []) + data["answer_alt"]
    return Item(
        line=data["line"],
        prompt=data["prompt"],
        prompt_span=Span(*data["prompt_span"]),
        kind=data["kind"],
        answered=data["answered"],
        spans=tuple(Span(*span) for span in spans),
        options=tuple(data.get("options", ())),
        correct=frozenset(data.get("correct", ())),
        facts={name: data[name] for name in FACTS if name in data},
    )


def normal(text: str) -> str:
    """Letters and digits only, in lower case: how texts are compared."""
    return "".join(char for char in unicodedata.normalize("NFKC", html.unescape(text)).lower() if char.isalnum())


def shared_characters(one: str, other: str) -> int:
    """How many characters of `one` stand in `other`, in order and in runs of two or more."""
    if one in other:
        return len(one)
    blocks = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1)


def says_the_same(prompt: str, item: Item, lines: Sequence[str]) -> bool:
    """Whether `prompt` is the item's, give or take: most of it is in the item's, and is a good part of that."""
    mine, wanted = normal(prompt), normal(item.prompt)
    if mine == wanted:
        return True
    first, last = item.prompt_span
    whole = wanted if first == last else wanted + normal(" ".join(lines[first - 1 : last]))
    same = shared_characters(mine, whole)
    return same >= 0.6 * len(mine) and same >= 0.4 * len(wanted)


def match(drafts: Sequence[Draft], items: Sequence[Item], lines: Sequence[str]) -> dict[int, int]:
    """Which draft each item found, by index: nearest line first, equal prompts before similar ones."""
    candidates: list[tuple[int, bool, int, int]] = []
    for wanted, item in enumerate(items):
        for found, draft in enumerate(drafts):
            distance = abs(draft.line - item.line)
            if distance <= 1 and says_the_same(draft.prompt, item, lines):
                candidates.append((distance, normal(draft.prompt) != normal(item.prompt), wanted, found))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, wanted, found in sorted(candidates):
        if wanted not in pairs and found not in taken:
            pairs[wanted] = found
            taken.add(found)
    return pairs


def hollow(line: str) -> bool:
    """Whether a line carries nothing of an answer: blank, a rule, tags only, a label, the frame of code."""
    bare = _TAG.sub("", line)
    if "![" in line or "<img" in line.lower():
        return False
    return not normal(bare) or bool(_LABEL.fullmatch(bare) or _FRAME.fullmatch(line))


def trimmed(span: Span, lines: Sequence[str]) -> Span:
    """`span` without hollow lines at its ends; a span of hollow lines only stays as it is."""
    inside = [number for number in range(span.first, min(span.last, len(lines)) + 1) if not hollow(lines[number - 1])]
    return Span(inside[0], inside[-1]) if inside else span


def overlap(one: Span, other: Span) -> float:
    """Lines in both of all lines in either."""
    both = min(one.last, other.last) - max(one.first, other.first) + 1
    either = max(one.last, other.last) - min(one.first, other.first) + 1
    return max(both, 0) / either


def judge(labels: Labels, note: Note) -> Iterator[Judgement]:
    """Everything that can be said about how `note` was understood."""
    drafts, items, lines = note.drafts, labels.items, labels.lines
    pairs = match(drafts, items, lines)
    yield from judge_drafts(labels, drafts, set(pairs.values()))
    for wanted, item in enumerate(items):
        yield Judgement("recall", item.line, wanted in pairs)
        if wanted in pairs:
            yield from judge_item(item, drafts[pairs[wanted]], labels)
    yield from judge_repairs(labels, note)


def judge_drafts(labels: Labels, drafts: Sequence[Draft], matched: set[int]) -> Iterator[Judgement]:
    """Precision, where optional lines count neither way, and tempting lines that were taken."""
    taken: set[int] = set()
    for found, draft in enumerate(drafts):
        if found in matched:
            yield Judgement("precision", draft.line, right=True)
        elif draft.line in labels.not_items:
            taken.add(draft.line)
            yield Judgement("precision", draft.line, right=False)
        elif labels.optional.isdisjoint((draft.line - 1, draft.line, draft.line + 1)):
            yield Judgement("precision", draft.line, right=False)
    for line in sorted(labels.not_items):
        yield Judgement("left out", line, line not in taken)


def judge_item(item: Item, draft: Draft, labels: Labels) -> Iterator[Judgement]:
    """Whether a matched draft has the answer, the options and the facts of its item."""
    line = item.line
    if item.answered is not None:
        yield Judgement("answered", line, draft.answered == item.answered)
    if item.spans:
        yield Judgement("spans", line, span_is_right(draft.answer_span, item.spans, labels.lines))
    if item.kind == Kind.MCQ:
        options = [comparable(option.text) for option in draft.options]
        same_options = options == [comparable(text) for text in item.options]
        yield Judgement("mcq kind", line, draft.kind is Kind.MCQ)
        yield Judgement("mcq options", line, same_options)
        yield Judgement("mcq correct", line, same_options and frozenset(draft.correct) == item.correct)
    for name, value in item.facts.items():
        yield Judgement(name, line, fact_is_right(name, value, draft, labels.title))


def comparable(option: str) -> str:
    """An option's letters and digits, or its signs where it has no others."""
    return normal(option) or "".join(option.replace("`", "").split())


def span_is_right(span: Span | None, allowed: Iterable[Span], lines: Sequence[str]) -> bool:
    """Whether `span` overlaps one of the allowed ones well enough, both without their hollow ends."""
    if span is None:
        return False
    mine = trimmed(span, lines)
    return any(max(overlap(mine, trimmed(other, lines)), overlap(span, other)) >= SPAN_OVERLAP for other in allowed)


def fact_is_right(name: str, value: Any, draft: Draft, title: str | None) -> bool:
    """Whether the draft says what the label says; the note's title may stand before the sections or be left out."""
    mine = getattr(draft, name)
    if name != "section":
        return bool(mine == value)
    wanted, found = [normal(text) for text in value], [normal(text) for text in mine]
    return found in (wanted, [normal(title or ""), *wanted])


def judge_repairs(labels: Labels, note: Note) -> Iterator[Judgement]:
    """Every damaged line must read as it should, and no other line may be changed."""
    for line, text in labels.repairs.items():
        yield Judgement("repaired", line, note.text.lines[line - 1].removesuffix("\r") == text)
    for repair in note.text.repairs:
        if repair.line not in labels.repairs:
            yield Judgement("repaired", repair.line, right=False)
