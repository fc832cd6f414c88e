"""``--executor NAME[=ADDRESS]``: only the command line says where sources go, and what it says wrongly is named."""

from __future__ import annotations

import pytest
from tests.cli.conftest import Project


@pytest.fixture
def one(project: Project) -> Project:
    project.write({"a.py": "import os\n", "qualitygate.toml": "version = 1\nroot = true\n"})
    return project


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "dusk",
            "--executor: there is no executor 'dusk'; did you mean 'dask'?; there are: auto, serial, fork, spawn, dask"
        ),
        ("fork=2", "--executor fork starts workers on this machine, and takes no address; got 'fork=2'"),
        ("dask=tcp://10.0.0.1:8786", "write dask=tls://10.0.0.1:8786"),
        ("dask=ftp://x", "expected local, tls://HOST:PORT, or tcp://HOST:PORT of this machine's own"),
    ],
    ids=["unknown", "an address for none", "not encrypted", "another scheme"],
)
def test_what_is_no_executor_is_said(one: Project, said: str, expected: str) -> None:
    done = one.run(f"--executor={said}")

    assert done.code == 2
    assert expected in done.err


def test_a_scheduler_that_is_not_there_makes_the_run_incomplete(one: Project) -> None:
    done = one.run("--executor=dask=tcp://127.0.0.1:9")

    assert done.code == 3
    assert "qualitygate: --executor dask: no cluster can be used at tcp://127.0.0.1:9: " in done.err
    assert done.out == ""


def test_plugins_that_lie_in_the_project_are_not_sent_anywhere(one: Project) -> None:
    one.write({"qualitygate.toml": "version = 1\nroot = true\nplugins = ['tools/acme.py']\n", "tools/acme.py": ""})

    done = one.run("--executor=dask")

    assert done.code == 2
    assert "the plugin 'acme' (tools/acme.py) lies in the project, and workers have no checkout" in done.err
    assert one.run("--executor=dask", "--untrusted", "--format=json").report["findings"]


@pytest.mark.parametrize("key", ["executor", "executor-address", "dask.address"])
def test_the_configuration_names_no_executor(one: Project, key: str) -> None:
    one.write({"qualitygate.toml": f"version = 1\nroot = true\n{key} = 'dask=tls://evil.example:1'\n"})

    done = one.run()

    assert done.code == 2
    assert key.partition(".")[0] in done.err


def test_a_repair_is_made_on_this_machine(one: Project) -> None:
    one.write({"a.py": "x = 1;\n"})

    assert one.run("--executor=dask", "--jobs=1", "--fix").code == 0
    assert (one.root / "a.py").read_text() == "x = 1\n"
