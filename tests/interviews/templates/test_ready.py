"""The templates that come with Viva, filled from the bank that comes with it."""

from collections.abc import Iterator

import pytest

from tests.apps import settings_of
from viva.app import App
from viva.interviews.templates.choosing import group_at
from viva.interviews.templates.gates import Reach
from viva.interviews.templates.model import Template
from viva.interviews.templates.ready import templates
from viva.notes.model import Group, Level
from viva.starter.service import Starter

READY = {each.name: each.template for each in templates()}
LEVELS = list(Level)


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A bank with nothing but the starter bank."""
    program = App(settings_of(tmp_path_factory.mktemp("bank")))
    with program.unit() as unit:
        Starter(unit.exchange).add()
    yield program
    program.close()


@pytest.mark.slow
@pytest.mark.parametrize("name", READY)
def test_the_starter_bank_fills_a_ready_template_so_that_each_gate_can_be_met(bank: App, name: str) -> None:
    template = READY[name]
    groups, levels = asked(bank, template)
    about = {gate.group for gate in template.gates if isinstance(gate, Reach) and gate.group}

    assert about <= set(groups)
    assert max(map(LEVELS.index, levels)) <= LEVELS.index(template.level or Level.ADVANCED) + 1


def asked(bank: App, template: Template) -> tuple[list[Group], list[Level]]:
    """Groups and levels of what an interview of a template would ask; nothing is missing in it."""
    with bank.reader() as unit:
        planned = unit.templates.preview(template)
    contents = [each.chosen.question.content for each in planned if each.chosen]
    assert len(contents) == template.questions
    return [group_at(each, template.level) for each in contents], [each.level for each in contents if each.level]
