"""What came back from checking, file by file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from msgspec import Struct, field

from qualitygate.engine.work import LookedFor
from qualitygate.model.directive import Directive
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.judgement import Judgement
from qualitygate.model.report import CheckedFile, Skip
from qualitygate.model.wire import Row, directive_from_row, failure_from_row, finding_from_row


class FileResult(Struct):
    """What is known about one file."""

    checked: CheckedFile
    findings: Sequence[Finding]
    failures: Sequence[Failure]
    directives: Sequence[Directive]
    looked_for: LookedFor
    digest: str  #: of the text that was checked

    def joined(self, later: FileResult) -> FileResult:
        """Return the result of two gate stages; only the first has looked at the source itself."""
        looked_for = LookedFor(
            (*self.looked_for.codes, *later.looked_for.codes),
            self.looked_for.excluded,
            (*self.looked_for.dormant, *later.looked_for.dormant),
            (*self.looked_for.dropped, *later.looked_for.dropped),
        )
        findings, failures = [*self.findings, *later.findings], [*self.failures, *later.failures]
        return FileResult(self.checked, findings, failures, self.directives, looked_for, self.digest)


class SettledFiles(Struct, frozen=True):
    """Files whose judgements stand already: they hold as long as content, configuration and our code stay."""

    judgements: Sequence[Judgement] = ()  #: sorted
    files: Mapping[str, CheckedFile] = field(default_factory=dict)
    skipped: Mapping[str, Skip] = field(default_factory=dict)  #: that a plugin leaves alone
    #: comments that silence anything, by path and tool, where there are any
    suppressions: Mapping[str, dict[str, int]] = field(default_factory=dict)
    until: int = 0  #: seconds since 1970 when a comment ceases to hold; 0 = never

    def __len__(self) -> int:
        return len(self.files) + len(self.skipped)

    def __contains__(self, path: str) -> bool:
        return path in self.files or path in self.skipped


class Results(Struct):
    """What is known about all files. A file that was skipped has no result."""

    workers: int = 1
    known: int = 0  #: files that nobody had to check, the settled ones among them
    settled: SettledFiles = field(default_factory=SettledFiles)  #: have nothing in ``by_path`` and ``skipped``
    by_path: dict[str, FileResult] = field(default_factory=dict)
    #: those of them with findings, failures or directives
    with_something_said: dict[str, FileResult] = field(default_factory=dict)
    skipped: list[Skip] = field(default_factory=list)
    other_failures: list[Failure] = field(default_factory=list)  #: that leave no result: lost workers, repairs
    seconds: Counter[str] = field(default_factory=Counter)  #: by checker
    seconds_by_file: dict[str, float] = field(default_factory=dict)

    def collect(self, rows: Iterable[Row]) -> None:
        """Turn the rows of :func:`worker.task_row` back into values."""
        common: dict[Row, LookedFor] = {}  # most files are alike in it, and there are thousands
        for path, kind, lines, skipped, findings, failures, directives, seconds, looked_for, digest, *_ in rows:
            if skipped is not None:
                self.skipped.append(Skip(path, *skipped))
                continue
            checked = CheckedFile(path, kind, lines)
            sought = common.get(looked_for) or common.setdefault(looked_for, LookedFor(*looked_for))
            if findings or failures or directives:
                said = list(map(finding_from_row, findings)), list(map(failure_from_row, failures))
                result = FileResult(checked, *said, list(map(directive_from_row, directives)), sought, digest)
            else:
                result = FileResult(checked, (), (), (), sought, digest)
            earlier = self.by_path.get(path)
            self.by_path[path] = result = result if earlier is None else earlier.joined(result)
            if result.findings or result.failures or result.directives:
                self.with_something_said[path] = result
            if seconds:
                self.seconds.update(dict(seconds))
                self.seconds_by_file[path] = sum([spent for _, spent in seconds])

    def files(self) -> tuple[CheckedFile, ...]:
        """Return what was checked, sorted."""
        checked = (result.checked for result in self.by_path.values())
        return tuple(sorted(chain(checked, self.settled.files.values()), key=lambda file: file.path))

    def all_skipped(self, others: Iterable[Skip] = ()) -> tuple[Skip, ...]:
        """Return what was found and not checked, and ``others``, sorted, each once."""
        return tuple(sorted({*others, *self.skipped, *self.settled.skipped.values()}))

    def suppressions_by_path(self) -> dict[str, dict[str, int]]:
        """Count the comments that silence anything, by tool, in the files that have some."""
        found = {
            path: dict(Counter(each.tool for each in result.directives if each.form != "on"))
            for path, result in self.with_something_said.items()
        }
        return {**self.settled.suppressions, **{path: counts for path, counts in found.items() if counts}}

    def suppressions_by_tool(self) -> dict[str, int]:
        """Add them up, sorted by tool."""
        total: Counter[str] = Counter()
        for counts in self.suppressions_by_path().values():
            total.update(counts)
        return dict(sorted(total.items()))

    def forget(self, paths: Collection[str]) -> None:
        """Drop what was found in these files, for they have changed; the time it took stays."""
        for path in paths:
            self.by_path.pop(path, None)
            self.with_something_said.pop(path, None)

    @property
    def failures(self) -> list[Failure]:
        """Everything that did not do its work, sorted, each once."""
        found = {failure for result in self.with_something_said.values() for failure in result.failures}
        return sorted(found.union(self.other_failures))
