"""What is remembered of a baseline changes the time of a run, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualitygate.cache.block_matches import BlockMatches
from qualitygate.engine.baseline.baseline import BaselineMatch, accept, baseline
from qualitygate.engine.baseline.baseline_blocks import Baseline
from qualitygate.engine.baseline.baseline_file import Entry, render
from qualitygate.errors import BaselineError
from qualitygate.model.finding import Finding
from qualitygate.model.fingerprint import fingerprints
from qualitygate.model.judgement import Disposition, Judgement
from qualitygate.model.location import Location
from qualitygate.model.severity import Severity

from tests.unit.engine.histories import IN_PLACE, MOVES, Block, Head, Tree, edited, fresh, trees


class Part:
    """What matching asks, about some findings of a project."""

    def __init__(self, tree: Tree, findings: Sequence[Finding], lost: Callable[[str], bool]) -> None:
        self._head = Head(tree)
        self._findings = findings
        self.near = lambda index: self._head.near(self._findings[index].location.line - 1)
        self.has_scope = self._head.has_scope
        self.has_lost = lost


def judgements(tree: Tree) -> list[Judgement]:
    """The findings of a project; each one's line is its place in the list."""
    findings = [
        Finding(each.identity.code, "m", Location(each.identity.path, place), Severity.WARNING, "c",
                context=each.identity.line, scope=each.identity.scope)
        for place, each in enumerate(tree.findings(), 1)
    ]  # fmt: skip
    return [Judgement(each, fingerprint=mark) for each, mark in zip(findings, fingerprints(findings), strict=True)]


def accepted(tree: Tree, reason: Callable[[str], str] = lambda path: "") -> list[Entry]:
    """The entries of all findings of a project."""
    entries: list[Entry] = []
    for judgement, found in zip(judgements(tree), tree.findings(), strict=True):
        told = reason(found.identity.path)
        entries = accept(BaselineMatch(tuple(entries)), [judgement.finding], [found.near], reason=told)
    return entries


def judged(
    tree: Tree, data: bytes, balances: BlockMatches | None, lost: Callable[[str], bool] = lambda path: True
) -> tuple[list[Judgement], BaselineMatch]:
    """What becomes of a project's findings."""
    text = Baseline(data, "b", balances)
    return baseline(judgements(tree), text, head_of=lambda findings: Part(tree, findings, lost))


def unused(settled: BaselineMatch) -> list[Entry]:
    """The entries that stand for nothing."""
    return sorted(entry for index, entry in enumerate(settled.entries) if index not in settled.findings)


@settings(max_examples=150, deadline=None)
@given(trees(), st.data())
def test_what_was_found_to_balance_is_judged_as_if_nothing_was_known(before: Tree, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        file = str(Path(folder, "cache", "x.balances"))
        entries = accepted(before, lambda path: data.draw(st.sampled_from(["", "old", "older"])))
        first = BlockMatches(file)
        judged(before, render(entries).encode(), first)
        first.save()

        after = data.draw(st.sampled_from([before, edited(before, data, (*IN_PLACE, *MOVES))]))
        entries = [entry for entry in entries if data.draw(st.integers(0, 9))] + data.draw(
            st.lists(st.builds(Entry._replace, st.sampled_from(entries), number=st.integers(1, 4)), max_size=2)
            if entries
            else st.just([])
        )
        checked = {path for path in after.files if data.draw(st.booleans())} | set(before.files) - set(after.files)
        text = render(entries).encode()
        known, settled = judged(after, text, BlockMatches(file), checked.__contains__)
        plain, everything = judged(after, text, None, checked.__contains__)

        assert known == plain
        in_play = [entry for entry in unused(everything) if entry.identity.path in checked]
        assert [entry for entry in unused(settled) if entry.identity.path in checked] == in_play


TREE = Tree({path: (Block("f", (fresh(), fresh("import os"), fresh())),) for path in ("a.py", "b.py")})


@pytest.fixture
def known(tmp_path: Path) -> BlockMatches:
    """What a run over a project leaves whose findings are all accepted."""
    balances = BlockMatches(str(tmp_path / "cache" / "x.balances"))
    judged(TREE, render(accepted(TREE)).encode(), balances)
    balances.save()
    return BlockMatches(str(tmp_path / "cache" / "x.balances"))


def test_entries_that_balance_are_not_read_again(known: BlockMatches) -> None:
    found, settled = judged(TREE, render(accepted(TREE)).encode(), known)
    assert settled.entries == ()
    assert [each.disposition for each in found] == [Disposition.BASELINED] * 2


def test_only_the_file_that_changed_is_read_again(known: BlockMatches) -> None:
    lines = (fresh("import os"), fresh("import os"))
    changed = Tree({**TREE.files, "b.py": (Block("f", lines),)})
    found, settled = judged(changed, render(accepted(TREE)).encode(), known)
    assert {entry.identity.path for entry in settled.entries} == {"b.py"}
    assert [each.disposition.value for each in found] == ["baselined", "baselined", "open"]


def test_a_file_whose_findings_are_all_gone_leaves_its_entries_over(known: BlockMatches) -> None:
    _, settled = judged(Tree({"a.py": TREE.files["a.py"]}), render(accepted(TREE)).encode(), known)
    assert [entry.identity.path for entry in unused(settled)] == ["b.py"]


def test_a_line_that_somebody_spelled_differently_counts_as_ever(known: BlockMatches) -> None:
    text = render(accepted(TREE)).encode() + b'{"code": "B1", "path": "a.py", "line": "import re"}\n'
    _, settled = judged(TREE, text, known)
    assert [entry.identity.line for entry in unused(settled)] == ["import re"]


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        pytest.param(b'{"path": "c.py"}\n', "b:4: expected the key 'code'", id="a line that says too little"),
        pytest.param(b"<<<<<<< ours\n", "b:4: a merge conflict", id="a conflict"),
        pytest.param(b'{"path": "\xff", "code": "E1", "line": ""}\n', "b: expected UTF-8", id="a byte"),
    ],
)
def test_damage_beside_what_balances_is_told_with_its_line(known: BlockMatches, damage: bytes, problem: str) -> None:
    with pytest.raises(BaselineError, match=problem):
        Baseline(render(accepted(TREE)).encode() + damage, "b", known)
