"""The files on the disk against what git has."""

from __future__ import annotations

import os
import sys
import time

import pytest

from qualitygate.vcs.command import Git
from qualitygate.vcs.worktree import WorkTree

from .conftest import Clone

FILES = {"a.py": "x = 1\n", "b.py": "y = 1\n", "c.py": "z = 1\n"}


def blobs(clone: Clone) -> dict[str, str]:
    """What the last commit has."""
    lines = clone.git("ls-tree", "-r", "HEAD").splitlines()
    return {line.partition("\t")[2]: line.split()[2] for line in lines}


def work(clone: Clone) -> WorkTree:
    return WorkTree(Git(str(clone.root)))


def test_changed_is_what_has_another_content_or_is_gone(clone: Clone) -> None:
    clone.commit(FILES)
    before = blobs(clone)
    assert work(clone).changed(before) == set()
    clone.write({"a.py": "x = 2\n"})
    os.utime(clone.root / "b.py")
    (clone.root / "c.py").unlink()

    assert work(clone).changed(before) == {"a.py", "c.py"}


def test_what_is_staged_and_then_put_back_has_not_changed(clone: Clone) -> None:
    clone.commit(FILES)
    before = blobs(clone)
    clone.write({"a.py": "x = 2\n"})
    clone.git("add", "-A")
    clone.write({"a.py": FILES["a.py"]})

    assert work(clone).changed(before) == set()


def test_what_is_staged_is_a_change_though_the_index_knows_the_file(clone: Clone) -> None:
    clone.commit(FILES)
    before = blobs(clone)
    clone.write({"a.py": "x = 2\n", "new.py": FILES["a.py"]})
    time.sleep(0.03)  # longer than the clock of a file system ticks
    clone.git("add", "a.py")

    assert work(clone).changed(before) == {"a.py"}
    assert work(clone).changed({"new.py": before["a.py"]}) == set()
    assert work(clone).changed({"new.py": before["b.py"]}) == {"new.py"}


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: links")
def test_a_link_in_the_place_of_a_file_is_a_change(clone: Clone) -> None:
    clone.commit(FILES)
    (clone.root / "a.py").unlink()
    (clone.root / "a.py").symlink_to("b.py")

    assert work(clone).changed(blobs(clone)) == {"a.py"}


def test_line_ends_that_git_converts_are_no_change(clone: Clone) -> None:
    clone.commit({**FILES, ".gitattributes": "*.py text eol=crlf\n"})
    (clone.root / "a.py").write_bytes(b"x = 1\r\n")
    (clone.root / "b.py").write_bytes(b"y = 2\r\n")

    assert work(clone).changed(blobs(clone)) == {"b.py"}


def test_old_content_of_what_has_changed_is_in_the_encoding_of_the_file(clone: Clone) -> None:
    clone.write({"c.py": FILES["c.py"], ".gitattributes": "b.py working-tree-encoding=ISO-8859-1\n"})
    (clone.root / "b.py").write_bytes("y = 'é'\n".encode("latin-1"))
    clone.commit({})
    before = blobs(clone)
    (clone.root / "b.py").write_bytes("y = 'ü'\n".encode("latin-1"))
    tree = work(clone)

    assert tree.changed(before) == {"b.py"}
    assert tree.as_on_disk("b.py", "y = 'é'\n".encode()) == "y = 'é'\n".encode("latin-1")
    assert tree.as_on_disk("c.py", "z = 'é'\n".encode()) == "z = 'é'\n".encode()


def test_a_file_of_which_only_a_filter_knows_is_named(clone: Clone) -> None:
    clone.commit(FILES)
    clone.commit({".gitattributes": "a.py filter=secret\n"})
    clone.git("config", "filter.secret.clean", "false")
    clone.write({"a.py": "other\n"})
    tree = work(clone)

    assert tree.changed(blobs(clone)) == {"a.py"}
    assert tree.filtered == {"a.py": "secret"}


def test_staged_are_the_regular_files_that_would_be_committed(clone: Clone) -> None:
    clone.write(FILES)
    if sys.platform != "win32":
        (clone.root / "link.py").symlink_to("a.py")
    clone.git("add", "-A")
    clone.git("rm", "-q", "--cached", "b.py")
    clone.git("add", "-N", "b.py")
    clone.git("update-index", "--skip-worktree", "c.py")

    assert [entry.path for entry in work(clone).staged()] == ["a.py"]


def test_unlike_the_disk_is_what_has_other_bytes_there(clone: Clone) -> None:
    clone.write({**FILES, ".gitattributes": "c.py text eol=crlf\n"})
    clone.git("add", "-A")
    (clone.root / "a.py").unlink()
    (clone.root / "c.py").write_bytes(b"z = 1\r\n")
    tree = work(clone)

    assert tree.unlike_disk(tree.staged()) == {"a.py", "c.py"}
