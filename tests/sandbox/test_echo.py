"""The twin of a runner."""

import pytest

from tests.sandbox.contract import AS_PYTHON_DOES, Contract, program
from viva.sandbox.echo import EchoRunner
from viva.sandbox.model import Runner


class TestTheTwin(Contract):
    @pytest.fixture
    def runner(self) -> Runner:
        return EchoRunner(AS_PYTHON_DOES)


def test_without_being_told_it_prints_the_program() -> None:
    echo = EchoRunner()

    assert echo.run(program(b"1 + 1")).stdout == b"1 + 1"


def test_it_knows_what_it_was_asked_to_run() -> None:
    echo = EchoRunner()
    echo.run(program(b"one"))
    echo.run(program(b"two"))

    assert [asked.files["main.py"] for asked in echo.programs] == [b"one", b"two"]
