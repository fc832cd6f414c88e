"""The ten-minute guide works: its files are taken from the page, put into a project, and run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tomli import loads as toml_loads

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "plugins" / "README.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^`([\w./-]+)`:\n\n```\w+\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL))
SESSION = re.search(r"^```console\n\$ qualitygate (?P<arguments>.*)\n(?P<output>(?:.*\n)*?)```$", GUIDE, re.MULTILINE)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return tmp_path


def _run(project: Path, *arguments: str, path: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)


def test_the_guide_has_the_files_it_speaks_of() -> None:
    assert set(FILES) == {
        "tools/lint_rules.py",
        "pyproject.toml",
        "shop/cart.py",
        "tests/test_lint_rules.py",
        "acme/pyproject.toml",
    }


def test_the_run_prints_what_the_guide_shows(project: Path) -> None:
    assert SESSION is not None

    done = _run(project, "qualitygate", *SESSION["arguments"].split())

    assert (done.stdout, done.stderr, done.returncode) == (SESSION["output"], "", 1)


def test_the_rule_explains_itself(project: Path) -> None:
    done = _run(project, "qualitygate", "explain", "ACME101")

    assert "todo-without-ticket" in done.stdout, done.stderr
    assert "from: plugin lint_rules" in done.stdout


def test_the_tests_of_the_guide_pass(project: Path) -> None:
    done = _run(project, "pytest", "-q", "-p", "no:cacheprovider", "tests")

    assert "2 passed" in done.stdout, done.stdout + done.stderr


def test_the_checker_passes_the_gate_itself(project: Path) -> None:
    done = _run(project, "qualitygate", "--isolated", "--max-line-length=120", "tools", "tests")

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_entry_point_makes_it_a_plugin(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    declared = toml_loads(FILES["acme/pyproject.toml"])["project"]
    (name, module), *others = declared["entry-points"]["qualitygate"].items()
    site = tmp_path_factory.mktemp("site")  # what lies in the checked tree is not installed
    metadata = site / "acme_rules-1.0.dist-info"
    metadata.mkdir(parents=True)
    about = f"Metadata-Version: 2.1\nName: {declared['name']}\nVersion: {declared['version']}\n"
    (metadata / "METADATA").write_text(about)
    (metadata / "entry_points.txt").write_text(f"[qualitygate]\n{name} = {module}\n")
    (site / f"{module}.py").write_text(FILES["tools/lint_rules.py"].replace("lint_rules.", f"{name}."))

    done = _run(
        project, "qualitygate", "--isolated", "--format=flake8", "shop", path=str(site)
    )
    listed = _run(project, "qualitygate", "plugins", "--isolated", path=str(site))

    assert others == []
    assert "shop/cart.py:1:12: ACME101" in done.stdout, done.stderr
    assert "acme-rules 1.0" in listed.stdout, listed.stderr
