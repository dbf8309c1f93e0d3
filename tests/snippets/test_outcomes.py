"""What is read out of what a program wrote."""

import json

from viva.sandbox.model import Isolation, Result, Status
from viva.snippets.outcomes import Outcome, raw, read


def outcome(stderr: str, word: str = "word") -> Outcome:
    result = Result(status=Status.EXIT, exit_code=0, stderr=stderr.encode(), isolation=Isolation.FULL)
    return read(raw(result, word))


def record(word: str = "word", **facts: object) -> str:
    return f"\x1e{word}{json.dumps(facts)}\x1e\n"


def test_records_are_taken_out_and_the_rest_stays() -> None:
    found = outcome("before\n" + record(kind="outside", address="db:5432") + "after\n")

    assert found.outside == ("db:5432",)
    assert found.stderr == "before\nafter\n"


def test_records_with_another_word_are_what_the_program_wrote() -> None:
    found = outcome(record("other", kind="outside", address="db:5432"))

    assert found.outside == ()
    assert "db:5432" in found.stderr


def test_bad_records_tell_nothing() -> None:
    for bad in (
        "\x1eword{\x1e",
        "\x1eword[]\x1e",
        "\x1eword5\x1e",
        record(kind=5),
        record(kind="seen"),
        record(kind="error", error={"chain": [], "line": 1}),
        record(kind="error", error=5),
        record(kind="raised", at="x", error={"chain": [{}], "line": 1}),
        record(kind="call", method="GET"),
    ):
        found = outcome(bad)
        assert (found.fault, found.seen, found.calls, found.raised) == (None, (), (), {})


def test_an_outcome_is_the_same_after_it_was_kept() -> None:
    error = {
        "chain": [{"type": "KeyError", "module": "builtins", "mro": ["KeyError"], "message": "'a'", "errno": None}]
    }
    error["chain"][0]["name"] = None
    kept = raw(
        Result(status=Status.EXIT, exit_code=1, stderr=record(kind="error", error=error | {"line": 3}).encode()), "word"
    )

    assert read(json.loads(json.dumps(kept))) == read(kept)
    assert str(read(kept).fault) == "KeyError: 'a'"
