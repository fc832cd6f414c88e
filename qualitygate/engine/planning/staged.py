"""The plan for ``--staged``: what the index holds instead of what lies on the disk."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from qualitygate.config.tree import SettingsTree
from qualitygate.engine.request import Request
from qualitygate.engine.work import Plan, Task
from qualitygate.errors import UsageError
from qualitygate.files.discover import path_from_root
from qualitygate.files.ignore import Excludes
from qualitygate.files.kinds import HEAD_SIZE, kind_of
from qualitygate.hosting import ask
from qualitygate.hosting.host import PluginHost
from qualitygate.model.replacement import replace
from qualitygate.vcs.git import Repository


def staged(plan: Plan, request: Request, host: PluginHost, tree: SettingsTree) -> Plan:
    """Return the plan with staged content. Only files whose two contents differ are read from git.

    Files that are not staged are not checked; those that are, and are gone from the disk, are.

    Raises:
        RevisionError: there is no repository, or no git.
        UsageError: nothing that was asked for is staged.
    """
    repository = Repository(tree.root, option="--staged", staged=True)
    tracked, differing = repository.tracked(), repository.unstaged()
    paths = sorted(differing)
    contents = dict(zip(paths, repository.blobs([differing[path] for path in paths]), strict=True))
    tasks = [_with(task, contents.get(task.path)) for task in plan.tasks if task.path in tracked]
    present = {task.path for task in plan.tasks}
    settings = list(plan.settings)
    excludes = Excludes(tree.root, tree.file_rules_for)
    for path in _asked(contents, request, tree.root):
        if path in present or (request.apply_excludes and excludes.covers(path)):
            continue
        here, data = tree.settings_for(path), contents[path]
        kind = kind_of(path, data[:HEAD_SIZE], tree.file_rules_for(posixpath.dirname(path)).kinds)
        if kind is not None and kind in ask.kinds(host, here):
            settings += [] if here in settings else [here]
            tasks.append(Task(path, kind, settings.index(here), len(data), data))
    problems = [finding for finding in plan.problems if finding.location.path not in contents]
    if not (tasks or problems or plan.skipped or request.allow_empty):
        raise UsageError("--staged: nothing of it is staged: a pass would mean nothing; git add it, or --allow-empty")
    return replace(plan, tasks=sorted(tasks, key=lambda task: task.path), settings=settings, problems=problems)


def _with(task: Task, data: bytes | None) -> Task:
    return task if data is None else replace(task, data=data, size=len(data))


def _asked(paths: Iterable[str], request: Request, root: str) -> list[str]:
    """Return the paths below those that were asked for."""
    wanted = [path_from_root(path, cwd=request.cwd, root=root) for path in request.paths] or [""]
    return [path for path in paths if any(each in ("", path) or path.startswith(f"{each}/") for each in wanted)]
