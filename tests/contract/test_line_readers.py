"""One finding a line: vim's quickfix list, and the patterns of Jenkins Violations, editors and diff-quality."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qualitygate.api import Finding, ReportOptions
from qualitygate.testing.reporters import Sample
from tests.contract.conftest import Write
from tests.contract.oracles import jenkins_violations_severity
from tests.contract.programs import Read, command, require
from tests.contract.reading import Fields, assert_read, by_severity, on_one_line
from tests.contract.samples import every_sample, open_findings

pytestmark = pytest.mark.consumer

#: A consumer by its name in ``consumer-regexes.json``, and the format that it reads.
PATTERNS = [
    pytest.param("SublimeLinter-flake8", "flake8", id="SublimeLinter-flake8"),
    pytest.param("ALE:flake8", "flake8", id="ALE flake8"),
    pytest.param("ALE:unix", "flake8", id="ALE unix"),
    pytest.param("flycheck:python-flake8", "flake8", id="flycheck"),
    pytest.param("diff-quality:flake8", "flake8", id="diff-quality flake8"),
    pytest.param("diff-quality:pylint", "pylint", id="diff-quality pylint"),
    pytest.param("jenkins-violations-plugin:pep8", "pep8", id="Jenkins Violations pep8"),
    pytest.param("jenkins-violations-plugin:pylint", "pylint", id="Jenkins Violations pylint"),
]
pylint_severity = by_severity("Low", "Medium", "Medium High")
Patterns = Callable[[str, str], "Iterator[re.Match[str] | None]"]


@pytest.fixture(scope="session")
def patterns(schemas: Path) -> Patterns:
    """Match each line of a text as the consumer of this name does."""
    known: dict[str, dict[str, Any]] = json.loads((schemas / "consumer-regexes.json").read_text())

    def matches(name: str, text: str) -> Iterator[re.Match[str] | None]:
        pattern, mode = re.compile(known[name]["regex"]), known[name]["mode"]
        for line in text.split("\n")[:-1]:
            yield pattern.match(line) if mode.startswith("match") else pattern.search(line)

    return matches


@every_sample
@pytest.mark.parametrize(("name", "format_name"), PATTERNS)
def test_a_pattern_matches_every_line(
    patterns: Patterns, write: Write, sample: Sample, name: str, format_name: str
) -> None:
    text = write(format_name, sample).read_text("utf-8")

    lines = [match and next(int(each) for each in match.groups() if each.isdecimal()) for match in patterns(name, text)]

    assert lines == [finding.location.line for finding in open_findings(sample)]


@every_sample
@pytest.mark.parametrize("name", ["ALE:flake8", "ALE:unix", "flycheck:python-flake8"])
def test_an_editors_pattern_matches_every_concise_line_that_has_a_number(
    patterns: Patterns, write: Write, sample: Sample, name: str
) -> None:
    findings = open_findings(sample)
    text = write("concise", sample, options=ReportOptions(quiet=1)).read_text("utf-8")

    matches = [match for match, _ in zip(patterns(name, text), findings, strict=False)]  # then comes what failed

    found = [match and next(int(each) for each in match.groups() if each.isdecimal()) for match in matches]
    assert found == [finding.location.line or None for finding in findings]


@every_sample
@pytest.mark.parametrize("kind", ["pep8", "pylint"])
def test_jenkins_violations_reads_every_finding(patterns: Patterns, write: Write, sample: Sample, kind: str) -> None:
    text = write(kind, sample).read_text("utf-8")

    def pep8(finding: Finding) -> Fields:
        message = on_one_line(finding.message)
        return {
            "path": finding.location.path,
            "line": str(finding.location.line),
            "severity": "Medium" if finding.code[0] == "E" else "Low",
            "message": message if finding.code[1].isdigit() else f"{finding.code}: {message}",
        }

    def pylint(finding: Finding) -> Fields:
        return {
            "path": finding.location.path,
            "line": str(finding.location.line),
            "severity": pylint_severity(finding),
            "message": f"{finding.code} {on_one_line(finding.message)}",
        }

    read: Read = []
    for match in patterns(f"jenkins-violations-plugin:{kind}", text):
        assert match is not None
        path, line, code, message = match.groups()
        severity = jenkins_violations_severity(kind, code)
        read.append({"path": path, "line": line, "severity": severity, "message": message})
    assert_read(read, open_findings(sample), pep8 if kind == "pep8" else pylint)


@every_sample
@pytest.mark.parametrize(
    ("name", "error_format"),
    [
        ("flake8", r"%f:%l:%c:\ %m"),
        ("pep8", r"%f:%l:%c:\ %t%n\ %m"),
        ("pylint", r"%f:%l:\ [%t%n(%.%#]\ %m"),
        ("concise", "&"),  # vim's own, as it is without configuration
    ],
    ids=["flake8", "pep8", "pylint", "concise"],
)
def test_vim_fills_its_quickfix_list(
    write: Write, sample: Sample, tmp_path: Path, name: str, error_format: str
) -> None:
    vim = command("vim", "apt")
    has_quickfix = subprocess.run([vim, "--version"], capture_output=True, text=True, check=True).stdout
    require("+quickfix" in has_quickfix, "a vim with quickfix lists, as vim-nox has", "apt")
    output = tmp_path / "quickfix.json"
    report = write(name, sample)
    read = "map(getqflist(), 'extend(v:val, {\"path\": bufname(v:val.bufnr)})')"
    save = f"call writefile([json_encode({read})], '{output}')"
    choose = "set errorformat&" if error_format == "&" else f"set errorformat={error_format}"
    script = [choose, f"cgetfile {report}", save, "qall!"]

    commands = [part for line in script for part in ("-c", line)]
    run = [vim, "-u", "NONE", "-i", "NONE", "-n", "-es", "-N", "--cmd", "set encoding=utf-8", *commands]
    subprocess.run(run, check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)

    def fields(finding: Finding) -> Fields:
        where = finding.location
        column = {"pylint": 0, "concise": where.column}.get(name, where.column or 1)
        return {"valid": 1, "lnum": where.line, "col": column, "path": where.path}

    rows, findings = json.loads(output.read_text("utf-8")), open_findings(sample)
    if name == "concise":  # for people: a line about a whole file has no number, and more follows on what failed
        rows = [row for row in rows if row["valid"]]
        findings = [finding for finding in findings if finding.location.line]
    assert_read(rows, findings, fields)
