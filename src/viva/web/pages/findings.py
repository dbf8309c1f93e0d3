"""What checks found in the bank: looking through it, mending, ignoring with a reason, checking again; and the rules."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Response
from pydantic import Field

from viva.app import Unit
from viva.bank.errors import StaleQuestion
from viva.checks.explaining import page as page_of_rule
from viva.checks.findings.jobs import CHECK, check_later
from viva.checks.findings.model import LONGEST_REASON, Mending, Severity, Wanted
from viva.checks.model import Family
from viva.checks.rulebook import all_rules
from viva.checks.rulebook import rule as rule_with
from viva.jobs.model import JobLine
from viva.kernel.errors import InvalidInput
from viva.snippets.grounds import grounds
from viva.snippets.jobs import RECHECK
from viva.web.addresses import NOTHING, inside, telling_of
from viva.web.asking import Asked, Change, Here
from viva.web.failures import Failure, failure_of
from viva.web.templating import query

routes = APIRouter()

PAGE = 50
_FURTHEST = 1 << 31
_ANY = ""
_NO_NOTE = "-"
"""In place of the name of a note, for questions that are in none."""

_Short = Annotated[str, Query(max_length=300)]


def filters(  # noqa: PLR0913 - one for each filter
    family: _Short = _ANY,
    code: _Short = _ANY,
    severity: _Short = _ANY,
    mending: _Short = _ANY,
    topic: _Short = _ANY,
    source: _Short = _ANY,
    question: Annotated[int | None, Query(ge=1, lt=1 << 63)] = None,
    *,
    ignored: bool = False,
) -> Wanted:
    """The filters of an address; those that nobody knows do not matter."""
    return Wanted(
        family=next((each for each in Family if each == family), None),
        code=code.upper() if code.upper() in all_rules() else None,
        severity=next((each for each in Severity if each == severity), None),
        mending=next((each for each in Mending if each == mending), None),
        topic=topic or None,
        source=None if not source else "" if source == _NO_NOTE else source,
        question=question,
        ignored=ignored,
    )


Filters = Annotated[Wanted, Depends(filters)]


@routes.get("/findings")
def show_findings(
    here: Here,
    wanted: Filters,
    offset: Annotated[int, Query(ge=0, lt=_FURTHEST)] = 0,
    taken: Annotated[int | None, Query(ge=1, lt=1 << 63)] = None,
) -> Response:
    """What was found, filtered; with what is checked just now."""
    return _page(here, wanted, offset, taken=taken)


class FilteredForm(Change):
    """The address of the list that a button stood on."""

    back: str = "/findings"


class OneForm(FilteredForm):
    """A finding as it was seen."""

    question: int
    revision: int
    place: int


class MendForm(OneForm):
    """A finding to be mended."""


class IgnoreForm(OneForm):
    """A finding that is to be ignored, and why."""

    reason: Annotated[str, Field(max_length=10 * LONGEST_REASON)] = ""


@routes.post("/findings/mend")
def mend_finding(here: Here, form: Annotated[MendForm, Form()]) -> Response:
    """Mend one, as an edit."""

    def mend(unit: Unit) -> str:
        done = unit.findings.mend(form.question, form.revision, form.place)
        return telling_of(inside(form.back, "/findings"), done.change_id or NOTHING)

    try:
        return here.change(form, mend)
    except StaleQuestion as refusal:
        return _page(here, Wanted(question=form.question), 0, failure=failure_of(refusal))


class MendAllForm(FilteredForm):
    """The filters of the findings that are to be mended."""

    family: str = _ANY
    code: str = _ANY
    severity: str = _ANY
    topic: str = _ANY
    source: str = _ANY


@routes.post("/findings/mend-safely")
def mend_safely(here: Here, form: Annotated[MendAllForm, Form()]) -> Response:
    """Mend all that fits the filters and can be mended safely, as one edit."""
    wanted = filters(form.family, form.code, form.severity, _ANY, form.topic, form.source)

    def mend(unit: Unit) -> str:
        done = unit.findings.mend_safely(wanted)
        return telling_of(inside(form.back, "/findings"), done.change_id or NOTHING)

    return here.change(form, mend)


@routes.post("/findings/ignore")
def ignore_finding(here: Here, form: Annotated[IgnoreForm, Form()]) -> Response:
    """Ignore one with a reason; without a reason the form is shown again, with what was typed."""

    def ignore(unit: Unit) -> str:
        number = unit.findings.ignore(form.question, form.revision, form.place, form.reason)
        back = inside(form.back, "/findings")
        return f"{back}{'&' if '?' in back else '?'}taken={number}"

    try:
        return here.change(form, ignore)
    except (InvalidInput, StaleQuestion) as refusal:
        wanted = Wanted(question=form.question)
        return _page(here, wanted, 0, failure=failure_of(refusal), typed={(form.question, form.place): form.reason})


class TakeBackForm(FilteredForm):
    """What is to be ignored no more."""

    ignored: int


@routes.post("/findings/take-back")
def take_back(here: Here, form: Annotated[TakeBackForm, Form()]) -> Response:
    """Ignore it no more."""

    def back(unit: Unit) -> str:
        unit.findings.take_back(form.ignored)
        return inside(form.back, "/findings")

    return here.change(form, back)


class CheckForm(FilteredForm):
    """What is to be checked: without a question, the whole bank."""

    question: int | None = None


@routes.post("/findings/check")
def check_again(here: Here, form: Annotated[CheckForm, Form()]) -> Response:
    """Have the bank checked in the background."""

    def check(unit: Unit) -> str:
        check_later(unit.jobs, [form.question] if form.question else ())
        return inside(form.back, "/findings")

    return here.change(form, check)


@routes.get("/rules")
def show_rules(here: Here, family: Annotated[str, Query(max_length=5)] = "") -> Response:
    """All rules, or those of a family."""
    only = next((each for each in Family if each == family), None)
    rules = [rule for rule in all_rules().values() if only in {None, rule.family}]
    return here.page("findings/rules.html", rules=rules, families=Family, only=only)


@routes.get("/rules/{code}")
def show_rule(here: Here, code: str) -> Response:
    """What a rule means, what is right, and how that is known."""
    rule = rule_with(code)
    _title, _blank, *lines = page_of_rule(rule)
    return here.page("findings/rule.html", rule=rule, sections=list(_sections(lines)))


def _sections(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The parts of a page by their headings; what is an example in it is none."""
    title, said, fence = "", list[str](), ""
    for line in lines:
        if not fence and line.startswith("## "):
            yield title, "\n".join(said)
            title, said = line.removeprefix("## "), []
            continue
        if line.startswith("```") and (not fence or line == fence):
            fence = "" if fence else line[: len(line) - len(line.lstrip("`"))]
        said.append(line)
    yield title, "\n".join(said)


def _page(
    here: Asked,
    wanted: Wanted,
    offset: int,
    *,
    taken: int | None = None,
    failure: Failure | None = None,
    typed: Mapping[tuple[int, int], str] | None = None,
) -> Response:
    with here.reading() as unit:
        if here.partly:
            return here.page("findings/_checking.html", going=_going(unit), back=_address(wanted), ended=True)
        page = unit.findings.page(wanted, limit=PAGE, offset=offset)
        topics = sorted(unit.attention.coverage().topics)
        values: dict[str, Any] = {
            "going": _going(unit),
            "runs": grounds(lambda: unit.sandbox).runs,
            "ran": bool(unit.snippets.tally()),
            "told": here.told(unit),
            "just": next((one for one in unit.findings.ignored() if one.id == taken), None) if taken else None,
            "empty": unit.lines.is_empty(),
        }
    status: dict[str, Any] = {"status": failure.status} if failure else {}
    return here.page(
        "findings/page.html",
        **status,
        page=page,
        wanted=wanted,
        offset=offset,
        following=offset + PAGE if page.total > offset + PAGE else None,
        before=max(offset - PAGE, 0) if offset else None,
        here=_address(wanted, offset),
        shown=_parameters(wanted),
        topics=topics,
        failure=failure,
        typed=typed or {},
        families=Family,
        severities=Severity,
        mendings=Mending,
        **values,
    )


def _parameters(wanted: Wanted) -> dict[str, str]:
    return {
        "family": wanted.family or "",
        "code": wanted.code or "",
        "severity": wanted.severity or "",
        "mending": wanted.mending or "",
        "topic": wanted.topic or "",
        "source": _NO_NOTE if wanted.source == "" else wanted.source or "",
        "question": str(wanted.question or ""),
        "ignored": "true" if wanted.ignored else "",
    }


def _address(wanted: Wanted, offset: int = 0) -> str:
    asked = query(**_parameters(wanted), offset=offset or "")
    return f"/findings?{asked}" if asked else "/findings"


def _going(unit: Unit) -> JobLine | None:
    """What checks the bank or runs its code just now, or will."""
    return next(iter(unit.jobs.in_hand(CHECK, RECHECK, limit=1)), None)
