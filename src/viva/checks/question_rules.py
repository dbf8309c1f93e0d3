"""Rules about questions: what one lacks, and how those of several notes hang together."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from viva.checks.model import Finding, Found
from viva.checks.page import Page
from viva.notes.model import Draft, Kind, Need, RelationKind
from viva.notes.relations import relate
from viva.notes.subject.stems import stems

_ALSO_ASKS: Final = re.compile(
    r"[,;]?\s(?:and|&|also|и|а|а также)\s+(?:also\s+)?"
    r"(?:what|how|why|when|where|which|как|какие|какой|что|почему|зачем|чем|когда|в чем|в чём|где)\s",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(r"[?？]")
_POINTED: Final = re.compile(
    r"(?:\b(?:see|check|open|read|look at|look into|файл|см\.?|смотри|смотрите|читать|открой)\s+[`\"'«]?"
    r"|\]\(|\[\[)(?P<file>[\w./ -]*?[\w-]+\.\w{1,5})\b",
    re.IGNORECASE,
)
_LINK_TARGET: Final = re.compile(r"\]\(\s*<?(?P<file>(?!\w+:|#|//)[^()\s<>#?]+)")
_HOSTS: Final = (".com", ".org", ".io", ".dev", ".ru", ".net")
_NUMBER: Final = re.compile(r"(\d{1,4})")
_FEW_NUMBERED: Final = 4
_ECHO: Final = 2  # words an answer may add and still only repeat its question
_SHORT: Final = 30  # words of an answer that may only be an echo
_MOSTLY_TWINS: Final = 0.5


class Place(NamedTuple):
    """A question in a file, as the others are told of it."""

    path: str
    draft: Draft


def check(page: Page) -> Iterator[Finding]:
    """What is the matter with each question of one page alone."""
    for draft in page.drafts:
        column = page.column(draft.line, draft.prompt)
        if Need.ANSWER in draft.needs and draft.kind is not Kind.TODO:
            yield Finding("Q101", draft.line, column, _about(draft))
        if Need.MORE_THAN_LINKS in draft.needs:
            yield Finding("Q102", draft.line, column, _about(draft))
        if _is_echo(draft):
            yield Finding("Q103", draft.line, column, _about(draft))
        if not _is_rated_by_points(page, draft) and (len(_ASKS.findall(draft.prompt)) > 1 or _asks_twice(draft.prompt)):
            yield Finding("Q104", draft.line, column, _about(draft))
    yield from _gaps(page)


def _is_rated_by_points(page: Page, draft: Draft) -> bool:
    """Whether half of an answer has a number too: somebody wrote its key points; those of a note are only proposed."""
    return page.account is None and len(draft.key_points) > 1


def together(places: Sequence[Place]) -> Iterator[Found]:
    """What is the matter among all questions: copies, near duplicates, contradictions, twins."""
    drafts = [place.draft for place in places]
    twins: defaultdict[int, list[int]] = defaultdict(list)
    told: set[int] = set()
    for relation in relate(drafts):
        one, other = places[relation.one], places[relation.other]
        values = {**_about(other.draft), "other": _named(one, other)}
        match relation.kind:
            case RelationKind.COPY if relation.other not in told:
                told.add(relation.other)
                yield _found(other, "Q105", values)
            case RelationKind.NEAR if relation.other not in told:
                told.add(relation.other)
                yield _found(other, "Q106", values)
            case RelationKind.CONTRADICTS:
                yield _found(other, "Q107", values)
            case RelationKind.TWIN:
                twins[relation.one].append(relation.other)
                twins[relation.other].append(relation.one)
            case _:
                pass
    yield from _twins(places, twins)


def _twins(places: Sequence[Place], twins: defaultdict[int, list[int]]) -> Iterator[Found]:
    """Twins that went apart; and, where most questions have one, those that lack it."""
    for one, others in sorted(twins.items()):
        for other in others:
            if one < other and _apart(places[one].draft, places[other].draft):
                values = {**_about(places[other].draft), "other": _named(places[one], places[other])}
                yield _found(places[other], "Q109", values)
    languages = Counter(place.draft.language for place in places)
    both = [language for language, _count in languages.most_common(2)]
    able = [index for index, place in enumerate(places) if place.draft.language in both]
    if len(both) < 2 or len(twins) < _MOSTLY_TWINS * len(able):  # noqa: PLR2004 - two languages
        return
    for index in able:
        if index not in twins:
            language = both[1 - both.index(places[index].draft.language)]
            yield _found(places[index], "Q108", {**_about(places[index].draft), "language": language})


def _apart(one: Draft, other: Draft) -> bool:
    """Whether one of two wordings of the same question lacks what the other has."""
    snippets = len(one.snippets), len(other.snippets)
    levels = {one.level, other.level} - {None}
    return one.answered != other.answered or (all(snippets) and snippets[0] != snippets[1]) or len(levels) > 1


def _found(place: Place, code: str, values: dict[str, str]) -> Found:
    return Found(place.path, Finding(code, place.draft.line, 1, values))


def _named(one: Place, beside: Place) -> str:
    return f"{one.path}:{one.draft.line}" if one.path != beside.path else f":{one.draft.line}"


def _about(draft: Draft, wide: int = 60) -> dict[str, str]:
    prompt = " ".join(draft.prompt.split())
    return {"prompt": prompt if len(prompt) <= wide else prompt[: wide - 1].rstrip() + "…"}


def _asks_twice(prompt: str) -> bool:
    match = _ALSO_ASKS.search(prompt)
    return bool(match) and bool(_ASKS.search(prompt) or prompt.lower().startswith(("what", "how", "why", "explain")))


def _is_echo(draft: Draft) -> bool:
    """Whether an answer says nothing that its question does not."""
    if not draft.answered or draft.snippets or draft.images or draft.links or draft.options:
        return False
    said = stems(draft.answer)
    if not said or len(said) > _SHORT:
        return False
    asked = set(stems(draft.prompt))
    new = [stem for stem in said if stem not in asked]
    return len(asked) >= _FEW_NUMBERED and len(new) <= _ECHO and len(new) * 4 <= len(said)


def _gaps(page: Page) -> Iterator[Finding]:
    """Numbers that are left out where the author counts."""
    runs: defaultdict[tuple[str, ...], list[tuple[int, Draft]]] = defaultdict(list)
    for draft in page.drafts:
        number = _NUMBER.match(draft.number or "")
        if number:
            runs[draft.section].append((int(number[1]), draft))
    for run in runs.values():
        counted = [number for number, _draft in run]
        rising = sum(1 for one, other in pairwise(counted) if 0 <= other - one <= 1)
        if len(run) < _FEW_NUMBERED or rising * 4 < 3 * (len(run) - 1):
            continue
        for (one, before), (other, draft) in pairwise(run):
            between = page.text.lines[before.line : draft.line - 1]
            if 1 < other - one <= _FEW_NUMBERED and not any(_counts(line, one + 1) for line in between):
                missing = str(one + 1) if other - one == 2 else f"{one + 1}-{other - 1}"  # noqa: PLR2004
                yield Finding("Q110", draft.line, 1, {"missing": missing, "number": str(other)})


def _counts(line: str, number: int) -> bool:
    """Whether a line has a number that no question has, such as a heading that only groups."""
    return bool(re.match(rf"[\s#>*_-]*\(?{number}[.):\s]", line))


def pointers(page: Page) -> Iterator[tuple[int, int, str]]:
    """The files a note points to, with line and column; whether they are there is asked on every run."""
    told: set[tuple[int, str]] = set()
    for number, text in page.prose():
        for pattern in (_LINK_TARGET, _POINTED):
            for match in pattern.finditer(text):
                target = match["file"].strip()
                if (number, target) not in told and not target.endswith(_HOSTS):
                    told.add((number, target))
                    yield number, page.column(number, target), target
