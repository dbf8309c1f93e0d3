"""Files and folders on the command line."""

from collections.abc import Sequence
from pathlib import Path

from cyclopts import Token


def place(_type: object, tokens: Sequence[Token]) -> Path:
    """A path that names something: nothing at all, as of a variable that is not set, would be the working folder."""
    if not tokens[0].value:
        raise ValueError
    return Path(tokens[0].value)
