"""QG905: entries of ignore, per-file-ignores and exclude that excused nothing in a run over the whole project."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from qualitygate.config.keys import DEFAULT_EXCLUDE
from qualitygate.config.tree import SettingsTree
from qualitygate.engine.request import Request
from qualitygate.engine.results import FileResult
from qualitygate.model.finding import Finding
from qualitygate.model.location import Location
from qualitygate.model.report import Skip
from qualitygate.model.settings import FileRules, Pattern
from qualitygate.model.severity import Severity

if TYPE_CHECKING:
    from qualitygate.config.exclusions import Exclusion

CODE = "QG905"


def covers_project(request: Request, root: str) -> bool:
    """Is the whole project checked, with its excludes in force?"""
    if request.stdin is not None or not request.apply_excludes:
        return False
    from qualitygate.files.discover import path_from_root  # here: few runs ask

    return not request.paths or any(path_from_root(path, cwd=request.cwd, root=root) == "" for path in request.paths)


def looks_for_unused(tree: SettingsTree) -> bool:
    """Is it selected for any configuration file? It is off by default."""
    return any(tree.settings_for(file).selection.is_selected(CODE) for file in tree.files())


def unused_exclusions(
    tree: SettingsTree, results: Mapping[str, FileResult], skipped: Sequence[Skip]
) -> Iterator[Finding]:
    """Yield a finding for each entry that matched nothing. ``results`` are by path."""
    for entry in tree.exclusions():
        if not tree.settings_for(entry.path).selection.is_selected(CODE):
            continue
        is_used = _excused(entry, results) if entry.codes else _excluded(entry, skipped, tree)
        if not is_used:
            where = Location(entry.path, entry.line, 1 if entry.line else 0)
            yield Finding(CODE, _message(entry), where, Severity.WARNING, "suppressions", context=_context(entry))


def _excused(entry: Exclusion, results: Mapping[str, FileResult]) -> bool:
    """Did any of its codes occur where it holds, and was not selected?"""
    inside = entry.base + "/" if entry.base else ""
    return any(
        code.startswith(entry.codes)
        for path, result in results.items()
        if path.startswith(inside) and (entry.matcher is None or entry.matcher.matches(path))
        for code in result.looked_for.dropped
    )


def _excluded(entry: Exclusion, skipped: Sequence[Skip], tree: SettingsTree) -> bool:
    """Does the pattern match anything that was passed over, for whatever reason, or a name that is there?"""
    if entry.pattern in DEFAULT_EXCLUDE or entry.pattern.startswith("!"):
        return True
    if tree.inputs.exists(os.path.join(tree.root, entry.base, entry.pattern.strip("/"))):
        return True  # a virtual environment, which is passed over without a word
    from qualitygate.files.ignore import Excludes  # here: few runs look for unused entries

    rules = FileRules((Pattern(entry.pattern, entry.base, entry.dialect),))
    excludes = Excludes(tree.root, lambda directory: rules)
    return any(excludes.covers(skip.path.rstrip("/"), is_directory=skip.path.endswith("/")) for skip in skipped)


def _message(entry: Exclusion) -> str:
    if not entry.codes:
        return f"{entry.key}: {entry.pattern!r} matches nothing"
    if entry.pattern:
        return f"{entry.key}: {entry.codes[0]} does not occur in {entry.pattern!r}"
    return f"{entry.key}: {entry.codes[0]} does not occur"


def _context(entry: Exclusion) -> str:
    return " ".join((entry.key, entry.pattern, *entry.codes))
