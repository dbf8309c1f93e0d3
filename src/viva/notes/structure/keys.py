"""The keys of choices: which options are right, told by their own marks or by lines below them."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from viva.notes.structure.line import Form, Line, label_text, visible
from viva.notes.structure.options import MOST_OPTIONS, Choice, Group, letter_order
from viva.notes.structure.words import Words, plain

FAR: Final = 60  # lines between a prompt and its options
_RIGHT_WORDS: Final = (
    "correct(?: answer)?|right(?: answer)?|верно|правильно|правильный(?: ответ)?|верный ответ|вірно|richtig|korrekt|"
    "correct[ao]|corret[ao]|juste|bonne réponse|esatto|poprawn[ae]|正确|正解"
)
RIGHT_MARK: Final = re.compile(
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


def find_correct(lines: Sequence[Line], group: Group, choice: Choice, stop: int, lexicon: Words) -> None:
    """Set the right options by the marks of the options themselves, or by the answer line below them."""
    choice.correct = _marked_right([lines[i] for i in group.at], group)
    folded = False  # whether this line is the first inside a fold-out that shows the answer
    for i in range(group.last + 1, min(stop if group.style != "bullet" else len(lines), group.last + FAR, len(lines))):
        line = lines[i]
        if line.label == "answer":
            if _is_key_list(line.body):
                return
            keys = _keys(_written(line), choice)
            if keys or line.body:
                choice.named = i
                choice.correct = choice.correct or keys
                return
            continue
        if shown := _shows_answer(line, lexicon) or (folded and line.form is not Form.SUMMARY):
            said = line.rest if line.form is Form.SUMMARY else _written(line) if line.form is not Form.TAG else ""
            keys = _lone_keys(said, choice)
            if keys:
                choice.named = i
                choice.correct = choice.correct or keys
                return
            shown = not said and not line.mark
        folded = shown
        if line.label == "ask" or (
            line.form in (Form.HEADING, Form.ITEM, Form.BOLD, Form.SUMMARY) and lexicon.asks(line.body) == 2
        ):
            return


def _marked_right(options: Sequence[Line], group: Group) -> list[int]:
    """The options that bear a mark of being right, by the first kind of mark that is there."""
    if group.style == "box" and (checked := [k for k, line in enumerate(options) if line.check == "x"]):
        return checked
    if marked := [
        k for k, text in enumerate(group.inline or [line.body for line in options]) if RIGHT_MARK.search(text)
    ]:
        return marked
    if not group.inline:
        if starred := [k for k, line in enumerate(options) if line.starred]:
            return starred
        strong = [k for k, line in enumerate(options) if line.bold or all_bold(line.body)]
        if len(strong) == 1:
            return strong
    if group.style == "bullet" and {line.bullet[:1] for line in options} == {"+", "-"}:
        return [k for k, line in enumerate(options) if line.bullet[:1] == "+"]
    return []


def _is_key_list(body: str) -> bool:
    """Whether a line holds the keys of several questions: "1-B, 2-C"."""
    return bool(_KEY_PAIR.match(body)) and len({number for number, _ in _KEY_PAIR.findall(body)}) > 1


def _shows_answer(line: Line, lexicon: Words) -> bool:
    """Whether a line opens a fold-out with the answer: "Answer", "Show the answer", or without any title."""
    if line.form is Form.SUMMARY:
        name = label_text(line)
        return name in lexicon.answer or name.split(" ")[-1] in lexicon.answer
    return line.form is Form.TAG and line.body.lower().startswith("<details") and not line.mark


def _written(line: Line) -> str:
    """The text of a line with the letter or number before it."""
    return f"{line.letter or line.number}{line.mark} {line.body}" if line.letter or line.number else line.body


def _lone_keys(text: str, choice: Choice) -> list[int]:
    """Options that are named by nothing but their letters, their words, or both."""
    found = _KEY_LETTERS.match(text)
    if found is None or not (words_behind := plain(text[found.end() :])):
        return _keys(text, choice) if found or plain(text) in {plain(option) for _, option in choice.options} else []
    return [k for k in _keys(text, choice) if words_behind.startswith(plain(choice.options[k][1]))]


def _keys(text: str, choice: Choice) -> list[int]:
    """Options that an answer names, by their letters or numbers or by their text."""
    wanted = plain(visible(text))
    same = [k for k, (_, option) in enumerate(choice.options) if wanted and plain(option) == wanted]
    if same and len(wanted) > 1:
        return same  # "a tuple" is no key A
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


def apply_key_list(lines: Sequence[Line], found: Sequence[Choice]) -> None:
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


def folded_choices(lines: Sequence[Line]) -> Iterator[Choice]:
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


def all_bold(body: str) -> bool:
    return body.startswith(("**", "__")) and body.rstrip(" .;,").endswith(("**", "__"))
