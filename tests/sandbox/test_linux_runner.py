"""Programs in sandboxes: the contract, and what is known of each run."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sandbox.contract import Contract, program
from viva.kernel.errors import InvalidInput
from viva.sandbox.kits.shelf import Shelf
from viva.sandbox.linux import memory
from viva.sandbox.linux.runner import LinuxRunner
from viva.sandbox.model import Isolation, Language, Limits, Profile, Program, Result, Runner, Status


class TestTheSandbox(Contract):
    @pytest.fixture
    def runner(self, kits: Path, bubblewrap: Path) -> Iterator[Runner]:  # noqa: ARG002 - it must be there
        with LinuxRunner(Shelf(kits)) as runner:
            yield runner


class TestTheSandboxThatCountsNoFiles(Contract):
    """What is left where a user may not mount in namespaces."""

    @pytest.fixture
    def runner(self, kits: Path, bubblewrap: Path) -> Iterator[Runner]:  # noqa: ARG002 - it must be there
        with LinuxRunner(Shelf(kits), caps=False) as runner:
            yield runner

    def test_the_scratch_has_its_size_all_the_same(self, runner: Runner) -> None:
        source = "open('a', 'wb').write(bytes(10**6))\nfor n in range(99): open(f'{n}', 'wb').write(bytes(10**6))"

        result = runner.run(python(source))

        assert (result.exit_code, b"No space left on device" in result.stderr) == (1, True)


def python(source: str, **how: object) -> Program:
    return Program(files={"main.py": source.encode()}, kit="stock", **how)  # type: ignore[arg-type]


def test_it_says_that_it_keeps_programs_in(sandbox: LinuxRunner) -> None:
    assert sandbox.run(program(b"")).isolation is Isolation.FULL


def test_a_program_finds_its_words_its_input_and_its_files(sandbox: LinuxRunner) -> None:
    source = "import sys; from a import b; print(sys.argv, sys.stdin.read(), b.c, open('data/x.txt').read())"
    files = {"main.py": source.encode(), "a/b.py": b"c = 1", "a/__init__.py": b"", "data/x.txt": "да".encode()}

    result = sandbox.run(Program(files=files, argv=("one", "two words"), stdin=b"in", kit="stock"))

    assert result.stdout.decode() == "['main.py', 'one', 'two words'] in 1 да\n"


def test_much_input_arrives_and_none_has_to_be_read(sandbox: LinuxRunner) -> None:
    much = b"x" * 3_000_000

    assert sandbox.run(python("import sys; print(len(sys.stdin.read()))", stdin=much)).stdout == b"3000000\n"
    assert sandbox.run(python("print('done')", stdin=much)).stdout == b"done\n"


@pytest.mark.parametrize("main", ["app.py", "deep/er/app.py"])
def test_a_main_file_may_have_any_name(sandbox: LinuxRunner, main: str) -> None:
    result = sandbox.run(Program(files={main: b"print(__file__)"}, main=main, kit="stock"))

    assert result.stdout.decode() == f"/work/{main}\n"


@pytest.mark.parametrize(
    ("source", "status", "exit_code", "number"),
    [
        ("import sys; sys.exit(137)", Status.EXIT, 137, None),
        ("import os; os.kill(os.getpid(), 9)", Status.KILLED, None, signal.SIGKILL),
        ("import os; os.abort()", Status.KILLED, None, signal.SIGABRT),
        ("import ctypes; ctypes.string_at(8)", Status.KILLED, None, signal.SIGSEGV),
        ("raise KeyboardInterrupt", Status.KILLED, None, signal.SIGINT),
        ("x = bytearray(10**12)", Status.EXIT, 1, None),
        ("1 +", Status.EXIT, 1, None),
    ],
)
def test_how_it_ended_is_told_as_the_kernel_has_it(
    sandbox: LinuxRunner, source: str, status: Status, exit_code: int | None, number: int | None
) -> None:
    result = sandbox.run(python(source))

    assert (result.status, result.exit_code, result.signal) == (status, exit_code, number)


def test_time_is_measured_and_ends(sandbox: LinuxRunner) -> None:
    result = sandbox.run(python("print('before', flush=True)\nwhile True: pass", limits=Limits(timeout=0.3)))

    assert (result.status, result.exit_code, result.signal) == (Status.TIMEOUT, None, None)
    assert result.stdout == b"before\n", "what was printed until then is kept"
    assert 300 <= result.wall_ms < 3000


def test_memory_is_measured_and_ends(sandbox: LinuxRunner) -> None:
    small = sandbox.run(python("held = b'x' * 100_000_000"))
    large = sandbox.run(
        python("import mmap\nm = [mmap.mmap(-1, 1 << 20) for _ in range(700)]\nfor x in m: x.write(b'x' * (1 << 20))")
    )

    assert small.status is Status.EXIT
    assert 100 <= small.peak_mb < 140
    assert large.status is Status.MEMORY_LIMIT


def test_a_chosen_hash_seed_orders_sets(sandbox: LinuxRunner) -> None:
    source = "print(list('abcdefgh' + x for x in {'a', 'b', 'c', 'd', 'e', 'f'}))"
    seeds = [0, 0, 1]

    outputs = [sandbox.run(python(source, hash_seed=seed)).stdout for seed in seeds]

    assert outputs[0] == outputs[1] != outputs[2]


def test_the_profile_decides_over_processes(sandbox: LinuxRunner) -> None:
    source = "import subprocess, sys; print(subprocess.run([sys.executable, '-c', 'print(2)']).returncode)"

    assert b"PermissionError" in sandbox.run(python(source)).stderr
    assert sandbox.run(python(source, profile=Profile.PROCESSES)).stdout == b"2\n0\n"


def test_a_hundred_threads_are_not_too_many(sandbox: LinuxRunner) -> None:
    source = (
        "import threading\ngate = threading.Barrier(101)\n"
        "for _ in range(100): threading.Thread(target=gate.wait).start()\ngate.wait(); print('ok')"
    )

    assert sandbox.run(python(source)).stdout == b"ok\n"


@pytest.mark.parametrize(
    ("main", "source", "out"),
    [
        ("main.js", "console.log([1, 2].map(x => x * 2), process.argv.length)", "[ 2, 4 ] 2\n"),
        (
            "main.mjs",
            "import { setTimeout } from 'timers/promises'; await setTimeout(5); console.log('later')",
            "later\n",
        ),
        ("main.ts", "interface A { a: number }\nconst x: A = { a: 1 }; console.log(x)", "{ a: 1 }\n"),
        (
            "main.sql",
            "create table t (a, b); insert into t values (1, 'x;y'), (2, null); select * from t",
            "1|x;y\n2|\n",
        ),
    ],
)
@pytest.mark.parametrize("profile", list(Profile))
def test_other_languages_run_in_the_same_isolation(
    sandbox: LinuxRunner, main: str, source: str, out: str, profile: Profile
) -> None:
    result = sandbox.run(Program(files={main: source.encode()}, main=main, kit="javascript", profile=profile))

    assert (result.stdout.decode(), result.stderr, result.exit_code) == (out, b"", 0)


def test_statements_after_one_that_fails_are_not_run(sandbox: LinuxRunner) -> None:
    source = b"select 1;\n\nselect * from nowhere;\nselect 2;"

    result = sandbox.run(Program(files={"main.sql": source}, main="main.sql", kit="stock"))

    assert (result.exit_code, result.stdout) == (1, b"1\n")
    assert result.stderr == b"Error near line 3: no such table: nowhere\n"


def test_a_kit_that_lacks_a_language_is_told(sandbox: LinuxRunner) -> None:
    assert Language.JAVASCRIPT not in sandbox.kit("stock").interpreters
    with pytest.raises(InvalidInput, match="does not run"):
        sandbox.run(Program(files={"main.js": b""}, main="main.js", kit="stock"))


PANDAS = "import pandas, numpy; print(int(pandas.DataFrame({'a': numpy.ones(3)}).a.sum()))"

FASTAPI = """
from fastapi import FastAPI
from starlette.testclient import TestClient

app = FastAPI()

@app.get("/")
def root():
    return 3

print(TestClient(app).get("/").json())
"""

FLASK = """
import flask, threading, urllib.request
from werkzeug.serving import make_server

app = flask.Flask("a")
app.add_url_rule("/", view_func=lambda: "3")
server = make_server("127.0.0.1", 5000, app)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(urllib.request.urlopen("http://localhost:5000/").read().decode())
"""

SQLALCHEMY = """
import sqlalchemy as sa

with sa.create_engine("sqlite://").connect() as connection:
    print(connection.execute(sa.text("select 3")).scalar())
"""


@pytest.mark.slow
@pytest.mark.usefixtures("all_packages")
@pytest.mark.parametrize("source", [PANDAS, FASTAPI, FLASK, SQLALCHEMY], ids=["data", "fastapi", "flask", "sqlalchemy"])
def test_what_snippets_import_is_in_the_kit(sandbox: LinuxRunner, source: str) -> None:
    result = sandbox.run(Program(files={"main.py": source.encode()}, limits=Limits(timeout=60)))

    assert result.stdout == b"3\n", result.stderr.decode()


@pytest.mark.slow
@pytest.mark.usefixtures("all_packages")
def test_tests_are_run_by_pytest(sandbox: LinuxRunner) -> None:
    files = {"test_it.py": b"def test_one(): assert 1 == 1\ndef test_two(): assert 1 == 2\n"}

    result = sandbox.run(Program(files=files, module="pytest", argv=("-q",), limits=Limits(timeout=60)))

    assert result.exit_code == 1
    assert b"1 failed, 1 passed" in result.stdout


SLEEP = "import time; time.sleep(60)"


def keeper_of(runner: LinuxRunner) -> int:
    """The keeper, which somebody guards who is our child."""
    assert runner._office is not None
    (keeper,) = memory.children(runner._office._process.pid)
    return keeper


def start_and_wait(runner: LinuxRunner, results: list[Result]) -> tuple[threading.Thread, set[int]]:
    """Have a program run in another thread, and give its sandbox's processes: bubblewrap, process 1, and itself."""
    runner.run(program(b""))
    keeper = keeper_of(runner)
    wait_until(lambda: not memory.children(keeper))
    limits = Limits(timeout=90)
    sleeper = threading.Thread(target=lambda: results.append(runner.run(python(SLEEP, limits=limits))))
    sleeper.start()
    wait_until(lambda: len(list(memory.descent(keeper))) == 4)
    return sleeper, set(memory.descent(keeper)) - {keeper}


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_keeper_that_is_killed_takes_its_sandboxes_with_it_and_is_replaced(kits: Path, bubblewrap: Path) -> None:  # noqa: ARG001
    results: list[Result] = []
    with LinuxRunner(Shelf(kits)) as runner:
        sleeper, inside = start_and_wait(runner, results)

        os.kill(keeper_of(runner), signal.SIGKILL)
        sleeper.join(20)

        assert [result.status for result in results] == [Status.SANDBOX_ERROR]
        assert runner.run(program(b"print('again')")).stdout == b"again\n"
        assert _gone(inside)


def test_a_guard_that_is_killed_takes_everything_with_it(kits: Path, bubblewrap: Path) -> None:  # noqa: ARG001
    results: list[Result] = []
    with LinuxRunner(Shelf(kits)) as runner:
        sleeper, inside = start_and_wait(runner, results)
        assert runner._office is not None

        runner._office._process.kill()
        sleeper.join(20)

        assert [result.status for result in results] == [Status.SANDBOX_ERROR]
        assert _gone(inside)


def test_a_server_that_is_killed_leaves_nothing(kits: Path, bubblewrap: Path) -> None:  # noqa: ARG001
    source = (
        "import sys; from pathlib import Path\nfrom viva.sandbox.kits.shelf import Shelf\n"
        "from viva.sandbox.linux.runner import LinuxRunner\nfrom viva.sandbox.model import Limits, Program\n"
        "files = {'main.py': b'import time; time.sleep(60)'}\nrunner = LinuxRunner(Shelf(Path(sys.argv[1])), pool=2)\n"
        "runner.run(Program(files=files, kit='stock', limits=Limits(timeout=90)))"
    )
    with subprocess.Popen([sys.executable, "-c", source, str(kits)]) as server:
        wait_until(lambda: len(list(memory.descent(server.pid))) >= 6)
        below = set(memory.descent(server.pid)) - {server.pid}
        server.kill()

    assert _gone(below)


def test_closing_ends_what_runs(kits: Path, bubblewrap: Path) -> None:  # noqa: ARG001
    results: list[Result] = []
    runner = LinuxRunner(Shelf(kits))
    sleeper, inside = start_and_wait(runner, results)

    runner.close()
    sleeper.join(20)

    assert [result.status for result in results] == [Status.SANDBOX_ERROR]
    assert _gone(inside)


def _gone(processes: set[int]) -> bool:
    end = time.monotonic() + 5
    while time.monotonic() < end:
        if not any(_runs(process) for process in processes):
            return True
        time.sleep(0.05)
    return False


def _runs(process: int) -> bool:
    """Whether it is there, and not only a number that nobody has asked for yet."""
    try:
        return ") Z" not in Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_pool_has_sandboxes_ready_and_uses_each_once(kits: Path, bubblewrap: Path) -> None:  # noqa: ARG001
    source = "import os; print(os.listdir('.')); open('left', 'w')"
    with LinuxRunner(Shelf(kits), pool=2) as runner:
        outputs = [runner.run(python(source)).stdout for _each in range(6)]
        keeper = keeper_of(runner)
        wait_until(lambda: len(list(memory.descent(keeper))) == 5)
        waiting = set(memory.descent(keeper))

    assert outputs == [b"['main.py']\n"] * 6
    assert _gone(waiting)
