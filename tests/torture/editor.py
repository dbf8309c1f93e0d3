"""A program to be killed: it edits, merges, splits, links and undoes at random, and says after each that it is done.

Run as `python -m tests.torture.editor DATA ADDRESS SEED CHANGES`. A line names
a change and whether it is `done` or `undone`; `import VERSION` says that a
version of the note came in.
"""

import random
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.apps import settings_of
from tests.made_notes import a_draft, a_note, put
from viva.app import App, Unit
from viva.bank.changes import Change
from viva.bank.combining import Amendment
from viva.bank.editing import Done
from viva.bank.model import Question, QuestionStatus
from viva.kernel.errors import NotFound
from viva.notes.model import Level, Note, RelationKind

QUESTIONS = 12


def note(version: int) -> Note:
    """One version of the note that all questions are from."""
    drafts = [
        a_draft(
            f"What is thing{place}?",
            line=1 + 3 * place,
            answer=f"Said in version{version if place % 3 else 0}.",
            topics=(f"topic-{place % 4}",),
            language="en",
        )
        for place in range(QUESTIONS)
    ]
    return a_note(*drafts, source="things.md")


class Editor:
    """Does one thing after the other to the questions of a bank."""

    def __init__(self, app: App, chance: random.Random) -> None:
        self._app = app
        self._chance = chance
        self._versions = 1

    def act(self) -> str:
        """Do something, and tell what."""
        verbs = (self._edit, self._amend, self._merge, self._split, self._link, self._retire, self._settle)
        verb: Callable[[Unit], Done | Change | None] = self._chance.choices(
            [*verbs, self._undo, self._redo, self._import], weights=[4, 2, 2, 2, 1, 1, 2, 5, 2, 2]
        )[0]
        with self._app.unit() as unit:
            done = verb(unit)
        match done:
            case Change():
                return f"{done.id} {'undone' if done.undone_at else 'done'}"
            case Done(change_id=int() as change_id):
                return f"{change_id} done"
            case Done():
                return "nothing"
            case None:
                return f"import {self._versions}"

    def _some(self, unit: Unit, count: int) -> list[Question]:
        lines = unit.bank.questions(limit=10_000).questions
        return [unit.bank.question(line.id) for line in self._chance.sample(lines, min(count, len(lines)))]

    def _word(self) -> str:
        return f"word{self._chance.randrange(10**6)}"

    def _edit(self, unit: Unit) -> Done:
        (question,) = self._some(unit, 1)
        content = replace(question.content, answer=f"Rather {self._word()}.", tags=(self._word(),))
        return unit.editing.edit(question.id, content, seen=question.version)

    def _amend(self, unit: Unit) -> Done:
        questions = self._some(unit, 6)
        level = self._chance.choice(list(Level))
        amendment = Amendment(level=level, add_tags=(self._word(),), remove_topics=("topic-1",))
        return unit.editing.amend([question.id for question in questions], amendment)

    def _merge(self, unit: Unit) -> Done:
        questions = self._some(unit, 3)
        if len(questions) < QUESTIONS // 4:
            return Done(change_id=None, question_ids=())
        return unit.editing.merge(questions[0].id, [other.id for other in questions[1:]])

    def _split(self, unit: Unit) -> Done:
        (question,) = self._some(unit, 1)
        parts = [replace(question.content, prompt=f"What about {self._word()}?") for _part in range(3)]
        return unit.editing.split(question.id, parts, seen=question.version)

    def _link(self, unit: Unit) -> Done:
        one, other = self._some(unit, 2)
        say = self._chance.choice((unit.editing.link, unit.editing.unlink))
        return say(one.id, other.id, self._chance.choice(list(RelationKind)))

    def _retire(self, unit: Unit) -> Done:
        status = self._chance.choice(list(QuestionStatus))
        return unit.editing.change_status([question.id for question in self._some(unit, 4)], status)

    def _settle(self, unit: Unit) -> Done:
        for question in self._some(unit, QUESTIONS):
            if question.offered:
                return unit.editing.settle(question.id, take=self._chance.random() < 0.5, seen=question.version)
        return Done(change_id=None, question_ids=())

    def _undo(self, unit: Unit) -> Done | Change:
        try:
            return unit.activity.undo()
        except NotFound:
            return Done(change_id=None, question_ids=())

    def _redo(self, unit: Unit) -> Done | Change:
        try:
            return unit.activity.redo()
        except NotFound:
            return Done(change_id=None, question_ids=())

    def _import(self, unit: Unit) -> None:
        self._versions += 1
        unit.intake.import_note(note(self._versions), Path("/notes/things.md"), lambda _target: None)


def main(data: str, address: str, seed: str, changes: str) -> None:
    """Change questions, and say so."""
    app = App(settings_of(Path(data), address))
    put(app, note(1))
    editor = Editor(app, random.Random(int(seed)))
    print("ready", flush=True)  # noqa: T201 - how it speaks to the test
    for _change in range(int(changes)):
        print(editor.act(), flush=True)  # noqa: T201
    app.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
