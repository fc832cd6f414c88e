"""Fits the model to small trees, holds it against whole projects, and reads it out for what no machine here can hold.

``python -m benchmarks.scale PROJECT... [--write]`` with nginx installed; each project is a repository of git with a
commit, and nothing in it is changed. The last one should be the largest: the read-out is of its kind of code.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.scale.measuring import Measured, files_of, measured, shards
from benchmarks.scale.model import LEVELS, Costs, Made, Network, fit, predict
from benchmarks.scale.readout import readout, which
from benchmarks.scale.trees import DRAWN, draw, made
from benchmarks.speed.results import machine, replaced_section, table
from qualitygate import __version__
from tests.contract.pack_programs import Nginx, Running, running

RESULTS = Path(__file__).parents[1] / "RESULTS.md"
_TITLE = "Past one machine: what the model says"
_SHARDS = 4
#: What a level is called on the page.
_CALLED = {
    "cold": "nothing known", "known": "every content known", "same": "nothing changed", "fresh": "fresh, a pack there"
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and write the section where that is wanted; exit 1 where the model is off by a quarter."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("projects", nargs="+", type=Path, metavar="PROJECT")
    parser.add_argument("--workers", type=int, default=cores)
    parser.add_argument("--write", action="store_true", help=f"write the section into {RESULTS.name}")
    options = parser.parse_args(arguments)
    lines = [f"* {fact}" for fact in machine()]
    lines.append(f"* qualitygate {__version__}, {', '.join(project.name for project in options.projects)}, nginx")
    with tempfile.TemporaryDirectory(prefix="scale-") as name, running(Nginx, _folder(Path(name), "nginx")) as server:
        scratch = Path(name)
        basics = {kind: _small(tree, scratch, server, options.workers) for kind, tree in made(scratch / "made").items()}
        known = Made(**{kind: each.taken for kind, each in basics.items()})
        wrong, rows = 0, []
        for project in options.projects:
            costs = fit(known, [each.taken for each in _draws(project, scratch, server, options.workers)])
            whole = measured(project.resolve(), scratch, server, options.workers)
            _say(f"{project.name}: {whole.taken.tree}, results {whole.taken.results:,} bytes; {costs}")
            found = list(_rows(project.name, whole, costs, options.workers))
            rows += found
            wrong += sum("NO" in row for row in found)
            print("\n".join(table(_HEAD, found)), flush=True)
            if project == options.projects[0]:
                parts = _shards(project, whole, costs, scratch, options.workers)
                print("\n".join(parts), flush=True)
                taking = which(whole, costs, options.workers)
    load = f"* {options.workers} workers; load {os.getloadavg()[0]:.1f} at the end"
    lines += [load, "", *table(_HEAD, rows), "", *_EXPLAINED, "", *parts, "", *taking]
    lines += ["", *readout(whole.taken.tree, costs, options.workers)]
    print("\n".join(lines))
    if options.write:
        RESULTS.write_text(replaced_section(RESULTS.read_text("utf-8"), _TITLE, lines), "utf-8")
    return 1 if wrong else 0


_HEAD = ("project", "run", "CPU", "predicted", "of it", "wall", "predicted", "memory", "pack", "predicted", "within ¼")
_EXPLAINED = (
    "Each project's costs are fitted to three trees drawn from it (20,000, 60,000 and 180,000 lines, a fifth of all",
    "at most) and four that are made; no whole project is among them. Within a quarter is judged by CPU: walls are",
    "those of a machine that does nothing else. Where results are too large for a pack, a fresh machine's run is cold;",
    "where the report is too long to be kept, a run with nothing changed is one with every content known.",
)


def _small(tree: Path, scratch: Path, server: Running, workers: int) -> Measured:
    found = measured(tree, scratch, server, workers)
    _say(f"{tree.name}: {found.taken}")
    return found


def _draws(project: Path, scratch: Path, server: Running, workers: int) -> Iterator[Measured]:
    root = project.resolve()
    files = files_of(root)
    lines = sum((root / file).read_bytes().count(b"\n") for file in files)
    for number, (most, share) in enumerate(DRAWN):
        target = scratch / "drawn" / project.name / str(number)
        yield _small(draw(root, files, int(min(most, share * lines)), target), scratch, server, workers)


def _rows(name: str, whole: Measured, costs: Costs, workers: int) -> Iterator[list[str]]:
    tree = whole.taken.tree
    for level in LEVELS:
        if level not in whole.wall:
            continue
        found = predict(tree, costs, level, workers=workers, network=Network(0.0005, 1e9))
        cpu = whole.taken.cpu[level]
        ratio = found.cpu / cpu
        moved = {"cold": whole.taken.pack, "fresh": whole.taken.pack}.get(level, 0)
        expected = {"cold": found.sent, "fresh": found.received}.get(level, 0)
        yield [
            f"{name}: {tree.files:,} files, {tree.lines:,} lines, {tree.findings:,} findings", _CALLED[level],
            f"{cpu:,.2f} s", f"{found.cpu:,.2f} s", f"{ratio:.2f}", f"{whole.wall[level]:,.1f} s",
            f"{found.wall:,.1f} s", f"{whole.memory[level]:,.0f} MB", _megabytes(moved), _megabytes(expected),
            "yes" if 0.75 <= ratio <= 1.25 else "NO",
        ]  # fmt: skip


def _shards(project: Path, whole: Measured, costs: Costs, scratch: Path, workers: int) -> list[str]:
    runs, merge = shards(project.resolve(), scratch, workers, _SHARDS)
    tree, slowest = whole.taken.tree, max(runs, key=lambda run: run.cpu)
    found = predict(tree, costs, "cold", workers=workers, shards=_SHARDS)
    rows = [
        [
            "one run",
            f"{whole.taken.cpu['cold']:.2f} s",
            f"{whole.wall['cold']:.2f} s",
            f"{whole.memory['cold']:.0f} MB"
        ],
        [
            f"the slowest of {_SHARDS} shards",
            f"{slowest.cpu:.2f} s",
            f"{slowest.wall:.2f} s",
            f"{slowest.memory:.0f} MB"
        ],
        ["the model's shard", f"{found.cpu:.2f} s", f"{found.wall:.2f} s", ""],
        ["merge", f"{merge.cpu:.2f} s", f"{merge.wall:.2f} s", f"{merge.memory:.0f} MB"],
        ["all shards and merge", f"{sum(run.cpu for run in runs) + merge.cpu:.2f} s", "", ""],
    ]
    return [f"{_SHARDS} shards of {project.name}, nothing known:", "", *table(["", "CPU", "wall", "memory"], rows)]


def _megabytes(size: float) -> str:
    return f"{size / 1e6:.2f} MB" if size >= 10_000 else "" if not size else f"{size / 1e3:.1f} kB"


def _folder(scratch: Path, name: str) -> Path:
    (scratch / name).mkdir()
    return scratch / name


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
