"""What can be run, and what is refused before it is."""

import pytest

from viva.kernel.errors import InvalidInput
from viva.sandbox.model import Language, Limits, Program


@pytest.mark.parametrize(
    ("main", "language"),
    [
        ("main.py", Language.PYTHON),
        ("a/b/app.mjs", Language.JAVASCRIPT),
        ("main.ts", Language.TYPESCRIPT),
        ("main.sql", Language.SQL),
    ],
)
def test_the_ending_of_the_main_file_tells_the_language(main: str, language: Language) -> None:
    assert Program(files={main: b""}, main=main).language is language


def test_a_module_is_python_and_needs_no_main_file() -> None:
    assert Program(files={"test_it.py": b""}, module="pytest").language is Language.PYTHON


def test_a_file_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"main\.java cannot be run"):
        Program(files={"main.java": b""}, main="main.java")


def test_a_main_file_that_is_not_there_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"no file main\.py"):
        Program(files={"other.py": b""})


@pytest.mark.parametrize(
    "name", ["", "/etc/passwd", "../up.py", "a/../../b.py", "a//b", "./a", "a\0b", "a" * 256, "main.py/b", "\ud800"]
)
def test_a_name_that_could_lead_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput, match="cannot be the name"):
        Program(files={"main.py": b"", name: b""})


def test_a_program_has_its_size() -> None:
    with pytest.raises(InvalidInput, match="8 MB"):
        Program(files={"main.py": b"", "data": bytes(8_000_001)})


@pytest.mark.parametrize("seed", [-1, 1 << 32])
def test_a_seed_that_python_would_refuse_is_refused_before(seed: int) -> None:
    with pytest.raises(InvalidInput, match="hash seed"):
        Program(files={"main.py": b""}, hash_seed=seed)


@pytest.mark.parametrize("timeout", [0.0, -1.0, 601.0, float("nan")])
def test_a_program_has_its_time(timeout: float) -> None:
    with pytest.raises(InvalidInput, match="600 seconds"):
        Limits(timeout=timeout)
