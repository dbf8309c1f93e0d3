"""What the keys of a seat's screen do."""

from __future__ import annotations

from viva.cli.seat.choices import Adding, Asking, Choice, Choosing, Reading, Shared
from viva.cli.seat.keys import all_keys
from viva.cli.seat.pane import Points
from viva.cli.seat.sealing import Sealing
from viva.cli.views.conducted import rating
from viva.interviews.conduct.model import COUNTING, FOLLOWS, Answered, Kind, State
from viva.interviews.conduct.progress import state_word
from viva.interviews.templates.titles import first_line
from viva.kernel.errors import InvalidInput, VivaError
from viva.kernel.i18n import _
from viva.telling.seats import digits, ends

_FOUND = 8


class Actions(Sealing):
    """Digits rate, letters move."""

    # ---- what was said

    def action_digit(self, digit: str) -> None:
        """Give the rating of a digit; among the key points, tick one, and go back to where digits rate."""
        if isinstance(self.focused, Points):
            self._mention(int(digit) - 1)
            self.action_reach("questions")
            return
        for value, key in digits(self._sheet.interview.scale).items():
            if key == digit:
                self._say(Kind.RATE, rating=value)

    def _mention(self, point: int) -> None:
        """It was said, or it was not after all."""
        here = self._here()
        if 0 <= point < len(here.line.content.key_points):
            self._say(Kind.TICK, point=point, ticked=point not in here.entry.ticked)

    def action_ratings(self) -> None:
        """Choose from all ratings, with what an answer of each is like."""
        here, scale = self._here(), self._sheet.interview.scale
        choices = [(place, rating(here, scale, place)) for place in range(len(scale.steps))]
        given = here.proposed if here.entry.rating is None else here.entry.rating
        at = next((place for place, step in enumerate(scale.steps) if step.value == given), None)
        self.push_screen(Choosing(_("Rating"), choices, at=at), self._chosen_rating)

    def _chosen_rating(self, place: int | None) -> None:
        if place is not None:
            self._say(Kind.RATE, rating=self._sheet.interview.scale.steps[place].value)

    def action_propose(self) -> None:
        """Take the rating that the key points come to."""
        proposed = self._here().proposed
        if proposed is None:
            self.notify(_("No key point is ticked: nothing is proposed."))
        else:
            self._say(Kind.RATE, rating=proposed)

    def action_state(self, state: str) -> None:
        """Say that there was no answer, or that it was not asked."""
        self._say(Kind.STATE, state=state, reason="")

    def action_void(self) -> None:
        """Say that the question does not count, and why."""

        def void(reason: str | None) -> None:
            if reason:
                self._say(Kind.STATE, state=Answered.VOID.value, reason=reason)

        self.push_screen(Asking(_("Why does the question not count?"), text=self._here().entry.reason), void)

    def action_flags(self) -> None:
        """All red flags; choosing one leads to its question."""
        flagged = [each for each in self._lines() if each.entry.flag]
        choices = [
            (each.line.number, f"{each.entry.flag} – {first_line(each.line.content.prompt)}") for each in flagged
        ]

        def go(line: int | None) -> None:
            if line is not None:
                self._go(line)

        self.push_screen(Choosing(_("Red flags"), choices, empty=_("You have noted no red flag.")), go)

    # ---- which question

    def action_move(self, by: int) -> None:
        """Go to a question beside this one."""
        numbers = [each.line.number for each in self._lines()]
        at = numbers.index(self._line) + by
        if 0 <= at < len(numbers):
            self._go(numbers[at])

    def action_suggested(self) -> None:
        """Go to the question that is suggested."""
        if self._sheet.next is not None:
            self._go(self._sheet.next.line)

    def action_twin(self) -> None:
        """Show the question in its other language, or back."""
        if self._here().line.twin is None:
            self.notify(_("The question is there in one language alone."))
        self._twin = not self._twin
        self.show()

    def action_answer(self) -> None:
        """Show model answers, or hide them."""
        self._answer = not self._answer
        self.show()

    def action_scroll(self, by: int) -> None:
        """Read on, or back."""
        self._pane.scroll(by)

    def _go(self, line: int) -> None:
        self._keep_typed()
        self._keep_time(least=1)
        self._line, self._twin = line, False
        self._clock.take(self._here().line)
        self.show()
        self._send()

    # ---- what all seats share of it

    def action_ask(self, asked: bool) -> None:  # noqa: FBT001 - called with what a key names
        """Say that it is asked now, or take that back."""
        self._say(Kind.ASK, asked=asked)

    def action_skip(self) -> None:
        """Leave a question out, or take it in again."""
        self._say(Kind.SKIP, skipped=not self._here().line.skipped, reason="")

    def action_skip_because(self) -> None:
        """Leave it out, and say why."""

        def skip(reason: str | None) -> None:
            if reason is not None:
                self._say(Kind.SKIP, skipped=True, reason=reason)

        self.push_screen(Asking(_("Why is it skipped?"), text=self._here().line.skip_reason), skip)

    def action_place(self, by: int) -> None:
        """Ask a question earlier or later than the one beside it."""
        numbers = [each.line.number for each in self._lines()]
        at = numbers.index(self._line)
        if not 0 <= at + by < len(numbers):
            return
        before = at + 1 if by > 0 else at - 2
        self._say(Kind.MOVE, after=numbers[before] if before >= 0 else None)

    def action_swap(self) -> None:
        """Ask a similar question instead."""
        line = self._here().line
        try:
            with self._bank.reader() as unit:
                similar = unit.conduct.similar(self._token, line.number)
        except VivaError as away:
            self.notify(str(away), severity="warning", markup=False)
            return
        choices = [(each.id, first_line(each.content.prompt)) for each in similar]
        empty = _("The bank has no similar question that is not asked here already.")

        def swap(question: int | None) -> None:
            if question is not None:
                self._do(Kind.SWAP, line.number, question=question)

        self.push_screen(Choosing(_("Ask another instead"), choices, empty=empty), swap)

    def action_add(self) -> None:
        """Ask one more question, of the bank or written by hand."""
        section = self._here().line.section

        def add(wanted: int | str | None) -> None:
            if isinstance(wanted, int):
                self._do(Kind.ADD, section=section, question=wanted)
            elif wanted:
                self._do(Kind.ADD, section=section, prompt=wanted)

        self.push_screen(Adding(self._find), add)

    def _find(self, text: str) -> list[Choice]:
        try:
            with self._bank.reader() as unit:
                hits = unit.search.find(text, limit=_FOUND).hits
        except InvalidInput:  # not a query yet, while one types
            return []
        except VivaError as away:
            self.notify(str(away), severity="warning", markup=False)
            return []
        return [(hit.question.id, first_line(hit.question.prompt)) for hit in hits]

    def action_assign(self) -> None:
        """Say who asks the question."""
        asking = [each for each in self._sheet.interview.seats if each.part in COUNTING and not each.closed]
        choices = [(0, _("anybody")), *((each.id, each.name) for each in asking)]

        def assign(seat: int | None) -> None:
            if seat is not None:
                self._say(Kind.ASSIGN, seat=seat or None)

        self.push_screen(Choosing(_("Who asks it"), choices, at=self._here().line.assigned or 0), assign)

    def action_open(self) -> None:
        """Show the question to the candidate, or hide it."""
        opened = self._sheet.interview.shown == self._line
        self._do(Kind.OPEN, None if opened else self._line)
        if not opened and self._sheet.interview.state is not State.RUNNING:
            self.notify(_("The candidate sees it as soon as the interview is started."))

    # ---- the interview itself

    def action_shared(self) -> None:
        """Read the text that is shared with the candidate, and write in it."""

        def back(_nothing: None) -> None:
            self.show()

        writes = not self._hindered(Kind.SCRATCH)
        self.push_screen(Shared(self._sheet.interview, self._keep_typed, writes=writes), back)

    def action_script(self) -> None:
        """What to say at the beginning and the end, and what not to raise."""
        interview = self._sheet.interview
        told = [
            (_("To begin with"), interview.opening),
            (_("To end with"), interview.closing),
            (_("Not to be raised"), ", ".join(interview.avoid)),
        ]
        text = "\n\n".join(f"{title}:\n{text}" for title, text in told if text)
        title = _("What to say at the beginning and the end")
        self.push_screen(Reading(title, text or _("The template says nothing of that.")))

    def action_become(self, state: str) -> None:
        """Begin, go on, or finish."""
        self._become(State(state), "")

    def action_interview(self) -> None:
        """Extra time, and how else the interview may end."""
        interview = self._sheet.interview
        more = list(ends(interview.state)) + [State.PLANNED] * (State.PLANNED in FOLLOWS[interview.state])
        told = [_("Extra time: {percent} %").format(percent=interview.extra), *map(state_word, more)]

        def change(choice: int | None) -> None:
            if choice == 0:
                self.push_screen(Asking(_("Extra time, per cent"), text=str(interview.extra), number=True), self._extra)
            elif choice is not None and more[choice - 1] is State.PLANNED:
                self._become(State.PLANNED, "")
            elif choice is not None:
                self._end_with(more[choice - 1])

        self.push_screen(Choosing(_("The interview itself"), list(enumerate(told))), change)

    def _extra(self, percent: str | None) -> None:
        if percent:
            self._do(Kind.EXTRA, percent=int(percent))

    def _end_with(self, state: State) -> None:
        def end(reason: str | None) -> None:
            if reason:
                self._become(state, reason)

        self.push_screen(Asking(_("{state}: why?").format(state=state_word(state))), end)

    def _become(self, state: State, reason: str) -> None:
        now = self._sheet.interview.state
        if state in FOLLOWS[now]:
            self._do(Kind.BECOME, state=state.value, reason=reason)
        else:
            told = _("An interview that is {now} cannot become {state}.")
            self.notify(told.format(now=state_word(now), state=state_word(state)), severity="warning")

    def action_decide(self) -> None:
        """Decide about a change that was not carried out."""
        if self._queue.problem:
            self._decide(*self._queue.problem)
        else:
            self.notify(_("There is nothing to decide."))

    def action_close(self) -> None:
        """Save, and leave."""
        self.action_leave()

    def action_help(self) -> None:
        """All keys, since the last line of a terminal has room for a few."""
        self.push_screen(Reading(_("Keys"), all_keys(self._sheet.interview.scale)))

    def action_reach(self, what: str) -> None:
        """Go to a part of the screen; what was typed is saved."""
        self._keep_typed()
        hindered = self._hindered(Kind.NOTE) if what != "questions" else ""
        if hindered:
            self.notify(hindered, severity="warning", markup=False)
        self._base.set_focus(self._base.query_one(f"#{what}"))  # at once: the next key may be there already
