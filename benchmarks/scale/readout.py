"""What the model says of projects that no machine here can hold, and of which way past one machine to take."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.scale.measuring import Measured
from benchmarks.scale.model import PACK, PAYLOAD, Costs, Level, Network, Prediction, Tree, predict
from benchmarks.speed.results import table

#: The size that is read out, lines; checkouts in an hour; lines of one of the parts that share packs; shards.
_LINES, _CHECKOUTS, _PART, _MACHINES = 100_000_000, 1_000, 2_000_000, 50
#: What is compared: what is known, and how many machines share the work.
_WAYS: tuple[tuple[Level, int], ...] = (("cold", 1), ("cold", 4), ("cold", 16), ("fresh", 1), ("known", 1))
#: In one data centre.
_NETWORK = Network(0.0005, 125e6)
_CORES = 8  #: of each machine


def readout(measured: Tree, costs: Costs, workers: int) -> Iterator[str]:
    """Yield what a hundred million lines of this kind of code and a thousand checkouts an hour come to."""
    whole = _scaled(measured, _LINES)
    part = _scaled(measured, _PART)
    parts = _LINES // _PART
    cold = predict(whole, costs, "cold", workers=_CORES)
    known = predict(whole, costs, "known", workers=_CORES)
    shard = predict(whole, costs, "cold", workers=_CORES, shards=_MACHINES)
    fresh = predict(part, costs, "fresh", workers=_CORES, network=_NETWORK)
    alone = predict(part, costs, "cold", workers=_CORES)
    hour = 3600 / _CHECKOUTS
    rows = [
        ["one run, nothing known", f"{cold.cpu / 3600:.1f} CPU hours", f"{cold.wall / 60:.0f} min on {_CORES} cores"],
        [f"one of {_MACHINES} shards", f"{shard.cpu / 60:.0f} CPU min", f"{shard.wall / 60:.1f} min"],
        ["every content known", f"{known.cpu / 60:.1f} CPU min", f"{known.wall / 60:.1f} min"],
        ["its results in one pack", _megabytes(costs.results.at(whole.files + whole.findings)), "not shared"],
        [
            f"{parts} parts of {_PART:,} lines, each fresh",
            f"{parts * fresh.cpu / 60:.1f} CPU min",
            f"{fresh.wall:.1f} s each"
        ],
        ["a part, nothing known", f"{alone.cpu / 60:.1f} CPU min", f"{alone.wall:.0f} s"],
    ]  # fmt: skip
    yield f"{_LINES:,} lines of the last project's kind ({whole.files:,} files, {whole.findings:,} findings):"
    yield ""
    yield from table(["", "takes", "that is"], rows)
    yield ""
    yield f"{_CHECKOUTS:,} checkouts an hour, one every {hour:.1f} s, in {parts} parts with a pack each:"
    yield ""
    yield from table(["", "all parts, every time", "the changed part alone"], list(_hourly(fresh, alone, cold, parts)))
    yield ""
    yield from _breaks(measured, costs)


def which(whole: Measured, costs: Costs, workers: int) -> Iterator[str]:
    """Yield which of the three ways to take when, for the project that was measured first."""
    tree = whole.taken.tree
    yield f"What is waited for with {workers} cores in each machine, at {tree.lines:,} lines, ten and forty times that:"
    yield ""
    rows = []
    for times in (1, 10, 40):
        size = _scaled(tree, tree.lines * times)
        walls = [f"{size.lines / 1e6:.1f} million"]
        for level, shards in _WAYS:
            found = predict(size, costs, level, workers=workers, network=_NETWORK, shards=shards)
            walls.append(f"{found.wall:,.1f} s" + (" (no pack)" if level == "fresh" and found.breaks else ""))
        rows.append(walls)
    yield from table(["lines", "one machine", "4 shards", "16 shards", "a pack there", "every content known"], rows)


def _hourly(fresh: Prediction, alone: Prediction, cold: Prediction, parts: int) -> Iterator[list[str]]:
    each = _CHECKOUTS / 3600
    requests, received = fresh.requests * each, fresh.received * each
    yield ["requests a second", f"{requests * parts:.1f}", f"{requests:.2f}"]
    yield ["MB a second from the server", f"{received * parts / 1e6:.0f}", f"{received / 1e6:.2f}"]
    yield [
        "CPU hours an hour, from packs",
        f"{fresh.cpu * parts * _CHECKOUTS / 3600:.0f}",
        f"{fresh.cpu * _CHECKOUTS / 3600:.1f}"
    ]
    yield [
        "the same without packs", f"{cold.cpu * _CHECKOUTS / 3600:,.0f}", f"{alone.cpu * _CHECKOUTS / 3600:.0f}"
    ]  # fmt: skip


def _breaks(measured: Tree, costs: Costs) -> Iterator[str]:
    """Yield what is the first not to hold, as the project grows."""
    results = costs.results.at(measured.files + measured.findings) / measured.lines
    packs = min(PAYLOAD / results, PACK / (results * costs.packed)) if costs.packed else PAYLOAD / results
    slow = 0.2 * _NETWORK.bandwidth / (results * costs.packed) if costs.packed else packs
    known = costs.levels["known"].of(_scaled(measured, 1_000_000), 0)
    yield (
        f"What breaks first: the pack, at {packs / 1e6:.0f} million lines ({PACK >> 20} MB, {PAYLOAD >> 20} unpacked;"
        f" at {_NETWORK.bandwidth / 1e6:.0f} MB a second it takes 200 ms at {slow / 1e6:.0f}). Then the patience of"
        f" whoever waits: with every content known a million lines take {known:.1f} s in one process."
    )


def _scaled(tree: Tree, lines: int) -> Tree:
    times = lines / tree.lines
    return Tree(round(tree.files * times), lines, round(tree.findings * times))


def _megabytes(size: float) -> str:
    return f"{size / 1e6:,.0f} MB"
