"""The lines that reporters show are those that were checked."""

from __future__ import annotations

from pathlib import Path

from qualitygate.engine.reports.lines import SourceLines
from qualitygate.engine.work import Task


def lines_of(root: Path, *tasks: Task) -> SourceLines:
    return SourceLines(str(root), {task.path: task for task in tasks})


def test_a_line_is_read_from_the_file_as_the_checkers_saw_it(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"# coding: latin-1\r\nname = '\xe9'\r\n")
    assert lines_of(tmp_path, Task("a.py", "python", 0)).line("a.py", 2) == "name = 'é'"


def test_the_lines_of_standard_input_come_from_its_content(tmp_path: Path) -> None:
    assert lines_of(tmp_path, Task("stdin", "python", 0, data=b"one\ntwo\n")).line("stdin", 2) == "two"


def test_a_line_that_is_not_there_is_none(tmp_path: Path) -> None:
    lines = lines_of(tmp_path, Task("a.py", "python", 0, data=b"one\n"), Task("gone.py", "python", 0))
    assert [lines.line("a.py", 0), lines.line("a.py", 2)] == [None, None]
    assert lines.line("gone.py", 1) is None
    assert lines.line("never-checked.py", 1) is None


def test_going_back_to_an_earlier_file_reads_it_again(tmp_path: Path) -> None:
    lines = lines_of(tmp_path, Task("a.py", "python", 0, data=b"a\n"), Task("b.py", "python", 0, data=b"b\n"))
    assert [lines.line(path, 1) for path in ("a.py", "b.py", "a.py")] == ["a", "b", "a"]


def test_the_bytes_are_those_on_the_disk(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"\xef\xbb\xbfx = 1\r\n")
    lines = lines_of(tmp_path, Task("a.py", "python", 0), Task("stdin", "python", 0, data=b"y"))
    assert [lines.data(path) for path in ("a.py", "stdin", "gone.py")] == [b"\xef\xbb\xbfx = 1\r\n", b"y", None]
