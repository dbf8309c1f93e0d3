"""Hostile texts stored through every field and shown on every page are shown, and nothing of them is carried out."""

import json
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, Dialog, Route

from tests.browser.conftest import VIVA, Open, Serve, Served, Window
from tests.browser.payloads import HTML, MARKDOWN, NAMES, OTHERS, SVG
from tests.interviews.conduct.table import an_interview
from tests.interviews.made import a_template, pick
from viva.app import App
from viva.interviews.conduct.model import Kind
from viva.interviews.templates.model import Section
from viva.settings import Settings

pytestmark = pytest.mark.slow

PAYLOADS = [*HTML, *MARKDOWN, *OTHERS]
OF_A_KIND = 4
"""So many pages with the same shape of address are looked at: the payloads take turns in what they show."""

MOST_PAGES = 160


def test_there_are_enough_of_them() -> None:
    assert len(PAYLOADS) + len(NAMES) >= 60


def test_nothing_hostile_is_carried_out_on_any_page(serve: Serve, window: Open, tmp_path: Path) -> None:
    data = hostile_bank(tmp_path)
    screens = hostile_interview(data)
    served = serve(data)
    with window(served) as one:
        watch(one)
        store_through_the_api(one)
        hold_interviews(one)
        check_and_ignore(one)
        seen = crawl(one, ["/", "/findings", "/findings?ignored=true"])
    with window(served, enter=False) as other:
        watch(other)
        assert len(crawl(other, screens)) > len(screens)

    assert len(seen) > len({shape(path) for path in seen}) > 8
    assert one.troubles + other.troubles == []


def watch(one: Window) -> None:
    """Note each dialog that a script opens, and each call to a host of theirs."""

    def opened(dialog: Dialog) -> None:
        one.troubles.append(f"dialog on {one.page.url}")
        dialog.dismiss()

    def called(route: Route) -> None:
        one.troubles.append(f"call of {route.request.url}")
        route.abort()

    one.page.on("dialog", opened)
    one.context.route(re.compile(r"^\w+://[^/]*evil"), called)


def hostile_bank(folder: Path) -> Path:
    """A bank of notes with hostile names and texts."""
    notes = folder / "notes"
    notes.mkdir()
    (notes / "x.svg").write_bytes(SVG)
    share = -(-len(PAYLOADS) // len(NAMES))
    for number, name in enumerate(NAMES):
        text = "\n".join(
            f"## {number}.{place} What does this mean: {payload}?\n\n{payload}\n\n- {payload}\n"
            for place, payload in enumerate(PAYLOADS[number * share : (number + 1) * share])
        )
        (notes / name).write_text(f"# Part {name}\n\n{text}", encoding="utf-8")
    data = folder / "data"
    subprocess.run([VIVA, "--data", data, "import", notes], check=True, capture_output=True)
    return data


def store_through_the_api(one: Window) -> None:
    """Each payload once in every field of a question."""
    for number, payload in enumerate(PAYLOADS):
        label = re.sub(r"[\x00-\x1f]+", " ", payload)[:200]  # a label is one line
        question = {
            "prompt": payload,
            "kind": "mcq" if number % 2 else "question",
            "answer": f"{payload}\n\n```python\nprint({payload!r})  # {payload}\n```\n",
            "options": [payload, f"{payload} "],
            "correct": [0],
            "key_points": [{"text": payload, "group": "must"}],
            "section": [label],
            "tech": [label],
            "topics": [label],
            "keywords": [label],
            "tags": [label],
            "number": payload[:50],
        }
        answer = one.context.request.post(
            f"{one.address}/api/v1/questions",
            data=json.dumps(question),
            headers={"Idempotency-Key": f"hostile {number}", "Content-Type": "application/json", "Origin": one.address},
        )
        assert answer.status in {201, 422}, (payload, answer.text())


def hold_interviews(one: Window) -> None:
    """Some payloads as templates, candidates, seats and reasons."""
    for number, payload in enumerate(PAYLOADS[::9]):
        label = re.sub(r"[\x00-\x1f]+", " ", payload).strip()[:190] or "empty"
        form = {
            "key": f"t{number}", "title": label, "opening": payload, "closing": payload, "section": label,
            "minutes": "9", "note": payload, "more": "one of any topic", "tech": "", "avoid": f"not {label}",
            "language": "en",
        }  # fmt: skip
        at = send(one, "/interviews/templates/new", form)
        template = at.rpartition("/")[2]
        at = send(one, "/interviews/new", {"key": f"i{number}", "template": template, "candidate": label})
        send(one, f"{at}/seats", {"key": f"s{number}", "part": "panel", "name": label})
        send(one, f"{at}/state", {"key": f"b{number}", "state": "no-show", "seen": "planned", "reason": f"- {payload}"})


def send(one: Window, path: str, form: dict[str, str]) -> str:
    """Send a form; gives the address it leads to."""
    answer = one.context.request.post(
        one.address + path,
        form=dict[str, str | float | bool](form),
        headers={"Origin": one.address},
        max_redirects=0,
    )
    assert answer.status in {200, 303}, (path, form, answer.text())
    return answer.headers.get("location", "")


def check_and_ignore(one: Window) -> None:
    """Have the bank checked, and ignore a finding for each payload."""

    def call(path: str, body: dict[str, object], key: str) -> APIResponse:
        headers = {"Idempotency-Key": key, "Content-Type": "application/json", "Origin": one.address}
        return one.context.request.post(f"{one.address}/api/v1{path}", data=json.dumps(body), headers=headers)

    job = call("/findings/check", {}, "check").json()
    for _look in range(600):
        if one.context.request.get(f"{one.address}/api/v1/jobs/{job['id']}").json()["state"] == "done":
            break
        one.page.wait_for_timeout(100)
    found = one.context.request.get(f"{one.address}/api/v1/findings?limit=100").json()["items"]
    assert found
    for number, (finding, payload) in enumerate(zip(found, PAYLOADS, strict=False)):
        body = {name: finding[name] for name in ("question", "revision", "place")}
        answer = call("/findings/ignore", {**body, "reason": payload}, f"ignore {number}")
        assert answer.status in {200, 422}, (payload, answer.text())


def hostile_interview(data: Path) -> list[str]:
    """An interview whose every field is hostile; gives the screens of its lead and of its candidate."""
    app = App(Settings.read({"VIVA_DATA": str(data)}))
    first = PAYLOADS[0]
    items = (pick("nine of any topic", follow_ups=tuple(PAYLOADS[:3])),)
    section = Section(title=first, minutes=20, items=items)
    table = an_interview(
        app, a_template(sections=(section,), title=first, opening=first, closing=first, avoid=(first,)), candidate=first
    )
    for number, payload in enumerate(PAYLOADS):
        text = payload[:5000]
        table.record("Ana", Kind.NOTE, 1 + number % 9, text=text, seen=number // 9 * 2)
        table.record("Ana", Kind.FLAG, 1 + number % 9, text=text, seen=number // 9 * 2 + 1)
        table.record("Ana", Kind.ADD, prompt=text, section=0)
    table.record("Ana", Kind.SCRATCH, text="\n".join(PAYLOADS)[:20_000], seen=1)
    table.record("Ana", Kind.OPEN, 1)
    app.close()
    return [f"/seat/{table.tokens[who]}" for who in ("Ana", "Dan")]


def crawl(one: Window, waiting: list[str]) -> list[str]:
    """Follow every link, so many of a kind; tells the addresses that were opened."""
    seen, kinds = list[str](), Counter[str]()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if path in seen or kinds[shape(path)] >= OF_A_KIND:
            continue
        seen.append(path)
        kinds[shape(path)] += 1
        response = one.page.goto(one.address + path)
        assert response
        assert response.status < 400, (path, response.status)
        one.page.wait_for_timeout(30)
        links: list[str] = one.page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
        assert not [link for link in links if re.match(r"\s*(javascript|data|vbscript):", link, re.IGNORECASE)], path
        waiting += [link.partition("#")[0] for link in links if link.startswith("/") and not is_download(link)]
    return seen


def is_download(link: str) -> bool:
    return bool(re.search(r"\.(zip|json|sqlite3|csv|md)$|/export|/download|/backup|/sheet$", link))


def shape(path: str) -> str:
    """What kind of page an address leads to."""
    return re.sub(r"\d+|%[0-9A-Fa-f]{2}", "N", path.partition("?")[0])


def test_a_picture_with_a_script_in_it_runs_nothing(serve: Serve, window: Open, tmp_path: Path) -> None:
    served: Served = serve(hostile_bank(tmp_path))
    with window(served) as one:
        watch(one)
        found = one.context.request.get(f"{one.address}/api/v1/questions?q=x.svg").json()["items"]
        asked = [one.context.request.get(f"{one.address}/api/v1/questions/{item['id']}").json() for item in found]
        pictures = [p["sha256"] for each in asked for p in each["wording"]["parts"]["pictures"] if p["sha256"]]
        assert pictures
        answer = one.page.goto(f"{one.address}/pictures/{pictures[0]}")
        one.page.wait_for_timeout(300)

        assert answer
        assert answer.headers["content-type"] == "image/svg+xml"
        assert "sandbox" in answer.headers["content-security-policy"]
        one.troubles = [trouble for trouble in one.troubles if "dialog" in trouble]  # that it was refused is told too
