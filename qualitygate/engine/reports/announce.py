"""Tells who waits for findings as soon as nothing can change how they are judged any more."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from qualitygate.engine.reports.lines import SourceLines
from qualitygate.engine.request import Finished
from qualitygate.model.judgement import Judgement
from qualitygate.model.report import Report


class Announcer:
    """Hands on every judgement of a run once, file by file."""

    def __init__(self, finished: Finished, root: str, lines: SourceLines) -> None:
        self._finished = finished
        self._root = root
        self.lines = lines
        self._told: set[str] = set()  #: paths

    def tell(self, judgements: Sequence[Judgement]) -> None:
        """Hand on the judgements of files that were not handed on before."""
        for path, group in groupby(judgements, key=lambda judgement: judgement.finding.location.path):
            if path not in self._told:
                self._told.add(path)
                self._finished(Report(judgements=tuple(group), root=self._root, lines=self.lines))
