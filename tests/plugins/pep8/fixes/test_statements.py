"""Every statement gets a line of its own and stays in its block."""

from __future__ import annotations

import pytest

from .fixing import repair


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("import a, b as c  # why\n", "import a\nimport b as c  # why\n", id="imports"),
        pytest.param(
            "if x:\n    import a, \\\n        b\n", "if x:\n    import a\n    import b\n", id="indented imports"
        ),
        pytest.param("import a, b; x = 1\n", "import a\nimport b\nx = 1\n", id="imports and a statement"),
        pytest.param("a = 1; b = 2 ;c = 3\n", "a = 1\nb = 2\nc = 3\n", id="semicolons"),
        pytest.param("a = 1;  # why\n", "a = 1  # why\n", id="a semicolon at the end"),
        pytest.param("a = ';'; b = [1, 2]\n", "a = ';'\nb = [1, 2]\n", id="a semicolon in a string"),
        pytest.param("if x: y  # why\n", "if x:\n    y  # why\n", id="a block on the line"),
        pytest.param("try: a\nfinally: b\n", "try:\n    a\nfinally:\n    b\n", id="try and finally"),
        pytest.param("class A: x: int = 1\n", "class A:\n    x: int = 1\n", id="an annotation in a class"),
        pytest.param("while x[a:b]: y\n", "while x[a:b]:\n    y\n", id="a slice in the condition"),
        pytest.param("if x: a; b; c;\nd\n", "if x:\n    a\n    b\n    c\nd\n", id="several in one block"),
        pytest.param("def f(a: int = 1) -> x: return {a: 1}\n", None, id="def"),
        pytest.param("async def f(): pass\n", "async def f():\n    pass\n", id="async def"),
        pytest.param("if x: y\n\n\\\nz\n", "if x: y\n\n\\\nz\n", id="above a line that begins with a backslash"),
        pytest.param("\x0cif x: y\n", "\x0cif x: y\n", id="behind a form feed"),
        pytest.param("\x0cx = 1; y = 2\n", "\x0cx = 1; y = 2\n", id="semicolons behind a form feed"),
        pytest.param("\x0cimport a, b\n", "\x0cimport a, b\n", id="imports behind a form feed"),
        pytest.param("if x:\n\tif y: z\n", "if x:\n\tif y:\n\t\tz\n", id="tabs"),
    ],
)
def test_statements_are_parted(before: str, after: str | None) -> None:
    expected = after or "def f(a: int = 1) -> x:\n    return {a: 1}\n"
    assert repair(before, "E401", "E701", "E702", "E703", "E704") == expected


def test_late_imports_are_not_parted_while_each_would_be_another_finding() -> None:
    before = "x = 1\nimport a, b\n"
    assert repair(before, "E401", "E402") == before
    assert repair(before, "E401") == "x = 1\nimport a\nimport b\n"
    assert repair('"Doc."\n__all__ = []\nimport a, b\n', "E401", "E402").endswith("import a\nimport b\n")


def test_a_semicolon_in_a_one_line_block_takes_the_whole_block_down() -> None:
    # autopep8's issue 364: with E702 alone, "continue" left the if
    before = "for i in x:\n    if i == 1: print(i);continue\n    print(i)\n"
    after = "for i in x:\n    if i == 1:\n        print(i)\n        continue\n    print(i)\n"
    assert repair(before, "E702") == after


def test_the_blank_lines_that_parted_definitions_need_follow() -> None:
    before = "def f(): pass\ndef g(): pass\n"
    after = "def f():\n    pass\n\n\ndef g():\n    pass\n"
    assert repair(before, "E302", "E305", "E704") == after


def test_a_definition_whose_decorators_begin_with_a_backslash_keeps_its_line() -> None:
    # E302 is found above the decorator as soon as the definition has two lines, and its blank lines do not count
    before = "def f(): pass\n\\\n@overload\ndef f(): pass\n"
    assert repair(before, "E302", "E704").splitlines()[-3:] == before.splitlines()[-3:]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("import readline, rlcompleter  # noqa: F401 enables completion\n", "E401"),
        ("x = 1; y = 2  # type: ignore\n", "E702"),
        ("if x: y = 2  # pragma: no cover\n", "E701"),
        ("def f(): pass  # qualitygate: ignore[E1]\n", "E704"),
    ],
)
def test_c4_a_line_with_a_comment_for_a_tool_keeps_its_code(text: str, code: str) -> None:
    assert repair(text, code) == text


def test_a_line_that_nobody_has_written_is_left_as_it_is() -> None:
    few, many = ("; ".join(["x = 1"] * count) + "\n" for count in (100, 2000))

    assert repair(few, "E702", "E703") == "x = 1\n" * 100
    assert repair(many, "E702", "E703") == many
