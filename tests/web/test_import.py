"""Bringing notes in: from the form to the bank."""

import re
from collections.abc import Mapping, Sequence
from html import unescape

import pytest
from starlette.testclient import TestClient

from viva.app import App
from viva.bank.model import Filter, QuestionStatus
from viva.intake.arrivals.corrections import Accept
from viva.intake.arrivals.jobs import KEPT_FOR
from viva.kernel.clock import FrozenClock

GIL = (
    "# Python\n\n## What is the GIL?\n\nOne lock around the interpreter.\n\n## What is a heap?\n\nA tree in an array.\n"
)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20

Files = Sequence[tuple[str, tuple[str, bytes]]]


def a_file(name: str = "python.md", content: bytes | str = GIL) -> tuple[str, tuple[str, bytes]]:
    return "files", (name, content.encode() if isinstance(content, str) else content)


def bring(browser: TestClient, *files: tuple[str, tuple[str, bytes]], key: str = "k1", **fields: str) -> str:
    """Send files; gives the address of the arrival."""
    answer = browser.post("/import", files=list(files) or None, data={"key": key, **fields})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def let_in(browser: TestClient, app: App, file: tuple[str, tuple[str, bytes]], key: str = "k1") -> str:
    """Bring a note, and let it in as it is; gives the address of the arrival."""
    at = bring(browser, file, key=key)
    work(app)
    assert press(browser, f"{at}/begin", f"{key} begins") == 303
    work(app)
    return at


def press(browser: TestClient, address: str, key: str = "p1", **fields: str) -> int:
    return browser.post(address, data={"key": key, **fields}).status_code


def prompts(app: App) -> list[str]:
    with app.reader() as unit:
        return [line.prompt for line in unit.bank.questions(Filter()).questions]


def work(app: App) -> None:
    app.worker().run(once=True)


def test_a_note_is_read_looked_over_and_let_in(browser: TestClient, app: App) -> None:
    at = bring(browser, a_file())
    assert "Reading your notes" in browser.get(at).text

    work(app)
    page = browser.get(at).text
    assert "Look over what was understood" in page
    assert "python.md" in page
    assert prompts(app) == []

    assert press(browser, f"{at}/begin") == 303
    assert "Coming into the bank" in browser.get(at).text
    work(app)
    assert "2 new questions came in." in browser.get(at).text
    assert prompts(app) == ["What is the GIL?", "What is a heap?"]


def test_the_same_form_sent_twice_brings_one_arrival(browser: TestClient, app: App) -> None:
    first = bring(browser, a_file())

    assert bring(browser, a_file()) == first
    with app.reader() as unit:
        assert len(unit.arrivals.in_progress()) == 1


def test_import_pressed_twice_imports_once(browser: TestClient, app: App) -> None:
    at = bring(browser, a_file())
    work(app)

    assert [press(browser, f"{at}/begin", "same"), press(browser, f"{at}/begin", "same")] == [303, 303]
    assert press(browser, f"{at}/begin", "another") == 409
    work(app)
    assert len(prompts(app)) == 2


def test_a_text_can_be_pasted(browser: TestClient, app: App) -> None:
    at = bring(browser, text=GIL.replace("\n", "\r\n"), name="mine.md")
    work(app)

    page = browser.get(at).text
    assert "mine.md" in page
    assert "2 questions" in page


def test_the_same_name_again_is_the_same_note(browser: TestClient, app: App) -> None:
    edited = GIL.replace("One lock", "A lock")
    pages: list[str] = []
    for key, content in (("a", GIL), ("b", edited), ("c", edited)):
        at = bring(browser, a_file(content=content), key=key)
        work(app)
        press(browser, f"{at}/begin", f"begin-{key}")
        work(app)
        pages.append(browser.get(at).text)

    assert ["as it was in the bank" in page for page in pages] == [False, False, True]
    with app.reader() as unit:
        (source,) = unit.bank.sources()
        assert (source.questions, unit.bank.stats().revisions) == (2, 3)


def test_the_plan_says_what_the_import_would_do(browser: TestClient, app: App) -> None:
    at = bring(browser, a_file())
    work(app)
    assert "2 questions come in" in browser.get(f"{at}/plan").text

    press(browser, f"{at}/begin")
    work(app)
    again = bring(
        browser, a_file(content=GIL.replace("One lock", "A lock").partition("## What is a heap")[0]), key="k2"
    )
    work(app)
    plan = browser.get(f"{again}/plan").text
    assert "1 reworded" in plan
    assert "1 no longer in the note" in plan


def test_pictures_that_come_along_are_found_by_their_names(browser: TestClient, app: App) -> None:
    note = "## What does it look like?\n\n![so](img/a.png)\n\n![gone](b.png)\n"
    at = bring(browser, a_file("notes/x.md", note), a_file("notes/img/a.png", PNG))
    work(app)
    press(browser, f"{at}/begin")
    work(app)

    page = browser.get(at).text
    assert "b.png" in page
    assert "img/a.png" not in page


def test_of_a_folder_only_notes_and_pictures_are_taken(browser: TestClient, app: App) -> None:
    names = ["n/a.md", "n/.git/config", "n/node_modules/x/README.md", "n/app.exe", "n/p.png"]
    at = bring(browser, *(a_file(name) for name in names))
    work(app)

    page = browser.get(at).text
    assert "n/a.md" in page
    assert "app.exe" not in page
    assert all(f"{why} (1)" in page for why in ("hidden", "dependencies and caches", "not named like a note"))


def test_a_form_without_a_note_says_so(browser: TestClient) -> None:
    answer = browser.post("/import", data={"key": "k"})

    assert answer.status_code == 422
    assert "There is no note among what you chose" in answer.text


HOSTILE: Mapping[str, tuple[str, bytes, str]] = {
    "a binary": ("a.md", PNG + bytes(range(256)) * 40, "cannot be read"),
    "an empty file": ("a.md", b"", "no questions found"),
    "UTF-16": ("a.md", GIL.encode("utf-16"), "2 questions"),
    "a line of a megabyte": ("a.md", b"## What is long?\n\n" + b"x" * 1_000_000 + b"\n", "1 question"),
    "a way out": ("../../etc/passwd.md", GIL.encode(), "etc/passwd.md"),
    "a script": ("<script>alert(1)</script>.md", GIL.encode(), "&lt;script&gt;alert(1)&lt;"),
    "a turned name": ("a\u202egnp.md", GIL.encode(), "a\\u202egnp.md"),
    "a long name": ("n" * 3000 + ".md", GIL.encode(), "n….md"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files_are_told_not_suffered(browser: TestClient, app: App, what: str) -> None:
    name, content, shown = HOSTILE[what]
    at = bring(browser, a_file(name, content))
    work(app)

    page = browser.get(at).text
    assert shown in page
    assert "<script>alert" not in page
    assert "../" not in page
    for file in re.findall(rf"{at}/files/\d+", page):
        assert browser.get(file).status_code == 200


def test_too_much_at_once_is_refused(browser: TestClient) -> None:
    answer = browser.post("/import", files=[a_file(content=b"x" * 6_000_000)], data={"key": "k"})

    assert answer.status_code == 413
    assert "That is too much at once" in answer.text
    assert 'aria-label="Pages"' in answer.text


def test_an_import_that_is_stopped_lets_nothing_further_in(browser: TestClient, app: App) -> None:
    at = bring(browser, a_file())
    work(app)
    press(browser, f"{at}/begin")
    assert press(browser, f"{at}/stop", "p2") == 303

    work(app)
    assert prompts(app) == []
    assert "Look over what was understood" in browser.get(at).text
    assert press(browser, f"{at}/begin", "p3") == 303
    work(app)
    assert len(prompts(app)) == 2


def test_what_is_discarded_is_gone(browser: TestClient, app: App) -> None:
    at = bring(browser, a_file())

    assert press(browser, f"{at}/discard") == 303
    work(app)
    assert browser.get(at).status_code == 404
    assert prompts(app) == []


def test_old_arrivals_are_forgotten(browser: TestClient, app: App, clock: FrozenClock) -> None:
    at = bring(browser, a_file())
    work(app)
    with app.unit() as unit:
        assert unit.admission.forget(KEPT_FOR) == 0
    clock.advance(KEPT_FOR * 2)
    with app.unit() as unit:
        assert unit.admission.forget(KEPT_FOR) == 1
    assert browser.get(at).status_code == 404


def test_what_came_in_keeps_its_lines_beside_its_questions(browser: TestClient, app: App, clock: FrozenClock) -> None:
    let_in(browser, app, a_file())
    clock.advance(KEPT_FOR * 2)
    with app.unit() as unit:
        assert unit.admission.forget(KEPT_FOR) == 0

    assert "One lock around the interpreter.</span>" in browser.get("/questions/1").text


def test_a_note_that_came_in_anew_is_forgotten_as_it_was_before(
    browser: TestClient, app: App, clock: FrozenClock
) -> None:
    let_in(browser, app, a_file(), key="first")
    let_in(browser, app, a_file(content=GIL + "\n## What is a GUI?\n\nWindows.\n"), key="second")
    clock.advance(KEPT_FOR * 2)
    with app.unit() as unit:
        assert unit.admission.forget(KEPT_FOR) == 1

    assert "Windows.</span>" in browser.get("/questions/3").text


def test_what_came_in_is_found_by_its_name_whatever_it_is(browser: TestClient, app: App) -> None:
    at = let_in(browser, app, a_file("odd name (1) & #%?+ 'q', и другое.md"))

    (address,) = re.findall(r'href="(/bank[?][^"]+)" data-row-focus', browser.get(at).text)
    assert "2 questions" in browser.get(unescape(address)).text


def test_what_somebody_still_looks_over_is_not_forgotten(browser: TestClient, app: App, clock: FrozenClock) -> None:
    bring(browser, a_file())
    work(app)
    clock.advance(KEPT_FOR * 0.9)
    with app.unit() as unit:
        (line,) = unit.arrivals.in_progress()
        seen = unit.arrivals.under_review(line.id, 1).file.version
        unit.arrivals.correct(line.id, 1, Accept(0), seen=seen)
    clock.advance(KEPT_FOR * 0.9)

    with app.unit() as unit:
        assert unit.admission.forget(KEPT_FOR) == 0
    clock.advance(KEPT_FOR)
    with app.unit() as unit:
        assert unit.admission.forget(KEPT_FOR) == 1


def test_an_import_can_be_undone(browser: TestClient, app: App) -> None:
    at = bring(browser, a_file())
    work(app)
    press(browser, f"{at}/begin")
    work(app)

    assert press(browser, f"{at}/take-back", "t") == 303
    assert prompts(app) == []
    assert "Taken out of the bank again" in browser.get(at).text
    assert press(browser, f"{at}/take-back", "t2") == 409

    again = bring(browser, a_file(), key="again")
    work(app)
    press(browser, f"{again}/begin", "b2")
    work(app)
    assert len(prompts(app)) == 2


def test_an_import_whose_questions_were_changed_is_not_undone(browser: TestClient, app: App) -> None:
    at = bring(browser, a_file())
    work(app)
    press(browser, f"{at}/begin")
    work(app)
    with app.unit() as unit:
        first = unit.bank.questions(Filter()).questions[0].id
        unit.editing.change_status([first], QuestionStatus.RETIRED)

    assert press(browser, f"{at}/take-back", "t") == 409
    assert len(prompts(app)) == 2


def test_a_note_brought_again_as_it_was_keeps_out_what_was_rejected(browser: TestClient, app: App) -> None:
    at = bring(browser, a_file())
    work(app)
    press(browser, f"{at}/files/1", "r", seen="2", do="reject", draft="0")
    press(browser, f"{at}/begin")
    work(app)
    again = bring(browser, a_file(), key="again")
    work(app)
    press(browser, f"{again}/begin", "b2")
    work(app)

    assert "as it was in the bank" in browser.get(again).text
    assert prompts(app) == ["What is a heap?"]
