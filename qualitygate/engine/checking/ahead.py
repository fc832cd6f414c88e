"""Asks forerunners about the files that are to be checked, and notes what they say where workers find it."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence

from qualitygate.cache.signature import signature
from qualitygate.engine.work import Task
from qualitygate.errors import PluginError
from qualitygate.hosting import ask
from qualitygate.hosting.host import PluginHost
from qualitygate.model.failure import Failure
from qualitygate.model.replacement import replace
from qualitygate.model.settings import Settings


def foretold(
    host: PluginHost, settings: Sequence[Settings], tasks: list[Task]
) -> tuple[list[Task], list[Failure]]:
    """Return the tasks with what was said of their files, and what could not be asked.

    A file's state is noted before it is looked at: what was said of another content than the one that a worker reads is
    not believed.
    """
    failures: list[Failure] = []
    if not ask.has_forerunners(host):
        return tasks, failures
    said: dict[str, tuple[str, str]] = {}
    by_settings: dict[int, list[str]] = defaultdict(list)
    for task in tasks:
        if task.data is None:
            by_settings[task.settings].append(task.path)
    before = {}
    for index, paths in by_settings.items():
        for plugin, forerunner in ask.forerunners(host, settings[index]):
            if isinstance(forerunner, PluginError):
                failures.append(Failure(plugin, "", "crash", str(forerunner)))
                continue
            before.update({path: _state(host.root, path) for path in paths})
            try:
                found = ask.look_ahead(host, plugin, forerunner, paths)
            except PluginError as error:
                failures.append(Failure(forerunner.name, "", "crash", str(error)))
                continue
            failures += found.failures
            said.update((path, (plugin, text)) for path, text in found.said.items())
    if not said:
        return tasks, failures
    return [
        replace(task, foretold=said[task.path], state=before[task.path]) if task.path in said else task
        for task in tasks
    ], failures


def _state(root: str, path: str) -> tuple[int, ...]:
    try:
        return signature(os.stat(os.path.join(root, path)))
    except OSError:
        return ()
