"""``[flake8:local-plugins]``: plugins of flake8's in the project's own tree, each by itself, and only where trusted."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from tests.cli.conftest import Project
from tests.cli.language_client import connect, start_server
from tests.plugins.flake8_plugins.distributions import SAMPLE, TREE, flake8

CHECKS = """
    import ast

    from team_words import WORD

    class Checker:
        def __init__(self, tree):
            self.tree = tree

        @classmethod
        def add_options(cls, manager):
            manager.add_option("--team-mark", parse_from_config=True, default="?")

        @classmethod
        def parse_options(cls, options):
            cls.mark = options.team_mark

        def run(self):
            for node in ast.walk(self.tree):
                if isinstance(node, ast.Name) and node.id == "print":
                    yield node.lineno, node.col_offset, f"TEA100 {WORD}{self.mark}", type(self)

    def line(physical_line):
        if "TODO" in physical_line:
            return 0, "TEL100 todo"
"""
OLD = """\
    [flake8]
    exclude = lib
    team-mark = !
    [flake8:local-plugins]
    extension =
        TEA = team_checks:Checker
        TEL = team_checks:line
    paths = ./lib
"""
QUIET = ("--set=noqa=flake8", "--format=flake8")


@pytest.fixture
def team(project: Project) -> Project:
    """A project with two checks of its own, one of which imports a module that lies beside it."""
    project.write({"lib/team_checks.py": CHECKS, "lib/team_words.py": "WORD = 'first'\n", ".flake8": OLD})
    project.write({"a.py": "print(1)\n", "b.py": "x = 1  # TODO\n", "c/d.py": SAMPLE, ".git/HEAD": ""})
    return project


@pytest.mark.parametrize(
    "arguments",
    [("--jobs=1", "--no-cache"), ("--jobs=2", "--executor=fork"), ("--jobs=2", "--executor=spawn")],
    ids=["here", "fork", "spawn"],
)
def test_they_find_what_they_find_under_flake8(team: Project, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    expected = flake8(team.root, tmp_path)

    runs = [sorted(team.run(*QUIET, *arguments).out.splitlines()) for _ in range(2)]

    assert {"a.py:1:1: TEA100 first!", "b.py:1:1: TEL100 todo"} <= set(expected)
    assert runs == [expected, expected]


def test_options_of_all_kinds_reach_them(team: Project, tmp_path: Path) -> None:
    only = OLD.replace("        TEL = team_checks:line\n", "")
    team.write({"lib/team_checks.py": TREE.replace("ATR1", "TEA1"), ".flake8": only})
    expected = flake8(team.root, tmp_path)

    assert [line for line in expected if " TEA100 " in line]
    assert sorted(team.run(*QUIET).out.splitlines()) == expected


@pytest.mark.parametrize("file", ["lib/team_words.py", "lib/team_checks.py"])
def test_an_edit_of_theirs_or_of_what_they_import_is_seen(team: Project, file: str) -> None:
    time.sleep(0.03)  # what is younger is not remembered
    compiling = {"PYTHONDONTWRITEBYTECODE": ""}
    first = [team.run(*QUIET, "--profile", env=compiling) for _ in range(3)]
    remembered = team.run(*QUIET, "--profile", env=compiling)
    text = (team.root / file).read_text()
    (team.root / file).write_text(text.replace("first", "other").replace("TEA100 ", "TEA100 other"))

    assert {done.out for done in first} == {remembered.out}
    assert list(team.root.rglob("*.pyc")) == []  # Python would take it for the edited module: the size is the same
    assert "answered by: the run's memory" in remembered.err
    assert "TEA100 other" in team.run(*QUIET, "--profile", env=compiling).out


def test_standard_input_is_checked_by_them(team: Project) -> None:
    done = team.run("-", "--stdin-display-name", "c/new.py", *QUIET, stdin=b"print(2)\n")

    assert done.out == "c/new.py:1:1: TEA100 first!\n"


def test_the_language_server_has_them_and_sees_edits(team: Project) -> None:
    server = start_server(team.root)
    client = connect(server, team.root)
    uri = client.open(team.root / "a.py", "print(1)\n")
    before = [item["message"] for item in client.published(uri)]
    (team.root / "lib" / "team_words.py").write_text("WORD = 'edited'\n")
    change = {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": "print(2)\n"}]}
    client.tell("textDocument/didChange", change)
    after = [item["message"] for item in client.published(uri)]
    client.end()
    server.communicate(timeout=20)

    assert (before, after) == (["first!"], ["edited!"])


def test_one_that_fails_costs_its_own_codes_only(team: Project) -> None:
    team.write({"lib/broken.py": "import sys\nsys.exit(0)\n"})
    old = (team.root / ".flake8").read_text()
    (team.root / ".flake8").write_text(old.replace("paths", "    BRO = broken:X\npaths"))

    done = team.run("--format=json", "a.py", "b.py")

    assert (done.code, sorted(done.codes)) == (3, ["TEA100", "TEL100"])
    (failure,) = done.report["failures"]
    assert failure["checker"] == "local-bro"
    assert "'local-bro' (broken, from .flake8 [flake8:local-plugins])" in failure["message"]
    assert "SystemExit: 0" in failure["message"]


def test_untrusted_imports_none_and_says_so(team: Project) -> None:
    team.write({"lib/team_checks.py": "open('canary', 'w')\n"})

    done = team.run("--untrusted", "a.py")
    hidden = team.run("a.py", env={"CHANGE_FORK": "somebody"})

    assert not (team.root / "canary").exists()
    assert (done.code, hidden.code) == (0, 0)
    said = "left out: TEA = team_checks:Checker, TEL = team_checks:line"
    assert said in done.out
    assert said in hidden.out


def test_safe_runs_them_as_it_runs_other_checkers(team: Project) -> None:
    assert "a.py:1:1: TEA100 first!" in team.run("--safe", *QUIET).out


def test_plugins_lists_them_and_each_can_be_left_out(team: Project) -> None:
    listed = team.run("plugins").out
    assert [line.split()[0] for line in listed.splitlines() if "team_checks" in line] == ["local-tea", "local-tel"]
    assert "TEA" not in team.run("--no-plugin=local-tea", *QUIET).out
    assert "A check of the project's own, from .flake8" in team.run("rules", "TEA").out


def test_our_own_configuration_names_them_and_adopt_writes_that(team: Project) -> None:
    was = team.run("--format=json").codes
    team.write({"pyproject.toml": "[project]\nname = 'team'\n"})

    done = team.run("adopt", "--force")

    assert (done.code, done.err) == (0, "")
    text = (team.root / "pyproject.toml").read_text()
    assert 'plugins = ["TEA = ./lib/team_checks.py:Checker", "TEL = ./lib/team_checks.py:line"]' in text
    (team.root / ".flake8").unlink()
    assert team.run("--format=json").codes == was


def test_a_code_of_an_installed_plugin_cannot_be_claimed_twice(team: Project) -> None:
    (team.root / ".flake8").write_text((team.root / ".flake8").read_text().replace("TEL =", "C90 ="))

    done = team.run()

    assert done.code == 2
    assert "local-c90" in done.err
    assert sys.platform == "win32" or "complexity" in done.err


def test_one_that_imports_the_project_which_is_not_installed_names_the_cure(project: Project) -> None:
    old = "[flake8:local-plugins]\nextension = TEA = acme_project.checks:Checker\n"
    project.write({"src/acme_project/checks.py": CHECKS, ".flake8": old, "a.py": "x = 1\n"})

    done = project.run("a.py")

    assert done.code == 3
    assert (
        "No module named 'acme_project'; is the project itself installed here (python -m pip install -e .)" in done.out
    )
