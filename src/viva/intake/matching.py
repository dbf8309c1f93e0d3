"""Which of a note's known questions each of its drafts is."""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from viva.bank.known import KnownQuestion
from viva.notes.model import Draft

ALIKE_IN_PLACE = 60
"""Likeness (0 to 100) of prompts that is enough between the same neighbours."""

ALIKE_ANYWHERE = 88
"""Likeness of prompts that is enough anywhere in the note."""

SAME_ANSWER = 40
"""Characters an answer must have for its being the same to mean that the question is."""

MOST_PAIRS = 1_000_000
"""Beyond so many pairs only neighbours are compared: the note was written anew, or is not the same."""

_WORD = re.compile(r"\w+")

Matched = list[KnownQuestion | None]


def match(drafts: Sequence[Draft], known: Sequence[KnownQuestion], *, most_pairs: int = MOST_PAIRS) -> Matched:
    """The known question of each draft, None for a new one; nothing is given twice.

    First the same prompts, and where a prompt comes several times those in
    the same section or with the same answer. Then, between neighbours that
    are found, prompts that are alike or have the same answer. Last, prompts
    that are very much alike anywhere.
    """
    if not known:
        return [None] * len(drafts)
    matching = _Matching(drafts, known, most_pairs)
    for key in (_all_of_it, _prompt_and_section, _prompt_and_answer, _prompt):
        matching.by_key(key)
    for free_drafts, free_known in matching.gaps():
        matching.by_likeness(free_drafts, free_known, ALIKE_IN_PLACE)
    matching.by_likeness(matching.free_drafts(), matching.free_known(), ALIKE_ANYWHERE)
    return matching.found


class _Matching:
    """The state of one matching."""

    def __init__(self, drafts: Sequence[Draft], known: Sequence[KnownQuestion], most_pairs: int) -> None:
        self._drafts = drafts
        self._most_pairs = most_pairs
        self._live = sorted((question for question in known if not question.vanished), key=_position)
        # Those still in the note come first: of two with one prompt the vanished one stays vanished.
        self._known = [*self._live, *sorted((question for question in known if question.vanished), key=_position)]
        self._taken: set[int] = set()
        self.found: Matched = [None] * len(drafts)

    def free_drafts(self) -> list[int]:
        """Drafts that are not matched, by index."""
        return [index for index, question in enumerate(self.found) if question is None]

    def free(self, questions: Iterable[KnownQuestion]) -> list[KnownQuestion]:
        """Those of the questions that are not matched."""
        return [question for question in questions if question.id not in self._taken]

    def free_known(self) -> list[KnownQuestion]:
        """All questions that are not matched."""
        return self.free(self._known)

    def gaps(self) -> Iterator[tuple[list[int], list[KnownQuestion]]]:
        """Drafts and questions that are free between the same two matched neighbours."""
        places = {question.id: place for place, question in enumerate(self._live)}
        run: list[int] = []
        before = -1
        for index, question in enumerate(self.found):
            if question is None:
                run.append(index)
            elif question.id in places:
                after = places[question.id]
                if run:
                    yield run, self.free(self._live[before + 1 : after])
                run, before = [], after
        if run:
            yield run, self.free(self._live[before + 1 :])

    def by_key(self, key: Callable[[Draft], Hashable]) -> None:
        """Match drafts and questions that have the same key, in their order."""
        waiting: defaultdict[Hashable, deque[KnownQuestion]] = defaultdict(deque)
        for question in self.free_known():
            waiting[key(question.draft)].append(question)
        for index in self.free_drafts():
            same = waiting.get(key(self._drafts[index]))
            if same:
                self._take(index, same.popleft())

    def by_likeness(self, drafts: Sequence[int], questions: Sequence[KnownQuestion], enough: int) -> None:
        """Match what is alike, the most alike first."""
        if len(drafts) * len(questions) > self._most_pairs:
            return
        alike = [
            (-likeness, index, place)
            for index in drafts
            for place, question in enumerate(questions)
            if (likeness := _likeness(self._drafts[index], question.draft, enough)) >= enough
        ]
        for _, index, place in sorted(alike):
            if self.found[index] is None and questions[place].id not in self._taken:
                self._take(index, questions[place])

    def _take(self, index: int, question: KnownQuestion) -> None:
        self.found[index] = question
        self._taken.add(question.id)


def _position(question: KnownQuestion) -> tuple[int, int]:
    return question.position, question.id


def _likeness(one: Draft, other: Draft, enough: int) -> float:
    if len(one.answer) >= SAME_ANSWER and one.answer == other.answer:
        return 100
    return fuzz.ratio(_prompt(one), _prompt(other), score_cutoff=enough)


def _all_of_it(draft: Draft) -> Hashable:
    return _prompt(draft), draft.section, draft.answer


def _prompt_and_section(draft: Draft) -> Hashable:
    return _prompt(draft), draft.section


def _prompt_and_answer(draft: Draft) -> Hashable:
    return _prompt(draft), draft.answer


def _prompt(draft: Draft) -> str:
    return words_of(draft.prompt)


@lru_cache(maxsize=20_000)
def words_of(prompt: str) -> str:
    """A prompt as words alone: capitals, marks and spacing come and go."""
    return " ".join(_WORD.findall(prompt.casefold())) or prompt
