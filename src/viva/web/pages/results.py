"""What came of interviews, for their owner: the report and its files, comparing candidates, past questions."""

import zipfile
from collections.abc import Mapping
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Response

from viva.app import Unit
from viva.exchange.writing import plan_export
from viva.interviews.conduct.errors import Sealed
from viva.interviews.out import words as said
from viva.interviews.out.markdown import report_markdown
from viva.interviews.out.pack import Packed, pack, pack_markdown
from viva.interviews.out.plain import report_data, scorecards_data
from viva.interviews.out.sheets import in_bytes, paper_sheet, report_sheet
from viva.interviews.results.gating import rating_word
from viva.interviews.results.report import Report
from viva.interviews.templates.gates import in_words
from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.web.asking import Asked, Change, Here
from viva.web.downloads import attached, json_bytes
from viva.web.pages.interviews import BASE, interview_page
from viva.web.reports import bar, comparable, drawings, rows

routes = APIRouter()

Kind = Literal["pdf", "markdown", "json", "scorecards", "csv", "pack", "study"]
_ENDINGS: Mapping[Kind, str] = {
    "pdf": "pdf", "markdown": "md", "json": "json", "scorecards": "json", "csv": "csv", "pack": "md", "study": "zip",
}  # fmt: skip


@routes.get(f"{BASE}/{{interview_id:int}}/report")
def show_report(here: Here, interview_id: int) -> Response:
    """What all scorecards say together; while one is missing, who is waited for."""
    with here.reading() as unit:
        interview = unit.interviews.interview(interview_id)
        try:
            report = unit.results.report(interview_id)
        except Sealed as sealed:
            status = HTTPStatus.CONFLICT
            return here.page("interviews/sealed.html", status=status, interview=interview, sealed=sealed, wrong="")
    return _report(here, report)


class GlassForm(Change):
    """Why the seal is broken."""

    reason: str = ""


@routes.post(f"{BASE}/{{interview_id:int}}/report/glass")
def break_glass(here: Here, interview_id: int, form: Annotated[GlassForm, Form()]) -> Response:
    """Look at what is not submitted yet; everybody in the interview is told, and why."""
    told: list[Report] = []

    def carry() -> Mapping[str, str]:
        told.append(unit.results.break_glass(interview_id, form.reason))
        return {}

    try:
        with here.site.app.unit() as unit:
            asked = f"{here.request.url.path} {form.model_dump_json()}".encode()
            unit.receipts.once(form.key, asked, carry)
    except InvalidInput as trouble:
        with here.reading() as unit:
            interview = unit.interviews.interview(interview_id)
        wrong, status = str(trouble), HTTPStatus.UNPROCESSABLE_ENTITY
        return here.page("interviews/sealed.html", status=status, interview=interview, sealed=None, wrong=wrong)
    return _report(here, told[0]) if told else here.lead_to(f"{BASE}/{interview_id}")


def _report(here: Asked, report: Report) -> Response:
    with here.reading() as unit:
        others = comparable(unit, report.interview)
    answer = here.page(
        "interviews/report.html",
        report=report,
        interview=report.interview,
        overall=bar(report.overall, report.interview.scale, _("Everything")),
        drawings=drawings(report),
        rows=rows(report),
        said=said,
        in_words=in_words,
        rating_word=rating_word,
        others=others,
    )
    if report.broken_glass:
        answer.headers["Cache-Control"] = "no-store"
    return answer


@routes.get(f"{BASE}/{{interview_id:int}}/download/{{kind}}")
def download_report(here: Here, interview_id: int, kind: Kind) -> Response:
    """The report as a file; Viva keeps no copy of it."""
    with here.reading() as unit:
        report = unit.results.report(interview_id)
        content = _content(unit, report, kind)
    return attached(content, f"interview-{interview_id}-{kind}", _ENDINGS[kind])


def _content(unit: Unit, report: Report, kind: Kind) -> bytes:
    match kind:
        case "pdf":
            from viva.interviews.out.pdf import report_pdf

            return report_pdf(report)
        case "json":
            return json_bytes(report_data(report))
        case "scorecards":
            return json_bytes(scorecards_data(report))
        case "csv":
            return in_bytes(report_sheet(report))
        case "pack":
            return pack_markdown(report, _pack(unit, report)).encode()
        case "study":
            return _study(unit, _pack(unit, report))
        case "markdown":
            return report_markdown(report).encode()


@routes.get(f"{BASE}/{{interview_id:int}}/pack")
def show_pack(here: Here, interview_id: int) -> Response:
    """What the candidate may know: what was asked, how far they came, what to study next."""
    with here.reading() as unit:
        report = unit.results.report(interview_id)
        packed = _pack(unit, report)
    return here.page("interviews/pack.html", interview=report.interview, packed=packed)


@routes.get(f"{BASE}/{{interview_id:int}}/download-sheet")
def download_sheet(here: Here, interview_id: int) -> Response:
    """A sheet to fill in on paper or in a spreadsheet."""
    with here.reading() as unit:
        content = paper_sheet(unit.interviews.interview(interview_id), unit.interviews.lines(interview_id), {})
    return attached(in_bytes(content), f"interview-{interview_id}-sheet", "csv")


class InvitationForm(Change):
    """The link of a seat, which Viva itself does not keep."""

    link: str


@routes.post(f"{BASE}/{{interview_id:int}}/invitation")
def make_invitation(here: Here, interview_id: int, form: Annotated[InvitationForm, Form()]) -> Response:
    """A calendar file with the link of a seat."""
    try:
        with here.reading() as unit:
            content = unit.results.invitation(interview_id, form.link)
    except InvalidInput as trouble:
        return interview_page(here, interview_id, wrong={"when": str(trouble)})
    return attached(content.encode(), f"interview-{interview_id}", "ics")


def _pack(unit: Unit, report: Report) -> tuple[Packed, ...]:
    return pack(report, unit.interviews.lines(report.interview.id))


def _study(unit: Unit, packed: tuple[Packed, ...]) -> bytes:
    """The questions that were asked, as a bank to study from."""
    numbers = {each.question_id for each in packed if each.question_id is not None}
    made = BytesIO()
    with TemporaryDirectory(prefix="viva-study-") as folder, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        bank = Path(folder) / "bank"
        plan_export(bank, unit.exchange.bank(only=numbers)).write(over_edits=False)
        for file in sorted(bank.rglob("*")):
            out.write(file, file.relative_to(folder))
    return made.getvalue()
