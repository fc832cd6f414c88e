"""What people mean when they edit the baseline, and what becomes of it."""

from __future__ import annotations

import pytest

from qualitygate.engine.baseline.baseline_edits import Choice, accepting, places, pruning
from qualitygate.engine.baseline.baseline_file import Entry
from qualitygate.engine.baseline.baseline_match import BaselineMatch
from qualitygate.model.fingerprint import Identity
from qualitygate.model.judgement import Judgement
from tests.unit.engine.fakes import finding

E501, F401 = finding("E501", 3, path="src/a.py"), finding("F401", 1, path="b.py")
OPEN = [Judgement(E501, fingerprint="aaaa1111"), Judgement(F401, fingerprint="bbbb2222")]


def entry(code: str, path: str, number: int = 1) -> Entry:
    return Entry(Identity(code, path, "", ""), number)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(), ["E501", "F401"]),
        (Choice(paths=("src",)), ["E501"]),
        (Choice(paths=("sr",)), []),
        (Choice(paths=("src/a.py",)), ["E501"]),
        (Choice(paths=(".",)), ["E501", "F401"]),
        (Choice(codes=("F",)), ["F401"]),
        (Choice(paths=("src",), codes=("F",)), []),
        (Choice(fingerprints=("bbbb",)), ["F401"]),
        (Choice(fingerprints=("bbbb",), paths=("src",)), ["E501", "F401"]),
    ],
    ids=[
        *("everything", "a directory", "no beginning of a name", "a file", "the root", "a code", "both"),
        *("a fingerprint", "a fingerprint or a directory"),
    ],
)
def test_open_findings_that_are_meant_are_accepted(choice: Choice, expected: list[str]) -> None:
    change = accepting(BaselineMatch(), OPEN, choice, sources=None, never=(), reason="legacy")

    assert [each.code for each in change.added] == expected
    assert sorted(each.identity.code for each in change.entries) == expected
    assert {each.reason for each in change.entries} <= {"legacy"}


def test_codes_that_are_never_accepted_are_refused() -> None:
    change = accepting(BaselineMatch(), OPEN, Choice(), sources=None, never=("F",), reason="")

    assert (change.added, change.refused) == ((E501,), (F401,))
    assert [each.identity.code for each in change.entries] == ["E501"]


def test_entries_that_stand_for_nothing_are_pruned_where_they_are_meant() -> None:
    matched = BaselineMatch((entry("E501", "src/a.py"), entry("W291", "src/a.py"), entry("W291", "c.py")), {0: E501})
    change = pruning(matched, Choice(paths=("src",)), sources=None)

    assert [each.identity for each in change.removed] == [Identity("W291", "src/a.py", "", "")]
    assert sorted((each.identity.code, each.identity.path) for each in change.entries) == [
        ("E501", "src/a.py"), ("W291", "c.py")
    ]
    assert change.moved == 0


def test_an_entry_whose_finding_has_moved_is_written_at_the_new_place() -> None:
    change = pruning(BaselineMatch((entry("E501", "old.py"),), {0: E501}), Choice(), sources=None)

    assert ([each.identity.path for each in change.entries], change.moved, change.removed) == (["src/a.py"], 1, ())


def test_entries_are_listed_by_where_their_findings_are_the_lost_ones_first() -> None:
    entries = (entry("W1", "b.py"), entry("E501", "zzz.py"), entry("F401", "b.py"))
    listed = [*places(BaselineMatch(entries, {1: E501, 2: F401}), Choice())]

    assert listed == [(entries[0], None), (entries[2], F401), (entries[1], E501)]
    assert [*places(BaselineMatch(entries), Choice(codes=("W",)))] == [(entries[0], None)]
