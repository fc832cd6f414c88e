"""A repository with a hook of ours, which one of the runners of hooks runs, or git itself."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from copy import copy
from pathlib import Path

import yaml

from .programs import command, consumers_folder, require

ROOT = Path(__file__).parents[2]
SCRIPTS = str(Path(sys.executable).parent)
#: Git's own hook, without a runner; and the program that writes it.
GIT = "install-hook"
PROGRAMS = {GIT: "qualitygate"}
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
        self.root, self.runner, self._home = root, runner, root.parent / "home"
        program = command("hk", "rust") if runner == "hk" else shutil.which(PROGRAMS.get(runner, runner), path=SCRIPTS)
        require(program, runner, "python")
        self.git("init", "-q", "-b", "main")
        self.write("pyproject.toml", b"[tool.qualitygate]\n")
        if runner in ("pre-commit", "prek"):
            self._point_to_hooks(hook)
        elif runner != GIT:
            schema = f'amends "{consumers_folder() / "hk" / "Config.pkl"}"'
            self.write(FILES[runner], SCHEMA.sub(schema, page_of(runner, hook)).encode())
        self.git("add", "-A")
        self.git("commit", "-qm", "one", "--no-verify")
        self._run(str(program), "install-hook" if runner == GIT else "install")

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

    def at(self, root: Path) -> Repository:
        """Return the same with another working tree."""
        other = copy(self)
        other.root = root
        return other

    def _run(self, *words: str, where: Path | None = None, fails: bool = False, typed: str = "") -> str:
        self._home.mkdir(exist_ok=True)
        env = {
            "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}", "HOME": str(self._home), "GIT_ALLOW_PROTOCOL": "file"
        }
        done = subprocess.run(
            words, cwd=where or self.root, env=env, input=typed, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        assert (done.returncode != 0) == fails, done.stdout
        return done.stdout

    def git(self, *words: str, where: Path | None = None, fails: bool = False, typed: str = "") -> str:
        """Run git as nobody in particular; return all that it says."""
        said = ("-c", "user.name=n", "-c", "user.email=n@e", "-c", "core.editor=true")
        return self._run("git", *said, *words, where=where, fails=fails, typed=typed)

    def write(self, name: str, data: bytes) -> None:
        """Write a file, in its directory."""
        (self.root / name).parent.mkdir(exist_ok=True)
        (self.root / name).write_bytes(data)

    def stage(self, name: str, data: bytes, work: bytes) -> None:
        """Put one text into the index, and another one into the working tree."""
        self.write(name, data)
        self.git("add", name)
        self.write(name, work)

    def blob(self, revision: str, name: str = "a.py") -> bytes:
        """What a revision has of the file, or the index: ""."""
        return subprocess.run(
            ["git", "show", f"{revision}:{name}"], cwd=self.root, capture_output=True, check=True
        ).stdout

    @property
    def disk(self) -> bytes:
        """What the working tree has of it."""
        return (self.root / "a.py").read_bytes()


def repository(tmp_path: Path, runner: str, hook: str) -> Repository:
    """Make one."""
    (tmp_path / "tree").mkdir()
    return Repository(tmp_path / "tree", runner, hook)
