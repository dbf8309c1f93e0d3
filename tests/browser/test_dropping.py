"""Files and folders dropped on a page, by what Chromium does when a person lets go of them."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open, Serve

pytestmark = pytest.mark.slow

MANY = 130
"""Files in one folder: a browser gives a hundred at a time."""

SOON = 60_000
"""Milliseconds within which the page has said it, on a busy machine too."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Notes in folders of folders, and what else people keep there."""
    root = tmp_path / "заметки"
    for name in ("глубже/.git", "глубже/ещё", "node_modules/left", "картинки", "много"):
        (root / name).mkdir(parents=True)
    (root / "питон.md").write_text(
        "## Что такое GIL?\n\nОдин замок.\n\n![схема](картинки/схема.png)\n", encoding="utf-8"
    )
    (root / "глубже" / "ещё" / "ё куча.md").write_text("## What is a heap?\n\nA tree.\n", encoding="utf-8")
    (root / "пусто.md").touch()
    (root / "двоичный.md").write_bytes(bytes(range(256)) * 20)
    (root / "data.bin").write_bytes(bytes(4_000))
    (root / "картинки" / "схема.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (root / "глубже" / ".git" / "config").write_text("x", encoding="utf-8")
    (root / "node_modules" / "left" / "README.md").write_text("# What is it?\n\nA pad.\n", encoding="utf-8")
    for number in range(MANY):
        (root / "много" / f"{number}.md").write_text(f"## What is {number}?\n\nA number.\n", encoding="utf-8")
    return root


def drop(where: Locator, files: Sequence[Path] = (), text: str = "") -> None:
    """Drag files or a text there, and let go."""
    box = where.bounding_box()
    assert box
    session = where.page.context.new_cdp_session(where.page)
    items = [{"mimeType": "text/plain", "data": text}] if text else []
    data = {"items": items, "files": [str(file) for file in files], "dragOperationsMask": 1}
    place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + min(box["height"], 20) / 2}
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, **place, "data": data})
    session.detach()


def field(page: Page) -> Locator:
    return page.locator("viva-drop")


def notes(page: Page) -> dict[str, str]:
    """What is said of each note once all are read, by its name."""
    expect(page.get_by_role("heading", name="Look over what was understood")).to_be_visible(timeout=SOON)
    rows = [" ".join(row.split("\n")) for row in page.locator("[data-row]").all_inner_texts()]
    return {row.partition(".md")[0]: " ".join(row.partition(".md")[2].split()) for row in rows}


def test_a_folder_is_taken_whole_with_its_paths(serve: Serve, window: Open, folder: Path) -> None:
    with window(serve()) as one:
        drop(field(one.page), [folder])
        read = notes(one.page)

        assert {name for name in read if "много" not in name} == {
            "заметки/питон", "заметки/глубже/ещё/ё куча", "заметки/пусто", "заметки/двоичный"
        }  # fmt: skip
        assert [read.get(f"заметки/много/{number}") for number in range(MANY)] == ["1 question"] * MANY
        assert read["заметки/питон"] == read["заметки/глубже/ещё/ё куча"] == "1 question"
        assert "0 questions" in read["заметки/пусто"]
        assert "is not text: it looks like binary data" in read["заметки/двоичный"]
        told = one.page.get_by_text("Left out:").inner_text()
        assert told.startswith("1 picture came along. Left out: ")
        assert all(why in told for why in ("not named like a note (1)", "hidden (1)", "dependencies and caches (1)"))


def test_a_folder_is_taken_by_its_button_too(serve: Serve, window: Open, folder: Path) -> None:
    with window(serve()) as one:
        one.page.set_input_files("#folder", folder / "глубже")
        one.page.get_by_role("button", name="Show what is in them").click()

        assert list(notes(one.page)) == ["глубже/ещё/ё куча"]


def test_a_file_dropped_beside_the_field_is_taken_too(serve: Serve, window: Open, folder: Path) -> None:
    with window(serve()) as one:
        drop(one.page.locator(".topbar"), [folder / "питон.md"])

        assert list(notes(one.page)) == ["питон"]


def test_a_page_that_takes_no_files_stays_when_one_is_dropped(
    serve: Serve, window: Open, sample_data: Path, folder: Path
) -> None:
    """By itself Chromium shows the file in a tab of its own, and other browsers in place of the page."""
    with window(serve(sample_data)) as one:
        page = one.go("/questions/1/edit")
        page.evaluate(
            "window.addEventListener('dragover', over => { document.body.dataset.told = over.defaultPrevented })"
        )
        drop(page.locator("h1"), [folder / "питон.md"])

        expect(page.locator("body")).to_have_attribute("data-told", "true")
        assert [each.url for each in one.context.pages] == [f"{one.address}/questions/1/edit"]


def test_a_text_is_dropped_into_a_field_as_anywhere(serve: Serve, window: Open) -> None:
    with window(serve()) as one:
        one.page.get_by_text("Or paste a text").click()
        drop(one.page.get_by_label("Text", exact=True), text="## What is a lock?")

        expect(one.page.get_by_label("Text", exact=True)).to_have_value("## What is a lock?")


def test_what_has_no_note_in_it_is_told_in_a_sentence(serve: Serve, window: Open, folder: Path) -> None:
    (folder / "ничего").mkdir()
    with window(serve()) as one:
        said = one.page.locator("[data-drop-said]")
        drop(field(one.page), [folder / "ничего"])
        expect(said).to_have_text("There is no file in what you dropped.", timeout=SOON)
        drop(field(one.page), [folder / "глубже" / ".git"])
        expect(said).to_have_text(
            "There is no note among what you chose: choose files, a folder, or paste a text.", timeout=SOON
        )
        drop(field(one.page), [folder / "питон.md"])

        assert list(notes(one.page)) == ["питон"]


def test_a_server_that_is_gone_is_told_and_the_files_are_dropped_again(
    serve: Serve, window: Open, folder: Path
) -> None:
    served = serve()
    with window(served) as one:
        served.kill()
        drop(field(one.page), [folder / "питон.md"])
        expect(one.page.locator("[data-drop-said]")).to_contain_text("They could not be sent", timeout=SOON)
        serve(served.data, int(served.address.rpartition(":")[2]))
        drop(field(one.page), [folder / "питон.md"])

        assert list(notes(one.page)) == ["питон"]
