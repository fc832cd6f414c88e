"""``engine = "ruff"``: the same answer to the letter, and an incomplete run where there is no ruff to ask."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from qualitygate_plugins.ruff_engine.proven import find_ruff, objection, proof

from .conftest import Project

FILES = {
    "bad.py": "import os\nimport sys  # noqa: F401\n\ndef f( x ):\n    y = x+ 1\n    l = 1\n    if x == None : "
              "print(undefined)\n",
    "clean.py": '"""Nothing."""\n\n\ndef add(a, b):\n    """Add."""\n    return a + b\n',
    "silenced.py": "x = 1  # noqa: F401, E203\n",
    "broken.py": "x = (\n",
    "hanging.py": "x = print(1,\n    2)\ny = print(\n    1,\n        2)\n",
    "tabs.py": "if True:\n\tx = 1\n",
    "latin.py": b"# coding: latin-1\nx = '\xe9'\nimport os\n",
    "wrapped.py": "x = (1\n     + 2)\ny = (1 +\n     2)\n\n",
    "again.py":
        "from os import path as path\n\n\nclass A:\n    def f(self):\n        pass\n\n    def f(self):\n        pass\n",
    "stub.pyi": "import os\ndef f(x: int) -> int: ...\n",
    "-dash.py": "import os\n",
}
SELECT = ("--select", "E,W,F,QG", "--ignore", "")


@pytest.fixture
def ruff() -> None:
    """Skip where it is not there in the version that is proven."""
    if not find_ruff() or objection():
        if os.environ.get("QUALITYGATE_CI"):
            pytest.fail(objection() or "ruff is not installed")
        pytest.skip("ruff is not installed; run: python -m pip install '.[ruff]'")


def _findings(project: Project, *arguments: str) -> tuple[int, Any]:
    done = project.run("--no-cache", "--format", "json", *SELECT, *arguments)
    return done.code, done.report["findings"]


@pytest.mark.usefixtures("ruff")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_findings_are_the_same_to_the_letter_with_fixes_and_suppressions(project: Project, jobs: str) -> None:
    project.write(FILES)
    default, with_ruff = (
        _findings(project, "--jobs", jobs, f"--set=engine={engine}", ".") for engine in ("default", "ruff")
    )

    assert with_ruff == default
    assert {"E999", "F401", "F811", "W503", "E128", "E131", "E711", "QG901"} <= {each["code"] for each in default[1]}


@pytest.mark.usefixtures("ruff")
def test_it_reads_no_configuration_of_ruff_and_no_environment(project: Project) -> None:
    project.write({
        "ruff.toml": 'exclude = ["*.py"]\n',
        "a.py": "# ruff: noqa\nimport os\n",
        "pyproject.toml": "[tool.ruff]\nx = 1\n"
    })
    done = project.run("--no-cache", "--format", "json", "--set=engine=ruff", "a.py", env={"RUFF_OUTPUT_FILE": "x.txt"})

    assert done.codes == ["F401"]
    assert not (project.root / "x.txt").exists()


@pytest.mark.usefixtures("ruff")
def test_what_is_kept_of_a_run_is_the_same_answer_again(project: Project) -> None:
    project.write({"qualitygate.toml": 'engine = "ruff"\n', **{name: FILES[name] for name in ("bad.py", "clean.py")}})
    first, second = (project.run("--format", "json") for _ in range(2))

    assert (first.code, first.report["findings"]) == (second.code, second.report["findings"])


@pytest.mark.usefixtures("ruff")
def test_a_repair_has_its_fixes(project: Project) -> None:
    project.write({"qualitygate.toml": 'engine = "ruff"\n', "a.py": "import os\n\nx = 1\n"})
    project.run("--fix")

    assert (project.root / "a.py").read_text() == "x = 1\n"


def test_without_ruff_the_run_says_how_to_install_it_and_is_incomplete(project: Project, tmp_path: Path) -> None:
    program = "import qualitygate_plugins.ruff_engine.forerunner as each; each.find_ruff = lambda: ''\n"
    (project.root / "sitecustomize.py").write_text(program)
    project.write({"a.py": "import os\n"})
    done = project.run("--no-cache", "--set=engine=ruff", "a.py", env={"PYTHONPATH": str(project.root)})

    assert done.code == 3
    assert "pip install 'ruff==0.17.*'" in done.out
    assert "F401" in done.out, "pyflakes has looked all the same"


def test_another_version_than_the_one_that_is_proven_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wanted = proof().versions
    for name, version in {**wanted, "ruff": "0.99"}.items():
        (tmp_path / f"{name}-{version}.1.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path)])

    assert f"proven is ruff {wanted['ruff']}, and ruff 0.99 is installed" in objection()


def test_the_table_is_of_four_large_distributions_at_least_and_takes_over_most_codes() -> None:
    assert len(proof().corpora) >= 4
    assert len(proof().proven) > 90
    assert {"E126", "E131", "E301", "W503"} <= proof().proven
