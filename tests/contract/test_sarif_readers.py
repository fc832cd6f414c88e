"""SARIF: its readers see the same results, and Microsoft's and GitHub's own validators find nothing to say."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest

from qualitygate.api import Disposition, Finding, ReportOptions
from qualitygate.testing.reporters import Sample
from tests.contract.conftest import Write, render
from tests.contract.programs import Program, consumers_folder, installed, require
from tests.contract.reading import Fields, assert_read, by_severity, encodable, first_line
from tests.contract.samples import SAMPLES, every_sample

pytestmark = pytest.mark.consumer

#: With what a comment, the baseline or the base revision accounts for.
ALL = ReportOptions(silenced=True)

high = by_severity("LOW", "NORMAL", "HIGH")
severity = by_severity("INFO", "WARN", "ERROR")
level = by_severity("note", "warning", "error")


def findings(sample: Sample, *left_out: Disposition) -> list[Finding]:
    """Return the results of a log: all findings but those that a run fixed, and those that a reader leaves out."""
    left_out = (Disposition.FIXED, *left_out)
    return [each.finding for each in sample.report.judgements if each.disposition not in left_out]


def own_message(row: Fields) -> Fields:
    """Leave out the rule's help, which both Java readers put before a message."""
    return row | {"message": row["message"].split("\n\n")[-1]}


@every_sample
def test_warnings_ng_reads_what_is_not_suppressed(java: Program, write: Write, sample: Sample) -> None:
    def fields(finding: Finding) -> Fields:
        return {
            "path": f"{sample.report.root}/{finding.location.path}",
            "line": first_line(finding),
            "severity": high(finding),
            "code": finding.code,
            "message": encodable(finding.message),
        }

    read = java("analysis-model", "sarif", write("sarif", sample, suffix=".sarif", options=ALL))

    assert_read(map(own_message, read), findings(sample, Disposition.SUPPRESSED, Disposition.BASELINED), fields)


@every_sample
def test_violations_lib_reads_every_result(java: Program, write: Write, sample: Sample) -> None:
    def fields(finding: Finding) -> Fields:
        return {
            "path": f"file://{quote(sample.report.root)}/{quote(finding.location.path)}",
            "line": first_line(finding),
            "severity": severity(finding),
            "code": finding.code,
            "message": encodable(finding.message),
        }

    read = java("violations-lib", "SARIF", write("sarif", sample, suffix=".sarif", options=ALL))

    assert_read(map(own_message, read), findings(sample), fields)


@every_sample
def test_sarif_tools_reads_every_result(write: Write, sample: Sample) -> None:
    loader = installed("sarif.loader")

    def fields(finding: Finding) -> Fields:
        return {"Line": first_line(finding), "Severity": level(finding), "Code": finding.code}

    log = loader.load_sarif_file(str(write("sarif", sample, suffix=".sarif", options=ALL)))

    assert_read(log.get_records(), findings(sample), fields)


@every_sample
def test_github_accepts_it(node: Program, write: Write, sample: Sample, schemas: Path) -> None:
    log = write("sarif", sample, suffix=".sarif", options=ALL)

    errors = node("jsonschema", log, schemas / "sarif-schema-2.1.0.codeql-action.json")

    assert errors == []


#: What Microsoft's multitool still misses, with the rule that says so.
MISSING = {
    "SARIF2005": "tool.driver.informationUri",
    "GHAzDO1014": "run.automationDetails.id",
}


def test_microsoft_github_and_azure_devops_have_no_other_complaint(tmp_path: Path) -> None:
    """All samples at once, for the multitool takes seconds to start; its exit code is 0 whatever it finds."""
    multitool = consumers_folder() / "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
    require(multitool.is_file(), "@microsoft/sarif-multitool on Linux", "node")
    logs = [tmp_path / f"{number}.sarif" for number in range(len(SAMPLES))]
    for log, make in zip(logs, SAMPLES.values(), strict=True):
        log.write_text(render("sarif", make()), encoding="utf-8", newline="")
    rules = ["--rule-kind", "Sarif;Ghas;Ado", "--level", "Error;Warning"]
    output = tmp_path / "output.sarif"

    command = [multitool, "validate", *logs, *rules, "-o", output, "--log", "ForceOverwrite"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)

    assert f"{len(logs)} files scanned" in done.stdout
    (run,) = json.loads(output.read_text("utf-8-sig"))["runs"]
    assert {each["ruleId"]: each["message"].get("arguments") for each in run["results"]}.keys() == MISSING.keys()
