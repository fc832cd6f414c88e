"""What matching asks about the files that were checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.engine.matching.checked_tree import CheckedTree
from qualitygate.engine.work import Task
from qualitygate.inputs import Inputs
from qualitygate.model.finding import Finding
from qualitygate.model.location import Location
from qualitygate.model.severity import Severity


@pytest.fixture
def tree(tmp_path: Path) -> CheckedTree:
    (tmp_path / "a.py").write_text("class C:\n    def f(self):\n        x = 1\n        y = 2\n")
    (tmp_path / "excluded.py").write_text("")
    findings = [Finding("E501", "m", Location("a.py", line), Severity.WARNING, "pep8") for line in (3, 4)]
    return CheckedTree(str(tmp_path), {"a.py": Task("a.py", "python", 0)}, findings, Inputs())


def test_two_lines_have_different_neighbours_and_the_same_ones_whenever_asked(tree: CheckedTree) -> None:
    assert tree.near(0).mark != tree.near(1).mark
    assert tree.near(0) == tree.near(0)


def test_a_file_that_is_there_and_was_not_checked_has_not_lost_anything(tree: CheckedTree) -> None:
    assert [tree.has_lost(path) for path in ("a.py", "gone.py", "excluded.py")] == [True, True, False]


def test_scopes_are_known_by_their_qualified_names(tree: CheckedTree) -> None:
    assert [tree.has_scope("a.py", scope) for scope in ("C", "C.f", "f", "g")] == [True, True, False, False]
    assert not tree.has_scope("gone.py", "C")
