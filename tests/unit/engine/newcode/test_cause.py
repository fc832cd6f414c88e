"""Which hunk is named for a finding."""

from __future__ import annotations

import pytest

from qualitygate.engine.newcode.cause import cause
from qualitygate.vcs.hunks import Hunk

from tests.unit.engine.fakes import finding

UNUSED = finding("F401", 1, path="a.py", message="'os.path as p' imported but unused")


def test_a_finding_on_an_added_line_names_its_hunk() -> None:
    assert cause(finding(line=5, path="a.py"), [Hunk(1, 1, ("x",)), Hunk(4, 4, (), ("y", "z"))]) == "added at a.py:4-5"
    assert cause(finding(line=4, path="a.py"), [Hunk(4, 4, ("x",), ("y",))]) == "added at a.py:4"


@pytest.mark.parametrize("use", ["    return p.join(a)", "p"])
def test_the_deletion_of_the_last_use_is_named(use: str) -> None:
    hunks = [Hunk(2, 1, ("happy(people)",)), Hunk(40, 38, ("other", use))]
    assert cause(UNUSED, hunks) == f"caused by the deletion at a.py:41: {use.strip()}"


def test_a_use_that_was_only_rewritten_is_not_the_cause() -> None:
    hunks = [Hunk(10, 10, ("p.join(a)",), ("p.join(b)",)), Hunk(40, 40, ("p.split(a)",), ("split(a)",))]
    assert cause(UNUSED, hunks) == "caused by the deletion at a.py:40: p.split(a)"


def test_otherwise_the_nearest_change_is_named() -> None:
    blank = finding("E302", 20, path="a.py", message="expected 2 blank lines, found 1")
    assert cause(blank, [Hunk(3, 3, ("x",)), Hunk(18, 17, ("",))]) == "caused by the deletion at a.py:18: "
    assert cause(blank, [Hunk(18, 18, (), ("x",))]) == "caused by the change at a.py:18"


def test_a_file_whose_text_is_the_same_changed_its_place() -> None:
    assert cause(UNUSED, []) == "caused by the change of the file's place or settings"
