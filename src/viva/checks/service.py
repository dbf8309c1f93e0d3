"""Checking notes and questions: what is found, from the cache where nothing changed, and mending it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from viva.bank.content import Content, Parts
from viva.checks.cache import Cache, Entry, key_of
from viva.checks.model import Family, Finding, Found
from viva.checks.rulebook import all_rules
from viva.kernel.errors import InvalidInput, Unavailable
from viva.notes.model import Draft, Span

if TYPE_CHECKING:
    from viva.checks.page import Page
    from viva.checks.running import Running
    from viva.snippets.model import Case

TOGETHER: Final = frozenset({"Q105", "Q106", "Q107", "Q108", "Q109"})
"""Rules that compare questions."""
_NEEDS_RUN: Final = "C4"
_MOST_ROUNDS: Final = 10  # fixes may make room for others, but not for ever

Dead = Callable[[Iterable[str]], Mapping[str, str]]


def codes_alone() -> frozenset[str]:
    """The rules that look at one question at a time, without asking anybody or running anything."""
    return frozenset(code for code, rule in all_rules().items() if not rule.online and not rule.needs_run) - TOGETHER


class Given(Protocol):
    """Something to check; it is read only when the cache does not know it."""

    @property
    def path(self) -> str: ...

    @property
    def folder(self) -> Path | None: ...

    @property
    def key(self) -> str: ...

    @property
    def belongs_to(self) -> str:
        """Its note: only the code of one note gives names to what follows in it."""
        ...

    def lines(self) -> Sequence[str]:
        """Its lines, for who wants to compare them."""
        ...

    def cases(self) -> "Sequence[Case]":
        """Its code, with the places of its lines."""
        ...

    def look(self, families: Collection[Family]) -> tuple[Entry, Sequence[Draft]]:
        """What is found in it, and the questions in it."""
        ...


@dataclass(frozen=True, slots=True)
class GivenNote:
    """A file's bytes, under the name that a person knows."""

    path: str
    data: bytes
    folder: Path | None = None

    @property
    def key(self) -> str:
        """Changes with the file."""
        return key_of(b"note", self.path.encode("utf-8", "surrogateescape"), self.data)

    @property
    def belongs_to(self) -> str:
        """Itself."""
        return self.path

    def cases(self) -> "Sequence[Case]":
        """All its code, that outside of questions too."""
        from viva.notes.understand import understand
        from viva.snippets.cases import cases_in

        return cases_in(understand(self.path, self.data))

    def lines(self) -> Sequence[str]:
        """Its lines."""
        from viva.notes.text.decoding import decode

        return decode(self.data).lines

    def look(self, families: Collection[Family]) -> tuple[Entry, Sequence[Draft]]:
        """Read it and run the rules."""
        from viva.checks.page import read_page

        try:
            page = read_page(self.path, self.data, self.folder)
        except InvalidInput as problem:
            raise InvalidInput(f"{self.path} {problem}") from problem
        return _look(page, families)


@dataclass(frozen=True, slots=True)
class GivenQuestion:
    """A question of the bank."""

    path: str
    content: Content
    parts: Parts
    folder: Path | None = None
    number: int = 0
    source: str = ""
    """The note that it is from, if any."""

    @property
    def key(self) -> str:
        """Changes with its wording."""
        return key_of(b"question", self.path.encode(), repr((self.content, self.parts)).encode("utf-8", "replace"))

    @property
    def belongs_to(self) -> str:
        """The note that it is from; without one it stands alone."""
        return self.source or self.path

    def cases(self) -> "Sequence[Case]":
        """Its code, at its lines as they are laid out."""
        from viva.snippets.cases import cases_of

        prompt = self.content.prompt.count("\n") + 1
        return [
            case._replace(span=Span(*(max(1, line + 2 - prompt if line > prompt else 1) for line in case.span)))
            for case in cases_of(self.number, self.content, self.parts)
        ]

    def lines(self) -> Sequence[str]:
        """Its prompt and its answer."""
        return [self.content.prompt, "", *self.content.answer.split("\n")]

    def look(self, families: Collection[Family]) -> tuple[Entry, Sequence[Draft]]:
        """Lay it out and run the rules."""
        from viva.checks.page import page_of

        return _look(page_of(self.path, self.content, self.parts), families)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, in order, in how many files, and what could not be read."""

    found: list[Found]
    count: int
    problems: list[str] = field(default_factory=list)


class Checks:
    """Runs rules over what it is given; `dead` asks servers about links, and `running` runs code, if they are there."""

    def __init__(self, cache: Cache, dead: Dead | None = None, running: "Running | None" = None) -> None:
        self._cache = cache
        self._dead = dead
        self._running = running

    def check(self, given: Sequence[Given], wanted: Collection[str]) -> Checked:
        """All findings with a wanted code; what cannot be read is told, and stops nothing."""
        families = frozenset(Family(code[0]) for code in wanted)
        problems: list[str] = []
        entries: dict[str, Entry] = {}
        drafts: dict[str, Sequence[Draft]] = {}
        for one in given:
            try:
                entry, read = self._entry(one, families)
            except InvalidInput as problem:
                problems.append(str(problem))
                continue
            entries[one.path] = entry
            if read is not None:
                drafts[one.path] = read
        rows = [(path, finding) for path, entry in entries.items() for finding in _alone(entry, families)]
        readable = [one for one in given if one.path in entries]
        if TOGETHER & set(wanted):
            rows += self._together(readable, drafts)
        rows += self._beside(readable, entries, wanted)
        try:
            rows += self._run(readable, entries, wanted)
        except Unavailable as problem:
            problems.append(str(problem))
        found = [
            Found(path, finding)
            for path, finding in rows
            if finding.code in wanted and not entries[path].ignores.overlooks(finding)
        ]
        order = {one.path: number for number, one in enumerate(given)}
        found.sort(key=lambda one: (order[one.path], one.finding.line, one.finding.col, one.finding.code))
        self._cache.sweep()
        return Checked(found, len(entries), problems)

    def mend(self, given: GivenNote, wanted: Collection[str], *, unsafe: bool) -> tuple[bytes, int]:
        """The bytes of a note when all that can be mended is, and how many findings that were."""
        from viva.checks.fixing import mend

        data, count = given.data, 0
        for _round in range(_MOST_ROUNDS):
            # A note in the middle of being mended is nobody's later question.
            found = (
                Checks(Cache(None), running=self._running)
                .check([GivenNote(given.path, data, given.folder)], wanted)
                .found
            )
            mended = mend(data, [one.finding for one in found], unsafe=unsafe)
            if mended.data == data:
                break
            data, count = mended.data, count + mended.mended
        return data, count

    def _entry(self, one: Given, families: frozenset[Family]) -> tuple[Entry, Sequence[Draft] | None]:
        known = self._cache.entry(one.key)
        if known is not None and families <= known.findings.keys():
            return known, None
        entry, drafts = one.look(families)
        if known is not None:
            entry.findings = {**known.findings, **entry.findings}
        self._cache.keep(one.key, entry)
        return entry, drafts

    def _together(self, given: Sequence[Given], drafts: dict[str, Sequence[Draft]]) -> list[tuple[str, Finding]]:
        key = key_of(b"together", *(one.key.encode() for one in given))
        rows = self._cache.rows(key)
        if rows is None:
            from viva.checks.question_rules import Place, together

            for one in given:
                if one.path not in drafts:
                    drafts[one.path] = one.look(())[1]
            places = [Place(one.path, draft) for one in given for draft in drafts[one.path]]
            rows = [(path, finding) for path, finding in together(places)]
            self._cache.keep_rows(key, rows)
        return rows

    def _beside(
        self, given: Sequence[Given], entries: Mapping[str, Entry], wanted: Collection[str]
    ) -> Iterator[tuple[str, Finding]]:
        """What depends on more than the text: files beside it, and servers."""
        if "Q111" in wanted:
            from viva.checks.missing import missing

            for one in given:
                if one.folder is not None:
                    for finding in missing(one.folder, entries[one.path].pointers):
                        yield one.path, finding
        if self._dead is not None and "L105" in wanted:
            places: defaultdict[str, list[tuple[str, int, int, str]]] = defaultdict(list)
            for one in given:
                for line, col, url in entries[one.path].addresses:
                    places[url.partition("#")[0]].append((one.path, line, col, url))
            for asked, why in self._dead(places).items():
                for path, line, col, url in places[asked]:
                    yield path, Finding("L105", line, col, {"link": url, "why": why})

    def _run(
        self, given: Sequence[Given], entries: Mapping[str, Entry], wanted: Collection[str]
    ) -> Iterator[tuple[str, Finding]]:
        """What running code finds; what became of an API is told once, and better without running."""
        if self._running is None or not any(code.startswith(_NEEDS_RUN) for code in wanted):
            return
        from viva.checks.code.verdicts import old_apis_in, repeats

        told = {
            path: old_apis_in(one for one in entry.findings.get(Family.CODE, ()) if one.code in wanted)
            for path, entry in entries.items()
        }
        for path, finding in self._running.findings(given):
            if not repeats(finding, told[path]):
                yield path, finding


def _alone(entry: Entry, families: Collection[Family]) -> Iterator[Finding]:
    for family, findings in entry.findings.items():
        if family in families:
            yield from findings


def _look(page: "Page", families: Collection[Family]) -> tuple[Entry, Sequence[Draft]]:
    from viva.checks.engine import check_page
    from viva.checks.ignores import ignores_in
    from viva.checks.link_rules import addresses
    from viva.checks.question_rules import pointers

    entry = Entry(check_page(page, families), list(pointers(page)), list(addresses(page)), ignores_in(page.text.lines))
    return entry, page.drafts
