"""The quicker walk says what pyflakes' own says, and leaves nothing behind."""

from __future__ import annotations

import argparse
import ast
import asyncio.base_events
import asyncio.streams
import asyncio.tasks
import collections
import dataclasses
import doctest
import enum
import gc
import inspect
import random
import re
import sys
import typing
import unittest.mock
import warnings
import weakref
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pyflakes
import pytest
from pyflakes.checker import Checker

from qualitygate.api import Source
from qualitygate_plugins.pyflakes.checker import PyflakesChecker
from qualitygate_plugins.pyflakes.walker import Walker, walker_class

pytestmark = pytest.mark.skipif(walker_class() is not Walker, reason="this version of pyflakes is used as it is")

MODULES: tuple[ModuleType, ...] = (
    argparse, asyncio.base_events, asyncio.streams, asyncio.tasks, collections, dataclasses, doctest, enum, inspect,
    random, typing, unittest.mock,
)  # fmt: skip
each_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)

Said = tuple[str, int, int, tuple[str, ...]]


def said(walker: Any, text: str, *, doctests: bool = False) -> list[Said]:
    """All messages about a text, in the order in which they are made."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        messages = walker(ast.parse(text), filename="example.py", withDoctest=doctests).messages
    return [(type(one).__name__, one.lineno, one.col, tuple(map(str, one.message_args))) for one in messages]


@each_module
@pytest.mark.parametrize("doctests", [False, True], ids=["code", "code and doctests"])
def test_real_modules_have_the_messages_of_pyflakes(module: ModuleType, doctests: bool) -> None:
    text = inspect.getsource(module)
    assert said(Walker, text, doctests=doctests) == said(Checker, text, doctests=doctests)


@each_module
def test_modules_that_lack_their_imports_have_the_messages_of_pyflakes(module: ModuleType) -> None:
    text = re.sub(r"(?m)^(import|from) .*[^(\\]$", "pass", inspect.getsource(module))
    expected = said(Checker, text)
    assert len(expected) > 10
    assert said(Walker, text) == expected


#: By what each is about: a text, and the messages that it must have.
CASES = {
    "print with >>": ("import sys\nprint >>sys.stderr, 1\n", "InvalidPrintSyntax"),
    "another print with >>": ("def f(print, y):\n    print >> y\n", ""),
    "locals called": ("def f():\n    x = 1\n    return locals()\n", ""),
    "locals named": ("def f():\n    x = 1\n    return locals\n", "UnusedVariable"),
    "locals that is a parameter": ("def f(locals):\n    x = 1\n    return locals()\n", ""),
    "format that does not parse": ("'{'.format(1)\n'{:{:{}}}'.format(1, 2, 3)\n", "StringDotFormatInvalidFormat " * 2),
    "format with mixed fields": ("'{} {1}'.format(1, 2)\n", "StringDotFormatMixingAutomatic"),
    "format with too little": ("'{}'.format()\n'{a}'.format(**x)\n", "StringDotFormatMissingArgument UndefinedName"),
    "format with too much": (
        "'{}'.format(1, 2, b=y)\n",
        "StringDotFormatExtraPositionalArguments StringDotFormatExtraNamedArguments UndefinedName",
    ),
    "format in an annotation": ("x: f('{}'.format('A'))\n", "UndefinedName UndefinedName"),
    "% format": ("'%s %s' % (1,)\n'%(a)s' % {'a': x}\n", "PercentFormatPositionalCountMismatch UndefinedName"),
    "typing.cast": (
        "import typing\nfrom typing import cast as c\ntyping.cast('A', 'x')\nc(typ='B', val='y')\n",
        "UndefinedName UndefinedName",
    ),
    "typing.cast imported in a function": (
        "def f():\n    from typing import cast\n    return cast('A', 'x')\ncast('B', 'y')\n",
        "UndefinedName UndefinedName",
    ),
    "cast of another module": ("from shop import cast\ncast('A', 'x')\n", ""),
    "assert_type": ("from typing import assert_type\nassert_type('x', 'A')\n", "UndefinedName"),
    "TypeVar": ("from typing import TypeVar\nT = TypeVar('T', 'A', bound='B')\n", "UndefinedName UndefinedName"),
    "ParamSpec": ("from typing import ParamSpec\nP = ParamSpec('P', default='A')\n", "UndefinedName"),
    "NewType": ("import typing_extensions as t\nN = t.NewType('N', 'A')\n", "UndefinedName"),
    "NamedTuple": ("from typing import NamedTuple\nN = NamedTuple('N', [('a', 'A'), ('b', int)])\n", "UndefinedName"),
    "TypedDict": ("from typing import TypedDict\nD = TypedDict('D', {'a': 'A', 'b': int})\n", "UndefinedName"),
    "conditional imports": (
        "try:\n    import a\nexcept ImportError:\n    a = None\nif a:\n    import b\nelse:\n    import b\n"
        "import c\nimport c\n",
        "RedefinedWhileUnused UnusedImport UnusedImport",
    ),
    "globals": (
        "def f():\n    global x, y\n    x = 1\ndef g():\n    return x, y, z\n",
        "UndefinedName UnusedIndirectAssignment",
    ),
    "__all__": ("import a, b\n__all__ = ['a', 'gone']\n__all__ += ['b']\n", "UndefinedExport"),
    "a built-in bound again": (
        "list = list\ndef max(a): return min(a)\nprint(max, list)\ndel print\nprint(1)\n",
        "UndefinedName",
    ),
    "bodies that come later": (
        "def f():\n    return later, never\nlater = 1\nclass A:\n    x = 1\n    def m(self): return x\n",
        "UndefinedName UndefinedName",
    ),
    "future below a docstring": (
        "'''Text.'''\nfrom __future__ import annotations\nx: y = 1\nfrom __future__ import division\n",
        "LateFutureImport UndefinedName",
    ),
    "future below an import": ("import a\nfrom __future__ import annotations\na\n", "LateFutureImport"),
    "future that does not exist": ("from __future__ import nothing\n", "FutureFeatureNotDefined"),
    "string annotations": (
        "from typing import Optional\nx: 'Optional[A]' = 1\ndef f(a: 'B', *b: 'C') -> 'D[':\n    e: 'F'\n",
        "UndefinedName UndefinedName UndefinedName ForwardAnnotationSyntaxError UndefinedName UnusedAnnotation",
    ),
    "Literal and Annotated": (
        "from typing import Annotated, Literal\nx: Literal['A'] = 1\ny: Annotated['B', 'C'] = 2\n",
        "UndefinedName",
    ),
    "names that are only annotated": (
        "x: int\nprint(x)\ndef f():\n    y: int\n    return y\n",
        "UndefinedName UndefinedName",
    ),
    "comprehensions": (
        "[a for a in (1,) if (c := a)]\n{a: d for a in c}\nclass A:\n    p = 1\n    q = [p for _ in c]\n"
        "    __module__\n",
        "UndefinedName",
    ),
    "star imports": (
        "from a import *\nfrom b import *\nx = y\ndef f():\n    return z\n",
        "ImportStarUsed ImportStarUsed ImportStarUsage ImportStarUsage",
    ),
    "deleted names": ("x = 1\ndel x\nx\ndef f(a):\n    del a\n    return a\n", "UndefinedName UndefinedName"),
    "caught NameError": (
        "try:\n    x\nexcept NameError:\n    x = 1\ntry:\n    y\nexcept (KeyError, NameError):\n    y\n",
        "UndefinedName",
    ),
    "loop over an import": ("import a\nfor a in ():\n    a\n", "ImportShadowedByLoopVar"),
    "redefinitions": (
        "import os\ndef os(): pass\nclass C:\n    def m(self): pass\n    def m(self): pass\n",
        "RedefinedWhileUnused RedefinedWhileUnused",
    ),
    "__class__ in a class": (
        "class C:\n    def __class__(self): pass\n    __class__\n    def __class__(self): pass\n",
        "RedefinedWhileUnused",
    ),
    "an import and its alias": ("import a.b\nimport a.b as c\nc\n", "UnusedImport"),
    "f-strings": ("x = f'{a!r:>{b}}' f'c'\ny = f'd'\n", "UndefinedName UndefinedName FStringMissingPlaceholders"),
    "match": (
        "match x:\n    case {'a': b, **c}: pass\n    case A(d=e) | [e, *_]: pass\n    case None: f\n",
        "UndefinedName UndefinedName UndefinedName",
    ),
    "exceptions": ("try: pass\nexcept ValueError as e: pass\nprint(e)\n", "UnusedVariable UndefinedName"),
    "unpacking": (
        "def f(o):\n    (a, b) = 1, 2\n    c = d = 3\n    with o as (g, h): pass\n    with o as i: pass\n",
        "UnusedVariable " * 5,
    ),
    "parameters": (
        "f = lambda a, *b, c=d, **e: (a, b, c, e, g)\nasync def h(a=i, /, *, b: j): await k\n",
        "UndefinedName " * 5,
    ),
    "comparison": ("x = 1\nx is 'a'\nassert (x, 1)\n", "IsLiteral AssertTuple"),
    "names of classes": (
        "class A:\n    p = 1\n    q = p\n    class B:\n        r = p\n        def m(self, s=r): return r\n"
        "    t = [p for _ in (p for p in q)]\n    def n(self, u=p): return [p for _ in u]\n",
        "UndefinedName " * 3,
    ),
    "names bound by defaults and bases": (
        "def f(a=(b := 1)): return b\nclass C(d := object): d\nb, d\n",
        "UndefinedName UndefinedName" if sys.version_info >= (3, 12) else "",
    ),
    "parameters named like what stands outside": (
        "import a, b\nfrom c import d\ne = 1\ndef f(a, d, e, f, list): return b, e\nlambda a: a\n",
        "UnusedImport UnusedImport RedefinedWhileUnused RedefinedWhileUnused RedefinedWhileUnused",
    ),
    "an import bound again inside": (
        "import a\ndef f():\n    for a in (): pass\n    class a: pass\n    def g(a): return a\n",
        "UnusedImport ImportShadowedByLoopVar",
    ),
    "parts of targets": (
        "import a\nfor b.c, a[0], *a in (): pass\n(d, [e, *g]) = 1, 2\nfor a.b in (): pass\n",
        "UndefinedName ImportShadowedByLoopVar",
    ),
}


@pytest.mark.parametrize(("text", "names"), CASES.values(), ids=CASES)
def test_a_text_has_the_messages_of_pyflakes(text: str, names: str) -> None:
    found = said(Walker, text)
    assert sorted(name for name, *_ in found) == sorted(names.split())
    assert found == said(Checker, text)


def test_doctests_have_the_messages_of_pyflakes() -> None:
    text = '''
import a


def f(x):
    """Do.

    >>> import b
    >>> def g(): return a, x, undefined
    >>> print >>f, f"nothing"
    >>> 1 +
    """
    return lambda: x, y


class C:
    """Hold.

    >>> C, _, locals(), "{}".format()
    """


def h():
    return _
'''
    found = said(Walker, text, doctests=True)
    assert {"DoctestSyntaxError", "InvalidPrintSyntax", "StringDotFormatMissingArgument"} <= {
        name for name, *_ in found
    }
    assert found == said(Checker, text, doctests=True)


def test_another_version_of_pyflakes_is_used_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyflakes, "__version__", "4.2.0")
    assert walker_class() is Checker


@pytest.fixture
def no_collector() -> Iterator[None]:
    """Leave freeing to reference counting, as a batch does."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


#: Every kind of scope, and findings with fixes and without.
TANGLED = '''
import os
import sys, sys
from a import *
def f(x):
    """
    >>> undefined
    """
    y = f"text"
    def g():
        nonlocal x
        x = [z for z in y if (w := z)]
        return locals, unknown
    try:
        return f
    except ValueError as e:
        class C(C):
            z: "C" = lambda self: self is "a"
'''


@pytest.mark.parametrize("doctests", [False, True], ids=["code", "code and doctests"])
@pytest.mark.usefixtures("no_collector")
def test_a_tree_is_freed_without_the_collector(doctests: bool) -> None:
    checker = PyflakesChecker((), doctests)
    source = Source.from_text(TANGLED)
    findings = list(checker.check(source))
    tree = weakref.ref(source.tree)
    del source
    assert tree() is None
    assert {finding.code for finding in findings if finding.fix is not None} >= {"F401", "F541", "F632", "F841"}


@pytest.mark.usefixtures("no_collector")
def test_checking_real_modules_leaves_nothing_to_the_collector() -> None:
    checker = PyflakesChecker((), doctests=True)
    for module in MODULES:
        list(checker.check(Source.from_text(inspect.getsource(module))))
    assert gc.collect() < 100
