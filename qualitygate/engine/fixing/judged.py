"""The findings of one text in memory, judged by the comments in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qualitygate.engine.checking.checked import Checked
from qualitygate.engine.checking.merge import merge
from qualitygate.engine.silencing.suppress import suppress
from qualitygate.engine.silencing.suppressions import is_expired
from qualitygate.model.finding import Finding
from qualitygate.model.fingerprint import fingerprints
from qualitygate.model.judgement import Judgement, is_open


def open_findings(checked: Checked, path: str, held: Collection[str] = ()) -> list[Finding]:
    """Return the findings of one file that count: neither held nor silenced by a comment."""
    return open_of(judged_text(checked, path), held)


def open_of(judged: Sequence[Judgement], held: Collection[str]) -> list[Finding]:
    """Return those of them that are open, without those whose fingerprints are ``held``."""
    return [each.finding for each in judged if is_open(each) and each.fingerprint not in held]


def judged_text(checked: Checked, path: str, today: str = "") -> list[Judgement]:
    """Return the findings of one file, and which of them a comment silences that is in force on that day."""
    findings = merge(checked.findings)
    judgements = [
        Judgement(finding, fingerprint=mark) for finding, mark in zip(findings, fingerprints(findings), strict=True)
    ]
    in_force = [each for each in checked.directives if not is_expired(each, today)] if today else checked.directives
    return suppress(judgements, {path: in_force})
