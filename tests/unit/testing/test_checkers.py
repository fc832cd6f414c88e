"""How a checker is run on a text, and which of its broken promises are told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from qualitygate.api import Finding, Location, Severity, Source, replace
from qualitygate.testing.checkers import run_checker

FOUND = Finding("ACME1", "text", Location("example.py", 2, 1), Severity.WARNING, "acme")


@dataclass(frozen=True)
class FakeChecker:
    """Finds the same in every source."""

    found: tuple[Finding, ...] = ()
    name: str = "acme"
    kinds: frozenset[str] = frozenset({"python"})
    codes: tuple[str, ...] = ("ACME",)
    needs_tree: bool = False

    def check(self, source: Source) -> Iterable[Finding]:
        """Yield what it was made with."""
        return self.found


def test_findings_are_sorted_and_each_given_once() -> None:
    earlier = replace(FOUND, location=Location("example.py", 1, 5))
    assert run_checker(FakeChecker((FOUND, earlier, FOUND)), "x = 1\n") == [earlier, FOUND]


def test_a_kind_that_the_checker_does_not_read_is_refused() -> None:
    with pytest.raises(ValueError, match=r"expected one of the kinds \['python'\] that 'acme' reads, got 'text'"):
        run_checker(FakeChecker(), "text\n", kind="text")


def test_a_text_that_does_not_parse_is_refused_when_the_checker_needs_the_tree() -> None:
    with pytest.raises(ValueError, match="expected a text that parses, since 'acme' needs the tree: "):
        run_checker(FakeChecker(needs_tree=True), "x = (\n")
    assert run_checker(FakeChecker(), "x = (\n") == []


@pytest.mark.parametrize(
    ("found", "said"),
    [
        pytest.param(replace(FOUND, code="OTHER1"), r"expected a code of \('ACME',\)", id="a code not its own"),
        pytest.param(replace(FOUND, checker="other"), "expected the checker's name 'acme'", id="another name"),
        pytest.param(
            replace(FOUND, location=Location("other.py", 1, 1)), "expected the path 'example.py'", id="another file"
        ),
    ],
)
def test_a_finding_against_the_checkers_own_word_fails(found: Finding, said: str) -> None:
    with pytest.raises(AssertionError, match=said):
        run_checker(FakeChecker((found,)), "x = 1\n")
