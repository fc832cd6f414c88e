"""What project checkers said in earlier runs, and whether all that it depends on is as it was."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress

from msgspec import Struct, field

from qualitygate.api.project import ProjectChecker, ProjectFindings
from qualitygate.cache.digests import of_bytes
from qualitygate.engine.given import Given
from qualitygate.engine.project.dependencies import digest
from qualitygate.engine.project.worker import ProjectTask
from qualitygate.engine.work import Plan
from qualitygate.errors import PluginError
from qualitygate.hosting import ask_project
from qualitygate.model.wire import Reader, to_bytes


class KnownAnswers(Struct):
    """Spares project checkers work, and never decides an answer."""

    given: Given
    plan: Plan
    is_repeatable: bool = True  #: all that the answers of this run depend on is noted
    _keys: dict[ProjectTask, str] = field(default_factory=dict)  #: of what is asked now

    def find(self, task: ProjectTask, checker: ProjectChecker) -> ProjectFindings | None:
        """Return what was said of the same; None when it must be asked."""
        key = self._key(task, checker)
        self.is_repeatable = self.is_repeatable and (bool(key) or task.is_base)
        answers = self.given.earlier.answers
        if not key or answers is None:
            return None
        data = answers.find(task.checker, key)
        if data is not None:
            return Reader(ProjectFindings).read(data)
        self._keys[task] = key
        return None

    def keep(self, task: ProjectTask, checker: ProjectChecker, found: ProjectFindings) -> None:
        """Keep an answer, unless it failed or what it depends on has changed meanwhile."""
        key, answers = self._keys.pop(task, ""), self.given.earlier.answers
        if key and answers is not None and not found.failures and self._key(task, checker) == key:
            answers.put(task.checker, key, to_bytes(found))

    def configuration(self, asked: Iterable[tuple[ProjectTask, ProjectChecker]]) -> set[str]:
        """Return the files that say how project checkers look at things; absolute paths."""
        found: set[str] = set()
        for task, checker in asked:
            with suppress(PluginError):  # it is asked, and says then what is wrong
                depends = ask_project.depends_on(self.given.host, task.plugin, checker, task.project)
                found.update(depends.configuration if depends is not None else ())
        return found

    def _key(self, task: ProjectTask, checker: ProjectChecker) -> str:
        tree, project = self.given.tree, task.project
        try:
            depends = ask_project.depends_on(self.given.host, task.plugin, checker, project)
        except PluginError:
            return ""  # it is asked, and says then what is wrong
        if depends is None:
            return ""
        watched = set() if task.is_base else {os.path.join(tree.root, each.path) for each in self.plan.tasks}
        found = digest(depends, project.root, tree.inputs, watched, is_noted=not task.is_base)
        changed = "" if project.changed is None else "\0".join(("changed", *project.changed))
        return of_bytes("\0".join((task.plugin, task.checker, found, changed)).encode("utf-8", "replace")).hex()
