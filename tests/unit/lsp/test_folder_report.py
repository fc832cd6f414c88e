"""What a run tells the server of a folder."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

import pytest

from qualitygate.api import Finding, Location, ReportOptions, Severity
from qualitygate.api.reporting import is_repeatable
from qualitygate.errors import QualityGateError
from qualitygate.lsp.client import Client
from qualitygate.lsp.folder_report import FileReport, FolderReport, folder_format, format_for, read_folder_report
from qualitygate.testing.reporters import HOSTILE_PATH, Sample, rendered, report_of, sample_report


def _read(sample: Sample, name: str = "utf-16", wide: Collection[str] = ()) -> FolderReport:
    reporter = folder_format(name, wide).create(ReportOptions())
    return read_folder_report(rendered(reporter, sample).encode("utf-8"))


def _items(file: FileReport) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(bytes(file.items))
    return items


def test_a_file_has_what_an_editor_shows_and_no_other_file_is_named() -> None:
    told = _read(sample_report("/work dir"))

    assert told.root == "/work dir"
    codes = {file.path: {each["code"] for each in _items(file)} for file in told.files}
    assert codes[HOSTILE_PATH] >= {"F821", "W191", "ACME12", "E501"}
    assert "app/clean.py" not in codes


@pytest.mark.parametrize(("encoding", "start"), [("utf-8", 14), ("utf-16", 11), ("utf-32", 10)])
def test_places_are_in_the_clients_units(encoding: str, start: int) -> None:
    (file,) = [each for each in _read(sample_report(), encoding).files if each.path == HOSTILE_PATH]

    (found,) = [each for each in _items(file) if each["code"] == "F821"]
    assert found["range"]["start"] == {"line": 1, "character": start}


def test_other_places_are_told_to_clients_that_show_them() -> None:
    pairs = [
        [("relatedInformation" in each) for file in _read(sample_report(), name).files for each in _items(file)]
        for name in ("utf-16", "utf-16+related")
    ]

    assert (pairs[0].count(True), pairs[1].count(True)) == (0, 1)


def test_a_client_gets_the_format_that_it_can_read() -> None:
    assert format_for(Client("utf-8")) == "editor:utf-8"
    assert format_for(Client("utf-32", shows_related=True)) == "editor:utf-32+related"


def test_what_checkers_of_the_project_found_is_told_apart() -> None:
    wide = {file.path: [each.finding.code for each in file.wide] for file in _read(sample_report(), wide=["x"]).files}
    assert set(map(len, wide.values())) == {0}

    found = _read(sample_report(), wide=["pyflakes"])
    assert [each.finding.code for file in found.files for each in file.wide] == ["F821"]


def test_results_differ_where_diagnostics_do() -> None:
    finding = Finding("E501", "x", Location("a.py", 1), Severity.WARNING, "pep8")
    other = Finding("E501", "y", Location("a.py", 1), Severity.WARNING, "pep8")

    one, same, another = (_read(report_of(each)).files[0].result for each in (finding, finding, other))

    assert one == same != another


def test_one_sentence_is_said_of_each_checker_that_failed() -> None:
    assert len(_read(sample_report()).failures) == len({each.checker for each in sample_report().report.failures})


def test_half_a_character_and_line_breaks_are_handed_on() -> None:
    finding = Finding("E501", "\ud83d\u2028\n##[error]", Location("\udcff.py", 1), Severity.WARNING, "pep8")

    (file,) = _read(report_of(finding)).files

    assert (file.path, _items(file)[0]["message"]) == ("\udcff.py", "\ud83d\u2028\n##[error]")


def test_the_report_of_a_run_may_be_written_again_unasked() -> None:
    assert is_repeatable(folder_format("utf-16", ()).create(ReportOptions()))


@pytest.mark.parametrize("data", [b"", b"[1]\n", b"{}\n", b'["/", []]\nloud\n'], ids=["nothing", "x", "y", "half"])
def test_what_is_no_such_report_is_said(data: bytes) -> None:
    with pytest.raises(QualityGateError, match="what a run wrote cannot be read: .*; restart the language server"):
        read_folder_report(data)
