"""Reading the folder of a bank: what people did to it, and everything that is wrong at once."""

import hashlib
from pathlib import Path

import pytest

from tests.exchange.small_banks import a_bank, a_question
from viva.bank.exported import ExportedKeyword
from viva.exchange.errors import Unreadable
from viva.exchange.folder import is_bank
from viva.exchange.reading import read_bank
from viva.exchange.writing import plan_export
from viva.kernel.errors import InvalidInput
from viva.notes.model import Group, RelationKind

TAKEN = "has this id too; take the line out of the copy to make it a question of its own"
BROKEN = "this line was not written by Viva; restore the file, or remove it to start a history anew"
PNG = b"\x89PNG\r\n\x1a\n bytes"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty bank, as a person makes it."""
    (tmp_path / "viva-bank.toml").write_text('format = "viva-bank"\nversion = 1\n', encoding="utf-8")
    return tmp_path


def put(folder: Path, path: str, text: str) -> Path:
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    return place


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(Unreadable) as refused:
        read_bank(folder)
    return [str(problem).removeprefix(f"{folder.as_posix()}/") for problem in refused.value.problems]


def test_pages_by_hand_are_a_bank(folder: Path) -> None:
    put(folder, "README.md", "# Our bank\n\nWrite questions below.")
    put(folder, "python/gil.md", "# What is the GIL?\nA lock.")
    put(folder, "drafts/.hidden.md", "no page")

    files = read_bank(folder)

    assert is_bank(folder)
    assert [(one.path, one.page.content.prompt) for one in files.new] == [("python/gil.md", "What is the GIL?")]
    assert (files.edited, files.removed, files.findings) == ((), (), ())


def test_an_edit_by_hand_is_told_apart(folder: Path) -> None:
    plan_export(folder, a_bank(a_question(), a_question("Why?", key="b" * 10))).write()
    page = folder / "concurrency/what-is-the-gil-aaaaaaaaaa.md"
    page.write_text(page.read_text(encoding="utf-8").replace("A lock", "A mutex"), encoding="utf-8")
    page.rename(folder / "gil.md")
    (folder / "concurrency/why-bbbbbbbbbb.md").unlink()

    files = read_bank(folder)

    assert [one.page.content.answer for one in files.edited] == ["A mutex."]
    assert files.removed == ("b" * 10,)
    assert files.bank.questions[0].content.answer == "A lock."


def test_another_status_is_an_edit(folder: Path) -> None:
    plan_export(folder, a_bank()).write()
    page = folder / "concurrency/what-is-the-gil-aaaaaaaaaa.md"
    page.write_text(page.read_text(encoding="utf-8").replace("---\n", "---\nstatus: retired\n", 1), encoding="utf-8")

    assert [one.page.status for one in read_bank(folder).edited] == ["retired"]


def test_relatives_are_read_once_whoever_names_them(folder: Path) -> None:
    put(folder, "a.md", f"---\nid: {'a' * 10}\nrelated: {{twin: {'b' * 10}, follow-up: [{'b' * 10}]}}\n---\n# A?")
    put(folder, "b.md", f"---\nid: {'b' * 10}\nrelated: {{twin: {'a' * 10}}}\n---\n# B?")

    found = read_bank(folder).bank.relations

    assert [(one.one[0], one.other[0], one.kind) for one in found] == [
        ("a", "b", RelationKind.FOLLOW_UP),
        ("a", "b", RelationKind.TWIN),
    ]
    assert all(one.by_person for one in found)


def test_pictures_beside_a_page_are_found_and_missing_ones_told(folder: Path) -> None:
    put(
        folder, "python/loop.md", "# What is shown?\n\n![](loop%20a.png)\n![](gone.png)\n![](https://example.org/a.png)"
    )
    (folder / "python/loop a.png").write_bytes(PNG)

    files = read_bank(folder)
    sha256 = hashlib.sha256(PNG).hexdigest()

    assert files.new[0].pictures == {"loop%20a.png": sha256, "gone.png": None}
    assert files.bank.pictures[sha256] == PNG
    assert [str(one).removeprefix(f"{folder.as_posix()}/") for one in files.findings] == [
        "python/loop.md:4: the picture gone.png is missing"
    ]


def test_no_picture_is_taken_from_outside(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.png"
    outside.write_bytes(PNG)
    (folder / "link.png").symlink_to(outside)
    put(folder, "a.md", f"# What?\n\n![](link.png) ![](../{outside.parent.name}/secret.png) ![]({outside})")

    assert set(read_bank(folder).new[0].pictures.values()) == {None}


def test_a_page_that_was_moved_still_shows_its_pictures(folder: Path) -> None:
    sha256 = hashlib.sha256(PNG).hexdigest()
    question = a_question(answer="![](loop.png)", kept={"loop.png": sha256})
    plan_export(folder, a_bank(question, pictures={sha256: PNG})).write()
    (folder / "deep/er").mkdir(parents=True)
    (folder / "concurrency/what-is-the-gil-aaaaaaaaaa.md").rename(folder / "deep/er/gil.md")
    (folder / ".viva/questions.jsonl").unlink()

    files = read_bank(folder)

    assert files.new[0].pictures == {"loop.png": sha256}
    assert files.new[0].page.content == question.content


def test_keywords_are_read_as_people_write_them(folder: Path) -> None:
    put(
        folder,
        "keywords.yaml",
        "concurrency:\n  any:\n    deadlock: взаимная блокировка\n    lock:\n  python:\n    GIL: [global lock]\n"
        "    fork: {en: [clone], group: Must, hidden: yes}\n",
    )

    assert read_bank(folder).bank.keywords == (
        ExportedKeyword(topic="concurrency", term="deadlock", names={"und": ("взаимная блокировка",)}),
        ExportedKeyword(topic="concurrency", term="lock"),
        ExportedKeyword(topic="concurrency", tech="python", term="GIL", names={"und": ("global lock",)}),
        ExportedKeyword(
            topic="concurrency", tech="python", term="fork", names={"en": ("clone",)}, group=Group.MUST, hidden=True
        ),
    )


def test_everything_that_is_wrong_is_told_at_once(folder: Path) -> None:
    put(folder, "a.md", f"---\nid: {'a' * 10}\nlevl: L1\n---\n# A?")
    put(folder, "b.md", f"---\nid: {'b' * 10}\nrelated: {{twin: {'c' * 10}}}\n---\n# B?")
    put(folder, "copy.md", f"---\nid: {'b' * 10}\n---\n# B?")
    put(folder, "text.md", "Some text")
    put(folder, "keywords.yaml", "concurrency: [a]\n")
    (folder / "latin.md").write_bytes(b"# A?\n\n\xe9t\xe9\n")

    assert problems_of(folder) == [
        "a.md:3: nothing is called `levl`; did you mean `level`?",
        "latin.md:3: this is not UTF-8; save the file as UTF-8",
        "text.md:1: the question is missing: begin with a line `# What is asked?`",
        f"copy.md:2: {folder.as_posix()}/b.md {TAKEN}",
        "b.md:3: no question has the id cccccccccc",
        "keywords.yaml:1: a name with a colon behind it was expected: topic, technology, term",
    ]


def test_pages_may_lead_to_questions_that_are_known_elsewhere(folder: Path) -> None:
    put(folder, "b.md", f"---\nid: {'b' * 10}\nrelated: {{twin: {'c' * 10}}}\n---\n# B?")

    assert read_bank(folder, known={"c" * 10}).bank.relations[0].other == "c" * 10


@pytest.mark.parametrize("written", ["{", "[]", '{"key": 1}', "null", '{"key": "a", "status": "new"}'])
def test_a_broken_record_is_told_with_its_line(folder: Path, written: str) -> None:
    plan_export(folder, a_bank()).write()
    with (folder / ".viva/questions.jsonl").open("a", encoding="utf-8") as file:
        file.write(f"\n{written}\n")

    assert problems_of(folder) == [f".viva/questions.jsonl:3: {BROKEN}"]


@pytest.mark.parametrize("written", ["", "format = 1", 'format = "viva-bank"\nversion = "1"', "= x", "version = 1"])
def test_a_folder_must_say_what_it_is(tmp_path: Path, written: str) -> None:
    with pytest.raises(InvalidInput, match=r"is no bank: there is no file viva-bank\.toml in it"):
        read_bank(tmp_path)
    put(tmp_path, "viva-bank.toml", written)
    with pytest.raises(InvalidInput, match=r"viva-bank\.toml (must say|cannot be read)"):
        read_bank(tmp_path)
