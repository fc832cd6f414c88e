"""The plan for ``--staged``: what the index holds instead of what lies on the disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence

from qualitygate.config.locate import read_toml
from qualitygate.config.old_files import OLD_FILES, read_old
from qualitygate.config.tree import SettingsTree
from qualitygate.engine.planning.plan import make_plan
from qualitygate.engine.request import Request
from qualitygate.engine.work import Plan, Task
from qualitygate.errors import ConfigError, RevisionError, UsageError
from qualitygate.files.discover import path_from_root
from qualitygate.hosting.host import PluginHost
from qualitygate.inputs import Inputs
from qualitygate.model.finding import Finding
from qualitygate.model.replacement import replace
from qualitygate.model.report import Skip
from qualitygate.vcs.git import Repository
from qualitygate.vcs.index import REGULAR, IndexEntry
from qualitygate.vcs.staged_inputs import StagedInputs

_NOT_STAGED = "not staged"


def make_staged_plan(request: Request, host: PluginHost, tree: SettingsTree) -> Plan:
    """Decide what of the index to check. Only files whose bytes on the disk are others are read from git.

    What is ignored and staged by force is checked, what is only announced (``git add -N``) is not.

    Raises:
        RevisionError: something is not merged.
        UsageError: nothing that was asked for is staged.
    """
    inputs, repository = _inputs(tree), staged_repository(tree)
    is_asked = _asked(request, tree.root)
    if conflicts := [path for path in repository.work.index.conflicts if is_asked(path)]:
        raise RevisionError(
            f"--staged: {_listed(conflicts)}: a merge conflict is not resolved; resolve it and git add the file"
        )
    plan = make_plan(replace(request, allow_empty=True), host, tree)
    plan.problems, absent = _divided(plan.problems, tree.root, inputs.disk)
    entries = {task.path: repository.work.index.entries[task.path] for task in plan.tasks}
    entries = {path: entry for path, entry in entries.items() if entry.mode in REGULAR}
    others = [task.path for task in plan.tasks if task.path not in entries]  # links that were named
    plan.tasks = list(_tasks(plan.tasks, entries, repository))
    if not (plan.tasks or plan.problems or plan.skipped or request.allow_empty):
        raise UsageError("--staged: nothing of it is staged: a pass would mean nothing; git add it, or --allow-empty")
    plan.skipped += [*(Skip(path, _NOT_STAGED) for path in absent), *(Skip(path, "a link") for path in others)]
    plan.skipped.sort()
    plan.notes = (*plan.notes, *_notes(inputs, tree))
    return plan


def staged_repository(tree: SettingsTree) -> Repository:
    """Return the repository as the project's root sees it."""
    inputs = _inputs(tree)
    return inputs.repository if inputs.top == tree.root else Repository(tree.root, option="--staged", staged=True)


def _inputs(tree: SettingsTree) -> StagedInputs:
    assert isinstance(tree.inputs, StagedInputs), "the configuration of --staged is read from the index"
    return tree.inputs


def _divided(problems: Iterable[Finding], root: str, disk: Inputs) -> tuple[list[Finding], list[str]]:
    """Divide what is not in the index into what is nowhere, and paths that lie on the disk."""
    nowhere, absent = [], []
    for finding in problems:
        if disk.exists(os.path.join(root, finding.location.path)):
            absent.append(finding.location.path)
        else:
            nowhere.append(finding)
    return nowhere, absent


def _tasks(tasks: Iterable[Task], entries: dict[str, IndexEntry], repository: Repository) -> Iterator[Task]:
    """Yield the files that somebody checks, with their content where the disk has another one."""
    unlike_disk = repository.work.unlike_disk(entries.values())
    wanted = [path for path in entries if path in unlike_disk]
    contents = dict(zip(wanted, repository.blobs([entries[path].blob for path in wanted]), strict=True))
    for task in tasks:
        data = contents.get(task.path)
        if task.path in entries:
            yield task if data is None else replace(task, data=data, size=len(data))


def _notes(inputs: StagedInputs, tree: SettingsTree) -> list[str]:
    """Say where the configuration of the index is not what lies on the disk."""
    baseline = [os.path.join(tree.root, tree.baseline.file)] if tree.baseline.file else []
    return inputs.told(tree.root, baseline, lambda path: path in baseline or _has_settings(path, inputs.disk))


def _has_settings(path: str, disk: Inputs) -> bool:
    name = os.path.basename(path)
    try:
        if name.endswith(".toml"):
            return read_toml(path, path, disk) is not None
        return name in OLD_FILES and read_old(path, path, disk) is not None
    except ConfigError:
        return True


def _asked(request: Request, root: str) -> Callable[[str], bool]:
    """Return what says whether a path lies below those that were asked for."""
    wanted = [path_from_root(path, cwd=request.cwd, root=root) for path in request.paths] or [""]
    return lambda path: any(each in ("", path) or path.startswith(f"{each}/") for each in wanted)


def _listed(paths: Sequence[str]) -> str:
    more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""
    return ", ".join(sorted(paths)[:3]) + more
