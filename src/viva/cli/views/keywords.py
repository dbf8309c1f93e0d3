"""Keyword maps, for a person."""

from collections.abc import Iterator, Sequence

from viva.bank.editing import Done
from viva.bank.groups import group_title
from viva.bank.keymap import KeywordMap, Subject, Term
from viva.cli.column import Column
from viva.cli.output import Output
from viva.kernel.i18n import _, ngettext, spoken
from viva.telling import words

_SHOWN = 2


def show_maps(output: Output, subjects: Sequence[Subject], *, holes: bool) -> None:
    """A row for each subject, or for each of its holes."""
    if holes:
        rows = [[subject.topic, subject.tech or "", term] for subject in subjects for term in subject.holes]
        columns = [Column(heading=_("topic")), Column(heading=_("tech")), Column(heading=_("not covered"))]
        output.table(columns, rows, main=2)
        return
    columns = [
        Column(heading=_("topic")),
        Column(heading=_("tech")),
        Column(heading=_("title"), rank=3),
        Column(heading=_("questions"), rank=2, numbers=True),
        Column(heading=_("terms"), numbers=True),
        Column(heading=_("covered"), numbers=True),
        Column(heading=_("not covered")),
    ]
    output.table(columns, [_subject(subject) for subject in subjects], main=6)
    if not subjects:
        output.remark(_("There is no question on any subject yet; --all shows the maps all the same."))


def show_map(output: Output, shown: KeywordMap, *, holes: bool) -> None:
    """A row for each term, those that are hidden left out."""
    columns = [
        Column(heading=_("term")),
        Column(heading=_("other names")),
        Column(heading=_("group"), rank=1),
        Column(heading=_("from"), rank=3),
        Column(heading=_("questions"), rank=2, numbers=True),
    ]
    none = _("none") if output.on_terminal else "0"
    terms = [term for term in shown.terms if not (holes and term.questions)]
    output.table(columns, [_term(term, none) for term in terms], main=1)
    subject = shown.subject
    told = ngettext(
        "{covered} of {terms} terms are covered; {count} question is about it.",
        "{covered} of {terms} terms are covered; {count} questions are about it.",
        subject.questions,
    )
    output.remark(told.format(covered=subject.covered, terms=subject.terms, count=subject.questions))
    if shown.hidden:
        output.remark(_("Taken out: {terms}.").format(terms=words.listed([term.name for term in shown.hidden])))


def tell_changed(output: Output, done: Done, *, dry_run: bool) -> None:
    """What became of a change."""
    if done.change_id is None:
        output.remark(_("Nothing to change: it is so already."))
    elif dry_run:
        output.remark(_("This is how it would be; nothing was changed."))
    else:
        output.remark(_("Changed. It can be undone."))


def _subject(subject: Subject) -> list[str]:
    share = f"{subject.covered / subject.terms:.0%}" if subject.terms else ""
    return [
        subject.topic,
        subject.tech or "",
        subject.titles.get(spoken(), ""),
        str(subject.questions),
        str(subject.terms),
        share,
        words.listed(subject.holes),
    ]


def _term(term: Term, none: str) -> list[str]:
    return [
        term.name,
        words.listed(list(_names(term))),
        group_title(term.group) if term.group else "",
        words.term_origin(term.origin),
        none if not term.questions else str(len(term.questions)),
    ]


def _names(term: Term) -> Iterator[str]:
    """Some other names, those of other languages first."""
    for language in sorted(term.names, reverse=True):
        others = [name for name in term.names[language] if name != term.name]
        yield from others[: _SHOWN if language != "en" else 1]
