"""What a test needs from its surroundings: missing it, a test is skipped by a person, and fails in CI."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import pytest

T = TypeVar("T")

CHECKOUT = Path(__file__).resolve().parents[1]


def in_ci(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether nothing may be skipped."""
    return environ.get("CI", "").lower() in {"1", "true"}


def require(thing: T | None, missing: str) -> T:
    """Give back `thing`; when it is not there, skip the test, or fail it in CI, with the sentence `missing`."""
    if thing:
        return thing
    if in_ci():
        pytest.fail(missing, pytrace=False)
    pytest.skip(missing)


def shared_folder(environ: Mapping[str, str] = os.environ) -> Path | None:
    """The optional folder with labelled notes to measure against: `VIVA_SHARED`, or `shared` beside the checkout."""
    folder = Path(environ.get("VIVA_SHARED") or CHECKOUT.parent / "shared")
    return folder if folder.is_dir() else None
