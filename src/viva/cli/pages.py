"""Questions as pages of Markdown that a person edits, and what the pages then want of the bank."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from viva.bank.combining import labelled_as
from viva.bank.content import Content, is_address, parts_of
from viva.bank.editing import Edit
from viva.bank.model import QuestionStatus, State
from viva.exchange.page import Page, write_page, write_pages
from viva.exchange.text import SEPARATOR
from viva.intake.pictures import pictures_beside
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _

if TYPE_CHECKING:
    from viva.bank.phrasing import PictureBytes

_BEGIN = "---\n"


def page_of(state: State) -> Page:
    """A question as a page."""
    return Page(content=state.content, key=state.key, status=state.status)


def text_of(state: State, content: Content | None = None) -> str:
    """The text of a question's page, perhaps with another wording."""
    page = page_of(state)
    return write_page(page if content is None else Page(content=content, key=state.key, status=state.status))


def text_of_all(states: Iterable[State]) -> str:
    """The texts of several pages, one after the other."""
    return write_pages(map(page_of, states))


def text_to_split(state: State) -> str:
    """The text of a page with a hint how to cut it."""
    hint = _("To cut, put the line {separator} between the questions; the first one keeps the number.")
    return f"{_BEGIN}# {hint.format(separator=SEPARATOR)}\n{text_of(state).removeprefix(_BEGIN)}"


def empty_text() -> str:
    """A page to be filled in."""
    above = [
        "# " + _("What is left empty here is proposed, or not needed."),
        "level:        # L1, L2, L3",
        "groups: {}    # {L2: must}",
        "language:     # en, ru",
        "tech: []",
        "topics: []",
        "tags: []",
    ]
    return "\n".join(["---", *above, "---", "", "# ", ""])


def edit_from(page: Page, state: State, near: Path) -> Edit:
    """What a page wants to make of a question.

    A status counts only in a page of the question itself, which shows it: one
    that was written by hand leaves it as it is.
    """
    if page.key not in {None, state.key}:
        told = _("This is the page of question {key}, and not of question {id} ({own}).")
        raise InvalidInput(told.format(key=page.key, id=state.id, own=state.key))
    refuse_empty(page.content)
    content = labelled_as(state.content, page.content) if page.bare else page.content
    told_status = page.key is not None and page.status is not state.status
    return Edit(
        content=content,
        pictures=pictures_near(content, near, known=state.content),
        status=page.status if told_status else None,
    )


def status_of_new(page: Page) -> QuestionStatus | None:
    """How far a new question is; a draft is one that nobody has said anything about."""
    return None if page.status is QuestionStatus.DRAFT else page.status


def refuse_empty(content: Content) -> None:
    """A question has to ask something."""
    if not content.prompt.strip():
        raise InvalidInput(_("A question needs a prompt: write it behind the `#`."))


def pictures_near(content: Content, near: Path, *, known: Content | None = None) -> "PictureBytes":
    """The bytes of pictures that are new in a wording, from beside the file it is in."""
    old = {picture.target for picture in parts_of(known, {}).pictures} if known else set()
    read = pictures_beside(near)
    targets = {picture.target for picture in parts_of(content, {}).pictures} - old
    found = {target: read(target) for target in sorted(targets) if not is_address(target)}
    return {target: content for target, content in found.items() if content is not None}
