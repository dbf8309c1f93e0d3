"""Banks out of the database and back: all of it, and what people did in the folder."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from tests.apps import settings_of
from tests.bank.editing import a_question, look, says, undo
from tests.checks.test_findings_in_bank import check
from tests.exchange.made_banks import FEWER, banks
from tests.made_notes import a_draft, a_note, put
from viva.app import App
from viva.bank.content import Content
from viva.bank.exported import ExportedBank, ExportedKeyword
from viva.bank.incoming import Received
from viva.bank.keywords import clean_name, clean_names
from viva.bank.model import Origin, QuestionStatus
from viva.checks.findings.model import Wanted
from viva.exchange.writing import plan_export
from viva.intake.comparing import compare
from viva.kernel.errors import InvalidInput
from viva.notes.model import RelationKind
from viva.settings import BANK_FILE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "bank"


@pytest.fixture
def other(tmp_path: Path) -> Iterator[App]:
    """Another bank, which is empty."""
    program = App(settings_of(tmp_path / "other"))
    yield program
    program.close()


def export(app: App, folder: Path) -> None:
    with app.reader() as unit:
        plan_export(folder, unit.exchange.bank()).write()


def load(app: App, folder: Path) -> Received:
    with app.unit() as unit:
        return unit.exchange.load(unit.exchange.read(folder))


def whole(app: App) -> ExportedBank:
    with app.reader() as unit:
        bank = unit.exchange.bank()
        return replace(bank, pictures=dict(bank.pictures))


def page_of(folder: Path, words: str) -> Path:
    (page,) = (path for path in folder.rglob("*.md") if words in path.read_text(encoding="utf-8"))
    return page


def change(page: Path, old: str, new: str) -> None:
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), encoding="utf-8")


def fill(app: App) -> None:
    """A bank with everything there is."""
    gil = a_question(app)
    twin = a_question(app, "Что такое GIL?", answer="Блокировка. ![](loop.png)", source="b.md", images=())
    note = a_note(a_draft("Why?", answer="![](loop.png)"), a_draft("How?", answer="So."), source="c.md")
    why, how = put(app, note).question_ids
    with app.unit() as unit:
        unit.editing.edit(gil, Content(prompt="What is the GIL?", answer="A mutex."), seen=look(app, gil).version)
        unit.editing.link(gil, twin, RelationKind.TWIN)
        unit.editing.link(how, gil, RelationKind.FOLLOW_UP)
        unit.editing.add(Content(prompt="By hand?", tags=("mine",)), pictures={"a.png": b"bytes"})
        unit.editing.merge(gil, [why])
        unit.editing.change_status([how], QuestionStatus.RETIRED)
        unit.keywords.put("concurrency", "lock freedom", tech="python", names={"ru": ("без блокировок",)})
        unit.keywords.hide("concurrency", "deadlock")


def test_what_is_ignored_stays_ignored_with_its_reason_and_who_gave_it(app: App, other: App, folder: Path) -> None:
    question = a_question(app, answer="See [it](https://example.org/a?utm_source=x).")
    check(app)
    with app.unit() as unit:
        (one,) = unit.findings.page(Wanted(code="L102")).findings
        unit.findings.ignore(question, one.revision, one.place, "it is an example")
    export(app, folder)

    for _time in range(2):
        load(other, folder)
    check(other)

    with other.reader() as unit:
        assert unit.findings.page(Wanted(code="L102")).total == 0
        (ignored,) = unit.findings.ignored()
        assert ignored.reason == "it is an example"
    assert whole(other) == whole(app)
    with app.reader() as unit:
        (said,) = unit.findings.ignored()
    assert (ignored.made_by, ignored.made_at) == (said.made_by, said.made_at)


def test_an_exported_bank_is_the_same_in_another_database(app: App, other: App, folder: Path) -> None:
    fill(app)
    export(app, folder)

    received = load(other, folder)

    assert received.added == 5
    assert whole(other) == whole(app)
    assert load(other, folder).change_id is None


def test_what_was_found_by_comparing_comes_along_and_is_compared_only_with_others(
    app: App, other: App, folder: Path
) -> None:
    a_question(app)
    a_question(app, answer="A mutex.", source="b.md")
    compare(app)
    export(app, folder)
    load(other, folder)
    with other.reader() as unit:
        assert not unit.intake.waits_for_relations()
        assert unit.bank.stats().relations == {RelationKind.NEAR: 1}

    full = App(settings_of(folder.parent / "full"))
    with full.unit() as unit:
        unit.editing.add(Content(prompt="Why?"))
    load(full, folder)
    with full.reader() as unit:
        assert unit.intake.waits_for_relations()
    full.close()


def is_one(keyword: ExportedKeyword) -> bool:
    """Whether people can say this in a bank: every name has a word in it."""
    try:
        names = clean_names(keyword.names)
        return clean_name(keyword.term) == keyword.term and names == keyword.names
    except InvalidInput:
        return False


@FEWER
@given(banks())
def test_any_bank_is_the_same_in_another_database(
    tmp_path_factory: pytest.TempPathFactory, empty_file: Path, bank: ExportedBank
) -> None:
    places = {source.location for source in bank.sources}
    questions = tuple(
        replace(
            question,
            source=question.source if question.source in places else None,
            revisions=tuple(
                replace(one, source=one.source if one.source in places else None) for one in question.revisions
            ),
        )
        for question in bank.questions
    )
    given_bank = replace(bank, questions=questions, keywords=tuple(filter(is_one, bank.keywords)))
    folder = tmp_path_factory.mktemp("any")
    plan_export(folder / "bank", given_bank).write()
    shutil.copy(empty_file, folder / BANK_FILE)
    app = App(settings_of(folder))
    load(app, folder / "bank")

    loaded = whole(app)
    app.close()

    assert loaded == given_bank


def test_a_hand_edit_comes_back_as_a_new_revision(app: App, folder: Path) -> None:
    question = a_question(app)
    export(app, folder)
    change(page_of(folder, "A lock."), "A lock.", "A big lock.")

    received = load(app, folder)

    assert (received.added, received.revised) == (0, 1)
    assert says(app, question).answer == "A big lock."
    assert look(app, question).wording.origin is Origin.PERSON
    assert load(app, folder).change_id is None


def test_a_hand_edit_comes_into_an_empty_bank_with_its_history(app: App, other: App, folder: Path) -> None:
    a_question(app)
    export(app, folder)
    change(page_of(folder, "A lock."), "A lock.", "A big lock.")

    load(other, folder)

    (question,) = whole(other).questions
    assert [wording.content.answer for wording in question.revisions] == ["A lock.", "A big lock."]
    assert question.noted == 1


def test_what_was_changed_here_and_there_stays_and_is_named(app: App, folder: Path) -> None:
    question = a_question(app)
    export(app, folder)
    change(page_of(folder, "A lock."), "A lock.", "A big lock.")
    with app.unit() as unit:
        unit.editing.edit(question, Content(prompt="What is the GIL?", answer="A mutex."), seen=1)

    received = load(app, folder)

    assert received.contested == (look(app, question).key,)
    assert says(app, question).answer == "A mutex."


def test_an_older_folder_takes_nothing_back(app: App, folder: Path) -> None:
    question = a_question(app)
    export(app, folder)
    with app.unit() as unit:
        unit.editing.edit(question, Content(prompt="What is the GIL?", answer="A mutex."), seen=1)

    assert load(app, folder).change_id is None
    assert says(app, question).answer == "A mutex."


def test_a_status_by_hand_is_taken_over(app: App, folder: Path) -> None:
    question = a_question(app)
    export(app, folder)
    change(page_of(folder, "A lock."), "---\n", "---\nstatus: retired\n")

    assert load(app, folder).revised == 1
    assert look(app, question).status is QuestionStatus.RETIRED


def test_pages_by_hand_come_in_once_and_edits_of_them_too(app: App, folder: Path) -> None:
    folder.mkdir()
    (folder / "viva-bank.toml").write_text('format = "viva-bank"\nversion = 1\n', encoding="utf-8")
    page = folder / "gil.md"
    page.write_text("# What is the GIL?\nA lock.\n\n![](loop.png)\n", encoding="utf-8")
    (folder / "loop.png").write_bytes(b"bytes")

    assert load(app, folder).added == 1
    assert load(app, folder).change_id is None
    change(page, "A lock", "A mutex")
    assert load(app, folder).revised == 1
    assert load(app, folder).change_id is None

    (question,) = whole(app).questions
    assert [wording.content.answer for wording in question.revisions] == [
        "A lock.\n\n![](loop.png)",
        "A mutex.\n\n![](loop.png)",
    ]
    assert list(whole(app).pictures.values()) == [b"bytes"]
    assert question.parts.pictures[0].sha256 is not None


def test_loading_is_one_change_that_can_be_undone_and_done_again(app: App, other: App, folder: Path) -> None:
    fill(app)
    export(app, folder)
    load(other, folder)

    undo(other)

    assert not any(question.in_bank for question in whole(other).questions)
    assert load(other, folder).added == 5
    assert sum(question.in_bank for question in whole(other).questions) == 4


def test_a_page_that_was_removed_is_retired_where_it_is_new(app: App, other: App, folder: Path) -> None:
    a_question(app)
    export(app, folder)
    page_of(folder, "A lock.").unlink()

    load(other, folder)
    load(app, folder)

    assert [question.status for question in whole(other).questions] == [QuestionStatus.RETIRED]
    assert [question.status for question in whole(app).questions] == [QuestionStatus.READY]


def test_relatives_by_hand_are_taken_over(app: App, folder: Path) -> None:
    one, two = a_question(app), a_question(app, "Why?", source="b.md")
    export(app, folder)
    change(page_of(folder, "What is"), "---\n", f"---\nrelated: {{contradicts: {look(app, two).key}}}\n")

    assert load(app, folder).relations == 1
    assert [related.kind for related in look(app, one).related] == [RelationKind.CONTRADICTS]
    undo(app)
    assert look(app, one).related == ()


def test_keywords_by_hand_are_taken_over_and_older_ones_are_not(app: App, folder: Path) -> None:
    fill(app)
    export(app, folder)
    with app.unit() as unit:
        unit.keywords.put("concurrency", "lock freedom", tech="python", names={"ru": ("без замков",)})
    assert load(app, folder).keywords == 0
    change(folder / "keywords.yaml", "без блокировок", "вовсе без блокировок")

    assert load(app, folder).keywords == 1
    assert whole(app).keywords[-1].names == {"ru": ("вовсе без блокировок",)}
    undo(app)
    assert whole(app).keywords[-1].names == {"ru": ("без замков",)}


def test_a_keyword_without_a_word_is_refused_and_nothing_comes_in(app: App, folder: Path) -> None:
    fill(app)
    export(app, folder)
    change(folder / "keywords.yaml", "lock freedom:", '"?":')
    change(page_of(folder, "A mutex."), "A mutex.", "A big mutex.")

    with pytest.raises(InvalidInput, match=r"There is no word in '\?'"):
        load(app, folder)
    assert not any("big" in question.content.answer for question in whole(app).questions)


def test_keywords_on_a_subject_that_nobody_knows_come_in(app: App, folder: Path) -> None:
    folder.mkdir()
    (folder / "viva-bank.toml").write_text('format = "viva-bank"\nversion = 1\n', encoding="utf-8")
    (folder / "keywords.yaml").write_text("gardening:\n  spades:\n    dig: [шурф]\n", encoding="utf-8")

    assert load(app, folder).keywords == 1
    with app.reader() as unit:
        subjects = [(one.topic, one.tech) for one in unit.keywords.maps()]
    assert subjects == [("gardening", "spades")]


def test_some_questions_are_exported_with_what_belongs_to_them(app: App) -> None:
    fill(app)
    gil = next(question for question in whole(app).questions if question.content.answer.startswith("A mutex"))
    with app.reader() as unit:
        some = unit.exchange.bank([unit.bank.question_id(gil.key)])

    assert [question.key for question in some.questions] == [gil.key]
    assert [source.name for source in some.sources] == ["a.md"]
    assert (some.relations, dict(some.pictures)) == ((), {})


def test_notes_bring_back_what_was_taken_back_with_a_bank(app: App, other: App, folder: Path) -> None:
    a_question(app)
    export(app, folder)
    load(other, folder)
    undo(other)
    a_question(other)

    with other.reader() as unit:
        assert [line.prompt for line in unit.bank.questions().questions] == ["What is the GIL?"]
