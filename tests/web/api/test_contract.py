"""The API keeps to its own document, whatever it is sent."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance, unsupported_method

from tests.apps import settings_of
from tests.web.conftest import HOST
from viva.app import App
from viva.bank.content import Content
from viva.web.api.document import document
from viva.web.asking import Site
from viva.web.gate import Gate
from viva.web.site import build

NOT_OURS = [ignored_auth, positive_data_acceptance, unsupported_method]
"""Who may come in is tested elsewhere.

A schema cannot say which cursors we gave, nor that a right option has to be one of the options. Starlette answers other
methods.
"""

CALLS = [f"{method.upper()} {path}" for path, methods in document()["paths"].items() for method in methods]


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The API's own document, bound to a site over a bank with a question in it."""
    ours = settings_of(tmp_path_factory.mktemp("contract"))
    app = App(ours)
    with app.unit() as unit:
        unit.editing.add(Content(prompt="What is the GIL?", answer="A lock."))
    gate = Gate(b"k" * 32)
    bound = schemathesis.openapi.from_dict(document())
    bound.app = build(Site(app, gate, 1_000_000, ours), lambda: {HOST})
    cookie = gate.enter(gate.entrance())
    bound.config.update(base_url=f"http://{HOST}", headers={"Cookie": f"{gate.cookie}={cookie}"})
    yield bound
    app.close()


@pytest.mark.slow
@pytest.mark.parametrize("call", CALLS)
def test_every_answer_is_as_documented(schema: Any, call: str) -> None:
    method, _space, path = call.partition(" ")

    @settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
    @given(case=schema[path][method].as_strategy())
    def answers(case: Any) -> None:
        case.call_and_validate(excluded_checks=NOT_OURS)

    answers()
