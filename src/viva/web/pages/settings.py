"""How the pages look and speak in this browser, where Viva keeps what it keeps, and taking all of it with you."""

import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Response
from pydantic import BaseModel
from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from viva.bank.exported import ExportedBank
from viva.exchange.streams import chunks
from viva.exchange.writing import plan_export
from viva.kernel.clock import day
from viva.telling.health import Check, check_all
from viva.web.addresses import inside
from viva.web.asking import Asked, Here
from viva.web.logs import LOG_FILE
from viva.web.look import COOKIE, SECONDS, Look, Theme

routes = APIRouter()

_STREAMS = {"json": "application/json", "csv": "text/csv; charset=utf-8", "md": "text/markdown; charset=utf-8"}
_FORMATS = {"md": "markdown"}


class LookForm(BaseModel):
    """What can be chosen; what is left out stays as it is."""

    language: Literal["en", "ru"] | None = None
    theme: Theme | None = None
    keys: Literal["on", "off"] | None = None
    back: str = "/settings"


@routes.get("/settings")
def show_settings(here: Here) -> Response:
    """All there is to choose, and where everything is."""
    settings = here.site.settings
    with here.reading() as unit:
        starter = unit.starter.holding()
    return here.page(
        "settings/page.html",
        starter=starter,
        settings=settings,
        log=settings.data / LOG_FILE,
        upload_limit=here.site.upload_limit,
        is_file=settings.database_url.startswith("sqlite"),
    )


@routes.get("/settings/checks")
def show_checks(here: Here) -> Response:
    """What `viva doctor` finds; the settings ask for it when they are shown, since it reads the whole database."""
    template = "settings/_checks.html" if here.partly else "settings/checks.html"
    return here.page(template, checks=_checks(here))


@routes.post("/settings/look")
def change_look(here: Here, form: Annotated[LookForm, Form()]) -> Response:
    """Keep what was chosen in the browser, and go back to where it was chosen."""
    before = here.look
    look = Look(
        language=form.language or before.language,
        theme=form.theme or before.theme,
        keys=before.keys if form.keys is None else form.keys == "on",
    )
    answer = here.lead_to(inside(form.back, "/settings"))
    answer.set_cookie(COOKIE, look.cookie(), max_age=SECONDS, samesite="lax")
    return answer


@routes.get("/settings/bank.zip")
def download_bank(here: Here) -> Response:
    """The bank as a folder of Markdown, with all its history, in one file."""

    def make(file: Path) -> None:
        folder = file.with_name("bank")
        with here.reading() as unit:
            plan_export(folder, unit.exchange.bank()).write(over_edits=False)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            for one in sorted(folder.rglob("*")):
                packed.write(one, one.relative_to(folder.parent))

    return _download("zip", "application/zip", make)


@routes.get("/settings/bank.{kind}")
def download_stream(here: Here, kind: Literal["json", "csv", "md"]) -> Response:
    """The questions as one document for programs, a table, or a handbook to read."""

    def make(file: Path) -> None:
        with here.reading() as unit, file.open("w", encoding="utf-8", newline="") as out:
            bank: ExportedBank = unit.exchange.bank()
            out.writelines(chunks(_FORMATS.get(kind, kind), bank))

    return _download(kind, _STREAMS[kind], make)


@routes.get("/settings/backup.sqlite3")
def download_backup(here: Here) -> Response:
    """A copy of the database, as `viva db backup` makes it; a sentence where it is on PostgreSQL."""

    def back_up(file: Path) -> None:
        here.site.app.backup(file)

    return _download("sqlite3", "application/vnd.sqlite3", back_up)


def _download(ending: str, media_type: str, make: Callable[[Path], None]) -> Response:
    """A file that is made whole before the first of it is sent, and gone when the last of it was."""
    folder = Path(mkdtemp(prefix="viva-download-"))
    file = folder / f"viva-{day(datetime.now(UTC))}.{ending}"
    try:
        make(file)
    except BaseException:
        _remove(folder)
        raise
    return FileResponse(
        file,
        media_type=media_type,
        filename=file.name,
        headers={"Cache-Control": "no-store"},
        background=BackgroundTask(_remove, folder),
    )


def _remove(folder: Path) -> None:
    shutil.rmtree(folder)


def _checks(here: Asked) -> list[Check]:
    app = here.site.app
    return check_all(here.site.settings, app.examine(), app.examine_jobs())
