"""Multiple choice: which lines are options, of which prompt, and which of them are right."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from viva.notes.structure.line import Form, Line, label_text, visible
from viva.notes.structure.options import MOST_OPTIONS, Group, before_options, letter_order, option_groups
from viva.notes.structure.words import Words, count_words, plain, words

_FEW_KEYLESS: Final = 3  # lists of options without any key that make a quiz rather than an outline
_FAR: Final = 60  # lines between a prompt and its options
_RIGHT_WORDS: Final = (
    "correct(?: answer)?|right(?: answer)?|верно|правильно|правильный(?: ответ)?|верный ответ|вірно|richtig|korrekt|"
    "correct[ao]|corret[ao]|juste|bonne réponse|esatto|poprawn[ae]|正确|正解"
)
_RIGHT_MARK: Final = re.compile(
    rf"\s*(?:[(\[{{<]?\s*(?:<?--?\s*)?(?:{_RIGHT_WORDS})\s*!?\s*[)\]}}>]?|[✓✔✅☑√])\ufe0f?\W*$|\s\*$|^\s*[✓✔✅☑]\ufe0f?\s*",
    re.IGNORECASE,
)
_KEY_LETTERS: Final = re.compile(
    r"^\W*(?:(?:option|answer|choice|letter|вариант|ответ|буква|opción|opção|antwort|réponse|варіант)\s+)?([A-Ja-jА-Иа-и1-9])(?=\W|$)((?:\s*(?:,|;|&|and|и|und|y|e|et|\+|/)\s*[A-Ja-jА-Иа-и1-9](?=\W|$))*)",
    re.IGNORECASE,
)
_ONE_KEY: Final = re.compile(r"(?<!\w)[A-Ja-jА-Иа-и1-9](?!\w)")
_TAGS_AT_END: Final = re.compile(r"(?:</?\w+[^<>]*>\s*)+$")
_KEY_PAIR: Final = re.compile(
    r"(?<!\w)(\d{1,3})\s*[-–—:.)=]*\s*\(?([A-Ja-jА-Иа-и](?:\s*,\s*[A-Ja-jА-Иа-и](?!\w))*)\)?(?!\w)"
)


@dataclass(slots=True)
class Choice:
    """One multiple-choice question by positions in the texts."""

    prompt: int
    first: int  # first line of the options
    last: int  # last line of the options
    options: list[tuple[int, str]] = field(default_factory=list)
    correct: list[int] = field(default_factory=list)
    named: int | None = None  # the line below that names the right option
    key: int | None = None  # the line of a key at the end of the file


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
        _find_correct(lines, group, choice, stop, lexicon)
        possible.append((group, choice))
        if group.style != "bullet" or choice.named is not None:
            taken = choice.named if choice.named is not None else group.last
    _apply_key_list(lines, [choice for group, choice in possible if group.style != "number"])
    habits = _Habits(_boxes_ask(lines, groups, lexicon), _bold_right(lines, groups, lexicon))
    for group, choice in possible:
        if habits.bold_right and not choice.correct and not group.inline:
            bold = [k for k, i in enumerate(group.at) if lines[i].bold or _all_bold(lines[i].body)]
            choice.correct = bold if len(bold) < len(group.at) else []
    found = [choice for group, choice in possible if _is_choice(lines, group, choice, lexicon, habits)]
    keyless = [choice for choice in found if not choice.correct and not _doubtful(lines, choice, lexicon)]
    found = [choice for choice in found if choice.correct]
    if found or len(keyless) >= _FEW_KEYLESS:
        found += keyless
    return sorted([*found, *_folded(lines)], key=lambda choice: choice.prompt)


class _Habits(NamedTuple):
    """What the file's own lists say about boxes and bold entries."""

    boxes_ask: bool
    bold_right: bool


def _prompt_of(lines: Sequence[Line], group: Group, taken: int, lexicon: Words) -> int | None:
    """The line that asks for these options: the nearest asking or marked line above them."""
    paragraph: int | None = None
    first = group.at[0]
    if group.inline and count_words(before_options(lines[first].body)) > 1:
        return first
    for i in range(first - 1, max(taken, first - _FAR), -1):
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
        return [(group.at[0], _RIGHT_MARK.sub("", text)) for text in group.inline]
    return [(i, _RIGHT_MARK.sub("", visible(lines[i].body)).strip() or _code_below(lines, i)) for i in group.at]


def _code_below(lines: Sequence[Line], at: int) -> str:
    """The code that stands below the letter of an option."""
    code = []
    for line in (lines[i] for i in range(at + 1, len(lines))):
        if line.form is Form.CODE and not line.body.lstrip().startswith(("```", "~~~")):
            code.append(line.body.strip())
        elif line.form not in (Form.CODE, Form.BLANK):
            break
    return " ".join(code)


def _find_correct(lines: Sequence[Line], group: Group, choice: Choice, stop: int, lexicon: Words) -> None:
    """Set the right options by the marks of the options themselves, or by the answer line below them."""
    choice.correct = _marked_right([lines[i] for i in group.at], group)
    for i in range(group.last + 1, min(stop if group.style != "bullet" else len(lines), group.last + _FAR, len(lines))):
        line = lines[i]
        if line.label == "answer" or (line.form is Form.SUMMARY and label_text(line) in lexicon.answer):
            if _is_key_list(line.body):
                return
            keys = _keys(line, choice)
            if keys or (line.label == "answer" and line.body and line.form is not Form.SUMMARY):
                choice.named = i
                choice.correct = choice.correct or keys
                return
            continue
        if line.label == "ask" or (
            line.form in (Form.HEADING, Form.ITEM, Form.BOLD, Form.SUMMARY) and lexicon.asks(line.body) == 2
        ):
            return


def _marked_right(options: Sequence[Line], group: Group) -> list[int]:
    """The options that bear a mark of being right, by the first kind of mark that is there."""
    if group.style == "box" and (checked := [k for k, line in enumerate(options) if line.check == "x"]):
        return checked
    if marked := [
        k for k, text in enumerate(group.inline or [line.body for line in options]) if _RIGHT_MARK.search(text)
    ]:
        return marked
    if not group.inline:
        if starred := [k for k, line in enumerate(options) if line.starred]:
            return starred
        strong = [k for k, line in enumerate(options) if line.bold or _all_bold(line.body)]
        if len(strong) == 1:
            return strong
    if group.style == "bullet" and {line.bullet[:1] for line in options} == {"+", "-"}:
        return [k for k, line in enumerate(options) if line.bullet[:1] == "+"]
    return []


def _is_key_list(body: str) -> bool:
    """Whether a line holds the keys of several questions: "1-B, 2-C"."""
    return bool(_KEY_PAIR.match(body)) and len({number for number, _ in _KEY_PAIR.findall(body)}) > 1


def _all_bold(body: str) -> bool:
    return body.startswith(("**", "__")) and body.rstrip(" .;,").endswith(("**", "__"))


def _keys(line: Line, choice: Choice) -> list[int]:
    """Options that an answer line names, by their letters or numbers or by their text."""
    wanted = plain(visible(line.body))
    same = [k for k, (_, option) in enumerate(choice.options) if wanted and plain(option) == wanted]
    if same and len(wanted) > 1:
        return same  # "a tuple" is no key A
    text = f"{line.letter or line.number}{line.mark} {line.body}" if line.letter or line.number else line.body
    if found := _KEY_LETTERS.match(visible(text)):
        keys = []
        for key in _ONE_KEY.findall(found.group(1) + found.group(2)):
            order = int(key) - 1 if key.isdigit() else letter_order(key)
            if 0 <= order < len(choice.options):
                keys.append(order)
        if keys:
            return sorted(set(keys))
    return (
        same
        or [
            k
            for k, (_, option) in enumerate(choice.options)
            if len(plain(option)) > 2 and wanted.startswith(plain(option))
        ][:1]
    )


def _boxes_ask(lines: Sequence[Line], groups: Sequence[Group], lexicon: Words) -> bool:
    """Whether most lists of boxes stand below something that asks: then boxes are choices here."""
    boxes = [group for group in groups if group.style == "box"]
    asking = 0
    for group in boxes:
        prompt = _prompt_of(lines, group, -1, lexicon)
        asking += prompt is not None and (lexicon.asks(visible(lines[prompt].body)) > 0 or bool(lines[prompt].number))
    return asking * 2 > len(boxes)


def _is_choice(lines: Sequence[Line], group: Group, choice: Choice, lexicon: Words, habits: _Habits) -> bool:
    prompt = lines[choice.prompt]
    asks = lexicon.asks(visible(before_options(prompt.body) if group.inline else prompt.body)) or int(
        prompt.label == "ask"
    )
    count = len(choice.options)
    if count > MOST_OPTIONS or any(text.count(" ") >= 2 and lexicon.asks(text) == 2 for _, text in choice.options[:-1]):
        return False
    if group.style == "box":
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
        bold = sum(lines[i].bold or _all_bold(lines[i].body) for i in group.at)
        one += bold == 1
        several += bold in (0, len(group.at))
    return one >= 3 and one >= 2 * several


def _marked(lines: Sequence[Line], group: Group) -> bool:
    """Whether plain bullets carry the mark of exactly one right option."""
    marks = sum(bool(_RIGHT_MARK.search(lines[i].body)) for i in group.at)
    signs = {lines[i].bullet[:1] for i in group.at}
    return marks == 1 or signs == {"+", "-"}


def _doubtful(lines: Sequence[Line], choice: Choice, lexicon: Words) -> bool:
    """Lettered lines without a known right option may be an outline: they must follow a real question."""
    line = lines[choice.prompt]
    long = sum(len(text) > 160 for _, text in choice.options)
    return (lexicon.asks(visible(line.body)) < 2 and line.label != "ask") or long * 2 > len(choice.options)


def _apply_key_list(lines: Sequence[Line], found: Sequence[Choice]) -> None:
    """A key at the end of a file: "Answers: 1-B, 2-C" or one such pair a line."""
    open_ones = {
        lines[choice.prompt].number: choice for choice in found if not choice.correct and lines[choice.prompt].number
    }
    if not open_ones or not found:
        return
    for i in range(found[-1].last + 1, len(lines)):
        line = lines[i]
        if line.form in (Form.CODE, Form.BLANK):
            continue
        text = (
            f"{line.number}{line.mark} {line.letter}{'.' if line.letter else ''} {line.body}"
            if line.number
            else line.body
        )
        pairs = _KEY_PAIR.findall(text)
        if line.number and line.body and len(line.body) <= 2 and letter_order(line.body[0]) >= 0:
            pairs = [(line.number, line.body[0])]
        for number, letters in pairs:
            choice = open_ones.get(number)
            keys = [letter_order(letter) for letter in _ONE_KEY.findall(letters)]
            if choice and keys and all(0 <= key < len(choice.options) for key in keys):
                choice.correct = sorted(set(keys))
                choice.key = i


def _folded(lines: Sequence[Line]) -> Iterator[Choice]:
    """A list in the title of a fold-out, some of which the text inside repeats."""
    for i, line in enumerate(lines):
        if line.form is not Form.SUMMARY or not line.until:
            continue
        listed = [k for k in range(i + 1, line.until + 1) if lines[k].form is Form.ITEM]
        below = [
            k
            for k in range(line.until + 1, min(line.until + MOST_OPTIONS, len(lines)))
            if lines[k].form is not Form.BLANK
        ]
        closing = next((n for n, k in enumerate(below) if lines[k].form is Form.TAG), len(below))
        names = {plain(_TAGS_AT_END.sub("", lines[k].body)): n for n, k in enumerate(listed)}
        answers = [names.get(plain(lines[k].body), -1) for k in below[:closing]]
        if len(names) >= 2 and answers and min(answers) >= 0:
            options = [(k, _TAGS_AT_END.sub("", lines[k].body).strip()) for k in listed]
            yield Choice(i, listed[0], line.until, options, sorted(set(answers)), below[0])
