"""Predicts seconds, requests and bytes of a run from what small runs have cost. Nothing here measures or reads a file.

The costs of a start, of a file and of a finding come from trees that are made for it; the cost of a line, and of a
thing that a checker learns (docs/cache.md, lessons), from trees that are drawn from the project. Things learned and
bytes grow with a power of the lines, for the second half of a project looks much like the first.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

#: What is known when a run begins: nothing; nothing here, but a server has a pack; what was said of every content; all.
Level = Literal["cold", "fresh", "known", "same"]
LEVELS: tuple[Level, ...] = ("cold", "known", "same", "fresh")
#: Of the product: docs/cache.md. Bytes of a pack, the same unpacked, seconds for a server, characters of a report.
PACK, PAYLOAD, PATIENCE, REPORT = 32 * 2**20, 256 * 2**20, 0.2, 20_000_000
#: Requests of a run: one that finds the pack of its commit; one that finds none for its only commit, and writes.
_TAKING, _WRITING = 1, 2
#: Bytes of a request's and an answer's heads, as nginx and we write them (measured).
_HEADS = 500


@dataclass(frozen=True, slots=True)
class Tree:
    """What is checked."""

    files: int
    lines: int
    findings: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What runs over a tree have taken."""

    tree: Tree
    cpu: Mapping[Level, float]  #: seconds; without "fresh" where there was no pack
    workers: int = 1
    learned: int = 0  #: things
    results: int = 0  #: bytes, unpacked
    pack: int = 0  #: bytes
    report: int = 0  #: characters


@dataclass(frozen=True, slots=True)
class Growth:
    """``factor * lines ** power``."""

    factor: float
    power: float

    @classmethod
    def of(cls, points: Sequence[tuple[float, float]]) -> Growth:
        """Fit a line through the logarithms; no more than proportional, and no less than constant."""
        logs = [(math.log(lines), math.log(amount)) for lines, amount in points if lines and amount]
        if not logs:
            return cls(0.0, 1.0)
        x, y = (sum(values) / len(logs) for values in zip(*logs))
        spread = sum((each - x) ** 2 for each, _ in logs)
        power = sum((one - x) * (other - y) for one, other in logs) / spread if spread else 1.0
        power = min(max(power, 0.0), 1.0)
        return cls(math.exp(y - power * x), power)

    def at(self, lines: float) -> float:
        """Return the amount."""
        return float(self.factor * lines**self.power)


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of one level."""

    start: float
    file: float
    finding: float
    line: float = 0.0
    thing: float = 0.0  #: learned

    def of(self, tree: Tree, learned: float) -> float:
        """Add up."""
        return (
            self.start + self.file * tree.files + self.finding * tree.findings
            + self.line * tree.lines + self.thing * learned
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Costs:
    """All that is known of a machine and a project's kind of code."""

    levels: Mapping[Level, Cost]
    learned: Growth
    results: Growth  #: by findings and files, see :func:`_weight`
    packed: float  #: bytes of a pack, of one byte of results
    report: float  #: characters for a finding


@dataclass(frozen=True, slots=True)
class Network:
    """Between the machine and the server."""

    round_trip: float = 0.0  #: seconds
    bandwidth: float = 1e9  #: bytes a second


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a run takes."""

    cpu: float  #: seconds
    wall: float  #: seconds, where the workers have a core each
    requests: int = 0
    sent: float = 0.0  #: bytes to the server
    received: float = 0.0
    level: Level = "cold"  #: that it comes to
    breaks: Sequence[str] = field(default_factory=tuple)  #: why it does not come to the one that was asked for


@dataclass(frozen=True, slots=True)
class Made:
    """The trees that are made: one file of one line; many such files; the same lines without findings and with them."""

    one: Taken
    many: Taken
    clean: Taken
    found: Taken


def fit(made: Made, drawn: Sequence[Taken]) -> Costs:
    """Return the costs from what small trees have taken."""
    levels: dict[Level, Cost] = {}
    learned = Growth.of([(each.tree.lines, each.learned) for each in drawn])
    for level in LEVELS:
        basic = _basic(made, level)
        rows = []
        for each in drawn:
            if level not in each.cpu:
                continue
            beyond = each.cpu[level] - basic.of(Tree(each.tree.files, 0, each.tree.findings), 0)
            # what is learned grows with the lines so nearly that trees this small do not tell the two apart
            rows.append((float(each.tree.lines), 0.0, max(beyond, 0.0), each.cpu[level]))
        line, thing = _two(rows)
        levels[level] = Cost(basic.start, basic.file, basic.finding, line, thing)
    most = max(drawn, key=lambda each: each.tree.lines)
    return Costs(
        levels,
        learned,
        Growth.of([(_weight(each.tree), each.results) for each in drawn]),
        most.pack / most.results if most.results else 0.0,
        sum(each.report for each in drawn) / max(sum(each.tree.findings for each in drawn), 1),
    )


def predict(
    tree: Tree, costs: Costs, level: Level, *, workers: int = 1, network: Network = Network(), shards: int = 1
) -> Prediction:
    """Return what a run takes, on one of so many machines that share the work."""
    results = costs.results.at(_weight(tree))
    pack = results * costs.packed
    breaks = []
    if level == "same" and costs.report * tree.findings > REPORT:
        level, breaks = "known", ["the report is too long to be kept"]
    requests, sent, received = 0, 0.0, 0.0
    waits = network.round_trip * _TAKING + pack / network.bandwidth
    shared = _refusals(results, pack, waits)
    if level == "fresh" and shared:
        level, breaks = "cold", shared
    elif level == "fresh":
        requests, sent, received = _TAKING, _TAKING * _HEADS, pack + _TAKING * _HEADS
    if level == "cold" and not breaks and not shared and shards == 1:
        requests, sent, received = _WRITING, pack + _WRITING * _HEADS, _WRITING * _HEADS
    elif level == "cold":
        requests = 1
    serial = costs.levels["known"].of(tree, 0)
    if level != "cold":
        cpu = costs.levels[level].of(tree, 0)
        return Prediction(cpu, cpu + (waits if requests else 0), requests, sent, received, level, breaks)
    part = tree.lines / shards
    whole = costs.levels["cold"].of(tree, 0)
    learning = costs.levels["cold"].thing * _by_all(costs.learned, part, workers)
    checking = max(whole - serial, 0.0) / shards + learning
    return Prediction(serial + checking, serial + checking / workers, requests, sent, received, "cold", breaks)


def _refusals(results: float, pack: float, waits: float) -> list[str]:
    """Say why nothing is shared."""
    said = []
    if results > PAYLOAD or pack > PACK:
        said.append(f"its pack would have {pack / 1e6:,.0f} MB, {results / 1e6:,.0f} MB unpacked")
    elif waits > PATIENCE:
        said.append(f"its pack takes {waits:.2f} s on the way")
    return said


def _basic(made: Made, level: Level) -> Cost:
    one, many, clean, found = (_cpu(each, level) for each in (made.one, made.many, made.clean, made.found))
    start, file = one, max(many - one, 0.0) / (made.many.tree.files - made.one.tree.files)
    finding = max(found - clean, 0.0) / (made.found.tree.findings - made.clean.tree.findings)
    return Cost(start, file, finding)


def _cpu(taken: Taken, level: Level) -> float:
    """Return the seconds; where no pack was written in time, as on a busy machine, those of what is next to it."""
    return taken.cpu.get(level, taken.cpu["known"])


def _weight(tree: Tree) -> float:
    """What results grow with: a file's digests and numbers are about as long as a finding."""
    return tree.findings + tree.files


def _by_all(learned: Growth, lines: float, workers: int) -> float:
    """Return what all workers learn, each by itself."""
    return workers * learned.at(lines / workers)


def _two(rows: Sequence[tuple[float, float, float, float]]) -> tuple[float, float]:
    """Solve ``a * x + b * y = z`` by least squares with neither below 0, each row weighing by what it took in all."""
    weighted = [(x / w, y / w, z / w) for x, y, z, w in rows]
    xx, yy, xy, xz, yz = (
        sum(row[one] * row[other] for row in weighted) for one, other in ((0, 0), (1, 1), (0, 1), (0, 2), (1, 2))
    )
    found = [(xz / xx if xx else 0.0, 0.0), (0.0, yz / yy if yy else 0.0)]
    if (divisor := xx * yy - xy * xy) > 1e-9 * xx * yy:
        a, b = (xz * yy - yz * xy) / divisor, (yz * xx - xz * xy) / divisor
        if a >= 0 and b >= 0:
            return a, b
    return min(found, key=lambda each: sum((each[0] * x + each[1] * y - z) ** 2 for x, y, z in weighted))
