"""The right half of the interview's screen: one question, what to listen for, and what was heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, SelectionList, Static, TextArea
from textual.widgets.selection_list import Selection

from viva.bank.groups import group_title
from viva.interviews.conduct.model import Entry, Kind
from viva.interviews.results.gating import rating_word
from viva.kernel.i18n import _

if TYPE_CHECKING:
    from viva.bank.content import Point
    from viva.interviews.conduct.sheet import LineOnSheet
    from viva.interviews.scale import Scale


TYPED = (Kind.NOTE, Kind.FLAG)


class Pane(Vertical):
    """Shows a question; what is being typed in it stays as it is while the same question is shown anew."""

    DEFAULT_CSS = """
    #what { height: auto; max-height: 40%; }
    #points { height: auto; max-height: 30%; }
    #note { height: 1fr; min-height: 3; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown: int | None = None
        self._base: dict[Kind, str] = {}
        """What each field said before the person typed in it."""

    def compose(self) -> ComposeResult:
        """Its parts, from the top."""
        yield VerticalScroll(Static(id="what", markup=False))
        yield Static(id="anchors", markup=False)
        yield SelectionList[int](id="points")
        yield TextArea(id="note", placeholder=_("Evidence"))
        yield Input(id="flag", placeholder=_("Red flag, in words"))

    def typed(self, kind: Kind) -> str:
        """A note or a red flag as it is typed by now."""
        field = self.query_one(f"#{kind.value}")
        return field.text if isinstance(field, TextArea) else field.value if isinstance(field, Input) else ""

    def changed(self, entry: Entry) -> list[tuple[Kind, str, bool]]:
        """What the person typed and nobody keeps yet; with each, whether it was changed elsewhere as well."""
        found = []
        for kind in TYPED:
            typed, kept, base = self.typed(kind), kept_text(entry, kind), self._base.get(kind, "")
            if typed not in {base, kept}:
                found.append((kind, typed, kept != base))
        return found

    def keep(self, kind: Kind) -> None:
        """What is typed is on its way."""
        self._base[kind] = self.typed(kind)

    def show(self, here: LineOnSheet, scale: Scale, *, twin: bool, answer: bool) -> None:
        """One question as it is known now, in its other language and with its model answer where they are wanted."""
        content = here.line.twin if twin and here.line.twin else here.line.content
        told = [content.prompt, *(["", content.answer] if answer and content.answer else [])]
        self._put("what", [*told, *(f"→ {text}" for text in here.line.follow_ups)])
        self._put("anchors", [_rating(here, scale, place) for place in range(len(scale.steps))])
        self._show_points(here)
        for kind in TYPED:
            if self._shown != here.line.number or self.typed(kind) == self._base.get(kind, ""):
                self._write(kind, kept_text(here.entry, kind))
        self._shown = here.line.number

    def _write(self, kind: Kind, text: str) -> None:
        self._base[kind] = text
        if self.typed(kind) == text:
            return
        field = self.query_one(f"#{kind.value}")
        if isinstance(field, TextArea):
            field.text = text
        elif isinstance(field, Input):
            field.value = text

    def forget(self) -> None:
        """What is typed gives way to what is known, the next time it is shown."""
        self._shown = None

    def _put(self, name: str, lines: list[str]) -> None:
        self.query_one(f"#{name}", Static).update(Content("\n".join(lines)))

    def _show_points(self, here: LineOnSheet) -> None:
        points = self.query_one("#points", SelectionList)
        at = points.highlighted
        points.clear_options()
        points.add_options(
            Selection(Content(_point(point, said=place in here.entry.ticked)), place, place in here.entry.ticked)
            for place, point in enumerate(here.line.content.key_points)
        )
        if at is not None and at < points.option_count:
            points.highlighted = at


def kept_text(entry: Entry, kind: Kind) -> str:
    """What is known of a text."""
    return entry.note if kind is Kind.NOTE else entry.flag


def _rating(here: LineOnSheet, scale: Scale, place: int) -> str:
    """A rating with its digit and its anchor; marked where it is given, or proposed."""
    value = scale.steps[place].value
    mark = "  ●" if here.entry.rating == value else "  ○" if here.proposed == value else ""
    return f"{place} {rating_word(value, scale)}  {here.anchors[value]}{mark}"


def _point(point: Point, *, said: bool) -> str:
    """A key point; the colour of its box alone does not tell that it was said."""
    return f"{'✓' if said else '·'} {group_title(point.group)}: {point.text}"
