"""Files × settings → tasks: what will be checked, by what, and what will not."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from qualitygate.config.tree import SettingsTree
from qualitygate.engine.request import Request
from qualitygate.engine.work import Plan, Task
from qualitygate.errors import UsageError
from qualitygate.hosting import ask
from qualitygate.hosting.host import PluginHost
from qualitygate.model.replacement import replace
from qualitygate.model.report import FOREIGN_NOTEBOOK, Report, Skip
from qualitygate.model.selection import Selection
from qualitygate.model.settings import FileRules, Settings

if TYPE_CHECKING:
    from qualitygate.files.discover import Discovery, FoundFile

#: Why a named file may be left alone, and that be all: the team has said so.
_EXCUSES = ("excluded", "ignored by git")


def make_plan(
    request: Request, host: PluginHost, tree: SettingsTree, counting: Selection | None = None
) -> Plan:
    """Decide what to check; with ``counting``, as if those codes counted everywhere.

    Raises:
        UsageError: nothing was found, so a pass would mean nothing.
    """
    if request.stdin is not None:
        plan = _plan_stdin(request, tree, request.stdin)
    else:
        plan = _plan_files(request, host, tree, counting)
    if counting is not None:
        plan.settings = [replace(each, selection=counting) for each in plan.settings]
    plan.sources, plan.notes, plan.configured_by = tree.sources, tree.notes, tuple(sorted(tree.files()))
    return plan


def refuse_unread(report: Report, request: Request) -> None:
    """Refuse to pass a run whose files turned out to be nothing that is checked, once they were read.

    Raises:
        UsageError: that is so.
    """
    reasons = {skip.reason for skip in report.skipped}
    if report.files or report.failures or request.allow_empty or FOREIGN_NOTEBOOK not in reasons:
        return
    count = sum(skip.reason == FOREIGN_NOTEBOOK for skip in report.skipped)
    why = f"({FOREIGN_NOTEBOOK}: {count}): a pass would mean nothing"
    raise UsageError(f"no file to check {why}; name other paths, or say --allow-empty")


def _plan_files(request: Request, host: PluginHost, tree: SettingsTree, counting: Selection | None) -> Plan:
    from qualitygate.files.discover import discover  # here: where nothing moved the plan is known

    kinds_of: dict[Settings, frozenset[str]] = {}

    def kinds_for(directory: str) -> frozenset[str]:
        settings = tree.settings_for(f"{directory}/_" if directory else "_")
        if counting is not None:
            settings = replace(settings, selection=counting)
        if settings not in kinds_of:
            kinds_of[settings] = ask.kinds(host, settings)
        return kinds_of[settings]

    found = discover(
        request.paths,
        cwd=request.cwd,
        root=tree.root,
        rules_for=_tracked_rules(tree) if request.staged else tree.file_rules_for,
        kinds_for=kinds_for,
        inputs=tree.inputs,
        apply_excludes=request.apply_excludes,
    )
    if not request.allow_empty:
        _refuse_empty(found, request, kinds_of)
    plan = Plan(skipped=list(found.skipped), problems=list(found.problems))
    _add_tasks(plan, found.files, tree)
    return plan


def _tracked_rules(tree: SettingsTree) -> Callable[[str], FileRules]:
    """Return the rules for what git tracks, which it does not ignore."""
    return lambda directory: replace(tree.file_rules_for(directory), respect_gitignore=False)


def _add_tasks(plan: Plan, files: tuple[FoundFile, ...], tree: SettingsTree) -> None:
    indexes: dict[Settings, int] = {}
    for file in files:
        settings = tree.settings_for(file.path)
        index = indexes.setdefault(settings, len(indexes))
        try:
            size = os.stat(os.path.join(tree.root, file.path)).st_size
        except OSError:
            size = 0  # the worker reports why
        plan.tasks.append(Task(file.path, file.kind, index, size))
    plan.settings = list(indexes)


def _plan_stdin(request: Request, tree: SettingsTree, data: bytes) -> Plan:
    from qualitygate.files.discover import path_from_root  # here: as above

    if request.stdin_name == "stdin":
        here = tree.settings_for(path_from_root("stdin", cwd=request.cwd, root=tree.root))
        return Plan([Task("stdin", "python", 0, len(data), data)], [here])
    from qualitygate.files.ignore import Excludes  # here: standard input under a name alone asks
    from qualitygate.files.kinds import kind_of

    path = path_from_root(request.stdin_name, cwd=request.cwd, root=tree.root)
    if request.apply_excludes and Excludes(tree.root, tree.file_rules_for).covers(path):
        return Plan(skipped=[Skip(path, "excluded")])
    directory, _, name = path.rpartition("/")
    kind = kind_of(path, data[:256], tree.file_rules_for(directory).kinds)
    if kind is None and "." in name:
        if not request.allow_empty:
            raise UsageError(f"no checker reads {path}, so a pass would mean nothing; or say --allow-empty")
        return Plan(skipped=[Skip(path, "no checker reads it")])
    kind = kind or "python"  # a program by any name, as flake8 takes it
    return Plan([Task(path, kind, 0, len(data), data)], [tree.settings_for(path)])


def _refuse_empty(found: Discovery, request: Request, kinds_of: Mapping[Settings, frozenset[str]]) -> None:
    """Refuse to pass a run that looked at nothing, unless every file was named and is left alone by configuration."""
    is_excused = found.skipped and all(skip.reason in _EXCUSES for skip in found.skipped)
    if found.files or found.problems or (found.named and is_excused):
        return
    where = ", ".join(request.paths) or "the project root"
    if kinds_of and not any(kinds_of.values()):
        selected = sorted({code for settings in kinds_of for code in settings.selection.selected})
        raise UsageError(
            f"no checker is at work: what is selected ({', '.join(selected) or 'nothing'}) needs a limit or a list that"
            " is not set; see docs/configuration.md"
        )
    from qualitygate.vcs.directories import without_files  # here: few runs find nothing

    if not request.paths and (bare := without_files(request.cwd)):
        raise UsageError(f"no file to check: {bare}")
    reasons = Counter(skip.reason for skip in found.skipped)
    why = f" ({', '.join(f'{reason}: {count}' for reason, count in sorted(reasons.items()))})" if reasons else ""
    exclude = "change 'exclude', " if "excluded" in reasons else ""
    raise UsageError(
        f"no file to check in {where}{why}: a pass would mean nothing; name other paths, {exclude}or say --allow-empty"
    )
