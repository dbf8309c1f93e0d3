"""What was understood of notes, as the JSON that other programs read."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from viva.notes.model import Account, Draft, Note, Relation, RelationKind, Role
from viva.snippets.model import Case, Checked
from viva.telling.plain import plain, word

_SAME = frozenset({RelationKind.COPY, RelationKind.NEAR, RelationKind.TWIN})

_encode = json.JSONEncoder(ensure_ascii=False).encode


def as_json(
    notes: Sequence[Note],
    relations: Sequence[Relation],
    *,
    with_lines: bool = False,
    verdicts: Sequence[tuple[Case, Checked]] | None = None,
) -> Iterator[str]:
    """The document piece by piece, one item on each line; `relations` counts drafts through all notes.

    `with_lines` adds to each source what every one of its lines became, and
    why; `verdicts` are those on all code of the notes, that outside of
    questions too.
    """
    drafts = [draft for note in notes for draft in note.drafts]
    same_as = _same_as(drafts, relations)
    judged = None if verdicts is None else _by_question(drafts, verdicts)
    yield '{"items": ['
    for number, draft in enumerate(drafts):
        yield ",\n" if number else "\n"
        told = item(draft, same_as.get(number, []))
        yield _encode(told if judged is None else told | {"snippets": judged.get(number, [])})
    yield '\n],\n"account": {'
    for number, note in enumerate(notes):
        yield ",\n" if number else "\n"
        yield f"{_encode(note.source)}: {_encode(account(note.account))}"
    yield '\n},\n"sources": ['
    for number, note in enumerate(notes):
        yield ",\n" if number else "\n"
        yield _encode(source(note) | ({"lines": lines(note.account)} if with_lines else {}))
    yield "\n]"
    if judged is not None:
        yield f',\n"loose_snippets": {_encode(judged.get(_LOOSE, []))}'
    yield "}\n"


_LOOSE = -1


def _by_question(drafts: Sequence[Draft], verdicts: Sequence[tuple[Case, Checked]]) -> dict[int, list[dict[str, Any]]]:
    """What is told of code, by the number of its draft; that outside of questions names its source."""
    numbers: dict[tuple[str, int | None], int] = {}
    for number, draft in enumerate(drafts):
        numbers.setdefault((draft.source, draft.line), number)
    told: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for case, checked in verdicts:
        number = numbers.get((case.source, case.question), _LOOSE)
        facts = snippet(case, checked)
        told[number].append({"source": case.source} | facts if number == _LOOSE else facts)
    return told


def snippet(case: Case, checked: Checked) -> dict[str, Any]:
    """One piece of code with its verdict; the first seven names are what other programs rely on."""
    return {
        "lines": list(case.span),
        "lang": checked.lang,
        "documented_output": checked.documented,
        "verdict": checked.verdict.value,
        "output": checked.output,
        "deprecated": checked.deprecated,
        "kit": checked.kit,
        "rule": checked.rule.value if checked.rule else None,
        "reproducible": checked.reproducible,
        "reason": str(checked.reason) if checked.reason else None,
        "context": [list(place.span) for place in checked.context],
        "sort": checked.sort.value,
        "interpreter": checked.interpreter,
        "isolation": checked.isolation,
        "wall_ms": checked.wall_ms,
    }


def _same_as(drafts: Sequence[Draft], relations: Sequence[Relation]) -> Mapping[int, list[dict[str, Any]]]:
    """Where else the knowledge of each draft stands, seen from both sides, in the order of the drafts."""
    places: dict[int, set[int]] = defaultdict(set)
    for relation in relations:
        if relation.kind in _SAME:
            places[relation.one].add(relation.other)
            places[relation.other].add(relation.one)
    return {
        number: [{"source": drafts[other].source, "line": drafts[other].line} for other in sorted(others)]
        for number, others in places.items()
    }


def item(draft: Draft, same_as: list[dict[str, Any]]) -> dict[str, Any]:
    """One draft; these names are what other programs rely on."""
    return {
        "source": draft.source,
        "line": draft.line,
        "prompt": draft.prompt,
        "kind": draft.kind.value,
        "answered": draft.answered,
        "answer_span": plain(draft.answer_span),
        "section": list(draft.section),
        "level": plain(draft.level),
        "number": draft.number,
        "status": plain(draft.status),
        "language": draft.language,
        "tech": list(draft.tech),
        "topics": list(draft.topics),
        "snippets": [{"lines": list(snippet.span), "lang": snippet.lang} for snippet in draft.snippets],
        "links": [{"line": link.line, "url": link.url} for link in draft.links],
        "images": [{"line": image.line, "target": image.target, "alt": image.alt} for image in draft.images],
        "options": [option.text for option in draft.options],
        "correct": list(draft.correct),
        "same_as": same_as,
        "reason": str(draft.reason),
        "prompt_span": list(draft.prompt_span),
        "key_points": plain(draft.key_points),
        "keywords": list(draft.keywords),
        "references": plain(draft.references),
        "diagrams": [{"lines": list(diagram.span), "notation": diagram.notation} for diagram in draft.diagrams],
        "experience": draft.experience,
        "needs": [need.value for need in draft.needs],
        "follows": draft.follows,
    }


def account(of: Account) -> dict[str, Any]:
    """How many lines became what, those that were left out by reason; the numbers add up to all lines."""
    counts: dict[str, Any] = {word(role): count for role, count in of.counts().items()}
    whys = Counter(why for role, why in zip(of.roles, of.why, strict=True) if role == Role.LEFT_OUT)
    reasons: Counter[str] = Counter()
    for why, count in whys.items():
        reasons[str(of.reasons[why])] += count
    return counts | {word(Role.LEFT_OUT): dict(sorted(reasons.items()))}


def lines(of: Account) -> list[dict[str, Any]]:
    """What every line became; a line of a question has its reason with the item."""
    return [
        {"line": number, "role": word(Role(role)), "reason": str(of.reasons[why]) if why >= 0 else None}
        for number, (role, why) in enumerate(zip(of.roles, of.why, strict=True), start=1)
    ]


def source(note: Note) -> dict[str, Any]:
    """How a file was read."""
    return {
        "path": note.source,
        "sha256": note.sha256,
        "encoding": note.text.encoding,
        "format": note.format,
        "repairs": plain(note.text.repairs),
        "notices": plain(note.text.notices),
    }
