"""Templates of interviews: the list, those that come ready, and one with its revisions and what it would ask today."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Response, UploadFile
from pydantic import Field

from viva.app import Unit
from viva.interviews.templates.gates import in_words
from viva.interviews.templates.model import StoredTemplate
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.web.asking import Change, Here
from viva.web.coverage import coverage_of

routes = APIRouter()

BASE = "/interviews/templates"
LONGEST_NAME = 80


@routes.get(BASE)
def show_templates(here: Here, retired: str = "") -> Response:
    """All templates in use, or really all; those that come ready; and notes to make one of."""
    with here.reading() as unit:
        templates = unit.templates.templates(retired=bool(retired))
        ready = unit.templates.ready()
        notes = sorted((each for each in unit.bank.sources() if each.questions), key=lambda each: each.name)
    return here.page(
        "interviews/templates/page.html", templates=templates, ready=ready, notes=notes, retired=bool(retired)
    )


class ReadyForm(Change):
    """Which one that comes with Viva."""

    name: str


@routes.post(f"{BASE}/ready")
def take_ready(here: Here, form: Annotated[ReadyForm, Form()]) -> Response:
    """Take one that comes with Viva."""
    return here.change(form, lambda unit: _address(unit.templates.take_ready(form.name)))


@routes.post(f"{BASE}/of-note")
def take_note(here: Here, form: Annotated[ReadyForm, Form()]) -> Response:
    """Make one of an imported note."""
    return here.change(form, lambda unit: _address(unit.templates.create(unit.templates.of_note(form.name))))


class FileForm(Change):
    """A template's file, uploaded or pasted."""

    text: str = ""
    file: UploadFile | None = Field(None, exclude=True)


@routes.post(f"{BASE}/import")
def take_file(here: Here, form: Annotated[FileForm, Form(media_type="multipart/form-data")]) -> Response:
    """Take one from a file."""
    text = form.text
    if form.file is not None and form.file.filename:
        try:
            text = form.file.file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise InvalidInput(_("The file is no text in UTF-8.")) from error
    if not text.strip():
        raise InvalidInput(_("Choose a file, or paste its text."))
    return here.once(form.key, text, lambda unit: _address(unit.templates.take(text.replace("\r\n", "\n"))))


@routes.get(f"{BASE}/{{template_id:int}}")
def show_template(here: Here, template_id: int, revision: Annotated[int | None, Query(ge=1)] = None) -> Response:
    """A template as it is, or as it was, with what an interview would ask today."""
    with here.reading() as unit:
        stored = unit.templates.template(template_id, revision)
        coverage = coverage_of(unit, stored.template)
        revisions = unit.templates.revisions(template_id)
    return here.page(
        "interviews/templates/template.html",
        stored=stored,
        coverage=coverage,
        revisions=revisions,
        in_words=in_words,
    )


@routes.get(f"{BASE}/{{template_id:int}}/compare")
def compare_revisions(
    here: Here, template_id: int, one: Annotated[int, Query(ge=1)], other: Annotated[int, Query(ge=1)]
) -> Response:
    """What differs between two revisions."""
    with here.reading() as unit:
        stored = unit.templates.template(template_id)
        differing = unit.templates.compare(template_id, one, other)
        revisions = unit.templates.revisions(template_id)
    return here.page(
        "interviews/templates/compare.html",
        stored=stored,
        differing=differing,
        revisions=revisions,
        one=one,
        other=other,
    )


@routes.get(f"{BASE}/{{template_id:int}}/download")
def download_template(here: Here, template_id: int, revision: Annotated[int | None, Query(ge=1)] = None) -> Response:
    """A template as a file."""
    with here.reading() as unit:
        stored = unit.templates.template(template_id, revision)
        text = unit.templates.file_of(template_id, revision)
    told = {"Content-Disposition": f'attachment; filename="{_file_name(stored)}"', "Cache-Control": "no-store"}
    return Response(text, media_type="application/yaml; charset=utf-8", headers=told)


class DuplicateForm(Change):
    """What the new one is called."""

    title: str = ""


@routes.post(f"{BASE}/{{template_id:int}}/duplicate")
def duplicate_template(here: Here, template_id: int, form: Annotated[DuplicateForm, Form()]) -> Response:
    """Make another that is like it."""

    def carry_out(unit: Unit) -> str:
        title = form.title.strip()
        if not title:
            before = unit.templates.template(template_id).template.title
            title = _("{title}, a copy").format(title=before)
        return _address(unit.templates.duplicate(template_id, title))

    return here.change(form, carry_out)


class RetireForm(Change):
    """Whether a template is no longer used, or is again."""

    seen: int
    again: str = ""


@routes.post(f"{BASE}/{{template_id:int}}/retire")
def retire_template(here: Here, template_id: int, form: Annotated[RetireForm, Form()]) -> Response:
    """Take it out of use, or back."""

    def carry_out(unit: Unit) -> str:
        unit.templates.retire(template_id, seen=form.seen, back=bool(form.again))
        return _address(template_id)

    return here.change(form, carry_out)


def _address(template_id: int) -> str:
    return f"{BASE}/{template_id}"


def _file_name(stored: StoredTemplate) -> str:
    """A name that every file system takes."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in stored.template.title)
    words = "-".join(part for part in plain.lower().split("-") if part)[:LONGEST_NAME]
    return f"{words or f'template-{stored.id}'}.yaml"
