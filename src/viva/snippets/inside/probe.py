"""Runs one snippet inside the sandbox, and tells what was seen while it ran.

It reads `trial.json` in the working folder and runs `main.py` as Python
would. What it sees goes to standard error as records between two separator
characters, each with a word that is new in every run; the host takes them out.
Nothing here decides: claims and expected values never come in.
"""

from __future__ import annotations

import ast
import asyncio
import contextlib
import io
import json
import os
import sys
import threading
import traceback
import types
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

_MARK = "\x1e"
_LONGEST = 2000  # characters of a value that is told
_PATIENCE = 1.5  # seconds that a program may try to reach what is not there
_OUTDATED = (DeprecationWarning, PendingDeprecationWarning, FutureWarning, SyntaxWarning)


class Teller:
    """Writes what is seen where the host finds it."""

    def __init__(self, word: str) -> None:
        self._word = word
        self._owner = os.getpid()
        self._lock = threading.Lock()

    def tell(self, kind: str, **facts: Any) -> None:
        """One record; children of the program tell nothing."""
        if os.getpid() != self._owner:
            return
        record = f"{_MARK}{self._word}{json.dumps({'kind': kind} | facts)}{_MARK}\n".encode()
        with self._lock:
            while record:
                record = record[os.write(2, record) :]


def described(error: BaseException) -> dict[str, Any]:
    """An error with its kinds, and those that led to it."""
    chain: list[dict[str, Any]] = []
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        chain.append(
            {
                "type": type(at).__name__,
                "module": type(at).__module__,
                "mro": [kind.__name__ for kind in type(at).__mro__],
                "message": _text(at)[:_LONGEST],
                "errno": getattr(at, "errno", None) if isinstance(at, OSError) else None,
                "name": at.name if isinstance(at, (NameError, ImportError)) else None,
            }
        )
        if isinstance(at, BaseExceptionGroup) and at.exceptions:
            at = at.exceptions[0]
        else:
            at = at.__cause__ or at.__context__
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == FILE]
    return {"chain": chain, "line": frames[-1].lineno if frames else None}


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception as broken:  # noqa: BLE001 - whatever a program's own __str__ does
        return f"<{type(broken).__name__} in __str__>"


class Outside:
    """Notices that the program wants something that is not in its sandbox, and does not wait for it long."""

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self._bound: list[Any] = []
        self._timer: threading.Timer | None = None
        self._asked: set[str] = set()

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An audit hook."""
        if event == "socket.bind":
            self._bound.append(arguments[0])
            self._teller.tell("binds")
        elif event == "socket.connect":
            self._connects(arguments[1])
        elif event == "socket.getaddrinfo":
            host = arguments[0]
            host = host.decode() if isinstance(host, bytes) else host
            if host not in {None, "", "localhost", "127.0.0.1", "0.0.0.0", "::1", "::"}:  # noqa: S104 - only compared
                self._wanted(f"{host}:{arguments[1]}")

    def _connects(self, address: Any) -> None:
        for bound in self._bound:
            with contextlib.suppress(OSError):
                own = bound.getsockname()
                if own == address or (isinstance(own, tuple) and isinstance(address, tuple) and own[1] == address[1]):
                    return
        self._wanted(":".join(map(str, address[:2])) if isinstance(address, tuple) else str(address))

    def _wanted(self, address: str) -> None:
        if address in self._asked:
            return
        self._asked.add(address)
        self._teller.tell("outside", address=address)
        if self._timer is None:
            self._timer = threading.Timer(_PATIENCE, self._give_up)
            self._timer.daemon = True
            self._timer.start()

    def _give_up(self) -> NoReturn:
        self._teller.tell("gave-up")
        with contextlib.suppress(Exception):
            sys.stdout.flush()
        os._exit(97)


def tell_outdated(teller: Teller) -> None:
    """Tell warnings about what will go, if it is the snippet that they are about; show the rest as ever."""
    shown = warnings.showwarning

    def show(message: Any, category: type[Warning], filename: str, lineno: int, *rest: Any) -> None:
        if issubclass(category, _OUTDATED):
            if filename == FILE:
                teller.tell("outdated", category=category.__name__, message=str(message)[:500], line=lineno)
        else:
            shown(message, category, filename, lineno, *rest)

    warnings.showwarning = show  # type: ignore[assignment]
    for category in _OUTDATED:
        warnings.simplefilter("always", category)


def start(code: types.CodeType, module: types.ModuleType, *, awaits: bool) -> None:
    """Run code in a module; with `await` outside of functions, as a notebook would."""
    if not awaits:
        exec(code, module.__dict__)  # noqa: S102 - this is what the sandbox is for
        return

    async def whole() -> None:
        made = types.FunctionType(code, module.__dict__)()
        if asyncio.iscoroutine(made):
            await made

    asyncio.run(whole())


def run_context(trial: dict[str, Any], module: types.ModuleType) -> bool:
    """Run what stands before the snippet, unheard; tells whether that ended well."""
    for name in trial["context"]:
        source = Path(name).read_text(encoding="utf-8")
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                start(compile(source, name, "exec"), module, awaits=False)
        except BaseException as error:  # noqa: BLE001 - whatever it does
            TELLER.tell("context-failed", name=name, error=described(error))
            return False
    return True


def supply(trial: dict[str, Any], module: types.ModuleType) -> bool:
    """Import names that the snippet leaves out from the modules it works with; tells whether all were found."""
    for name in trial["supply"]:
        for source in [*trial["modules"], None]:
            try:
                module.__dict__[name] = getattr(import_module(source), name) if source else import_module(name)
            except (ImportError, AttributeError):
                continue
            TELLER.tell("supplied", name=name, source=source or name)
            break
        else:
            TELLER.tell("lacking", name=name)
            return False
    return True


def run_session(trial: dict[str, Any], module: types.ModuleType) -> None:
    """Run what was typed, as an interactive interpreter would, and tell what each entry printed."""
    out = watching.Listening(sys.stdout)
    with contextlib.redirect_stdout(out):
        for entry in trial["session"]:
            place = len(out.heard)
            facts: dict[str, Any] = {"line": entry["line"]}
            try:
                exec(compile(entry["text"] + "\n", "<stdin>", "single"), module.__dict__)  # noqa: S102 - as above
            except SystemExit:
                break
            except BaseException as error:  # noqa: BLE001 - shown, as it would be
                print("Traceback (most recent call last):", *traceback.format_exception_only(error), sep="\n", end="")
                facts["error"] = described(error)
            TELLER.tell("entry", **facts, out=out.since(place)[:_LONGEST])


def run_main(trial: dict[str, Any], module: types.ModuleType) -> bool:
    """Run the snippet; tells whether it ended well."""
    watched = set(trial["watch"])
    out = watching.Listening(sys.stdout) if watched else None
    source = Path(FILE).read_text(encoding="utf-8")
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT if trial["awaits"] else 0
    try:
        tree = ast.parse(source, FILE) if not flags else compile(source, FILE, "exec", flags | ast.PyCF_ONLY_AST)
        if out is not None or trial["drop"]:
            watching.Instrumented(watched, set(trial["swallow"]), set(trial["drop"])).generic_visit(tree)
        code = compile(tree, FILE, "exec", flags, dont_inherit=True)
        if out is not None:
            module.__dict__["__viva_watch__"] = watching.Watch(TELLER, described, out)
            sys.stdout = out
        start(code, module, awaits=trial["awaits"])
    except SystemExit as stop:
        wanted = stop.code
        TELLER.tell("stopped", code=wanted if isinstance(wanted, int) or wanted is None else 1)
        if isinstance(wanted, str):
            print(wanted, file=sys.stderr)
        return not wanted
    except BaseException as error:  # noqa: BLE001 - told, and shown as Python would
        TELLER.tell("error", error=described(error))
        _show(error)
        return False
    finally:
        if out is not None:
            sys.stdout = out.through
        with contextlib.suppress(Exception):
            sys.stdout.flush()
    return True


def _show(error: BaseException) -> None:
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename != FILE:
        trace = trace.tb_next
    traceback.print_exception(type(error), error, trace)


def main() -> None:
    """One trial."""
    module = types.ModuleType("__main__" if trial["name"] == "__main__" else trial["name"])
    module.__dict__.update(__file__=FILE, __builtins__=__builtins__)
    sys.modules[trial["name"]] = module
    sys.argv = [FILE]
    outside = Outside(TELLER)
    sys.addaudithook(outside.hook)
    tell_outdated(TELLER)
    if not (run_context(trial, module) and supply(trial, module)):
        os._exit(98)
    if trial["session"]:
        run_session(trial, module)
        return
    ended = run_main(trial, module)
    if ended and trial["tests"]:
        import_module("_viva_testing").run(trial, module, TELLER)
    if ended and trial["web"]:
        import_module("_viva_serving").visit(module, TELLER, described)
        sys.stdout.flush()
        os._exit(0)
    if not ended:
        sys.exit(1)


if __name__ == "__main__":
    trial = json.loads(Path("trial.json").read_text(encoding="utf-8"))
    FILE = str(Path("main.py").absolute())
    TELLER = Teller(trial["word"])
    sys.path.insert(0, str(Path(FILE).parent))
    watching: Any = import_module("_viva_watching")
    for own in ("trial.json", "_viva_probe.py", "_viva_watching.py"):
        with contextlib.suppress(OSError):
            Path(own).unlink()
    main()
