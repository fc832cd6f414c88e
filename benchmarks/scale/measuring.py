"""Runs the gate over a tree, cold and with what the run before has left, and counts what it took."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.scale.model import LEVELS, REPORT, Level, Taken, Tree
from benchmarks.speed.measure import Command, Run, measure
from tests.contract.pack_programs import Running

_KEY = {"QUALITYGATE_CACHE_KEY": "the key of a benchmark", "PYTHONDONTWRITEBYTECODE": "1"}
_PROGRAM = str(Path(sys.executable).with_name("qualitygate"))
#: A file that was written just now may be written again within its time: it is read again, which is no usual run.
_SETTLES = 2.5
#: Bytes of a thing in a file of lessons: two halves of a digest and a number.
_THING = 20
#: In millions of lines there is some file that a checker cannot read.
_CODES = (0, 1, 3)
#: Runs that are over sooner are repeated, and the median taken.
_SHORT, _REPEATED = 3.0, 3


@dataclass(frozen=True, slots=True)
class Measured:
    """What the runs over one tree took."""

    taken: Taken
    wall: Mapping[Level, float]
    memory: Mapping[Level, float]  #: megabytes, of all processes
    requests: Mapping[Level, int]
    notes: Mapping[Level, str] = field(default_factory=dict)  #: why the server was left alone


def files_of(root: Path) -> list[str]:
    """Return what the gate would check."""
    command = [_PROGRAM, "--isolated", "--show-files"]
    said = subprocess.run(command, cwd=root, check=True, capture_output=True, encoding="utf-8").stdout
    return said.splitlines()


def count(root: Path, files: Sequence[str]) -> int:
    """Return how many lines they have."""
    return sum((root / file).read_bytes().count(b"\n") for file in files)


def measured(root: Path, scratch: Path, server: Running, workers: int) -> Measured:
    """Run every level over a tree: cold twice where that is short, so that each begins with no cache and no pack."""
    files = files_of(root)
    here, other = scratch / "cache", scratch / "other-cache"
    time.sleep(_SETTLES)
    before, packs, characters = set(server.packs()), list[bytes](), 0
    runs: dict[Level, Run] = {}
    said: dict[Level, str] = {}
    for level in LEVELS:
        if (level == "fresh" and not packs) or (level == "same" and characters > REPORT):
            continue  # one is one more cold run, the other once more what is known
        cache = other if level == "fresh" else here
        runs[level], said[level] = _often(root, scratch, server, workers, level, cache)
        if level == "cold":
            sizes = {path.suffix: path.stat().st_size for path in cache.iterdir()}
            packs = [pack for name, pack in server.packs().items() if name not in before]
            tree = _tree(root, files, runs[level])
            characters = runs[level].output.stat().st_size
    learned = sizes.get(".lessons", 0) // _THING
    cpu = {level: run.cpu for level, run in runs.items()}
    taken = Taken(tree, cpu, workers, learned, sizes.get(".results", 0), sum(map(len, packs)), characters)
    for cache in (here, other):
        shutil.rmtree(cache, ignore_errors=True)
    return Measured(
        taken,
        {level: runs[level].wall for level in runs},
        {level: runs[level].memory for level in runs},
        {level: int(_first(r"shared cache: (\d+) requests", said[level]) or 0) for level in runs},
        {level: _first(r"the shared cache was left alone: (.*)", said[level]) for level in runs},
    )


def shards(root: Path, scratch: Path, workers: int, number: int) -> tuple[list[Run], Run]:
    """Run each shard as on a machine of its own, then the merge; nothing is kept."""
    reports = [scratch / f"shard-{each}.jsonl" for each in range(1, number + 1)]
    options = ["--isolated", "--no-cache", f"--jobs={workers}"]
    parts = [
        _run(root, scratch, [*options, f"--shard={each}/{number}", f"--output-file={report}"], {})
        for each, report in enumerate(reports, 1)
    ]
    merge = ["merge", *map(str, reports), "--isolated", "--format=flake8"]
    return parts, _run(root, scratch, merge, {})


def _often(
    root: Path, scratch: Path, server: Running, workers: int, level: Level, cache: Path
) -> tuple[Run, str]:
    """Run once, or more often where it is short; return the run with the median of CPU, and what it said."""
    command = ["--isolated", "--executor=fork", f"--jobs={workers}", "--format=flake8", "--profile"]
    command.append(f"--cache-dir={cache}")
    asking = {**_KEY, "QUALITYGATE_CACHE_REMOTE": server.url}
    found, said = list[Run](), ""
    while not found or (found[0].cpu < _SHORT and len(found) < _REPEATED):
        if level in ("cold", "fresh"):
            shutil.rmtree(cache, ignore_errors=True)
        elif level == "known":  # what the run itself remembers is the next level
            for file in cache.glob("*.run"):
                file.unlink()
        # the second one would take the first one's pack
        is_asking = level == "fresh" or (level == "cold" and not found)
        found.append(_run(root, scratch, command, asking if is_asking else _KEY))
        said = said or found[0].output.with_suffix(".err").read_text("utf-8", "replace")
    return sorted(found, key=lambda each: each.cpu)[len(found) // 2], said


def _tree(root: Path, files: Sequence[str], run: Run) -> Tree:
    with run.output.open("rb") as report:
        return Tree(len(files), count(root, files), sum(1 for _ in report))


def _run(root: Path, scratch: Path, arguments: list[str], variables: Mapping[str, str]) -> Run:
    output = scratch / "report"
    return measure(Command((_PROGRAM, *arguments), root, variables, codes=_CODES), output)


def _first(pattern: str, said: str) -> str:
    found = re.search(pattern, said)
    return found[1] if found else ""
