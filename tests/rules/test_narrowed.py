"""What rules leave alone since real code was read: each was wrong, and its like in another place is still found."""

from __future__ import annotations

import pytest

from qualitygate.source.source import Source
from qualitygate.testing.rules import checker_of
from qualitygate_rules.pack import RULES

BY_NAME = {rule.name: rule for rule in RULES}
SAFE = "from django.utils.safestring import mark_safe\n"
KEY = 'KEY = """-----BEGIN RSA PRIVATE KEY-----\nMIICXQIBAAKBgQC9Twh0V5q\n"""\n'


def count(rule: str, text: str, path: str = "shop/cart.py") -> int:
    """How often is it found?"""
    return len(list(checker_of(BY_NAME[rule]).check(Source.from_text(text, path=path))))


@pytest.mark.parametrize(
    ("rule", "text", "path"),
    [
        ("assert-in-production", "assert total == 5\n", "examples/graph.py"),
        ("exception-swallowed", "try:\n    roll()\nexcept:\n    pass\n", "test/test_orm.py"),
        ("request-without-timeout", "import requests\nrequests.get(live)\n", "tests/views.py"),
        ("secret-in-source", KEY, "t/unit/keys.py"),
        ("null-on-text-field", "from django.db import models\nmodels.TextField(null=True)\n", "tests/models.py"),
        ("mutable-default-in-field", "from django.db import models\nmodels.JSONField(default=[])\n", "tests/models.py"),
        ("naive-datetime", "import datetime as d\nx = d.datetime.now()\n", "tests/models.py"),
        ("print-call", "print('usage: cart')\n", "shop/main.py"),
        ("print-call", "print('left')\n", "shop/management/cart.py"),
        ("print-call", "print('left')\n", "docs/cart.py"),
        ("print-call", "print('left')\n", "shop/demo_app/cart.py"),
    ],
)
def test_a_place_decides(rule: str, text: str, path: str) -> None:
    assert count(rule, text, path) == 0
    assert count(rule, text) == 1


@pytest.mark.parametrize(
    ("rule", "fine", "found"),
    [
        ("print-call", "def usage():\n    print('x')\n    go()\n", "def use():\n    print('x')\n    go()\n"),
        ("print-call", "def use():\n    print('x')\n", "def use(y):\n    return print(y)\n"),
        ("print-call", "if self.debuglevel > 0:\n    print('x')\n", "if self.level > 0:\n    print('x')\n"),
        ("print-call", "if not quiet:\n    print('x')\n", "if not user.logged_in:\n    print('x')\n"),
        ("print-call", "import argparse\nprint('x')\n", "import arguments\nprint('x')\n"),
        ("print-call", "import sys\nprint('x')\nsys.exit(1)\n", "import sys\nprint(sys.path)\n"),
        ("print-call", "x = input()\nprint(x)\n", "x = read()\nprint(x)\n"),
        ("print-call", "print()\nprint(x)\n", "go()\nprint(x)\n"),
        ("print-call", "print(x, end='')\n", "print(x)\n"),
        ("print-call", "print('-' * 20)\n", "print('a' * 20)\n"),
        ("print-call", "print('- first')\n", "print('first')\n"),
        ("print-call", "print('Loading...')\n", "print('loaded')\n"),
        ("print-call", "import json\nprint(json.dumps(x))\n", "import json\nprint(json.loads(x))\n"),
        ("print-call", "print('x')  # noqa: T201\n", "print('x')  # noqa: E501\n"),
        (
            "print-call",
            "def f():\n    'Print.'\n    print(x)\n    go()\n",
            "def f():\n    'Sprint.'\n    print(x)\n    go()\n",
        ),
        (
            "print-call",
            "class Report:\n    def f(self):\n        print(x)\n        go()\n",
            "class Order:\n    def f(self):\n        print(x)\n        go()\n"),
        (
            "naive-datetime",
            "import datetime as d\nnaive = d.datetime.now()\n",
            "import datetime as d\nx = d.datetime.now()\n"
        ),
        (
            "naive-datetime",
            "import datetime as d\nx = d.datetime.now().microsecond\n",
            "import datetime as d\nx = d.datetime.now().hour\n",
        ),
        (
            "naive-datetime",
            "import datetime as d\ndef f():\n    return d.datetime.now() if x else d.datetime.now(z)\n",
            "import datetime as d\ndef f():\n    return d.datetime.now()\ny = d.datetime.now(z)\n",
        ),
        (
            "raw-sql-formatting",
            "x.execute('UPDATE t SET a = %s WHERE b %s' % (db.cast('a', 'int'), db.like()))\n",
            "x.execute('UPDATE t SET a = %s WHERE b %s' % (db.get('a', 'int'), db.like()))\n",
        ),
        ("breakpoint-call", "if DEBUG_STEP == n:\n    breakpoint()\n", "if step == n:\n    breakpoint()\n"),
        ("mutable-default", "def f(a: Sequence[int] = []): ...\n", "def f(a: list[int] = []): ...\n"),
        ("open-without-encoding", "with open(p, 'w'):\n    pass\n", "with open(p, 'w'):\n    write()\n"),
        ("raw-sql-formatting", "x.execute(f'SELECT {f}()')\n", "x.execute(f'SELECT 1 WHERE a={f}')\n"),
        (
            "raw-sql-formatting",
            "x.execute('SELECT %s FROM t' % f)\n",
            "x.execute('SELECT * FROM t WHERE a IN (%s)' % f)\n"
        ),
        ("raw-sql-formatting", "x.execute('ALTER SESSION SET a=%s' % f)\n", "x.execute('UPDATE t SET a=%s' % f)\n"),
        (
            "raw-sql-formatting",
            "x.execute('UPDATE %s SET a = %%s' % f)\n",
            "x.execute('UPDATE t SET a = \\'%s\\'' % f)\n"
        ),
        (
            "raw-sql-formatting",
            "def f(c):\n    v = quote_name(c)\n    v = 'TO_CHAR(%s)' % v\n    x.execute('UPDATE t SET a=%s' % v)\n",
            "def f(c):\n    v = c.value\n    x.execute('UPDATE t SET a=%s' % v)\n",
        ),
        (
            "raw-sql-formatting",
            "x.execute('DELETE FROM t WHERE a IN (%s)' % ', '.join(m))\n",
            "x.raw(f'SELECT 1 LIMIT {n}')\n"
        ),
        ("mark-safe-on-variable", f"{SAFE}mark_safe(a + ' ' + b)\n", f"{SAFE}mark_safe('<b>' + a + '</b>')\n"),
        ("mark-safe-on-variable", f"{SAFE}mark_safe(f'<img{{flatatt(a)}}>')\n", f"{SAFE}mark_safe(f'<img{{a}}>')\n"),
        (
            "mark-safe-on-variable",
            f"{SAFE}def f():\n    a = _('Hello')\n    return mark_safe(f'<b>{{a}}</b>')\n",
            f"{SAFE}def f():\n    a = request.GET['a']\n    return mark_safe(f'<b>{{a}}</b>')\n",
        ),
    ],
)
def test_the_code_around_decides(rule: str, fine: str, found: str) -> None:
    assert count(rule, fine) == 0
    assert count(rule, found) == 1


def test_a_module_that_prints_everywhere_prints_on_purpose() -> None:
    assert count("print-call", "print(x)\n" * 4) == 4
    assert count("print-call", "print(x)\n" * 5) == 0


@pytest.mark.parametrize("name", ["description", "subscription", "helper", "domain", "order_view", "list", "tracking"])
def test_an_everyday_name_does_not_say_that_a_function_prints(name: str) -> None:
    assert count("print-call", f"def {name}():\n    print(x)\n    go()\n", f"shop/{name}.py") == 1


def test_a_mock_of_open_is_no_file() -> None:
    text = "def test_read():\n    with patch('x.open', mock_open()):\n        open('bar').read()\n"

    assert count("open-without-encoding", text, "tests/test_x.py") == 0
    assert count("open-without-encoding", text.replace("mock_open", "other"), "tests/test_x.py") == 1
