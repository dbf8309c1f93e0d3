from pathlib import Path

from tests.cli.conftest import no_pictures
from tests.cli.made_notes import a_note
from viva.app import App
from viva.cli.views.tally import tally
from viva.notes.model import Reason, Relation, RelationKind, Role
from viva.settings import Settings

TWINS = Relation(0, 1, RelationKind.TWIN, 0.9, Reason("same subject"))


def test_notes_are_counted_as_a_bank_would_count_them(tmp_path: Path) -> None:
    app = App(Settings.read({}, data=tmp_path))
    try:
        with app.unit() as unit:
            unit.intake.import_note(a_note(), tmp_path / "python.md", no_pictures)
        with app.reader() as unit:
            kept = unit.bank.stats()
    finally:
        app.close()
    counted = tally([a_note()], [])

    for name in (
        "questions",
        "answered",
        "need_work",
        "sources",
        "repairs",
        "key_points",
        "kinds",
        "levels",
        "languages",
        "lines",
    ):
        assert getattr(counted, name) == getattr(kept, name), name
    for name in ("tech", "topics", "needs", "groups", "left_out"):
        assert getattr(counted, name) == getattr(kept, name), name


def test_relations_are_counted_by_kind() -> None:
    assert tally([a_note()], [TWINS, TWINS]).relations == {RelationKind.TWIN: 2}


def test_lines_of_all_notes_are_added() -> None:
    lines = tally([a_note("a.md"), a_note("b.md")], []).lines

    assert sum(lines.values()) == 16
    assert lines[Role.LEFT_OUT] == 2


def test_nothing_is_counted_too() -> None:
    assert tally([], []).questions == 0
