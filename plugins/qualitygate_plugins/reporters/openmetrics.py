"""Gauges in OpenMetrics' text format: open findings by rule and severity, failures, files, the share of clean lines.

Consumer: Prometheus, through node_exporter's textfile collector (``--format openmetrics=/…/qualitygate.prom``) or the
push gateway; anything that reads OpenMetrics.
Column unit: none.
Cannot carry: places and messages: it counts. A rule that found nothing has no sample.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TextIO

from qualitygate.api import Report, Reporter, ReportOptions, RuleBook, Verdict, is_open, visible
from qualitygate_plugins.reporters.clean_lines import checked_lines, clean_rate


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; no option changes it."""
    return OpenmetricsReporter()


class OpenmetricsReporter:
    """Writes one family after the other, samples sorted by their labels."""

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write all families and the end mark, which Prometheus' older format takes for a comment."""
        out.writelines(_family("findings", "Open findings.", _findings(report)))
        out.writelines(_family("settled_findings", "Findings that do not count for the gate.", _settled(report)))
        out.writelines(_family("failures", "What did not do its work.", [("", len(report.failures))]))
        out.writelines(_family("files", "Files that were checked.", [("", len(report.files))]))
        out.writelines(_family("skipped", "Files and directories that were left out.", _skipped(report)))
        rate = clean_rate(checked_lines(report))[2]
        out.writelines(_family("clean_line_ratio", "Lines without open findings.", [("", rate)]))
        out.writelines(_family("passed", "1 when everything ran and the gate passed.", [("", int(verdict.passed))]))
        seconds = f"{report.stats.seconds:.3f}"
        out.writelines(_family("run_seconds", "How long the run took.", [("", seconds)]))
        out.write("# EOF\n")


def _family(name: str, text: str, samples: Iterable[tuple[str, object]]) -> Iterator[str]:
    yield f"# HELP qualitygate_{name} {text}\n# TYPE qualitygate_{name} gauge\n"
    for labels, value in samples:
        yield f"qualitygate_{name}{labels} {value}\n"


def _findings(report: Report) -> Iterator[tuple[str, int]]:
    counts = Counter(
        (each.finding.code, each.finding.severity.word) for each in report.judgements if is_open(each)
    )
    for (code, severity), count in sorted(counts.items()):
        yield _labels(rule=code, severity=severity), count


def _settled(report: Report) -> Iterator[tuple[str, int]]:
    counts = Counter(each.disposition.value for each in report.judgements if not is_open(each))
    for disposition, count in sorted(counts.items()):
        yield _labels(disposition=disposition), count


def _skipped(report: Report) -> Iterator[tuple[str, int]]:
    for reason, count in sorted(report.count_skipped().items()):
        yield _labels(reason=reason), count


def _labels(**labels: str) -> str:
    return "{" + ",".join(f'{name}="{_escape(text)}"' for name, text in labels.items()) + "}"


def _escape(text: str) -> str:
    r"""Escape backslash, quote and line break, as the format knows them; other control characters are made visible."""
    lines = (visible(line).replace("\\", "\\\\").replace('"', '\\"') for line in text.split("\n"))
    return "\\n".join(lines)
