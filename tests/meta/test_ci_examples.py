"""The examples for CI services work: their command lines are executed, and the files they name are written."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from qualitygate.cache.packs import Keys
from qualitygate_plugins.reporters import qualitygate_formats
from qualitygate_plugins.reporters.template import FIELDS
from tests.pack_server import serving

EXAMPLES = Path(__file__).parents[2] / "docs" / "ci"
README = (EXAMPLES / "README.md").read_text(encoding="utf-8")
#: What each service sets, and what its example prints first.
SERVICES = {
    "Jenkinsfile": ({"JENKINS_URL": "https://ci.example.org"}, "settings: "),
    "github.yml": ({"GITHUB_ACTIONS": "true"}, "::error file=shop.py,line=1,col=1,title=F401 unused-import::"),
    "gitlab-ci.yml": ({"GITLAB_CI": "true"}, "settings: "),
    "azure-pipelines.yml": ({"TF_BUILD": "True"}, "##vso[task.logissue type=error;sourcepath=shop.py;linenumber=1"),
    "README.md": ({}, "settings: "),
}
#: The examples in several jobs: how each service tells a job its number.
SHARDED = {
    "Jenkinsfile-shards": ({"JENKINS_URL": "https://ci.example.org"}, {"$SHARD": "{}"}),
    "github-shards.yml": ({"GITHUB_ACTIONS": "true"}, {"${{ matrix.shard }}": "{}"}),
    "gitlab-shards.yml": ({"GITLAB_CI": "true"}, {"$CI_NODE_INDEX": "{}", "$CI_NODE_TOTAL": "3"}),
}
#: The examples with a server, and what the services tell jobs of the main branch, and of pull requests.
SHARING = {
    "github-shared-cache.yml": (
        {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "push"},
        {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request"},
    ),
    "gitlab-shared-cache.yml": ({"GITLAB_CI": "true"}, {"GITLAB_CI": "true", "CI_MERGE_REQUEST_IID": "7"}),
}
KEY = {"QUALITYGATE_CACHE_KEY": "the key of the team"}
VARIABLES = ("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY", "GITLAB_CI", "TF_BUILD", "TEAMCITY_VERSION")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with one finding."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "build").mkdir()
    (tmp_path / "shop.py").write_text("import os\n")
    return tmp_path


def commands(name: str) -> list[str]:
    """Return the command lines of an example: lines, YAML values or quoted strings that begin with the program."""
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    quoted = re.findall(r"^\s*sh '(qualitygate .*)'$", text, re.MULTILINE)
    return quoted + re.findall(r"^(?:\s*- (?:run: |script: )?)?(qualitygate .*)$", text, re.MULTILINE)


def run(command: str, project: Path, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    _, *arguments = shlex.split(command)
    inherited = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    return subprocess.run(
        [sys.executable, "-m", "qualitygate", *arguments],
        cwd=project,
        env=inherited | variables,
        capture_output=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize("name", SERVICES)
def test_the_commands_of_an_example_find_what_is_there_and_write_their_files(name: str, project: Path) -> None:
    variables, start = SERVICES[name]
    printed = []

    for command in commands(name):
        done = run(command, project, variables)
        assert (done.returncode, done.stderr) == (0 if " convert " in command else 1, ""), command
        printed.append(done.stdout)
        assert [file for file in re.findall(r"--format \S+?=(\S+)", command) if not (project / file).is_file()] == []

    assert printed
    assert printed[0].startswith(start)


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "README.md"])
def test_an_example_hands_its_service_only_files_that_are_written(name: str, project: Path) -> None:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    (command,) = commands(name)

    run(command, project, SERVICES[name][0])

    named = re.findall(
        r"(?:pattern: '|sarif_file: |codequality: |junit: |testResultsFiles: |Directory\)/)([\w./-]+)", text
    )
    assert named
    assert [file for file in named if not (project / file).is_file()] == []


@pytest.mark.parametrize("name", SHARDED)
def test_the_jobs_of_an_example_are_judged_as_one_run(name: str, project: Path) -> None:
    variables, numbering = SHARDED[name]
    shard, merge = commands(name)

    for number in (3, 1, 2):
        command = shard
        for variable, value in numbering.items():
            command = command.replace(variable, value.format(number))
        done = run(command, project, variables)
        assert (done.returncode, done.stdout) == (0, ""), (command, done.stderr)
        assert f"shard-{number}.jsonl" in command
    files = " ".join(sorted(path.name for path in project.glob("shard-*.jsonl")))
    judged = run(merge.replace("shard-*.jsonl", files), project, variables)

    whole = run(merge.replace("merge shard-*.jsonl", ""), project, variables)
    assert files.count(" ") == 2
    assert (judged.returncode, judged.stdout, judged.stderr) == (1, whole.stdout, "")
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    assert [file for file in re.findall(r"pattern: '([\w.-]+)'", text) if not (project / file).is_file()] == []
    assert text.count("shard-*.jsonl") + text.count("pattern: shard-*") + text.count("unstash") >= 2


def environments(name: str, url: str) -> list[dict[str, str]]:
    """Return what an example gives to the job of the main branch, and to that of a pull request."""
    secrets = {**KEY, "QUALITYGATE_CACHE_AUTHORIZATION": "Bearer s3cret"}
    secrets["QUALITYGATE_CACHE_READ_KEY"] = read_key(KEY)
    example = yaml.safe_load((EXAMPLES / name).read_text(encoding="utf-8"))
    if name.startswith("github"):
        assert "environment" in example["jobs"]["main"]
        given = [example["jobs"][job]["steps"][-1]["env"] for job in ("main", "pull-request")]
    else:
        named = re.findall("# (QUALITYGATE_CACHE_[A-Z_]+), (.*)", (EXAMPLES / name).read_text(encoding="utf-8"))
        main = {each: "${{ secrets." for each, _ in named} | example["qualitygate"]["variables"]
        unprotected = {each: "${{ secrets." for each, what in named if not what.startswith("protected")}
        given = [main, unprotected | example["qualitygate"]["variables"]]
    return [
        {each: secrets[each] if "secrets." in value else value for each, value in variables.items()}
        | {"QUALITYGATE_CACHE_REMOTE": url}
        for variables in given
    ]


def read_key(variables: dict[str, str]) -> str:
    found = Keys.of(variables)
    assert found is not None
    return found.reading.hex()


@pytest.mark.parametrize("name", SHARING)
def test_the_main_branch_of_an_example_writes_what_its_pull_requests_take(name: str, project: Path) -> None:
    (project / ".git").rmdir()
    who = ("-c", "user.name=n", "-c", "user.email=n@example.org")
    for command in (("init", "-q"), ("add", "-A"), (*who, "commit", "-qm", "x")):
        subprocess.run(["git", *command], cwd=project, check=True)
    (command,) = set(commands(name))
    with serving() as server:
        for number, variables in enumerate(zip(environments(name, server.url), SHARING[name], strict=True)):
            own = {**variables[0], **variables[1], "QUALITYGATE_CACHE_DIR": str(project.parent / f"cache-{number}")}
            assert run(f"{command} --profile", project, own).returncode == 1

        assert server.methods == ["GET", "PUT", "GET"]
        assert server.authorizations == {"Bearer s3cret"}


def test_the_service_of_an_example_is_named_in_the_overview() -> None:
    files = {path.name for path in EXAMPLES.iterdir()} - {"README.md"}

    assert files == {*SERVICES, *SHARDED, *SHARING} - {"README.md"}
    assert [file for file in files if f"]({file})" not in README] == []


def test_every_format_has_its_row() -> None:
    assert re.findall(r"^\| `([\w-]+)` \|", README, re.MULTILINE) == sorted(qualitygate_formats())


def test_every_field_of_a_template_is_named() -> None:
    assert [field for field in FIELDS if f"`{field}`" not in README] == []
