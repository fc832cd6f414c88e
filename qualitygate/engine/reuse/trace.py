"""What a run noted about itself on its way: for ``--profile``, and for the memory that it leaves."""

from __future__ import annotations

import time
from collections.abc import Mapping

from msgspec import Struct, field

from qualitygate.engine.reuse.result_reuse import ResultReuse
from qualitygate.engine.reuse.reused_judgements import ReusedJudgements
from qualitygate.engine.work import Plan


class Trace(Struct):
    """Times in seconds; the stages in their order."""

    plan: Plan = field(default_factory=Plan)
    stages: list[tuple[str, float]] = field(default_factory=list)
    hits: int = 0  #: files whose results were known
    base: tuple[int, int] = (0, 0)  #: of the base revision's files: whose results were known, and all
    digests: Mapping[str, str] = field(default_factory=dict)  #: of the content that each file was judged by
    by_file: Mapping[str, float] = field(default_factory=dict)  #: of the files that were checked
    #: absolute paths that a stage looked at beside the plan's, there or not: a word in them may change the answer
    looked_at: set[str] = field(default_factory=set)
    until: int = 0  #: seconds since 1970 when a stage would say something else of the same files; 0 = never
    unchanged: ReusedJudgements | None = None  #: what the next run need not judge again; None = it must
    is_repeatable: bool = True  #: False: the answer depends on what is not looked at, or the run changed files
    _started: float = field(default_factory=time.perf_counter)
    _latest: float = field(default_factory=time.perf_counter)

    def lap(self, stage: str) -> None:
        """Note that a stage is done."""
        now = time.perf_counter()
        self.stages.append((stage, now - self._latest))
        self._latest = now

    def take(self, recall: ResultReuse, by_file: Mapping[str, float], unchanged: int) -> None:
        """Take over what the checking noted; so many files were not even recalled."""
        self.hits, self.digests, self.by_file = recall.hits + unchanged, recall.digests, by_file

    @property
    def seconds(self) -> float:
        """How long the run has taken so far."""
        return time.perf_counter() - self._started
