"""Without namespaces, for who chose that: the same contract, and what is held and what is not."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.required import require
from tests.sandbox.attacks import OWN, Attack, attacks, failures, own_attack
from tests.sandbox.contract import Contract
from tests.sandbox.test_contained import SAMPLE, every_profile, one_at_a_time
from viva.sandbox.errors import NoIsolation
from viva.sandbox.grading import CallCase, OutputCase, grade_function, grade_output
from viva.sandbox.kits.shelf import Shelf
from viva.sandbox.linux import landlock
from viva.sandbox.linux.runner import LinuxRunner
from viva.sandbox.model import Isolation, Limits, Profile, Program, Result, Runner, Status
from viva.sandbox.proof import prove

__all__ = ["one_at_a_time"]

NOT_HELD = {"set_user_id"}
"""Its file can be made, and makes nobody anything: its folder is closed to others, and the mark is without effect."""


@pytest.fixture(scope="module")
def reduced(kits: Path) -> Iterator[LinuxRunner]:
    require(landlock.version() >= landlock.OLDEST or None, "no Landlock of version 6: it comes with Linux 6.12")
    with LinuxRunner(Shelf(kits), reduced=True) as runner:
        yield runner


def run(runner: Runner, source: str, *, kit: str = "stock", main: str = "main.py", timeout: float = 10.0) -> Result:
    program = Program(files={main: source.encode()}, main=main, kit=kit, limits=Limits(timeout=timeout))
    return runner.run(program)


class TestTheSandboxWithoutNamespaces(Contract):
    @pytest.fixture
    def runner(self, reduced: LinuxRunner, kits: Path) -> Iterator[Runner]:  # noqa: ARG002 - tells whether it can be
        with LinuxRunner(Shelf(kits), reduced=True) as runner:
            yield runner


def test_every_result_says_so(reduced: LinuxRunner) -> None:
    assert run(reduced, "print(1)").isolation is Isolation.REDUCED
    assert reduced.isolation is Isolation.REDUCED


def test_all_languages_run(reduced: LinuxRunner) -> None:
    assert run(reduced, "console.log(1 + 1)", kit="javascript", main="main.js").stdout == b"2\n"
    assert run(reduced, "const x: number = 3; console.log(x)", kit="javascript", main="main.ts").stdout == b"3\n"
    assert run(reduced, "SELECT 1, NULL;", main="main.sql").stdout == b"1|\n"


def test_a_python_can_start_another(reduced: LinuxRunner) -> None:
    source = "import subprocess, sys\nprint(subprocess.check_output([sys.executable, '-c', 'print(5)']))"
    program = Program(files={"main.py": source.encode()}, kit="stock", profile=Profile.PROCESSES)

    assert reduced.run(program).stdout == b"b'5\\n'\n"


def test_how_it_ended_is_what_the_kernel_says(reduced: LinuxRunner) -> None:
    assert run(reduced, "import sys; sys.exit(137)").exit_code == 137
    assert run(reduced, "import os; os.kill(os.getpid(), 9)").signal == 9
    assert run(reduced, "while True: pass", timeout=0.5).status is Status.TIMEOUT


REACHES = """
import os, signal, socket

def tried(what, *words):
    try:
        what(*words)
        print(what.__name__, *words, "WORKED")
    except OSError:
        pass

for path in ("/etc/passwd", "/proc/self/maps", "/proc/1/cmdline", "/usr/bin/env", os.path.expanduser("~root")):
    tried(open, path)
for path in ("/", "/tmp", "/home", "../.."):
    tried(os.listdir, path)
tried(os.kill, os.getppid(), 0)
tried(os.kill, 1, 0)
for family in (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6):
    tried(socket.socket, family)
tried(os.mkdir, "/tmp/viva-was-here")
tried(os.execv, "/bin/true", ["true"])
"""


def test_nothing_of_the_machine_is_within_reach(reduced: LinuxRunner) -> None:
    result = run(reduced, REACHES)

    assert (result.stdout, result.exit_code) == (b"", 0)


def test_what_needs_no_socket_of_its_own_works(reduced: LinuxRunner) -> None:
    source = "import asyncio, socket, threading\na, b = socket.socketpair()\nprint(asyncio.run(asyncio.sleep(0, 5)))"

    assert run(reduced, source).stdout == b"5\n"


@pytest.mark.parametrize("written", ["open(f'{n}', 'wb').write(bytes(10**6))", "open(f'{n}', 'wb')"])
def test_files_without_end_are_stopped(reduced: LinuxRunner, written: str) -> None:
    result = run(reduced, f"import itertools\nfor n in itertools.count(): {written}")

    assert result.status is Status.OUTPUT_LIMIT


def test_nothing_of_a_program_is_left(reduced: LinuxRunner) -> None:
    source = """
import os
for _ in range(300):
    os.mkdir("d" * 100)
    os.chdir("d" * 100)
open("x", "w")
os.chmod(".", 0)
print(os.environ["HOME"])
"""
    home = Path(run(reduced, source).stdout.decode().strip())

    assert run(reduced, "print(1)").stdout == b"1\n"
    assert home.name == "work"
    assert not home.exists()


def test_its_folder_goes_with_the_runner(kits: Path, reduced: LinuxRunner) -> None:  # noqa: ARG001 - tells whether it can be
    with LinuxRunner(Shelf(kits), reduced=True) as runner:
        home = Path(run(runner, "import os; print(os.environ['HOME'])").stdout.decode().strip())

    assert not home.parent.parent.exists()


def test_the_proof_of_doctor_holds(reduced: LinuxRunner) -> None:
    assert [finding for finding in prove(reduced) if not finding.held] == []


def test_programs_of_others_are_not_run(reduced: LinuxRunner) -> None:
    program = Program(files={"main.py": b"print(1)"}, kit="stock")

    with pytest.raises(NoIsolation, match="full isolation only"):
        grade_output(reduced, program, [OutputCase(expected=b"1\n")])
    with pytest.raises(NoIsolation, match="full isolation only"):
        grade_function(reduced, program, "f", [CallCase(expected=1)])


def test_a_kernel_that_holds_too_little_is_refused() -> None:
    for version in (0, 5):
        with pytest.raises(OSError, match=r"Landlock of version 6 is needed \(Linux 6.12\)"):
            landlock.check(version)
    landlock.check(6)


def test_landlock_keeps_to_what_is_allowed(tmp_path: Path) -> None:
    require(landlock.version() >= landlock.OLDEST or None, "no Landlock of version 6: it comes with Linux 6.12")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "file").write_text("1")
    (tmp_path / "out").write_text("2")
    source = f"""
import sys
from pathlib import Path
from viva.sandbox.linux import landlock
landlock.restrict({{Path({str(tmp_path / "in")!r}): landlock.READ}})
print(open({str(tmp_path / "in" / "file")!r}).read())
for path, mode in (({str(tmp_path / "out")!r}, "r"), ({str(tmp_path / "in" / "new")!r}, "w")):
    try:
        open(path, mode)
        print("WORKED", path)
    except PermissionError:
        pass
"""
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("1\n", "")


@pytest.mark.slow
@pytest.mark.usefixtures("one_at_a_time")
@every_profile
@pytest.mark.parametrize("name", SAMPLE)
def test_an_attack_achieves_nothing(reduced: LinuxRunner, name: str, profile: Profile) -> None:
    assert failures(own_attack(name), reduced, profile) == []


@pytest.mark.torture
@pytest.mark.usefixtures("one_at_a_time")
@every_profile
@pytest.mark.parametrize("attack", attacks(OWN), ids=lambda attack: attack.path.stem)
def test_none_of_ours_achieves_anything_but_those_that_are_told(
    reduced: LinuxRunner, attack: Attack, profile: Profile
) -> None:
    assert bool(failures(attack, reduced, profile)) == (attack.path.stem in NOT_HELD)


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["full", "reduced"])
def test_viva_runs_programs_without_the_rights_of_root(tmp_path_factory: pytest.TempPathFactory, mode: str) -> None:
    """As somebody who is nobody: who runs these tests as another user is one already."""
    if mode == "full":
        require(shutil.which("bwrap"), "no bubblewrap: `make development` installs it, or says how")
    else:
        require(landlock.version() >= landlock.OLDEST or None, "no Landlock of version 6: it comes with Linux 6.12")
    folder = Path("/tmp") / tmp_path_factory.mktemp("nobody").name  # noqa: S108 - below folders of pytest nobody may go
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    folder.chmod(0o777)
    try:
        (folder / "program.py").write_text("import os\nprint(6 * 7, os.getuid() != 0)\n")
        words, python = [], sys.executable
        if os.getuid() == 0:
            words = [require(shutil.which("setpriv"), "no setpriv"), "--reuid=65534", "--regid=65534", "--clear-groups"]
            python = f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"
            require(os.path.exists(python) or None, f"no {python} that nobody may run")  # noqa: PTH110 - as a word
        call = "import sys; from viva.cli.main import main; sys.exit(main())"
        done = subprocess.run(
            [*words, python, "-B", "-c", call, "run", "--kit", "stock", "program.py"],
            cwd=folder,
            env={
                "PATH": "/usr/bin:/bin",
                "HOME": str(folder),
                "VIVA_KITS": str(folder / "kits"),
                "VIVA_DATA": str(folder / "data"),
                "VIVA_SANDBOX": mode,
                "PYTHONPATH": ":".join(path for path in sys.path if path),
            },
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        shutil.rmtree(folder)

    assert (done.stdout, done.returncode) == ("42 True\n", 0), done.stderr
    assert done.stderr.endswith(f"isolation: {mode}\n")
