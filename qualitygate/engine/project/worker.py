"""What a process does that runs project checkers: build its host, ask one, give back what it found."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Sequence
from functools import cached_property
from typing import NoReturn

from msgspec import Struct

from qualitygate.api.project import Project, ProjectChecker, ProjectFindings
from qualitygate.errors import PluginError
from qualitygate.hosting import ask, ask_project
from qualitygate.hosting.discovery import PluginRef
from qualitygate.hosting.host import PluginHost, RunOptions
from qualitygate.model.failure import Failure
from qualitygate.model.settings import Settings
from qualitygate.model.wire import to_bytes


class ProjectSpec(Struct, frozen=True):
    """All that such a process needs to know; plain data that survives pickling."""

    root: str  #: absolute
    plugins: tuple[PluginRef, ...]
    settings: Settings  #: the root's, with the options that are decided once per run
    run_options: RunOptions


class ProjectTask(Struct, frozen=True):
    """One project checker to ask."""

    plugin: str
    checker: str
    project: Project
    is_base: bool = False  #: of the base revision


class ProjectAnswer(Struct, array_like=True):
    """What it said."""

    checker: str
    findings: ProjectFindings
    seconds: float
    is_base: bool = False


class ProjectWorker:
    """Asks project checkers. What it gives back is bytes, as a worker's answers are."""

    def __init__(self, spec: ProjectSpec) -> None:
        self._spec = spec

    @classmethod
    def start(cls, spec: ProjectSpec) -> ProjectWorker:
        """Build the worker. Called once in every process; there, the parent's word ends what a checker has started."""
        if multiprocessing.parent_process() is not None:
            signal.signal(signal.SIGTERM, _end)
        return cls(spec)

    def check_batch(self, tasks: Sequence[ProjectTask]) -> bytes:
        """Ask each one."""
        try:
            return to_bytes([self._ask(task) for task in tasks])
        except KeyboardInterrupt:
            if multiprocessing.parent_process() is None:
                raise
            raise SystemExit(128 + signal.SIGTERM) from None  # what the checker had to end is ended

    @cached_property
    def _offered(self) -> dict[tuple[str, str], ProjectChecker]:
        host, settings = self._host, self._spec.settings
        offered = ask.project_checkers(host, settings)
        return {(plugin, each.name): each for plugin, each in offered if not isinstance(each, PluginError)}

    @cached_property
    def _host(self) -> PluginHost:
        return PluginHost(self._spec.plugins, self._spec.root, self._spec.run_options)

    def _ask(self, task: ProjectTask) -> ProjectAnswer:
        started = time.perf_counter()
        checker = self._offered[task.plugin, task.checker]
        try:
            found = ask_project.check_project(self._host, task.plugin, checker, task.project)
        except PluginError as error:
            found = ProjectFindings(failures=[Failure(task.checker, "", "crash", str(error), details_of(error))])
        return ProjectAnswer(task.checker, found, time.perf_counter() - started, task.is_base)


def _end(number: int, _: object) -> NoReturn:
    """Raise what the parent's word is: with the signal's number, for an interrupt without one is a plugin's own."""
    raise KeyboardInterrupt(number)


def details_of(error: BaseException) -> str:
    """Return the traceback of what a plugin raised."""
    import traceback  # here: it loads the tokenizer and linecache

    return "".join(traceback.format_exception(error.__cause__ or error))
