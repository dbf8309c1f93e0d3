"""Everything that can be set from outside: the `VIVA_*` variables, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things are kept and how Viva speaks; made once and passed in."""

    data: Path
    """`VIVA_DATA`: the folder that holds everything, the bank included."""

    database_url: str
    """`VIVA_DATABASE_URL`: the database; a SQLite file in the data folder unless set."""

    @classmethod
    def read(cls, environ: Mapping[str, str], *, data: Path | None = None) -> "Settings":
        """Read the environment; `data`, given on the command line, wins over `VIVA_DATA`."""
        raise NotImplementedError
