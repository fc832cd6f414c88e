"""The model of scale says again what it was fitted to, and knows where the product changes its way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.scale.model import LEVELS, Cost, Growth, Made, Network, Taken, Tree, fit, predict

#: What a machine would take, to the digit.
COLD = Cost(start=0.3, file=0.001, finding=0.00002, line=0.00003)
KNOWN = Cost(start=0.2, file=0.0001, finding=0.00001, line=0.000001)
LEARNED = Growth(5.0, 0.75)


def taken(files: int, lines: int, findings: int, workers: int = 2, learned: int | None = None) -> Taken:
    """Return what that machine would take of a tree."""
    tree = Tree(files, lines, findings)
    things = LEARNED.at(lines) if learned is None else learned
    by_all = workers * LEARNED.at(lines / workers) if learned is None else learned
    cpu = {level: KNOWN.of(tree, 0) for level in LEVELS} | {"cold": COLD.of(tree, by_all)}
    return Taken(tree, cpu, workers, round(things), 50 * (files + findings), 10 * (files + findings), 80 * findings)


MADE = Made(
    taken(1, 1, 0, learned=0), taken(1_000, 1_000, 0, learned=0), *(taken(100, 9, n, learned=0) for n in (0, 99))
)
DRAWN = [taken(lines // 200, lines, lines // 25) for lines in (20_000, 60_000, 200_000)]
COSTS = fit(MADE, DRAWN)
LARGE = Tree(25_000, 5_000_000, 200_000)


@pytest.mark.parametrize("workers", [1, 2, 16])
def test_a_project_25_times_as_large_takes_what_it_takes(workers: int) -> None:
    found = predict(LARGE, COSTS, "cold", workers=workers)

    by_all = workers * LEARNED.at(LARGE.lines / workers)
    assert found.cpu == pytest.approx(COLD.of(LARGE, by_all), rel=0.02)


def test_what_one_process_does_is_not_divided_among_workers() -> None:
    one, many = (predict(LARGE, COSTS, "cold", workers=workers).wall for workers in (1, 1_000_000))

    assert one == predict(LARGE, COSTS, "cold").cpu
    assert many >= predict(LARGE, COSTS, "known").wall


def test_a_shard_looks_at_all_files_and_checks_its_own() -> None:
    whole, shard = (predict(LARGE, COSTS, "cold", shards=shards) for shards in (1, 10))

    known = predict(LARGE, COSTS, "known").cpu
    assert known < shard.cpu < known + (whole.cpu - known) / 5


def test_a_fresh_machine_asks_once_and_waits_for_a_round_trip_and_the_bytes() -> None:
    tree = DRAWN[-1].tree
    near, far = (predict(tree, COSTS, "fresh", network=Network(trip, 1e6)) for trip in (0.0, 0.05))

    assert near.requests == 1
    assert near.received == pytest.approx(DRAWN[-1].pack, abs=1_000)
    assert far.wall - near.wall == pytest.approx(0.05)
    assert near.cpu == pytest.approx(KNOWN.of(tree, 0), rel=0.02)


@pytest.mark.parametrize(
    ("tree", "network", "why"),
    [
        (Tree(25_000, 5_000_000, 6_000_000), Network(), "its pack would have"),
        (LARGE, Network(0.0, 1e6), "its pack takes"),
        (LARGE, Network(0.3), "its pack takes"),
    ],
    ids=["too large", "a slow line", "far away"],
)
def test_a_fresh_machine_that_gets_no_pack_knows_nothing(tree: Tree, network: Network, why: str) -> None:
    found = predict(tree, COSTS, "fresh", network=network)

    assert found.level == "cold"
    assert found.breaks[0].startswith(why)
    assert found.cpu == predict(tree, COSTS, "cold", network=network).cpu


def test_a_report_that_is_too_long_is_made_anew() -> None:
    assert predict(Tree(25_000, 5_000_000, 300_000), COSTS, "same").level == "known"
    assert predict(LARGE, COSTS, "same").level == "same"


def test_where_no_pack_was_written_the_next_best_is_taken() -> None:
    drawn = [replace(each, cpu={level: each.cpu[level] for level in LEVELS if level != "fresh"}) for each in DRAWN]

    assert fit(MADE, drawn).levels["fresh"].start == KNOWN.start + KNOWN.file + KNOWN.line


def test_growth_is_neither_faster_than_lines_nor_backwards() -> None:
    assert Growth.of([(10, 10), (100, 1_000)]).power == 1.0
    assert Growth.of([(10, 10), (100, 1)]).power == 0.0
    assert Growth.of([]).at(1_000) == 0.0
