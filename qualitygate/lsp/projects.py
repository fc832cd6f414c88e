"""Which project a file belongs to: opened once, and again when something changed that its settings depend on."""

from __future__ import annotations

import os
import stat
import sysconfig
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from msgspec import Struct, field

from qualitygate.cache.digests import of_glance, of_input, of_listing
from qualitygate.config.tree import SettingsTree
from qualitygate.engine.checking.same_as import SameTables
from qualitygate.engine.checking.worker import Worker, WorkerSpec
from qualitygate.errors import PluginError
from qualitygate.hosting import ask
from qualitygate.hosting.catalogue import Catalogue
from qualitygate.hosting.host import PluginHost
from qualitygate.lsp.folder_report import project_checkers

#: So many settings keep their checkers; a project has one or two, and one more for each directory with its own.
_WORKERS = 16

_Status = tuple[int, int, int, int] | None


class _Seen(Struct, frozen=True):
    status: _Status
    told: bytes  #: what was looked at, as a digest


class Project(Struct, eq=False):
    """Loaded plugins, their rules, the settings of every path, and checkers that are warm."""

    host: PluginHost
    catalogue: Catalogue
    tree: SettingsTree
    new: str | None = None  #: the revision whose findings are known, as ``--new`` has it; None: none is asked about
    _workers: dict[WorkerSpec, Worker] = field(default_factory=dict)
    _seen: dict[tuple[str, Callable[[str], bytes]], _Seen] = field(default_factory=dict)

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

    def project_checkers(self) -> frozenset[str]:
        """Return the names of the checkers that look at the whole project, as far as a code of theirs may be wanted.

        Raises:
            ConfigError: the settings are no good, in a plugin's own words.
        """
        return project_checkers(self.host, self.tree)

    @property
    def same(self) -> SameTables:
        """Which codes are one, and what the comments of declared tools silence, be these run or not."""
        offered = [each for _, each in ask.project_checkers(self.host, self.tree.run_settings)]
        return SameTables(ask.same_as(self.host)).obeying([
            each for each in offered if not isinstance(each, PluginError)
        ])

    @property
    def is_current(self) -> bool:
        """Is everything as it was that was read so far, and what was not there still absent?"""
        inputs = self.tree.inputs
        contents = (*inputs.contents, *self.host.watch.read(()))
        groups = ((contents, of_input), (inputs.glances, of_glance), (inputs.listings, of_listing))
        return all(self._is_as_seen(path, digest) for paths, digest in groups for path in paths)

    def _is_as_seen(self, path: str, digest: Callable[[str], bytes]) -> bool:
        """Is a path as it was when it was asked about first? Only what was looked at counts: files are saved often."""
        status, key = _status(path), (path, digest)
        seen = self._seen.get(key)
        if seen is not None and seen.status == status:
            return True
        told = digest(path) + (b"%o" % stat.S_IFMT(status[0]) if status else b"")
        if seen is not None and seen.told != told:
            return False
        self._seen[key] = _Seen(status, told)
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
        self._is_broken = False  #: what was asked for last could not be opened
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
            self._is_broken = True
            opened = self._open(path, cwd=self.folder_of(path), arguments=self.arguments)
            self._is_broken = False
            opened.tree.inputs.leave_to_checking(path)  # what the client has of it is checked, and is saved often
            project = self._shared(opened)
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
        """Is no project's configuration another one by now, and was none wrong?"""
        return not self._is_broken and all(project.is_current for project in set(self._by_directory.values()))

    def _shared(self, project: Project) -> Project:
        """Return the project that other directories have, where it is the same: its checkers are warm."""
        mark = _mark(project)
        return next((each for each in self._by_directory.values() if _mark(each) == mark), project)


def is_inside(path: str, directory: str) -> bool:
    """Is it the directory itself, or something in it? Both are absolute."""
    return path == directory or path.startswith(os.path.join(directory, ""))


def is_foreign(path: str, folders: Iterable[str]) -> bool:
    """Is it what others wrote, opened from outside of the folders: the standard library, what is installed?"""
    if any(is_inside(path, folder) for folder in folders):
        return False
    return "site-packages" in path.split(os.sep) or is_inside(path, sysconfig.get_path("stdlib"))


def _mark(project: Project) -> tuple[str, frozenset[str]]:
    return project.root, frozenset(project.tree.sources)


def _status(path: str) -> _Status:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mode, status.st_mtime_ns, status.st_size, status.st_ino


def folders_of(paths: Iterable[str]) -> tuple[str, ...]:
    """Return directories as absolute paths, each once."""
    return tuple(dict.fromkeys(os.path.abspath(path) for path in paths if path))
