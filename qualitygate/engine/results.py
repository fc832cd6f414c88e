"""What came back from checking, file by file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from msgspec import Struct, field

from qualitygate.cache.signature import Signature
from qualitygate.model.directive import Directive
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.judgement import Judgement
from qualitygate.model.looked_for import LookedFor
from qualitygate.model.report import CheckedFile, Skip


class Share(Struct, frozen=True, gc=False, array_like=True):
    """How many of a file's findings are one checker's."""

    checker: str  #: "" is the gate itself
    prefixes: tuple[str, ...]  #: of the codes that it can emit
    count: int


class FileResult(Struct, array_like=True):
    """What checking one file gave: made by a worker, or of what the store has, and judged by the run."""

    checked: CheckedFile
    findings: Sequence[Finding] = ()  #: selected, not yet suppressed
    failures: Sequence[Failure] = ()
    directives: Sequence[Directive] = ()
    looked_for: LookedFor = LookedFor()
    digest: str = ""  #: of the text that was checked; "" when there was none
    skipped: Skip | None = None  #: a plugin leaves the file alone, and there is nothing else in here
    seconds: Sequence[tuple[str, float]] = ()  #: by checker
    #: in the order of the findings; None when the result is not to be kept, as no content was read
    shares: Sequence[Share] | None = None
    signature: Signature | None = None  #: of the content; None when it is not on the disk

    @property
    def path(self) -> str:
        """The file."""
        return self.checked.path

    @property
    def says_something(self) -> bool:
        """Are there findings, failures or directives?"""
        return bool(self.findings or self.failures or self.directives)

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


class CheckedBatch(Struct, array_like=True):
    """The results of some files, and what is about all of them together."""

    files: list[FileResult]  #: in the order of the tasks
    lessons: Sequence[tuple[str, dict[str, str]]] = ()  #: what checkers have learned since the last batch, by subject
    failures: Sequence[Failure] = ()  #: of checkers that could not say it
    also_read: Sequence[str] = ()  #: absolute paths that the project's own plugins looked at beside the files
    is_blind: bool = False  #: they learnt something that cannot be known


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

    def collect(self, results: Iterable[FileResult]) -> None:
        """Take the results of some files; of those that are known already they are a later gate stage's."""
        common: dict[LookedFor, LookedFor] = {}  # most files are alike in it, and there are thousands
        for result in results:
            if result.skipped is not None:
                self.skipped.append(result.skipped)
                continue
            path = result.path
            if result.seconds:
                self.seconds.update(dict(result.seconds))
                self.seconds_by_file[path] = sum([spent for _, spent in result.seconds])
            result.looked_for = common.setdefault(result.looked_for, result.looked_for)
            result.seconds, result.shares = (), None  # they have done their service
            earlier = self.by_path.get(path)
            self.by_path[path] = result = result if earlier is None else earlier.joined(result)
            if result.says_something:
                self.with_something_said[path] = result

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
