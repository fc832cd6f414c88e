"""The plan for ``--staged``: what the index holds instead of what lies on the disk."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence

from qualitygate.config.tree import SettingsTree
from qualitygate.engine.planning.plan import make_plan
from qualitygate.engine.request import Request
from qualitygate.engine.work import Plan, Task
from qualitygate.errors import RevisionError, UsageError
from qualitygate.files.discover import path_from_root
from qualitygate.files.ignore import Excludes
from qualitygate.files.kinds import HEAD_SIZE, kind_of, needs_head
from qualitygate.hosting import ask
from qualitygate.hosting.host import PluginHost
from qualitygate.model.replacement import replace
from qualitygate.vcs.git import Repository
from qualitygate.vcs.index import IndexEntry


def make_staged_plan(request: Request, host: PluginHost, tree: SettingsTree) -> Plan:
    """Decide what of the index to check. Only files whose bytes on the disk are others are read from git.

    What is ignored and staged by force is checked, what is only announced (``git add -N``) is not.

    Raises:
        RevisionError: there is no repository, no git, or something is not merged.
        UsageError: nothing that was asked for is staged.
    """
    repository = Repository(tree.root, option="--staged", staged=True)
    plan = make_plan(replace(request, allow_empty=True), host, tree)
    is_asked = _asked(request, tree.root)
    if conflicts := [path for path in repository.work.index.conflicts if is_asked(path)]:
        raise RevisionError(
            f"--staged: {_listed(conflicts)}: a merge conflict is not resolved; resolve it and git add the file"
        )
    found = {task.path: task for task in plan.tasks}
    excludes = Excludes(tree.root, tree.file_rules_for)
    entries = {}
    for entry in filter(lambda entry: is_asked(entry.path), repository.work.staged()):
        directory, name = posixpath.split(entry.path)
        rules = tree.file_rules_for(directory).kinds
        may_be_checked = kind_of(entry.path, b"", rules) is not None or needs_head(name)
        if entry.path in found or (may_be_checked and not (request.apply_excludes and excludes.covers(entry.path))):
            entries[entry.path] = entry
    plan = replace(plan, settings=list(plan.settings))
    plan.tasks = sorted(_tasks(plan, entries, found, repository, host, tree), key=lambda task: task.path)
    plan.problems = [finding for finding in plan.problems if finding.location.path not in entries]
    if not (plan.tasks or plan.problems or plan.skipped or request.allow_empty):
        raise UsageError("--staged: nothing of it is staged: a pass would mean nothing; git add it, or --allow-empty")
    return plan


def _tasks(
    plan: Plan,
    entries: dict[str, IndexEntry],
    found: dict[str, Task],
    repository: Repository,
    host: PluginHost,
    tree: SettingsTree,
) -> Iterator[Task]:
    """Yield the files that somebody checks, with their content where the disk has another one."""
    unlike_disk = repository.work.unlike_disk(entries.values())
    wanted = [path for path in entries if path in unlike_disk or path not in found]
    contents = dict(zip(wanted, repository.blobs([entries[path].blob for path in wanted]), strict=True))
    for path in entries:
        data = contents.get(path)
        if path in found:
            yield found[path] if data is None else replace(found[path], data=data, size=len(data))
            continue
        assert data is not None
        here = tree.settings_for(path)
        kind = kind_of(path, data[:HEAD_SIZE], tree.file_rules_for(posixpath.dirname(path)).kinds)
        if kind is not None and kind in ask.kinds(host, here):
            plan.settings += [] if here in plan.settings else [here]
            yield Task(path, kind, plan.settings.index(here), len(data), data)


def _asked(request: Request, root: str) -> Callable[[str], bool]:
    """Return what says whether a path lies below those that were asked for."""
    wanted = [path_from_root(path, cwd=request.cwd, root=root) for path in request.paths] or [""]
    return lambda path: any(each in ("", path) or path.startswith(f"{each}/") for each in wanted)


def _listed(paths: Sequence[str]) -> str:
    more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""
    return ", ".join(sorted(paths)[:3]) + more
