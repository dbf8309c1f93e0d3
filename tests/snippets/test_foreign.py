"""Claims of JavaScript, TypeScript and SQL, and how values and rows are compared with them."""

import pytest

from viva.bank.content import Code, Content, Parts
from viva.sandbox.model import Language
from viva.snippets.cases import cases_of
from viva.snippets.claims import Claim, How, claim_after
from viva.snippets.foreign.claims import claims_in
from viva.snippets.foreign.comments import stripped
from viva.snippets.foreign.comparing import agree_on_rows, agree_on_value
from viva.snippets.foreign.names import given_by
from viva.snippets.model import Rule

JS, TS, SQL = Language.JAVASCRIPT, Language.TYPESCRIPT, Language.SQL


def claims(code: str, language: Language = JS) -> list[Claim]:
    return claims_in(stripped(code, language), language)


def sure(code: str, language: Language = JS) -> list[str]:
    return [claim.text for claim in claims(code, language) if claim.sure]


@pytest.mark.parametrize(
    "comment",
    ["// 5", "// -> 5", "// => 5", "// prints 5", "// Output: 5", "// Вывод: 5", "// 5 (five of them)", "/* 5 */"],
)
def test_a_comment_behind_a_statement_that_prints_claims_what_it_prints(comment: str) -> None:
    assert sure(f"console.log(total); {comment}") == ["5"]


@pytest.mark.parametrize(
    "value",
    ["undefined", "null", "NaN", "-Infinity", "10n", "{ a: 1 }", "[ 1, 2 ]", "'text'", "`text`", "Symbol(a)", "/a+/g",
     "Map(1) { 'a' => 1 }", "[Function: add]", "[object Object]", "Promise { <pending> }", "(2) [1, 2]"],
)  # fmt: skip
def test_values_of_scripts_are_claims(value: str) -> None:
    assert sure(f"read(it); // {value}") == [value]


@pytest.mark.parametrize(
    "code",
    [
        "const retries = 3; // 5",
        "const url = 'https://fruit.example'; // [1]",
        "const text = 'no // comment';",
        "const text = `no // 5 ${1} comment`;",
        "const found = /\\/\\/ 5/.test(text);",
        "return total; // 5",
        "function add(a, b) { // 5",
        "} // 5",
        "if (total > 3) { // 5",
        "import { total } from './total.js'; // 5",
    ],
)
def test_remarks_are_no_claims(code: str) -> None:
    assert claims(code) == []


def test_numbers_from_one_on_may_tell_the_order_and_count_only_if_they_are_printed() -> None:
    assert sure("console.log('a'); // 1\nlater(); // 3\nconsole.log('b'); // 2") == []
    assert sure("console.log(1); // 1\nconsole.log(5); // 5") == ["1", "5"]


def test_comments_below_a_statement_claim_what_it_gives() -> None:
    assert sure("console.log(all);\n// Output:\n// pear\n// fig") == ["pear\nfig"]
    assert sure("all.length;\n// 2") == ["2"]
    assert sure("all.length;\n\n// 2 pears are enough") == []


def test_an_error_is_claimed_of_scripts_but_with_types_the_compiler_may_be_meant() -> None:
    (claim,) = claims("missing.size; // TypeError: no size")
    assert (claim.how, claim.sure) == (How.ERROR, True)

    (claim,) = claims("const n: number = 'a'; // Error: not assignable", TS)
    assert (claim.how, claim.sure) == (How.ERROR, False)


def test_rows_are_claimed_behind_and_below_a_query() -> None:
    assert sure("SELECT count(*) FROM fruit; -- 2", SQL) == ["2"]
    assert sure("SELECT *\nFROM fruit;\n-- 1 | pear\n-- 2 | fig", SQL) == ["1 | pear\n2 | fig"]
    assert sure("SELECT 1;\n-- Output:\n-- 1", SQL) == ["1"]


def test_comments_of_what_gives_no_rows_and_inside_of_queries_are_remarks() -> None:
    assert sure("INSERT INTO fruit VALUES (1); -- 1", SQL) == []
    assert claims("SELECT name -- 5\nFROM fruit;", SQL) == []


@pytest.mark.parametrize(
    ("claimed", "seen", "rule"),
    [
        ("[1,2]", "[ 1, 2 ]", Rule.SPACING),
        ("{a: 1}", "{ a: 1 }", Rule.SPACING),
        ("(2) [1, 2]", "[ 1, 2 ]", Rule.SPACING),
        ("[1, 2,]", "[ 1, 2 ]", Rule.SPACING),
        ('["a", undefined]', "[ 'a', undefined ]", Rule.QUOTES),
        ('{"a": "b"}', "{ a: 'b' }", Rule.QUOTES),
        ("1, [2, 3]", "1 [ 2, 3 ]", Rule.LAYOUT),
        ("['a', empty, 'b']", "[ 'a', <1 empty item>, 'b' ]", Rule.LAYOUT),
        ("[empty, empty]", "[ <2 empty items> ]", Rule.LAYOUT),
        ("[empty]", "[ <2 empty items> ]", None),
        ("True", "true", Rule.LAYOUT),
        ("'ripe \\n5'", "ripe\n5", Rule.LAYOUT),
        ("It is ripe", "It is ripe.", Rule.LAYOUT),
        ("function (b) => ...", "[Function (anonymous)]", Rule.SHORTHAND),
        ("function (b) { return 1 }", "[Function (anonymous)]", None),
        ("Object [global] {...}", "<ref *1> Object [global] {\n  global: [Circular *1]\n}", Rule.ELLIPSIS),
        ("['1', '2']", "[ 1, 2 ]", None),
        ("[1, 2]", "[ 2, 1 ]", None),
        ("{ a: 1 }", "{ b: 1 }", None),
        ("undefined", "null", None),
    ],
)
def test_values_agree_but_for_spaces_and_quotes(claimed: str, seen: str, rule: Rule | None) -> None:
    assert agree_on_value(claimed, [seen]) is rule


@pytest.mark.parametrize(
    "drawn",
    [
        "1|pear\n2|fig",
        "1 | pear\n2 | fig",
        "id|name\n1|pear\n2|fig",
        " id | name\n----+------\n  1 | pear\n  2 | fig\n(2 rows)",
        "+----+------+\n| id | name |\n+----+------+\n| 1  | pear |\n| 2  | fig  |\n+----+------+",
        "| id | name |\n|----|------|\n| 1 | pear |\n| 2 | fig |",
        "│ id │ name │\n├────┼──────┤\n│ 1  │ pear │\n│ 2  │ fig  │",
        "id\tname\n1\tpear\n2\tfig",
        "id  name\n--  ----\n1   pear\n2   fig",
        "1, pear\n2, fig",
    ],
)
def test_a_table_agrees_in_whatever_way_it_is_drawn(drawn: str) -> None:
    assert agree_on_rows(drawn, "1|pear\n2|fig", "id|name", ordered=True) is not None


def test_rows_come_in_any_order_unless_one_is_asked_for() -> None:
    assert agree_on_rows("2|fig\n1|pear", "1|pear\n2|fig", "id|name", ordered=False) is Rule.SET_ORDER
    assert agree_on_rows("2|fig\n1|pear", "1|pear\n2|fig", "id|name", ordered=True) is None


@pytest.mark.parametrize(
    ("claimed", "seen", "agrees"),
    [
        ("(0 rows)", "", True),
        ("Empty set", "", True),
        ("a | NULL", "a|", True),
        ("a | 15", "a|15.0", True),
        ("a | 15", "a|16", False),
        ("a | b", "a|b\nc|d", False),
        ("name\na", "a", True),
    ],
)
def test_nothing_and_numbers_of_rows_agree_in_their_usual_spellings(claimed: str, seen: str, agrees: bool) -> None:
    assert (agree_on_rows(claimed, seen, "name", ordered=True) is not None) is agrees


def test_names_given_to_what_follows_are_those_outside_of_functions() -> None:
    code = (
        "const { a, b } = read();\nfunction f() { const hidden = 1; }\nexport class C {}\nlet [d] = all; // let e = 1"
    )

    assert given_by(stripped(code, JS), JS) == {"a", "b", "f", "C", "d"}
    assert given_by(stripped("CREATE TABLE IF NOT EXISTS Fruit (id INT); CREATE VIEW ripe AS SELECT 1;", SQL), SQL) == {
        "fruit",
        "ripe",
    }


@pytest.mark.parametrize(
    "below",
    [
        "~~~output\n5\n~~~",
        "\n~~~ output\n5\n~~~",
        "```output\n5\n```",
        "Answer:\n\n~~~output\n5\n~~~",
        "**Ответ**\n\n~~~output\n5\n~~~",
        "<details><summary>Answer</summary>\n\n~~~output\n5\n~~~\n</details>",
    ],
)
def test_a_fence_that_says_output_is_a_claim(below: str) -> None:
    claim = claim_after(below.split("\n"), serves=False)

    assert claim is not None
    assert (claim.text, claim.sure) == ("5", True)


def test_a_fence_that_says_output_behind_other_words_is_none() -> None:
    assert claim_after(["It is slow, and here is another one:", "", "~~~output", "5", "~~~"], serves=False) is None


def test_what_a_program_in_a_prompt_prints_stands_where_the_answer_begins() -> None:
    content = Content(prompt="What does it print?", answer="~~~output\n5\n~~~\n\nBecause of the sum.")
    parts = Parts(answered=True, snippets=(Code("python", "print(2 + 3)"), Code("text", "5")))

    (asked, _printed) = cases_of(1, content, parts)

    claim = claim_after(asked.after, serves=False)
    assert asked.text == "print(2 + 3)"
    assert claim is not None
    assert claim.text == "5"


def test_what_a_program_of_the_answer_prints_is_not_claimed_of_the_one_in_the_prompt() -> None:
    content = Content(prompt="What does it print?", answer="```python\nprint(1)\n```\n\n~~~output\n1\n~~~")
    parts = Parts(answered=True, snippets=(Code("python", "print(5)"), Code("python", "print(1)"), Code("text", "1")))

    asked, answer, _printed = cases_of(1, content, parts)

    assert claim_after(asked.after, serves=False) is None
    assert claim_after(answer.after, serves=False) is not None
