"""Where something is written: to a stream, in the place of a file, or out of the project."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from qualitygate.files.destination import descriptor_of, is_replaced, leads_outside, open_stream

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: streams with names, links")


@pytest.mark.parametrize(
    ("name", "descriptor"),
    [("/dev/stdout", 1), ("/dev/stderr", 2), ("/dev/../dev/stdin", 0), ("/dev/null", None), ("report.json", None)],
)
def test_a_stream_has_a_descriptor_and_a_file_has_none(name: str, descriptor: int | None) -> None:
    assert descriptor_of(name) == descriptor


def test_a_link_to_a_stream_is_the_stream_and_a_circle_of_links_is_none(tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to("/dev/stdout")
    (tmp_path / "again").symlink_to("out")
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    assert [descriptor_of(str(tmp_path / name)) for name in ("again", "one")] == [1, None]


def test_only_files_and_what_is_not_there_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    os.mkfifo(tmp_path / "fifo")
    names = [str(tmp_path / name) for name in ("file", "absent", "fifo")]
    assert [is_replaced(name) for name in (*names, "/dev/null", "/dev/stdout")] == [True, True, False, False, False]


def test_what_is_not_replaced_is_appended_to(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("one\n")
    stream = open_stream(str(tmp_path / "log"))
    os.write(stream, b"two\n")
    os.close(stream)
    assert (tmp_path / "log").read_text() == "one\ntwo\n"


def test_a_link_that_leads_out_of_the_project_is_told_from_one_that_stays(tmp_path: Path) -> None:
    project, outside = tmp_path / "project", tmp_path / "outside"
    project.mkdir()
    outside.mkdir()
    (project / "out").symlink_to(outside)
    (project / "in").symlink_to(project)
    assert leads_outside(str(project / "out" / "r.json"), str(project)) == str((outside / "r.json").resolve())
    assert leads_outside(str(project / "in" / "r.json"), str(project)) == ""
    assert leads_outside(str(outside / "r.json"), str(project)) == ""
