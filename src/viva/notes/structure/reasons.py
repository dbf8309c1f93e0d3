"""Why units were decided as they were, for decisions that several modules take."""

from typing import Final

from viva.notes.model import Reason

CHOICE: Final = Reason("has options to choose from")
LABELLED: Final = Reason("labelled as a question")
FOLDED: Final = Reason("title of a fold-out with its answer inside")
NESTED: Final = Reason("a full question below another question")
ASKED: Final = Reason("named in a list of things that are asked or to be known")
ASKS: Final = Reason("asks")
PART: Final = Reason("part of the answer above")
OPTION: Final = Reason("an option of the question above")
GROUPS: Final = Reason("groups the questions below")
BESIDE: Final = Reason("entry of a list that is titled like the other lists of questions here")
CHECKED: Final = Reason("entry of a checklist of things to know")
TODO: Final = Reason("marked as still to be done")
