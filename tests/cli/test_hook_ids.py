"""The hooks that pre-commit finds here: each one's command line, run on the files of a commit."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
import yaml

from .conftest import Done
from .repositories import Work, old_work

ROOT = Path(__file__).parents[2]
HOOKS = {each["id"]: each for each in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """A repository whose main branch has findings, on a branch of one commit."""
    work = old_work(tmp_path)
    work.git("commit", "-q", "--allow-empty", "-m", "more")
    return work


def run_hook(work: Work, name: str, *files: str) -> Done:
    """Run a hook as pre-commit does: its words, then the names of the files."""
    program, *arguments = shlex.split(HOOKS[name]["entry"])
    assert program == "qualitygate"
    return work.run(*arguments, *files)


@pytest.mark.parametrize("name", ["qualitygate", "qualitygate-new", "qualitygate-fix"])
def test_a_hook_passes_where_nothing_of_the_commit_is_for_the_gate(work: Work, name: str) -> None:
    work.write({"notes.unknown": "import os\n", "app/good.py": '"""Nothing."""\n'})

    assert run_hook(work, name, "notes.unknown").code == 0
    assert run_hook(work, name, "app/good.py").code == 0


def test_the_gate_stops_old_findings_and_the_hook_for_new_ones_lets_them_through(work: Work) -> None:
    assert run_hook(work, "qualitygate", "app/old.py").code == 1
    assert run_hook(work, "qualitygate-new", "app/old.py").code == 0

    work.write({"app/old.py": "import re\nimport csv\nx = 1 \n"})
    done = run_hook(work, "qualitygate-new", "app/old.py")
    assert done.code == 1
    assert "'csv' imported but unused" in done.out
    assert "'re' imported but unused" not in done.out


def test_the_hook_that_fixes_changes_the_files_of_the_commit_and_no_others(work: Work) -> None:
    work.write({"app/one.py": "import csv\nx = 1\n", "app/two.py": "import csv\nx = 1\n"})

    assert run_hook(work, "qualitygate-fix", "app/one.py").code == 0

    assert (work.root / "app/one.py").read_text() == "x = 1\n"
    assert (work.root / "app/two.py").read_text() == "import csv\nx = 1\n"


def test_every_hook_takes_the_same_files_and_is_described_on_the_page() -> None:
    page = (ROOT / "docs" / "pre-commit.md").read_text(encoding="utf-8")

    assert [name for name in HOOKS if f"| `{name}` |" not in page] == []
    assert len({tuple(each["types_or"]) for each in HOOKS.values()}) == 1
    assert [name for name, each in HOOKS.items() if not each["require_serial"]] == []
