"""What a worker process does for ``--fix``: reads a file, finds its new text, gives it back. It writes nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from qualitygate.engine.checking.checked import Checked
from qualitygate.engine.checking.worker import Worker, WorkerSpec, file_result
from qualitygate.engine.fixing.elsewhere import Elsewhere
from qualitygate.engine.fixing.judged import open_findings
from qualitygate.engine.fixing.merging import MergeError, WorkText, merge_into
from qualitygate.engine.fixing.notebooks import fix_file
from qualitygate.engine.fixing.rounds import Fixed, FixPolicy
from qualitygate.engine.results import FileResult
from qualitygate.engine.work import Task
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.repair import Refusal, RepairedFile
from qualitygate.model.replacement import replace
from qualitygate.source.source import Source


class FixTask(Struct, frozen=True):
    """One file to repair."""

    task: Task
    findings: tuple[Finding, ...] = ()  #: open, in the text of ``digest``
    digest: str = ""  #: of the text that was checked; "" = it has to be checked first
    held: frozenset[str] = frozenset()  #: fingerprints of findings that are to be left alone
    work: WorkText | None = None  #: where the text is staged: its file in the working tree, which gets the fixes too
    numbers: tuple[tuple[str, int], ...] = ()  #: how often each code is open in it

    @property
    def size(self) -> int:
        """In bytes, for balancing."""
        return self.task.size

    @property
    def settings(self) -> int:
        """Index into the worker's settings."""
        return self.task.settings


class FixResult(Struct):
    """What became of one file."""

    change: RepairedFile  #: before and after are the same where nothing was done
    result: FileResult | None = None  #: of checking the text after it; None when it was not checked again
    refusals: list[Refusal] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    work: RepairedFile | None = None  #: what a staged text's file in the working tree becomes


class FixSpec(Struct, frozen=True):
    """All that a worker needs to know; plain data that survives pickling."""

    worker: WorkerSpec
    policy: FixPolicy
    texts: Mapping[str, str] = {}  #: of the whole tree before the repair; empty when no fix may take a name away


class FixWorker(Struct, frozen=True):
    """Repairs texts with the checkers that found what is wrong in them."""

    worker: Worker
    policy: FixPolicy
    elsewhere: Elsewhere | None = None

    @classmethod
    def start(cls, spec: FixSpec) -> FixWorker:
        """Build the host. Called once in every process."""
        return cls(Worker.start(spec.worker), spec.policy, Elsewhere(spec.texts) if spec.texts else None)

    def check_batch(self, tasks: Sequence[FixTask]) -> list[FixResult]:
        """Repair each text; the results are in the order of the tasks."""
        return [self._fix(task) for task in tasks]

    def _fix(self, fix: FixTask) -> FixResult:
        task = fix.task
        try:
            data = self._read(task) if task.data is None else task.data
        except OSError as error:
            return _failed(task, "unreadable", f"it cannot be read any more: {error.strerror}")
        source = Source(task.path, data, task.kind)
        if fix.digest and fix.digest != source.digest:
            return _failed(task, "changed", CHANGED)
        checked, numbers = None, dict(fix.numbers)
        if fix.digest:
            findings = list(fix.findings)
        else:
            checked, _ = self.worker.check(source, task.settings)
            findings = open_findings(checked, task.path, fix.held, self.policy.same)
            numbers = Counter(finding.code for finding in findings)
        policy = replace(self.policy, tool_comments=self.worker.spec.settings[task.settings].tool_comments)

        def check(text: Source) -> Checked:
            return self.worker.check(text, task.settings)[0]

        fixed = fix_file(source, findings, check, policy, fix.held, self.elsewhere, numbers)
        fixed.checked = fixed.checked or checked
        result = _result(task, data, fixed)
        return result if fix.work is None or fixed.source is source else self._merged(fix, fix.work, result, fixed)

    def _merged(self, fix: FixTask, work: WorkText, result: FixResult, fixed: Fixed) -> FixResult:
        """Make the fixes in the working tree too, or none of them in either."""
        task, change = fix.task, result.change
        try:
            after = merge_into(work, change.before, change.after)
            if work.stored not in (change.before, after.stored):
                self._require_same_need(fix, fixed, work.stored, after.stored)
        except MergeError as error:
            codes = Counter(finding.code for finding in fix.findings)
            refusals = [Refusal(task.path, code, count, str(error)) for code, count in sorted(codes.items())]
            return FixResult(RepairedFile(task.path, change.before, change.before), None, refusals, result.failures)
        result.work = RepairedFile(task.path, work.data, after.data)
        return result

    def _require_same_need(self, fix: FixTask, fixed: Fixed, before: bytes, after: bytes) -> None:
        """Refuse fixes that the working tree does not need, or that break what is not staged in it.

        Raises:
            MergeError: they do.
        """
        left = self._open(fix, fixed.checked)
        had, has = self._open(fix, self._checked(fix, before)), self._open(fix, self._checked(fix, after))
        gone = Counter(_mark(each) for each in fix.findings if each.code in self.policy.free)
        gone -= Counter(map(_mark, left))
        if gone - Counter(map(_mark, had)):
            raise MergeError("what is not staged has use for what a fix would change")
        codes = [Counter(each.code for each in findings) for findings in (has, had, left)]
        if worse := sorted(code for code in codes[0] if codes[0][code] > max(codes[1][code], codes[2][code])):
            raise MergeError(f"with what is not staged it would bring {', '.join(worse)}")

    def _checked(self, fix: FixTask, data: bytes) -> Checked:
        return self.worker.check(Source(fix.task.path, data, fix.task.kind), fix.task.settings)[0]

    def _open(self, fix: FixTask, checked: Checked | None) -> list[Finding]:
        if checked is None:
            return []
        return open_findings(checked, fix.task.path, fix.held, self.policy.same)

    def _read(self, task: Task) -> bytes:
        return self.worker.read(task.path, self.worker.spec.settings[task.settings].max_file_size)[0]


def _mark(finding: Finding) -> tuple[str, str]:
    """Return what a finding is in two texts with other line numbers."""
    return finding.code, re.sub(r"[0-9]+", "0", finding.message)


#: Why a file is left alone that somebody else wrote to.
CHANGED = "the file changed while it was being repaired; it was left as it is, run again"


def _result(task: Task, before: bytes, fixed: Fixed) -> FixResult:
    source = fixed.source
    result = None
    if fixed.checked is not None:
        result = file_result(task, len(source.lines), fixed.checked, digest=source.digest)
    return FixResult(RepairedFile(task.path, before, source.data), result, fixed.refusals, fixed.failures)


def _failed(task: Task, kind: str, message: str) -> FixResult:
    return FixResult(RepairedFile(task.path, b"", b""), failures=[Failure("fix", task.path, kind, message)])
