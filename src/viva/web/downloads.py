"""Files that a page gives to keep."""

import json

from fastapi import Response

MEDIA = {
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
    "ics": "text/calendar; charset=utf-8",
}


def attached(content: bytes, name: str, ending: str) -> Response:
    """A file to keep; nothing on the way keeps another."""
    told = {"Content-Disposition": f'attachment; filename="{name}.{ending}"', "Cache-Control": "no-store"}
    return Response(content, media_type=MEDIA[ending], headers=told)


def json_bytes(value: object) -> bytes:
    """Plain data for a person and for programs."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
