"""What the code of notes teaches wrongly: it runs, and does something else than it seems to."""

import ast
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from viva.checks.code.programs import Program, dotted, programs
from viva.checks.facts.frameworks import FRAMEWORK_CHECKS
from viva.checks.model import Finding
from viva.checks.page import Page

Look = Callable[[Program], Iterator[tuple[ast.AST, dict[str, str]]]]
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_PROCESS: Final = ("Process", "multiprocessing.Process", "mp.Process", "ProcessPoolExecutor")
_BLOCKING: Final = frozenset(
    {"time.sleep", "requests.get", "requests.post", "requests.put", "requests.delete", "requests.request", "input"}
    | {"urllib.request.urlopen", "subprocess.run", "subprocess.check_output", "os.system", "socket.create_connection"}
)


def check(page: Page) -> Iterator[Finding]:
    """All that the code of a page teaches wrongly."""
    found = programs(page)
    for program in found:
        if program.tree is None:
            continue
        for code, look in _LOOKS.items():
            told: set[int] = set()
            for node, values in look(program):
                line, col = program.place(node)
                if line not in told:
                    told.add(line)
                    yield Finding(code, line, col, values)
    for code, look_at_all in FRAMEWORK_CHECKS.items():
        for program, node, values in look_at_all(found):
            yield Finding(code, *program.place(node), values)


def _functions(program: Program) -> Iterator[_Function]:
    for node in program.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _implicit_optional(program: Program) -> Iterator[tuple[ast.AST, dict[str, str]]]:
    for function in _functions(program):
        given = function.args
        positional = [*given.posonlyargs, *given.args]
        pairs = [
            *zip(positional[len(positional) - len(given.defaults) :], given.defaults, strict=True),
            *zip(given.kwonlyargs, given.kw_defaults, strict=True),
        ]
        for argument, default in pairs:
            if _is_none(default) and argument.annotation is not None and not _allows_none(argument.annotation):
                yield argument, {"name": argument.arg, "type": ast.unparse(argument.annotation)}


def _optional_field(program: Program) -> Iterator[tuple[ast.AST, dict[str, str]]]:
    for node in program.nodes:
        if isinstance(node, ast.ClassDef):
            for field in node.body:
                if isinstance(field, ast.AnnAssign) and _is_none(field.value) and not _allows_none(field.annotation):
                    yield field, {"name": ast.unparse(field.target), "type": ast.unparse(field.annotation)}


def _is_none(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _allows_none(annotation: ast.expr) -> bool:
    """Whether an annotation allows None, as far as one can see: a name of its own may."""
    text = ast.unparse(annotation)
    known = ("str", "int", "float", "bool", "bytes", "list", "dict", "tuple", "set", "List", "Dict", "datetime", "date")
    return text.split("[")[0].split(".")[-1] not in known or "None" in text or "|" in text


def _wrappers(program: Program) -> Iterator[tuple[str, _Function]]:
    """The inner functions of decorators, each with the name of the function it wraps."""
    for outer in _functions(program):
        names = [argument.arg for argument in outer.args.args]
        returned = {
            node.value.id for node in outer.body if isinstance(node, ast.Return) and isinstance(node.value, ast.Name)
        }
        for inner in outer.body:
            if len(names) == 1 and isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef) and inner.name in returned:
                yield names[0], inner


def _calls_of(name: str, inner: _Function) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(inner)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ]


def _drops_arguments(program: Program) -> Iterator[tuple[ast.AST, dict[str, str]]]:
    for name, inner in _wrappers(program):
        takes = inner.args
        nothing = not (takes.args or takes.posonlyargs or takes.kwonlyargs or takes.vararg or takes.kwarg)
        if nothing and _calls_of(name, inner):
            yield inner, {"name": inner.name}


def _drops_result(program: Program) -> Iterator[tuple[ast.AST, dict[str, str]]]:
    for name, inner in _wrappers(program):
        takes = inner.args
        if not (takes.args or takes.vararg or takes.kwarg):
            continue  # it drops the arguments too, which is told
        calls = _calls_of(name, inner)
        alone = [
            node.value
            for node in ast.walk(inner)
            if isinstance(node, ast.Expr) and (node.value in calls or _awaited(node.value) in calls)
        ]
        if (
            calls
            and len(alone) == len(calls)
            and not any(isinstance(node, ast.Return) and node.value for node in ast.walk(inner))
        ):
            yield alone[0], {"name": name}


def _awaited(node: ast.expr) -> ast.expr:
    return node.value if isinstance(node, ast.Await) else node


def _bare_yield(program: Program) -> Iterator[tuple[ast.AST, dict[str, str]]]:
    for function in _functions(program):
        marks = {dotted(mark).rpartition(".")[2] for mark in function.decorator_list}
        if not marks & {"contextmanager", "asynccontextmanager"}:
            continue
        for index, node in enumerate(function.body):
            yields = isinstance(node, ast.Expr | ast.Assign) and isinstance(node.value, ast.Yield)
            if yields and function.body[index + 1 :]:
                yield node, {"name": function.name}


def _shared_increment(program: Program) -> Iterator[tuple[ast.AST, dict[str, str]]]:
    if "multiprocessing" not in program.text or "Value" not in program.text:
        return
    guarded = {id(inside) for node in program.nodes if isinstance(node, ast.With) for inside in ast.walk(node)}
    for node in program.nodes:
        target = node.target if isinstance(node, ast.AugAssign) and id(node) not in guarded else None
        if isinstance(target, ast.Attribute) and target.attr == "value":
            yield node, {"name": ast.unparse(target)}


def _unguarded_process(program: Program) -> Iterator[tuple[ast.AST, dict[str, str]]]:
    if program.tree is None or ("multiprocessing" not in program.text and "ProcessPoolExecutor" not in program.text):
        return
    for node in program.tree.body:
        calls = node.value if isinstance(node, ast.Assign | ast.Expr) else None
        if isinstance(calls, ast.Call) and dotted(calls.func) in _PROCESS:
            yield node, {"name": dotted(calls.func)}
        if isinstance(node, ast.With) and any(
            isinstance(item.context_expr, ast.Call)
            and dotted(item.context_expr.func).rpartition(".")[2] in {"Pool", "ProcessPoolExecutor"}
            for item in node.items
        ):
            yield node, {"name": "Pool"}


def _csv_without_newline(program: Program) -> Iterator[tuple[ast.AST, dict[str, str]]]:
    for node in program.nodes:
        if not isinstance(node, ast.With | ast.AsyncWith):
            continue
        writes = any(
            isinstance(inside, ast.Call) and dotted(inside.func) in {"csv.writer", "csv.DictWriter", "DictWriter"}
            for inside in ast.walk(node)
        )
        for item in node.items:
            call = item.context_expr
            opens = isinstance(call, ast.Call) and dotted(call.func) == "open"
            if writes and opens and isinstance(call, ast.Call) and "newline" not in {key.arg for key in call.keywords}:
                yield call, {}


def _shared_descriptor(program: Program) -> Iterator[tuple[ast.AST, dict[str, str]]]:
    for node in program.nodes:
        if not isinstance(node, ast.ClassDef):
            continue
        methods = {part.name: part for part in node.body if isinstance(part, ast.FunctionDef)}
        if not {"__get__", "__set__"} <= methods.keys() or {"__set_name__", "__init__"} & methods.keys():
            continue
        getter = methods["__get__"]
        instance = getter.args.args[1].arg if len(getter.args.args) > 1 else ""
        for part in ast.walk(getter):
            value = part.value if isinstance(part, ast.Return) else None
            if isinstance(value, ast.Attribute) and dotted(value.value) == instance:
                yield part, {"name": ast.unparse(value)}


def _blocking_in_coroutine(program: Program) -> Iterator[tuple[ast.AST, dict[str, str]]]:
    for function in _functions(program):
        if isinstance(function, ast.AsyncFunctionDef):
            for node in _own_nodes(function.body):
                if isinstance(node, ast.Call) and dotted(node.func) in _BLOCKING:
                    yield node, {"name": dotted(node.func)}


def _own_nodes(body: Sequence[ast.stmt]) -> Iterator[ast.AST]:
    """The parts of a function, without those of functions inside it."""
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            pending += ast.iter_child_nodes(node)


def _mutable_default(program: Program) -> Iterator[tuple[ast.AST, dict[str, str]]]:
    """A default that a function changes: one that is only read does no harm, and one that is told about is meant."""
    told = program.text.lower()
    if any(word in told for word in ("# bad", "# wrong", "# плохо", "# неправ", "mutable", "изменяем", "# [1, 2")):
        return
    for function in _functions(program):
        positional = [*function.args.posonlyargs, *function.args.args]
        pairs = zip(positional[len(positional) - len(function.args.defaults) :], function.args.defaults, strict=True)
        for argument, default in pairs:
            if isinstance(default, ast.List | ast.Dict | ast.Set) and _changes(function, argument.arg):
                yield default, {"name": argument.arg}


def _changes(function: _Function, name: str) -> bool:
    changing = {"append", "add", "update", "extend", "insert", "setdefault", "pop", "clear", "remove"}
    for node in ast.walk(function):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and dotted(called.value) == name and called.attr in changing:
            return True
        if isinstance(node, ast.Assign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Subscript) and dotted(target.value) == name for target in targets):
                return True
    return False


_LOOKS: Final[dict[str, Look]] = {
    "F401": _implicit_optional,
    "F402": _optional_field,
    "F403": _drops_arguments,
    "F404": _drops_result,
    "F405": _bare_yield,
    "F406": _shared_increment,
    "F407": _unguarded_process,
    "F408": _csv_without_newline,
    "F409": _shared_descriptor,
    "F410": _blocking_in_coroutine,
    "F411": _mutable_default,
}
