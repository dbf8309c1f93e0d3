"""Nothing gets out of the sandbox: a sample in each run, everything in `make torture`."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from tests.memory import memory_folder
from tests.sandbox.attacks import EXPECTED, OWN, SECRET, Attack, attacks, failures, own_attack
from viva.sandbox.linux.runner import LinuxRunner
from viva.sandbox.model import Isolation, Profile, Result, Status

SAMPLE = (
    "processes_without_end",
    "memory_shared",
    "files_without_end",
    "output_without_end",
    "kill_everything",
    "read_the_machine",
    "environment",
    "talk_outside",
    "calls_of_the_kernel",
    "answer_for_process_one",
)

every_profile = pytest.mark.parametrize("profile", list(Profile), ids=lambda profile: profile.value)


@pytest.fixture
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Attacks know their canaries by name, so there is one set of them on a machine."""
    if os.getuid() == 0:
        assert os.getpid() != 1, "nothing here ends a process, and still: not as process 1 of a machine"
    monkeypatch.setenv("VIVA_CANARY_SECRET", SECRET)
    with FileLock(memory_folder() / "viva-attacks.lock"):
        yield


@pytest.mark.slow
@pytest.mark.usefixtures("one_at_a_time")
@every_profile
@pytest.mark.parametrize("name", SAMPLE)
def test_an_attack_achieves_nothing(sandbox: LinuxRunner, name: str, profile: Profile) -> None:
    assert failures(own_attack(name), sandbox, profile) == []


@pytest.mark.torture
@pytest.mark.usefixtures("one_at_a_time")
@every_profile
@pytest.mark.parametrize("attack", attacks(OWN), ids=lambda attack: attack.path.stem)
def test_none_of_ours_achieves_anything(sandbox: LinuxRunner, attack: Attack, profile: Profile) -> None:
    assert failures(attack, sandbox, profile) == []


@pytest.mark.torture
@pytest.mark.usefixtures("one_at_a_time")
@every_profile
def test_none_of_those_of_others_achieves_anything(sandbox: LinuxRunner, shared: Path, profile: Profile) -> None:
    theirs = attacks(shared / "attacks")

    found = {attack.path.stem: failures(attack, sandbox, profile) for attack in theirs}

    assert theirs
    assert {name: what for name, what in found.items() if what} == {}


ESCAPE = b"# Says that it got out.\n# CHECK: timeout rc=3 mem<=50 pids<=3 expect-mismatch twice-differs\n"


class Weak:
    """A runner that keeps nothing in, for the judge to be judged by."""

    isolation = Isolation.NONE

    def __init__(self, result: Result) -> None:
        self._result = result

    def run(self, _program: object) -> Result:
        return self._result


@pytest.mark.usefixtures("one_at_a_time")
def test_the_judge_sees_what_got_out(tmp_path: Path) -> None:
    path = tmp_path / "escape.py"
    path.write_bytes(ESCAPE)
    told = f"ESCAPED far\n{SECRET}\n{EXPECTED}\n".encode()
    weak = Weak(Result(status=Status.EXIT, exit_code=0, stdout=told, peak_mb=60.0))

    found = failures(attacks(tmp_path)[0], weak, Profile.THREADS)  # type: ignore[arg-type]

    assert {
        "ESCAPED far", "it knows the secret", "it knows what is expected", "timeout: exit", "it held 60.0 MB",
        "rc=3: exit 0 None", "twice-differs",
    } <= set(found)  # fmt: skip
    assert any(line.startswith("nothing runs after it") for line in found)
