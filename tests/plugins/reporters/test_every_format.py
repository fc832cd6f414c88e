"""What holds for all formats: they are offered lazily, documented, and carry any text."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qualitygate_plugins.reporters as package
from qualitygate.api import Finding, Location, ReportOptions, Severity, replace
from qualitygate.testing.reporters import Sample, empty_report, rendered, report_of, sample_report

#: Which there are the README says: tests/meta/test_docs.py.
FORMATS = sorted(package.qualitygate_formats())
LINE_FORMATS = ["flake8", "pep8", "pylint", "template"]
#: Formats that may be empty.
LINES_ONLY = [*LINE_FORMATS, "rdjsonl"]
#: What the formats for CI services begin their own lines with.
OWN_COMMANDS = {
    "github": r"^::(?:error|warning|notice) ",
    "azure": r"^##vso\[task\.logissue type=",
    "teamcity": r"^##teamcity\[(?:inspectionType|inspection|buildStatisticValue|message) ",
}
TEMPLATE = "{path}:{line}:{column}: {code} {message}"

any_text = st.text(st.characters(exclude_categories=()), max_size=60)
findings = st.builds(
    lambda message, path, line: Finding("E501", message, Location(path, line), Severity.WARNING, "pep8"),
    any_text,
    st.text(st.characters(exclude_characters="\0/", exclude_categories=()), min_size=1, max_size=20),
    st.integers(0, 5),
)


def write(name: str, sample: Sample, options: ReportOptions | None = None) -> str:
    options = replace(options or ReportOptions(), template=TEMPLATE)
    return rendered(package.qualitygate_formats()[name].create(options), sample)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("sample", [sample_report, empty_report])
def test_a_format_writes_whole_lines_and_the_same_twice(
    name: str, sample: Callable[[], Sample], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    text = write(name, sample())
    assert text == write(name, sample())
    assert text.endswith("\n") or (name in LINES_ONLY and not text)


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_says_who_reads_it_and_what_it_loses(name: str) -> None:
    folder = Path(package.__file__).parent
    name = name.replace("-", "_")
    file = folder / f"{name}.py"
    text = (file if file.exists() else folder / name / "__init__.py").read_text("utf-8")
    documentation = ast.get_docstring(ast.parse(text)) or ""
    assert [label for label in ("Consumer:", "Column unit:", "Cannot carry:") if label not in documentation] == []


def imported_by(code: str) -> set[str]:
    program = f"import sys\n{code}\nprint(*sys.modules, file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(run.stderr.split())


def test_offering_formats_imports_none_of_them() -> None:
    modules = imported_by("import qualitygate_plugins.reporters as r; r.qualitygate_formats()")
    assert {module for module in modules if module.startswith("qualitygate_plugins.reporters.")} == set()


def test_plain_console_output_does_without_rich() -> None:
    code = (
        "from qualitygate.api import ReportOptions; from qualitygate.testing.reporters import rendered, sample_report;"
        "from qualitygate_plugins.reporters.console import create;"
        "rendered(create(ReportOptions(colour={})), sample_report())"
    )
    assert "rich" not in imported_by(code.format(False))
    assert "rich" in imported_by(code.format(True))


@pytest.mark.parametrize("name", FORMATS)
@given(found=st.lists(findings, max_size=4))
def test_any_text_can_be_written(name: str, found: list[Finding]) -> None:
    write(name, report_of(*found), ReportOptions(show_source=True, statistics=True, verbose=1))


@pytest.mark.parametrize("name", LINE_FORMATS)
@given(found=st.lists(findings, max_size=4))
def test_a_line_format_has_exactly_one_line_per_open_finding(name: str, found: list[Finding]) -> None:
    text = write(name, report_of(*found))
    assert text.count("\n") == len(text.splitlines()) == len(found)  # splitlines knows every alphabet's line breaks


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("variable", ["TF_BUILD", "GITHUB_ACTIONS", "TEAMCITY_VERSION"])
@pytest.mark.parametrize("start", ["", "::error file=x::"], ids=["sample", "path is a command"])
def test_no_ci_service_finds_a_command(name: str, variable: str, start: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "true")
    sample = sample_report()
    if start:
        where = Location(f"{start}##vso[a]##[b].py", 1, 1)
        sample = report_of(Finding("E501", f"{start} ##teamcity[x]", where, Severity.ERROR, "##vso[c]"), texts={})
    text = write(name, sample, ReportOptions(show_source=True, verbose=1))
    if name in OWN_COMMANDS:
        text = re.sub(OWN_COMMANDS[name], "", text, flags=re.MULTILINE)
    assert [word for word in ("##vso[", "##[", "##teamcity[") if word in text] == []
    assert [line for line in text.splitlines() if line.lstrip().startswith("::")] == []


@pytest.mark.parametrize(
    "name", ["checkstyle", "concise", "console", "flake8", "junit", "pep8", "pmd", "pylint", "template", "teamcity"]
)
def test_paths_can_be_absolute(name: str) -> None:
    sample = report_of(Finding("E501", "x", Location("top.py", 1, 1), Severity.WARNING, "pep8"))
    where = f"{Path.cwd().as_posix()}/top.py"
    assert where in write(name, sample, ReportOptions(absolute_paths=True))
    assert where not in write(name, sample)
