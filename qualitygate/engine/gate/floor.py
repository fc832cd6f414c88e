"""What a run over the whole project must have looked at; less makes it incomplete, however few findings there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from qualitygate.config.tree import SettingsTree
from qualitygate.engine.request import Request
from qualitygate.engine.silencing.unused_exclusions import covers_project
from qualitygate.engine.work import Plan
from qualitygate.hosting import ask
from qualitygate.hosting.host import PluginHost
from qualitygate.model.failure import Failure
from qualitygate.model.nearest import did_you_mean
from qualitygate.model.report import CheckedFile


def applies(request: Request, tree: SettingsTree) -> bool:
    """Is there a floor, and is the run one that must reach it? A hook's few files and one stage alone need not."""
    is_asked = tree.gate.min_files or tree.gate.required
    return bool(is_asked) and not request.stages and not request.staged and covers_project(request, tree.root)


def too_few_files(files: Collection[CheckedFile], tree: SettingsTree) -> Iterator[Failure]:
    """Yield a failure where fewer files were checked than the team has."""
    gate = tree.gate
    if len(files) < gate.min_files:
        message = (
            f"{gate.min_files_source}: gate.min-files = {gate.min_files}, and {len(files)} were checked;"
            " see what is left out, and by which entry: qualitygate --show-files -v"
        )
        yield Failure("gate", "", "floor", message)


def idle_checkers(
    files: Collection[CheckedFile], plan: Plan, host: PluginHost, tree: SettingsTree, projects: Iterable[str]
) -> Iterator[Failure]:
    """Yield a failure for each required checker that looked at nothing.

    ``projects`` are the names of project checkers that ran, and of the plugins that offer them.
    """
    busy = {*projects, *_busy(files, plan, host)}
    for name in tree.gate.required:
        if name not in busy:
            message = (
                f"{tree.gate.required_source}: gate.require: {name!r} looked at nothing{did_you_mean(name, busy)};"
                " is it installed, selected, and is there a file for it? see: qualitygate doctor"
            )
            yield Failure("gate", "", "floor", message)


def _busy(files: Collection[CheckedFile], plan: Plan, host: PluginHost) -> Iterator[str]:
    """Yield the names of checkers that had a file, and of the plugins that offer them."""
    checked = {file.path for file in files}
    kinds: dict[int, set[str]] = {}
    for task in plan.tasks:
        if task.path in checked:
            kinds.setdefault(task.settings, set()).add(task.kind)
    for index, there in kinds.items():
        for plugin, checker in ask.checkers(host, plan.settings[index]):
            if not isinstance(checker, Exception) and not there.isdisjoint(checker.kinds):
                yield from (plugin, checker.name)
