"""Which directories are asked for configuration, and where a project begins."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.config.locate import inside, relative, repository_root, survey
from qualitygate.errors import ConfigError
from qualitygate.inputs import Inputs


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "project" / "app" / "deep").mkdir(parents=True)
    (tmp_path / "project" / ".git").mkdir()
    return tmp_path / "project"


def test_the_way_up_ends_where_the_project_begins(project: Path) -> None:
    (project / "app" / "qualitygate.toml").write_text("version = 1\n")
    (project.parent / "qualitygate.toml").write_text("version = 1\n")
    found = survey(str(project / "app" / "deep"), Inputs())

    assert found.boundary == str(project)
    assert found.directories == tuple(str(project / inner) for inner in ("app/deep", "app", ""))
    assert list(found.documents) == [str(project / "app")]


def test_a_file_can_say_that_the_project_begins_there(project: Path) -> None:
    (project / "app" / "qualitygate.toml").write_text("root = true\n")

    assert survey(str(project / "app" / "deep"), Inputs()).boundary == str(project / "app")
    assert repository_root(str(project / "app" / "deep"), Inputs()) == str(project)


@pytest.mark.parametrize("header", ["[tool.qualitygate]", "[tool.qualitygate.gate]"])
def test_a_file_that_is_all_ours_needs_no_table_of_its_own(project: Path, header: str) -> None:
    (project / "qualitygate.toml").write_text(f"# ours\n{header}\n")

    cure = r"^qualitygate\.toml(:2)?: all of this file is ours; write its keys without \[tool\.qualitygate\]$"
    with pytest.raises(ConfigError, match=cure):
        survey(str(project), Inputs())


def test_settings_in_both_files_of_a_directory_are_refused(project: Path) -> None:
    (project / "qualitygate.toml").write_text("version = 1\n")
    (project / "pyproject.toml").write_text("[tool.qualitygate]\nversion = 1\n")

    with pytest.raises(ConfigError, match="expected one of the two, found both"):
        survey(str(project), Inputs())


def test_a_mistake_in_a_file_that_has_nothing_for_us_is_none_of_ours(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.other\n")

    assert survey(str(project), Inputs()).documents == {}


def test_paths_are_told_from_the_root_and_what_is_outside_means_the_root() -> None:
    assert [relative(path, "/p") for path in ("/p", "/p/a/b", "/q")] == ["", "a/b", "../q"]
    assert [inside(path, "/p") for path in ("/p/a", "/q", "/p")] == ["a", "", ""]
