"""Diffs as git reads them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualitygate.engine.fixing.diff import unified_diff
from qualitygate.model.repair import RepairedFile


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        pytest.param("pkg/a.py", b"a/pkg/a.py", id="plain"),
        pytest.param("a b.py", b"a/a b.py\t", id="a blank"),
        pytest.param("größe.py", "a/größe.py".encode(), id="not ascii"),
        pytest.param('a"b\t\\.py', b'"a/a\\"b\\t\\\\.py"', id="special"),
        pytest.param("a\x01\udcff.py", b'"a/a\\001\\377.py"', id="bytes"),
    ],
)
def test_names_are_quoted_as_git_does(path: str, shown: bytes) -> None:
    assert unified_diff(RepairedFile(path, b"x\n", b"y\n"), path)[0] == b"--- " + shown + b"\n"


def test_a_missing_newline_at_the_end_is_said() -> None:
    lines = unified_diff(RepairedFile("a", b"x\ny", b"x\ny\n"), "a")
    assert lines[3:] == [b" x\n", b"-y\n\\ No newline at end of file\n", b"+y\n"]


@given(st.lists(st.sampled_from([b"a", b"b\r", b"\x0c\x00", b"\xff", b""])), st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_git_makes_the_new_file_of_the_old_one(tmp_path: Path, lines: list[bytes], data: st.DataObject) -> None:
    before = b"\n".join(lines)
    after = b"\n".join(data.draw(st.lists(st.sampled_from([*lines, b"new", b"new\r"]), max_size=12)))
    if before == after:
        return
    (tmp_path / "file.py").write_bytes(before)

    patch = b"".join(unified_diff(RepairedFile("file.py", before, after), "file.py"))
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=patch, check=True)

    assert (tmp_path / "file.py").read_bytes() == after
