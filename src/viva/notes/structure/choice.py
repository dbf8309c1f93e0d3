"""Multiple choice: which lines are options, of which prompt, and which of them are right."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Final, NamedTuple

from viva.notes.structure.keys import FAR, RIGHT_MARK, all_bold, apply_key_list, find_correct, folded_choices
from viva.notes.structure.line import Form, Line, visible
from viva.notes.structure.options import MOST_OPTIONS, Choice, Group, before_options, option_groups
from viva.notes.structure.words import Words, count_words, words

_FEW_KEYLESS: Final = 3  # lists of options without any key that make a quiz rather than an outline


def choices(lines: Sequence[Line]) -> list[Choice]:
    """All multiple-choice questions of a file, in order."""
    lexicon = words()
    groups = list(option_groups(lines))
    possible: list[tuple[Group, Choice]] = []
    taken = -1
    for g, group in enumerate(groups):
        stop = groups[g + 1].at[0] if g + 1 < len(groups) else len(lines)
        prompt = _prompt_of(lines, group, taken, lexicon)
        if prompt is None:
            continue
        choice = Choice(prompt, group.at[0], group.last, _texts(lines, group))
        find_correct(lines, group, choice, stop, lexicon)
        possible.append((group, choice))
        if group.style != "bullet" or choice.named is not None:
            taken = choice.named if choice.named is not None else group.last
    apply_key_list(lines, [choice for group, choice in possible if group.style != "number"])
    habits = _Habits(_boxes_ask(lines, groups, lexicon), _bold_right(lines, groups, lexicon))
    for group, choice in possible:
        if habits.bold_right and not choice.correct and not group.inline:
            bold = [k for k, i in enumerate(group.at) if lines[i].bold or all_bold(lines[i].body)]
            choice.correct = bold if len(bold) < len(group.at) else []
    found = [choice for group, choice in possible if _is_choice(lines, group, choice, lexicon, habits)]
    keyless = [choice for choice in found if not choice.correct and not _doubtful(lines, choice, lexicon)]
    found = [choice for choice in found if choice.correct]
    if found or len(keyless) >= _FEW_KEYLESS:
        found += keyless
    return list(_apart([*found, *folded_choices(lines)]))


def _apart(found: Iterable[Choice]) -> Iterator[Choice]:
    """The choices in order, but for those whose question stands among the options of another."""
    last = -1
    for choice in sorted(found, key=lambda choice: choice.prompt):
        if choice.prompt > last:
            yield choice
            last = max(choice.prompt, choice.last)


class _Habits(NamedTuple):
    """What the file's own lists say about boxes and bold entries."""

    boxes_ask: bool
    bold_right: bool


def _prompt_of(lines: Sequence[Line], group: Group, taken: int, lexicon: Words) -> int | None:
    """The line that asks for these options: the nearest asking or marked line above them."""
    paragraph: int | None = None
    first = group.at[0]
    if group.inline and not lines[first].letter and count_words(before_options(lines[first].body)) > 1:
        return first
    for i in range(first - 1, max(taken, first - FAR), -1):
        line = lines[i]
        if line.form in (Form.BLANK, Form.CODE, Form.TAG, Form.TABLE):
            continue
        if line.form in (Form.RULE, Form.NAVIGATION) or line.label == "answer":
            break
        if line.form is Form.TEXT and line.label != "ask":
            starts = i == 0 or lines[i - 1].form is not Form.TEXT
            if not starts and lexicon.asks(visible(line.body)) == lexicon.asks(visible(lines[i - 1].body)) == 2:
                return i
            if starts:
                if lexicon.asks(visible(line.body)) or paragraph is None:
                    paragraph = i
                if lexicon.asks(visible(line.body)) == 2:
                    return i
            continue
        plain_heading = (
            line.form in (Form.HEADING, Form.BANNER)
            and not line.number
            and not lexicon.asks(visible(line.body))
            and line.label != "ask"
        )
        return paragraph if plain_heading and paragraph is not None else i
    return paragraph


def _texts(lines: Sequence[Line], group: Group) -> list[tuple[int, str]]:
    if group.inline:
        return [(group.at[0], RIGHT_MARK.sub("", text)) for text in group.inline]
    return [(i, RIGHT_MARK.sub("", visible(lines[i].body)).strip() or _code_below(lines, i)) for i in group.at]


def _code_below(lines: Sequence[Line], at: int) -> str:
    """The code that stands below the letter of an option."""
    code = []
    for line in (lines[i] for i in range(at + 1, len(lines))):
        if line.form is Form.CODE and not line.body.lstrip().startswith(("```", "~~~")):
            code.append(line.body.strip())
        elif line.form not in (Form.CODE, Form.BLANK):
            break
    return " ".join(code)


def _boxes_ask(lines: Sequence[Line], groups: Sequence[Group], lexicon: Words) -> bool:
    """Whether most lists of boxes stand below something that asks and is not answered yet: they are choices here."""
    boxes = [group for group in groups if group.style == "box"]
    asking = 0
    for group in boxes:
        prompt = _prompt_of(lines, group, -1, lexicon)
        if prompt is not None and not _answered(lines, group, prompt, lexicon):
            asking += lexicon.asks(visible(lines[prompt].body)) > 0 or bool(lines[prompt].number)
    return asking * 2 > len(boxes)


def _answered(lines: Sequence[Line], group: Group, prompt: int, lexicon: Words) -> bool:
    """Whether a statement in a paragraph of its own stands between a question and a list of boxes."""
    between = [lines[i] for i in range(prompt + 1, group.at[0])]
    below = between[sum(1 for _ in takewhile(lambda line: line.form is Form.TEXT, between)) :]
    said = [line for line in below if line.form is Form.TEXT and not line.label]
    return bool(said) and said[-1].body.endswith((".", "!", "。")) and not lexicon.asks(visible(said[-1].body))


def _is_choice(lines: Sequence[Line], group: Group, choice: Choice, lexicon: Words, habits: _Habits) -> bool:
    prompt = lines[choice.prompt]
    asks = lexicon.asks(visible(before_options(prompt.body) if group.inline else prompt.body)) or int(
        prompt.label == "ask"
    )
    count = len(choice.options)
    if count > MOST_OPTIONS or any(text.count(" ") >= 2 and lexicon.asks(text) == 2 for _, text in choice.options[:-1]):
        return False
    if group.style == "box":
        if not choice.correct and _answered(lines, group, choice.prompt, lexicon):
            return False
        return habits.boxes_ask and (
            bool(asks) or bool(prompt.number) or prompt.body.rstrip().endswith((":", "_", "…", "...", "."))
        )
    named = (choice.named is not None or choice.key is not None) and bool(choice.correct)
    if group.style == "letter":
        return named or bool(choice.correct and (asks or prompt.number)) or asks > 0
    if group.style == "number":
        return (
            bool(choice.correct)
            and asks > 0
            and (not prompt.number or prompt.label == "ask" or lines[group.at[0]].indent > prompt.indent)
        )
    nested = prompt.form is not Form.ITEM or lines[group.at[0]].indent > prompt.indent or bool(prompt.number)
    return (
        nested
        and asks > 0
        and count <= 6
        and (named or _marked(lines, group) or (habits.bold_right and bool(choice.correct)))
    )


def _bold_right(lines: Sequence[Line], groups: Sequence[Group], lexicon: Words) -> bool:
    """Whether lists below questions have exactly one bold entry throughout: the author's mark of the right one."""
    one = several = 0
    for group in groups:
        if group.style != "bullet" or not 2 <= len(group.at) <= 6:
            continue
        prompt = _prompt_of(lines, group, -1, lexicon)
        if prompt is None or lexicon.asks(visible(lines[prompt].body)) < 2:
            continue
        bold = sum(lines[i].bold or all_bold(lines[i].body) for i in group.at)
        one += bold == 1
        several += bold in (0, len(group.at))
    return one >= 3 and one >= 2 * several


def _marked(lines: Sequence[Line], group: Group) -> bool:
    """Whether plain bullets carry the mark of exactly one right option."""
    marks = sum(bool(RIGHT_MARK.search(lines[i].body)) for i in group.at)
    signs = {lines[i].bullet[:1] for i in group.at}
    return marks == 1 or signs == {"+", "-"}


def _doubtful(lines: Sequence[Line], choice: Choice, lexicon: Words) -> bool:
    """Lettered lines without a known right option may be an outline: they must follow a real question."""
    line = lines[choice.prompt]
    long = sum(len(text) > 160 for _, text in choice.options)
    return (lexicon.asks(visible(line.body)) < 2 and line.label != "ask") or long * 2 > len(choice.options)
