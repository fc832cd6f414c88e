"""Runners of hooks: each runs ours in a real repository, in which a file is staged in part."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from .programs import command, consumers_folder, require

ROOT = Path(__file__).parents[2]
SCRIPTS = str(Path(sys.executable).parent)
MIDDLE = b"".join(b"# %d\n" % number for number in range(20))
STAGED, FIXED = b"import json\nx = 1\n" + MIDDLE + b"y=2\nz = 3\n", b"x = 1\n" + MIDDLE + b"y = 2\nz = 3\n"
#: Where the runner looks, and what hk's page begins with: its schema comes from the network, so here from hk's crate.
FILES = {
    "pre-commit": ".pre-commit-config.yaml",
    "prek": ".pre-commit-config.yaml",
    "lefthook": "lefthook.yml",
    "hk": "hk.pkl",
}
SCHEMA = re.compile(r'amends "package://\S+/hk@[\d.]+#/Config.pkl"')


def page_of(runner: str, hook: str) -> str:
    """Return the text that the page gives for lefthook and hk: the first one only judges, the second repairs too."""
    page = (ROOT / "docs" / "pre-commit.md").read_text("utf-8").partition(f"\n## {runner}\n")[2].partition("\n## ")[0]
    texts = re.findall(r"```(?:yaml|pkl)\n(.+?)```", page, re.DOTALL)
    return str(texts[("qualitygate", "qualitygate-fix").index(hook)])


class Repository:
    """A repository with a hook of one runner."""

    def __init__(self, root: Path, runner: str, hook: str) -> None:
        self.root, self.runner = root, runner
        self.program = (shutil.which(runner, path=SCRIPTS) or "") if runner != "hk" else command("hk", "rust")
        require(self.program, runner, "python")
        self.git("init", "-q", "-b", "main")
        self.write("pyproject.toml", b"[tool.qualitygate]\n")
        if runner in ("pre-commit", "prek"):
            self._point_to_hooks(hook)
        else:
            schema = f'amends "{consumers_folder() / "hk" / "Config.pkl"}"'
            self.write(FILES[runner], SCHEMA.sub(schema, page_of(runner, hook)).encode())
        self.git("add", "-A")
        self.git("commit", "-qm", "one", "--no-verify")
        self._run(self.program, "install")

    def _point_to_hooks(self, hook: str) -> None:
        """Use the hooks that we offer, from a repository with them that is not installed: that would need an index."""
        hooks = self.root.parent / "hooks"
        hooks.mkdir()
        self.git("init", "-q", where=hooks)
        offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
        text = yaml.safe_dump([each | {"language": "system"} for each in offered])
        (hooks / ".pre-commit-hooks.yaml").write_text(text)
        self.git("add", "-A", where=hooks)
        self.git("commit", "-qm", "hooks", where=hooks)
        revision = self.git("rev-parse", "HEAD", where=hooks).strip()
        repos = [{"repo": str(hooks), "rev": revision, "hooks": [{"id": hook}]}]
        self.write(FILES[self.runner], yaml.safe_dump({"repos": repos}).encode())

    def _run(self, *words: str, where: Path | None = None, fails: bool = False) -> str:
        home = self.root.parent / "home"
        home.mkdir(exist_ok=True)
        env = {"PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}", "HOME": str(home), "GIT_ALLOW_PROTOCOL": "file"}
        done = subprocess.run(
            words, cwd=where or self.root, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert (done.returncode != 0) == fails, done.stdout
        return done.stdout

    def git(self, *words: str, where: Path | None = None, fails: bool = False) -> str:
        """Run git as nobody in particular; return all that it says."""
        return self._run("git", "-c", "user.name=n", "-c", "user.email=n@e", *words, where=where, fails=fails)

    def write(self, name: str, data: bytes) -> None:
        """Write a file."""
        (self.root / name).write_bytes(data)

    def stage(self, name: str, data: bytes, work: bytes) -> None:
        """Put one text into the index, and another one into the working tree."""
        self.write(name, data)
        self.git("add", name)
        self.write(name, work)

    def blob(self, revision: str) -> bytes:
        """What a revision has of the file, or the index: ""."""
        return subprocess.run(
            ["git", "show", f"{revision}:a.py"], cwd=self.root, capture_output=True, check=True
        ).stdout

    @property
    def disk(self) -> bytes:
        """What the working tree has of it."""
        return (self.root / "a.py").read_bytes()


RUNNERS = tuple(FILES)
IN_THE_INDEX = ("lefthook", "hk")


def _repository(tmp_path: Path, runner: str, hook: str) -> Repository:
    (tmp_path / "tree").mkdir()
    return Repository(tmp_path / "tree", runner, hook)


@pytest.mark.parametrize("runner", RUNNERS)
def test_the_staged_text_is_judged_by_the_staged_configuration(tmp_path: Path, runner: str) -> None:
    repository = _repository(tmp_path, runner, "qualitygate")
    lenient = b"[tool.qualitygate]\nextend-ignore = ['F401']\n"
    repository.stage("a.py", b"import json\n", b"x = 1\n")
    repository.stage("pyproject.toml", b"[tool.qualitygate]\nmax-line-length = 99\n", lenient)

    said = repository.git("commit", "-m", "a", fails=True)

    assert "'json' imported but unused" in said
    assert repository.disk == b"x = 1\n"
    repository.stage("pyproject.toml", lenient, b"[tool.qualitygate]\n")
    repository.git("commit", "-qm", "a")
    assert (repository.blob("HEAD"), repository.disk) == (b"import json\n", b"x = 1\n")


CHANGES = {"far": (b"# 9\n", b"# far\n"), "beside a fix": (b"z = 3\n", b"z = 4\n"), "where a fix is": (b"y=2", b"y=3")}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("runner", ["pre-commit", "prek"])
def test_what_is_not_staged_survives_the_hook_that_repairs(tmp_path: Path, runner: str, change: str) -> None:
    repository = _repository(tmp_path, runner, "qualitygate-fix")
    old, new = CHANGES[change]
    work = STAGED.replace(old, new)
    repository.stage("a.py", STAGED, work)

    said = repository.git("commit", "-m", "a", fails=True)

    assert "files were modified by this hook" in said
    assert repository.blob("") == STAGED
    assert repository.disk == (FIXED.replace(old, new) if change == "far" else work)
    if change == "far":
        repository.git("commit", "-qam", "a")
        assert repository.blob("HEAD") == repository.disk


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("runner", IN_THE_INDEX)
def test_what_was_repaired_is_committed_and_what_is_not_staged_survives(
    tmp_path: Path, runner: str, change: str
) -> None:
    repository = _repository(tmp_path, runner, "qualitygate-fix")
    old, new = CHANGES[change]
    repository.stage("a.py", STAGED, STAGED.replace(old, new))

    if change == "where a fix is":
        said = repository.git("commit", "-m", "a", fails=True)
        assert "what is not staged changes the same lines" in said
        assert (repository.blob(""), repository.disk) == (STAGED, STAGED.replace(old, new))
        return
    repository.git("commit", "-qm", "a")

    assert repository.blob("HEAD") == repository.blob("") == FIXED
    assert repository.disk == FIXED.replace(old, new)
    assert repository.git("stash", "list") == ""


@pytest.mark.parametrize("runner", IN_THE_INDEX)
def test_a_file_that_is_staged_as_a_whole_is_committed_as_repaired(tmp_path: Path, runner: str) -> None:
    repository = _repository(tmp_path, runner, "qualitygate-fix")
    repository.stage("a.py", STAGED, STAGED)

    repository.git("commit", "-qm", "a")

    assert repository.blob("HEAD") == repository.blob("") == repository.disk == FIXED


NAMES = {"blanks": "a b.py", "quotes": "a 'b' \"c\" $d.py", "a line break": "a\nb.py"}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("runner", RUNNERS)
def test_any_name_of_a_file_is_judged(tmp_path: Path, runner: str, name: str) -> None:
    repository = _repository(tmp_path, runner, "qualitygate")
    repository.stage(name, b"import json\n", b"x = 1\n")

    assert "'json' imported but unused" in repository.git("commit", "-m", "a", fails=True)
    repository.stage(name, b"x = 2\n", b"import json\n")
    repository.git("commit", "-qm", "a")


@pytest.mark.parametrize("runner", RUNNERS)
def test_a_file_that_the_commit_takes_away_is_no_error(tmp_path: Path, runner: str) -> None:
    repository = _repository(tmp_path, runner, "qualitygate")
    repository.stage("a.py", b"x = 1\n", b"x = 1\n")
    repository.git("commit", "-qm", "a")

    repository.git("rm", "-q", "a.py")
    repository.git("commit", "-qm", "gone")
