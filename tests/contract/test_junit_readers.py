"""JUnit: a failed test per finding, in the readers of Jenkins, GitLab and Bitbucket and in junitparser."""

from __future__ import annotations

import pytest

from qualitygate.api import Finding, ReportOptions, xml_text
from qualitygate.testing.reporters import Sample, sample_report
from tests.contract.conftest import Write
from tests.contract.programs import Program, installed
from tests.contract.reading import Fields, assert_read
from tests.contract.samples import every_sample, open_findings

pytestmark = pytest.mark.consumer

READERS = [
    pytest.param("analysis-model", "junit", id="warnings-ng"),
    pytest.param("violations-lib", "JUNIT", id="violations-lib"),
]


@every_sample
@pytest.mark.parametrize(("library", "parser"), READERS)
def test_jenkins_finds_every_line_with_its_file(
    java: Program, write: Write, sample: Sample, library: str, parser: str
) -> None:
    """It looks for ``…/file:12`` in the text, and finds a path with a blank in it only from its first slash on."""
    report = write("junit", sample, suffix=".xml", options=ReportOptions(absolute_paths=True))

    def fields(finding: Finding) -> Fields:
        return {"path": f"{sample.report.root}/{finding.location.path}", "line": finding.location.line or 1}

    read = java(library, parser, report)

    found = [row for row in read if " did its work (" not in row["message"]]
    assert len(read) - len(found) == len(sample.report.failures)
    assert_read(found, open_findings(sample), fields)


@pytest.mark.parametrize(("library", "parser"), READERS)
def test_jenkins_finds_the_file_of_a_finding_about_all_of_it(
    java: Program, write: Write, library: str, parser: str
) -> None:
    report = write("junit", sample_report(), suffix=".xml", options=ReportOptions(absolute_paths=True))

    assert any(row["path"].endswith("/app/gone.py") for row in java(library, parser, report))


@every_sample
def test_junitparser_counts_what_the_report_counts(write: Write, sample: Sample) -> None:
    junitparser = installed("junitparser")
    report = junitparser.JUnitXml.fromfile(str(write("junit", sample, suffix=".xml")))
    cases = [(suite.name, case, result) for suite in report for case in suite for result in case.result]

    def fields(finding: Finding) -> Fields:
        return {
            "path": finding.location.path,
            "severity": finding.severity.word,
            "message": xml_text(finding.message),
        }

    failures = [
        {"path": path, "severity": result.type, "message": result.message}
        for path, _, result in cases
        if isinstance(result, junitparser.Failure)
    ]
    assert_read(failures, open_findings(sample), fields)
    assert report.failures == len(failures)
    assert report.errors == len(cases) - len(failures) == len(sample.report.failures)
    declared = report.tests
    report.update_statistics()
    assert (declared, report.tests) == (report.tests, sum(1 for suite in report for _ in suite))
