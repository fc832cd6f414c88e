"""What a worker process does: build its host once, check batches, give back results. It inherits nothing."""

from __future__ import annotations

import gc
import os
import stat
import time
from collections.abc import Sequence
from functools import partial

from msgspec import Struct, field

from qualitygate.api.checker import Checker, Learner
from qualitygate.cache.signature import Signature, stable_signature
from qualitygate.engine.checking.absence import Absence
from qualitygate.engine.checking.check import NamedChecker, check_source
from qualitygate.engine.checking.checked import Checked
from qualitygate.engine.own_rules import OWN_RULES
from qualitygate.engine.results import CheckedBatch, FileResult
from qualitygate.engine.work import Task
from qualitygate.errors import PluginError
from qualitygate.hosting import ask
from qualitygate.hosting.catalogue import Catalogue
from qualitygate.hosting.discovery import PluginRef
from qualitygate.hosting.host import PluginHost, RunOptions
from qualitygate.model.directive import Directive
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.location import Location
from qualitygate.model.replacement import replace
from qualitygate.model.report import FOREIGN_NOTEBOOK, CheckedFile, Skip
from qualitygate.model.selection import LETTERS, Selection
from qualitygate.model.settings import Settings
from qualitygate.model.severity import Severity
from qualitygate.model.wire import to_bytes
from qualitygate.source.directives import find_directives
from qualitygate.source.source import NOTEBOOK, Source

#: Bytes as they are on Windows, and no waiting for the other end of a FIFO elsewhere.
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)

#: Of processor time, for one checker of others in one file: far more than any takes that comes to an end.
_SECONDS = 60.0


class WorkerSpec(Struct, frozen=True):
    """All that a worker needs to know; plain data that survives pickling."""

    root: str
    plugins: tuple[PluginRef, ...]
    settings: tuple[Settings, ...]
    lessons: str = ""  #: how the names of their files begin; "" = checkers begin with nothing
    is_teaching: bool = False  #: what checkers learn is wanted
    run_options: RunOptions = ()


class Worker(Struct):
    """Checks tasks with one host and one set of checkers per settings."""

    spec: WorkerSpec
    host: PluginHost
    _checkers: dict[int, tuple[list[NamedChecker], list[Failure]]] = field(default_factory=dict)  #: by settings
    _names: dict[str, str] = field(default_factory=dict)
    _learners: dict[tuple[str, int], tuple[str, Learner]] = field(default_factory=dict)  #: by name and settings
    _own_absence: Absence | None = None

    @classmethod
    def start(cls, spec: WorkerSpec) -> Worker:
        """Build the host. Called once in every process."""
        return cls(spec, PluginHost(spec.plugins, spec.root, spec.run_options))

    def check_batch(self, tasks: Sequence[Task]) -> CheckedBatch:
        """Check each task.

        The collector of cyclic garbage sleeps during a batch: a tree is hundreds of thousands of objects, which it
        would go through again and again while they are made. Checkers that leave no cycles keep memory flat.
        """
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            with self.host.watch as watch:
                batch = CheckedBatch([self.check_task(task) for task in tasks])
        finally:
            if was_enabled:
                gc.enable()
        if self._learners:
            self._add_lessons(batch)
        own = {os.path.join(self.spec.root, task.path) for task in tasks}
        for each in (watch, self.host.outer_watch):
            if each.is_on:
                batch.also_read = [*batch.also_read, *each.read(without=own)]
                batch.is_blind = batch.is_blind or each.is_blind
        return batch

    def check_task(self, task: Task) -> FileResult:
        """Read one file where the task has no content, and check it."""
        settings = self.spec.settings[task.settings]
        try:
            data, found = self.read(task.path, settings.max_file_size) if task.data is None else (task.data, None)
        except OSError as error:
            checked = Checked(findings=_unreadable(task, error) if settings.selection.is_selected("E902") else [])
            return file_result(task, 0, checked)
        source = Source(task.path, data, task.kind)
        spared = task.known if source.digest == task.digest else ()
        absent = self._absence.of(source, task) if task.foretold[0] else ()
        checked, skipped = self.check(source, task.settings, spared=spared, absent=absent)
        result = file_result(task, len(source.lines) if skipped is None else 0, checked, digest=source.digest)
        result.skipped, result.shares, result.signature = skipped, checked.shares, found
        return result

    @property
    def _absence(self) -> Absence:
        if self._own_absence is None:
            self._own_absence = Absence(self.host, self.spec.settings)
        return self._own_absence

    def check(
        self, source: Source, index: int, *, spared: tuple[str, ...] = (), absent: tuple[str, ...] = ()
    ) -> tuple[Checked, Skip | None]:
        """Check a source with the settings of that index; the second is said when a plugin leaves it alone.

        The checkers named by ``spared`` are not asked, and nobody for the codes that are known to be ``absent``.
        """
        settings = self.spec.settings[index]
        if source.kind == NOTEBOOK:
            from qualitygate.engine.checking.notebooks import is_of_another_language  # here: few projects have one

            if is_of_another_language(source):
                return Checked(), Skip(source.path, FOREIGN_NOTEBOOK)
        checkers, failures = self._checkers_for(index)
        checkers = [named for named in checkers if named.checker.name not in spared]
        if absent:
            checkers = self._absence.left(checkers, index, absent, _widened(settings.selection))
        without: tuple[str, ...] = ()
        try:
            for exclusion in ask.exclusion(self.host, source, settings):
                if not exclusion.codes:
                    return Checked(), Skip(source.path, exclusion.reason, exclusion.note)
                without += exclusion.codes
        except PluginError as error:  # without its word the file is checked in full, and the run is incomplete
            failures = [*failures, Failure("exclude", source.path, "crash", str(error))]
        checked = check_source(source, settings, checkers, without=without, absent=absent)
        checked.failures += failures
        if any(directive.names for directive in checked.directives):
            checked.directives = [directive.resolved(self._codes_by_name) for directive in checked.directives]
        return checked, None

    @property
    def _codes_by_name(self) -> dict[str, str]:
        """The rule book, read when the first comment names a rule."""
        if not self._names:
            rules = Catalogue(self.host, OWN_RULES)
            self._names.update((rules.rule(code).name, code) for code in rules.codes())
        return self._names

    def directives(self, task: Task) -> tuple[list[Directive], str]:
        """Return the suppression comments of a file without checking it, and why it could not be looked at, or "".

        A file that a plugin excludes has none: nothing is found in it that they could silence.
        """
        settings = self.spec.settings[task.settings]
        try:
            data = self.read(task.path, settings.max_file_size)[0] if task.data is None else task.data
        except OSError as error:
            return [], f"{task.path}: {error.strerror or error}"
        source = Source(task.path, data, task.kind)
        directives = _directives(source, settings)
        if directives and any(not exclusion.codes for exclusion in ask.exclusion(self.host, source, settings)):
            return [], ""
        return directives, ""

    def read(self, path: str, limit: int) -> tuple[bytes, Signature]:
        """Read a file below the root, as :func:`read_content` does."""
        return read_content(os.path.join(self.spec.root, path), limit)

    def _add_lessons(self, batch: CheckedBatch) -> None:
        """Add what checkers have learned since the last batch; one that cannot say is not asked again."""
        found: list[tuple[str, dict[str, str]]] = []
        failures: list[Failure] = []
        for key, (plugin, learner) in list(self._learners.items()):
            try:
                subject, lessons = ask.learned(self.host, plugin, learner)
            except PluginError as error:
                failures.append(Failure(learner.name, "", "crash", str(error)))
                del self._learners[key]
                continue
            if lessons:
                found.append((subject, dict(lessons)))
        batch.lessons, batch.failures = found, failures

    def _teach(self, plugin: str, checker: Checker, index: int) -> None:
        if self.spec.lessons and isinstance(checker, Learner):
            from qualitygate.cache.lessons import read_lessons  # here: a few files are checked without

            ask.recall(self.host, plugin, checker, partial(read_lessons, self.spec.lessons))
            if self.spec.is_teaching:
                self._learners[checker.name, index] = plugin, checker

    def _checkers_for(self, index: int) -> tuple[list[NamedChecker], list[Failure]]:
        if index not in self._checkers:
            checkers, failures = [], []
            settings = self.spec.settings[index]
            wide = replace(settings, selection=_widened(settings.selection))
            for plugin, offered in ask.checkers(self.host, wide):
                if isinstance(offered, PluginError):
                    failures.append(Failure(plugin, "", "crash", str(offered)))
                    continue
                try:
                    self._teach(plugin, offered, index)
                except PluginError as error:  # it may have taken half of it, and find too little
                    failures.append(Failure(offered.name, "", "crash", str(error)))
                    continue
                checkers.append(self._named(plugin, offered))
            self._checkers[index] = checkers, failures
        return self._checkers[index]

    def _named(self, plugin: str, checker: Checker) -> NamedChecker:
        seconds = 0.0 if self.host.ref(plugin).is_ours else _SECONDS
        return NamedChecker(checker, ask.describe(self.host, plugin), self.host.watch_of(plugin), seconds)


class RemoteWorker:
    """A worker in a process of its own. What it gives back is bytes: the pool's pickle takes ten times as long."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    @classmethod
    def start(cls, spec: WorkerSpec) -> RemoteWorker:
        """Build the worker. Called once in every process."""
        return cls(Worker.start(spec))

    def check_batch(self, tasks: Sequence[Task]) -> bytes:
        """Check each task; :class:`batch.BatchReader` reads the answer."""
        return to_bytes(self._worker.check_batch(tasks))


def read_content(path: str, limit: int) -> tuple[bytes, Signature]:
    """Read a file of at most ``limit`` bytes; the second is what may be believed of it next time without reading.

    Raises:
        OSError: it cannot be read; without a number where a limit of our own is the reason.
    """
    now = time.time_ns()
    descriptor = os.open(path, _OPEN_FLAGS)
    with open(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "not a regular file")
        if status.st_size > limit:
            raise OSError(0, f"{status.st_size:,} bytes are more than max-file-size ({limit:,})")
        return file.read(), stable_signature(status, now)


def _directives(source: Source, settings: Settings) -> list[Directive]:
    if source.kind == NOTEBOOK:
        from qualitygate.engine.checking.notebooks import directives_of_notebook  # here: few projects have one

        return directives_of_notebook(source, settings.noqa)
    return find_directives(source, settings.noqa)


def _widened(selection: Selection) -> Selection:
    """Return what checkers are asked for where QG905 is selected: the ignored codes too, to see whether they occur."""
    if not selection.is_selected("QG905"):
        return selection
    return Selection(
        select=LETTERS,
        ignore=(),
        extend_select=(*(selection.select or ()), *selection.extend_select),  # off by default, and selected in full
        default_select=selection.default_select,
        default_ignore=selection.default_ignore,
        off_by_default=selection.off_by_default,
    )


def file_result(task: Task, lines: int, checked: Checked, *, digest: str = "") -> FileResult:
    """Return what is told of a file that was checked; ``digest`` is of its content, "" when there was none."""
    return FileResult(
        CheckedFile(task.path, task.kind, lines),
        checked.findings,
        checked.failures,
        checked.directives,
        checked.looked_for,
        digest,
        seconds=tuple(checked.seconds.items()),
    )


def _unreadable(task: Task, error: OSError) -> list[Finding]:
    """Report E902 with flake8's text; our own limits have no error number."""
    if error.errno:
        text = f"{type(error).__name__}: [Errno {error.errno}] {error.strerror}: {task.path!r}"
    else:
        text = f"{error.strerror}: {task.path!r}"
    return [Finding("E902", text, Location(task.path), Severity.ERROR, "files")]
