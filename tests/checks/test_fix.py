"""Mending notes."""

import stat
from pathlib import Path

import pytest

from tests.checks.notes import EVERYTHING
from viva.checks.cache import Cache
from viva.checks.fixing import diff, mend, replace
from viva.checks.model import Edit, Finding, Fix
from viva.checks.service import Checks, GivenNote
from viva.kernel.errors import Unavailable


def mended(data: bytes, *, unsafe: bool = False) -> tuple[bytes, int]:
    return Checks(Cache(None)).mend(GivenNote("note.md", data), EVERYTHING, unsafe=unsafe)


NOTE = "# What is Рython?\r\n\r\nSee https://a.com/?utm_source=b and http://docs.python.org/3/ for it.\r\n"


def test_everything_safe_is_mended_and_the_rest_of_the_bytes_stays() -> None:
    data, count = mended(NOTE.encode())

    assert data.decode() == "# What is Python?\r\n\r\nSee https://a.com/ and https://docs.python.org/3/ for it.\r\n"
    assert count == 3


def test_mending_again_changes_nothing() -> None:
    data, _count = mended(NOTE.encode())

    assert mended(data) == (data, 0)


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8-sig", "utf-16"])
def test_a_note_keeps_its_encoding(encoding: str) -> None:
    text = "# Что такое список?\n\nПодробно: http://docs.python.org/3/ и ещё много разных слов по-русски.\n"

    data, count = mended(text.encode(encoding))

    assert count == 1
    assert data.decode(encoding) == text.replace("http:", "https:")


def test_an_unsafe_fix_waits_until_it_is_asked_for() -> None:
    note = b"# A\n\n```python\nimport logging\nlogging.warn('x')\n```\n"

    assert mended(note)[0] == note
    assert b"logging.warning('x')" in mended(note, unsafe=True)[0]


def test_of_two_fixes_of_the_same_text_the_first_wins() -> None:
    one = Finding("N102", 1, 1, fix=Fix((Edit(1, 1, "ab", "x"),), safe=True))
    other = Finding("N102", 1, 2, fix=Fix((Edit(1, 2, "bc", "y"),), safe=True))

    assert mend(b"abc\n", [one, other], unsafe=False) == (b"xc\n", 1)


def test_a_fix_whose_text_is_no_longer_there_is_left_out() -> None:
    gone = Finding("N102", 1, 1, fix=Fix((Edit(1, 1, "zz", "x"),), safe=True))
    far = Finding("N102", 9, 1, fix=Fix((Edit(9, 1, "a", "x"),), safe=True))

    assert mend(b"abc\n", [gone, far], unsafe=False) == (b"abc\n", 0)


def test_a_diff_shows_the_lines() -> None:
    assert diff("note.md", b"a\nb\n", b"a\nc\n")[-3:] == [" a", "-b", "+c"]


def test_a_diff_shows_damage_that_reading_repairs() -> None:
    before = "What is it?\r\nIt doesn\u201a\u00c4\u00f4t matter.\r\n".encode()
    after, count = mended(before)

    assert count == 1
    assert diff("note.md", before, after)[-2:] == ["-It doesn\u201a\u00c4\u00f4t matter.", "+It doesn\u2019t matter."]


def test_a_file_keeps_its_mode_and_a_link_stays_a_link(tmp_path: Path) -> None:
    file, link = tmp_path / "note.md", tmp_path / "link.md"
    file.write_bytes(b"old")
    file.chmod(0o640)
    link.symlink_to(file)

    replace(link, b"new")

    assert file.read_bytes() == b"new"
    assert link.is_symlink()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(tmp_path.iterdir()) == [link, file]


def test_a_file_that_cannot_be_written_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="cannot be written"):
        replace(tmp_path / "missing" / "note.md", b"new")
