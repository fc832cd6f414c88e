"""``qualitygate install-hook``: git's own hook, through every way that a commit is made."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .test_staged_fix import FIXED, STAGED, Index

MORE = b"more = 4\n"


@pytest.fixture
def work(tmp_path: Path) -> Index:
    """A repository with one commit, and a hook that repairs."""
    work = Index(tmp_path / "tree")
    work.root.mkdir()
    work.git("init", "-q", "-b", "main")
    work.stage(b"x = 1\n", name="app/old.py")
    work.git("commit", "-qm", "old")
    assert work.run("install-hook", "--fix").code == 0
    return work


def git(root: Path, *arguments: str, stdin: str | None = None, fails: bool = False) -> str:
    """Run git as nobody in particular, as a user's shell does; return all that it says."""
    command = ["git", "-c", "user.name=n", "-c", "user.email=n@example.org", "-c", "core.editor=true", *arguments]
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        command, cwd=root, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env
    )
    assert (done.returncode != 0) == fails, done.stdout
    return done.stdout


def committed(root: Path, name: str = "a.py") -> bytes:
    """What the last commit has of a file."""
    return subprocess.run(["git", "show", f"HEAD:./{name}"], cwd=root, capture_output=True, check=True).stdout


def test_a_finding_stops_the_commit_and_no_verify_goes_past_it(work: Index) -> None:
    work.stage(b"print(gone)\n")
    said = git(work.root, "commit", "-m", "a", fails=True)
    assert "1:7  F821  error: undefined name 'gone'\n" in said
    git(work.root, "commit", "-qm", "a", "--no-verify")
    assert committed(work.root) == b"print(gone)\n"


def test_a_finding_that_the_last_commit_has_stops_nothing(work: Index) -> None:
    work.stage(b"print(gone)\n", name="app/old.py")
    git(work.root, "commit", "-qm", "debt", "--no-verify")
    work.stage(b"print(gone)\nmore = 4\n", name="app/old.py")
    git(work.root, "commit", "-qm", "more")


def test_the_first_commit_of_a_repository(tmp_path: Path) -> None:
    work = Index(tmp_path)
    work.git("init", "-q")
    assert work.run("install-hook").code == 0
    work.stage(b"print(gone)\n")
    assert "F821" in git(work.root, "commit", "-m", "first", fails=True)
    work.stage(b"x = 1\n")
    git(work.root, "commit", "-qm", "first")


def test_a_partly_staged_file_is_judged_as_staged_and_repaired_in_both_places(work: Index) -> None:
    work.stage(STAGED, STAGED + MORE + b"print(gone)\n")
    git(work.root, "commit", "-qm", "part")
    assert committed(work.root) == work.blob() == FIXED
    assert work.disk() == FIXED + MORE + b"print(gone)\n"


def test_the_staged_configuration_judges(work: Index) -> None:
    work.stage(b"[tool.qualitygate]\nextend-ignore = ['F821']\n", b"", name="pyproject.toml")
    work.stage(b"print(gone)\n")
    git(work.root, "commit", "-qm", "as configured")


def test_from_a_directory_below(work: Index) -> None:
    work.stage(STAGED, STAGED + MORE, name="app/a.py")
    git(work.root / "app", "commit", "-qm", "below")
    assert (committed(work.root, "app/a.py"), work.disk("app/a.py")) == (FIXED, FIXED + MORE)


def test_all_that_is_tracked(work: Index) -> None:
    work.stage(b"x = 1\n", STAGED)
    git(work.root, "commit", "-qam", "all")
    assert committed(work.root) == work.blob() == work.disk() == FIXED
    assert git(work.root, "status", "--porcelain") == ""


@pytest.mark.parametrize("how", [(), ("--include",)], ids=["only", "include"])
def test_one_path_of_several(work: Index, how: tuple[str, ...]) -> None:
    work.stage(b"x = 1\n")
    work.stage(b"x = 1\n", name="b.py")
    git(work.root, "commit", "-qm", "two")
    work.stage(b"x = 2\n", name="b.py")
    work.write({"a.py": STAGED})
    git(work.root, "commit", "-qm", "one", *how, "a.py")
    assert committed(work.root) == work.blob() == work.disk() == FIXED
    assert git(work.root, "status", "--porcelain") == ("" if how else "M  b.py\n")


def test_the_last_commit_again(work: Index) -> None:
    work.stage(b"x = 1\n")
    git(work.root, "commit", "-qm", "a")
    work.stage(STAGED)
    git(work.root, "commit", "-q", "--amend", "--no-edit")
    assert committed(work.root) == work.disk() == FIXED
    assert git(work.root, "rev-list", "--count", "HEAD") == "2\n"


def test_hunk_by_hunk(work: Index) -> None:
    work.stage(b"x = 1\n" + b"#\n" * 20)
    git(work.root, "commit", "-qm", "a")
    work.write({"a.py": b"x = 1\ny=2\n" + b"#\n" * 20 + b"z=3\n"})
    git(work.root, "commit", "-qpm", "the first hunk", stdin="y\nn\n")
    assert committed(work.root) == work.blob() == b"x = 1\ny = 2\n" + b"#\n" * 20
    assert work.disk() == b"x = 1\ny = 2\n" + b"#\n" * 20 + b"z=3\n"


def test_in_another_worktree(work: Index) -> None:
    git(work.root, "worktree", "add", "-q", "../other")
    other = Index(work.root.parent / "other")
    other.stage(STAGED, STAGED + MORE)
    git(other.root, "commit", "-qm", "other")
    assert (committed(other.root), other.disk()) == (FIXED, FIXED + MORE)
    assert other.run("install-hook", "--uninstall").out == f"{work.root}/.git/hooks/pre-commit: taken away\n"


def _diverged(work: Index) -> None:
    work.stage(b"x = 1\n")
    git(work.root, "commit", "-qm", "a")
    for branch, text in {"other": b"x = 2\n", "main": b"x = 3\n"}.items():
        git(work.root, "checkout", "-q", *(("-b",) if branch == "other" else ()), branch)
        work.stage(text)
        git(work.root, "commit", "-qm", branch)


def test_while_a_merge_is_resolved(work: Index) -> None:
    _diverged(work)
    git(work.root, "merge", "other", fails=True)
    assert "merge conflict is not resolved" in work.run("--staged", "a.py").err
    work.stage(STAGED, STAGED + MORE)
    git(work.root, "commit", "-qm", "merged")
    assert (committed(work.root), work.disk()) == (FIXED, FIXED + MORE)
    assert len(git(work.root, "rev-list", "--parents", "-1", "HEAD").split()) == 3


def test_while_a_rebase_goes_on(work: Index) -> None:
    _diverged(work)
    git(work.root, "rebase", "other", fails=True)
    work.stage(STAGED)
    git(work.root, "commit", "-qm", "main, resolved")  # "rebase --continue" alone would run no hook: that is git's way
    git(work.root, "rebase", "--continue")
    assert committed(work.root) == work.disk() == FIXED
    assert git(work.root, "log", "-2", "--format=%s") == "main, resolved\nother\n"


def test_a_submodule_and_around_it(work: Index) -> None:
    inner = Index(work.root / "inner")
    git(work.root, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(work.root / ".git"), "inner")
    inner.stage(STAGED)
    work.stage(STAGED)
    git(work.root, "commit", "-qm", "with a submodule")
    assert (committed(work.root), inner.blob(), inner.disk()) == (FIXED, STAGED, STAGED)
    assert inner.run("install-hook", "--fix").code == 0
    git(inner.root, "commit", "-qm", "in it")
    assert committed(inner.root) == inner.disk() == FIXED
    git(work.root, "commit", "-qam", "its new commit")


def test_what_is_only_announced_is_left_alone(work: Index) -> None:
    work.write({"new.py": b"print(gone)\n"})
    git(work.root, "add", "-N", "new.py")
    work.stage(STAGED)
    git(work.root, "commit", "-qm", "the other one")
    assert committed(work.root) == FIXED
    assert git(work.root, "status", "--porcelain") == " A new.py\n"


def test_a_conflict_stops_the_commit_and_loses_nothing(work: Index) -> None:
    other = STAGED.replace(b"y=2", b"y=3")
    work.stage(STAGED, other)
    said = git(work.root, "commit", "-m", "a", fails=True)
    assert "not fixed: E225 1, F401 1 in a.py: what is not staged changes the same lines\n" in said
    assert (work.blob(), work.disk()) == (STAGED, other)


def test_somebody_else_s_hook_stays(work: Index) -> None:
    hook = work.root / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\nexit 0\n")
    for arguments in ((), ("--uninstall",)):
        done = work.run("install-hook", *arguments)
        assert done.code == 2
        said = "qualitygate: install-hook: .git/hooks/pre-commit is there and not ours, so it stays"
        assert done.err.startswith(said)
        assert ("; write 'qualitygate --staged" in done.err) == (not arguments)
    assert hook.read_text() == "#!/bin/sh\nexit 0\n"
    hook.unlink()
    hook.symlink_to("/nowhere")
    assert work.run("install-hook").code == 2


def test_it_can_be_written_again_and_taken_away(work: Index) -> None:
    assert work.run("install-hook").code == 0
    hook = work.root / ".git/hooks/pre-commit"
    assert "--fix" not in hook.read_text().partition("check ")[2]
    assert work.run("install-hook", "--uninstall").out == ".git/hooks/pre-commit: taken away\n"
    assert not hook.exists()
    assert work.run("install-hook", "--uninstall").out == "there is no hook of ours here\n"


@pytest.mark.parametrize("key", ["", "tools/hooks"], ids=["where git looks", "below what git is told"])
@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_stands_in_the_place_of_the_directory_is_named_with_the_cure(tmp_path: Path, key: str, kind: str) -> None:
    work = Index(tmp_path)
    work.git("init", "-q")
    there = work.root / ("tools" if key else ".git/hooks")
    if key:
        git(work.root, "config", "core.hooksPath", key)
    else:
        shutil.rmtree(there, ignore_errors=True)
    there.write_text("mine") if kind == "file" else there.symlink_to("gone")
    done = work.run("install-hook")
    name, where = ("tools", key) if key else (".git/hooks", ".git/hooks")
    assert (done.code, done.err) == (
        2,
        f"qualitygate: install-hook: {name} is no directory, and git takes hooks from {where}; "
        "move it away, and run 'qualitygate install-hook' again\n",
    )
    assert there.is_symlink() or there.read_text() == "mine"
    assert work.run("install-hook", "--uninstall").out == "there is no hook of ours here\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs another platform: limits of a shell")
def test_a_hook_of_ours_stays_where_no_new_one_can_be_written(work: Index) -> None:
    hook = work.root / ".git/hooks/pre-commit"
    before = hook.read_text()
    program = [sys.executable, "-m", "qualitygate", "install-hook"]
    limited = ["sh", "-c", 'ulimit -f 0; exec "$@"', "sh", *program]
    done = subprocess.run(limited, cwd=work.root, capture_output=True, text=True)
    assert (done.returncode, hook.read_text()) == (3, before)
    assert done.stderr == "qualitygate: install-hook: .git/hooks/pre-commit: File too large\n"
    assert work.run("install-hook").code == 0
    assert hook.read_text() != before
    assert sorted(each.name for each in hook.parent.glob("pre-commit*") if each.suffix != ".sample") == ["pre-commit"]


def test_where_git_is_told_to_look_for_hooks(work: Index) -> None:
    git(work.root, "config", "core.hooksPath", "tools/hooks")
    assert work.run("install-hook", cwd="app").code == 0
    assert (work.root / "tools/hooks/pre-commit").exists()
    work.stage(b"print(gone)\n")
    assert "F821" in git(work.root, "commit", "-m", "a", fails=True)


def test_a_place_that_others_share_is_left_alone(work: Index) -> None:
    git(work.root, "config", "core.hooksPath", str(work.root.parent / "shared"))
    done = work.run("install-hook")
    assert done.code == 2
    assert "which is not of this repository alone" in done.err
    assert not (work.root.parent / "shared").exists()


def test_outside_of_a_repository_it_is_exit_2(tmp_path: Path) -> None:
    done = Index(tmp_path).run("install-hook", env={"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})
    assert done.code == 2
    assert "in no git repository" in done.err


def test_a_python_that_is_gone_is_named(work: Index) -> None:
    hook = work.root / ".git/hooks/pre-commit"
    hook.write_text(hook.read_text().replace(sys.executable, "/gone/python"))
    work.stage(b"x = 2\n")
    said = git(work.root, "commit", "-m", "a", fails=True)
    assert said.startswith("qualitygate: the Python that this hook runs is gone: /gone/python\n")


def test_a_package_of_its_name_in_the_repository_is_not_run(work: Index) -> None:
    work.stage(b"raise SystemExit('ours')\n", name="qualitygate/__init__.py")
    work.stage(b"raise SystemExit('ours')\n", name="argparse.py")
    work.stage(b"raise SystemExit('ours')\n", name="subprocess.py")
    git(work.root, "commit", "-qm", "names")


@pytest.mark.parametrize("name", ["a b.py", 'a"b.py', "a\nb.py", "--fix.py", "ä/ß.py", "a*.py"])
def test_any_name_of_a_file(work: Index, name: str) -> None:
    work.stage(STAGED, STAGED + MORE, name=f"./{name}")
    git(work.root, "commit", "-qm", "a name")
    assert (committed(work.root, name), work.disk(name)) == (FIXED, FIXED + MORE)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs another platform: FIFOs")
@pytest.mark.parametrize("words", [(), ("--uninstall",)], ids=["installed", "taken away"])
def test_e9_a_fifo_in_the_place_of_the_hook_is_not_ours_and_not_waited_for(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    work = Index(tmp_path)
    work.git("init", "-q")
    (work.root / ".git/hooks").mkdir(exist_ok=True)
    os.mkfifo(work.root / ".git/hooks/pre-commit")
    done = work.run("install-hook", *words, timeout=60)
    assert (done.code, "pre-commit is there and not ours, so it stays" in done.err) == (2, True)


def test_files_that_the_commit_leaves_alone_are_not_read(work: Index) -> None:
    work.stage(b"[tool.qualitygate]\nselect = ['E', 'F']\n", name="pyproject.toml")
    work.stage(STAGED)
    said = git(work.root, "commit", "-m", "a")
    assert "PASSED  1 file checked; 2 fixed" in said
    git(work.root, "rm", "-q", "a.py")
    git(work.root, "commit", "-qm", "nothing but less")


def test_the_commands_of_the_page_do_what_it_says(work: Index) -> None:
    page = (Path(__file__).parents[2] / "docs" / "pre-commit.md").read_text("utf-8")
    (block,) = re.findall(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    commands = re.findall(r"qualitygate( [-a-z ]+)", block)
    assert [words.split() for words in commands] == [
        ["install-hook"], ["install-hook", "--fix"], ["install-hook", "--uninstall"]
    ]
    for words in commands:
        assert work.run(*words.split()).code == 0
    assert not (work.root / ".git/hooks/pre-commit").exists()
