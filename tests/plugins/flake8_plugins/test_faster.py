"""The faster visitors, walks and tokens give what Python's own give."""

from __future__ import annotations

import ast
import io
import tokenize
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from qualitygate.api import Source
from qualitygate_plugins.flake8_plugins.faster import faster, iter_child_nodes, walk

TEXTS = [path.read_text("utf-8") for path in sorted(Path(__file__).parents[3].joinpath("qualitygate").rglob("*.py"))]
CORNERS = """
match x:
    case {"a": 1, **rest}: pass
    case C(a, b=None) | [*_] as whole: pass
@decorator
async def f(a: int = 1, /, *args: str, c, **kwargs) -> None:
    global g
    async with a as b, c: await d
    return lambda: (yield f"{a!r:>{b}}")
try: pass
except* ValueError as error: raise
class K(B, metaclass=M): x: int
import a.b as c
from . import d as e
"""


class Recorder(ast.NodeVisitor):
    """Notes the order of visits, and what stands at each node."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def visit(self, node: ast.AST) -> None:
        self.seen.append(type(node).__name__)
        super().visit(node)


def visited(tree: ast.AST) -> list[str]:
    recorder = Recorder()
    recorder.visit(tree)
    return recorder.seen


@pytest.mark.parametrize("text", [CORNERS.replace("except*", "except"), CORNERS[: CORNERS.index("try")]])
def test_every_node_is_reached_in_the_same_order(text: str) -> None:
    tree = ast.parse(text)
    expected = visited(tree), list(ast.walk(tree)), [list(ast.iter_child_nodes(node)) for node in ast.walk(tree)]

    with faster(Source.from_text(text)):
        found = visited(tree), list(ast.walk(tree)), [list(ast.iter_child_nodes(node)) for node in ast.walk(tree)]
        assert ast.walk is walk and ast.iter_child_nodes is iter_child_nodes

    assert found == expected
    assert ast.walk is not walk


@given(st.sampled_from(TEXTS), st.sampled_from(TEXTS))
def test_trees_and_tokens_of_real_code_are_the_same(text: str, other: str) -> None:
    tree, source = ast.parse(text), Source.from_text(text)
    expected = visited(tree), list(ast.walk(tree))
    tokens = [list(tokenize.generate_tokens(io.StringIO(each).readline)) for each in (text, other)]

    with faster(source):
        assert (visited(tree), list(ast.walk(tree))) == expected
        assert [list(tokenize.generate_tokens(io.StringIO(each).readline)) for each in (text, other)] == tokens


def test_classes_of_nodes_that_are_not_pythons_have_all_their_fields() -> None:
    class Name(ast.AST):
        _fields = ("id", "name")

    node = Name(id=ast.Load(), name=[ast.Store()])
    assert [type(each) for each in iter_child_nodes(node)] == [ast.Load, ast.Store]


def test_what_the_grammar_calls_a_node_is_among_the_fields_that_are_looked_at() -> None:
    """The documentation of each class has its fields with their types (3.10 to 3.14): plain ones are in lower case."""
    plain = {"identifier", "string", "int", "constant"}
    for cls in (each for each in vars(ast).values() if isinstance(each, type) and issubclass(each, ast.AST)):
        if not (cls.__doc__ or "").startswith(f"{cls.__name__}("):
            continue  # without fields, or kept for old code
        signature = (cls.__doc__ or "").partition("(")[2].rpartition(")")[0]
        fields = dict(reversed(each.split()) for each in signature.split(",") if len(each.split()) == 2)
        nodes = {name for name, kind in fields.items() if kind.rstrip("?*") not in plain}
        made = cls()
        for name in nodes & set(cls._fields):
            setattr(made, name, ast.Pass())
        assert len(list(iter_child_nodes(made))) == len(nodes & set(cls._fields)), cls


def test_a_text_that_the_tokenizer_gives_up_in_is_left_to_it() -> None:
    source = Source.from_text("x = (\n")
    with faster(source), pytest.raises(tokenize.TokenError):
        list(tokenize.generate_tokens(iter(source.lines).__next__))
