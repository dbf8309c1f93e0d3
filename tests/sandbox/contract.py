"""What every runner promises, the twin for tests too: a class of tests, which each of them inherits."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from viva.sandbox.errors import KitMissing
from viva.sandbox.model import Limits, Program, Result, Runner, Status

PRINTS = b"print('hello')\n"
FAILS = b"import sys\nsys.exit('no')\n"
FLOODS = b"while True:\n    print('x' * 1000)\n"

AS_PYTHON_DOES = {
    PRINTS: Result(status=Status.EXIT, exit_code=0, stdout=b"hello\n"),
    FAILS: Result(status=Status.EXIT, exit_code=1, stderr=b"no\n"),
    FLOODS: Result(status=Status.EXIT, exit_code=0, stdout=(b"x" * 1000 + b"\n") * 2000),
}
"""What a twin is told that these do."""


def program(source: bytes, *, limits: Limits | None = None) -> Program:
    return Program(files={"main.py": source}, kit="stock", limits=limits or Limits())


class Contract:
    """Give a fixture `runner`."""

    def test_it_tells_what_was_printed_and_how_it_ended(self, runner: Runner) -> None:
        result = runner.run(program(PRINTS))

        assert (result.status, result.exit_code, result.stdout, result.stderr) == (Status.EXIT, 0, b"hello\n", b"")

    def test_a_failure_of_the_program_is_a_result(self, runner: Runner) -> None:
        result = runner.run(program(FAILS))

        assert (result.status, result.exit_code, result.signal, result.stderr) == (Status.EXIT, 1, None, b"no\n")
        assert not result.ended_well

    def test_every_result_says_how_well_it_was_kept_in(self, runner: Runner) -> None:
        assert runner.run(program(PRINTS)).isolation is runner.isolation

    def test_output_without_end_is_stopped_and_only_its_beginning_kept(self, runner: Runner) -> None:
        result = runner.run(program(FLOODS, limits=Limits(kept=5000)))

        assert (result.status, result.exit_code, result.truncated) == (Status.OUTPUT_LIMIT, None, True)
        assert result.stdout == (b"x" * 1000 + b"\n") * 4 + b"x" * 996

    def test_several_threads_may_use_one_runner(self, runner: Runner) -> None:
        with ThreadPoolExecutor(8) as pool:
            results = list(pool.map(runner.run, [program(PRINTS), program(FAILS)] * 8))

        assert [result.exit_code for result in results] == [0, 1] * 8

    def test_a_kit_has_a_hash_and_says_what_runs_each_language(self, runner: Runner) -> None:
        kit = runner.kit("stock")

        assert kit.name == "stock"
        assert kit.hash
        assert kit.interpreters

    def test_a_kit_that_is_not_there_is_told_in_a_sentence(self, runner: Runner) -> None:
        with pytest.raises(KitMissing, match="kit nowhere"):
            runner.kit("nowhere")
        with pytest.raises(KitMissing, match="kit nowhere"):
            runner.run(Program(files={"main.py": b""}, kit="nowhere"))

    def test_nothing_runs_after_it_was_closed(self, runner: Runner) -> None:
        with runner:
            runner.run(program(PRINTS))

        with pytest.raises(ValueError, match="closed"):
            runner.run(program(PRINTS))
