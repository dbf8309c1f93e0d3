"""What the structure of a short note turns out to be, in forms that are easy to compare."""

from textwrap import dedent

from viva.notes.code.blocks import code_blocks
from viva.notes.model import Role
from viva.notes.structure.layout import Laid, lay_out
from viva.notes.structure.line import Form, Line
from viva.notes.structure.outline import Outline, outline
from viva.notes.structure.scan import scan


def texts_of(note: str) -> list[str]:
    """The lines of a note written inside a test."""
    return dedent(note).strip("\n").split("\n")


def lines_of(note: str) -> list[Line]:
    texts = texts_of(note)
    return scan(texts, code_blocks(texts))


def line_of(text: str) -> Line:
    """One line, taken apart with nothing beside it."""
    return scan([text], [])[0]


def forms(note: str) -> list[Form]:
    return [line.form for line in lines_of(note) if line.form is not Form.BLANK]


def asked(note: str) -> list[tuple[str, str]]:
    """What each line that asks says, with what follows on the same line."""
    return [(line.body, line.rest) for line in lines_of(note) if line.label == "ask"]


def outline_of(note: str, *, cards: bool = False) -> Outline:
    texts = texts_of(note)
    return outline(texts, code_blocks(texts), cards=cards)


def prompts(note: str) -> list[str]:
    return [prompt.text for prompt in outline_of(note).prompts]


def reasons(note: str) -> list[str]:
    """Why each prompt was taken."""
    return [str(prompt.reason) for prompt in outline_of(note).prompts]


def choices(note: str) -> dict[str, tuple[list[str], list[int]]]:
    """Options and right answers of each multiple-choice question."""
    return {
        prompt.text: ([text for _, text in prompt.choice.options], prompt.choice.correct)
        for prompt in outline_of(note).prompts
        if prompt.choice is not None
    }


def laid_out(note: str) -> list[Laid]:
    return lay_out(outline_of(note))[0]


def answers(note: str) -> dict[str, list[str]]:
    """The lines of each prompt's answer that are not blank, as they were written."""
    texts = texts_of(note)
    return {
        laid.prompt.text: [text.strip() for text in texts[laid.answer[0] : laid.answer[1] + 1] if text.strip()]
        if laid.answer
        else []
        for laid in laid_out(note)
    }


def sections(note: str) -> dict[str, tuple[str, ...]]:
    """The headings above each prompt, outermost first."""
    return {laid.prompt.text: laid.sections for laid in laid_out(note)}


def roles(note: str) -> list[tuple[str, Role]]:
    """Every line that is not blank with its role."""
    _, given = lay_out(outline_of(note))
    return [(text.strip(), role) for text, (role, _) in zip(texts_of(note), given, strict=True) if text.strip()]


def aside(note: str) -> dict[str, str]:
    """The lines that were left out, and why."""
    _, given = lay_out(outline_of(note))
    return {
        text.strip(): str(reason)
        for text, (role, reason) in zip(texts_of(note), given, strict=True)
        if role is Role.LEFT_OUT
    }
