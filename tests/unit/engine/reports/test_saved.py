"""A saved report, read back: the same values, or a complaint that says where it is wrong."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitygate.api import Applicability, CheckedFile, Finding, Location, Refusal, Repair, Report, Rule, Severity
from qualitygate.engine.reports.lines import SavedLines
from qualitygate.engine.reports.saved import Saved, SavedRules, read_saved
from qualitygate.errors import SavedReportError
from qualitygate.model.replacement import replace
from qualitygate.testing.reporters import Sample, SampleRules, empty_report, report_of, sample_report
from qualitygate_plugins.reporters.json import JsonReporter


def saved(sample: Sample) -> bytes:
    """Return what ``--format json`` writes."""
    out = io.StringIO()
    JsonReporter().write(*sample, out)
    return out.getvalue().encode()


def read(data: bytes, directory: str = ".") -> Saved:
    return read_saved(data, name="report.json", directories=(directory,))


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    """Return the sample's report after a change to the document."""
    document = json.loads(saved(sample_report()))
    change(document)
    return json.dumps(document).encode()


@pytest.mark.parametrize("sample", [sample_report(), empty_report(), report_of()], ids=["sample", "empty", "nothing"])
def test_a_report_is_read_back_as_it_was(sample: Sample) -> None:
    found = read(saved(sample))

    assert found.report == replace(sample.report, lines=found.report.lines)
    assert found.verdict == sample.verdict


@pytest.mark.parametrize("sample", [sample_report(), empty_report(), report_of()], ids=["sample", "empty", "nothing"])
def test_a_report_is_written_again_as_it_was(sample: Sample) -> None:
    found = read(saved(sample))

    assert saved(Sample(found.report, found.verdict, SavedRules(found, SampleRules({})))) == saved(sample)


def test_a_repair_is_read_back() -> None:
    sample = sample_report()
    repair = Repair(Applicability.SAFE, 2, (Refusal("a.py", "F401", 1, "why"),))

    assert read(saved(sample._replace(report=replace(sample.report, repair=repair)))).report.repair == repair


def test_a_report_of_before_there_were_repairs_is_read() -> None:
    assert read(changed(lambda document: document.pop("repair"))).report.repair is None


@given(message=st.text(), path=st.text())
def test_any_text_is_read_back(message: str, path: str) -> None:
    sample = report_of(Finding("E501", message, Location(path, 1), Severity.WARNING, "pep8"))

    assert read(saved(sample)).report.judgements == sample.report.judgements


def test_findings_in_another_order_are_sorted_for_reporters_group_them_by_path() -> None:
    found = read(changed(lambda document: document["findings"].reverse()))

    assert found.report.judgements == sample_report().report.judgements


def test_what_later_versions_added_may_be_missing_and_what_is_unknown_is_skipped() -> None:
    def make_old(document: dict[str, Any]) -> None:
        del document["files"], document["notes"]
        for row, key in ((document["failures"][0], "details"), (document["skipped"][0], "note")):
            del row[key]
        for key in ("scope", "context"):
            del document["findings"][0][key]
        document["future"] = {"much": "more"}

    report = read(changed(make_old)).report

    assert (report.files, report.notes, report.failures[0].details) == ((), (), "")
    assert len(report.judgements) == 11


def set_in(*keys: str | int, value: object) -> Callable[[dict[str, Any]], object]:
    def change(document: Any) -> None:
        for key in keys[:-1]:
            document = document[key]
        document[keys[-1]] = value

    return change


def remove(*keys: str | int) -> Callable[[dict[str, Any]], object]:
    def change(document: Any) -> None:
        for key in keys[:-1]:
            document = document[key]
        del document[keys[-1]]

    return change


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (remove("findings"), "expected the key 'findings', got 'schema', 'qualitygate', 'root'"),
        (set_in("findings", value={}), "findings: expected a list, got {}"),
        (set_in("findings", 3, value="x"), 'findings[3]: expected an object, got "x"'),
        (remove("findings", 3, "code"), "findings[3]: expected the key 'code', got 'name', 'message'"),
        (set_in("findings", 3, "line", value="7"), 'findings[3].line: expected a whole number or null, got "7"'),
        (set_in("findings", 3, "line", value=True), "findings[3].line: expected a whole number or null, got true"),
        (set_in("findings", 3, "line", value=-1), "findings[3].line: expected a whole number >= 1, got -1"),
        (set_in("findings", 3, "code", value="e501"), "findings[3].code: expected a string matching regex"),
        (set_in("findings", 3, "severity", value="bad"), "findings[3].severity: expected error, note, warning, got"),
        (set_in("findings", 3, "disposition", value="lost"), "findings[3].disposition: expected baselined, fixed,"),
        (set_in("findings", 3, "scope", value=1), "findings[3].scope: expected a string, got 1"),
        (set_in("findings", 3, "also_from", value=[1]), "findings[3].also_from[0]: expected a string, got 1"),
        (set_in("findings", 7, "fix", "applicability", value="x"), "findings[7].fix.applicability: expected display"),
        (set_in("findings", 7, "fix", "edits", 0, "end_line", value=0), "findings[7].fix.edits[0].end_line: expected"),
        (set_in("findings", 7, "fix", "edits", value=[]), "findings[7].fix.edits: expected a list of"),
        (set_in("findings", 7, "fix", "edits", 0, "start_line", value=9999), "findings[7].fix.edits[0]: expected a"),
        (set_in("findings", 3, "end_line", value=1), "findings[3]: expected an end after the start"),
        (set_in("failures", 0, "kind", value=None), "failures[0].kind: expected a string, got null"),
        (set_in("skipped", value=None), "skipped: expected a list, got null"),
        (set_in("files", 1, "lines", value="many"), 'files[1].lines: expected a whole number, got "many"'),
        (set_in("notes", value=[{}]), "notes[0]: expected a string, got {}"),
        (set_in("stats", "seconds", value="1"), 'stats.seconds: expected a number, got "1"'),
        (set_in("stats", "seconds_by_checker", "pep8", value=[]), "stats.seconds_by_checker[...]: expected a number"),
        (set_in("verdict", "exit_code", value=9), "verdict.exit_code: expected 0, 1, 2, 3, 130, got 9"),
        (set_in("verdict", "conditions", value=[{}]), "verdict.conditions[0]: expected the key 'name', got no keys"),
        (set_in("verdict", value=[]), "verdict: expected an object, got []"),
        (set_in("schema", value=2), "schema: expected 1, got 2, which qualitygate "),
        (set_in("root", value=[0] * 99), "root: expected a string, got [0, 0, 0, 0"),
    ],
)
def test_a_wrong_value_is_told_with_its_place(change: Callable[[dict[str, Any]], object], complaint: str) -> None:
    with pytest.raises(SavedReportError) as caught:
        read(changed(change))

    assert str(caught.value).startswith(f"report.json: {complaint}")


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "expected JSON, got something else in line 1"),
        (b"<?xml version='1.0'?>", "expected JSON, got something else in line 1"),
        (b'{"schema": 1,\n"x": }', "expected JSON, got something else in line 2"),
        (b"\xff\xfe{", "expected UTF-8, got byte 0xff at 0"),
        (b"[" * 100_000, "expected "),
        (b"[]", 'expected the object that --format json writes, got JSON without "schema"'),
        (b'{"version": "2.1.0"}', 'expected the object that --format json writes, got JSON without "schema"'),
    ],
    ids=["nothing", "xml", "broken", "utf-16", "deep", "another format", "sarif"],
)
def test_what_is_no_report_is_refused(data: bytes, complaint: str) -> None:
    with pytest.raises(SavedReportError) as caught:
        read(data)

    assert str(caught.value).startswith(f"report.json: {complaint}")


def test_a_byte_order_mark_is_no_harm() -> None:
    assert read(b"\xef\xbb\xbf" + saved(empty_report())).verdict.passed


def test_the_root_is_where_the_checked_files_are(tmp_path: Path) -> None:
    (tmp_path / "work" / "build").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    (tmp_path / "work" / "empty.py").write_text("")
    data = saved(empty_report())

    found = read_saved(data, name="r", directories=(str(tmp_path / "other"), str(tmp_path / "work")))
    nowhere = read_saved(data, name="r", directories=(str(tmp_path / "other"), str(tmp_path)))

    assert found.report.root == str(tmp_path / "work")
    assert nowhere.report.root == str(tmp_path / "other")


def test_lines_are_read_again_while_a_file_has_as_many_as_it_had(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x\ny\n")
    (tmp_path / "longer.py").write_text("x\ny\nz\n")
    (tmp_path / "shorter.py").write_text("x\n")
    (tmp_path / "empty.py").write_text("")
    names = ("a.py", "longer.py", "shorter.py", "gone.py")
    lines = SavedLines(str(tmp_path), [CheckedFile(name, "python", 2) for name in names])

    assert [lines.line(name, 1) for name in names] == ["x", None, None, None]
    assert [lines.data(name) for name in names] == [b"x\ny\n", None, None, None]
    assert lines.line("a.py", 3) is None
    assert SavedLines(str(tmp_path), [CheckedFile("empty.py", "python", 0)]).data("empty.py") == b""


@pytest.mark.parametrize("path", ["../secret.py", "app/../../secret.py"])
def test_a_report_of_somebody_else_reads_no_file_outside_the_project(path: str, tmp_path: Path) -> None:
    (tmp_path / "project" / "app").mkdir(parents=True)
    (tmp_path / "secret.py").write_text("secret\n")
    outside = [CheckedFile(name, "python", 1) for name in (path, str(tmp_path / "secret.py"))]
    lines = SavedLines(str(tmp_path / "project"), outside)

    assert [lines.line(file.path, 1) for file in outside] == [None, None]
    assert [lines.data(file.path) for file in outside] == [None, None]


def test_a_rule_keeps_the_name_that_it_had() -> None:
    finding = Finding("E501", "x", Location("a.py", 1), Severity.WARNING, "pep8")
    told = Saved(Report(), sample_report().verdict, {"E501": ("old-name", "https://example.org")})
    rules = SavedRules(told, SampleRules())

    assert rules.rule(finding.code) == replace(
        SampleRules().rule("E501"), name="old-name", url="https://example.org"
    )
    assert rules.rule("W191") == SampleRules().rule("W191")
    assert rules.rule("NEW1") == Rule("NEW1", "undocumented", "A plugin emits this code without documenting it")
    assert rules.codes() == ["E501", "E902", "F401", "F821", "QG201", "W191"]
