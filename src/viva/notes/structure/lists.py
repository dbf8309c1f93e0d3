"""Lists: which of them, and which of their items, carry prompts."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, takewhile
from typing import Final

from viva.notes.model import Reason
from viva.notes.structure.chains import main_chains
from viva.notes.structure.habits import gloss_at, is_entry
from viva.notes.structure.line import Form, label_text, visible
from viva.notes.structure.reasons import ASKED, ASKS, BESIDE, CHECKED, GROUPS, NESTED, PART, TODO
from viva.notes.structure.regions import Region
from viva.notes.structure.units import Shape, Tally, Unit, Verdict, is_part
from viva.notes.structure.words import Words, count_words

STRONG: Final = 3  # units of a shape that ask before the shape counts as the author's mark for prompts
_USUAL_SHARE: Final = 0.3  # of a shape in the file that asks, for one list under a heading to be believed
_MOST: Final = 0.75
_LEAST: Final = 0.3  # of one list, where its shape asks elsewhere in the file
_WRAPPED: Final = 72  # characters after which a line was probably broken by its editor
_FEW_ENTRIES: Final = 3
_FEW_TERMS: Final = 4
_BARE_TERM: Final = 5  # words
LONG_TERM: Final = 12  # words a bare term may have


class Lists:
    """Decides the list items of one region, group by group, from the outside in."""

    def __init__(
        self, region: Region, tallies: Mapping[Shape, Tally], home: Mapping[Shape, float], lexicon: Words
    ) -> None:
        self.region = region
        self.tallies = tallies
        self.home = home
        self.lexicon = lexicon
        self.grouping: set[tuple[Shape, int | None]] = set()  # by shape and parent, entries that only group others

    def decide(self) -> None:
        items = [unit for unit in self.region.units if unit.line.form is Form.ITEM]
        top = [unit for unit in items if self.region.top(unit)]
        heads = [unit for unit in top if self._heads_list(unit)]
        headed = {unit.at for unit in heads}
        styles: dict[tuple[int, str], list[Unit]] = {}
        for unit in top:
            if unit.line.number and not unit.line.bullet and unit.at not in headed:
                styles.setdefault((bisect_right(heads, unit.at, key=_position), _style(unit)), []).append(unit)
        for numbered in styles.values():
            self._decide_numbered(numbered)
        for unit in heads:
            if any(below.verdict is Verdict.PROMPT for below in islice(self.region.below(unit), 1)):
                self._group(unit)
        self._decide_numbered([unit for unit in heads if unit.line.number and unit.verdict is Verdict.OPEN])
        for group in self._groups([unit for unit in top if not unit.line.number or unit.line.bullet]):
            self._decide_group(group)
        nested = [unit for unit in items if not self.region.top(unit)]
        for group in self._groups(nested):
            self._decide_nested(group)

    def _decide_numbered(self, numbered: Sequence[Unit]) -> None:
        if not numbered:
            return
        chains, inner = main_chains(self.region.lines, numbered)
        for chain in chains:
            self._decide_group(chain)
        for unit in inner:
            if unit.verdict is Verdict.OPEN:
                unit.decide(Verdict.PART, PART)

    def _heads_list(self, unit: Unit) -> bool:
        empty = not unit.content and not unit.children and not unit.asks
        open_here = unit.verdict is Verdict.OPEN and not self.region.asks
        return unit.line.heads_list and empty and open_here and unit.words <= LONG_TERM

    def _groups(self, items: Sequence[Unit]) -> Iterator[list[Unit]]:
        """Siblings that follow each other: same parent, same style, no heading or bold line between."""
        open_groups: dict[tuple[int | None, bool], list[Unit]] = {}
        barriers = [
            unit.at
            for unit in self.region.units
            if unit.line.form in (Form.BOLD, Form.SUMMARY) or unit.line.label == "ask"
        ]
        order: list[list[Unit]] = []
        for unit in items:
            key = (unit.parent, bool(unit.line.number))
            group = open_groups.get(key)
            if group is None or _parted(barriers, group[-1], unit) or self._apart(group[-1], unit):
                group = open_groups[key] = []
                order.append(group)
            group.append(unit)
        yield from order

    def _apart(self, one: Unit, two: Unit) -> bool:
        """Whether a paragraph of its own stands between two items."""
        lines = self.region.lines
        return any(
            lines[i].form is Form.TEXT and lines[i - 1].form is Form.BLANK and lines[i].indent <= two.line.indent
            for i in range(one.at + 1, two.at)
        )

    def _covered(self, group: Sequence[Unit]) -> bool:
        """Whether the group stands in the answer of a prompt above it in the region."""
        first = group[0]
        if self.region.asks:
            return True
        if self.region.head is None and self._titled(first):
            return False
        for unit in self.region.above(first):
            if unit.verdict is Verdict.SECTION:
                return False
            beside = unit.shape == first.shape
            if unit.verdict is Verdict.PROMPT and unit.reason is not TODO and not beside:
                return True
        return False

    def _strong(self, unit: Unit) -> bool:
        shape = self.tallies.get(unit.shape, Tally())
        return shape.asking >= STRONG and shape.ask_share >= 0.5

    def _decide_group(self, group: list[Unit]) -> None:
        open_ones = [unit for unit in group if unit.verdict is Verdict.OPEN]
        if not open_ones:
            return
        chosen = [unit for unit in group if unit.verdict is Verdict.PROMPT and unit.line.number]
        if len(chosen) * 2 >= len(group):
            for unit in open_ones:
                unit.decide(Verdict.PROMPT, _runs(group))
        elif self._covered(group) and (self.region.asks or self._announced(open_ones) is None):
            for unit in open_ones:
                if unit.asks == 2 and self._strong(unit) and self.home.get(unit.shape, 0.0) > 0.5:
                    unit.decide(Verdict.PROMPT, like(self.tallies[unit.shape]))
        else:
            self._decide_open(open_ones)

    def _decide_open(self, group: Sequence[Unit]) -> None:
        """A list that stands in nobody's answer."""
        for unit in group:
            if self._groups_below(unit):
                self._group(unit)
        entries = [unit for unit in group if unit.verdict is Verdict.OPEN]
        reason = self._reason(entries) if entries else None
        if reason is None:
            return
        self._announce_above(entries)
        for unit in entries:
            numbered = unit.line.number and not unit.line.bullet
            statement = unit.asks == 0 and self._prose(unit) and reason is not ASKED and not numbered
            if is_part(unit, self.lexicon) or statement:
                unit.decide(Verdict.PART, PART)
            else:
                unit.decide(Verdict.PROMPT, reason)

    def _groups_below(self, unit: Unit) -> bool:
        """A title in a list whose own entries ask, two or more of them: it only groups them."""
        if unit.asks or unit.content or not unit.children or unit.words > LONG_TERM:
            return False
        below = takewhile(lambda other: other.depth > unit.depth, self.region.below(unit))
        inner = [child for child in below if child.parent is not None and child.depth == unit.depth + 1]
        return len(inner) >= 2 and sum(child.asks == 2 for child in inner) * 2 >= len(inner)

    def _titled(self, first: Unit) -> bool:
        """Whether a short line stands right above a list, alone in its paragraph."""
        lines, at = self.region.lines, first.at - 1
        if at < self.region.start or lines[at].form is not Form.TEXT or lines[at].label:
            return False
        return count_words(lines[at].body) <= LONG_TERM and (at == 0 or lines[at - 1].form is Form.BLANK)

    def _announce_above(self, group: Sequence[Unit]) -> None:
        """A short line directly above a list of prompts, alone in its paragraph, is their section."""
        at = group[0].at - 1
        lines = self.region.lines
        if self.region.head is None and at > self.region.start and lines[at].form is Form.BLANK:
            at -= 1
        if (
            at < self.region.start
            or lines[at].form is not Form.TEXT
            or lines[at].label
            or count_words(lines[at].body) > LONG_TERM
        ):
            return
        if (at == 0 or lines[at - 1].form is Form.BLANK) and not lines[at].body.endswith("."):
            self.region.announced[at] = group[-1].until

    def _prose(self, unit: Unit) -> bool:
        """A statement between questions: a full sentence or a label with its text on the same line."""
        body = unit.line.body
        return body.endswith((".", ";")) and unit.words > 6 and not self.lexicon.instructs(visible(body))

    def _reason(self, group: Sequence[Unit]) -> Reason | None:
        asking = sum(
            1.0 if unit.asks == 2 else 0.8 if unit.asks or self.lexicon.compares(unit.line.body) else 0.0
            for unit in group
        )
        share = asking / len(group)
        marked = sum(unit.asks == 2 for unit in group)
        shape = self.tallies.get(group[0].shape, Tally())
        strong = self._strong(group[0])
        announced = self._announced(group)
        if announced is not None:
            return announced
        if self.region.head is None and self.region.announced and self._titled(group[0]) and len(group) > 1:
            return BESIDE
        if len(group) == 1:
            only = group[0]
            alone = only.asks == 2 and (strong or only.content or only.children or self._first_in_region(only))
            return (like(shape) if strong else ASKS) if alone else None
        return self._habit(group, shape, share=share, marked=marked > 0) or self._look(group, share)

    def _habit(self, group: Sequence[Unit], shape: Tally, *, share: float, marked: bool) -> Reason | None:
        """Enough of the list asks, or of what is marked like it in the file."""
        strong = self._strong(group[0])
        usual = self.region.head is None or shape.ask_share >= _USUAL_SHARE or share >= _MOST
        filled = sum(unit.content > 0 or bool(unit.children) for unit in group)
        if marked and all(unit.line.bold for unit in group) and filled * 5 >= 3 * len(group):
            return _like_bold(group)
        asks = share >= 0.5 and usual and (marked or strong or len(group) >= _FEW_ENTRIES)
        return like(shape) if asks or (strong and share >= _LEAST and marked) else None

    def _look(self, group: Sequence[Unit], share: float) -> Reason | None:
        """What the list looks like: a running number, a checklist, glossed terms, text below its entries."""
        count = {"count": len(group)}
        if group[0].line.number and not group[0].line.bullet and self._runs_through(group, share):
            return _runs(group)
        short = sum(unit.words <= LONG_TERM for unit in group) * 5 >= 4 * len(group)
        if short and all(unit.line.check for unit in group):
            return CHECKED
        if self._glossed(group):
            return Reason("entry of a list of terms with a gloss behind a dash ({count} entries)", count)
        if self._each_explained(group):
            return Reason("entry of a list with text below most of its {count} entries", count)
        return None

    def _glossed(self, group: Sequence[Unit]) -> bool:
        """Terms with a gloss behind a dash, bare terms and comparisons: what an author wants to know by heart."""
        if len(group) < _FEW_TERMS or self.region.asks:
            return False
        glosses = sum(gloss_at(unit.line.body) is not None for unit in group)
        others = sum(
            gloss_at(unit.line.body) is None
            and (unit.asks > 0 or self.lexicon.compares(unit.line.body) or unit.words <= _BARE_TERM)
            for unit in group
        )
        asking = any(unit.asks == 2 or self.lexicon.compares(unit.line.body) for unit in group)
        return (
            glosses * 5 >= 2 * len(group)
            and (glosses + others) * 5 >= 4 * len(group)
            and (asking or len(group) > _FEW_TERMS)
        )

    def _each_explained(self, group: Sequence[Unit]) -> bool:
        """In notes without headings: bullets most of which have text of their own on the lines below."""
        if self.region.head is not None or len(group) < 4:
            return False
        below = [unit for unit in group if self._text_below(unit)]
        wrapped = sum(len(unit.line.body) > _WRAPPED for unit in below)
        nested = sum(bool(unit.children) for unit in group)
        asking = any(unit.asks == 2 for unit in group)
        explained = len(below) * 5 >= 3 * len(group) and wrapped * 2 < len(below)
        return explained or (asking and (len(below) + nested) * 5 >= 3 * len(group))

    def _text_below(self, unit: Unit) -> bool:
        following = self.region.lines[unit.at + 1 : unit.at + 2]
        return bool(following) and following[0].form is Form.TEXT and following[0].indent > unit.line.indent

    def _first_in_region(self, unit: Unit) -> bool:
        return all(
            self.region.lines[i].form in (Form.BLANK, Form.RULE, Form.TAG) for i in range(self.region.start, unit.at)
        )

    def _announced(self, group: Sequence[Unit]) -> Reason | None:
        """A label or heading directly above that says what the list is."""
        intro = self.region.intro(group[0])
        if intro is None:
            return None
        name = label_text(self.region.lines[intro])
        label = self.region.lines[intro].form is Form.TEXT
        if name in self.lexicon.todo:
            self._announce(intro, group, label=label)
            return TODO
        terms = [is_entry(unit.line.body) for unit in group]
        short = sum(unit.words <= LONG_TERM or term for unit, term in zip(group, terms, strict=True)) * 4 >= 3 * len(
            group
        )
        prose = sum(self._prose(unit) and not term for unit, term in zip(group, terms, strict=True))
        if self.lexicon.names_list(name) and short and prose * 3 <= len(group):
            self._announce(intro, group, label=label)
            return ASKED
        return None

    def _announce(self, intro: int, group: Sequence[Unit], *, label: bool) -> None:
        if label:
            self.region.announced[intro] = group[-1].until

    def _runs_through(self, group: Sequence[Unit], share: float) -> bool:
        """A numbering that carries a whole text: short titles with text of their own, some of them asking."""
        filled = sum(unit.content > 0 or bool(unit.children) for unit in group)
        short = sum(unit.words <= LONG_TERM + 3 and not self._prose(unit) for unit in group)
        headless = self.region.head is None or self.region.head.line.level <= 2
        spread = sum(unit.at and self.region.lines[unit.at - 1].form is Form.BLANK for unit in group)
        if len(group) < 3 or short * 3 < 2 * len(group) or not headless:
            return False
        return (share >= 0.2 and spread * 2 >= len(group)) or (filled * 2 >= len(group) and spread * 2 >= len(group))

    def _decide_nested(self, group: list[Unit]) -> None:
        parent = self._parent_of(group)
        asking = [unit for unit in group if unit.asks and unit.words >= 2 and unit.verdict is Verdict.OPEN]
        share = len(asking) / len(group)
        marked = sum(unit.asks == 2 for unit in asking)
        if parent is not None and self._beside_sections(parent) and len(group) > 1:
            share, marked = 1.0, 1
        if parent is not None and parent.verdict is Verdict.PROMPT and parent.line.form is Form.ITEM:
            full = [
                unit
                for unit in asking
                if unit.asks == 2 or (self.lexicon.instructs(visible(unit.line.body)) and unit.words >= 4)
            ]
            if share >= 0.5 and len(full) * 2 >= len(asking):
                for unit in full:
                    unit.decide(Verdict.PROMPT, NESTED)
            return
        if parent is None or parent.verdict in (Verdict.PART, Verdict.OUT) or self._covered(group):
            return
        if share >= 0.5 and marked and len(group) >= 2 and parent.asks == 0:
            for unit in group:
                if unit.verdict is Verdict.OPEN and not is_part(unit, self.lexicon):
                    unit.decide(Verdict.PROMPT, like(self.tallies.get(group[0].shape, Tally())))
            self._group(parent)

    def _beside_sections(self, parent: Unit) -> bool:
        """What one entry of a list groups, its siblings group as well."""
        return (
            parent.verdict is Verdict.OPEN
            and parent.asks == 0
            and not parent.content
            and (parent.shape, parent.parent) in self.grouping
        )

    def _group(self, unit: Unit) -> None:
        unit.decide(Verdict.SECTION, GROUPS)
        self.grouping.add((unit.shape, unit.parent))

    def _parent_of(self, group: Sequence[Unit]) -> Unit | None:
        first = group[0]
        if first.parent is None:
            return None
        outer = (unit for unit in self.region.above(first) if unit.depth < first.depth and unit.line.form is Form.ITEM)
        return next(outer, None)


def _runs(group: Sequence[Unit]) -> Reason:
    return Reason("entry of a numbered list that runs through the text ({count} entries)", {"count": len(group)})


def _like_bold(group: Sequence[Unit]) -> Reason:
    return Reason(
        "bold entry with text of its own, like {count} beside it, some of which ask", {"count": len(group) - 1}
    )


def _position(unit: Unit) -> int:
    return unit.at


def _parted(barriers: Sequence[int], one: Unit, two: Unit) -> bool:
    following = bisect_right(barriers, one.at)
    return following < len(barriers) and barriers[following] < two.at


def _style(unit: Unit) -> str:
    """Numberings that look different are different lists: 1. and I. and #1."""
    if unit.line.number.isalpha():
        return "roman"
    return "digits" if unit.line.mark or not unit.line.number.isdigit() else "sign"


def like(shape: Tally) -> Reason:
    if shape.count < STRONG:
        return ASKS
    return Reason(
        "asks, like {asking} of the {count} lines marked the same way", {"asking": shape.wording, "count": shape.count}
    )
