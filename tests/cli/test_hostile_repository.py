"""A repository whose configuration names programs: none of them is run, whatever is asked. Each leaves a canary."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from .conftest import Project

COMMANDS = {
    "new": ["--new=HEAD~1"],
    "staged": ["--staged"],
    "both": ["--staged", "--new=HEAD~1"],
    "diff": ["--staged", "--diff"],
    "fix": ["--staged", "--fix"],
    "age": ["suppressions"],
}
TEXT = "import os  # noqa: F401\nx = 1\n"


def git(root: Path, *arguments: str) -> str:
    """Run git as nobody in particular."""
    command = ["git", "-c", "user.name=n", "-c", "user.email=n@example.org", "-c", "core.autocrlf=false", *arguments]
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    return subprocess.run(command, cwd=root, capture_output=True, text=True, env=env, check=True).stdout


class Hostile(Project):
    """A repository with two commits, a staged change, a change on the disk, and traps."""

    @property
    def canary(self) -> str:
        """A command that leaves a file and hands its input on."""
        return f"sh -c 'touch {self.canary_file}; cat' --"

    @property
    def canary_file(self) -> Path:
        """What a program leaves that should not have run."""
        return self.root.parent / "ran"

    def trap(self, *settings: str, attributes: str = "") -> None:
        """Write settings into the repository's configuration, with the canary as their value."""
        self.write({".git/info/attributes": attributes})
        for key in settings:
            git(self.root, "config", key, self.canary)


def history(root: Path) -> None:
    """Two commits of a.py, then a staged and an unstaged change; b.py is stat-dirty and the same."""
    root.mkdir(exist_ok=True)
    git(root, "init", "-q", "-b", "main")
    for text in ("y = 1\n", TEXT):
        (root / "a.py").write_text(text)
        (root / "b.py").write_text(TEXT)
        git(root, "add", "-A")
        git(root, "commit", "-qm", "a change", "--allow-empty")
    (root / "a.py").write_text(f"{TEXT}y = 2\n")
    git(root, "add", "-A")
    (root / "a.py").write_text(f"{TEXT}y = 3\n")
    os.utime(root / "b.py", (1, 1))


@pytest.fixture
def hostile(tmp_path: Path) -> Hostile:
    """The repository, without traps."""
    history(tmp_path / "tree")
    return Hostile(tmp_path / "tree")


TRAPS = {
    "fsmonitor": ["core.fsmonitor"],
    "filters": ["filter.x.clean", "filter.x.smudge"],
    "filter process": ["filter.x.process"],
    "textconv": ["diff.x.textconv"],
    "external diff": ["diff.x.command", "diff.external"],
    "pager": ["core.pager", "pager.diff", "pager.blame"],
    "signatures": ["gpg.program", "gpg.ssh.program", "gpg.x509.program"],
    "remotes": ["core.sshCommand", "core.gitProxy", "credential.helper", "core.askPass", "core.alternateRefsCommand"],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("settings", TRAPS.values(), ids=TRAPS)
def test_b4_no_program_of_the_repository_is_run(hostile: Hostile, settings: list[str], command: list[str]) -> None:
    hostile.trap(*settings, attributes="* filter=x diff=x\n")
    done = hostile.run(*command)
    assert not hostile.canary_file.exists()
    assert "git" not in done.err


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_b4_no_hook_of_the_repository_is_run(hostile: Hostile, command: list[str]) -> None:
    for name in ("post-index-change", "reference-transaction", "fsmonitor-watchman", "pre-auto-gc"):
        hook = hostile.root / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch {hostile.canary_file}\n")
        hook.chmod(0o755)
    hostile.run(*command)
    assert not hostile.canary_file.exists()


@pytest.mark.parametrize("remote", ["ssh://localhost/x", "ext::CANARY", "file:///nowhere"])
def test_b4_an_object_that_is_missing_is_not_fetched(hostile: Hostile, remote: str) -> None:
    blob = git(hostile.root, "rev-parse", "HEAD~1:a.py").strip()
    os.unlink(hostile.root / ".git/objects" / blob[:2] / blob[2:])
    hostile.trap("core.sshCommand", "remote.origin.uploadpack")
    for key, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "protocol.allow": "always",
        "remote.origin.url": remote.replace("CANARY", f"touch% {hostile.canary_file}"),
    }.items():
        git(hostile.root, "config", key, value)
    done = hostile.run("--new=HEAD~1")
    assert not hostile.canary_file.exists()
    assert (done.code, f"git cannot read the object {blob}; run: git fetch" in done.err) == (2, True)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_b4_a_submodule_s_configuration_runs_nothing(hostile: Hostile, command: list[str]) -> None:
    history(hostile.root / "sub")
    git(hostile.root, "add", "sub")
    for key in ("core.fsmonitor", "filter.x.clean", "diff.x.textconv"):
        git(hostile.root / "sub", "config", key, hostile.canary)
    hostile.write({"sub/.git/info/attributes": "* filter=x diff=x\n"})
    hostile.run(*command)
    assert not hostile.canary_file.exists()


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_b4_the_environment_names_no_program_and_no_other_repository(hostile: Hostile, command: list[str]) -> None:
    trace = hostile.root.parent / "trace"
    env = {
        "GIT_EXTERNAL_DIFF": hostile.canary,
        "GIT_SSH_COMMAND": hostile.canary,
        "GIT_PAGER": hostile.canary,
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": hostile.canary,
        "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor={hostile.canary_file}'",
        "GIT_TRACE": str(trace),
        "GIT_DIR": "/nowhere",
        "GIT_OBJECT_DIRECTORY": "/nowhere",
        "GIT_EXEC_PATH": "/nowhere",
    }
    before = hostile.run(*command)
    assert hostile.run(*command, env=env).out == before.out
    assert not hostile.canary_file.exists()
    assert not trace.exists()


@pytest.mark.parametrize("entry", [".", "", "bin"])
def test_b4_a_git_in_the_checked_tree_is_not_the_one_that_is_asked(hostile: Hostile, entry: str) -> None:
    program = hostile.root / entry / "git"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f"#!/bin/sh\ntouch {hostile.canary_file}\n")
    program.chmod(0o755)
    hostile.run("--new=HEAD~1", env={"PATH": f"{entry}{os.pathsep}{os.environ['PATH']}"})
    assert not hostile.canary_file.exists()


def test_b4_what_looks_like_a_repository_inside_a_project_is_none(hostile: Hostile) -> None:
    """A bare repository may lie in any archive, with a configuration of its own."""
    git(hostile.root, "init", "-q", "--bare", "bare")
    git(hostile.root / "bare", "config", "core.fsmonitor", hostile.canary)
    hostile.write({"bare/qualitygate.toml": "root = true\n", "bare/a.py": "x = 1\n"})
    done = hostile.run("--new=HEAD", cwd="bare")
    assert not hostile.canary_file.exists()
    assert (done.code, "is a bare repository" in done.err) == (2, True)
