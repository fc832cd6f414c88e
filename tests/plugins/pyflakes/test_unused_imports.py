"""F401: an unused import goes, and all that stands around it stays in order."""

from __future__ import annotations

import textwrap

import pytest

from qualitygate.api import Applicability

from .repairing import applicability, fixed, found


def check(before: str, after: str) -> None:
    """Unsafe too: how a name is taken away is one question, whether it may be without asking is another."""
    assert fixed(textwrap.dedent(before), "F401", unsafe=True) == textwrap.dedent(after)


def test_the_line_goes_and_its_neighbours_stay() -> None:
    check(
        """\
        import os
        import re
        import sys
        print(re)
        """,
        """\
        import re
        print(re)
        """,
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("import a, b, c\nb\n", "import b\nb\n", id="names on one line"),
        pytest.param("from m import a as x, b\nb\n", "from m import b\nb\n", id="first name"),
        pytest.param("from m import a, b as x\na\n", "from m import a\na\n", id="last name"),
        pytest.param("from m import (a, b)\na\n", "from m import (a)\na\n", id="brackets"),
        pytest.param("from m import (a, b,)\na\n", "from m import (a,)\na\n", id="last comma"),
        pytest.param("from m import ( a, b )\na\n", "from m import ( a )\na\n", id="blanks in brackets"),
        pytest.param("import a.b.c, d\nd\n", "import d\nd\n", id="dotted name"),
        pytest.param("from m import a, \\\n    b\na\n", "from m import a\na\n", id="last name behind a backslash"),
        pytest.param("from m import a, \\\n    b\nb\n", "from m import \\\n    b\nb\n", id="name before a backslash"),
        pytest.param("import é, b\nb\n", "import b\nb\n", id="letters of two bytes"),
        pytest.param("'é'; import a, b; b\n", "'é'; import b; b\n", id="letters of two bytes before it"),
    ],
)
def test_a_name_leaves_the_others_alone(before: str, after: str) -> None:
    assert fixed(before, "F401", unsafe=True) == after


def test_a_statement_in_brackets_keeps_its_layout() -> None:
    check(
        """\
        from m import (
            a,
            b,
            c,
        )
        b
        """,
        """\
        from m import (
            b,
        )
        b
        """,
    )


def test_names_stay_aligned_under_the_first_one() -> None:
    check(
        """\
        from m import (a, b,
                       c,
                       d)
        c
        """,
        """\
        from m import (c)
        c
        """,
    )


def test_names_that_hang_stay_where_they_are() -> None:
    check(
        """\
        from m import (a, b,
            c)
        c
        """,
        """\
        from m import (
            c)
        c
        """,
    )


def test_forty_names_go_in_one_round() -> None:
    names = ", ".join(f"name{number}" for number in range(40))

    fixes = {finding.fix for finding in found(f"from m import {names}, used\nused\n")}

    assert len(fixes) == 1
    assert fixed(f"from m import {names}, used\nused\n", "F401") == "from m import used\nused\n"


def test_a_comment_beside_the_import_stays() -> None:
    check(
        """\
        import os  # the old way
        import re
        re
        """,
        """\
        # the old way
        import re
        re
        """,
    )


@pytest.mark.parametrize("comment", ["# noqa: E501", "# type: ignore", "# pylint: disable=all", "# isort:skip"])
def test_a_comment_that_told_a_tool_about_the_import_goes(comment: str) -> None:
    assert fixed(f"import os  {comment}\nx = 1\n", "F401") == "x = 1\n"


def test_comments_between_names_stay() -> None:
    check(
        """\
        from m import (  # all of it
            a,  # about a
            # above b
            b,
            c,  # noqa: E501
        )
        b
        """,
        """\
        from m import (  # all of it
            # about a
            # above b
            b,
        )
        b
        """,
    )


def test_comments_in_a_statement_that_goes_stay() -> None:
    check(
        """\
        def f():
            from m import (
                a,  # about a
            )
            x()
        """,
        """\
        def f():
            # about a
            x()
        """,
    )


def test_a_bracket_behind_a_comment_gets_a_line_of_its_own() -> None:
    check(
        """\
        from m import (a,  # about a
                       b)
        a
        """,
        """\
        from m import (a  # about a
                       )
        a
        """,
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("import a; x = 1\n", "x = 1\n", id="first of a line"),
        pytest.param("x = 1; import a\n", "x = 1\n", id="last of a line"),
        pytest.param("x = 1; import a;\n", "x = 1;\n", id="last before a semicolon"),
        pytest.param("x = 1; import a; y = 2  # both\n", "x = 1; y = 2  # both\n", id="between others"),
        pytest.param("import a; import b; x = 1\n", "x = 1\n", id="two of a line"),
        pytest.param("import a;\nx = 1\n", "x = 1\n", id="alone with a semicolon"),
        pytest.param("if x: import a\n", "if x: pass\n", id="all of a block"),
        pytest.param("if x: import a; y = 2\n", "if x: y = 2\n", id="first of a block"),
    ],
)
def test_the_rest_of_a_line_stays(before: str, after: str) -> None:
    assert fixed(before, "F401", unsafe=True) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("def f():\n    import a\n", "def f():\n    pass\n", id="one import"),
        pytest.param("def f():\n    import a\n    import b\n", "def f():\n    pass\n", id="two imports"),
        pytest.param("def f(): import a; import b\n", "def f(): pass\n", id="two imports on the line"),
        pytest.param("def f():\n    '''Do.'''\n    import a\n", "def f():\n    '''Do.'''\n", id="docstring"),
        pytest.param("if x:\n    y\nelse:\n    import a\n", "if x:\n    y\nelse:\n    pass\n", id="else"),
        pytest.param("try:\n    y\nfinally:\n    import a\n", "try:\n    y\nfinally:\n    pass\n", id="finally"),
        pytest.param("match x:\n    case 1:\n        import a\n", "match x:\n    case 1:\n        pass\n", id="case"),
        pytest.param("while x:\n    import a\n    break\n", "while x:\n    break\n", id="loop"),
        pytest.param("import a\n", "", id="file"),
    ],
)
def test_a_block_that_would_be_empty_gets_a_pass(before: str, after: str) -> None:
    assert fixed(before, "F401", unsafe=True) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("x\n\n\nimport a\n\ny\n", "x\n\n\ny\n", id="more above"),
        pytest.param("x\n\nimport a\n\n\ny\n", "x\n\n\ny\n", id="more below"),
        pytest.param("x\nimport a\n\n\ny\n", "x\n\n\ny\n", id="only below"),
        pytest.param("x\n\nimport a\n\nimport b\n\n\ny\n", "x\n\n\ny\n", id="two imports"),
        pytest.param("import a\n\n\ny\n", "y\n", id="top of the file"),
        pytest.param("y\n\nimport a\n", "y\n", id="end of the file"),
        pytest.param("y\n\nimport a", "y\n", id="end of the file without a line break"),
        pytest.param("def f():\n    import a\n\n    x()\n", "def f():\n    x()\n", id="top of a block"),
    ],
)
def test_the_larger_number_of_blank_lines_stays(before: str, after: str) -> None:
    assert fixed(before, "F401", unsafe=True) == after


def test_an_import_that_is_silenced_takes_no_part() -> None:
    text = "import a  # noqa: F401\nimport b\n\n\ndef f(): pass\n"

    (_, of_b) = [finding.fix for finding in found(text)]

    assert of_b is not None and [(edit.start_line, edit.end_line) for edit in of_b.edits] == [(2, 3)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("from m import *\n", id="star"),
        pytest.param("import a as a\n", id="re-exported module"),
        pytest.param("from m import a as a\n", id="re-exported name"),
        pytest.param("def f():\n    a = 1\n    import b as a\n", id="the function assigns the name too"),
        pytest.param("try:\n    import a\nexcept ImportError:\n    a = None\n", id="tried"),
        pytest.param("try:\n    import a\nexcept Exception:\n    pass\n", id="tried with any error"),
        pytest.param("try:\n    import a\nexcept:\n    pass\n", id="tried with a bare except"),
        pytest.param("try:\n    x\nexcept ImportError:\n    import a\n", id="instead"),
        pytest.param("try:\n    if x:\n        import a\nexcept ImportError:\n    pass\n", id="tried below an if"),
        pytest.param("with suppress(ImportError):\n    import a\n    x()\n", id="suppressed"),
        pytest.param("with pytest.raises(ImportError):\n    import a\n", id="expected to fail"),
        pytest.param("with env:\n    import a\n", id="imported in a context"),
        pytest.param("if x:\n    y\\\n\nimport a as a\n", id="behind a backslash"),
    ],
)
def test_an_import_that_is_there_for_more_than_its_name_has_no_fix(text: str) -> None:
    assert {finding.fix for finding in found(text) if finding.code == "F401"} <= {None}
    assert fixed(text, "F401", unsafe=True) == text


def test_the_else_of_a_try_is_not_tried() -> None:
    check(
        """\
        try:
            import a
        except ImportError:
            a = None
        else:
            import b
        a
        """,
        """\
        try:
            import a
        except ImportError:
            a = None
        else:
            pass
        a
        """,
    )


def test_a_function_defined_in_a_try_is_not_tried() -> None:
    text = "try:\n    def f():\n        from m import a\n        x()\nexcept ImportError:\n    pass\n"

    assert applicability(text, "F401") is Applicability.SAFE


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("shop/__init__.py", "from m import a\n", id="package"),
        pytest.param("tests/conftest.py", "from m import fixture\n", id="pytest's conftest"),
        pytest.param("site/settings.py", "from m import DEBUG\n", id="settings"),
        pytest.param("site/settings/local.py", "from .base import DEBUG\nx = 1\n", id="settings in a package"),
        pytest.param("compat.py", "from .models import User\n", id="nothing but imports of the package"),
        pytest.param("m.py", "from m import a\n__all__ = [n for n in dir()]\n", id="computed __all__"),
        pytest.param("m.py", "from m import a\n__all__ = ['b']\n__all__.append('a')\nb = 1\n", id="__all__ that grows"),
        pytest.param("m.py", "from m import a\ndef f():\n    '''\n    >>> a.b\n    '''\n", id="doctest"),
        pytest.param("m.py", "from m import db\ndef test(db):\n    db.x\n", id="fixture"),
        pytest.param("apps.py", "class A:\n    def ready(self):\n        from . import signals\n", id="signals"),
        pytest.param("m.py", "def test_it():\n    from m import a\n", id="test of the import"),
        pytest.param("m.py", "import a\ndef f():\n    import a.b\n    x()\ndef g(): a.b.c\n", id="submodule"),
        pytest.param("urls.py", "from shop.urls import urlpatterns\n", id="Django's URLs"),
        pytest.param("site/urls.py", "from shop.views import handler404\nx = 1\n", id="Django's handlers"),
        pytest.param("test_a.py", "from m import pytestmark\ndef test(): pass\n", id="pytest's marks"),
        pytest.param("a/management/commands/go.py", "from m import Command\nx = 1\n", id="Django's commands"),
        pytest.param("a/templatetags/go.py", "from m import register\nx = 1\n", id="Django's template tags"),
        pytest.param("docs/conf.py", "from m import version as release\nx = 1\n", id="Sphinx"),
        pytest.param("tasks.py", "from m import deploy\nx = 1\n", id="invoke"),
        pytest.param("t.py", "from m import db\n@mark.usefixtures('db')\ndef test(): pass\n", id="fixture by name"),
    ],
)
def test_an_import_that_may_be_found_by_name_is_unsafe_to_remove(path: str, text: str) -> None:
    assert applicability(text, "F401", path) is Applicability.UNSAFE


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("m.py", "from m import a\n", id="module"),
        pytest.param("shop/__init__.py", "def f():\n    from m import a\n    x()\n", id="function of a package"),
        pytest.param(
            "m.py", "from m import a\n__all__ = ['b'] + ['c']\n__all__ += ['b']\nb = c = 1\n", id="plain __all__"
        ),
        pytest.param("m.py", "from m import a\ndef f():\n    '''\n    >>> b\n    '''\n", id="doctest of another name"),
        pytest.param("m.py", "from os.path import a\nimport os\nos.path.sep\n", id="submodule that is there"),
        pytest.param("m.py", "import a.b\nfrom a.b import c\na.b.d\n", id="submodule that stays imported"),
        pytest.param("shop/tasks.py", "from m import a\n", id="Celery's tasks"),
    ],
)
def test_other_imports_are_safe_to_remove(path: str, text: str) -> None:
    assert applicability(text, "F401", path) is Applicability.SAFE


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "from math import pi\ndef maybe():\n    global pi\n    print(pi); pi = 4\nmaybe()\n", id="read and then set"
        ),
        pytest.param("from math import pi\ndef f():\n    global pi\n    pi = 4\n", id="only set"),
        pytest.param("def f():\n    global pi\n    from math import pi\n", id="imported by the declaring function"),
        pytest.param(
            "def f():\n    from math import pi\n    def g():\n        nonlocal pi\n        pi = 4\n", id="nonlocal"
        ),
        pytest.param("import math\nclass A:\n    global math\n    print(math); math = 4\n", id="in a class"),
    ],
)
def test_c1_an_import_whose_name_is_declared_global_anywhere_has_no_fix(text: str) -> None:
    assert [finding.code for finding in found(text) if finding.code == "F401" and finding.fix] == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("from m import a\nprint(locals())\n", id="locals"),
        pytest.param("from m import a\nprint(globals()['a'])\n", id="globals"),
        pytest.param("from m import a\ndef f(): return globals()\n", id="globals in a function"),
        pytest.param("from m import a\nprint(vars())\n", id="vars"),
        pytest.param("from m import a\nprint(dir())\n", id="dir"),
        pytest.param("from m import a\ndef f(): return eval('a')\n", id="eval"),
        pytest.param("from m import a\nlist(map(eval, ['a']))\n", id="eval handed on"),
        pytest.param("from m import a\nexec('a')\n", id="exec"),
        pytest.param("from m import a\nimport builtins\nbuiltins.eval('a')\n", id="eval of builtins"),
        pytest.param("from m import a\nimport sys\ngetattr(sys.modules[__name__], 'a')\n", id="the module itself"),
        pytest.param(
            "from m import a\nimport importlib\nimportlib.import_module(__name__)\n", id="the module imported"
        ),
        pytest.param("from m import a\nimport __main__\n__main__.a\n", id="the main module"),
        pytest.param("from m import a\nimport timeit\ntimeit.timeit('a', 'from __main__ import a')\n", id="timeit"),
        pytest.param("from m import a\nimport cProfile\ncProfile.run('a()')\n", id="profile"),
        pytest.param("from m import a\nimport sys\nsys._getframe().f_locals['a']\n", id="frames"),
        pytest.param("from m import a\nimport pytest\n@pytest.mark.skipif('a')\ndef test(): pass\n", id="condition"),
        pytest.param("from m import a\ndf.query('x == @a')\n", id="pandas"),
        pytest.param("from m import a\ndef __getattr__(name): return 1\n", id="__getattr__"),
        pytest.param("from m import a\ndef __dir__(): return ['a']\n", id="__dir__"),
        pytest.param("def f():\n    from m import a\n    return eval('a')\n", id="eval in the function"),
        pytest.param("def f():\n    from m import a\n    return vars()\n", id="vars in the function"),
    ],
)
def test_c2_an_import_that_a_call_may_look_up_is_unsafe_to_remove(text: str) -> None:
    assert applicability(text, "F401") is Applicability.UNSAFE


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("from m import a\ndef f(): return vars()\n", id="vars of another scope"),
        pytest.param("from m import a\nprint(vars(b))\n", id="vars of an object"),
        pytest.param("from m import a\nmodel.eval()\n", id="a method of that name"),
        pytest.param("from m import a\nif __name__ == '__main__': f()\n", id="the usual last lines"),
        pytest.param(
            "def f():\n    from m import a\n    g()\nglobals()\n", id="globals do not have a function's names"
        ),
    ],
)
def test_c2_what_a_call_cannot_look_up_is_safe_to_remove(text: str) -> None:
    assert applicability(text, "F401") is Applicability.SAFE


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("from typing import Dict\ntable = {}  # type: Dict[str, int]\n", id="assignment"),
        pytest.param(
            "from typing import Dict\ndef f(x):\n    # type: (Dict[str, int]) -> None\n    pass\n", id="function"
        ),
        pytest.param("from typing import Dict\nfor x in y:  # type: Dict[str, int]\n    pass\n", id="for"),
        pytest.param("from typing import Dict\nwith y as x:  # type: Dict[str, int]\n    pass\n", id="with"),
        pytest.param("from typing import Dict\ndef f(x,  # type: Dict\n      ):\n    pass\n", id="argument"),
    ],
)
def test_c3_an_import_that_a_type_comment_names_is_unsafe_to_remove(text: str) -> None:
    assert applicability(text, "F401") is Applicability.UNSAFE


def test_c3_a_comment_that_silences_a_type_checker_names_nothing() -> None:
    text = "from typing import misc\nx = 1  # type: ignore[misc]\n"
    assert applicability(text, "F401") is Applicability.SAFE


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("from .applicator import (Applicator,)  # backwards-compat\nx = 1\n", id="behind brackets"),
        pytest.param("from m import a  # for the shell\n", id="behind a line"),
        pytest.param("from m import (  # kept for old callers\n    a,\n)\n", id="behind the bracket"),
        pytest.param("from m import (\n    # old name\n    a,\n)\n", id="above the name"),
        pytest.param("# imported for its side effects\nfrom m import a\n", id="above the statement"),
        pytest.param("from m import a  # why  # noqa: E501\n", id="before a comment for a tool"),
    ],
)
def test_c6_an_import_that_a_comment_explains_is_unsafe_to_remove(text: str) -> None:
    assert applicability(text, "F401") is Applicability.UNSAFE


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("from m import a  # type: ignore[import]  # no stubs\n", id="a comment for a tool with a reason"),
        pytest.param("# Standard library\nfrom m import a\n", id="a heading above"),
        pytest.param("from m import (\n    a,\n    b,  # for the shell\n)\n", id="a comment behind another name"),
    ],
)
def test_c6_a_comment_about_something_else_explains_nothing(text: str) -> None:
    assert applicability(text, "F401") is Applicability.SAFE


@pytest.mark.parametrize(
    ("text", "safety"),
    [
        ("import requests\n", Applicability.UNSAFE),
        ("import shop.signals\n", Applicability.UNSAFE),
        ("from . import signals\nx = 1\n", Applicability.UNSAFE),
        ("import readline\n", Applicability.UNSAFE),
        ("import numpy as np\n", Applicability.SAFE),
        ("import os\n", Applicability.SAFE),
        ("import xml.dom\n", Applicability.SAFE),
        ("from shop.signals import connect\n", Applicability.SAFE),
        ("import xml\nimport xml.etree.ElementTree as ET\nxml.etree.ElementTree.parse\n", Applicability.UNSAFE),
    ],
)
def test_an_import_that_may_be_there_for_what_it_runs_is_unsafe_to_remove(text: str, safety: Applicability) -> None:
    assert applicability(text, "F401") is safety


def test_what_all_names_is_no_finding() -> None:
    assert found("import a\n__all__ = ['a']\n") == []


def test_an_import_is_kept_where_a_string_would_become_a_docstring() -> None:
    text = "import a\n'no docstring'\n"

    assert fixed(text, "F401", unsafe=True) == text


def test_a_title_names_what_goes() -> None:
    (finding,) = found("from m import a as b\n")

    assert finding.fix is not None and finding.fix.title == "Remove the unused import 'm.a as b'"


def test_a_title_names_them_as_they_stand_in_the_statement() -> None:
    """pyflakes tells of names that are built-ins too in the order in which a set has them, another one in each run."""
    titles = {finding.fix.title for finding in found("from m import zip, exec, abs\n") if finding.fix is not None}
    assert titles == {"Remove the unused imports 'm.zip', 'm.exec', 'm.abs'"}
