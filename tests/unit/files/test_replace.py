"""A file is the old one or the new one, and what it was beside its text it remains."""

from __future__ import annotations

import errno
import os
import resource
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qualitygate.files.replace import ChangedError, LinkedError, create, replace_content

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: POSIX files")
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs another platform: Linux")
OLD, NEW = b"x =  1\r\n", b"x = 1\r\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with the old content."""
    path = tmp_path / "a.py"
    path.write_bytes(OLD)
    return path


def left(directory: Path) -> list[str]:
    return sorted(os.listdir(directory))


def test_the_new_content_takes_the_place_of_the_old(file: Path) -> None:
    replace_content(str(file), OLD, NEW, root=str(file.parent))

    assert file.read_bytes() == NEW
    assert left(file.parent) == ["a.py"]


@needs_posix
@pytest.mark.parametrize("mode", [0o600, 0o755, 0o664, 0o2755], ids=oct)
def test_the_mode_stays(file: Path, mode: int) -> None:
    file.chmod(mode)

    replace_content(str(file), OLD, NEW, root=str(file.parent))

    assert stat.S_IMODE(file.stat().st_mode) == mode


@needs_posix
def test_a_link_stays_and_its_target_is_written(file: Path) -> None:
    link = file.parent / "sub" / "link.py"
    link.parent.mkdir()
    link.symlink_to("../a.py")

    replace_content(str(link), OLD, NEW, root=str(file.parent))

    assert os.readlink(link) == "../a.py"
    assert file.read_bytes() == NEW
    assert left(link.parent) == ["link.py"]


@needs_linux
def test_the_owner_and_the_extended_attributes_stay(file: Path) -> None:
    if os.geteuid() == 0:
        os.chown(file, 1234, 4321)
    try:
        os.setxattr(file, "user.note", b"mine")
    except OSError:
        pytest.skip("needs another platform: extended attributes on this file system")
    before = file.stat()

    replace_content(str(file), OLD, NEW, root=str(file.parent))

    assert (file.stat().st_uid, file.stat().st_gid) == (before.st_uid, before.st_gid)
    assert os.getxattr(file, "user.note") == b"mine"


def test_a_file_with_two_names_is_refused(file: Path) -> None:
    os.link(file, file.parent / "b.py")

    with pytest.raises(LinkedError, match="the file has 2 hard links"):
        replace_content(str(file), OLD, NEW, root=str(file.parent))

    assert (file.read_bytes(), left(file.parent)) == (OLD, ["a.py", "b.py"])


@pytest.mark.parametrize("found", [b"", b"x =  2\r\n", OLD + b"more"], ids=["emptied", "changed", "longer"])
def test_a_file_that_somebody_else_wrote_to_is_left_alone(file: Path, found: bytes) -> None:
    file.write_bytes(found)

    with pytest.raises(ChangedError):
        replace_content(str(file), OLD, NEW, root=str(file.parent))

    assert (file.read_bytes(), left(file.parent)) == (found, ["a.py"])


@needs_posix
def test_a_read_only_file_is_left_alone_whoever_asks(file: Path) -> None:
    file.chmod(0o444)

    with pytest.raises(PermissionError, match="the file is read-only"):
        replace_content(str(file), OLD, NEW, root=str(file.parent))

    assert (file.read_bytes(), left(file.parent)) == (OLD, ["a.py"])


@needs_posix
def test_a_file_in_a_read_only_directory_is_left_alone() -> None:
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory, "a.py")
        path.write_bytes(OLD)
        path.chmod(0o666)
        os.chmod(directory, 0o555)
        with _as_ordinary_user(), pytest.raises(PermissionError, match="no new file may be made in its directory"):
            replace_content(str(path), OLD, NEW, root=str(path.parent))
        os.chmod(directory, 0o755)

        assert (path.read_bytes(), left(path.parent)) == (OLD, ["a.py"])


@needs_posix
def test_a_write_that_stops_in_the_middle_leaves_the_old_file(file: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OSError) as raised:
            replace_content(str(file), OLD, NEW * 1000, root=str(file.parent))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert raised.value.errno == errno.EFBIG
    assert (file.read_bytes(), left(file.parent)) == (OLD, ["a.py"])


@needs_posix
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_waits_until_the_file_is_whole(file: Path, name: str) -> None:
    """The signal is sent while the temporary file is written: from the only place that is called then."""
    program = f"""
import os, signal, sys
from qualitygate.files import replace
sync = os.fsync
def signalled(descriptor):
    os.kill(os.getpid(), signal.{name})
    sync(descriptor)
os.fsync = signalled
replace.replace_content({str(file)!r}, {OLD!r}, {NEW!r}, root='/')
print("not reached")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert "not reached" not in done.stdout
    assert done.returncode in (-signal.Signals[name], 1)
    assert (file.read_bytes(), left(file.parent)) == (NEW, ["a.py"])


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


def test_a_file_that_is_made_has_the_mode_of_any_new_file(tmp_path: Path) -> None:
    create(str(tmp_path / "new.toml"), b"x = 1\n")
    (tmp_path / "other").write_bytes(b"")

    assert (tmp_path / "new.toml").read_bytes() == b"x = 1\n"
    assert (tmp_path / "new.toml").stat().st_mode == (tmp_path / "other").stat().st_mode
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.toml", "other"]


def test_a_file_that_is_there_is_not_made(tmp_path: Path) -> None:
    (tmp_path / "old.toml").write_bytes(b"old")

    with pytest.raises(FileExistsError):
        create(str(tmp_path / "old.toml"), b"new")

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"old.toml": b"old"}
