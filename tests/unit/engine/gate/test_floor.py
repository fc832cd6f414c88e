"""What a run over the whole project must have looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.engine.run import run
from qualitygate.model.replacement import replace
from qualitygate.model.verdict import ExitCode
from tests.unit.engine.reasons.conftest import given


def messages(root: Path, settings: str, *paths: str) -> list[str]:
    """Return what the run says about its floor."""
    (root / ".git").mkdir(exist_ok=True)
    (root / "qualitygate.toml").write_text(settings)
    outcome = run(given(root, *paths))
    assert outcome.verdict.exit_code is (ExitCode.INCOMPLETE if outcome.report.failures else ExitCode.PASSED)
    return [failure.message for failure in outcome.report.failures if failure.kind == "floor"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two Python files and a page."""
    for name in ("a.py", "b.py", "page.md"):
        (tmp_path / name).write_text("")
    return tmp_path


@pytest.mark.parametrize("settings", ["gate.min-files = 2\n", 'gate.require = ["pep8", "pyflakes"]\n', ""])
def test_what_is_reached_is_not_spoken_of(root: Path, settings: str) -> None:
    assert messages(root, settings) == []


def test_fewer_files_make_the_run_incomplete(root: Path) -> None:
    (said,) = messages(root, 'gate.min-files = 2\nexclude = ["b.py"]\n')

    assert said.startswith("qualitygate.toml:1: gate.min-files = 2, and 1 were checked; see what is left out")


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ('gate.require = ["pep8", "spelling"]\n', "spelling"),  # it has no names to look for
        ('gate.require = ["pep8"]\nexclude = ["*.py"]\nspelling.names = ["GitHub"]\n', "pep8"),
        ('gate.require = ["pyflakes"]\nselect = ["E"]\n', "pyflakes"),
        ('gate.require = ["mypy"]\n', "mypy"),
    ],
)
def test_a_required_checker_that_looked_at_nothing_makes_it_incomplete(root: Path, settings: str, name: str) -> None:
    (said,) = messages(root, settings)

    assert f"gate.require: {name!r} looked at nothing" in said


def test_a_misspelt_name_is_told_the_nearest(root: Path) -> None:
    (said,) = messages(root, 'gate.require = ["pepp8"]\n')

    assert "did you mean 'pep8'?" in said


def test_named_files_need_not_reach_it(root: Path) -> None:
    assert messages(root, 'gate.min-files = 9\ngate.require = ["mypy"]\n', "a.py") == []


def test_the_root_by_name_is_the_whole_project(root: Path) -> None:
    assert len(messages(root, "gate.min-files = 9\n", ".")) == 1


def test_one_stage_alone_need_not_reach_it(root: Path) -> None:
    (root / ".git").mkdir(exist_ok=True)
    (root / "qualitygate.toml").write_text('gate.min-files = 9\ngate.stages = [["pep8"], ["pyflakes"]]\n')
    asked = given(root)

    assert run(replace(asked, request=replace(asked.request, stages=("1",)))).report.failures == ()
