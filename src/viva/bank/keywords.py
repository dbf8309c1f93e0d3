"""Keyword maps: what one should know on a subject, which questions cover it, and what people say about it."""

import re
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.accounts.service import Accounts
from viva.bank.changes import Recorder, State, Verb, names_in
from viva.bank.content import Content
from viva.bank.coverage import Asked, Coverage, Mentioned
from viva.bank.desk import Desk
from viva.bank.editing import Done
from viva.bank.errors import StaleTerm
from viva.bank.keymap import (
    GENERAL,
    UNSAID,
    Entry,
    KeywordMap,
    Names,
    Said,
    Seen,
    Subject,
    Term,
    TermKey,
    entries,
    meant,
)
from viva.bank.mentions import Mentions
from viva.bank.naming import Naming
from viva.kernel.clock import Clock
from viva.kernel.errors import InvalidInput, NotFound
from viva.kernel.i18n import _
from viva.notes.model import Group
from viva.notes.subject import keymaps
from viva.notes.subject.stems import stems
from viva.notes.subject.taxonomy import taxonomy

LONGEST = 100
"""Characters of a term or a name."""

_LANGUAGE = re.compile(r"[a-z]{2,3}")


class Keywords:
    """The keyword maps of one workspace, as one person sees and changes them.

    The terms of a map are found anew each time, in the taxonomy and in the
    questions of the bank; only what people say about them is kept. Who changes
    that says what they saw: nobody's word is replaced unread.
    """

    def __init__(self, session: Session, person: Person, accounts: Accounts, clock: Clock) -> None:
        self._desk = Desk(session, person.workspace_id)
        self._mentions = Mentions(session, person.workspace_id)
        self._person = person
        self._accounts = accounts
        self._clock = clock

    def maps(self, *, all_subjects: bool = False) -> tuple[Subject, ...]:
        """The subjects that questions are about or people speak of, or all there are, in the order of the taxonomy."""
        said, asked = self._mentions.said(), Asked(self._mentions.labels())
        spoken_of = {(key.topic, key.tech or None) for key in said}
        known = {*((topic, None) for topic in asked.on_topic), *keymaps.subjects(), *spoken_of}
        seen = [Coverage(topic, tech, asked) for topic, tech in sorted(known, key=_place)]
        wanted = [each for each in seen if all_subjects or each.questions or (each.topic, each.tech) in spoken_of]
        mentioned = self._mentions.of(name for each in wanted for name in each.names(said))
        return tuple(_map(each, said, mentioned).subject for each in wanted)

    def map(self, topic: str, tech: str | None = None) -> KeywordMap:
        """The terms of a subject; a topic is known by its name or by what it is called in either language."""
        coverage, said = self._coverage(self._topic(topic), self._tech(tech)), self._mentions.said()
        return _map(coverage, said, self._mentions.of(coverage.names(said)))

    def names_of(self, content: Content) -> str:
        """What the subject of a question is called besides its own words, a name on each line."""
        return Naming(self._mentions.said()).names_of(content)

    def put(
        self,
        topic: str,
        term: str,
        *,
        tech: str | None = None,
        names: Names | None = None,
        group: Group | None = None,
        no_group: bool = False,
        seen: Seen | None = None,
    ) -> Done:
        """Add a term, or say something else about one that is there; a hidden one is shown again.

        `names` replace those that people gave it before; what is None stays as it is.
        """
        key, now, _entry = self._spoken_of(topic, term, tech, seen)
        before = now or UNSAID
        given = before.names if names is None else clean_names(names)
        group = None if no_group else group or before.group
        return self._say(key, replace(before, names=given, group=group, hidden=False))

    def hide(self, topic: str, term: str, *, tech: str | None = None, seen: Seen | None = None) -> Done:
        """Take a term out of a map, and keep it out."""
        key, now, entry = self._spoken_of(topic, term, tech, seen)
        if entry is None:
            raise NotFound(_("There is no term {term} in this keyword map.").format(term=term))
        return self._say(key, replace(now or UNSAID, hidden=True))

    def restore(self, topic: str, term: str, *, tech: str | None = None, seen: Seen | None = None) -> Done:
        """Show a term again that was taken out."""
        key, now, entry = self._spoken_of(topic, term, tech, seen)
        if entry is None or not entry.said.hidden:
            raise NotFound(_("There is no hidden term {term} in this keyword map.").format(term=term))
        return self._say(key, replace(now or UNSAID, hidden=False))

    def _spoken_of(
        self, topic: str, term: str, tech: str | None, seen: Seen | None
    ) -> tuple[TermKey, Said | None, Entry | None]:
        """By what a term is known, what is said about it at this very place, and the term itself where there is one.

        StaleTerm when it is not what was `seen`; without it nobody looked.
        """
        self._accounts.hold(self._person.workspace_id)
        coverage, said = self._coverage(self._topic(topic), self._tech(tech)), self._mentions.said()
        mentioned = self._mentions.of(coverage.names(said))
        text = clean_name(term)
        entry = meant(entries(coverage.topic, coverage.tech, said, coverage.noted(mentioned)), text)
        key = TermKey(coverage.topic, coverage.tech or GENERAL, entry.name if entry else text)
        if seen is not None and seen.get(key.term, UNSAID) != (entry.said if entry else UNSAID):
            raise StaleTerm(key.term)
        return key, said.get(key), entry

    def _say(self, key: TermKey, said: Said) -> Done:
        before = self._mentions.said().get(key)
        needless = said == UNSAID and self._is_a_term_anyway(key)
        if said == before or (needless and before is None):
            return Done(change_id=None, question_ids=())
        recorder = Recorder(self._desk)
        recorder.say(key, None if needless else self._columns(said))
        steps = recorder.steps()
        self._desk.index_mentioning(names_in(steps))
        made = {"made_at": self._clock.now(), "made_by": self._person.id}
        return Done(change_id=self._desk.add_change({"verb": Verb.KEYWORD, "steps": steps, **made}), question_ids=())

    def _is_a_term_anyway(self, key: TermKey) -> bool:
        """Whether a term is shown when nobody says anything about it here."""
        others = {other: what for other, what in self._mentions.said().items() if other != key}
        coverage = self._coverage(key.topic, key.tech or None)
        mentioned = self._mentions.of(coverage.names(others))
        entry = meant(entries(coverage.topic, coverage.tech, others, coverage.noted(mentioned)), key.term)
        return entry is not None and not entry.said.hidden

    def _columns(self, said: Said) -> State:
        names = {language: list(each) for language, each in said.names.items()}
        made = {"made_at": self._clock.now().isoformat(), "made_by": self._person.id}
        return {"names": names, "group": said.group, "hidden": said.hidden, **made}

    def _coverage(self, topic: str, tech: str | None) -> Coverage:
        return Coverage(topic, tech, Asked(self._mentions.labels()))

    def _topic(self, text: str) -> str:
        topic = text if text in self._mentions.labelled("topic") else keymaps.topic_named(text)
        if topic is None:
            raise NotFound(_("There is no topic {topic}, neither in the taxonomy nor in the bank.").format(topic=text))
        return topic

    def _tech(self, text: str | None) -> str | None:
        if text is None or text in taxonomy().techs or text in self._mentions.labelled("tech"):
            return text
        told = _("There is no technology {tech}, neither in the taxonomy nor in the bank.")
        raise NotFound(told.format(tech=text))


def _map(coverage: Coverage, said: Mapping[TermKey, Said], mentioned: Mentioned) -> KeywordMap:
    listed = entries(coverage.topic, coverage.tech, said, coverage.noted(mentioned))
    terms = [
        Term(
            name=entry.name,
            names=entry.by_language(),
            origin=entry.origin,
            group=entry.said.group,
            hidden=entry.said.hidden,
            said=entry.said,
            questions=tuple(sorted(coverage.of(entry, mentioned))),
        )
        for entry in listed
    ]
    shown = tuple(term for term in terms if not term.hidden)
    known = taxonomy().topics.get(coverage.topic)
    subject = Subject(
        topic=coverage.topic,
        tech=coverage.tech,
        titles=known.titles if known else {},
        questions=len(coverage.questions),
        terms=len(shown),
        holes=tuple(term.name for term in shown if not term.questions),
    )
    return KeywordMap(subject=subject, terms=shown, hidden=tuple(term for term in terms if term.hidden))


def _place(subject: tuple[str, str | None]) -> tuple[int, str, str]:
    """In the order of the taxonomy, then by name; what holds in every technology first."""
    topic, tech = subject
    order = list(taxonomy().topics)
    return order.index(topic) if topic in taxonomy().topics else len(order), topic, tech or GENERAL


def clean_names(names: Names) -> Names:
    """The names of a term by language as they are kept; InvalidInput when one is none, or in no language."""
    for language in names:
        if not _LANGUAGE.fullmatch(language):
            raise InvalidInput(_("{language} is no code of a language, such as en or ru.").format(language=language))
    cleaned = {language: tuple(map(clean_name, names[language])) for language in sorted(names)}
    return {language: each for language, each in cleaned.items() if each}


def clean_name(name: str) -> str:
    """A term or a name as it is kept; InvalidInput when there is no word in it."""
    cleaned = " ".join(name.split()).lstrip("=")
    if not stems(cleaned):
        raise InvalidInput(_("There is no word in {name}.").format(name=repr(name)))
    if len(cleaned) > LONGEST:
        raise InvalidInput(_("A term has at most {count} characters.").format(count=LONGEST))
    return cleaned
