"""What is staged, and whether git has seen a file as it is."""

from __future__ import annotations

import os
import sys
import time

import pytest

from qualitygate.vcs.command import Git
from qualitygate.vcs.index import Index, begin_index, read_index

from .conftest import Clone


def read(clone: Clone) -> Index:
    return read_index(Git(str(clone.root)))


def test_an_index_that_was_never_written_is_empty(clone: Clone) -> None:
    assert read(clone) == Index({}, (), 0)


def test_an_entry_is_what_was_staged_and_not_what_lies_there(clone: Clone) -> None:
    clone.write({"a.py": "x = 1\n", "b c.py": ""})
    clone.git("add", "-A")
    clone.write({"a.py": "x = 2\n"})
    index = read(clone)

    assert list(index.entries) == ["a.py", "b c.py"]
    entry = index.entries["a.py"]
    assert (entry.mode, entry.blob) == ("100644", clone.git("rev-parse", ":a.py").strip())
    assert index.written == (clone.root / ".git" / "index").stat().st_mtime_ns


def test_what_was_begun_is_the_same_answer(clone: Clone) -> None:
    clone.write({"a.py": ""})
    clone.git("add", "-A")
    git = Git(str(clone.root))
    begin_index(git)

    assert read_index(git) == read(clone)


def test_what_is_only_announced_is_not_staged(clone: Clone) -> None:
    clone.write({"a.py": "", "b.py": ""})
    clone.git("add", "a.py")
    clone.git("add", "-N", "b.py")

    assert {path: entry.is_staged for path, entry in read(clone).entries.items()} == {"a.py": True, "b.py": False}


def test_what_a_sparse_checkout_leaves_out_is_marked(clone: Clone) -> None:
    clone.commit({"a.py": "", "b.py": ""})
    clone.git("update-index", "--skip-worktree", "b.py")

    assert {path: entry.is_left_out for path, entry in read(clone).entries.items()} == {"a.py": False, "b.py": True}


def test_sides_of_a_conflict_are_no_entries(clone: Clone) -> None:
    clone.commit({"a.py": "x = 1\n", "b.py": ""})
    clone.git("checkout", "-q", "-b", "other")
    clone.commit({"a.py": "x = 2\n"})
    clone.git("checkout", "-q", "main")
    clone.commit({"a.py": "x = 3\n"})
    with pytest.raises(Exception, match="merge"):
        clone.git("merge", "-q", "other")
    index = read(clone)

    assert (list(index.entries), index.conflicts) == (["b.py"], ("a.py",))


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: links")
def test_git_has_seen_a_file_while_its_size_its_times_and_its_inode_stay(clone: Clone) -> None:
    clone.write({"a.py": "x = 1\n"})
    file = clone.root / "a.py"
    time.sleep(0.03)  # longer than the clock of a file system ticks
    clone.git("add", "-A")
    index = read(clone)
    entry = index.entries["a.py"]
    before = file.stat()

    assert entry.was_seen_as(before, index.written)
    assert not entry.was_seen_as(before, before.st_mtime_ns), "written together with the index: not to be told apart"
    file.write_text("x = 2\n")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not entry.was_seen_as(file.stat(), index.written)
    file.write_text("x = 1 + 1\n")
    assert not entry.was_seen_as(file.stat(), index.written)
    file.unlink()
    file.symlink_to("b.py")
    assert not entry.was_seen_as(file.lstat(), index.written)
