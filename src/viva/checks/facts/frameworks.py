"""What code teaches wrongly about frameworks, where one snippet may need another."""

import ast
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from viva.checks.code.programs import Program, dotted

Shown = tuple[Program, ast.AST, dict[str, str]]
LookAtAll = Callable[[Sequence[Program]], Iterator[Shown]]
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_ROUTES: Final = frozenset({"get", "post", "put", "delete", "patch", "route", "api_route"})
_SCALARS: Final = frozenset({"str", "int", "float", "bool"})
_CACHES: Final = frozenset({"cached", "lru_cache", "cache", "ttl_cache", "memoize"})


def _functions(program: Program) -> Iterator[_Function]:
    for node in program.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _mark(decorator: ast.expr) -> str:
    """The dotted name of a decorator, with or without a call."""
    return dotted(decorator.func if isinstance(decorator, ast.Call) else decorator)


def _exists_then_get(programs: Sequence[Program]) -> Iterator[Shown]:
    for program in programs:
        for node in program.nodes:
            if not isinstance(node, ast.If) or not isinstance(node.test, ast.Call):
                continue
            asked = dotted(node.test.func)
            holder, _dot, verb = asked.rpartition(".")
            reads = any(
                isinstance(inside, ast.Call) and dotted(inside.func) == f"{holder}.get"
                for part in node.body
                for inside in ast.walk(part)
            )
            if verb == "exists" and holder and reads:
                yield program, node, {"name": asked}


def _cache_outside_route(programs: Sequence[Program]) -> Iterator[Shown]:
    for program in programs:
        for function in _functions(program):
            marks = [_mark(decorator) for decorator in function.decorator_list]
            routes = [
                index for index, mark in enumerate(marks) if mark.count(".") == 1 and mark.rpartition(".")[2] in _ROUTES
            ]
            for index, mark in enumerate(marks):
                if mark.rpartition(".")[2] in _CACHES and routes and index < routes[0]:
                    yield program, function.decorator_list[index], {"name": mark}


def _endless_socket(programs: Sequence[Program]) -> Iterator[Shown]:
    for program in programs:
        if "WebSocketDisconnect" in program.text or "websocket" not in program.text.lower():
            continue
        for function in _functions(program):
            if not any(_mark(decorator).endswith(".websocket") for decorator in function.decorator_list):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.While) and not any(isinstance(part, ast.Try) for part in ast.walk(function)):
                    received = [
                        inside
                        for inside in ast.walk(node)
                        if isinstance(inside, ast.Call)
                        and dotted(inside.func).rpartition(".")[2].startswith("receive_")
                    ]
                    if received:
                        yield program, received[0], {"name": dotted(received[0].func)}


def _scalars_of_post(programs: Sequence[Program]) -> Iterator[Shown]:
    for program in programs:
        if "fastapi" not in program.text.lower():
            continue
        for function in _functions(program):
            for decorator in function.decorator_list:
                if not (isinstance(decorator, ast.Call) and _mark(decorator).endswith((".post", ".put"))):
                    continue
                path = decorator.args[0].value if decorator.args and isinstance(decorator.args[0], ast.Constant) else ""
                given = function.args
                bare = [argument for argument in given.args if f"{{{argument.arg}" not in str(path)]
                scalars = [
                    argument for argument in bare if argument.annotation and dotted(argument.annotation) in _SCALARS
                ]
                if len(bare) > 1 and len(scalars) == len(bare) and not given.defaults:
                    yield program, function, {"name": function.name}


def _unknown_tables(programs: Sequence[Program]) -> Iterator[Shown]:
    """Foreign keys to tables that no model of the note has, although it has models."""
    tables = {
        node.value.value
        for program in programs
        for node in program.nodes
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        and any(dotted(target) == "__tablename__" for target in node.targets)
    }
    for program in programs:
        for node in program.nodes:
            if not (isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] == "ForeignKey" and node.args):
                continue
            target = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
            table = target.partition(".")[0] if isinstance(target, str) and "." in target else ""
            if table and table not in tables and (f"{table}s" in tables or table.removesuffix("s") in tables):
                yield program, node, {"table": table}


def _models_without_tables(programs: Sequence[Program]) -> Iterator[Shown]:
    bases = (
        {"Base"}
        if any("declarative_base" in program.text or "DeclarativeBase" in program.text for program in programs)
        else set()
    )
    for program in programs:
        for node in program.nodes:
            if not (isinstance(node, ast.ClassDef) and {dotted(base) for base in node.bases} & bases):
                continue
            text = ast.unparse(node)
            columns = "Column(" in text or "mapped_column(" in text
            if columns and "primary_key" not in text and "__abstract__" not in text:
                yield program, node, {"name": node.name}


def _unasked_error(programs: Sequence[Program]) -> Iterator[Shown]:
    """`token["access_token"]` of what msal returned, without asking whether it is there."""
    for program in programs:
        if "msal" not in program.text:
            continue
        for function in _functions(program):
            text = ast.unparse(function)
            if (
                "acquire_token" not in text
                or "'access_token' in" in text
                or "'error' in" in text
                or ".get('access_token')" in text
            ):
                continue
            for node in ast.walk(function):
                if (
                    isinstance(node, ast.Subscript)
                    and isinstance(node.slice, ast.Constant)
                    and node.slice.value == "access_token"
                ):
                    yield program, node, {"name": ast.unparse(node)}


FRAMEWORK_CHECKS: Final[dict[str, LookAtAll]] = {
    "F421": _exists_then_get,
    "F422": _cache_outside_route,
    "F423": _endless_socket,
    "F424": _scalars_of_post,
    "F425": _unknown_tables,
    "F426": _models_without_tables,
    "F427": _unasked_error,
}
