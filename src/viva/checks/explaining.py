"""The page of a rule, for reading in a terminal and in the documentation."""

from collections.abc import Iterator
from importlib.resources import files

from viva.checks.model import Family, Fault, Rule
from viva.checks.rulebook import measured
from viva.kernel.i18n import _


def family_name(family: Family) -> str:
    """What the rules of a family look at."""
    return {
        Family.NOTE: _("Note text"),
        Family.QUESTION: _("Questions"),
        Family.CODE: _("Code"),
        Family.FACT: _("Facts"),
        Family.LINK: _("Links"),
    }[family]


def fault_name(fault: Fault) -> str:
    """What is the matter with a statement."""
    return {
        Fault.WRONG: _("wrong"),
        Fault.OUTDATED: _("outdated"),
        Fault.MISLEADING: _("misleading"),
    }[fault]


def proof_of(code: str) -> str:
    """The program that shows a rule about facts to be right; nothing for other rules."""
    file = files("viva.checks").joinpath("rules").joinpath("proofs").joinpath(f"{code.lower()}.py.txt")
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def page(rule: Rule) -> Iterator[str]:
    """The lines of a rule's page, in Markdown and in the language spoken."""
    yield f"# {rule.code} {rule.name}"
    yield ""
    yield " · ".join(_properties(rule))
    yield ""
    yield str(rule.why)
    if rule.right:
        yield ""
        yield "**" + _("Right:") + f"** {rule.right}"
    for title, example in ((_("Bad"), rule.bad), (_("Good"), rule.good)):
        if example.strip():
            yield from ("", f"## {title}", "", "````markdown", *example.strip("\n").split("\n"), "````")
    if rule.sources:
        yield from ("", "## " + _("Where it says so"), "")
        for source in rule.sources:
            yield (
                f"- {source.title}, {source.section}: {source.url}"
                if source.section
                else f"- {source.title}: {source.url}"
            )
    proof = proof_of(rule.code)
    if proof:
        yield from ("", "## " + _("Proof"), "", "```python", *proof.rstrip("\n").split("\n"), "```")
    numbers = measured().get(rule.code)
    if numbers:
        yield from ("", "## " + _("Measured"), "")
        for name, one in numbers.items():
            told = _("- {notes}: findings that hold {hits}, that do not {alarms}")
            yield told.format(notes=name, hits=one.hits, alarms=one.alarms)


def _properties(rule: Rule) -> Iterator[str]:
    yield family_name(rule.family)
    if rule.fault:
        yield fault_name(rule.fault)
    if rule.fix:
        yield _("mended by --fix") if rule.fix == "safe" else _("mended by --unsafe-fixes")
    if rule.online:
        yield _("only with --online")
    if rule.needs_run:
        yield _("needs the code to be run")
