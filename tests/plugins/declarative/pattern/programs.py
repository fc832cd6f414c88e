"""Expressions, drawn as trees."""

from __future__ import annotations

import ast

from hypothesis import strategies as st

_NAMES = st.sampled_from(("a", "b", "c")).map(lambda name: ast.Name(name, ast.Load()))
_CONSTANTS = st.sampled_from((0, 1, 2.5, "s", "", b"b", None, True)).map(ast.Constant)
_OPERATORS = st.sampled_from((ast.Add, ast.Sub, ast.Mult, ast.Pow, ast.Mod, ast.BitOr, ast.LShift))
_COMPARISONS = st.sampled_from((ast.Eq, ast.Lt, ast.Is, ast.In, ast.NotIn))


def expressions() -> st.SearchStrategy[str]:
    """Draw an expression of names, constants, operators, calls, displays and what else has a precedence, as text."""
    return st.recursive(_NAMES | _CONSTANTS, _larger, max_leaves=8).map(ast.unparse)


def _larger(inner: st.SearchStrategy[ast.expr]) -> st.SearchStrategy[ast.expr]:
    lists = st.lists(inner, min_size=1, max_size=3)
    keyword = st.builds(lambda value: ast.keyword("k", value), inner)
    return st.one_of(
        st.builds(lambda left, kind, right: ast.BinOp(left, kind(), right), inner, _OPERATORS, inner),
        st.builds(lambda kind, value: ast.UnaryOp(kind(), value), st.sampled_from((ast.Not, ast.USub)), inner),
        st.builds(
            lambda kind, one, two: ast.BoolOp(kind(), [one, two]), st.sampled_from((ast.And, ast.Or)), inner, inner
        ),
        st.builds(lambda left, kind, right: ast.Compare(left, [kind()], [right]), inner, _COMPARISONS, inner),
        st.builds(lambda test, body, other: ast.IfExp(test, body, other), inner, inner, inner),
        st.builds(lambda value: ast.Attribute(value, "attr", ast.Load()), inner),
        st.builds(lambda value, index: ast.Subscript(value, index, ast.Load()), inner, inner),
        st.builds(
            lambda function, given, named: ast.Call(function, given, named), inner, lists, st.lists(keyword, max_size=1)
        ),
        st.builds(lambda elements: ast.List(elements, ast.Load()), lists),
        st.builds(lambda elements: ast.Tuple(elements, ast.Load()), lists),
        st.builds(lambda value: ast.Lambda(_no_parameters(), value), inner),
        st.builds(lambda key, value: ast.Dict([key], [value]), inner, inner),
    )


def _no_parameters() -> ast.arguments:
    return ast.arguments([], [], None, [], [], None, [])
