"""A rule that goes wrong is named with its file and line; one that loops is ended."""

from __future__ import annotations

import ast
import signal
from collections.abc import Iterator

import pytest

from qualitygate.api.rules import Applicability, Context, Edit, Fix, Problem, TreeRule
from qualitygate.errors import PluginError
from qualitygate.hosting.rule_checker import RuleChecker
from qualitygate.source.source import Source

SOURCE = Source.from_text("x = 1\npass\n", path="shop/cart.py")


class _Rule(TreeRule[ast.Pass]):
    code, name, summary = "ACME1", "empty-statement", "Nothing is done"
    nodes = (ast.Pass,)


class _Raises(_Rule):
    def check(self, node: ast.Pass, context: Context) -> Iterator[Problem]:
        raise ValueError("boom")


class _Loops(_Rule):
    def check(self, node: ast.Pass, context: Context) -> Iterator[Problem]:
        while True:
            pass


class _EditsOutside(_Rule):
    fix = Applicability.SAFE

    def check(self, node: ast.Pass, context: Context) -> Iterator[Problem]:
        yield context.problem(node, "no", Fix("x", (Edit(9, 1, 9, 1, "x"),), Applicability.SAFE))


@pytest.mark.parametrize(
    ("rule", "said"),
    [(_Raises(), "ValueError: boom"), (_EditsOutside(), "expected an edit inside the file")],
    ids=["raises", "edits outside"],
)
def test_a_failing_rule_is_named_with_file_and_line(rule: _Rule, said: str) -> None:
    with pytest.raises(PluginError, match=f"rule ACME1 empty-statement failed at shop/cart.py:2: .*{said}"):
        RuleChecker(rule, {}).check(SOURCE)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no timers")
def test_an_endless_rule_is_ended() -> None:
    with pytest.raises(PluginError, match=r"failed at shop/cart.py:2: OutOfTimeError"):
        RuleChecker(_Loops(), {}, seconds=0.05).check(SOURCE)
