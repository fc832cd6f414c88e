"""Where disk and index have the same, both are told of alike; where they differ, the index is."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qualitygate.errors import RevisionError
from qualitygate.inputs import Inputs
from qualitygate.vcs.staged_inputs import StagedInputs

from .conftest import Clone

FILES = {
    "a.py": "1\n", "b/c.py": "2\n", "b/d/e.txt": "3\n", "b-c": "4\n", "b.py": "5\n", "b0": "6\n", "weiß ẞ/x": "7\n",
}


@pytest.fixture
def staged(clone: Clone) -> StagedInputs:
    """The inputs of a tree with files, directories and links, all of it staged."""
    clone.write(FILES)
    for link, target in {"to_file": "a.py", "to_directory": "b", "b/up": "../b/d", "to_nothing": "gone"}.items():
        (clone.root / link).symlink_to(target)
    clone.git("add", "-A")
    return StagedInputs(str(clone.root), str(clone.root))


def _asked(root: Path) -> Iterator[str]:
    for name in ("", "gone", "a.py/x", "b/gone", *FILES, "b", "b/d", "to_file", "to_directory", "to_nothing", "b/up"):
        yield str(root / name)
    yield from (str(root / name) for name in ("to_directory/c.py", "b/up/e.txt", "to_directory/up/e.txt", ".git/HEAD"))
    yield from (str(root / "b" / ".." / "a.py"), str(root.parent), str(root.parent / "outside"))


def _told(ask: Callable[[], object]) -> object:
    try:
        return ask()
    except OSError:
        return OSError


def test_a_tree_that_is_staged_as_it_lies_there_is_told_of_alike(clone: Clone, staged: StagedInputs) -> None:
    disk = Inputs()
    (clone.root.parent / "outside").write_text("x\n")
    for path in _asked(clone.root):
        for question in (
            lambda inputs: inputs.read(path),
            lambda inputs: inputs.read(path, follow=False),
            lambda inputs: inputs.exists(path),
            lambda inputs: inputs.is_file(path),
            lambda inputs: inputs.is_directory(path),
            lambda inputs: inputs.head(path, 1) if inputs.is_file(path) else None,
            lambda inputs: stat.S_IFMT(inputs.mode(path)),
        ):
            assert _told(lambda: question(staged)) == _told(lambda: question(disk)), path


def test_a_listing_has_all_files_and_directories_and_no_links(clone: Clone, staged: StagedInputs) -> None:
    disk = Inputs()
    for directory in ("", "b", "b/d", "weiß ẞ"):
        path = str(clone.root / directory)
        there = {(each.name, each.path, each.is_dir()) for each in disk.entries(path) if not each.is_symlink()}
        staged_there = {(each.name, each.path, each.is_dir()) for each in staged.entries(path)}
        assert staged_there == {each for each in there if each[0] != ".git"}


def test_what_is_not_staged_is_not_there(clone: Clone) -> None:
    clone.write({"a": "1\n", "b": "2\n", "c/d": "3\n"})
    clone.git("add", "a")
    clone.git("add", "-N", "b")
    clone.write({"a": "other\n"})
    staged = StagedInputs(str(clone.root), str(clone.root))
    there = [name for name in ("a", "b", "c", "c/d") if staged.exists(str(clone.root / name))]
    assert there == ["a"]
    assert staged.read(str(clone.root / "a")) == b"1\n"
    assert [each.name for each in staged.entries(str(clone.root))] == ["a"]


def test_links_in_a_circle_lead_nowhere(clone: Clone) -> None:
    (clone.root / "one").symlink_to("two")
    (clone.root / "two").symlink_to("one")
    clone.git("add", "-A")
    staged = StagedInputs(str(clone.root), str(clone.root))
    with pytest.raises(OSError):
        staged.read(str(clone.root / "one"))
    assert staged.exists(str(clone.root / "one"))
    assert not staged.is_file(str(clone.root / "one"))


def test_a_staged_link_out_of_the_repository_leads_to_the_disk(clone: Clone) -> None:
    (clone.root.parent / "outside").write_text("x\n")
    (clone.root / "link").symlink_to(os.path.join("..", "outside"))
    clone.git("add", "-A")
    (clone.root / "link").unlink()
    assert StagedInputs(str(clone.root), str(clone.root)).read(str(clone.root / "link")) == b"x\n"


def test_without_a_repository_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(RevisionError, match="--staged: this is no git repository"):
        StagedInputs(str(tmp_path), "")
