"""Whatever is found is one line, with its path from where one stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.api import Finding, Location, ReportOptions, Severity
from qualitygate.testing.reporters import rendered, sample_report
from qualitygate_plugins.reporters import flake8
from qualitygate_plugins.reporters.lines import row_and_column

from .line_samples import one_line_of


def test_paths_are_relative_to_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "project" / "app").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "project" / "app")
    text = rendered(flake8.create(ReportOptions()), sample_report(str(tmp_path / "project")))
    assert "gone.py:0:1: E902 " in text.split("\n")[4]
    assert text.split("\n")[6].startswith("../top.py:1:1: ")


def test_control_characters_are_escaped_in_message_and_path() -> None:
    assert one_line_of(flake8, "a\x1b[31mb\udcff", path="x\n\x9b\udc80.py") == (
        "x\\n\\x9b\\udc80.py:1:2: E501 a\\x1b[31mb\\udcff\n"
    )


@pytest.mark.parametrize(("line", "column", "place"), [(0, 0, "0:1"), (3, 0, "3:1"), (3, 7, "3:7")])
def test_what_is_unknown_is_row_0_and_column_1_as_in_flake8(line: int, column: int, place: str) -> None:
    found = Finding("E902", "gone", Location("a.py", line, column), Severity.ERROR, "source")

    assert row_and_column(found) == place
