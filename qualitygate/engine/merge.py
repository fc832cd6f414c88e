"""Sorts findings and drops exact repeats."""

from __future__ import annotations

from collections.abc import Iterable

from qualitygate.model.finding import Finding


def merge(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings by path, line, column, code and message, each once."""
    result: list[Finding] = []
    for finding in sorted(findings, key=lambda finding: finding.sort_key):
        if not result or result[-1].sort_key != finding.sort_key:
            result.append(finding)
    return result
