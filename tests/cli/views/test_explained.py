from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.cli.made_notes import a_note
from viva.cli.output import Part
from viva.cli.views.explained import explained
from viva.kernel.i18n import speak
from viva.notes.model import Note, Role


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    speak("en")


def shown(note: Note) -> list[str]:
    def text(part: Part) -> str:
        return part if isinstance(part, str) else part[0]

    return ["".join(map(text, line)).rstrip() for line in explained(note)]


def test_every_line_has_its_number_its_role_and_below_it_the_reason() -> None:
    assert shown(a_note()) == [
        "notes/python.md  markdown, utf-8, 2 questions",
        "     1  section   # Python",
        "     2  blank",
        "     3  prompt    ## What is the GIL?",
        "                  ↳ question: heading that asks",
        "     4  answer    One lock for the whole interpreter.",
        "     5  answer        print(1)",
        "     6  left out  [top](#top)",
        "                  ↳ link back inside the document",
        "     7  prompt    ## Что такое GIL?",
        "                  repaired; it was: ## Р§С‚Рѕ С‚Р°РєРѕРµ GIL?",
        "                  ↳ question: heading that asks",
        "     8  blank",
    ]


def test_neighbours_that_were_left_out_for_one_reason_tell_it_once() -> None:
    note = a_note()
    roles = note.account.roles[:5] + bytes([Role.LEFT_OUT] * 3)
    account = replace(note.account, roles=roles, why=[-1] * 5 + [0] * 3)

    assert [line for line in shown(replace(note, account=account, drafts=[])) if "↳" in line] == [
        "                  ↳ link back inside the document"
    ]


def test_it_speaks_russian() -> None:
    speak("ru")

    assert shown(a_note())[7:9] == [
        "     6  пропущена  [top](#top)",
        "                   ↳ ссылка внутри документа",
    ]
