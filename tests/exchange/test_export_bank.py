"""Writing a bank into a folder: only what changed, and nothing of a person's is lost."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.exchange.small_banks import a_bank, a_question
from viva.bank.content import Content
from viva.bank.editing import SAID
from viva.bank.exported import ExportedBank, ExportedRelation
from viva.bank.model import QuestionStatus
from viva.exchange.model import Changes
from viva.exchange.reading import read_bank
from viva.exchange.writing import plan_export
from viva.kernel.errors import Conflict, InvalidInput
from viva.notes.model import RelationKind

GIL = "concurrency/what-is-the-gil-aaaaaaaaaa.md"


def export(folder: Path, bank: ExportedBank, *, over_edits: bool = False) -> Changes:
    planned = plan_export(folder, bank)
    planned.write(over_edits=over_edits)
    return planned.changes


def state_of(folder: Path) -> dict[str, tuple[bytes, int]]:
    """What is in each file, and when it was written."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_question_is_a_page_in_the_folder_of_its_first_topic(tmp_path: Path) -> None:
    export(tmp_path / "bank", a_bank())

    assert (tmp_path / "bank" / GIL).read_text(encoding="utf-8") == (
        "---\nid: aaaaaaaaaa\nlanguage: en\ntopics: [concurrency]\n---\n\n# What is the GIL?\n\nA lock.\n"
    )


def test_the_same_bank_again_touches_no_file(tmp_path: Path) -> None:
    export(tmp_path, a_bank())
    before = state_of(tmp_path)

    changes = export(tmp_path, a_bank())

    assert state_of(tmp_path) == before
    assert (changes.added, changes.changed, changes.removed) == ((), (), ())


def test_a_question_that_is_gone_takes_its_page_and_empty_folder_along(tmp_path: Path) -> None:
    export(tmp_path, a_bank(a_question(), a_question("Why?", key="b" * 10, topics=())))

    changes = export(tmp_path, a_bank(a_question("Why?", key="b" * 10, topics=())))

    assert changes.removed == (GIL,)
    assert not (tmp_path / "concurrency").exists()
    assert (tmp_path / "other/why-bbbbbbbbbb.md").exists()


def test_files_of_a_person_stay(tmp_path: Path) -> None:
    export(tmp_path, a_bank())
    (tmp_path / "README.md").write_text("# About our bank\n", encoding="utf-8")
    (tmp_path / "concurrency" / "drawing.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "concurrency" / "mine.md").write_text("# Mine?\n\nYes.\n", encoding="utf-8")

    export(tmp_path, a_bank(a_question("Why?", key="b" * 10)))

    assert (tmp_path / "README.md").exists()
    assert (tmp_path / "concurrency" / "drawing.txt").exists()
    assert (tmp_path / "concurrency" / "mine.md").exists()
    assert not (tmp_path / GIL).exists()


def test_a_page_stays_where_a_person_moved_it(tmp_path: Path) -> None:
    export(tmp_path, a_bank())
    moved = tmp_path / "python" / "gil.md"
    moved.parent.mkdir()
    (tmp_path / GIL).rename(moved)

    changes = export(tmp_path, a_bank(a_question(more=(Content(prompt="What is the GIL?", answer="A mutex."),))))

    assert "python/gil.md" in changes.changed
    assert "A mutex." in moved.read_text(encoding="utf-8")
    assert not (tmp_path / GIL).exists()


def test_an_edit_that_the_bank_does_not_know_is_not_overwritten(tmp_path: Path) -> None:
    export(tmp_path, a_bank())
    page = tmp_path / GIL
    page.write_text(page.read_text(encoding="utf-8").replace("A lock", "A big lock"), encoding="utf-8")
    before = state_of(tmp_path)
    changed = a_bank(a_question(more=(Content(prompt="What is the GIL?", answer="A mutex."),)))

    with pytest.raises(
        Conflict, match=r"gil-aaaaaaaaaa\.md was edited since it was exported: import it first, or use --force"
    ):
        export(tmp_path, changed)

    assert state_of(tmp_path) == before
    export(tmp_path, changed, over_edits=True)
    assert "A mutex." in page.read_text(encoding="utf-8")


def test_an_edit_that_the_bank_took_over_may_be_overwritten(tmp_path: Path) -> None:
    export(tmp_path, a_bank())
    page = tmp_path / GIL
    page.write_text(page.read_text(encoding="utf-8").replace("A lock", "A mutex"), encoding="utf-8")
    edit = Content(prompt="What is the GIL?", answer="A mutex.", topics=("concurrency",), language="en")

    export(tmp_path, a_bank(a_question(more=(edit, replace(edit, answer="A mutex of the interpreter.")))))

    assert "A mutex of the interpreter." in page.read_text(encoding="utf-8")


def test_an_edited_page_is_not_removed(tmp_path: Path) -> None:
    export(tmp_path, a_bank(a_question(), a_question("Why?", key="b" * 10)))
    (tmp_path / GIL).write_text("# Other?\n", encoding="utf-8")

    with pytest.raises(Conflict):
        export(tmp_path, a_bank(a_question("Why?", key="b" * 10)))

    assert (tmp_path / GIL).exists()


def test_line_ends_alone_are_no_change(tmp_path: Path) -> None:
    export(tmp_path, a_bank())
    for path in tmp_path.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert export(tmp_path, a_bank()).changed == ()
    assert read_bank(tmp_path).edited == ()


def test_a_page_written_by_hand_becomes_the_page_of_its_question(tmp_path: Path) -> None:
    (tmp_path / "viva-bank.toml").write_text('# ours\nformat = "viva-bank"\nversion = 1\n', encoding="utf-8")
    by_hand = tmp_path / "gil.md"
    by_hand.write_text("---\nlanguage: en\ntopics: concurrency\n---\n# What is the GIL?\nA lock.\n", encoding="utf-8")

    export(tmp_path, a_bank())

    assert by_hand.read_text(encoding="utf-8").startswith("---\nid: aaaaaaaaaa\n")
    assert not (tmp_path / GIL).exists()
    assert (tmp_path / "viva-bank.toml").read_text(encoding="utf-8").startswith("# ours")


def test_names_that_are_the_same_without_case_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "viva-bank.toml").write_text('format = "viva-bank"\nversion = 1\n', encoding="utf-8")
    other = tmp_path / "Concurrency" / "WHAT-is-the-gil-aaaaaaaaaa.md"
    other.parent.mkdir()
    other.write_text("# Another one\n", encoding="utf-8")

    export(tmp_path, a_bank())

    assert (tmp_path / "concurrency/what-is-the-gil-aaaaaaaaaa-2.md").exists()


def test_pictures_are_kept_once_and_shown_by_the_pages(tmp_path: Path) -> None:
    content = b"\x89PNG\r\n\x1a\n bytes"
    sha256 = hashlib.sha256(content).hexdigest()
    shown: dict[str, str | None] = {"img/loop.png": sha256, "copy of loop.png": sha256}
    question = a_question(answer="![The loop](img/loop.png)\n\n![](<copy of loop.png>) img/loop.png", kept=shown)

    export(tmp_path, a_bank(question, pictures={sha256: content}))

    name = f"../pictures/{sha256[:16]}.png"
    text = (tmp_path / GIL).read_text(encoding="utf-8")
    assert f"\n![The loop]({name}#2)\n\n![](<{name}>) img/loop.png\n" in text
    assert f'\npictures:\n  "{name}": copy of loop.png\n  "{name}#2": img/loop.png\n' in text.replace(
        f"  {name}", f'  "{name}"'
    )
    assert [path.name for path in (tmp_path / "pictures").iterdir()] == [f"{sha256[:16]}.png"]
    assert read_bank(tmp_path).bank.questions == (question,)


def test_what_a_person_said_about_relatives_stands_in_the_page(tmp_path: Path) -> None:
    twins = ExportedRelation(
        one="a" * 10, other="b" * 10, kind=RelationKind.TWIN, score=1.0, reason=SAID, by_person=True
    )
    bank = replace(a_bank(a_question(), a_question("Что?", key="b" * 10)), relations=(twins,))

    export(tmp_path, bank)

    assert "\nrelated:\n  twin: [bbbbbbbbbb]\n" in (tmp_path / GIL).read_text(encoding="utf-8")
    assert not (tmp_path / ".viva/relations.jsonl").exists()


def test_a_status_is_told_where_the_wording_does_not_tell_it(tmp_path: Path) -> None:
    export(tmp_path, a_bank(a_question(status=QuestionStatus.RETIRED)))

    assert "\nstatus: retired\n" in (tmp_path / GIL).read_text(encoding="utf-8")


def test_a_folder_with_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine", encoding="utf-8")

    with pytest.raises(InvalidInput, match="is neither empty nor a bank: name a new folder"):
        plan_export(tmp_path, a_bank())
    with pytest.raises(InvalidInput, match=r"thesis\.tex is a file: name a folder"):
        plan_export(tmp_path / "thesis.tex", a_bank())


def test_a_folder_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    (tmp_path / "viva-bank.toml").write_text('format = "viva-bank"\nversion = 2\n', encoding="utf-8")

    with pytest.raises(InvalidInput, match=r"was written by a newer Viva \(its format is 2, this program knows 1\)"):
        plan_export(tmp_path, a_bank())
    with pytest.raises(InvalidInput, match="newer"):
        read_bank(tmp_path)


def test_a_plan_changes_nothing(tmp_path: Path) -> None:
    planned = plan_export(tmp_path / "bank", a_bank())

    assert GIL in planned.changes.added
    assert not (tmp_path / "bank").exists()
