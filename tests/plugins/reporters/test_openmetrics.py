"""Gauges, read by the grammar of OpenMetrics."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from qualitygate.api import ReportOptions, Skip, replace, visible
from qualitygate.testing.reporters import Sample, empty_report, rendered, report_of, sample_report
from qualitygate_plugins.reporters.openmetrics import create

SAMPLE = re.compile(r'(?P<name>[a-z_]+)(?:\{(?P<labels>(?:[a-z]+="(?:[^"\\\n]|\\[\\"n])*",?)+)\})? (?P<value>[0-9.]+)')
LABEL = re.compile(r'([a-z]+)="((?:[^"\\]|\\.)*)"')


def samples(sample: Sample) -> dict[tuple[str, ...], float]:
    """Return (name, label value, …) → value; check that each family is described before its samples."""
    lines = rendered(create(ReportOptions()), sample).split("\n")
    assert lines[-2:] == ["# EOF", ""]
    family, result = "", {}
    for line in lines[:-2]:
        if line.startswith("# TYPE"):
            family = line.split(" ")[2]
            assert line == f"# TYPE {family} gauge"
        elif not line.startswith("# HELP "):
            match = SAMPLE.fullmatch(line)
            assert match, line
            assert match["name"] == family
            values = [read_label(value) for _, value in LABEL.findall(match["labels"] or "")]
            result[(family.removeprefix("qualitygate_"), *values)] = float(match["value"])
    return result


def read_label(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], text)


def test_everything_is_counted() -> None:
    assert samples(sample_report()) == {
        ("findings", "ACME12", "warning"): 1,
        ("findings", "E501", "warning"): 1,
        ("findings", "E902", "error"): 1,
        ("findings", "F401", "warning"): 1,
        ("findings", "F821", "error"): 1,
        ("findings", "QG201", "warning"): 1,
        ("findings", "W191", "note"): 1,
        ("settled_findings", "baselined"): 1,
        ("settled_findings", "fixed"): 1,
        ("settled_findings", "known"): 1,
        ("settled_findings", "suppressed"): 1,
        ("failures",): 2,
        ("files",): 4,
        ("skipped", "excluded"): 1,
        ("skipped", "generated migration"): 2,
        ("clean_line_ratio",): 0.5,
        ("passed",): 0,
        ("run_seconds",): 1.234,
    }


def test_a_clean_run_has_its_numbers_too() -> None:
    assert samples(empty_report()) == {
        ("failures",): 0,
        ("files",): 1,
        ("clean_line_ratio",): 1,
        ("passed",): 1,
        ("run_seconds",): 0,
    }


@given(reason=st.text(st.characters(exclude_categories=())))
def test_any_label_is_read_back_but_for_control_characters(reason: str) -> None:
    sample = report_of()
    sample = sample._replace(report=replace(sample.report, skipped=(Skip("a.py", reason),)))
    expected = "\n".join(map(visible, reason.split("\n")))
    assert ("skipped", expected) in samples(sample)
