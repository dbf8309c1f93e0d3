"""Bringing a note into the bank, again and again."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.apps import START
from tests.made_notes import FOLDER, a_draft, a_note, prompts, put
from viva.app import App
from viva.bank.model import Filter
from viva.intake.model import Outcome
from viva.kernel.clock import FrozenClock
from viva.notes.model import Image, Reason, Repair, Role, Snippet, Span
from viva.notes.understand import understand
from viva.settings import Settings

GIL = a_draft("What is the GIL?", answer="One lock around the interpreter.")
HEAP = a_draft("What is a heap?", line=4, answer="A tree in an array.")


def shown(app: App, *, vanished: bool = False) -> list[str]:
    with app.reader() as unit:
        return [line.prompt for line in unit.bank.questions(Filter(vanished=vanished)).questions]


def test_a_new_note_brings_its_questions_in_their_order(app: App) -> None:
    put(app, a_note(GIL, HEAP))

    assert shown(app) == ["What is the GIL?", "What is a heap?"]


def test_it_tells_which_question_each_draft_became(app: App) -> None:
    done = put(app, a_note(GIL, HEAP))

    with app.reader() as unit:
        assert [unit.bank.question(each).content.prompt for each in done.question_ids] == [GIL.prompt, HEAP.prompt]


def test_the_same_note_again_changes_nothing(app: App) -> None:
    first = put(app, a_note(GIL, HEAP))
    again = put(app, a_note(GIL, HEAP))

    assert (again.outcome, again.question_ids) == (Outcome.UNCHANGED, first.question_ids)


def test_the_same_note_again_makes_no_revision(app: App) -> None:
    put(app, a_note(GIL, HEAP))
    put(app, a_note(GIL, HEAP))

    with app.reader() as unit:
        assert unit.bank.stats().revisions == 2


def test_an_edited_answer_gives_the_same_question_a_new_revision(app: App, clock: FrozenClock) -> None:
    (before,) = put(app, a_note(GIL)).question_ids
    edited = put(app, a_note(a_draft(GIL.prompt, answer="Gone in free-threaded builds.")))

    with app.reader() as unit:
        wordings = [revision.content.answer for revision in unit.bank.revisions(before)]
    assert edited.question_ids == (before,)
    assert wordings == ["One lock around the interpreter.", "Gone in free-threaded builds."]
    assert clock.now() == START


def test_a_reworded_prompt_between_its_neighbours_is_the_same_question(app: App) -> None:
    before = put(app, a_note(*prompts("What is a list?", "What is a decorator?", "What is a set?"))).question_ids
    after = put(app, a_note(*prompts("What is a list?", "What's a decorator in Python?", "What is a set?")))

    assert after.question_ids == before
    assert after.revised == 1


def test_lines_that_only_moved_make_no_revision(app: App) -> None:
    (question,) = put(app, a_note(GIL)).question_ids
    moved = put(app, a_note(a_draft(GIL.prompt, line=40, answer=GIL.answer)))

    with app.reader() as unit:
        now = unit.bank.question(question)
    assert now.place
    assert (now.wording.number, now.place.line, now.place.prompt) == (1, 40, Span(40, 40))
    assert (moved.outcome, moved.revised) == (Outcome.CHANGED, 0)


def test_the_lines_of_the_parts_move_without_a_revision(app: App) -> None:
    code = Snippet(Span(2, 3), "python", "x = 1")
    (question,) = put(app, a_note(a_draft("Assign?", answer="x = 1", snippets=(code,)))).question_ids
    put(app, a_note(a_draft("Assign?", answer="x = 1", line=11, snippets=(code._replace(span=Span(12, 13)),))))

    with app.reader() as unit:
        now = unit.bank.question(question)
    assert now.place
    assert (now.wording.number, now.place.snippets) == (1, (Span(12, 13),))


def test_a_question_that_is_gone_from_the_note_is_marked_not_deleted(app: App, clock: FrozenClock) -> None:
    _, heap = put(app, a_note(GIL, HEAP)).question_ids
    done = put(app, a_note(GIL))

    with app.reader() as unit:
        assert unit.bank.question(heap).vanished_at == clock.now()
    assert (done.vanished, shown(app), shown(app, vanished=True)) == (1, [GIL.prompt], [HEAP.prompt])


def test_a_question_that_comes_back_is_the_same_one(app: App) -> None:
    before = put(app, a_note(GIL, HEAP)).question_ids
    put(app, a_note(GIL))
    back = put(app, a_note(GIL, HEAP))

    with app.reader() as unit:
        assert unit.bank.question(before[1]).vanished_at is None
    assert (back.question_ids, back.returned, back.added) == (before, 1, 0)


def test_a_question_that_comes_back_as_it_was_has_one_revision(app: App) -> None:
    _, heap = put(app, a_note(GIL, HEAP)).question_ids
    put(app, a_note(GIL))
    put(app, a_note(GIL, HEAP))

    with app.reader() as unit:
        assert len(unit.bank.revisions(heap)) == 1


def test_a_moved_file_with_the_same_content_is_the_same_source(app: App, tmp_path: Path) -> None:
    before = put(app, a_note(GIL, HEAP), at=tmp_path / "old.md")
    after = put(app, a_note(GIL, HEAP, source="new.md"), at=tmp_path / "new.md")

    with app.reader() as unit:
        names = [source.name for source in unit.bank.sources()]
    assert (after.outcome, after.question_ids, names) == (Outcome.MOVED, before.question_ids, ["new.md"])


def test_a_copy_of_a_file_that_is_still_there_is_another_source(app: App, tmp_path: Path) -> None:
    original = tmp_path / "old.md"
    original.write_text("What is the GIL?")
    before = put(app, a_note(GIL), at=original)
    after = put(app, a_note(GIL, source="copy.md"), at=tmp_path / "copy.md")

    assert after.outcome is Outcome.NEW
    assert set(after.question_ids).isdisjoint(before.question_ids)


def test_notes_of_one_name_in_two_places_are_two_sources(app: App) -> None:
    put(app, a_note(GIL), at=Path("/home/notes/python.md"))
    put(app, a_note(HEAP), at=Path("/home/other/python.md"))

    assert sorted(shown(app)) == ["What is a heap?", "What is the GIL?"]


def test_a_newer_reader_reads_an_unchanged_note_anew(app: App, settings: Settings) -> None:
    put(app, a_note(GIL))
    newer = App(settings, reader_version=2)
    done = put(newer, a_note(GIL))
    newer.close()

    assert (done.outcome, done.revised) == (Outcome.CHANGED, 0)


def test_a_row_that_an_older_reader_took_whole_gets_its_cell_as_a_new_wording(app: App, settings: Settings) -> None:
    rows = b"| What is a set? | No order |\n| What is a list? | Order |\n"
    note = understand("t.md", b"| Question | Answer |\n|---|---|\n" + rows)
    whole = [replace(draft, answer=f"| {draft.prompt} | {draft.answer} |") for draft in note.drafts]
    before = put(app, replace(note, drafts=whole))
    newer = App(settings, reader_version=2)
    done = put(newer, note)
    again = put(newer, note)
    with newer.reader() as unit:
        answers = [[one.content.answer for one in unit.bank.revisions(number)] for number in done.question_ids]
    newer.close()

    assert (done.question_ids, done.revised, again.outcome) == (before.question_ids, 2, Outcome.UNCHANGED)
    assert answers == [["| What is a set? | No order |", "No order"], ["| What is a list? | Order |", "Order"]]


def test_a_picture_is_kept_once(app: App) -> None:
    first = a_draft("Draw a heap", images=(Image(2, "heap.png", "a heap"),))
    second = a_draft("Draw it again", line=4, images=(Image(5, "copy.png", ""),))
    (question, _) = put(app, a_note(first, second), pictures=lambda _target: b"PNG").question_ids

    with app.reader() as unit:
        (picture,) = unit.bank.question(question).parts.pictures
        assert unit.bank.picture(str(picture.sha256)) == b"PNG"
        assert unit.bank.stats().pictures == 1


def test_a_missing_picture_is_a_finding(app: App) -> None:
    done = put(app, a_note(a_draft(images=(Image(2, "lost.png", ""),))))

    with app.reader() as unit:
        findings = unit.bank.reading("python.md").missing_pictures
    assert (done.missing_pictures, [(each.line, each.target) for each in findings]) == (
        ("lost.png",),
        [(2, "lost.png")],
    )


def test_a_picture_that_turns_up_is_no_finding_any_more(app: App) -> None:
    note = a_note(a_draft(images=(Image(2, "late.png", ""),)))
    put(app, note)
    put(app, note, pictures=lambda _target: b"PNG")

    with app.reader() as unit:
        assert unit.bank.reading("python.md").missing_pictures == ()


@pytest.mark.parametrize("target", ["https://example.org/a.png", "//example.org/a.png", "data:image/png;base64,AA"])
def test_a_picture_elsewhere_is_not_looked_for(app: App, target: str) -> None:
    asked: list[str] = []

    def read(asked_for: str) -> None:
        asked.append(asked_for)

    done = put(app, a_note(a_draft(images=(Image(2, target, ""),))), pictures=read)

    assert (asked, done.missing_pictures) == ([], ())


def test_how_the_note_was_read_is_kept(app: App) -> None:
    why = Reason("a heading at line {line}", {"line": 4})
    put(app, a_note(GIL, repairs=[Repair(2, "РљРѕРґ", "Код")], left_out=why))

    with app.reader() as unit:
        reading = unit.bank.reading("python.md")
    assert reading.repairs == (Repair(2, "РљРѕРґ", "Код"),)
    assert [(run.span, run.role, run.reason) for run in reading.account][-1] == (Span(4, 4), Role.LEFT_OUT, why)


def test_what_no_database_keeps_is_made_visible(app: App) -> None:
    odd = a_draft("Nul\0?", answer="half \ud83d of a face", number="\0", keywords=("\0",))
    (question,) = put(app, a_note(odd), at=FOLDER / "\udcff.md").question_ids

    with app.reader() as unit:
        kept = unit.bank.question(question)
    content = kept.content
    assert (content.prompt, content.answer, content.keywords) == ("Nul␀?", "half \\ud83d of a face", ("␀",))
    assert kept.place
    assert kept.place.location == "/notes/\\udcff.md"


def test_a_note_that_fails_half_way_leaves_nothing(app: App) -> None:
    broken = a_draft("Why?", snippets=(Snippet(Span(1, 1), object(), ""),))  # type: ignore[arg-type]

    with pytest.raises(TypeError):
        put(app, a_note(GIL, broken))

    assert shown(app) == []
