"""Sorts findings and drops exact repeats."""

from __future__ import annotations

from collections.abc import Iterable

from qualitygate.model.finding import Finding


def merge(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings by path, line, column, code and message, each once."""
    findings = list(findings)
    keys = [finding.sort_key for finding in findings]
    result: list[Finding] = []
    latest = None
    for index in sorted(range(len(keys)), key=keys.__getitem__):
        if keys[index] != latest:
            latest = keys[index]
            result.append(findings[index])
    return result
