"""A libcst rule finds with its candidates, named or derived, what it finds without."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

import libcst as cst
import libcst.matchers as m
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualitygate.api.candidates import Candidates, derived
from qualitygate.api.cst import CstContext, CstRule
from qualitygate.api.rules import Context, Problem
from qualitygate.source.source import Source

Matcher = m.BaseMatcherNode | None
MATCHERS: dict[str, tuple[tuple[str, ...], Callable[[], Matcher], Candidates]] = {
    "call": (("Call",), lambda: m.Call(func=m.Name("print")), Candidates((ast.Call,), ("print",), calls=("print",))),
    "method": (("Call",), lambda: m.Call(func=m.Attribute(attr=m.Name("warn"))), Candidates(
        (ast.Call,), ("warn",), calls=("warn",)
    )),
    "one": (
        ("Call",),
        lambda: m.Call(func=m.OneOf(m.Name("a"), m.Attribute(m.Name("b"), m.Name("c")))),
        Candidates((ast.Call,), ("a", "b"), calls=("a", "c")),
    ),
    "either": (("Name",), lambda: m.Name("print") | m.Name("warn"), Candidates((), ("print", "warn"))),
    "open": (("Call",), lambda: m.Call(func=m.OneOf(m.Name("a"), m.Attribute())), Candidates((ast.Call,))),
    "argument": (
        ("Call",),
        lambda: m.Call(args=[m.ZeroOrMore(m.Arg(m.Name("a"))), m.Arg(keyword=m.Name("x")), m.ZeroOrMore()]),
        Candidates((ast.Call,), ("x",)),
    ),
    "not": (("Call",), lambda: m.Call(func=m.DoesNotMatch(m.Name("print"))), Candidates((ast.Call,))),
    "loop": (("For", "While"), lambda: None, Candidates((ast.For, ast.AsyncFor, ast.While))),
    "function": (
        ("FunctionDef",),
        lambda: m.FunctionDef(name=m.Name("f")),
        Candidates((ast.FunctionDef, ast.AsyncFunctionDef), ("f",)),
    ),
    "any": (("Name", "Call"), lambda: None, Candidates()),
}
TEXTS = (
    *("print(1)\n", "log.warn(2)\n", "f'{print(a)}'\n", "@print()\ndef f(): pass\n", "async def f(): await a()\n"),
    *("b.c(x=1)\n", "a(a, x=2)\n", "for a in b: pass\n", "while a: print\n", "import print\n", "class A(a()): pass\n"),
    *("x = [print(y) for y in z]\n", "def g(): return lambda: warn()\n", "b.d(a)\n", "é = print(1)\n", "\n"),
)


class _Rule(CstRule):
    code, name, summary = "ACME1", "x", "X"

    def __init__(self, nodes: tuple[str, ...], matcher: Callable[[], Matcher]) -> None:
        self.nodes = nodes
        self._matcher = matcher

    def matcher(self) -> Matcher:
        return self._matcher()

    def check(self, node: cst.CSTNode, context: CstContext) -> Iterator[Problem]:
        yield context.node_problem(node, "x")


@pytest.mark.parametrize("name", MATCHERS)
def test_candidates_follow_from_what_must_match(name: str) -> None:
    nodes, matcher, expected = MATCHERS[name]

    assert derived(nodes, matcher()) == expected


@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4), st.sampled_from(sorted(MATCHERS)))
@settings(max_examples=200, deadline=None)
def test_a_rule_finds_with_candidates_what_it_finds_without(texts: list[str], name: str) -> None:
    nodes, matcher, _ = MATCHERS[name]
    source = Source.from_text("".join(texts))
    rule = _Rule(nodes, matcher)

    assert list(rule.problems(Context(source))) == list(rule.problems_in_all(Context(source)))


def test_a_file_in_which_the_name_is_written_and_not_called_has_no_candidate() -> None:
    rule = _Rule(("Call",), lambda: m.Call(func=m.Name("print") | m.Attribute(attr=m.Name("warn"))))

    for text, has_one in (("x = print\nwarn(y())\n", True), ("x = print, warn\ny()\n", False), ("a.warn()\n", True)):
        assert rule.has_candidate(Context(Source.from_text(text))) is has_one
