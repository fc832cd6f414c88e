"""Asking pycodestyle once per shape gives what asking it about every line gives."""

from __future__ import annotations

import functools
import inspect
import itertools
import random
import re
import textwrap
import warnings
from types import ModuleType

import pytest
from hypothesis import given, settings as hypothesis_settings, strategies as st

from qualitygate.api import Fix, Settings, Source
from qualitygate.testing.checkers import run_checker
from qualitygate_plugins.pep8.checker import Pep8Checker
from qualitygate_plugins.pep8.codes import CODES
from qualitygate_plugins.pep8.shapes.folding import fold
from qualitygate_plugins.pep8.shapes.layouts import LAYOUT, layout_of
from qualitygate_plugins.pep8.shapes.shapes import IrregularError, shape_rows

from tests.plugins.declared import options_of
from tests.plugins.pep8_samples import SAMPLES

MODULES: tuple[ModuleType, ...] = (functools, inspect, itertools, random, textwrap, warnings)
TEXTS = [*SAMPLES.values(), *(inspect.getsource(module) for module in MODULES if hasattr(module, "__file__"))]

Row = tuple[int, int, str, str, Fix | None]


def checker(
    monkeypatch: pytest.MonkeyPatch, wanted: frozenset[str] = frozenset(CODES), *, shapes: bool, is_taught: bool = True
) -> Pep8Checker:
    monkeypatch.setenv("QUALITYGATE_SHAPES", "on" if shapes else "off")
    made = Pep8Checker(Settings(options=options_of("pep8")), wanted)
    if is_taught:  # it never gives up looking for what it knows
        made.recall({})
    return made


def rows(pep8: Pep8Checker, text: str) -> set[Row]:
    found = run_checker(pep8, text)
    return {(item.location.line, item.location.column, item.code, item.message, item.fix) for item in found}


#: What changes a verdict by one character, and what should not.
CHANGES = (
    (r"(?<=\S) (?=\S)", ""),
    (r"(?<=\S) (?=\S)", "  "),
    (r"(?<=[\w,=(])(?=[\w=)])", " "),
    (r"(?<=\n)    ", ""),
    (r"(?<=\n)(?= )", "    "),
    (r"(?<=\n)(?= )", " "),
    (r"\n(?=\n)", ""),
    (r"\n", "\n\n"),
    (r"\n", "  # a comment\n"),
    (r"\n", " #comment\n"),
    (r"\n", "  # a comment \\\\\n"),
    (r"\n", "\n# a comment\\\\\n"),
    (r"(?<=[,(])(?=\w)", "\n        "),
    (r"(?<=[,(])(?=\w)", "\\\n        "),
    (r", ", ",\n    "),
    (r"\b\w+\b", "l"),
    (r"\b[a-z]{3,}\b", "other_name"),
    (r" and ", " \\\n        and "),
    (r"'", "'\\d"),
    (r'"""', '"""\n    more text\n    '),
    (r"==", "== None =="),
)


@st.composite
def changed_texts(draw: st.DrawFn) -> str:
    """Part of a real module, with a few small changes, that still parses."""
    text = draw(st.sampled_from(TEXTS))
    tree = Source.from_text(text).tree
    statements = tree.body if tree else []
    first = draw(st.integers(0, max(len(statements) - 1, 0)))
    chosen = statements[first : first + draw(st.integers(1, 4))]
    if chosen and len(text) > 4000:
        text = "".join(text.splitlines(keepends=True)[chosen[0].lineno - 1 : chosen[-1].end_lineno])
    for pattern, replacement in draw(st.lists(st.sampled_from(CHANGES), max_size=4)):
        places = [match.span() for match in re.finditer(pattern, text)]
        if places:
            start, end = draw(st.sampled_from(places))
            changed = text[:start] + replacement + text[end:]
            if Source.from_text(changed).tree is not None:
                text = changed
    return text


def test_changed_lines_of_real_modules_have_the_verdict_that_pycodestyle_gives_them() -> None:
    with pytest.MonkeyPatch.context() as patch:
        by_shapes, in_full = checker(patch, shapes=True), checker(patch, shapes=False)

    @hypothesis_settings(max_examples=250, deadline=None)
    @given(changed_texts())
    def compare(text: str) -> None:  # the memory grows from example to example, as from file to file
        assert rows(by_shapes, text) == rows(in_full, text)

    compare()


def test_lessons_of_one_run_serve_the_next_and_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    teacher = checker(monkeypatch, shapes=True)
    found = [rows(teacher, text) for text in TEXTS]
    lessons = dict(teacher.learned())
    pupil = checker(monkeypatch, shapes=True)
    pupil.recall(lessons)

    assert pupil.subject == teacher.subject
    assert [rows(pupil, text) for text in TEXTS] == found
    assert len(lessons) > 1000
    assert all(thing.startswith("\t(") for thing in pupil.learned())  # indentation, which is looked at behind a verdict
    assert not teacher.learned()


def test_a_checker_without_lessons_gives_up_layouts_that_are_always_new(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(f"x = f(a,\n{' ' * column}b)\n" for column in range(150))
    found = rows(checker(monkeypatch, shapes=False), text)
    made = {is_taught: checker(monkeypatch, shapes=True, is_taught=is_taught) for is_taught in (True, False)}
    assert rows(made[True], text) == rows(made[False], text) == found
    assert {is_taught: learned_layouts(each) for is_taught, each in made.items()} == {True: 150, False: 100}


def test_a_checker_without_lessons_goes_on_with_layouts_that_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor checks one file again and again."""
    text, new = (
        "".join(f"x = f(a,\n{' ' * column}b)\n" for column in columns) for columns in (range(60), range(60, 70))
    )
    by_shapes = checker(monkeypatch, shapes=True, is_taught=False)
    for _ in range(3):
        rows(by_shapes, text)
    assert learned_layouts(by_shapes) == 60
    rows(by_shapes, new)
    assert learned_layouts(by_shapes) == 10


def learned_layouts(pep8: Pep8Checker) -> int:
    return sum(thing.startswith(LAYOUT) for thing in pep8.learned())


@pytest.mark.parametrize(
    "text",
    [
        *TEXTS,
        "x = \"a\" # \"b\"\ny = '''c\n# d\n'''  # e \"\n",
        "x = f\"a{b + 'c'}\" f'{d!r:>{e}}'  # f\"{g}\"\n",
        "x = rb'\\d' u'\\d' f'\\d{a}'\n",
        "x = f'''a\n{b}\n''' + f'{c:{d}}'\n",
    ],
)
def test_shapes_are_the_same_where_strings_and_comments_are_known_already(text: str) -> None:
    source = Source.from_text(text)
    assert source.spans_read is None
    if source.tree is not None and source.spans is not None:
        assert source.spans_read is not None
        assert shaped(text, source.spans) == shaped(text, None)


def shaped(text: str, spans: list[tuple[int, int]] | None) -> list[str] | None:
    try:
        return shape_rows(text, spans)
    except IrregularError:
        return None


def test_lessons_hold_for_the_same_options_and_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    subjects = {
        checker(monkeypatch, shapes=True).subject,
        checker(monkeypatch, frozenset({"E501"}), shapes=True).subject,
        Pep8Checker(Settings(options=options_of("pep8", {"max-line-length": 88})), frozenset(CODES)).subject,
    }
    assert len(subjects) == 3


@pytest.mark.parametrize("wanted", [CODES, ("E501", "W291"), ("E131",), ("E302", "E305"), ("E402", "E711")])
def test_a_memory_that_knows_every_sample_still_finds_everything(
    monkeypatch: pytest.MonkeyPatch, wanted: tuple[str, ...]
) -> None:
    by_shapes = checker(monkeypatch, frozenset(wanted), shapes=True)
    in_full = checker(monkeypatch, frozenset(wanted), shapes=False)
    for text in TEXTS:
        rows(by_shapes, text)
    for text in TEXTS:
        mine = {row for row in rows(by_shapes, text) if row[2] in wanted}
        assert mine == {row for row in rows(in_full, text) if row[2] in wanted}


@pytest.mark.parametrize(
    "line",
    [
        "__all__ = ('a', 'b')",
        "__all__: list = ['a']",
        "__all__: 'a list' = ['a']",
        "__all__: 'list' = ['a']",
        "__x = '__y__ = '",
        "__a = __b__ = 1",
        "__a__ =1",
        "__a__ = \\\n    1",
        "__a__('b = c')",
        "__a__[0] = 1",
        "__a__, __b__ = 1, 2",
    ],
)
def test_what_stands_before_an_import_is_judged_as_pycodestyle_does(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    text = f"{line}\nimport os\n"
    assert rows(checker(monkeypatch, shapes=True), text) == rows(checker(monkeypatch, shapes=False), text)


@pytest.mark.parametrize(
    "line", ["def\\\n  g():", "class\\\n  A:", "def \\\n  g():", "\\\ndef g():", "@\\\na\ndef g():"]
)
def test_what_stands_above_is_judged_as_pycodestyle_does(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    text = f"{line}\n    pass\nx = 1\n"
    in_full = rows(checker(monkeypatch, shapes=False), text)
    assert any(row[2] == "E305" for row in in_full)
    assert rows(checker(monkeypatch, shapes=True), text) == in_full


def test_every_escape_is_judged_as_pycodestyle_does(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(f"x = '\\{chr(code)}0000'\n" for code in range(32, 256) if chr(code) not in "xNuU")
    found = rows(checker(monkeypatch, shapes=True), text)
    assert found == rows(checker(monkeypatch, shapes=False), text)
    assert 100 < len(found) < 224


def test_an_escape_beyond_ascii_is_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "x = 'a'\nx = '\\П'\nx = 'П'\n"
    found = rows(checker(monkeypatch, shapes=True), text)
    assert found == rows(checker(monkeypatch, shapes=False), text)
    assert [row[2] for row in found] == ["W605"]


#: What may stand at the top of a module: E402 tells it from what may not.
TOP = (
    *("import os\n", "from os import path\n", "import\\\n    os\n", "import os; x = 1\n", "importlib.x()\n"),
    *('"""One."""\n', "'two'\n", "'a'.join(b)\n", "# a comment\n", "\n", "__all__ = ['a']\n"),
    *("__a__: 'a = b' = 1\n", "if a:\n    import b\n", "try:\n    import b\nexcept c:\n    b = 1\n", "x = 1\n"),
    *("x= 1\n", "def f():\n    pass\n", "x = \\\n    1\n", "f(\n    1,\n)\n", "  # odd\n"),
    *("class A:\n    import b\n", 'x = """\na\n"""\n'),
)


def test_imports_are_in_order_wherever_pycodestyle_says_so() -> None:
    with pytest.MonkeyPatch.context() as patch:
        by_shapes, in_full = checker(patch, shapes=True), checker(patch, shapes=False)

    @hypothesis_settings(max_examples=400, deadline=None)
    @given(st.lists(st.sampled_from(TOP), max_size=8).map("".join))
    def compare(text: str) -> None:
        assert rows(by_shapes, text) == rows(in_full, text)

    compare()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("value = compute(first, second)\n", "x = f(y, z)\n"),
        ("raise Error('no such thing: %s' % name)\n", 'raise E("%s" % n)\n'),
        ("if total > 100:  # too many\n    pass\n", "if n > 7:  # why\n    pass\n"),
        ("'''One.\n\nTwo.\n'''\n", '"""Another\n\n\n"""\n'),
    ],
    ids=["names", "strings", "numbers and comments", "docstrings"],
)
def test_lines_that_differ_in_what_no_check_reads_have_one_shape(one: str, other: str) -> None:
    shapes = [[row.replace("\x01", "") for row in shape_rows(text)] for text in (one, other)]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x = y\n", "x =y\n"),
        ("x = 1  # why\n", "x = 1  #why\n"),
        ("x = [\n    1,\n    # why\n]\n", "x = [\n    1,\n    # why \\\n]\n"),
        ("x = y == None\n", "x = y == z\n"),
        ("l = 1\n", "m = 1\n"),
        ("x = '\\d'\n", "x = '\\n'\n"),
        ("print (x)\n", "spam (x)\n"),
        ("if type(x) == y:\n    pass\n", "if kind(x) == y:\n    pass\n"),
    ],
    ids=[
        "blanks", "comment", "comment that ends as a joined line", "singleton", "ambiguous name", "escape", "print",
        "type"
    ],
)
def test_lines_that_differ_in_what_a_check_reads_have_two_shapes(one: str, other: str) -> None:
    assert shape_rows(one) != shape_rows(other)


@pytest.mark.parametrize(
    ("shape", "folded"),
    [
        ('a.a(a, a=a.a, *a, a="x")', "a.a(a)"),
        ("\na = a(\na(a, a),\n[a, a],  #.\n)", "\na = a(a)"),
        ("return a(a)[a]", "return a(a)[a]"),
        ("a(a , a)", "a(a , a)"),
        ("a({a,})", "a({a,})"),
        ("def a(a: a=a):", "def a(a: a=a):"),
        ("if type(a(a)) == a:", "if type(a(a)) == a:"),
    ],
    ids=["arguments", "rows", "nothing to fold", "blank before comma", "comma before brace", "parameters", "type"],
)
def test_only_brackets_that_no_check_objects_to_are_folded(shape: str, folded: str) -> None:
    assert fold(shape.replace('"x"', '"a"')) == folded


def test_a_call_has_one_layout_wherever_it_stands_and_however_long_its_names_are() -> None:
    deep = "        result = compute(first,\n                         second)\n"
    shallow = "    x = f(a,\n          b)\n"
    assert layout_of(deep, 8, opens_block=False) != layout_of(shallow.replace("     b", "    b"), 4, opens_block=False)
    same = "    result = compute(one,\n                     another)\n"
    assert layout_of(deep, 8, opens_block=False) == layout_of(same, 4, opens_block=False)


def test_a_bracket_with_only_a_backslash_behind_it_is_not_taken_for_one_with_a_name() -> None:
    hanging = layout_of("x = call(name).other(\\\n    module)\n", 0, opens_block=False)
    visual = layout_of("x = call(name).other(first,\n    module)\n", 0, opens_block=False)
    assert hanging != visual
