"""Which project a file belongs to, and what makes it another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.cli.commands.lsp import open_project
from qualitygate.engine.run import Outcome
from qualitygate.errors import QualityGateError
from qualitygate.lsp.projects import Projects, folders_of, is_inside
from qualitygate.lsp.verdicts import judge
from tests.unit.lsp.sessions import Talks


@pytest.fixture
def projects() -> Projects:
    """No project is open yet."""
    return Projects(open_project)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of its own."""
    (tmp_path / ".git").mkdir()
    return tmp_path


def _judge(projects: Projects, path: Path, text: str) -> Outcome:
    return judge(projects.of(str(path)), str(path), text)


def test_settings_hold_as_soon_as_they_are_written(folder: Path, projects: Projects) -> None:
    path = folder / "a.py"

    assert [each.finding.code for each in _judge(projects, path, "import os\n").report.open] == ["F401"]
    (folder / "pyproject.toml").write_text("[tool.qualitygate]\nextend-ignore = ['F401']\n")

    assert [each.finding.code for each in _judge(projects, path, "import os\n").report.open] == []
    (folder / "pyproject.toml").unlink()
    assert [each.finding.code for each in _judge(projects, path, "import os\n").report.open] == ["F401"]


def test_saving_what_decides_no_setting_keeps_the_checkers_warm(folder: Path, projects: Projects) -> None:
    path, settings = folder / "a.py", folder / "pyproject.toml"
    path.write_text("x = 1\n")
    settings.write_text("[tool.qualitygate]\n")
    _judge(projects, path, "x = 1\n")
    before = projects.of(str(path))

    path.with_name("a.py~").write_text("x = 2\n")  # as editors do that keep a copy until all is written
    path.with_name("a.py~").replace(path)
    settings.write_text("[tool.qualitygate]\n")

    assert projects.are_current
    assert projects.of(str(path)) is before


def test_a_configuration_further_down_counts_for_what_is_below_it(folder: Path, projects: Projects) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "qualitygate.toml").write_text("extend-ignore = ['F401']\n")

    assert _judge(projects, folder / "inner" / "a.py", "import os\n").report.open == ()
    assert len(_judge(projects, folder / "a.py", "import os\n").report.open) == 1


def test_directories_with_the_same_settings_share_one_project(folder: Path, projects: Projects) -> None:
    for name in ("one", "two"):
        (folder / name).mkdir()

    assert projects.of(str(folder / "one" / "a.py")) is projects.of(str(folder / "two" / "b.py"))


def test_checkers_stay_warm(folder: Path, projects: Projects) -> None:
    _judge(projects, folder / "a.py", "x = 1\n")
    project = projects.of(str(folder / "a.py"))
    before = list(project._workers.values())

    _judge(projects, folder / "b.py", "x = 2\n")

    assert list(project._workers.values()) == before
    assert len(before) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--no-such-option",), "no-such-option"),
        (("src",), "args: expected options only, got the path 'src'"),
        (("--set", "max-line-length=wide"), "max-line-length"),
    ],
)
def test_wrong_arguments_are_said(folder: Path, projects: Projects, arguments: tuple[str, ...], said: str) -> None:
    projects.arguments = arguments

    with pytest.raises(QualityGateError, match=said):
        projects.of(str(folder / "a.py"))


def test_a_file_belongs_to_the_innermost_folder(projects: Projects) -> None:
    projects.folders = folders_of(["/work", "/work/inner", "/work", ""])

    assert projects.folders == ("/work", "/work/inner")
    assert projects.folder_of("/work/inner/deep/a.py") == "/work/inner"
    assert projects.folder_of("/workshop/a.py") == "/workshop"


def test_a_directory_is_inside_itself_and_not_inside_its_namesake() -> None:
    assert is_inside("/a/b", "/a/b") and is_inside("/a/b/c", "/a/b") and is_inside("/a", "/")
    assert not is_inside("/a/bc", "/a/b")


def test_projects_are_current_until_a_file_changes_that_they_depend_on(folder: Path, projects: Projects) -> None:
    projects.of(str(folder / "a.py"))
    (folder / "b.py").write_text("")
    assert projects.are_current

    (folder / "setup.cfg").write_text("[flake8]\n")

    assert not projects.are_current


#: Says a code of its own of every file.
PLUGIN = """\
from qualitygate.api import DefaultCodes, Finding, Location, Severity, hookimpl


class Own:
    name, kinds, codes, needs_tree = "own", frozenset({"python"}), ("OWN",), False

    def check(self, source):
        yield Finding("OWN%d", "own", Location(source.path, 1, 1), Severity.NOTE, self.name)


@hookimpl
def qualitygate_default_codes():
    return DefaultCodes(("OWN",))


@hookimpl
def qualitygate_checkers(settings):
    return [Own()]
"""


def test_each_root_has_plugins_of_its_own_be_they_called_the_same(talks: Talks, tmp_path: Path) -> None:
    for number, name in enumerate(("one", "two"), 1):
        (tmp_path / name).mkdir()
        (tmp_path / name / "own.py").write_text(PLUGIN % number)
        (tmp_path / name / "qualitygate.toml").write_text("root = true\nplugins = ['./own.py']\n")
    talk = talks()
    folders = [{"uri": (tmp_path / name).as_uri(), "name": name} for name in ("one", "two")]
    talk.tell("workspace/didChangeWorkspaceFolders", {"event": {"added": folders, "removed": []}})
    for name in ("one", "two", "one"):
        talk.open((tmp_path / name / f"{name}.py").as_uri(), "x = 1\n")
        talk.wait(0)

    codes = [(name, codes) for name, _, codes in talk.published()]
    assert codes == [("one.py", ["OWN1"]), ("two.py", ["OWN2"]), ("one.py", ["OWN1"])]
