"""What of the gate a project has already."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from qualitygate.adopting.present import present_lines

NONE = [
    "baseline: none; for one: qualitygate adopt --baseline",
    "hook: none; for one: qualitygate adopt --hook, or qualitygate install-hook",
    "CI: none; for one: qualitygate adopt --ci github or gitlab or jenkins",
]


def _lines(root: Path) -> list[str]:
    return list(present_lines(str(root), str(root / "accepted.jsonl")))


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("accepted.jsonl", "baseline: accepted.jsonl"),
        (".pre-commit-config.yaml", "hook: .pre-commit-config.yaml"),
        ("lefthook.yml", "hook: lefthook.yml"),
        (".git/hooks/pre-commit", "hook: .git/hooks/pre-commit"),
        ("Jenkinsfile", "CI: Jenkinsfile"),
        (".github/workflows/tests.yaml", "CI: .github/workflows/tests.yaml"),
    ],
)
def test_a_part_that_is_there_is_named(tmp_path: Path, name: str, line: str) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("qualitygate check\n")

    assert [each for each in _lines(tmp_path) if each not in NONE] == [line]


def test_a_file_that_calls_something_else_is_none(tmp_path: Path) -> None:
    (tmp_path / ".pre-commit-config.yaml").write_text("repos: []\n")
    (tmp_path / "Jenkinsfile").mkdir()

    assert _lines(tmp_path) == NONE
