"""Examples that would let somebody in, where they were copied into a program."""

import ast
import re
from collections.abc import Callable, Iterator
from typing import Final

from viva.checks.code.programs import Program, dotted
from viva.checks.model import Finding

_SQL: Final = re.compile(
    r"\s*(?:select\s.*\sfrom|insert\s+into|update\s+\S+\s+set|delete\s+from|drop\s+table)\b", re.IGNORECASE | re.DOTALL
)
_RUNS_SQL: Final = frozenset({"execute", "executemany", "executescript", "raw", "text", "read_sql", "exec_driver_sql"})
_SECRET_NAME: Final = re.compile(
    r"(?:^|_)(?:secret(?:_?key)?|password|passwd|api_?key|access_?token|auth_?token|private_?key|client_?secret)$",
    re.IGNORECASE,
)
_PLACEHOLDER: Final = re.compile(
    r"^(?:$|.{0,3}$|<.*>|\{.*\}|.*(?:your|my|example|change|replace|placeholder|dummy|fake|test|sample|xxx|\*\*\*|\.\.\.|insert|here).*"
    r"|[A-Z][A-Z0-9_]+|password|secret|token|key|[a-z_]*(?:password|secret|key|token)[a-z_]*\W*)$"
)
_UNPICKLES: Final = frozenset(
    {"pickle.load", "pickle.loads", "cPickle.load", "cPickle.loads", "dill.load", "dill.loads", "marshal.loads"}
)
_SHELLS: Final = frozenset(
    {"subprocess.run", "subprocess.call", "subprocess.Popen", "subprocess.check_output", "subprocess.check_call"}
)


def insecure(program: Program) -> Iterator[Finding]:
    """All such places of a program."""
    for node in program.nodes:
        for looked_for in _LOOKS:
            for code, values in looked_for(node):
                yield Finding(code, *program.place(node), values)


Found = Iterator[tuple[str, dict[str, str]]]


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)


def _is_true(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is True


def _is_false(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def _calls(node: ast.AST) -> Found:
    if not isinstance(node, ast.Call):
        return
    name = dotted(node.func)
    last = name.rpartition(".")[2]
    if last == "run" and _is_true(_keyword(node, "debug")):
        yield "C501", {"name": name}
    shell = _is_true(_keyword(node, "shell"))
    if (name in _SHELLS and shell and node.args and not isinstance(node.args[0], ast.Constant)) or (
        name in {"os.system", "os.popen"} and node.args and not isinstance(node.args[0], ast.Constant)
    ):
        yield "C502", {"name": name}
    if name in {"yaml.load", "yaml.load_all"} and not _has_safe_loader(node):
        yield "C504", {"name": name}
    if name in _UNPICKLES:
        yield "C505", {"name": name}
    if name in {"eval", "exec"} and node.args and not isinstance(node.args[0], ast.Constant):
        yield "C509", {"name": name}
    if _is_false(_keyword(node, "verify")) and name.startswith(("requests.", "httpx.", "session.", "client.")):
        yield "C510", {"name": name}
    if last == "decode" and ("jwt" in name) and _skips_verification(node):
        yield "C511", {"name": name}


def _has_safe_loader(call: ast.Call) -> bool:
    loader = _keyword(call, "Loader") or (call.args[1] if len(call.args) > 1 else None)
    return loader is not None and "Safe" in ast.unparse(loader)


def _skips_verification(call: ast.Call) -> bool:
    options = _keyword(call, "options")
    text = ast.unparse(options) if options is not None else ""
    return _is_false(_keyword(call, "verify")) or "'verify_signature': False" in text


def _sql(node: ast.AST) -> Found:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute | ast.Name) or not node.args:
        return
    verb = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
    if verb in _RUNS_SQL and _is_built(node.args[0]):
        yield "C503", {"name": verb}


def _is_built(node: ast.expr) -> bool:
    """Whether a text of SQL is put together from values."""
    match node:
        case ast.JoinedStr(values=parts):
            texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
            return any(isinstance(part, ast.FormattedValue) for part in parts) and bool(_SQL.match("".join(texts)))
        case ast.BinOp(left=left, op=ast.Add() | ast.Mod()):
            return _begins_sql(left) or _is_built(left)
        case ast.Call(func=ast.Attribute(value=value, attr="format")):
            return _begins_sql(value)
        case _:
            return False


def _begins_sql(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp):
        return _begins_sql(node.left)
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(_SQL.match(node.value))


def _secrets(node: ast.AST) -> Found:
    pairs: list[tuple[str, ast.expr]] = []
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                name = dotted(target).rpartition(".")[2]
                if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
                    name = str(target.slice.value)
                pairs.append((name, value))
        case ast.keyword(arg=str(name), value=value):
            pairs.append((name, value))
        case _:
            pass
    for name, value in pairs:
        held = value.value if isinstance(value, ast.Constant) else None
        if isinstance(held, str) and _SECRET_NAME.search(name) and not _PLACEHOLDER.match(held):
            yield "C506", {"name": name}


def _cors(node: ast.AST) -> Found:
    match node:
        case ast.keyword(arg="allow_origins" | "origins" | "cors_allowed_origins", value=value):
            everyone = "*" in ([value.value] if isinstance(value, ast.Constant) else _texts(value))
            if everyone:
                yield "C507", {"name": node.arg or ""}
        case ast.Assign(targets=[ast.Name(id="CORS_ALLOW_ALL_ORIGINS" | "CORS_ORIGIN_ALLOW_ALL" as name)], value=value):
            if _is_true(value):
                yield "C507", {"name": name}
        case _:
            pass


def _texts(node: ast.expr) -> list[object]:
    return [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]


def _bare_except(node: ast.AST) -> Found:
    if isinstance(node, ast.ExceptHandler) and node.type is None:
        again = any(isinstance(part, ast.Raise) for statement in node.body for part in ast.walk(statement))
        if not again:
            yield "C508", {}


_LOOKS: Final[tuple[Callable[[ast.AST], Found], ...]] = (_calls, _sql, _secrets, _cors, _bare_except)
