"""From a laid-out prompt to a draft: its texts cleaned, its parts collected, its subject recognised."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import chain, pairwise
from textwrap import dedent
from typing import Final

from viva.notes.code.blocks import CodeBlock, body
from viva.notes.content import parts
from viva.notes.content.experience import is_experience, rubric
from viva.notes.content.keypoints import key_points
from viva.notes.content.language import UNKNOWN, detect
from viva.notes.content.levels import legend, letters, level_of, split_level, status_of
from viva.notes.model import Diagram, Draft, KeyPoint, Kind, Level, Need, Option, Reading, Snippet, Span, Status
from viva.notes.structure.layout import Laid
from viva.notes.structure.outline import Prompt
from viva.notes.structure.words import words
from viva.notes.subject import topics
from viva.notes.subject.taxonomy import keywords

_SAMPLE: Final = 60  # prompts that tell the language of a file
_CLAUSE: Final = re.compile(r"\s(?:and|и|und|y|e|et|і|та)\s|[,;]\s")
_READ: Final = 400  # characters of an answer that tell its language
_PROSE_READ: Final = 600  # lines of an answer that tell its language and subject
_LONGEST_POINT: Final = 2_000  # characters of a line in which a key point may stand
_POINTS_READ: Final = 600  # lines of an answer from which key points are proposed


class Drafts:
    """Makes the drafts of one note; what holds for the whole file is found once."""

    def __init__(self, source: str, reading: Reading, blocks: Sequence[CodeBlock]) -> None:
        self.source = source
        self.reading = reading
        self.blocks = blocks
        self.starts = [block.first for block in blocks]
        self.defined = parts.definitions(reading.texts)
        self.signs = legend(reading.texts)
        self.letters = letters(reading.texts)
        self.sections: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.levels: dict[str, Level | None] = {}

    def make(self, laid: list[Laid]) -> list[Draft]:
        """All drafts of the note; a text that tells no language is in the language of the others.

        Takes `laid` apart on the way, so that a long note is not in memory twice.
        """
        usual = self._usual_language(laid)
        laid.reverse()
        drafts = []
        while laid:
            drafts.append(self.draft(laid.pop(), usual))
        return drafts

    def _usual_language(self, laid: Sequence[Laid]) -> str:
        """The language most prompts are in, by a sample of them."""
        step = max(1, len(laid) // _SAMPLE)
        spoken = Counter(detect(f"{item.prompt.text}\n{self._prose(item)[:_READ]}") for item in laid[::step])
        del spoken[UNKNOWN]
        return spoken.most_common(1)[0][0] if spoken else UNKNOWN

    def _prose(self, item: Laid) -> str:
        """The answer without its code."""
        if item.answer is None:
            return ""
        read = range(item.answer[0], min(item.answer[1] + 1, item.answer[0] + _PROSE_READ))
        code = {i for block in self._blocks_in(item.answer) for i in range(block.first, block.last + 1) if i in read}
        return "\n".join(self.reading.texts[i] for i in read if i not in code)

    def _section(self, headings: tuple[str, ...]) -> tuple[str, ...]:
        """Headings as a reader sees them: the same for all drafts below them."""
        if headings not in self.sections:
            self.sections[headings] = tuple(parts.clean_prompt(heading) for heading in headings)
        return self.sections[headings]

    def _blocks_in(self, span: tuple[int, int]) -> Sequence[CodeBlock]:
        first = bisect_left(self.starts, span[0])
        return self.blocks[first : bisect_left(self.starts, span[1] + 1)]

    def _numbered(self, spans: Iterable[tuple[int, int]]) -> list[tuple[int, str]]:
        numbers, texts = self.reading.numbers, self.reading.texts
        ranges = [range(first, last + 1) for first, last in spans]
        apart = all(one.stop <= other.start for one, other in pairwise(ranges))
        positions = chain.from_iterable(ranges) if apart else sorted(set(chain.from_iterable(ranges)))
        return [(numbers[i], texts[i]) for i in positions]

    def _span(self, first: int, last: int) -> Span:
        return Span(self.reading.numbers[first], self.reading.numbers[last])

    def draft(self, item: Laid, usual: str) -> Draft:
        """One draft; a text that tells no language is in the `usual` one."""
        prompt, choice = item.prompt, item.prompt.choice
        own = (prompt.at, max(item.last, prompt.end))
        spans = [own, item.answer] if item.answer else [own]
        lines = self._numbered(spans)
        blocks = [block for span in spans for block in self._blocks_in(span)]
        filled = [block for block in blocks if block.body_first <= block.body_last]
        snippets = tuple(self._snippet(block) for block in filled if block.notation is None)
        code = {self.reading.numbers[i] for block in blocks for i in range(block.first, block.last + 1)}
        prose = self._prose(item)
        text, status = status_of(_marked(prompt))
        text, level = split_level(text, self.signs)
        text = parts.clean_prompt(text) or parts.clean_prompt(prompt.text) or prompt.text.strip()
        section = self._section(item.sections)
        answered = bool(choice.correct) if choice else item.answer is not None
        language = detect(f"{prompt.text}\n{prose[:_READ]}", usual)
        experience = _asks_for_a_story(text, language, answered=answered)
        named = topics.topics(text, prose, section)
        tech = topics.tech(text, prose, section, [snippet.lang for snippet in snippets])
        return Draft(
            source=self.source,
            line=self.reading.numbers[prompt.at],
            prompt=text,
            kind=_kind(item),
            reason=prompt.reason,
            prompt_span=self._span(*own),
            answer_span=self._span(*item.answer) if item.answer else None,
            answer=self._answer(item),
            answered=answered,
            section=section,
            level=level or self._stated_level(item),
            status=status or (Status.DONE if _is_ticked(prompt) else None),
            number=_number(item),
            language=language,
            tech=tech,
            topics=named,
            keywords=keywords(named, tech),
            snippets=snippets,
            links=parts.links(lines, self.defined),
            images=parts.images(lines, self.defined),
            references=parts.references((number, text) for number, text in lines if number not in code),
            diagrams=tuple(
                Diagram(self._span(block.body_first, block.body_last), block.notation)
                for block in filled
                if block.notation is not None
            ),
            key_points=rubric(language) if experience else self._key_points(item, code),
            experience=experience,
            options=tuple(Option(self.reading.numbers[at], parts.clean_prompt(option)) for at, option in choice.options)
            if choice
            else (),
            correct=tuple(choice.correct) if choice else (),
            needs=tuple(self._needs(item, answered=answered)),
            follows=self._follows(prompt),
        )

    def _follows(self, prompt: Prompt) -> int | None:
        """The line of the question above; on the same source line it could not be told from this one."""
        numbers = self.reading.numbers
        above = prompt.follows
        return numbers[above] if above is not None and numbers[above] < numbers[prompt.at] else None

    def _stated_level(self, item: Laid) -> Level | None:
        """The level of a table's column, or else of the nearest heading that states one."""
        said = [item.prompt.row.level] if item.prompt.row else [item.prompt.facts.get("level", "")]
        levels = (self._level(text) for text in [*said, *reversed(item.sections)] if text)
        return next((level for level in levels if level is not None), None)

    def _level(self, heading: str) -> Level | None:
        if heading not in self.levels:
            self.levels[heading] = self.letters.get(heading) or level_of(heading, self.signs)
        return self.levels[heading]

    def _key_points(self, item: Laid, code: Collection[int]) -> tuple[KeyPoint, ...]:
        if item.answer is None or item.prompt.choice is not None:
            return ()
        return key_points(((number, text[:_LONGEST_POINT]) for number, text in self._answer_lines(item)), code)

    def _answer_lines(self, item: Laid) -> list[tuple[int, str]]:
        """The lines of an answer; of one that begins behind its prompt, only the part behind it."""
        if item.answer is None:
            return []
        first, last = item.answer
        lines = self._numbered([(first, min(last, first + _POINTS_READ))])
        if item.prompt.inline and first == item.prompt.at:
            number, text = lines[0]
            row = item.prompt.row
            behind = row.answer if row else text.partition(item.prompt.text)[2].lstrip(" *_:：-–—|?")
            lines[:1] = [(number, said) for said in behind.split("\n")]
        return lines

    def _answer(self, item: Laid) -> str:
        """The lines of an answer as they stand there; of a row in a table, what its cells say."""
        if item.answer is None:
            return ""
        first, last = item.answer
        texts = self.reading.texts[first : last + 1]
        if item.prompt.row is not None and first == item.prompt.at:
            texts[:1] = filter(None, (item.prompt.row.answer, item.prompt.row.beside and f"\n{item.prompt.row.beside}"))
        return dedent("\n".join(texts))

    def _snippet(self, block: CodeBlock) -> Snippet:
        return Snippet(self._span(block.body_first, block.body_last), block.lang, body(self.reading.texts, block))

    def _needs(self, item: Laid, *, answered: bool) -> Iterable[Need]:
        if item.prompt.todo:
            yield Need.AUTHOR
        if not answered:
            yield Need.ANSWER
        elif (
            item.answer
            and not item.prompt.inline
            and parts.is_link_only(self.reading.texts[item.answer[0] : item.answer[1] + 1])
        ):
            yield Need.MORE_THAN_LINKS


def _kind(item: Laid) -> Kind:
    if item.prompt.todo:
        return Kind.TODO
    if item.prompt.choice is not None:
        return Kind.MCQ
    return Kind.QUESTION if words().asks(item.prompt.text) else Kind.TOPIC


def _asks_for_a_story(text: str, language: str, *, answered: bool) -> bool:
    """Whether a prompt asks what a person has done; of a mixed one with an answer, only its first clause tells."""
    return is_experience(_CLAUSE.split(text, maxsplit=1)[0] if answered else text, language)


def _marked(prompt: Prompt) -> str:
    """The prompt with a sign that served as its bullet, which may tell how far the author has come."""
    bullet = prompt.unit.line.bullet if prompt.unit else ""
    if prompt.row is not None:
        return f"{prompt.row.status} {prompt.text}".strip()
    return prompt.text if bullet.isascii() else f"{bullet} {prompt.text}"


def _is_ticked(prompt: Prompt) -> bool:
    return prompt.choice is None and prompt.unit is not None and prompt.unit.line.check == "x"


def _number(item: Laid) -> str | None:
    prompt = item.prompt
    number = prompt.row.number if prompt.row else prompt.unit.line.number if prompt.unit else ""
    return number or None
