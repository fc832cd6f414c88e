"""The same verdict and the same report, however the work is spread; and no process left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.conftest import Project

SAMPLE = "import os\nimport re;\n\ndef f( x ):\n    return x==None  # noqa : E711\n"


@pytest.fixture
def many(project: Project) -> Project:
    """A project of sixty files of different sizes, two of them broken."""
    project.write({f"pkg{n % 7}/m{n}.py": SAMPLE * (1 + n % 5) for n in range(60)})
    project.write({"broken.py": "def (:\n", "binary.py": b"\xff\xfe\0"})
    return project


def findings(project: Project, *arguments: str) -> str:
    """Return the report without its measured times, as text."""
    report = json.loads(project.run("--format=json", *arguments).out)
    del report["stats"]
    return json.dumps(report)


@pytest.mark.parametrize("executor", ["fork", "spawn"])
def test_workers_report_what_one_process_reports(many: Project, executor: str) -> None:
    if executor == "fork" and not hasattr(os, "fork"):
        pytest.skip("needs another platform: fork")

    assert findings(many, f"--executor={executor}", "--jobs=3") == findings(many, "--executor=serial")


def test_the_order_of_arguments_does_not_change_the_report(many: Project) -> None:
    forward = findings(many, "pkg0", "pkg1", "broken.py")
    backward = findings(many, "broken.py", "pkg1", "pkg0")

    assert forward == backward


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: POSIX signals")
def test_ctrl_c_ends_all_processes_with_130(project: Project) -> None:
    project.write({f"m{n}.py": SAMPLE * 2000 for n in range(40)})
    process = subprocess.Popen(
        [sys.executable, "-m", "qualitygate", "--format=flake8=out.txt", "--jobs=2"],
        cwd=project.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    children = _wait_for_children(process.pid)

    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=20)

    assert process.returncode == 130
    assert err.decode() == "qualitygate: interrupted\n"
    assert not (project.root / "out.txt").exists()
    assert not [child for child in children if Path(f"/proc/{child}/cmdline").exists() and _is_alive(child)]


def _wait_for_children(parent: int) -> list[int]:
    listing = Path(f"/proc/{parent}/task/{parent}/children")
    for _ in range(200):
        children = [int(child) for child in listing.read_text().split()] if listing.exists() else []
        if len(children) >= 2:
            return children
        time.sleep(0.05)
    return []


def _is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
