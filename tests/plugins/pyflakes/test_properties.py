"""Whatever the layout of the imports: the unused go, the used and the comments stay, and nothing else is found."""

from __future__ import annotations

import ast
from collections import Counter

from hypothesis import given, settings as hypothesis_settings, strategies as st

from qualitygate.api import Settings
from qualitygate.testing.checkers import run_checker
from qualitygate_plugins.pep8.checker import Pep8Checker
from qualitygate_plugins.pep8.codes import CODES

from tests.plugins.declared import options_of

from .repairing import fixed, found

PEP8 = Pep8Checker(Settings(options=options_of("pep8")), frozenset(CODES))
NAMES = [f"name{number}" for number in range(6)]


@st.composite
def statements(draw: st.DrawFn, indent: str) -> tuple[str, list[str]]:
    """Return the text of an import statement and the comments in it."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
    names = [f"{name} as {name}_" if draw(st.booleans()) else name for name in names]
    comments: list[str] = []

    def comment() -> str:
        if draw(st.integers(0, 3)):
            return ""
        comments.append(f"# comment {draw(st.integers(0, 999))}")
        return f"  {comments[-1]}"

    layout = draw(st.sampled_from(["import", "line", "hanging", "visual", "backslash"]))
    if layout == "import":
        return f"{indent}import {', '.join(names)}{comment()}\n", comments
    start = f"{indent}from m import "
    if layout == "line":
        return f"{start}{', '.join(names)}{comment()}\n", comments
    if layout == "backslash":
        return start + f", \\\n{indent}    ".join(names) + "\n", comments
    if layout == "hanging":
        lines = "".join(f"{indent}    {name},{comment()}\n" for name in names)
        return f"{start}({comment()}\n{lines}{indent})\n", comments
    blank = " " * (len(start) + 1)
    *first, last = names
    return f"{start}({''.join(f'{name},{comment()}{chr(10)}{blank}' for name in first)}{last})\n", comments


@st.composite
def modules(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Return a module of imports, some of them in a function, and uses of some names."""
    parts: list[str] = []
    comments: list[str] = []
    for indent in ("", "    "):
        if indent:
            parts.append("\n\ndef function():\n")
        for _ in range(draw(st.integers(1, 4))):
            text, inside = draw(statements(indent))
            parts.append(draw(st.sampled_from(["", "", "\n"])) + text)
            comments += inside
        used = draw(st.lists(st.sampled_from([*NAMES, *(f"{name}_" for name in NAMES)]), max_size=3))
        parts += [f"{indent}print({name})\n" for name in used]
    return "".join(parts), comments


@hypothesis_settings(deadline=None, max_examples=50)
@given(modules())
def test_unused_imports_go_and_nothing_else_changes(module: tuple[str, list[str]]) -> None:
    text, comments = module

    after = fixed(text, "F401", unsafe=True)

    assert [finding.message for finding in found(after) if finding.code == "F401"] == []
    before = Counter(finding.code for finding in found(text))
    assert Counter(finding.code for finding in found(after)) - before == Counter()
    assert [comment for comment in comments if after.count(comment) != text.count(comment)] == []
    assert _other_statements(after) == _other_statements(text)


@hypothesis_settings(deadline=None, max_examples=50)
@given(modules())
def test_removing_imports_leaves_no_untidy_lines(module: tuple[str, list[str]]) -> None:
    text, _ = module

    after = fixed(text, "F401", unsafe=True)

    before = Counter(finding.code for finding in run_checker(PEP8, text))
    assert Counter(finding.code for finding in run_checker(PEP8, after)) - before == Counter()


def _other_statements(text: str) -> list[str]:
    return [ast.unparse(node) for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Expr)]
