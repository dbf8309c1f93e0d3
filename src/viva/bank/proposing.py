"""What a question is about, found in its text where its author left it out."""

from dataclasses import replace

from viva.bank.content import Content
from viva.notes.code.blocks import code_blocks
from viva.notes.content.inside import look_inside
from viva.notes.content.language import UNKNOWN, detect
from viva.notes.subject import topics
from viva.notes.subject.taxonomy import keywords

_READ = 400
"""Characters of an answer that tell its language, as in notes."""


def propose(content: Content) -> Content:
    """The same question with its language, topics, technologies and keywords; what it states of these is kept."""
    lines = content.answer.split("\n")
    code = {number for block in code_blocks(lines) for number in range(block.first, block.last + 1)}
    prose = "\n".join(line for number, line in enumerate(lines) if number not in code)
    written = look_inside([content.prompt, *lines]).snippets
    named = content.topics or topics.topics(content.prompt, prose, content.section)
    tech = content.tech or topics.tech(content.prompt, prose, content.section, [code.lang for code in written])
    spoken = detect(f"{content.prompt}\n{prose[:_READ]}") if content.language == UNKNOWN else content.language
    return replace(
        content, language=spoken, topics=named, tech=tech, keywords=content.keywords or keywords(named, tech)
    )
