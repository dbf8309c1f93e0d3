"""What can go wrong with a template."""

from viva.kernel.errors import Conflict, NotFound
from viva.kernel.i18n import _


class StaleTemplate(Conflict):
    """A template was changed since the person looked at it; the caller has what they wanted to make of it."""

    def __init__(self, template_id: int, version: int) -> None:
        super().__init__(_("Template {id} was changed meanwhile: look at it again.").format(id=template_id))
        self.template_id = template_id
        self.version = version


def no_template(template_id: int) -> NotFound:
    """The workspace has no such template."""
    return NotFound(_("There is no template {id}.").format(id=template_id))
