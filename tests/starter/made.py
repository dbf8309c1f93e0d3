"""Starter banks of a few questions, older and newer ones, and adding them."""

from pathlib import Path

from viva.app import App
from viva.bank.incoming import Received
from viva.starter.service import Starter
from viva.starter.shipped import key_of


def a_starter(folder: Path, **pages: str) -> Path:
    """A starter bank with English pages: a text for each name; it takes the place of an older one."""
    folder.mkdir(exist_ok=True)
    (folder / "viva-bank.toml").write_text('format = "viva-bank"\nversion = 1\n')
    for file in folder.rglob("*.md"):
        file.unlink()
    for name, text in pages.items():
        put_page(folder, "en", f"python/{name}", text)
    return folder


def put_page(folder: Path, language: str, name: str, text: str, **values: str) -> None:
    """A page with its key, and other values above it."""
    file = folder / language / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    above = {"id": key_of(language, name), "language": language, **values}
    file.write_text("".join(["---\n", *(f"{key}: {value}\n" for key, value in above.items()), "---\n", text]))


def add(app: App, folder: Path, *languages: str) -> Received:
    """Add a starter bank, or bring it up to date."""
    with app.unit() as unit:
        return Starter(unit.exchange, folder).add(languages)


def number_of(app: App, name: str, language: str = "en") -> int:
    """The number of a question in the bank."""
    with app.reader() as unit:
        bank = unit.exchange.bank()
        (prompt,) = [one.content.prompt for one in bank.questions if one.key == key_of(language, f"python/{name}")]
        return next(line.id for line in unit.bank.questions().questions if line.prompt == prompt)
