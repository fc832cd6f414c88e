"""violations-lib reads every finding: Violation Comments to GitHub, GitLab and Bitbucket, Gradle and Maven plugins."""

from __future__ import annotations

import pytest

from qualitygate.api import Finding, one_line, xml_text
from qualitygate.testing.reporters import Sample
from tests.contract.conftest import Write
from tests.contract.programs import Program
from tests.contract.reading import (
    Contract,
    Fields,
    assert_read,
    by_letter,
    by_severity,
    encodable,
    first_line,
    on_one_line,
)
from tests.contract.samples import every_sample, open_findings

pytestmark = pytest.mark.consumer

flake8_severity = by_letter({"E": "ERROR", "F": "ERROR", "W": "WARN"}, "INFO")
severity = by_severity("INFO", "WARN", "ERROR")


def flake8(finding: Finding) -> Fields:
    return {
        "path": finding.location.path,
        "line": finding.location.line,
        "column": finding.location.column or 1,
        "severity": flake8_severity(finding),
        "code": finding.code,
        "message": on_one_line(finding.message),
    }


def pylint(finding: Finding) -> Fields:
    return {
        "path": finding.location.path,
        "line": finding.location.line,
        "severity": severity(finding),
        "message": f"{finding.code} {on_one_line(finding.message)}",
    }


def checkstyle(finding: Finding) -> Fields:
    return {
        "path": finding.location.path,
        "line": first_line(finding),
        "column": finding.location.column or -1,
        "severity": severity(finding),
        "code": finding.code,
        "message": xml_text(finding.message),
    }


def pmd(finding: Finding) -> Fields:
    return checkstyle(finding) | {"column": max(finding.location.column, 1)}


def gitlab(finding: Finding) -> Fields:
    return {
        "path": finding.location.path,
        "line": first_line(finding),
        "severity": severity(finding),
        "code": finding.code,
        "message": f"{finding.code}: {encodable(one_line(finding.message))}",
    }


CONTRACTS = [
    Contract("flake8", "FLAKE8", ".txt", flake8),
    Contract("pylint", "PYLINT", ".txt", pylint),
    Contract("checkstyle", "CHECKSTYLE", ".xml", checkstyle),
    Contract("pmd", "PMD", ".xml", pmd),
    Contract("gitlab", "CODECLIMATE", ".json", gitlab),
]


@every_sample
@pytest.mark.parametrize("contract", CONTRACTS, ids=str)
def test_violations_lib_reads_every_finding(java: Program, write: Write, sample: Sample, contract: Contract) -> None:
    file = write(contract.format, sample, suffix=contract.suffix)

    read = java("violations-lib", contract.parser, file)

    assert_read(map(_as_shown, read), open_findings(sample), contract.fields)


def _as_shown(row: Fields) -> Fields:
    """Leave out what the library adds: the category before a code, PMD's rule set below a message."""
    return row | {
        "code": row["code"].rpartition(".")[2],
        "message": row["message"].partition("\n\n")[0],
    }
