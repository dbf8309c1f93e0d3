"""A note under review: its drafts with what a person said about them, and what becomes of every line by that."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from viva.bank.combining import combined
from viva.bank.content import Content, content_of
from viva.intake.arrivals.corrections import (
    Accept,
    AcceptRest,
    Correction,
    Merge,
    Move,
    Reject,
    RejectRest,
    Reopen,
    Reword,
    Split,
)
from viva.kernel.errors import Conflict, InvalidInput
from viva.kernel.i18n import _
from viva.notes.model import Account, Draft, Kind, Note, Reason, Role, Span
from viva.notes.redraft import CHOSEN, Redrafting

REJECTED = Reason("rejected by a person")
FREED = Reason("taken out of its question by a person")

LONGEST_TEXT = 500_000
"""Characters of a wording: more than any answer has, and less than what makes a page stand still."""

MOST_POINTS = 60


class Verdict(StrEnum):
    """What a person said about a draft."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Piece:
    """A draft as it is now; `key` is its number, which stays the same whatever becomes of the others."""

    key: int
    draft: Draft
    verdict: Verdict = Verdict.OPEN
    worded: Reword | None = None
    moved: bool = False
    """Its lines are not those that were found."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """The lines it takes."""
        answer = self.draft.answer_span
        return (self.draft.prompt_span, answer) if answer else (self.draft.prompt_span,)

    @property
    def live(self) -> bool:
        """Whether it comes into the bank."""
        return self.verdict is not Verdict.REJECTED

    @cached_property
    def content(self) -> Content:
        """What it says."""
        return self.applied_to(content_of(self.draft))

    def applied_to(self, content: Content) -> Content:
        """What a person wrote, and the rest of `content`."""
        if self.worded is None:
            return content
        said = self.worded
        return replace(
            content,
            prompt=said.prompt,
            answer=said.answer,
            kind=said.kind,
            level=said.level,
            key_points=said.key_points,
        )


class Review:
    """One state of a note under review; a correction makes another one, and changes nothing in this."""

    def __init__(
        self, note: Note, redrafting: Redrafting, pieces: Mapping[int, Piece], *, next_key: int, freed: Sequence[Span]
    ) -> None:
        self.note = note
        self._redrafting = redrafting
        self._pieces = pieces
        self._next_key = next_key
        self._freed = freed
        """Lines that belonged to a piece which may have them no longer."""

    @classmethod
    def of(cls, note: Note) -> "Review":
        """A note as it was understood."""
        pieces = {key: Piece(key, draft) for key, draft in enumerate(note.drafts)}
        return cls(note, Redrafting(note), pieces, next_key=len(pieces), freed=())

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """All drafts, in the order of their lines."""
        return tuple(sorted(self._pieces.values(), key=lambda piece: (piece.draft.line, piece.key)))

    @cached_property
    def stretches(self) -> tuple[tuple[Piece, Span], ...]:
        """The lines that each draft takes."""
        return tuple((piece, span) for piece in self.pieces for span in piece.spans)

    @cached_property
    def live(self) -> tuple[Piece, ...]:
        """Those that come into the bank."""
        return tuple(piece for piece in self.pieces if piece.live)

    @cached_property
    def corrected(self) -> Note:
        """The note as it is to be imported, but for wordings: its drafts, and the account of every line."""
        return replace(self.note, drafts=[piece.draft for piece in self.live], account=self._account())

    @property
    def is_corrected(self) -> bool:
        """Whether the bank would get something else than what was found."""
        return bool(self._freed) or any(piece.moved or piece.worded or not piece.live for piece in self.pieces)

    def piece(self, key: int) -> Piece:
        """A draft by its number."""
        if key not in self._pieces:
            raise Conflict(_("This question is not in the note any more."))
        return self._pieces[key]

    def next_after(self, piece: Piece) -> Piece | None:
        """The next draft that comes in."""
        behind = (each for each in self.live if (each.draft.line, each.key) > (piece.draft.line, piece.key))
        return next(behind, None)

    def before(self, piece: Piece) -> Piece | None:
        """The draft above that comes in."""
        above = [each for each in self.live if (each.draft.line, each.key) < (piece.draft.line, piece.key)]
        return above[-1] if above else None

    def with_correction(self, correction: Correction) -> "Review":
        """The note with one correction more; InvalidInput says what is wrong with it."""
        match correction:
            case Accept(key):
                return self._judged([self.piece(key)], Verdict.ACCEPTED)
            case Reject(key):
                return self._judged([self.piece(key)], Verdict.REJECTED)
            case Reopen(key):
                return self._judged([self.piece(key)], Verdict.OPEN)
            case AcceptRest():
                return self._judged(self._open(), Verdict.ACCEPTED)
            case RejectRest():
                return self._judged(self._open(), Verdict.REJECTED)
            case Merge(key):
                return self._merged(self.piece(key))
            case Split(key, line):
                return self._split(self.piece(key), line)
            case Move():
                return self._moved(self.piece(correction.draft), correction)
            case Reword(key):
                return self._reworded(self.piece(key), correction)

    def _judged(self, pieces: Sequence[Piece], verdict: Verdict) -> "Review":
        if not pieces:
            raise InvalidInput(_("There is no question left that nothing was said about."))
        for piece in pieces:
            if not piece.live and verdict is not Verdict.REJECTED:
                self._check_free(piece.spans, among=[each for each in self.live if each.key != piece.key])
        return self._with([replace(piece, verdict=verdict) for piece in pieces])

    def _open(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.verdict is Verdict.OPEN]

    def _merged(self, piece: Piece) -> "Review":
        _check_live(piece)
        other = self.next_after(piece)
        if other is None:
            raise InvalidInput(_("There is no question below this one to merge it with."))
        first = piece.draft.answer_span or piece.draft.prompt_span
        begins = first.first if piece.draft.answer_span else first.last + 1
        ends = (other.draft.answer_span or other.draft.prompt_span).last
        if _last(piece) >= other.draft.prompt_span.first or ends < other.draft.prompt_span.last:
            raise InvalidInput(_("The lines of these two do not follow each other: they cannot be one question here."))
        self._check_free([Span(begins, ends)], among=[each for each in self.live if each not in (piece, other)])
        made = self._redrawn(piece, piece.draft.prompt_span, self._trimmed(begins, ends))
        if piece.worded or other.worded:
            together = combined([piece.content, other.content])
            said = Reword(
                piece.key, together.prompt, together.answer, together.kind, together.level, together.key_points
            )
            made = replace(made, worded=said)
        return self._with([made], without=other)

    def _split(self, piece: Piece, line: int) -> "Review":
        _check_live(piece)
        if piece.worded:
            raise InvalidInput(_("Its wording was edited: take that back first, then split it."))
        draft = piece.draft
        at = next((span for span in piece.spans if span.first <= line <= span.last), None)
        if at is None or line == draft.prompt_span.first:
            raise InvalidInput(_("Split it at one of its own lines below the first: a line of the answer, as a rule."))
        if not self._redrafting.has_text(Span(line, line)):
            raise InvalidInput(
                _("Line {line} is blank: the second question begins at a line with text.").format(line=line)
            )
        answer = draft.answer_span
        if at == draft.prompt_span:
            before, above = Span(at.first, line - 1), None
            below = answer
            asking = Span(line, at.last)
        else:
            before, above = draft.prompt_span, self._trimmed(at.first, line - 1)
            below = self._trimmed(line + 1, at.last)
            asking = Span(line, line)
        if above and above.first == draft.prompt_span.first and draft.prompt_span.last >= line:
            raise InvalidInput(_("The answer begins on the line of the question: move the answer first."))
        second = Piece(self._next_key, replace(draft, options=(), correct=(), follows=None))
        return self._with([self._redrawn(piece, before, above), self._redrawn(second, asking, below)], parted=[at])

    def _moved(self, piece: Piece, to: Move) -> "Review":
        _check_live(piece)
        prompt = self._span(to.prompt_first, to.prompt_last)
        if (to.answer_first is None) != (to.answer_last is None):
            raise InvalidInput(_("An answer has a first line and a last line, or neither."))
        answer = None
        if to.answer_first is not None and to.answer_last is not None:
            answer = self._span(to.answer_first, to.answer_last)
            old = piece.draft.answer_span
            shared = bool(old and old.first == piece.draft.prompt_span.first == answer.first == prompt.first)
            if not shared and answer.first <= prompt.last and answer.last >= prompt.first:
                raise InvalidInput(_("A line is either of the question or of the answer: let the answer begin below."))
        spans = [span for span in (prompt, answer) if span]
        if not all(map(self._redrafting.has_text, spans)):
            raise InvalidInput(_("There is nothing but blank lines in it."))
        self._check_free(spans, among=[each for each in self.live if each.key != piece.key], of=piece)
        return self._with([self._redrawn(piece, prompt, answer)], parted=piece.spans)

    def _reworded(self, piece: Piece, said: Reword) -> "Review":
        _check_live(piece)
        if not said.prompt.strip():
            raise InvalidInput(_("A question needs words to ask."))
        if len(said.prompt) + len(said.answer) > LONGEST_TEXT:
            raise InvalidInput(
                _("That is too long for one question: {most} characters at most.").format(most=LONGEST_TEXT)
            )
        if said.kind is Kind.MCQ and not piece.draft.options:
            raise InvalidInput(_("It has no options to choose from in the note."))
        if len(said.key_points) > MOST_POINTS:
            raise InvalidInput(_("Those are too many key points: {most} at most.").format(most=MOST_POINTS))
        same = replace(piece, worded=said).content == content_of(piece.draft)
        return self._with([replace(piece, worded=None if same else said)])

    def _redrawn(self, piece: Piece, prompt: Span, answer: Span | None) -> Piece:
        crowded = next((line for span in (prompt, answer) if span and (line := self._redrafting.crowded(span))), None)
        if crowded:
            raise InvalidInput(
                _("Line {line} holds several texts, which lines cannot tell apart: edit the wording instead.").format(
                    line=crowded
                )
            )
        return replace(piece, draft=self._redrafting.draft(piece.draft, prompt, answer), moved=True)

    def _with(self, pieces: Iterable[Piece], *, without: Piece | None = None, parted: Sequence[Span] = ()) -> "Review":
        kept = {**self._pieces, **{piece.key: piece for piece in pieces}}
        if without:
            del kept[without.key]
        following = max(self._next_key, *(key + 1 for key in kept)) if kept else self._next_key
        return Review(self.note, self._redrafting, kept, next_key=following, freed=(*self._freed, *parted))

    def _span(self, first: int, last: int) -> Span:
        if not 1 <= first <= last <= len(self.note.text.lines):
            raise InvalidInput(
                _("Lines {first} to {last} are no lines of this note, which has {count}.").format(
                    first=first, last=last, count=len(self.note.text.lines)
                )
            )
        return Span(first, last)

    def _trimmed(self, first: int, last: int) -> Span | None:
        return self._redrafting.trimmed(Span(first, last)) if first <= last else None

    def _check_free(self, spans: Iterable[Span], *, among: Sequence[Piece], of: Piece | None = None) -> None:
        """Refuse lines that another question has; those that `of` shares with another already may stay shared."""
        wanted = list(spans)
        for other in among:
            for theirs in other.spans:
                for span in wanted:
                    first, last = max(span.first, theirs.first), min(span.last, theirs.last)
                    if first <= last and not (of and all(_holds(of, line) for line in (first, last))):
                        raise InvalidInput(
                            _(
                                "Line {line} is of the question in line {other}: reject that one, or merge the two."
                            ).format(line=first, other=other.draft.line)
                        )

    def _account(self) -> Account:
        found = self.note.account
        ledger = _Ledger(found, (FREED, REJECTED, CHOSEN))
        ledger.settle(self._freed, Role.LEFT_OUT, FREED)
        for piece in self.pieces:
            if not piece.live:
                ledger.settle(piece.spans, Role.LEFT_OUT, REJECTED)
        for piece in self.live:
            if not piece.moved:
                ledger.restore(piece.spans)  # also where it shares a line with one that is rejected
        for piece in self.live:
            if piece.moved:
                ledger.settle(piece.spans[1:], Role.ANSWER, CHOSEN)
                ledger.settle(piece.spans[:1], Role.PROMPT, CHOSEN)
        return ledger.account()


class _Ledger:
    """The roles of lines while they change; blank lines stay blank."""

    def __init__(self, found: Account, reasons: Sequence[Reason]) -> None:
        self._found = found
        self._roles, self._why = bytearray(found.roles), array("i", found.why)
        self._reasons = (*found.reasons, *reasons)

    def settle(self, spans: Iterable[Span], role: Role, reason: Reason) -> None:
        why = self._reasons.index(reason)
        for span in spans:
            for at in range(span.first - 1, span.last):
                if self._roles[at] != Role.BLANK:
                    self._roles[at], self._why[at] = role, why

    def restore(self, spans: Iterable[Span]) -> None:
        for span in spans:
            lines = slice(span.first - 1, span.last)
            self._roles[lines], self._why[lines] = self._found.roles[lines], array("i", self._found.why[lines])

    def account(self) -> Account:
        return Account(self._roles, self._why, self._reasons)


def longer(review: Review, key: int) -> Move:
    """The correction that gives a draft the next line with text below it."""
    piece = review.piece(key)
    prompt, answer = piece.draft.prompt_span, piece.draft.answer_span
    texts = review.note.text.lines
    line = (answer or prompt).last + 1
    while line <= len(texts) and not texts[line - 1].strip():
        line += 1
    return Move(key, prompt.first, prompt.last, answer.first if answer else line, line)


def shorter(review: Review, key: int) -> Move:
    """The correction that takes the last line with text from the answer of a draft."""
    piece = review.piece(key)
    prompt, answer = piece.draft.prompt_span, piece.draft.answer_span
    if answer is None:
        raise InvalidInput(_("It has no answer that could be shorter: move the first line, or split it."))
    texts = review.note.text.lines
    line = answer.last - 1
    while line >= answer.first and not texts[line - 1].strip():
        line -= 1
    if line < answer.first:
        return Move(key, prompt.first, prompt.last)
    return Move(key, prompt.first, prompt.last, answer.first, line)


def reviewed(note: Note, corrections: Iterable[Correction]) -> Review:
    """A note with all that a person said about it, in their order."""
    review = Review.of(note)
    for correction in corrections:
        review = review.with_correction(correction)
    return review


def _check_live(piece: Piece) -> None:
    if not piece.live:
        raise InvalidInput(_("This question was rejected: take it back before you change it."))


def _last(piece: Piece) -> int:
    return max(span.last for span in piece.spans)


def _holds(piece: Piece, line: int) -> bool:
    return any(span.first <= line <= span.last for span in piece.spans)
