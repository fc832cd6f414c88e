"""The checked tree is never on the import path: not ours, not the workers', not that of the search for plugins."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Project

#: Modules that we or Python import after our first line; each says that it was run.
SHADOWS = ("signal.py", "multiprocessing/__init__.py", "msgspec.py", "pycodestyle.py", "argparse.py", "selectors.py")
CANARY = "import pathlib\npathlib.Path({!r}).touch()\n"


@pytest.fixture
def hostile(project: Project) -> Project:
    """A project whose modules have the names of those that a run imports, and a distribution with a plugin."""
    canary = CANARY.format(str(project.root / "ran"))
    project.write({name: canary for name in SHADOWS})
    project.write(
        {
            "evil.py": canary,
            "evil-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n",
            "evil-1.0.dist-info/entry_points.txt": "[qualitygate]\nevil = evil\n",
        }
    )
    return project


@pytest.mark.parametrize("variables", [{}, {"PYTHONPATH": "."}, {"PYTHONPATH": ":"}], ids=["none", "a dot", "nothing"])
@pytest.mark.parametrize("executor", ["serial", "fork", "spawn"])
def test_b5_no_module_of_the_tree_is_imported(hostile: Project, executor: str, variables: dict[str, str]) -> None:
    if variables and executor != "spawn":
        variables = {}  # Python itself would import from there before our first line; workers are ours
    done = hostile.run("--no-cache", "--executor", executor, "--jobs", "2", "--format", "concise", env=variables)
    assert "lost-worker" not in done.out + done.err
    assert not (hostile.root / "ran").exists()
    assert done.code in (0, 1)


@pytest.mark.parametrize("arguments", [["plugins"], ["rules"], ["--no-cache"], ["--executor", "spawn", "--jobs", "2"]])
@pytest.mark.parametrize("command", ["console script", "module"])
def test_b5_a_distribution_in_the_tree_is_no_plugin(hostile: Project, arguments: list[str], command: str) -> None:
    program = [str(Path(sys.executable).with_name("qualitygate"))]
    program = program if command == "console script" else [sys.executable, "-m", "qualitygate"]
    done = subprocess.run([*program, *arguments], cwd=hostile.root, capture_output=True, text=True, check=False)
    assert not (hostile.root / "ran").exists()
    assert "evil" not in done.stdout.replace("evil.py", "")


def test_b5_a_distribution_in_the_tree_is_none_where_the_import_path_leads_there(hostile: Project) -> None:
    """As an editable installation of the checked project itself does."""
    below = hostile.root / "below"
    below.mkdir()
    program = (
        f"import sys; sys.path.append({str(hostile.root)!r}); from qualitygate.cli.main import main; main(['plugins'])"
    )
    done = subprocess.run([sys.executable, "-I", "-c", program], cwd=below, capture_output=True, text=True, check=False)
    assert "pyflakes" in done.stdout
    assert "evil" not in done.stdout
    assert not (hostile.root / "ran").exists()


@pytest.mark.parametrize("command", ["console script", "module"])
def test_the_standard_library_can_be_checked_where_it_lies(command: str) -> None:
    """It is what we stand in, and what we and Python import from."""
    program = [str(Path(sys.executable).with_name("qualitygate"))]
    program = program if command == "console script" else [sys.executable, "-m", "qualitygate"]
    words = ["--isolated", "--no-cache", "--select=E9", "--format=concise", "json/decoder.py", "json/scanner.py"]
    here = Path(os.__file__).parent
    done = subprocess.run([*program, "check", *words], cwd=here, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "PASSED  2 files checked\n"), done.stderr
