"""The nodes of a tree by type, and what they stand in."""

from __future__ import annotations

import ast

from hypothesis import given
from hypothesis import strategies as st

from qualitygate.source.nodes import Nodes

TEXT = """\
class A:
    def method(self, x=1):
        return [each for each in x if each > 2]

async def other():
    with open("a") as file:
        print(f"{file!r}")
"""
TREE = ast.parse(TEXT)


def test_nodes_of_a_type_come_from_the_root_downwards() -> None:
    tree = ast.parse("def a():\n    def b(): pass\ndef c(): pass")

    assert [node.name for node in Nodes(tree).of(ast.FunctionDef)] == ["a", "c", "b"]
    assert [*Nodes(tree).of(ast.ClassDef)] == []


@given(st.sampled_from([ast.Constant, ast.Name, ast.arg, ast.Call, ast.comprehension, ast.withitem, ast.JoinedStr]))
def test_none_is_missing_of_a_type(kind: type[ast.AST]) -> None:
    assert set(Nodes(TREE).of(kind)) == {node for node in ast.walk(TREE) if type(node) is kind} != set()
    assert Nodes(TREE).has(kind)


def test_a_type_is_exactly_that_type() -> None:
    nodes = Nodes(ast.parse("async def a(): pass"))

    assert (nodes.has(ast.FunctionDef), nodes.has(ast.AsyncFunctionDef), nodes.has(ast.stmt)) == (False, True, False)


def test_the_parent_is_what_a_node_stands_in() -> None:
    nodes = Nodes(TREE)
    parents = {child: node for node in ast.walk(TREE) for child in ast.iter_child_nodes(node)}
    asked = [*nodes.of(ast.Name, ast.Constant, ast.Return, ast.FormattedValue, ast.arguments)]

    assert [nodes.parent(each) for each in asked] == [parents[each] for each in asked]
    assert nodes.parent(TREE) is None
    assert nodes.parent(ast.parse("x").body[0]) is None


def test_the_nearest_of_a_type_encloses_a_node() -> None:
    nodes = Nodes(TREE)
    (inner,) = nodes.of(ast.Compare)
    (function,) = nodes.of(ast.FunctionDef)

    assert nodes.enclosing(inner, ast.FunctionDef, ast.ClassDef) is function
    assert nodes.enclosing(function, ast.FunctionDef) is None
    assert nodes.enclosing(inner, ast.AsyncFunctionDef) is None


def test_of_no_tree_there_is_nothing() -> None:
    assert [*Nodes(None).of(ast.Name)] == []
