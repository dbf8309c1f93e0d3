import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.notes.content.parts import clean_prompt, definitions, images, is_link_only, links, references, visible
from viva.notes.model import Image, Link, Reference


def urls(text: str) -> list[str]:
    return [link.url for link in links([(7, text)])]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("see https://a.org/x.", "https://a.org/x"),
        ("(https://a.org/x)", "https://a.org/x"),
        ("https://a.org/f_(x)_y, and more", "https://a.org/f_(x)_y"),
        ("[docs](https://a.org/x 'title')", "https://a.org/x"),
        ("[docs](https://a.org/#:~:text=The%20end.)", "https://a.org/#:~:text=The%20end."),
        ("<https://a.org/x>", "https://a.org/x"),
        ("get('https://a.org/x')", "https://a.org/x"),
        ('fetch("https://a.org/{id}")', "https://a.org/{id}"),
        ("**https://a.org/x**", "https://a.org/x"),
        ("`https://a.org/x`", "https://a.org/x"),
        ("见 https://a.org/x。然后", "https://a.org/x"),
        ("[ref]: http://a.org/x", "http://a.org/x"),
    ],
)
def test_an_address_ends_where_its_author_ended_it(text: str, url: str) -> None:
    assert urls(text) == [url]


def test_each_occurrence_of_an_address_counts() -> None:
    assert urls("[https://a.org](https://a.org) https://b.org") == ["https://a.org", "https://a.org", "https://b.org"]


@pytest.mark.parametrize("text", ["redis://localhost", "#anchor", "https://", "http:// and more"])
def test_other_schemes_and_empty_addresses_are_no_links(text: str) -> None:
    assert urls(text) == []


def test_a_reference_style_link_stands_for_its_target() -> None:
    defined = definitions(["[Docs]: https://a.org/x", "text"])
    assert links([(3, "see [the docs][docs] and [Docs][]")], defined) == (
        Link(3, "https://a.org/x"),
        Link(3, "https://a.org/x"),
    )


@pytest.mark.parametrize(
    ("text", "target", "alt"),
    [
        ("![A tree](img/tree.png)", "img/tree.png", "A tree"),
        ('* ![](<my tree.png> "Title")', "my tree.png", ""),
        ("![[tree.png|300]]", "tree.png", "300"),
        ('<img alt="A tree" src="tree.svg" width=3>', "tree.svg", "A tree"),
        ("<IMG SRC=tree.svg>", "tree.svg", ""),
        ("![A tree][pic]", "tree.png", "A tree"),
    ],
)
def test_pictures_are_found_in_every_usual_mark_up(text: str, target: str, alt: str) -> None:
    assert images([(2, text)], {"pic": "tree.png"}) == (Image(2, target, alt),)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("check lazy_lists.py for more", "lazy_lists.py"),
        ("see [[Other note]]", "Other note"),
        ("see [[Other note#Part|this]]", "Other note"),
        ("[more](docs/more.md#part)", "docs/more.md"),
        ("запускается через scripts/run.sh", "scripts/run.sh"),
        ("![[diagram.md]]", "diagram.md"),
    ],
)
def test_files_beside_the_note_are_referred_to(text: str, target: str) -> None:
    assert references([(4, text)]) == (Reference(4, target),)


@pytest.mark.parametrize(
    "text",
    ["Node.js and node.js", "__init__.py", "see https://a.org/x.py", "a[[1, 2]]", "[top](#top)", "e.g. this", "m.c(x)",
     "[mail](mailto:a@b.org)", "![x](x.png)", "version 3.12"],
)  # fmt: skip
def test_technologies_addresses_and_code_are_no_files(text: str) -> None:
    assert references([(4, text)]) == ()


@pytest.mark.parametrize(
    "answer",
    [
        ["* [Details](https://a.org)"],
        ["https://a.org", "", "- https://b.org"],
        ["![x](x.png)"],
        ["Read more: https://a.org"],
        ["см. [статью про GIL](https://a.org)"],
        ["See chapter 5 of the book"],
        ["Links:", "- <https://a.org>"],
        ['<img src="x.png">'],
    ],
)
def test_an_answer_that_only_points_elsewhere_is_link_only(answer: list[str]) -> None:
    assert is_link_only(answer)


@pytest.mark.parametrize(
    "answer",
    [
        [],
        [""],
        ["A heap is a tree in an array."],
        ["A heap is a tree in an array, see https://a.org"],
        ["https://a.org", "It keeps the smallest element first."],
        ["Yes"],
    ],
)
def test_an_answer_that_says_something_is_not_link_only(answer: list[str]) -> None:
    assert not is_link_only(answer)


@pytest.mark.parametrize(
    "text",
    ["__init__", "*args and **kwargs", "a * b * c", "snake_case_name", "2**3**4", "def f(*args, **kwargs)", "List<int>",
     "m[0][1]", "What is C#?", "x == y == z", "a_b and c_d", "std::vector", "regex \\d+", "(*a, *b)", "[[1, 2], [3]]",
     "[0][1]"],
)  # fmt: skip
def test_identifiers_survive(text: str) -> None:
    assert visible(text) == text
    assert clean_prompt(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**Decorators** and *closures*", "Decorators and closures"),
        ("__Декораторы__ и _замыкания_", "Декораторы и замыкания"),
        ("~~old~~ ==new==", "old new"),
        ("the [docs](https://a.org 'x') say", "the docs say"),
        ("the [docs][d] say", "the docs say"),
        ("[[Heap|heaps]] and [[Queue]]", "heaps and Queue"),
        ("`__init__` and `` a`b ``", "__init__ and a`b"),
        ("**`yield` from** `**kw**`", "yield from **kw**"),
        ("a\\_b \\*c", "a_b *c"),
        ("x &lt; y &amp; z[^1]", "x < y & z"),
        ("<https://a.org>", "https://a.org"),
    ],
)
def test_marks_are_not_what_a_reader_sees(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("### **What is   a heap?** ###", "What is a heap?"),
        ("<b>What</b> is a heap<br>", "What is a heap"),
        ("**One-to-Many**:", "One-to-Many"),
        ("What is `std::`", "What is std::"),
        ("What is a heap? {#heap}", "What is a heap?"),
        ("**What is a heap?", "What is a heap?"),
        ("Decorators** ", "Decorators"),
        ("Wat is teh heep ?", "Wat is teh heep ?"),
        ("Explain `await", "Explain await"),
        ("[What is a heap?](#heap) ![](x.png)", "What is a heap?"),
    ],
)
def test_a_prompt_is_cleaned_in_one_place(text: str, prompt: str) -> None:
    assert clean_prompt(text) == prompt


@given(st.text(alphabet="ab [](){}<>*_`~=#!:\\/&;|\"'hтps1.", max_size=60))
def test_any_line_can_be_read(text: str) -> None:
    numbered = [(1, text)]
    assert all(link.url in text for link in links(numbered))
    assert all(image.target in text for image in images(numbered))
    assert all(reference.target in text for reference in references(numbered))
    assert "\n" not in clean_prompt(text)
    assert is_link_only([text]) in (True, False)


@given(st.text(max_size=60))
def test_code_between_backticks_is_kept_letter_by_letter(code: str) -> None:
    code = "x" + "".join(letter for letter in code if letter.isprintable() and letter != "`") + "x"
    assert code.replace("\ue000", "").replace("\ue001", "") == visible(f"`{code}`")
