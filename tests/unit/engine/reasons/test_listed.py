"""Where an entry of a list stands."""

from __future__ import annotations

from pathlib import Path

from qualitygate.engine.reasons.listed import Listed, where_listed
from tests.unit.engine.reasons.conftest import given

IGNORES = ("ignore", "extend-ignore", "per-file-ignores")


def test_an_entry_of_a_long_list_has_its_own_line(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "qualitygate.toml").write_text('extend-ignore = [\n    "E501",\n    "E2",\n]\n')

    assert where_listed("E2", "a.py", given(tmp_path).tree, IGNORES) == Listed("extend-ignore", "qualitygate.toml:3")


def test_the_nearest_file_is_the_one_in_force(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "app").mkdir()
    (tmp_path / "qualitygate.toml").write_text('extend-ignore = ["E2"]\n')
    (tmp_path / "app" / "qualitygate.toml").write_text('\nextend-ignore = ["E2"]\n')
    tree = given(tmp_path).tree

    assert where_listed("E2", "app/a.py", tree, IGNORES) == Listed("extend-ignore", "app/qualitygate.toml:2")
    assert where_listed("E2", "a.py", tree, IGNORES) == Listed("extend-ignore", "qualitygate.toml:1")


def test_old_files_are_told_too(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".flake8").write_text("[flake8]\nper-file-ignores =\n    app/*.py: F811,\n    b.py: E2\n")

    found = where_listed("E2", "b.py", given(tmp_path).tree, IGNORES)

    assert found == Listed("per-file-ignores", ".flake8:4", "b.py")


def test_a_default_stands_nowhere(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()

    assert where_listed("W503", "a.py", given(tmp_path).tree, IGNORES) is None
