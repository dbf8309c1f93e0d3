"""What the subject of a question is called besides its own words, by the taxonomy and by people."""

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from viva.bank.content import Content
from viva.bank.keymap import Said, TermKey, all_names
from viva.notes.subject.names import other_names
from viva.notes.subject.phrases import PhraseIndex

_named_by: Callable[[Content], tuple[Any, ...]] = attrgetter("prompt", "topics", "tech", "keywords", "language")
"""Of what a wording says that by which the taxonomy names it."""


class Naming:
    """Names by which questions are found although they do not say them; made once from what people say about terms."""

    def __init__(self, said: Mapping[TermKey, Said]) -> None:
        self._names = [names for _key, names in all_names(said)]
        self._index: PhraseIndex[tuple[int, ...]] = PhraseIndex(
            ((name, (number,)) for number, names in enumerate(self._names) for name in names),
            merge=lambda one, other: (*one, *other),
        )

    def surely_same(self, one: Content, other: Content) -> bool:
        """Whether two wordings have the same names, as far as that is plain without looking for any."""
        return not self._names and _named_by(one) == _named_by(other)

    def names_of(self, content: Content) -> str:
        """A line for each name of what a question asks about, of its topics, technologies and keywords.

        The taxonomy gives those in the language the question is not in; what
        people call a term that the question mentions is there in any language.
        """
        named = other_names(
            content.prompt,
            topics=content.topics,
            tech=content.tech,
            keywords=content.keywords,
            language=content.language,
        )
        if not self._names:
            return named
        points = (point.text for point in content.key_points)
        text = "\n".join((content.prompt, content.answer, *content.options, *points, *content.keywords))
        return "\n".join(dict.fromkeys(filter(None, [*named.split("\n"), *self._given_in(text)])))

    def _given_in(self, text: str) -> Iterator[str]:
        for found in self._index.find(self._index.words(text)):
            for number in found.value:
                yield from self._names[number]
