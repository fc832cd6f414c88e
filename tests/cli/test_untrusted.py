"""A hostile checkout under ``--untrusted``: no code of it runs, and the verdict says what was left out."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from .conftest import Project
from .tools import tool

CONFIG = """\
version = 1
select = ["F", "EVIL"]
plugins = ["evil.py"]
evil.level = 3
[gate]
stages = [["pep8", "pyflakes", "evil"], ["words"]]
"""
ENTRY = "EVI = flake8_evil.py:check"
PLUGIN = "open('canary-plugin', 'w')\n"
#: What each CI service says of a change from a fork.
FORKS = {
    "azure": {"SYSTEM_PULLREQUEST_ISFORK": "True"},
    "jenkins": {"CHANGE_FORK": "somebody"},
    "circleci": {"CIRCLE_PR_REPONAME": "theirs"},
    "gitlab": {"CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "7", "CI_MERGE_REQUEST_PROJECT_ID": "1"},
    "travis": {"TRAVIS_PULL_REQUEST_SLUG": "them/it", "TRAVIS_REPO_SLUG": "us/it"},
    "github": {"GITHUB_EVENT_PATH": "event.json"},
}


@pytest.fixture
def hostile(project: Project) -> Project:
    """Everything that may run code in a checkout does, and leaves a canary."""
    run = tool(command=[sys.executable, "-c", "open('canary-tool', 'w')"], version=["x"], inputs=[], pass_="project")
    report = tool("scan", command=[], report="scan.sarif", parser="sarif")
    report = report.replace("command = []\n", "")
    config = f"{CONFIG.replace('plugins = [', 'plugins = [%r, ' % ENTRY)}{run}{report}"
    event = {"pull_request": {"head": {"repo": {"full_name": "them/it"}}, "base": {"repo": {"full_name": "us/it"}}}}
    project.write(
        {"qualitygate.toml": config, "evil.py": PLUGIN, "a.py": "import os\n", "event.json": json.dumps(event)}
    )
    project.write({"flake8_evil.py": "open('canary-flake8', 'w')\n"})
    project.write({".venv/bin/python": "#!/bin/sh\ntouch canary-venv\n", "scan.sarif": "{}"})
    (project.root / ".venv/bin/python").chmod(0o755)
    return project


def _ran(project: Project) -> list[str]:
    return sorted(path.name for path in project.root.rglob("canary*"))


def _said(report: Mapping[str, object]) -> list[str]:
    verdict = report["verdict"]
    assert isinstance(verdict, dict)
    return [each["detail"] for each in verdict["conditions"] if each["name"] == "all that is trusted was run"]


def test_none_of_it_runs_and_the_verdict_says_what_was_left_out(hostile: Project) -> None:
    done = hostile.run("--untrusted", "--format", "json")

    assert _ran(hostile) == []
    assert (done.code, done.codes) == (1, ["F401"])
    assert _said(done.report) == ["left out: EVI = flake8_evil:check, evil.py, scan, words"]
    said = "not run (--untrusted): EVI = flake8_evil:check, evil.py, scan, words"
    assert said in hostile.run("--untrusted").out


def test_what_is_left_out_is_no_failure_and_the_verdict_says_what_it_does_not_cover(hostile: Project) -> None:
    hostile.write({"a.py": "x = 1\n"})
    done = hostile.run("--untrusted", "a.py")

    assert done.code == 0
    said = "gate holds: all that is trusted was run: left out: EVI = flake8_evil:check, evil.py, scan, words"
    assert said in done.out


@pytest.mark.parametrize(
    "command",
    ["rules", "plugins", "config", "suppressions", "explain F401", "--help", "why a.py:1", "audit", "baseline list"]
)
def test_no_command_runs_any(hostile: Project, command: str) -> None:
    hostile.run(*command.split(), "--untrusted")

    assert _ran(hostile) == []


@pytest.mark.parametrize("variables", FORKS.values(), ids=FORKS)
def test_a_pull_request_from_a_fork_implies_it(hostile: Project, variables: dict[str, str]) -> None:
    done = hostile.run("--format", "json", env=variables)

    assert _ran(hostile) == []
    assert _said(done.report) == ["left out: EVI = flake8_evil:check, evil.py, scan, words"]


def test_the_command_line_can_trust_a_fork_and_a_configuration_cannot(hostile: Project) -> None:
    hostile.run("--set", "untrusted=false", env=FORKS["jenkins"])
    assert _ran(hostile) == []
    hostile.run("--no-untrusted", env=FORKS["jenkins"])
    assert _ran(hostile) == ["canary-flake8", "canary-plugin"], "its wrong keys end the run after that"


def test_an_event_that_cannot_be_read_says_nothing_good(hostile: Project) -> None:
    hostile.write({"event.json": "{"})
    hostile.run("a.py", env=FORKS["github"])

    assert _ran(hostile) == []


def test_a_pull_request_of_our_own_is_trusted(project: Project) -> None:
    same = {"pull_request": {side: {"repo": {"full_name": "us/it"}} for side in ("head", "base")}}
    run = tool(command=[sys.executable, "-c", "open('canary', 'w')"], pass_="project")
    project.write({"qualitygate.toml": "version = 1\n" + run, "a.py": "", "event.json": json.dumps(same)})
    project.run("a.py", env=FORKS["github"])

    assert _ran(project) == ["canary"]


def test_safe_runs_only_what_promises_to_read(project: Project) -> None:
    config = "".join(
        tool(name, command=[sys.executable, "-c", f"open('canary-{effects}', 'w')"], pass_="project", effects=effects)
        for name, effects in (("one", "read"), ("two", "write"), ("three", "unknown"))
    )
    project.write({"qualitygate.toml": "version = 1\n" + config, "a.py": ""})
    done = project.run("--safe", "--format", "json", "a.py")

    assert _ran(project) == ["canary-read"]
    assert _said(done.report) == ["left out: three, two"]


def test_no_command_asks_for_a_run_without_saying_what_may_run() -> None:
    package = Path(__file__).parents[2] / "qualitygate" / "cli"
    makers = {path.name for path in package.rglob("*.py") if "Given(" in path.read_text(encoding="utf-8")}

    assert makers == {"setup.py"}
