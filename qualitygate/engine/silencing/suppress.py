"""The stage that marks what a comment in the source silences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush

from qualitygate.model.directive import Directive
from qualitygate.model.judgement import Disposition, Judgement, is_open
from qualitygate.model.replacement import replace

#: Findings about suppressions: a blanket may not silence what is said about it, only its own code in full may.
_ABOUT_SUPPRESSIONS = "QG9"
#: A directive that reaches more lines than this comes behind those that reach fewer.
_NEAR = 100


def suppress(judgements: Sequence[Judgement], directives: Mapping[str, Sequence[Directive]]) -> list[Judgement]:
    """Mark every open finding that a directive of its file reaches. ``directives`` are by path.

    The findings of one file come sorted by line.
    """
    files = {path: _File(listed) for path, listed in directives.items()}
    return [
        _judge(judgement, files[judgement.finding.location.path])
        if judgement.finding.location.path in files and is_open(judgement)
        else judgement
        for judgement in judgements
    ]


class _File:
    """The directives of one file, sorted out code by code: there may be as many as findings."""

    def __init__(self, directives: Sequence[Directive]) -> None:
        self._directives = sorted(directives, key=lambda directive: directive.last - directive.first > _NEAR)
        self._sweeps: dict[str, _Sweep] = {}

    def silencing(self, line: int, code: str) -> Directive | None:
        """Return what silences a finding, the nearest first. No line may be asked about after a later one."""
        if code not in self._sweeps:
            self._sweeps[code] = _Sweep([each for each in self._directives if _silences(each, code)])
        return self._sweeps[code].at(line)


class _Sweep:
    """The directives about one code, taken up and laid down on the way through the lines of a file."""

    def __init__(self, directives: Sequence[Directive]) -> None:
        self._directives = directives
        self._coming = sorted(range(len(directives)), key=lambda rank: directives[rank].first, reverse=True)
        self._reached: list[int] = []  #: a heap of ranks

    def at(self, line: int) -> Directive | None:
        """Return the first one, in their order, that reaches this line."""
        while self._coming and self._directives[self._coming[-1]].first <= line:
            heappush(self._reached, self._coming.pop())
        while self._reached and self._directives[self._reached[0]].last < line:
            heappop(self._reached)
        return self._directives[self._reached[0]] if self._reached else None


def _silences(directive: Directive, code: str) -> bool:
    if code.startswith(_ABOUT_SUPPRESSIONS):
        return code in (directive.codes or ()) or code in directive.named
    return directive.is_about(code)


def _judge(judgement: Judgement, file: _File) -> Judgement:
    line = judgement.finding.location.line
    found = (file.silencing(line, code) for code in judgement.finding.codes)
    directive = next((each for each in found if each is not None), None)
    if directive is None:
        return judgement
    reason = f"{directive.title} on line {directive.line}" + (f": {directive.reason}" if directive.reason else "")
    return replace(judgement, disposition=Disposition.SUPPRESSED, reason=reason)
