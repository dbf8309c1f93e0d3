"""Two seats at once, and what goes wrong in between: what the page took, the server has, once and in order."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Serve, Served, Window
from tests.browser.test_interview import free_port, reading, saved_all, seat
from tests.interviews.conduct.table import Table
from viva.interviews.conduct.model import Kind

QUESTIONS = 5
SAMPLE = 12
SETTLE = 6
"""After so many rounds all that waits is let arrive."""
MIDDLE = "|"
"""Ana writes before it in the shared text, Ben behind it."""
HEARD = """
const ask = window.fetch;
window.fetch = async (...what) => {
  const answer = await ask(...what);
  if (String(what[0]).endsWith("/changes") && answer.ok) {
    const { outcomes } = await answer.clone().json();
    const keys = outcomes.filter(({ fate }) => fate === "saved" || fate === "repeated").map(({ key }) => key);
    localStorage.setItem("heard", `${localStorage.getItem("heard") ?? ""} ${keys.join(" ")}`);
  }
  return answer;
};
"""
"""Writes down which changes the server acknowledged to this browser, before the page itself learns of it."""
HELD = """Object.keys(localStorage).filter(name => name.includes(":wait:"))
    .map(name => JSON.parse(localStorage[name])).filter(each => each.kind === "rate" || each.kind === "tick")
    .map(each => each.key)"""


@dataclass
class Person:
    """Somebody at a seat, and what they did."""

    name: str
    window: Window
    page: Page
    texts: dict[tuple[str, int], str] = field(default_factory=dict)
    shared: Counter[str] = field(default_factory=Counter)
    ratings: dict[int, int] = field(default_factory=dict)
    done: Counter[tuple[Kind, int]] = field(default_factory=Counter)
    held: set[str] = field(default_factory=set)

    def open(self, talk: Table) -> None:
        self.page.goto(self.window.address + seat(talk, self.name))
        self.page.locator("viva-seat[data-live-page]").wait_for()

    def do(self, random: Random) -> None:
        """Write into a note, a red flag or the shared text, rate, or tick a key point."""
        line = random.randint(1, QUESTIONS)
        self.page.locator(f'#seat-list a[data-jump="{line}"]').click()
        word = f"{self.name}{sum(self.done.values())} "
        match random.choice(["note", "note", "flag", "shared", "rate", "rate", "tick"]):
            case "note" | "flag" as field_:
                self.write(f"#{field_}-{line}", "Control+End" if field_ == "note" else "End", word)
                self.texts[field_, line] = self.texts.get((field_, line), "") + word
            case "shared":
                self.write("#scratch", "Control+Home" if self.name == "Ana" else "Control+End", word)
                self.shared[word.strip()] += 1
            case "rate":
                self.ratings[line] = random.randint(0, 4)
                self.page.keyboard.press("Escape")
                self.page.keyboard.press(str(self.ratings[line]))
                self.done[Kind.RATE, line] += 1
            case _:
                self.page.locator(f"#point-{line}-0").click()
                self.done[Kind.TICK, line] += 1
        self.done[Kind.ASK, 0] += 1  # so that each word is another
        self.held |= set(self.page.evaluate(HELD))

    def write(self, selector: str, where: str, word: str) -> None:
        self.page.locator(selector).focus()
        self.page.keyboard.press(where)
        self.page.keyboard.type(word)

    def heard(self) -> set[str]:
        """The keys of the changes that this browser was told to be saved."""
        told: str = self.page.evaluate("localStorage.getItem('heard') ?? ''")
        return set(told.split())


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
            person.window.context.add_init_script(HEARD)
            person.open(talk)
        begin(people)
        for round_ in range(rounds):
            for person in random.sample(people, random.randint(1, 2)):
                person.do(random)
            served = disturb(random, lambda: serve(data, port), served, people, talk)
            if round_ % SETTLE == SETTLE - 1:
                for each in people:
                    saved_all(each.page)
        for person in people:
            saved_all(person.page)
            assert person.page.locator("[data-problem]").all_inner_texts() == []
        heard = {person.name: person.heard() for person in people}
    served.stop()
    compare(data, talk, people, heard)


def begin(people: list[Person]) -> None:
    """Start the interview, and part the shared text in two."""
    ana, ben = (person.page for person in people)
    ana.keyboard.press("!")
    for person in people:
        person.page.get_by_text("under way").wait_for()
    ana.locator("#scratch").fill(MIDDLE)
    saved_all(ana)
    expect(ben.locator("#scratch")).to_have_value(MIDDLE, timeout=20_000)


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


def compare(data: Path, talk: Table, people: list[Person], heard: dict[str, set[str]]) -> None:
    there = reading(data, talk)
    with there.app.reader() as unit:
        rows = unit.conduct._store.changes(talk.interview, 0, 100_000)
    names = {number: name for name, number in talk.seats.items()}
    keys = Counter((names.get(row.seat_id or 0), row.key) for row in rows if not row.stale)
    carried = Counter((names.get(row.seat_id or 0), row.kind, row.line) for row in rows if not row.stale)
    assert set(keys.values()) == {1}
    for person in people:
        assert heard[person.name] | person.held <= {key for name, key in keys if name == person.name}
        for line in range(1, QUESTIONS + 1):
            entry = there.entry(person.name, line)
            told = (person.name, line)
            assert (entry.note, entry.flag) == tuple(person.texts.get((each, line), "") for each in ("note", "flag")), (
                told
            )
            assert entry.rating == person.ratings.get(line), told
            assert entry.ticked == ((0,) if person.done[Kind.TICK, line] % 2 else ()), told
            for kind in (Kind.RATE, Kind.TICK):
                assert carried[person.name, kind, line] == person.done[kind, line], (*told, kind)
    before, _middle, behind = there.sheet("Ana").interview.scratch.partition(MIDDLE)
    assert [Counter(before.split()), Counter(behind.split())] == [person.shared for person in people]
