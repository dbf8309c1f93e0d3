"""Rules about code that need no running."""

import pytest

from tests.checks.notes import check, codes

HEAD = "# How is it done?\n\n"


def snippet(code: str, lang: str = "python") -> str:
    return f"{HEAD}```{lang}\n{code}\n```\n"


def test_a_syntax_error_is_told_where_it_is() -> None:
    (finding,) = check(snippet("x = 1\ndef f(:\n    return x"), "C101")

    assert (finding.line, finding.col) == (5, 7)


@pytest.mark.parametrize(
    "code",
    [
        "async def f(): ...\nawait f()",
        "def f():\n    ...",
        "return 5",
        ">>> 1 + 1\n2",
        "%timeit sum([])",
        "match x:\n    case 1: pass",
    ],
)
def test_what_is_no_mistake(code: str) -> None:
    assert codes(snippet(code), "C1") == []


def test_other_languages_are_not_taken_for_python() -> None:
    assert codes(snippet("const a = 1;\nlet b = () => a;\nconsole.log(b());", "javascript"), "C") == []


def test_code_of_python_2_is_called_so() -> None:
    assert codes(snippet('import os\nprint "hello"'), "C1") == ["C102"]


def test_a_name_from_an_earlier_snippet_is_known() -> None:
    assert codes(snippet("import math") + snippet("def area(r):\n    return math.pi * r * r"), "C201") == []


@pytest.mark.parametrize(
    "code",
    [
        "from math import *\ndef f():\n    return sin(1)",
        "def f():\n    global n\n    n = 1\ndef g():\n    return n",
        "import os\nprint(__name__, __file__)",
        "class A:\n    x = 1\n    y = [x for x in range(3)]\n    def f(self):\n        return __class__",
        "try:\n    import a\nexcept ImportError as error:\n    print(error)",
        "def f(*args, **kwargs):\n    return [a for a in args if (b := a)], kwargs",
    ],
)
def test_names_that_are_there(code: str) -> None:
    assert codes(snippet(code), "C201") == []


def test_lines_in_the_middle_of_an_explanation_may_speak_of_what_they_like() -> None:
    assert codes(snippet("user.name = 'Ana'\nsession.commit()"), "C201") == []


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("from collections import Mapping", "collections.Mapping"),
        ("import collections as c\nprint(c.Mapping)", "collections.Mapping"),
        ("import asyncio\n@asyncio.coroutine\ndef f():\n    yield", "asyncio.coroutine"),
        ("from distutils.core import setup", "distutils.core"),
        ("import imp", "imp"),
        ("d = {}\nfor k, v in d.iteritems():\n    pass", "iteritems"),
        ("app.before_first_request(f)", "before_first_request"),
        ("import numpy as np\nx = np.float(1)", "numpy.float"),
    ],
)
def test_what_is_gone_is_told_by_its_full_name(code: str, name: str) -> None:
    assert [finding.values["name"] for finding in check(snippet(code), "C301")] == [name]


@pytest.mark.parametrize(
    "code",
    [
        "celery = make()\n@celery.task\ndef f(): pass",
        "from collections.abc import Mapping",
        "import threading\nt = threading.Thread()\nt.daemon = True",
        "thread = 1\nprint(thread)",
        "from datetime import datetime\ndatetime.now()",
    ],
)
def test_what_only_looks_like_it_is_left_alone(code: str) -> None:
    assert codes(snippet(code), "C3") == []


def test_a_new_name_is_put_in_place_of_an_old_one_when_asked_for() -> None:
    (finding,) = check(snippet("import logging\nlogging.warn('x')"), "C302")

    assert finding.fix is not None
    assert not finding.fix.safe
    assert finding.fix.edits == ((5, 9, "warn", "warning"),)


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("app.run(host='0.0.0.0', debug=True)", "C501"),
        ("import os\nos.system('rm ' + name)", "C502"),
        ("cursor.execute('SELECT * FROM t WHERE a = %s' % a)", "C503"),
        ("cursor.execute('SELECT * FROM t WHERE a = ' + a + ' LIMIT 1')", "C503"),
        ("cursor.execute('DELETE FROM t WHERE a = {}'.format(a))", "C503"),
        ("session.execute(text(f'UPDATE t SET a = {a}'))", "C503"),
        ("import yaml\nyaml.load(file)", "C504"),
        ("import pickle\npickle.loads(data)", "C505"),
        ("app.config['SECRET_KEY'] = 'a8f5f167f44f4964'", "C506"),
        ("connect(password='hunter22!')", "C506"),
        ("app.add_middleware(CORSMiddleware, allow_origins=['*'])", "C507"),
        ("CORS_ALLOW_ALL_ORIGINS = True", "C507"),
        ("try:\n    f()\nexcept:\n    pass", "C508"),
        ("eval(text)", "C509"),
        ("import requests\nrequests.get(url, verify=False)", "C510"),
        ("import jwt\njwt.decode(token, options={'verify_signature': False})", "C511"),
    ],
)
def test_an_insecure_example_is_told(code: str, rule: str) -> None:
    assert codes(snippet(code), "C5") == [rule]


@pytest.mark.parametrize(
    "code",
    [
        "app.run(debug=False)",
        "import subprocess\nsubprocess.run('ls', shell=True)",
        "cursor.execute('SELECT * FROM t WHERE a = ?', (a,))",
        "cursor.execute('SELECT ' 'a FROM t')",
        "import yaml\nyaml.safe_load(file)\nyaml.load(file, Loader=yaml.SafeLoader)",
        "api_key = 'YOUR_API_KEY'\nsecret_key = 'your-secret-here'\npassword = ''",
        "try:\n    session.commit()\nexcept:\n    session.rollback()\n    raise",
        "eval('1 + 1')",
        "print('SELECT * FROM t WHERE a = ' + a)",
    ],
)
def test_a_decent_example_is_left_alone(code: str) -> None:
    assert codes(snippet(code), "C5") == []


def test_code_at_a_prompt_is_read_without_it() -> None:
    (finding,) = check(f"{HEAD}```python\n>>> import imp\n>>> print(1)\n1\n```\n", "C301")

    assert (finding.line, finding.col) == (4, 5)
