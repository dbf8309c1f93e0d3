"""An interview on its screen: by keyboard, by roles and names, with a server that dies and a network that is cut."""

import re
import socket
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Page, WebSocket, expect

from tests.browser.conftest import Open, Serve
from tests.interviews.conduct.table import Table
from viva.app import App
from viva.interviews.conduct.model import Answered, State
from viva.settings import Settings
from viva.web.logs import LOG_FILE

pytestmark = pytest.mark.slow

SAVES_WITHIN = 30.0


def seat(talk: Table, who: str = "Ana") -> str:
    return f"/seat/{talk.tokens[who]}"


def reading(data: Path, talk: Table) -> Table:
    """The same interview as the database has it now."""
    return Table(App(Settings.read({"VIVA_DATA": str(data)})), talk.interview, talk.tokens, talk.seats)


def saved(page: Page) -> None:
    expect(page.get_by_role("status").filter(has_text=re.compile("^Saved$"))).to_be_visible(timeout=20_000)


def in_hand(page: Page) -> int:
    return int(page.locator("article[data-line]:not([hidden])").get_attribute("data-line") or 0)


def test_a_full_interview_by_keyboard_alone(serve: Serve, window: Open, sample_data: Path, talk: Table) -> None:
    served = serve(sample_data)
    with window(served, enter=False) as one:
        page: Page = one.go(seat(talk))
        press = page.keyboard.press
        press("!")
        page.get_by_text("under way").wait_for()
        asked: list[int] = []
        for rating in range(5):
            press("n") if rating else None
            asked.append(in_hand(page))
            press("a")
            press(str(rating))
            press("e")
            page.keyboard.type(f"said {rating}")
            press("Escape")
            expect(page.locator(f'#seat-list [data-said="{asked[-1]}"]')).to_contain_text(f"{rating}", timeout=20_000)
            saved(page)
            expect(page.locator(f"#asked-{asked[-1]}")).to_have_attribute("data-key", "A", timeout=20_000)
            if rating == 0:
                tick_and_take_what_it_comes_to(page)
        press("f")
        page.keyboard.type("made it up")
        press("Escape")
        press("K")
        expect(page.locator("#seat-list a").nth(3)).to_have_attribute("data-jump", str(asked[-1]), timeout=20_000)
        saved(page)
        press("F")
        page.get_by_text("finished").wait_for()
        press("$")
        page.get_by_role("heading", name="Submit it").wait_for()
        reach(page, "Seal and submit")
        press("Enter")
        page.get_by_role("heading", name=re.compile("^Submitted")).wait_for()
    assert served.stop() is not None

    there = reading(sample_data, talk)
    entries = {line: there.entry("Ana", line) for line in asked}
    assert sorted(asked) == [1, 2, 3, 4, 5]
    assert [entries[line].note for line in asked] == [f"said {n}" for n in range(5)]
    assert [entries[line].rating for line in asked] == [4, 1, 2, 3, 4]
    assert (entries[asked[0]].ticked, entries[asked[-1]].flag) == ((0,), "made it up")
    assert there.sheet("Ana").interview.state is State.FINISHED
    assert there.sheet("Ana").seat.submitted_at is not None


def tick_and_take_what_it_comes_to(page: Page) -> None:
    """The first key point of the question in hand was said; its rating follows from that."""
    page.keyboard.press("p")
    page.keyboard.press("1")
    expect(page.locator(f"#point-{in_hand(page)}-0")).to_have_attribute("aria-pressed", "true")
    proposal = page.locator(f"#take-{in_hand(page)}")
    proposal.wait_for()
    page.keyboard.press("y")
    expect(proposal).to_have_count(0, timeout=20_000)


def reach(page: Page, name: str) -> None:
    """Press Tab until a button is in hand."""
    for _tab in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
    pytest.fail(f"Tab leads to no {name}")


def test_a_full_interview_through_roles_and_names_only(
    serve: Serve, window: Open, sample_data: Path, talk: Table
) -> None:
    served = serve(sample_data)
    with window(served, enter=False) as one:
        page: Page = one.go(seat(talk))
        page.get_by_role("button", name="Start").click()
        questions = page.get_by_role("navigation", name="Questions").get_by_role("link")
        expect(questions).to_have_count(5)
        for number in range(5):
            questions.nth(number).click()
            expect(questions.nth(number)).to_have_attribute("aria-current", "true")
            opinion = page.get_by_role("region", name="What you say of it")
            opinion.get_by_role("combobox", name="Rating").select_option(index=number)
            opinion.get_by_role("textbox", name="Evidence: what was said").fill(f"evidence {number}")
        questions.nth(0).click()
        page.get_by_role("button", name="Asked, no answer").click()
        page.get_by_role("textbox", name="Red flag, in words").fill("none really")
        saved(page)
        page.get_by_role("group", name="Key points").get_by_role("button").first.click()
        saved(page)
        page.get_by_role("button", name="Finish").click()
        page.get_by_text("finished").wait_for()
        page.get_by_role("link", name="Scorecard").click()
        page.get_by_role("combobox", name="I recommend").select_option("no")
        page.get_by_role("textbox", name="Why, where that departs from the gates").fill("too little of it")
        page.get_by_role("button", name="Seal and submit").click()
        page.get_by_role("heading", name="Submitted: no").wait_for()
    served.stop()

    sheet = reading(sample_data, talk).sheet("Ana")
    entries = [each.entry for each in sheet.lines]
    assert sheet.seat.submitted_at is not None
    assert entries[0].ticked == (0,)
    assert [entry.note for entry in entries] == [f"evidence {number}" for number in range(5)]
    assert [entry.state for entry in entries] == [Answered.NO_ANSWER, *[Answered.RATED] * 4]
    assert entries[0].flag == "none really"


def test_nothing_is_lost_when_the_server_is_killed_while_somebody_types(
    serve: Serve, window: Open, sample_data: Path, talk: Table
) -> None:
    port = free_port()
    served = serve(sample_data, port)
    with window(served, enter=False) as one:
        page: Page = one.go(seat(talk))
        page.keyboard.press("!")
        page.get_by_text("under way").wait_for()
        page.keyboard.press("2")
        page.keyboard.press("e")
        for round_ in range(3):
            page.keyboard.type(f"before {round_} ")
            page.wait_for_timeout(100 * round_)
            served.kill()
            page.keyboard.type(f"after {round_} ")
            expect(page.get_by_role("status").filter(has_text="Offline. Changes waiting")).to_be_visible(timeout=15_000)
            if round_ == 1:
                page.close()  # the tab too, while nothing answers
                served = serve(sample_data, port)
                page = one.context.new_page()
                page.goto(f"{one.address}{seat(talk)}?line=1")
                page.locator("#note-1").focus()
                page.keyboard.press("End")
            else:
                served = serve(sample_data, port)
            saved_all(page)
    served.stop()

    entry = reading(sample_data, talk).entry("Ana", 1)
    assert entry.note == "before 0 after 0 before 1 after 1 before 2 after 2 "
    assert entry.rating == 2
    assert journal(sample_data, talk)["rate"] == 1


def saved_all(page: Page) -> None:
    """Until nothing waits in this browser."""
    waits = "Object.keys(localStorage).filter(name => name.startsWith('viva-seat:') && name.includes(':wait:')).length"
    until = monotonic() + SAVES_WITHIN
    while page.evaluate(waits):
        assert monotonic() < until
        page.wait_for_timeout(100)


def journal(data: Path, talk: Table) -> dict[str, int]:
    """How many changes of each kind were carried out."""
    there = reading(data, talk)
    counts: dict[str, int] = {}
    for change in there.feed("Ana").changes:
        if not change.stale:
            counts[change.kind.value] = counts.get(change.kind.value, 0) + 1
    return counts


def test_what_is_done_without_a_network_arrives_in_order_and_once(
    serve: Serve, window: Open, sample_data: Path, talk: Table
) -> None:
    served = serve(sample_data)
    with window(served, enter=False) as one:
        page: Page = one.go(seat(talk))
        page.keyboard.press("!")
        page.get_by_text("under way").wait_for()
        one.context.set_offline(True)
        page.keyboard.press("1")
        page.keyboard.press("x")
        page.keyboard.press("4")
        page.keyboard.press("j")
        page.keyboard.press("3")
        expect(page.get_by_role("status").filter(has_text="Changes waiting: 4")).to_be_visible()
        one.context.set_offline(False)
        saved_all(page)
    served.stop()

    there = reading(sample_data, talk)
    assert [there.entry("Ana", line).rating for line in (1, 2)] == [4, 3]
    assert {kind: count for kind, count in journal(sample_data, talk).items() if kind in {"rate", "state"}} == {
        "rate": 3,
        "state": 1,
    }


def test_two_seats_see_each_others_shared_changes_and_never_the_ratings(
    serve: Serve, window: Open, sample_data: Path, talk: Table
) -> None:
    served = serve(sample_data)
    with window(served, enter=False) as one, window(served, enter=False) as other:
        ana: Page = one.go(seat(talk))
        ben: Page = other.go(seat(talk, "Ben"))
        ana.keyboard.press("!")
        ben.get_by_text("under way").wait_for()
        ben.keyboard.press("e")
        ben.keyboard.type("Ben writes")
        ana.keyboard.press("4")
        ana.keyboard.press("o")
        expect(ben.locator("#shared-1")).to_contain_text("Hide from the candidate", timeout=15_000)
        expect(ben.locator("#shared-1")).to_contain_text("Take back that it was asked")
        ben.keyboard.type(" on")
        ben.keyboard.press("Escape")
        ben.keyboard.press("1")
        saved_all(ben)
        assert ben.locator("#note-1").input_value() == "Ben writes on"
    served.stop()

    there = reading(sample_data, talk)
    assert (there.entry("Ana", 1).rating, there.entry("Ben", 1).rating) == (4, 1)
    assert there.entry("Ben", 1).note == "Ben writes on"


def test_a_second_tab_of_one_seat_shows_both_versions_and_loses_neither(
    serve: Serve, window: Open, sample_data: Path, talk: Table
) -> None:
    served = serve(sample_data)
    with window(served, enter=False) as one, window(served, enter=False) as other:
        first: Page = one.go(seat(talk))
        first.keyboard.press("!")
        first.get_by_text("under way").wait_for()
        second: Page = other.go(seat(talk))
        other.context.set_offline(True)
        second.locator("#note-1").fill("from the second")
        first.locator("#note-1").fill("from the first")
        saved_all(first)
        other.context.set_offline(False)
        conflict = second.get_by_role("alert")
        expect(conflict).to_contain_text("from the first", timeout=15_000)
        expect(conflict).to_contain_text("from the second")
        expect(second.get_by_role("status").filter(has_text="Conflict. To decide: 1")).to_be_visible()
        second.get_by_role("button", name="Keep both").click()
        saved_all(second)
    served.stop()

    assert reading(sample_data, talk).entry("Ana", 1).note == "from the first\nfrom the second"


def test_a_reload_while_typing_loses_nothing(serve: Serve, window: Open, sample_data: Path, talk: Table) -> None:
    served = serve(sample_data)
    with window(served, enter=False) as one:
        page: Page = one.go(seat(talk))
        page.keyboard.press("!")
        page.get_by_text("under way").wait_for()
        page.keyboard.press("e")
        page.keyboard.type("typed and gone")
        page.reload()
        expect(page.locator("#note-1")).to_have_value("typed and gone")
        page.goto("about:blank")
        page.go_back()
        expect(page.locator("#note-1")).to_have_value("typed and gone")
        saved_all(page)
    served.stop()

    assert reading(sample_data, talk).entry("Ana", 1).note == "typed and gone"


def test_the_page_is_left_only_when_all_is_saved_and_somebody_answers(
    serve: Serve, window: Open, sample_data: Path, talk: Table
) -> None:
    port = free_port()
    served = serve(sample_data, port)
    with window(served, enter=False) as one:
        page: Page = one.go(seat(talk))
        page.keyboard.press("!")
        page.get_by_text("under way").wait_for()
        served.kill()
        page.keyboard.press("3")
        page.keyboard.press("$")
        expect(page.get_by_role("status").filter(has_text="You stay here")).to_be_visible(timeout=20_000)
        with page.expect_event("requestfailed"):
            page.get_by_role("button", name="Русский").click()
        assert page.url.startswith(one.address + seat(talk))
        served = serve(sample_data, port)
        page.keyboard.press("e")
        page.keyboard.type("the last word")
        page.keyboard.press("Escape")
        page.keyboard.press("$")
        card = page.get_by_role("region", name="What it says")
        expect(card).to_contain_text("the last word", timeout=20_000)
        expect(card).to_contain_text("Okay")
    served.stop()


def test_a_browser_that_keeps_nothing_saves_all_the_same(
    serve: Serve, window: Open, sample_data: Path, talk: Table
) -> None:
    served = serve(sample_data)
    with window(served, enter=False) as one:
        one.context.add_init_script(
            "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
        )
        page: Page = one.go(seat(talk))
        page.keyboard.press("!")
        page.get_by_text("under way").wait_for()
        one.context.set_offline(True)
        page.keyboard.press("2")
        expect(page.get_by_role("status").filter(has_text="This browser keeps nothing")).to_be_visible(timeout=20_000)
        one.context.set_offline(False)
        saved(page)
    served.stop()

    assert reading(sample_data, talk).entry("Ana", 1).rating == 2


def test_the_candidate_sees_what_is_opened_and_shares_the_text(
    serve: Serve, window: Open, sample_data: Path, talk: Table
) -> None:
    served = serve(sample_data)
    with window(served, enter=False) as one, window(served, enter=False) as other:
        ana: Page = one.go(seat(talk))
        dan: Page = other.go(seat(talk, "Dan"))
        ana.keyboard.press("!")
        ana.get_by_text("under way").wait_for()
        prompt = ana.locator("article:not([hidden]) h2").first.inner_text()
        ana.keyboard.press("o")
        expect(dan.get_by_role("heading", name=prompt)).to_be_visible(timeout=15_000)
        dan.get_by_role("textbox").fill("def f(): ...")
        expect(ana.locator("#scratch")).to_have_value("def f(): ...", timeout=15_000)
        assert one.violations() == []
        assert other.violations() == []


def test_an_interview_with_scripts_off(serve: Serve, window: Open, sample_data: Path, talk: Table) -> None:
    served = serve(sample_data)
    with window(served, enter=False, java_script_enabled=False) as one:
        page: Page = one.page
        page.goto(one.address + seat(talk))
        page.get_by_role("button", name="Start").click()
        page.get_by_role("combobox", name="Rating").select_option("3")
        page.get_by_role("button", name="Rate", exact=True).click()
        page.get_by_role("textbox", name="Evidence: what was said").fill("plainly")
        page.get_by_role("button", name="Save the note").click()
        page.get_by_role("link", name=re.compile("Next")).click()
        page.get_by_role("button", name="Asked, no answer").click()
        page.get_by_role("button", name="Finish").click()
    served.stop()

    entries = [each.entry for each in reading(sample_data, talk).sheet("Ana").lines]
    assert (entries[0].rating, entries[0].note) == (3, "plainly")
    assert [entry.state for entry in entries].count(Answered.NO_ANSWER) == 1


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_a_socket_tells_what_others_do_and_comes_back_after_a_restart(
    serve: Serve, window: Open, sample_data: Path, talk: Table
) -> None:
    port = free_port()
    served = serve(sample_data, port)
    with window(served, enter=False) as one, window(served, enter=False) as other:
        heard: list[str] = []

        def hear(frame: str | bytes) -> None:
            heard.append(str(frame))

        def listen(socket: WebSocket) -> None:
            socket.on("framereceived", hear)

        one.page.on("websocket", listen)
        ana: Page = one.go(seat(talk))
        ben: Page = other.go(seat(talk, "Ben"))
        ana.keyboard.press("!")
        ben.get_by_text("under way").wait_for()
        ben.keyboard.press("a")
        expect(ana.locator("#asked-1")).to_have_attribute("data-key", "A", timeout=15_000)
        for _look in range(100):
            if any('"ask"' in frame for frame in heard):
                break
            ana.wait_for_timeout(100)
        assert any('"ask"' in frame for frame in heard)
        served.kill()
        served = serve(sample_data, port)
        ben.keyboard.press("j")
        ben.keyboard.press("a")
        expect(ana.locator("#asked-2")).to_have_attribute("data-key", "A", timeout=30_000)
    stopped = served.stop()
    assert "Traceback" not in stopped
    log = (sample_data / LOG_FILE).read_text(encoding="utf-8")
    assert "/seat/{token}" in log
    assert not any(token in log for token in talk.tokens.values())
