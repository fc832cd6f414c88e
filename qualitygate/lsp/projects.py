"""Which project a file belongs to: opened once, and again when something changed that its settings depend on."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Protocol

from msgspec import Struct, field

from qualitygate.config.tree import SettingsTree
from qualitygate.engine.checking.worker import Worker, WorkerSpec
from qualitygate.hosting.catalogue import Catalogue
from qualitygate.hosting.host import PluginHost

#: So many settings keep their checkers; a project has one or two, and one more for each directory with its own.
_WORKERS = 16

_Signature = tuple[int, int, int] | None


class Project(Struct, eq=False):
    """Loaded plugins, their rules, the settings of every path, and checkers that are warm."""

    host: PluginHost
    catalogue: Catalogue
    tree: SettingsTree
    new: str | None = None  #: the revision whose findings are known, as ``--new`` has it; None: none is asked about
    _workers: dict[WorkerSpec, Worker] = field(default_factory=dict)
    _seen: dict[str, _Signature] = field(default_factory=dict)

    @property
    def root(self) -> str:
        """Absolute."""
        return self.tree.root

    def worker(self, spec: WorkerSpec) -> Worker:
        """Return a worker that has checked before, where there is one."""
        worker = self._workers.pop(spec, None) or Worker(spec, self.host)
        self._workers[spec] = worker  # the last one that was used stands last
        if len(self._workers) > _WORKERS:
            del self._workers[next(iter(self._workers))]
        return worker

    @property
    def is_current(self) -> bool:
        """Is everything as it was that was read so far, and what was not there still absent?"""
        inputs = self.tree.inputs
        for path in (*inputs.contents, *inputs.glances, *inputs.listings, *self.host.watch.read(())):
            now = _signature(path)
            if self._seen.setdefault(path, now) != now:
                return False
        return True


class OpenProject(Protocol):
    """Finds the configuration of a file and loads what it names: the command line knows how."""

    def __call__(self, path: str, *, cwd: str, arguments: Sequence[str]) -> Project:
        """Open the project of an absolute path, with ``arguments`` as they would be given to ``qualitygate check``.

        Raises:
            QualityGateError: the configuration, a plugin or the arguments are wrong.
        """


class Projects:
    """The projects of the files that are open."""

    def __init__(self, open_project: OpenProject) -> None:
        self._open = open_project
        self._by_directory: dict[str, Project] = {}
        self.folders: tuple[str, ...] = ()  #: absolute: what the client has opened
        self.arguments: tuple[str, ...] = ()  #: as on the command line

    def of(self, path: str) -> Project:
        """Return the project of an absolute path, with the settings as they are now.

        Raises:
            QualityGateError: the configuration, a plugin or the arguments are wrong.
        """
        directory = os.path.dirname(path)
        project = self._by_directory.get(directory)
        if project is not None and not project.is_current:
            self.forget()
            project = None
        if project is None:
            project = self._shared(self._open(path, cwd=self.folder_of(path), arguments=self.arguments))
            self._by_directory[directory] = project
            _ = project.is_current  # remembers what things look like now
        return project

    def folder_of(self, path: str) -> str:
        """Return the innermost folder of the client's that holds a path; its own directory where none does."""
        around = [folder for folder in self.folders if is_inside(path, folder)]
        return max(around, key=len, default=os.path.dirname(path))

    def forget(self) -> None:
        """Read everything again when it is asked for."""
        self._by_directory.clear()

    @property
    def are_current(self) -> bool:
        """Is no project's configuration another one by now?"""
        return all(project.is_current for project in set(self._by_directory.values()))

    def _shared(self, project: Project) -> Project:
        """Return the project that other directories have, where it is the same: its checkers are warm."""
        mark = _mark(project)
        return next((each for each in self._by_directory.values() if _mark(each) == mark), project)


def is_inside(path: str, directory: str) -> bool:
    """Is it the directory itself, or something in it? Both are absolute."""
    return path == directory or path.startswith(os.path.join(directory, ""))


def _mark(project: Project) -> tuple[str, frozenset[str]]:
    return project.root, frozenset(project.tree.sources)


def _signature(path: str) -> _Signature:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def folders_of(paths: Iterable[str]) -> tuple[str, ...]:
    """Return directories as absolute paths, each once."""
    return tuple(dict.fromkeys(os.path.abspath(path) for path in paths if path))
