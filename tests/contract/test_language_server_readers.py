"""Editors underline exactly what was found: vscode's own types and documents, and lsprotocol."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from qualitygate.api import CheckedFile, Finding, Report, file_uri
from qualitygate.testing.reporters import Sample
from tests.contract.conftest import Write
from tests.contract.programs import Program, installed
from tests.contract.reading import Fields, assert_read, by_severity, first_line
from tests.contract.samples import every_sample, open_findings

pytestmark = pytest.mark.consumer

severity = by_severity(3, 2, 1)


def flagged(report: Report, finding: Finding) -> str:
    """Return the text from the start of a finding to its end, or to the end of its line."""
    where = finding.location
    if not where.line:
        return ""
    last = where.end_line or where.line
    lines = [report.lines.line(where.path, number) or "" for number in range(where.line, last + 1)]
    lines[-1] = lines[-1][: where.end_column - 1] if where.end_column else lines[-1]
    lines[0] = lines[0][max(where.column - 1, 0) :]
    return "\n".join(lines)


def text_of(report: Report, file: CheckedFile) -> str:
    """Return the text that an editor has open."""
    return "\n".join(report.lines.line(file.path, number + 1) or "" for number in range(file.line_count))


@every_sample
def test_an_editor_underlines_the_flagged_text(node: Program, write: Write, sample: Sample, tmp_path: Path) -> None:
    report = sample.report
    texts = tmp_path / "texts.json"
    texts.write_text(json.dumps({file_uri(report, file.path): text_of(report, file) for file in report.files}))

    def fields(finding: Finding) -> Fields:
        return {
            "uri": file_uri(report, finding.location.path),
            "valid": True,
            "line": first_line(finding) - 1,
            "flagged": flagged(report, finding),
            "severity": severity(finding),
            "code": finding.code,
            "message": finding.message,
        }

    assert_read(node("lsp", write("lsp", sample), texts), open_findings(sample), fields)


@every_sample
def test_lsprotocol_takes_every_file_as_published_diagnostics(write: Write, sample: Sample) -> None:
    converters = installed("lsprotocol.converters")
    types = installed("lsprotocol.types")
    published = json.loads(write("lsp", sample).read_text("utf-8"))

    files = converters.get_converter().structure(published, list[types.PublishDiagnosticsParams])

    def fields(finding: Finding) -> Fields:
        path = f"{sample.report.root}/{finding.location.path}"
        return {"path": path, "severity": severity(finding), "code": finding.code, "message": finding.message}

    paths = [unquote(urlsplit(file.uri).path) for file in files]
    read = [
        {"path": path, "severity": each.severity, "code": each.code, "message": each.message}
        for path, file in zip(paths, files, strict=True)
        for each in file.diagnostics
    ]
    assert_read(read, open_findings(sample), fields)
    assert {f"{sample.report.root}/{file.path}" for file in sample.report.files} <= {*paths}
