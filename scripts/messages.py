"""Brings the message catalogues up to date with the texts in the source, and compiles them.

    python scripts/messages.py

What is new arrives without a translation and what is gone is removed; a test
fails until every text has its translation. Guessed ("fuzzy") ones are not made.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "viva"
CATALOGUES = SOURCE / "locale"
CALLS: dict[str, tuple[int, ...] | None] = {"_": None, "marked": None, "ngettext": (1, 2), "Reason": None}
"""What is called with texts to translate: `Reason` keeps its template, which is translated when it is shown."""

METHODS = [("**.py", "python"), ("web/templates/**.html", "jinja2")]
"""Where texts stand, and how they are found there."""

HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plural_forms}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
"""What readers of catalogues need, and nothing that differs from day to day."""


def extract() -> Catalog:
    """Every text of the source, with the files it is from."""
    catalogue = Catalog(project="viva", fuzzy=False)
    found = extract_from_dir(SOURCE, method_map=METHODS, keywords=CALLS, strip_comment_tags=True)
    for file, _line, text, _comments, context in found:
        catalogue.add(text, locations=[(file, 0)], context=context)
    return catalogue


def update(file: Path, texts: Catalog) -> None:
    """Give a catalogue exactly these texts, keeping the translations it has."""
    before = read(file)
    after = Catalog(locale=before.locale, fuzzy=False)
    for text in texts:
        if text.id:
            known = before.get(text.id)
            after.add(text.id, known.string if known else "", locations=text.locations)
    with file.open("wb") as out:
        out.write(HEADER.format(language=after.locale_identifier, plural_forms=after.plural_forms).encode())
        write_po(out, after, width=120, sort_output=True, include_lineno=False, omit_header=True)


def read(file: Path) -> Catalog:
    """A catalogue as it is kept; what is broken in it is an error."""
    with file.open("rb") as lines:
        return read_po(lines, locale=file.parents[1].name, abort_invalid=True)


def main() -> None:
    """Update and compile all catalogues."""
    sys.path.insert(0, str(ROOT))
    from hatch_build import compile_catalogues

    texts = extract()
    for file in sorted(CATALOGUES.glob("*/LC_MESSAGES/*.po")):
        update(file, texts)
        left = sum(1 for message in read(file) if message.id and not any(message.string or ""))
        print(f"{file.relative_to(ROOT)}: {left} to translate")
    compile_catalogues(CATALOGUES)


if __name__ == "__main__":
    main()
