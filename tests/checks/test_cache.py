"""What is kept between runs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.checks.notes import EVERYTHING
from viva.checks.cache import Cache, Entry, key_of
from viva.checks.ignores import Ignores
from viva.checks.model import Edit, Family, Finding, Fix
from viva.checks.service import Checks, GivenNote
from viva.notes.model import Draft
from viva.snippets.model import Case

NOTE = b"# What is \xd0\xa0ython?\n\nTODO\n\n# What is a set? <!-- viva: ignore Q101 -->\n"


@dataclass(frozen=True)
class Watched:
    """A note that remembers how often it was read."""

    note: GivenNote
    looks: list[Collection[Family]] = field(default_factory=list)

    @property
    def path(self) -> str:
        return self.note.path

    @property
    def folder(self) -> Path | None:
        return None

    @property
    def key(self) -> str:
        return self.note.key

    @property
    def belongs_to(self) -> str:
        return self.path

    def lines(self) -> Sequence[str]:
        return self.note.lines()

    def cases(self) -> Sequence[Case]:
        return self.note.cases()

    def look(self, families: Collection[Family]) -> tuple[Entry, Sequence[Draft]]:
        self.looks.append(families)
        return self.note.look(families)


def test_a_note_that_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    note = Watched(GivenNote("note.md", NOTE))
    checks = Checks(Cache(tmp_path))

    first = checks.check([note], EVERYTHING).found
    assert len(note.looks) == 1
    again = checks.check([note], EVERYTHING).found

    assert len(note.looks) == 1
    assert [one.finding.values for one in again] == [one.finding.values for one in first]
    assert again == first


def test_a_note_that_changed_is_read_again(tmp_path: Path) -> None:
    checks = Checks(Cache(tmp_path))
    checks.check([GivenNote("note.md", NOTE)], EVERYTHING)
    note = Watched(GivenNote("note.md", NOTE + b"TODO\n"))

    checks.check([note], EVERYTHING)

    assert note.looks


def test_a_family_that_was_not_looked_for_is_added(tmp_path: Path) -> None:
    note = Watched(GivenNote("note.md", NOTE))
    checks = Checks(Cache(tmp_path))

    checks.check([note], {"N105"})
    checks.check([note], {"Q101"})
    checks.check([note], {"N105", "Q101"})

    assert [set(look) for look in note.looks] == [{Family.NOTE}, {Family.QUESTION}]


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"findings": 3}', b"\xff", b"[" * 10_000])
def test_an_entry_that_was_damaged_is_as_if_it_were_not_there(tmp_path: Path, damage: bytes) -> None:
    checks = Checks(Cache(tmp_path))
    first = checks.check([GivenNote("note.md", NOTE)], EVERYTHING).found
    for file in tmp_path.rglob("*.json"):
        file.write_bytes(damage)

    assert checks.check([GivenNote("note.md", NOTE)], EVERYTHING).found == first


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    checks = Checks(Cache(tmp_path / "file" / "cache"))

    assert checks.check([GivenNote("note.md", NOTE)], EVERYTHING).found


def test_an_entry_comes_back_as_it_was(tmp_path: Path) -> None:
    finding = Finding("N102", 3, 7, {"word": "Рython"}, Fix((Edit(3, 7, "Р", "P"),), safe=True))
    entry = Entry({Family.NOTE: [finding]}, [(1, 2, "a.png")], [(3, 4, "https://a")], Ignores({5: ("N1", "")}, ("F",)))
    cache = Cache(tmp_path)

    cache.keep(key_of(b"x"), entry)

    known = cache.entry(key_of(b"x"))
    assert known == entry
    assert known is not None
    assert known.findings[Family.NOTE][0].values == finding.values


def test_keys_do_not_run_into_each_other() -> None:
    assert key_of(b"a", b"bc") != key_of(b"ab", b"c")
