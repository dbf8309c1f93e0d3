"""Everything that can be set from outside: the `VIVA_*` variables, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import LANGUAGES, _
from viva.kernel.numbers import whole

BANK_FILE = "viva.sqlite3"
"""The bank inside the data folder, unless a database is named."""

_POSTGRES = ("postgresql+psycopg://", "postgresql://", "postgres://")
_SQLITE = "sqlite:///"
_MOST_MEGABYTES = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things are kept and how Viva speaks; made once and passed in."""

    data: Path
    """`VIVA_DATA`: the folder that holds everything, the bank included."""

    database_url: str
    """`VIVA_DATABASE_URL`: the database; a SQLite file in the data folder unless set."""

    kits: Path
    """`VIVA_KITS`: the folder for what programs in the sandbox find installed; all banks share it."""

    backup_dir: Path | None = None
    """`VIVA_BACKUP_DIR`: the folder for nightly backups of a SQLite bank; none are made unless set."""

    upload_mb: int = 64
    """`VIVA_UPLOAD_MB`: how many megabytes of notes the pages take at once."""

    sandbox: str = "full"
    """`VIVA_SANDBOX`: `reduced` keeps the programs of notes in without namespaces."""

    @classmethod
    def read(cls, environ: Mapping[str, str], *, data: Path | None = None) -> "Settings":
        """Read the environment; `data`, given on the command line, wins over `VIVA_DATA`."""
        _check_language(environ.get("VIVA_LANG", ""))
        folder = (data or _data_folder(environ.get("VIVA_DATA", ""))).expanduser().absolute()
        named = environ.get("VIVA_DATABASE_URL", "")
        backups = environ.get("VIVA_BACKUP_DIR", "")
        return cls(
            data=folder,
            database_url=_database_url(named) if named else f"{_SQLITE}{folder / BANK_FILE}",
            kits=_kits_folder(environ.get("VIVA_KITS", "")).expanduser().absolute(),
            backup_dir=Path(backups).expanduser().absolute() if backups else None,
            upload_mb=_megabytes(environ.get("VIVA_UPLOAD_MB") or "64"),
            sandbox=_sandbox(environ.get("VIVA_SANDBOX") or "full"),
        )

    @property
    def bank_file(self) -> str | None:
        """The SQLite file, where the address names one and says no more."""
        _scheme, sqlite, file = self.database_url.rpartition(_SQLITE)
        return None if not sqlite or "?" in file else file

    @property
    def reduced_sandbox(self) -> bool:
        """Whether the weaker one was chosen."""
        return self.sandbox == "reduced"


def _data_folder(named: str) -> Path:
    if named:
        return Path(named)
    from platformdirs import user_data_path  # late: most commands are told where to look, or only ask for help

    return user_data_path("viva", appauthor=False)


def _kits_folder(named: str) -> Path:
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("viva", appauthor=False) / "kits"


def _database_url(named: str) -> str:
    for prefix in _POSTGRES:
        if named.startswith(prefix):
            return _POSTGRES[0] + named.removeprefix(prefix)
    if named.startswith(_SQLITE) and named != _SQLITE:
        return named
    raise InvalidInput(
        _("VIVA_DATABASE_URL is {value}: it must begin with {sqlite} and name a file, or begin with {postgres}").format(
            value=named.partition("://")[0], sqlite=_SQLITE, postgres=_POSTGRES[1]
        )
    )


def _megabytes(told: str) -> int:
    megabytes = whole(told, _MOST_MEGABYTES)
    if megabytes:
        return megabytes
    raise InvalidInput(
        _("VIVA_UPLOAD_MB is {value}: it must be a whole number from 1 to {most}").format(
            value=told, most=_MOST_MEGABYTES
        )
    )


def _sandbox(told: str) -> str:
    if told not in {"full", "reduced"}:
        raise InvalidInput(_("VIVA_SANDBOX is {value}: it must be full or reduced").format(value=told))
    return told


def _check_language(named: str) -> None:
    if named and named not in LANGUAGES:
        raise InvalidInput(
            _("VIVA_LANG is {value}: Viva speaks {languages}").format(value=named, languages=", ".join(LANGUAGES))
        )
