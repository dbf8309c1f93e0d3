"""What tests need from their surroundings: without it a person's run skips them, and CI's run fails."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]

T = TypeVar("T")


def require(thing: T | None, missing: str) -> T:
    """Give back `thing`; when it is not there, skip the test with the sentence `missing`, which fails it in CI."""
    if thing:
        return thing
    pytest.skip(missing)


def shared_folder(environ: Mapping[str, str] = os.environ) -> Path | None:
    """The optional folder with labelled notes to measure against: `VIVA_SHARED`, or `shared` beside the checkout."""
    folder = Path(environ.get("VIVA_SHARED") or CHECKOUT.parent / "shared")
    return folder if folder.is_dir() else None
