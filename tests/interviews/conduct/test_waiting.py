"""Changes that wait are on this machine's disk, in their order, whatever becomes of the program."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from viva.interviews.conduct.model import Change, Kind
from viva.interviews.conduct.waiting import Waiting, WaitingRoom, durable, remove_waiting
from viva.kernel.clock import FrozenClock

MakeRoom = Callable[[], WaitingRoom]


@pytest.fixture
def room(tmp_path: Path, clock: FrozenClock) -> MakeRoom:
    return lambda: WaitingRoom(tmp_path, 7, "token", clock)


def a_change(number: int, text: str = "ё\ud800") -> Waiting:
    change = Change(key=f"k{number}", kind=Kind.NOTE, line=1, values={"text": text}, seen=number)
    return Waiting(change, was="before")


def killed(room: WaitingRoom) -> None:
    """What becomes of a room when its program is killed: its locks are gone, and its files are there."""
    room._held.close()


def test_who_comes_next_finds_all_that_was_left_in_its_order(room: MakeRoom) -> None:
    first = room()
    kept = [first.put(a_change(number)) for number in range(12)]
    first.drop(kept[0])
    durable(kept)
    killed(first)
    second = room()
    found, unreadable = second.take_over()

    assert [(each.change, each.was) for each in found] == [(each.change, each.was) for each in kept[1:]]
    assert unreadable == []


def test_one_that_was_dropped_meanwhile_keeps_no_other_from_the_disk(
    room: MakeRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = room()
    dropped, kept = first.put(a_change(1)), first.put(a_change(2))
    first.drop(dropped)
    synced: list[int] = []

    def sync(opened: int) -> None:
        synced.append(os.fstat(opened).st_ino)

    monkeypatch.setattr(os, "fsync", sync)
    durable([dropped, kept])

    assert kept.file is not None
    assert kept.file.stat().st_ino in synced


def test_a_room_that_was_removed_with_its_candidate_is_closed_all_the_same(room: MakeRoom, tmp_path: Path) -> None:
    first = room()
    first.put(a_change(1))
    remove_waiting(tmp_path, [7])
    first.close()

    assert list(tmp_path.iterdir()) == []


def test_a_change_that_is_typed_on_stays_one_file(room: MakeRoom) -> None:
    first = room()
    before = first.put(a_change(1, "one"))
    first.put(Waiting(a_change(1, "one two").change, "before", before.file))
    killed(first)

    assert [each.change.values["text"] for each in room().take_over()[0]] == ["one two"]


def test_what_another_program_still_holds_is_left_to_it(room: MakeRoom) -> None:
    first, second = room(), room()
    first.put(a_change(1))

    assert second.take_over() == ([], [])


def test_nothing_is_left_behind_where_nothing_waits(room: MakeRoom, tmp_path: Path) -> None:
    first = room()
    first.drop(first.put(a_change(1)))
    first.close()
    second = room()
    second.put(a_change(2))
    killed(second)
    third = room()
    for each in third.take_over()[0]:
        third.drop(each)
    third.close()

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_was_torn_or_is_no_change_stops_nobody(room: MakeRoom) -> None:
    first = room()
    kept = first.put(a_change(1))
    assert kept.file
    kept.file.with_name("000002.new").write_text("{", encoding="utf-8")
    strange = kept.file.with_name("000003.json")
    strange.write_text('{"key": "k"}', encoding="utf-8")
    killed(first)
    second = room()
    found, unreadable = second.take_over()
    second.close()

    assert [each.change.key for each in found] == ["k1"]
    assert unreadable == [strange]
    assert strange.exists()


def test_nobody_else_may_read_them(room: MakeRoom) -> None:
    kept = room().put(a_change(1))

    assert kept.file
    assert kept.file.stat().st_mode & 0o077 == 0
    assert kept.file.parent.stat().st_mode & 0o077 == 0


def test_a_candidate_who_is_erased_takes_what_waits_along(room: MakeRoom, tmp_path: Path) -> None:
    room().put(a_change(1))
    remove_waiting(tmp_path, [1, 77])
    assert list(tmp_path.iterdir())

    remove_waiting(tmp_path, [7])
    assert list(tmp_path.iterdir()) == []
    remove_waiting(tmp_path / "nothing", [7])
