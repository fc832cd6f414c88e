"""Jenkins' warnings-ng reads every finding: its parsers are the library ``analysis-model``."""

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

flake8_severity = by_letter({"E": "HIGH", "F": "HIGH", "W": "NORMAL"}, "LOW")
pep8_severity = by_letter({"E": "NORMAL"}, "LOW")
severity = by_severity("LOW", "NORMAL", "ERROR")
#: Most parsers call an error HIGH; ERROR is for what broke the build.
high = by_severity("LOW", "NORMAL", "HIGH")


def flake8(finding: Finding) -> Fields:
    where = finding.location
    return {
        "path": where.path,
        "line": where.line,
        "column": where.column or 1,
        "severity": flake8_severity(finding),
        "code": finding.code,
        "message": on_one_line(finding.message),
    }


def pep8(finding: Finding) -> Fields:
    one_letter = finding.code[1].isdigit()
    digits = "".join(filter(str.isdigit, finding.code))
    message = on_one_line(finding.message)
    return {
        "path": finding.location.path,
        "line": finding.location.line,
        "column": finding.location.column or 1,
        "severity": pep8_severity(finding),
        "category": finding.code if one_letter else f"Q{digits}",
        "message": message if one_letter else f"{finding.code}: {message}",
    }


def pylint(finding: Finding) -> Fields:
    return {
        "path": finding.location.path,
        "line": finding.location.line,
        "column": 0,
        "severity": high(finding),
        "message": f"{finding.code} {on_one_line(finding.message)}",
    }


def checkstyle(finding: Finding) -> Fields:
    return {
        "path": finding.location.path,
        "line": first_line(finding),
        "column": finding.location.column,
        "severity": severity(finding),
        "code": finding.code,
        "message": xml_text(finding.message),
    }


def pmd(finding: Finding) -> Fields:
    message = xml_text(finding.message)
    return {
        "path": finding.location.path,
        "line": first_line(finding),
        "column": max(finding.location.column, 1),
        "severity": high(finding),
        "code": finding.code,
        "message": message if message.endswith(".") else message + ".",
    }


def gitlab(finding: Finding) -> Fields:
    return {
        "path": finding.location.path,
        "line": first_line(finding),
        "severity": high(finding),
        "code": finding.code,
        "message": f"{finding.code}: {encodable(one_line(finding.message))}",
    }


def native(finding: Finding) -> Fields:
    """The end column is the last one that belongs to the finding."""
    where = finding.location
    return {
        "path": where.path,
        "line": where.line,
        "column": where.column,
        "end_line": where.end_line or where.line,
        "end_column": where.end_column - 1 if where.end_column else where.column,
        "severity": severity(finding),
        "code": finding.code,
        "message": encodable(finding.message),
    }


def native_xml(finding: Finding) -> Fields:
    return native(finding) | {"message": xml_text(finding.message)}


CONTRACTS = [
    Contract("flake8", "flake8", ".txt", flake8),
    Contract("pep8", "pep8", ".txt", pep8),
    Contract("pylint", "pylint", ".txt", pylint),
    Contract("checkstyle", "checkstyle", ".xml", checkstyle),
    Contract("pmd", "pmd", ".xml", pmd),
    Contract("gitlab", "code-climate", ".json", gitlab),
    Contract("warnings-ng", "native", ".json", native),
    Contract("warnings-ng-xml", "native", ".xml", native_xml),
]


@every_sample
@pytest.mark.parametrize("contract", CONTRACTS, ids=str)
def test_warnings_ng_reads_every_finding(java: Program, write: Write, sample: Sample, contract: Contract) -> None:
    file = write(contract.format, sample, suffix=contract.suffix)

    read = java("analysis-model", contract.parser, file)

    assert_read(read, open_findings(sample), contract.fields)
