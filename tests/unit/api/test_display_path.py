"""Paths as reports show them, and the time that reports carry."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from qualitygate.api import Report, display_path, report_time


def test_an_absolute_path_does_not_depend_on_the_working_directory(tmp_path: Path) -> None:
    report = Report(root=str(tmp_path))
    assert display_path(report, "app/a.py", absolute=True) == f"{tmp_path.as_posix()}/app/a.py"


def test_a_path_can_be_relative_to_another_directory(tmp_path: Path) -> None:
    report = Report(root=str(tmp_path / "backend"))
    assert display_path(report, "a.py", start=str(tmp_path)) == "backend/a.py"


def test_an_absolute_path_beats_the_other_directory(tmp_path: Path) -> None:
    report = Report(root=str(tmp_path))
    assert display_path(report, "a.py", absolute=True, start=str(tmp_path)) == f"{tmp_path.as_posix()}/a.py"


def test_a_root_that_is_relative_is_relative_to_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert display_path(Report(root="."), "a.py", absolute=True) == f"{tmp_path.as_posix()}/a.py"


def test_the_time_is_now_unless_the_build_is_reproducible() -> None:
    assert report_time({"SOURCE_DATE_EPOCH": "1700000000"}) == 1_700_000_000
    assert abs(report_time({}) - time.time()) < 60
    assert abs(report_time({"SOURCE_DATE_EPOCH": ""}) - time.time()) < 60
