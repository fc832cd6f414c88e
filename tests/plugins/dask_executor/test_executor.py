"""A scheduler and workers in processes of their own, that have no checkout."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from tests.cli.clusters import MARK, POISON, Cluster, install_plugin, until
from tests.cli.conftest import Project

SAMPLE = "import os\nimport re;\n\ndef f( x ):\n    return x==None  # noqa : E711\n"
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs another platform: /proc")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Two workers with the plugin."""
    scratch = tmp_path_factory.mktemp("cluster")
    running = Cluster(scratch / "cluster", install_plugin(scratch / "installed"))
    try:
        yield running.start()
    finally:
        running.end()


@pytest.fixture
def some(project: Project) -> Project:
    project.write({f"pkg/m{n}.py": SAMPLE * (1 + n % 5) for n in range(12)})
    project.write({"qualitygate.toml": "version = 1\nroot = true\nselect = ['ACM', 'E', 'F']\n"})
    return project


def report(project: Project, cluster: Cluster, executor: str) -> tuple[int, str, str]:
    """Return exit code, report without its measured times, and what was said beside."""
    done = project.run("--format=json", "--no-cache", "--jobs=2", f"--executor={executor}", env=cluster.env)
    found = json.loads(done.out) if done.out else {"stats": {}}
    del found["stats"]
    return done.code, json.dumps(found), done.err


def test_the_report_is_that_of_this_machines_workers(some: Project, cluster: Cluster) -> None:
    assert report(some, cluster, f"dask={cluster.address}") == report(some, cluster, "fork")


def test_a_worker_that_has_something_else_installed_is_refused_by_name(
    some: Project, cluster: Cluster, tmp_path: Path
) -> None:
    other = Cluster(tmp_path / "other", install_plugin(tmp_path / "installed", version="2.0"))
    try:
        other.start(1)
        code, _, err = report(some, Cluster(other.directory, cluster.env), f"dask={other.address}")
    finally:
        other.end()

    assert code == 3
    assert "dask: the worker tcp://127.0.0.1:" in err
    assert "another environment: acme-1.0.dist-info is only here, acme-2.0.dist-info is only there" in err
    assert "no worker can do it as it would be done here" in err


@pytest.fixture
def mixed(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A worker that fits, and one that has another version of the plugin."""
    scratch = tmp_path_factory.mktemp("mixed")
    running = Cluster(scratch / "cluster", cluster.env)
    try:
        running.start(1)
        running.add_worker(install_plugin(scratch / "installed", version="2.0"))
        running.ready(2)
        yield running
    finally:
        running.end()


def test_the_others_do_the_work_of_a_worker_that_is_refused(some: Project, cluster: Cluster, mixed: Cluster) -> None:
    code, found, err = report(some, cluster, f"dask={mixed.address}")

    assert (code, found) == report(some, cluster, "fork")[:2], err
    assert "is left out" in err
    assert "files are checked here" not in err


def test_a_file_that_kills_the_only_worker_that_fits_is_one_failure(
    some: Project, cluster: Cluster, mixed: Cluster
) -> None:
    some.write({"pkg/poison.py": f"{POISON} = 1\n"})
    code, found, err = report(some, cluster, f"dask={mixed.address}")

    assert (code, found) == report(some, cluster, "fork")[:2], err
    assert [each["path"] for each in json.loads(found)["failures"]] == ["pkg/poison.py"]


def test_a_scheduler_that_dies_leaves_the_rest_to_this_machine(
    some: Project, cluster: Cluster, tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    dying = Cluster(tmp_path / "dying", {**cluster.env, MARK: str(mark)})
    some.write({f"pkg/slow{n}.py": "slow = 1\n" for n in range(8)})
    expected = report(some, cluster, "fork")
    try:
        scheduler = dying.start(1).scheduler
        assert scheduler is not None
        Thread(target=lambda: (until(mark.exists), scheduler.kill())).start()
        said = report(some, cluster, f"dask={dying.address}")
    finally:
        dying.end()

    assert said[:2] == expected[:2]
    assert "files are checked here" in said[2]
