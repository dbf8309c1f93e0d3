"""What a program wants that no sandbox has, as far as its text tells: a person who types, or somebody who calls it."""

import ast
from itertools import pairwise
from typing import Final

_RUN: Final = frozenset({"run", "run_app", "run_simple", "serve", "run_polling", "start_polling", "infinity_polling"})
_FOREVER: Final = frozenset(
    {"serve_forever", "run_forever", "start_consuming", "wait_for_termination", "mainloop", "run_until_disconnected"}
)
_SERVERS: Final = frozenset(
    {
        "Flask", "SocketIO", "Sanic", "Bottle", "Quart", "Dash", "FastAPI", "Starlette", "Bot", "Client", "FastMCP",
        "Application", "Connexion", "FlaskApp", "Celery", "App", "Tk",
    }
)  # fmt: skip
_SERVER_MODULES: Final = frozenset({"uvicorn", "hypercorn", "web", "waitress", "bottle", "gunicorn", "werkzeug"})
_APPLICATIONS: Final = frozenset({"Flask", "FastAPI"})


def server_lines(tree: ast.Module) -> tuple[int, ...]:
    """Statements, outside of functions, that start a server and wait for somebody to call it."""
    made = {
        target.id: _name(node.value.func)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return tuple(
        node.lineno
        for node in _outside_functions(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and _serves(node.value, made)
    )


def _serves(call: ast.Call, made: dict[str, str]) -> bool:
    function = call.func
    if isinstance(function, ast.Name):
        return function.id in {"run_app", "run_simple", "serve_forever"}
    if not isinstance(function, ast.Attribute):
        return False
    if function.attr in _FOREVER:
        return True
    owner = _name(function.value)
    return function.attr in _RUN and (made.get(owner, "") in _SERVERS or owner in _SERVER_MODULES)


def _outside_functions(tree: ast.Module) -> list[ast.stmt]:
    found: list[ast.stmt] = []
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            continue
        if isinstance(node, ast.stmt):
            found.append(node)
        waiting += ast.iter_child_nodes(node)
    return found


def makes_application(tree: ast.Module) -> bool:
    """Whether it makes a FastAPI or Flask application, whose routes can be called."""
    return any(isinstance(node, ast.Call) and _name(node.func) in _APPLICATIONS for node in ast.walk(tree))


def asks_a_person(tree: ast.Module) -> bool:
    """Whether it reads from the keyboard."""
    return any(
        isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id in {"input", "raw_input"})
            or ast.unparse(node.func) in {"getpass.getpass", "getpass", "sys.stdin.readline", "sys.stdin.read"}
        )
        for node in ast.walk(tree)
    )


def never_ends(tree: ast.Module) -> bool:
    """Whether it has a loop that nothing in it leaves."""
    return any(
        isinstance(node, ast.While)
        and isinstance(node.test, ast.Constant)
        and bool(node.test.value)
        and not any(isinstance(inner, (ast.Break, ast.Return, ast.Raise)) for inner in ast.walk(node))
        for node in ast.walk(tree)
    )


def left_out(tree: ast.Module) -> bool:
    """Whether dots stand where a value belongs: in a set, a list or a dictionary, or as all of a value."""
    for node in ast.walk(tree):
        parts: list[ast.expr | None] = []
        if isinstance(node, (ast.Set, ast.List)):
            parts += node.elts
        elif isinstance(node, ast.Dict):
            parts += node.values
        elif isinstance(node, ast.Assign):
            parts.append(node.value)
        if any(isinstance(part, ast.Constant) and part.value is Ellipsis for part in parts):
            return True
    return False


_REGISTERING: Final = frozenset(
    {"get", "post", "put", "patch", "delete", "head", "options", "route", "websocket", "api_route", "errorhandler"}
)


def useless_decorator(tree: ast.Module) -> tuple[str, str] | None:
    """A decorator above one that registers a route, and that one: the route is registered without it."""
    for node in ast.walk(tree):
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        marks = [
            (_is_registering(mark), ast.unparse(mark.func if isinstance(mark, ast.Call) else mark))
            for mark in node.decorator_list
        ]
        for (registers, name), (below_registers, below) in pairwise(marks):
            if below_registers and not registers and not name.endswith("exempt"):
                return name, below
    return None


def _is_registering(mark: ast.expr) -> bool:
    return (
        isinstance(mark, ast.Call)
        and isinstance(mark.func, ast.Attribute)
        and mark.func.attr in _REGISTERING
        and bool(mark.args)
        and isinstance(mark.args[0], ast.Constant)
        and str(mark.args[0].value).startswith("/")
    )


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
