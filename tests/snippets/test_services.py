"""What a program wants that no sandbox has, as far as its text tells."""

import ast

import pytest

from viva.snippets import services


@pytest.mark.parametrize(
    "source",
    [
        "app = Flask(__name__)\napp.run()",
        "app = flask.Flask(__name__)\nif __name__ == '__main__':\n    app.run(debug=True)",
        "import uvicorn\nuvicorn.run(app)",
        "server.serve_forever()",
        "web.run_app(app)",
        "socketio = SocketIO(app)\nsocketio.run(app)",
    ],
)
def test_what_starts_a_server_is_known(source: str) -> None:
    assert services.server_lines(ast.parse(source))


@pytest.mark.parametrize(
    "source", ["asyncio.run(main())", "subprocess.run(['ls'])", "def go():\n    uvicorn.run(app)", "task.run()"]
)
def test_other_things_run_too(source: str) -> None:
    assert not services.server_lines(ast.parse(source))


def test_dots_in_place_of_a_value_are_something_left_out() -> None:
    assert services.left_out(ast.parse("databases = {'first': {...}}"))
    assert not services.left_out(ast.parse("def f(x: tuple[int, ...]) -> None: ...\nname: str = Field(...)"))


def test_a_decorator_above_a_route_does_nothing() -> None:
    wrong = "@cached\n@app.get('/a')\ndef a(): ..."
    right = "@app.get('/a')\n@cached\ndef a(): ..."
    two = "@app.get('/a')\n@app.post('/a')\ndef a(): ..."

    assert services.useless_decorator(ast.parse(wrong)) == ("cached", "app.get")
    assert services.useless_decorator(ast.parse(right)) is None
    assert services.useless_decorator(ast.parse(two)) is None


def test_a_loop_that_nothing_leaves_is_known() -> None:
    assert services.never_ends(ast.parse("while True:\n    work()"))
    assert not services.never_ends(ast.parse("while True:\n    if done():\n        break"))


def test_who_reads_from_the_keyboard_asks_a_person() -> None:
    assert services.asks_a_person(ast.parse("name = input()"))
    assert not services.asks_a_person(ast.parse("name = ask()"))
