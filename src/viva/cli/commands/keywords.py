"""`viva keywords`: which terms one should know on a subject, and which questions cover them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter, ValidationError

from viva.cli.context import Context
from viva.kernel.i18n import _
from viva.telling.plain import plain

if TYPE_CHECKING:
    from viva.app import Unit
    from viva.bank.editing import Done


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Saying:
    """What is said about a term; nothing, when no term is named."""

    add: Annotated[
        str | None, Parameter(metavar="TERM", help=_("Add a term, or say more about one that is there."))
    ] = None
    name: Annotated[
        tuple[str, ...],
        Parameter(metavar="NAME", help=_("With --add: what else it is called, such as ru=задача; may repeat.")),
    ] = ()
    group: Annotated[
        Literal["must", "should", "okay", "perfect", "none"] | None,
        Parameter(metavar="GROUP", help=_("With --add: how necessary it is:")),
    ] = None
    hide: Annotated[str | None, Parameter(metavar="TERM", help=_("Take a term out of the map."))] = None
    restore: Annotated[str | None, Parameter(metavar="TERM", help=_("Show a term again that was taken out."))] = None
    dry_run: Annotated[bool, Parameter(help=_("Only show what would be changed; the bank stays as it is."))] = False

    def changes(self, topic: str | None) -> bool:
        """Whether anything is to be changed; wrong usage when it is not clear what."""
        asked = [term for term in (self.add, self.hide, self.restore) if term is not None]
        if len(asked) > 1:
            raise ValidationError(exception_message=_("Use only one of --add, --hide and --restore."))
        if asked and topic is None:
            raise ValidationError(exception_message=_("Name the topic whose keyword map is to be changed."))
        if (self.name or self.group) and self.add is None:
            raise ValidationError(exception_message=_("--name and --group go with --add."))
        return bool(asked)

    def done(self, unit: Unit, topic: str, tech: str | None) -> Done:
        """Do it."""
        from viva.notes.model import Group

        if self.add is not None:
            group = Group(self.group) if self.group and self.group != "none" else None
            return unit.keywords.put(
                topic, self.add, tech=tech, names=self._names(), group=group, no_group=self.group == "none"
            )
        if self.hide is not None:
            return unit.keywords.hide(topic, self.hide, tech=tech)
        return unit.keywords.restore(topic, self.restore or "", tech=tech)

    def _names(self) -> dict[str, tuple[str, ...]] | None:
        from viva.notes.subject.keymaps import language_of

        names: dict[str, tuple[str, ...]] = {}
        for each in self.name:
            language, equals, name = each.partition("=")
            if not equals:
                language, name = language_of(each), each
            names[language] = (*names.get(language, ()), name)
        return names or None


NOTHING = Saying()


def show_keywords(
    topic: Annotated[
        str | None, Parameter(help=_("A topic, by its name or by what it is called in either language."))
    ] = None,
    /,
    *,
    tech: Annotated[str | None, Parameter(metavar="TECH", help=_("The map of this technology."))] = None,
    holes: Annotated[bool, Parameter(help=_("Only terms that no question covers."))] = False,
    every: Annotated[bool, Parameter(name="--all", help=_("Also subjects on which there is no question."))] = False,
    saying: Saying = NOTHING,
    json: Annotated[bool, Parameter(help=_("Print JSON, for other programs."))] = False,
    context: Annotated[Context, Parameter(parse=False)],
) -> None:
    """Show all maps in numbers, or one of them, after changing it where that is asked for."""
    from viva.cli.views.keywords import show_map, show_maps, tell_changed

    changes = saying.changes(topic)
    with context.app() as app:
        if topic is None:
            with app.reader() as unit:
                subjects = [each for each in unit.keywords.maps(all_subjects=every) if tech in {None, each.tech}]
            if json:
                context.output.json({"subjects": plain(subjects)})
            else:
                show_maps(context.output, subjects, holes=holes)
            return
        with (app.rehearsal() if saying.dry_run else app.unit()) if changes else app.reader() as unit:
            done = saying.done(unit, topic, tech) if changes else None
            shown = unit.keywords.map(topic, tech)
    if json:
        context.output.json(plain(shown))
    else:
        show_map(context.output, shown, holes=holes)
    if done is not None:
        tell_changed(context.output, done, dry_run=saying.dry_run)
