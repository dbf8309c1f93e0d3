"""Two seats at once, and what goes wrong in between: what the page took, the server has, once and in order."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open, Serve, Served, Window
from tests.browser.test_interview import free_port, reading, saved_all, seat
from tests.interviews.conduct.table import Table
from viva.interviews.conduct.model import Kind

QUESTIONS = 5
SAMPLE = 12
SETTLE = 6
"""After so many rounds all that waits is let arrive."""


@dataclass
class Person:
    """Somebody at a seat, and what they did."""

    name: str
    window: Window
    page: Page
    notes: dict[int, str] = field(default_factory=dict)
    ratings: dict[int, int] = field(default_factory=dict)
    rated: Counter[int] = field(default_factory=Counter)

    def open(self, talk: Table) -> None:
        self.page.goto(self.window.address + seat(talk, self.name))
        self.page.locator("viva-seat[data-live-page]").wait_for()

    def do(self, random: Random) -> None:
        """Write into a note, or rate."""
        line = random.randint(1, QUESTIONS)
        self.page.locator(f'#seat-list a[data-jump="{line}"]').click()
        if random.random() < 0.6:
            word = f"{random.randint(0, 9999)} "
            self.page.locator(f"#note-{line}").focus()
            self.page.keyboard.press("Control+End")
            self.page.keyboard.type(word)
            self.notes[line] = self.notes.get(line, "") + word
        else:
            rating = random.randint(0, 4)
            self.page.keyboard.press("Escape")
            self.page.keyboard.press(str(rating))
            self.ratings[line] = rating
            self.rated[line] += 1


@pytest.mark.slow
def test_nothing_is_lost_and_nothing_comes_twice(serve: Serve, window: Open, sample_data: Path, talk: Table) -> None:
    go_through(serve, window, sample_data, talk, seed=7, rounds=SAMPLE)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(10))
def test_nothing_is_lost_in_many_rounds(serve: Serve, window: Open, sample_data: Path, talk: Table, seed: int) -> None:
    go_through(serve, window, sample_data, talk, seed=seed, rounds=30)


def go_through(serve: Serve, window: Open, data: Path, talk: Table, *, seed: int, rounds: int) -> None:
    random = Random(seed)
    port = free_port()
    served = serve(data, port)
    with window(served, enter=False) as one, window(served, enter=False) as other:
        people = [Person("Ana", one, one.page), Person("Ben", other, other.page)]
        for person in people:
            person.open(talk)
        people[0].page.keyboard.press("!")
        for person in people:
            person.page.get_by_text("under way").wait_for()
        for round_ in range(rounds):
            random.choice(people).do(random)
            served = disturb(random, lambda: serve(data, port), served, people, talk)
            if round_ % SETTLE == SETTLE - 1:
                for each in people:
                    saved_all(each.page)
        for person in people:
            saved_all(person.page)
            assert person.page.locator("[data-problem]").all_inner_texts() == []
    served.stop()
    compare(data, talk, people)


def disturb(random: Random, restart: Callable[[], Served], served: Served, people: list[Person], talk: Table) -> Served:
    """Something that happens in real life; the server as it is afterwards."""
    person = random.choice(people)
    match random.choice(["nothing", "kill", "kill and close", "network", "reload", "close", "back"]):
        case "kill" | "kill and close" as what:
            served.kill()
            person.do(random)
            if what == "kill and close":
                person.page.close()
            served = restart()
            if what == "kill and close":
                person.page = person.window.context.new_page()
                person.open(talk)
        case "network":
            person.window.context.set_offline(True)
            for _ in range(random.randint(1, 3)):
                person.do(random)
            random.choice(people).do(random)
            person.window.context.set_offline(False)
        case "reload":
            person.page.reload()
        case "close":
            person.page.close()
            person.page = person.window.context.new_page()
            person.open(talk)
        case "back":
            person.page.goto("about:blank")
            person.page.go_back()
        case _:
            pass
    return served


def compare(data: Path, talk: Table, people: list[Person]) -> None:
    there = reading(data, talk)
    with there.app.reader() as unit:
        seats = {name: talk.seats[name] for name in ("Ana", "Ben")}
        rows = unit.conduct._store.changes(talk.interview, 0, 100_000)
        rates = Counter((row.seat_id, row.line) for row in rows if row.kind == Kind.RATE and not row.stale)
        keys = Counter((row.seat_id, row.key) for row in rows)
    assert set(keys.values()) == {1}
    for person in people:
        for line in range(1, QUESTIONS + 1):
            entry = there.entry(person.name, line)
            assert entry.note == person.notes.get(line, ""), (person.name, line)
            assert entry.rating == person.ratings.get(line), (person.name, line)
            assert rates[seats[person.name], line] == person.rated[line], (person.name, line)
