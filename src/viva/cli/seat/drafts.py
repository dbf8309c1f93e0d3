"""Texts as a person types them, over what the bank knows of them; what comes from elsewhere moves no cursor."""

from typing import NamedTuple

from textual.widgets import Input, TextArea

from viva.interviews.conduct.reconciling import stretch


class Typed(NamedTuple):
    """What a person typed: over which text, and which version of what it belongs to they were looking at."""

    text: str
    was: str
    seen: int


class Draft:
    """One field."""

    def __init__(self, field: TextArea | Input) -> None:
        self._field = field
        self._base = ""
        self._version = 0

    @property
    def text(self) -> str:
        """What stands in it by now."""
        return self._field.text if isinstance(self._field, TextArea) else self._field.value

    def show(self, known: str, version: int, *, anew: bool = False) -> None:
        """Show what is known, unless the person is typing something else; `anew` for another question."""
        if anew:
            self._load(known)
        elif self.text == self._base:
            self._rewrite(known)
        else:
            return
        self._base, self._version = known, version

    def take(self, known: str, version: int) -> Typed | None:
        """What the person typed since it was taken last, to be saved; None when there is nothing.

        Where somebody else changed the text meanwhile, it goes with the version that
        the person saw, so that neither is lost.
        """
        text, was = self.text, self._base
        if text in {was, known}:
            return None
        seen = version if known == was else self._version
        self._base, self._version = text, version
        return Typed(text, was, seen)

    def _load(self, text: str) -> None:
        if isinstance(self._field, TextArea):
            self._field.load_text(text)
            self._field.move_cursor(self._field.document.end)
        else:
            self._field.value = text

    def _rewrite(self, text: str) -> None:
        """Put in what differs alone: the cursor stays at the letters it stands at."""
        start, end, insert = stretch(self.text, text)
        if (start, insert) == (end, ""):
            return
        if isinstance(self._field, TextArea):
            before = self._field.text
            self._field.replace(insert, _place(before, start), _place(before, end))
        else:
            self._field.value = text


def _place(text: str, index: int) -> tuple[int, int]:
    """Row and column of a letter."""
    before = text[:index]
    return before.count("\n"), index - (before.rfind("\n") + 1)
