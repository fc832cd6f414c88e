"""The stage that marks what a comment in the source silences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qualitygate.model.judgement import Disposition, Judgement, is_open
from qualitygate.source.directives import Directive

#: Findings about suppressions: a blanket may not silence what is said about it, only its own code in full may.
_ABOUT_SUPPRESSIONS = "QG9"


def suppress(judgements: Sequence[Judgement], directives: Mapping[str, Sequence[Directive]]) -> list[Judgement]:
    """Mark every open finding that a directive of its file reaches. ``directives`` are by path."""
    return [_judge(judgement, directives.get(judgement.finding.location.path, ())) for judgement in judgements]


def _judge(judgement: Judgement, directives: Sequence[Directive]) -> Judgement:
    finding = judgement.finding
    if not directives or not is_open(judgement):
        return judgement
    for directive in directives:
        if not directive.silences(finding.location.line, finding.code):
            continue
        if finding.code.startswith(_ABOUT_SUPPRESSIONS) and finding.code not in (directive.codes or ()):
            continue
        return replace(judgement, disposition=Disposition.SUPPRESSED, reason=f"noqa on line {directive.line}")
    return judgement
