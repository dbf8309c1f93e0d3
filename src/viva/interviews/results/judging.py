"""From what interviewers say to what was judged: pure."""

from collections.abc import Iterable, Mapping, Sequence

from viva.interviews.conduct.model import Answered, Entry, Interview, Line
from viva.interviews.results.gating import judge
from viva.interviews.results.model import Judged, Verdict
from viva.interviews.scale import Scale
from viva.interviews.templates.titles import first_line


def judged(interview: Interview, lines: Sequence[Line], entries: Mapping[int, Iterable[Entry]]) -> tuple[Judged, ...]:
    """What was judged, in the order of the interview; `entries` are those of each seat that counts.

    A question that another was asked instead of is left out, unless it was
    rated before.
    """
    found: list[Judged] = []
    said: dict[int, dict[int, Entry]] = {}
    for seat, mine in entries.items():
        for entry in mine:
            said.setdefault(entry.line, {})[seat] = entry
    for line in lines:
        here = said.get(line.number, {})
        ratings = {
            seat: rating for seat, entry in here.items() if (rating := counted(entry, interview.scale)) is not None
        }
        if line.swapped_for is not None and not ratings:
            continue
        found.append(
            Judged(
                number=len(found) + 1,
                line=line.number,
                title=first_line(line.content.prompt),
                key=line.key,
                section=interview.sections[line.section][0],
                topics=line.content.topics,
                group=line.group,
                level=line.content.level,
                weight=line.weight,
                weight_reason=line.weight_reason,
                ratings=ratings,
                void=not ratings and any(entry.state is Answered.VOID for entry in here.values()),
            )
        )
    return tuple(found)


def counted(entry: Entry, scale: Scale) -> float | None:
    """What an entry counts: a rating, the lowest without an answer, nothing where it was not asked or is void."""
    return {Answered.RATED: entry.rating, Answered.NO_ANSWER: scale.lowest}.get(entry.state)


def verdicts(interview: Interview, what: Sequence[Judged], flags: Sequence[str]) -> tuple[Verdict, ...]:
    """What becomes of each gate."""
    return tuple(judge(gate, what, interview.scale, flags) for gate in interview.gates)
