"""What somebody did to questions, in words."""

from collections.abc import Iterator

from viva.bank.changes import Change, Verb
from viva.bank.groups import group_title
from viva.bank.keymap import Said
from viva.bank.model import Decision, State
from viva.kernel.i18n import _, ngettext
from viva.notes.model import RelationKind
from viva.telling import words


def sentence(change: Change) -> str:
    """What somebody did, as a sentence; links and terms are named in it."""
    if change.relations and change.verb in {Verb.LINK, Verb.UNLINK}:
        one, other, kind = change.relations[0]
        linked = _("questions {one} and {other} were linked: {kind}")
        unlinked = _("questions {one} and {other} were said not to belong together: {kind}")
        told = linked if change.verb is Verb.LINK else unlinked
        return told.format(one=one, other=other, kind=words.relation(RelationKind(kind), forwards=True))
    if change.relations and change.verb is Verb.ADD:
        one, other, _kind = change.relations[0]
        return _("question {other} was added, which follows up {one}").format(one=one, other=other)
    if change.terms and change.verb is Verb.KEYWORD:
        named = [
            f"{key.term} ({key.topic}, {key.tech})" if key.tech else f"{key.term} ({key.topic})" for key in change.terms
        ]
        return _("what a keyword map says of {terms} was changed").format(terms=words.listed(named))
    return _counted(change)


def _counted(change: Change) -> str:
    count = len(change.question_ids)
    return {
        Verb.ADD: ngettext("{count} question was added", "{count} questions were added", count),
        Verb.EDIT: ngettext("{count} question was edited", "{count} questions were edited", count),
        Verb.MERGE: ngettext("{count} question was merged", "{count} questions were merged", count),
        Verb.SPLIT: ngettext("{count} question came of a split", "{count} questions came of a split", count),
        Verb.STATUS: ngettext(
            "the status of {count} question was changed", "the status of {count} questions was changed", count
        ),
        Verb.AMEND: ngettext("{count} question was tagged", "{count} questions were tagged", count),
        Verb.LINK: _("two questions were linked"),
        Verb.UNLINK: _("a link of two questions was removed"),
        Verb.SETTLE: ngettext("{count} question was settled", "{count} questions were settled", count),
        Verb.LOAD: ngettext("{count} question was loaded", "{count} questions were loaded", count),
        Verb.KEYWORD: _("a keyword map was changed"),
    }[change.verb].format(count=count)


def facts(before: State | None, after: State) -> Iterator[tuple[str, str]]:
    """What is different about a question beside its wording; the sign says what came and what went."""
    if before is None:
        yield "+", _("new question")
        return
    if after.withdrawn != before.withdrawn:
        yield ("-", _("taken back")) if after.withdrawn else ("+", _("here again"))
    if after.merged_into != before.merged_into:
        into = after.merged_into
        yield "~", _("merged into question {id}").format(id=into) if into else _("a question of its own again")
    if after.status is not before.status:
        yield "-", words.status(before.status)
        yield "+", words.status(after.status)
    if before.offered != after.offered:
        offers, offers_none = _("another wording is on offer again"), _("no other wording is on offer any more")
        yield "~", offers if after.offered else offers_none


def decision(value: Decision | None) -> str:
    """What was known of how two questions hang together; None: nothing."""
    if value is None:
        return _("nothing known")
    return {
        Decision.OPEN: _("found by comparing"),
        Decision.CONFIRMED: _("a person said so"),
        Decision.DENIED: _("a person said no"),
    }[value]


def term(said: Said | None) -> str:
    """What was said of a term of a keyword map; None: nothing."""
    if said is None:
        return _("nothing said")
    names = [f"{language}: {words.listed(some)}" for language, some in said.names.items() if some]
    group = [group_title(said.group)] if said.group else []
    return "; ".join([*names, *group, *([_("hidden")] if said.hidden else [])]) or _("nothing said")
