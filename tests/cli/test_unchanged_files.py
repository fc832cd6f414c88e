"""What was said of a file is said again while it stays, whatever happens to the others, as without a cache."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings as hypothesis_settings, strategies as st

from qualitygate.engine.request import Request
from qualitygate.engine.reuse import reused_judgements as unchanged

from .cached import Said, answered_by, checked_files, own_cache, run_in, settle
from .test_promises import plugin

NAMES = ("a.py", "b.py", "c.py", "app/migrations/0001_initial.py")
CONTENTS = (
    "",
    "import os\n",
    "import os  # noqa: F401\n",
    "x = 1  # noqa: F401\n",
    "import os  # noqa\nimport re\nimport re\n",
    "# qualitygate: ignore-file[F401] reason=vendored\nimport os\n",
    "import os  # qualitygate: ignore[F401] until=2999-01-01\n",
    "import os  # qualitygate: ignore[F401] until=2001-01-01\n",
    "x = (\n",
    "x = 1;\ny = 1 \n" * 3,
)
FORMATS = ("--format=console", "--format=gitlab=gitlab.json", "--format=checkstyle=checkstyle.xml")


def _say(root: Path, *arguments: str) -> tuple[Said, list[str]]:
    said = run_in(root, *FORMATS, *arguments)
    return said, [(root / name).read_text() for name in ("gitlab.json", "checkstyle.xml")]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with three findings and two comments in four files."""
    own_cache(monkeypatch, tmp_path / "cache")
    return _project(tmp_path / "project", select="E,W,F,QG")


def _project(root: Path, *, select: str) -> Path:
    (root / ".git").mkdir(parents=True)
    (root / "app" / "migrations").mkdir(parents=True)
    codes = ", ".join(f'"{code}"' for code in select.split(","))
    (root / "pyproject.toml").write_text(f"[tool.qualitygate]\nselect = [{codes}]\nignore = ['W291', 'E5']\n")
    for name in NAMES:
        (root / name).write_text("import os\n")
    (root / "b.py").write_text("import os  # noqa: F401\nx = 1  # noqa: F401\n")
    return root


def remember(project: Path, *arguments: str) -> None:
    settle()
    for _ in range(2):
        _say(project, *arguments)


EDITS = st.lists(
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from(CONTENTS), min_size=1, max_size=2), min_size=1, max_size=5
)


@given(EDITS, st.sampled_from(["E,W,F", "E,W,F,QG", "E,W,F,QG905"]))
@hypothesis_settings(max_examples=25, deadline=None)
def test_every_edit_is_answered_as_without_a_cache(edits: list[dict[str, str]], select: str) -> None:
    with TemporaryDirectory() as directory, pytest.MonkeyPatch.context() as patch:
        own_cache(patch, Path(directory) / "cache")
        root = _project(Path(directory) / "project", select=select)
        remember(root)
        for contents in edits:
            for name, content in contents.items():
                (root / name).write_text(content)
            settle()
            assert _say(root) == _say(root, "--no-cache")


def test_only_the_changed_file_is_checked_and_all_are_counted(project: Path) -> None:
    remember(project, "--profile")
    (project / "a.py").write_text("import re\n")

    said, _ = _say(project, "--profile")

    assert checked_files(said) == "cache: 3 files known, 1 checked"
    assert said.out.splitlines()[-1].startswith("FAILED  4 open findings (3 errors, 1 warning) in 4 of 4 ")


def test_a_nested_entry_without_use_is_reported_however_little_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_cache(monkeypatch, tmp_path / "cache")
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    (root / "sub").mkdir()
    (root / "pyproject.toml").write_text("[tool.qualitygate]\n")
    (root / "sub" / "pyproject.toml").write_text("[tool.qualitygate]\nselect = ['F', 'QG905']\nignore = ['E203']\n")
    for name in ("a.py", "sub/b.py"):
        (root / name).write_text("x = 1\n")
    settle()
    for number in range(4):
        assert "sub/pyproject.toml:3:1: QG905 ignore: E203 does not occur" in run_in(root, "--format=flake8").out
        (root / "a.py").write_text(f"x = {number}\n")
        settle()


def test_a_failure_in_one_file_is_told_with_what_was_said_of_the_others(project: Path) -> None:
    (project / "pyproject.toml").unlink()
    for name, text in plugin('if "boom" in source.text: raise RuntimeError("boom")').items():
        (project / name).write_text(text)
    remember(project)
    (project / "a.py").write_text("boom = 1\n")
    settle()

    answer = _say(project)

    assert answer == _say(project, "--no-cache")
    assert answer[0].code == 3
    assert answered_by(_say(project, "--profile")[0]) == "results of 3 files"


def test_a_comment_that_ceases_to_hold_is_judged_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "b.py").write_text("import os  # qualitygate: ignore[F401] until=2999-01-01\n")
    remember(project)
    (project / "a.py").write_text("x = 1\n")
    settle()
    assert "b.py" not in _say(project)[0].out

    class Later:
        """A clock in the year 3000."""

        time = staticmethod(lambda: 32_503_680_000.0)

    (project / "a.py").write_text("x = 2\n")
    settle()
    monkeypatch.setattr("qualitygate.engine.reuse.run_memory.time", Later)
    monkeypatch.setattr("qualitygate.cli.commands.check.Request", partial(Request, today="3000-01-01"))
    said, _ = _say(project, "--profile")
    assert "QG904" in said.out
    assert answered_by(said) == "results of 3 files"


def test_more_findings_than_are_worth_it_are_judged_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged, "JUDGEMENTS", 1)
    remember(project)
    (project / "a.py").write_text("x = 1;\n")
    settle()
    assert answered_by(_say(project, "--profile")[0]) == "results of 3 files"
    assert _say(project) == _say(project, "--no-cache")
