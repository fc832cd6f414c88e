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
        ("print-call", "print('usage: cart')\n", "shop/main.py"),
    ],
)
def test_a_place_decides(rule: str, text: str, path: str) -> None:
    assert count(rule, text, path) == 0
    assert count(rule, text) == 1


@pytest.mark.parametrize(
    ("rule", "fine", "found"),
    [
        ("print-call", "def usage():\n    print('x')\n", "def use():\n    print('x')\n"),
        ("print-call", "if self.debuglevel > 0:\n    print('x')\n", "if self.level > 0:\n    print('x')\n"),
        (
            "naive-datetime",
            "import datetime as d\nnaive = d.datetime.now()\n",
            "import datetime as d\nx = d.datetime.now()\n"
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


def test_a_mock_of_open_is_no_file() -> None:
    text = "def test_read():\n    with patch('x.open', mock_open()):\n        open('bar').read()\n"

    assert count("open-without-encoding", text, "tests/test_x.py") == 0
    assert count("open-without-encoding", text.replace("mock_open", "other"), "tests/test_x.py") == 1
