"""``--fix`` and the bytes that no fix touches: line breaks, encodings, form feeds, the end of the file."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from tests.cli.conftest import Project

CONFIGURATION = 'version = 1\nroot = true\nselect = ["E", "W", "F"]\n'
FILES = {
    "crlf.py": (b"import os\r\nx =  1\r\n", b"x = 1\r\n"),
    "mixed.py": (b"x =  1\r\ny =  2\nz =  3\r\n\n", b"x = 1\r\ny = 2\nz = 3\r\n"),
    "split.py": (b"if 1: x =  1; y = 2\r\n", b"if 1:\r\n    x = 1\r\n    y = 2\r\n"),
    "form_feed.py": (b"x =  1\n\x0c\ny =  '\x0c'\n", b"x = 1\n\x0c\ny = '\x0c'\n"),
    "latin.py": (b"# coding: latin-1\nx =  '\xe9'\n", b"# coding: latin-1\nx = '\xe9'\n"),
    "bom.py": (b"\xef\xbb\xbfx =  '\xc3\xa9'\n", b"\xef\xbb\xbfx = '\xc3\xa9'\n"),
    "open_end.py": (b"x =  1\ny = 2", b"x = 1\ny = 2\n"),
    "tabs_at_the_end.py": (b"x =  '''\n\ta\n\tb'''", b"x = '''\n\ta\n\tb'''"),
    "long.py": (
        b"x = function('" + b"\xc3\xa9" * 40 + b"', '" + b"a" * 30 + b"')\r\ny = 1\n",
        b"x = function(\r\n    '" + b"\xc3\xa9" * 40 + b"',\r\n    '" + b"a" * 30 + b"'\r\n)\r\ny = 1\n",
    ),
}


def test_each_file_keeps_all_other_bytes(project: Project) -> None:
    project.write({"qualitygate.toml": CONFIGURATION, **{name: before for name, (before, _) in FILES.items()}})

    done = project.run("--fix")

    assert done.code in (0, 1), done.out + done.err
    assert {name: (project.root / name).read_bytes() for name in FILES} == {
        name: after for name, (_, after) in FILES.items()
    }


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(b"x =  1\ny = '\x00'\n", id="a null byte"),
        pytest.param(b"x =  '\xe9'\n", id="no encoding that is declared"),
        pytest.param(b"x =  1\ny = (\n", id="a syntax error"),
    ],
)
def test_a_file_that_cannot_be_read_as_python_is_left_alone(project: Project, before: bytes) -> None:
    project.write({"qualitygate.toml": CONFIGURATION, "a.py": before, "b.py": b"x =  1\n"})

    done = project.run("--fix")

    assert done.code == 1
    assert (project.root / "a.py").read_bytes() == before
    assert (project.root / "b.py").read_bytes() == b"x = 1\n"


def test_files_that_nothing_was_fixed_in_are_not_written(project: Project) -> None:
    project.write({"qualitygate.toml": CONFIGURATION, "a.py": b"x = y\n", "b.py": b"x =  1\n"})
    path = project.root / "a.py"
    os.utime(path, (time.time() - 100, 1_000_000_000))
    before = path.stat()

    project.run("--fix")

    assert _identity(path) == (before.st_ino, before.st_mtime_ns)
    assert not list(project.root.glob(".qualitygate-*"))


def _identity(path: Path) -> tuple[int, int]:
    return path.stat().st_ino, path.stat().st_mtime_ns
