"""What lines of a snippet print, give and raise: inside the sandbox, for the lines that the host asks about."""

from __future__ import annotations

import ast
import io
from collections.abc import Callable
from typing import Any

_LONGEST = 2000  # characters of a value that is told
_MOST = 60  # times that one line is told


class Listening(io.TextIOBase):
    """Standard output that remembers what went through, so that a line can be told what it printed."""

    def __init__(self, through: Any) -> None:
        self.through = through
        self.heard: list[str] = []

    def write(self, text: str) -> int:
        """Remember and pass on."""
        self.heard.append(text)
        return int(self.through.write(text))

    def flush(self) -> None:
        """Pass on."""
        self.through.flush()

    def writable(self) -> bool:
        """As the real one."""
        return True

    def isatty(self) -> bool:
        """As the real one."""
        return False

    def fileno(self) -> int:
        """As the real one."""
        return int(self.through.fileno())

    @property
    def buffer(self) -> Any:
        """The bytes below: what is written there is not remembered."""
        return self.through.buffer

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """As the real one."""
        return str(self.through.encoding)

    def since(self, place: int) -> str:
        """What was written from a place on, and from there on as one piece."""
        return "".join(self.heard[place:])


class Watch:
    """What lines of the program print, give and raise, for the lines that the host asks about."""

    def __init__(self, teller: Any, described: Callable[[BaseException], Any], out: Listening) -> None:
        self._teller = teller
        self._described = described
        self._out = out
        self._told: dict[int, int] = {}

    def place(self) -> int:
        """Where output is now."""
        return len(self._out.heard)

    def gave(self, line: int, place: int, *values: object) -> None:
        """A line ended well."""
        count = self._told[line] = self._told.get(line, 0) + 1
        if count > _MOST:
            return
        facts: dict[str, Any] = {"line": line, "out": self._out.since(place)[:_LONGEST]}
        if values:
            facts |= self._shown(values[0])
        self._teller.tell("seen", **facts)

    def raised(self, line: int, error: BaseException) -> None:
        """A line ended with an error."""
        self._teller.tell("raised", at=line, error=self._described(error))

    @staticmethod
    def _shown(value: object) -> dict[str, Any]:
        try:
            shown, text = repr(value), str(value)
        except Exception:  # noqa: BLE001 - whatever a program's own __repr__ does
            return {}
        return {"repr": shown[:_LONGEST], "str": text[:_LONGEST], "none": value is None}


class Instrumented(ast.NodeTransformer):
    """Puts a question behind each statement that the host asks about; everything else stays as it is."""

    def __init__(self, lines: set[int], swallow: set[int], dropped: set[int]) -> None:
        self._lines = lines
        self._swallow = swallow
        self._dropped = dropped
        self._depth = 0

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Go through all bodies of statements."""
        self._depth += 1
        for name in ("body", "orelse", "finalbody"):
            body = getattr(node, name, None)
            if isinstance(body, list) and body and isinstance(body[0], ast.stmt):
                setattr(node, name, [new for old in body for new in self._statements(old)])
        for handler in [*getattr(node, "handlers", ()), *getattr(node, "cases", ())]:
            self.generic_visit(handler)
        self._depth -= 1
        return node

    def _statements(self, node: ast.stmt) -> list[ast.stmt]:
        if node.lineno in self._dropped and isinstance(node, ast.Expr):
            return [ast.copy_location(ast.Pass(), node)]
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) or hasattr(node, "body"):
            self.generic_visit(node)
            return [node]
        line = node.end_lineno or node.lineno
        if line not in self._lines:
            return [node]
        shown: ast.expr | None = None
        whole: ast.stmt = node
        value = "__viva_value__"
        if isinstance(node, ast.Expr) and not isinstance(node.value, (ast.Yield, ast.YieldFrom)):
            whole = ast.Assign([ast.Name(value, ast.Store())], node.value)
            shown = ast.Name(value, ast.Load())
        elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)) and getattr(node, "value", None):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, (ast.Name, ast.Attribute, ast.Subscript, ast.Tuple)):
                shown = ast.parse(ast.unparse(target), mode="eval").body
        place = ast.parse("__viva_place__ = __viva_watch__.place()").body[0]
        guard = ast.parse(
            f"try: __viva_watch__.gave({line}, __viva_place__)\nexcept BaseException as __viva_error__:\n"
            f" __viva_watch__.raised({line}, __viva_error__)\n{'' if line in self._swallow else ' raise'}"
        ).body[0]
        for part in (*ast.walk(place), *ast.walk(guard)):
            if hasattr(part, "lineno"):
                part.lineno = part.end_lineno = node.lineno  # type: ignore[attr-defined]
        tell = guard.body[0]  # type: ignore[attr-defined]
        if shown is not None:
            tell.value.args.append(ast.fix_missing_locations(ast.copy_location(shown, node)))
        guard.body.insert(0, ast.fix_missing_locations(ast.copy_location(whole, node)))  # type: ignore[attr-defined]
        return [place, guard]
