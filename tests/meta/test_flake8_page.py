"""The page about flake8's plugins works: its files are written, its commands run, and print what it shows.

With flake8-bugbear where that is installed (CI has such a step), else with a stand-in that finds what the page shows.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.plugins.flake8_plugins.distributions import install

PAGE = (Path(__file__).parents[2] / "docs" / "plugins" / "flake8.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^`([\w./-]+)`:\n\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
SESSIONS = re.findall(r"^\$ qualitygate (.*)\n((?:(?![$`]).*\n)*)", PAGE, re.MULTILINE)
STAND_IN = """
    import ast

    class Checker:
        def __init__(self, tree):
            self.tree = tree

        @classmethod
        def add_options(cls, manager):
            manager.add_option("--extend-immutable-calls", comma_separated_list=True, parse_from_config=True)

        @classmethod
        def parse_options(cls, options):
            cls.calls = options.extend_immutable_calls or []

        def run(self):
            said = "{text}"
            for node in ast.walk(self.tree):
                if isinstance(node, ast.List):
                    yield node.lineno, node.col_offset, said, type(self)
                if isinstance(node, ast.FunctionDef):
                    for each in node.args.defaults:
                        if isinstance(each, ast.Call) and each.func.id not in self.calls:
                            yield each.lineno, each.col_offset, "B008 call", type(self)
"""


@pytest.fixture
def site(tmp_path: Path) -> str:
    """The import path of a run: the stand-in, or nothing more."""
    if find_spec("bugbear") is None:
        (tmp_path / "site").mkdir()
        text = SESSIONS[0][1].partition("22: ")[2].partition("\n")[0]
        install(tmp_path / "site", "flake8-bugbear", STAND_IN.replace("{text}", text), {"B": "Checker"})
    return str(tmp_path / "site")


def _run(project: Path, site: str, *arguments: str) -> str:
    command = [sys.executable, "-m", "qualitygate", *arguments]
    done = subprocess.run(command, cwd=project, env={**os.environ, "PYTHONPATH": site}, capture_output=True, text=True)
    return done.stdout + done.stderr


def _project(tmp_path: Path, *names: str) -> Path:
    project = tmp_path / "project"
    (project / ".git").mkdir(parents=True)
    for name in names:
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text(FILES[name])
    return project


def test_the_page_has_the_files_it_speaks_of() -> None:
    assert set(FILES) == {"shop.py", ".flake8", "pyproject.toml", "setup.cfg", "tools/team_checks.py"}


@pytest.mark.parametrize(("arguments", "output"), SESSIONS, ids=["finds", "unknown code"])
def test_a_command_prints_what_the_page_shows(tmp_path: Path, site: str, arguments: str, output: str) -> None:
    others = [f"--no-plugin={name}" for name in _others(tmp_path, site) if "--select" not in arguments]

    assert _run(_project(tmp_path, "shop.py"), site, *arguments.split(), *others) == output


def _others(tmp_path: Path, site: str) -> list[str]:
    listed = _run(tmp_path, site, "plugins").splitlines()
    return [line.split()[0] for line in listed if "…" in line and not line.startswith("flake8-bugbear")]


@pytest.mark.parametrize("file", [".flake8", "pyproject.toml"])
def test_both_ways_to_write_an_option_reach_the_plugin(tmp_path: Path, site: str, file: str) -> None:
    project = _project(tmp_path, file)
    (project / "shop.py").write_text(
        "from money import Money, Other\n\n\ndef pay(a=Money(), b=Other()):\n    return a, b\n"
    )

    found = _run(project, site, "check", "--format=flake8").splitlines()

    assert [" ".join(line.split()[:2]) for line in found if ".py:" in line] == ["shop.py:4:22: B008"]


def test_the_flag_that_the_page_shows_reaches_the_plugin(tmp_path: Path, site: str) -> None:
    project = _project(tmp_path)
    (project / "shop.py").write_text("from money import Money\n\n\ndef pay(a=Money()):\n    return a\n")
    (arguments,) = re.findall(r"`qualitygate (--set flake8\.\S+)`", PAGE)

    assert " B008 " in _run(project, site, "--format=flake8")
    assert " B008 " not in _run(project, site, "--format=flake8", *arguments.split())


def test_the_plugin_in_the_tree_finds_what_the_page_says(tmp_path: Path, site: str) -> None:
    project = _project(tmp_path, "setup.cfg", "tools/team_checks.py")
    (project / "shop.py").write_text("x = 'now!!'\n")
    (ours,) = re.findall(r'^plugins = \["(.*)"\]$', PAGE, re.MULTILINE)
    expected = "shop.py:1:9: TEA100 one mark is enough"

    assert expected in _run(project, site, "--format=flake8")
    (project / "setup.cfg").unlink()
    assert expected in _run(project, site, "--format=flake8", f"--set=plugins={ours}")
