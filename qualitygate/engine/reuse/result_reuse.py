"""Between the plan and the workers: what is known already is not checked again, what is learnt is kept."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from qualitygate.cache.digests import of_bytes, of_content
from qualitygate.cache.signature import signature, stable_signature
from qualitygate.engine.results import Results, SettledFiles
from qualitygate.engine.work import Task
from qualitygate.model.replacement import replace
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings
from qualitygate.model.wire import Row

if TYPE_CHECKING:  # a run without a cache needs neither them nor what reads their files
    from qualitygate.cache.lessons import Lessons
    from qualitygate.cache.store import Part, Result, Store


class ResultReuse(Struct):
    """Takes from the store for one plan, and gives to it. Without a store nothing is known."""

    root: str
    settings: Sequence[Settings]
    store: Store | None
    unchanged: Mapping[str, str] = field(default_factory=dict)  #: digests of files that need not be looked at
    settled: SettledFiles | None = None  #: what was said of those, where it holds for this run too
    learnt: Lessons | None = None  #: None: checkers begin with nothing, and hand on nothing
    digests: dict[str, str] = field(default_factory=dict)  #: of the content that each file was judged by
    _spared: Sequence[Task] = ()  #: of the settled files
    _pending: dict[str, Result] = field(default_factory=dict)  #: known in part
    _asked: dict[str, Settings] = field(default_factory=dict)  #: of the files that workers check
    _wants_all: dict[int, bool] = field(default_factory=dict)  #: by index of the settings
    _within: dict[tuple[int, int, tuple[str, ...]], bool] = field(default_factory=dict)

    @property
    def lessons(self) -> str | None:
        """How the names of the files begin in which checkers' lessons are kept; None: none are kept."""
        return None if self.learnt is None else self.learnt.prefix

    def settle(self, tasks: Sequence[Task], results: Results) -> Sequence[Task]:
        """Put into the results what was judged before and stands; return the tasks of the other files."""
        settled = self.settled
        if not settled:
            return tasks
        self._spared = [task for task in tasks if task.path in settled]
        self.digests.update(self.unchanged)
        results.settled = settled
        results.known += len(self._spared)
        return [task for task in tasks if task.path not in settled]

    def unsettle(self, results: Results) -> Sequence[Task]:
        """Take back what was judged before: whether a comment is unused is judged only where everything ran."""
        if not self._spared or not results.failures:
            return ()
        results.settled = SettledFiles()
        results.known -= len(self._spared)
        return self._spared

    def split(self, tasks: Iterable[Task]) -> tuple[list[Row], list[Task]]:
        """Return the rows of the files that are known, as a worker would give them, and the tasks for the others."""
        rows: list[Row] = []
        unknown: list[Task] = []
        for task in tasks:
            result = self._find(task) if self._is_kept(task) else None
            if result is None:
                self._asked[task.path] = self.settings[task.settings]
                unknown.append(task)
            elif self._is_within(self.settings[task.settings].selection, result.selection):
                rows.append(self._row(task, result))
            else:
                unknown.append(self._for_the_rest(task, result))
        return rows, unknown

    def learn(self, rows: Iterable[Row]) -> list[Row]:
        """Complete workers' rows with the parts that they were spared, and keep them."""
        return [self._learn(row) for row in rows]

    def _is_kept(self, task: Task) -> bool:
        """May the file be known? Not where ignored codes are looked for too (QG905)."""
        if self.store is None:
            return False
        wants_all = self._wants_all.get(task.settings)
        if wants_all is None:
            wants_all = self.settings[task.settings].selection.is_selected("QG905")
            self._wants_all[task.settings] = wants_all
        return not wants_all

    def _find(self, task: Task) -> Result | None:
        """Look at the file, and into it where its signature does not tell; None when its content is not known."""
        store = self.store
        assert store is not None
        settings = self.settings[task.settings]
        if task.data is not None:  # staged, or of the base revision
            digest = self.digests[task.path] = of_bytes(task.data).hex()
            store.mention(task.path, digest)
            return store.find(task.path, digest, task.kind, settings)
        if not store.has(task.path):
            return None
        if task.path in self.unchanged:
            digest = self.digests[task.path] = self.unchanged[task.path]
            store.see_again(task.path)
            return store.find(task.path, digest, task.kind, settings)
        now, path = time.time_ns(), os.path.join(self.root, task.path)
        try:
            status = os.stat(path)
        except OSError:
            return None
        if not stat.S_ISREG(status.st_mode) or status.st_size > settings.max_file_size:
            return None
        found = signature(status)
        digest = store.known_digest(task.path, found)
        if not digest:
            found, digest = stable_signature(status, now), of_content(path).hex()
        result = store.find(task.path, digest, task.kind, settings)
        if result is not None:
            store.see(task.path, found, digest)
            self.digests[task.path] = digest
        return result

    def _row(self, task: Task, result: Result) -> Row:
        """Return the row of :func:`worker.task_row` for a result."""
        settings = self.settings[task.settings]
        findings = [row for part in result.parts if part.rows for row in self._selected(part, settings)]
        directives = [_tuples(row) for row in result.directives] if result.directives else []
        row = task.path, task.kind, result.lines, result.skipped, findings
        return (*row, [], directives, [], result.looked_for, result.digest, None, ())

    def _selected(self, part: Part, settings: Settings) -> Iterable[Row]:
        selection = settings.selection
        if self._is_within(part.selection, selection):
            return part.rows
        return [row for row in part.rows if selection.is_selected(row[0])]

    def _for_the_rest(self, task: Task, result: Result) -> Task:
        """Return the task without the checkers whose part can be used again."""
        selection = self.settings[task.settings].selection
        parts = tuple(
            part for part in result.parts if part.checker and self._is_within(selection, part.selection, part.prefixes)
        )
        self._pending[task.path] = result._replace(parts=parts)
        self._asked[task.path] = self.settings[task.settings]
        return replace(task, known=tuple(part.checker for part in parts), digest=result.digest)

    def _learn(self, row: Row) -> Row:
        path, kind, lines, skipped, findings, failures, directives, _, looked_for, digest, seen, learned = row
        if learned and self.learnt is not None:
            self.learnt.add(learned)
        pending = self._pending.pop(path, None)
        if seen is None or self.store is None:
            return row
        from qualitygate.cache.store import Part, Result

        found, said = seen
        settings = self._asked[path]
        self.digests[path] = digest
        rest = iter(findings)
        parts = [
            Part(name, prefixes, settings.selection, [next(rest) for _ in range(count)])
            for name, prefixes, count in said
        ]
        if pending is not None and pending.digest == digest:
            parts += pending.parts
            findings = [row for part in parts for row in self._selected(part, settings)]
            looked_for = _joined(looked_for, pending)
        if not failures:
            self._see(path, found, digest)
            result = Result(digest, kind, lines, skipped, directives, looked_for, settings.selection, tuple(parts))
            self.store.put(path, result, settings)
        return (*row[:4], findings, *row[5:8], looked_for, *row[9:])

    def _see(self, path: str, found: Sequence[int] | None, digest: str) -> None:
        assert self.store is not None
        if found is None:
            self.store.mention(path, digest)
        else:
            self.store.see(path, (found[0], found[1], found[2], found[3]), digest)

    def _is_within(self, wanted: Selection, had: Selection, prefixes: tuple[str, ...] = ("",)) -> bool:
        key = (id(wanted), id(had), prefixes)
        if key not in self._within:
            self._within[key] = wanted.is_within(had, prefixes)
        return self._within[key]


def _joined(looked_for: Row, pending: Result) -> Row:
    """Add what the spared checkers looked for to what the others did; see :class:`check.LookedFor` for the columns."""
    codes, excluded, dormant, dropped = looked_for
    if not codes:  # nothing to suppress, or nothing that parses
        return looked_for
    known = [prefix for part in pending.parts for prefix in part.prefixes]
    return (*codes, *known), excluded, (*dormant, *pending.looked_for[2]), dropped


def _tuples(row: Iterable[Any]) -> Row:
    """Turn JSON's lists back into the tuples that they were."""
    return tuple(_tuples(each) if isinstance(each, list) else each for each in row)
