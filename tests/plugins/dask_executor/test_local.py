"""A cluster for one run: the same report, and nothing left of it however the run ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.clusters import POISON, descendants, install_plugin
from tests.cli.conftest import Project

SAMPLE = "import os\nimport re;\n\ndef f( x ):\n    return x==None  # noqa : E711\n"
needs_proc = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs another platform: /proc")


@pytest.fixture
def some(project: Project) -> Project:
    """A project of files of different sizes, two of them broken."""
    project.write({f"pkg/m{n}.py": SAMPLE * (1 + n % 5) for n in range(12)})
    project.write(
        {"broken.py": "def (:\n", "binary.py": b"\xff\xfe\0", "qualitygate.toml": "version = 1\nroot = true\n"}
    )
    return project


def report(project: Project, *arguments: str, env: dict[str, str] | None = None) -> tuple[int, str]:
    """Return exit code and report, without its measured times."""
    done = project.run("--format=json", "--no-cache", "--jobs=2", *arguments, env=env)
    assert done.out, done.err
    found = json.loads(done.out)
    del found["stats"]
    return done.code, json.dumps(found)


def test_the_report_is_that_of_this_machines_workers(some: Project) -> None:
    assert report(some, "--executor=dask=local") == report(some, "--executor=fork")


@needs_proc
def test_a_file_that_kills_its_workers_is_one_failure_as_on_this_machine(
    some: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    env = install_plugin(tmp_path_factory.mktemp("installed") / "site")
    some.write({"pkg/bad.py": f"{POISON} = 1\n"})

    here, there = (report(some, "--select=ACM,F", f"--executor={each}", env=env) for each in ("fork", "dask"))

    assert there == here
    assert here[0] == 3
    assert [each["path"] for each in json.loads(here[1])["failures"]] == ["pkg/bad.py"]


@needs_proc
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_nothing_is_left_of_it_when_the_run_is_ended(project: Project, number: signal.Signals) -> None:
    project.write({f"m{n}.py": SAMPLE * 2000 for n in range(40)})
    process = subprocess.Popen(
        [sys.executable, "-m", "qualitygate", "--executor=dask", "--jobs=2", "--no-cache", "--format=flake8=out.txt"],
        cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    while len(below := descendants(process.pid)) < 4:
        assert process.poll() is None
        time.sleep(0.05)

    os.kill(process.pid, number)
    _, err = process.communicate(timeout=60)

    assert process.returncode == (-9 if number == signal.SIGKILL else 130)
    assert err.decode() == ("" if number == signal.SIGKILL else "qualitygate: interrupted\n")
    for _ in range(200):
        if not any(_is_alive(each) for each in below):
            break
        time.sleep(0.05)
    assert not [each for each in below if _is_alive(each)]
    assert not (project.root / "out.txt").exists()


def _is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
