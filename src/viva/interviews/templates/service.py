"""What people do with templates."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import lru_cache, partial

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.accounts.service import Accounts
from viva.bank.errors import no_question
from viva.bank.model import Filter
from viva.bank.stock import Stock, Stocked
from viva.interviews.templates import ready
from viva.interviews.templates.choosing import Choice, Chosen, Planned, another, main_topic, resolve
from viva.interviews.templates.comparing import Differing, differences
from viva.interviews.templates.errors import StaleTemplate, no_template
from viva.interviews.templates.file import read, write
from viva.interviews.templates.from_note import template_of_note
from viva.interviews.templates.model import (
    Fixed,
    Pick,
    StoredTemplate,
    Template,
    TemplateLine,
    TemplateRevision,
    checked,
)
from viva.interviews.templates.proposing import Proposal, Wish, propose
from viva.interviews.templates.store import TemplateStore
from viva.interviews.templates.tables import TemplateRow
from viva.kernel.clock import Clock
from viva.kernel.errors import InvalidInput, NotFound
from viva.kernel.i18n import _
from viva.kernel.ids import IDS
from viva.notes.model import RelationKind

_read = lru_cache(maxsize=256)(read)
"""A file says the same each time, and is asked for by every screen of an interview."""


class Templates:
    """The templates of one workspace."""

    def __init__(
        self,
        session: Session,
        person: Person,
        accounts: Accounts,
        clock: Clock,
        *,
        asked: Callable[[], Mapping[str, int]] = dict,
    ) -> None:
        self._store = TemplateStore(session, person.workspace_id)
        self._stock = Stock(session, person)
        self._person = person
        self._accounts = accounts
        self._clock = clock
        self._asked = asked

    def templates(self, *, retired: bool = False) -> tuple[TemplateLine, ...]:
        """All templates that are in use, or really all, by title."""
        rows = self._store.templates(retired=retired)
        lines = []
        for row, wording in rows:
            template = _read(wording.file)
            lines.append(
                TemplateLine(
                    id=row.id,
                    key=row.key,
                    version=row.version,
                    title=template.title,
                    language=template.language,
                    tech=template.tech,
                    level=template.level,
                    minutes=template.minutes,
                    questions=template.questions,
                    revision=row.revision,
                    changed_at=wording.made_at,
                    retired=row.retired_at is not None,
                )
            )
        return tuple(lines)

    def template(self, template_id: int, revision: int | None = None) -> StoredTemplate:
        """A template as it is now, or as it was; NotFound when the workspace has none such."""
        row = self._row(template_id)
        number = row.revision if revision is None else revision
        wording = self._store.revision(row.id, number) if 1 <= number <= row.revision else None
        if wording is None:
            raise NotFound(_("Template {id} has no revision {number}.").format(id=template_id, number=number))
        return StoredTemplate(
            id=row.id,
            key=row.key,
            version=row.version,
            revision=wording.number,
            latest=row.revision,
            made_at=wording.made_at,
            made_by=self._accounts.names({wording.made_by})[wording.made_by],
            retired=row.retired_at is not None,
            template=_read(wording.file),
        )

    def wording(self, template_id: int, revision: int) -> Template:
        """What an interview was made of, which was looked up itself."""
        found = self._store.revision(template_id, revision)
        if found is None:
            raise NotFound(_("Template {id} has no revision {number}.").format(id=template_id, number=revision))
        return _read(found.file)

    def template_id(self, key: str) -> int:
        """The template with a key."""
        row = self._store.by_key(key)
        if row is None:
            raise NotFound(_("There is no template {key}.").format(key=key))
        return row.id

    def create(self, template: Template) -> int:
        """Keep a new template; gives its number."""
        row = self._store.add()
        self._word(row, template)
        return row.id

    def revise(self, template_id: int, template: Template, *, seen: int) -> int:
        """Give a template another wording; gives its number. Interviews that were made keep the one they have.

        `seen` is the version the person was looking at. The same wording
        again changes nothing.
        """
        row = self._row(template_id, hold=True)
        if row.version != seen:
            raise StaleTemplate(row.id, row.version)
        now = self._store.revision(row.id, row.revision)
        if now is None or now.file != write(checked(template)):
            self._word(row, template)
        return row.revision

    def duplicate(self, template_id: int, title: str) -> int:
        """Make a template that is like another; gives its number."""
        return self.create(replace(self.template(template_id).template, title=title))

    def retire(self, template_id: int, *, seen: int, back: bool = False) -> None:
        """Say that a template is no longer used, or is again."""
        row = self._row(template_id, hold=True)
        if row.version != seen:
            raise StaleTemplate(row.id, row.version)
        row.retired_at = None if back else self._clock.now()

    def revisions(self, template_id: int) -> tuple[TemplateRevision, ...]:
        """The wordings a template has had, oldest first."""
        rows = self._store.revisions(self._row(template_id).id)
        names = self._accounts.names({row.made_by for row in rows})
        return tuple(TemplateRevision(row.number, row.made_at, names[row.made_by], row.title) for row in rows)

    def compare(self, template_id: int, before: int, after: int) -> tuple[Differing, ...]:
        """What differs between two revisions of a template."""
        one, other = (self.template(template_id, number).template for number in (before, after))
        return differences(one, other)

    def file_of(self, template_id: int, revision: int | None = None) -> str:
        """A template as a file."""
        return write(self.template(template_id, revision).template)

    def take(self, file: str) -> int:
        """Keep the template of a file; gives its number."""
        return self.create(read(file))

    def ready(self) -> tuple[ready.ReadyTemplate, ...]:
        """The templates that come with Viva."""
        return ready.templates()

    def take_ready(self, name: str) -> int:
        """Keep one that comes with Viva, to be changed as one likes; gives its number."""
        return self.create(ready.named(name).template)

    def of_note(self, source: str) -> Template:
        """What a note asks, as a template that is not kept yet; `source` is its name, or the end of it."""
        questions = self._stock.askable(Filter(source=source))
        if not questions:
            raise NotFound(_("There is no note {name} with questions in the bank.").format(name=source))
        return template_of_note(source, questions)

    def propose(self, wish: Wish) -> Proposal:
        """A balanced template that the bank can fill, not kept yet; with the reason for each question."""
        if wish.minutes <= 0:
            raise InvalidInput(_("An interview takes more than no time."))
        return propose(wish, self._choice(wish.language))

    def preview(self, template: Template, *, language: str | None = None) -> list[Planned]:
        """What an interview of this template would ask today, in its own language or in another."""
        keys = [item.ask.key for _section, item in template.places() if isinstance(item.ask, Fixed)]
        picks = any(isinstance(item.ask, Pick) for _section, item in template.places())
        choice = self._choice(template.language, spoken=language) if picks else Choice(pool=())
        return resolve(template, choice, self._stock.by_key(keys))

    def another(self, template: Template, *, like: str | None = None, declined: Collection[str] = ()) -> Chosen | None:
        """One more question that suits a template; None when the bank has none.

        `like` is the key of a question whose topic it should have; neither it
        nor what was `declined` is offered again.
        """
        keys = [item.ask.key for _section, item in template.places() if isinstance(item.ask, Fixed)]
        known = self._stock.by_key({*keys, *declined, *([like] if like else [])})
        choice = self._choice(template.language)
        for question in known.values():
            choice.take(question)
        topic = main_topic(known[like].content) if like in known else ""
        return another(template, topic or None, choice)

    def named(self, question_id: int) -> Stocked:
        """A question for a template, by its number; NotFound when the bank has none such."""
        found = self._stock.by_id([question_id]).get(question_id) if question_id in IDS else None
        if found is None:
            raise no_question(question_id)
        return found

    def numbers(self, keys: Collection[str]) -> Mapping[str, int]:
        """The numbers of questions by their keys, of those that the bank has."""
        return {key: question.id for key, question in self._stock.by_key(keys).items()}

    def _choice(self, language: str, *, spoken: str | None = None) -> Choice:
        pool = self._stock.askable(Filter(language=language))
        same = self._stock.same_as({question.id for question in pool})
        twins = self._spoken(spoken, same) if spoken and spoken != language else None
        return Choice(pool=pool, same=same, asked=self._asked(), spoken=twins)

    def _spoken(self, language: str, same: Mapping[int, Mapping[int, RelationKind]]) -> frozenset[int]:
        """The questions that have a twin in a language."""
        pairs = [
            (question, other)
            for question, others in same.items()
            for other, kind in others.items()
            if kind is RelationKind.TWIN
        ]
        twins = self._stock.by_id([twin for _question, twin in pairs])
        return frozenset(
            question for question, twin in pairs if twin in twins and twins[twin].content.language == language
        )

    def _word(self, row: TemplateRow, template: Template) -> None:
        file = write(checked(template))
        self._store.word(row, title=template.title, file=file, by=self._person.id, at=self._clock.now())

    def _row(self, template_id: int, *, hold: bool = False) -> TemplateRow:
        find = partial(self._store.template, hold=hold)
        row = find(template_id) if template_id in IDS else None
        if row is None:
            raise no_template(template_id)
        return row
