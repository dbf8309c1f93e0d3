"""How templates become code: in one language, and with little around each value."""

import re
from collections.abc import MutableMapping
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from viva.kernel.i18n import said_in
from viva.web.fragments import Fragments

_SPECIAL = re.compile("[&<>'\"]")
_PLAIN = frozenset({FunctionType, MethodType, BuiltinFunctionType, Macro, type})
_SHORT = 40
"""Characters of nearly all values of a page; to look through longer ones takes longer than to escape them."""


class _Code(CodeGenerator):
    """Writes what Jinja does, with values shown by ours."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002 - Jinja's
        assert frame.eval_ctx.autoescape  # noqa: S101 - no template switches it off
        self.write(f"environment.shown({finalize.src or ''}")


class _Page(Context):
    """Calls what a template calls; what Jinja looks for before each call is only for what wants the page itself."""

    def call(self, called: Any, /, *given: Any, **named: Any) -> Any:
        """Call it as it is, unless it is of a kind that may want more."""
        if type(called) not in _PLAIN or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *given, **named)
        named.pop("_loop_vars", None)  # what only Jinja itself has a use for
        named.pop("_block_vars", None)
        return called(*given, **named)


class PageTemplates(Environment):
    """The templates in one language, and the parts of pages that were made of them.

    What is said in them stands in their code as it is said: most of a page is
    the same words every time, and looking them up costs more than showing them.
    """

    code_generator_class = _Code
    context_class = _Page

    def __init__(self, language: str, **options: Any) -> None:
        super().__init__(**options)
        self.fragments = Fragments()
        self._worded = _Worded(language)

    @staticmethod
    def shown(value: object) -> str:
        """A value as it is put into a page: what `escape` makes, but no markup where a text does."""
        if type(value) is str:
            return value if len(value) < _SHORT and not _SPECIAL.search(value) else escape(value)
        if type(value) is Markup:
            return value
        return str(value) if type(value) is int else escape(value)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template knows by name, as one dictionary, since nothing is added once there are pages.

        Jinja's own is a chain of two, which every import and include of a template walks name by name.
        """
        return {**self.globals, **(d or {})}

    def _generate(self, source: nodes.Template, *place: Any, **options: Any) -> str:
        return super()._generate(self._worded.visit(source), *place, **options)


class _Worded(NodeTransformer):
    """Puts the words of a language where `_("words")` stands."""

    def __init__(self, language: str) -> None:
        self._language = language

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja names it
        """Only words that are written there: others are not known before the page is asked for."""
        match node:
            case nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=text)]):
                return nodes.Const(said_in(self._language, text), lineno=node.lineno)
            case _:
                return self.generic_visit(node)
