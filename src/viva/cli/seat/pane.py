"""The right half of the interview's screen: one question, what to listen for, and what was heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from viva.bank.groups import group_title
from viva.cli.seat.drafts import Draft
from viva.cli.views.conducted import about, rating
from viva.interviews.conduct.model import Entry, Kind
from viva.kernel.i18n import _

if TYPE_CHECKING:
    from viva.bank.content import Content as Asked
    from viva.bank.content import Point
    from viva.interviews.conduct.sheet import LineOnSheet, Sheet

TYPED = (Kind.NOTE, Kind.FLAG)
LAYOUT = """
Pane { width: 1fr; padding: 0 0 0 1; }
Pane > * { border: none; padding: 0; }
#about { text-style: bold; }
#about, #ratings { text-wrap: nowrap; text-overflow: ellipsis; }
#text { height: 1fr; min-height: 2; }
#points { height: auto; max-height: 25%; text-wrap: nowrap; text-overflow: ellipsis; }
#note { height: 6; }
#flag { height: 1; }
#points:focus, #note:focus, #flag:focus { background: $boost; }
.-high #text, .-high #ratings, .-high #points, .-high #note { margin: 0 0 1 0; }
.-short #note { height: 3; }
.-short .reading #ratings { display: none; }
.-low #ratings { display: none; }
.-low #note, .-low #points { height: 2; }
"""
"""Of the screen that the pane is on: how high that is decides what there is room for."""


class Points(OptionList):
    """What a good answer has in it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", show=False)]

    def show(self, here: LineOnSheet) -> None:
        """Those of one question."""
        at = self.highlighted or 0
        self.set_options(
            Option(Content(_point(place, point, said=place in here.entry.ticked)), id=str(place))
            for place, point in enumerate(here.line.content.key_points)
        )
        self.display = self.option_count > 0
        self.highlighted = min(at, self.option_count - 1) if self.option_count else None


class Pane(Vertical):
    """Shows a question; what is being typed in it stays as it is while the same question is shown anew."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: int | None = None
        self._drafts: dict[Kind, Draft] = {}

    def compose(self) -> ComposeResult:
        """Its parts, from the top."""
        yield Static(id="about", markup=False)
        yield VerticalScroll(Static(id="what", markup=False), id="text", can_focus=False)
        yield Static(id="ratings", markup=False)
        yield Points(id="points", compact=True, markup=False)
        yield TextArea(id="note", placeholder=_("Evidence: what was said"), compact=True)
        yield Input(id="flag", placeholder=_("Red flag, in words"), compact=True)

    def on_mount(self) -> None:
        """Begin with nothing typed."""
        self._drafts = {
            Kind.NOTE: Draft(self.query_one("#note", TextArea)),
            Kind.FLAG: Draft(self.query_one("#flag", Input)),
        }

    def draft(self, kind: Kind) -> Draft:
        """A note or a red flag as it is typed by now."""
        return self._drafts[kind]

    def scroll(self, by: int) -> None:
        """Read on, or back."""
        text = self.query_one("#text", VerticalScroll)
        text.scroll_page_down(animate=False) if by > 0 else text.scroll_page_up(animate=False)

    def show(self, here: LineOnSheet, sheet: Sheet, *, twin: bool, answer: bool) -> None:
        """One question as it is known now, in its other language and with its model answer where they are wanted."""
        line, scale = here.line, sheet.interview.scale
        content = line.twin if twin and line.twin else line.content
        self.set_class(answer, "reading")
        self._put("what", "\n".join([*_asked(content, answer=answer), *(f"→ {text}" for text in line.follow_ups)]))
        self._put("ratings", "\n".join(rating(here, scale, place) for place in range(len(scale.steps))))
        self.query_one(Points).show(here)
        for kind in TYPED:
            self._drafts[kind].show(kept_text(here.entry, kind), here.entry.version, anew=self._shown != line.number)
        self._shown = line.number

    def show_time(self, here: LineOnSheet, sheet: Sheet, seconds: int) -> None:
        """How long it takes so far."""
        self._put("about", about(here, sheet, seconds))

    def let(self, *, rate: bool) -> None:
        """Whether anything may be said of questions now."""
        for name in ("points", "note", "flag"):
            self.query_one(f"#{name}").disabled = not rate

    def forget(self) -> None:
        """What is typed gives way to what is known, the next time it is shown."""
        self._shown = None

    def _put(self, name: str, text: str) -> None:
        self.query_one(f"#{name}", Static).update(Content(text))


def kept_text(entry: Entry, kind: Kind) -> str:
    """What is known of a text."""
    return entry.note if kind is Kind.NOTE else entry.flag


def _asked(content: Asked, *, answer: bool) -> list[str]:
    told = [content.prompt]
    for place, option in enumerate(content.options):
        told.append(f"{'✓' if answer and place in content.correct else '–'} {option}")
    if answer:
        told += ["", _("Model answer:"), content.answer or _("No answer yet.")]
    return told


def _point(place: int, point: Point, *, said: bool) -> str:
    """A key point; the colour of its box alone does not tell that it was said."""
    return f"{'✓' if said else '·'} {place + 1} {group_title(point.group)}: {point.text}"
