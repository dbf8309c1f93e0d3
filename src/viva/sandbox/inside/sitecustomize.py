"""What runs first in a sandbox: process 1 stays here and waits, and its child goes on as the program.

Python imports this by itself before it runs a main file, which it then does as
it always does: tracebacks, depth of recursion and the end of the program are
those of plain Python. The program finds no trace of this module.

Process 1 cannot be killed, traced or spoken to by the program, and alone holds
the end of the socket through which it tells how the program ended.
"""

import os
import sys

TYPE_CHECKING = False  # importing typing would take longer than all the rest
if TYPE_CHECKING:
    from typing import Any

_CONTROL = 3
_DIRECT = "SANDBOX_DIRECT"
"""Set where there is no process 1 of ours: the keeper itself is the parent of the program."""

_SET_NO_NEW_PRIVILEGES, _SET_FILTER, _FILTER_MODE = 38, 22, 2
_SCRATCH = ("/work", "/tmp", "/dev/shm")  # noqa: S108 - of the sandbox alone
_INSIDE = "/usr/lib/viva"
_WATCHES = b"audithook"
"""In a program that is told what Python does, and would be told of our looking."""
_FIRST = 3
_LAST_DESCRIPTOR = 1024


class _Preparation:
    """Takes orders from the keeper, and carries them out in the process that becomes the program."""

    def __init__(self) -> None:
        import _ctypes
        import _signal  # type: ignore[import-not-found]
        import _socket
        import array
        import atexit
        import gc
        import marshal
        import resource

        self._array = array.array
        self._loads = marshal.loads
        self._setrlimit = resource.setrlimit
        self._signal = _signal
        self._frozen = False
        self._end: Any = None
        self._freeze, self._unfreeze = gc.freeze, gc.unfreeze
        self._keep = _ctypes.Py_INCREF
        self._atexit = atexit
        self._socket = _socket.socket(fileno=_CONTROL)
        self._rights = (_socket.SOL_SOCKET, _socket.SCM_RIGHTS)
        self._space = _socket.CMSG_SPACE(4 * 4)
        self._call = _ctypes.call_function
        program: Any = None  # the name of what runs, which has the C library in it
        self._prctl = _ctypes.dlsym(_ctypes.dlopen(program, 0), "prctl")

    def order(self) -> "tuple[dict[str, Any], list[int]]":
        """The next program with its descriptors; the keeper closes the socket when there is none."""
        descriptors = self._array("i")
        data = b""
        wanted = 8
        while len(data) < wanted:
            more, ancillary, _flags, _from = self._socket.recvmsg(1 << 20 if data else 8, self._space)
            if not more:
                os._exit(0)
            for level, kind, content in ancillary:
                if (level, kind) == self._rights:
                    descriptors.frombytes(content[: len(content) - len(content) % 4])
            data += more
            if wanted == 8 and len(data) == 8:  # noqa: PLR2004 - the length stands in eight bytes
                wanted += int.from_bytes(data, "little")
        return self._loads(data[8:]), list(descriptors)

    def tell(self, word: bytes) -> None:
        os.write(_CONTROL, word)

    def freeze(self) -> None:
        """Spare each program to come the work of taking apart, at its end, what all of them begin with."""
        if not self._frozen:
            sys.path.insert(0, _INSIDE)
            import ending  # type: ignore[import-not-found]

            sys.path.remove(_INSIDE)
            self._end = ending.end_at_once
            self._atexit.register(self._end)
            streams = sys.stdin, sys.stdout, sys.stderr  # write what is left in them when they go
            values = [value for module in list(sys.modules.values()) for value in vars(module).values()]
            self._keep([value for value in values if not any(value is stream for stream in streams)])
            del streams, values
            self._freeze()
            self._frozen = True

    def leave_signals(self) -> None:
        """Process 1 has no handler, so that no signal of the program reaches it."""
        self._signal.signal(self._signal.SIGINT, self._signal.SIG_DFL)

    def become(self, order: "dict[str, Any]", descriptors: "list[int]") -> None:
        """Be what the program is started in: its files, its descriptors, its limits and its filter."""
        self._signal.signal(self._signal.SIGINT, self._signal.default_int_handler)
        os.setpgid(0, 0)
        for name, content in order["files"].items():
            _write(name, content)
            if _WATCHES in content:
                self._atexit.unregister(self._end)
                self._unfreeze()
        for number, descriptor in enumerate(descriptors[:_FIRST]):
            os.dup2(descriptor, number)
        talk = descriptors[_FIRST] if len(descriptors) > _FIRST else None
        sys.argv[1:] = order["argv"]
        execute = order["execute"]
        if execute and not os.access(execute[0], os.X_OK):
            raise FileNotFoundError(execute[0])
        for number, limit in order["limits"]:
            self._setrlimit(number, (limit, limit))
        self._filter(order["filter"])
        self.tell(b"P")
        if talk is None:
            os.close(_CONTROL)
        else:
            os.dup2(talk, _CONTROL)
        os.closerange(_FIRST + (talk is not None), _LAST_DESCRIPTOR)
        self._socket.detach()
        if execute:
            os.execv(execute[0], execute)  # noqa: S606 - there is no shell

    def _filter(self, program: bytes) -> None:
        instructions = self._array("B", program)
        address, size = instructions.buffer_info()
        fprog = (size // 8).to_bytes(8, "little") + address.to_bytes(8, "little")
        if self._call(self._prctl, (_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)):
            raise OSError("no_new_privs was refused")
        if self._call(self._prctl, (_SET_FILTER, _FILTER_MODE, fprog, 0, 0)):
            raise OSError("the filter was refused")


def _write(name: str, content: bytes) -> None:
    folder = os.path.dirname(name)  # noqa: PTH120 - pathlib would cost more than all the rest
    if folder:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
    finally:
        os.close(descriptor)


def _run_one(preparation: _Preparation) -> None:
    """Run a program in a child, tell how it ended, and come back only in the child."""
    order, descriptors = preparation.order()
    if order["again"]:
        preparation.freeze()
    program = os.fork()
    if program == 0:
        preparation.become(order, descriptors)
        return
    for descriptor in descriptors:
        os.close(descriptor)
    while True:
        ended, status, usage = os.wait4(-1, 0)
        if ended == program:
            break
    clean = bool(order["again"]) and _alone() and _cleared()
    preparation.tell(b"E%d %d %d\n" % (status, usage.ru_maxrss, clean))
    if not clean:
        os._exit(0)


def _alone() -> bool:
    """Whether nothing of the program is left running."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return True
    return False


def _cleared() -> bool:
    """Whether nothing that the program wrote is left."""
    try:
        for folder in _SCRATCH:
            _empty(folder)
        os.chdir(_SCRATCH[0])
    except (OSError, RecursionError):
        return False
    return True


def _empty(folder: str) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                os.chmod(entry.path, 0o700)  # noqa: PTH101
                _empty(entry.path)
                os.rmdir(entry.path)  # noqa: PTH106
            else:
                os.unlink(entry.path)  # noqa: PTH108


def _serve() -> None:
    """Be process 1 until there is a child to come back in."""
    known = set(sys.modules)
    preparation = _Preparation()
    preparation.leave_signals()
    preparation.tell(b"R")
    while os.getpid() == 1:
        _run_one(preparation)
    for name in set(sys.modules) - known:
        del sys.modules[name]


def _go_direct() -> None:
    """Become the program without a process 1."""
    known = set(sys.modules)
    preparation = _Preparation()
    preparation.tell(b"R")
    preparation.become(*preparation.order())
    for name in set(sys.modules) - known:
        del sys.modules[name]


def _first() -> None:
    try:
        if os.environ.pop(_DIRECT, None):
            _go_direct()
        elif os.getpid() == 1:
            _serve()
    except BaseException as error:  # noqa: BLE001 - whatever it is, the program must not run
        os.write(2, f"{type(error).__name__}: {error}\n".encode("utf-8", "replace"))
        os._exit(120)


_first()
raise ImportError("there is nothing to customize", name="sitecustomize")
