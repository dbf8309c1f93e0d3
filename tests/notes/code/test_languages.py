import pytest

from viva.notes.code.languages import canonical, language_of

SAMPLES = {
    "python": "def area(r):\n    return 3.14 * r ** 2",
    "javascript": "const wait = async () => {\n  console.log('x');\n};",
    "typescript": "interface Point {\n  x: number;\n}\nconst p: Point = { x: 1 };",
    "java": "public class A {\n    private int x;\n    System.out.println(x);\n}",
    "c": '#include <stdio.h>\nint main(void) {\n    printf("x");\n}',
    "cpp": "#include <vector>\nstd::vector<int> v;\nstd::cout << v.size();",
    "csharp": "using System;\nConsole.WriteLine(1);",
    "go": "package main\nfunc main() {\n\tx := 1\n}",
    "rust": 'fn main() {\n    let mut x = 1;\n    println!("{}", x);\n}',
    "ruby": "def hello\n  puts 'x'\nend",
    "php": "<?php\n$x = 1;\necho $x;",
    "kotlin": "data class P(val x: Int)\nfun main() {\n    val p = P(1)\n}",
    "swift": "func f(x: Int) -> Int {\n    guard let y = z else { return 0 }\n}",
    "bash": "$ pip install flask\n$ flask run --debug",
    "sql": "SELECT id\nFROM users\nWHERE age > 3;",
    "html": "<div>\n  <p>x</p>\n</div>",
    "css": ".box {\n  color: red;\n}",
    "json": '{\n  "id": 1\n}',
    "yaml": "services:\n  web:\n    image: nginx",
    "toml": '[project]\nname = "x"\nversion = "1"',
    "dockerfile": "FROM python:3.12\nCOPY . .\nRUN make",
    "http": "GET /users/1 HTTP/1.1\nHost: localhost",
    "graphql": "query {\n  user(id: 1) {\n    name\n  }\n}",
    "xml": '<?xml version="1.0"?>\n<a:b/>',
}  # fmt: skip


@pytest.mark.parametrize(("lang", "code"), SAMPLES.items(), ids=SAMPLES.keys())
def test_a_block_without_a_word_is_named_by_its_lines(lang: str, code: str) -> None:
    assert language_of(code.split("\n"), "") == lang


def test_words_without_code_are_text() -> None:
    assert language_of(["Error: file not found", "try again later"], "") == "text"


@pytest.mark.parametrize(
    ("word", "name"), [("py", "python"), ("Python", "python"), ("sh", "bash"), ("C++", "cpp"), ("yml", "yaml")]
)
def test_the_words_of_fences_have_one_usual_name(word: str, name: str) -> None:
    assert canonical(word) == name


def test_attributes_behind_the_word_are_ignored() -> None:
    assert canonical('python title="a.py"') == "python"


def test_the_word_of_the_fence_stands_where_nothing_contradicts_it() -> None:
    assert language_of(["x = 1"], "ruby") == "ruby"


def test_an_unknown_word_stands() -> None:
    assert language_of(["(defn f [x] x)"], "Clojure") == "clojure"


def test_lines_overrule_a_wrong_word() -> None:
    code = ["from flask import Flask", "app = Flask(__name__)", "def index():", "    return 1"]
    assert language_of(code, "sql") == "python"
