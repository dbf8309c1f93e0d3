"""Answers for a function of a learner: one question after the other on descriptor 3, each as one line of JSON.

What is expected is not here, and the next question comes only after the answer
to this one. Whoever answers instead of the function must know the answer.
"""

import importlib.util
import json
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_DEEPEST = 50


def main(path: str, name: str) -> None:
    """Import the file as a module, then call its function until nobody asks any more."""
    ends = os.fdopen(os.dup(3), "rb"), os.fdopen(os.dup(3), "wb")
    os.close(3)
    questions, answers = ends
    function = None
    failure = None
    try:
        function = _function(path, name)
    except BaseException as error:  # noqa: BLE001 - whatever the file does when it is imported is an answer
        failure = _raised(error)
    for line in questions:
        answer = failure or _answer(function, json.loads(line))
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def _function(path: str, name: str) -> object:
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))  # noqa: PTH100, PTH120 - as Python does for a main file
    spec = importlib.util.spec_from_file_location("solution", path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["solution"] = module
    spec.loader.exec_module(module)
    return getattr(module, name)


def _answer(function: "Any", question: "dict[str, Any]") -> "dict[str, object]":
    try:
        return {"value": _told(function(*question["args"], **dict(question["kwargs"])), 0)}
    except BaseException as error:  # noqa: BLE001 - it may be what is expected
        return _raised(error)


def _raised(error: BaseException) -> "dict[str, object]":
    return {"raised": [kind.__name__ for kind in type(error).__mro__[:-1]], "message": str(error)[:500]}


def _told(value: "Any", depth: int) -> object:
    """A value with its type, for types that mean the same outside."""
    kind = type(value)
    if depth > _DEEPEST:
        return {"other": "deep"}
    if value is None or kind in {bool, str}:
        return value
    if kind is int:
        return {"int": hex(value)}
    if kind is float:
        return {"float": value.hex()}
    if kind is bytes:
        return {"bytes": value.hex()}
    if kind in {list, tuple, set, frozenset}:
        return {kind.__name__: [_told(one, depth + 1) for one in value]}
    if kind is dict:
        return {"dict": [[_told(one, depth + 1) for one in pair] for pair in value.items()]}
    return {"other": f"{kind.__name__}: {value!r}"[:500]}


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
