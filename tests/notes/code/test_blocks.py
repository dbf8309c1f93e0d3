import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.notes.code.blocks import CodeBlock, body, code_blocks


def lines(note: str) -> list[str]:
    return note.strip("\n").split("\n")


def blocks(note: str) -> list[str]:
    """The code of a note, block by block."""
    texts = lines(note)
    return [body(texts, block) for block in code_blocks(texts)]


def only(note: str) -> CodeBlock:
    (block,) = code_blocks(lines(note))
    return block


def test_a_fenced_block_knows_its_fences_and_its_body() -> None:
    block = only("Intro\n```python\nx = 1\nprint(x)\n```  \nEnd")
    assert (block.first, block.last, block.body_first, block.body_last) == (1, 4, 2, 3)
    assert (block.fenced, block.torn, block.lang) == (True, False, "python")


def test_tildes_fence_code_too() -> None:
    assert blocks("~~~\nx = [1]\n~~~\ntext") == ["x = [1]"]


def test_code_in_a_list_item_is_dedented() -> None:
    assert blocks("- Sum:\n     ```python\n     def add(a, b):\n         return a + b\n     ```") == [
        "def add(a, b):\n    return a + b"
    ]


def test_a_fence_may_open_on_the_line_of_a_list_item() -> None:
    assert blocks("- ```js\n  let a = 1;\n  ```\n- next") == ["let a = 1;"]


def test_code_in_a_quotation_loses_the_quote_marks() -> None:
    assert blocks("> Note\n> ```python\n> x = [1]\n> ```\n> end") == ["x = [1]"]


def test_a_line_that_sticks_out_stays_inside_its_fence() -> None:
    note = "1. Wrap:\n   ```python\n   import functools\ndef wrap(f):\n       return f\n   ```\n2. Next?"
    assert only(note).last == 5


def test_comments_in_code_are_no_end_of_it() -> None:
    assert only("```python\n# Heading?\nx = 1\n## another\ny = 2\n```\ntext").last == 5


def test_longer_fences_hold_shorter_ones() -> None:
    assert only("````markdown\n```python\nx = 1\n```\n````\nafter").last == 4


def test_inline_code_between_three_backticks_is_no_fence() -> None:
    assert blocks("Use ```x = 1``` here\n```one liner```\ntext") == []


def test_an_underline_of_tildes_is_no_fence() -> None:
    assert blocks("Title\n~~~~~\nSome text\n\nOther\n~~~~~\ntext") == []


@pytest.mark.parametrize("fence", ["```", "```python"])
def test_a_torn_fence_ends_before_the_next_heading(fence: str) -> None:
    note = f"{fence}\ndef f():\n    return 1\n\n## What is a heap?\nA tree in an array.\n\n```python\ny = 2\n```\nend"
    texts = lines(note)
    torn, whole = code_blocks(texts)
    assert (torn.torn, body(texts, torn)) == (True, "def f():\n    return 1")
    assert (whole.torn, body(texts, whole)) == (False, "y = 2")


def test_a_torn_fence_at_the_end_does_not_swallow_the_next_question() -> None:
    assert blocks("Text\n```\nx = 1\nprint(x)\n\nWhat is a heap?\nA tree that is kept in an array.") == [
        "x = 1\nprint(x)"
    ]


def test_one_torn_fence_leaves_all_other_blocks_as_they_are() -> None:
    part = "## Question {0}?\nAn answer in words, and then code:\n\n```\nvalue_{0} = sum({0})\nprint(value_{0})\n```\n"
    texts = lines("\n".join(part.format(number) for number in range(9)))
    whole = {body(texts, block) for block in code_blocks(texts)}
    torn = [text for number, text in enumerate(texts) if number != 30]  # the closing fence of question 3
    assert texts[30] == "```"
    assert {body(torn, block) for block in code_blocks(torn)} == whole


def test_a_closing_fence_that_lost_its_opening_belongs_to_the_code_above() -> None:
    block = only("Some text\ndef f(x):\n    return x\n```\n\nWhat is a heap?")
    assert (block.first, block.body_last, block.last, block.torn) == (1, 2, 3, True)


UNFENCED = {
    "python with a blank line": "from collections import Counter\n\nletters = Counter('abca')\nprint(letters)",
    "a loop": "while (line := input('? ')) != 'stop':\n    print(line)",
    "a class with a long docstring": (
        'class Meta(type):\n    """Makes classes.\n\n    Its way.\n    """\n\n    def f(cls):\n        return None'
    ),
    "a dictionary over several lines": "CACHES = {\n    'default': {\n        'BACKEND': 'memory',\n    },\n}",
    "a session with its output": ">>> a = [1, 2]\n>>> a[::-1]\n[2, 1]",
    "shell commands": "$ docker run -d nginx\n$ curl localhost",
    "javascript": "const add = (a) => (b) => a + b;\nconsole.log(add(1)(2));",
    "java": "public class Main {\n    public static void main(String[] args) {\n        run();\n    }\n}",
    "go": 'func main() {\n\tgo work()\n\tfmt.Println("x")\n}',
    "sql": "SELECT email, COUNT(*)\nFROM users\nGROUP BY email\nHAVING COUNT(*) > 1;",
    "a small comment and claimed output": "# a list\na = [1, 2]\na.append(3)\n# -> [1, 2, 3]",
    "indented below a sentence": "    with open('x') as f:\n        f.write('y')",
}


@pytest.mark.parametrize("code", UNFENCED.values(), ids=UNFENCED.keys())
def test_code_without_fences_is_found_between_prose(code: str) -> None:
    texts = ["This is how one does it", "", *code.split("\n"), "", "And that is all there is to it."]
    (block,) = code_blocks(texts)
    assert (block.first, block.last, block.fenced) == (2, len(texts) - 3, False)


def test_one_sure_line_between_blank_lines_is_a_block() -> None:
    assert blocks("Say hello:\n\nprint('hello')\n\nThat is it.") == ["print('hello')"]


def test_code_between_single_backticks_may_take_several_lines() -> None:
    assert blocks("Answer:\n`import asyncio\nasyncio.run(main())`\n* remark") == ["import asyncio\nasyncio.run(main())"]


@pytest.mark.parametrize("heading", ["# 2.) Counter", "# Generators", "## Lazy values"])
def test_a_heading_after_code_is_not_its_comment(heading: str) -> None:
    assert only(f"Counting:\nfrom collections import Counter\nc = Counter('aa')\n\n{heading}\nThey count.").last == 2


PROSE = """
Concurrency = doing many things
if you need speed (or memory):
use a cache.
for each request:
    the server answers
import statement
return value
with the lock held:
What is x = 5?
GET /users returns a list
Availability = uptime / total
select the right index;
len(), sum(), max()
map(), filter()
O(n log n)
A -> B -> C
- def foo(): defines it
- x = 5 assigns
* print() prints
1. import x
2. from a import b
Name: Ana
host: localhost
key = value
| a | b |
|---|---|
| 1 | 2 |
+----+----+
| id | n  |
+----+----+
| 1  | 2  |
+----+----+
<details><summary>What is a pod?</summary>
"""


def test_prose_bullets_tables_and_settings_are_no_code() -> None:
    assert blocks(PROSE) == []


@pytest.mark.parametrize(
    ("drawing", "notation"),
    [
        ("project/\n├── src\n│   └── main.py\n└── tests", "tree"),
        ("app\n|-- src\n|   `-- main.py\n`-- tests", "tree"),
        ("+-----+      +----+\n| App | ---> | DB |\n+-----+      +----+", "ascii"),
        ("┌─────┐    ┌────┐\n│ App │──▶ │ DB │\n└─────┘    └────┘", "ascii"),
    ],
)
def test_drawings_are_found_without_fences(drawing: str, notation: str) -> None:
    block = only(f"Layout:\n{drawing}\n\nNext")
    assert (block.first, block.lang, block.notation) == (1, "text", notation)
    assert block.last == drawing.count("\n") + 1


@pytest.mark.parametrize(
    ("fenced", "lang", "notation"),
    [
        ("```mermaid\ngraph TD\nA-->B\n```", "mermaid", "mermaid"),
        ("```\nsequenceDiagram\nA->>B: hi\n```", "mermaid", "mermaid"),
        ("```\n@startuml\nA -> B\n@enduml\n```", "plantuml", "plantuml"),
        ("```dot\ndigraph { a -> b }\n```", "dot", "dot"),
        ("```bash\npackage/\n    __init__.py\n    module.py\n```", "text", "tree"),
    ],
)
def test_drawings_in_fences_are_named(fenced: str, lang: str, notation: str) -> None:
    block = only(fenced)
    assert (block.lang, block.notation) == (lang, notation)


any_line = st.one_of(
    st.sampled_from(
        ["```", "```python", "~~~", "> ```", "- ```js", "````", "x = 1", "def f():", "    return {", "}", "# a", "## B",
         "├── a", "`x = [", ">>> 1", "", "text", "Is it?", "| a |", "+--+", '"""', "print(1)"]
    ),
    st.text(alphabet=st.characters(exclude_characters="\n"), max_size=30),
)  # fmt: skip


@given(st.lists(any_line, max_size=40))
def test_blocks_stand_in_order_inside_the_text_and_never_overlap(texts: list[str]) -> None:
    end = -1
    for block in code_blocks(texts):
        assert end < block.first <= block.last < len(texts)
        assert block.first <= block.body_first <= block.body_last + 1
        assert block.body_last <= block.last
        assert isinstance(body(texts, block), str)
        end = block.last


@given(st.lists(st.text(alphabet="`~>- #x", max_size=6), max_size=30))
def test_every_mixture_of_fences_can_be_paired(texts: list[str]) -> None:
    assert all(block.first <= block.last for block in code_blocks(texts))
