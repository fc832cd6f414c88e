"""The rules of a SARIF log, with all that code scanning shows beside an alert."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qualitygate.api import Rule, RuleBook, Severity, __version__
from qualitygate.api.rule_text import as_markdown, as_text

#: GitHub's words for ``problem.severity``.
_PROBLEMS = {Severity.NOTE: "recommendation", Severity.WARNING: "warning", Severity.ERROR: "error"}
#: Longer descriptions are refused by GitHub.
_LONGEST = 1024


def driver(codes: Iterable[str], rules: RuleBook) -> dict[str, Any]:
    """Return the tool, with the rules of these codes in the order of these codes."""
    return {
        "name": "qualitygate",
        "fullName": f"qualitygate {__version__}",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_descriptor(rules.rule(code)) for code in codes],
    }


def _descriptor(rule: Rule) -> dict[str, Any]:
    summary = rule.summary or rule.name
    descriptor: dict[str, Any] = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": summary[:_LONGEST]},
        "fullDescription": {"text": (rule.why or summary)[:_LONGEST]},
        "help": {"text": as_text(rule), "markdown": as_markdown(rule)},
        "defaultConfiguration": {"level": rule.severity.word},
        "properties": {
            "tags": [rule.category],
            "precision": "high",
            "problem.severity": _PROBLEMS[rule.severity],
        },
    }
    if rule.url:
        descriptor["helpUri"] = rule.url
    return descriptor
