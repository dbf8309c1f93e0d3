"""Writing a template: a new one, another wording of one that is there, or one that is built from the bank."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Response
from pydantic import BaseModel

from viva.app import Unit
from viva.interviews.scale import TIERS
from viva.interviews.templates.comparing import differences
from viva.interviews.templates.errors import StaleTemplate
from viva.interviews.templates.file import write
from viva.interviews.templates.model import Fixed, StoredTemplate, Template
from viva.interviews.templates.proposing import Wish
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.notes.model import Group, Level
from viva.telling import words
from viva.web.asking import Asked, Here
from viva.web.coverage import Coverage, coverage_of
from viva.web.pages.bank import named
from viva.web.template_fields import ItemFields
from viva.web.template_form import SAVE, TemplateForm
from viva.web.template_rows import SUGGEST, SWAP, button, changed, offered, place_of
from viva.web.templating import query

routes = APIRouter()

BASE = "/interviews/templates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What is in the form, and what is wrong with it."""

    form: TemplateForm
    wrong: Mapping[str, str] = field(default_factory=dict)
    coverage: Coverage | None = None
    unsaved: bool = True


class WishForm(BaseModel):
    """What kind of interview is to be built."""

    title: str = ""
    tech: str = ""
    level: Level | str = ""
    minutes: str = ""
    language: str = ""
    topics: str = ""
    avoid: str = ""

    @property
    def asked(self) -> bool:
        """Whether it was filled in."""
        return bool(self.minutes.strip())

    def wish(self) -> Wish:
        """What is wished for."""
        minutes = self.minutes.strip().replace(",", ".")
        if not minutes.replace(".", "", 1).isdecimal() or len(minutes) > 6:  # noqa: PLR2004 - no talk takes longer
            raise InvalidInput(_("“{text}” is no number.").format(text=self.minutes.strip()[:40]))
        level = Level(self.level) if self.level in set(Level) else None
        tech = named(self.tech)
        title = self.title.strip() or " ".join(filter(None, [", ".join(tech), level or ""])) or _("Interview")
        return Wish(
            title=title,
            language=self.language.strip() or "en",
            level=level,
            tech=tech,
            minutes=float(minutes),
            topics=named(self.topics),
            avoid=named(self.avoid),
        )

    def address(self) -> str:
        """Of the builder with this wish."""
        return f"{BASE}/build?{query(**self.model_dump())}"


@routes.get(f"{BASE}/new")
def begin_template(here: Here) -> Response:
    """An empty form."""
    form = TemplateForm.of(Template(title="", language=here.look.language))
    return _page(here, Typed(form=form, unsaved=False), f"{BASE}/new")


@routes.post(f"{BASE}/new")
def add_template(here: Here, form: Annotated[TemplateForm, Form()]) -> Response:
    """Keep a template; any other button of the form only shows it anew."""
    return _keep(here, form, f"{BASE}/new")


@routes.get(f"{BASE}/build")
def propose_template(here: Here, wish: Annotated[WishForm, Query()]) -> Response:
    """What kind of interview is wanted; and, when that is said, a balanced one from the bank."""
    wish.language = wish.language or here.look.language
    if not wish.asked:
        return _builder(here, wish, None)
    try:
        with here.reading() as unit:
            proposal = unit.templates.propose(wish.wish())
            form = TemplateForm.of(proposal.template)
            sections = form.sections()
            for item in (item for section in sections for item in section.items):
                item.reason = words.reason(proposal.reasons[item.key])
            coverage = coverage_of(unit, proposal.template)
    except InvalidInput as trouble:
        return _builder(here, wish, None, wrong=str(trouble))
    typed = Typed(form=form.holding(sections), coverage=coverage, unsaved=False)
    return _builder(here, wish, typed, available=proposal.available)


@routes.post(f"{BASE}/build")
def keep_proposal(here: Here, form: Annotated[TemplateForm, Form()], wish: Annotated[WishForm, Query()]) -> Response:
    """Keep what was built; any other button of the form only changes it."""
    return _keep(here, form, wish.address(), wish)


@routes.get(f"{BASE}/{{template_id:int}}/edit")
def begin_edit(here: Here, template_id: int) -> Response:
    """The form with the wording that counts."""
    with here.reading() as unit:
        stored = unit.templates.template(template_id)
        coverage = coverage_of(unit, stored.template)
    form = TemplateForm.of(stored.template, seen=stored.version)
    typed = Typed(form=form, coverage=coverage, unsaved=False)
    return _page(here, typed, f"{BASE}/{template_id}/edit", stored=stored)


@routes.post(f"{BASE}/{{template_id:int}}/edit")
def store_edit(here: Here, template_id: int, form: Annotated[TemplateForm, Form()]) -> Response:
    """Give a template another wording; who looked at an older one sees both, and keeps what they typed."""
    action = f"{BASE}/{template_id}/edit"
    with here.reading() as unit:
        stored = unit.templates.template(template_id)
    typed, template = _typed(here, form)
    if form.do != SAVE or typed.wrong:
        return _page(here, typed, action, stored=stored)

    def carry_out(unit: Unit) -> str:
        unit.templates.revise(template_id, template, seen=form.seen)
        return f"{BASE}/{template_id}"

    try:
        return here.change(form, carry_out)
    except StaleTemplate as stale:
        with here.reading() as unit:
            stored = unit.templates.template(template_id)
        fresh = Typed(form=typed.form.model_copy(update={"seen": stale.version}), coverage=typed.coverage)
        differing = differences(stored.template, template)
        told = {"differing": differing, "theirs": write(stored.template), "mine": write(template)}
        return _page(here, fresh, action, stored=stored, stale=told, status=HTTPStatus.CONFLICT)


@routes.post(f"{BASE}/preview")
def preview_template(here: Here, form: Annotated[TemplateForm, Form()]) -> Response:
    """What an interview by a form would ask today, and what that covers."""
    read = form.read()
    with here.reading() as unit:
        coverage = coverage_of(unit, read.template)
    return here.page("interviews/templates/_preview.html", coverage=coverage)


def _keep(here: Asked, form: TemplateForm, action: str, wish: WishForm | None = None) -> Response:
    typed, template = _typed(here, form)
    if form.do != SAVE or typed.wrong:
        return _builder(here, wish, typed) if wish else _page(here, typed, action)
    return here.change(form, lambda unit: f"{BASE}/{unit.templates.create(template)}")


def _typed(here: Asked, form: TemplateForm) -> tuple[Typed, Template]:
    """The form after its button, what it says, and what is wrong with it."""
    with here.reading() as unit:
        taken, wrong = form.taking(unit.templates.named)
        taken = _pressed(unit, taken, wrong)
        read = taken.read()
        coverage = coverage_of(unit, read.template)
    said = {**read.wrong, **wrong} if form.do == SAVE else wrong
    return Typed(form=taken, wrong=said, coverage=coverage), read.template


def _pressed(unit: Unit, form: TemplateForm, wrong: dict[str, str]) -> TemplateForm:
    name, number = button(form.do)
    sections = form.sections()
    if name not in {SWAP, SUGGEST}:
        return form.holding(changed(sections, form.do))
    template = form.read().template
    if name == SUGGEST and 0 <= number < len(sections):
        items = sections[number].items
        like = next((item.key for item in items if item.key), None)
        chosen = unit.templates.another(template, like=like, declined=form.declined)
        if chosen is None:
            wrong[f"more-{number}"] = _("The bank has no other question that suits this template.")
        else:
            items.append(offered(chosen))
    place = place_of(sections, number)
    if name == SWAP and place is not None:
        section, at = place
        before = sections[section].items[at]
        chosen = unit.templates.another(template, like=before.key or None, declined=form.declined)
        if chosen is None:
            wrong[f"ask-{number}"] = _("The bank has no other question that suits this template.")
        else:
            new = offered(chosen)
            sections[section].items[at] = ItemFields(key=new.key, ask=new.ask, reason=new.reason, group=before.group)
            form = form.model_copy(update={"declined": [*form.declined, *([before.key] if before.key else [])]})
    return form.holding(sections)


def _builder(
    here: Asked, wish: WishForm, typed: Typed | None, *, wrong: str = "", available: int | None = None
) -> Response:
    if typed is not None and here.partly:
        return _page(here, typed, wish.address())
    with here.reading() as unit:
        stats = unit.bank.stats()
    values: dict[str, Any] = {"wish": wish, "wish_wrong": wrong, "available": available, "stats": stats}
    if typed is None:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
        return here.page("interviews/templates/build.html", status=status, typed=None, levels=Level, **values)
    return _page(here, typed, wish.address(), page="interviews/templates/build.html", **values)


def _page(
    here: Asked,
    typed: Typed,
    action: str,
    *,
    page: str = "interviews/templates/edit.html",
    stored: StoredTemplate | None = None,
    stale: Mapping[str, Any] | None = None,
    status: HTTPStatus | None = None,
    **more: Any,
) -> Response:
    answer = status or (HTTPStatus.UNPROCESSABLE_ENTITY if typed.wrong else HTTPStatus.OK)
    numbers = _numbers(here, typed.form)
    return here.page(
        "interviews/templates/_form.html" if here.partly else page,
        status=answer,
        typed=typed,
        form=typed.form,
        wrong=typed.wrong,
        coverage=typed.coverage,
        action=action,
        cancel=f"{BASE}/{stored.id}" if stored else BASE,
        stored=stored,
        stale=stale,
        numbers=numbers,
        levels=Level,
        groups=Group,
        tiers=TIERS,
        **more,
    )


def _numbers(here: Asked, form: TemplateForm) -> Mapping[str, int]:
    """Where the questions of a form are, by key."""
    items = tuple(item for _section, item in form.read().template.places() if isinstance(item.ask, Fixed))
    with here.reading() as unit:
        return unit.templates.numbers([item.ask.key for item in items if isinstance(item.ask, Fixed)])
