"""Headings: which ask or name a subject, and which only group what stands below them."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from viva.notes.model import Reason
from viva.notes.structure.line import Form, Line, label_text
from viva.notes.structure.reasons import CHOICE, GROUPS, PART
from viva.notes.structure.regions import Region
from viva.notes.structure.units import Unit, Verdict, is_part, rank
from viva.notes.structure.words import Words, words

ASKS: Final = Reason("heading that asks")
SUBJECT: Final = Reason("heading that names a subject, with text of its own")
EMPTY: Final = Reason("heading like others that carry questions; nothing stands below it yet")
TITLE: Final = Reason("title of the document")
_TITLE_WORDS: Final = 10
_FEW_HEADINGS: Final = 3
_READING_LIST: Final = 3  # links below a heading that names no question
_EXAMPLES: Final = (
    "example",
    "пример",
    "приклад",
    "beispiel",
    "ejemplo",
    "exemplo",
    "exemple",
    "esempio",
    "output",
    "вывод",
    "syntax",
    "note",
    "summary",
    "conclusion",
    "итог",
)
_SUBSTANCE: Final = frozenset({Form.TEXT, Form.ITEM, Form.CODE, Form.TABLE, Form.BOLD, Form.SUMMARY})


def decide_separators(units: Sequence[Unit]) -> None:
    """Bold and quoted lines that stand right above a heading or a list of prompts are sections."""
    for k, unit in enumerate(units):
        if k and units[k - 1].reason is CHOICE and unit.shape.mark == ">":
            continue  # explains the options above
        if unit.line.callout:
            continue
        titled = unit.parent is None and (unit.line.form is Form.BOLD or unit.shape.mark == ">")
        sentence = unit.line.body.endswith((".", "。", "!", ";")) or unit.words > _TITLE_WORDS or unit.line.plain_only
        if not titled or unit.verdict is not Verdict.OPEN or unit.asks == 2 or sentence:
            continue
        following = units[k + 1] if k + 1 < len(units) else None
        direct = following is not None and not unit.content
        if (
            direct and following is not None and (following.is_heading or following.verdict is Verdict.PROMPT)
        ) or unit.line.decorated:
            unit.decide(Verdict.SECTION, GROUPS)


def decide_headings(cut: Sequence[Region], lines: Sequence[Line]) -> int | None:
    """Settle every heading, questions from the top, the rest from the bottom.

    Returns the position of the document's title, if it has one.
    """
    headings = _Headings(cut, lines)
    headings.decide()
    return headings.heads[headings.title].at if headings.title is not None else None


class _Headings:
    def __init__(self, cut: Sequence[Region], lines: Sequence[Line]) -> None:
        self.lexicon: Words = words()
        self.lines = lines
        self.regions = [region for region in cut if region.head is not None]
        self.heads = [region.head for region in self.regions if region.head is not None]
        self.parents = self._parents()
        self.children: list[list[int]] = [[] for _ in self.heads]
        for k, parent in enumerate(self.parents):
            if parent is not None:
                self.children[parent].append(k)
        self.outermost = [k for k, parent in enumerate(self.parents) if parent is None]
        self.before = {k: earlier for siblings in (self.outermost, *self.children) for earlier, k in pairwise(siblings)}
        self.own = [self._own_text(region, groups=bool(self.children[k])) for k, region in enumerate(self.regions)]
        for k, region in enumerate(self.regions):
            if self.children[k] and all(
                lines[i].plain_only for i in range(region.start, region.end) if lines[i].form in _SUBSTANCE
            ):
                self.own[k] = 0
        self.filled = any(self.own)
        self.below = [sum(self.own[child] for child in children) for children in self.children]
        self.leafy = self._leafy()
        self.in_sequence = self._in_sequence()
        self.title = self._title(cut)

    def decide(self) -> None:
        for k, head in enumerate(self.heads):
            if head.verdict is Verdict.OPEN and k != self.title:
                self._question(k, head)
        for k in reversed(range(len(self.heads))):
            if self.heads[k].verdict is Verdict.OPEN:
                self._subject(k, self.heads[k])
        for k, head in enumerate(self.heads):
            self._inside_answer(k, head)

    def _parents(self) -> list[int | None]:
        """For each heading the one it stands under, by rank; bold sections cut in between."""
        parents: list[int | None] = []
        stack: list[int] = []
        for k, head in enumerate(self.heads):
            while stack and rank(self.heads[stack[-1]]) >= rank(head):
                stack.pop()
            cut_off = any(
                unit.verdict is Verdict.SECTION
                and unit.line.form is not Form.ITEM
                and rank(unit) < rank(head)
                and rank(unit) <= rank(self.heads[stack[-1]])
                for unit in (self.regions[k - 1].units if k and stack else ())
            )
            if cut_off:
                stack.clear()
            parents.append(stack[-1] if stack else None)
            stack.append(k)
        return parents

    def _own_text(self, region: Region, *, groups: bool) -> int:
        """Lines with substance between the heading and the first prompt or section below it."""
        stop = min(
            (unit.at for unit in region.units if unit.verdict in (Verdict.PROMPT, Verdict.SECTION)), default=region.end
        )
        aside = self._aside(region)
        own = [i for i in range(region.start, stop) if self.lines[i].form in _SUBSTANCE and i not in aside]
        text = [i for i in own if not self.lines[i].plain_only]
        if text and self._remark(text, grouped=groups or bool(region.units)):
            return 0
        grouping = region.loose or any(unit.verdict is Verdict.PROMPT for unit in region.units)
        if region.rows:
            return len([i for i in text if i < region.rows[0].at and self.lines[i].form is not Form.TABLE])
        return len(own) if text or not grouping else 0

    def _aside(self, region: Region) -> frozenset[int]:
        return frozenset(unit.at for unit in region.units if unit.verdict is Verdict.OUT)

    def _remark(self, text: Sequence[int], *, grouped: bool) -> bool:
        first = self.lines[text[0]]
        return (
            grouped and len(text) <= 3 and f"{first.label} {first.body}".strip().lower().startswith(self.lexicon.remark)
        )

    def _leafy(self) -> dict[tuple[int, bool], float]:
        """For each level, the share of its headings that have text but no heading below."""
        seen: Counter[tuple[int, bool]] = Counter()
        leaves: Counter[tuple[int, bool]] = Counter()
        for k, head in enumerate(self.heads):
            key = (rank(head), bool(head.line.number))
            inner = any(unit.verdict is Verdict.PROMPT for unit in self.regions[k].units)
            if not inner and not self.children[k] and not self.own[k]:
                leaves[key] += 0
                continue
            seen[key] += 1
            leaves[key] += self.own[k] > 0 and not inner
        return {key: leaves[key] / seen[key] if seen[key] else 0.0 for key in leaves}

    def _title(self, cut: Sequence[Region]) -> int | None:
        """The first heading, where it is the only one of its rank or speaks of the document."""
        if not self.heads or any(
            unit.verdict is Verdict.PROMPT for region in cut if region.head is None for unit in region.units
        ):
            return None
        first = self.heads[0]
        same = sum(rank(head) <= rank(first) for head in self.heads)
        more = len(self.heads) > 1 or any(unit.verdict is Verdict.PROMPT for unit in self.regions[0].units)
        early = all(self.lines[i].form in (Form.BLANK, Form.TAG, Form.RULE, Form.TEXT) for i in range(first.at))
        holds = (
            self.regions[0].loose
            or self.regions[0].rows
            or any(unit.verdict is Verdict.PROMPT for unit in self.regions[0].units)
        )
        named = self.lexicon.speaks_of_notes(first.line.body) and not holds
        if early and more and first.asks < 2 and (named or (same == 1 and first.line.level == 1)):
            return 0
        return None

    def _question(self, k: int, head: Unit) -> None:
        groups = bool(self._below(k))
        only = k == 0 and head.line.level == 1 and all(other.line.level != 1 for other in self.heads[1:])
        if only and groups and len(self.heads) > _FEW_HEADINGS and head.asks == 2:
            self.title = 0
            return
        if k == 0 and groups and not self.own[k]:
            return
        if head.words < 2 and self._above_prompt(k):
            return
        if head.asks == 2 or (head.asks == 1 and (self.own[k] or not groups)):
            if groups and not self.own[k] and self.lexicon.names_list(head.line.body):
                return
            if label_text(head.line) in self.lexicon.part and self._above_prompt(k):
                return
            head.decide(Verdict.PROMPT, ASKS)

    def _below(self, k: int) -> bool:
        """Whether a prompt stands below a heading, in its own text or under its sub-headings."""
        if (
            self.regions[k].loose
            or self.regions[k].rows
            or any(unit.verdict is Verdict.PROMPT for unit in self.regions[k].units)
        ):
            return True
        return any(self.heads[child].verdict is Verdict.PROMPT or self._below(child) for child in self.children[k])

    def _above_prompt(self, k: int) -> bool:
        """Whether a prompt heading stands above or just before, at the same level."""
        parent = self.parents[k]
        if parent is not None and (
            self.heads[parent].verdict is Verdict.PROMPT
            or (self.heads[parent].verdict is Verdict.OPEN and self.own[parent] > 0)
        ):
            return True
        before = self.before.get(k)
        return before is not None and self.own[before] > 0

    def _subject(self, k: int, head: Unit) -> None:
        """A heading without a question: a subject when it has text of its own, else a section."""
        kept = [child for child in self.children[k] if self.heads[child].verdict in (Verdict.PROMPT, Verdict.SECTION)]
        parts = [child for child in self.children[k] if self._part(child)]
        own = self.own[k] + sum(self.own[child] for child in parts) * (len(parts) == len(self.children[k]))
        inner = bool(self.regions[k].loose or self.regions[k].rows) or any(
            unit.verdict is Verdict.PROMPT for unit in self.regions[k].units
        )
        below = inner or not set(kept) <= set(parts)
        key = (rank(head), bool(head.line.number))
        if k == self.title and (below or len(self.heads) > 1):
            head.decide(Verdict.SECTION, TITLE)
        elif label_text(head.line) in self.lexicon.answer or (self._part(k) and self._above_prompt(k)):
            head.decide(Verdict.PART, PART)
        elif below:
            outlined = not inner and self._outlined(k, kept)
            subject = outlined or (self.own[k] > 0 and self.leafy[key] >= 0.5 and not self.regions[k].loose)
            for child in kept if outlined else ():
                self.heads[child].decide(Verdict.PART, PART)
            head.decide(Verdict.PROMPT if subject else Verdict.SECTION, SUBJECT if subject else GROUPS)
        elif own and k not in self.in_sequence and self._only_links(k):
            head.decide(Verdict.SECTION, GROUPS)
        elif own:
            head.decide(Verdict.PROMPT, SUBJECT)
        elif not self._before_numbered(k) and (
            k in self.in_sequence or self.leafy[key] >= 0.5 or (len(self.heads) >= _FEW_HEADINGS and not self.filled)
        ):
            head.decide(Verdict.PROMPT, EMPTY)
        else:
            head.decide(Verdict.SECTION, GROUPS)

    def _siblings(self, k: int) -> list[int]:
        parent = self.parents[k]
        return self.children[parent] if parent is not None else self.outermost

    def _only_links(self, k: int) -> bool:
        """Nothing but a list of links below a heading that does not ask: something to read."""
        region = self.regions[k]
        filled = [self.lines[i] for i in range(region.start, region.end) if self.lines[i].form in _SUBSTANCE]
        return len(filled) >= _READING_LIST and all(line.plain_only and line.form is not Form.TABLE for line in filled)

    def _before_numbered(self, k: int) -> bool:
        """An empty heading without a number right before numbered ones of its rank stands for all of them."""
        following = self.heads[k + 1 : k + 2]
        return (
            bool(following)
            and not self.heads[k].line.number
            and bool(following[0].line.number)
            and rank(following[0]) == rank(self.heads[k])
        )

    def _in_sequence(self) -> set[int]:
        """The numbered headings that belong to a sequence in which others have text."""
        sequences: dict[tuple[int | None, int], list[int]] = {}
        for k, head in enumerate(self.heads):
            if head.line.number:
                sequences.setdefault((self.parents[k], rank(head)), []).append(k)
        long = (sequence for sequence in sequences.values() if len(sequence) >= 3)
        return {k for sequence in long if any(self.own[j] for j in sequence) for k in sequence}

    def _outlined(self, k: int, kept: Sequence[int]) -> bool:
        """A numbered heading among subjects whose sub-headings count from 1 again: the outline of its answer."""
        numbers = [self.heads[child].line.number for child in kept]
        if not self.heads[k].line.number or not all(numbers) or numbers[:1] != ["1"]:
            return False
        siblings = [j for j in self._siblings(k) if j != k and self.heads[j].line.number]
        leaves = sum(self.own[j] > 0 and not self.children[j] for j in siblings)
        return len(siblings) >= 3 and leaves * 3 >= 2 * len(siblings)

    def _part(self, k: int) -> bool:
        head = self.heads[k]
        if (
            head.words < 2
            and self.lexicon.asks(head.line.body + "?")
            and head.line.body.lower().rstrip("?") in self.lexicon.question
        ):
            return self.parents[k] is not None
        if not is_part(head, self.lexicon) or head.asks == 2 or head.line.label == "ask":
            return False
        parent = self.parents[k]
        above = parent is not None and (
            self.heads[parent].verdict is Verdict.PROMPT
            or self.own[parent] > 0
            or self.heads[parent].verdict is Verdict.OPEN
        )
        return above or label_text(head.line).startswith(_EXAMPLES)

    def _inside_answer(self, k: int, head: Unit) -> None:
        """A heading below a question belongs to its answer, unless it asks itself."""
        parent = self.parents[k]
        while parent is not None:
            above = self.heads[parent]
            answered = above.verdict is Verdict.PROMPT and (
                above.asks > 0 or above.line.label == "ask" or above.reason not in (SUBJECT, EMPTY)
            )
            if answered and self.own[parent] + self.below[parent] and head.asks < 2 and head.line.label != "ask":
                if head.verdict in (Verdict.PROMPT, Verdict.SECTION) and head.reason in (SUBJECT, EMPTY, GROUPS, ASKS):
                    head.decide(Verdict.PART, PART)
                    for unit in self.regions[k].units:
                        if unit.verdict is Verdict.PROMPT and unit.asks < 2:
                            unit.decide(Verdict.PART, PART)
                return
            parent = self.parents[parent]
