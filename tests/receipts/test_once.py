"""Carrying out once."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest

from viva.app import App
from viva.kernel.errors import Conflict, InvalidInput


def test_a_request_sent_twice_is_carried_out_once(app: App) -> None:
    done: list[int] = []

    def carry_out() -> dict[str, int]:
        done.append(1)
        return {"number": len(done)}

    answers = []
    for _ in range(2):
        with app.unit() as unit:
            answers.append(unit.receipts.once("key", b"asked", carry_out))

    assert answers == [{"number": 1}, {"number": 1}]
    assert done == [1]


def test_what_failed_leaves_no_receipt(app: App) -> None:
    def fail() -> dict[str, int]:
        raise InvalidInput("no")

    with pytest.raises(InvalidInput), app.unit() as unit:
        unit.receipts.once("key", b"asked", fail)

    with app.unit() as unit:
        assert unit.receipts.once("key", b"asked", lambda: {"done": True}) == {"done": True}


def test_a_key_is_not_used_for_something_else(app: App) -> None:
    with app.unit() as unit:
        unit.receipts.once("key", b"asked", dict)

    with pytest.raises(Conflict), app.unit() as unit:
        unit.receipts.once("key", b"something else", dict)


@pytest.mark.parametrize("key", ["", "k" * 201])
def test_a_key_has_a_sensible_length(app: App, key: str) -> None:
    with pytest.raises(InvalidInput), app.unit() as unit:
        unit.receipts.once(key, b"asked", dict)


def test_two_at_once_are_carried_out_once(app: App) -> None:
    done: list[int] = []
    together = Barrier(2)

    def carry_out() -> dict[str, int]:
        done.append(1)
        return {}

    def send() -> None:
        together.wait()
        with app.unit() as unit:
            unit.receipts.once("key", b"asked", carry_out)

    with app.reader():  # so that the bank is there
        pass
    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert done == [1]


def test_old_receipts_are_forgotten(app: App) -> None:
    with app.unit() as unit:
        unit.receipts.once("key", b"asked", dict)

    with app.unit() as unit:
        assert unit.receipts.prune(timedelta(days=1)) == 0
        assert unit.receipts.prune(-timedelta(days=1)) == 1
