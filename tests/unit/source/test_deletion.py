"""A statement is taken away with its lines; ``pass`` is left only where a block would be empty."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualitygate.api.rules import Context
from qualitygate.model.fix import apply_edits
from qualitygate.source.source import Source


def without(text: str, name: str = "gone") -> str:
    """Return the text without the first statement in which the name is called, or that is called so."""
    context = Context(Source.from_text(text))
    statement = next(
        node
        for node in ast.walk(context.source.tree or ast.Module([], []))
        if isinstance(node, ast.stmt) and _is_gone(node, name)
    )
    return apply_edits(text, context.delete_statement(statement).edits)


def _is_gone(node: ast.stmt, name: str) -> bool:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return node.name == name
    value = getattr(node, "value", getattr(node, "test", None))
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == name


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a()\n@b\n@ c(1)\ndef gone():\n    pass\nd()\n", "a()\nd()\n"),
        ("class A:\n    @(\n        b\n    )\n    def gone(self): pass\n", "class A:\n    pass\n"),
        ("if a:\n    b()\nelif gone():\n    c()\nd()\n", "if a:\n    b()\nd()\n"),
        ("if a:\n    b()\nelse:\n    gone()\n", "if a:\n    b()\nelse:\n    pass\n"),
        ("try:\n    a()\nexcept B:\n    gone()\n    c()\n", "try:\n    a()\nexcept B:\n    c()\n"),
        ("gone(); a()\n", "a()\n"),
        ("gone(); \\\n    a()\n", "pass; \\\n    a()\n"),
        ("a(); gone();\n", "a()\n"),
        ("a(); gone();  # why\n", "a()  # why\n"),
        ("gone();  # why\n", "# why\n"),
        ("é(); gone()\n", "é()\n"),
        ("match a:\n    case 1: gone()\n", "match a:\n    case 1: pass\n"),
    ],
    ids=[
        *(
            "decorated", "decorator-in-brackets", "elif", "else", "handler", "first", "first-joined", "last", "comment",
            "all-of-a-line"
        ),
        *("letters", "case"),
    ],
)
def test_nothing_else_is_touched(text: str, left: str) -> None:
    assert without(text) == left


@st.composite
def programs(draw: st.DrawFn) -> str:
    """Draw a program in which ``gone()`` stands somewhere."""
    lines = [line for line in draw(_blocks(draw(st.integers(0, 3)), ""))]
    places = [number for number, line in enumerate(lines) if line.rstrip().endswith("a()")]
    chosen = draw(st.sampled_from(places))
    parts = lines[chosen].split("a()")
    number = draw(st.integers(0, len(parts) - 2))
    lines[chosen] = "a()".join(parts[: number + 1]) + "gone()" + "a()".join(parts[number + 1 :])
    lines[chosen] += draw(st.sampled_from(("", "", ";", "  # why", ";  # why")))
    return "\n".join(lines) + draw(st.sampled_from(("\n", "", "\n\n")))


@st.composite
def _blocks(draw: st.DrawFn, depth: int, margin: str) -> list[str]:
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        simple = "; ".join(["a()"] * draw(st.integers(1, 3)))
        kind = draw(st.sampled_from(("simple", "one-line", "if", "def", "try"))) if depth else "simple"
        if kind == "simple":
            lines.append(margin + simple)
        elif kind == "one-line":
            lines.append(f"{margin}while b: {simple}")
        else:
            for head in {"if": ("if b:", "elif c:", "else:"), "def": ("def d():",), "try": ("try:", "finally:")}[kind]:
                lines += [margin + head, *draw(_blocks(depth - 1, margin + "    "))]
    return lines


@given(programs())
@settings(max_examples=300, deadline=None)
def test_the_rest_of_the_program_is_as_it_was(text: str) -> None:
    meant = ast.parse(text)
    for node in ast.walk(meant):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list) and any(_is_gone(each, "gone") for each in block):
                left = [each for each in block if not _is_gone(each, "gone")]
                setattr(node, name, left or ([] if node is meant else [ast.Pass()]))

    found = without(text)

    assert ast.dump(ast.parse(found)) == ast.dump(meant), found
    assert list(_comments(found)) == list(_comments(text))
    assert found.count("pass") == sum(isinstance(node, ast.Pass) for node in ast.walk(meant))


def _comments(text: str) -> Iterator[str]:
    yield from (line.partition("#")[2] for line in text.split("\n") if "#" in line)
