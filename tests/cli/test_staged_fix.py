"""``--staged --fix``: the fix lands in index and working tree, what is not staged stays, or nothing is touched."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from .repositories import Work

STAGED = b"import json\nx = 1\n\n\ny=2\nz = 3\n"
FIXED = b"x = 1\n\n\ny = 2\nz = 3\n"


class Index(Work):
    """A repository whose one file is staged."""

    def blob(self, name: str = "a.py", index: str = "") -> bytes:
        """What the index has of a file."""
        env = {**os.environ, **({"GIT_INDEX_FILE": index} if index else {})}
        command = ["git", "cat-file", "blob", f":{name}"]
        return subprocess.run(command, cwd=self.root, capture_output=True, check=True, env=env).stdout

    def disk(self, name: str = "a.py") -> bytes:
        """What the working tree has of it."""
        return (self.root / name).read_bytes()

    def stage(self, data: bytes, work: bytes | None = None, name: str = "a.py") -> None:
        """Put a text into the index, and another one into the working tree."""
        self.write({name: data})
        self.git("add", name)
        if work is not None:
            self.write({name: work})

    def rest(self) -> list[str]:
        """What lies in git's directory that should not."""
        return [path.name for path in (self.root / ".git").glob("index*") if path.name != "index"]


@pytest.fixture
def work(tmp_path: Path) -> Index:
    """The repository."""
    work = Index(tmp_path / "tree")
    work.root.mkdir()
    work.git("init", "-q", "-b", "main")
    work.stage(STAGED)
    return work


def test_a_file_that_is_wholly_staged_is_fixed_in_both_places(work: Index) -> None:
    done = work.run("--staged", "--fix")

    assert (done.code, work.blob(), work.disk()) == (0, FIXED, FIXED)
    assert "fixed in 1 file: F401 1, E225 1\n" in done.out
    assert work.rest() == []


HUNKS = {
    "below": (STAGED + b"more = 4\n", FIXED + b"more = 4\n"),
    "above": (b"# head\n" + STAGED, b"# head\n" + FIXED),
    "beside": (STAGED.replace(b"z = 3", b"z  =  4"), FIXED.replace(b"z = 3", b"z  =  4")),
    "between": (STAGED.replace(b"x = 1\n", b"x = 9\n# why\n"), FIXED.replace(b"x = 1\n", b"x = 9\n# why\n")),
    "fixed already": (STAGED.replace(b"y=2", b"y = 2"), FIXED),
    "a line less": (STAGED.replace(b"z = 3\n", b""), FIXED.replace(b"z = 3\n", b"")),
}


@pytest.mark.parametrize(("before", "after"), HUNKS.values(), ids=HUNKS)
def test_a_change_that_is_not_staged_survives(work: Index, before: bytes, after: bytes) -> None:
    work.write({"a.py": before})

    done = work.run("--staged", "--fix")

    assert (done.code, work.blob(), work.disk()) == (0, FIXED, after)


def test_a_change_of_the_same_line_is_a_refusal_and_nothing_is_touched(work: Index) -> None:
    other = STAGED.replace(b"y=2", b"y=3")
    work.write({"a.py": other})

    done = work.run("--staged", "--fix")

    assert (done.code, work.blob(), work.disk()) == (1, STAGED, other)
    assert "not fixed: E225 1, F401 1 in a.py: what is not staged changes the same lines\n" in done.out
    assert "a.py:5" in done.out or "5:2" in done.out


@pytest.mark.parametrize("use", [b"print(json)\n", b"__all__ = ['json']\n"], ids=["code", "a list of names"])
def test_what_is_not_staged_keeps_what_it_needs(work: Index, use: bytes) -> None:
    work.write({"a.py": STAGED + use})

    done = work.run("--staged", "--fix", "--select", "F")

    assert (done.code, work.blob(), work.disk()) == (1, STAGED, STAGED + use)
    assert "not fixed: F401 1 in a.py: what is not staged has use for what a fix would change\n" in done.out


def test_another_file_that_uses_it_keeps_it_staged_or_not(work: Index) -> None:
    work.stage(b"from a import json\n\nprint(json)\n", b"", name="b.py")
    done = work.run("--staged", "--fix", "--select", "F", "a.py")
    assert (done.code, work.blob()) == (1, STAGED)
    assert "b.py may use 'json' of this file" in done.out


def test_what_is_left_open_is_judged_by_the_fixed_text(work: Index) -> None:
    work.stage(STAGED + b"print(gone)\n", STAGED + b"print(gone)\n# more\n")
    done = work.run("--staged", "--fix")
    assert done.code == 1
    assert "6:7  F821" in done.out
    assert work.blob() == FIXED + b"print(gone)\n"


OBSTACLES = {
    "gone": (lambda path: path.unlink(), "it is not in the working tree"),
    "a link": (
        lambda path: (path.rename(path.with_suffix(".txt")), path.symlink_to("a.txt")), "it is no regular file in the"
    ),
    "hard links": (lambda path: os.link(path, path.with_suffix(".txt")), "the file has 2 hard links"),
}


@pytest.mark.parametrize("name", OBSTACLES)
def test_a_file_that_cannot_take_the_fix_keeps_it_out_of_the_index_too(work: Index, name: str) -> None:
    act, why = OBSTACLES[name]
    act(work.root / "a.py")
    before = sorted(os.listdir(work.root))

    done = work.run("--staged", "--fix")

    assert (done.code, work.blob()) == (1, STAGED)
    assert f"in a.py: {why}" in done.out
    assert sorted(os.listdir(work.root)) == before


def test_a_file_that_is_read_only_stays_in_both_places(work: Index) -> None:
    (work.root / "a.py").chmod(0o444)
    done = work.run("--staged", "--fix")
    assert (done.code, work.blob(), work.disk()) == (3, STAGED, STAGED)
    assert "fix failed on a.py (not-written): the repaired text was not written: the file is read-only" in done.out


def test_an_index_that_somebody_holds_is_left_alone(work: Index) -> None:
    (work.root / ".git/index.lock").write_text("")
    done = work.run("--staged", "--fix")
    assert (done.code, work.blob(), work.disk()) == (3, STAGED, STAGED)
    assert "another process of git holds" in done.out
    assert work.rest() == ["index.lock"]


def test_the_mode_of_the_file_stays(work: Index) -> None:
    (work.root / "a.py").chmod(0o755)
    work.git("add", "a.py")
    work.run("--staged", "--fix")
    listed = subprocess.run(["git", "ls-files", "-s"], cwd=work.root, capture_output=True, text=True).stdout
    assert listed.startswith("100755 ")
    assert os.access(work.root / "a.py", os.X_OK)


CONVERTED = {
    "autocrlf": ("", "true", STAGED.replace(b"\n", b"\r\n"), FIXED.replace(b"\n", b"\r\n")),
    "eol": ("*.py text eol=crlf\n", "false", STAGED.replace(b"\n", b"\r\n"), FIXED.replace(b"\n", b"\r\n")),
    "ident": ("*.py ident\n", "false", b"# $Id: 012 $\n" + STAGED, b"# $Id: 012 $\n" + FIXED),
    "encoding": (
        "*.py working-tree-encoding=UTF-16LE-BOM\n", "false",
        ("\N{BYTE ORDER MARK}" + STAGED.decode()).encode("utf-16-le"),
        ("\N{BYTE ORDER MARK}" + FIXED.decode()).encode("utf-16-le"),
    ),
}


@pytest.mark.parametrize("more", [b"", b"more = 4  # \xe2\x82\xac\r\n"], ids=["staged", "partly staged"])
@pytest.mark.parametrize("name", CONVERTED)
def test_the_working_tree_keeps_the_form_that_git_gave_it(work: Index, name: str, more: bytes) -> None:
    attributes, autocrlf, before, after = CONVERTED[name]
    more = more if "\r" in repr(before) else more.replace(b"\r", b"")
    if name == "encoding":
        more = more.decode().encode("utf-16-le")
    work.git("config", "core.autocrlf", autocrlf)
    work.write({".gitattributes": attributes})
    work.stage(before, before + more)

    done = work.run("--staged", "--fix")

    assert (done.code, work.disk()) == (0, after + more)
    assert work.blob() == FIXED if name != "ident" else b"# $Id$\n" + FIXED
    changed = subprocess.run(["git", "diff", "--numstat"], cwd=work.root, capture_output=True, text=True).stdout
    assert changed == ("1\t0\ta.py\n" if more else "")


def test_a_file_with_a_filter_is_not_fixed_for_no_filter_is_run(work: Index) -> None:
    work.git("config", "filter.x.clean", "touch ../ran; cat")
    work.git("config", "filter.x.smudge", "touch ../ran; cat")
    work.write({".gitattributes": "*.py filter=x\n"})
    done = work.run("--staged", "--fix")
    assert (done.code, work.blob(), work.disk()) == (1, STAGED, STAGED)
    assert "git's filter 'x' is not run\n" in done.out
    assert not (work.root.parent / "ran").exists()


@pytest.mark.parametrize("name", ["a b.py", 'a"b.py', "a\nb.py", "-a.py", "ä/ß.py", "a*.py", ":a.py", "app/x.py"])
def test_any_name(work: Index, name: str) -> None:
    work.git("rm", "-qf", "a.py")
    work.stage(STAGED, STAGED + b"more = 4\n", name=f"./{name}")
    done = work.run("--staged", "--fix")
    assert (done.code, work.blob(name), work.disk(name)) == (0, FIXED, FIXED + b"more = 4\n")


def test_a_root_below_that_of_the_repository(work: Index) -> None:
    work.write({"app/qualitygate.toml": "root = true\n"})
    work.git("add", "-A")
    work.stage(STAGED, STAGED + b"more = 4\n", name="app/a.py")
    done = work.run("--staged", "--fix", cwd=work.root / "app")
    assert (done.code, work.blob("app/a.py"), work.disk("app/a.py")) == (0, FIXED, FIXED + b"more = 4\n")
    assert (work.blob(), work.disk()) == (STAGED, STAGED)


def test_several_files_of_which_one_is_refused(work: Index) -> None:
    work.stage(STAGED, STAGED.replace(b"y=2", b"y=3"), name="b.py")
    done = work.run("--staged", "--fix")
    assert done.code == 1
    assert (work.blob(), work.blob("b.py")) == (FIXED, STAGED)


def test_comments_are_not_added_to_what_is_staged(work: Index) -> None:
    done = work.run("--staged", "--add-noqa", "old")
    assert done.code == 2
    assert "--add-noqa writes the working tree and cannot be combined with --staged" in done.err


def test_an_unsafe_fix_too(work: Index) -> None:
    work.stage(b"def f(x):\n    return x == None\n", b"def f(x):\n    return x == None\n\n\nf(1)\n")
    assert work.run("--staged", "--unsafe-fixes").code == 0
    assert work.blob() == b"def f(x):\n    return x is None\n"
    assert work.disk() == b"def f(x):\n    return x is None\n\n\nf(1)\n"
