from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flake8.discover_files import expand_paths
from flake8.utils import normalize_paths
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.unit.files.conftest import Project


@pytest.mark.parametrize("name", [".git", ".hg", ".svn", ".bzr", "CVS", "__pycache__"])
def test_what_version_control_and_python_keep_is_passed_over_silently(project: Project, name: str) -> None:
    project.write("a.py", f"{name}/b.py", f"sub/{name}/c.py")

    found = project.find(exclude=[name])

    assert found.paths == ["a.py"]
    assert found.skipped == []


def test_a_virtual_environment_is_known_by_its_mark_not_by_its_name(project: Project) -> None:
    project.write("env/pyvenv.cfg", "env/lib/site.py", "lib/venv/__init__.py")

    found = project.find()

    assert found.paths == ["lib/venv/__init__.py"]
    assert found.skipped == []


def test_a_virtual_environment_is_not_counted_even_when_excluded(project: Project) -> None:
    project.write("a.py", ".venv/pyvenv.cfg", ".venv/b.py")

    assert project.find(exclude=[".venv"]).skipped == []


def test_a_project_that_is_itself_a_virtual_environment_is_walked(project: Project) -> None:
    project.write("pyvenv.cfg", "a.py")

    assert project.find().paths == ["a.py"]


def test_emacs_locks_are_passed_over(project: Project) -> None:
    project.write("a.py")
    os.symlink("user@host.1234", project.root / ".#a.py")

    found = project.find()

    assert (found.paths, found.skipped, found.problems) == (["a.py"], [], [])


def test_links_to_files_are_followed_and_links_to_directories_are_not(project: Project) -> None:
    project.write("app/a.py")
    os.symlink("app", project.root / "link")
    os.symlink("app", project.root / "link.py")
    os.symlink("app/a.py", project.root / "b.py")

    assert project.find().paths == ["app/a.py", "b.py"]
    assert project.find("link").paths == ["link/a.py"]


def test_a_link_cycle_ends(project: Project) -> None:
    project.write("app/a.py")
    os.symlink("..", project.root / "app/up")
    os.symlink("self.py", project.root / "self.py")

    found = project.find()

    assert found.paths == ["app/a.py"]
    assert found.problems == [("self.py", "OSError: [Errno 40] Too many levels of symbolic links: 'self.py'")]


@pytest.mark.parametrize(
    ("arguments", "cwd", "shown"),
    [
        ((), "", "app/x.py"),
        ((".",), "", "app/x.py"),
        (("app",), "", "app/x.py"),
        (("./app/",), "", "app/x.py"),
        ((), "other", "../app/x.py"),
        (("../app",), "other", "../app/x.py"),
    ],
    ids=["nothing", "dot", "directory", "dot and slashes", "nothing in a subdirectory", "from a subdirectory"],
)
def test_a_dangling_link_is_e902_by_the_name_the_user_knows(
    project: Project, arguments: tuple[str, ...], cwd: str, shown: str
) -> None:
    project.write("app/a.py", "other/b.py")
    os.symlink("gone", project.root / "app/x.py")
    os.symlink("gone", project.root / "app/x.png")

    found = project.find(*arguments, cwd=cwd)

    assert found.problems == [("app/x.py", f"FileNotFoundError: [Errno 2] No such file or directory: '{shown}'")]


def test_a_fifo_in_a_directory_is_skipped_and_not_opened(project: Project) -> None:
    for name in ("pipe.py", "pipe", "pipe.png"):
        os.mkfifo(project.root / name)
    os.symlink("pipe.py", project.root / "link.py")

    found = project.find()

    assert found.paths == []
    assert found.skipped == [("link.py", "not a regular file"), ("pipe.py", "not a regular file")]


def test_a_directory_that_cannot_be_read_is_e902(project: Project) -> None:
    with _readable_by_all() as root:
        (root / "secret").mkdir(mode=0)
        (root / "a.py").touch()
        project.root = root

        with _as_ordinary_user():
            found = project.find()

    assert found.paths == ["a.py"]
    assert found.problems == [("secret", "PermissionError: [Errno 13] Permission denied: 'secret'")]


def test_a_named_script_that_cannot_be_read_is_e902(project: Project) -> None:
    with _readable_by_all() as root:
        (root / "script").touch(mode=0)
        project.root = root

        with _as_ordinary_user():
            in_walk, named = project.find(), project.find("script")

    assert in_walk.problems == []
    assert named.problems == [("script", "PermissionError: [Errno 13] Permission denied: 'script'")]


def test_a_tree_deeper_than_the_recursion_limit_is_walked(project: Project) -> None:
    with _chain(project.root, "d", 1200) as deepest:
        with open("b.py", "wb", opener=lambda name, flags: os.open(name, flags, dir_fd=deepest)):
            pass
        path = "d/" * 1200 + "b.py"

        assert project.find().paths == [path]
        assert project.find(path, exclude=["b"]).paths == [path]
        assert project.find(path, exclude=["b.py"]).paths == []


def test_a_directory_whose_path_is_too_long_for_the_system_is_e902(project: Project) -> None:
    project.write("a.py")
    with _chain(project.root, "x" * 200, 25):
        found = project.find()

    assert found.paths == ["a.py"]
    ((path, message),) = found.problems
    assert message == f"OSError: [Errno 36] File name too long: '{path}'"


_names = st.sampled_from(["a", "b", "ab", "migrations", "a.py", "b.py", "test_a.py", "x.txt", "d.egg"])
_tree = st.lists(st.lists(_names, min_size=1, max_size=4).map("/".join), min_size=1, max_size=15)
_pattern = st.one_of(
    _names,
    st.sampled_from(["*.egg", "./a", "a/b", "*/b/*", "a*", "t*_*.py", "[ab]", "*igra*", "migrations/", "/a", ".", "?"]),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=_tree, exclude=st.lists(_pattern, max_size=4))
def test_the_same_files_are_excluded_as_by_flake8(project: Project, files: list[str], exclude: list[str]) -> None:
    with project.another() as other:
        for path in files:
            try:
                other.write(path)
            except OSError:  # a name that is already a directory, or a file where a directory is needed
                continue
        root = str(other.root)
        flake8_found = expand_paths(
            paths=[root + "/."],
            stdin_display_name="stdin",
            filename_patterns=["*.py"],
            exclude=normalize_paths(exclude, root),
        )

        found = other.find(exclude=exclude, kinds=frozenset({"python"}))

        assert found.paths == sorted(os.path.relpath(path, root) for path in flake8_found)


@contextmanager
def _readable_by_all() -> Iterator[Path]:
    """Make a directory that another user reaches; pytest's own are the current user's alone."""
    with tempfile.TemporaryDirectory() as directory:
        os.chmod(directory, 0o755)
        yield Path(directory)


@contextmanager
def _as_ordinary_user() -> Iterator[None]:
    """Permissions mean nothing to root, who runs the tests in containers."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


@contextmanager
def _chain(start: Path, name: str, length: int) -> Iterator[int]:
    """Nest directories further than a path or a recursion reaches, and give a descriptor of the last one."""
    descriptor = os.open(start, os.O_RDONLY)
    for _ in range(length):
        os.mkdir(name, dir_fd=descriptor)
        inner = os.open(name, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = inner
    try:
        yield descriptor
    finally:
        os.close(descriptor)
        subprocess.run(["rm", "-rf", start / name], check=True)  # shutil.rmtree recurses until Python 3.13
