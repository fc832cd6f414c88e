"""Between the plan and the workers: what is known already is not checked again, what is learnt is kept."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct, field

from qualitygate.cache.digests import of_bytes, of_content
from qualitygate.cache.signature import Signature, signature, stable_signature
from qualitygate.engine.results import CheckedBatch, FileResult, Results, SettledFiles
from qualitygate.engine.work import Task
from qualitygate.model.finding import Finding
from qualitygate.model.looked_for import LookedFor
from qualitygate.model.replacement import replace
from qualitygate.model.report import CheckedFile
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings

if TYPE_CHECKING:  # a run without a cache needs neither them nor what reads their files
    from qualitygate.cache.lessons import Lessons
    from qualitygate.cache.store import CheckerResult, Result, Store


class ResultReuse(Struct):
    """Takes from the store for one plan, and gives to it. Without a store nothing is known."""

    root: str
    settings: Sequence[Settings]
    store: Store | None
    unchanged: Mapping[str, str] = field(default_factory=dict)  #: digests of files that need not be looked at
    settled: SettledFiles | None = None  #: what was said of those, where it holds for this run too
    learnt: Lessons | None = None  #: None: checkers begin with nothing, and hand on nothing
    digests: dict[str, str] = field(default_factory=dict)  #: of the content that each file was judged by
    also_read: set[str] = field(default_factory=set)  #: what the project's own plugins looked at in workers
    is_blind: bool = False  #: they learnt something that cannot be known
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

    def split(self, tasks: Iterable[Task]) -> tuple[list[FileResult], list[Task]]:
        """Return the results of the files that are known, and the tasks for the others."""
        results: list[FileResult] = []
        unknown: list[Task] = []
        for task in tasks:
            result = self._find(task) if self._is_kept(task) else None
            if result is None:
                self._asked[task.path] = self.settings[task.settings]
                unknown.append(task)
            elif self._is_within(self.settings[task.settings].selection, result.selection):
                results.append(self._known(task, result))
            else:
                unknown.append(self._for_the_rest(task, result))
        return results, unknown

    def learn(self, batch: CheckedBatch) -> None:
        """Complete workers' results with the parts that they were spared, and keep them."""
        self.also_read.update(batch.also_read)
        self.is_blind = self.is_blind or batch.is_blind
        if batch.lessons and self.learnt is not None:
            self.learnt.add(batch.lessons)
        for result in batch.files:
            self._learn(result, is_kept=not batch.failures)  # else the next run would say nothing of them

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

    def _known(self, task: Task, result: Result) -> FileResult:
        settings = self.settings[task.settings]
        findings = [finding for part in result.parts if part.findings for finding in self._selected(part, settings)]
        checked = CheckedFile(task.path, task.kind, result.lines)
        directives, digest = result.directives, result.digest
        return FileResult(checked, findings, (), directives, result.looked_for, digest, skipped=result.skipped)

    def _selected(self, part: CheckerResult, settings: Settings) -> Iterable[Finding]:
        selection = settings.selection
        if self._is_within(part.selection, selection):
            return part.findings
        return [finding for finding in part.findings if selection.is_selected(finding.code)]

    def _for_the_rest(self, task: Task, result: Result) -> Task:
        """Return the task without the checkers whose part can be used again."""
        selection = self.settings[task.settings].selection
        parts = tuple(
            part for part in result.parts if part.checker and self._is_within(selection, part.selection, part.prefixes)
        )
        self._pending[task.path] = replace(result, parts=parts)
        self._asked[task.path] = self.settings[task.settings]
        return replace(task, known=tuple(part.checker for part in parts), digest=result.digest)

    def _learn(self, result: FileResult, *, is_kept: bool) -> None:
        path, digest = result.path, result.digest
        pending = self._pending.pop(path, None)
        if result.shares is None or self.store is None:
            return
        from qualitygate.cache.store import CheckerResult, Result  # here: only where a store is open

        settings = self._asked[path]
        self.digests[path] = digest
        rest = iter(result.findings)
        parts = [
            CheckerResult(share.checker, share.prefixes, settings.selection, list(islice(rest, share.count)))
            for share in result.shares
        ]
        if pending is not None and pending.digest == digest:
            parts += pending.parts
            result.findings = [finding for part in parts for finding in self._selected(part, settings)]
            result.looked_for = _joined(result.looked_for, pending)
        if is_kept and not result.failures:
            self._see(path, result.signature, digest)
            file, skipped, directives = result.checked, result.skipped, result.directives
            known = Result(
                digest, file.kind, file.line_count, skipped, directives, result.looked_for, settings.selection,
                tuple(parts),
            )
            self.store.put(path, known, settings)

    def _see(self, path: str, found: Signature | None, digest: str) -> None:
        assert self.store is not None
        if found is None:
            self.store.mention(path, digest)
        else:
            self.store.see(path, found, digest)

    def _is_within(self, wanted: Selection, had: Selection, prefixes: tuple[str, ...] = ("",)) -> bool:
        key = (id(wanted), id(had), prefixes)
        if key not in self._within:
            self._within[key] = wanted.is_within(had, prefixes)
        return self._within[key]


def _joined(looked_for: LookedFor, pending: Result) -> LookedFor:
    """Add what the spared checkers looked for to what the others did."""
    if not (looked_for.codes or pending.looked_for.codes):  # nothing to suppress, or nothing that parses
        return looked_for
    known = [prefix for part in pending.parts for prefix in part.prefixes if prefix]  # "" is what it may emit beside
    dormant = (*looked_for.dormant, *pending.looked_for.dormant)
    return replace(looked_for, codes=(*looked_for.codes, *known), dormant=dormant)
