"""Which entry takes a path, compared with what a walk passes over."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from qualitygate.engine.planning.plan import make_plan
from qualitygate.engine.reasons.taken import Taker, excluded_by, ignored_by
from tests.unit.engine.reasons.conftest import given

PATHS = ["a.py", "app/b.py", "app/old/c.py", "old/d.py", "build/lib/e.py"]
PATTERNS = st.lists(
    st.sampled_from(["old", "app/", "!app/old", "*.py", "!a.py", "build/lib", "./old", "app/**/c.py", "# old", "b.py"]),
    max_size=5,
)


def project(root: Path, exclude: list[str], ignore: list[str]) -> None:
    """Write every path, the configuration and an ignore file."""
    (root / ".git").mkdir()
    for path in PATHS:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("")
    listed = ", ".join(f'"{each}"' for each in exclude)
    (root / "qualitygate.toml").write_text(f"exclude = [{listed}]\n")
    (root / ".gitignore").write_text("\n".join(ignore) + "\n")


@settings(max_examples=60, deadline=None)
@drawn(PATTERNS, PATTERNS)
def test_what_is_not_found_has_a_taker_and_what_is_found_has_none(exclude: list[str], ignore: list[str]) -> None:
    exclude = [each for each in exclude if not each.startswith("#")]
    ignore = [each for each in ignore if not each.startswith("./")]
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory)
        project(root, exclude, ignore)
        asked = given(root)
        found = {task.path for task in make_plan(asked.request, asked.host, asked.tree).tasks}

        taken = {path for path in PATHS if excluded_by(path, asked.tree) or ignored_by(path, asked.tree)}

        assert taken == set(PATHS) - found


def test_of_several_entries_it_is_the_last_that_turns_the_decision(tmp_path: Path) -> None:
    project(tmp_path, ["*.py", "!a.py", "old"], [])
    tree = given(tmp_path).tree

    assert excluded_by("a.py", tree) is None
    assert excluded_by("app/b.py", tree) == Taker("*.py", "qualitygate.toml:1", "exclude")


def test_a_default_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".tox").mkdir()
    (tmp_path / ".tox" / "a.py").write_text("")

    assert excluded_by(".tox/a.py", given(tmp_path).tree) == Taker(".tox", "default", "exclude")


@pytest.mark.parametrize(
    ("place", "source"),
    [
        (".gitignore", ".gitignore:2"),
        ("app/.gitignore", "app/.gitignore:2"),
        (".git/info/exclude", ".git/info/exclude:2")
    ],
)
def test_the_line_of_the_ignore_file_is_told(tmp_path: Path, place: str, source: str) -> None:
    project(tmp_path, [], [])
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text("# what is made\nb.py\n")

    assert ignored_by("app/b.py", given(tmp_path).tree) == Taker("b.py", source)
