"""What people do with findings in the bank: look through them, mend, ignore with a reason, take that back."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy.orm import Session

from viva.accounts.model import Person
from viva.accounts.service import Accounts
from viva.bank.content import Content
from viva.bank.editing import Done, Edit, Editing
from viva.bank.errors import StaleQuestion
from viva.bank.model import Asked, Filter
from viva.bank.service import Bank
from viva.checks.findings.checking import Checking, finding_of
from viva.checks.findings.model import (
    LONGEST_REASON,
    FindingPage,
    Ignored,
    IgnoredKey,
    KeptFinding,
    Mending,
    Severity,
    Wanted,
    line_hash,
    severity_of,
)
from viva.checks.findings.store import FindingStore, Slim
from viva.checks.model import Family, Finding
from viva.kernel.clock import Clock
from viva.kernel.errors import InvalidInput, NotFound
from viva.kernel.i18n import _
from viva.kernel.ids import IDS

ANY: Final = Wanted()

_PLACES = range(1 << 31)
"""What a database can keep as a place in a list."""


class Findings:
    """The findings in the questions of one workspace."""

    def __init__(
        self,
        session: Session,
        person: Person,
        accounts: Accounts,
        clock: Clock,
        *,
        bank: Bank,
        editing: Editing,
        checking: Checking,
    ) -> None:
        self._store = FindingStore(session, person.workspace_id)
        self._person = person
        self._accounts = accounts
        self._clock = clock
        self._bank = bank
        self._editing = editing
        self._checking = checking

    def page(self, wanted: Wanted = ANY, *, limit: int = 50, offset: int = 0) -> FindingPage:
        """Findings in the order of the bank, of the wordings that questions have now."""
        asked = self._bank.asked()
        topics = set(self._bank.chosen(Filter(topic=wanted.topic))) if wanted.topic else None
        ignored = {row.key: row for row in self.ignored()}
        hidden = 0
        found: list[Slim] = []
        for row in self._store.slim(beginning=_beginning(wanted), question_id=wanted.question):
            of = asked.get(row.question_id)
            if of is None or of.revision != row.revision:
                continue
            is_ignored = bool(ignored) and IgnoredKey(row.question_id, row.code, row.line_hash) in ignored
            hidden += is_ignored
            if is_ignored is wanted.ignored and _fits(row, of, wanted, topics):
                found.append(row)
        order = {question_id: place for place, question_id in enumerate(asked)}

        def place_of(row: Slim) -> tuple[int, int, int, int]:
            return order[row.question_id], row.line, row.col, row.place

        found.sort(key=place_of)
        shown = found[offset : offset + limit]
        codes = Counter([row.code for row in found])
        mendings = Counter([row.mending for row in found])
        return FindingPage(
            findings=tuple(self._kept([(row.question_id, row.revision, row.place) for row in shown], ignored)),
            total=len(found),
            families=_most(_summed(codes, _family)),
            codes=_most(codes),
            severities={each: count for each in Severity if (count := _summed(codes, severity_of)[each])},
            mendings={each: count for each in Mending if (count := mendings[each.value])},
            sources=_most(Counter([asked[row.question_id].source or "" for row in found])),
            ignored=hidden,
            unchecked=len({(one, of.revision) for one, of in asked.items()} - self._store.checked()),
            checked_at=self._store.checked_at(),
        )

    def how_many(self, question_id: int, revision: int) -> int:
        """How many findings there are in a wording, but for those that are ignored."""
        return self._store.how_many(question_id, revision)

    def finding(self, question_id: int, revision: int, place: int) -> KeptFinding:
        """One finding; StaleQuestion when the question has another wording by now."""
        if question_id not in IDS or self._bank.question(question_id).wording.number != revision:
            raise StaleQuestion(question_id)
        ignored = {row.key: row for row in self.ignored()}
        found = list(self._kept([(question_id, revision, place)], ignored)) if place in _PLACES else []
        if not found:
            raise NotFound(_("There is no such finding any more: the question was checked again."))
        return found[0]

    def ignored(self) -> tuple[Ignored, ...]:
        """What is ignored, oldest first."""
        rows = self._store.ignored()
        names = self._accounts.names({row.made_by for row in rows})
        return tuple(
            Ignored(
                id=row.id,
                key=IgnoredKey(row.question_id, row.code, row.line_hash),
                reason=row.reason,
                made_by=names[row.made_by],
                made_at=row.made_at,
            )
            for row in rows
        )

    def ignore(self, question_id: int, revision: int, place: int, reason: str) -> int:
        """Ignore what a rule finds in a line, in this wording and others; gives the number to take it back by."""
        why = " ".join(reason.split())
        if not why:
            raise InvalidInput(_("Say why it is ignored: others will ask."))
        if len(why) > LONGEST_REASON:
            raise InvalidInput(_("A reason has {most} characters at most.").format(most=LONGEST_REASON))
        kept = self.finding(question_id, revision, place)
        key = IgnoredKey(question_id, kept.finding.code, line_hash(kept.text))
        made = {"reason": why, "made_by": self._person.id, "made_at": self._clock.now()}
        return self._store.add_ignored(key, made)

    def ignore_too(self, ignored: Iterable[Ignored]) -> None:
        """Ignore what is ignored in another bank, for the reason that its people gave."""
        known = {row.key for row in self.ignored()}
        given = [one for one in ignored if one.key not in known]
        here = {self._person.name: self._person.id}
        people = here | self._accounts.authors({one.made_by for one in given} - here.keys(), self._person.workspace_id)
        for one in given:
            made = {"reason": one.reason, "made_by": people[one.made_by], "made_at": one.made_at}
            self._store.add_ignored(one.key, made)

    def take_back(self, ignored_id: int) -> None:
        """Ignore it no more."""
        if ignored_id not in IDS or not self._store.drop_ignored(ignored_id):
            raise NotFound(_("That is not ignored any more."))

    def mend(self, question_id: int, revision: int, place: int) -> Done:
        """Mend one finding, as an edit that can be undone; what is left is found again at once."""
        kept = self.finding(question_id, revision, place)
        if kept.finding.fix is None:
            raise InvalidInput(_("Only a person can mend this: edit the question."))
        state = self._bank.states([question_id])[question_id]
        content = mended(state.content, [kept.finding], unsafe=True)
        if content == state.content:
            raise InvalidInput(_("The text is not as it was when it was checked: check the question again."))
        done = self._editing.edit(question_id, content, seen=state.version)
        self._checking.check_again([question_id])
        return done

    def mend_safely(self, wanted: Wanted) -> Done:
        """Mend all that fits and can be mended without changing what questions say, as one change."""
        page = self.page(replace(wanted, mending=Mending.SAFE, ignored=False), limit=1 << 31)
        by_question: defaultdict[int, list[Finding]] = defaultdict(list)
        for kept in page.findings:
            by_question[kept.question.id].append(kept.finding)
        states = self._bank.states(by_question)
        edits = {
            state.id: Edit(content=content)
            for state in states.values()
            if (content := mended(state.content, by_question[state.id], unsafe=False)) != state.content
        }
        if not edits:
            raise InvalidInput(_("There is nothing among these that can be mended safely."))
        done = self._editing.edit_several(edits, seen={one: states[one].version for one in edits})
        self._checking.check_again(edits)
        return done

    def _kept(
        self, keys: Sequence[tuple[int, int, int]], ignored: Mapping[IgnoredKey, Ignored]
    ) -> Iterable[KeptFinding]:
        whole = self._store.whole(one for one, _revision, _place in keys)
        lines = self._bank.lines(one for one, _revision, _place in keys)
        for key in keys:
            row = whole.get(key)
            if row is not None and row.question_id in lines:
                yield KeptFinding(
                    question=lines[row.question_id],
                    revision=row.revision,
                    place=row.place,
                    finding=finding_of(row),
                    text=row.text,
                    ignored=ignored.get(IgnoredKey(row.question_id, row.code, row.line_hash)),
                )


def mended(content: Content, findings: Iterable[Finding], *, unsafe: bool) -> Content:
    """A question with fixes applied, which count the prompt as line 1 and the answer from line 3 on."""
    from viva.checks.fixing import mend_lines

    lines = [" ".join(content.prompt.split()), "", *content.answer.split("\n")]
    after, count = mend_lines(lines, findings, unsafe=unsafe)
    if not count:
        return content
    prompt, _blank, *answer = "\n".join(after).split("\n")
    return replace(content, prompt=content.prompt if prompt == lines[0] else prompt, answer="\n".join(answer))


def _family(code: str) -> Family:
    return Family(code[0])


def _beginning(wanted: Wanted) -> str:
    return wanted.code or (wanted.family.value if wanted.family else "")


def _fits(row: Slim, of: Asked, wanted: Wanted, topics: Collection[int] | None) -> bool:
    return (
        (wanted.code is None or row.code == wanted.code)
        and (wanted.family is None or row.code[0] == wanted.family.value)
        and (wanted.severity is None or severity_of(row.code) is wanted.severity)
        and (wanted.mending is None or row.mending == wanted.mending.value)
        and (wanted.source is None or (of.source or "") == wanted.source)
        and (topics is None or row.question_id in topics)
    )


def _summed(codes: Mapping[str, int], by: Callable[[str], Any]) -> Counter[Any]:
    summed: Counter[Any] = Counter()
    for code, count in codes.items():
        summed[by(code)] += count
    return summed


def _most(counts: Mapping[Any, int]) -> dict[Any, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], str(item[0]))))
