"""What a worker process does: build its host once, check batches, give back rows. Spawn-safe: nothing is inherited."""

from __future__ import annotations

import gc
import os
import stat
import time
from collections.abc import Mapping, Sequence
from functools import partial

from msgspec import Struct, field
from msgspec.structs import astuple

from qualitygate.api.checker import Checker, Learner
from qualitygate.cache.signature import Signature, stable_signature
from qualitygate.engine.checking.check import Checked, NamedChecker, Part, check_source
from qualitygate.engine.own_rules import OWN_RULES
from qualitygate.engine.work import Task
from qualitygate.errors import PluginError
from qualitygate.hosting import ask
from qualitygate.hosting.catalogue import Catalogue
from qualitygate.hosting.discovery import PluginRef
from qualitygate.hosting.host import PluginHost
from qualitygate.model.directive import Directive
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.location import Location
from qualitygate.model.replacement import replace
from qualitygate.model.selection import LETTERS, Selection
from qualitygate.model.settings import Settings
from qualitygate.model.severity import Severity
from qualitygate.model.wire import Row, directive_to_row, failure_to_row, finding_to_row
from qualitygate.source.directives import find_directives
from qualitygate.source.source import Source

#: Bytes as they are on Windows, and no waiting for the other end of a FIFO elsewhere.
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


class WorkerSpec(Struct, frozen=True):
    """All that a worker needs to know; plain data that survives pickling."""

    root: str
    plugins: tuple[PluginRef, ...]
    settings: tuple[Settings, ...]
    lessons: str = ""  #: how the names of their files begin; "" = checkers begin with nothing
    is_teaching: bool = False  #: what checkers learn is wanted


class Worker(Struct):
    """Checks tasks with one host and one set of checkers per settings."""

    spec: WorkerSpec
    host: PluginHost
    _checkers: dict[int, tuple[list[NamedChecker], list[Failure]]] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _learners: dict[tuple[str, int], tuple[str, Learner]] = field(default_factory=dict)  #: by name and settings

    @classmethod
    def start(cls, spec: WorkerSpec) -> Worker:
        """Build the host. Called once in every process."""
        return cls(spec, PluginHost(spec.plugins))

    def check_batch(self, tasks: Sequence[Task]) -> list[Row]:
        """Check each task; one row per task, in order. See :func:`task_row` for its columns.

        The collector of cyclic garbage sleeps during a batch: a tree is hundreds of thousands of objects, which it
        would go through again and again while they are made. Checkers that leave no cycles keep memory flat.
        """
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            rows = [self._check(task) for task in tasks]
        finally:
            if was_enabled:
                gc.enable()
        if rows and self._learners:
            rows[-1] = self._with_lessons(rows[-1])
        return rows

    def _check(self, task: Task) -> Row:
        settings = self.spec.settings[task.settings]
        try:
            data, found = self.read(task.path, settings.max_file_size) if task.data is None else (task.data, None)
        except OSError as error:
            checked = Checked(findings=_unreadable(task, error) if settings.selection.is_selected("E902") else [])
            return task_row(task, 0, checked)
        source = Source(task.path, data, task.kind)
        spared = task.known if source.digest == task.digest else ()
        checked, skipped = self.check(source, task.settings, spared=spared)
        lines = len(source.lines) if skipped is None else 0
        seen = found, checked.parts
        return task_row(task, lines, checked, skipped=skipped, digest=source.digest, seen=seen)

    def check(
        self, source: Source, index: int, *, spared: tuple[str, ...] = ()
    ) -> tuple[Checked, tuple[str, str] | None]:
        """Check a source with the settings of that index; the second is why a plugin leaves it alone, and a note.

        The checkers named by ``spared`` are not asked.
        """
        settings = self.spec.settings[index]
        checkers, failures = self._checkers_for(index)
        checkers = [named for named in checkers if named.checker.name not in spared]
        without: tuple[str, ...] = ()
        try:
            for exclusion in ask.exclusion(self.host, source, settings):
                if not exclusion.codes:
                    return Checked(), (exclusion.reason, exclusion.note)
                without += exclusion.codes
        except PluginError as error:  # without its word the file is checked in full, and the run is incomplete
            failures = [*failures, Failure("exclude", source.path, "crash", str(error))]
        checked = check_source(source, settings, checkers, without=without)
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
        directives = find_directives(source, settings.noqa)
        if directives and any(not exclusion.codes for exclusion in ask.exclusion(self.host, source, settings)):
            return [], ""
        return directives, ""

    def read(self, path: str, limit: int) -> tuple[bytes, Signature]:
        """Read a file of at most ``limit`` bytes; the second is what may be believed of it next time without reading.

        Raises:
            OSError: it cannot be read; without a number where a limit of our own is the reason.
        """
        now = time.time_ns()
        descriptor = os.open(os.path.join(self.spec.root, path), _OPEN_FLAGS)
        with open(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise OSError(0, "not a regular file")
            if status.st_size > limit:
                raise OSError(0, f"{status.st_size:,} bytes are more than max-file-size ({limit:,})")
            return file.read(), stable_signature(status, now)

    def _with_lessons(self, row: Row) -> Row:
        """Add what checkers have learned since the last batch; one that cannot say is not asked again."""
        found: list[tuple[str, Mapping[str, str]]] = []
        failures = list(row[5])
        for key, (plugin, learner) in list(self._learners.items()):
            try:
                subject, lessons = ask.learned(self.host, plugin, learner)
            except PluginError as error:
                failures.append(failure_to_row(Failure(learner.name, "", "crash", str(error))))
                del self._learners[key]
                continue
            if lessons:
                found.append((subject, lessons))
        return (*row[:5], failures, *row[6:-1], found)

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
                checkers.append(NamedChecker(offered, ask.describe(self.host, plugin)))
            self._checkers[index] = checkers, failures
        return self._checkers[index]


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


def task_row(
    task: Task,
    lines: int,
    checked: Checked,
    *,
    digest: str = "",
    skipped: tuple[str, str] | None = None,
    seen: tuple[Signature | None, list[Part]] | None = None,
) -> Row:
    """Return path, kind, lines, skip, findings, failures, directives, seconds, looked for, digest, seen, learned.

    ``skip`` is reason and note, or None. ``digest`` is of the content, "" when there was none. ``seen`` are the
    signature of the content, None when it is not on the disk, and for each checker in the order of the findings its
    name, the prefixes of its codes and how many are its own; None when the content is not to be kept. ``learned`` are
    lessons by subject: what all files of a batch have taught is in its last row.
    """
    return (
        task.path,
        task.kind,
        lines,
        skipped,
        [finding_to_row(finding) for finding in checked.findings],
        [failure_to_row(failure) for failure in checked.failures],
        [directive_to_row(directive) for directive in checked.directives],
        list(checked.seconds.items()),
        astuple(checked.looked_for),
        digest,
        seen,
        (),
    )


def _unreadable(task: Task, error: OSError) -> list[Finding]:
    """Report E902 with flake8's text; our own limits have no error number."""
    if error.errno:
        text = f"{type(error).__name__}: [Errno {error.errno}] {error.strerror}: {task.path!r}"
    else:
        text = f"{error.strerror}: {task.path!r}"
    return [Finding("E902", text, Location(task.path), Severity.ERROR, "files")]
