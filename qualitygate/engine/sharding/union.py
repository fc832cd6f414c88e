"""All shards of a project as the past of one run: it checks no file, and judges what they found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from msgspec import Struct

from qualitygate.engine.earlier_runs import EarlierRuns, KnownFiles, Ran
from qualitygate.engine.given import Given
from qualitygate.engine.planning.plan import make_plan
from qualitygate.engine.results import CheckedBatch, FileResult, Results
from qualitygate.engine.sharding.identity import Identity, difference
from qualitygate.engine.sharding.record import Gathering, Record, Side
from qualitygate.engine.sharding.recording import weighed
from qualitygate.engine.sharding.sound import require_sound
from qualitygate.engine.sharding.split import split
from qualitygate.engine.work import Plan, Task
from qualitygate.errors import ShardError
from qualitygate.model.report import CheckedFile


class Shard(Struct, frozen=True):
    """The record of one shard, and the file that it was read from."""

    record: Record
    file: str

    @property
    def name(self) -> str:
        """As errors name it: "shard 2/4 (build/shard-2.jsonl)"."""
        return f"shard {self.record.number}/{self.record.of} ({self.file})"


def complete(shards: Iterable[Shard]) -> list[Shard]:
    """Return the shards by their numbers.

    Raises:
        ShardError: one is missing, there twice, or of another split.
    """
    found: dict[int, Shard] = {}
    for shard in shards:
        number, of = shard.record.number, shard.record.of
        first = next(iter(found.values()), shard)
        if of != first.record.of or not 1 <= number <= of:
            raise ShardError(f"{shard.name} and {first.name} are not of one split; give the reports of one run")
        if number in found:
            raise ShardError(f"shard {number}/{of} is there twice: {found[number].file} and {shard.file}")
        found[number] = shard
    if missing := next((number for number in range(1, len(found) + 2) if number not in found), 0):
        of = next(iter(found.values())).record.of
        if missing <= of:
            files = ", ".join(found[number].file for number in sorted(found))
            raise ShardError(f"shard {missing}/{of} is missing: {len(found)} of {of} are there ({files})")
    return [found[number] for number in sorted(found)]


class Union:
    """Implements :class:`~qualitygate.engine.earlier_runs.EarlierRuns` of what the shards say, once that is sound."""

    block_matches = answers = None

    def __init__(self, plan: Plan, shards: Sequence[Shard], root: str) -> None:
        self.plan: Plan | None = plan
        self._shards = shards
        self._root = root
        self._stages: dict[bool, Iterator[int]] = {}  # of the tree and of the base: how many were asked for

    @classmethod
    def of(
        cls, given: Given, shards: Sequence[Shard], environment: Mapping[str, str], options: Mapping[str, str]
    ) -> EarlierRuns:
        """Plan the run, and hold the shards against it. ``shards`` are complete.

        Raises:
            ShardError: one is of another revision, configuration or environment.
            UsageError: there is nothing to check.
        """
        plan = make_plan(given.request, given.host, given.tree)
        given.tree.read(plan.configured_by)
        here = Identity.of(given, plan, environment, options)
        for shard in shards:
            if said := difference(shard.record.identity, here):
                raise ShardError(f"{shard.name} is of {said}")
        found = cls(plan, shards, given.tree.root)
        found._require_same(plan, is_base=False)
        return found

    def files(self, plan: Plan, *, is_base: bool = False, is_final_by_file: bool = False) -> KnownFiles:
        """Return what the shards found in the plan's files in the next gate stage.

        Raises:
            ShardError: they looked at other files of the base revision, or say what no shard would.
        """
        stage = next(self._stages.setdefault(is_base, count()))
        if is_base and not stage:
            self._require_same(plan, is_base=True)
        found: list[Gathering] = []
        for shard, side in self._sides(is_base=is_base):
            if stage >= len(side.stages):
                raise ShardError(f"{shard.name} is of another run: it has no findings of gate stage {stage + 1}")
            require_sound(side.stages[stage], side.digests, plan, shard.name)
            found.append(side.stages[stage])
        return _Found(found)

    def note(self, ran: Ran) -> None:
        """Leave nothing."""

    def _sides(self, *, is_base: bool) -> Iterator[tuple[Shard, Side]]:
        for shard in self._shards:
            side = shard.record.base if is_base else shard.record.tree
            if side is None:
                raise ShardError(f"{shard.name} is of another run: it compared with nothing")
            yield shard, side

    def _require_same(self, plan: Plan, *, is_base: bool) -> None:
        """Refuse a shard that looked at other files than its share of those here."""
        files = weighed(plan, self._root)
        here = {path: digest for _, digest, path in files}
        own = split(files, len(self._shards))
        for (shard, side), share in zip(self._sides(is_base=is_base), own, strict=True):
            if said := _other_files(side.digests, here, share, " of the revision that --new compares with" * is_base):
                cure = "name that one by its id: --new=COMMIT" if is_base else "check out the same files in every job"
                raise ShardError(f"{shard.name} is of another revision: {said}; {cure}")


def _other_files(there: Mapping[str, str], here: Mapping[str, str], share: Sequence[str], of: str) -> str:
    for path, digest in sorted(there.items()):
        if path not in here:
            return f"it looked at {path}{of}, which is not here"
        if digest != here[path]:
            return f"{path}{of} was another one there than here"
    for path in sorted({*share} ^ there.keys()):
        return f"it had not its share of the files{of} that are here; {path} is among those that differ"
    return ""


class _Found:
    """What all shards found in one gate stage; there is nothing left to check."""

    lessons: str | None = None

    def __init__(self, gatherings: Sequence[Gathering]) -> None:
        self._gatherings = gatherings
        self._files = {result.path: result for each in gatherings for result in each.files}
        for each in gatherings:
            for skip in each.skipped:
                self._files[skip.path] = FileResult(CheckedFile(skip.path, "", 0), skipped=skip)

    def settle(self, tasks: Sequence[Task], results: Results) -> Sequence[Task]:
        """Say what failed, and how long it took; leave out what no worker could finish."""
        for each in self._gatherings:
            results.other_failures += each.failures
            results.seconds.update(each.seconds)
        return [task for task in tasks if task.path in self._files]

    def unsettle(self, results: Results) -> Sequence[Task]:
        """Nothing was settled."""
        return ()

    def split(self, tasks: Iterable[Task]) -> tuple[list[FileResult], list[Task]]:
        """Return the results; no file is left to check."""
        return [self._files[task.path] for task in tasks], []

    def learn(self, batch: CheckedBatch) -> None:
        """No worker says anything."""
