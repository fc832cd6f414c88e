"""``--staged``: what would be committed is checked, as the index says."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from .repositories import VIEWS, Work, old_work


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """A repository whose main branch has findings, on a branch that has no change yet."""
    return old_work(tmp_path)


def staged(work: Work, *arguments: str) -> list[tuple[str, int, str]]:
    """What fails in the index: path, line, code."""
    findings = work.run("--staged", "--format", "json", *arguments).report["findings"]
    return [(each["path"], each["line"], each["code"]) for each in findings if each["disposition"] == "open"]


def test_staged_content_is_checked_not_what_lies_on_the_disk(work: Work) -> None:
    work.write({"app/more.py": "import json\n"})
    work.git("add", "-A")
    work.write({"app/more.py": "", "app/untracked.py": "import csv\n"})
    assert staged(work, "app/more.py") == [("app/more.py", 1, "F401")]
    assert staged(work, "--new") == [("app/more.py", 1, "F401")]
    assert work.new() == [("app/untracked.py", 1, "F401")]


def test_what_is_not_staged_does_not_count(work: Work) -> None:
    work.write({"app/views.py": VIEWS.replace("import sys\n", "import json\n")})
    assert staged(work, "--new") == []
    work.git("add", "-A")
    assert staged(work, "--new") == [("app/views.py", 2, "F401")]


def test_a_staged_file_that_is_gone_from_the_disk_is_checked(work: Work) -> None:
    work.write({"app/more.py": "import json\n"})
    work.git("add", "-A")
    (work.root / "app/more.py").unlink()
    assert staged(work, "--new") == [("app/more.py", 1, "F401")]
    assert staged(work, "app/more.py") == [("app/more.py", 1, "F401")]
    assert staged(work, "app", "--new", "--set", "exclude=more.py") == []


def test_nothing_staged_is_no_pass(work: Work) -> None:
    work.write({"more.py": ""})
    assert work.run("--staged", "more.py").code == 2
    assert work.run("--staged", "more.py", "--allow-empty").code == 0


def test_what_a_diff_of_the_index_shows_repairs_the_index(work: Work) -> None:
    work.write({"app/more.py": "import json\nx = 1\n"})
    work.git("add", "-A")
    work.write({"app/more.py": "import json\nprint(json)\n"})

    diff = work.run("--staged", "--new", "--diff").out
    (work.root / "a.patch").write_text(diff)
    work.git("apply", "--cached", "a.patch")

    assert staged(work, "--new") == []
    assert (work.root / "app/more.py").read_text() == "import json\nprint(json)\n"


def test_staged_without_a_repository_is_exit_2(work: Work) -> None:
    shutil.rmtree(work.root / ".git")
    done = work.run("--staged", env={"GIT_CEILING_DIRECTORIES": str(work.root.parent)})
    assert done.code == 2
    assert done.err.startswith("qualitygate: --staged: this is no git repository;")


def test_a9_a_conflict_is_not_checked_and_not_green(work: Work) -> None:
    for branch, text in {"main": "import csv\n", "work": "import json\n"}.items():
        work.git("checkout", "-q", branch)
        work.write({"app/both.py": text})
        work.git("add", "-A")
        work.git("commit", "-qm", branch)
    with pytest.raises(subprocess.CalledProcessError):
        work.git("merge", "main")
    work.write({"app/both.py": "x = 1\n"})
    done = work.run("--staged", "app/both.py")
    assert done.code == 2
    assert done.err == (
        "qualitygate: --staged: app/both.py: a merge conflict is not resolved; resolve it and git add the file\n"
    )
    assert work.run("--staged", "app/views.py").code == 1
    work.git("add", "-A")
    assert work.run("--staged", "app/both.py").code == 0


def test_d8_what_is_only_announced_is_not_staged(work: Work) -> None:
    work.write({"app/more.py": "import json\n"})
    work.git("add", "-N", "app/more.py")
    assert staged(work, "--new") == []


@pytest.mark.parametrize("text", ["import json\n", "x = 1\n"], ids=["as on the disk", "other than on the disk"])
def test_d8_a_file_that_is_ignored_and_staged_by_force_is_checked(work: Work, text: str) -> None:
    work.write({".gitignore": "build/\n", "build/more.py": "import json\n"})
    work.git("add", "-f", "build/more.py")
    work.write({"build/more.py": text})
    assert staged(work, "--new") == [("build/more.py", 1, "F401")]
    assert staged(work, "--new", "--set", "exclude=build") == []


def test_d8_what_a_sparse_checkout_leaves_out_is_no_change(work: Work) -> None:
    work.git("update-index", "--skip-worktree", "app/views.py")
    (work.root / "app/views.py").unlink()
    assert {path for path, _, _ in staged(work)} == {"app/old.py"}
    work.write({"more.py": "x = 1\n"})
    assert work.new() == []


def test_d8_what_git_is_told_not_to_look_at_is_still_read_from_the_index(work: Work) -> None:
    work.git("update-index", "--assume-unchanged", "app/old.py")
    work.write({"app/old.py": "x = 1\n"})
    assert ("app/old.py", 1, "F401") in staged(work)


def test_d8_files_that_are_all_gone_from_the_disk_are_checked(work: Work) -> None:
    (work.root / "app/views.py").unlink()
    (work.root / "app/old.py").unlink()
    assert {code for _, _, code in staged(work)} >= {"F401", "E722"}


def test_d8_a_hook_s_own_index_counts(work: Work) -> None:
    """``git commit -a``, ``-p`` and ``git commit PATH`` hand an index of their own to the hook."""
    hook = work.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ncp $GIT_INDEX_FILE {work.root}/copy.index; exit 1\n")
    hook.chmod(0o755)
    work.write({"app/views.py": VIEWS.replace("import sys\n", "import json\n")})
    with pytest.raises(subprocess.CalledProcessError):
        work.git("commit", "-qam", "all")
    assert staged(work, "--new") == []
    done = work.run("--staged", "--new", env={"GIT_INDEX_FILE": str(work.root / "copy.index")})
    assert "2:1  F401" in done.out


def test_d8_the_index_of_an_outer_repository_s_hook_is_not_that_of_an_inner_one(work: Work) -> None:
    inner = Work(work.root / "inner")
    inner.root.mkdir()
    inner.git("init", "-q")
    inner.write({"a.py": "import json\n", "qualitygate.toml": "root = true\n"})
    inner.git("add", "-A")
    done = inner.run("--staged", env={"GIT_INDEX_FILE": str(work.root / ".git/index")})
    assert "1:1  F401" in done.out


CONVERTED = {
    "autocrlf": ("", "true"),
    "eol": ("*.py text eol=crlf\n", "false"),
    "ident": ("*.py ident\n", "false"),
}


@pytest.mark.parametrize(("attributes", "autocrlf"), CONVERTED.values(), ids=CONVERTED)
def test_d7_a_diff_of_the_index_applies_where_git_converts(work: Work, attributes: str, autocrlf: str) -> None:
    checked_out = b"import json\nx = '$Id: 0123 $'\n"
    if "ident" not in attributes:
        checked_out = checked_out.replace(b"\n", b"\r\n")
    work.git("config", "core.autocrlf", autocrlf)
    work.write({".gitattributes": attributes, "app/more.py": checked_out})
    work.git("add", "-A")

    diff = work.run("--staged", "--new", "--diff", "app/more.py").out

    subprocess.run(["git", "apply", "--cached"], cwd=work.root, input=diff.encode(), check=True)
    assert staged(work, "--new", "app/more.py") == []


@pytest.mark.parametrize(("attributes", "autocrlf"), CONVERTED.values(), ids=CONVERTED)
def test_d7_a_file_that_git_would_store_as_it_was_has_not_changed(work: Work, attributes: str, autocrlf: str) -> None:
    work.git("config", "core.autocrlf", autocrlf)
    work.write({".gitattributes": attributes})
    work.git("add", "-A")
    work.git("commit", "-qm", "attributes")
    text = (work.root / "app/views.py").read_bytes().replace(b"\r\n", b"\n")
    if "ident" not in attributes:
        text = text.replace(b"\n", b"\r\n")
    work.write({"app/views.py": text, "app/more.py": "x = 1\n"})
    assert work.new() == []


def test_d7_an_old_text_in_an_encoding_of_its_own_is_read_in_it(work: Work) -> None:
    before = "\N{BYTE ORDER MARK}import json\n"
    attributes = "wide.py working-tree-encoding=UTF-16LE-BOM\n"
    work.write({".gitattributes": attributes, "app/wide.py": before.encode("utf-16-le")})
    work.git("add", ".gitattributes", "app/wide.py")
    work.git("commit", "-qm", "wide")
    work.write({"app/wide.py": f"{before}x = 1\n".encode("utf-16-le")})
    assert work.new("--new=HEAD") == []


def test_d7_a_file_with_a_filter_counts_as_changed_and_that_is_said(work: Work) -> None:
    work.git("config", "filter.x.clean", "tr a-z A-Z")
    work.write({".gitattributes": "views.py filter=x\n", "app/views.py": VIEWS + "\n# more\n"})
    done = work.run("--new")
    assert "app/views.py: git's filter 'x' is not run, so the file counts as changed\n" in done.out
