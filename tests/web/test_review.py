"""Looking over a note before it comes in."""

import re

import pytest
from starlette.testclient import TestClient

from tests.web.test_import import GIL, a_file, bring, press, prompts, work
from viva.app import App
from viva.bank.model import Filter, Origin
from viva.intake.arrivals.window import LINES
from viva.notes.model import Role

Form = dict[str, str]


@pytest.fixture
def note(browser: TestClient, app: App) -> str:
    """The address of a note that waits to be looked over."""
    at = bring(browser, a_file())
    work(app)
    return f"{at}/files/1"


def seen(browser: TestClient, note: str) -> str:
    found = re.search(r'name="seen" value="(\d+)"', browser.get(note).text)
    assert found
    return found[1]


def say(browser: TestClient, note: str, **form: str) -> int:
    """Press a button on a page that was just opened."""
    version = seen(browser, note)
    return press(browser, note, f"{form}-{version}", seen=version, **form)


def import_it(browser: TestClient, app: App, note: str) -> None:
    assert press(browser, note.partition("/files")[0] + "/begin", f"begin {note}") == 303
    work(app)


def test_each_line_shows_what_it_became_and_why(browser: TestClient, note: str) -> None:
    page = browser.get(note).text

    assert re.search(r"prompt<span[^>]*> — [^<]+</span>", page)
    assert 'data-role="answer"' in page
    assert "One lock around the interpreter." in page
    assert "What is a heap?" in page


def test_a_rejected_draft_does_not_come_in(browser: TestClient, app: App, note: str) -> None:
    assert say(browser, note, do="reject", draft="0") == 303
    import_it(browser, app, note)

    assert prompts(app) == ["What is a heap?"]
    with app.reader() as unit:
        reading = unit.bank.reading("python.md")
    assert {str(run.reason) for run in reading.account if run.role is Role.LEFT_OUT} == {"rejected by a person"}


def test_merged_drafts_come_in_as_one(browser: TestClient, app: App, note: str) -> None:
    assert say(browser, note, do="merge-above", draft="1") == 303
    import_it(browser, app, note)

    with app.reader() as unit:
        (line,) = unit.bank.questions(Filter()).questions
        assert "A tree in an array." in unit.bank.question(line.id).content.answer


def test_split_and_moved_drafts_come_in_as_they_were_cut(browser: TestClient, app: App, note: str) -> None:
    assert say(browser, note, do="split", draft="0", line="5") == 303
    assert say(browser, note, do="reject", draft="1") == 303
    assert (
        say(browser, note, do="move", draft="2", prompt_first="5", prompt_last="5", answer_first="9", answer_last="9")
        == 303
    )
    import_it(browser, app, note)

    with app.reader() as unit:
        lines = unit.bank.questions(Filter()).questions
        assert [line.prompt for line in lines] == ["What is the GIL?", "One lock around the interpreter."]
        assert unit.bank.question(lines[1].id).content.answer == "A tree in an array."


def test_undo_and_redo_walk_along_what_was_said(browser: TestClient, app: App, note: str) -> None:
    say(browser, note, do="reject", draft="0")
    say(browser, note, do="reject", draft="1")
    for verb, draft, left in (("undo", 1, 1), ("undo", 0, 2), ("redo", 0, 1), ("redo", 1, 0), ("undo", 1, 1)):
        version = seen(browser, note)
        answer = browser.post(f"{note}/{verb}", data={"key": f"{verb}{version}", "seen": version})
        assert answer.headers["location"].endswith(f"#draft-{draft}")
        with app.reader() as unit:
            assert unit.arrivals.arrival(1).files[0].questions == left
    say(browser, note, do="accept", draft="1")
    version = seen(browser, note)
    assert press(browser, f"{note}/redo", "r", seen=version) == 409


def test_a_wording_becomes_a_persons_own(browser: TestClient, app: App, note: str) -> None:
    form: dict[str, str | list[str]] = {
        "key": "w", "seen": seen(browser, note), "prompt": "GIL?", "answer": "Mine.\r\n", "kind": "question",
        "level": "L2",        "point": ["it locks", "left away", ""], "group": ["must", "", ""],
    }  # fmt: skip
    assert browser.post(f"{note}/drafts/0", data=form).status_code == 303
    import_it(browser, app, note)

    with app.reader() as unit:
        question = unit.bank.question(unit.bank.questions(Filter()).questions[0].id)
        origins = [revision.origin for revision in unit.bank.revisions(question.id)]
    assert (question.content.prompt, question.content.answer) == ("GIL?", "Mine.\n")
    assert [tuple(point) for point in question.content.key_points] == [("it locks", "must")]
    assert origins == [Origin.NOTES, Origin.PERSON]


def test_a_stale_button_does_nothing_and_says_so(browser: TestClient, app: App, note: str) -> None:
    version = seen(browser, note)
    say(browser, note, do="accept", draft="0")

    answer = browser.post(note, data={"key": "late", "seen": version, "do": "reject", "draft": "0"})
    assert answer.status_code == 409
    assert "corrected in another window" in answer.text
    with app.reader() as unit:
        assert unit.arrivals.arrival(1).files[0].rejected == 0


def test_what_was_typed_on_a_stale_page_is_kept_beside_what_is_now(browser: TestClient, note: str) -> None:
    version = seen(browser, note)
    say(browser, note, do="accept", draft="1")

    form = {"key": "late", "seen": version, "prompt": "My typed words", "answer": "Mine", "kind": "question"}
    answer = browser.post(f"{note}/drafts/0", data=form)
    assert answer.status_code == 409
    assert "My typed words" in answer.text
    assert "As it is now" in answer.text
    assert "What is the GIL?" in answer.text
    again = form | {"key": "again", "seen": seen(browser, note)}
    assert browser.post(f"{note}/drafts/0", data=again).status_code == 303


def test_lines_that_cannot_be_are_told_with_what_was_typed(browser: TestClient, note: str) -> None:
    form = {"do": "move", "draft": "0", "prompt_first": "3", "prompt_last": "7", "answer_first": "", "answer_last": ""}
    answer = browser.post(note, data={"key": "m", "seen": seen(browser, note), **form})

    assert answer.status_code == 422
    assert "Line 7 is of the question in line 7" in answer.text
    assert re.search(r'name="prompt_last"[^>]*value="7"', answer.text)


@pytest.mark.parametrize("line", ["", "-1", "x", "9" * 30, "٣"])
def test_no_line_number_is_told(browser: TestClient, note: str, line: str) -> None:
    assert say(browser, note, do="split", draft="0", line=line) == 422


@pytest.mark.parametrize(
    "path", ["/import/99", "/import/1/files/2", "/import/1/files/0", f"/import/{10**20}", "/import/1/files/9999999"]
)
def test_what_is_not_there_is_not_found(browser: TestClient, note: str, path: str) -> None:
    assert note
    assert browser.get(path).status_code == 404


def test_a_note_that_is_coming_in_is_not_corrected(browser: TestClient, app: App, note: str) -> None:
    version = seen(browser, note)
    import_it(browser, app, note)

    assert press(browser, note, "late", seen=version, do="reject", draft="0") == 409
    assert 'value="reject"' not in browser.get(note).text


def test_a_long_note_is_shown_in_parts(browser: TestClient, app: App) -> None:
    text = "".join(f"## What is number {number}?\n\nIt is {number}.\n\n" for number in range(300))
    at = bring(browser, a_file(content=text)) + "/files/1"
    work(app)

    first = browser.get(at).text
    assert first.count("<article") <= LINES // 4 + 1
    assert f"?line={LINES + 1}" in first
    middle = browser.get(f"{at}?draft=200").text
    assert "What is number 200?" in middle
    assert "What is number 0?" not in middle
    assert browser.get(f"{at}?line=99999999").status_code == 200


def test_what_notes_say_is_shown_and_not_carried_out(browser: TestClient, app: App) -> None:
    evil = "## <script>alert(1)</script> what?\n\n<img src=x onerror=alert(1)> [a](javascript:alert(1))\n\u202eevil\n"
    at = bring(browser, a_file(content=evil)) + "/files/1"
    work(app)
    page = browser.get(at).text

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page


def test_the_importer_holds_the_same_note_as_before_with_corrections(browser: TestClient, app: App, note: str) -> None:
    import_it(browser, app, note)
    again = bring(browser, a_file(content=GIL), key="again")
    work(app)
    at = f"{again}/files/1"
    assert say(browser, at, do="reject", draft="1") == 303
    import_it(browser, app, at)

    assert prompts(app) == ["What is the GIL?"]


def test_what_the_bank_has_already_is_told_beside_the_draft(browser: TestClient, app: App) -> None:
    first = bring(browser, a_file("old.md", "# What is the GIL?\n\nOne lock around the interpreter.\n"))
    work(app)
    import_it(browser, app, f"{first}/files/1")

    at = bring(browser, a_file("new.md", "# What is the GIL?\n\nOne lock around the interpreter.\n"), key="k2")
    work(app)
    page = browser.get(f"{at}/files/1").text
    assert re.search(r'copy</span>\s*<a class="link" href="/questions/1"', page)
    assert "1 like one in the bank" in browser.get(at).text


def test_a_note_is_not_compared_with_itself_in_the_bank(browser: TestClient, app: App) -> None:
    first = bring(browser, a_file())
    work(app)
    import_it(browser, app, f"{first}/files/1")

    at = bring(browser, a_file(content=GIL + "\nMore.\n"), key="k2")
    work(app)
    assert 'href="/questions/' not in browser.get(f"{at}/files/1").text


def test_a_relative_that_was_taken_back_is_told_no_longer(browser: TestClient, app: App) -> None:
    first = bring(browser, a_file("old.md"))
    work(app)
    import_it(browser, app, f"{first}/files/1")
    at = bring(browser, a_file("new.md"), key="k2")
    work(app)
    with app.unit() as unit:
        unit.activity.undo()

    assert 'href="/questions/' not in browser.get(f"{at}/files/1").text


def test_the_lines_at_which_a_draft_can_be_split_are_offered_with_their_texts(browser: TestClient, note: str) -> None:
    assert '<option value="5">One lock around the interpreter.</option>' in browser.get(note).text


def test_a_wording_is_previewed_and_nothing_is_kept(browser: TestClient, note: str) -> None:
    typed = {"key": "k", "seen": seen(browser, note), "prompt": "What *is* it?", "answer": "A **lock**.\n\n<b>no</b>"}
    page = browser.post(f"{note}/drafts/0/preview", data=typed).text

    assert "<strong>lock</strong>" in page
    assert "&lt;b&gt;no&lt;/b&gt;" in page
    assert 'name="seen"' in page
    part = browser.post(f"{note}/drafts/0/preview", data=typed, headers={"HX-Request-Type": "partial"}).text
    assert part.lstrip().startswith('<section id="preview"')
    assert "A **lock**." not in browser.get(f"{note}/drafts/0").text


FAULTY = (
    b"# Python\n\n## What is a link?\n\nSee [it](https://example.org/a?utm_source=x) for how pages lead on.\n\n"
    b"## What is missing?\n"
)


def test_what_checks_find_stands_at_its_line_before_anything_is_in_the_bank(browser: TestClient, app: App) -> None:
    at = f"{bring(browser, ('files', ('a.md', FAULTY)))}/files/1"
    work(app)
    page = browser.get(at).text

    assert "What checks found: 2 findings" in page
    line = page.partition('id="line-5"')[2].partition('id="line-6"')[0]
    assert 'href="/rules/L102"' in line
    assert page.count(">1 finding<") == 2
    assert prompts(app) == []


def test_a_rejected_draft_has_no_findings_to_be_looked_at(browser: TestClient, app: App) -> None:
    at = f"{bring(browser, ('files', ('a.md', FAULTY)))}/files/1"
    work(app)
    say(browser, at, do="reject", draft="0")

    assert browser.get(at).text.count(">1 finding<") == 1


def test_a_note_without_findings_says_so(browser: TestClient, note: str) -> None:
    assert "Checks found nothing in this note." in browser.get(note).text
