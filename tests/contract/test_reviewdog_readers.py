"""reviewdog's own message types take every diagnostic; they are stricter than reviewdog, which skips unknown fields."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualitygate.api import Finding
from qualitygate.testing.reporters import Sample
from tests.contract.conftest import Write
from tests.contract.programs import installed
from tests.contract.reading import Fields, assert_read, by_severity, encodable
from tests.contract.samples import every_sample, open_findings

pytestmark = pytest.mark.consumer

severity = by_severity(3, 2, 1)  # INFO, WARNING, ERROR


@pytest.fixture(scope="session")
def messages(schemas: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The module that protoc makes of reviewdog's schema."""
    installed("grpc_tools.protoc")
    folder = tmp_path_factory.mktemp("rdf")
    protoc = [sys.executable, "-m", "grpc_tools.protoc", f"-I{schemas / 'rdf'}", f"--python_out={folder}"]
    subprocess.run([*protoc, "reviewdog.proto"], check=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        return installed("reviewdog_pb2")


def expect(sample: Sample) -> Callable[[Finding], Fields]:
    """Expect columns in bytes; without the text there are none."""

    def in_bytes(path: str, line: int, column: int) -> int:
        text = sample.report.lines.line(path, line)
        return len(text[: column - 1].encode("utf-8", "surrogatepass")) + 1 if text is not None and column else 0

    def fields(finding: Finding) -> Fields:
        where = finding.location
        return {
            "path": where.path,
            "line": where.line,
            "column": in_bytes(where.path, where.line, where.column),
            "severity": severity(finding),
            "code": finding.code,
            "message": encodable(finding.message),
        }

    return fields


def seen(diagnostic: Any) -> Fields:
    start = diagnostic.location.range.start
    return {
        "path": diagnostic.location.path,
        "line": start.line,
        "column": start.column,
        "severity": diagnostic.severity,
        "code": diagnostic.code.value,
        "message": diagnostic.message,
    }


@every_sample
def test_rdjson_is_a_diagnostic_result(messages: Any, write: Write, sample: Sample) -> None:
    parse = installed("google.protobuf.json_format").Parse

    result = parse(write("rdjson", sample).read_text("utf-8"), messages.DiagnosticResult())

    assert_read(map(seen, result.diagnostics), open_findings(sample), expect(sample))


@every_sample
def test_every_line_of_rdjsonl_is_a_diagnostic(messages: Any, write: Write, sample: Sample) -> None:
    parse = installed("google.protobuf.json_format").Parse
    lines = write("rdjsonl", sample).read_text("utf-8").split("\n")[:-1]

    read = [seen(parse(line, messages.Diagnostic())) for line in lines]

    assert_read(read, open_findings(sample), expect(sample))
    assert all(len(line.encode()) < 64 * 1024 for line in lines)  # what reviewdog's scanner takes
