"""What a command is given besides its own words."""

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import cyclopts

from viva.cli.output import Output

if TYPE_CHECKING:
    from viva.app import App, Unit
    from viva.glance import Glance
    from viva.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Context:
    """Where a command writes, where the bank is, and the program it belongs to."""

    output: Output
    data: Path | None
    program: cyclopts.App

    def settings(self) -> "Settings":
        """What the environment and `--data` say."""
        from viva.settings import Settings

        return Settings.read(os.environ, data=self.data)

    @property
    def bank_is_named(self) -> bool:
        """Whether the person says which bank to use, on the command line or in the environment."""
        return self.data is not None or any(os.environ.get(name) for name in ("VIVA_DATA", "VIVA_DATABASE_URL"))

    def unusual_data(self) -> Path | None:
        """The data folder, if a command would not use it by itself."""
        from viva.settings import Settings

        folder = self.settings().data
        return None if folder == Settings.read({}).data else folder

    def ask(self, question: "Callable[[Glance | Unit], T]") -> T:
        """What is read in the bank; where all is as usual, little is loaded for it."""
        from viva.glance import Unusual, glance

        with suppress(Unusual), glance(self.settings()) as bank:
            return question(bank)
        with self.app() as app, app.reader() as unit:
            return question(unit)

    @contextmanager
    def app(self, *, reader_version: int = 1) -> "Generator[App]":
        """The services, opened for this command; one that imports says with which reader."""
        from viva.app import App

        app = App(self.settings(), reader_version=reader_version)
        try:
            yield app
        finally:
            app.close()
