"""Submitting one's own scorecard from the screen of an interview."""

from __future__ import annotations

from viva.cli.seat.choices import Asking, Choosing
from viva.cli.seat.saving import Seated
from viva.interviews.conduct.model import Kind
from viva.interviews.out.words import leaning_word
from viva.interviews.results.model import Leaning, departs
from viva.kernel.errors import VivaError
from viva.kernel.i18n import _
from viva.kernel.ids import new_key


class Sealing(Seated):
    """Recommends, with a reason where that departs from the gates, and seals."""

    def action_scorecard(self) -> None:
        """Choose what to recommend; all that was said is in the bank by then."""
        hindered = self._hindered(Kind.NOTE)
        if self._queue.count:
            hindered = _("Something is not saved yet: a scorecard is sealed after that.")
        if hindered:
            self.notify(hindered, severity="warning", markup=False)
            return
        try:
            with self._bank.reader() as unit:
                _verdicts, comes_to = unit.results.standing(self._token)
        except VivaError as away:
            self.notify(str(away), severity="warning", markup=False)
            return
        offered = list(Leaning)

        def recommend(place: int | None) -> None:
            if place is not None:
                self._recommend(offered[place], comes_to)

        title = _("By the gates: {leaning}. What do you recommend?").format(leaning=leaning_word(comes_to))
        choices = list(enumerate(map(leaning_word, offered)))
        self.push_screen(Choosing(title, choices, at=offered.index(comes_to)), recommend)

    def _recommend(self, leaning: Leaning, comes_to: Leaning) -> None:
        if not departs(leaning, comes_to):
            self._seal(leaning, "")
            return

        def seal(reason: str | None) -> None:
            if reason:
                self._seal(leaning, reason)

        self.push_screen(Asking(_("That departs from what the gates come to: why?")), seal)

    def _seal(self, leaning: Leaning, reason: str) -> None:
        try:
            with self._bank.unit() as unit:
                card = unit.results.submit(self._token, new_key(), leaning, reason=reason)
        except VivaError as refused:
            self.notify(str(refused), severity="warning", markup=False)
        else:
            self.notify(_("Sealed: {seal}").format(seal=card.seal), markup=False)
