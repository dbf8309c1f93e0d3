"""The account of every line, whatever the note and whatever its format."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.notes.promises import keeps_account, read
from tests.required import CHECKOUT
from viva.notes.account import account_of
from viva.notes.model import Reason, Role

NOTES = sorted(
    path
    for folder in (CHECKOUT / "tests" / "fixtures", CHECKOUT / "examples")
    for path in folder.rglob("*")
    if path.is_file() and not path.name.endswith((".expected.json", ".png", ".gz")) and path.name != "README.md"
)
ADVERT = Reason("an advert")
LINK = Reason("a {kind}", {"kind": "link"})

roles = st.sampled_from([(role, None) for role in Role if role is not Role.LEFT_OUT] + [(Role.LEFT_OUT, LINK)])


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.name)
def test_every_line_of_a_note_has_one_role(path: Path) -> None:
    assert read(path.name, path.read_bytes())


@given(given=st.lists(st.tuples(st.integers(1, 30), roles)))
def test_every_line_that_no_text_stands_for_was_set_aside(given: list[tuple[int, tuple[Role, Reason | None]]]) -> None:
    placed = sorted(given, key=lambda entry: entry[0])
    numbers = [number for number, _ in placed]
    aside = {number: ADVERT for number in range(1, 31) if number not in numbers}

    account = account_of(30, numbers, [role for _, role in placed], aside)

    assert sum(account.counts().values()) == 30
    assert all(account.roles[number - 1] == Role.LEFT_OUT for number in aside)


def test_the_weightiest_role_of_a_shared_line_wins() -> None:
    account = account_of(1, [1, 1, 1], [(Role.CONTEXT, None), (Role.PROMPT, None), (Role.ANSWER, None)], {})

    assert account.counts()[Role.PROMPT] == 1


def test_equal_reasons_are_kept_once() -> None:
    left_out = (Role.LEFT_OUT, LINK)

    account = account_of(3, [1, 2], [left_out, left_out], {3: ADVERT})

    assert account.reasons == (LINK, ADVERT)
    assert list(account.why) == [0, 0, 1]


@given(text=st.text())
def test_any_text_is_accounted_for(text: str) -> None:
    note = read("note.md", text.encode("utf-8", "surrogatepass"))

    if note is not None:
        keeps_account(note)
