"""Files that come with a form: spooled to disk while they arrive, and read once."""

import hashlib
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from viva.intake.arrivals.holding import MOST_FILES
from viva.intake.arrivals.model import Arriving
from viva.kernel.errors import InvalidInput, Unavailable
from viva.kernel.i18n import _
from viva.kernel.refusals import reason

LONGEST_TEXT = 2 * 1024 * 1024
"""Bytes of a text that is pasted; more of it is a file."""

_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A form with files, a text, or both."""

    key: str
    files: Sequence[UploadFile]
    text: str
    name: str
    """Of the text."""

    def arriving(self) -> list[Arriving]:
        """What came, by its names."""
        files = [Arriving(each.filename or "", _reader(each)) for each in self.files]
        if self.text.strip():
            encoded = self.text.replace("\r\n", "\n").encode("utf-8", "replace")
            files.append(Arriving(self.name.strip() or _("pasted.md"), lambda: encoded))
        return files

    def fingerprint(self) -> str:
        """Two uploads with one fingerprint are the same."""
        digest = hashlib.sha256(f"{self.name}\0{self.text}".encode("utf-8", "replace"))
        for each in self.files:
            each.file.seek(0)
            digest.update(f"\0{each.filename}\0".encode("utf-8", "replace"))
            while part := each.file.read(_CHUNK):
                digest.update(part)
        return digest.hexdigest()


async def uploaded(request: Request) -> AsyncIterator[Upload]:
    """Take the form in; its files are deleted when it is answered."""
    try:
        form = await request.form(max_files=MOST_FILES, max_fields=20, max_part_size=LONGEST_TEXT)
    except HTTPException as refusal:
        if refusal.status_code != HTTPStatus.BAD_REQUEST:
            raise
        raise InvalidInput(
            _(
                "The form cannot be read: it has more than {files} files, a text of more than {megabytes} MB, or was "
                "cut off."
            ).format(files=MOST_FILES, megabytes=LONGEST_TEXT // 1024**2)
        ) from refusal
    except OSError as refusal:
        raise Unavailable(
            _("What you sent finds no room on its way in: {cause}. Make room in {folder} and try again.").format(
                cause=reason(refusal), folder=tempfile.gettempdir()
            )
        ) from refusal
    try:
        yield Upload(
            key=_text(form, "key"),
            files=[each for each in form.getlist("files") if isinstance(each, UploadFile) and each.filename],
            text=_text(form, "text"),
            name=_text(form, "name"),
        )
    finally:
        await form.close()


Brought = Annotated[Upload, Depends(uploaded)]


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _reader(upload: UploadFile) -> Callable[[], bytes]:
    def read() -> bytes:
        upload.file.seek(0)
        return upload.file.read()

    return read
