"""The findings of one text in memory, judged by the comments in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from qualitygate.engine.checking.checked import Checked
from qualitygate.engine.checking.merge import merge
from qualitygate.engine.silencing.foreign_comments import obeyed
from qualitygate.engine.silencing.suppress import suppress
from qualitygate.engine.silencing.suppressions import is_expired
from qualitygate.model.finding import Finding
from qualitygate.model.fingerprint import fingerprints
from qualitygate.model.judgement import Judgement, is_open

if TYPE_CHECKING:
    from qualitygate.engine.checking.same_as import SameTables  # few projects have any


def open_findings(
    checked: Checked, path: str, held: Collection[str] = (), same: SameTables | None = None
) -> list[Finding]:
    """Return the findings of one file that count: neither held nor silenced by a comment."""
    return open_of(judged_text(checked, path, same=same), held)


def open_of(judged: Sequence[Judgement], held: Collection[str]) -> list[Finding]:
    """Return those of them that are open, without those whose fingerprints are ``held``."""
    return [each.finding for each in judged if is_open(each) and each.fingerprint not in held]


def judged_text(checked: Checked, path: str, today: str = "", same: SameTables | None = None) -> list[Judgement]:
    """Return the findings of one file, and which of them a comment silences that is in force on that day.

    What ``same`` says is one finding is one here too, so that what silences the one silences the other.
    """
    findings = merge(checked.findings) if same is None else same.merge(merge(checked.findings))
    judgements = [
        Judgement(finding, fingerprint=mark) for finding, mark in zip(findings, fingerprints(findings), strict=True)
    ]
    in_force = [each for each in checked.directives if not is_expired(each, today)] if today else checked.directives
    if same is not None and same.comments:
        in_force = list(obeyed(in_force, same.comments))
    return suppress(judgements, {path: in_force})
