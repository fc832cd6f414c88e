"""Findings of project checkers become findings of the run, where they are about its files."""

from __future__ import annotations

import os
import posixpath
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from qualitygate.config.tree import SettingsTree
from qualitygate.engine.checking.scopes import Scopes
from qualitygate.engine.reports.lines import SourceLines
from qualitygate.engine.request import Request
from qualitygate.engine.work import Task
from qualitygate.files.discover import path_from_root
from qualitygate.files.ignore import Excludes
from qualitygate.model.finding import Finding
from qualitygate.model.replacement import replace
from qualitygate.model.report import Skip
from qualitygate.source.source import PYTHON_KINDS, Source

_ELSEWHERE, _EXCLUDED, _NOT_ASKED = "outside the project", "in files that are left alone", "in files not asked for"
#: Context, as the findings of checkers have it.
_LONGEST = 200


class Placing:
    """Places findings in one tree: that of the run, or the one that it is compared with."""

    def __init__(
        self, root: str, tree: SettingsTree, request: Request, tasks: Mapping[str, Task], skipped: Collection[Skip]
    ) -> None:
        """``root`` is where the tree lies; the settings are those that the paths have in the project."""
        self._roots = tuple(dict.fromkeys((root, os.path.realpath(root))))
        self._tree = tree
        self._request = request
        self._lines = SourceLines(root, tasks)
        self._excludes = Excludes(tree.root, tree.file_rules_for)
        self._skipped = {skip.path for skip in skipped}
        self._scopes: tuple[str, Source | None, Scopes] = ("", None, Scopes(None))
        self.dropped: Counter[str] = Counter()

    def place(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return those that count, sorted, with context and scope; count the others by reason."""
        placed = []
        for finding in sorted(findings, key=lambda finding: finding.sort_key):
            path = self._inside(finding.location.path)
            if reason := self._objection(path):
                self.dropped[reason] += 1
            elif self._tree.settings_for(path).selection.is_selected(finding.code):
                placed.append(self._located(replace(finding, location=replace(finding.location, path=path))))
        return placed

    def notes(self, checker: str) -> list[str]:
        """Say what was not counted."""
        each = "; ".join(f"{count:,} {reason}" for reason, count in sorted(self.dropped.items()))
        return [f"{checker}: findings that do not count: {each}"] if each else []

    def _inside(self, path: str) -> str:
        """Return a path relative to the root; "" for one that is not inside."""
        path = path.replace(os.sep, "/") if os.sep != "/" else path
        if posixpath.isabs(path) or os.path.isabs(path):
            for root in self._roots:
                if path.startswith(f"{root}/"):
                    return posixpath.normpath(path[len(root) + 1 :])
            return ""
        path = posixpath.normpath(path)
        return "" if path == ".." or path.startswith("../") else path

    def _objection(self, path: str) -> str:
        if path in ("", "."):
            return _ELSEWHERE
        if self._is_skipped(path) or (self._request.apply_excludes and self._excludes.covers(path)):
            return _EXCLUDED
        return "" if self._is_asked(path) else _NOT_ASKED

    def _is_skipped(self, path: str) -> bool:
        if path in self._skipped:
            return True
        directory = posixpath.dirname(path)
        while directory:
            if f"{directory}/" in self._skipped:
                return True
            directory = posixpath.dirname(directory)
        return False

    def _is_asked(self, path: str) -> bool:
        return any(each in ("", path) or path.startswith(f"{each}/") for each in self._asked)

    @cached_property
    def _asked(self) -> Sequence[str]:
        asked, root = self._request, self._tree.root
        return [path_from_root(path, cwd=asked.cwd, root=root) for path in asked.paths] or [""]

    def _located(self, finding: Finding) -> Finding:
        """Fill in context and scope; a place that the file does not have becomes the nearest that it has."""
        path, source, scopes = self._scopes
        where = finding.location
        if where.path != path:
            source = self._lines.source(where.path)
            scopes = Scopes(source.tree if source is not None and source.kind in PYTHON_KINDS else None)
            self._scopes = where.path, source, scopes
        if source is None or not where.line:
            return finding
        if where.line > max(len(source.lines), 1):
            where = replace(where, line=len(source.lines), column=0, end_line=0, end_column=0)
        context = " ".join(source.line(where.line)[:1000].split())[:_LONGEST]
        return replace(finding, location=where, context=context, scope=scopes.at(where.line))
