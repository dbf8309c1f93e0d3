"""What people do to the questions of the bank: every verb is one change, all of it or nothing, and can be undone."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.accounts.service import Accounts
from viva.bank.changes import Recorder, Verb, question_ids
from viva.bank.combining import Amendment, combined
from viva.bank.content import Content, parts_of
from viva.bank.desk import Columns, Desk, Standing
from viva.bank.errors import StaleQuestion, merged_away, no_question
from viva.bank.model import QuestionStatus, RelationKey, relation_key
from viva.bank.noted import reason_columns
from viva.bank.phrasing import Phrasing, PictureBytes
from viva.bank.proposing import propose
from viva.kernel.clock import Clock
from viva.kernel.errors import Conflict, InvalidInput
from viva.kernel.i18n import _
from viva.kernel.ids import IDS
from viva.notes.model import Reason, RelationKind

Seen = Mapping[int, int]
"""The version of each question that the person was looking at."""

SAID = Reason("a person said so")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What a question is to say; without a status it stays as far as it is, or follows its wording."""

    content: Content
    pictures: PictureBytes = field(default_factory=dict)
    status: QuestionStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a change did: None when there was nothing to do, because all is as wanted."""

    change_id: int | None
    question_ids: tuple[int, ...]
    """The questions that were touched, new ones last."""


class Editing:
    """Changes questions of one workspace, as one person.

    Who changes a question says which version they saw: a stale one is a
    StaleQuestion, so that nobody overwrites another's work in silence.
    """

    def __init__(self, session: Session, person: Person, accounts: Accounts, clock: Clock) -> None:
        self._desk = Desk(session, person.workspace_id)
        self._phrasing = Phrasing(self._desk, clock)
        self._person = person
        self._accounts = accounts
        self._clock = clock

    @property
    def reworded(self) -> Collection[int]:
        """The questions that were given another wording so far."""
        return self._desk.reworded

    def add(
        self, content: Content, *, pictures: PictureBytes | None = None, status: QuestionStatus | None = None
    ) -> Done:
        """Put a question into the bank that is in no note; what is left out of its subject is found in its text."""
        self._accounts.hold(self._person.workspace_id)
        recorder = Recorder(self._desk)
        question = self._phrasing.add(propose(content), pictures or {}, status=status)
        recorder.watch([question], new=True)
        return self._done(Verb.ADD, recorder)

    def follow_up(self, question_id: int, content: Content, *, status: QuestionStatus | None = None) -> Done:
        """Put a question into the bank that follows up another, linked to it: one undo takes both back."""
        self._held({}, [question_id])
        recorder = Recorder(self._desk)
        question = self._phrasing.add(propose(content), {}, status=status)
        recorder.watch([question], new=True)
        recorder.relate(relation_key(question_id, question.id, RelationKind.FOLLOW_UP), _said(denied=False))
        return replace(self._done(Verb.ADD, recorder), question_ids=(question_id, question.id))

    def note_new(self, questions: Collection[int]) -> Done:
        """Write down that these came into the bank in this unit, so that it can be undone."""
        held = self._held({}, questions)
        recorder = Recorder(self._desk)
        recorder.watch(held.values(), new=True)
        return self._done(Verb.LOAD, recorder)

    def edit(self, question_id: int, content: Content, *, seen: int, pictures: PictureBytes | None = None) -> Done:
        """Give a question another wording.

        One that says what the notes say follows the notes again.
        """
        return self.edit_several(
            {question_id: Edit(content=content, pictures=pictures or {})}, seen={question_id: seen}
        )

    def edit_several(self, edits: Mapping[int, Edit], *, seen: Seen) -> Done:
        """Give each of several questions its wording, and perhaps a status, all in one change."""
        held = self._held(seen, edits)
        recorder = self._watching(held.values())
        for question_id, edit in edits.items():
            self._phrasing.reword(held[question_id], edit.content, edit.pictures)
            held[question_id].status = edit.status or held[question_id].status
        return self._done(Verb.EDIT, recorder)

    def amend(self, questions: Collection[int], amendment: Amendment, *, seen: Seen | None = None) -> Done:
        """Change the same in many questions; those that are so already are left alone."""
        held = self._held(seen or {}, questions)
        recorder = self._watching(held.values())
        for question in held.values():
            content, _parts = self._desk.wording(question.id, question.revision)
            self._phrasing.reword(question, amendment.applied_to(content), {})
        return self._done(Verb.AMEND, recorder)

    def change_status(self, questions: Collection[int], status: QuestionStatus, *, seen: Seen | None = None) -> Done:
        """Make questions ready, drafts again, or retire them."""
        held = self._held(seen or {}, questions)
        recorder = self._watching(held.values())
        for question in held.values():
            question.status = status
        return self._done(Verb.STATUS, recorder)

    def merge(
        self, into: int, others: Collection[int], *, content: Content | None = None, seen: Seen | None = None
    ) -> Done:
        """Make several questions one: it says what all say together, unless `content` is given.

        The others lead to it from then on, and what a person said about
        their relatives goes over to it.
        """
        parts = [other for other in dict.fromkeys(others) if other != into]
        if not parts:
            raise InvalidInput(_("Name at least two different questions to merge."))
        held = self._held(seen or {}, [into, *parts])
        before = [part for other in parts for part in self._desk.merged_into(other)]
        moved = self._desk.questions(before)
        recorder = self._watching([*held.values(), *moved.values()])
        wordings = [self._desk.wording(each.id, each.revision) for each in (held[into], *(held[one] for one in parts))]
        pictures = [picture for _content, found in wordings for picture in found.pictures if picture.sha256]
        kept = {picture.target: picture.sha256 for picture in reversed(pictures)}  # of two by one name, the first
        together = content or combined([wording for wording, _found in wordings])
        self._desk.write(held[into], together, parts_of(together, kept))
        for question in (*(held[part] for part in parts), *moved.values()):
            question.merged_into = into
        self._hand_over(recorder, into, parts)
        return self._done(Verb.MERGE, recorder)

    def split(self, question_id: int, contents: Sequence[Content], *, seen: int) -> Done:
        """Make several questions of one: it keeps the first of the wordings, and each other becomes a new question."""
        if len(contents) < 2:  # noqa: PLR2004 - two is what makes it a split
            raise InvalidInput(_("A split needs at least two questions."))
        question = self._held({question_id: seen})[question_id]
        recorder = self._watching([question])
        kept = self._desk.pictures(question_id)
        self._phrasing.reword(question, contents[0], {})
        place = self._desk.place(question_id)
        recorder.watch([self._phrasing.add(content, {}, kept=kept, place=place) for content in contents[1:]], new=True)
        return self._done(Verb.SPLIT, recorder)

    def link(self, one: int, other: int, kind: RelationKind) -> Done:
        """Say how two questions hang together; of a follow-up, `other` follows `one`."""
        return self._say(Verb.LINK, one, other, kind, denied=False)

    def unlink(self, one: int, other: int, kind: RelationKind) -> Done:
        """Say that two questions do not hang together so; it is not found again by comparing them."""
        return self._say(Verb.UNLINK, one, other, kind, denied=True)

    def decide(
        self, one: int, other: int, found: RelationKind, *, means: RelationKind | None, seen: Seen | None = None
    ) -> Done:
        """Decide about two questions that were found to hang together in one way: they do in that or another, or not.

        It is one change, so that one undo takes all of it back. Where somebody
        has decided otherwise, it is a Conflict.
        """
        self._held(seen or {}, [one, other])
        recorder = Recorder(self._desk)
        known = self._desk.relation(*relation_key(one, other, found))
        decided = known is not None and known.by_person
        said = {**({means: False} if means else {}), found: means is not found}  # what it means is told first
        for kind, denied in said.items():
            if self._relate(recorder, relation_key(one, other, kind), denied=denied) and decided:
                told = _("Somebody decided about questions {one} and {other} meanwhile.")
                raise Conflict(told.format(one=one, other=other))
        return self._done(Verb.LINK if means else Verb.UNLINK, recorder)

    def settle(self, question_id: int, *, take: bool, seen: int) -> Done:
        """Decide about the wording that the notes offer: `take` it, or keep the person's own."""
        return self.settle_several(take=take, seen={question_id: seen})

    def settle_several(self, *, take: bool, seen: Seen) -> Done:
        """Decide about what the notes offer for several questions, all in one change; tags and groups stay."""
        held = self._held(seen)
        recorder = self._watching(held.values())
        for question in held.values():
            if question.offered is None:
                raise InvalidInput(_("No other wording of question {id} is on offer.").format(id=question.id))
            if take:
                self._phrasing.take_over(question, question.offered)
            question.offered = None
        return self._done(Verb.SETTLE, recorder)

    def _held(self, seen: Seen, questions: Collection[int] = ()) -> dict[int, Standing]:
        """Questions that nobody else changes until this unit ends, in the versions that were seen."""
        self._accounts.hold(self._person.workspace_id)
        wanted = list(dict.fromkeys([*questions, *seen]))
        found = self._desk.questions([one for one in wanted if one in IDS])
        for question_id in wanted:
            question = found.get(question_id)
            if question is None or question.withdrawn_at is not None:
                raise no_question(question_id)
            if seen.get(question_id, question.version) != question.version:
                raise StaleQuestion(question_id)
            if question.merged_into is not None:
                raise merged_away(question_id, question.merged_into)
        return {question_id: found[question_id] for question_id in wanted}

    def _watching(self, questions: Iterable[Standing]) -> Recorder:
        recorder = Recorder(self._desk)
        recorder.watch(questions)
        return recorder

    def _say(self, verb: Verb, one: int, other: int, kind: RelationKind, *, denied: bool) -> Done:
        if one == other:
            raise InvalidInput(_("A question does not hang together with itself."))
        self._held({}, [one, other])
        recorder = Recorder(self._desk)
        if not self._relate(recorder, relation_key(one, other, kind), denied=denied):
            return Done(change_id=None, question_ids=(one, other))
        return self._done(verb, recorder)

    def _relate(self, recorder: Recorder, key: RelationKey, *, denied: bool) -> bool:
        """Say whether two questions hang together so; False when a person has said the same before."""
        known = self._desk.relation(*key)
        if known is not None and known.denied == denied and known.by_person:
            return False
        recorder.relate(key, _said(denied=denied) if known is not None or not denied else None)
        return True

    def _hand_over(self, recorder: Recorder, into: int, parts: Sequence[int]) -> None:
        """Let what a person said about merged questions hold for the one they are in."""
        for row in self._desk.relations_of(parts):
            one, other = (into if end in parts else end for end in (row.one_id, row.other_id))
            kind = RelationKind(row.kind)
            if one != other and self._desk.relation(*relation_key(one, other, kind)) is None:
                recorder.relate(relation_key(one, other, kind), _said(denied=row.denied))

    def _done(self, verb: Verb, recorder: Recorder) -> Done:
        steps = recorder.steps()
        self._desk.clear(self._made())
        if not steps:
            return Done(change_id=None, question_ids=())
        change_id = self._desk.add_change({"verb": verb, "steps": steps, **self._made()})
        return Done(change_id=change_id, question_ids=question_ids(steps))

    def _made(self) -> Columns:
        return {"made_at": self._clock.now(), "made_by": self._person.id}


def _said(*, denied: bool) -> Columns:
    return {"score": 1.0, "reason": reason_columns(SAID), "by_person": True, "denied": denied}
