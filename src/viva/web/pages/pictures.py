"""Pictures of the bank, by the hash of their bytes."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from viva.web.asking import Here

routes = APIRouter()

_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_FOR_EVER = "private, max-age=31536000, immutable"
_NOTHING_RUNS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@routes.get("/pictures/{sha256}")
def show_picture(here: Here, sha256: Annotated[str, Path(pattern="[0-9a-f]{64}")]) -> Response:
    """The bytes, as the kind of picture they are; whatever else they are, nothing in them is carried out."""
    with here.reading() as unit:
        content = unit.bank.picture(sha256)
    headers = {"Cache-Control": _FOR_EVER, "Content-Security-Policy": _NOTHING_RUNS}
    return Response(content, media_type=kind_of(content), headers=headers)


def kind_of(content: bytes) -> str:
    """The kind of a picture by its first bytes: its name may say anything."""
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:12] in {b"ftypavif", b"ftypavis"}:
        return "image/avif"
    if b"<svg" in content[:1024].lower():
        return "image/svg+xml"
    return next((kind for start, kind in _KINDS if content.startswith(start)), "application/octet-stream")
