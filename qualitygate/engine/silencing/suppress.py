"""The stage that marks what a comment in the source silences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualitygate.model.directive import Directive
from qualitygate.model.judgement import Disposition, Judgement, is_open
from qualitygate.model.replacement import replace

#: Findings about suppressions: a blanket may not silence what is said about it, only its own code in full may.
_ABOUT_SUPPRESSIONS = "QG9"


#: A directive that reaches more lines than this is not filed under each of them.
_NEAR = 100


def suppress(judgements: Sequence[Judgement], directives: Mapping[str, Sequence[Directive]]) -> list[Judgement]:
    """Mark every open finding that a directive of its file reaches. ``directives`` are by path."""
    files = {path: _File(listed) for path, listed in directives.items()}
    return [
        _judge(judgement, files[judgement.finding.location.path])
        if judgement.finding.location.path in files and is_open(judgement)
        else judgement
        for judgement in judgements
    ]


class _File:
    """The directives of one file, by the lines that they reach."""

    def __init__(self, directives: Sequence[Directive]) -> None:
        self._near: dict[int, list[Directive]] = {}
        self._wide: list[Directive] = []
        for directive in directives:
            if directive.last - directive.first > _NEAR:
                self._wide.append(directive)
            else:
                for line in range(directive.first, directive.last + 1):
                    self._near.setdefault(line, []).append(directive)

    def at(self, line: int) -> list[Directive]:
        """Return those that may reach a line, the nearest first."""
        return [*self._near.get(line, ()), *self._wide]


def _judge(judgement: Judgement, file: _File) -> Judgement:
    finding = judgement.finding
    for directive in file.at(finding.location.line):
        if not directive.silences(finding.location.line, finding.code):
            continue
        in_full = (*(directive.codes or ()), *directive.named)
        if finding.code.startswith(_ABOUT_SUPPRESSIONS) and finding.code not in in_full:
            continue
        reason = f"{directive.title} on line {directive.line}" + (f": {directive.reason}" if directive.reason else "")
        return replace(judgement, disposition=Disposition.SUPPRESSED, reason=reason)
    return judgement
