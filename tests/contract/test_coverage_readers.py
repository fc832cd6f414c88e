"""Cobertura: Jenkins, pycobertura, gcovr and diff-cover see the same clean lines and the same others."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from qualitygate.testing.reporters import Sample, sample_report
from tests.contract.conftest import Write
from tests.contract.programs import Program, installed
from tests.contract.samples import every_sample, open_findings

pytestmark = pytest.mark.consumer

#: Path, dirty lines, clean lines.
Lines = set[tuple[str, tuple[int, ...], tuple[int, ...]]]


def expected(sample: Sample) -> Lines:
    dirty: dict[str, set[int]] = {}
    for finding in open_findings(sample):
        dirty.setdefault(finding.location.path, set()).add(max(finding.location.line, 1))
    counts = {path: max(lines) for path, lines in dirty.items()}
    counts |= {file.path: file.line_count for file in sample.report.files}
    return {
        (path, tuple(sorted(dirty.get(path, ()))), tuple(sorted({*range(1, count + 1)} - dirty.get(path, set()))))
        for path, count in counts.items()
    }


@every_sample
def test_jenkins_coverage_sees_every_line(java: Program, write: Write, sample: Sample) -> None:
    read = java("coverage-model", "cobertura", write("cobertura", sample, suffix=".xml"))

    assert {(row["path"], tuple(row["missed"]), tuple(row["covered"])) for row in read} == expected(sample)


@every_sample
@pytest.mark.parametrize("dtd", ["cobertura-coverage-04.dtd", "cobertura-coverage-loose.dtd"])
def test_the_document_type_is_met(write: Write, sample: Sample, schemas: Path, dtd: str) -> None:
    etree = installed("lxml.etree")
    definition = etree.DTD(str(schemas / dtd))

    valid = definition.validate(etree.parse(str(write("cobertura", sample, suffix=".xml"))))

    assert (valid, list(definition.error_log)) == (True, [])


@every_sample
def test_pycobertura_sees_every_line(write: Write, sample: Sample) -> None:
    pycobertura = installed("pycobertura")

    read = pycobertura.Cobertura(str(write("cobertura", sample, suffix=".xml")))

    assert {
        (path, tuple(sorted(read.missed_statements(path))), tuple(sorted(read.hit_statements(path))))
        for path in read.files()
    } == expected(sample)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository whose only commit is empty; the sample's files are new in it."""
    sample = sample_report()
    folder = tmp_path / "checkout"
    for file in sample.report.files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [f"{sample.report.lines.line(file.path, n)}\n" for n in range(1, file.line_count + 1)]
        path.write_text("".join(lines), encoding="utf-8")

    def git(*arguments: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)

    git("init", "--initial-branch=main")
    git("commit", "--allow-empty", "--message=base")
    git("switch", "--create", "work")
    git("add", ".")
    git("commit", "--message=files")
    return folder


def test_gcovr_adds_every_line(write: Write, checkout: Path, tmp_path: Path) -> None:
    installed("gcovr")
    sample = sample_report(str(checkout))
    output = tmp_path / "gcovr.json"
    report = write("cobertura", sample, suffix=".xml")

    run = [sys.executable, "-m", "gcovr", "--root", checkout, "--cobertura-add-tracefile", report, "--json", output]
    subprocess.run(run, cwd=checkout, check=True, capture_output=True)

    read = json.loads(output.read_text("utf-8"))["files"]
    lines = {file["file"]: [(line["line_number"], line["count"]) for line in file["lines"]] for file in read}
    assert {
        (path, tuple(n for n, hits in each if not hits), tuple(n for n, hits in each if hits))
        for path, each in lines.items()
    } == expected(sample)


def test_diff_cover_counts_the_dirty_lines_of_a_change(write: Write, checkout: Path, tmp_path: Path) -> None:
    installed("diff_cover")
    sample = sample_report(str(checkout))
    output = tmp_path / "diff-cover.json"
    report = write("cobertura", sample, suffix=".xml")

    run = ["diff_cover.diff_cover_tool", report, "--compare-branch=main", "--format", f"json:{output}"]
    subprocess.run([sys.executable, "-m", *run], cwd=checkout, check=True, capture_output=True)

    changed = {file.path for file in sample.report.files}  # the other one is not in the repository
    read = json.loads(output.read_text("utf-8"))["src_stats"]
    assert {path: stats["violation_lines"] for path, stats in read.items()} == {
        path: list(dirty) for path, dirty, _ in expected(sample) if path in changed
    }


@pytest.mark.parametrize(("name", "driver"), [("flake8", "flake8"), ("pylint", "pylint")])
def test_diff_quality_reads_every_finding_of_a_change(
    write: Write, checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, driver: str
) -> None:
    installed("diff_cover")
    monkeypatch.chdir(checkout)
    sample = sample_report(str(checkout))
    output = tmp_path / "diff-quality.json"
    report = write(name, sample)

    run = ["diff_cover.diff_quality_tool", f"--violations={driver}", report, "--compare-branch=main"]
    subprocess.run([sys.executable, "-m", *run, "--format", f"json:{output}"], check=True, capture_output=True)

    # it asks for Python files only
    found = [(f.location.path, f.location.line) for f in open_findings(sample) if f.location.path.endswith(".py")]
    changed = {file.path for file in sample.report.files}
    read = json.loads(output.read_text("utf-8"))["src_stats"]
    assert sorted((path, line) for path, stats in read.items() for line, _ in stats["violations"]) == sorted(
        each for each in found if each[0] in changed
    )
